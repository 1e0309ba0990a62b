//! Which sentences hold a word of every group, where each group is in thousands of them?
//!
//! Lists are laid out as bits, one for each sentence, so that sixty-four sentences are compared at once. It knows neither
//! articles nor which of the sentences are wanted.

/// The sentences that hold a word of one group, in order.
pub(super) struct Held {
    pub(super) group: usize,
    pub(super) sentences: Vec<u32>,
}

/// Sentences, a bit for each.
struct Bits(Vec<u64>);

/// The sentences that hold a word of each group, in order, each with the rarities of its words added up in the order of
/// the lists. Lists are in order of group; there are so many sentences in all.
pub(super) fn together(sentences: usize, groups: usize, lists: &[Held], rare: &[f32]) -> Vec<(u32, f32)> {
    let mut those = lists.chunk_by(|one, other| one.group == other.group);
    if those.clone().count() < groups {
        return Vec::new();
    }
    let Some(mut all) = those.next().map(|first| Bits::of(sentences, first)) else { return Vec::new() };
    for group in those {
        all.keep(&Bits::of(sentences, group));
    }
    let ranks = all.ranks();
    let mut found: Vec<(u32, f32)> = all.numbers().map(|sentence| (sentence, 0.0)).collect();
    for (list, rare) in lists.iter().zip(rare) {
        for sentence in &list.sentences {
            if let Some(rank) = all.rank(&ranks, *sentence) {
                found[rank].1 += rare;
            }
        }
    }
    found
}

impl Bits {
    fn of(sentences: usize, lists: &[Held]) -> Self {
        let mut bits = vec![0_u64; sentences / 64 + 1];
        for sentence in lists.iter().flat_map(|list| &list.sentences) {
            if let Some(bits) = bits.get_mut((sentence / 64) as usize) {
                *bits |= 1 << (sentence % 64);
            }
        }
        Self(bits)
    }

    /// Keeps what is in the other too.
    fn keep(&mut self, other: &Self) {
        self.0.iter_mut().zip(&other.0).for_each(|(own, other)| *own &= other);
    }

    /// How many there are before each sixty-four.
    fn ranks(&self) -> Vec<u32> {
        let before = |all: &mut u32, bits: &u64| {
            let before = *all;
            *all += bits.count_ones();
            Some(before)
        };
        self.0.iter().scan(0, before).collect()
    }

    /// How many there are before that one, if it is there.
    fn rank(&self, ranks: &[u32], sentence: u32) -> Option<usize> {
        let (word, bit) = ((sentence / 64) as usize, 1_u64 << (sentence % 64));
        let bits = self.0.get(word).filter(|bits| *bits & bit != 0)?;
        Some((ranks[word] + (bits & (bit - 1)).count_ones()) as usize)
    }

    /// All of them, in order.
    fn numbers(&self) -> impl Iterator<Item = u32> {
        let of = |(at, bits): (u32, &u64)| {
            let lowest = |left: &u64| Some(left & left.wrapping_sub(1)).filter(|left| *left != 0);
            let each = std::iter::successors(Some(*bits).filter(|bits| *bits != 0), lowest);
            each.map(move |left| at * 64 + left.trailing_zeros())
        };
        (0..).zip(&self.0).flat_map(of)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_word_of_every_group() {
        let check = |groups: usize, lists: &[(usize, &[u32])], expected: &[(u32, f32)]| {
            let lists: Vec<Held> =
                lists.iter().map(|(group, list)| Held { group: *group, sentences: list.to_vec() }).collect();
            let rare: Vec<f32> = (0_u8..).map(|n| f32::from(1_u16 << n)).take(lists.len()).collect();
            assert_eq!(together(200, groups, &lists, &rare), expected, "{groups}");
        };
        let lists = [(0, &[1, 63, 64, 128, 199][..]), (1, &[3, 64, 199]), (1, &[63, 64])];
        check(2, &lists, &[(63, 5.0), (64, 7.0), (199, 3.0)]);
        check(3, &lists, &[]);
        check(1, &lists[..1], &[(1, 1.0), (63, 1.0), (64, 1.0), (128, 1.0), (199, 1.0)]);
        check(2, &[(0, &[1, 2]), (1, &[3])], &[]);
        check(0, &[], &[]);
    }
}
