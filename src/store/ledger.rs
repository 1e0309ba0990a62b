//! What was reported, and is still to be looked at?
//!
//! The one thing that a running bot writes: a small file beside the store, which itself is never changed in place.
//! Nothing in it says who asked or who reported. It is made with the first report; where nothing can be written, that
//! is an error with its remedy, and everything else goes on.

use std::fs::{self, File};
use std::path::{Path, PathBuf};
use std::sync::{Mutex, PoisonError};
use std::time::Duration;

use rusqlite::{Connection, OptionalExtension, params};

use super::StoreError;
use super::file::{beside, folder_of, trouble};

/// Reports, each in the queue of the place that it came from.
#[derive(Debug)]
pub struct Ledger {
    /// `None`: kept in memory.
    path: Option<PathBuf>,
    /// Opened when it is first needed.
    db: Mutex<Option<Connection>>,
}

/// One answer that somebody found wanting.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Report {
    /// Its number in the ledger.
    pub id: i64,
    /// The command line.
    pub asked: String,
    /// What was shown for it.
    pub answered: String,
    /// How often it was reported.
    pub times: u32,
    /// The day of the last time, `2026-05-31` in UTC.
    pub day: String,
}

/// What became of a report.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kept {
    /// It is in the queue.
    New,
    /// It was there already, and counts once more.
    Again,
    /// The queue is full.
    Full,
}

/// Reports that one place may have open: whoever looks after it reads them one by one.
pub const MOST_REPORTS: usize = 500;
/// Characters of a command line, and of an answer, that are kept.
const LONGEST: (usize, usize) = (1000, 8000);
const WAIT: Duration = Duration::from_secs(1);

const SCHEMA: &str = "
CREATE TABLE IF NOT EXISTS report(
    id INTEGER PRIMARY KEY AUTOINCREMENT, place INTEGER NOT NULL, asked TEXT NOT NULL, answered TEXT NOT NULL,
    times INTEGER NOT NULL, day TEXT NOT NULL,
    UNIQUE(place, asked, answered)
) STRICT;
PRAGMA user_version = 1;
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

    /// Puts an answer into the queue of a place (a server's number).
    pub fn report(&self, place: u64, asked: &str, answered: &str) -> Result<Kept, StoreError> {
        let cut = |text: &str, most: usize| text.chars().take(most).collect::<String>();
        let (asked, answered) = (cut(asked, LONGEST.0), cut(answered, LONGEST.1));
        let kept = self.write(|db| {
            let sql = "UPDATE report SET times = times + 1, day = date('now')
                       WHERE place = ?1 AND asked = ?2 AND answered = ?3";
            if db.execute(sql, params![number(place), asked, answered])? > 0 {
                return Ok(Kept::Again);
            }
            if count(db, place)? >= MOST_REPORTS {
                return Ok(Kept::Full);
            }
            let sql = "INSERT INTO report(place, asked, answered, times, day) VALUES(?1, ?2, ?3, 1, date('now'))";
            db.execute(sql, params![number(place), asked, answered])?;
            Ok(Kept::New)
        })?;
        Ok(kept)
    }

    /// Whether a report could be kept now; leaves no ledger behind where there is none.
    pub fn is_writable(&self) -> Result<(), StoreError> {
        let Some(path) = self.path.as_ref().filter(|path| !path.exists()) else {
            return self.write(|db| db.execute_batch("BEGIN IMMEDIATE; ROLLBACK"));
        };
        let folder = path.ancestors().skip(1).find(|folder| folder.is_dir()).unwrap_or(Path::new("."));
        let probe = folder.join(format!(".receipts-{}", std::process::id()));
        let made = File::create(&probe).and_then(|_| fs::remove_file(&probe));
        made.map_err(|e| StoreError(format!("{}: {e}; check the path and its permissions", path.display())))
    }

    /// How many reports of a place are open.
    pub fn open_reports(&self, place: u64) -> Result<usize, StoreError> {
        self.read(0, |db| count(db, place))
    }

    /// The open report of a place with this many older ones.
    pub fn nth_report(&self, place: u64, older: usize) -> Result<Option<Report>, StoreError> {
        self.read(None, |db| {
            let sql =
                "SELECT id, asked, answered, times, day FROM report WHERE place = ?1 ORDER BY id LIMIT 1 OFFSET ?2";
            let report = |row: &rusqlite::Row<'_>| {
                Ok(Report {
                    id: row.get(0)?,
                    asked: row.get(1)?,
                    answered: row.get(2)?,
                    times: row.get(3)?,
                    day: row.get(4)?,
                })
            };
            db.query_row(sql, params![number(place), older], report).optional()
        })
    }

    /// Takes a report of a place off; whether it was there.
    pub fn settle(&self, place: u64, id: i64) -> Result<bool, StoreError> {
        if !self.is_there() {
            return Ok(false);
        }
        self.write(|db| {
            Ok(db.execute("DELETE FROM report WHERE place = ?1 AND id = ?2", params![number(place), id])? > 0)
        })
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
            *db = Some(self.connect().map_err(|e| trouble(&name, &e))?);
        }
        let Some(open) = db.as_ref() else { return Err(StoreError(format!("{name}: not open"))) };
        work(open).map_err(|e| trouble(&name, &e))
    }

    fn connect(&self) -> rusqlite::Result<Connection> {
        let db = match &self.path {
            None => Connection::open_in_memory()?,
            Some(path) => {
                // A folder that cannot be made is one that the file cannot be opened in, which says so better.
                let _ = fs::create_dir_all(folder_of(path));
                Connection::open(path)?
            }
        };
        db.busy_timeout(WAIT)?;
        // What is taken off is gone from the disk, too.
        db.pragma_update(None, "secure_delete", true)?;
        db.execute_batch(SCHEMA)?;
        Ok(db)
    }
}

/// Discord's numbers have 64 bits, the database's a sign.
fn number(place: u64) -> i64 {
    place.cast_signed()
}

fn count(db: &Connection, place: u64) -> rusqlite::Result<usize> {
    db.query_row("SELECT count(*) FROM report WHERE place = ?1", [number(place)], |row| row.get(0))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reports_wait_in_the_queue_of_their_place_until_they_are_settled() {
        let ledger = Ledger::in_memory();
        let report = |place, asked| ledger.report(place, asked, "Ann Lee: actor.").expect("kept");
        assert_eq!([report(7, "/who person: Ann"), report(7, "/who person: Ann")], [Kept::New, Kept::Again]);
        assert_eq!([report(7, "/help"), report(u64::MAX, "/help")], [Kept::New, Kept::New]);
        assert_eq!(ledger.open_reports(7).expect("a count"), 2);
        let first = ledger.nth_report(7, 0).expect("read").expect("a report");
        assert_eq!((first.asked.as_str(), first.times, first.day.len()), ("/who person: Ann", 2, 10));
        assert!(!ledger.settle(8, first.id).expect("another's is not touched"));
        assert!(ledger.settle(7, first.id).expect("settled"));
        assert!(!ledger.settle(7, first.id).expect("once is enough"));
        let next = ledger.nth_report(7, 0).expect("read").expect("a report");
        assert_eq!(next.asked, "/help");
        assert_eq!(ledger.nth_report(7, 1).expect("read"), None);
    }

    #[test]
    fn a_queue_has_an_end() {
        let ledger = Ledger::in_memory();
        for n in 0..MOST_REPORTS {
            assert_eq!(ledger.report(1, &n.to_string(), "x").expect("kept"), Kept::New);
        }
        assert_eq!(ledger.report(1, "one more", "x").expect("asked"), Kept::Full);
        assert_eq!(ledger.report(1, "0", "x").expect("asked"), Kept::Again);
    }

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
