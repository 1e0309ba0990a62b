//! What did reading one article yield?
//!
//! The parcel that goes from reading to the store. It names people by chain only: who they are across the
//! archive is decided later and never changes what was read.

use serde::{Deserialize, Serialize};

use super::{Article, Chain, ChainId, Claim, Span};

/// Everything that one article yields.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Reading {
    /// The article itself.
    pub article: Article,
    /// Its sentences in order, title first.
    pub sentences: Vec<Sentence>,
    /// The people named in it.
    pub chains: Vec<Chain>,
    /// Its temporal expressions in order.
    pub timexes: Vec<Timex>,
    /// What it says.
    pub claims: Vec<Claim<ChainId>>,
}

/// What of an article survives copying and rewording, to find its copies by.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Signature {
    /// Keys; two articles that share one at the same place may be copies.
    pub bands: Vec<u32>,
    /// Its telling words in order, hashed.
    pub words: Vec<u16>,
}

/// One sentence and who it is about.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Sentence {
    /// Where it stands.
    pub span: Span,
    /// The paragraph it belongs to, counted from 0 with the title.
    pub paragraph: u32,
    /// What part of the article it is.
    pub kind: SentenceKind,
    /// Who is mentioned in it: by name, description or pronoun. Each once, in order.
    pub people: Vec<ChainId>,
}

/// What part of an article a sentence is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum SentenceKind {
    /// The headline or the picture caption that stands in its place.
    Title,
    /// A heading among the paragraphs.
    Heading,
    /// Text.
    Body,
    /// Credits, share bars, advertisements, bylines: never a fact.
    Noise,
}

/// A temporal expression (`TimeML` TIMEX3).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Timex {
    /// Where it stands, without a preposition in front.
    pub span: Span,
    /// Its type.
    pub kind: TimexType,
    /// Its TIMEX3 value: `2021-12-27`, `2021-SU`, `P1Y`, `XXXX-WXX-1`, `PAST_REF`.
    pub value: String,
    /// Its TIMEX3 modifier: `START`, `APPROX`, ...
    pub modifier: Option<String>,
}

/// The types of TIMEX3.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "UPPERCASE")]
pub enum TimexType {
    /// A day or something longer.
    Date,
    /// Something shorter than a day.
    Time,
    /// A length of time; ages too.
    Duration,
    /// Something that recurs.
    Set,
}
