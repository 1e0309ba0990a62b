//! Which of very many words begin as typed, and which nearly so?
//!
//! Words in order share beginnings with their neighbours. Each is compared with what was typed only from where it differs
//! from the one before; those behind a beginning that is too far already, or long enough to decide, are passed over
//! together. It knows no people.

use std::ops::Range;

use super::slip::Slips;

/// Words in order, one after the other in one text.
#[derive(Debug, Default)]
pub(super) struct Vocabulary {
    text: String,
    /// Where each ends, in bytes.
    ends: Vec<u32>,
    /// How many letters each shares with the one before, as far as a byte tells.
    shared: Vec<u8>,
    /// What each is made of, as [`letters`].
    made_of: Vec<u32>,
}

/// Which letters a folded word is made of, a bit for each; rare ones share bits.
fn letters(word: &str) -> u32 {
    let bit = |c: char| if c.is_ascii_lowercase() { c as u32 - 'a' as u32 } else { 26 + c as u32 % 6 };
    word.chars().fold(0, |all, c| all | 1 << bit(c))
}

impl Vocabulary {
    /// Keeps words, which come in order, each once.
    pub(super) fn of<'a>(words: impl Iterator<Item = &'a str>) -> Self {
        let mut all = Self::default();
        let mut before = "";
        for word in words {
            let shared = before.chars().zip(word.chars()).take_while(|(one, other)| one == other).count();
            all.shared.push(u8::try_from(shared).unwrap_or(u8::MAX));
            all.made_of.push(letters(word));
            all.text.push_str(word);
            all.ends.push(all.text.len() as u32);
            before = word;
        }
        all.text.shrink_to_fit();
        all.ends.shrink_to_fit();
        all.shared.shrink_to_fit();
        all.made_of.shrink_to_fit();
        all
    }

    /// The word of that place.
    pub(super) fn word(&self, place: usize) -> &str {
        let start = place.checked_sub(1).map_or(0, |before| self.ends[before]);
        self.text.get(start as usize..self.ends[place] as usize).unwrap_or_default()
    }

    /// The place of a word.
    pub(super) fn place(&self, word: &str) -> Option<usize> {
        let place = self.first_not(|known| known < word);
        (place < self.ends.len() && self.word(place) == word).then_some(place)
    }

    /// The places of the words that begin so.
    pub(super) fn beginning(&self, typed: &str) -> Range<usize> {
        self.first_not(|word| word < typed)..self.first_not(|word| word < typed || word.starts_with(typed))
    }

    /// The words that no more slips than these part from what was typed: the place of each and how many, in order.
    pub(super) fn near(&self, typed: &str, allowed: usize) -> Vec<(usize, usize)> {
        let mut near = Vec::new();
        self.walk(typed, allowed, usize::MAX, |places, whole, slips| {
            if whole && let Some(least) = slips.at(slips.letters()) {
                near.push((places.start, least));
            }
        });
        near
    }

    /// The same of words that nearly begin as typed: the best of their beginnings that are as long, give or take a letter.
    /// Words side by side that are as near may come together.
    pub(super) fn near_beginnings(&self, typed: &str, allowed: usize) -> Vec<(Range<usize>, usize)> {
        let longest = typed.chars().count() + 1;
        let mut near = Vec::new();
        self.walk(typed, allowed, longest, |places, whole, slips| {
            let shortest =
                if whole { slips.letters().min(longest.saturating_sub(2)) } else { longest.saturating_sub(2) };
            if let Some(least) = (shortest..=slips.letters()).filter_map(|letters| slips.at(letters)).min() {
                near.push((places, least));
            }
        });
        near
    }

    /// Tells of words in order, as far as so many letters of each: the places of words that share them, whether they are
    /// all of the word, and how far they are. Not of words that lack more of the letters typed than are allowed: each would
    /// be a slip.
    fn walk(&self, typed: &str, allowed: usize, most: usize, mut tell: impl FnMut(Range<usize>, bool, &Slips)) {
        let (mut slips, sought) = (Slips::of(typed, allowed), letters(typed));
        let may_be = |made_of: u32| (sought & !made_of).count_ones() as usize <= allowed;
        // What the next word shares with the one compared last.
        let (mut place, mut shared) = (0, usize::MAX);
        while let Some(made_of) = self.made_of.get(place) {
            shared = shared.min(usize::from(self.shared[place]));
            if !may_be(*made_of) {
                place += 1;
                continue;
            }
            slips.back_to(shared);
            let mut left = self.word(place).chars().skip(slips.letters());
            let mut near = true;
            while near
                && slips.letters() < most
                && let Some(letter) = left.next()
            {
                near = slips.take(letter);
            }
            let whole = near && left.next().is_none();
            let next = if whole { place + 1 } else { self.sharing(place + 1, slips.letters()) };
            tell(place..next, whole, &slips);
            (place, shared) = (next, usize::MAX);
        }
    }

    /// The first place from this one on whose word shares fewer letters with the one before.
    fn sharing(&self, mut from: usize, letters: usize) -> usize {
        /// As many are looked at together.
        const TOGETHER: usize = 32;
        let share = |shared: &u8| usize::from(*shared) >= letters;
        if let Ok(letters) = u8::try_from(letters) {
            let many = |some: &&[u8]| some.iter().min().is_some_and(|least| *least >= letters);
            from += TOGETHER * self.shared[from..].chunks_exact(TOGETHER).take_while(many).count();
        }
        from + self.shared[from..].iter().take_while(|shared| share(shared)).count()
    }

    /// The first place whose word is not so; those before it are.
    fn first_not(&self, is_so: impl Fn(&str) -> bool) -> usize {
        let (mut from, mut to) = (0, self.ends.len());
        while from < to {
            let middle = usize::midpoint(from, to);
            if is_so(self.word(middle)) { from = middle + 1 } else { to = middle }
        }
        from
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;
    use strsim::damerau_levenshtein;

    use super::*;

    proptest! {
        #[test]
        fn as_each_word_by_itself(words in proptest::collection::btree_set("[abcé]{1,8}", 0..60), typed in "[abcé]{0,9}", allowed in 0_usize..4) {
            let known = Vocabulary::of(words.iter().map(String::as_str));
            let distance = |word: &str| Some(damerau_levenshtein(&typed, word)).filter(|slips| *slips <= allowed);
            let near: Vec<(usize, usize)> = (0..).zip(&words).filter_map(|(at, word)| Some((at, distance(word)?))).collect();
            prop_assert_eq!(known.near(&typed, allowed), near);
            let length = typed.chars().count();
            let nearest = |word: &str| {
                let beginning = |letters| word.chars().take(letters).collect::<String>();
                (length.saturating_sub(1)..=length + 1).filter_map(|letters| distance(&beginning(letters))).min()
            };
            let near: Vec<(usize, usize)> = (0..).zip(&words).filter_map(|(at, word)| Some((at, nearest(word)?))).collect();
            let found = known.near_beginnings(&typed, allowed).into_iter();
            prop_assert_eq!(found.flat_map(|(places, slips)| places.map(move |at| (at, slips))).collect::<Vec<_>>(), near);
            for (at, word) in (0..).zip(&words) {
                prop_assert_eq!((known.word(at), known.place(word)), (word.as_str(), Some(at)));
            }
            let begun: Vec<usize> = (0..).zip(&words).filter(|(_, word)| word.starts_with(&typed)).map(|(at, _)| at).collect();
            prop_assert_eq!(known.beginning(&typed).collect::<Vec<_>>(), begun);
        }
    }

    #[test]
    fn long_words_are_words() {
        let words = ["a".repeat(600), "a".repeat(601), format!("{}b", "a".repeat(600))];
        let known = Vocabulary::of(words.iter().map(String::as_str));
        assert_eq!(known.near(&words[0], 1), [(0, 0), (1, 1), (2, 1)]);
        assert_eq!(known.near_beginnings("aaab", 1), [(0..3, 1)]);
    }
}
