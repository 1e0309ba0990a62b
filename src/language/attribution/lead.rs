//! Who is `a former minister` of the first paragraph, whom the second one names?
//!
//! News tells in its first paragraph what somebody said, by a description, and names them in the next. Changes speakers
//! that are descriptions there, nothing else.

use crate::domain::{SentenceKind, Speaker};
use crate::language::MentionKind;
use crate::language::lexicon::Class;

use super::{Attribution, Scene, clause};

/// How many paragraphs after the first may give the name.
const NEXT: usize = 2;
/// A name stands among the first tokens of its paragraph.
const EARLY: usize = 12;

/// Names those whom the first paragraph of the text only describes.
pub(super) fn identify(scene: &Scene, all: &mut [Attribution<usize>]) {
    let words = scene.words;
    let mut body = words.paragraphs.iter().filter(|p| p.kind == SentenceKind::Body);
    let Some(first) = body.next() else { return };
    let told = |a: &Attribution<usize>| first.span.contains(a.content) && is_description(&a.speaker);
    let Some(kin) = all.iter().find(|a| told(a)).map(|a| is_relative(&a.speaker)) else { return };
    let named = body.take(NEXT).find_map(|paragraph| {
        let from = words.token_from(paragraph.span.start);
        let sentence = words.sentence_of(from).map(|s| words.sentences[s].tokens)?;
        let mention = scene.mentions(from, sentence.1.min(from + EARLY)).first()?;
        let subject = mention.kind == MentionKind::Name && mention.people.len() == 1 && !mention.possessive;
        let plain = (from..mention.tokens.0).all(|n| words.is_word(n) && !words.class(n).any(Class::FUNCTION));
        let says = (mention.tokens.1..sentence.1).any(|n| words.quote_of(n).is_none() && clause::is_cue(scene, n));
        (subject && plain && (says || kin || mention.tokens.0 == from)).then(|| mention.people[0])
    });
    if let Some(person) = named {
        for attribution in all.iter_mut().filter(|a| told(a)) {
            attribution.speaker = Speaker::Person(person);
        }
    }
}

/// `the widow of`: the next paragraph need not say who speaks.
fn is_relative(speaker: &Speaker<usize>) -> bool {
    matches!(speaker, Speaker::Unnamed(phrase) if phrase.split_whitespace().any(|w| Class::of(w).any(Class::KIN)))
}

/// `a former minister`, `the widow of a singer`, not `a source`: somebody who will be named.
fn is_description(speaker: &Speaker<usize>) -> bool {
    let Speaker::Unnamed(phrase) = speaker else { return false };
    let mut words = phrase.split_whitespace();
    let indefinite = matches!(words.next(), Some("A" | "a" | "An" | "an"));
    let class = |w: &str| Class::of(w);
    let kin = words.clone().any(|w| class(w).any(Class::KIN));
    let of = phrase.starts_with("The ") && (kin || phrase.contains(" of "));
    (indefinite || of)
        && words.clone().any(|w| class(w).any(Class::ROLE | Class::KIN) || w == "figure")
        && !words.any(|w| class(w).any(Class::UNNAMED) || w.starts_with("spokes"))
}
