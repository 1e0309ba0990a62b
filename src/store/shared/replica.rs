//! How does a replica come up to the newest edition?
//!
//! By what is newer than itself: articles read since, articles gone since, and who is who now. It is written like any
//! store, beside the old one and then in its place, so that whoever reads it sees one edition whole.

use std::fs::{self, File};
use std::io::ErrorKind;

use postgres::fallible_iterator::FallibleIterator;
use postgres::{Client, IsolationLevel, Transaction};

use super::super::home::Found;
use super::super::mark::{self, Mark};
use super::super::{Builder, Entry, Origin, Store, StoreError, file};
use super::queue::Broken;
use super::trouble::trouble;
use super::{Shared, parcel, schema};
use crate::domain::ArticleId;

impl Shared {
    /// Brings the replica up to date and opens it. A server that is away is no reason to be silent, where the replica is
    /// of the archive at that address.
    pub fn open(&self) -> Result<Found, StoreError> {
        match self.refresh() {
            Ok(there) => {
                let store = there.then(|| Store::open(&self.replica)).transpose()?;
                Ok(Found { store, behind: None })
            }
            Err(Trouble { why, away: true }) if self.is_ours() => {
                Ok(Found { store: Some(Store::open(&self.replica)?), behind: Some(why) })
            }
            Err(Trouble { why, .. }) => Err(why),
        }
    }

    /// Brings the replica up to date; whether there is an archive at all.
    pub(super) fn refresh(&self) -> Result<bool, Trouble> {
        let mut client = self.address.connect().map_err(|e| self.away(&e))?;
        self.refresh_through(&mut client)
    }

    /// The same over a connection that is there.
    pub(super) fn refresh_through(&self, client: &mut Client) -> Result<bool, Trouble> {
        // One process at a time; those who come later find it done.
        let _lock = self.lock()?;
        match self.update(client) {
            Ok(there) => Ok(there),
            Err(Broken::Server(e)) => Err(self.away(&e)),
            Err(Broken::Ours(why)) => Err(why.into()),
        }
    }

    fn update(&self, client: &mut Client) -> Result<bool, Broken> {
        match self.version(client)? {
            None => return Ok(false),
            Some(older) if older < schema::VERSION => {
                return Err(Broken::Ours(StoreError(format!(
                    "{self}: written by an older receipts (schema {older}, this one wants {}); run `receipts build`",
                    schema::VERSION
                ))));
            }
            Some(_) => {}
        }
        let mut work =
            client.build_transaction().isolation_level(IsolationLevel::RepeatableRead).read_only(true).start()?;
        let sql = "SELECT a.id, e.n, e.id FROM receipts_archive a, receipts_edition e ORDER BY e.n DESC LIMIT 1";
        let Some(newest) = work.query_opt(sql, &[])? else { return Ok(false) };
        let address = self.address.name().to_owned();
        let newest = Mark { archive: newest.get(0), address, edition: newest.get(1), id: newest.get(2) };
        let mark = self.mark()?;
        if mark.as_ref() == Some(&newest) {
            return Ok(true);
        }
        // A copy of another archive, or of an edition that is no more since a backup was put back, is made anew.
        let since = match mark {
            Some(mark) if mark.archive == newest.archive => {
                let sql = "SELECT n FROM receipts_edition WHERE n = $1 AND id = $2";
                work.query_opt(sql, &[&mark.edition, &mark.id])?.map(|row| row.get(0))
            }
            _ => None,
        };
        if since.is_none() {
            let absent = |e: std::io::Error| if e.kind() == ErrorKind::NotFound { Ok(()) } else { Err(e) };
            fs::remove_file(&self.replica).or_else(absent).map_err(|e| self.unwritable(&e))?;
        }
        self.copy(&mut work, since.unwrap_or(0), &newest)?;
        Ok(true)
    }

    fn copy(&self, work: &mut Transaction<'_>, since: i64, newest: &Mark) -> Result<(), Broken> {
        let mut builder = Builder::open(&self.replica)?;
        let sql = "SELECT stem, hash, reader, article, reading, signature FROM receipts_article
                   WHERE edition > $1 ORDER BY stem";
        let mut rows = work.query_raw(sql, [since])?;
        while let Some(row) = rows.next()? {
            let id = ArticleId(row.get::<_, String>(0).into());
            let Some(article) = row.get::<_, Option<&[u8]>>(3) else {
                builder.remove(&id)?;
                continue;
            };
            let reading = parcel::reading(parcel::article(article)?, row.get(4))?;
            // Where its file lies is known to the machine that built it.
            let reader = u32::try_from(row.get::<_, i64>(2)).unwrap_or(0);
            let origin = Origin { path: String::new(), hash: row.get(1), reader };
            builder.put(Entry::of(reading, origin, Some(&parcel::signature(row.get(5))?))?)?;
        }
        drop(rows);
        let mut people = Vec::new();
        let mut rows = work.query_raw("SELECT identity FROM receipts_person ORDER BY n", [0_i64; 0])?;
        while let Some(row) = rows.next()? {
            people.push(parcel::identity(row.get(0))?);
        }
        drop(rows);
        builder.link(&people)?;
        let copies = work.query("SELECT stem, original FROM receipts_copy ORDER BY stem", &[])?;
        let id = |stem: String| ArticleId(stem.into());
        let copies: Vec<_> = copies.iter().map(|row| (id(row.get(0)), id(row.get(1)))).collect();
        builder.fold(&copies)?;
        builder.mark(newest)?;
        builder.publish()?;
        Ok(())
    }

    /// The mark of the replica, `None` where there is none. A store that is nobody's replica is not written over.
    fn mark(&self) -> Result<Option<Mark>, StoreError> {
        match fs::symlink_metadata(&self.replica) {
            Err(e) if e.kind() == ErrorKind::NotFound => return Ok(None),
            _ => {}
        }
        let shown = self.replica.display();
        match mark::of(&self.replica)? {
            Some(mark) => Ok(Some(mark)),
            None => Err(StoreError(format!(
                "{shown}: a store that was built here, no copy of {self}; name another file with --replica or REPLICA"
            ))),
        }
    }

    /// Whether there is a replica of the archive at this address.
    fn is_ours(&self) -> bool {
        matches!(self.mark(), Ok(Some(mark)) if mark.address == self.address.name())
    }

    fn lock(&self) -> Result<File, StoreError> {
        let lock = fs::create_dir_all(file::folder_of(&self.replica)).and_then(|()| {
            let lock = File::options().create(true).append(true).open(file::beside(&self.replica, ".copying"))?;
            lock.lock()?;
            Ok(lock)
        });
        lock.map_err(|e| self.unwritable(&e))
    }

    fn unwritable(&self, error: &std::io::Error) -> StoreError {
        let shown = self.replica.display();
        StoreError(format!("{shown}: cannot be written ({error}); name a file for the copy with --replica or REPLICA"))
    }

    pub(super) fn away(&self, error: &postgres::Error) -> Trouble {
        // A refusal is about what was asked; only what comes of no connection says that nobody is there.
        Trouble { why: trouble(self.address.name(), error), away: super::trouble::is_lost(error) }
    }
}

/// Why a replica is not up to date.
#[derive(Debug)]
pub(super) struct Trouble {
    pub why: StoreError,
    /// The server cannot be reached; the replica is as good as it was.
    pub away: bool,
}

impl From<StoreError> for Trouble {
    fn from(why: StoreError) -> Self {
        Self { why, away: false }
    }
}
