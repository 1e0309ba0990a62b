//! How do readings come into a store?
//!
//! A [`Builder`] works on a copy beside the store and puts it in the store's place when all is written: killed
//! half-way, the old store still answers. Nothing is copied as long as nothing changes.

use std::collections::BTreeMap;
use std::fs::{self, File, TryLockError};
use std::io::{self, ErrorKind};
use std::path::{Path, PathBuf};

use rusqlite::Connection;
use rusqlite::config::DbConfig;

use super::mark::{self, Mark};
use super::{Entry, Store, StoreError, file, rows, schema, signature, write};
use crate::domain::{ArticleId, Chain, ChainId, Edtf, Pronouns, Signature};

/// Where an article came from, to tell whether it must be read again.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Origin {
    /// Its file, as an absolute path; empty for a bundled article.
    pub path: String,
    /// A hash of its bytes.
    pub hash: String,
    /// The version of the reading rules.
    pub reader: u32,
}

/// An article that is in the store already.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Known {
    /// Where it came from.
    pub origin: Origin,
    /// Its date as stored, given by hand perhaps.
    pub date: Option<String>,
}

/// What linking looks at: the people named in one article and how they are related there.
#[derive(Clone, Debug, PartialEq)]
pub struct Named {
    /// Which article.
    pub article: ArticleId,
    /// The people named in it, by [`ChainId`].
    pub chains: Vec<Chain>,
    /// Relations between people: subject, predicate, object.
    pub relations: Vec<(ChainId, String, ChainId)>,
    /// Ages in whole years, and as of when.
    pub ages: Vec<(ChainId, u16, Edtf)>,
}

/// One person as linking found them.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Identity {
    /// The longest form printed anywhere.
    pub name: String,
    /// Every form, longest first.
    pub aliases: Vec<String>,
    /// What most articles call them by.
    pub pronouns: Option<Pronouns>,
    /// How often they are named.
    pub mentions: u32,
    /// The chains that are this person.
    pub members: Vec<Member>,
}

/// One chain of a person, and why it is theirs.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Member {
    /// Which article.
    pub article: ArticleId,
    /// Which chain of it.
    pub chain: ChainId,
    /// Why it was joined.
    pub reason: String,
}

/// A store while it is written: all or nothing.
#[derive(Debug)]
pub struct Builder {
    name: String,
    /// What was there before, unless it is of an older version.
    before: Option<Store>,
    /// `None` until the first change, when the published file is copied.
    db: Option<Connection>,
    place: Option<Place>,
    /// Whether the full-text indexes hold words in pieces.
    loose: bool,
}

/// Where a builder publishes to. The lock file stays: removing it would race with the next build.
#[derive(Debug)]
struct Place {
    path: PathBuf,
    draft: PathBuf,
    /// What a draft begins as: what is in the place already, or what another store holds.
    base: PathBuf,
    _lock: File,
}

impl Builder {
    /// A builder for the store at this path, which need not be there yet. One at a time.
    pub fn open(path: &Path) -> Result<Self, StoreError> {
        let mut builder = Self::upon(path, path)?;
        if fs::exists(path).map_err(|e| not_writable(path, &e))? {
            if file::judge(path)?.version < schema::VERSION {
                // Copying brings it up to date.
                builder.change(|_| Ok(()))?;
            } else {
                builder.before = Some(Store::open(path)?);
            }
        }
        Ok(builder)
    }

    /// A builder for the store at this path that begins with all that another store holds, whatever is there now.
    pub fn upon(base: &Path, path: &Path) -> Result<Self, StoreError> {
        let folder = file::folder_of(path);
        let refuse = |e: io::Error| not_writable(path, &e);
        fs::create_dir_all(folder).map_err(refuse)?;
        let lock = File::options().create(true).append(true).open(file::beside(path, ".lock")).map_err(refuse)?;
        match lock.try_lock() {
            Ok(()) => {}
            Err(TryLockError::WouldBlock) => {
                return Err(StoreError(format!(
                    "{}: another build is at work on it; wait for it to end",
                    path.display()
                )));
            }
            Err(TryLockError::Error(e)) => return Err(refuse(e)),
        }
        let draft = file::beside(path, ".building");
        let place = Place { path: path.to_owned(), draft, base: base.to_owned(), _lock: lock };
        Ok(Self { name: path.display().to_string(), before: None, db: None, place: Some(place), loose: false })
    }

    /// A builder without a file.
    pub fn in_memory() -> Result<Self, StoreError> {
        let name = "memory".to_owned();
        let db = Connection::open_in_memory().and_then(prepared).map_err(|e| file::trouble(&name, &e))?;
        Ok(Self { name, before: None, db: Some(db), place: None, loose: false })
    }

    /// The articles that were in the store before, with what tells whether they have changed.
    pub fn known(&self) -> Result<BTreeMap<ArticleId, Known>, StoreError> {
        match (&self.db, &self.before) {
            (Some(db), _) => rows::known(db).map_err(|e| file::trouble(&self.name, &e)),
            (None, Some(before)) => before.known(),
            (None, None) => Ok(BTreeMap::new()),
        }
    }

    /// Writes one article with all that it yields, in the place of an earlier one of the same id. What linking looks at is
    /// given back, so that it need not be read back.
    pub fn put(&mut self, entry: Entry) -> Result<Named, StoreError> {
        self.remove(&entry.article.id)?;
        self.loose = true;
        self.change(|db| write::put(db, &entry))?;
        Ok(Named { article: entry.article.id, ..entry.named })
    }

    /// The signatures of all articles, oldest first, undated ones last.
    pub fn signed(&mut self) -> Result<Vec<(ArticleId, Signature)>, StoreError> {
        self.change(signature::all)
    }

    /// Writes which article copies which, in the place of what was known before.
    pub fn fold(&mut self, copies: &[(ArticleId, ArticleId)]) -> Result<(), StoreError> {
        self.change(|db| signature::fold(db, copies))
    }

    /// Takes one article out; one that is not there is no error.
    pub fn remove(&mut self, article: &ArticleId) -> Result<(), StoreError> {
        self.loose |= self.change(|db| write::remove(db, article))?;
        Ok(())
    }

    /// Joins the pieces that words were written in, so that looking one up is looking in one place. Publishing does it, too:
    /// this is for whoever has to wait for something else.
    pub fn settle(&mut self) -> Result<(), StoreError> {
        const JOIN: &str = "INSERT INTO sentence_words(sentence_words) VALUES('optimize');
                            INSERT INTO quotation_words(quotation_words) VALUES('optimize')";
        if std::mem::take(&mut self.loose) {
            self.change(|db| db.execute_batch(JOIN))?;
        }
        Ok(())
    }

    /// Everybody named in any article, in order of article: what linking starts from. What is at hand of these articles is
    /// not read again.
    pub fn named(&mut self, at_hand: Vec<Named>) -> Result<Vec<Named>, StoreError> {
        self.change(|db| write::named(db, at_hand))
    }

    /// Writes who is who; whoever was there before is forgotten. People are numbered in the order given.
    pub fn link(&mut self, people: &[Identity]) -> Result<(), StoreError> {
        self.change(|db| write::link(db, people))
    }

    /// Says which archive this is a copy of.
    pub(super) fn mark(&mut self, mark: &Mark) -> Result<(), StoreError> {
        self.change(|db| mark::put(db, mark))
    }

    /// Publishes what was written and opens it.
    pub fn publish(mut self) -> Result<Store, StoreError> {
        self.settle()?;
        let name = self.name.clone();
        if let Some(db) = self.db.take() {
            db.execute_batch("COMMIT").map_err(|e| file::trouble(&name, &e))?;
            let Some(place) = &self.place else { return Ok(Store::over(db, name)) };
            db.close().map_err(|(_, e)| file::trouble(&name, &e))?;
            file::replace(&place.path, &place.draft).map_err(|e| {
                StoreError(format!("{name}: cannot be replaced ({e}); check the folder and its permissions"))
            })?;
        }
        let place = self.place.as_ref().ok_or_else(|| StoreError(format!("{name}: nothing was written")))?;
        Store::open(&place.path)
    }

    fn change<T>(&mut self, work: impl FnOnce(&Connection) -> rusqlite::Result<T>) -> Result<T, StoreError> {
        if self.db.is_none()
            && let Some(place) = &self.place
        {
            self.db = Some(draft(place)?);
        }
        let db = self.db.as_ref().ok_or_else(|| StoreError(format!("{}: published already", self.name)))?;
        work(db).map_err(|e| file::trouble(&self.name, &e))
    }
}

impl Drop for Builder {
    fn drop(&mut self) {
        drop(self.db.take());
        if let Some(place) = &self.place {
            // What is published lies there no more. Best effort: the next build writes over it anyway.
            let _ = fs::remove_file(&place.draft);
        }
    }
}

fn not_writable(path: &Path, error: &io::Error) -> StoreError {
    StoreError(format!("{}: cannot be written ({error}); check the folder and its permissions", path.display()))
}

/// A copy of the published store, or a new one, with a transaction begun.
fn draft(place: &Place) -> Result<Connection, StoreError> {
    let Place { base, draft, .. } = place;
    let shown = draft.display().to_string();
    let refuse = |e: io::Error| StoreError(format!("{shown}: {e}; check the folder, its permissions and its room"));
    match fs::remove_file(draft) {
        Err(e) if e.kind() != ErrorKind::NotFound => return Err(refuse(e)),
        _ => {}
    }
    let sealed = if base.exists() {
        fs::copy(base, draft).map_err(refuse)?;
        // A copy of a write-protected store is write-protected too.
        let mut permissions = fs::metadata(draft).map_err(refuse)?.permissions();
        if permissions.readonly() {
            #[allow(clippy::permissions_set_readonly_false)]
            permissions.set_readonly(false);
            fs::set_permissions(draft, permissions).map_err(refuse)?;
        }
        let header = file::judge(base)?;
        if header.sealed {
            // What is damaged must not live on in a new store.
            file::whole(base, draft, &header)?;
            File::options().write(true).open(draft).and_then(|file| file.set_len(header.pages)).map_err(refuse)?;
        }
        header.sealed
    } else {
        true
    };
    let db = Connection::open(draft).map_err(|e| file::trouble(&shown, &e))?;
    if !sealed {
        file::sound(&db, base)?;
    }
    prepared(db).map_err(|e| file::trouble(&shown, &e))
}

/// How the full-text indexes take many words: what is new is gathered in memory and written in few large pieces, which are
/// joined once, when everything is there.
const LOADING: &str = "
INSERT INTO sentence_words(sentence_words, rank) VALUES('hashsize', 16777216), ('automerge', 0), ('crisismerge', 1000);
INSERT INTO quotation_words(quotation_words, rank) VALUES('hashsize', 16777216), ('automerge', 0), ('crisismerge', 1000);
";

/// A draft is thrown away when anything goes wrong, so that it need not be safe while it is written.
fn prepared(db: Connection) -> rusqlite::Result<Connection> {
    db.execute_batch(
        "PRAGMA journal_mode = MEMORY; PRAGMA synchronous = OFF; PRAGMA foreign_keys = ON; PRAGMA temp_store = MEMORY;
         PRAGMA cache_size = -65536",
    )?;
    db.set_prepared_statement_cache_capacity(32);
    // Else every statement that compares numbers would be planned anew for each article.
    db.set_db_config(DbConfig::SQLITE_DBCONFIG_ENABLE_QPSG, true)?;
    db.execute_batch("BEGIN")?;
    schema::migrate(&db)?;
    db.execute_batch(LOADING)?;
    Ok(db)
}
