//! What does extraction know about a word by itself: which small words it is one of, which kinship it names, which
//! patterns hang on it?
//!
//! One look-up a word, so that the rules ask for bits instead of comparing strings. Knows no sentence.

use std::ops::BitOr;
use std::sync::LazyLock;

use rustc_hash::FxHashMap;

use super::predicates::{Anchored, Kin, PREDICATES, WordId};

/// What is known about a word.
#[derive(Debug, Default)]
pub(super) struct Lexeme {
    /// The lists that it stands in.
    pub sets: Sets,
    /// The kinship that it names.
    pub kin: Option<&'static Kin>,
    /// Which word of the patterns it is.
    pub id: WordId,
    /// The patterns that hang on it.
    pub patterns: Vec<Anchored>,
}

/// A set of the lists of `data/words/clauses.txt`.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Sets(u32);

macro_rules! sets {
    ($($name:ident = $bit:expr, $section:literal;)*) => {
        impl Sets {
            $(#[doc = concat!("`[", $section, "]`")] pub const $name: Self = Self(1 << $bit);)*
            const SECTIONS: &[(&str, Self)] = &[$(($section, Self::$name)),*];
        }
    };
}

sets! {
    STOPPER = 0, "stopper";
    CLOSE = 1, "close";
    DETERMINER = 2, "determiner";
    UNREAL = 3, "unreal";
    RELATIVE = 4, "relative";
    AUXILIARY = 5, "auxiliary";
    MODAL = 6, "modal";
    NEGATION = 7, "negation";
    HEARSAY = 8, "hearsay";
    ADVERB = 9, "adverb";
    BEFORE_VERB = 10, "before-verb";
    HOME = 11, "home";
    PAST = 12, "past";
    DENIAL = 13, "denial";
    PHRASAL = 14, "phrasal";
    NO = 15, "no";
    DOUBT = 16, "doubt";
    CONFIRM = 17, "confirm";
    REPORT = 18, "report";
    BOUND = 19, "bound";
    STORY = 20, "story";
    SHOW = 21, "show";
    PLAY = 22, "play";
    PAIR = 23, "pair";
    TELLING = 24, "telling";
    NO_PLACE = 25, "no-place";
    ONLINE = 26, "online";
    STANDING = 27, "standing";
}

impl Sets {
    /// Whether the two share a list.
    pub fn any(self, of: Self) -> bool {
        self.0 & of.0 != 0
    }
}

impl BitOr for Sets {
    type Output = Self;
    fn bitor(self, other: Self) -> Self {
        Self(self.0 | other.0)
    }
}

/// Nothing.
pub(super) static UNKNOWN: Lexeme = Lexeme { sets: Sets(0), kin: None, id: 0, patterns: Vec::new() };

/// What is known about a word, in any case.
pub(super) fn of(word: &str) -> &'static Lexeme {
    let key = if word.is_ascii() { Key::of(word) } else { Key::of(&word.to_lowercase()) };
    key.and_then(|key| LEXEMES.get(&key)).unwrap_or(&UNKNOWN)
}

/// A word in lower case as numbers, which are hashed and compared at once; no word of the lists is longer.
#[derive(PartialEq, Eq, Hash)]
struct Key(u64, u64, u64);

impl Key {
    #[inline]
    fn of(word: &str) -> Option<Self> {
        let mut letters = [0_u8; 24];
        letters.get_mut(..word.len())?.copy_from_slice(word.as_bytes());
        letters.make_ascii_lowercase();
        let number = |n: usize| letters.as_chunks().0.get(n).map_or(0, |eight| u64::from_le_bytes(*eight));
        Some(Self(number(0), number(1), number(2)))
    }
}

static LEXEMES: LazyLock<FxHashMap<Key, Lexeme>> = LazyLock::new(|| {
    let mut lexemes: FxHashMap<&'static str, Lexeme> = FxHashMap::default();
    let mut sets = Sets::default();
    for line in include_str!("../../data/words/clauses.txt").lines().filter(|l| !l.starts_with('#')) {
        if let Some(section) = line.strip_prefix('[').and_then(|l| l.strip_suffix(']')) {
            sets = Sets::SECTIONS.iter().find(|(name, _)| *name == section).map(|(_, set)| *set).unwrap_or_default();
            continue;
        }
        for word in line.split_whitespace() {
            let known = lexemes.entry(word).or_default();
            known.sets = known.sets | sets;
        }
    }
    for (word, kin) in PREDICATES.kinship() {
        lexemes.entry(word).or_default().kin = Some(kin);
    }
    for (word, id, patterns) in PREDICATES.vocabulary() {
        let known = lexemes.entry(word).or_default();
        (known.id, known.patterns) = (id, patterns);
    }
    // "they're dating" reads as "they are dating".
    for (word, short) in [("are", ["'re", "’re"]), ("have", ["'ve", "’ve"]), ("is", ["'s", "’s"]), ("is", ["'m", "’m"])]
    {
        let (id, patterns) = lexemes.get(word).map_or((0, Vec::new()), |l| (l.id, l.patterns.clone()));
        for short in short {
            let known = lexemes.entry(short).or_default();
            (known.id, known.patterns) = (id, patterns.clone());
        }
    }
    lexemes.into_iter().filter_map(|(word, lexeme)| Some((Key::of(word)?, lexeme))).collect()
});

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_word_is_known_in_any_case() {
        for (word, sets) in [("Whom", Sets::RELATIVE), ("the", Sets::DETERMINER), ("’D", Sets::AUXILIARY)] {
            assert!(of(word).sets.any(sets), "{word}");
        }
        assert_eq!(of("Wife").kin.map(|k| k.predicate.as_str()), Some("spouse"));
        assert!(!of("Married").patterns.is_empty());
        assert!(of("great-grandmother").kin.is_some());
        assert_eq!(of("xyzzy").sets, Sets::default());
    }

    #[test]
    fn every_section_is_known() {
        for line in include_str!("../../data/words/clauses.txt").lines().filter(|l| l.starts_with('[')) {
            assert!(Sets::SECTIONS.iter().any(|(name, _)| line == format!("[{name}]")), "{line}");
        }
    }
}
