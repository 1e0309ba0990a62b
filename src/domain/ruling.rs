//! What have those who look after a server decided about its archive?
//!
//! A ruling names things by what is printed, never by a number of a store: it outlives every build. It changes nothing
//! by itself.

use std::fmt;

use serde::{Deserialize, Serialize};

use super::{ArticleId, Attribute, Fact, QuotationKind};

/// One decision; undone, everything is as it was before.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum Ruling {
    /// This person is shown to nobody.
    Hide(Whom),
    /// What a sentence says of one kind is not so, wherever the sentence is printed.
    HideClaim {
        /// The kind, as [`Fact::word`] tells it.
        word: String,
        /// The sentence, letter for letter.
        sentence: String,
    },
    /// Two names are one person's.
    Merge(Whom, Whom),
    /// Whom the article means by the name is somebody else; all that is split off one person is one other person.
    Split(Whom),
    /// The article, and what rests on it alone, is gone.
    TakeDown(ArticleId),
}

/// A person by what is printed of them.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Whom {
    /// The name.
    pub name: String,
    /// An article that prints it, which tells namesakes apart.
    pub article: ArticleId,
}

impl<P> Fact<P> {
    /// What kind of thing it says, in one word: `quotation`, a predicate, an event's kind, `role`, `age`.
    pub fn word(&self) -> &str {
        match self {
            Self::Quotation(q) if q.kind == QuotationKind::Indirect => "report",
            Self::Quotation(_) => "quotation",
            Self::Relation(relation) => &relation.predicate,
            Self::Event(event) => &event.kind,
            Self::Attribute(Attribute::Role { .. }) => "role",
            Self::Attribute(Attribute::Age { .. }) => "age",
        }
    }
}

impl fmt::Display for Ruling {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Hide(who) => write!(f, "{} is hidden", who.name),
            Self::HideClaim { word, sentence } => write!(f, "“{sentence}” is hidden as {}", word.replace('_', " ")),
            Self::Merge(one, other) => write!(f, "{} and {} are one person", one.name, other.name),
            Self::Split(who) => write!(f, "{} in {} is somebody else", who.name, who.article),
            Self::TakeDown(article) => write!(f, "{article} is taken down"),
        }
    }
}
