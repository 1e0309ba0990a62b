//! Who did what, and when, of those who look after a server?

use std::time::SystemTime;

use rusqlite::params;

use super::own::seconds;
use super::{Ledger, number};
use crate::store::StoreError;

/// One thing that somebody did.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Step {
    /// When, in seconds since 1970.
    pub at: i64,
    /// The number of the user at Discord.
    pub by: u64,
    /// What, as a sentence without a stop.
    pub what: String,
}

/// Steps that are kept for one server; the oldest gives way.
const MOST: usize = 1000;

impl Ledger {
    /// Remembers a step.
    pub fn step(&self, place: u64, by: u64, what: &str, now: SystemTime) -> Result<(), StoreError> {
        let place = number(place);
        self.write_all(|db| {
            let sql = "INSERT INTO trail(place, at, by, what) VALUES(?1, ?2, ?3, ?4)";
            db.execute(sql, params![place, seconds(now), number(by), what])?;
            let sql = "DELETE FROM trail WHERE place = ?1 AND id <=
                       (SELECT id FROM trail WHERE place = ?1 ORDER BY id DESC LIMIT 1 OFFSET ?2)";
            db.execute(sql, params![place, MOST]).map(drop)
        })
    }

    /// The steps of a place, the newest first.
    pub fn steps(&self, place: u64) -> Result<Vec<Step>, StoreError> {
        self.read(Vec::new(), |db| {
            let mut all = db.prepare_cached("SELECT at, by, what FROM trail WHERE place = ?1 ORDER BY id DESC")?;
            let step = |row: &rusqlite::Row<'_>| {
                Ok(Step { at: row.get(0)?, by: row.get::<_, i64>(1)?.cast_unsigned(), what: row.get(2)? })
            };
            all.query_map([number(place)], step)?.collect()
        })
    }
}

#[cfg(test)]
mod tests {
    use std::time::UNIX_EPOCH;

    use super::*;

    #[test]
    fn the_newest_step_comes_first_and_the_oldest_gives_way() {
        let ledger = Ledger::in_memory();
        for n in 0..MOST + 3 {
            ledger.step(7, u64::MAX, &n.to_string(), UNIX_EPOCH).expect("kept");
        }
        ledger.step(8, 5, "elsewhere", UNIX_EPOCH).expect("kept");
        let steps = ledger.steps(7).expect("read");
        assert_eq!((steps.len(), steps[0].what.as_str()), (MOST, "1002"));
        assert_eq!((steps[0].by, steps[MOST - 1].what.as_str()), (u64::MAX, "3"));
    }
}
