//! Which formats are there, and which one is this file?
//!
//! One file each, and one line in [`ALL`].

mod plain;

use std::path::Path;

use crate::domain::{Article, ArticleId};

/// One article format.
pub(super) struct Format {
    /// The endings of its files, lower case, without the dot.
    pub endings: &'static [&'static str],
    /// Reads one file's text; what is odd becomes a warning. An article without title and body is none.
    pub read: fn(ArticleId, String) -> Article,
}

/// Every format, the one for unknown endings first.
static ALL: &[&Format] = &[&plain::FORMAT];

/// The format of this file, told by its ending: plain text unless it is another's.
pub(super) fn of(path: &Path) -> &'static Format {
    by_ending(path).unwrap_or(ALL[0])
}

/// Whether a format claims this file's ending.
pub(super) fn known(path: &Path) -> bool {
    by_ending(path).is_some()
}

fn by_ending(path: &Path) -> Option<&'static Format> {
    let ending = path.extension()?.to_str()?.to_ascii_lowercase();
    ALL.iter().copied().find(|f| f.endings.contains(&ending.as_str()))
}
