//! Which passage may tell when, where no dated sentence holds every word?
//!
//! It must print a time. Shown as printed, with the day that it names where that can be worked out.

use super::told::date_in;
use crate::answer::name::words_of;
use crate::answer::{Answer, Archive, Evidence, Line, Question, listed};
use crate::commands::nearest;
use crate::domain::PersonId;
use crate::store::StoreError;

/// The passage that fits best, and well enough.
pub(super) fn passage(
    archive: &Archive,
    question: &Question,
    people: &[PersonId],
) -> Result<Option<Answer>, StoreError> {
    // Who wins is told by a claim: all the others only hope to.
    if question.kinds().contains(&"won") {
        return Ok(None);
    }
    let words = question.content();
    let Some((mut answer, evidence)) = nearest::passage(archive, question, &words, people, is_dated)? else {
        return Ok(None);
    };
    if let Some((_, date)) = date_in(archive, &evidence, &words)? {
        let day = date.phrase();
        if !evidence.text.contains(&day) {
            answer.lines.push(Line::Says(format!("It names {day}.")));
        }
    }
    Ok(Some(answer))
}

/// Whether a sentence prints a time: a year, a month, a day, or how long before or after.
fn is_dated(evidence: &Evidence) -> bool {
    let told_from = listed("told_from");
    let times = listed("times");
    let year = |word: &str| word.len() == 4 && word.bytes().all(|byte| byte.is_ascii_digit());
    let time = |word: &str| times.iter().any(|time| time.eq_ignore_ascii_case(word));
    words_of(&evidence.text).iter().any(|word| year(word) || time(word) || told_from.contains(&word.as_str()))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::answer::Source;
    use crate::domain::{ArticleId, Span};

    #[test]
    fn sentences_that_print_a_time() {
        for (text, expected) in [
            ("Poe left in 2019.", true),
            ("Poe left last week.", true),
            ("Poe left on Friday.", true),
            ("Poe left with 2 bags.", false),
        ] {
            let source = Source { article: ArticleId("a".into()), span: Span::new(0, 1) };
            let evidence = Evidence {
                passage: String::new(),
                source,
                text: text.to_owned(),
                people: Vec::new(),
                held: Vec::new(),
                missing: Vec::new(),
                loose: false,
                headline: false,
                score: 0.0,
            };
            assert_eq!(is_dated(&evidence), expected, "{text}");
        }
    }
}
