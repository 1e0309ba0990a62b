//! Who is the same person in different articles, and which article is a copy of which?
//!
//! From coreference chains to people: deterministic, whatever the order of the articles. Whom the analysis of one
//! article kept apart is never joined here on a likeness of names, and a surname is never inferred.

mod bare;
mod copy;
mod full;
mod kin;
mod name;
mod namesakes;
mod ruled;

use std::collections::{BTreeMap, HashSet};

use crate::domain::{ChainId, Pronouns, Ruling};
use crate::store::{Identity, Member, Named};

pub use copy::{copies, sign};

/// The people of all articles, in order of name.
pub fn people(articles: &[Named]) -> Vec<Identity> {
    people_under(&[], articles)
}

/// The same where somebody knows better: rulings that merge or split go before everything that articles tell.
pub fn people_under(rulings: &[Ruling], articles: &[Named]) -> Vec<Identity> {
    let mut order: Vec<&Named> = articles.iter().collect();
    order.sort_by(|a, b| a.article.cmp(&b.article));
    let mut links = Links::over(&order);
    full::join(&mut links);
    bare::join(&mut links);
    let groups = ruled::groups(&links, rulings);
    links.identities(&groups)
}

/// All chains in one row, with who has been joined so far (union-find).
struct Links<'a> {
    articles: &'a [&'a Named],
    chains: Vec<Link<'a>>,
    /// Where the chains of each article begin, and the end.
    starts: Vec<usize>,
    parent: Vec<usize>,
    /// The articles of everybody joined, kept at the root.
    met: Vec<HashSet<usize>>,
}

/// One chain: a point to be joined with others.
struct Link<'a> {
    /// Index into [`Links::articles`].
    article: usize,
    chain: &'a crate::domain::Chain,
    /// Its names of two words or more; none when only a first name or surname is printed.
    full: Vec<name::Full>,
    /// Its names of one word, folded.
    bare: Vec<String>,
    reason: String,
}

impl<'a> Links<'a> {
    fn over(articles: &'a [&'a Named]) -> Self {
        let mut chains = Vec::new();
        let mut starts = vec![0];
        for (article, named) in articles.iter().enumerate() {
            for chain in &named.chains {
                let (mut full, mut bare) = (Vec::new(), Vec::new());
                for form in std::iter::once(&chain.name).chain(&chain.forms) {
                    match name::read(form) {
                        Some(name::Name::Full(f)) if !full.contains(&f) => full.push(f),
                        Some(name::Name::Bare(b)) if !bare.contains(&b) => bare.push(b),
                        _ => {}
                    }
                }
                // `Teodoro Holt`, called Teo, is printed as `Teo Holt` elsewhere.
                let printed = chain.forms.iter().filter_map(|form| name::nickname(form)).collect::<Vec<String>>();
                let called = || bare.iter().chain(&printed);
                let pet_names: Vec<name::Full> =
                    full.iter().flat_map(|f| called().filter_map(|b| f.called(b))).collect();
                full.extend(pet_names);
                chains.push(Link { article, chain, full, bare, reason: "first".to_owned() });
            }
            starts.push(chains.len());
        }
        let parent = (0..chains.len()).collect();
        let met = chains.iter().map(|link: &Link<'_>| HashSet::from([link.article])).collect();
        Self { articles, chains, starts, parent, met }
    }

    /// The chain that stands for everybody joined with this one.
    fn root(&self, mut at: usize) -> usize {
        while self.parent[at] != at {
            at = self.parent[at];
        }
        at
    }

    /// Joins two; the lower one stands for both, so that the order of joining does not matter.
    fn join(&mut self, a: usize, b: usize, reason: &str) {
        let (a, b) = (self.root(a), self.root(b));
        if a != b {
            let (low, high) = (a.min(b), a.max(b));
            self.parent[high] = low;
            reason.clone_into(&mut self.chains[high].reason);
            let (mut all, more) = (std::mem::take(&mut self.met[low]), std::mem::take(&mut self.met[high]));
            let more = if all.len() < more.len() { std::mem::replace(&mut all, more) } else { more };
            all.extend(more);
            self.met[low] = all;
        }
    }

    /// Whether two stand side by side in one article: then its analysis has kept them apart.
    fn meet(&self, a: usize, b: usize) -> bool {
        let (a, b) = (&self.met[self.root(a)], &self.met[self.root(b)]);
        let (few, many) = if a.len() < b.len() { (a, b) } else { (b, a) };
        few.iter().any(|article| many.contains(article))
    }

    /// The index of a chain of an article.
    fn at(&self, article: usize, chain: ChainId) -> Option<usize> {
        let at = self.starts[article] + chain.0 as usize;
        (at < self.starts[article + 1]).then_some(at)
    }

    /// Everybody in one article.
    fn of(&self, article: usize) -> std::ops::Range<usize> {
        self.starts[article]..self.starts[article + 1]
    }

    fn identities(&self, groups: &BTreeMap<usize, Vec<usize>>) -> Vec<Identity> {
        let mut people: Vec<Identity> = groups.values().map(|members| self.identity(members)).collect();
        people.sort_by_cached_key(|p| (name::fold(&p.name), p.name.clone(), p.members.first().map(key)));
        people
    }

    fn identity(&self, members: &[usize]) -> Identity {
        let chains = || members.iter().map(|at| &self.chains[*at]);
        let mut aliases: Vec<String> =
            chains().flat_map(|l| l.chain.forms.iter().chain([&l.chain.name])).cloned().collect();
        aliases.sort_by(|a, b| b.chars().count().cmp(&a.chars().count()).then_with(|| a.cmp(b)));
        aliases.dedup();
        // The longest; among equally long ones the one with its accents, then that which most articles print.
        let mut printed: BTreeMap<&str, usize> = BTreeMap::new();
        for link in chains() {
            *printed.entry(&link.chain.name).or_default() += 1;
        }
        let longest = printed.iter().rev().max_by_key(|(name, times)| (name.chars().count(), name.len(), **times));
        Identity {
            name: longest.map(|(name, _)| (*name).to_owned()).unwrap_or_default(),
            aliases,
            pronouns: commonest(chains().filter_map(|l| l.chain.pronouns)),
            mentions: chains().map(|l| l.chain.names.len() as u32).sum(),
            members: members
                .iter()
                .map(|at| {
                    let link = &self.chains[*at];
                    Member {
                        article: self.articles[link.article].article.clone(),
                        chain: ChainId((at - self.starts[link.article]) as u32),
                        reason: link.reason.clone(),
                    }
                })
                .collect(),
        }
    }
}

fn key(member: &Member) -> (crate::domain::ArticleId, ChainId) {
    (member.article.clone(), member.chain)
}

/// What most say; none when two are equally common.
fn commonest(all: impl Iterator<Item = Pronouns>) -> Option<Pronouns> {
    let mut times = [(Pronouns::He, 0), (Pronouns::She, 0), (Pronouns::They, 0)];
    for pronouns in all {
        times.iter_mut().filter(|(p, _)| *p == pronouns).for_each(|(_, n)| *n += 1);
    }
    times.sort_by_key(|(_, n)| std::cmp::Reverse(*n));
    (times[0].1 > times[1].1).then_some(times[0].0)
}

/// Whether the pronouns leave it open that two are one: only he and she exclude each other, for a text that
/// writes `they` may not know.
fn may_be_one(a: Option<Pronouns>, b: Option<Pronouns>) -> bool {
    !matches!((a, b), (Some(Pronouns::He), Some(Pronouns::She)) | (Some(Pronouns::She), Some(Pronouns::He)))
}

#[cfg(test)]
mod tests;
