//! Who builds the archive of a server, and reads what is to be added to it?
//!
//! Handed in: answering knows neither how articles are read nor the network.

use std::fmt;
use std::path::Path;

use crate::domain::{Article, Reading, Ruling};
use crate::store::{Store, StoreError};

/// Builds the archive of one server from the common one, at a place of its own, with its articles, under its rulings.
pub type Build = dyn Fn(&Store, &Path, &[Article], &[Ruling]) -> Result<Store, StoreError> + Send + Sync;
/// Reads everything that an article tells.
pub type Read = dyn Fn(Article) -> Reading + Send + Sync;
/// Fetches what stands at an address; an error says why not, in words for whoever gave it.
pub type Fetch = dyn Fn(&str) -> Result<File, String> + Send + Sync;

/// What it takes to keep archives of servers.
pub struct Maker {
    /// Builds one.
    pub build: Box<Build>,
    /// Reads an article before it is added.
    pub read: Box<Read>,
    /// Fetches one.
    pub fetch: Box<Fetch>,
}

/// A file as somebody gave it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct File {
    /// Its name, which becomes that of the article; of a page its address.
    pub name: String,
    /// All of it.
    pub bytes: Vec<u8>,
    /// Of a page: what its server calls it.
    pub media: Option<String>,
}

impl fmt::Debug for Maker {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Maker")
    }
}
