//! What do the words in front of a capitalised run say: "the singer", "according to", "at the", "her dog"?
//!
//! Weights for and against a person by the words before alone. Never looks at the run itself but for its length.

use crate::language::TokenKind;
use crate::language::lexicon::{Class, body_length};
use crate::language::words::Words;

use super::Usage;

/// The words in front.
pub(super) fn before(words: &Words, (start, end): (usize, usize), given: bool, several: bool) -> i32 {
    let opens = words.sentence_of(start).is_some_and(|s| words.sentences[s].tokens.0 == start);
    let Some(previous) = start.checked_sub(1).filter(|_| !opens) else { return 0 };
    let class = words.class(previous);
    let word = words.word(previous);
    let opening = words.sentence_of(start).is_some_and(|s| words.sentences[s].tokens.0 == previous);
    if !opening && !several && words.is_capital(previous) && class.any(Class::FUNCTION) && !given {
        return -4;
    }
    // "Wed Poe" is a day, "wed Poe" is no day.
    if class.any(Class::CALENDAR) && words.is_capital(previous)
        || words.kind(previous) == Some(TokenKind::Possessive) && words.is_any(previous - 1, &["year"])
    {
        return -5;
    }
    // "the best actor Oscar", "an Emmy", "two Tony awards"
    let awarded = || (previous.saturating_sub(3)..=previous).any(|n| words.is_any(n, AWARDING));
    if !several && words.is_any(start, AWARDS) && (awarded() || words.is_any(previous, &["an", "a", "first"])) {
        return -8;
    }
    let small = words.is_word(previous) && !words.is_capital(previous);
    // "a boy named Al", "a son, whom they named Al", "They named him Al"
    let names = |n: usize| words.is_any(n, &["named", "christened"]);
    let infant = |n: usize| words.class(n).any(Class::KIN) || words.is_any(n, &["boy", "girl", "they", "couple"]);
    if names(previous) && (previous.saturating_sub(2)..previous).any(infant)
        || words.is_any(previous, &["him", "her"]) && previous > 0 && names(previous - 1)
    {
        return 4;
    }
    // "the new Keeper", "the youngest Keeper"
    let article = previous > 0 && words.is_any(previous - 1, &["the", "a", "an"]);
    let kind = small && Usage::of(word).any(Usage::ENGLISH) && !class.any(Class::ROLE | Class::KIN);
    let birth = words.is_any(previous, &["youngest", "eldest", "oldest"]);
    if !several && article && (kind || birth) && !words.is_any(previous, &["late", "real"]) {
        return -4;
    }
    let kin = |n: usize| words.class(n).any(Class::KIN) || words.class(n).any(Class::KIN_MANY) && !several;
    if small && (class.any(Class::ROLE) || kin(previous)) || word.ends_with("-year-old") {
        return 3;
    }
    if small && class.any(Class::CUE) {
        // "said Ann Poe"; but "told Reel Weekly".
        return if matches!(word, "told" | "tells" | "telling" | "asked" | "asks" | "joined" | "posted" | "reported") {
            0
        } else {
            2
        };
    }
    if word == "," && previous > 0 && (words.class(previous - 1).any(Class::ROLE) || kin(previous - 1)) {
        return if kin(previous - 1) { 4 } else { 2 };
    }
    if words.is_any(previous, &["the", "a", "an"]) {
        return if given && several { -3 } else { -5 };
    }
    // "the MP for Poe Valley": a seat.
    if words.is_any(previous, &["for"]) && previous > 0 && words.is_any(previous - 1, SEATED) {
        return -8;
    }
    if words.is_any(previous, &["in", "at", "near", "across", "throughout", "outside", "around", "via", "into"]) {
        return if given { -1 } else { -3 };
    }
    // "Ann Poe's Mr Rochester": a part that somebody plays.
    let owned = words.kind(previous) == Some(TokenKind::Possessive);
    if owned && !several && words.class(start).any(Class::TITLE) && start + 1 < end {
        return -8;
    }
    if words.is_any(previous, &["and", "&"]) && previous > 0 {
        return joined(words, previous, end, several);
    }
    // "their dog, Max", "the horse Biscuit"
    let noun = if word == "," { previous.wrapping_sub(1) } else { previous };
    if words.is_any(noun, PETS) {
        return -5;
    }
    // "told Today's Hoda Poe"
    let outlet = words.kind(previous) == Some(TokenKind::Possessive) && previous > 1 && words.is_capital(previous - 1);
    let tells = |n: usize| words.is_any(n, &["told", "tells", "tell", "telling"]);
    if several && outlet && (previous.saturating_sub(4)..previous).any(tells) {
        return 3;
    }
    // "the Old Vic"
    let usual = Usage::of(word).any(Usage::ENGLISH) && !class.any(Class::GIVEN);
    if !several && usual && words.is_capital(previous) && previous > 0 && words.is_any(previous - 1, &["the"]) {
        return -4;
    }
    // "Ann Poe's Mr Rochester": a part that somebody plays.
    let owned = words.kind(previous) == Some(TokenKind::Possessive);
    if owned && !several && words.class(start).any(Class::TITLE) && start + 1 < end {
        return -8;
    }
    let made = [
        "adaptation",
        "production",
        "version",
        "remake",
        "revival",
        "cover",
        "performance",
        "screening",
        "role",
        "character",
    ];
    let owns = words.kind(end) == Some(TokenKind::Possessive);
    if !owns && words.is_any(previous, &["of"]) && previous > 0 && words.is_any(previous - 1, &made) {
        return -5;
    }
    if words.is_any(previous, &["on", "from", "of"]) {
        return if given {
            0
        } else if several {
            -1
        } else {
            -2
        };
    }
    if words.is_any(previous, &["née", "nee", "late"]) {
        return 3;
    }
    if several && words.is_any(previous, &["to"]) && previous > 0 && words.is_any(previous - 1, &["according"]) {
        return 1;
    }
    // "her single Jolene", "their debut album, Mercy Street"
    let announced = if word == "," { previous.wrapping_sub(1) } else { previous };
    if words.class(announced).any(Class::WORK) && !words.is_capital(announced) {
        // "His co-star in the film, Al Poe, wrote": who writes is no film.
        let speaks = given && several && words.word(end) == "," && words.class(end + 1).any(Class::CUE);
        return if speaks && word == "," { 0 } else { -4 };
    }
    // "adaptation of" is above; "plays Jane Eyre", "dressed as", "in the role of": people of fiction.
    if words.is_any(previous, &["play", "plays", "played", "playing", "portrays", "portrayed", "portraying"]) {
        return -8;
    }
    if words.is_any(previous, &["wore", "wearing", "wears", "via"]) {
        return -4;
    }
    0
}

/// Behind `and`: "Marks and Spencer", but people are named in one breath with people.
fn joined(words: &Words, and: usize, end: usize, several: bool) -> i32 {
    let before = and - 1;
    if body_length((before..end).map(|n| words.word(n))) == end - before {
        return -8;
    }
    let person = |n: usize| words.class(n).any(Class::GIVEN) && !words.class(n).any(Class::PLACE | Class::COMMON);
    let full = before > 0 && person(before - 1) && words.is_capital(before - 1);
    match several {
        true if words.is_capital(before) && (person(before) || full) => 2,
        // "a Barker & Poe gown": a firm.
        false if words.word(and) == "&" && words.is_capital(before) && !words.is_capital(before.saturating_sub(1)) => {
            -3
        }
        // "with Adele and Stormzy"
        false if words.is_capital(before) && person(before) && end == and + 2 && may_be_named(words, and + 1) => 3,
        _ => 0,
    }
}

/// A word that no list knows.
fn unknown(words: &Words, n: usize) -> bool {
    words.class(n) == Class::default() && Usage::of(words.word(n)) == Usage::default() && !words.is_shouted(n)
}

/// A word that no list knows, or only as a given name.
fn may_be_named(words: &Words, n: usize) -> bool {
    let (class, uses) = (words.class(n), Usage::of(words.word(n)));
    unknown(words, n)
        || class == Class::default() && uses.any(Usage::GIVEN) && !uses.any(Usage::ENGLISH) && !words.is_shouted(n)
}

/// Awards that are called like people, and what stands in front of one that is won.
const AWARDS: &[&str] = &["oscar", "emmy", "tony", "olivier", "hugo", "edgar", "juno", "pulitzer"];
const AWARDING: &[&str] = &["best", "won", "win", "wins", "winning", "honorary", "nominated"];

/// Who sits for a place.
const SEATED: &[&str] =
    &["mp", "msp", "mep", "td", "senator", "congressman", "congresswoman", "councillor", "minister"];

/// Animals have names too.
const PETS: &[&str] = &[
    "dog",
    "dogs",
    "cat",
    "cats",
    "puppy",
    "pup",
    "pooch",
    "kitten",
    "horse",
    "pony",
    "terrier",
    "poodle",
    "labrador",
    "retriever",
];
