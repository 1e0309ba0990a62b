//! How does what was read become an edition that everybody sees?
//!
//! Whoever finds nothing queued any more links the whole archive and publishes it, in one transaction that one process at
//! a time may begin. The others wait for it and find nothing left to do.

use std::panic::resume_unwind;
use std::thread::scope;

use postgres::binary_copy::BinaryCopyInWriter;
use postgres::types::Type;
use postgres::{Client, IsolationLevel, Transaction};

use super::super::{Identity, Named, StoreError};
use super::parcel;
use super::queue::{Broken, Workshop, day};
use super::schema::CHANNEL;
use crate::domain::{ArticleId, Signature};

/// How an archive is linked: who is who, and which article copies which.
#[derive(Clone, Copy, Debug)]
pub struct Linking {
    /// From everybody named, in order of article.
    pub people: fn(&[Named]) -> Vec<Identity>,
    /// From the signatures of all articles, oldest first, undated ones last.
    pub copies: fn(&[(ArticleId, Signature)]) -> Copies,
}

/// Each copy with what it copies.
pub type Copies = Vec<(ArticleId, ArticleId)>;

/// What was published so far.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Edition {
    /// Its number; 0 before the first.
    pub number: i64,
    /// Articles read for all editions up to this one.
    pub read: usize,
    /// Articles taken out for them.
    pub removed: usize,
    /// Articles in it.
    pub articles: usize,
    /// People in it.
    pub people: usize,
}

impl Workshop {
    /// The newest edition.
    pub fn edition(&mut self) -> Result<Edition, StoreError> {
        let sql = "SELECT n, articles, people, (SELECT sum(read)::bigint FROM receipts_edition),
                          (SELECT sum(removed)::bigint FROM receipts_edition)
                   FROM receipts_edition ORDER BY n DESC LIMIT 1";
        let row = self.patiently(|client| Ok(client.query_opt(sql, &[])?))?;
        let count = |column| row.as_ref().map_or(0, |row| usize::try_from(row.get::<_, i64>(column)).unwrap_or(0));
        Ok(Edition {
            number: row.as_ref().map_or(0, |row| row.get(0)),
            articles: count(1),
            people: count(2),
            read: count(3),
            removed: count(4),
        })
    }

    /// Publishes what was read, unless somebody else has done it. Waits for whoever is doing it, and for whoever queues:
    /// what is queued in portions is seen as a whole. False where something is queued again: then that must be read first.
    pub fn publish(&mut self, linking: Linking) -> Result<bool, StoreError> {
        self.line_up()?;
        let published = self.patiently(|client| publish(client, linking))?;
        self.step_aside()?;
        Ok(published)
    }
}

fn publish(client: &mut Client, linking: Linking) -> Result<bool, Broken> {
    let mut work = client.build_transaction().isolation_level(IsolationLevel::RepeatableRead).start()?;
    // Before anything is looked at, so that what is seen is what the one before has left.
    work.batch_execute("LOCK TABLE receipts_edition IN SHARE ROW EXCLUSIVE MODE; SET LOCAL synchronous_commit = on")?;
    let sql = "SELECT count(*) FILTER (WHERE article IS NOT NULL AND reading IS NULL),
                      count(*) FILTER (WHERE article IS NOT NULL), count(*)
               FROM receipts_article WHERE edition = 0";
    let (queued, read, all): (i64, i64, i64) = {
        let row = work.query_one(sql, &[])?;
        (row.get(0), row.get(1), row.get(2))
    };
    if queued > 0 || all == 0 {
        return Ok(queued == 0);
    }
    let (signed, named) = (signed(&mut work)?, named(&mut work)?);
    let (people, copies) = scope(|scope| {
        let copies = scope.spawn(|| (linking.copies)(&signed));
        let people = (linking.people)(&named);
        (people, copies.join().unwrap_or_else(|panic| resume_unwind(panic)))
    });
    let edition: i64 = work.query_one("SELECT coalesce(max(n), 0) + 1 FROM receipts_edition", &[])?.get(0);
    let sql = "DELETE FROM receipts_article p USING receipts_article new
               WHERE p.edition + 0 > 0 AND new.edition = 0 AND p.stem = new.stem";
    work.execute(sql, &[])?;
    work.execute("UPDATE receipts_article SET edition = $1 WHERE edition = 0", &[&edition])?;
    let many = i64::try_from(people.len()).unwrap_or(i64::MAX);
    write(&mut work, people, &copies)?;
    let sql = "INSERT INTO receipts_edition(n, read, removed, people, articles) VALUES($1, $2, $3, $4,
                   (SELECT count(*) FROM receipts_article WHERE edition > 0 AND article IS NOT NULL))";
    work.execute(sql, &[&edition, &read, &(all - read), &many])?;
    work.execute("SELECT pg_notify($1, $2)", &[&CHANNEL, &edition.to_string()])?;
    work.commit()?;
    Ok(true)
}

/// The archive as it will be: what was read now in the place of what was published before.
const COMING: &str = "a.article IS NOT NULL AND (a.edition = 0 OR NOT EXISTS(
    SELECT 1 FROM receipts_article new WHERE new.edition = 0 AND new.stem = a.stem))";

fn named(work: &mut Transaction<'_>) -> Result<Vec<Named>, Broken> {
    let sql = format!("SELECT a.stem, a.named FROM receipts_article a WHERE {COMING} ORDER BY a.stem");
    let mut all = Vec::new();
    for row in work.query(&sql, &[])? {
        all.push(parcel::named(ArticleId(row.get::<_, String>(0).into()), row.get(1))?);
    }
    Ok(all)
}

fn signed(work: &mut Transaction<'_>) -> Result<Vec<(ArticleId, Signature)>, Broken> {
    let sql = format!("SELECT a.stem, a.signature, a.date FROM receipts_article a WHERE {COMING}");
    let mut dated = Vec::new();
    for row in work.query(&sql, &[])? {
        let day = day(row.get(2));
        dated.push(((day.is_none(), day, row.get::<_, String>(0)), parcel::signature(row.get(1))?));
    }
    dated.sort_by(|a, b| a.0.cmp(&b.0));
    Ok(dated.into_iter().map(|((.., stem), signature)| (ArticleId(stem.into()), signature)).collect())
}

/// Writes who is who, and which article copies which, in the place of what was there.
fn write(work: &mut Transaction<'_>, people: Vec<Identity>, copies: &[(ArticleId, ArticleId)]) -> Result<(), Broken> {
    work.batch_execute("DELETE FROM receipts_person; DELETE FROM receipts_copy")?;
    let stream = work.copy_in("COPY receipts_person(n, identity) FROM STDIN BINARY")?;
    let mut rows = BinaryCopyInWriter::new(stream, &[Type::INT8, Type::BYTEA]);
    for (n, person) in (0_i64..).zip(people) {
        rows.write(&[&n, &parcel::of_identity(person)?])?;
    }
    rows.finish()?;
    let stream = work.copy_in("COPY receipts_copy(stem, original) FROM STDIN BINARY")?;
    let mut rows = BinaryCopyInWriter::new(stream, &[Type::TEXT, Type::TEXT]);
    for (copy, original) in copies {
        rows.write(&[&&*copy.0, &&*original.0])?;
    }
    rows.finish()?;
    Ok(())
}
