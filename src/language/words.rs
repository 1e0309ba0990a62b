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
    classes: Vec<Class>,
    /// For each token the outermost stretch that it stands in, [`OUTSIDE`] for none.
    within: Vec<u32>,
}

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
        let classes = tokens
            .iter()
            .map(|t| if t.kind == TokenKind::Word { Class::of(t.span.cut(text)) } else { Class::default() })
            .collect();
        let mut within = vec![OUTSIDE; tokens.len()];
        let mut n = 0;
        for (index, stretch) in quoted.iter().enumerate().filter(|(_, q)| q.inside.is_none()) {
            while n < tokens.len() && tokens[n].span.start < stretch.span.start {
                n += 1;
            }
            while n < tokens.len() && tokens[n].span.start < stretch.span.end {
                within[n] = index as u32;
                n += 1;
            }
        }
        Self { text, paragraphs, sentences, tokens, quoted, classes, within }
    }

    /// The word at a position; empty beyond the end.
    pub fn word(&self, n: usize) -> &'a str {
        self.tokens.get(n).map_or("", |t| t.span.cut(self.text))
    }

    /// Its classes.
    pub fn class(&self, n: usize) -> Class {
        self.classes.get(n).copied().unwrap_or_default()
    }

    pub fn kind(&self, n: usize) -> Option<TokenKind> {
        self.tokens.get(n).map(|t| t.kind)
    }

    pub fn is_word(&self, n: usize) -> bool {
        self.kind(n) == Some(TokenKind::Word)
    }

    /// A word with a capital in front, or with a small prefix before a capital (`al-Rashid`).
    pub fn is_capital(&self, n: usize) -> bool {
        let word = self.word(n);
        self.is_word(n)
            && match word.as_bytes().first() {
                Some(b'A'..=b'Z') => true,
                // Nearly every word begins small and with no such prefix.
                Some(b'a' | b'b' | b'e' | b'i') => word.split_once('-').is_some_and(|(prefix, rest)| {
                    matches!(prefix, "al" | "el" | "bin" | "ibn" | "ben") && rest.starts_with(char::is_uppercase)
                }),
                Some(b'c'..=b'z') | None => false,
                Some(_) => word.starts_with(char::is_uppercase),
            }
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
        self.within.get(n).filter(|q| **q != OUTSIDE).map(|q| *q as usize)
    }

    /// Whether the word, in any case, is one of these (given in lower case).
    pub fn is_any(&self, n: usize, words: &[&str]) -> bool {
        let word = self.word(n);
        words.iter().any(|w| w.len() == word.len() && w.eq_ignore_ascii_case(word))
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
