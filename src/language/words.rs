//! How do the later stages look at the words of an article: with their classes, in sentences, in or out of
//! quotations?
//!
//! A view over what the first stages found. Decides nothing.

use crate::domain::{SentenceKind, Span};

use super::lexicon::Class;
use super::{Paragraph, Quoted, SentenceSpan, Token, TokenKind};

/// The words of one article.
pub(crate) struct Words<'a> {
    pub text: &'a str,
    pub paragraphs: &'a [Paragraph],
    pub sentences: &'a [SentenceSpan],
    pub tokens: &'a [Token],
    pub quoted: &'a [Quoted],
    /// One for each token.
    looks: Vec<Look<'a>>,
}

/// What one look at a word tells: every stage asks for it, time and again.
#[derive(Clone, Copy, Debug)]
struct Look<'a> {
    word: &'a str,
    class: Class,
    kind: TokenKind,
    capital: bool,
    /// The outermost stretch that it stands in, [`OUTSIDE`] for none.
    within: u32,
}

/// The bit that tells a capital from a small letter.
const CASE: u8 = b'a' ^ b'A';

/// No quotation around a token.
const OUTSIDE: u32 = u32::MAX;

impl<'a> Words<'a> {
    pub fn new(
        text: &'a str,
        paragraphs: &'a [Paragraph],
        sentences: &'a [SentenceSpan],
        tokens: &'a [Token],
        quoted: &'a [Quoted],
    ) -> Self {
        let look = |token: &Token| {
            let word = token.span.cut(text);
            let is_word = token.kind == TokenKind::Word;
            let class = if is_word { Class::of(word) } else { Class::default() };
            Look { word, class, kind: token.kind, capital: is_word && is_capital(word), within: OUTSIDE }
        };
        let mut looks: Vec<Look> = tokens.iter().map(look).collect();
        let mut n = 0;
        for (index, stretch) in quoted.iter().enumerate().filter(|(_, q)| q.inside.is_none()) {
            while n < tokens.len() && tokens[n].span.start < stretch.span.start {
                n += 1;
            }
            while n < tokens.len() && tokens[n].span.start < stretch.span.end {
                looks[n].within = index as u32;
                n += 1;
            }
        }
        Self { text, paragraphs, sentences, tokens, quoted, looks }
    }

    /// The word at a position; empty beyond the end.
    pub fn word(&self, n: usize) -> &'a str {
        self.looks.get(n).map_or("", |l| l.word)
    }

    /// Its classes.
    pub fn class(&self, n: usize) -> Class {
        self.looks.get(n).map(|l| l.class).unwrap_or_default()
    }

    pub fn kind(&self, n: usize) -> Option<TokenKind> {
        self.looks.get(n).map(|l| l.kind)
    }

    pub fn is_word(&self, n: usize) -> bool {
        self.kind(n) == Some(TokenKind::Word)
    }

    /// A word with a capital in front, or with a small prefix before a capital (`al-Rashid`).
    pub fn is_capital(&self, n: usize) -> bool {
        self.looks.get(n).is_some_and(|l| l.capital)
    }

    /// An adverb in -ly; `Tully` and `family` are none.
    pub fn is_adverb(&self, n: usize) -> bool {
        let word = self.word(n);
        word.ends_with("ly")
            && word.starts_with(char::is_lowercase)
            && !matches!(word, "family" | "ally" | "bully" | "reply" | "assembly" | "rally" | "supply" | "elderly")
    }

    /// Several letters, all of them capitals.
    pub fn is_shouted(&self, n: usize) -> bool {
        let word = self.word(n);
        word.chars().filter(|c| c.is_alphabetic()).nth(1).is_some() && !word.chars().any(char::is_lowercase)
    }

    /// The outermost stretch between marks around a token: an index into `quoted`.
    pub fn quote_of(&self, n: usize) -> Option<usize> {
        self.looks.get(n).filter(|l| l.within != OUTSIDE).map(|l| l.within as usize)
    }

    /// Whether the word, in any case, is one of these (given in lower case).
    pub fn is_any(&self, n: usize, words: &[&str]) -> bool {
        let word = self.word(n);
        let Some(first) = word.as_bytes().first() else { return false };
        // Two words of one length and beginning are nearly always the same: few need a closer look.
        let alike = |w: &str| w.len() == word.len() && (w.as_bytes()[0] ^ first) & !CASE == 0;
        words.iter().any(|w| alike(w) && w.eq_ignore_ascii_case(word))
    }

    /// From the start of one token to the end of another.
    pub fn span(&self, from: usize, to: usize) -> Span {
        match (self.tokens.get(from), to.checked_sub(1).and_then(|last| self.tokens.get(last))) {
            (Some(first), Some(last)) => Span::new(first.span.start, last.span.end),
            _ => Span::default(),
        }
    }

    /// The first token that begins at or after a byte.
    pub fn token_from(&self, byte: usize) -> usize {
        self.tokens.partition_point(|t| t.span.start < byte)
    }

    /// The sentence of a token: an index into `sentences`.
    pub fn sentence_of(&self, n: usize) -> Option<usize> {
        let after = self.sentences.partition_point(|s| s.tokens.0 <= n);
        after.checked_sub(1).filter(|i| n < self.sentences[*i].tokens.1)
    }

    /// What part of the article a sentence is.
    pub fn part(&self, sentence: &SentenceSpan) -> SentenceKind {
        self.paragraphs[sentence.paragraph].kind
    }
}

fn is_capital(word: &str) -> bool {
    match word.as_bytes().first() {
        Some(b'A'..=b'Z') => true,
        // Nearly every word begins small and with no such prefix.
        Some(b'a' | b'b' | b'e' | b'i') => {
            let rest = ["al-", "el-", "bin-", "ibn-", "ben-"].iter().find_map(|prefix| word.strip_prefix(prefix));
            rest.is_some_and(|rest| rest.starts_with(char::is_uppercase))
        }
        Some(b'c'..=b'z') | None => false,
        Some(_) => word.starts_with(char::is_uppercase),
    }
}
