//! Whose words are those of a subject that is no known person: an organisation's by its name, a document's author's,
//! those of somebody unnamed who has spoken just before?
//!
//! Looks back a bounded stretch of narration; never resolves what it finds there any further.

use crate::domain::Speaker;
use crate::language::lexicon::Class;
use crate::language::words::Words;
use crate::language::{MentionKind, TokenKind};

use crate::language::attribution::Scene;

use super::cue::{is_cue, is_infinitive, is_noun_here};
use super::mention::{joined, main_subject, speaker_of};

/// How far back, in tokens, a body or a document is looked for.
const FAR: usize = 400;
/// How far back somebody who spoke last is looked for, in tokens of narration.
const NEAR: usize = 60;

/// The speaker whom a noun phrase without a known person means.
pub(super) fn nameless(scene: &Scene, from: usize, end: usize) -> Speaker<usize> {
    let words = scene.words;
    let from = determiner(words, from, end);
    if let Some(name) = proper(words, from, end) {
        return Speaker::Body(name);
    }
    if let Some(name) = described_name(words, from, end) {
        return Speaker::Body(name);
    }
    let definite = words.is_any(from, &["the", "this", "that"]) && end > from + 1 && end <= from + 5;
    let head = end - 1;
    if definite && !words.is_capital(head) {
        if let Some(writer) = of_document(scene, head) {
            return writer;
        }
        if let Some(body) = long_form(words, from, head) {
            return Speaker::Body(body);
        }
        if words.is_any(head, BODIES)
            && let Some(body @ Speaker::Body(_)) = spoken_before(scene, from)
        {
            return body;
        }
    }
    Speaker::Unnamed(words.span(from, end).cut(words.text).to_owned())
}

/// What those who speak without a name are called.
fn speaks(class: Class) -> bool {
    class.any(Class::UNNAMED | Class::ROLE | Class::KIN | Class::KIN_MANY | Class::GROUP)
}

/// What an organisation is called when its name is known.
const BODIES: &[&str] = &[
    "association",
    "federation",
    "foundation",
    "trust",
    "institute",
    "government",
    "board",
    "council",
    "committee",
    "commission",
    "supermarket",
    "insurer",
    "lender",
    "operator",
    "developer",
    "maker",
    "manufacturer",
    "chain",
    "carrier",
    "agency",
    "airline",
    "bank",
    "body",
    "broadcaster",
    "charity",
    "club",
    "company",
    "corporation",
    "department",
    "firm",
    "force",
    "giant",
    "group",
    "label",
    "magazine",
    "ministry",
    "network",
    "newspaper",
    "organisation",
    "organization",
    "outlet",
    "paper",
    "party",
    "publication",
    "publisher",
    "regulator",
    "retailer",
    "school",
    "site",
    "streamer",
    "studio",
    "tabloid",
    "union",
    "university",
    "watchdog",
    "website",
];

/// `Last week the council`: the phrase begins with its determiner.
fn determiner(words: &Words, from: usize, end: usize) -> usize {
    let adverb = |n: usize| {
        words.class(n).any(Class::FUNCTION | Class::CALENDAR | Class::ADVERBIAL) || words.word(n).ends_with("ly")
    };
    (from + 1..end.min(from + 4))
        .find(|n| words.is_any(*n, &["the", "a", "an"]) && !words.class(n - 1).any(Class::PREPOSITION))
        .filter(|n| adverb(from) && (from + 1..*n).all(|m| !words.is_capital(m)))
        .unwrap_or(from)
}

/// A phrase that is a name throughout: `the Met Office`, `Friends of the Harbour`, `NME`; without its article.
fn proper(words: &Words, from: usize, end: usize) -> Option<String> {
    let article = words.is_any(from, &["the"]);
    let mut start = from + usize::from(article);
    let joins = |n: usize| {
        words.is_any(n, &["of", "for", "and", "the", "&"])
            || words.kind(n) == Some(TokenKind::Possessive)
            || words.kind(n) == Some(TokenKind::Number)
    };
    if start >= end || !words.is_capital(start) || !words.is_capital(end - 1) && !joins(end - 1) {
        return None;
    }
    if !(start..end).all(|n| words.is_capital(n) || n > start && joins(n)) {
        return None;
    }
    // "Mother-of-two Ann Poe": what she is goes before who she is.
    let described = |n: usize| words.class(n).any(Class::ROLE | Class::TITLE) || words.word(n).contains("-of-");
    if !article && let Some(role) = (start..end).rev().skip(1).find(|n| described(*n)) {
        let rest = role + 1..end;
        if rest.clone().all(|n| words.is_capital(n) && !words.class(n).any(Class::ORG_HEAD)) {
            start = role + 1;
        }
    }
    let alone = end == start + 1;
    let class = words.class(start);
    if alone && article && class.any(Class::DEMONYM) {
        return None;
    }
    let common = Class::ROLE | Class::UNNAMED | Class::KIN | Class::KIN_MANY | Class::GROUP | Class::PAIR;
    if alone && class.any(common | Class::FUNCTION | Class::CALENDAR | Class::TITLE) {
        return None;
    }
    // One word at the beginning of a sentence has its capital from there, unless it is known to keep it.
    let begins =
        !article && start == from && words.sentence_of(start).is_some_and(|s| words.sentences[s].tokens.0 + 1 >= start);
    if alone && begins && !class.any(Class::ORG) && !words.is_shouted(start) && !keeps_capital(words, start) {
        return None;
    }
    Some(words.span(start, end).cut(words.text).to_owned())
}

/// `a philosophical Poe`: the name that an adjective stands in front of.
fn described_name(words: &Words, from: usize, end: usize) -> Option<String> {
    let start = (from..end).rev().take_while(|n| words.is_capital(*n)).last()?;
    if start > from && words.is_any(start - 1, BODIES) {
        // "pressure group Clear Tides"
        return Some(words.span(start, end).cut(words.text).to_owned());
    }
    let adjectives =
        start > from + 1 && (from + 1..start).all(|n| words.is_word(n) && !words.class(n).any(Class::PREPOSITION));
    let common = Class::ORG_HEAD | Class::ROLE | Class::DEMONYM | Class::CALENDAR | Class::PLACE;
    (adjectives && words.is_any(from, &["a", "an", "the"]) && !words.class(end - 1).any(common))
        .then(|| words.span(start, end).cut(words.text).to_owned())
}

/// Whether the word has its capital inside sentences too.
fn keeps_capital(words: &Words, at: usize) -> bool {
    let word = words.word(at);
    (at.saturating_sub(FAR)..at + FAR).any(|n| {
        n > 0
            && n != at
            && words.word(n) == word
            && words.is_word(n - 1)
            && words.word(n - 1).starts_with(char::is_lowercase)
    })
}

/// `the council`, when `Eastmere Borough Council` stands in front.
fn long_form(words: &Words, from: usize, head: usize) -> Option<String> {
    let word = words.word(head);
    let full = (from.saturating_sub(FAR)..from).rev().find(|n| {
        words.is_capital(*n) && *n > 0 && words.is_capital(n - 1) && words.word(*n).eq_ignore_ascii_case(word)
    })?;
    let mut start = full;
    while start > 0
        && full - start < 6
        && (words.is_capital(start - 1)
            || start > 1 && words.is_any(start - 1, &["of", "for", "and", "&"]) && words.is_capital(start - 2))
        && words.sentence_of(start - 1) == words.sentence_of(full)
    {
        start -= 1;
    }
    if words.class(start).any(Class::FUNCTION) {
        start += 1;
    }
    (start < full).then(|| words.span(start, full + 1).cut(words.text).to_owned())
}

/// Whose words a document has, when the phrase says so: `a statement issued on behalf of Ann Poe`, `a note by Ann Poe`,
/// `the caption on Ann Poe’s Instagram post`.
pub(super) fn author(scene: &Scene, from: usize, end: usize) -> Option<Speaker<usize>> {
    let words = scene.words;
    let plain = |n: &usize| words.is_word(*n) || words.kind(*n) == Some(TokenKind::Possessive);
    let end = (from..end).find(|n| !plain(n)).unwrap_or(end);
    let written = |n: usize| words.class(n).any(Class::WRITE_NOUN | Class::SAY_NOUN);
    let noun = (from..end).find(|n| written(*n) && !words.is_capital(*n))?;
    let named = |n: usize| scene.mention_at(n).filter(|m| m.kind == MentionKind::Name && m.tokens.1 <= end);
    let behalf = (noun..end).find(|n| words.is_any(*n, &["behalf"]) && words.is_any(n + 1, &["of"]));
    if let Some(principal) = behalf.and_then(|n| named(n + 2)).filter(|m| !m.possessive) {
        return Some(joined(scene, principal, end));
    }
    let by = (noun..end).take(4).find(|n| words.is_any(*n, &["by", "from"]));
    if let Some(writer) = by.and_then(|n| named(n + 1)).filter(|m| !m.possessive) {
        return Some(joined(scene, writer, end));
    }
    if let Some(mark) = (from + 1..noun).find(|n| words.kind(*n) == Some(TokenKind::Possessive)) {
        // "the council's ruling"
        let body = nameless(scene, from, mark);
        if mark + 1 == noun && matches!(body, Speaker::Body(_)) {
            return Some(body);
        }
    }
    let owner = scene.mentions(from, end).iter().find(|m| m.possessive && !m.people.is_empty())?;
    let thing = (owner.tokens.1..end).take(4).take_while(|n| !words.class(*n).any(Class::KIN | Class::ROLE));
    thing.into_iter().any(written).then(|| speaker_of(scene, owner))
}

/// `the statement`: whose it is, where an earlier sentence brings it in.
fn of_document(scene: &Scene, head: usize) -> Option<Speaker<usize>> {
    let words = scene.words;
    let word = words.word(head);
    if !words.class(head).any(Class::WRITE_NOUN | Class::SAY_NOUN) {
        return None;
    }
    let first = (head.saturating_sub(FAR / 2)..head.saturating_sub(1))
        .rev()
        .find(|n| words.quote_of(*n).is_none() && words.word(*n).eq_ignore_ascii_case(word))?;
    let (from, to) = words.sentence_of(first).map(|s| words.sentences[s].tokens)?;
    author(scene, from.max(first.saturating_sub(6)), to).or_else(|| main_subject(scene, from, first))
}

/// Who spoke last before this token, where that is a body or somebody unnamed: whom `it`, `the firm` or a pronoun
/// without a name in between goes on with.
pub(in crate::language::attribution) fn spoken_before(scene: &Scene, before: usize) -> Option<Speaker<usize>> {
    let words = scene.words;
    let mut n = before;
    let mut seen = 0;
    while n > 0 && seen < NEAR {
        n -= 1;
        if let Some(quoted) = words.quote_of(n) {
            n = words.token_from(words.quoted[quoted].outer.start);
            seen += 4;
            continue;
        }
        seen += 1;
        if !is_cue(scene, n) || is_noun_here(scene, n) || is_infinitive(scene, n) {
            continue;
        }
        if words.is_any(n, &["asked", "asks"]) || words.is_any(n + 1, &["him", "her", "them"]) {
            return None;
        }
        let (from, to) = phrase_at(scene, n)?;
        if words.is_any(from, &["it", "he", "she", "they"]) && to == from + 1 {
            continue;
        }
        let hangs = |n: usize| n > from && words.class(n - 1).any(Class::PREPOSITION);
        let person =
            scene.mentions(from, to).iter().any(|m| !m.people.is_empty() && !m.possessive && !hangs(m.tokens.0));
        if person {
            return None;
        }
        if let Some(name) = proper(words, from, to) {
            return Some(Speaker::Body(name));
        }
        let somebody = (from..to).any(|m| {
            let class = words.class(m);
            (speaks(class) || class.any(Class::SAY_NOUN | Class::WRITE_NOUN)) && !words.is_capital(m)
                || words.is_any(m, BODIES)
        });
        if somebody {
            if named_between(scene, to.max(n + 1), before) {
                return None;
            }
            return Some(Speaker::Unnamed(words.span(from, to).cut(words.text).to_owned()));
        }
    }
    None
}

/// The noun phrase in front of a verb of saying, or behind it where nothing stands in front.
fn phrase_at(scene: &Scene, verb: usize) -> Option<(usize, usize)> {
    let words = scene.words;
    let plain = |n: usize| {
        matches!(words.kind(n), Some(TokenKind::Word | TokenKind::Number | TokenKind::Possessive))
            && words.quote_of(n).is_none()
    };
    let mut end = verb;
    while end > 0 && plain(end - 1) && (words.class(end - 1).any(Class::AUXILIARY) || words.is_adverb(end - 1)) {
        end -= 1;
    }
    let begins = words.sentence_of(verb).map_or(0, |s| words.sentences[s].tokens.0);
    let mut start = end;
    while start > begins && end - start < 12 && plain(start - 1) {
        start -= 1;
    }
    if start < end {
        return Some((determiner(words, start, end), end));
    }
    // "The report, published on Monday, said"
    if end > begins && words.word(end - 1) == "," {
        let comma = (begins..end).take(12).find(|n| !plain(*n))?;
        // "A spokesman for the maker, Ash, said": nobody's name stands between the commas.
        let thing = (begins..comma).all(|n| !words.class(n).any(Class::UNNAMED | Class::ROLE | Class::KIN))
            || (begins..comma).any(|n| words.class(n).any(Class::UNNAMED))
                && scene.mentions(comma, end).iter().all(|m| m.people.is_empty());
        let apart = comma > begins && words.word(comma) == "," && comma + 1 < end;
        return (thing && apart).then_some((begins, comma));
    }
    // "“...,” said the spokesman": right behind the quotation.
    if verb > 0 && words.kind(verb - 1) != Some(TokenKind::Mark) {
        return None;
    }
    let stop = (verb + 1..verb + 13).find(|n| !plain(*n)).unwrap_or(verb + 13);
    (stop > verb + 1).then_some((verb + 1, stop))
}

/// Whether a pronoun of this gender may mean the unnamed speaker of that phrase.
pub(in crate::language::attribution) fn agrees(pronoun: &str, phrase: &str) -> bool {
    let against = if pronoun.eq_ignore_ascii_case("he") {
        Class::ROLE_WOMAN | Class::KIN_WOMAN
    } else if pronoun.eq_ignore_ascii_case("she") {
        Class::ROLE_MAN | Class::KIN_MAN
    } else {
        Class::default()
    };
    let mut words = phrase.split_whitespace().map(Class::of);
    words.clone().any(speaks) && !words.any(|w| w.any(against))
}

/// Whether `it` may mean the unnamed speaker of that phrase: a report, a council.
pub(super) fn is_thing(phrase: &str) -> bool {
    let people = Class::UNNAMED | Class::ROLE | Class::KIN;
    !phrase.split_whitespace().any(|w| Class::of(w).any(people))
}

/// Whether somebody is named in the narration between two tokens.
fn named_between(scene: &Scene, from: usize, to: usize) -> bool {
    scene
        .mentions(from, to)
        .iter()
        .any(|m| m.kind == MentionKind::Name && !m.possessive && scene.words.quote_of(m.tokens.0).is_none())
}
