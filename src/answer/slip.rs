//! How far is a typed word from a name?
//!
//! Damerau-Levenshtein: a letter wrong, missing, doubled or swapped with its neighbour is one slip. Most names are told
//! apart by the letters that they are made of, before any is compared. It knows words, not people.

use strsim::damerau_levenshtein;

/// Which letters a folded word is made of, a bit for each; rare ones share bits.
pub(super) fn letters(word: &str) -> u64 {
    word.chars()
        .fold(0, |all, c| all | 1 << if c.is_ascii_lowercase() { c as u32 - 'a' as u32 } else { 26 + c as u32 % 38 })
}

/// How many letters of the one are not in the other.
pub(super) fn lacks(one: u64, other: u64) -> usize {
    (one & !other).count_ones() as usize
}

/// A typed word, ready to be compared with many names.
#[derive(Debug)]
pub(super) struct Typed<'a> {
    word: &'a str,
    chars: Vec<char>,
    /// What it is made of, as [`letters`].
    pub(super) letters: u64,
}

/// Longer words are compared without haste.
const MOST: usize = 31;
/// More slips than are ever allowed.
const FAR: usize = usize::MAX;

impl<'a> Typed<'a> {
    pub(super) fn of(word: &'a str) -> Self {
        Self { word, chars: word.chars().collect(), letters: letters(word) }
    }

    /// How many letters it has.
    pub(super) fn len(&self) -> usize {
        self.chars.len()
    }

    /// How many slips part it from a name, where these are not more than allowed.
    pub(super) fn slips(&self, name: &str, allowed: usize) -> Option<usize> {
        let length = name.chars().count();
        if length.abs_diff(self.len()) > allowed {
            return None;
        }
        let slips = self.distances(name, length, allowed, |distances| distances.last().copied());
        Some(slips.unwrap_or_else(|| damerau_levenshtein(self.word, name))).filter(|slips| *slips <= allowed)
    }

    /// How many slips part it from a beginning of a name that is as long as it is, give or take the letter that was left
    /// out or doubled.
    pub(super) fn slips_at_start(&self, name: &str, allowed: usize) -> Option<usize> {
        let most = self.len() + 1;
        let nearest =
            |distances: &[u8]| distances.iter().skip(most.saturating_sub(2)).min().or(distances.last()).copied();
        let slips = self.distances(name, most, allowed, nearest);
        let at_leisure = || {
            let beginning = |letters: usize| name.char_indices().nth(letters).map_or(name, |(end, _)| &name[..end]);
            let lengths = most.saturating_sub(2)..=most;
            lengths.map(|length| damerau_levenshtein(self.word, beginning(length))).min().unwrap_or(FAR)
        };
        Some(slips.unwrap_or_else(at_leisure)).filter(|slips| *slips <= allowed)
    }

    /// Gives `read` the distance to each beginning of a name, from none to so many letters; [`FAR`] when none of them can
    /// be as near as allowed, `None` when a word is too long for the table.
    fn distances(&self, name: &str, most: usize, allowed: usize, read: impl Fn(&[u8]) -> Option<u8>) -> Option<usize> {
        const WIDTH: usize = MOST + 1;
        if self.len() > MOST || most > MOST {
            return None;
        }
        let mut there = ['\0'; MOST];
        let mut columns = 0;
        for (place, letter) in there.iter_mut().zip(name.chars().take(most)) {
            *place = letter;
            columns += 1;
        }
        // Small numbers, for it is made ready for each of a hundred thousand names.
        let mut table = [[0_u8; WIDTH]; WIDTH];
        for (column, cell) in (0..).zip(&mut table[0]) {
            *cell = column;
        }
        // By column, the last row whose letter is the same.
        let mut rows = [0_usize; WIDTH];
        let mut least_before = 0;
        for (row, letter) in (1..).zip(&self.chars) {
            table[row][0] = row as u8;
            let (mut least, mut same_before) = (row as u8, 0);
            for column in 1..=columns {
                let same = there[column - 1] == *letter;
                let changed = table[row - 1][column - 1] + u8::from(!same);
                let mut best = changed.min(table[row - 1][column] + 1).min(table[row][column - 1] + 1);
                let (up, left) = (rows[column], same_before);
                if up > 0 && left > 0 {
                    best = best.min(table[up - 1][left - 1] + (row - up + column - left - 1) as u8);
                }
                table[row][column] = best;
                least = least.min(best);
                if same {
                    same_before = column;
                    rows[column] = row;
                }
            }
            // A swap reaches over one row, and costs as much as it reaches over.
            if usize::from(least) > allowed && usize::from(least_before) > allowed {
                return Some(FAR);
            }
            least_before = least;
        }
        Some(read(&table[self.len()][..=columns]).map_or(FAR, usize::from))
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    proptest! {
        #[test]
        fn as_the_library_has_it(typed in "[abcdé]{0,9}", name in "[abcdé]{0,12}", allowed in 0_usize..6) {
            let word = Typed::of(&typed);
            let distance = |name: &str| Some(damerau_levenshtein(&typed, name)).filter(|slips| *slips <= allowed);
            prop_assert_eq!(word.slips(&name, allowed), distance(&name));
            let length = typed.chars().count();
            let beginnings = (length.saturating_sub(1)..=length + 1).map(|n| name.chars().take(n).collect::<String>());
            let nearest = beginnings.filter_map(|beginning| distance(&beginning)).min();
            prop_assert_eq!(word.slips_at_start(&name, allowed), nearest);
        }
    }
}
