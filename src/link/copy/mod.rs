//! Which article is a copy of which: syndicated, cut, or reworded by a machine?
//!
//! Candidates share a band of their signatures; each is then verified: a copy tells the same things in the same
//! order, from its beginning to its end. A follow-up or a correction names the same people and tells other things.
//! Depends on the set of articles alone, whatever order they came in.

mod sign;

use rustc_hash::FxHashMap;

use crate::domain::{ArticleId, Signature};

pub use sign::sign;

/// The copies among articles that come in order of date, each with the earliest article that it copies.
pub fn copies(signed: &[(ArticleId, Signature)]) -> Vec<(ArticleId, ArticleId)> {
    let mut original: Vec<usize> = (0..signed.len()).collect();
    for (early, late, shared) in candidates(signed) {
        // The earliest that it copies; candidates come in order of the earlier one.
        if original[late] == late && is_copy(&signed[early].1.words, &signed[late].1.words, usize::from(shared)) {
            original[late] = original[early];
        }
    }
    let named = |at: usize| signed[at].0.clone();
    (0..signed.len()).filter(|at| original[*at] != *at).map(|at| (named(at), named(original[at]))).collect()
}

/// A band shared by more articles than this is no mark of one story: of those only neighbours in time are compared,
/// so that the work grows with the articles, not with their square.
const CROWD: usize = 12;
/// So many bands in common mark one story: two copies that share half of their names and numbers have as many nearly
/// always (0.99), two stories about one cast, which share a fifth of them, seldom (0.06).
const SHARED: u8 = 2;

/// Pairs that share bands and enough words, each once, in order; the earlier article first, and how many bands they share.
fn candidates(signed: &[(ArticleId, Signature)]) -> Vec<(usize, usize, u8)> {
    let words: Vec<Vec<u16>> = signed.iter().map(|(_, signature)| sorted(&signature.words)).collect();
    let count = signed.iter().map(|(_, s)| s.bands.len()).max().unwrap_or(0);
    let bands: Vec<Vec<(u32, usize)>> = (0..count).map(|band| sharers(signed, band)).collect();
    let mut pairs: Vec<(usize, usize, u8)> = Vec::new();
    // How many bands each later article shares with the one that is looked at, and which do so at all.
    let (mut times, mut met) = (vec![0_u8; signed.len()], Vec::new());
    for (early, (_, signature)) in signed.iter().enumerate() {
        for (key, sharers) in signature.bands.iter().zip(&bands) {
            let next = sharers.partition_point(|sharer| *sharer <= (*key, early));
            for (_, late) in sharers[next..].iter().take(CROWD).take_while(|(other, _)| other == key) {
                if times[*late] == 0 {
                    met.push(*late);
                }
                times[*late] = times[*late].saturating_add(1);
            }
        }
        met.sort_unstable();
        for late in met.drain(..) {
            let (one, other) = (&words[early], &words[late]);
            let shared = std::mem::take(&mut times[late]);
            if shared >= SHARED && enough(common(one, other), one.len().min(other.len())) {
                pairs.push((early, late, shared));
            }
        }
    }
    pairs
}

/// A band's keys with their articles, equal keys beside each other in order of date.
fn sharers(signed: &[(ArticleId, Signature)], band: usize) -> Vec<(u32, usize)> {
    let keys = signed.iter().enumerate().filter_map(|(at, (_, s))| Some((*s.bands.get(band)?, at)));
    let mut keys: Vec<(u32, usize)> = keys.collect();
    keys.sort_unstable();
    keys
}

fn sorted(words: &[u16]) -> Vec<u16> {
    let mut words = words.to_vec();
    words.sort_unstable();
    words
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

/// How many words two sorted lists have in common.
fn common(a: &[u16], b: &[u16]) -> usize {
    let (mut x, mut y, mut found) = (0, 0, 0);
    while let (Some(one), Some(other)) = (a.get(x), b.get(y)) {
        match one.cmp(other) {
            std::cmp::Ordering::Less => x += 1,
            std::cmp::Ordering::Greater => y += 1,
            std::cmp::Ordering::Equal => (x, y, found) = (x + 1, y + 1, found + 1),
        }
    }
    found
}

/// What all three signs must come to: the percent told in the same order, the percent of what both hold that stands in it,
/// and two for each band of names and numbers in common. Reports by one pattern about one cast reach one of them by
/// chance, hardly all.
const SIGNS: usize = 118;
const BAND: usize = 2;

/// Whether one tells what the other tells, in its order and all along; they share so many bands.
fn is_copy(a: &[u16], b: &[u16], shared: usize) -> bool {
    let (short, long) = if a.len() <= b.len() { (a, b) } else { (b, a) };
    let (same, both) = (same_order(short, long), common(&sorted(short), &sorted(long)));
    if !enough(same, short.len()) || !is_share(same, both, ORDERED) {
        return false;
    }
    let places = in_order(short, long);
    let percent = |of: usize| places.len() * 100 / of.max(1);
    if percent(short.len()) + percent(both) + BAND * shared < SIGNS {
        return false;
    }
    let quarter = |n: usize| (short.len() * n / 4)..(short.len() * (n + 1) / 4);
    (0..4).all(|n| is_share(places.iter().filter(|p| quarter(n).contains(p)).count(), quarter(n).len(), EVEN))
}

/// Whether a part is so many percent of a whole.
fn is_share(part: usize, whole: usize, percent: usize) -> bool {
    part * 100 >= whole * percent
}

/// How many words two lists have in the same order: as many as [`in_order`] finds, counted sixty-four at a time.
fn same_order(a: &[u16], b: &[u16]) -> usize {
    const BITS: usize = u64::BITS as usize;
    let width = a.len().div_ceil(BITS);
    // Where each word stands in `a`, as bits: so many numbers from here.
    let (mut from, mut masks) = (FxHashMap::<u16, usize>::default(), Vec::new());
    for (at, word) in a.iter().enumerate() {
        let from = *from.entry(*word).or_insert(masks.len());
        if from == masks.len() {
            masks.resize(from + width, 0_u64);
        }
        masks[from + at / BITS] |= 1 << (at % BITS);
    }
    // A bit that is out is a word that more of `b` can be put in order with (Hyyrö 2004).
    let mut left = vec![u64::MAX; width];
    for word in b {
        let Some(from) = from.get(word) else { continue };
        let mut carry = false;
        for (left, mask) in left.iter_mut().zip(&masks[*from..]) {
            let (sum, over) = left.overflowing_add(*left & mask);
            let (sum, more) = sum.overflowing_add(carry.into());
            carry = over || more;
            *left = sum | (*left & !mask);
        }
    }
    left.iter().map(|left| left.count_zeros() as usize).sum()
}

/// The longest sequence of words that both have in this order: its places in `a`.
fn in_order(a: &[u16], b: &[u16]) -> Vec<usize> {
    let columns = b.len() + 1;
    let mut length = vec![0_u16; (a.len() + 1) * columns];
    let at = |x: usize, y: usize| x * columns + y;
    for (x, one) in a.iter().enumerate() {
        for (y, other) in b.iter().enumerate() {
            length[at(x + 1, y + 1)] =
                if one == other { length[at(x, y)] + 1 } else { length[at(x, y + 1)].max(length[at(x + 1, y)]) };
        }
    }
    let (mut x, mut y) = (a.len(), b.len());
    let mut places = Vec::new();
    while x > 0 && y > 0 {
        if a[x - 1] == b[y - 1] {
            places.push(x - 1);
            (x, y) = (x - 1, y - 1);
        } else if length[at(x - 1, y)] >= length[at(x, y - 1)] {
            x -= 1;
        } else {
            y -= 1;
        }
    }
    places
}

#[cfg(test)]
mod tests;
