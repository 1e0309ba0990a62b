//! Who is meant, within one article and across all of them?
//!
//! A [`Chain`] is one person within one article; a [`Person`] is a set of chains that linking holds to be the
//! same. Nothing here decides who is who.

use serde::{Deserialize, Serialize};

use super::{ArticleId, Span};

/// One person within one article: an index into [`super::Reading::chains`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(transparent)]
pub struct ChainId(pub u32);

/// One person across the archive.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(transparent)]
pub struct PersonId(pub u32);

/// The pronouns that texts use for a person.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum Pronouns {
    /// he/him
    He,
    /// she/her
    She,
    /// they/them, of one person
    They,
}

impl Pronouns {
    /// The subject form: `he`, `she`, `they`.
    pub fn subject(self) -> &'static str {
        match self {
            Self::He => "he",
            Self::She => "she",
            Self::They => "they",
        }
    }

    /// As people state them: `he/him`.
    pub fn label(self) -> &'static str {
        match self {
            Self::He => "he/him",
            Self::She => "she/her",
            Self::They => "they/them",
        }
    }
}

/// One named person within one article (coreference chain).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Chain {
    /// The longest form printed in the article, titles dropped, a nickname in quotation marks left out.
    pub name: String,
    /// Every form printed, longest first, without possessives: `Jane Doe`, `Ms. Doe`, `Doe`, `Jane`.
    pub forms: Vec<String>,
    /// What the article calls them by, where it tells.
    pub pronouns: Option<Pronouns>,
    /// Where each mention by name stands, in order.
    pub names: Vec<Span>,
}

/// One person across the archive.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Person {
    /// Stable within one store.
    pub id: PersonId,
    /// The longest form printed anywhere in the archive, titles dropped.
    pub name: String,
    /// Every form printed, longest first, the name among them.
    pub aliases: Vec<String>,
    /// What most articles call them by.
    pub pronouns: Option<Pronouns>,
    /// The articles that name them, in order of id.
    pub articles: Vec<ArticleId>,
    /// How often they are named: breaks ties between namesakes.
    pub mentions: u32,
}
