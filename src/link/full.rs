//! Chains with a full name: the same name, or one that grew or was shortened.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use super::name::Full;
use super::{Links, may_be_one, namesakes};

/// Joins chains that share a full name, then names that can only be one person's.
pub(super) fn join(links: &mut Links<'_>) {
    let mut bearers: BTreeMap<Full, Vec<usize>> = BTreeMap::new();
    for (at, link) in links.chains.iter().enumerate() {
        for name in &link.full {
            bearers.entry(name.clone()).or_default().push(at);
        }
    }
    let born = namesakes::birth_years(links);
    for (name, all) in &bearers {
        for group in namesakes::apart(links, &born, name, all) {
            for at in &group[1..] {
                links.join(group[0], *at, "the same full name");
            }
        }
    }
    for (a, b, reason) in alike(&bearers) {
        let (a, b) = (&bearers[&a], &bearers[&b]);
        let apart = links.root(a[0]) != links.root(b[0]);
        if apart && !links.meet(a[0], b[0]) && may_be_one(pronouns(links, a), pronouns(links, b)) {
            links.join(a[0], b[0], reason);
        }
    }
}

/// Pairs of different names that can be one person's. A name that fits two which do not fit each other (`Ann Poe`
/// between `Ann J. Poe` and `Ann M. Poe`) is joined with neither.
fn alike(bearers: &BTreeMap<Full, Vec<usize>>) -> Vec<(Full, Full, &'static str)> {
    let mut by_key: HashMap<(String, String), Vec<&Full>> = HashMap::new();
    for name in bearers.keys() {
        for key in name.keys() {
            by_key.entry(key).or_default().push(name);
        }
    }
    let mut pairs = Vec::new();
    for name in bearers.keys() {
        let others: BTreeSet<&Full> = name
            .keys()
            .iter()
            .filter_map(|key| by_key.get(key))
            .flatten()
            .copied()
            .filter(|other| *other != name && name.likeness(other).is_some())
            .collect();
        let others: Vec<&Full> = others.into_iter().collect();
        let one = others.iter().enumerate().all(|(n, a)| others[n + 1..].iter().all(|b| a.likeness(b).is_some()));
        if one {
            pairs.extend(others.iter().filter_map(|o| name.likeness(o).map(|why| (name.clone(), (*o).clone(), why))));
        }
    }
    // Only what both sides hold to be one.
    let said: BTreeSet<(Full, Full)> = pairs.iter().map(|(a, b, _)| (a.clone(), b.clone())).collect();
    pairs.retain(|(a, b, _)| a < b && said.contains(&(b.clone(), a.clone())));
    pairs
}

fn pronouns(links: &Links<'_>, all: &[usize]) -> Option<crate::domain::Pronouns> {
    super::commonest(all.iter().filter_map(|at| links.chains[*at].chain.pronouns))
}
