//! Chains with one word only: a first name, a surname, a stage name.
//!
//! The word alone is weak, so that something else must speak for a join: the same family tie to the same
//! person, the same company, or that nobody else answers to it. What several answer to stays alone.

use std::collections::{BTreeMap, BTreeSet, HashMap, HashSet};

use super::kin::{self, Tie};
use super::{Links, may_be_one};

/// Joins bare chains with people of full name, then with each other.
pub(super) fn join(links: &mut Links<'_>) {
    let bare: Vec<usize> = (0..links.chains.len())
        .filter(|at| links.chains[*at].full.is_empty() && !links.chains[*at].bare.is_empty())
        .collect();
    with_full(links, &bare);
    // Ties to bare people become ties to the people that they were joined with: once more.
    with_each_other(links, &bare);
    with_each_other(links, &bare);
}

/// What is known of the people of full name.
struct Known {
    /// By each word that may mean them: first name and surname.
    by_word: HashMap<String, BTreeSet<usize>>,
    kin: HashMap<usize, BTreeSet<(Tie, usize)>>,
    surnames: HashMap<usize, HashSet<String>>,
}

fn known(links: &Links<'_>, kin: &[BTreeSet<(Tie, usize)>]) -> Known {
    let mut known = Known { by_word: HashMap::new(), kin: HashMap::new(), surnames: HashMap::new() };
    for (at, link) in links.chains.iter().enumerate().filter(|(_, l)| !l.full.is_empty()) {
        let root = links.root(at);
        for name in &link.full {
            known.by_word.entry(name.first.clone()).or_default().insert(root);
            known.by_word.entry(name.last.clone()).or_default().insert(root);
            known.surnames.entry(root).or_default().insert(name.last.clone());
        }
        // A stage name or nickname that some article joins with the full name.
        for word in &link.bare {
            known.by_word.entry(word.clone()).or_default().insert(root);
        }
        known.kin.entry(root).or_default().extend(&kin[at]);
    }
    known
}

/// More people than this in one article are a list, and no company.
const MOST_COMPANY: usize = 100;

/// The people of full name in the same article.
fn company(links: &Links<'_>, at: usize) -> BTreeSet<usize> {
    let article = links.of(links.chains[at].article);
    if article.len() > MOST_COMPANY {
        return BTreeSet::new();
    }
    article
        .filter(|other| *other != at && !links.chains[*other].full.is_empty())
        .map(|other| links.root(other))
        .collect()
}

/// Whether somebody stands beside one of these in some article.
fn knows(links: &Links<'_>, somebody: usize, company: &BTreeSet<usize>) -> bool {
    company.iter().any(|other| links.meet(*other, somebody))
}

fn with_full(links: &mut Links<'_>, bare: &[usize]) {
    let kin = kin::all(links);
    let known = known(links, &kin);
    let mut joins = Vec::new();
    for &at in bare {
        if let Some((root, reason)) = meant(links, &known, &kin[at], at) {
            joins.push((at, root, reason));
        }
    }
    // Two chains of one article become one person only where one is the first name and the other the surname:
    // without the full name the article's analysis could not know.
    let mut taken: HashMap<(usize, usize), Vec<&[String]>> = HashMap::new();
    for (at, root, _) in &joins {
        let link = &links.chains[*at];
        taken.entry((link.article, *root)).or_default().push(&link.bare);
    }
    let apart = |words: &[&[String]]| match words {
        [_] => true,
        [one, other] => one.iter().all(|word| !other.contains(word)),
        _ => false,
    };
    let sound: Vec<bool> =
        joins.iter().map(|(at, root, _)| apart(&taken[&(links.chains[*at].article, *root)])).collect();
    for ((at, root, reason), _) in joins.into_iter().zip(sound).filter(|(_, sound)| *sound) {
        links.join(root, at, reason);
    }
}

/// Who of those with a full name is meant by a bare chain.
fn meant(links: &Links<'_>, known: &Known, kin: &BTreeSet<(Tie, usize)>, at: usize) -> Option<(usize, &'static str)> {
    let link = &links.chains[at];
    let candidates: Vec<usize> = link
        .bare
        .iter()
        .filter_map(|word| known.by_word.get(word))
        .flatten()
        .copied()
        .filter(|root| !links.meet(*root, at))
        .filter(|root| may_be_one(link.chain.pronouns, links.chains[*root].chain.pronouns))
        .collect::<BTreeSet<_>>()
        .into_iter()
        .collect();
    let related: Vec<usize> = candidates.iter().copied().filter(|root| !known.kin[root].is_disjoint(kin)).collect();
    if let [one] = related[..] {
        return Some((one, "the same family tie"));
    }
    let here = company(links, at);
    let familiar: Vec<usize> = candidates.iter().copied().filter(|root| knows(links, *root, &here)).collect();
    let one = match (&familiar[..], &candidates[..]) {
        ([one], _) | ([], [one]) => *one,
        _ => return None,
    };
    // Somebody's child is no stranger who happens to bear the name: a relative must be met there too, and the
    // surname be known here (a child may bear that of the other parent).
    let surnames = &known.surnames[&one];
    let met = kin.iter().any(|(_, relative)| links.meet(*relative, one));
    let family = |person: &usize| known.surnames.get(person).is_some_and(|theirs| !theirs.is_disjoint(surnames));
    // Whoever is nobody's child there is known by the company: two who stand beside the bearer elsewhere too.
    let child = kin.iter().any(|(tie, _)| *tie == Tie::Child);
    let known_by = || here.iter().filter(|other| links.meet(**other, one)).nth(1).is_some();
    let fits = kin.is_empty() || met && here.iter().any(family) || !child && (met || known_by());
    let by_surname = link.bare.iter().any(|word| surnames.contains(word));
    match (fits, familiar.is_empty(), by_surname) {
        (true, false, _) => Some((one, "the same name in the same company")),
        (true, true, true) => Some((one, "nobody else bears this surname")),
        _ => None,
    }
}

/// Bare chains of the same word: joined by the same tie; without ties when nobody with a full name answers to it.
fn with_each_other(links: &mut Links<'_>, bare: &[usize]) {
    let kin = kin::all(links);
    let known = known(links, &kin);
    let mut by_word: BTreeMap<&str, Vec<usize>> = BTreeMap::new();
    let chains: Vec<(usize, String)> = bare
        .iter()
        .filter(|at| links.chains[links.root(**at)].full.is_empty())
        .filter_map(|at| links.chains[*at].bare.first().map(|word| (*at, word.clone())))
        .collect();
    for (at, word) in &chains {
        by_word.entry(word).or_default().push(*at);
    }
    for (word, all) in by_word {
        let mut by_tie: BTreeMap<(Tie, usize), usize> = BTreeMap::new();
        for &at in &all {
            for tie in &kin[at] {
                let first = *by_tie.entry(*tie).or_insert(at);
                unite(links, first, at, "the same name and family tie");
            }
        }
        if known.by_word.contains_key(word) {
            continue;
        }
        let without: Vec<usize> = all.iter().copied().filter(|at| kin[*at].is_empty()).collect();
        let related: BTreeSet<usize> =
            all.iter().filter(|at| !kin[**at].is_empty()).map(|at| links.root(*at)).collect();
        for &at in &without {
            let here = company(links, at);
            let familiar: Vec<usize> = related.iter().copied().filter(|root| knows(links, *root, &here)).collect();
            if let [one] = familiar[..] {
                unite(links, one, at, "the same name in the same company");
            }
        }
        if related.is_empty() {
            for pair in without.windows(2) {
                unite(links, pair[0], pair[1], "the same name, and nobody else bears it");
            }
        }
    }
}

/// Joins two unless one article has kept them apart or their pronouns exclude each other.
fn unite(links: &mut Links<'_>, a: usize, b: usize, reason: &str) {
    let alike = may_be_one(links.chains[a].chain.pronouns, links.chains[b].chain.pronouns);
    if alike && links.root(a) != links.root(b) && !links.meet(a, b) {
        links.join(a, b, reason);
    }
}
