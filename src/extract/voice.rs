//! Who speaks where?
//!
//! The quotations of one article by place, so that each claim knows who asserts it. Decides nothing.

use crate::domain::{ChainId, Claim, Fact, QuotationKind, Span, Speaker};
use crate::language::Token;

/// Who speaks where: the contents of quotations with their speakers.
pub(super) struct Voices {
    /// Content, speaker, whether it stands between marks; by start, outer before inner.
    spoken: Vec<(Span, Speaker<ChainId>, QuotationKind)>,
    /// For each place in `spoken`, the one that it lies in.
    inside: Vec<Option<usize>>,
}

impl Voices {
    /// From the quotations of an article.
    pub fn of(quotations: &[Claim<ChainId>]) -> Self {
        let mut spoken: Vec<_> = quotations
            .iter()
            .filter_map(|claim| match &claim.fact {
                Fact::Quotation(q) => Some((q.content, q.speaker.clone(), q.kind)),
                _ => None,
            })
            .collect();
        spoken.sort_by_key(|(span, ..)| (span.start, usize::MAX - span.end));
        let mut open: Vec<usize> = Vec::new();
        let mut inside = Vec::with_capacity(spoken.len());
        for (i, (span, ..)) in spoken.iter().enumerate() {
            while open.last().is_some_and(|o| spoken[*o].0.end <= span.start) {
                open.pop();
            }
            inside.push(open.last().copied());
            open.push(i);
        }
        Self { spoken, inside }
    }

    fn innermost(&self, byte: usize) -> Option<usize> {
        let mut at = self.spoken.partition_point(|(span, ..)| span.start <= byte).checked_sub(1);
        while let Some(i) = at {
            if self.spoken[i].0.holds(byte) {
                return Some(i);
            }
            at = self.inside[i];
        }
        None
    }

    /// Who says what stands at this byte; `None` for the narrator.
    pub fn at(&self, byte: usize) -> Option<&Speaker<ChainId>> {
        self.innermost(byte).map(|i| &self.spoken[i].1)
    }

    /// The same of quotations between marks alone: what the narrator puts into reported speech is the narrator's.
    pub fn between_marks(&self, byte: usize) -> Option<&Speaker<ChainId>> {
        let mut layer = self.innermost(byte);
        while let Some(i) = layer.filter(|i| self.spoken[*i].2 == QuotationKind::Indirect) {
            layer = self.inside[i];
        }
        layer.map(|i| &self.spoken[i].1)
    }

    /// For each token the quotation between marks that holds it, as an index that only tells quotations apart.
    pub fn layers(&self, tokens: &[Token], layers: &mut Vec<Option<usize>>) {
        let from = tokens.first().map_or(0, |t| t.span.start);
        let mut next = self.spoken.partition_point(|(span, ..)| span.start <= from);
        let mut within = next.checked_sub(1);
        layers.clear();
        layers.extend(tokens.iter().map(|token| {
            let byte = token.span.start;
            while self.spoken.get(next).is_some_and(|(span, ..)| span.start <= byte) {
                within = Some(next);
                next += 1;
            }
            while let Some(i) = within.filter(|i| !self.spoken[*i].0.holds(byte)) {
                within = self.inside[i];
            }
            let mut marked = within;
            while let Some(i) = marked.filter(|i| self.spoken[*i].2 == QuotationKind::Indirect) {
                marked = self.inside[i];
            }
            marked
        }));
    }

    /// What is said in a layer.
    pub fn content(&self, layer: usize) -> Span {
        self.spoken[layer].0
    }

    /// Who speaks in a layer; nobody for the narrator.
    pub fn speaker(&self, layer: Option<usize>) -> &[ChainId] {
        match layer.map(|i| &self.spoken[i].1) {
            Some(Speaker::Person(p)) => std::slice::from_ref(p),
            Some(Speaker::Joint(all)) => all,
            _ => &[],
        }
    }
}
