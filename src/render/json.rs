//! An answer as one JSON object: what `ask --json` and `ask --batch` print.

use serde::Serialize;
use serde_json::Value;

use crate::answer::{Answer, Line, MOST_RECEIPTS};

/// The text besides quotations is cut here, in characters.
const MOST_TEXT: usize = 900;

/// The JSON object of an answer; `id` is what the caller gave, or null.
pub fn answer(id: &Value, answer: &Answer) -> String {
    let receipts = answer.receipts.iter().take(MOST_RECEIPTS).map(|receipt| ReceiptLine {
        article: &receipt.article.0,
        date: receipt.date.as_ref().map(crate::domain::Edtf::as_str),
        title: &receipt.title,
        sentence: &receipt.sentence,
        start: receipt.code_points.0,
        end: receipt.code_points.1,
    });
    written(&AnswerLine {
        id,
        answered: answer.answered(),
        text: text(answer),
        receipts: receipts.collect(),
        suggestions: &answer.suggestions,
        conflict: answer.conflict,
    })
}

/// The JSON object for a line that could not be asked; the reason stands in `error` too.
pub fn failure(id: &Value, reason: &str) -> String {
    written(&FailureLine {
        answer: AnswerLine {
            id,
            answered: false,
            text: reason.to_owned(),
            receipts: Vec::new(),
            suggestions: &[],
            conflict: false,
        },
        error: reason,
    })
}

/// The text of an answer, whole lines as long as those of ours stay within [`MOST_TEXT`].
fn text(answer: &Answer) -> String {
    let mut left = MOST_TEXT;
    let fits = |line: &&Line| match line {
        Line::Quotes { .. } => true,
        Line::Says(text) => {
            let length = own_length(text) + 1;
            let fits = length <= left;
            left = if fits { left - length } else { 0 };
            fits
        }
    };
    let lines: Vec<String> = answer.lines.iter().filter(fits).map(Line::to_string).collect();
    lines.join("\n")
}

/// Characters besides what stands between curly marks.
fn own_length(text: &str) -> usize {
    let mut quoted = false;
    let mut own = 0;
    for c in text.chars() {
        match c {
            '“' => quoted = true,
            '”' => quoted = false,
            _ => own += usize::from(!quoted),
        }
    }
    own
}

fn written(line: &impl Serialize) -> String {
    // Strings, numbers and lists only: serializing cannot fail.
    serde_json::to_string(line).unwrap_or_default()
}

#[derive(Serialize)]
struct AnswerLine<'a> {
    id: &'a Value,
    answered: bool,
    text: String,
    receipts: Vec<ReceiptLine<'a>>,
    suggestions: &'a [String],
    conflict: bool,
}

#[derive(Serialize)]
struct FailureLine<'a> {
    #[serde(flatten)]
    answer: AnswerLine<'a>,
    error: &'a str,
}

#[derive(Serialize)]
struct ReceiptLine<'a> {
    article: &'a str,
    date: Option<&'a str>,
    title: &'a str,
    sentence: &'a str,
    start: usize,
    end: usize,
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::answer::Kind;

    #[test]
    fn the_object_is_that_of_the_contract() {
        let found = Answer {
            lines: vec![
                Line::Says("They met in 2021.".into()),
                Line::Quotes { words: "Hello".into(), speaker: "Zoë Quinlan".into(), note: String::new() },
            ],
            conflict: true,
            ..Answer::default()
        };
        assert_eq!(
            answer(&Value::from("q1"), &found),
            r#"{"id":"q1","answered":true,"text":"They met in 2021.\n“Hello” — Zoë Quinlan","receipts":[],"suggestions":[],"conflict":true}"#
        );
        let nothing = Answer { kind: Kind::NothingFound, ..Answer::default() };
        assert!(answer(&Value::Null, &nothing).starts_with(r#"{"id":null,"answered":false,"#));
    }

    #[test]
    fn our_own_words_stay_within_the_limit() {
        let line = Line::Says("x".repeat(400));
        let long = Answer { lines: vec![line.clone(), line.clone(), line], ..Answer::default() };
        assert_eq!(text(&long).len(), 801);
    }
}
