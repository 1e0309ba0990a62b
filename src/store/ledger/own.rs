//! Which articles has a server of its own, and which one waits for a yes?
//!
//! Kept whole, as read, so that they can be read again after every build. A draft waits for some minutes only.

use std::collections::HashMap;
use std::time::{Duration, SystemTime, UNIX_EPOCH};

use rusqlite::{Connection, OptionalExtension, ToSql, params};

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

/// Articles that were added together, by the first and the last of their numbers.
pub type Batch = (i64, i64);

/// Articles that one server may have.
pub const MOST_OWN: usize = 200;
/// Bytes that they may take together, as kept: all of them go into one file that Discord takes.
pub const MOST_OWN_BYTES: usize = 8 << 20;
/// How long a draft waits.
const PATIENCE: Duration = Duration::from_secs(15 * 60);
/// Drafts of one server that wait; the oldest gives way.
const MOST_DRAFTS: usize = 5;

impl Ledger {
    /// Keeps articles that wait for a yes together.
    pub fn draft(&self, place: u64, articles: &[Article], now: SystemTime) -> Result<Draft, StoreError> {
        self.write_all(|db| {
            forget_old(db, now)?;
            let place = number(place);
            let sql = "DELETE FROM draft WHERE place = ?1 AND id NOT IN
                       (SELECT id FROM draft WHERE place = ?1 ORDER BY id DESC LIMIT ?2)";
            db.execute(sql, params![place, MOST_DRAFTS - 1])?;
            let sql = "INSERT INTO draft(place, at, article) VALUES(?1, ?2, ?3)";
            db.execute(sql, params![place, seconds(now), encoded(&articles)?])?;
            Ok(db.last_insert_rowid())
        })
    }

    /// Takes a draft off; gives it, if it still waited.
    pub fn take_draft(&self, place: u64, draft: Draft, now: SystemTime) -> Result<Option<Vec<Article>>, StoreError> {
        if !self.is_there() {
            return Ok(None);
        }
        self.write_all(|db| {
            forget_old(db, now)?;
            let sql = "DELETE FROM draft WHERE place = ?1 AND id = ?2 RETURNING article";
            // What another version has written is as good as gone.
            db.query_row(sql, params![number(place), draft], |row| Ok(decoded(row, 0).ok()))
                .optional()
                .map(Option::flatten)
        })
    }

    /// Keeps articles of a server, all or none of them; those of the same names are replaced.
    pub fn add(&self, place: u64, articles: &[Article]) -> Result<Batch, KeepError> {
        let added = self.write_all(|db| {
            let place = number(place);
            let payloads: Vec<String> = articles.iter().map(encoded).collect::<rusqlite::Result<_>>()?;
            let mut lengths: HashMap<String, usize> = db
                .prepare_cached("SELECT stem, length(CAST(article AS BLOB)) FROM own WHERE place = ?1")?
                .query_map([place], |row| Ok((row.get(0)?, row.get(1)?)))?
                .collect::<rusqlite::Result<_>>()?;
            lengths.extend(articles.iter().zip(&payloads).map(|(article, p)| (article.id.to_string(), p.len())));
            if lengths.len() > MOST_OWN || lengths.values().sum::<usize>() > MOST_OWN_BYTES {
                return Ok(None);
            }
            let sql =
                "INSERT OR REPLACE INTO own(place, stem, title, day, article) VALUES(?1, ?2, ?3, date('now'), ?4)";
            let mut keep = db.prepare_cached(sql)?;
            let mut batch: Option<Batch> = None;
            for (article, payload) in articles.iter().zip(payloads) {
                let id = keep.insert(params![place, article.id.0, article.title(), payload])?;
                batch = Some(batch.map_or((id, id), |(first, _)| (first, id)));
            }
            changed(db, place)?;
            Ok(Some(batch.unwrap_or((0, 0))))
        })?;
        let most = MOST_OWN_BYTES >> 20;
        let full = || format!("A server can have {MOST_OWN} articles of {most} MB together: remove some first.");
        added.ok_or_else(|| KeepError::Full(full()))
    }

    /// Takes an article of a server off for good; whether it was there.
    pub fn remove(&self, place: u64, article: &ArticleId) -> Result<bool, StoreError> {
        let gone = self.take_off(place, "stem = ?2", &[&article.0])?;
        Ok(!gone.is_empty())
    }

    /// Takes off for good what was added together and not replaced since.
    pub fn remove_batch(&self, place: u64, (first, last): Batch) -> Result<Vec<ArticleId>, StoreError> {
        self.take_off(place, "id BETWEEN ?2 AND ?3", &[&first, &last])
    }

    /// Takes articles of a server off; which they were.
    fn take_off(&self, place: u64, which: &str, values: &[&dyn ToSql]) -> Result<Vec<ArticleId>, StoreError> {
        if !self.is_there() {
            return Ok(Vec::new());
        }
        self.write_all(|db| {
            let place = number(place);
            let values: Vec<&dyn ToSql> = [&place as &dyn ToSql].into_iter().chain(values.iter().copied()).collect();
            let mut off = db.prepare_cached(&format!("DELETE FROM own WHERE place = ?1 AND {which} RETURNING stem"))?;
            let gone = off.query_map(values.as_slice(), |row| row.get(0).map(ArticleId))?;
            let mut gone: Vec<ArticleId> = gone.collect::<rusqlite::Result<_>>()?;
            gone.sort();
            if !gone.is_empty() {
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
        let draft = |stem: &str| ledger.draft(7, &[article(stem, 9)], now).expect("kept");
        let take = |place, draft, later| {
            let found = ledger.take_draft(place, draft, now + Duration::from_secs(later)).expect("asked");
            found.map(|articles| articles[0].id.to_string())
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
            ledger.add(7, &[article(stem, letters)]).expect("kept");
        }
        ledger.add(8, &[article("c", 9)]).expect("kept");
        let texts: Vec<usize> = ledger.own_articles(7).expect("read").iter().map(|own| own.text.len()).collect();
        assert_eq!(texts, [9, 8]);
        assert!(!ledger.remove(8, &ArticleId("a".into())).expect("asked"));
        assert!(ledger.remove(7, &ArticleId("a".into())).expect("removed"));
        assert_eq!(ledger.own(7).expect("read").len(), 1);
        assert!(matches!(ledger.add(7, &[article("huge", MOST_OWN_BYTES)]), Err(KeepError::Full(_))));
        let many: Vec<Article> = (0..MOST_OWN).map(|n| article(&n.to_string(), 1)).collect();
        assert!(matches!(ledger.add(7, &many), Err(KeepError::Full(_))), "all or none");
        assert_eq!(ledger.own(7).expect("read").len(), 1);
        let batch = ledger.add(7, &many[1..]).expect("kept");
        assert!(matches!(ledger.add(7, &many[..1]), Err(KeepError::Full(_))));
        ledger.add(7, &[article("b", 1), article("9", 1)]).expect("replaced");
        assert_eq!(ledger.remove_batch(8, batch).expect("asked").len(), 0, "another's is not touched");
        assert_eq!(ledger.remove_batch(7, batch).expect("removed").len(), MOST_OWN - 2, "but what was replaced");
        assert_eq!(ledger.own(7).expect("read").len(), 2);
    }
}
