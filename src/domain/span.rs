//! Where in an article does something stand?
//!
//! A span never outlives its meaning: it counts bytes of one article's text, and cutting it out of that
//! text gives back what was read. Code points appear only at the border, in exports.

use serde::{Deserialize, Serialize};

/// A half-open range of bytes in the text of one article, on character boundaries.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Span {
    /// First byte.
    pub start: usize,
    /// One past the last byte.
    pub end: usize,
}

impl Span {
    /// The span from byte `start` up to byte `end`; an end before the start gives an empty span at `start`.
    pub fn new(start: usize, end: usize) -> Self {
        Self { start, end: end.max(start) }
    }

    /// Length in bytes.
    pub fn len(self) -> usize {
        self.end - self.start
    }

    /// Whether nothing stands in it.
    pub fn is_empty(self) -> bool {
        self.start == self.end
    }

    /// What stands there; empty when the span does not fit the text.
    pub fn cut(self, text: &str) -> &str {
        text.get(self.start..self.end).unwrap_or_default()
    }

    /// Whether `inner` lies wholly inside.
    pub fn contains(self, inner: Span) -> bool {
        self.start <= inner.start && inner.end <= self.end
    }

    /// Whether a byte lies inside.
    pub fn holds(self, byte: usize) -> bool {
        self.start <= byte && byte < self.end
    }

    /// Whether the two share a byte.
    pub fn overlaps(self, other: Span) -> bool {
        self.start < other.end && other.start < self.end
    }

    /// The smallest span that holds both.
    #[must_use]
    pub fn cover(self, other: Span) -> Span {
        Span::new(self.start.min(other.start), self.end.max(other.end))
    }

    /// The same span without white space at its ends.
    #[must_use]
    pub fn trimmed(self, text: &str) -> Span {
        let cut = self.cut(text);
        let start = self.start + (cut.len() - cut.trim_start().len());
        Span::new(start, start + cut.trim().len())
    }

    /// Its start and end in code points of the text. For many spans of one text take [`CodePoints`].
    pub fn code_points(self, text: &str) -> (usize, usize) {
        let bytes = text.as_bytes();
        let count = |part: &[u8]| part.iter().filter(|byte| starts_code_point(**byte)).count();
        let (start, end) = (self.start.min(bytes.len()), self.end.min(bytes.len()));
        let before = count(&bytes[..start]);
        (before, before + count(&bytes[start.min(end)..end]))
    }
}

/// Turns byte offsets of one text into code points, in logarithmic time after one pass.
///
/// One checkpoint each [`STRIDE`] bytes keeps the table small for long texts.
#[derive(Debug)]
pub struct CodePoints<'a> {
    text: &'a str,
    checkpoints: Vec<usize>,
}

const STRIDE: usize = 256;

impl<'a> CodePoints<'a> {
    /// Counts the text once.
    pub fn of(text: &'a str) -> Self {
        let mut checkpoints = Vec::with_capacity(text.len() / STRIDE + 1);
        let mut seen = 0;
        for (byte, value) in text.bytes().enumerate() {
            if byte % STRIDE == 0 {
                checkpoints.push(seen);
            }
            seen += usize::from(starts_code_point(value));
        }
        Self { text, checkpoints }
    }

    /// How many code points begin before this byte.
    pub fn before(&self, byte: usize) -> usize {
        let byte = byte.min(self.text.len());
        let block = (byte / STRIDE).min(self.checkpoints.len().saturating_sub(1));
        let counted = self.checkpoints.get(block).copied().unwrap_or(0);
        counted + self.text.as_bytes()[block * STRIDE..byte].iter().filter(|b| starts_code_point(**b)).count()
    }

    /// Start and end of the span in code points.
    pub fn span(&self, span: Span) -> (usize, usize) {
        (self.before(span.start), self.before(span.end))
    }
}

fn starts_code_point(byte: u8) -> bool {
    byte & 0b1100_0000 != 0b1000_0000
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn a_span_cuts_what_it_covers() {
        let text = "Zoë said “no”.";
        let span = Span::new(text.find('“').expect("a mark"), text.find('.').expect("a stop"));
        assert_eq!(span.cut(text), "“no”");
        assert_eq!(CodePoints::of(text).span(span), (9, 13));
        assert_eq!(span.code_points(text), (9, 13));
        assert_eq!(Span::new(3, 99).cut(text), "");
        assert_eq!(Span::new(4, 9).trimmed(text).cut(text), "said");
    }

    proptest! {
        #[test]
        fn code_points_agree_with_counting(text in "(\\PC|é|“|\u{1F600}){0,900}") {
            let points = CodePoints::of(&text);
            for (n, (byte, _)) in text.char_indices().enumerate() {
                prop_assert_eq!(points.before(byte), n);
            }
            prop_assert_eq!(points.before(text.len()), text.chars().count());
        }
    }
}
