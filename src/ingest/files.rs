//! Which files and which addresses are meant by what was named?

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

use super::fetch;
use crate::article::{self, ReadError};
use crate::domain::ArticleId;
use crate::store::StoreError;

/// Why nothing was built; the store stays as it was.
#[derive(Debug, thiserror::Error)]
pub enum BuildError {
    /// The store refuses.
    #[error(transparent)]
    Store(#[from] StoreError),
    /// Two files would be one article.
    #[error("{} and {} have the same name `{name}`, and an article is known by its file's name; rename one", .one.display(), .other.display())]
    EqualStems {
        /// The stem.
        name: ArticleId,
        /// The first file.
        one: PathBuf,
        /// The second file.
        other: PathBuf,
    },
    /// No file could be read; what was wrong with each.
    #[error("nothing could be read; name a folder with articles, as .txt files for example")]
    NothingRead(Vec<String>),
    /// An article that is compiled in cannot be read.
    #[error("bundled article {0}")]
    Bundled(ReadError),
}

/// The files found, and what could not be looked at.
#[derive(Debug, Default)]
pub(super) struct Files {
    /// One file for each article, as absolute paths.
    pub articles: BTreeMap<ArticleId, PathBuf>,
    /// Addresses of the web, each once.
    pub pages: Vec<String>,
    /// Folders that were looked through: articles that came from there and are not there now are gone.
    pub folders: Vec<PathBuf>,
    /// What could not be looked at: the path, the reason and the remedy.
    pub refused: Vec<String>,
}

/// Looks through folders, sub-folders too, for articles. A file that is named itself is taken whatever it is called.
pub(super) fn find(sources: &[PathBuf]) -> Result<Files, BuildError> {
    let mut found = Files::default();
    for source in sources {
        if let Some(address) = source.to_str().filter(|s| fetch::is_address(s)) {
            if !found.pages.iter().any(|page| page == address) {
                found.pages.push(address.to_owned());
            }
            continue;
        }
        match fs::canonicalize(source) {
            Ok(path) if path.is_dir() => {
                found.walk(&path)?;
                found.folders.push(path);
            }
            Ok(path) => found.add(path)?,
            Err(e) => found.refuse(source, &e),
        }
    }
    Ok(found)
}

impl Files {
    fn walk(&mut self, folder: &Path) -> Result<(), BuildError> {
        let entries = fs::read_dir(folder).and_then(Iterator::collect::<Result<Vec<_>, _>>);
        let mut paths: Vec<PathBuf> = match entries {
            Ok(entries) => entries.into_iter().map(|e| e.path()).collect(),
            Err(e) => {
                self.refuse(folder, &e);
                return Ok(());
            }
        };
        paths.sort();
        for path in paths {
            let hidden = path.file_name().is_some_and(|n| n.as_encoded_bytes().starts_with(b"."));
            // A link to a folder may lead back up.
            let folder = path.is_dir() && !path.is_symlink();
            if hidden || folder && belongs_to_page(&path) {
                continue;
            }
            if folder {
                self.walk(&path)?;
            } else if article::is_article(&path) {
                self.add(path)?;
            }
        }
        Ok(())
    }

    fn add(&mut self, path: PathBuf) -> Result<(), BuildError> {
        let Some(name) = article::name_of(&path) else {
            let error = ReadError { file: path, reason: article::Reason::Name };
            self.refused.push(error.to_string());
            return Ok(());
        };
        match self.articles.get(&name) {
            Some(one) if *one != path => Err(BuildError::EqualStems { name, one: one.clone(), other: path }),
            _ => {
                self.articles.insert(name, path);
                Ok(())
            }
        }
    }

    fn refuse(&mut self, path: &Path, error: &std::io::Error) {
        self.refused.push(format!("{}: unreadable ({error}); check the path and its permissions", path.display()));
    }
}

/// `Page_files` beside `Page.html`: what a browser saves with a page, advertisements' own pages among it.
fn belongs_to_page(folder: &Path) -> bool {
    let page = folder.to_str().and_then(|f| f.strip_suffix("_files"));
    page.is_some_and(|page| ["html", "htm"].iter().any(|ending| Path::new(&format!("{page}.{ending}")).is_file()))
}
