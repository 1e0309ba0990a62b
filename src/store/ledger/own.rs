//! Which articles has a server of its own, and which one waits for a yes?
//!
//! Kept whole, as read, so that they can be read again after every build. A draft waits for some minutes only.

use std::time::{Duration, SystemTime, UNIX_EPOCH};

use rusqlite::{Connection, OptionalExtension, params};

use super::ruling::changed;
use super::{KeepError, Ledger, number};
use crate::domain::{Article, ArticleId};
use crate::store::StoreError;
use crate::store::rows::{decoded, encoded};

/// An article of a server, without its text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Own {
    /// Its name.
    pub id: ArticleId,
    /// Its title.
    pub title: String,
    /// The day it was added, `2026-05-31` in UTC.
    pub day: String,
}

/// The number of an article that waits for a yes.
pub type Draft = i64;

/// Articles that one server may have.
pub const MOST_OWN: usize = 200;
/// Bytes that they may take together, as kept: all of them go into one file that Discord takes.
pub const MOST_OWN_BYTES: usize = 8 << 20;
/// How long a draft waits.
const PATIENCE: Duration = Duration::from_secs(15 * 60);
/// Drafts of one server that wait; the oldest gives way.
const MOST_DRAFTS: usize = 5;

impl Ledger {
    /// Keeps an article that waits for a yes.
    pub fn draft(&self, place: u64, article: &Article, now: SystemTime) -> Result<Draft, StoreError> {
        self.write_all(|db| {
            forget_old(db, now)?;
            let place = number(place);
            let sql = "DELETE FROM draft WHERE place = ?1 AND id NOT IN
                       (SELECT id FROM draft WHERE place = ?1 ORDER BY id DESC LIMIT ?2)";
            db.execute(sql, params![place, MOST_DRAFTS - 1])?;
            let sql = "INSERT INTO draft(place, at, article) VALUES(?1, ?2, ?3)";
            db.execute(sql, params![place, seconds(now), encoded(article)?])?;
            Ok(db.last_insert_rowid())
        })
    }

    /// Takes a draft off; gives it, if it still waited.
    pub fn take_draft(&self, place: u64, draft: Draft, now: SystemTime) -> Result<Option<Article>, StoreError> {
        if !self.is_there() {
            return Ok(None);
        }
        self.write_all(|db| {
            forget_old(db, now)?;
            let sql = "DELETE FROM draft WHERE place = ?1 AND id = ?2 RETURNING article";
            db.query_row(sql, params![number(place), draft], |row| decoded(row, 0)).optional()
        })
    }

    /// Keeps an article of a server; one of the same name is replaced.
    pub fn add(&self, place: u64, article: &Article) -> Result<(), KeepError> {
        let kept = self.write_all(|db| {
            let (place, payload) = (number(place), encoded(article)?);
            let sql = "SELECT count(*), coalesce(sum(length(article)), 0) FROM own WHERE place = ?1 AND stem <> ?2";
            let (count, bytes): (usize, usize) =
                db.query_row(sql, params![place, article.id.0], |row| Ok((row.get(0)?, row.get(1)?)))?;
            if count >= MOST_OWN || bytes + payload.len() > MOST_OWN_BYTES {
                return Ok(false);
            }
            let sql =
                "INSERT OR REPLACE INTO own(place, stem, title, day, article) VALUES(?1, ?2, ?3, date('now'), ?4)";
            db.execute(sql, params![place, article.id.0, article.title(), payload])?;
            changed(db, place)?;
            Ok(true)
        })?;
        let most = MOST_OWN_BYTES >> 20;
        let full = || format!("A server can have {MOST_OWN} articles of {most} MB together: remove some first.");
        if kept { Ok(()) } else { Err(KeepError::Full(full())) }
    }

    /// Takes an article of a server off for good; whether it was there.
    pub fn remove(&self, place: u64, article: &ArticleId) -> Result<bool, StoreError> {
        if !self.is_there() {
            return Ok(false);
        }
        self.write_all(|db| {
            let place = number(place);
            let gone = db.execute("DELETE FROM own WHERE place = ?1 AND stem = ?2", params![place, article.0])? > 0;
            if gone {
                changed(db, place)?;
            }
            Ok(gone)
        })
    }

    /// The articles of a server, in the order that they were added in.
    pub fn own(&self, place: u64) -> Result<Vec<Own>, StoreError> {
        self.read(Vec::new(), |db| {
            let mut all = db.prepare_cached("SELECT stem, title, day FROM own WHERE place = ?1 ORDER BY id")?;
            let own =
                |row: &rusqlite::Row<'_>| Ok(Own { id: ArticleId(row.get(0)?), title: row.get(1)?, day: row.get(2)? });
            all.query_map([number(place)], own)?.collect()
        })
    }

    /// The same with their texts, in order of name.
    pub fn own_articles(&self, place: u64) -> Result<Vec<Article>, StoreError> {
        self.read(Vec::new(), |db| {
            let mut all = db.prepare_cached("SELECT article FROM own WHERE place = ?1 ORDER BY stem")?;
            all.query_map([number(place)], |row| decoded(row, 0))?.collect()
        })
    }
}

fn forget_old(db: &Connection, now: SystemTime) -> rusqlite::Result<()> {
    let oldest = seconds(now).saturating_sub(PATIENCE.as_secs().cast_signed());
    db.execute("DELETE FROM draft WHERE at < ?1", [oldest]).map(drop)
}

/// Since 1970.
pub(super) fn seconds(time: SystemTime) -> i64 {
    time.duration_since(UNIX_EPOCH).unwrap_or_default().as_secs().cast_signed()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::Span;

    fn article(stem: &str, letters: usize) -> Article {
        let text = "x".repeat(letters);
        let (title, body) = (Span::new(0, 1), Span::new(1, letters));
        let id = ArticleId(stem.into());
        Article { id, text, date: None, title, body, outlet: None, url: None, warnings: Vec::new() }
    }

    #[test]
    fn a_draft_waits_some_minutes_for_its_server_and_is_taken_once() {
        let (ledger, now) = (Ledger::in_memory(), UNIX_EPOCH + Duration::from_secs(1_700_000_000));
        let draft = |stem: &str| ledger.draft(7, &article(stem, 9), now).expect("kept");
        let take = |place, draft, later| {
            let found = ledger.take_draft(place, draft, now + Duration::from_secs(later)).expect("asked");
            found.map(|article| article.id.to_string())
        };
        let (first, second) = (draft("a"), draft("b"));
        assert_eq!(take(8, first, 1), None, "another's is not touched");
        assert_eq!(take(7, first, 60), Some("a".to_owned()));
        assert_eq!(take(7, first, 60), None);
        assert_eq!(take(7, second, 16 * 60), None, "too late");
        let all: Vec<Draft> = (0..=MOST_DRAFTS).map(|n| draft(&n.to_string())).collect();
        assert_eq!((take(7, all[0], 1), take(7, all[1], 1)), (None, Some("1".to_owned())));
    }

    #[test]
    fn articles_are_kept_replaced_and_removed_within_bounds() {
        let ledger = Ledger::in_memory();
        for (stem, letters) in [("b", 9), ("a", 9), ("b", 8)] {
            ledger.add(7, &article(stem, letters)).expect("kept");
        }
        ledger.add(8, &article("c", 9)).expect("kept");
        let texts: Vec<usize> = ledger.own_articles(7).expect("read").iter().map(|own| own.text.len()).collect();
        assert_eq!(texts, [9, 8]);
        assert!(!ledger.remove(8, &ArticleId("a".into())).expect("asked"));
        assert!(ledger.remove(7, &ArticleId("a".into())).expect("removed"));
        assert_eq!(ledger.own(7).expect("read").len(), 1);
        assert!(matches!(ledger.add(7, &article("huge", MOST_OWN_BYTES)), Err(KeepError::Full(_))));
        for n in 0..MOST_OWN - 1 {
            ledger.add(7, &article(&n.to_string(), 1)).expect("kept");
        }
        assert!(matches!(ledger.add(7, &article("more", 1)), Err(KeepError::Full(_))));
        ledger.add(7, &article("b", 1)).expect("replaced");
    }
}
