//! How is a store's file opened, judged and replaced?
//!
//! A published file is never changed in place, so that it can be opened as immutable: no lock, no journal, from a
//! read-only folder too. Before it is opened its header and length are judged, for a damaged store must not answer.

use std::fs::{self, File};
use std::io::{ErrorKind, Read};
use std::path::{Path, PathBuf};
use std::time::Duration;

use rusqlite::{Connection, ErrorCode, OpenFlags};

use super::StoreError;
use super::schema::{APPLICATION, VERSION};

/// A store up to this many bytes is checked through on opening: a millisecond for a few megabytes.
const CHECKED_THROUGH: u64 = 8 * 1024 * 1024;

const HEADER: usize = 100;
/// How long to wait for another program that holds the file: somebody may be waiting for an answer.
const WAIT: Duration = Duration::from_secs(1);

/// Opens a published store for reading.
pub(super) fn open(path: &Path) -> Result<Connection, StoreError> {
    let refuse = |e: &rusqlite::Error| trouble(&path.display().to_string(), e);
    let (length, version) = judge(path)?;
    if version < VERSION {
        return Err(StoreError(format!(
            "{}: written by an older receipts (schema {version}, this one wants {VERSION}); run `receipts build`",
            path.display()
        )));
    }
    let flags = OpenFlags::SQLITE_OPEN_READ_ONLY | OpenFlags::SQLITE_OPEN_URI | OpenFlags::SQLITE_OPEN_NO_MUTEX;
    let db = Connection::open_with_flags(address(path)?, flags).map_err(|e| refuse(&e))?;
    db.busy_timeout(WAIT).map_err(|e| refuse(&e))?;
    if length <= CHECKED_THROUGH {
        let verdict: String = db.pragma_query_value(None, "quick_check", |row| row.get(0)).map_err(|e| refuse(&e))?;
        if verdict != "ok" {
            return Err(damaged(path, &verdict));
        }
    }
    Ok(db)
}

/// Whether every page is what it should be.
pub(super) fn sound(db: &Connection, path: &Path) -> Result<(), StoreError> {
    let verdict = db.pragma_query_value(None, "quick_check", |row| row.get::<_, String>(0));
    match verdict.map_err(|e| trouble(&path.display().to_string(), &e))?.as_str() {
        "ok" => Ok(()),
        how => Err(damaged(path, how)),
    }
}

/// Whether the header is that of a whole store, not newer than we are; gives the file's length and schema.
pub(super) fn judge(path: &Path) -> Result<(u64, u32), StoreError> {
    let shown = path.display();
    let read = || -> std::io::Result<(Vec<u8>, u64)> {
        let file = File::open(path)?;
        let length = file.metadata()?.len();
        let mut header = Vec::with_capacity(HEADER);
        file.take(HEADER as u64).read_to_end(&mut header)?;
        Ok((header, length))
    };
    let (header, length) = read().map_err(|e| unreadable(path, &e))?;
    if header.len() < HEADER || !header.starts_with(b"SQLite format 3\0") {
        return Err(damaged(path, if length == 0 { "empty" } else { "no SQLite file" }));
    }
    let number = |at: usize| u32::from_be_bytes([header[at], header[at + 1], header[at + 2], header[at + 3]]);
    if number(68) != APPLICATION {
        return Err(StoreError(format!(
            "{shown}: a database, but no store of receipts; name another file with --store"
        )));
    }
    // A page size of 1 stands for 65536.
    let page = match u64::from(header[16]) << 8 | u64::from(header[17]) {
        1 => 65_536,
        size => size,
    };
    if length != page * u64::from(number(28)) {
        return Err(damaged(path, "cut short"));
    }
    match number(60) {
        newer if newer > VERSION => Err(StoreError(format!(
            "{shown}: written by a newer receipts (schema {newer}, this one knows {VERSION}); update receipts, or \
             name another file with --store"
        ))),
        version => Ok((length, version)),
    }
}

/// Why a file cannot be opened, with the remedy.
pub(super) fn unreadable(path: &Path, error: &std::io::Error) -> StoreError {
    let shown = path.display();
    match error.kind() {
        ErrorKind::NotFound => StoreError(format!("{shown}: there is no store; `receipts build` makes one")),
        _ => StoreError(format!("{shown}: unreadable ({error}); check the path and its permissions")),
    }
}

/// What went wrong inside the database, with the remedy.
pub(super) fn trouble(name: &str, error: &rusqlite::Error) -> StoreError {
    let remedy = match error.sqlite_error_code() {
        Some(ErrorCode::DatabaseBusy | ErrorCode::DatabaseLocked) => {
            "another program holds it; close that and try again"
        }
        Some(ErrorCode::DiskFull) => "make room on the disk and try again",
        Some(ErrorCode::CannotOpen | ErrorCode::PermissionDenied | ErrorCode::ReadOnly) => {
            "check the path and its permissions"
        }
        _ => DAMAGED,
    };
    StoreError(format!("{name}: {error}; {remedy}"))
}

const DAMAGED: &str = "the store is damaged: delete it and run `receipts build`";

fn damaged(path: &Path, how: &str) -> StoreError {
    StoreError(format!("{}: {how}; {DAMAGED}", path.display()))
}

/// A journal or log beside the file means that something else wrote to it: then `SQLite` itself must sort it out.
fn address(path: &Path) -> Result<String, StoreError> {
    let shown = path.to_str().ok_or_else(|| StoreError(format!("{}: the path is no UTF-8", path.display())))?;
    let written = ["-wal", "-journal"].iter().any(|end| fs::metadata(beside(path, end)).is_ok_and(|m| m.len() > 0));
    let escaped: String = shown
        .chars()
        .map(|c| match c {
            '%' => "%25".to_owned(),
            '?' => "%3f".to_owned(),
            '#' => "%23".to_owned(),
            c => c.to_string(),
        })
        .collect();
    Ok(format!("file:{escaped}?{}", if written { "mode=ro" } else { "immutable=1" }))
}

/// The file of the same name with something added to it.
pub(super) fn beside(path: &Path, end: &str) -> PathBuf {
    let mut name = path.as_os_str().to_owned();
    name.push(end);
    PathBuf::from(name)
}

/// Puts a finished file in the place of another: whoever opens it finds the old one or the new one whole.
pub(super) fn replace(path: &Path, new: &Path) -> std::io::Result<()> {
    File::open(new)?.sync_all()?;
    fs::rename(new, path)?;
    // The rename itself is on disk only when the folder is; not every system can open one.
    if let Ok(folder) = File::open(folder_of(path)) {
        let _ = folder.sync_all();
    }
    Ok(())
}

/// The folder that a file lies in.
pub(super) fn folder_of(path: &Path) -> &Path {
    path.parent().filter(|p| !p.as_os_str().is_empty()).unwrap_or(Path::new("."))
}
