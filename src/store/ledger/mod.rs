//! What do those who look after servers keep, and what waits for them?
//!
//! The one thing that a running bot writes: a small database beside the store, which itself is never changed in place.
//! It outlives every build. It is made with the first thing to keep; where nothing can be written, that is an error with
//! its remedy, and everything else goes on. A number of a user stands in the trail alone.

mod channel;
mod own;
mod report;
mod ruling;
mod trail;
mod vain;

use std::fs::{self, File};
use std::path::{Path, PathBuf};
use std::sync::{Mutex, PoisonError};
use std::time::Duration;

use rusqlite::{Connection, ErrorCode, Transaction, TransactionBehavior};

use super::StoreError;
use super::file::{beside, folder_of, trouble};

pub use self::own::{Draft, MOST_OWN, MOST_OWN_BYTES, Own};
pub use self::report::{Kept, MOST_REPORTS, Report};
pub use self::ruling::{MOST_RULINGS, Ruled};
pub use self::trail::Step;
pub use self::vain::Vain;

/// All that is kept for each server, by the server's number.
#[derive(Debug)]
pub struct Ledger {
    /// `None`: kept in memory.
    path: Option<PathBuf>,
    /// Opened when it is first needed.
    db: Mutex<Option<Connection>>,
}

/// What stands in the way of keeping something.
#[derive(Debug, thiserror::Error)]
pub enum KeepError {
    /// There is as much as one server may have: how much that is.
    #[error("{0}")]
    Full(String),
    /// The ledger refuses.
    #[error(transparent)]
    Store(#[from] StoreError),
}

const WAIT: Duration = Duration::from_secs(1);

/// The version of [`SCHEMA`]; what a newer receipts has written is not touched.
const VERSION: u32 = 2;

/// `at` is in seconds since 1970, `made` of a house says which state of it was built from which archive.
const SCHEMA: &str = "
CREATE TABLE IF NOT EXISTS report(
    id INTEGER PRIMARY KEY AUTOINCREMENT, place INTEGER NOT NULL, asked TEXT NOT NULL, answered TEXT NOT NULL,
    times INTEGER NOT NULL, day TEXT NOT NULL,
    UNIQUE(place, asked, answered)
) STRICT;
CREATE TABLE IF NOT EXISTS house(place INTEGER PRIMARY KEY, revision INTEGER NOT NULL, made TEXT NOT NULL) STRICT;
CREATE TABLE IF NOT EXISTS ruling(
    id INTEGER PRIMARY KEY AUTOINCREMENT, place INTEGER NOT NULL, day TEXT NOT NULL, ruling TEXT NOT NULL,
    UNIQUE(place, ruling)
) STRICT;
CREATE TABLE IF NOT EXISTS own(
    id INTEGER PRIMARY KEY AUTOINCREMENT, place INTEGER NOT NULL, stem TEXT NOT NULL, title TEXT NOT NULL,
    day TEXT NOT NULL, article TEXT NOT NULL,
    UNIQUE(place, stem)
) STRICT;
CREATE TABLE IF NOT EXISTS draft(
    id INTEGER PRIMARY KEY AUTOINCREMENT, place INTEGER NOT NULL, at INTEGER NOT NULL, article TEXT NOT NULL
) STRICT;
CREATE TABLE IF NOT EXISTS channel(
    place INTEGER NOT NULL, channel INTEGER NOT NULL, PRIMARY KEY(place, channel)
) STRICT, WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS vain(
    place INTEGER NOT NULL, asked TEXT NOT NULL, times INTEGER NOT NULL, day TEXT NOT NULL, PRIMARY KEY(place, asked)
) STRICT, WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS trail(
    id INTEGER PRIMARY KEY AUTOINCREMENT, place INTEGER NOT NULL, at INTEGER NOT NULL, by INTEGER NOT NULL,
    what TEXT NOT NULL
) STRICT;
CREATE INDEX IF NOT EXISTS trail_by_place ON trail(place, id);
PRAGMA user_version = 2;
";

impl Ledger {
    /// The ledger that belongs to the store at this path. Touches nothing yet.
    pub fn beside(store: &Path) -> Self {
        Self { path: Some(beside(store, ".ledger")), db: Mutex::default() }
    }

    /// One that is gone with the program.
    pub fn in_memory() -> Self {
        Self { path: None, db: Mutex::default() }
    }

    /// Whether anything could be kept now; leaves no ledger behind where there is none.
    pub fn is_writable(&self) -> Result<(), StoreError> {
        let Some(path) = self.path.as_ref().filter(|path| !path.exists()) else {
            return self.write(|db| db.execute_batch("BEGIN IMMEDIATE; ROLLBACK"));
        };
        let folder = path.ancestors().skip(1).find(|folder| folder.is_dir()).unwrap_or(Path::new("."));
        let probe = folder.join(format!(".receipts-{}", std::process::id()));
        let made = File::create(&probe).and_then(|_| fs::remove_file(&probe));
        made.map_err(|e| StoreError(format!("{}: {e}; check the path and its permissions", path.display())))
    }

    /// Whether what is there can be read; that there is nothing is fine.
    pub fn is_readable(&self) -> Result<(), StoreError> {
        self.read((), |db| db.query_row("SELECT count(*) FROM house", [], |_| Ok(())))
    }

    fn is_there(&self) -> bool {
        self.path.as_ref().is_none_or(|path| path.exists())
    }

    /// Asks the ledger; `empty` when there is none yet.
    fn read<T>(&self, empty: T, question: impl FnOnce(&Connection) -> rusqlite::Result<T>) -> Result<T, StoreError> {
        if self.is_there() { self.write(question) } else { Ok(empty) }
    }

    fn write<T>(&self, work: impl FnOnce(&Connection) -> rusqlite::Result<T>) -> Result<T, StoreError> {
        // Whoever panicked in here had not finished a statement: the database rolled it back.
        let mut db = self.db.lock().unwrap_or_else(PoisonError::into_inner);
        // A file that was taken away is made anew, not written to where nobody sees it.
        if db.is_some() && !self.is_there() {
            *db = None;
        }
        let name = self.path.as_ref().map_or_else(|| "the ledger".to_owned(), |path| path.display().to_string());
        if db.is_none() {
            *db = Some(self.connect(&name)?);
        }
        let Some(open) = db.as_ref() else { return Err(StoreError(format!("{name}: not open"))) };
        work(open).map_err(|e| broken(&name, &e))
    }

    /// The same where several things are written, or none of them.
    fn write_all<T>(&self, work: impl FnOnce(&Connection) -> rusqlite::Result<T>) -> Result<T, StoreError> {
        self.write(|db| {
            let all = Transaction::new_unchecked(db, TransactionBehavior::Immediate)?;
            let done = work(&all)?;
            all.commit()?;
            Ok(done)
        })
    }

    fn connect(&self, name: &str) -> Result<Connection, StoreError> {
        let refuse = |e: &rusqlite::Error| broken(name, e);
        let db = match &self.path {
            None => Connection::open_in_memory(),
            Some(path) => {
                // A folder that cannot be made is one that the file cannot be opened in, which says so better.
                let _ = fs::create_dir_all(folder_of(path));
                Connection::open(path)
            }
        };
        let db = db.map_err(|e| refuse(&e))?;
        db.busy_timeout(WAIT).map_err(|e| refuse(&e))?;
        let version: u32 = db.pragma_query_value(None, "user_version", |row| row.get(0)).map_err(|e| refuse(&e))?;
        if version > VERSION {
            return Err(StoreError(format!("{name}: written by a newer receipts; update receipts")));
        }
        // What is taken off is gone from the disk, too.
        db.pragma_update(None, "secure_delete", true).map_err(|e| refuse(&e))?;
        if version < VERSION {
            db.execute_batch(&format!("BEGIN IMMEDIATE; {SCHEMA} COMMIT")).map_err(|e| refuse(&e))?;
        }
        Ok(db)
    }
}

/// Why the ledger refuses, with the remedy. Deleting it would bring back what was hidden, so nobody is told to.
fn broken(name: &str, error: &rusqlite::Error) -> StoreError {
    match error.sqlite_error_code() {
        Some(ErrorCode::NotADatabase | ErrorCode::DatabaseCorrupt) => StoreError(format!(
            "{name}: {error}; what servers decided is kept in it: put a backup of it in its place, or move it away to \
             begin anew"
        )),
        _ => trouble(name, error),
    }
}

/// Discord's numbers have 64 bits, the database's a sign.
fn number(place: u64) -> i64 {
    place.cast_signed()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn it_is_made_with_the_first_report_and_outlives_the_program() {
        let folder = tempfile::tempdir().expect("a folder");
        let store = folder.path().join("new/receipts.db");
        let ledger = Ledger::beside(&store);
        assert_eq!(ledger.nth_report(1, 0).expect("nothing yet"), None);
        assert!(!folder.path().join("new").exists());
        ledger.report(1, "/who person: Ann", "Ann").expect("kept");
        assert_eq!(Ledger::beside(&store).open_reports(1).expect("a count"), 1);
        fs::remove_file(folder.path().join("new/receipts.db.ledger")).expect("removed");
        ledger.report(1, "/help", "All").expect("kept in a new file");
        assert_eq!(Ledger::beside(&store).open_reports(1).expect("a count"), 1);
    }

    #[test]
    fn where_nothing_can_be_written_the_error_names_the_file_and_the_remedy() {
        let folder = tempfile::tempdir().expect("a folder");
        let file = folder.path().join("file");
        fs::write(&file, "").expect("written");
        let error = Ledger::beside(&file.join("receipts.db")).report(1, "a", "b").expect_err("no folder").to_string();
        assert!(error.contains("receipts.db.ledger") && error.contains("check the path"), "{error}");
        let store = folder.path().join("other.db");
        fs::write(folder.path().join("other.db.ledger"), "no database at all, but some text").expect("written");
        Ledger::beside(&store).report(1, "a", "b").expect_err("no database");
    }
}
