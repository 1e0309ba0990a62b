//! Who speaks in each quotation, with which cue, and what between marks is no quotation at all?
//!
//! Sieves in the manner of Muzny et al. (2017), surest first: a cue with its source beside the quotation, a cue
//! elsewhere in the sentence, the running speaker, the person the narration is about, the turns of a dialogue.
//! Also reported speech without marks and the answers of an interview. Never invents a speaker: what no
//! sieve can tell stays unknown.

mod clause;
mod content;
mod direct;
mod headline;
mod indirect;
mod inner;
mod interview;
mod lead;
mod person;

use crate::domain::{Medium, QuotationKind, SentenceKind, Span, Speaker};

use super::coreference::{Entity, Found};
use super::words::Words;

/// A quotation with its source. `P` says who a person is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Attribution<P> {
    /// What was said, without marks.
    pub content: Span,
    /// Direct, inside another, or reported.
    pub kind: QuotationKind,
    /// Who said it.
    pub speaker: Speaker<P>,
    /// The attributing words as printed.
    pub cue: Option<String>,
    /// The clause that attributes: its dates tell when.
    pub clause: Option<Span>,
    /// Said aloud or written.
    pub medium: Medium,
    /// Pieces of one utterance share a number.
    pub group: Option<u32>,
}

/// What the attributing clauses say of one quotation.
#[derive(Clone, Debug)]
pub(super) struct Source {
    pub speaker: Speaker<usize>,
    /// Tokens of the cue, half-open; empty for none.
    pub cue: (usize, usize),
    /// Tokens of the attributing clause.
    pub clause: (usize, usize),
    pub medium: Medium,
}

/// Everything the sieves look at.
#[derive(Clone, Copy)]
pub(super) struct Scene<'s, 'a> {
    pub words: &'s Words<'a>,
    pub entities: &'s [Entity],
    pub found: &'s [Found],
}

impl<'s> Scene<'s, '_> {
    /// The mentions that begin among these tokens.
    pub fn mentions(&self, from: usize, to: usize) -> &'s [Found] {
        let start = self.found.partition_point(|m| m.tokens.0 < from);
        let end = self.found.partition_point(|m| m.tokens.0 < to);
        &self.found[start..end.max(start)]
    }

    /// The mention that begins at this token, the longest.
    pub fn mention_at(&self, token: usize) -> Option<&'s Found> {
        self.mentions(token, token + 1).first()
    }
}

/// All quotations in order; mentions of first and third persons inside them are added to `found`.
pub(super) fn attribute(words: &Words, entities: &[Entity], found: &mut Vec<Found>) -> Vec<Attribution<usize>> {
    let mut all = {
        let scene = Scene { words, entities, found };
        let interview = interview::find(&scene);
        let mut all = direct::find(&scene, &interview);
        all.extend(interview.answers);
        all.extend(indirect::find(&scene));
        lead::identify(&scene, &mut all);
        let headlines = headline::find(&scene, &all);
        all.extend(headlines);
        all.sort_by_key(|a| (a.content.start, a.content.end));
        all
    };
    person::third(words, entities, &all, found);
    let inner = inner::find(&Scene { words, entities, found }, &all);
    all.extend(inner);
    all.sort_by_key(|a| (a.content.start, usize::MAX - a.content.end));
    person::first(words, &all, found);
    all
}

/// Whether a paragraph is text that may quote.
pub(super) fn is_body(kind: SentenceKind) -> bool {
    kind == SentenceKind::Body
}
