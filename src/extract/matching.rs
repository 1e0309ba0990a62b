//! Where does a scope say something of the table, and who plays which role?
//!
//! Patterns hang on one word each; around it subject and objects are looked for within a bounded number of items, so
//! that the work stays linear. Whether it happened, when and where is asked in [`super::circumstance`].

use crate::domain::ChainId;
use crate::language::MentionKind;

use super::kin::{age_after, describes, named, separator};
use super::predicates::{Element, PREDICATES, Role, Row};
use super::scope::{Item, Scope, What, Who};

/// A pattern found.
pub(super) struct Hit {
    /// What is said.
    pub row: &'static Row,
    /// Who plays A, B, K, C and N.
    roles: [Vec<ChainId>; 5],
    /// Whose kin K is.
    pub kin_of: Vec<ChainId>,
    /// As what kin K is named.
    pub kin_as: &'static str,
    /// First item: the subject where there is one on the left.
    pub start: usize,
    /// The word that the pattern hangs on.
    pub anchor: usize,
    /// One past the last item.
    pub end: usize,
    /// What stands between subject and verb.
    pub verb: Verb,
}

impl Hit {
    /// The two of whom a couple's event is told.
    pub fn couple(&self) -> Option<[ChainId; 2]> {
        let two = self.row.then.is_some() || ["spouse", "engaged_to", "partner"].contains(&self.row.name.as_str());
        if let (true, [one, other]) = (two, self.people().as_slice()) { Some([*one, *other]) } else { None }
    }

    /// Who plays a role.
    pub fn role(&self, role: Role) -> &[ChainId] {
        &self.roles[role as usize]
    }

    /// Everybody who plays one of the row's roles, in the row's order, each once.
    pub fn people(&self) -> Vec<ChainId> {
        let mut found: Vec<ChainId> = Vec::new();
        for who in self.row.who.iter().flat_map(|r| self.role(*r)) {
            if !found.contains(who) {
                found.push(*who);
            }
        }
        found
    }
}

/// What a verb group says besides the verb.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Verb {
    /// `not`, `never`, `didn't`.
    pub negated: bool,
    /// `will`.
    pub future: bool,
    /// `would`, `could`, `may`.
    pub modal: bool,
    /// `did meet`.
    pub did: bool,
    /// `to marry`: the item that governs it.
    pub infinitive: Option<usize>,
    /// `reportedly`, `allegedly`.
    pub hearsay: bool,
    /// A temporal expression inside the verb group.
    pub date: Option<usize>,
}

/// All patterns found in a scope, longest first at each word. `couple`: the two whom the sentence before told of.
pub(super) fn hits(scope: &Scope<'_>, couple: Option<[ChainId; 2]>) -> Vec<Hit> {
    let mut found: Vec<Hit> = Vec::new();
    let mut couple = couple;
    for (at, item) in scope.items.iter().enumerate() {
        if !matches!(item.what, What::Word) {
            continue;
        }
        for (r, p) in PREDICATES.hanging_on(item.text) {
            let row = &PREDICATES.rows[*r];
            let Some(mut hit) = attempt(scope, row, *p, at) else { continue };
            // "He married Bo in 1970; they divorced in 1982": those two.
            if let (Some(two), true) = (couple, scope.items[hit.start].reads("they"))
                && row.then.is_some()
            {
                hit.roles[Role::A as usize] = two.to_vec();
            }
            // One thing said once: the longer pattern of the same row and word wins.
            match found.iter_mut().rev().take(8).find(|h| h.anchor == at && std::ptr::eq(h.row, row)) {
                Some(known) if known.end >= hit.end && known.people().len() >= hit.people().len() => {}
                Some(known) => *known = hit,
                None => found.push(hit),
            }
        }
        couple = found.last().and_then(Hit::couple).or(couple);
    }
    let siblings: Vec<Hit> = found.iter().filter_map(|hit| another_child(scope, hit)).collect();
    found.extend(siblings);
    found
}

/// `welcomed daughter Bo in 2018 and son Cy two years later`: the second child.
fn another_child(scope: &Scope<'_>, hit: &Hit) -> Option<Hit> {
    if hit.row.name != "born" || hit.role(Role::C).is_empty() {
        return None;
    }
    let n = (hit.end..hit.end + 4).find(|n| matches!(scope.items.get(*n).map(|i| &i.what), Some(What::Date(_))))?;
    let next = separator(&scope.items, n + 1)?;
    let child = kin_item(scope, next, Role::C)?;
    let mut roles = hit.roles.clone();
    roles[Role::C as usize].clone_from(&child.chains);
    Some(Hit {
        row: hit.row,
        roles,
        kin_of: Vec::new(),
        kin_as: hit.kin_as,
        start: hit.start,
        anchor: next,
        end: next + 1,
        verb: hit.verb,
    })
}

fn attempt(scope: &Scope<'_>, row: &'static Row, pattern: usize, at: usize) -> Option<Hit> {
    let pattern = &row.patterns[pattern];
    let mut hit = Hit {
        row,
        roles: Default::default(),
        kin_of: Vec::new(),
        kin_as: "",
        start: at,
        anchor: at,
        end: at,
        verb: Verb::default(),
    };
    hit.end = follow(scope, &pattern.rest, at, true, &mut hit)?;
    let front = match &pattern.front {
        Some(Element::Person(role)) => {
            let (who, start, verb) = subject(scope, at)?;
            (hit.start, hit.verb) = (start, verb);
            Some((*role, who))
        }
        Some(Element::Possessor(role)) => {
            let (who, start) = possessor(scope, at)?;
            hit.start = start;
            Some((*role, who))
        }
        _ => None,
    };
    if let Some((role, who)) = front {
        for other in &mut hit.roles {
            other.retain(|c| !who.contains(c));
        }
        hit.roles[role as usize] = who;
    }
    let asked =
        pattern.rest.iter().any(|e| matches!(e, Element::Person(r) if *r != Role::N && hit.role(*r).is_empty()));
    (!asked).then_some(hit)
}

/// Matches the elements from item `at` on; the end of the match.
fn follow(scope: &Scope<'_>, rest: &[Element], at: usize, first: bool, hit: &mut Hit) -> Option<usize> {
    let Some((element, rest)) = rest.split_first() else { return Some(at) };
    match element {
        Element::Words { any, optional } => {
            let skipped = if first { at } else { past_adverbs(scope, at) };
            for from in at..=skipped {
                for phrase in any {
                    let fits =
                        phrase.iter().enumerate().all(|(n, w)| scope.items.get(from + n).is_some_and(|i| i.reads(w)));
                    if fits && let Some(end) = follow(scope, rest, from + phrase.len(), false, hit) {
                        return Some(end);
                    }
                }
            }
            if *optional { follow(scope, rest, at, first, hit) } else { None }
        }
        Element::Person(role) => {
            let (who, after, kin) = object(scope, *role, at)?;
            hit.roles[*role as usize] = who;
            if let Some((kin_as, kin_of)) = kin {
                (hit.kin_as, hit.kin_of) = (kin_as, kin_of);
            }
            let past = age_after(&scope.items, after);
            follow(scope, rest, past, false, hit)
                .or_else(|| past_parenthesis(scope, past).and_then(|p| follow(scope, rest, p, false, hit)))
        }
        Element::Possessor(role) => {
            let who = scope.who(at).filter(|w| w.possessive)?;
            hit.roles[*role as usize].clone_from(&who.chains);
            (at + 1..at + 5).find_map(|n| follow(scope, rest, n, false, hit))
        }
        Element::Gap(most) => {
            for n in at..=at + most {
                if let Some(end) = follow(scope, rest, n, false, hit) {
                    return Some(end);
                }
                match scope.items.get(n).map(|i| &i.what) {
                    Some(What::Word | What::Number | What::Date(_) | What::Possessive) => {}
                    Some(What::Person(who)) if who.possessive => {}
                    // "from 2015 to 2017, to Al Poe"
                    Some(What::Stop)
                        if scope.is(n, &[","]) && n > at && matches!(scope.items[n - 1].what, What::Date(_)) => {}
                    _ => break,
                }
            }
            None
        }
    }
}

fn past_adverbs(scope: &Scope<'_>, at: usize) -> usize {
    let mut n = at;
    while n < at + 2 && scope.items.get(n).is_some_and(is_adverb) {
        n += 1;
    }
    n
}

/// Past `, a sound engineer,` or `— then Di Poe —`.
fn past_parenthesis(scope: &Scope<'_>, at: usize) -> Option<usize> {
    let open = scope.items.get(at).filter(|i| i.is(&[",", "—", "–", "--", "("]))?;
    let close = if open.text == "(" { ")" } else { open.text };
    (at + 1..(at + 10).min(scope.items.len())).find(|n| scope.is(*n, &[close])).map(|n| n + 1)
}

type Object = (Vec<ChainId>, usize, Option<(&'static str, Vec<ChainId>)>);

fn object(scope: &Scope<'_>, role: Role, at: usize) -> Option<Object> {
    match role {
        Role::A | Role::B => {
            let (who, end) = named(&scope.items, at, true)?;
            let last = scope.who(end - 1)?;
            // "saw her at a bar": not whose bar.
            let objective = || scope.items[end - 1].reads("her") && scope.items.get(end).is_none_or(|x| !describes(x));
            (!last.possessive || objective()).then(|| (who, end, last.kin.clone()))
        }
        Role::K | Role::C | Role::N => {
            let n = (at..at + 3).find(|n| scope.who(*n).is_some())?;
            let who = kin_item(scope, n, role)?;
            if n > at && !scope.items[at..n].iter().all(describes) {
                return None;
            }
            let (mut all, mut end) = (who.chains.clone(), n + 1);
            // "daughter Bo, 7, and son Cy, 4"
            while role == Role::C
                && let Some(next) = separator(&scope.items, end)
                && let Some(more) = kin_item(scope, next, role)
            {
                all.extend(&more.chains);
                end = next + 1;
            }
            Some((all, end, who.kin.clone()))
        }
    }
}

fn kin_item<'s>(scope: &'s Scope<'_>, n: usize, role: Role) -> Option<&'s Who> {
    let who = scope.who(n).filter(|w| !w.possessive && (role == Role::N || !w.chains.is_empty()))?;
    let (named_as, _) = who.kin.as_ref()?;
    (role == Role::K || *named_as == "child").then_some(who)
}

/// `her quiet wedding`: whose, looking left from the item at `at`.
fn possessor(scope: &Scope<'_>, at: usize) -> Option<(Vec<ChainId>, usize)> {
    for n in (at.saturating_sub(5)..at).rev() {
        if let Some(who) = scope.who(n) {
            return (who.possessive && !who.chains.is_empty()).then(|| (joined(scope, n, who), n));
        }
        if !describes(&scope.items[n]) {
            return None;
        }
    }
    None
}

/// `Al and Bo's wedding` is the wedding of both.
fn joined(scope: &Scope<'_>, at: usize, who: &Who) -> Vec<ChainId> {
    let mut all = who.chains.clone();
    if at >= 2 && who.kind == MentionKind::Name && scope.is(at - 1, &["and", "&"]) {
        if let Some(other) = scope.who(at - 2) {
            all.splice(0..0, other.chains.iter().copied().filter(|c| !who.chains.contains(c)));
        }
    }
    all
}

const RELATIVE: &[&str] = &["who", "whom", "that", "which"];

/// Whom a relative pronoun at item `at` stands for: the person in front, or the one before an apposition.
pub(super) fn antecedent(scope: &Scope<'_>, at: usize) -> Option<(Vec<ChainId>, usize)> {
    let comma = usize::from(at > 0 && scope.is(at - 1, &[",", "—", "–", "--"]));
    let near = at.checked_sub(1 + comma)?;
    let usable =
        |n: usize| scope.who(n).filter(|w| !w.possessive && !w.chains.is_empty()).map(|w| (w.chains.clone(), n));
    if scope.who(near).is_some() {
        return usable(near);
    }
    if comma == 0 || !scope.is(at, &["who", "whom"]) {
        return None;
    }
    (at.saturating_sub(16)..near).rev().filter(|n| scope.is(n + 1, &[","])).find_map(usable)
}

const AUXILIARIES: &[&str] = &[
    "am", "are", "be", "been", "being", "did", "do", "does", "get", "gets", "getting", "got", "had", "has", "have",
    "having", "is", "was", "were", "’d", "'d", "’ve", "'ve", "’re", "'re", "’s", "'s", "’m", "'m",
];
const MODALS: &[&str] = &["would", "could", "should", "may", "might", "must", "can"];
const NEGATIONS: &[&str] = &["not", "never", "neither", "cannot"];
const HEARSAY: &[&str] =
    &["reportedly", "allegedly", "supposedly", "apparently", "rumored", "rumoured", "maybe", "perhaps", "possibly"];
const ADVERBS: &[&str] = &[
    "first",
    "later",
    "soon",
    "then",
    "also",
    "now",
    "once",
    "just",
    "ever",
    "both",
    "all",
    "already",
    "since",
    "still",
    "even",
    "long",
    "again",
    "eventually",
    "last",
    "previously",
    "finally",
    "almost",
    "kind",
    "of",
    "sort",
    "each",
    "herself",
    "himself",
    "themselves",
    "together",
    "back",
    "only",
    "twice",
];

fn is_adverb(item: &Item<'_>) -> bool {
    matches!(item.what, What::Word) && (item.text.len() > 4 && item.text.ends_with("ly") || item.is(ADVERBS))
}

/// Who does what the verb at item `at` says, where that stands, and what the verb group adds.
fn subject(scope: &Scope<'_>, at: usize) -> Option<(Vec<ChainId>, usize, Verb)> {
    let items = &scope.items;
    let mut verb = Verb::default();
    if items[at].is(RELATIVE) {
        return antecedent(scope, at).map(|(who, n)| (who, n, verb));
    }
    let mut i = at;
    while i > 0 {
        let item = &items[i - 1];
        if item.is(NEGATIONS)
            || matches!(item.what, What::Word) && item.text.ends_with(['t', 'T']) && contracted_not(item.text)
        {
            verb.negated = true;
            verb.did |= item.text.len() > 4 && item.text[..3].eq_ignore_ascii_case("did");
        } else if item.is(&["will", "’ll", "'ll", "shall", "gonna"]) {
            verb.future = true;
        } else if item.is(MODALS) {
            verb.modal = true;
        } else if item.is(HEARSAY) {
            verb.hearsay = true;
        } else if item.is(&["to"]) && verb.infinitive.is_none() && i >= 2 && matches!(items[i - 2].what, What::Word) {
            verb.infinitive = Some(i - 2);
            i -= 2;
            continue;
        } else if let What::Date(d) = item.what {
            verb.date.get_or_insert(d);
        } else if item.is(&["longer"]) && i >= 2 && items[i - 2].is(&["no"]) {
            verb.negated = true;
            i -= 1;
        } else if item.is(AUXILIARIES) || is_adverb(item) {
            verb.did |= item.is(&["did"]);
        } else {
            break;
        }
        i -= 1;
    }
    if i == 0 {
        // "Finally met him!": in speech and captions the speaker is left out.
        let spoken = scope.quoted && !scope.speaker.is_empty() && !verb.future && verb.infinitive.is_none();
        return spoken.then(|| (scope.speaker.clone(), at, verb)).or_else(|| trailing_subject(scope, at, verb));
    }
    let before = &items[i - 1];
    if before.is(RELATIVE)
        && let Some((who, n)) = antecedent(scope, i - 1)
    {
        let (all, _) = group(scope, n);
        // A plural verb would be needed for both; the nearer one is meant otherwise.
        return Some((if all.len() > 1 && plural_after(scope, i, at) { all } else { who }, n, verb));
    }
    // "a source tells", "her rep said": a noun, and nobody known.
    if matches!(before.what, What::Word) && !before.is(BEFORE_VERB) {
        return None;
    }
    if before.who().is_some_and(|w| !w.possessive && !is_object_pronoun(before)) {
        let (who, n) = group(scope, i - 1);
        return (!who.is_empty()).then_some((who, n, verb));
    }
    // "says the host, divorced from Al Poe since 2020"
    if before.is(&[","]) && i == at && items[at].text.ends_with("ed")
        || before.is(&[","]) && i == at && items[at].is(&["born", "wed"])
    {
        if let Some(who) = i.checked_sub(2).and_then(|n| scope.who(n)).filter(|w| !w.possessive && w.chains.len() == 1)
        {
            return Some((who.chains.clone(), i - 2, verb));
        }
    }
    nominative(scope, i).map(|(who, n)| (who, n, verb)).or_else(|| trailing_subject(scope, at, verb)).or_else(|| {
        // "Finally met him after being friends": still the speaker.
        let none = scope.quoted && !scope.speaker.is_empty() && scope.items[at].text.ends_with("ing");
        (none
            && !scope.items[..at]
                .iter()
                .any(|x| x.who().is_some_and(|w| !w.possessive && !scope.other.is_some_and(|o| w.chains == [o]))))
        .then(|| (scope.speaker.clone(), at, verb))
    })
}

/// Who does what the word at item `at` says.
pub(super) fn subject_chains(scope: &Scope<'_>, at: usize) -> Option<Vec<ChainId>> {
    let (who, _, verb) = subject(scope, at)?;
    (!verb.negated && !verb.modal && !verb.future && verb.infinitive.is_none()).then_some(who)
}

/// Words that a verb follows without its subject standing between.
const BEFORE_VERB: &[&str] = &[
    "and",
    "but",
    "or",
    "then",
    "who",
    "whom",
    "that",
    "which",
    "after",
    "before",
    "since",
    "by",
    "upon",
    "without",
    "while",
    "when",
    "of",
    "for",
    "from",
    "despite",
    "following",
    "in",
    "on",
    "with",
    "about",
    "to",
    "as",
    "until",
    "if",
    "because",
    "secretly",
];

fn contracted_not(text: &str) -> bool {
    ["n't", "n’t", "N'T", "N’T"].iter().any(|e| text.ends_with(e))
}

fn plural_after(scope: &Scope<'_>, from: usize, to: usize) -> bool {
    let group = &scope.items[from..to];
    group.is_empty()
        || group.iter().any(|i| i.is(&["are", "were", "have", "both", "each"]))
        || !group.iter().any(|i| i.is(&["is", "was", "has"]))
}

fn is_object_pronoun(item: &Item<'_>) -> bool {
    ["him", "them", "me", "us"].iter().any(|w| w.eq_ignore_ascii_case(item.text))
        || item.text.ends_with("self")
        || item.text.ends_with("selves")
}

/// The nearest person left of item `i` who stands where subjects stand, with those joined to them.
pub(super) fn nominative(scope: &Scope<'_>, i: usize) -> Option<(Vec<ChainId>, usize)> {
    const OPENERS: &[&str] = &[
        "and", "but", "when", "after", "before", "while", "as", "because", "since", "if", "that", "until", "whether",
        "where", "then", "so", "how", "although", "though", "once", "once", "or",
    ];
    let items = &scope.items;
    for j in (i.saturating_sub(40)..i).rev() {
        let item = &items[j];
        if item.is(&[";", ":"]) || matches!(item.what, What::Quote) {
            return None;
        }
        let Some(who) = item.who() else { continue };
        if who.possessive || is_object_pronoun(item) {
            continue;
        }
        let mut k = j;
        while k > 0
            && j - k < 6
            && (describes(&items[k - 1]) && (items[k - 1].is_capital() || !items[k - 1].text.ends_with('s'))
                || items[k - 1].is(&["the", "a", "an"]))
        {
            k -= 1;
        }
        let opens = |n: usize| {
            // "for six years the librarian": a description after a date is no subject.
            let dated = || matches!(items[n - 1].what, What::Date(_)) && who.kind != MentionKind::Nominal;
            n == 0 || matches!(items[n - 1].what, What::Stop | What::Quote) || items[n - 1].is(OPENERS) || dated()
        };
        if opens(k) || opens(j) {
            let (all, n) = group(scope, j);
            return (!all.is_empty()).then_some((all, n));
        }
    }
    None
}

/// `After losing his wife, Al moved`, `Born in Ohio, Bo ...`: the subject of the clause that follows.
fn trailing_subject(scope: &Scope<'_>, at: usize, verb: Verb) -> Option<(Vec<ChainId>, usize, Verb)> {
    let item = &scope.items[at];
    if !(item.text.ends_with("ing") || at == 0 && item.is_capital()) {
        return None;
    }
    let end = (at + 30).min(scope.items.len());
    let (who, _) = (at..end).filter(|n| scope.is(*n, &[","])).find_map(|comma| {
        let found = named(&scope.items, comma + 1, true)?;
        (!scope.who(found.1 - 1)?.possessive && scope.items.get(found.1).is_some_and(|i| matches!(i.what, What::Word)))
            .then_some(found)
    })?;
    Some((who, at, verb))
}

/// Everybody joined by and to the person at item `j`, and the first of their items.
fn group(scope: &Scope<'_>, j: usize) -> (Vec<ChainId>, usize) {
    let items = &scope.items;
    let mut all = scope.who(j).map(|w| w.chains.clone()).unwrap_or_default();
    let mut start = j;
    for _ in 0..6 {
        let mut k = start;
        while k > 0 && start - k < 5 && describes(&items[k - 1]) && !matches!(items[k - 1].what, What::Date(_)) {
            k -= 1;
        }
        let joins = k > 0 && (items[k - 1].is(&["and", "&"]) || all.len() > 1 && items[k - 1].is(&[","]));
        if !joins || k < 2 {
            break;
        }
        let mut n = k - 2;
        // "Al Poe, 34, and Bo Coe, 36, married"
        if items[n].is(&[",", ")"])
            && n >= 3
            && matches!(items[n - 1].what, What::Number | What::Date(_))
            && items[n - 2].is(&[",", "("])
        {
            n -= 3;
        }
        let Some(who) = scope.who(n).filter(|w| !w.possessive && !is_object_pronoun(&items[n])) else { break };
        all.splice(0..0, who.chains.iter().copied().filter(|c| !all.contains(c)).collect::<Vec<_>>());
        start = n;
    }
    (all, start)
}
