//! What does a stretch between marks look like: a title, a nickname, a fragment, whole sentences?

use crate::domain::Span;
use crate::language::lexicon::Class;
use crate::language::words::Words;

/// The shape of what stands between marks.
#[derive(Clone, Copy, Debug)]
pub(super) struct Shape {
    /// First token and one past the last.
    pub tokens: (usize, usize),
    /// Begins with a capital and ends with a full stop, or is long.
    pub sentence: bool,
    /// Every weighty word has a capital.
    pub title: bool,
    /// What the content ends with.
    pub end: End,
    pub words: usize,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum End {
    Comma,
    Stop,
    /// `?` or `!`
    Call,
    Open,
}

pub(super) fn shape(words: &Words, span: Span) -> Shape {
    let from = words.token_from(span.start);
    let to = words.token_from(span.end);
    let text = span.cut(words.text).trim_end().trim_end_matches(['\'', '’', '"', '”', '*', ')', ']']);
    let end = match text.chars().next_back() {
        Some(',' | '—' | '–' | ';') => End::Comma,
        Some('.' | '…') => End::Stop,
        Some('?' | '!') => End::Call,
        _ => End::Open,
    };
    let count = (from..to).filter(|n| words.is_word(*n)).count();
    let capital = text
        .trim_start_matches(['‘', '\'', '“', '[', '(', '.', '…', ' '])
        .starts_with(|c: char| c.is_uppercase() || c.is_ascii_digit());
    let weighty = |n: &usize| words.is_word(*n) && !(words.class(*n).any(Class::FUNCTION) && *n > from);
    let title = capital
        && count <= 10
        && (from..to).filter(weighty).all(|n| words.is_capital(n))
        && !(from..to).any(|n| words.is_any(n, LOWERED) && !words.is_capital(n))
        && (count <= 3 || (from..to).filter(|n| words.is_capital(*n)).count() * 2 >= count)
        // "I'm not sorry" has no capital but that of its beginning.
        && (count == 1
            || (from..to).any(|n| words.is_capital(n) && (n > from || !words.class(n).any(Class::FUNCTION))))
        && !matches!(end, End::Call);
    let verbish = (from..to).any(|n| {
        words.class(n).any(Class::FUNCTION) && words.word(n).contains(['\'', '’'])
            || words.is_any(n, &["i", "we", "you", "is", "was", "are"])
    });
    let sentence = capital && (end != End::Open || count >= 6) || count >= 9 && verbish;
    Shape { tokens: (from, to), sentence, title, end, words: count }
}

/// Verbs and pronouns, short as they are, have a capital in a title: "Nobody asked me" is none.
const LOWERED: &[&str] =
    &["me", "him", "her", "us", "them", "you", "he", "she", "we", "they", "asked", "said", "was", "were", "had", "did"];
