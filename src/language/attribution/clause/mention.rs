//! Which mention of a clause can be its subject, and whom does it make the speaker?
//!
//! By where a mention stands: on a preposition, behind a comma, joined by `and`. What has no mention, a body or a
//! document, is not looked at here.

use crate::domain::Speaker;
use crate::language::attribution::Scene;
use crate::language::coreference::Found;
use crate::language::lexicon::Class;
use crate::language::{MentionKind, TokenKind};

/// How far back, in tokens, somebody without a name may have been brought in.
const FAR: usize = 200;

/// A mention with those joined to it by `and`.
pub(super) fn joined(scene: &Scene, first: &Found, to: usize) -> Speaker<usize> {
    let words = scene.words;
    let and = first.tokens.1;
    if words.is_any(and, &["and", "&"])
        && first.people.len() == 1
        && and + 1 < to
        && let Some(second) = scene
            .mention_at(and + 1)
            .filter(|m| m.kind == MentionKind::Name && m.people.len() == 1 && m.people != first.people)
    {
        return Speaker::Joint(vec![first.people[0], second.people[0]]);
    }
    speaker_of(scene, first)
}

/// Whom a mention makes the speaker.
pub(in crate::language::attribution) fn speaker_of(scene: &Scene, mention: &Found) -> Speaker<usize> {
    let described = mention.kind == MentionKind::Nominal && scene.words.is_any(mention.tokens.0, &["the"]);
    let unnamed = described && stays_unnamed(scene, mention.tokens);
    match mention.people.as_slice() {
        [_] if unnamed => {
            Speaker::Unnamed(scene.words.span(mention.tokens.0, mention.tokens.1).cut(scene.words.text).to_owned())
        }
        [] if mention.kind == MentionKind::Pronoun => Speaker::Unknown,
        [] => Speaker::Unnamed(scene.words.span(mention.tokens.0, mention.tokens.1).cut(scene.words.text).to_owned()),
        [one] => Speaker::Person(*one),
        several => Speaker::Joint(several.to_vec()),
    }
}

/// The first mention of the stretch that can be a subject.
pub(in crate::language::attribution) fn main_subject(scene: &Scene, from: usize, to: usize) -> Option<Speaker<usize>> {
    let words = scene.words;
    let able = |m: &&Found| {
        let object = words.is_any(m.tokens.0, &["him", "her", "them", "his", "their"])
            && m.kind == MentionKind::Pronoun
            && !words.is_any(m.tokens.0, &["she", "he", "they"]);
        !m.possessive && !object && !m.apposition && !hangs(scene, m, from) && m.tokens.1 <= to
    };
    // "When asked if she would, Poe smiled": the clause that depends on none.
    let mut from = from;
    if words.is_any(from, &["when", "asked", "pressed", "if", "although", "though", "while", "after", "before"]) {
        let main = (from + 1..to).find(|n| {
            words.word(*n) == ","
                && scene.mention_at(n + 1).is_some_and(|m| !m.possessive && !m.people.is_empty() && m.tokens.1 < to)
        });
        from = main.map_or(from, |n| n + 1);
    }
    let mentions = scene.mentions(from, to);
    let known = mentions.iter().find(|m| able(m) && (!m.people.is_empty() || m.unnamed));
    let chosen = known.or_else(|| mentions.iter().find(|m| !m.people.is_empty() && !m.possessive))?;
    // "His girlfriend, model Ann Poe, also chimed in", "One fan who came, Ann Poe, said": the name behind tells who it is.
    let comma = match words.word(chosen.tokens.1) {
        "," => Some(chosen.tokens.1),
        "who" => (chosen.tokens.1..to.min(chosen.tokens.1 + 16)).find(|n| words.word(*n) == ","),
        _ => None,
    };
    let name = mentions.iter().find(|m| {
        chosen.people.is_empty()
            && m.kind == MentionKind::Name
            && !m.possessive
            && m.tokens.1 <= to
            && (m.tokens.1 == to || words.word(m.tokens.1) == ",")
            && comma.is_some_and(|comma| comma < m.tokens.0 && (comma + 1..m.tokens.0).all(|n| between(scene, n)))
    });
    Some(joined(scene, name.unwrap_or(chosen), to))
}

pub(super) fn is_subject_pronoun(scene: &Scene, n: usize) -> bool {
    scene.mention_at(n).is_some()
}

/// The mention whose last token stands right before `end`, the widest.
pub(super) fn ending_at<'s>(scene: &Scene<'s, '_>, from: usize, end: usize) -> Option<&'s Found> {
    scene
        .mentions(from, end)
        .iter()
        .find(|m| m.tokens.1 == end && !m.possessive && (!m.apposition || m.kind == MentionKind::Name))
}

/// What may stand between a comma and the name that explains a description: `, the novelist Ann Poe`.
pub(super) fn between(scene: &Scene, n: usize) -> bool {
    let words = scene.words;
    words.is_any(n, &["the"]) || words.is_word(n) && !words.class(n).any(Class::PREPOSITION | Class::FUNCTION)
}

/// `close to Ann`, `the widow of singer Ann`: an object of a preposition.
pub(super) fn hangs(scene: &Scene, mention: &Found, from: usize) -> bool {
    let words = scene.words;
    let at = mention.tokens.0;
    if at > from && words.class(at - 1).any(Class::PREPOSITION) {
        return true;
    }
    let described = |n: usize| {
        words.class(n).any(Class::ROLE | Class::TITLE) && !words.is_capital(n)
            || words.is_any(n, &["late", "former", "fellow", "the"])
    };
    let first = (from + 1..at).rev().take(4).take_while(|n| described(*n)).last();
    first.is_some_and(|n| words.is_any(n - 1, &["of", "for", "with", "by"]))
}

/// `the victim | , 19-year-old Ann Poe,`: the description that a name behind a comma explains.
pub(super) fn renamed<'s>(scene: &Scene<'s, '_>, name: &Found, from: usize) -> Option<&'s Found> {
    let words = scene.words;
    let comma = (from..name.tokens.0).rev().take(4).find(|n| words.word(*n) == ",")?;
    let described = (comma + 1..name.tokens.0).all(|n| words.is_word(n) || words.kind(n) == Some(TokenKind::Number));
    ending_at(scene, from, comma).filter(|m| described && m.kind == MentionKind::Nominal)
}

/// `lawyers for | Ann Poe`: a noun right in front of the preposition that a mention hangs on.
pub(super) fn headed(scene: &Scene, from: usize, mention: usize) -> bool {
    let words = scene.words;
    mention > from + 1
        && words.is_any(mention - 1, &["for", "of", "to", "in", "at", "from", "by"])
        && words.is_word(mention - 2)
        && !words.class(mention - 2).any(Class::FUNCTION | Class::CUE | Class::AUXILIARY)
        && !words.word(mention - 2).ends_with("ing")
        && !words.word(mention - 2).ends_with("ed")
}

/// The nearest mention in front that hangs on no preposition: `a source | close to Ann`.
pub(super) fn earlier(scene: &Scene, end: usize, from: usize) -> Option<Speaker<usize>> {
    let words = scene.words;
    let mention = scene
        .mentions(from, end)
        .iter()
        .rev()
        .find(|m| m.tokens.1 <= end && !m.possessive && !hangs(scene, m, from))?;
    let apart = (mention.tokens.1..end).any(|n| matches!(words.word(n), "," | ";" | ":"));
    (!apart).then(|| speaker_of(scene, mention))
}

/// `Ann and Bob | said`.
pub(super) fn with_those_before(scene: &Scene, mention: &Found, from: usize) -> Speaker<usize> {
    let words = scene.words;
    let start = mention.tokens.0;
    if mention.people.len() == 1 && start > from && words.is_any(start - 1, &["and", "&"]) {
        let other = scene
            .mentions(from, start)
            .iter()
            .rev()
            .find(|m| m.tokens.1 + 1 == start && m.kind == MentionKind::Name && m.people.len() == 1);
        if let Some(other) = other.filter(|o| o.people != mention.people) {
            return Speaker::Joint(vec![other.people[0], mention.people[0]]);
        }
    }
    speaker_of(scene, mention)
}

/// Whether `the diplomat` is `a diplomat` of a sentence before, who was given no name.
fn stays_unnamed(scene: &Scene, (from, end): (usize, usize)) -> bool {
    let words = scene.words;
    let head = words.word(end - 1);
    let Some(before) = (from.saturating_sub(FAR)..from).rev().find(|n| words.word(*n) == head) else {
        return false;
    };
    let indefinite = (before.saturating_sub(3)..before).any(|n| words.is_any(n, &["a", "an", "another"]));
    let unknown = scene.mentions(before.saturating_sub(4), before + 1).iter().all(|m| m.people.is_empty());
    indefinite
        && unknown
        && words.quote_of(before).is_none()
        && !words.is_capital(before + 1)
        && !(words.word(before + 1) == "," && words.is_capital(before + 2))
}
