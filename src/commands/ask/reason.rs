//! Why did something happen? Only a sentence that gives a reason answers, never the event itself.

use std::cell::LazyCell;

use super::asked::for_reason;
use super::scene::scene;
use super::shown::{both_sides, nearest};
use crate::answer::name::words_of;
use crate::answer::{Answer, Archive, Evidence, Kind, Question, Source, Stem, against, passages_around};
use crate::commands::which_one::reach;
use crate::domain::{PersonId, SentenceKind};
use crate::store::StoreError;

/// Answers `why did X leave`, `what made X quit`, `how come they split`.
pub fn answer(archive: &Archive, question: &Question) -> Result<Option<Answer>, StoreError> {
    if !for_reason(question) {
        return Ok(None);
    }
    let Some((words, people)) = scene(question) else { return Ok(None) };
    let words: Vec<&str> = words
        .into_iter()
        .filter(|w| !["reason", "reasons", "cause", "caused", "made", "why", "wrong", "blame"].contains(w))
        .collect();
    if words.is_empty() {
        return Ok(None);
    }
    let found = passages_around(archive, &words, &people, 12)?;
    let mut best: Option<(u32, Source)> = None;
    let mut others: Vec<Source> = Vec::new();
    // Somebody else's exit has reasons of its own.
    let theirs = |e: &&Evidence| people.first().is_none_or(|person| theirs(*person, &e.people, &e.text));
    for evidence in found.iter().filter(|e| e.missing.is_empty() && !e.loose).filter(theirs) {
        for (strength, source) in reasons(archive, evidence, &words, &people)? {
            if others.len() < MOST_WEIGHED {
                others.push(source.clone());
            }
            if best.as_ref().is_none_or(|(most, _)| strength > *most) {
                best = Some((strength, source));
            }
        }
    }
    let Some((_, source)) = best else { return Ok(None) };
    let mut answer =
        Answer { kind: Kind::Passages, title: question.text.clone(), note: reach(archive), ..Answer::default() };
    // Where the same article sets two accounts of it apart, both are reasons.
    others.retain(|other| other.article == source.article && other.span != source.span);
    for one in std::iter::once(&source).chain(&others) {
        if let Some(other) = against(archive, one, &words)?.filter(|other| other.article == one.article) {
            both_sides(archive, &mut answer, &[one.clone(), other])?;
            return Ok(Some(answer));
        }
    }
    nearest(archive, &mut answer, &[source])?;
    Ok(Some(answer))
}

/// Reasons among which another account is looked for.
const MOST_WEIGHED: usize = 8;

/// The headline and the first sentences.
const BEGINNING: usize = 3;

/// Words that introduce a reason, wherever they stand.
const BECAUSE: [&[&str]; 33] = [
    &["in", "favor", "of"],
    &["in", "favour", "of"],
    &["trouble", "began"],
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
    &["want", "different"],
    &["wanted", "different"],
    &["grown", "apart"],
    &["problem"],
    &["went", "wrong"],
    &["a", "toll"],
    &["strain"],
    &["grew", "apart"],
    &["drifted", "apart"],
    &["too", "much", "for"],
    &["failed", "to"],
    &["over", "claims"],
    &["caused"],
    &["sparked", "by"],
];

/// What somebody wants instead: `but I want to see more of my family`.
const WANTING: [&[&str]; 5] = [
    &["want", "to", "spend"],
    &["wanted", "to", "spend"],
    &["i", "want", "to"],
    &["i", "wanted", "to"],
    &["so", "i", "can"],
];

/// Words that often introduce one behind the event itself.
const BEHIND: [&[&str]; 11] = [
    &["amid"],
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

/// Whether a sentence is about somebody: it names them or nobody, but for whoever vouches for it.
fn theirs(person: PersonId, people: &[PersonId], text: &str) -> bool {
    people.is_empty() || people.contains(&person) || Archive::mentions_words(text, "according to")
}

/// The sentences at this one that give a reason, and how plainly.
fn reasons(
    archive: &Archive,
    evidence: &Evidence,
    asked: &[&str],
    people: &[PersonId],
) -> Result<Vec<(u32, Source)>, StoreError> {
    let page = archive.page(&evidence.source.article)?;
    let Some(at) = page.sentences.iter().position(|s| s.span == evidence.source.span) else { return Ok(Vec::new()) };
    let paragraph = page.sentences[at].paragraph;
    let asked: Vec<Stem> = asked.iter().map(|word| Stem::of(word)).collect();
    let mut found = Vec::new();
    // An article that begins with the event is about it as a whole.
    let whole = at <= BEGINNING;
    for sentence in page.sentences.iter().filter(|s| whole || s.paragraph.abs_diff(paragraph) <= 2) {
        let text = sentence.span.cut(&page.article.text);
        let about = people.iter().any(|person| theirs(*person, &sentence.people, text));
        // "Ann Poe quits over unpaid bills": a headline tells in short what no sentence may.
        let headline = sentence.kind == SentenceKind::Title && sentence.span == evidence.source.span;
        if !(headline || sentence.kind == SentenceKind::Body) || !(about || people.is_empty()) {
            continue;
        }
        let words = words_of(text);
        let own = sentence.span == evidence.source.span;
        let event = LazyCell::new(|| words.iter().position(|word| asked.iter().any(|a| Stem::of(word).alike(a))));
        let plain = BECAUSE.iter().any(|phrase| places(&words, phrase).any(|at| !scheduled(&words, at)));
        // "Recovering after a fall" gives no reason for the fall.
        let behind = |at: usize| event.is_some_and(|event| event < at) && !lasting(&words, at);
        let strength = match () {
            () if headline && ["over", "after", "amid"].iter().any(|word| places(&words, &[word]).any(behind)) => 1,
            () if headline => continue,
            () if plain && own => 6,
            () if plain && sentence.paragraph == paragraph => 5,
            () if plain && sentence.paragraph.abs_diff(paragraph) == 1 => 4,
            () if own && BEHIND.iter().any(|phrase| places(&words, phrase).any(behind)) => 3,
            () if own && words.windows(2).any(|w| w[0] == "for" && w[1].ends_with("ing") && w[1].len() > 5) => 3,
            () if plain && sentence.paragraph.abs_diff(paragraph) <= 2 => 2,
            () if about && WANTING.iter().any(|phrase| places(&words, phrase).next().is_some()) => 2,
            () if plain => 1,
            () => continue,
        };
        found.push((strength, Source { article: evidence.source.article.clone(), span: sentence.span }));
    }
    Ok(found)
}

fn places<'a>(words: &'a [String], phrase: &'a [&str]) -> impl Iterator<Item = usize> + 'a {
    words.windows(phrase.len()).enumerate().filter(move |(_, window)| *window == phrase).map(|(at, _)| at)
}

/// `She is due to appear`: no reason.
fn scheduled(words: &[String], at: usize) -> bool {
    words[at] == "due" && at > 0 && ["is", "are", "was", "were", "be"].contains(&words[at - 1].as_str())
}

/// `After a three-year engagement`: when, not why.
fn lasting(words: &[String], at: usize) -> bool {
    const LENGTHS: [&str; 8] = ["year", "years", "month", "months", "week", "weeks", "days", "decades"];
    words[at..].iter().take(5).any(|word| LENGTHS.contains(&word.as_str()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_length_or_a_schedule_is_no_reason() {
        for (sentence, phrase, expected) in [
            ("they split after a three-year engagement", "after", true),
            ("they split after he lied to her", "after", false),
        ] {
            let words = words_of(sentence);
            let at = places(&words, &[phrase]).next().expect("the phrase");
            assert_eq!(lasting(&words, at), expected, "{sentence}");
        }
        assert!(scheduled(&words_of("she is due to sing"), 2));
        assert!(!scheduled(&words_of("it closed due to rain"), 2));
    }
}
