//! Whom do pronouns inside quotations mean? `I` is the speaker; `he` and `she` are others.

use smallvec::smallvec;

use crate::domain::{Pronouns, QuotationKind, SentenceKind};
use crate::language::MentionKind;
use crate::language::coreference::{Entity, Found, Meant, fit, pronoun};
use crate::language::lexicon::Class;
use crate::language::words::Words;

use super::Attribution;

/// How many mentions back a third person inside a quotation is looked for.
const BACK: usize = 24;

/// Resolves third persons inside direct quotations and adds them.
pub(super) fn third(words: &Words, entities: &[Entity], quotations: &[Attribution<usize>], found: &mut Vec<Found>) {
    let mut added: Vec<Found> = Vec::new();
    let mut unmarked: Vec<(usize, usize)> = Vec::new();
    for quotation in quotations.iter().filter(|q| q.kind == QuotationKind::Direct) {
        let from = words.token_from(quotation.content.start);
        let to = words.token_from(quotation.content.end);
        if from < to && words.quote_of(from).is_none() {
            unmarked.push((from, to));
        }
        let topic = topic(words, quotation, found);
        let speakers: Meant = quotation.speaker.people().into_iter().copied().collect();
        let before = found.partition_point(|m| m.tokens.0 < from);
        for n in from..to {
            if !words.is_word(n) {
                continue;
            }
            let Some((wanted, possessive)) = pronoun(words.word(n)) else { continue };
            // Latest first: inside the quotation, then the narration in front.
            let own = added.iter().rev().take(8).filter(|m| m.tokens.0 >= from);
            let named = {
                let upto = before + found[before..].partition_point(|m| m.tokens.0 < n);
                found[..upto].iter().rev().take(BACK)
            };
            // In an answer without marks the narration's reading of a pronoun counts for nothing.
            let named = named.filter(|m| m.kind != MentionKind::Pronoun || m.tokens.0 < from);
            let nearest = nearest(own.chain(named), entities, wanted, &speakers, words, n);
            // "“She told me no,” he said of Ann": she, unless somebody else was named in the quotation.
            let topic = topic.filter(|t| fit(entities[*t].pronouns, wanted) > 0.0);
            let person = match (nearest, topic) {
                (Some((at, people)), _) if at >= from => people,
                (_, Some(topic)) => smallvec![topic],
                (nearest, None) => nearest.map(|(_, people)| people).unwrap_or_default(),
            };
            let span = words.span(n, n + 1);
            added.push(Found {
                span,
                tokens: (n, n + 1),
                kind: MentionKind::Pronoun,
                people: person,
                possessive,
                unnamed: false,
                apposition: false,
            });
        }
    }
    found.retain(|m| {
        let after = unmarked.partition_point(|(from, _)| *from <= m.tokens.0);
        let inside = after.checked_sub(1).is_some_and(|i| m.tokens.0 < unmarked[i].1);
        !(inside && m.kind == MentionKind::Pronoun)
    });
    merge(found, added);
}

/// The mention that a pronoun means, with its first token and its people.
fn nearest<'f>(
    mentions: impl Iterator<Item = &'f Found>,
    entities: &[Entity],
    wanted: Pronouns,
    speakers: &[usize],
    words: &Words,
    at: usize,
) -> Option<(usize, Meant)> {
    let mut best: Option<(usize, usize, Meant)> = None;
    for mention in mentions {
        let many = wanted == Pronouns::They
            && mention.people.len() > 1
            && !mention.people.iter().any(|p| speakers.contains(p));
        let one = match mention.people.as_slice() {
            [one] => {
                !speakers.contains(one)
                    && fit(entities[*one].pronouns, wanted) > if wanted == Pronouns::They { 0.9 } else { 0.0 }
            }
            _ => false,
        };
        if !(many || one) {
            continue;
        }
        // Nearer is better; a subject a little, a mention in the same quotation much better.
        let quoted =
            words.quote_of(mention.tokens.0).is_some() && words.quote_of(mention.tokens.0) == words.quote_of(at);
        let distance =
            at.abs_diff(mention.tokens.0) + if quoted { 0 } else { 10 } + if mention.possessive { 6 } else { 0 };
        if best.as_ref().is_none_or(|(d, ..)| distance < *d) {
            best = Some((distance, mention.tokens.0, mention.people.clone()));
        }
    }
    best.map(|(_, at, people)| (at, people))
}

/// Whom the attribution says that the quotation is about: `he said of Ann Poe`.
fn topic(words: &Words, quotation: &Attribution<usize>, found: &[Found]) -> Option<usize> {
    let clause = quotation.clause?;
    let from = words.token_from(clause.start);
    let to = words.token_from(clause.end);
    let of = (from + 1..to.min(from + 24)).find(|n| {
        words.is_any(*n, &["of", "about"]) && words.class(n - 1).any(Class::CUE) && words.quote_of(*n).is_none()
    })?;
    let start = found.partition_point(|m| m.tokens.0 <= of);
    let stop = (of..to).find(|n| words.word(*n) == ".").unwrap_or(to);
    let named = found[start..].iter().take_while(|m| m.tokens.0 < stop.min(of + 10));
    let mut named = named.filter(|m| m.kind == MentionKind::Name && !m.possessive);
    named.find_map(|m| m.people.first().copied()).filter(|p| !quotation.speaker.people().contains(&p))
}

/// Adds first persons inside quotations: each is the innermost speaker.
pub(super) fn first(words: &Words, quotations: &[Attribution<usize>], found: &mut Vec<Found>) {
    let couple = couple(words, found);
    let mut added = Vec::new();
    for (index, quotation) in quotations.iter().enumerate().filter(|(_, q)| q.kind != QuotationKind::Indirect) {
        let speakers: Meant = quotation.speaker.people().into_iter().copied().collect();
        if speakers.is_empty() {
            continue;
        }
        let inner: Vec<_> = quotations[index + 1..]
            .iter()
            .take_while(|q| q.content.start < quotation.content.end)
            .filter(|q| q.kind == QuotationKind::Inner)
            .map(|q| q.content)
            .collect();
        let from = words.token_from(quotation.content.start);
        let to = words.token_from(quotation.content.end);
        let mut other: Option<usize> = None;
        let start = found.partition_point(|m| m.tokens.0 < from);
        let mut mention = start;
        let mut inner_at = 0;
        for n in from..to {
            while mention < found.len() && found[mention].tokens.0 <= n {
                if let [one] = found[mention].people.as_slice()
                    && !speakers.contains(one)
                {
                    other = Some(*one);
                }
                mention += 1;
            }
            let at = words.tokens[n].span.start;
            while inner_at < inner.len() && inner[inner_at].end <= at {
                inner_at += 1;
            }
            if inner.get(inner_at).is_some_and(|i| i.holds(at)) {
                continue;
            }
            let Some((plural, possessive)) = first_person(words.word(n)) else { continue };
            let mut people = speakers.clone();
            if plural && people.len() == 1 {
                // "We": with somebody of the same quotation, or the other one of a story about two.
                let of_title = couple.filter(|(a, b)| speakers[0] == *a || speakers[0] == *b);
                let near = other.or(of_title.map(|(a, b)| if speakers[0] == a { b } else { a }));
                people.extend(near);
            }
            added.push(Found {
                span: words.span(n, n + 1),
                tokens: (n, n + 1),
                kind: MentionKind::Pronoun,
                people,
                possessive,
                unnamed: false,
                apposition: false,
            });
        }
    }
    merge(found, added);
}

/// The two people whom the title names, when it names two.
fn couple(words: &Words, found: &[Found]) -> Option<(usize, usize)> {
    let title = words.paragraphs.first().filter(|p| p.kind == SentenceKind::Title)?.span;
    let mut named = found.iter().take_while(|m| m.span.start < title.end).filter_map(|m| m.people.first().copied());
    let first = named.next()?;
    let second = named.find(|p| *p != first)?;
    Some((first, second))
}

/// Whether a word is a first person: plural, possessive.
fn first_person(word: &str) -> Option<(bool, bool)> {
    if !matches!(word.as_bytes().first(), Some(b'I' | b'i' | b'M' | b'm' | b'W' | b'w' | b'U' | b'u' | b'O' | b'o')) {
        return None;
    }
    let stem = word.split(['\'', '’']).next().unwrap_or(word);
    Some(match stem {
        "I" | "i" | "me" | "Me" | "myself" => (false, false),
        "my" | "My" | "mine" | "Mine" => (false, true),
        "we" | "We" | "us" | "Us" | "ourselves" => (true, false),
        "our" | "Our" | "ours" => (true, true),
        _ => return None,
    })
}

fn merge(found: &mut Vec<Found>, added: Vec<Found>) {
    found.extend(added);
    found.sort_by_key(|m| (m.span.start, usize::MAX - m.span.end));
}
