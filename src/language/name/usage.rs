//! What is a capitalised word used for: a given name, a surname, a common word of English?
//!
//! Long lists of what people are called, too wide to speak for a person alone: "Chance", "Paris" and "Page" are names
//! and words. Never says whether a word is a name at its place.

use std::sync::LazyLock;

use rustc_hash::FxBuildHasher;
use unicode_normalization::UnicodeNormalization;

use crate::domain::Pronouns;
use crate::language::lexicon::{Key, Table};

/// What a word may be used for.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Usage(u8);

impl Usage {
    /// A given name, mostly of women, mostly of men, of both.
    pub const WOMAN: Self = Self(1);
    pub const MAN: Self = Self(2);
    pub const ANYONE: Self = Self(4);
    /// A surname.
    pub const SURNAME: Self = Self(8);
    /// A common word.
    pub const ENGLISH: Self = Self(16);
    /// A surname that stands before the given name in the languages that it comes from.
    pub const EASTERN: Self = Self(32);
    /// Any given name.
    pub const GIVEN: Self = Self(7);

    /// What a word is used for; nothing for an unknown one.
    pub fn of(word: &str) -> Self {
        let known = |word: &str| USAGES.get(&Key::of(word)?).copied();
        let found = known(word);
        if found.is_some() || word.is_ascii() {
            return found.unwrap_or_default();
        }
        // "Nguyễn" is listed as "nguyen".
        let plain: String = word.to_lowercase().nfd().filter(char::is_ascii).collect();
        known(&plain).unwrap_or_default()
    }

    /// Whether the two share a use.
    pub fn any(self, of: Self) -> bool {
        self.0 & of.0 != 0
    }

    /// What a given name tells of who bears it.
    pub fn gender(self) -> Option<Pronouns> {
        match self.0 & Self::GIVEN.0 {
            1 => Some(Pronouns::She),
            2 => Some(Pronouns::He),
            _ => None,
        }
    }
}

const LISTS: &[(&str, Usage)] = &[
    (include_str!("../../../data/words/given-more.txt"), Usage::ANYONE),
    (include_str!("../../../data/words/given-world.txt"), Usage::ANYONE),
    (include_str!("../../../data/words/surnames.txt"), Usage::SURNAME),
    (include_str!("../../../data/words/surnames-eastern.txt"), Usage::EASTERN),
    (include_str!("../../../data/words/english.txt"), Usage::ENGLISH),
];

static USAGES: LazyLock<Table<Usage>> = LazyLock::new(|| {
    let mut usages: Table<Usage> = Table::with_capacity_and_hasher(50_000, FxBuildHasher);
    for (text, usage) in LISTS {
        let mut usage = *usage;
        for line in text.lines().filter(|line| !line.starts_with('#')) {
            match line {
                "[woman]" => usage = Usage::WOMAN,
                "[man]" => usage = Usage::MAN,
                "[anyone]" => usage = Usage::ANYONE,
                _ => {
                    for key in line.split(' ').filter_map(Key::listed) {
                        usages.entry(key).or_default().0 |= usage.0;
                    }
                }
            }
        }
    }
    usages
});

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn uses_of_words() {
        for (word, usage) in [
            ("Haley", Usage::WOMAN),
            ("Tanner", Usage::MAN),
            ("Nguyen", Usage::SURNAME),
            ("ABERNATHY", Usage::SURNAME),
            ("Weekly", Usage::ENGLISH),
        ] {
            assert!(Usage::of(word).any(usage), "{word}");
        }
        assert!(Usage::of("Nguyễn").any(Usage::EASTERN));
        assert_eq!(Usage::of("Xyzzy"), Usage::default());
        assert_eq!(Usage::of("Haley").gender(), Some(Pronouns::She));
    }
}
