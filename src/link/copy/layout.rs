//! Which words do two lists have in common, and which of them in the same order?
//!
//! One list is laid out as bits once and then compared with many, sixty-four words at a time.

const BITS: usize = u64::BITS as usize;

/// A list of words, laid out for comparing.
pub(super) struct Layout {
    words: Vec<u16>,
    /// By word, which of the different words of the list it is, from 1; 0 for none of them.
    ranks: Vec<u32>,
    /// Where each different word stands, as bits: so many numbers for each.
    masks: Vec<u64>,
    width: usize,
}

impl Layout {
    /// An empty list.
    pub fn new() -> Self {
        Self { words: Vec::new(), ranks: vec![0; 1 << 16], masks: Vec::new(), width: 0 }
    }

    /// Lays out another list in the place of this one.
    pub fn set(&mut self, words: &[u16]) {
        for word in self.words.drain(..) {
            self.ranks[usize::from(word)] = 0;
        }
        self.words.extend(words);
        self.width = words.len().div_ceil(BITS);
        self.masks.clear();
        let mut count = 0;
        for (at, word) in words.iter().enumerate() {
            let rank = &mut self.ranks[usize::from(*word)];
            if *rank == 0 {
                count += 1;
                *rank = count;
                self.masks.resize(count as usize * self.width, 0);
            }
            self.masks[(*rank as usize - 1) * self.width + at / BITS] |= 1 << (at % BITS);
        }
    }

    /// The words, in order.
    pub fn words(&self) -> &[u16] {
        &self.words
    }

    /// Where a word stands.
    fn mask(&self, word: u16) -> Option<&[u64]> {
        let from = (self.ranks[usize::from(word)] as usize).checked_sub(1)? * self.width;
        Some(&self.masks[from..from + self.width])
    }

    /// How many words another list has in common with this one, each as often as both have it.
    pub fn common(&self, other: &[u16]) -> usize {
        let mut times = vec![0; self.masks.len().checked_div(self.width).unwrap_or(0)];
        for word in other {
            if let Some(at) = (self.ranks[usize::from(*word)] as usize).checked_sub(1) {
                times[at] += 1;
            }
        }
        let here = |mask: &[u64]| mask.iter().map(|bits| bits.count_ones()).sum::<u32>();
        let each = self.masks.chunks(self.width.max(1)).zip(times);
        each.map(|(mask, there)| if there == 0 { 0 } else { here(mask).min(there) as usize }).sum()
    }

    /// How many words another list has in the same order: as many as [`Self::in_order`] finds.
    pub fn same_order(&self, other: &[u16]) -> usize {
        let mut left = vec![u64::MAX; self.width];
        for mask in other.iter().filter_map(|word| self.mask(*word)) {
            step(&mut left, mask);
        }
        left.iter().map(|left| left.count_zeros() as usize).sum()
    }

    /// The longest sequence of words that both have in this order: its places in this list, the last first.
    pub fn in_order(&self, other: &[u16]) -> Vec<usize> {
        let (mut left, mut rows) = (vec![u64::MAX; self.width], Vec::with_capacity(self.width * other.len()));
        for word in other {
            if let Some(mask) = self.mask(*word) {
                step(&mut left, mask);
            }
            rows.extend_from_slice(&left);
        }
        let (mut x, mut y) = (self.words.len(), other.len());
        let mut places = Vec::new();
        while x > 0 && y > 0 {
            let at = x - 1;
            if self.words[at] == other[y - 1] {
                places.push(at);
                (x, y) = (at, y - 1);
            } else if rows[(y - 1) * self.width + at / BITS] & 1 << (at % BITS) != 0 {
                // The sequence is as long without the last word of this list.
                x -= 1;
            } else {
                y -= 1;
            }
        }
        places
    }
}

/// One more word of the other list. A bit that is out is a word that more of it can be put in order with (Hyyrö 2004).
fn step(left: &mut [u64], mask: &[u64]) {
    let mut carry = false;
    for (left, mask) in left.iter_mut().zip(mask) {
        let (sum, over) = left.overflowing_add(*left & mask);
        let (sum, more) = sum.overflowing_add(carry.into());
        carry = over || more;
        *left = sum | (*left & !mask);
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    /// The same places by a table of all lengths.
    fn by_table(a: &[u16], b: &[u16]) -> Vec<usize> {
        let mut length = vec![vec![0; b.len() + 1]; a.len() + 1];
        for (x, one) in a.iter().enumerate() {
            for (y, other) in b.iter().enumerate() {
                length[x + 1][y + 1] =
                    if one == other { length[x][y] + 1 } else { length[x][y + 1].max(length[x + 1][y]) };
            }
        }
        let (mut x, mut y, mut places) = (a.len(), b.len(), Vec::new());
        while x > 0 && y > 0 {
            if a[x - 1] == b[y - 1] {
                (x, y) = (x - 1, y - 1);
                places.push(x);
            } else if length[x - 1][y] >= length[x][y - 1] {
                x -= 1;
            } else {
                y -= 1;
            }
        }
        places
    }

    fn in_common(a: &[u16], b: &[u16]) -> usize {
        let mut left = b.to_vec();
        a.iter()
            .filter(|word| left.iter().position(|other| other == *word).map(|at| left.swap_remove(at)).is_some())
            .count()
    }

    proptest! {
        #[test]
        fn as_by_a_table(
            a in proptest::collection::vec(0..60_u16, 0..200),
            b in proptest::collection::vec(0..60_u16, 0..200),
            before in proptest::collection::vec(0..60_u16, 0..20),
        ) {
            let mut layout = Layout::new();
            layout.set(&before);
            layout.set(&a);
            let expected = by_table(&a, &b);
            prop_assert_eq!(layout.same_order(&b), expected.len());
            prop_assert_eq!(layout.in_order(&b), expected);
            prop_assert_eq!(layout.common(&b), in_common(&a, &b));
        }
    }
}
