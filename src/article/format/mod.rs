//! Which formats are there, and which one is this file?
//!
//! One file each, and one line in [`ALL`].

mod extracted;
mod feed;
mod front_matter;
mod html;
mod json_lines;
mod markdown;
mod packed;
mod plain;
mod warc;

use std::io::Read;
use std::path::Path;

use super::{Reason, encoding};
use crate::domain::{Article, ArticleId};

pub use self::extracted::slug;

/// One article format.
pub(super) struct Format {
    /// The endings of its files, lower case, without the dot; the longest that fits counts.
    pub endings: &'static [&'static str],
    /// What servers call it.
    pub media: &'static [&'static str],
    /// The largest file that is read, in bytes.
    pub most_bytes: u64,
    /// Whether a file is one article or many.
    pub shape: Shape,
}

/// How articles lie in a file.
pub(super) enum Shape {
    /// A file is an article; what is odd becomes a warning.
    One(fn(ArticleId, &Source) -> Result<Article, Reason>),
    /// A file holds articles one behind another. It is split in order; each is read by itself, on any core.
    Many(fn(Stream) -> Records),
}

/// One file, or one page, in memory.
pub(super) struct Source {
    /// All of it.
    pub bytes: Vec<u8>,
    /// Where it was fetched from.
    pub address: Option<String>,
    /// The encoding that came with it.
    pub charset: Option<String>,
}

impl Source {
    /// A file is UTF-8, so that offsets count in it as it is; what is fetched is what its server says.
    fn text(&self) -> Result<String, Reason> {
        match self.address {
            Some(_) => Ok(encoding::decode(&self.bytes, self.charset.as_deref())),
            None => encoding::utf8(&self.bytes),
        }
    }
}

/// A file of many articles while it is read.
pub(super) struct Stream {
    /// What its articles' names begin with: the file's stem.
    pub stem: String,
    /// Its bytes.
    pub bytes: Box<dyn Read + Send>,
}

/// The articles of a file, in order. An error is one article, or with the iterator's end the rest of the file.
pub(super) type Records = Box<dyn Iterator<Item = Result<Record, Reason>> + Send>;
/// One article that has yet to be read.
pub(super) type Record = Box<dyn FnOnce() -> Result<Article, Reason> + Send>;

/// Every format, the one for unknown endings first.
static ALL: &[&Format] =
    &[&plain::FORMAT, &markdown::FORMAT, &html::FORMAT, &json_lines::FORMAT, &feed::FORMAT, &warc::FORMAT];

/// The format of this file, told by its ending: plain text unless it is another's.
pub(super) fn of(path: &Path) -> &'static Format {
    by_ending(path).map_or(ALL[0], |(format, _)| format)
}

/// Whether a format claims this file's ending.
pub(super) fn known(path: &Path) -> bool {
    by_ending(path).is_some()
}

/// A file's name without its ending.
pub(super) fn stem(path: &Path) -> Option<&str> {
    let name = path.file_name()?.to_str()?;
    by_ending(path).map_or_else(|| path.file_stem()?.to_str(), |(_, ending)| name.get(..name.len() - ending.len() - 1))
}

/// The format of a page: what begins like one thing alone is that, then counts what its server calls it, then what its
/// address ends with. Servers have no name for archives, and call feeds and lines of JSON anything.
pub(super) fn of_page(media: &str, address: &str, bytes: &[u8]) -> Option<&'static Format> {
    let media = media.split(';').next().unwrap_or_default().trim().to_ascii_lowercase();
    let head = packed::head(bytes).to_ascii_lowercase();
    let vague = VAGUE.contains(&media.as_str());
    if let Some(format) = begun(&head, vague) {
        return Some(format);
    }
    if let Some(format) = ALL.iter().copied().find(|f| f.media.contains(&media.as_str()))
        && !vague
    {
        return Some(format);
    }
    let path = address.split(['?', '#']).next().unwrap_or(address);
    match by_ending(Path::new(path)) {
        Some((format, _)) if vague => Some(format),
        _ if media == "text/plain" => Some(&plain::FORMAT),
        _ if media.ends_with("/xml") => Some(&feed::FORMAT),
        _ if media.ends_with("/json") => Some(&json_lines::FORMAT),
        _ => None,
    }
}

/// What servers call everything that they have no name for.
const VAGUE: [&str; 10] = [
    "",
    "text/plain",
    "text/xml",
    "application/xml",
    "text/json",
    "application/json",
    "application/octet-stream",
    "binary/octet-stream",
    "application/gzip",
    "application/x-gzip",
];

/// The format of what begins like this, in lower case. Nothing but an archive or a feed begins like one; a page or an object
/// may be shown in a text.
fn begun(head: &str, vague: bool) -> Option<&'static Format> {
    let first = behind_prolog(head);
    let begins = |with: &[&str]| with.iter().any(|w| first.starts_with(w));
    if first.starts_with("warc/") {
        Some(&warc::FORMAT)
    } else if begins(&["<rss", "<feed", "<rdf:rdf"]) || first.starts_with('{') && head.contains("://jsonfeed.org/") {
        Some(&feed::FORMAT)
    } else if vague && begins(&["<!doctype html", "<html"]) {
        Some(&html::FORMAT)
    } else if vague && begins(&["{\"", "{ \""]) {
        Some(&json_lines::FORMAT)
    } else {
        None
    }
}

/// What follows the byte order mark, the XML declaration and comments.
fn behind_prolog(head: &str) -> &str {
    let mut rest = head.trim_start_matches('\u{FEFF}').trim_start();
    while let Some((open, close)) = [("<?", "?>"), ("<!--", "-->")].into_iter().find(|(open, _)| rest.starts_with(open))
    {
        let Some(end) = rest[open.len()..].find(close) else { break };
        rest = rest[open.len() + end + close.len()..].trim_start();
    }
    rest
}

fn by_ending(path: &Path) -> Option<(&'static Format, &'static str)> {
    let name = path.file_name()?.to_str()?.to_ascii_lowercase();
    let ends = |ending: &str| name.strip_suffix(ending).is_some_and(|rest| rest.ends_with('.') && rest.len() > 1);
    let all = ALL.iter().copied().flat_map(|f| f.endings.iter().map(move |e| (f, *e)));
    all.filter(|(_, ending)| ends(ending)).max_by_key(|(_, ending)| ending.len())
}
