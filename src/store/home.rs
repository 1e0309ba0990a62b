//! Where is an archive kept, and from which file is it answered?
//!
//! A file is its own archive. A shared one lies on a server, and is answered from the file that copies it: whoever opens
//! one need not ask which it is.

use std::fmt;
use std::io::ErrorKind;
use std::path::{Path, PathBuf};

use super::shared::Shared;
use super::{Store, StoreError};

/// The place of an archive.
#[derive(Clone, Debug)]
pub enum Home {
    /// A store's file, on this machine.
    File(PathBuf),
    /// A server that several machines share.
    Shared(Shared),
}

/// What was found there.
#[derive(Debug)]
pub struct Found {
    /// The archive; `None` where nothing has been built yet.
    pub store: Option<Store>,
    /// Why it may be older than what was built last.
    pub behind: Option<StoreError>,
}

impl Home {
    /// Opens the archive for reading, its newest edition where that can be had. One that cannot be read is an error:
    /// answering from something else would hide it.
    pub fn open(&self) -> Result<Found, StoreError> {
        match self {
            // Whatever lies there counts as a store, be it readable or not.
            Self::File(path) if std::fs::symlink_metadata(path).is_err_and(|e| e.kind() == ErrorKind::NotFound) => {
                Ok(Found { store: None, behind: None })
            }
            Self::File(path) => Ok(Found { store: Some(Store::open(path)?), behind: None }),
            Self::Shared(shared) => shared.open(),
        }
    }

    /// The file that answers are read from.
    pub fn place(&self) -> &Path {
        match self {
            Self::File(path) => path,
            Self::Shared(shared) => shared.replica(),
        }
    }
}

impl From<&Path> for Home {
    fn from(path: &Path) -> Self {
        Self::File(path.to_owned())
    }
}

/// As messages call it, without a password.
impl fmt::Display for Home {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::File(path) => path.display().fmt(f),
            Self::Shared(shared) => shared.fmt(f),
        }
    }
}
