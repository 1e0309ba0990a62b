//! What was reported, and is still to be looked at?

use rusqlite::{Connection, OptionalExtension, params};

use super::{Ledger, number};
use crate::store::StoreError;

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

impl Ledger {
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
}
