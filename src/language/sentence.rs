//! Where does each sentence of a paragraph begin and end?
//!
//! Works on tokens. A full stop inside a quotation ends a sentence when the quotation goes on with another one;
//! `"No!" she said` stays whole. Never splits inside a name, an abbreviation or a number.

use crate::domain::Span;

use super::lexicon::Class;
use super::{SentenceSpan, Token, TokenKind};

/// Appends the sentences of one paragraph, whose tokens are `tokens[from..to]`.
pub fn find(text: &str, tokens: &[Token], paragraph: usize, range: (usize, usize), found: &mut Vec<SentenceSpan>) {
    let (mut start, end) = range;
    let mut at = start;
    while at < end {
        if ends_sentence(text, tokens, at, end) {
            let mut stop = at + 1;
            while stop < end && attached(tokens, stop) && is_closing(text, tokens[stop]) {
                stop += 1;
            }
            if stop >= end || begins_sentence(text, tokens, at, stop, end) {
                push(tokens, paragraph, (start, stop), found);
                start = stop;
            }
            at = stop;
        } else {
            at += 1;
        }
    }
    push(tokens, paragraph, (start, end), found);
}

fn push(tokens: &[Token], paragraph: usize, range: (usize, usize), found: &mut Vec<SentenceSpan>) {
    if range.0 < range.1 {
        let span = Span::new(tokens[range.0].span.start, tokens[range.1 - 1].span.end);
        found.push(SentenceSpan { span, paragraph, tokens: range });
    }
}

/// One capital letter that is no pronoun.
fn is_capital(word: &str) -> bool {
    word.len() == 1 && word != "I" && word.starts_with(|c: char| c.is_ascii_uppercase())
}

fn attached(tokens: &[Token], n: usize) -> bool {
    tokens[n].span.start == tokens[n - 1].span.end
}

fn is_closing(text: &str, token: Token) -> bool {
    token.kind == TokenKind::Mark
        || token.kind == TokenKind::Possessive
        || matches!(token.span.cut(text), ")" | "]" | "'" | "’" | "”" | "\"" | "!" | "?" | "." | "*")
}

fn ends_sentence(text: &str, tokens: &[Token], n: usize, end: usize) -> bool {
    let token = tokens[n];
    let word = token.span.cut(text);
    match token.kind {
        TokenKind::Punctuation => match word {
            // "E! News": a mark of its name.
            "!" if n > 0 && attached(tokens, n) && is_capital(tokens[n - 1].span.cut(text)) => false,
            "." | "!" | "?" => true,
            "…" | "..." | "...." => n > 0 && attached(tokens, n),
            _ => false,
        },
        // The point of an abbreviation ends a sentence only before a word that begins one.
        TokenKind::Word if word.ends_with('.') => tokens.get(n + 1).filter(|_| n + 1 < end).is_none_or(|next| {
            let following = next.span.cut(text);
            let class = Class::of(word);
            next.span.start > token.span.end
                && following.starts_with(char::is_uppercase)
                && Class::of(following).any(Class::FUNCTION)
                && !class.any(Class::TITLE)
        }),
        _ => false,
    }
}

/// Whether what follows a full stop (and closing marks) is a new sentence.
fn begins_sentence(text: &str, tokens: &[Token], stop_at: usize, next: usize, end: usize) -> bool {
    if attached(tokens, next) {
        return false;
    }
    let mut first = next;
    while first < end
        && (tokens[first].kind == TokenKind::Mark || matches!(tokens[first].span.cut(text), "(" | "[" | "*"))
    {
        first += 1;
    }
    let Some(token) = tokens.get(first).filter(|_| first < end) else { return false };
    let word = token.span.cut(text);
    let quoted_stop = next > stop_at + 1;
    match token.kind {
        TokenKind::Number => true,
        TokenKind::Punctuation => first > next || matches!(word, "—" | "–" | "-" | "•" | "$" | "£" | "€" | "#" | "@"),
        _ => {
            word.starts_with(|c: char| c.is_uppercase())
                || first > next && !quoted_stop
                || !word.is_ascii() && !word.starts_with(char::is_lowercase)
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::language::token;

    fn check(text: &str, expected: &[&str]) {
        let marks: Vec<usize> = text.match_indices(['"', '“', '”']).map(|(at, _)| at).collect();
        let mut tokens = Vec::new();
        token::find(text, Span::new(0, text.len()), &marks, &mut tokens);
        let mut sentences = Vec::new();
        find(text, &tokens, 0, (0, tokens.len()), &mut sentences);
        let found: Vec<&str> = sentences.iter().map(|s| s.span.cut(text)).collect();
        assert_eq!(found, expected);
    }

    #[test]
    fn sentences() {
        check("She left. He stayed!", &["She left.", "He stayed!"]);
        check("“No!” she said. “Never. Not once.”", &["“No!” she said.", "“Never.", "Not once.”"]);
        check("Dr. Ann B. Cole of the U.S. team won. The end.", &["Dr. Ann B. Cole of the U.S. team won.", "The end."]);
        check("She told E! News so. He left.", &["She told E! News so.", "He left."]);
        check("It cost $3.5 million... or more.", &["It cost $3.5 million... or more."]);
    }
}
