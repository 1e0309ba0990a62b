//! What is an article, once read?
//!
//! Whatever the format was, an article is one text with a title and a body in it. It is never changed after
//! reading: every span of every claim counts in this text.

use std::fmt;
use std::sync::Arc;

use serde::{Deserialize, Deserializer, Serialize, Serializer};

use super::{Edtf, Span};

/// The name of an article: the stem of its file, unique in an archive. Every claim and every source carries one, so that
/// they share the letters.
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct ArticleId(pub Arc<str>);

impl Serialize for ArticleId {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(&self.0)
    }
}

impl<'de> Deserialize<'de> for ArticleId {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        String::deserialize(deserializer).map(|stem| Self(stem.into()))
    }
}

impl fmt::Display for ArticleId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// One article as read.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Article {
    /// The file's stem.
    pub id: ArticleId,
    /// The whole text that offsets count in: the file as it is, header line included, for plain text.
    pub text: String,
    /// Day (or month, or year) of publication, where the article states it.
    pub date: Option<Edtf>,
    /// Where the title or picture caption stands; empty when there is none.
    pub title: Span,
    /// Everything after the title.
    pub body: Span,
    /// Who published it, where that is known.
    pub outlet: Option<String>,
    /// Its address, where that is known.
    pub url: Option<String>,
    /// What was odd about it, for the admin to read; that it has no date comes first.
    pub warnings: Vec<String>,
}

impl Article {
    /// Gives an article without a date this one. The first warning of such an article says that it has none, and goes.
    pub fn date_if_undated(&mut self, date: &Edtf) {
        if self.date.is_none() {
            self.date = Some(date.clone());
            self.warnings.drain(..self.warnings.len().min(1));
        }
    }

    /// The title or picture caption as printed, without white space around it.
    pub fn title(&self) -> &str {
        self.title.cut(&self.text).trim()
    }
}
