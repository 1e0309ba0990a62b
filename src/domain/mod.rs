//! What the words of this program mean: articles, spans, people, dates, claims and their evidence.
//!
//! Plain data with its invariants. Nothing here reads files, analyses language, stores or renders.

pub mod article;
pub mod claim;
pub mod date;
pub mod person;
pub mod reading;
pub mod ruling;
pub mod span;
pub mod wording;

pub use article::{Article, ArticleId};
pub use claim::{
    Attribute, Claim, Earlier, Event, Fact, How, Medium, Object, Quotation, QuotationKind, Relation, Speaker, Status,
};
pub use date::{Certainty, Edtf, month_named};
pub use person::{Chain, ChainId, Person, PersonId, Pronouns};
pub use reading::{Reading, Sentence, SentenceKind, Signature, Timex, TimexType};
pub use ruling::{Ruling, Whom};
pub use span::{CodePoints, Span};
pub use wording::{Word, words};
