//! Of thousands of sentences that hold words of a question, which hold most of them, and the rarest?
//!
//! Lists of numbers are gone through as far as they can tell more, and only the best are remembered. It reads no sentence.

use std::cmp::Ordering;

use super::shelf::Shelf;
use super::together::{Held, together};

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
///
/// All lists are gone through at once. As soon as enough is found, what stands in the commoner ones alone is passed over:
/// it cannot be among the best any more.
pub(super) fn telling(
    stock: &Shelf,
    groups: usize,
    lists: &[Held],
    theirs: Option<&[u32]>,
    limit: usize,
) -> Vec<Telling> {
    let rare: Vec<f32> = lists.iter().map(|list| stock.rarity(list.sentences.len())).collect();
    let mut best = Best { limit, found: Vec::new(), least: None };
    if theirs.is_none() && groups > 1 {
        let all = together(stock.sentences(), groups, lists, &rare);
        // Where enough hold a word of every group, no other is as good.
        if all.len() >= limit {
            for (sentence, rare) in all {
                best.add(Telling { groups: groups as u32, rare, stem: stock.stem_of(sentence), sentence });
            }
            return best.in_order();
        }
    }
    let whole = stock.with_all(groups, lists.iter().map(|list| (list.group, &list.sentences[..])));
    let fits = |sentence: u32| whole.as_ref().is_none_or(|whole| whole[stock.place_of(sentence)]);
    let mut cursors = Cursors { lists, at: vec![0; lists.len()] };
    let weighed = |cursors: &mut Cursors<'_>, sentence: u32| {
        held_by(
            stock,
            lists,
            &rare,
            sentence,
            (0..lists.len()).filter(|n| cursors.next(*n, sentence) == Some(sentence)),
        )
    };
    if let Some(theirs) = theirs {
        for sentence in theirs.iter().copied().filter(|sentence| fits(*sentence)) {
            let found = weighed(&mut cursors, sentence);
            if found.groups > 0 {
                best.add(found);
            }
        }
        return best.in_order();
    }
    if let Some(few) = whole.as_ref().and_then(|whole| few_of(stock, lists, whole)) {
        for run in few.chunk_by(|one, other| one >> 32 == other >> 32) {
            let sentence = (run[0] >> 32) as u32;
            best.add(held_by(stock, lists, &rare, sentence, run.iter().map(|entry| *entry as u32 as usize)));
        }
        return best.in_order();
    }
    // The rarest group first, and of a group the rarest word.
    let length = |group: usize| -> usize {
        lists.iter().filter(|list| list.group == group).map(|list| list.sentences.len()).sum()
    };
    let mut order: Vec<usize> = (0..lists.len()).collect();
    order.sort_by_cached_key(|n| (length(lists[*n].group), lists[*n].group, lists[*n].sentences.len()));
    let most: Vec<Telling> = (0..order.len()).map(|from| most(lists, &rare, &order[from..])).collect();
    let (mut sought, mut from) = (order.len(), 0);
    while let Some(sentence) = order[..sought].iter().filter_map(|n| cursors.next(*n, from)).min() {
        if fits(sentence) && best.add(weighed(&mut cursors, sentence)) {
            while sought > 0 && best.surpasses(&most[sought - 1]) {
                sought -= 1;
            }
        }
        let Some(next) = sentence.checked_add(1) else { break };
        from = next;
    }
    best.in_order()
}

/// A sentence that stands in these lists. Rarities are added up in the order of the lists, so that equal ones come out equal.
fn held_by(stock: &Shelf, lists: &[Held], rare: &[f32], sentence: u32, those: impl Iterator<Item = usize>) -> Telling {
    let (mut groups, mut sum) = (0_u64, 0.0);
    for n in those {
        groups |= 1 << lists[n].group;
        sum += rare[n];
    }
    Telling { groups: groups.count_ones(), rare: sum, stem: stock.stem_of(sentence), sentence }
}

/// The sentences of articles that hold a word of each group, in order, each with the list that it stands in, in one
/// number: where these are few, picking them out of the lists costs less than going through the lists side by side.
fn few_of(stock: &Shelf, lists: &[Held], whole: &[bool]) -> Option<Vec<u64>> {
    const FEW: usize = 1_500;
    let mut few: Vec<u64> = Vec::new();
    for (n, list) in (0_u64..).zip(lists) {
        let here = list.sentences.iter().filter(|sentence| whole[stock.place_of(**sentence)]);
        few.extend(here.take(FEW + 1 - few.len()).map(|sentence| u64::from(*sentence) << 32 | n));
        if few.len() > FEW {
            return None;
        }
    }
    few.sort_unstable();
    Some(few)
}

/// Where each list is gone through.
struct Cursors<'a> {
    lists: &'a [Held],
    at: Vec<usize>,
}

impl Cursors<'_> {
    /// The first sentence of a list from this one on, which comes after those asked for before.
    fn next(&mut self, list: usize, from: u32) -> Option<u32> {
        let sentences = &self.lists[list].sentences;
        self.at[list] = skipped(sentences, self.at[list], from);
        sentences.get(self.at[list]).copied()
    }
}

/// More than any sentence comes to that stands in these lists alone.
fn most(lists: &[Held], rare: &[f32], left: &[usize]) -> Telling {
    /// More than sums of a few dozen numbers are off by.
    const SLACK: f32 = 0.01;
    let groups = left.iter().fold(0_u64, |groups, n| groups | 1 << lists[*n].group);
    let rare = left.iter().map(|n| rare[*n]).sum::<f32>() + SLACK;
    Telling { groups: groups.count_ones(), rare, stem: 0, sentence: 0 }
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
    /// Whether others were forgotten for it.
    fn add(&mut self, new: Telling) -> bool {
        const SLACK: usize = 64;
        if self.limit == 0 || self.surpasses(&new) {
            return false;
        }
        self.found.push(new);
        let many = self.found.len() > self.limit + SLACK;
        if many {
            self.forget();
        }
        many
    }

    /// Whether there are enough that are better than this one, as far as is known.
    fn surpasses(&self, one: &Telling) -> bool {
        self.least.is_some_and(|least| one.order(&least).is_gt())
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

    /// Weighs every sentence.
    fn at_leisure(stock: &Shelf, groups: usize, lists: &[Held], theirs: Option<&[u32]>, limit: usize) -> Vec<u32> {
        let holds = |list: &Held, sentence: u32| list.sentences.contains(&sentence);
        let counted = |sentences: std::ops::Range<u32>, lists: &[Held]| {
            let held =
                |group| lists.iter().filter(|l| l.group == group).any(|l| sentences.clone().any(|s| holds(l, s)));
            (0..groups).filter(|group| held(*group)).count()
        };
        let mut all: Vec<Telling> = Vec::new();
        for sentence in (0..3_000).filter(|sentence| theirs.is_none_or(|theirs| theirs.contains(sentence))) {
            let article = sentence / 10 * 10;
            let own = || lists.iter().filter(|list| holds(list, sentence));
            if own().next().is_some() && counted(article..article + 10, lists) == groups {
                let rare = own().fold(0.0, |sum, list| sum + stock.rarity(list.sentences.len()));
                let groups = counted(sentence..sentence + 1, lists) as u32;
                all.push(Telling { groups, rare, stem: stock.stem_of(sentence), sentence });
            }
        }
        all.sort_unstable_by(Telling::order);
        all.iter().take(limit).map(|found| found.sentence).collect()
    }

    #[test]
    fn nothing_better_is_passed_over() {
        let articles: Vec<(u32, u32, u32)> = (0..300).map(|n| (n * 10, 10, (n * 7) % 300)).collect();
        let stock = Shelf::of(&articles);
        let held = |(group, every, from): (usize, usize, u32)| Held {
            group,
            sentences: (from..3_000).step_by(every).collect(),
        };
        for lists in [
            &[(0, 3, 0)][..],
            &[(0, 2, 0), (0, 3, 1), (0, 97, 5)],
            &[(0, 41, 0), (1, 2, 0)],
            &[(0, 2, 0), (1, 3, 0), (1, 40, 1), (2, 11, 3), (2, 700, 0)],
            &[(0, 999, 0), (1, 997, 10), (1, 2, 0)],
        ] {
            let lists: Vec<Held> = lists.iter().copied().map(held).collect();
            let groups = lists.last().map_or(0, |list| list.group + 1);
            let some: Vec<u32> = (0..3_000).filter(|sentence| sentence % 7 < 2).collect();
            for (theirs, limit) in [(None, 1), (None, 4), (None, 20), (Some(&some[..]), 9), (Some(&[]), 9)] {
                let found = telling(&stock, groups, &lists, theirs, limit);
                let found: Vec<u32> = found.iter().map(|found| found.sentence).collect();
                assert_eq!(found, at_leisure(&stock, groups, &lists, theirs, limit), "{groups} {limit}");
            }
        }
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
