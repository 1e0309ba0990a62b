//! Why is a file, or a record in it, no article, and what can be done about it?

use std::fmt;
use std::io;
use std::path::PathBuf;

/// Why a file is no article: the file, the reason and the remedy.
#[derive(Debug)]
pub struct ReadError {
    /// Which file, or which address.
    pub file: PathBuf,
    /// What is wrong with it.
    pub reason: Reason,
}

/// What can be wrong with a file.
#[derive(Debug)]
pub enum Reason {
    /// It holds nothing but white space.
    Empty,
    /// It holds NUL bytes; the first one stands at this byte.
    Binary(usize),
    /// It is no UTF-8; the first bad byte stands here.
    NotUtf8(usize),
    /// It is larger than this, in bytes.
    TooLarge(u64),
    /// Its name cannot be an article's name.
    Name,
    /// It is no file, or the system refuses it.
    Unreadable(io::Error),
    /// A page or an entry without paragraphs.
    NoText,
    /// A page that is nested or filled beyond any real one.
    Malformed,
    /// A line that is no JSON object.
    NotJson(String),
    /// XML that is no feed.
    NotFeed(String),
    /// What does not follow on as a web archive.
    NotWarc(String),
    /// A server calls it something that is not read.
    Media(String),
    /// One of a file's records, counted from 1.
    Record(usize, Box<Reason>),
    /// A page of a web archive, by its address.
    Page(String, Box<Reason>),
}

impl fmt::Display for ReadError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}: {}", self.file.display(), self.reason)
    }
}

impl fmt::Display for Reason {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Empty => f.write_str("empty; put the article's text in it or delete it"),
            Self::Binary(at) => write!(f, "binary (NUL at byte {at}); only text files are read"),
            Self::NotUtf8(at) => write!(f, "not UTF-8 (byte {at}); save it as UTF-8"),
            Self::TooLarge(most) => write!(f, "over {} MB; put each article in a file of its own", most / 1024 / 1024),
            Self::Name => f.write_str("its name is no plain UTF-8; rename it"),
            Self::Unreadable(e) => write!(f, "unreadable ({e}); check the path and its permissions"),
            Self::NoText => f.write_str("no text of an article in it; save the page once it has loaded, or as text"),
            Self::Malformed => f.write_str("nested or filled like no page; save the article as text"),
            Self::NotJson(why) => write!(f, "not JSON ({why}); write an object with \"title\", \"date\" and \"text\""),
            Self::NotFeed(why) => write!(f, "neither RSS nor Atom ({why}); save the feed itself"),
            Self::NotWarc(why) => write!(f, "not WARC from here on ({why}); fetch the archive again"),
            Self::Media(media) if media.is_empty() => {
                f.write_str("its server does not say what it is; save it as a file and name that")
            }
            Self::Media(media) => write!(f, "`{media}` is not read; name a page, a text or a feed"),
            Self::Record(number, reason) => write!(f, "record {number}: {reason}"),
            Self::Page(address, reason) => write!(f, "{address}: {reason}"),
        }
    }
}

impl std::error::Error for ReadError {}
