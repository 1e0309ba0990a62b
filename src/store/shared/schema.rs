//! Which tables does the server hold, and how does an older archive become a newer one?
//!
//! As [`super::super::schema`] in spirit: migrations in order, never changed once released. The tables lie in the first
//! schema of the connection's search path, all under one prefix.

use postgres::{Client, GenericClient};

use super::super::StoreError;
use super::Shared;
use super::trouble::trouble;

/// Each brings an archive from the version before to its own.
const MIGRATIONS: &[&str] = &[FIRST];

/// The version that this program reads and writes.
pub(super) const VERSION: i64 = MIGRATIONS.len() as u32 as i64;

/// The channel that new editions are told on.
pub(super) const CHANNEL: &str = "receipts_edition";

/// Whoever changes tables holds this lock ("Rcpt").
const LOCK: i64 = 0x5263_7074;

/// Whoever looks for what has changed, and queues it, holds this one.
pub(super) const LINE: i64 = LOCK + 1;

/// An article goes through its life in one row, so that its text is written once: it is queued as edition 0, is read, and is
/// given the number of its edition. One that is gone stays as a row without a text, for replicas to learn of it. What was
/// read is bytes, dense already, and kept apart from its row: so a row is small, and is changed in its place.
const FIRST: &str = "
CREATE TABLE receipts_archive(
    one boolean PRIMARY KEY DEFAULT true CHECK (one), id text NOT NULL DEFAULT gen_random_uuid()::text,
    version bigint NOT NULL
);
CREATE TABLE receipts_edition(
    n bigint PRIMARY KEY, id text NOT NULL DEFAULT gen_random_uuid()::text, made timestamptz NOT NULL DEFAULT now(),
    read bigint NOT NULL, removed bigint NOT NULL, articles bigint NOT NULL, people bigint NOT NULL
);
CREATE TABLE receipts_article(
    edition bigint NOT NULL DEFAULT 0, stem text COLLATE \"C\" NOT NULL,
    path text NOT NULL, hash text NOT NULL, reader bigint NOT NULL, date text,
    article bytea, reading bytea, named bytea, signature bytea,
    PRIMARY KEY (edition, stem)
) WITH (fillfactor = 50, toast_tuple_target = 256);
CREATE INDEX receipts_article_stem ON receipts_article(stem);
ALTER TABLE receipts_article
    ALTER COLUMN article SET STORAGE EXTERNAL, ALTER COLUMN reading SET STORAGE EXTERNAL,
    ALTER COLUMN named SET STORAGE EXTERNAL, ALTER COLUMN signature SET STORAGE EXTERNAL;
CREATE TABLE receipts_person(n bigint PRIMARY KEY, identity bytea NOT NULL);
CREATE TABLE receipts_copy(stem text PRIMARY KEY, original text NOT NULL);
";

impl Shared {
    /// Makes the tables, or brings them up to date; whoever comes second finds it done.
    pub(super) fn migrate(&self, client: &mut Client) -> Result<(), StoreError> {
        let refuse = |e: postgres::Error| trouble(self.address.name(), &e);
        if self.version(client)? == Some(VERSION) {
            return Ok(());
        }
        let mut work = client.transaction().map_err(refuse)?;
        work.execute("SELECT pg_advisory_xact_lock($1)", &[&LOCK]).map_err(refuse)?;
        let seen = self.version(&mut work)?.unwrap_or(0);
        for migration in MIGRATIONS.iter().skip(usize::try_from(seen).unwrap_or(0)) {
            work.batch_execute(migration).map_err(refuse)?;
        }
        let sql = "INSERT INTO receipts_archive(version) VALUES($1) ON CONFLICT (one) DO UPDATE SET version = $1";
        work.execute(sql, &[&VERSION]).map_err(refuse)?;
        work.commit().map_err(refuse)
    }

    /// The version of the archive, not newer than ours; `None` where there is no archive.
    pub(super) fn version(&self, client: &mut impl GenericClient) -> Result<Option<i64>, StoreError> {
        let name = self.address.name();
        let refuse = |e: postgres::Error| trouble(name, &e);
        // Looked up as rows: what the server remembers of names may be older than what somebody else has just made.
        let sql =
            "SELECT EXISTS(SELECT 1 FROM pg_class WHERE relname = 'receipts_archive' AND pg_table_is_visible(oid))";
        let there = client.query_one(sql, &[]).map_err(refuse)?;
        if !there.get::<_, bool>(0) {
            return Ok(None);
        }
        let found = client.query_opt("SELECT version FROM receipts_archive", &[]).map_err(refuse)?;
        match found.map(|row| row.get(0)) {
            Some(newer) if newer > VERSION => Err(StoreError(format!(
                "{name}: written by a newer receipts (schema {newer}, this one knows {VERSION}); update receipts, or \
                 name another database"
            ))),
            version => Ok(version),
        }
    }
}
