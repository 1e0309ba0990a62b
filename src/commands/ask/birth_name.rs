//! What is somebody's real name, the one they were born with?
//!
//! Only a sentence that says so answers: `née Roe`, `born Ann Roe`, `the former Ann Roe`, `Al Roe (Duke, vocals)`.

use super::shown::nearest;
use crate::answer::name::{fold, words_of};
use crate::answer::{Answer, Archive, Kind, Question, Source, listed};
use crate::commands::which_one::{silent, statement};
use crate::domain::SentenceKind;
use crate::store::StoreError;

/// Answers `what is X's real name`, `what was X's maiden name`.
pub(super) fn answer(archive: &Archive, question: &Question) -> Result<Option<Answer>, StoreError> {
    let asks = ["real name", "maiden name", "birth name", "given name", "full name", "born name", "original name"];
    if !asks.iter().any(|phrase| question.has_phrase(phrase)) {
        return Ok(None);
    }
    let people = question.people();
    let called: Vec<&str> = match question.names.first() {
        Some(named) => question.words[named.words.0..named.words.1].iter().map(String::as_str).collect(),
        None => question.content().into_iter().filter(|word| question.is_proper(word)).collect(),
    };
    let Some(first) = called.first() else { return Ok(None) };
    let mut found = Vec::new();
    if !people.is_empty() {
        found = archive.store.passages(&["born", "née", "nee", "former", "maiden", "real", "birth"], &people, 60)?;
    }
    found.extend(archive.store.passages(&[first], &[], 40)?);
    for passage in found.into_iter().filter(|passage| passage.kind == SentenceKind::Body) {
        let alone = passage.people.first().is_some_and(|first| people.contains(first));
        let source = Source { article: passage.article, span: passage.span };
        if tells(&archive.words(&source)?, &called, alone) {
            let mut answer = statement(archive, &question.text);
            answer.kind = Kind::Passages;
            nearest(archive, &mut answer, &[source])?;
            return Ok(Some(answer));
        }
    }
    match question.names.first() {
        Some(named) if !people.is_empty() => {
            let what = format!("tell the name that {} was born with", named.called(archive));
            Ok(Some(silent(archive, &what, &people)?))
        }
        _ => Ok(None),
    }
}

/// Whether a sentence tells another name of somebody called so; `alone` where it speaks of them first.
fn tells(text: &str, called: &[&str], alone: bool) -> bool {
    const NEAR: usize = 4;
    let words: Vec<&str> = text.split_whitespace().collect();
    let bare = |word: &str| fold(word.trim_matches(|c: char| !c.is_alphanumeric()));
    let times = listed("times");
    let capital = |at: usize| {
        words.get(at).is_some_and(|word| {
            word.trim_start_matches(['“', '"', '(']).starts_with(char::is_uppercase)
                && !times.iter().any(|time| word.starts_with(time))
        })
    };
    let is_called = |at: usize| words_of(words[at]).iter().any(|word| called.contains(&word.as_str()));
    (0..words.len()).any(|at| {
        let theirs = alone || (at.saturating_sub(NEAR)..at).any(is_called);
        match bare(words[at]).as_str() {
            "nee" => theirs && capital(at + 1),
            "born" => theirs && capital(at + 1) && capital(at + 2) && !words[at + 1].ends_with(','),
            "former" => capital(at + 1) && capital(at + 2) && is_called(at + 1),
            "maiden" | "real" | "birth" => theirs && words.get(at + 1).is_some_and(|word| bare(word) == "name"),
            _ => words[at].starts_with('(') && is_called(at) && at > 1 && capital(at - 1) && capital(at - 2),
        }
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn other_names() {
        for (text, called, alone, expected) in [
            ("The cook, born Ann Roe, sang.", &["duke"][..], true, true),
            ("The cook, born Ann Roe, sang.", &["duke"], false, false),
            ("She was born Monday.", &["duke"], true, false),
            ("Duke was born in Ohio.", &["duke"], true, false),
            ("Ann Poe, née Roe, sang.", &["ann", "poe"], false, true),
            ("his wife of 34 years, the former Ann Roe,", &["ann", "poe"], false, true),
            ("the former Mayor Roe", &["ann", "poe"], false, false),
            ("pupils Al Roe (Duke, vocals) and Bo Poe", &["duke"], false, true),
            ("Her real name is Ann.", &["duke"], true, true),
        ] {
            assert_eq!(tells(text, called, alone), expected, "{text}");
        }
    }
}
