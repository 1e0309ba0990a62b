//! An answer for people at a terminal.
//!
//! Article text is other people's: what a terminal would take for a command is never printed.

use std::fmt::Write;

use crate::answer::{Answer, MOST_RECEIPTS, Receipt};

/// The answer with its receipts, what else could be asked and a note, wrapped to `width` columns; ends in a line break.
pub fn answer(answer: &Answer, width: usize) -> String {
    let mut out = String::new();
    for line in &answer.lines {
        paragraph(&mut out, "", "", &line.to_string(), width);
    }
    if !answer.receipts.is_empty() {
        out.push('\n');
    }
    for (number, receipt) in answer.receipts.iter().take(MOST_RECEIPTS).enumerate() {
        let mark = format!("[{}] ", number + 1);
        let indent = " ".repeat(mark.len());
        paragraph(&mut out, &mark, &indent, &receipt.sentence, width);
        paragraph(&mut out, &indent, &indent, &source(receipt), width);
    }
    // The candidates themselves stand in the text.
    let asks: Vec<&str> = answer.choices.iter().map(|c| c.command.as_str()).collect();
    let actions = answer.actions.iter().map(|action| action.command.as_str());
    let asks = asks.into_iter().chain(actions).chain(answer.suggestions.iter().map(String::as_str));
    for (number, ask) in asks.enumerate() {
        if number == 0 {
            out.push_str("\nYou could ask:\n");
        }
        paragraph(&mut out, "  ", "    ", ask, width);
    }
    let support = answer.support_line();
    if !support.is_empty() || !answer.note.is_empty() {
        out.push('\n');
        let remark = [support.as_str(), &answer.note].join(" ");
        paragraph(&mut out, "", "", remark.trim(), width);
    }
    out
}

/// `— 28 December 2021, Title (article)`
fn source(receipt: &Receipt) -> String {
    let mut text = String::from("— ");
    text.push_str(&receipt.date.as_ref().map_or_else(|| "undated".to_owned(), crate::domain::Edtf::phrase));
    if !receipt.title.is_empty() {
        let _ = write!(text, ", {}", receipt.title);
    }
    let _ = write!(text, " ({})", receipt.article);
    text
}

/// Text that a terminal prints and never obeys: control characters, and those that turn the reading direction or
/// cannot be seen, become spaces or nothing. Line breaks stay.
pub fn harmless(text: &str) -> String {
    text.chars()
        .filter_map(|c| match c {
            '\n' => Some('\n'),
            c if c.is_control() => Some(' '),
            '\u{200B}'..='\u{200F}' | '\u{2028}'..='\u{202E}' | '\u{2066}'..='\u{2069}' | '\u{FEFF}' => None,
            c => Some(c),
        })
        .collect()
}

/// Wraps at spaces; a word that is longer than a line stays whole.
fn paragraph(out: &mut String, first: &str, rest: &str, text: &str, width: usize) {
    for (number, line) in harmless(text).lines().enumerate() {
        let lead = if number == 0 { first } else { rest };
        out.push_str(lead);
        let mut column = lead.chars().count();
        let mut fresh = true;
        for word in line.split_whitespace() {
            let length = word.chars().count();
            if !fresh && column + 1 + length > width {
                out.push('\n');
                out.push_str(rest);
                column = rest.chars().count();
                fresh = true;
            }
            if !fresh {
                out.push(' ');
                column += 1;
            }
            out.push_str(word);
            column += length;
            fresh = false;
        }
        out.push('\n');
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::answer::Line;
    use crate::domain::{ArticleId, Edtf, Span};

    #[test]
    fn receipts_stand_under_the_answer() {
        let told = Answer {
            lines: vec![Line::Says("Zoë Quinlan met Lee Holt in May 2021.".into())],
            receipts: vec![Receipt {
                article: ArticleId("a1".into()),
                date: Edtf::parse("2021-06-01"),
                title: "A title".into(),
                outlet: None,
                url: None,
                sentence: "They met last month.".into(),
                span: Span::new(0, 20),
                code_points: (0, 20),
            }],
            suggestions: vec!["/who person: Lee Holt".into()],
            ..Answer::default()
        };
        let expected = "Zoë Quinlan met Lee\nHolt in May 2021.\n\n[1] They met last\n    month.\n    — 1 June 2021, A\n    title (a1)\n\nYou could ask:\n  /who person: Lee\n    Holt\n";
        assert_eq!(answer(&told, 20), expected);
    }

    #[test]
    fn a_terminal_is_never_commanded() {
        assert_eq!(harmless("a\u{1b}[31mb\u{9b}2Jc\r\u{202E}d\u{FEFF}\n"), "a [31mb 2Jc d\n");
    }
}
