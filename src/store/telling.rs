//! Of thousands of sentences that hold words of a question, which hold most of them, and the rarest?
//!
//! Lists of numbers are gone through article by article, and only the best are remembered. It reads no sentence.

use std::cmp::Ordering;

use super::shelf::Shelf;

/// The sentences that hold a word of one group, in order.
pub(super) struct Held {
    pub(super) group: usize,
    pub(super) sentences: Vec<u32>,
}

/// A sentence that holds words of these groups.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Telling {
    /// How many of the groups.
    groups: u32,
    /// How rare its words are, together.
    pub(super) rare: f32,
    /// The place of its article in order of stem.
    pub(super) stem: u32,
    pub(super) sentence: u32,
}

impl Telling {
    /// The better first.
    fn order(&self, other: &Self) -> Ordering {
        let (one, other) = (self, other);
        (other.groups.cmp(&one.groups))
            .then(other.rare.total_cmp(&one.rare))
            .then((one.stem, one.sentence).cmp(&(other.stem, other.sentence)))
    }
}

/// The best sentences, of `theirs` where that is said, out of articles that hold a word of each group; best first. Lists
/// are in order of group.
pub(super) fn telling(
    stock: &Shelf,
    groups: usize,
    lists: &[Held],
    theirs: Option<&[u32]>,
    limit: usize,
) -> Vec<Telling> {
    let length = |group: usize| -> usize {
        lists.iter().filter(|list| list.group == group).map(|list| list.sentences.len()).sum()
    };
    // No article that lacks the rarest is looked at.
    let rarest = (0..groups).min_by_key(|group| length(*group)).unwrap_or_default();
    let places = match theirs {
        Some(theirs) => stock.places_of(theirs.iter().copied()),
        None => {
            let rarest = lists.iter().filter(|list| list.group == rarest);
            stock.places_of(rarest.flat_map(|list| list.sentences.iter().copied()))
        }
    };
    let rare: Vec<f32> = lists.iter().map(|list| stock.rarity(list.sentences.len())).collect();
    let all = (0..groups).fold(0_u64, |all, group| all | 1 << group);
    let mut cursors = vec![0_usize; lists.len()];
    let mut own: Vec<u64> = Vec::new();
    let mut best = Best { limit, found: Vec::new(), least: None };
    for place in places {
        let (first, end) = stock.sentences_of(place);
        let mut held = 0_u64;
        own.clear();
        // Each of its sentences with the list that it stands in, in one number.
        for (n, (list, cursor)) in (0_u64..).zip(lists.iter().zip(&mut cursors)) {
            *cursor = skipped(&list.sentences, *cursor, first);
            let here = list.sentences[*cursor..].iter().take_while(|sentence| **sentence < end);
            own.extend(here.map(|sentence| u64::from(*sentence) << 32 | n));
            held |= u64::from(list.sentences.get(*cursor).is_some_and(|sentence| *sentence < end)) << list.group;
        }
        if held != all {
            continue;
        }
        own.sort_unstable();
        for run in own.chunk_by(|a, b| a >> 32 == b >> 32) {
            let sentence = (run[0] >> 32) as u32;
            if theirs.is_some_and(|theirs| theirs.binary_search(&sentence).is_err()) {
                continue;
            }
            // Added up in the order of the lists.
            let lists_of = || run.iter().map(|entry| *entry as u32 as usize);
            let groups = lists_of().fold(0_u64, |groups, n| groups | 1 << lists[n].group).count_ones();
            let rare = lists_of().fold(0.0, |sum, n| sum + rare[n]);
            best.add(Telling { groups, rare, stem: stock.stem_of(sentence), sentence });
        }
    }
    best.in_order()
}

/// Where the numbers of a list from this place on are not below `least`: near, mostly.
fn skipped(list: &[u32], from: usize, least: u32) -> usize {
    let mut step = 1;
    while list.get(from + step).is_some_and(|number| *number < least) {
        step *= 2;
    }
    let (from, to) = (from + step / 2, list.len().min(from + step + 1));
    from + list[from..to].partition_point(|number| *number < least)
}

/// The best of many, the others forgotten now and then.
struct Best {
    limit: usize,
    found: Vec<Telling>,
    /// The last of the best, when others were forgotten last.
    least: Option<Telling>,
}

impl Best {
    fn add(&mut self, new: Telling) {
        const SLACK: usize = 64;
        if self.least.is_some_and(|least| new.order(&least).is_gt()) {
            return;
        }
        self.found.push(new);
        if self.found.len() > self.limit + SLACK {
            self.forget();
        }
    }

    fn forget(&mut self) {
        self.found.sort_unstable_by(Telling::order);
        self.found.truncate(self.limit);
        self.least = self.found.last().filter(|_| self.found.len() == self.limit).copied();
    }

    fn in_order(mut self) -> Vec<Telling> {
        self.forget();
        self.found
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_best_of_articles_that_hold_a_word_of_each_group() {
        let stock = Shelf::of(&[(1, 9, 2), (10, 9, 0), (20, 9, 1)]);
        let lists = || {
            let held = |(group, sentences): (usize, &[u32])| Held { group, sentences: sentences.to_vec() };
            [(0, &[1, 3, 9, 12, 25][..]), (1, &[3, 12, 15]), (1, &[12, 21])].map(held)
        };
        let check = |groups: usize, theirs: Option<&[u32]>, limit: usize, expected: &[u32]| {
            let lists: Vec<Held> = lists().into_iter().filter(|list| list.group < groups).collect();
            let found = telling(&stock, groups, &lists, theirs, limit);
            assert_eq!(found.iter().map(|found| found.sentence).collect::<Vec<_>>(), expected, "{groups} {theirs:?}");
        };
        check(2, None, 9, &[12, 3, 21, 15, 25, 1, 9]);
        check(2, None, 2, &[12, 3]);
        check(2, Some(&[1, 15, 20]), 9, &[15, 1]);
        check(1, None, 9, &[12, 25, 1, 3, 9]);
        check(1, None, 0, &[]);
        check(3, None, 9, &[]);
    }

    #[test]
    fn others_are_forgotten() {
        let mut best = Best { limit: 3, found: Vec::new(), least: None };
        // Each number once, in no order.
        for n in 0..997_u32 {
            let sentence = n * 31 % 997;
            best.add(Telling { groups: 1, rare: 1.0, stem: 0, sentence });
            assert!(best.found.len() <= 100);
        }
        assert_eq!(best.in_order().iter().map(|found| found.sentence).collect::<Vec<_>>(), [0, 1, 2]);
    }

    #[test]
    fn near_numbers_are_skipped() {
        let list: Vec<u32> = (0..50).map(|n| n * 2).collect();
        for (from, least, expected) in
            [(0, 0, 0), (0, 1, 1), (0, 98, 49), (0, 99, 50), (7, 3, 7), (50, 9, 50), (49, 99, 50)]
        {
            assert_eq!(skipped(&list, from, least), expected, "{from} {least}");
        }
    }
}
