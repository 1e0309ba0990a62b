//! One person of an article while it is read, and what a single name of theirs tells.
//!
//! Which names are one person's is decided in [`super::chain`].

use crate::domain::{Pronouns, Span};
use crate::language::lexicon::Class;
use crate::language::name::{Name, Usage, short_of};
use crate::language::words::Words;

/// One person of the article while it is being read.
#[derive(Clone, Debug, Default)]
pub(crate) struct Entity {
    /// The longest name's own words.
    pub parts: Vec<String>,
    /// All full names and single ones that mean this person.
    pub variants: Vec<Vec<String>>,
    pub nicknames: Vec<String>,
    /// What the words so far tell.
    pub pronouns: Option<Pronouns>,
    /// Printed forms and where they stand.
    pub names: Vec<Span>,
    pub by_first: u32,
    pub by_last: u32,
    /// Named in the title or a heading.
    pub display: bool,
    /// Introduced as somebody's child.
    pub child: bool,
    /// The titles printed in front: `Rev.`
    pub titles: Vec<String>,
}

impl Entity {
    pub fn first(&self) -> &str {
        self.parts.first().map_or("", String::as_str)
    }

    pub fn last(&self) -> &str {
        self.parts.last().map_or("", String::as_str)
    }

    /// Named like the father, with a `Jr.` that tells them apart; `Poe Jr.` or `Al Jr.`
    pub fn is_son(&self, called: &[String]) -> bool {
        self.last() == JUNIOR && called.iter().all(|word| self.parts.contains(word))
    }

    pub fn has_first(&self, word: &str) -> bool {
        self.variants.iter().any(|v| v.first().is_some_and(|f| f == word || short_of(word, f) || short_of(f, word)))
            || self.nicknames.iter().any(|n| n == word)
    }

    pub fn has_last(&self, word: &str) -> bool {
        self.variants.iter().any(|v| v.len() > 1 && v.last().is_some_and(|l| l == word || hyphened(l, word)))
            // "van der Berg" without the first name.
            || self.variants.iter().any(|v| v.len() > 2 && v[1..].iter().any(|p| p == word) && !word.starts_with(char::is_lowercase))
    }
}

/// More people than this are not looked at for one word: no news story names so many.
pub(super) const MOST: usize = 160;

/// What tells the younger of two who bear one name.
pub(super) const JUNIOR: &str = "Jr.";

/// `Poe-Roe` goes with `Poe`.
pub(super) fn hyphened(long: &str, short: &str) -> bool {
    let joined = long.strip_prefix(short).is_some_and(|rest| rest.starts_with('-'))
        || long.strip_suffix(short).is_some_and(|rest| rest.ends_with('-'));
    joined && !short.contains('-')
}

/// Whether a name has a first and a last name.
pub(super) fn is_full(name: &Name) -> bool {
    name.parts.len() > 1
        && !is_initial(&name.parts[name.parts.len() - 1])
        && !name.parts[0].starts_with(char::is_lowercase)
        && !begins_surname(name)
}

/// `Van Roe`, and behind a title `Ms. Del Roe`, where `Del Roe` alone has a first name.
fn begins_surname(name: &Name) -> bool {
    const TITLED: &[&str] =
        &["Del", "Della", "Di", "Da", "Dos", "Du", "La", "Le", "El", "Den", "Der", "Ter", "Ten", "St"];
    let first = name.parts[0].as_str();
    matches!(first, "Van" | "Von" | "De" | "Al") || name.title.is_some() && TITLED.contains(&first)
}

/// `P.`
pub(super) fn is_initial(word: &str) -> bool {
    word.ends_with('.') && word.chars().count() == 2
}

/// Whether a word of kinship introduces the name: `son James`, `a son, 5-year-old James`, `his wife, Laura`.
pub(super) fn after_kinship(words: &Words, at: usize) -> bool {
    // A heading that ends with "his daughter" introduces nobody in the line below.
    let kin =
        |n: usize| words.class(n).any(Class::KIN | Class::KIN_MANY) && words.sentence_of(n) == words.sentence_of(at);
    let mut n = at;
    if n > 0 && words.word(n - 1).ends_with("year-old") {
        n -= 1;
    }
    if n > 1 && words.word(n - 1) == "," {
        n -= 1;
    }
    n > 0 && kin(n - 1)
}

/// What a given name tells.
pub(super) fn given_gender(first: &str) -> Option<Pronouns> {
    let class = Class::of(first);
    match (class.any(Class::GIVEN_WOMAN), class.any(Class::GIVEN_MAN), class.any(Class::GIVEN_ANY)) {
        (true, false, false) => Some(Pronouns::She),
        (false, true, false) => Some(Pronouns::He),
        (false, false, false) => Usage::of(first).gender(),
        _ => None,
    }
}
