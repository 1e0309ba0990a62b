//! Which articles must be read, and which are gone?

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use super::files::{BuildError, Files};
use super::{READER, Read, yielded};
use crate::article;
use crate::domain::{Article, ArticleId, Edtf};
use crate::store::{Known, Origin};

/// What a build has to do.
#[derive(Debug, Default)]
pub(super) struct Plan {
    /// Articles to read, in order of id.
    pub tasks: Vec<Task>,
    /// Articles to take out.
    pub gone: Vec<ArticleId>,
    /// How many need nothing.
    pub unchanged: usize,
    /// Files that are no articles: file, reason and remedy.
    pub refused: Vec<String>,
}

/// One article to read.
#[derive(Debug)]
pub(super) struct Task {
    /// Its file.
    pub path: PathBuf,
    /// Its path, hash and reader, for the next build to compare.
    pub origin: Origin,
    date: Option<Edtf>,
}

impl Plan {
    /// Compares the files with what the store holds. A file that cannot be read keeps its earlier reading.
    pub fn make(files: &Files, known: &BTreeMap<ArticleId, Known>, date: Option<&Edtf>) -> Result<Self, BuildError> {
        let mut plan = Self { refused: files.refused.clone(), ..Self::default() };
        for (id, path) in &files.articles {
            let before = known.get(id);
            if let Some(before) = before {
                let elsewhere = Path::new(&before.origin.path);
                if elsewhere != path && elsewhere.exists() {
                    let (one, other) = (elsewhere.to_owned(), path.clone());
                    return Err(BuildError::EqualStems { name: id.clone(), one, other });
                }
            }
            plan.consider(path, before, date);
        }
        plan.gone = known
            .iter()
            .filter(|(id, before)| {
                let path = Path::new(&before.origin.path);
                // A folder that could not be listed tells nothing about what is in it.
                let listed = files.folders.iter().any(|folder| path.starts_with(folder));
                listed && !files.articles.contains_key(*id) && !path.exists()
            })
            .map(|(id, _)| id.clone())
            .collect();
        Ok(plan)
    }

    fn consider(&mut self, path: &Path, before: Option<&Known>, date: Option<&Edtf>) {
        let bytes = match article::bytes(path) {
            Ok(bytes) => bytes,
            Err(e) => return self.refused.push(e.to_string()),
        };
        let origin = Origin { path: path.to_string_lossy().into_owned(), hash: hash(&bytes), reader: READER };
        let same = before.is_some_and(|b| b.origin == origin);
        let dated = before.and_then(|b| b.date.as_deref());
        // A date given by hand stays until another one is given.
        let redate = date.is_some_and(|d| dated != Some(d.as_str()))
            && article::from_bytes(path, bytes).is_ok_and(|a| a.date.is_none());
        if same && !redate {
            self.unchanged += 1;
        } else {
            self.tasks.push(Task { path: path.to_owned(), origin, date: date.cloned() });
        }
    }
}

impl Task {
    /// Reads and analyses the article; why not, where that fails.
    pub fn read(&self) -> Result<Read, String> {
        self.article().map(yielded)
    }

    /// Reads the article, not yet what it says; why not, where that fails.
    pub fn article(&self) -> Result<Article, String> {
        let mut article = article::read(&self.path).map_err(|e| e.to_string())?;
        if article.date.is_none() && self.date.is_some() {
            article.date.clone_from(&self.date);
            article.warnings.clear();
        }
        Ok(article)
    }
}

/// The hash that tells changed files from unchanged ones. FNV-1a with 128 bits: the same on every
/// machine and with every compiler, and nobody gains by forging it.
pub fn hash(bytes: &[u8]) -> String {
    const PRIME: u128 = 0x0000_0000_0100_0000_0000_0000_0000_013B;
    const BASIS: u128 = 0x6c62_272e_07bb_0142_62b8_2175_6295_c58d;
    let sum = bytes.iter().fold(BASIS, |sum, byte| (sum ^ u128::from(*byte)).wrapping_mul(PRIME));
    format!("{sum:032x}")
}

#[cfg(test)]
mod tests {
    #[test]
    fn the_hash_is_fnv_1a() {
        assert_eq!(super::hash(b""), "6c62272e07bb014262b821756295c58d");
        assert_eq!(super::hash(b"a"), "d228cb696f1a8caf78912b704e4a8964");
    }
}
