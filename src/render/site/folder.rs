//! How do pages come into a folder?
//!
//! Each is written beside its place and then put there, so that a run that is killed leaves no half page. What an
//! earlier run wrote and this one did not is taken away at the end.

use std::collections::HashSet;
use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use super::SiteError;

/// A folder that is being filled.
pub(super) struct Folder {
    path: PathBuf,
    written: HashSet<PathBuf>,
    made: HashSet<PathBuf>,
}

/// The end of a page's name until it is whole.
const UNFINISHED: &str = "part";

impl Folder {
    /// Makes the folder where it is not there.
    pub(super) fn open(path: &Path) -> Result<Self, SiteError> {
        fs::create_dir_all(path).map_err(|error| failed(path, &error))?;
        Ok(Self { path: path.to_owned(), written: HashSet::new(), made: HashSet::new() })
    }

    /// Puts a file there, in the place of an older one.
    pub(super) fn put(&mut self, name: &str, content: &str) -> Result<(), SiteError> {
        let path = self.path.join(name);
        if let Some(above) = path.parent().filter(|above| !self.made.contains(*above)) {
            fs::create_dir_all(above).map_err(|error| failed(above, &error))?;
            self.made.insert(above.to_owned());
        }
        let beside = path.with_extension(UNFINISHED);
        fs::write(&beside, content).map_err(|error| failed(&beside, &error))?;
        fs::rename(&beside, &path).map_err(|error| failed(&path, &error))?;
        self.written.insert(path);
        Ok(())
    }

    /// Takes away the pages in these folders that were not written now; how many.
    pub(super) fn tidy(&self, folders: &[&str]) -> Result<usize, SiteError> {
        let mut removed = 0;
        for folder in folders.iter().map(|folder| self.path.join(folder)).filter(|folder| folder.is_dir()) {
            for entry in fs::read_dir(&folder).map_err(|error| failed(&folder, &error))? {
                let path = entry.map_err(|error| failed(&folder, &error))?.path();
                let ours = path.extension().is_some_and(|end| end == "html" || end == UNFINISHED);
                if ours && !self.written.contains(&path) {
                    fs::remove_file(&path).map_err(|error| failed(&path, &error))?;
                    removed += 1;
                }
            }
        }
        Ok(removed)
    }
}

fn failed(path: &Path, error: &io::Error) -> SiteError {
    SiteError::Write(format!("{}: {error}", path.display()))
}
