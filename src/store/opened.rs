//! Is a store's file still what was opened?
//!
//! A published file is replaced, never changed. Whoever writes over it or cuts it short takes answers away from the bot
//! that has it open; whoever puts another in its place takes nothing. Looks at lengths and times, reads nothing.

use std::fs::{self, File, Metadata};
use std::io;
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::{SystemTime, UNIX_EPOCH};

/// A file as it was when it was opened.
#[derive(Debug)]
pub(super) struct Opened {
    path: PathBuf,
    file: File,
    then: Stamp,
    /// Found damaged since, though nobody wrote to it.
    damaged: AtomicBool,
}

/// What another file, or a changed one, has otherwise.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Stamp {
    bytes: u64,
    written: Option<SystemTime>,
}

impl Opened {
    /// Opens a file beside whoever else does.
    pub(super) fn open(path: &Path) -> io::Result<Self> {
        let file = File::open(path)?;
        let then = Stamp::of(&file.metadata()?);
        Ok(Self { path: path.to_owned(), file, then, damaged: AtomicBool::new(false) })
    }

    /// Where it lay.
    pub(super) fn path(&self) -> &Path {
        &self.path
    }

    /// Its length and time, in one word.
    pub(super) fn stamp(&self) -> String {
        let since = self.then.written.and_then(|time| time.duration_since(UNIX_EPOCH).ok()).unwrap_or_default();
        format!("{}-{}", self.then.bytes, since.as_nanos())
    }

    /// How long it was.
    pub(super) fn bytes(&self) -> u64 {
        self.then.bytes
    }

    /// When it was written, where the system tells.
    pub(super) fn written(&self) -> Option<SystemTime> {
        self.then.written
    }

    /// What was found to be damaged is not whole any more.
    pub(super) fn withdraw(&self) {
        self.damaged.store(true, Ordering::Relaxed);
    }

    /// Whether nobody has changed what was opened, be it still in its place or not.
    pub(super) fn is_whole(&self) -> bool {
        !self.damaged.load(Ordering::Relaxed) && self.file.metadata().is_ok_and(|now| Stamp::of(&now) == self.then)
    }

    /// Whether the same still lies in its place.
    pub(super) fn is_in_place(&self) -> bool {
        fs::metadata(&self.path).is_ok_and(|now| Stamp::of(&now) == self.then)
    }
}

impl Stamp {
    fn of(metadata: &Metadata) -> Self {
        Self { bytes: metadata.len(), written: metadata.modified().ok() }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_happens_to_a_file_is_seen() {
        let folder = tempfile::tempdir().expect("a folder");
        let (path, other) = (folder.path().join("a"), folder.path().join("b"));
        let put = |path: &Path, words: &str| fs::write(path, words).expect("written");
        let replace = || {
            put(&other, "other");
            fs::rename(&other, &path).expect("renamed");
        };
        let cases: [(&dyn Fn(), bool, bool); 5] = [
            (&|| (), true, true),
            (&replace, true, false),
            (&|| fs::remove_file(&path).expect("removed"), true, false),
            (&|| put(&path, "sh"), false, false),
            (&|| put(&path, "something longer"), false, false),
        ];
        for (number, (happens, whole, in_place)) in cases.into_iter().enumerate() {
            put(&path, "a store");
            let opened = Opened::open(&path).expect("there");
            assert_eq!(opened.bytes(), 7);
            happens();
            assert_eq!((opened.is_whole(), opened.is_in_place()), (whole, in_place), "{number}");
            opened.withdraw();
            assert!(!opened.is_whole());
        }
    }
}
