//! Which words, numbers and marks does a paragraph consist of?
//!
//! One pass over the bytes; quotation marks are known already. Never allocates per token, never drops a character
//! that is not white space.

use crate::domain::Span;

use super::lexicon::Class;
use super::{Token, TokenKind};

/// Appends the tokens of a span. `marks`: where quotation marks stand, in order.
pub fn find(text: &str, span: Span, marks: &[usize], tokens: &mut Vec<Token>) {
    let mut next_mark = marks.partition_point(|m| *m < span.start);
    let mut at = span.start;
    while at < span.end {
        if text.as_bytes()[at] == b' ' {
            at += 1;
            continue;
        }
        let Some(c) = text[at..span.end].chars().next() else { break };
        if c.is_whitespace() {
            at += c.len_utf8();
            continue;
        }
        while marks.get(next_mark).is_some_and(|m| *m < at) {
            next_mark += 1;
        }
        let is_mark = marks.get(next_mark) == Some(&at);
        let limit = marks.get(next_mark + usize::from(is_mark)).map_or(span.end, |m| (*m).min(span.end));
        let (end, kind) = if is_mark {
            (at + c.len_utf8(), TokenKind::Mark)
        } else if c.is_alphabetic() {
            (word_end(text, at, limit), TokenKind::Word)
        } else if c.is_ascii_digit() {
            (number_end(text, at, limit), TokenKind::Number)
        } else {
            punctuation(text, at, limit, c)
        };
        tokens.push(Token { span: Span::new(at, end), kind });
        if kind == TokenKind::Word {
            split_possessive(text, tokens);
        }
        at = end;
    }
}

fn is_apostrophe(c: char) -> bool {
    matches!(c, '\'' | '’' | '‘' | '`' | 'ʼ')
}

fn word_end(text: &str, start: usize, limit: usize) -> usize {
    let mut end = start;
    let mut letters_since_joint = 0;
    loop {
        // Most letters are plain ones.
        let plain = text.as_bytes()[end..limit].iter().take_while(|b| b.is_ascii_alphanumeric()).count();
        end += plain;
        letters_since_joint += plain;
        if end == limit || text.as_bytes()[end] == b' ' {
            return end;
        }
        let mut rest = text[end..limit].chars();
        let Some(c) = rest.next() else { return end };
        let next = rest.next();
        if c.is_alphanumeric() || is_combining(c) {
            letters_since_joint += 1;
        } else if (is_apostrophe(c) || c == '-' || c == '\u{2010}' || c == '\u{2011}')
            && next.is_some_and(char::is_alphanumeric)
        {
            letters_since_joint = 0;
        } else if c == '.' && ends_abbreviation(&text[start..end], letters_since_joint, next) {
            letters_since_joint = 0;
            if !next.is_some_and(char::is_alphabetic) {
                return end + 1;
            }
        } else {
            return end;
        }
        end += c.len_utf8();
    }
}

fn is_combining(c: char) -> bool {
    matches!(c, '\u{300}'..='\u{36f}')
}

/// Whether the point after these letters belongs to them: `Mr.`, `U.S.`, `James T.`
fn ends_abbreviation(word: &str, letters: usize, next: Option<char>) -> bool {
    let initial = letters == 1 && word.ends_with(char::is_uppercase) && word != "I";
    let dotted = letters == 1 && (word.contains('.') || next.is_some_and(char::is_alphabetic) && word.len() == 1);
    initial
        || dotted
        || Class::of(word).any(Class::ABBREVIATION)
            && word.starts_with(char::is_alphabetic)
            && (word.starts_with(char::is_uppercase)
                || matches!(word, "vs" | "no" | "nos" | "jr" | "sr" | "etc" | "approx"))
            && !matches!(
                word,
                "Sun"
                    | "Sat"
                    | "Mar"
                    | "May"
                    | "Miss"
                    | "Mass"
                    | "Wash"
                    | "Del"
                    | "Ill"
                    | "Sir"
                    | "Pa"
                    | "Me"
                    | "Al"
                    | "La"
                    | "Mo"
                    | "Ore"
                    | "Mon"
            )
}

fn number_end(text: &str, start: usize, limit: usize) -> usize {
    let bytes = text.as_bytes();
    let mut end = start;
    while end < limit {
        let b = bytes[end];
        let digit_next = bytes.get(end + 1).is_some_and(u8::is_ascii_digit) && end + 1 < limit;
        let joins_next = b == b'-' && end + 1 < limit && bytes.get(end + 1).is_some_and(u8::is_ascii_alphanumeric);
        if b.is_ascii_alphanumeric() || matches!(b, b',' | b'.' | b':' | b'/') && digit_next || joins_next {
            end += 1;
        } else {
            break;
        }
    }
    end.max(start + 1)
}

fn punctuation(text: &str, at: usize, limit: usize, c: char) -> (usize, TokenKind) {
    let after_word = text[..at].chars().next_back().is_some_and(char::is_alphanumeric);
    if is_apostrophe(c) && after_word {
        return (at + c.len_utf8(), TokenKind::Possessive);
    }
    let run = match c {
        '.' | '-' => text.as_bytes()[at..limit].iter().take_while(|b| char::from(**b) == c).count(),
        _ => c.len_utf8(),
    };
    // "." alone is one token; only an ellipsis or a double hyphen stays together.
    (at + run.max(c.len_utf8()), TokenKind::Punctuation)
}

/// Cuts a possessive off the last word, where it is none of the contractions.
fn split_possessive(text: &str, tokens: &mut Vec<Token>) {
    let Some(last) = tokens.last_mut() else { return };
    if !matches!(text.as_bytes()[last.span.end - 1], b's' | b'S') {
        return;
    }
    let word = last.span.cut(text);
    let Some(stem) = word.strip_suffix(['s', 'S']).and_then(|stem| stem.strip_suffix(['\'', '’', '‘', '`'])) else {
        return;
    };
    if stem.is_empty() || Class::of(word).any(Class::FUNCTION) {
        return;
    }
    let cut = last.span.start + stem.len();
    let possessive = Token { span: Span::new(cut, last.span.end), kind: TokenKind::Possessive };
    last.span = Span::new(last.span.start, cut);
    tokens.push(possessive);
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(text: &str, expected: &str) {
        let marks: Vec<usize> = text.match_indices('"').map(|(at, _)| at).collect();
        let mut tokens = Vec::new();
        find(text, Span::new(0, text.len()), &marks, &mut tokens);
        let words: Vec<&str> = tokens.iter().map(|t| t.span.cut(text)).collect();
        assert_eq!(words.join("|"), expected, "{text}");
    }

    #[test]
    fn words_numbers_and_marks() {
        check("\"It's Jane's,\" Dr. O’Shea didn't say.", "\"|It's|Jane|'s|,|\"|Dr.|O’Shea|didn't|say|.");
        check(
            "García-López paid $1,000.50 in the U.S. on the 7th...",
            "García-López|paid|$|1,000.50|in|the|U.S.|on|the|7th|...",
        );
        check("the boys’ 39-year-old -- James T. went", "the|boys|’|39-year-old|--|James|T.|went");
        check("al-Rashid, née Lê.", "al-Rashid|,|née|Lê|.");
    }
}
