//! What is told of one person, all of it, as plain data?
//!
//! Nothing is chosen and nothing is cut: for a page to be read at leisure, not an answer. Each line rests on a source.

use super::{Happening, Source};
use crate::domain::ArticleId;

/// Everything that is told of somebody.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Profile {
    /// The full name.
    pub name: String,
    /// What they are or do.
    pub roles: Vec<Statement>,
    /// Whom and what they are tied to.
    pub ties: Vec<Statement>,
    /// What happened, in order; undated last.
    pub happenings: Vec<(Happening, Option<Source>)>,
    /// What they said or wrote, letter for letter, oldest article first.
    pub words: Vec<Statement>,
    /// The articles that name them, oldest first.
    pub articles: Vec<ArticleId>,
}

/// Something in words, and where it is told.
#[derive(Clone, Debug, PartialEq)]
pub struct Statement {
    /// In words.
    pub text: String,
    /// The telling words.
    pub source: Option<Source>,
}
