//! What classes of word can this one belong to?
//!
//! The lists under `data/words`, each parsed once, looked up without regard to case and without allocation.
//! A class is what a word *may* be: "will" is a function word and a given name. Context decides elsewhere.

use std::ops::{BitOr, BitOrAssign};
use std::sync::LazyLock;

use rustc_hash::FxHashMap;
use smallvec::SmallVec;

/// A set of classes.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Class(u64);

macro_rules! classes {
    ($($(#[$doc:meta])* $name:ident = $bit:expr;)*) => {
        impl Class { $($(#[$doc])* pub const $name: Self = Self(1 << $bit);)* }
    };
}

classes! {
    /// A woman's given name.
    GIVEN_WOMAN = 0;
    /// A man's given name.
    GIVEN_MAN = 1;
    /// Anybody's given name.
    GIVEN_ANY = 2;
    /// `Mr`, `Sir`.
    TITLE_MAN = 3;
    /// `Mrs`, `Dame`.
    TITLE_WOMAN = 4;
    /// `Dr`, `Rev`.
    TITLE_ANY = 5;
    /// `Jr`, `III`.
    SUFFIX = 6;
    /// Printed with a point that ends no sentence.
    ABBREVIATION = 7;
    /// `husband`.
    KIN_MAN = 8;
    /// `wife`.
    KIN_WOMAN = 9;
    /// `spouse`, `friend`.
    KIN_ANY = 10;
    /// `parents`.
    KIN_MANY = 11;
    /// `pair`, `couple`: two people.
    PAIR = 12;
    /// `trio`, `band`: several people.
    GROUP = 13;
    /// `chairman`.
    ROLE_MAN = 14;
    /// `actress`.
    ROLE_WOMAN = 15;
    /// `singer`.
    ROLE_ANY = 16;
    /// `source`, `insider`: people who stay unnamed.
    UNNAMED = 17;
    /// `said`, `recalled`.
    SAY = 18;
    /// `wrote`, `captioned`.
    WRITE = 19;
    /// `felt`, `believes`: report what somebody thinks.
    THINK = 20;
    /// `statement`, `caption`, `reply`: nouns that announce a quotation.
    SAY_NOUN = 21;
    /// Nouns that announce something written.
    WRITE_NOUN = 22;
    /// Months, days, feasts.
    CALENDAR = 23;
    /// Function words and others that begin sentences.
    FUNCTION = 24;
    /// Common words of headlines.
    COMMON = 25;
    /// `Fund`, `Studios`: makes what it heads an organisation, work or place.
    ORG_HEAD = 26;
    /// `BBC`, `Instagram`.
    ORG = 27;
    /// A place of one word.
    PLACE = 28;
    /// `Irish`, `American`.
    DEMONYM = 29;
    /// `song`, `series`: announces the title of a work.
    WORK = 30;
    /// `has`, `also`: may stand between a subject and its verb.
    AUXILIARY = 31;
    /// Prepositions.
    PREPOSITION = 32;
    /// What may follow a verb of saying whose object has been said.
    ADVERBIAL = 33;
    /// Base forms that are nouns more often than verbs: `claim`, `post`.
    NOUN_FIRST = 34;
    /// Verbs of saying that are nouns behind an article or adjective.
    NOUN_TOO = 35;
}

impl Class {
    /// Any given name.
    pub const GIVEN: Self = Self(Self::GIVEN_WOMAN.0 | Self::GIVEN_MAN.0 | Self::GIVEN_ANY.0);
    /// Any title.
    pub const TITLE: Self = Self(Self::TITLE_MAN.0 | Self::TITLE_WOMAN.0 | Self::TITLE_ANY.0);
    /// Any one relative.
    pub const KIN: Self = Self(Self::KIN_MAN.0 | Self::KIN_WOMAN.0 | Self::KIN_ANY.0);
    /// Any role.
    pub const ROLE: Self = Self(Self::ROLE_MAN.0 | Self::ROLE_WOMAN.0 | Self::ROLE_ANY.0);
    /// Verbs that attribute words.
    pub const CUE: Self = Self(Self::SAY.0 | Self::WRITE.0);

    /// Whether the two sets share a class.
    pub fn any(self, of: Self) -> bool {
        self.0 & of.0 != 0
    }

    /// The classes of a word; none for an unknown one.
    pub fn of(word: &str) -> Self {
        let known = |word: &str| WORDS.get(&Key::of(word)?).copied();
        // "co-presenter", "ex-boyfriend" are what their stem is.
        let stem = |word: &str| match word.as_bytes() {
            [b'c' | b'C', b'o' | b'O', b'-', ..] | [b'e' | b'E', b'x' | b'X', b'-', ..] => known(&word[3..]),
            _ => None,
        };
        known(word).or_else(|| stem(word)).unwrap_or_default()
    }
}

impl BitOr for Class {
    type Output = Self;
    fn bitor(self, other: Self) -> Self {
        Self(self.0 | other.0)
    }
}

impl BitOrAssign for Class {
    fn bitor_assign(&mut self, other: Self) {
        self.0 |= other.0;
    }
}

/// How many words the longest known place name has that begins at the first of these words; 0 for none.
pub fn place_length<'a>(words: impl Iterator<Item = &'a str>) -> usize {
    phrase_length(&PLACES, words)
}

/// The same for companies, shows, clubs and characters that could be people by their names: `Morgan Stanley`.
pub fn body_length<'a>(words: impl Iterator<Item = &'a str>) -> usize {
    phrase_length(&BODIES, words)
}

fn phrase_length<'a>(table: &Phrases, words: impl Iterator<Item = &'a str>) -> usize {
    let mut name: SmallVec<[u8; 2 * LONGEST]> = SmallVec::new();
    let mut longest = 0;
    for (n, word) in words.take(LONGEST_PLACE).enumerate() {
        if n > 0 {
            name.push(b' ');
        }
        for c in word.chars() {
            match c {
                '.' => {}
                '’' => name.push(b'\''),
                _ if c.is_ascii() => name.push(c.to_ascii_lowercase() as u8),
                _ => c.to_lowercase().for_each(|c| name.extend_from_slice(c.encode_utf8(&mut [0; 4]).as_bytes())),
            }
        }
        match table.get(name.as_slice()) {
            Some(true) => longest = n + 1,
            Some(false) => {}
            None => break,
        }
    }
    longest
}

/// Words longer than this many bytes are in no list.
const LONGEST: usize = 24;
const LONGEST_PLACE: usize = 5;

/// A word as numbers, which are hashed and compared at once.
#[derive(Clone, Copy, PartialEq, Eq, Hash)]
pub(crate) struct Key(u64, u64, u64);

impl Key {
    /// A word in lower case, curly apostrophe as straight one, without a final point; nothing for one too long for
    /// the lists.
    pub fn of(word: &str) -> Option<Self> {
        let word = word.strip_suffix('.').unwrap_or(word);
        let mut letters = [0_u8; LONGEST];
        letters.get_mut(..word.len())?.copy_from_slice(word.as_bytes());
        // All of them at once, whatever the length: one plain loop.
        letters.make_ascii_lowercase();
        let Self(a, b, c) = Self::packed(&letters);
        if (a | b | c) & BEYOND_ASCII == 0 { Some(Self(a, b, c)) } else { Self::of_letters(word) }
    }

    /// A word of a list, which is small already.
    pub fn listed(word: &str) -> Option<Self> {
        let mut letters = [0_u8; LONGEST];
        letters.get_mut(..word.len())?.copy_from_slice(word.as_bytes());
        Some(Self::packed(&letters))
    }

    fn of_letters(word: &str) -> Option<Self> {
        let (mut letters, mut length) = ([0_u8; LONGEST], 0);
        for c in word.chars().flat_map(|c| if c == '’' { '\'' } else { c }.to_lowercase()) {
            let end = length + c.len_utf8();
            c.encode_utf8(letters.get_mut(length..end)?);
            length = end;
        }
        Some(Self::packed(&letters))
    }

    fn packed(letters: &[u8; LONGEST]) -> Self {
        let number = |n: usize| letters.as_chunks().0.get(n).map_or(0, |eight| u64::from_le_bytes(*eight));
        Self(number(0), number(1), number(2))
    }
}

const BEYOND_ASCII: u64 = u64::from_ne_bytes([0x80; 8]);

macro_rules! list {
    ($name:literal) => {
        include_str!(concat!("../../data/words/", $name, ".txt"))
    };
}

/// File text, and which class each of its sections gives ("" before any heading).
const LISTS: &[(&str, &[(&str, Class)])] = &[
    (list!("given-female"), &[("", Class::GIVEN_WOMAN)]),
    (list!("given-male"), &[("", Class::GIVEN_MAN)]),
    (list!("given-unisex"), &[("", Class::GIVEN_ANY)]),
    (
        list!("titles"),
        &[
            ("man", Class::TITLE_MAN),
            ("woman", Class::TITLE_WOMAN),
            ("anyone", Class::TITLE_ANY),
            ("suffix", Class::SUFFIX),
            ("abbreviation", Class::ABBREVIATION),
        ],
    ),
    (
        list!("kinship"),
        &[
            ("man", Class::KIN_MAN),
            ("woman", Class::KIN_WOMAN),
            ("anyone", Class::KIN_ANY),
            ("several", Class::KIN_MANY),
        ],
    ),
    (list!("groups"), &[("two", Class::PAIR), ("several", Class::GROUP)]),
    (
        list!("roles"),
        &[
            ("man", Class::ROLE_MAN),
            ("woman", Class::ROLE_WOMAN),
            ("anyone", Class::ROLE_ANY),
            ("unnamed", Class::UNNAMED),
        ],
    ),
    (
        list!("speech"),
        &[
            ("say", Class::SAY),
            ("write", Class::WRITE),
            ("think", Class::THINK),
            ("noun", Class::SAY_NOUN),
            ("written-noun", Class::WRITE_NOUN),
        ],
    ),
    (list!("calendar"), &[("", Class::CALENDAR)]),
    (list!("function"), &[("", Class::FUNCTION)]),
    (list!("common"), &[("", Class::COMMON)]),
    (list!("organisations"), &[("head", Class::ORG_HEAD), ("body", Class::ORG)]),
    (list!("demonyms"), &[("", Class::DEMONYM)]),
    (list!("works"), &[("", Class::WORK)]),
    (
        list!("grammar"),
        &[
            ("auxiliary", Class::AUXILIARY),
            ("preposition", Class::PREPOSITION),
            ("adverbial", Class::ADVERBIAL),
            ("noun", Class::NOUN_FIRST),
            ("noun-too", Class::NOUN_TOO),
        ],
    ),
];

/// A table by words in lower case. The words are ours and short: a quick hash will do.
pub(crate) type Table<V> = FxHashMap<Key, V>;

/// Whole phrases, true; and the beginnings of longer ones, false.
type Phrases = FxHashMap<&'static [u8], bool>;

static WORDS: LazyLock<Table<Class>> = LazyLock::new(|| {
    let mut words: Table<Class> = Table::default();
    for (text, sections) in LISTS {
        let mut section = "";
        for line in text.lines().map(str::trim).filter(|l| !l.starts_with('#')) {
            if let Some(name) = line.strip_prefix('[').and_then(|l| l.strip_suffix(']')) {
                section = name;
                continue;
            }
            let class = sections.iter().find(|(name, _)| *name == section).map(|(_, class)| *class);
            for key in line.split_whitespace().filter_map(Key::listed) {
                *words.entry(key).or_default() |= class.unwrap_or_default();
            }
        }
    }
    let places = PLACES.iter().filter(|(place, whole)| **whole && !place.contains(&b' '));
    for key in places.filter_map(|(place, _)| Key::listed(str::from_utf8(place).ok()?)) {
        *words.entry(key).or_default() |= Class::PLACE;
    }
    words
});

static PLACES: LazyLock<Phrases> = LazyLock::new(|| phrases(list!("places")));

static BODIES: LazyLock<Phrases> = LazyLock::new(|| phrases(list!("bodies")));

/// The phrases of a list, one a line, true; and the beginnings of longer ones, false.
fn phrases(list: &'static str) -> Phrases {
    let mut phrases = Phrases::default();
    for phrase in list.lines().filter(|l| !l.starts_with('#') && !l.is_empty()) {
        for (space, _) in phrase.match_indices(' ') {
            phrases.entry(&phrase.as_bytes()[..space]).or_insert(false);
        }
        phrases.insert(phrase.as_bytes(), true);
    }
    phrases
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn classes_of_words() {
        for (word, class) in [
            ("Said", Class::SAY),
            ("Mr.", Class::TITLE_MAN),
            ("don’t", Class::FUNCTION),
            ("actress", Class::ROLE_WOMAN),
            ("SIOBHÁN", Class::GIVEN_WOMAN),
            ("Ohio", Class::PLACE),
        ] {
            assert!(Class::of(word).any(class), "{word}");
        }
        assert_eq!(Class::of("xyzzy"), Class::default());
        assert_eq!(Class::of(&"long".repeat(20)), Class::default());
    }

    #[test]
    fn every_section_is_known() {
        for (text, sections) in LISTS {
            for line in text.lines().filter(|l| l.starts_with('[')) {
                let name = line.trim_matches(['[', ']']);
                assert!(sections.iter().any(|(s, _)| *s == name), "{name}");
            }
        }
    }

    #[test]
    fn places_of_several_words() {
        for (text, length) in [("New York City Hall", 3), ("New Shoes", 0), ("Ohio State", 1), ("Lima", 1)] {
            assert_eq!(place_length(text.split(' ')), length, "{text}");
        }
    }
}
