//! What are the words of a text, to be compared with those of another?
//!
//! Kept densely and ready: thousands of quotations are at hand at once, and two words are told apart by two numbers. What
//! comparing finds is not decided here.

use std::hash::BuildHasher;

use rustc_hash::FxBuildHasher;

use super::lexicon::is_stop;
use crate::domain::{Span, Word, words};
use crate::language::is_english;

/// A text in words.
#[derive(Clone, Debug)]
pub struct Wording {
    text: Box<str>,
    /// The words without case and marks, a space before each.
    folded: Box<str>,
    places: Box<[Place]>,
}

/// One word, by number of bytes: no quotation has gigabytes.
#[derive(Clone, Copy, Debug)]
struct Place {
    /// In the text.
    from: u32,
    to: u32,
    /// Where it ends in what is folded.
    folded: u32,
    /// Of the folded word.
    hash: u32,
    inserted: bool,
    after_gap: bool,
    small: bool,
}

/// No more of what was asked is compared.
pub(super) const MOST_ASKED: usize = 160;

/// Words of fewer letters are too short to slip.
pub(super) const SLIPPERY: usize = 4;

impl Wording {
    /// Reads a text.
    pub fn of(text: &str) -> Self {
        let words = words(text);
        let mut folded = String::with_capacity(text.len() + 1);
        let mut places = Vec::with_capacity(words.len());
        for Word { text: word, span, inserted, after_gap } in words {
            folded.push(' ');
            folded.push_str(&word);
            places.push(Place {
                from: span.start as u32,
                to: span.end as u32,
                folded: folded.len() as u32,
                hash: FxBuildHasher.hash_one(&word) as u32,
                inserted,
                after_gap,
                small: is_stop(&word),
            });
        }
        Self { text: text.into(), folded: folded.into(), places: places.into() }
    }

    /// As printed.
    pub fn text(&self) -> &str {
        &self.text
    }

    /// How many words there are.
    pub fn len(&self) -> usize {
        self.places.len()
    }

    /// Whether there is no word.
    pub fn is_empty(&self) -> bool {
        self.places.is_empty()
    }

    /// The words without case and marks: equal for wordings that differ in nothing else.
    pub fn key(&self) -> &str {
        self.folded.get(1..).unwrap_or_default()
    }

    /// About how many bytes it takes.
    pub(super) fn weight(&self) -> usize {
        self.text.len() + self.folded.len() + size_of_val(&*self.places)
    }

    /// The word of that place, without case and marks.
    pub(super) fn word(&self, at: usize) -> &str {
        let start = at.checked_sub(1).map_or(0, |before| self.places[before].folded as usize);
        self.folded.get(start + 1..self.places[at].folded as usize).unwrap_or_default()
    }

    /// Where the word of that place stands, in bytes of the text.
    pub(super) fn span(&self, at: usize) -> Span {
        Span::new(self.places[at].from as usize, self.places[at].to as usize)
    }

    /// Whether an editor has put that word in, perhaps in the place of others.
    pub(super) fn is_inserted(&self, at: usize) -> bool {
        self.places[at].inserted
    }

    /// Whether something may have been left out before that word.
    pub(super) fn is_after_gap(&self, at: usize) -> bool {
        self.places[at].after_gap
    }

    /// Whether that word carries no content.
    pub(super) fn is_small(&self, at: usize) -> bool {
        self.places[at].small
    }

    /// Whether a word of this wording is that word of another.
    pub(super) fn is_same(&self, at: usize, other: &Self, there: usize) -> bool {
        self.places[at].hash == other.places[there].hash && self.word(at) == other.word(there)
    }

    /// A number for each word, in order of size; of two thousand million words two may share one.
    pub(super) fn terms(&self) -> Box<[u32]> {
        let mut terms: Box<[u32]> = self.places.iter().map(|place| place.hash).collect();
        terms.sort_unstable();
        terms
    }

    /// Whether a word may be a slip of another one: no English word is.
    pub(super) fn may_slip(&self, at: usize) -> bool {
        let word = self.word(at);
        word.len() >= SLIPPERY && !is_english(word) && word.chars().nth(SLIPPERY - 1).is_some()
    }

    /// How many words may be forgiven as slips of the pen, whatever they are compared with.
    pub(super) fn slippery(&self) -> usize {
        (0..self.len()).filter(|at| self.may_slip(*at)).count()
    }

    /// Whether all of it counts when it is compared.
    pub(super) fn is_short(&self) -> bool {
        self.len() <= MOST_ASKED
    }

    /// Whether these words stand in another wording in one run.
    pub fn is_part_of(&self, other: &Self) -> bool {
        self.run_in(other).is_some()
    }

    /// Where these words stand in another wording in one run: the place of the first.
    pub(super) fn run_in(&self, other: &Self) -> Option<usize> {
        let starts = (other.len() + 1).saturating_sub(self.len().max(1));
        (0..starts).find(|start| (0..self.len()).all(|at| self.is_same(at, other, start + at)))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_are_found_by_place() {
        let wording = Wording::of("“Zoë’s [new] boat… sails at 5,000 knots”");
        assert_eq!(wording.key(), "zoes new boat sails at 5000 knots");
        let words: Vec<&str> = (0..wording.len()).map(|at| wording.word(at)).collect();
        assert_eq!(words, ["zoes", "new", "boat", "sails", "at", "5000", "knots"]);
        let printed: Vec<&str> = (0..wording.len()).map(|at| wording.span(at).cut(wording.text())).collect();
        assert_eq!(printed, ["Zoë’s", "new", "boat", "sails", "at", "5,000", "knots"]);
        assert!(wording.is_inserted(1) && wording.is_after_gap(3) && wording.is_small(4) && !wording.is_small(2));
        assert!(Wording::of("").is_empty() && Wording::of("…").key().is_empty());
    }

    #[test]
    fn a_run_of_words_is_found() {
        for (own, other, expected) in [
            ("the boat", "She left the boat there", Some(2)),
            ("THE BOAT!", "the the boat", Some(1)),
            ("boat the", "She left the boat there", None),
            ("the boat sails", "the boat", None),
            ("", "boat", Some(0)),
            ("", "", None),
        ] {
            assert_eq!(Wording::of(own).run_in(&Wording::of(other)), expected, "{own} | {other}");
        }
    }
}
