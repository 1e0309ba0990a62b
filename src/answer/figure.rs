//! Do two sentences give different figures for the same thing: `40 guests`, `60 guests`?
//!
//! Only a number with the same word behind it in both is compared; what neither counts is left alone.

use super::lexicon::{Stem, listed};
use super::name::words_of;
use crate::language::numeral;

/// Whether two sentences count the same and come to different numbers; with `noun` only what it names is compared.
pub fn figures_differ(one: &str, other: &str, noun: Option<&str>) -> bool {
    let (one, other) = (figures(one), figures(other));
    let noun = noun.map(Stem::of);
    let counted = |unit: &Stem| noun.as_ref().is_none_or(|noun| noun.alike(unit));
    let mut differs = false;
    for (number, unit) in one.iter().filter(|(_, unit)| counted(unit)) {
        let mut same = other.iter().filter(|(_, known)| known.same(unit)).peekable();
        if same.peek().is_some() {
            if same.any(|(known, _)| known == number) {
                return false;
            }
            differs = true;
        }
    }
    differs
}

/// Each number of a sentence, in digits, with the word behind it. Years and days count nothing.
fn figures(text: &str) -> Vec<(String, Stem)> {
    let words = words_of(text);
    let numbers = listed("numbers");
    let is_number = |word: &str| word.starts_with(|c: char| c.is_ascii_digit()) || numbers.contains(&word);
    let mut found = Vec::new();
    let mut at = 0;
    while at < words.len() {
        let end = (at..words.len()).find(|end| !is_number(&words[*end])).unwrap_or(words.len());
        if let Some(unit) = words.get(end).filter(|unit| end > at && unit.chars().all(char::is_alphabetic)) {
            let number: Vec<String> = words[at..end].iter().map(|word| in_digits(word)).collect();
            found.push((number.join(" "), Stem::of(unit)));
        }
        at = end + 1;
    }
    found
}

fn in_digits(word: &str) -> String {
    numeral::value(word).map_or_else(|| word.to_owned(), |number| number.to_string())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_same_thing_counted_twice() {
        for (one, other, noun, expected) in [
            ("They wed before 40 guests.", "Some 60 guests came.", Some("guests"), true),
            ("They wed before 40 guests.", "Forty dogs and 40 guests came.", Some("guests"), false),
            ("She weighed seven pounds.", "The baby weighed 9 pounds.", None, true),
            ("She weighed seven pounds.", "The baby weighed 7 pounds.", None, false),
            ("It cost 4 million dollars.", "It cost 7 million dollars.", None, true),
            ("She has 3 dogs.", "She has 4 cats.", None, false),
            ("She was born on March 4.", "He was born on March 5.", None, false),
        ] {
            assert_eq!(figures_differ(one, other, noun), expected, "{one} {other}");
        }
    }
}
