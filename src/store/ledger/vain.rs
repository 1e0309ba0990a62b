//! What was asked in vain, and how often?
//!
//! The words alone: who asked is not known here. What was asked least and longest ago gives way.

use rusqlite::params;

use super::{Ledger, number};
use crate::store::StoreError;

/// Something that the archive does not answer.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Vain {
    /// The question, as it is counted.
    pub asked: String,
    /// How often.
    pub times: u32,
    /// The day of the last time, `2026-05-31` in UTC.
    pub day: String,
}

/// Different questions that are kept for one server.
const MOST: usize = 200;

impl Ledger {
    /// Counts what was asked in vain in a place.
    pub fn count_in_vain(&self, place: u64, asked: &str, times: u32) -> Result<(), StoreError> {
        let place = number(place);
        self.write_all(|db| {
            let sql = "INSERT INTO vain(place, asked, times, day) VALUES(?1, ?2, ?3, date('now'))
                       ON CONFLICT(place, asked) DO UPDATE SET times = times + excluded.times, day = excluded.day";
            db.execute(sql, params![place, asked, times])?;
            let sql = "DELETE FROM vain WHERE place = ?1 AND asked <> ?2 AND asked NOT IN
                       (SELECT asked FROM vain WHERE place = ?1 AND asked <> ?2
                        ORDER BY times DESC, day DESC, asked LIMIT ?3)";
            db.execute(sql, params![place, asked, MOST - 1]).map(drop)
        })
    }

    /// What was asked in vain in a place, most often first.
    pub fn in_vain(&self, place: u64) -> Result<Vec<Vain>, StoreError> {
        self.read(Vec::new(), |db| {
            let sql = "SELECT asked, times, day FROM vain WHERE place = ?1 ORDER BY times DESC, day DESC, asked";
            let mut all = db.prepare_cached(sql)?;
            let vain = |row: &rusqlite::Row<'_>| Ok(Vain { asked: row.get(0)?, times: row.get(1)?, day: row.get(2)? });
            all.query_map([number(place)], vain)?.collect()
        })
    }

    /// Forgets all of it.
    pub fn forget_vain(&self, place: u64) -> Result<(), StoreError> {
        self.read((), |db| db.execute("DELETE FROM vain WHERE place = ?1", [number(place)]).map(drop))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn it_is_counted_by_place_and_the_rare_gives_way() {
        let ledger = Ledger::in_memory();
        let count = |place, asked: &str, times| ledger.count_in_vain(place, asked, times).expect("kept");
        count(7, "who is ann", 2);
        count(7, "who is ann", 1);
        count(8, "who is bob", 1);
        let told =
            |place| ledger.in_vain(place).expect("read").into_iter().map(|v| (v.asked, v.times)).collect::<Vec<_>>();
        assert_eq!(told(7), [("who is ann".to_owned(), 3)]);
        for n in 0..MOST + 5 {
            count(7, &format!("{n:03}"), 1);
        }
        let all = told(7);
        assert_eq!((all.len(), all[0].1), (MOST, 3));
        assert!(all.iter().any(|(asked, _)| asked == &format!("{:03}", MOST + 4)), "the newest is there");
        ledger.forget_vain(7).expect("forgotten");
        assert_eq!((told(7).len(), told(8).len()), (0, 1));
    }
}
