//! What has a server decided, and has its archive been built so?

use std::collections::BTreeSet;

use rusqlite::{Connection, OptionalExtension, params};

use super::{KeepError, Ledger, number};
use crate::domain::Ruling;
use crate::store::StoreError;
use crate::store::rows::{decoded, encoded};

/// A ruling with its number.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Ruled {
    /// Its number in the ledger.
    pub id: i64,
    /// The day, `2026-05-31` in UTC.
    pub day: String,
    /// What was decided.
    pub ruling: Ruling,
}

/// Rulings that one server may have.
pub const MOST_RULINGS: usize = 500;

impl Ledger {
    /// Keeps a ruling of a place; its number. One that stands already is not kept twice.
    pub fn rule(&self, place: u64, ruling: &Ruling) -> Result<i64, KeepError> {
        let kept = self.write_all(|db| {
            let place = number(place);
            let payload = encoded(ruling)?;
            let sql = "SELECT id FROM ruling WHERE place = ?1 AND ruling = ?2";
            if let Some(id) = db.query_row(sql, params![place, payload], |row| row.get(0)).optional()? {
                return Ok(Some(id));
            }
            let sql = "SELECT count(*) FROM ruling WHERE place = ?1";
            let count: usize = db.query_row(sql, [place], |row| row.get(0))?;
            if count >= MOST_RULINGS {
                return Ok(None);
            }
            let sql = "INSERT INTO ruling(place, day, ruling) VALUES(?1, date('now'), ?2)";
            db.execute(sql, params![place, payload])?;
            let id = db.last_insert_rowid();
            changed(db, place)?;
            Ok(Some(id))
        })?;
        let full = || KeepError::Full(format!("A server can have {MOST_RULINGS} rulings: undo some first."));
        kept.ok_or_else(full)
    }

    /// Takes a ruling of a place back; gives it, if it was there.
    pub fn undo(&self, place: u64, id: i64) -> Result<Option<Ruling>, StoreError> {
        if !self.is_there() {
            return Ok(None);
        }
        self.write_all(|db| {
            let place = number(place);
            let sql = "DELETE FROM ruling WHERE place = ?1 AND id = ?2 RETURNING ruling";
            let undone = db.query_row(sql, params![place, id], |row| decoded(row, 0)).optional()?;
            if undone.is_some() {
                changed(db, place)?;
            }
            Ok(undone)
        })
    }

    /// The rulings of a place, in the order that they were made in.
    pub fn rulings(&self, place: u64) -> Result<Vec<Ruled>, StoreError> {
        self.read(Vec::new(), |db| {
            let mut all = db.prepare_cached("SELECT id, day, ruling FROM ruling WHERE place = ?1 ORDER BY id")?;
            let ruled =
                |row: &rusqlite::Row<'_>| Ok(Ruled { id: row.get(0)?, day: row.get(1)?, ruling: decoded(row, 2)? });
            all.query_map([number(place)], ruled)?.collect()
        })
    }

    /// The places that have rulings or articles of their own.
    pub fn houses(&self) -> Result<BTreeSet<u64>, StoreError> {
        self.read(BTreeSet::new(), |db| {
            let mut all = db.prepare_cached("SELECT place FROM ruling UNION SELECT place FROM own")?;
            all.query_map([], |row| row.get::<_, i64>(0).map(i64::cast_unsigned))?.collect()
        })
    }

    /// How often a place has changed, and what its archive was last built from; empty for never.
    pub fn state(&self, place: u64) -> Result<(u64, String), StoreError> {
        self.read((0, String::new()), |db| {
            let sql = "SELECT revision, made FROM house WHERE place = ?1";
            let state = db.query_row(sql, [number(place)], |row| Ok((row.get(0)?, row.get(1)?))).optional()?;
            Ok(state.unwrap_or_default())
        })
    }

    /// Remembers what the archive of a place was built from.
    pub fn built(&self, place: u64, made: &str) -> Result<(), StoreError> {
        let sql = "INSERT INTO house(place, revision, made) VALUES(?1, 0, ?2)
                   ON CONFLICT(place) DO UPDATE SET made = excluded.made";
        self.write(|db| db.execute(sql, params![number(place), made]).map(drop))
    }
}

/// Counts a change of a place.
pub(super) fn changed(db: &Connection, place: i64) -> rusqlite::Result<()> {
    let sql = "INSERT INTO house(place, revision, made) VALUES(?1, 1, '')
               ON CONFLICT(place) DO UPDATE SET revision = revision + 1";
    db.execute(sql, [place]).map(drop)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::ArticleId;

    #[test]
    fn rulings_are_kept_by_place_and_taken_back() {
        let ledger = Ledger::in_memory();
        let down = |stem: &str| Ruling::TakeDown(ArticleId(stem.into()));
        let first = ledger.rule(7, &down("a1")).expect("kept");
        assert_eq!(ledger.rule(7, &down("a1")).expect("kept"), first, "once is enough");
        assert_ne!(ledger.rule(8, &down("a1")).expect("kept"), first);
        ledger.rule(7, &down("a2")).expect("kept");
        assert_eq!(ledger.state(7).expect("read"), (2, String::new()));
        ledger.built(7, "2 of x").expect("kept");
        assert_eq!(ledger.undo(8, first).expect("asked"), None, "another's is not touched");
        assert_eq!(ledger.undo(7, first).expect("undone"), Some(down("a1")));
        assert_eq!(ledger.undo(7, first).expect("asked"), None);
        let left: Vec<Ruling> = ledger.rulings(7).expect("read").into_iter().map(|ruled| ruled.ruling).collect();
        assert_eq!(left, [down("a2")]);
        assert_eq!(ledger.state(7).expect("read"), (3, "2 of x".to_owned()));
        assert_eq!(ledger.houses().expect("read"), BTreeSet::from([7, 8]));
    }

    #[test]
    fn there_is_an_end_to_rulings() {
        let ledger = Ledger::in_memory();
        let rule = |n: usize| ledger.rule(1, &Ruling::TakeDown(ArticleId(n.to_string().into())));
        for n in 0..MOST_RULINGS {
            rule(n).expect("kept");
        }
        assert!(matches!(rule(MOST_RULINGS), Err(KeepError::Full(_))));
        rule(0).expect("it stands already");
    }
}
