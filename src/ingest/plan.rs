//! Which articles must be read, and which are gone?

use std::collections::{BTreeMap, HashMap};
use std::fmt;
use std::io::{self, Read};
use std::panic::resume_unwind;
use std::path::{Path, PathBuf};

use super::fetch::{self, Validators};
use super::files::{BuildError, Files};
use super::{READER, cores};
use crate::article::{self, ReadError, Reason, Record};
use crate::domain::{ArticleId, Edtf};
use crate::store::{Known, Origin};

/// What a build has to do.
#[derive(Debug, Default)]
pub(super) struct Plan {
    /// Sources to read, files in order of stem, then addresses as they were named.
    pub tasks: Vec<Task>,
    /// Articles to take out.
    pub gone: Vec<ArticleId>,
    /// How many need nothing.
    pub unchanged: usize,
    /// Files that are no articles: file, reason and remedy.
    pub refused: Vec<String>,
}

/// One source to read.
#[derive(Debug)]
pub(super) struct Task {
    /// Where its articles are.
    pub place: Place,
    /// How many articles of it are known.
    pub before: usize,
    /// The date of its articles that state none.
    pub date: Option<Edtf>,
}

/// Where articles are.
#[derive(Debug)]
pub(super) enum Place {
    /// In a file, with its path, hash and reader, for the next build to compare.
    File { path: PathBuf, origin: Origin },
    /// On the web, with what its server said of it the last time; nothing where all of it is wanted.
    Page { address: String, before: Option<Stamp> },
}

impl Task {
    /// The place in words, as an [`Origin`] has it.
    pub fn name(&self) -> &str {
        match &self.place {
            Place::File { origin, .. } => &origin.path,
            Place::Page { address, .. } => address,
        }
    }
}

/// What tells whether a page has changed. A store keeps it in the place of a file's hash.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Stamp {
    /// The hash of its bytes.
    pub hash: String,
    /// What its server gave.
    pub validators: Validators,
}

impl fmt::Display for Stamp {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { hash, validators: Validators { etag, modified } } = self;
        write!(f, "{hash}\n{}\n{}", etag.as_deref().unwrap_or_default(), modified.as_deref().unwrap_or_default())
    }
}

impl Stamp {
    fn read(printed: &str) -> Self {
        let mut lines = printed.split('\n');
        let hash = lines.next().unwrap_or_default().to_owned();
        let mut given = || lines.next().filter(|l| !l.is_empty()).map(str::to_owned);
        Self { hash, validators: Validators { etag: given(), modified: given() } }
    }
}

impl Plan {
    /// Compares the sources with what the store holds. What cannot be read keeps its earlier reading.
    pub fn make(files: &Files, known: &BTreeMap<ArticleId, Known>, date: Option<&Edtf>) -> Result<Self, BuildError> {
        let mut plan = Self { refused: files.refused.clone(), ..Self::default() };
        let mut from: HashMap<&str, Vec<&Known>> = HashMap::new();
        for before in known.values() {
            from.entry(&before.origin.path).or_default().push(before);
        }
        let before = |place: &str| from.get(place).map(Vec::as_slice).unwrap_or_default();
        let paths: Vec<&Path> = files.articles.values().map(PathBuf::as_path).collect();
        let hashes = hashes(&paths);
        for ((id, path), hash) in files.articles.iter().zip(hashes) {
            if let Some(before) = known.get(id) {
                let elsewhere = Path::new(&before.origin.path);
                if elsewhere != path && stands(&before.origin.path) {
                    let (one, other) = (elsewhere.to_owned(), path.clone());
                    return Err(BuildError::EqualStems { name: id.clone(), one, other });
                }
            }
            let redate = || date.is_some_and(|date| redates(path, known, date));
            plan.consider((path.as_path(), hash), before(&path.to_string_lossy()), date, redate);
        }
        for address in &files.pages {
            let known = before(address);
            let stamp = known.first().filter(|k| k.origin.reader == READER && date.is_none());
            let place = Place::Page { address: address.clone(), before: stamp.map(|k| Stamp::read(&k.origin.hash)) };
            plan.tasks.push(Task { place, before: known.len(), date: date.cloned() });
        }
        plan.gone = known
            .iter()
            .filter(|(_, before)| {
                let path = Path::new(&before.origin.path);
                // A folder that could not be listed tells nothing about what is in it.
                files.folders.iter().any(|folder| path.starts_with(folder)) && !path.exists()
            })
            .filter(|(id, _)| !files.articles.contains_key(*id))
            .map(|(id, _)| id.clone())
            .collect();
        Ok(plan)
    }

    fn consider(
        &mut self,
        (path, hash): (&Path, Result<String, ReadError>),
        before: &[&Known],
        date: Option<&Edtf>,
        redate: impl FnOnce() -> bool,
    ) {
        let hash = match hash {
            Ok(hash) => hash,
            Err(e) => return self.refused.push(e.to_string()),
        };
        let origin = Origin { path: path.to_string_lossy().into_owned(), hash, reader: READER };
        let same = !before.is_empty() && before.iter().all(|b| b.origin == origin);
        if same && !redate() {
            self.unchanged += before.len();
        } else {
            let place = Place::File { path: path.to_owned(), origin };
            self.tasks.push(Task { place, before: before.len(), date: date.cloned() });
        }
    }
}

/// Whether an article of this file that states no date would get another one. A date given by hand stays until then.
fn redates(path: &Path, known: &BTreeMap<ArticleId, Known>, date: &Edtf) -> bool {
    let another = |id: &ArticleId| known.get(id).is_some_and(|k| k.date.as_deref() != Some(date.as_str()));
    let redates = |record: Result<Record, ReadError>| {
        record.and_then(|read| read()).is_ok_and(|a| a.date.is_none() && another(&a.id))
    };
    article::records(path).is_ok_and(|mut records| records.any(redates))
}

/// The hashes of files, in their order, worked out on every core.
fn hashes(files: &[&Path]) -> Vec<Result<String, ReadError>> {
    let each = files.len().div_ceil(cores()).max(1);
    std::thread::scope(|scope| {
        let work = |part: &[&Path]| part.iter().map(|file| hash_of(file)).collect::<Vec<_>>();
        let parts: Vec<_> = files.chunks(each).map(|part| scope.spawn(move || work(part))).collect();
        parts.into_iter().flat_map(|part| part.join().unwrap_or_else(|panic| resume_unwind(panic))).collect()
    })
}

/// The hash of a file that can be read, however large it is.
pub fn hash_of(path: &Path) -> Result<String, ReadError> {
    let mut file = article::open(path)?;
    let (mut sum, mut bytes) = (BASIS, vec![0; 1 << 16]);
    loop {
        match file.read(&mut bytes) {
            Ok(0) => return Ok(format!("{sum:032x}")),
            Ok(read) => sum = added(sum, &bytes[..read]),
            Err(e) if e.kind() == io::ErrorKind::Interrupted => {}
            Err(e) => return Err(ReadError { file: path.to_owned(), reason: Reason::Unreadable(e) }),
        }
    }
}

/// The hash that tells changed files from unchanged ones. FNV-1a with 128 bits: the same on every
/// machine and with every compiler, and nobody gains by forging it.
pub fn hash(bytes: &[u8]) -> String {
    format!("{:032x}", added(BASIS, bytes))
}

const BASIS: u128 = 0x6c62_272e_07bb_0142_62b8_2175_6295_c58d;

fn added(sum: u128, bytes: &[u8]) -> u128 {
    const PRIME: u128 = 0x0000_0000_0100_0000_0000_0000_0000_013B;
    bytes.iter().fold(sum, |sum, byte| (sum ^ u128::from(*byte)).wrapping_mul(PRIME))
}

/// Whether an article's place is still there.
pub(super) fn stands(place: &str) -> bool {
    fetch::is_address(place) || Path::new(place).exists()
}

#[cfg(test)]
mod tests {
    #[test]
    fn the_hash_is_fnv_1a() {
        assert_eq!(super::hash(b""), "6c62272e07bb014262b821756295c58d");
        assert_eq!(super::hash(b"a"), "d228cb696f1a8caf78912b704e4a8964");
    }
}
