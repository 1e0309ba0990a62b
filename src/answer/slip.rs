//! How far is a typed word from names that come in order?
//!
//! Damerau-Levenshtein: a letter wrong, missing, doubled or swapped with its neighbour is one slip. Letters of a name are
//! taken one by one and given back, so that a name is compared only from where it differs from the one before. It knows
//! words, not people.

/// A typed word beside the first letters of a name: a row of distances for each letter, to each beginning of the word.
/// More than is allowed is not told apart.
#[derive(Debug)]
pub(super) struct Slips {
    typed: Vec<char>,
    allowed: usize,
    /// The letters of the name so far.
    letters: Vec<char>,
    /// One row more than letters.
    rows: Vec<u8>,
}

impl Slips {
    /// Beside no letter yet; with no more slips than these.
    pub(super) fn of(typed: &str, allowed: usize) -> Self {
        /// No word has more.
        const MOST: usize = 250;
        let (typed, allowed) = (typed.chars().collect::<Vec<char>>(), allowed.min(MOST));
        let first = (0..=typed.len()).map(|column| column.min(allowed + 1) as u8).collect();
        Self { typed, allowed, letters: Vec::new(), rows: first }
    }

    /// How many letters of the name there are.
    pub(super) fn letters(&self) -> usize {
        self.letters.len()
    }

    /// Gives back all letters but the first of them.
    pub(super) fn back_to(&mut self, letters: usize) {
        self.letters.truncate(letters);
        self.rows.truncate((self.letters.len() + 1) * self.width());
    }

    /// How many slips part what was typed from so many letters of the name, where these are not more than allowed.
    pub(super) fn at(&self, letters: usize) -> Option<usize> {
        let slips = usize::from(*self.rows.get(letters * self.width() + self.typed.len())?);
        Some(slips).filter(|slips| *slips <= self.allowed)
    }

    /// Takes the next letter: whether any name that goes on so may be near enough.
    pub(super) fn take(&mut self, letter: char) -> bool {
        let (width, far, row) = (self.width(), self.allowed + 1, self.letters.len() + 1);
        self.letters.push(letter);
        let start = row * width;
        self.rows.resize(start + width, far as u8);
        // Further from the same place in the word is too far already.
        let (from, to) = (row.saturating_sub(self.allowed), (row + self.allowed).min(self.typed.len()));
        let mut least = far;
        if from == 0 {
            least = row.min(far);
            self.rows[start] = least as u8;
        }
        // The last letter typed so far that is this one.
        let mut same_before = 0;
        for column in from.max(1)..=to {
            let same = self.typed[column - 1] == letter;
            let above = start - width + column;
            let changed = usize::from(self.rows[above - 1]) + usize::from(!same);
            let one_more = self.rows[above].min(self.rows[start + column - 1]);
            let mut best = changed.min(usize::from(one_more) + 1);
            if same_before > 0
                && best > 1
                && let Some(up) = self.row_of(self.typed[column - 1], row)
            {
                // A swap costs as much as it reaches over.
                let swapped = usize::from(self.rows[(up - 1) * width + same_before - 1]);
                best = best.min(swapped + (row - up) + (column - same_before) - 1);
            }
            if same {
                same_before = column;
            }
            least = least.min(best);
            self.rows[start + column] = best.min(far) as u8;
        }
        least < far
    }

    /// The last row before this one whose letter is that, as far back as a swap may reach.
    fn row_of(&self, letter: char, row: usize) -> Option<usize> {
        (row.saturating_sub(self.allowed).max(1)..row).rev().find(|row| self.letters[row - 1] == letter)
    }

    fn width(&self) -> usize {
        self.typed.len() + 1
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;
    use strsim::damerau_levenshtein;

    use super::*;

    proptest! {
        #[test]
        fn as_the_library_has_it(typed in "[abcdé]{0,9}", name in "[abcdé]{0,12}", other in "[abcdé]{0,9}", allowed in 0_usize..6) {
            let mut slips = Slips::of(&typed, allowed);
            // Letters of another name leave nothing behind.
            for letter in other.chars() {
                slips.take(letter);
            }
            let shared = name.chars().zip(other.chars()).take_while(|(a, b)| a == b).count();
            slips.back_to(shared);
            let mut alive = true;
            for (letters, letter) in (shared + 1..).zip(name.chars().skip(shared)) {
                let goes_on = slips.take(letter);
                let beginning: String = name.chars().take(letters).collect();
                let distance = Some(damerau_levenshtein(&typed, &beginning)).filter(|slips| *slips <= allowed);
                prop_assert_eq!(slips.at(letters), distance, "{}", beginning);
                prop_assert!(alive || !goes_on, "no way back");
                prop_assert!(goes_on || distance.is_none());
                alive = goes_on;
            }
        }
    }
}
