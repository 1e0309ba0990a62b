//! Which article is a copy of which: syndicated, cut, or reworded by a machine?
//!
//! Candidates share a band of their signatures; each is then verified: a copy tells the same things in the same
//! order, from its beginning to its end. A follow-up or a correction names the same people and tells other things.
//! Depends on the set of articles alone, whatever order they came in.

mod layout;
mod sign;

use std::num::NonZero;
use std::ops::Range;
use std::panic::resume_unwind;
use std::thread::{available_parallelism, scope};

use self::layout::Layout;
use crate::domain::{ArticleId, Signature};

pub use sign::sign;

/// The copies among articles that come in order of date, each with the earliest article that it copies.
pub fn copies(signed: &[(ArticleId, Signature)]) -> Vec<(ArticleId, ArticleId)> {
    let mut original: Vec<usize> = (0..signed.len()).collect();
    for (early, late) in alike(signed) {
        // The earliest that it copies; pairs come in order of the earlier one.
        if original[late] == late {
            original[late] = original[early];
        }
    }
    let named = |at: usize| signed[at].0.clone();
    (0..signed.len()).filter(|at| original[*at] != *at).map(|at| (named(at), named(original[at]))).collect()
}

/// Pairs of articles that tell the same, in order; the earlier one first. Found on every core.
fn alike(signed: &[(ArticleId, Signature)]) -> Vec<(usize, usize)> {
    let count = signed.iter().map(|(_, s)| s.bands.len()).max().unwrap_or(0);
    let bands: Vec<Band> = (0..count).map(|band| Band::of(signed, band)).collect();
    let each = signed.len().div_ceil(available_parallelism().map_or(1, NonZero::get)).max(1);
    let parts = (0..signed.len()).step_by(each).map(|from| from..signed.len().min(from + each));
    scope(|scope| {
        let work = |part| scope.spawn(|| alike_in(part, signed, &bands));
        let parts: Vec<_> = parts.map(work).collect();
        parts.into_iter().flat_map(|part| part.join().unwrap_or_else(|panic| resume_unwind(panic))).collect()
    })
}

/// A band shared by more articles than this is no mark of one story: of those only neighbours in time are compared,
/// so that the work grows with the articles, not with their square.
const CROWD: usize = 12;
/// So many bands in common mark one story: two copies that share half of their names and numbers have as many nearly
/// always (0.99), two stories about one cast, which share a fifth of them, seldom (0.06).
const SHARED: u8 = 2;

/// Those of which the earlier one is among these.
fn alike_in(part: Range<usize>, signed: &[(ArticleId, Signature)], bands: &[Band]) -> Vec<(usize, usize)> {
    let (mut pairs, mut one, mut other) = (Vec::new(), Layout::new(), Layout::new());
    // How many bands each later article shares with the one that is looked at, and which do so at all.
    let (mut times, mut met) = (vec![0_u8; signed.len()], Vec::new());
    // Of a later article only the first pair counts.
    let mut copied = vec![false; signed.len()];
    for early in part {
        for late in bands.iter().flat_map(|band| band.behind(early)) {
            let times = &mut times[late];
            if *times == 0 {
                met.push(late);
            }
            *times = times.saturating_add(1);
        }
        met.sort_unstable();
        one.set(&signed[early].1.words);
        for late in met.drain(..) {
            let shared = std::mem::take(&mut times[late]);
            let words = &signed[late].1.words;
            if shared >= SHARED && !copied[late] && is_copy(&one, words, usize::from(shared), &mut other) {
                copied[late] = true;
                pairs.push((early, late));
            }
        }
    }
    pairs
}

/// One band of all signatures.
struct Band {
    /// Keys with their articles, equal keys beside each other in order of date.
    sharers: Vec<(u32, u32)>,
    /// By article, what lies behind it among these.
    behind: Vec<u32>,
}

impl Band {
    fn of(signed: &[(ArticleId, Signature)], band: usize) -> Self {
        let keys = (0..).zip(signed).filter_map(|(at, (_, s))| Some((*s.bands.get(band)?, at)));
        let mut sharers: Vec<(u32, u32)> = keys.collect();
        sharers.sort_unstable();
        let mut behind = vec![u32::MAX; signed.len()];
        for (next, (_, article)) in (1..).zip(&sharers) {
            behind[*article as usize] = next;
        }
        Self { sharers, behind }
    }

    /// The next later articles with the same key.
    fn behind(&self, article: usize) -> impl Iterator<Item = usize> {
        let next = self.behind[article] as usize;
        let key = next.checked_sub(1).and_then(|own| self.sharers.get(own)).map(|(key, _)| *key);
        let behind = self.sharers.get(next..).unwrap_or_default().iter().take(CROWD);
        behind.take_while(move |(other, _)| Some(*other) == key).map(|(_, late)| *late as usize)
    }
}

/// How much of the shorter article the longer one must tell in the same order, in percent, besides [`CHANCE`].
const SAME: usize = 23;
/// So many words any two articles about one matter may have in the same order.
const CHANCE: usize = 5;
/// How much of what both hold must stand in the same order, in percent: what happened has one order, other things another.
const ORDERED: usize = 62;
/// How much of each quarter of the shorter article must be there, in percent: a follow-up repeats a part, a copy the whole.
const EVEN: usize = 10;

/// Whether so many words of so many are enough.
fn enough(same: usize, of: usize) -> bool {
    same > CHANCE && is_share(same.saturating_sub(CHANCE), of, SAME)
}

/// What all three signs must come to: the percent told in the same order, the percent of what both hold that stands in it,
/// and two for each band of names and numbers in common. Reports by one pattern about one cast reach one of them by
/// chance, hardly all.
const SIGNS: usize = 118;
const BAND: usize = 2;

/// Whether one tells what the other tells, in its order and all along; they share so many bands. `room` is for laying out
/// the other one, should it be the shorter.
fn is_copy(one: &Layout, other: &[u16], shared: usize, room: &mut Layout) -> bool {
    let (short, same) = (one.words().len().min(other.len()), one.same_order(other));
    if !enough(same, short) {
        return false;
    }
    let both = one.common(other);
    let percent = |of: usize| same * 100 / of.max(1);
    if !is_share(same, both, ORDERED) || percent(short) + percent(both) + BAND * shared < SIGNS {
        return false;
    }
    let places = if short == one.words().len() {
        one.in_order(other)
    } else {
        room.set(other);
        room.in_order(one.words())
    };
    let quarter = |n: usize| (short * n / 4)..(short * (n + 1) / 4);
    (0..4).all(|n| is_share(places.iter().filter(|p| quarter(n).contains(p)).count(), quarter(n).len(), EVEN))
}

/// Whether a part is so many percent of a whole.
fn is_share(part: usize, whole: usize, percent: usize) -> bool {
    part * 100 >= whole * percent
}

#[cfg(test)]
mod tests;
