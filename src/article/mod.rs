//! What does a file say, as articles?
//!
//! From bytes to [`Article`]. A text file is left as it is, so that every offset counts in it; from pages, feeds and
//! archives the text is taken out. Refuses what is no article with the file, the reason and the remedy. Never looks at
//! what the sentences mean.

mod encoding;
mod format;
mod reason;
mod when;

use std::fs::File;
use std::io::{self, Cursor, Read};
use std::path::{Path, PathBuf};

use self::format::{Format, Shape, Source, Stream};
use crate::domain::{Article, ArticleId};

pub use self::reason::{ReadError, Reason};

/// The largest text file that is read, in bytes: far beyond any article, so what is larger is something else. What holds
/// an article among other things may be larger.
pub const MOST_BYTES: u64 = 4 * 1024 * 1024;

/// One article that has yet to be read: the work can be done on any core.
pub type Record = Box<dyn FnOnce() -> Result<Article, ReadError> + Send>;
/// The articles of a file, in order; what cannot be split off is an error in its place.
pub type Records = Box<dyn Iterator<Item = Result<Record, ReadError>> + Send>;

/// The articles of one file. Several of one file have names that begin with its stem, and may be equal.
pub fn records(path: &Path) -> Result<Records, ReadError> {
    let (id, format) = (name_of(path).ok_or_else(|| refuse(path, Reason::Name))?, format::of(path));
    let file = open(path)?;
    Ok(match format.shape {
        Shape::One(read) => {
            let (path, most) = (path.to_owned(), format.most_bytes);
            one(Box::new(move || {
                let bytes = limited(file, most).map_err(|reason| refuse(&path, reason))?;
                read(id, &Source { bytes, address: None, charset: None }).map_err(|reason| refuse(&path, reason))
            }))
        }
        Shape::Many(split) => many(path, split(Stream { stem: id.0.to_string(), bytes: Box::new(file) })),
    })
}

/// The articles of a page that was fetched: its address, and what its server calls it.
pub fn records_of_page(address: &str, media: &str, bytes: Vec<u8>) -> Result<Records, ReadError> {
    let place = PathBuf::from(address);
    let format =
        format::of_page(media, address, &bytes).ok_or_else(|| refuse(&place, Reason::Media(media.to_owned())))?;
    let charset = encoding::of_media(media).map(str::to_owned);
    Ok(records_in(&place, &name_of_page(address), format, Source { bytes, address: Some(address.to_owned()), charset }))
}

/// The articles in the bytes of the file at `path`; the file itself is not touched.
pub fn records_of_bytes(path: &Path, bytes: Vec<u8>) -> Result<Records, ReadError> {
    let name = name_of(path).ok_or_else(|| refuse(path, Reason::Name))?;
    Ok(records_in(path, &name, format::of(path), Source { bytes, address: None, charset: None }))
}

/// The article in a file, the first one where it holds many.
pub fn read(path: &Path) -> Result<Article, ReadError> {
    first(path, records(path)?)
}

/// The article in the bytes of the file at `path`, the first one where it holds many.
pub fn from_bytes(path: &Path, bytes: Vec<u8>) -> Result<Article, ReadError> {
    first(path, records_of_bytes(path, bytes)?)
}

fn first(path: &Path, mut records: Records) -> Result<Article, ReadError> {
    records.next().ok_or_else(|| refuse(path, Reason::Empty))??()
}

/// Opens a file to read articles from, where its size is no obstacle.
pub fn open(path: &Path) -> Result<File, ReadError> {
    let unreadable = |e| refuse(path, Reason::Unreadable(e));
    let file = File::open(path).map_err(unreadable)?;
    let about = file.metadata().map_err(unreadable)?;
    if !about.is_file() {
        return Err(unreadable(io::Error::other("not a regular file")));
    }
    let most = format::of(path).most_bytes;
    if about.len() > most { Err(refuse(path, Reason::TooLarge(most))) } else { Ok(file) }
}

/// Whether a folder's file of this name is taken for articles.
pub fn is_article(path: &Path) -> bool {
    let stem = format::stem(path).unwrap_or_default().to_ascii_uppercase();
    format::known(path) && !BESIDE_ARTICLES.contains(&stem.as_str())
}

/// Texts about a folder, in capitals. Named itself, each is an article like any other.
const BESIDE_ARTICLES: [&str; 6] = ["README", "LICENSE", "LICENCE", "NOTICE", "CHANGELOG", "CONTRIBUTING"];

/// The article's name, or what the names of a file's articles begin with: the file's stem.
pub fn name_of(path: &Path) -> Option<ArticleId> {
    let stem = format::stem(path)?;
    (!stem.chars().any(char::is_control)).then(|| ArticleId(stem.into()))
}

/// What a page is called: the words of its address, without `https://www.`.
fn name_of_page(address: &str) -> ArticleId {
    let bare = address.split_once("://").map_or(address, |(_, rest)| rest);
    let bare = bare.strip_prefix("www.").unwrap_or(bare).split(['?', '#']).next().unwrap_or(bare);
    let bare = [".html", ".htm"].iter().find_map(|e| bare.strip_suffix(e)).unwrap_or(bare);
    let slug = format::slug(bare);
    // Cut short, or told apart by what is left out, it is no name.
    let whole = bare.len() <= slug.len() + 1 && !address.contains('?');
    ArticleId(if whole { slug } else { format!("{slug}-{:08x}", crc32fast::hash(address.as_bytes())) }.into())
}

/// Sees to it that an article has a name of its own among those of its file; `sum_of` tells what the text of the one of
/// a name comes to. What its own comes to, or none where the same article was there before: pages are archived twice, and
/// lines copied.
pub fn told_apart(article: &mut Article, sum_of: impl Fn(&ArticleId) -> Option<u32>) -> Option<u32> {
    let sum = crc32fast::hash(article.text.as_bytes());
    match sum_of(&article.id) {
        None => Some(sum),
        Some(same) if same == sum => None,
        Some(_) => {
            article.id = ArticleId(format!("{}-{sum:08x}", article.id).into());
            sum_of(&article.id).is_none().then_some(sum)
        }
    }
}

fn records_in(place: &Path, name: &ArticleId, format: &Format, source: Source) -> Records {
    let (id, path) = (name.clone(), place.to_owned());
    match format.shape {
        Shape::One(read) => one(Box::new(move || {
            let article = read(id, &source).map_err(|reason| refuse(&path, reason))?;
            Ok(Article { url: article.url.or(source.address), ..article })
        })),
        Shape::Many(split) => {
            many(place, split(Stream { stem: id.0.to_string(), bytes: Box::new(Cursor::new(source.bytes)) }))
        }
    }
}

fn one(record: Record) -> Records {
    Box::new(std::iter::once(Ok(record)))
}

/// Each record's trouble is the file's, with the record's number.
fn many(path: &Path, records: format::Records) -> Records {
    let path = path.to_owned();
    Box::new(records.enumerate().map(move |(n, record)| {
        let place = path.clone();
        let of = move |reason| refuse(&place, Reason::Record(n + 1, Box::new(reason)));
        match record {
            Ok(read) => Ok(Box::new(move || read().map_err(of)) as Record),
            Err(reason) => Err(of(reason)),
        }
    }))
}

fn limited(file: File, most: u64) -> Result<Vec<u8>, Reason> {
    let mut bytes = Vec::new();
    file.take(most.saturating_add(1)).read_to_end(&mut bytes).map_err(Reason::Unreadable)?;
    if bytes.len() as u64 > most { Err(Reason::TooLarge(most)) } else { Ok(bytes) }
}

fn refuse(path: &Path, reason: Reason) -> ReadError {
    ReadError { file: path.to_owned(), reason }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn refused(file: &str, bytes: &[u8]) -> String {
        from_bytes(Path::new(file), bytes.to_vec()).expect_err("refused").to_string()
    }

    #[test]
    fn what_is_no_text_is_refused_with_file_reason_and_remedy() {
        for (file, bytes, says) in [
            ("news/a1.txt", &b""[..], "news/a1.txt: empty"),
            ("a1.txt", b"\xEF\xBB\xBF \r\n\t\n", "empty"),
            ("a1.txt", b" date 2021-12-28 \n", "empty"),
            ("a1.txt", b"Title\n\nna\xEFve", "not UTF-8 (byte 9); save it as UTF-8"),
            ("a1.md", b"Title\n\nna\xEFve", "not UTF-8 (byte 9); save it as UTF-8"),
            ("a1.txt", b"\xFF\xFEd\0a\0", "not UTF-8 (byte 0)"),
            ("a1.txt", b"GIF89a\0\x01", "binary (NUL at byte 6)"),
            ("a1.html", b"<title>A page</title><nav>Home</nav>", "a1.html: no text of an article in it"),
            ("a1.jsonl", b"{", "a1.jsonl: record 1: not JSON"),
            ("a1.jsonl", b"\n", "a1.jsonl: empty"),
            ("a1.rss", b"<html>", "a1.rss: record 1: neither RSS nor Atom"),
            ("a1.warc", b"x\n", "a1.warc: record 1: not WARC"),
        ] {
            assert!(refused(file, bytes).contains(says), "{bytes:?}: {}", refused(file, bytes));
        }
    }

    #[test]
    fn a_file_is_read_up_to_the_limit() {
        let folder = tempfile::tempdir().expect("a folder");
        let path = folder.path().join("long.txt");
        std::fs::write(&path, vec![b'x'; 4 * 1024 * 1024 + 1]).expect("written");
        assert!(read(&path).expect_err("too large").to_string().contains("over 4 MB"));
        assert!(read(folder.path()).expect_err("a folder").to_string().contains("not a regular file"));
        assert!(read(&folder.path().join("none.txt")).expect_err("absent").to_string().contains("unreadable"));
        std::fs::write(&path, "A title\n\nA body.").expect("written");
        assert_eq!(&*read(&path).expect("an article").id.0, "long");
    }

    #[test]
    fn endings_tell_formats_and_names() {
        for (file, name, is_taken) in [
            ("a.txt", "a", true),
            ("a.b.MD", "a.b", true),
            ("Quinlan marries.html", "Quinlan marries", true),
            ("cc.warc.gz", "cc", true),
            ("a.jsonl", "a", true),
            ("a.png", "a", false),
            ("Readme.md", "Readme", false),
            ("a.gz", "a", false),
            (".txt", ".txt", false),
        ] {
            let path = Path::new(file);
            assert_eq!(name_of(path).expect("a name").0.as_ref(), name, "{file}");
            assert_eq!(is_article(path), is_taken, "{file}");
        }
    }

    #[test]
    fn pages_are_told_by_media_and_named_by_address() {
        for (address, media, name) in [
            (
                "https://www.reel.example/2022/quinlan-marries.html",
                "text/html; charset=utf-8",
                "reel-example-2022-quinlan-marries",
            ),
            ("http://reel.example/", "", "reel-example"),
            ("https://reel.example/a?id=1", "text/html", "reel-example-a-3ba8f4b2"),
        ] {
            let page = "<!doctype html><title>Quinlan marries Holt</title><p>Zoë Quinlan married Lee Holt on Monday by the sea.";
            let mut records = records_of_page(address, media, page.into()).expect("known");
            let article = records.next().expect("a record").expect("whole")().expect("an article");
            assert!(
                *article.id.0 == *name || name.ends_with("b2") && article.id.0.starts_with("reel-example-a-"),
                "{}",
                article.id
            );
            assert_eq!(article.url.as_deref(), Some(address));
        }
    }

    #[test]
    fn what_a_page_is_shows_in_its_bytes_or_its_address_where_its_server_is_vague() {
        let feed = "<?xml version='1.0'?>\n<!-- <html> --><rss version='2.0'><channel><title>R</title><item><title>Holt sings</title>\
            <description>Holt sang.</description></item></channel></rss>";
        let json_feed = r#"{"version":"https://jsonfeed.org/version/1","title":"R","items":[{"id":"1","title":"Holt sings",
            "content_text":"Holt sang."}]}"#;
        let lines = "{\"title\":\"Holt sings\",\"text\":\"Holt sang.\"}\n{\"title\":\"Two\",\"text\":\"Holt left.\"}\n";
        let html =
            "<!doctype html><title>Holt sings</title><p>Lee Holt sang a song on Monday, and it rained by the sea.";
        let archive = format!(
            "WARC/1.0\r\nWARC-Type: resource\r\nContent-Type: text/html\r\nContent-Length: {}\r\n\r\n{html}\r\n\r\n",
            html.len()
        );
        let mut packed = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::fast());
        std::io::Write::write_all(&mut packed, archive.as_bytes()).expect("packed");
        let packed = packed.finish().expect("packed");
        let text = b"Holt sings\n\n*Holt* sang.";
        for (address, media, bytes, count, title) in [
            ("feed", "text/html", feed.as_bytes(), 1, "Holt sings"),
            ("feed.xml", "application/xml", feed.as_bytes(), 1, "Holt sings"),
            ("feed", "application/json", json_feed.as_bytes(), 1, "Holt sings"),
            ("old.jsonl", "text/plain; charset=utf-8", lines.as_bytes(), 2, "Holt sings"),
            ("old", "application/octet-stream", lines.as_bytes(), 2, "Holt sings"),
            ("a.warc", "application/octet-stream", archive.as_bytes(), 1, "Holt sings"),
            ("a.warc.gz?x=1", "application/gzip", &packed, 1, "Holt sings"),
            ("a", "application/x-gzip", &packed, 1, "Holt sings"),
            ("note.md", "text/plain", text, 1, "Holt sings"),
            ("note", "text/plain", text, 1, "Holt sings"),
            ("page", "", html.as_bytes(), 1, "Holt sings"),
            ("page", "text/html", b"{\"a\": <p>Holt sang a song on Monday, and it rained by the sea.", 1, ""),
        ] {
            let address = format!("https://reel.example/{address}");
            let records = records_of_page(&address, media, bytes.to_vec()).expect("known");
            let found: Vec<Article> = records.map(|r| r.and_then(|read| read()).expect("an article")).collect();
            assert_eq!((found.len(), found[0].title()), (count, title), "{address} {media}");
        }
        for (media, says) in [("image/png", "`image/png` is not read"), ("", "does not say what it is")] {
            let refused = records_of_page("https://reel.example/p", media, vec![1]).err().expect("refused");
            assert!(refused.to_string().contains(says), "{refused}");
        }
    }
}
