//! How is a store's file opened, judged and replaced?
//!
//! A published file is never changed in place, so that it can be opened as immutable: no lock, no journal, from a
//! read-only folder too. It is judged by its header and length and read through by its seal before it is opened, for a
//! damaged store must not answer.

use std::fs::{self, File};
use std::io::{self, ErrorKind, Read};
use std::path::{Path, PathBuf};

use rusqlite::{Connection, ErrorCode, OpenFlags};

use super::StoreError;
use super::opened::Opened;
use super::schema::{APPLICATION, VERSION};
use super::seal;

const HEADER: usize = 100;
/// How often a file is opened anew that was replaced while it was judged.
const ATTEMPTS: usize = 8;

/// Opens a published store for reading.
pub(super) fn open(path: &Path) -> Result<(Opened, Connection), StoreError> {
    for _ in 0..ATTEMPTS {
        let opened = Opened::open(path).map_err(|e| unreadable(path, &e))?;
        let db = judged(path);
        // Otherwise what was judged and what was opened may be two files, both of them good.
        if opened.is_in_place() {
            return db.map(|db| (opened, db));
        }
    }
    Err(StoreError(format!("{}: replaced again and again; try again when no build is at work", path.display())))
}

fn judged(path: &Path) -> Result<Connection, StoreError> {
    let header = judge(path)?;
    if header.version < VERSION {
        return Err(StoreError(format!(
            "{}: written by an older receipts (schema {}, this one wants {VERSION}); run `receipts build`",
            path.display(),
            header.version
        )));
    }
    whole(path, path, &header)?;
    let flags = OpenFlags::SQLITE_OPEN_READ_ONLY | OpenFlags::SQLITE_OPEN_URI | OpenFlags::SQLITE_OPEN_NO_MUTEX;
    let refuse = |e: &rusqlite::Error| trouble(&path.display().to_string(), e);
    let db = Connection::open_with_flags(address(path)?, flags).map_err(|e| refuse(&e))?;
    // There may be no folder that a large sorting could be put down in.
    db.pragma_update(None, "temp_store", "MEMORY").map_err(|e| refuse(&e))?;
    Ok(db)
}

/// Reads an opened store through once more, unless another lies in its place. Damage withdraws it.
pub(super) fn again(opened: &Opened) -> Result<(), StoreError> {
    let path = opened.path();
    if File::open(path).is_err() {
        // Gone, or too many files are open: no word about what was opened.
        return Ok(());
    }
    let sound = judge(path).and_then(|header| whole(path, path, &header));
    match sound {
        Err(damaged) if opened.is_in_place() => {
            opened.withdraw();
            Err(damaged)
        }
        _ => Ok(()),
    }
}

/// Reads a sealed file, or a copy of it, through: whether it holds what was written to it.
pub(super) fn whole(path: &Path, copy: &Path, header: &Header) -> Result<(), StoreError> {
    match File::open(copy).and_then(|file| seal::holds(file, header.pages)) {
        Ok(true) => Ok(()),
        Ok(false) => Err(damaged(path, "not what was written to it (checksum)")),
        Err(e) => Err(unreadable(path, &e)),
    }
}

/// Whether every page is what it should be.
pub(super) fn sound(db: &Connection, path: &Path) -> Result<(), StoreError> {
    let verdict = db.pragma_query_value(None, "quick_check", |row| row.get::<_, String>(0));
    match verdict.map_err(|e| trouble(&path.display().to_string(), &e))?.as_str() {
        "ok" => Ok(()),
        how => Err(damaged(path, how)),
    }
}

/// What the beginning of a file tells of it, and its length.
pub(super) struct Header {
    /// Bytes of its pages, which the seal follows.
    pub pages: u64,
    /// How many migrations it has seen.
    pub version: u32,
    /// Whether there is a seal: older versions set none.
    pub sealed: bool,
}

/// Whether the header is that of a whole store, not newer than we are.
pub(super) fn judge(path: &Path) -> Result<Header, StoreError> {
    let shown = path.display();
    let read = || -> io::Result<(Vec<u8>, u64)> {
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
    let version = number(60);
    if version > VERSION {
        return Err(StoreError(format!(
            "{shown}: written by a newer receipts (schema {version}, this one knows {VERSION}); update receipts, or \
             name another file with --store"
        )));
    }
    // A page size of 1 stands for 65536.
    let page = match u64::from(header[16]) << 8 | u64::from(header[17]) {
        1 => 65_536,
        size => size,
    };
    let pages = page * u64::from(number(28));
    let sealed = length == pages + seal::length(pages);
    if sealed || (length == pages && version < VERSION) {
        return Ok(Header { pages, version, sealed });
    }
    Err(damaged(path, if length < pages + seal::length(pages) { "cut short" } else { "longer than it was written" }))
}

/// Why a file cannot be opened, with the remedy.
pub(super) fn unreadable(path: &Path, error: &io::Error) -> StoreError {
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
        Some(ErrorCode::SystemIoFailure) => "look after the disk, its room and its quota, and try again",
        Some(ErrorCode::CannotOpen | ErrorCode::PermissionDenied | ErrorCode::ReadOnly) => {
            "check the path and its permissions"
        }
        _ => DAMAGED,
    };
    StoreError(format!("{name}: {error}; {remedy}"))
}

/// Why a store that was opened answers no more.
pub(super) fn changed(name: &str) -> StoreError {
    StoreError(format!("{name}: changed since it was opened, where builds only replace it; {DAMAGED}"))
}

const DAMAGED: &str = "the store is damaged: delete it and run `receipts build`";

fn damaged(path: &Path, how: &str) -> StoreError {
    StoreError(format!("{}: {how}; {DAMAGED}", path.display()))
}

/// The file as something that nobody writes to. A journal or log beside it means that somebody does.
fn address(path: &Path) -> Result<String, StoreError> {
    let shown = path.to_str().ok_or_else(|| StoreError(format!("{}: the path is no UTF-8", path.display())))?;
    for beside in ["-wal", "-journal"].map(|end| beside(path, end)) {
        if fs::metadata(&beside).is_ok_and(|m| m.len() > 0) {
            return Err(StoreError(format!(
                "{shown}: another program writes to it ({}); close that, and if the file stays, delete both and run \
                 `receipts build`",
                beside.display()
            )));
        }
    }
    let escaped: String = shown
        .chars()
        .map(|c| match c {
            '%' => "%25".to_owned(),
            '?' => "%3f".to_owned(),
            '#' => "%23".to_owned(),
            c => c.to_string(),
        })
        .collect();
    Ok(format!("file:{escaped}?immutable=1"))
}

/// The file of the same name with something added to it.
pub(super) fn beside(path: &Path, end: &str) -> PathBuf {
    let mut name = path.as_os_str().to_owned();
    name.push(end);
    PathBuf::from(name)
}

/// Seals a finished file and puts it in the place of another: whoever opens it finds the old one or the new one whole.
pub(super) fn replace(path: &Path, new: &Path) -> io::Result<()> {
    seal::set(new)?;
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
