//! Who is meant by each name, description and pronoun of an article?
//!
//! Deterministic, in the manner of Lee et al. (2013): names first ([`chain`]), then one walk through the text in
//! which every mention raises the salience of whom it means and every sentence lets it fade. Never looks into
//! another article; first persons inside quotations wait for attribution.

mod chain;
mod describe;
mod entity;
mod former;
mod gender;
mod nominal;
mod pair;
mod pronoun;
mod salience;
mod traits;
mod walk;

pub(crate) use entity::Entity;
pub(crate) use gender::{fit, pronoun};

use smallvec::SmallVec;

use crate::domain::Span;

use super::MentionKind;
use super::name::Name;
use super::words::Words;

/// Whom a mention means, few as they nearly always are: indices of entities.
pub(crate) type Meant = SmallVec<[usize; 2]>;

/// A mention with what the walk knows about it.
#[derive(Clone, Debug)]
pub(crate) struct Found {
    pub span: Span,
    /// First and last token, half-open.
    pub tokens: (usize, usize),
    pub kind: MentionKind,
    /// Whom it means.
    pub people: Meant,
    pub possessive: bool,
    /// Somebody who stays without a name.
    pub unnamed: bool,
    /// Says something about the name next to it rather than standing for it.
    pub apposition: bool,
}

/// The people and the mentions of an article, in order.
pub(crate) fn resolve(words: &Words, names: &[Name]) -> (Vec<Entity>, Vec<Found>) {
    let (mut entities, owners) = chain::group(words, names);
    let traits = traits::collect(words, names, &owners, &mut entities);
    let found = walk::Walk::new(words, names, &owners, &mut entities, traits).run();
    (entities, found)
}
