//! Are all who bear one full name the same person?
//!
//! They are, unless their ages are those of different people *and* they have no company in common: an age may be
//! misprinted or misread, but a namesake moves in other circles.

use std::collections::BTreeSet;

use super::Links;
use super::name::Full;

/// First and last year in which somebody may be born.
type Born = (i16, i16);

/// Ages in the news are off by a year or two; further apart than this are two people.
const MOST_APART: i16 = 8;

/// When each chain's person was born, where the article tells an age.
pub(super) fn birth_years(links: &Links<'_>) -> Vec<Option<Born>> {
    let mut born = vec![None; links.chains.len()];
    for (article, named) in links.articles.iter().enumerate() {
        for (chain, years, as_of) in &named.ages {
            let (Some(at), Some(from), Some(to)) = (links.at(article, *chain), as_of.lower(), as_of.upper()) else {
                continue;
            };
            let years = i16::try_from(*years).unwrap_or(i16::MAX);
            born[at]
                .get_or_insert((from.year().saturating_sub(years).saturating_sub(1), to.year().saturating_sub(years)));
        }
    }
    born
}

/// The bearers of one name, in groups that are one person each; never an empty group.
pub(super) fn apart(links: &Links<'_>, born: &[Option<Born>], name: &Full, bearers: &[usize]) -> Vec<Vec<usize>> {
    let mut dated: Vec<(Born, usize)> = bearers.iter().filter_map(|at| born[*at].map(|b| (b, *at))).collect();
    dated.sort_unstable();
    let mut groups: Vec<(Born, Vec<usize>)> = Vec::new();
    for (birth, at) in dated {
        match groups.last_mut() {
            Some((known, group)) if birth.0 <= known.1.saturating_add(MOST_APART) => {
                known.1 = known.1.max(birth.1);
                group.push(at);
            }
            _ => groups.push((birth, vec![at])),
        }
    }
    let company =
        |group: &[usize]| -> BTreeSet<&Full> { group.iter().flat_map(|at| company(links, *at, name)).collect() };
    let circles: Vec<BTreeSet<&Full>> = groups.iter().map(|(_, group)| company(group)).collect();
    let strangers = circles.iter().enumerate().all(|(n, a)| circles[n + 1..].iter().all(|b| a.is_disjoint(b)));
    if groups.len() < 2 || !strangers {
        return vec![bearers.to_vec()];
    }
    let mut groups: Vec<Vec<usize>> = groups.into_iter().map(|(_, group)| group).collect();
    let largest = (0..groups.len()).rev().max_by_key(|n| groups[*n].len()).unwrap_or(0);
    for &at in bearers.iter().filter(|at| born[**at].is_none()) {
        // Without an age: whoever has the same company, else whom more articles name.
        let here: BTreeSet<&Full> = company(&[at]);
        let same = circles.iter().position(|circle| !circle.is_disjoint(&here));
        groups[same.unwrap_or(largest)].push(at);
    }
    for group in &mut groups {
        group.sort_unstable();
    }
    groups.sort_unstable();
    groups
}

/// The other full names of an article.
fn company<'l>(links: &'l Links<'_>, at: usize, name: &'l Full) -> impl Iterator<Item = &'l Full> {
    links.of(links.chains[at].article).flat_map(|other| &links.chains[other].full).filter(move |other| *other != name)
}
