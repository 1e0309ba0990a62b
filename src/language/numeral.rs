//! Which number does a word say?
//!
//! Small whole numbers, as news spells them out. What is counted, and numbers of several words, are for those who ask.

/// The number that a word spells out, in any case: `Seven` is 7. `None` for digits and beyond twenty.
pub fn value(word: &str) -> Option<u8> {
    let at = WORDS.iter().position(|known| known.eq_ignore_ascii_case(word))?;
    u8::try_from(at).ok()
}

/// The word for a number up to twenty.
pub fn word(number: usize) -> Option<&'static str> {
    WORDS.get(number).copied()
}

/// Each at the place of its number.
const WORDS: [&str; 21] = [
    "zero",
    "one",
    "two",
    "three",
    "four",
    "five",
    "six",
    "seven",
    "eight",
    "nine",
    "ten",
    "eleven",
    "twelve",
    "thirteen",
    "fourteen",
    "fifteen",
    "sixteen",
    "seventeen",
    "eighteen",
    "nineteen",
    "twenty",
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_and_numbers() {
        for number in 0..=20 {
            assert_eq!(word(number).and_then(value).map(usize::from), Some(number));
        }
        assert_eq!(value("Seven"), Some(7));
        for none in ["7", "", "seventh", "twenty-one", "hundred"] {
            assert_eq!(value(none), None, "{none}");
        }
        assert_eq!(word(21), None);
    }
}
