//! How is the work of a build shared, each article read exactly once?
//!
//! Articles are queued in portions, and are read from the first one on. Whoever works takes a batch whose rows nobody else
//! holds, reads it and writes what was read, all in one transaction: a worker that dies gives its batch back by dying.
//! Nothing of it is seen before it is published, and nobody publishes while somebody queues.

use std::collections::BTreeMap;
use std::thread::sleep;
use std::time::{Duration, Instant};

use postgres::{Client, Statement, Transaction};

use super::super::{Known, Origin, StoreError};
use super::Shared;
use super::parcel::{self, Parcel};
use super::schema::LINE;
use super::trouble::{is_crossed, is_lost, trouble};
use crate::domain::{Article, ArticleId, Edtf, Reading, Signature};

/// A server that was there and is away is waited for so long.
const PATIENCE: Duration = Duration::from_secs(120);
/// Articles, and bytes of them, that are sent at once.
const PORTION: (usize, usize) = (256, 4 << 20);

/// A place at the queue: a connection that builds.
pub struct Workshop {
    pub(super) shared: Shared,
    client: Client,
    /// What is asked for every batch, as this connection knows it.
    asked: Option<Asked>,
    /// The last article taken. What lies before it is looked at again only when nothing is found behind it: the queue
    /// is not walked from its beginning each time.
    reached: String,
}

/// What came of looking for work.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Turn {
    /// So many articles were read, or found to be read already.
    Read(usize),
    /// What is queued is in other hands.
    Busy,
    /// Nothing is queued.
    Empty,
}

impl Shared {
    /// Opens a place to build at; the tables are made or brought up to date.
    pub fn workshop(&self) -> Result<Workshop, StoreError> {
        let refuse = |e: postgres::Error| trouble(self.address.name(), &e);
        let mut client = self.address.connect().map_err(refuse)?;
        self.migrate(&mut client)?;
        Workshop::ready(&mut client).map_err(refuse)?;
        Ok(Workshop { shared: self.clone(), client, asked: None, reached: String::new() })
    }
}

impl Workshop {
    /// What is read again if the server falls need not be on its disk at once; whoever vanishes in the middle of a batch
    /// does not hold it for ever. The queue is walked along its index: a server that has not counted its rows yet would
    /// sort all that is left, texts and all, for each batch.
    fn ready(client: &mut Client) -> Result<(), postgres::Error> {
        client.batch_execute(
            "SET synchronous_commit = off; SET idle_in_transaction_session_timeout = '10min'; SET enable_sort = off",
        )
    }

    /// Waits until nobody else looks for what has changed: who comes second finds queued what the first has queued. Others
    /// wait from now on, until [`Self::step_aside`] or until the connection ends.
    pub fn line_up(&mut self) -> Result<(), StoreError> {
        self.patiently(|client| Ok(client.execute("SELECT pg_advisory_lock($1)", &[&LINE])?)).map(drop)
    }

    /// Lets the next one look.
    pub fn step_aside(&mut self) -> Result<(), StoreError> {
        self.patiently(|client| Ok(client.execute("SELECT pg_advisory_unlock_all()", &[])?)).map(drop)
    }

    /// The articles of the next edition as it looks now, with what tells whether they have changed.
    pub fn known(&mut self) -> Result<BTreeMap<ArticleId, Known>, StoreError> {
        // What waits to be published counts before what is published: a build that was killed may have left a removal.
        let sql = "SELECT stem, path, hash, reader, date FROM (
                       SELECT DISTINCT ON (stem) stem, path, hash, reader, date, article IS NOT NULL AS stays
                       FROM receipts_article ORDER BY stem, edition) AS coming WHERE stays";
        let rows = self.patiently(|client| Ok(client.query(sql, &[])?))?;
        let known = rows.into_iter().map(|row| {
            let reader = u32::try_from(row.get::<_, i64>(3)).unwrap_or(0);
            let origin = Origin { path: row.get(1), hash: row.get(2), reader };
            (ArticleId(row.get::<_, String>(0).into()), Known { origin, date: row.get(4) })
        });
        Ok(known.collect())
    }

    /// Queues articles in order of id, portion by portion, then the removal of others. Who queues the same again changes
    /// nothing.
    pub fn queue(
        &mut self,
        articles: impl Iterator<Item = (Article, Origin)>,
        gone: &[ArticleId],
    ) -> Result<(), StoreError> {
        let mut portion = Portion::default();
        for (article, origin) in articles {
            portion.add(&article, origin)?;
            if portion.stems.len() >= PORTION.0 || portion.bytes >= PORTION.1 {
                self.send(&std::mem::take(&mut portion))?;
            }
        }
        self.send(&portion)?;
        let gone: Vec<&str> = gone.iter().map(|id| &*id.0).collect();
        let sql = "INSERT INTO receipts_article(stem, path, hash, reader)
                   SELECT stem, '', '', 0 FROM unnest($1::text[]) AS gone(stem)
                   ON CONFLICT (edition, stem) DO UPDATE SET path = '', hash = '', reader = 0,
                       date = NULL, article = NULL, reading = NULL, named = NULL, signature = NULL";
        self.patiently(|client| lasting(client, |work| work.execute(sql, &[&gone]).map(drop)))
    }

    fn send(&mut self, portion: &Portion) -> Result<(), StoreError> {
        if portion.stems.is_empty() {
            return Ok(());
        }
        self.patiently(|client| lasting(client, |work| portion.send(work)))
    }

    /// How many articles are queued.
    pub fn queued(&mut self) -> Result<usize, StoreError> {
        let sql = "SELECT count(*) FROM receipts_article WHERE edition = 0 AND article IS NOT NULL AND reading IS NULL";
        let row = self.patiently(|client| Ok(client.query_one(sql, &[])?))?;
        Ok(usize::try_from(row.get::<_, i64>(0)).unwrap_or(0))
    }

    /// Takes up to so many articles off the queue, by reading rules of this version or older, and keeps what is read.
    pub fn work(
        &mut self,
        most: usize,
        reader: u32,
        mut read: impl FnMut(Article) -> (Reading, Signature),
    ) -> Result<Turn, StoreError> {
        loop {
            let (reached, mut known) = (self.reached.clone(), self.asked.take());
            let taken = self.patiently(|client| {
                // Forgotten by whatever fails: a new connection does not know them.
                let asked = known.take().map_or_else(|| Asked::of(client), Ok)?;
                let mut work = client.transaction()?;
                let taken = batch(&mut work, &asked, &reached, most, reader, &mut read)?;
                work.commit()?;
                known = Some(asked);
                Ok(taken)
            })?;
            self.asked = known;
            match taken {
                Some((last, count)) => {
                    self.reached = last;
                    return Ok(Turn::Read(count));
                }
                None if self.reached.is_empty() => return self.idle(reader),
                None => self.reached.clear(),
            }
        }
    }

    /// Why there was nothing to take.
    fn idle(&mut self, reader: u32) -> Result<Turn, StoreError> {
        let sql =
            "SELECT min(reader) FROM receipts_article WHERE edition = 0 AND article IS NOT NULL AND reading IS NULL";
        let least: Option<i64> = self.patiently(|client| Ok(client.query_one(sql, &[])?))?.get(0);
        match least {
            None => Ok(Turn::Empty),
            Some(least) if least > i64::from(reader) => Err(StoreError(format!(
                "{}: what is queued there is for a newer receipts; update this one",
                self.shared
            ))),
            Some(_) => Ok(Turn::Busy),
        }
    }

    /// Does something on the server, again where the connection is lost or somebody else was quicker.
    pub(super) fn patiently<T>(
        &mut self,
        mut something: impl FnMut(&mut Client) -> Result<T, Broken>,
    ) -> Result<T, StoreError> {
        let (since, mut pause) = (Instant::now(), Duration::from_millis(50));
        loop {
            let error = match something(&mut self.client) {
                Ok(done) => return Ok(done),
                Err(Broken::Ours(why)) => return Err(why),
                Err(Broken::Server(error)) => error,
            };
            let lost = is_lost(&error);
            if !(lost || is_crossed(&error)) || since.elapsed() > PATIENCE {
                return Err(trouble(self.shared.address.name(), &error));
            }
            sleep(pause);
            pause = (pause * 2).min(Duration::from_secs(5));
            if lost
                && let Ok(mut client) = self.shared.address.connect()
                && Self::ready(&mut client).is_ok()
            {
                self.client = client;
            }
        }
    }
}

/// What ended some work: the server, or what we made of its answer.
pub(super) enum Broken {
    Server(postgres::Error),
    Ours(StoreError),
}

impl From<postgres::Error> for Broken {
    fn from(error: postgres::Error) -> Self {
        Self::Server(error)
    }
}

impl From<StoreError> for Broken {
    fn from(error: StoreError) -> Self {
        Self::Ours(error)
    }
}

/// Articles on their way to the queue, column by column.
#[derive(Default)]
struct Portion {
    stems: Vec<String>,
    paths: Vec<String>,
    hashes: Vec<String>,
    readers: Vec<i64>,
    dates: Vec<Option<String>>,
    articles: Vec<Vec<u8>>,
    bytes: usize,
}

impl Portion {
    fn add(&mut self, article: &Article, origin: Origin) -> Result<(), StoreError> {
        let bytes = parcel::of_article(article)?;
        self.bytes += bytes.len();
        self.articles.push(bytes);
        self.stems.push(article.id.to_string());
        self.paths.push(origin.path);
        self.hashes.push(origin.hash);
        self.readers.push(origin.reader.into());
        self.dates.push(article.date.as_ref().map(|date| date.as_str().to_owned()));
        Ok(())
    }

    fn send(&self, work: &mut Transaction<'_>) -> Result<(), postgres::Error> {
        let sql = "INSERT INTO receipts_article AS known(stem, path, hash, reader, date, article)
                   SELECT stem, path, hash, reader, date, article
                   FROM unnest($1::text[], $2::text[], $3::text[], $4::bigint[], $5::text[], $6::bytea[])
                       AS new(stem, path, hash, reader, date, article)
                   ON CONFLICT (edition, stem) DO UPDATE SET path = excluded.path,
                       hash = excluded.hash, reader = excluded.reader, date = excluded.date,
                       article = excluded.article, reading = NULL, named = NULL, signature = NULL
                   WHERE (known.path, known.hash, known.reader, known.date)
                       IS DISTINCT FROM (excluded.path, excluded.hash, excluded.reader, excluded.date)";
        let Self { stems, paths, hashes, readers, dates, articles, .. } = self;
        work.execute(sql, &[stems, paths, hashes, readers, dates, articles]).map(drop)
    }
}

/// Does something that is on the server's disk when it is done: who falls with the server must not find its queue empty,
/// and take that for the end of the work.
fn lasting(
    client: &mut Client,
    something: impl FnOnce(&mut Transaction<'_>) -> Result<(), postgres::Error>,
) -> Result<(), Broken> {
    let mut work = client.transaction()?;
    work.batch_execute("SET LOCAL synchronous_commit = on")?;
    something(&mut work)?;
    Ok(work.commit()?)
}

/// What is asked for every batch: to take it, and to keep what was read.
struct Asked {
    take: Statement,
    keep: Statement,
}

impl Asked {
    fn of(client: &mut Client) -> Result<Self, postgres::Error> {
        Ok(Self { take: client.prepare(TAKE)?, keep: client.prepare(KEEP)? })
    }
}

/// Somebody may have published the same between our looking at the archive and our queueing it. It is looked up by its
/// stem, not among all that was ever published: hence the sum.
const TAKE: &str = "SELECT q.stem, q.article, EXISTS(
        SELECT 1 FROM receipts_article p WHERE p.edition + 0 > 0 AND p.stem = q.stem AND
        (p.path, p.hash, p.reader) = (q.path, q.hash, q.reader) AND p.date IS NOT DISTINCT FROM q.date)
    FROM receipts_article q WHERE q.edition = 0 AND q.article IS NOT NULL AND q.reading IS NULL
        AND q.stem > $1 AND q.reader <= $2
    ORDER BY q.stem LIMIT $3 FOR UPDATE OF q SKIP LOCKED";

const KEEP: &str = "UPDATE receipts_article a
    SET reader = $5, reading = r.reading, named = r.named, signature = r.signature
    FROM unnest($1::text[], $2::bytea[], $3::bytea[], $4::bytea[]) AS r(stem, reading, named, signature)
    WHERE a.edition = 0 AND a.stem = r.stem";

/// Takes and reads one batch; gives its last article and how many there were, `None` for none.
fn batch(
    work: &mut Transaction<'_>,
    asked: &Asked,
    reached: &str,
    most: usize,
    reader: u32,
    read: &mut impl FnMut(Article) -> (Reading, Signature),
) -> Result<Option<(String, usize)>, Broken> {
    let most = i64::try_from(most).unwrap_or(i64::MAX);
    let rows = work.query(&asked.take, &[&reached, &i64::from(reader), &most])?;
    let Some(last) = rows.last().map(|row| row.get(0)) else { return Ok(None) };
    let (mut stems, mut known): (Vec<String>, Vec<String>) = (Vec::new(), Vec::new());
    let (mut readings, mut named, mut signatures) = (Vec::new(), Vec::new(), Vec::new());
    for row in &rows {
        if row.get(2) {
            known.push(row.get(0));
            continue;
        }
        let (reading, signature) = read(parcel::article(row.get(1))?);
        let parcel = Parcel::of(&reading, &signature)?;
        stems.push(row.get(0));
        readings.push(parcel.reading);
        named.push(parcel.named);
        signatures.push(parcel.signature);
    }
    work.execute(&asked.keep, &[&stems, &readings, &named, &signatures, &i64::from(reader)])?;
    if !known.is_empty() {
        work.execute("DELETE FROM receipts_article WHERE edition = 0 AND stem = ANY($1)", &[&known])?;
    }
    Ok(Some((last, rows.len())))
}

/// A date as it was kept, in the order of time.
pub(super) fn day(date: Option<&str>) -> Option<String> {
    date.and_then(Edtf::parse).map(|date| date.order().0.to_string())
}
