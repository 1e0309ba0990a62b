//! What speaks for a capitalised run being a person, and what against it?

use crate::language::TokenKind;
use crate::language::lexicon::{Class, body_length, place_length};
use crate::language::words::Words;

use super::{Name, Usage, behind, front};

/// A weight that says: in this place it is no person.
pub const AGAINST: i32 = -4;

/// Positive for a person, negative for a place, an organisation or a work.
pub fn weigh(words: &Words, name: &Name) -> i32 {
    let (start, end) = name.tokens;
    let first = name.first;
    let mut weight = 0;
    if name.title.is_some() {
        weight += 4;
    }
    let first_class = words.class(first);
    let several = name.parts.len() > 1;
    let given = if first_class.any(Class::GIVEN) {
        given(words, first, several)
    } else {
        rarer(words, first, proper_end(words, first, end))
    };
    weight += given;
    if several && prefixed(words.word(end - 1)) {
        weight += 1;
    }
    weight += shape(words, name, first, end);
    // "Ann Poe left her bag": what has a he or she about it is somebody.
    let near = || (end..end + 7).take_while(|n| words.is_word(*n));
    if several && is_subject(words, start) && near().any(|n| words.is_any(n, &["his", "her", "herself", "himself"])) {
        weight += 2;
    }
    weight
        + front::before(words, (start, end), given > 1 || first_class.any(Class::GIVEN), several)
        + behind::after(words, end, several)
}

/// Whether the word begins its sentence.
fn is_subject(words: &Words, start: usize) -> bool {
    words.sentence_of(start).is_some_and(|s| words.sentences[s].tokens.0 == start)
}

/// Where a name ends without `Jr.`
fn proper_end(words: &Words, first: usize, end: usize) -> usize {
    (first + 1..end).rev().find(|n| !words.class(*n).any(Class::SUFFIX)).map_or(first + 1, |n| n + 1)
}

/// What the long lists say of a run whose first word is in no short one.
fn rarer(words: &Words, first: usize, end: usize) -> i32 {
    let word = words.word(first);
    let class = words.class(first);
    let (uses, several) = (Usage::of(word), end - first > 1);
    let doubtful = uses.any(Usage::ENGLISH)
        || class.any(Class::PLACE | Class::FUNCTION | Class::COMMON | Class::CALENDAR | Class::ORG | Class::ORG_HEAD);
    let given = uses.any(Usage::GIVEN);
    if words.kind(first) != Some(TokenKind::Word) {
        return 0;
    }
    if !several {
        return i32::from(given && !doubtful);
    }
    // "Trần Ngọc Lan"
    if uses.any(Usage::EASTERN) && (first + 1..end).all(|n| !Usage::of(words.word(n)).any(Usage::ENGLISH)) {
        return 3;
    }
    if initials(word) || prefixed(word) || (first..end).any(|n| syllables(words.word(n))) {
        return 2;
    }
    let last = words.word(end - 1);
    let surname = last.split('-').any(|part| Usage::of(part).any(Usage::SURNAME)) || prefixed(last);
    // "Moss-Bachrach": two surnames joined are a person's.
    if surname && !doubtful && last.split_once('-').is_some_and(|(_, half)| half.starts_with(char::is_uppercase)) {
        return 3;
    }
    // "AD Poe"
    if surname && words.is_shouted(first) && word.len() == 2 && class == Class::default() {
        return 1;
    }
    // "Karol G", "Cardi B"
    let letter = last.len() == 1 && last.starts_with(char::is_uppercase) && !matches!(last, "I" | "A");
    if letter && end == first + 2 && !doubtful {
        return 2;
    }
    // A surname in the place of a given name, and two words that no list knows.
    let last_is_word = Usage::of(last).any(Usage::ENGLISH) || words.class(end - 1) != Class::default();
    if !given && !doubtful && !last_is_word && class == Class::default() && end <= first + 3 {
        let one = i32::from(uses.any(Usage::SURNAME) || surname);
        return one + i32::from(is_subject(words, first) && begins_verb(words, end)) * 2;
    }
    match (given, doubtful, surname) {
        (true, false, true) => 4,
        (true, false, false) => 3,
        (true, true, true) => 1,
        (false, false, true) if !class.any(Class::ROLE) => 1,
        (_, true, false) => -2,
        _ if Usage::of(last).any(Usage::ENGLISH) => -2,
        _ => 0,
    }
}

/// What follows a subject: `posted`, `is`, `won`.
fn begins_verb(words: &Words, n: usize) -> bool {
    const PAST: &[&str] = &[
        "shut", "won", "took", "got", "made", "is", "was", "has", "had", "went", "came", "left", "told", "gave",
        "wore", "stole", "sang", "broke", "put", "hit", "will", "did", "knew", "felt", "found", "kept", "led", "let",
        "lost", "met", "ran", "saw", "set", "spoke", "stood", "wrote", "isn't", "wasn't", "hasn't", "doesn't",
        "didn't",
    ];
    words.is_word(n) && !words.is_capital(n) && (words.word(n).ends_with("ed") || words.is_any(n, PAST))
}

/// `Wai-man`, `Soo-jin`: a given name written by the syllable.
pub(crate) fn syllables(word: &str) -> bool {
    word.split_once('-').is_some_and(|(one, other)| {
        let short = |part: &str| (2..=6).contains(&part.len()) && part.chars().skip(1).all(char::is_lowercase);
        short(one)
            && short(other)
            && one.starts_with(char::is_uppercase)
            && other.starts_with(char::is_lowercase)
            && !(Usage::of(one).any(Usage::ENGLISH) && Usage::of(other).any(Usage::ENGLISH))
    })
}

fn given(words: &Words, first: usize, several: bool) -> i32 {
    let class = words.class(first);
    let doubtful = class.any(
        Class::PLACE | Class::FUNCTION | Class::COMMON | Class::CALENDAR | Class::ORG | Class::ORG_HEAD | Class::ROLE,
    );
    match (several, doubtful) {
        (true, false) => 4,
        (true, true) => 2,
        (false, false) => 3,
        (false, true) => 1,
    }
}

/// `O'Dea`, `D'Arcy`, `McRae`, `Mac Roe`.
fn prefixed(word: &str) -> bool {
    let apostrophe = word.chars().nth(1).is_some_and(|c| matches!(c, '\'' | '’'));
    let mac = word.strip_prefix("Mc").or_else(|| word.strip_prefix("Mac"));
    apostrophe && word.chars().nth(2).is_some_and(char::is_uppercase)
        || mac.is_some_and(|rest| rest.starts_with(char::is_uppercase))
}

fn initials(word: &str) -> bool {
    word.len() <= 6 && word.contains('.') && word.chars().all(|c| c.is_uppercase() || c == '.')
}

/// What the run is made of.
fn shape(words: &Words, name: &Name, first: usize, end: usize) -> i32 {
    let mut weight = 0;
    let several = name.parts.len() > 1;
    let uses = Usage::of(words.word(first));
    let given = words.class(first).any(Class::GIVEN) || uses.any(Usage::GIVEN) && !uses.any(Usage::ENGLISH);
    for n in first..end {
        let class = words.class(n);
        let last = n + 1 == end;
        if class.any(Class::ORG) && !(given && last) {
            weight -= 4;
        }
        // "Park Soo-jin": the surname stands first.
        let eastern = n == first && end == first + 2 && syllables(words.word(first + 1));
        if class.any(Class::ORG_HEAD) && !eastern {
            let plausible = given && several && !words.class(first).any(Class::PLACE) && last && end - first == 2;
            weight -= match plausible {
                true if !Usage::of(words.word(n)).any(Usage::SURNAME) || of_place(words, first) => 4,
                true => 1,
                false => 5,
            };
        }
        if last && n > first && words.is_any(n, COMPANY) {
            weight -= 8;
        }
        if n > first && class.any(Class::CALENDAR | Class::FUNCTION) && !class.any(Class::GIVEN) {
            weight -= 3;
        }
        if words.is_shouted(n) && !class.any(Class::SUFFIX) && words.word(n).len() > 2 && !words.word(n).contains('.') {
            weight -= 4;
        }
    }
    let place = place_length((first..end).map(|n| words.word(n)));
    if place == end - first && (several || !given) {
        weight -= 6;
    }
    if place == end - first && !several {
        weight -= 2;
    }
    if several && body_length((first..end).map(|n| words.word(n))) > 1 {
        weight -= 8;
    }
    weight
}

/// What a company's name ends with, and nobody's.
const COMPANY: &[&str] =
    &["inc", "inc.", "corp", "corp.", "ltd", "ltd.", "plc", "llc", "gmbh", "holdings", "co.", "corporation"];

/// `Leeds's | Albert Hall`, `at the | Albert Hall`: where buildings and streets are.
fn of_place(words: &Words, start: usize) -> bool {
    start.checked_sub(1).is_some_and(|n| {
        words.kind(n) == Some(TokenKind::Possessive) || words.is_any(n, &["at", "in", "on", "near", "outside", "the"])
    })
}
