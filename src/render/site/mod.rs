//! What does the archive look like as a site?
//!
//! A page for each article and each person, lists of both, and a search that needs no server. Pages are the same
//! whenever they are written from the same archive; each is there whole or not at all; none asks anything of the network.

mod address;
mod article;
mod folder;
mod layout;
mod lists;
mod person;

use std::collections::HashMap;
use std::path::Path;

pub use self::address::sentence as address;
use self::folder::Folder;
use crate::answer::{Archive, Profile};
use crate::domain::PersonId;
use crate::store::StoreError;

/// How many pages were written.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Written {
    /// One for each article.
    pub articles: usize,
    /// One for each person.
    pub people: usize,
    /// Of what is no longer in the archive: taken away.
    pub removed: usize,
}

/// Why there is no site.
#[derive(Debug, thiserror::Error)]
pub enum SiteError {
    /// The store can't be read.
    #[error(transparent)]
    Store(#[from] StoreError),
    /// The folder can't be written.
    #[error("{0}; name a folder that can be written, on a disk with room")]
    Write(String),
}

/// Writes the site of an archive into a folder; `profile` tells all about a person.
pub fn write(
    archive: &Archive,
    profile: impl Fn(PersonId) -> Result<Option<Profile>, StoreError>,
    folder: &Path,
) -> Result<Written, SiteError> {
    let mut folder = Folder::open(folder)?;
    for (name, content) in ASSETS {
        folder.put(name, content)?;
    }
    let people = address::people(archive.names.people());
    let mut places = HashMap::new();
    for rank in 0..archive.size() {
        let Some(head) = archive.head_at(rank) else { continue };
        let page = archive.page(&head.id)?;
        let sentences = article::sentences(&page);
        folder.put(&address::article(&head.id), &article::page(head, &page, &sentences, archive, &people))?;
        places.insert(head.id.clone(), sentences);
    }
    let site = person::Site { archive, places: &places };
    let mut written = Written { articles: places.len(), ..Written::default() };
    for one in archive.names.people() {
        let (Some(told), Some(name)) = (profile(one.id)?, people.get(&one.id)) else { continue };
        folder.put(name, &site.page(&told))?;
        written.people += 1;
    }
    folder.put("people.html", &lists::people(archive, &people))?;
    folder.put("articles.html", &lists::articles(archive))?;
    folder.put("search-index.js", &lists::index(archive, &people))?;
    folder.put("index.html", &lists::home(archive, &people))?;
    written.removed = folder.tidy(&["articles", "people"])?;
    Ok(written)
}

const ASSETS: [(&str, &str); 2] = [
    ("style.css", include_str!("../../../data/site/style.css")),
    ("search.js", include_str!("../../../data/site/search.js")),
];
