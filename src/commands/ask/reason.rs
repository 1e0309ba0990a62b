//! Why did something happen? Only a sentence that gives a reason answers, never the event itself.

use super::passages::{nearest, scene};
use crate::answer::name::words_of;
use crate::answer::{Answer, Archive, Evidence, Kind, Question, Source, passages_around};
use crate::commands::which_one::reach;
use crate::domain::SentenceKind;
use crate::store::StoreError;

/// Answers `why did X leave`, `what made X quit`, `how come they split`.
pub fn answer(archive: &Archive, question: &Question) -> Result<Option<Answer>, StoreError> {
    if !asks(question) {
        return Ok(None);
    }
    let Some((words, people)) = scene(question) else { return Ok(None) };
    let words: Vec<&str> =
        words.into_iter().filter(|w| !["reason", "reasons", "cause", "made", "why"].contains(w)).collect();
    if words.is_empty() {
        return Ok(None);
    }
    let found = passages_around(archive, &words, &people, 12)?;
    let mut best: Option<(u32, Source)> = None;
    for evidence in found.iter().filter(|e| e.missing.is_empty() && !e.loose) {
        for (strength, source) in reasons(archive, evidence)? {
            if best.as_ref().is_none_or(|(most, _)| strength > *most) {
                best = Some((strength, source));
            }
        }
    }
    let Some((_, source)) = best else { return Ok(None) };
    let mut answer =
        Answer { kind: Kind::Passages, title: question.text.clone(), note: reach(archive), ..Answer::default() };
    nearest(archive, &mut answer, &[source])?;
    Ok(Some(answer))
}

/// Whether the question asks for a reason.
pub(super) fn asks(question: &Question) -> bool {
    question.begins(&["why"])
        || ["how come", "what made", "the reason", "what caused", "what was the reason"]
            .iter()
            .any(|p| question.has_phrase(p))
}

/// Words that introduce a reason, wherever they stand.
const BECAUSE: [&[&str]; 22] = [
    &["because"],
    &["due", "to"],
    &["cited"],
    &["citing"],
    &["cites"],
    &["reason"],
    &["reasons"],
    &["blamed"],
    &["blames"],
    &["owing", "to"],
    &["thanks", "to"],
    &["in", "order", "to"],
    &["as", "a", "result"],
    &["which", "is", "why"],
    &["that", "is", "why"],
    &["thats", "why"],
    &["want", "different", "things"],
    &["wanted", "different", "things"],
    &["grown", "apart"],
    &["problem"],
    &["caused"],
    &["sparked", "by"],
];

/// Words that often introduce one behind the event itself.
const BEHIND: [&[&str]; 10] = [
    &["so", "that"],
    &["after"],
    &["following"],
    &["over"],
    &["since"],
    &["to", "focus"],
    &["to", "spend"],
    &["to", "be"],
    &["to", "pursue"],
    &["to", "care"],
];

/// The sentences at this one that give a reason, and how plainly.
fn reasons(archive: &Archive, evidence: &Evidence) -> Result<Vec<(u32, Source)>, StoreError> {
    let page = archive.page(&evidence.source.article)?;
    let Some(at) = page.sentences.iter().position(|s| s.span == evidence.source.span) else { return Ok(Vec::new()) };
    let paragraph = page.sentences[at].paragraph;
    let mut found = Vec::new();
    for sentence in page.sentences.iter().filter(|s| s.paragraph.abs_diff(paragraph) <= 2) {
        if sentence.kind != SentenceKind::Body {
            continue;
        }
        let words = words_of(sentence.span.cut(&page.article.text));
        let own = sentence.span == evidence.source.span;
        let plain = BECAUSE.iter().any(|phrase| words.windows(phrase.len()).any(|w| w == *phrase));
        let strength = match () {
            () if plain && own => 6,
            () if plain && sentence.paragraph == paragraph => 5,
            () if plain && sentence.paragraph.abs_diff(paragraph) == 1 => 4,
            () if own && BEHIND.iter().any(|phrase| words.windows(phrase.len()).any(|w| w == *phrase)) => 3,
            () if plain => 2,
            () => continue,
        };
        found.push((strength, Source { article: evidence.source.article.clone(), span: sentence.span }));
    }
    Ok(found)
}
