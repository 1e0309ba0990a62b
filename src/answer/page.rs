//! How is one article looked at?
//!
//! Its sentences, their stems, what it is about, and how much of it a reader likes to read at once. What is worked out here
//! is kept as long as the page is at hand, and stored nowhere.

use std::sync::{Arc, OnceLock};

use super::lexicon::Stem;
use super::name::{fold, words_of};
use crate::domain::{Article, SentenceKind, Span};
use crate::store::Passage;

/// One article with its sentences.
#[derive(Debug)]
pub struct Page {
    /// The article with its text.
    pub article: Article,
    /// Its sentences in order.
    pub sentences: Arc<Vec<Passage>>,
    stems: Vec<OnceLock<Vec<Stem>>>,
}

/// What stands behind a verb and changes its meaning.
pub(super) const PARTICLES: [&str; 8] = ["up", "over", "down", "away", "in", "back", "out", "charge"];

impl Page {
    /// The page of an article, with all its sentences in order.
    pub(super) fn new(article: Article, sentences: Arc<Vec<Passage>>) -> Self {
        let stems = sentences.iter().map(|_| OnceLock::new()).collect();
        Self { article, sentences, stems }
    }

    /// The stems of one sentence, by its place; a compound counts in parts and whole (`non-binary`, `nonbinary`). Most
    /// sentences of a page are never looked at.
    pub fn stems(&self, at: usize) -> &[Stem] {
        let (Some(sentence), Some(stems)) = (self.sentences.get(at), self.stems.get(at)) else { return &[] };
        stems.get_or_init(|| {
            let text = sentence.span.cut(&self.article.text);
            let compounds = text.split_whitespace().filter(|word| word.contains('-')).map(fold);
            let words = words_of(text);
            // A verb and its particle mean something of their own: `took over`.
            let phrasal = words.windows(2).filter(|pair| PARTICLES.contains(&pair[1].as_str()));
            let phrasal: Vec<Stem> = phrasal.filter_map(|pair| Stem::known(&pair.concat())).collect();
            words.into_iter().chain(compounds).map(|word| Stem::of(&word)).chain(phrasal).collect()
        })
    }

    /// The sentences that a span stands in, as one span.
    pub(super) fn sentence_span(&self, within: Span) -> Span {
        let mut held = self.sentences.iter().map(|s| s.span).filter(|s| s.overlaps(within));
        let Some(first) = held.next() else { return within };
        held.fold(first, Span::cover)
    }

    /// What the article is about: its headline and its first sentences, with their stems.
    pub fn beginning(&self) -> impl Iterator<Item = (&Passage, &[Stem])> {
        const SENTENCES: usize = 4;
        let told = |(_, s): &(usize, &Passage)| matches!(s.kind, SentenceKind::Body | SentenceKind::Title);
        let told = self.sentences.iter().enumerate().filter(told).take(SENTENCES);
        told.map(|(at, sentence)| (sentence, self.stems(at)))
    }

    /// A sentence with what follows in the paragraph, then with what goes before, up to about five lines.
    pub(super) fn widened(&self, at: usize) -> Span {
        const LONGEST: usize = 420;
        let (text, sentences) = (&self.article.text, &self.sentences);
        let same = |s: &&Passage| s.paragraph == sentences[at].paragraph;
        let mut wide = sentences[at].span;
        let after = sentences[at + 1..].iter().take_while(same);
        for other in after.chain(sentences[..at].iter().rev().take_while(same)) {
            let wider = wide.cover(other.span);
            if wider.cut(text).chars().count() > LONGEST {
                break;
            }
            wide = wider;
        }
        wide
    }
}
