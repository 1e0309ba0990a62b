//! Which words of a clause attribute a quotation: its cue, and the source that is the cue's subject?
//!
//! Reads one stretch of narration beside a quotation. Knows nothing of other quotations.

mod apart;
mod body;
mod cue;
mod mention;
mod subject;

use crate::domain::{Medium, Speaker};
use crate::language::TokenKind;
use crate::language::lexicon::Class;

use super::{Scene, Source};

use cue::{cue_tokens, is_infinitive, is_passive, is_question_passive};
use mention::{ending_at, hangs};
use subject::{by_behind, by_whom};

pub(super) use body::{agrees, spoken_before};
pub(super) use cue::{is_cue, is_noun_here};
pub(super) use mention::{main_subject, speaker_of};
pub(super) use subject::{subject_before, subject_from};

/// How surely a clause must attribute.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Grip {
    /// The quotation is part of the clause: any cue will do, verbs of thinking too.
    Fragment,
    /// The quotation ended with a comma, or the clause begins small: an attribution must follow.
    Sure,
    /// The quotation ended with a full stop: only a clause that says nothing else.
    Own,
}

/// The attribution behind a quotation, in the tokens `from..to` that follow its mark.
pub(super) fn behind(scene: &Scene, from: usize, to: usize, grip: Grip) -> Option<Source> {
    let words = scene.words;
    let mut start = from;
    while start < to && matches!(words.word(start), "," | "–" | "—" | "-" | "--" | "." | "’" | "'") && start < from + 2
    {
        start += 1;
    }
    if start >= to || words.word(start).ends_with("ing") && words.class(start).any(Class::CUE) {
        return None;
    }
    // "The line “...” was written by Ann."
    if words.is_any(start, &["was", "were", "is"]) && is_cue(scene, start + 1) {
        return by_whom(scene, start + 1, to).map(|speaker| source(scene, speaker, (start + 1, start + 2), (from, to)));
    }
    if grip == Grip::Fragment {
        let according = (start..to).find(|n| words.is_any(*n, &["according"]) && words.is_any(n + 1, &["to"]));
        if let Some(n) = according {
            return Some(source(scene, subject_from(scene, n + 2, to), (n, n + 2), (from, to)));
        }
    }
    if words.is_any(start, &["according"]) && words.is_any(start + 1, &["to"]) {
        return Some(source(scene, subject_from(scene, start + 2, to), (start, start + 2), (from, to)));
    }
    if words.is_any(start, &["came", "comes"])
        && (start + 1..to.min(start + 5)).any(|n| words.class(n).any(Class::SAY_NOUN))
    {
        let end =
            (start + 1..to.min(start + 5)).find(|n| words.class(*n).any(Class::SAY_NOUN)).map_or(start + 1, |n| n + 1);
        return Some(source(scene, Speaker::Unknown, (start, end), (from, to)));
    }
    if words.word(start).starts_with(char::is_lowercase)
        && is_cue(scene, start)
        && !words.is_any(start, &["posted", "shared"])
        || words.is_any(start, &["thought", "began", "went"])
    {
        // "said Ann Poe": the subject follows the verb, perhaps behind one adverb.
        let after = if words.is_adverb(start + 1) || words.is_any(start + 1, &["out", "back", "then", "away"]) {
            start + 2
        } else {
            start + 1
        };
        return Some(source(scene, subject_from(scene, after, to), cue_tokens(scene, start), (from, to)));
    }
    let limit = if grip == Grip::Own { to.min(start + 14) } else { to.min(start + 45) };
    let verb = (start + 1..limit).find(|n| is_cue(scene, *n) && !is_noun_here(scene, *n) && !is_infinitive(scene, *n));
    let Some(verb) = verb else {
        return (grip == Grip::Sure).then(|| manner(scene, start, to)).flatten();
    };
    let speaker = subject_before(scene, start, verb)?;
    if grip == Grip::Own && !attributes_alone(scene, (from, start), verb, to) {
        return None;
    }
    Some(source(scene, speaker, cue_tokens(scene, verb), (from, to)))
}

/// `“Never,” she smiles.`: behind a comma any verb attributes that is all there is.
fn manner(scene: &Scene, start: usize, to: usize) -> Option<Source> {
    let words = scene.words;
    let mention = scene.mention_at(start).filter(|m| !m.possessive && !m.people.is_empty())?;
    let verb = mention.tokens.1;
    let finite = words.word(verb).ends_with('s') || words.word(verb).ends_with("ed");
    let lexical = words.word(verb).starts_with(char::is_lowercase)
        && !words.class(verb).any(Class::FUNCTION | Class::AUXILIARY | Class::PREPOSITION);
    let short = to <= verb + 5 && !(verb + 1..to).any(|n| words.word(n) == ",");
    (finite && lexical && short).then(|| source(scene, speaker_of(scene, mention), (verb, verb + 1), (start, to)))
}

/// Whether a sentence after a finished quotation says nothing but who said it: `Ann quipped.`, `Ann captioned the shot.`
fn attributes_alone(scene: &Scene, (from, start): (usize, usize), verb: usize, to: usize) -> bool {
    let words = scene.words;
    let ended = matches!(words.word(to - 1), "." | "!") || words.kind(to - 1) == Some(TokenKind::Mark);
    let rest = to.saturating_sub(verb + 1);
    let complement = verb + 1;
    // "“Why?” Ann asked the crew": only what is a question was asked.
    let question = words.is_any(verb, &["asked", "asks"]) && from > 1 && words.word(from - 2) == "?";
    let told = question
        || words.is_any(verb, &["told", "tells", "reminded", "assured", "informed"])
        || words.class(verb).any(Class::WRITE);
    let adverbial = (words.class(complement).any(Class::ADVERBIAL) || words.word(complement) == ",") && rest <= 12;
    let object = words.is_capital(complement)
        || words.is_any(complement, &["the", "her", "his", "him", "them", "me", "us", "it"]);
    let plain = rest <= 1 || adverbial || told && object && rest <= 12;
    let that =
        (complement..to).any(|n| words.is_any(n, &["that", "whether", "if", "how", "why", "she'd", "he'd", ":"]));
    ended && plain && !that && verb - start <= 10
}

/// The attribution in front of a quotation, in the tokens `from..to` up to its mark.
pub(super) fn before(scene: &Scene, from: usize, to: usize, grip: Grip) -> Option<Source> {
    let words = scene.words;
    if from >= to {
        return None;
    }
    let last = to - 1;
    let bound = matches!(words.word(last), ":" | ",") || is_cue(scene, last) || words.is_any(last, &["only", "simply"]);
    let thinks = |n: usize| {
        grip == Grip::Fragment && words.class(n).any(Class::THINK) && !words.is_any(n, &["go", "goes", "love", "loves"])
            || words.is_any(n, &["goes", "like"]) && n + 2 >= to
            // "called on ministers to “act”"
            || grip == Grip::Fragment && words.is_any(n, &["called", "calls"]) && words.is_any(n + 1, &["on", "for"])
    };
    let cues = (from..to).rev().filter(|n| {
        (is_cue(scene, *n) || thinks(*n)) && !is_noun_here(scene, *n) && !is_question_passive(scene, *n, from)
    });
    // "According to Ann Poe, “...”": everything else in the clause belongs to her.
    let according = (from..to).rev().find(|n| words.is_any(*n, &["according"]) && words.is_any(n + 1, &["to"]));
    if let Some(n) =
        according.filter(|n| (bound || *n == from) && !(n + 2..to).any(|m| is_cue(scene, m) && !is_noun_here(scene, m)))
    {
        return Some(source(scene, subject_from(scene, n + 2, to), (n, n + 2), (from, to)));
    }
    let mut doubtful = None;
    for verb in cues.take(4) {
        // "said he found it “odd”": what somebody says that somebody thinks is in the words of the first.
        let says = |n: &usize| is_cue(scene, *n) && !is_noun_here(scene, *n) && !is_infinitive(scene, *n);
        let verb = (from..verb)
            .rev()
            .take(12)
            .take_while(|n| words.word(*n) != "," && !words.class(verb).any(Class::CUE))
            .find(|n| says(n) && !words.word(*n).ends_with("ing"))
            .unwrap_or(verb);
        if grip == Grip::Fragment || bound {
            let inverted = verb == from && !words.word(verb).ends_with("ing");
            let speaker = if inverted {
                Some(subject_from(scene, verb + 1, to))
            } else if is_passive(scene, verb, from) {
                // "was described as": whoever is named with "by", in front or behind.
                // "are said to have had": nobody is.
                let rumour = words.is_any(verb + 1, &["to"]) && words.class(verb).any(Class::SAY);
                by_whom(scene, verb, to).or_else(|| by_behind(scene, to)).or(rumour.then_some(Speaker::Unknown))
            } else {
                let first = words.is_any(verb.saturating_sub(1), &["i", "we", "you"]);
                subject_before(scene, from, verb)
                    .or_else(|| (!first && words.class(verb).any(Class::SAY)).then_some(Speaker::Unknown))
            };
            // "shared a selfie captioned": not the picture wrote it.
            let picture = matches!(&speaker, Some(Speaker::Unnamed(phrase)) if !agrees("they", phrase))
                && verb + 1 == to
                && words.class(verb).any(Class::WRITE);
            let poster = picture.then(|| main_subject(scene, from, verb)).flatten();
            if let Some(speaker) = poster.or(speaker) {
                let found = source(scene, speaker, cue_tokens(scene, verb), (from, to));
                // A verb of thinking without a person: somebody further on may be said to say it.
                if words.class(verb).any(Class::CUE) || !found.speaker.people().is_empty() {
                    return Some(found);
                }
                doubtful = doubtful.or(Some(found));
            }
        }
    }
    if doubtful.is_some() {
        return doubtful;
    }
    if grip == Grip::Fragment && words.is_any(last, &["was", "is", "were", "are", "feeling", "being"]) {
        let close = words.quote_of(to + 1).map_or(to, |q| words.token_from(words.quoted[q].outer.end));
        if words.is_any(close, &["that", "to", "with", "by", "about", "when", "at"])
            && let Some(mention) = ending_at(scene, from, last).filter(|m| !hangs(scene, m, from))
        {
            return Some(source(scene, speaker_of(scene, mention), (last, last), (from, to)));
        }
    }
    // "She followed up with: “...”"
    if matches!(words.word(last), ":" | ",") && last > from && words.is_any(last - 1, &["with"]) {
        let speaker = main_subject(scene, from, to)?;
        return Some(source(scene, speaker, (last - 1, last), (from, to)));
    }
    let noun = (from..to).rev().find(|n| words.class(*n).any(Class::SAY_NOUN) && !words.is_capital(*n));
    if let Some(noun) = noun.filter(|n| {
        words.word(last) == ":" || *n + 3 >= to || words.is_any(*n, &["words", "word", "caption", "statement"])
    }) {
        let speaker = main_subject(scene, from, to)?;
        return Some(source(scene, speaker, (noun, noun + 1), (from, to)));
    }
    if words.word(last) == ":" || matches!(words.word(last), "–" | "—" | "--" | "-") && grip == Grip::Sure {
        let speaker = main_subject(scene, from, to)?;
        let dash = if words.word(last) == ":" { (to, to) } else { (last, to) };
        return Some(source(scene, speaker, dash, (from, to)));
    }
    None
}

fn source(scene: &Scene, speaker: Speaker<usize>, cue: (usize, usize), clause: (usize, usize)) -> Source {
    let words = scene.words;
    let written = (cue.0..cue.1).any(|n| words.class(n).any(Class::WRITE | Class::WRITE_NOUN))
        || (clause.0..clause.1).any(|n| {
            words.class(n).any(Class::WRITE_NOUN)
                && !words.is_any(n, &["website", "diary", "review", "story", "stories"])
                && n > 0
                && words
                    .is_any(n - 1, &["a", "an", "the", "by", "on", "in", "via", "her", "his", "their", "joint", "text"])
        })
        || (clause.0..clause.1).any(|n| words.is_any(n, &["instagram", "twitter", "facebook", "tiktok"]));
    Source { speaker, cue, clause, medium: if written { Medium::Written } else { Medium::Spoken } }
}
