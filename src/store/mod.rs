//! What has been read, and how is it found again?
//!
//! The only place that names the database. Readings go in, people, claims and passages come out; nothing is
//! worked out here. Claims are kept by chain, as read; who a chain is stands beside them, so that linking
//! anew changes no claim.

use crate::domain::{Article, ArticleId, Claim, Edtf, Person, PersonId, SentenceKind, Span, Timex};

/// What went wrong with the store, in words for the admin: the thing and the remedy.
#[derive(Debug, thiserror::Error)]
#[error("{0}")]
pub struct StoreError(pub String);

/// A claim, the article that makes it, and who its people are across the archive.
#[derive(Clone, Debug, PartialEq)]
pub struct Filed {
    /// Which article says so.
    pub article: ArticleId,
    /// What it says.
    pub claim: Claim<PersonId>,
}

/// What is known of an article without its text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ArticleHead {
    /// The file's stem.
    pub id: ArticleId,
    /// When it was published.
    pub date: Option<Edtf>,
    /// Its title or caption.
    pub title: String,
    /// Who published it.
    pub outlet: Option<String>,
    /// Its address.
    pub url: Option<String>,
}

/// One sentence found by a search.
#[derive(Clone, Debug, PartialEq)]
pub struct Passage {
    /// Where it stands.
    pub article: ArticleId,
    /// The sentence.
    pub span: Span,
    /// Its paragraph.
    pub paragraph: u32,
    /// What part of the article it is.
    pub kind: SentenceKind,
    /// Who is mentioned in it, by name, description or pronoun.
    pub people: Vec<PersonId>,
    /// BM25, higher is better.
    pub score: f64,
}

/// An open store.
#[derive(Debug)]
pub struct Store {}

impl Store {
    /// Every article, oldest first, undated ones last.
    pub fn articles(&self) -> Result<Vec<ArticleHead>, StoreError> {
        todo!()
    }

    /// One article with its text.
    pub fn article(&self, _id: &ArticleId) -> Result<Option<Article>, StoreError> {
        todo!()
    }

    /// Everybody, most mentioned first.
    pub fn people(&self) -> Result<Vec<Person>, StoreError> {
        todo!()
    }

    /// Every claim whose fact names this person or that this person asserts, in order of article and place.
    pub fn claims_about(&self, _person: PersonId) -> Result<Vec<Filed>, StoreError> {
        todo!()
    }

    /// Every claim of one article, in order of place.
    pub fn claims_in(&self, _article: &ArticleId) -> Result<Vec<Filed>, StoreError> {
        todo!()
    }

    /// The temporal expressions of one article, in order.
    pub fn timexes_in(&self, _article: &ArticleId) -> Result<Vec<Timex>, StoreError> {
        todo!()
    }

    /// The sentences of one article in order; their score is 0.
    pub fn sentences_in(&self, _article: &ArticleId) -> Result<Vec<Passage>, StoreError> {
        todo!()
    }

    /// Sentences that hold any of these words (stemmed, case and accents ignored) in their own text, best
    /// first; with people named, only sentences that mention one of them. Without words, all that mention them.
    pub fn passages(&self, _words: &[&str], _people: &[PersonId], _limit: usize) -> Result<Vec<Passage>, StoreError> {
        todo!()
    }
}
