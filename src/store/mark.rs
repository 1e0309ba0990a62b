//! Which archive does a replica copy, and which edition of it?
//!
//! Kept in the file itself, so that a file and what it claims to be cannot come apart. A store that was built here has no
//! mark.

use std::path::Path;

use rusqlite::{Connection, OpenFlags, OptionalExtension, params};

use super::{StoreError, file};

/// What a replica copies.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Mark {
    /// The archive's own number.
    pub archive: String,
    /// Where it was found, without a password.
    pub address: String,
    /// How new the copy is.
    pub edition: i64,
    /// Which edition of that number: there is another one where a backup was put back.
    pub id: String,
}

/// Writes the mark, in the place of an earlier one.
pub(super) fn put(db: &Connection, mark: &Mark) -> rusqlite::Result<()> {
    db.execute_batch(
        "CREATE TABLE IF NOT EXISTS replica(
             archive TEXT NOT NULL, address TEXT NOT NULL, edition INTEGER NOT NULL, id TEXT NOT NULL
         ) STRICT;
         DELETE FROM replica",
    )?;
    let Mark { archive, address, edition, id } = mark;
    let sql = "INSERT INTO replica(archive, address, edition, id) VALUES(?1, ?2, ?3, ?4)";
    db.execute(sql, params![archive, address, edition, id])?;
    Ok(())
}

/// The mark of a file, be it of an older schema; `None` for a store that is no copy.
pub(super) fn of(path: &Path) -> Result<Option<Mark>, StoreError> {
    file::judge(path)?;
    let opened = Connection::open_with_flags(path, OpenFlags::SQLITE_OPEN_READ_ONLY);
    opened.and_then(|db| read(&db)).map_err(|e| file::trouble(&path.display().to_string(), &e))
}

fn read(db: &Connection) -> rusqlite::Result<Option<Mark>> {
    if !db.table_exists(None, "replica")? {
        return Ok(None);
    }
    let found = db.query_row("SELECT archive, address, edition, id FROM replica", [], |row| {
        Ok(Mark { archive: row.get(0)?, address: row.get(1)?, edition: row.get(2)?, id: row.get(3)? })
    });
    found.optional()
}
