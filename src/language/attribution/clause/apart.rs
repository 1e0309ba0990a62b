//! Whose verb is it where its subject does not stand right in front: behind a clause, a comma, another verb?
//!
//! Looks at one clause; decides nothing about the quotation.

use crate::domain::Speaker;
use crate::language::lexicon::Class;
use crate::language::{MentionKind, TokenKind};

use crate::language::attribution::Scene;

use super::body::nameless;
use super::cue::is_cue;
use super::mention::{between, ending_at, hangs, speaker_of};

/// `Ann Poe denied it, but her husband, Bob Roe, | called`: a clause with a subject of its own behind a conjunction.
pub(super) fn coordinated(scene: &Scene, from: usize, comma: usize) -> Option<Speaker<usize>> {
    let words = scene.words;
    let joint = |n: &usize| {
        words.word(n - 1) == ","
            && words.is_any(*n, &["but", "and", "while", "whereas", "although", "though", "yet"])
            && words.is_word(n + 1)
    };
    let start = (from + 1..comma).rev().find(joint)? + 1;
    let subject = scene
        .mentions(start, comma)
        .iter()
        .find(|m| m.kind == MentionKind::Name && !m.possessive && !m.people.is_empty() && m.tokens.1 <= comma)?;
    let described = |n: usize| {
        matches!(words.kind(n), Some(TokenKind::Word | TokenKind::Possessive | TokenKind::Number))
            && !words.class(n).any(Class::PREPOSITION | Class::AUXILIARY)
            && !is_cue(scene, n)
            || words.word(n) == ","
    };
    (start..subject.tokens.0).all(described).then(|| speaker_of(scene, subject))
}

/// `A cleaner who found a ticket | said`: the clause behind `who` belongs to the subject.
pub(super) fn related(scene: &Scene, from: usize, end: usize) -> Option<Speaker<usize>> {
    let words = scene.words;
    let who = (from + 1..end).rev().take(16).find(|n| words.is_any(*n, &["who"]))?;
    let plain = |n: usize| words.kind(n) != Some(TokenKind::Punctuation) && words.quote_of(n).is_none();
    if !(who..end).all(plain) {
        return None;
    }
    match ending_at(scene, from, who) {
        Some(mention) if !hangs(scene, mention, from) => Some(speaker_of(scene, mention)),
        Some(_) => None,
        None => {
            let start = (from..who).rev().take(5).take_while(|n| words.is_word(*n)).last()?;
            words.is_any(start, &["a", "an", "the", "one", "another"]).then(|| nameless(scene, start, who))
        }
    }
}

/// `quoted the minister as | saying`: whoever is quoted.
pub(super) fn cited(scene: &Scene, from: usize, verb: usize) -> Option<Speaker<usize>> {
    let words = scene.words;
    let end = verb.checked_sub(1).filter(|n| *n > from && words.is_any(*n, &["as"]))?;
    let cites = (from..end)
        .rev()
        .take(10)
        .find(|n| words.is_any(*n, &["quoted", "quotes", "quoting", "cited", "cites", "citing"]))?;
    let phrase = cites + 1 < end && (cites + 1..end).all(|n| words.kind(n) != Some(TokenKind::Punctuation));
    match ending_at(scene, cites + 1, end) {
        _ if !phrase => None,
        Some(mention) => Some(speaker_of(scene, mention)),
        None => Some(nameless(scene, cites + 1, end)),
    }
}

/// `with the committee | announcing`: the subject of a participle.
pub(super) fn accompanying(scene: &Scene, from: usize, verb: usize) -> Option<Speaker<usize>> {
    let words = scene.words;
    let with = (from..verb).rev().take(8).find(|n| words.is_any(*n, &["with"]))?;
    let phrase =
        with + 1 < verb && (with + 1..verb).all(|n| words.is_word(n) || words.kind(n) == Some(TokenKind::Possessive));
    match ending_at(scene, with + 1, verb) {
        _ if !phrase => None,
        Some(mention) => Some(speaker_of(scene, mention)),
        None => Some(nameless(scene, with + 1, verb)),
    }
}

/// `the Harbour Union (HU), | who say`: a body, by its name.
pub(super) fn before_who(scene: &Scene, from: usize, who: usize) -> Option<Speaker<usize>> {
    let words = scene.words;
    let mut end = who;
    end -= usize::from(end > from && words.word(end - 1) == ",");
    if end > from && words.word(end - 1) == ")" {
        end = (from..end).rev().take(6).find(|n| words.word(*n) == "(")?;
    }
    let named = |n: usize| words.is_capital(n) || words.kind(n) == Some(TokenKind::Possessive);
    let start = (from..end).rev().take(8).take_while(|n| named(*n)).last()?;
    match nameless(scene, start, end) {
        body @ Speaker::Body(_) => Some(body),
        _ => None,
    }
}

/// `A page set up by friends | described`: nobody who can speak, so whatever the clause begins with.
pub(super) fn plain_subject(scene: &Scene, from: usize, verb: usize) -> Option<Speaker<usize>> {
    let words = scene.words;
    let from = from + usize::from(words.is_any(from, &["but", "and", "so", "then", "meanwhile"]));
    let determined = words.is_any(from, &["a", "an", "the", "one", "another", "his", "her", "their", "its"]);
    let ends = |n: &usize| {
        !matches!(words.kind(*n), Some(TokenKind::Word | TokenKind::Number | TokenKind::Possessive))
            || words.class(*n).any(Class::AUXILIARY | Class::PREPOSITION)
            || words.is_any(*n, &["who", "which", "that", "set"])
            || words.word(*n).ends_with("ed") && *n > from + 1
    };
    let end = (from + 1..verb).find(ends).unwrap_or(verb);
    (determined && end > from + 1 && end <= from + 6).then(|| nameless(scene, from, end))
}

/// `The report, published on Monday, | said`: the subject of which something more is said between commas.
pub(super) fn fronted(scene: &Scene, from: usize, comma: usize) -> Option<Speaker<usize>> {
    let words = scene.words;
    let mut start = from;
    if words.class(start).any(Class::PREPOSITION) {
        start = (start..comma).find(|n| words.word(*n) == ",")? + 1;
    }
    start += usize::from(words.is_any(start, &["but", "and", "so", "then", "meanwhile"]));
    let plain = |n: &usize| {
        matches!(words.kind(*n), Some(TokenKind::Word | TokenKind::Number | TokenKind::Possessive))
            && !words.is_any(*n, &["who", "which", "that"])
    };
    let end = (start..comma.min(start + 12)).find(|n| !plain(n))?;
    let verbal = |n: usize| is_cue(scene, n) || words.class(n).any(Class::AUXILIARY);
    if words.word(end) != "," || end == start || (start..end).any(verbal) || words.is_any(start, &["it"]) {
        return None;
    }
    // A person is found with all that belongs to one.
    let person = scene.mentions(start, end).iter().find(|m| !m.people.is_empty() && !m.possessive);
    if person.is_some_and(|m| !hangs(scene, m, start)) || words.class(start).any(Class::FUNCTION) && end == start + 1 {
        return None;
    }
    let noun = (start..end).any(|n| {
        let class = words.class(n);
        words.is_capital(n) && n > start
            || class.any(Class::ROLE | Class::UNNAMED | Class::KIN | Class::KIN_MANY | Class::GROUP | Class::SAY_NOUN)
            || class.any(Class::WRITE_NOUN)
    });
    // "Her predecessor, Ann Poe, said": the name behind the description.
    let name = scene.mentions(end, comma).iter().find(|m| m.kind == MentionKind::Name && !m.possessive);
    let named = name
        .filter(|m| (end + 1..m.tokens.0).all(|n| between(scene, n)) && matches!(words.word(m.tokens.1), "," | "("));
    noun.then(|| named.map_or_else(|| nameless(scene, start, end), |m| speaker_of(scene, m)))
}
