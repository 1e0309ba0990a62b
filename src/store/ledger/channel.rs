//! In which channels of a server may answers be given where everybody sees them?

use std::collections::{BTreeMap, BTreeSet};

use rusqlite::params;

use super::{KeepError, Ledger, number};
use crate::store::StoreError;

/// Channels that one server may name.
const MOST_CHANNELS: usize = 100;

impl Ledger {
    /// Names a channel, or takes its name off.
    pub fn set_channel(&self, place: u64, channel: u64, named: bool) -> Result<(), KeepError> {
        let (place, channel) = (number(place), number(channel));
        let kept = self.write_all(|db| {
            let sql = "SELECT count(*) FROM channel WHERE place = ?1 AND channel <> ?2";
            let others: usize = db.query_row(sql, [place, channel], |row| row.get(0))?;
            if named && others >= MOST_CHANNELS {
                return Ok(false);
            }
            let sql = if named {
                "INSERT OR IGNORE INTO channel(place, channel) VALUES(?1, ?2)"
            } else {
                "DELETE FROM channel WHERE place = ?1 AND channel = ?2"
            };
            db.execute(sql, params![place, channel])?;
            Ok(true)
        })?;
        let full = || KeepError::Full(format!("A server can name {MOST_CHANNELS} channels: take some off first."));
        if kept { Ok(()) } else { Err(full()) }
    }

    /// The channels of every place that names any.
    pub fn channels(&self) -> Result<BTreeMap<u64, BTreeSet<u64>>, StoreError> {
        self.read(BTreeMap::new(), |db| {
            let mut all = db.prepare_cached("SELECT place, channel FROM channel")?;
            let mut rows = all.query([])?;
            let mut channels: BTreeMap<u64, BTreeSet<u64>> = BTreeMap::new();
            while let Some(row) = rows.next()? {
                let [place, channel] = [row.get::<_, i64>(0)?, row.get::<_, i64>(1)?].map(i64::cast_unsigned);
                channels.entry(place).or_default().insert(channel);
            }
            Ok(channels)
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn channels_are_named_and_taken_off() {
        let ledger = Ledger::in_memory();
        for (place, channel, named) in [(7, 1, true), (7, u64::MAX, true), (7, 1, false), (8, 1, true), (8, 1, true)] {
            ledger.set_channel(place, channel, named).expect("kept");
        }
        let expected = BTreeMap::from([(7, BTreeSet::from([u64::MAX])), (8, BTreeSet::from([1]))]);
        assert_eq!(ledger.channels().expect("read"), expected);
        let all = (0..).take(MOST_CHANNELS + 1).map(|channel| ledger.set_channel(9, channel, true));
        assert_eq!(all.filter(Result::is_err).count(), 1);
    }
}
