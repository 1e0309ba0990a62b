//! Who is who where somebody who knows better has decided it?
//!
//! Rulings come last: what articles tell of the others is not touched by them.

use std::collections::{BTreeMap, HashMap};

use super::Links;
use crate::domain::{ArticleId, Ruling, Whom};

/// The chains of each person, in order, by whatever number.
pub(super) fn groups(links: &Links<'_>, rulings: &[Ruling]) -> BTreeMap<usize, Vec<usize>> {
    let mut group: Vec<usize> = (0..links.chains.len()).map(|at| links.root(at)).collect();
    split(links, &mut group, rulings);
    for ruling in rulings {
        if let Ruling::Merge(one, other) = ruling
            && let (Some(one), Some(other)) = (chain_of(links, one), chain_of(links, other))
        {
            let (keeps, goes) = (group[one], group[other]);
            group.iter_mut().filter(|number| **number == goes).for_each(|number| *number = keeps);
        }
    }
    let mut groups: BTreeMap<usize, Vec<usize>> = BTreeMap::new();
    for (at, number) in group.into_iter().enumerate() {
        groups.entry(number).or_default().push(at);
    }
    groups
}

/// Gives what is split off a number of its own: one for each person that it was split off.
fn split(links: &Links<'_>, group: &mut [usize], rulings: &[Ruling]) {
    let mut apart: HashMap<usize, usize> = HashMap::new();
    for ruling in rulings {
        let Ruling::Split(who) = ruling else { continue };
        let (Some(whole), Some(place)) = (chain_of(links, who), place_of(links, &who.article)) else { continue };
        let root = links.root(whole);
        let next = links.chains.len() + apart.len();
        let number = *apart.entry(root).or_insert(next);
        links.of(place).filter(|at| links.root(*at) == root).for_each(|at| group[at] = number);
    }
}

/// A chain of this person: in the article that the ruling names, else in whichever prints the name.
fn chain_of(links: &Links<'_>, who: &Whom) -> Option<usize> {
    let named = |at: &usize| links.chains[*at].chain.name == who.name;
    let here = place_of(links, &who.article).map(|place| links.of(place));
    let bears = |at: &usize| links.chains[*at].chain.forms.contains(&who.name);
    let here = here.and_then(|mut chains| chains.clone().find(named).or_else(|| chains.find(bears)));
    here.or_else(|| (0..links.chains.len()).find(named))
}

fn place_of(links: &Links<'_>, article: &ArticleId) -> Option<usize> {
    links.articles.binary_search_by(|named| named.article.cmp(article)).ok()
}
