//! What does a file say, as an article?
//!
//! From bytes to [`Article`]: nothing is changed, so that every offset counts in the file as it is. Refuses what
//! is no text with the file, the reason and the remedy. Never looks at what the sentences mean.

mod format;

use std::fmt;
use std::fs::File;
use std::io::{self, Read};
use std::path::{Path, PathBuf};

use crate::domain::{Article, ArticleId};

/// The largest file that is read, in bytes: far beyond any article, so what is larger is something else.
pub const MOST_BYTES: u64 = 4 * 1024 * 1024;

/// Why a file is no article: the file, the reason and the remedy.
#[derive(Debug)]
pub struct ReadError {
    /// Which file.
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
    /// It is larger than [`MOST_BYTES`].
    TooLarge,
    /// Its name cannot be an article's name.
    Name,
    /// It is no file, or the system refuses it.
    Unreadable(io::Error),
}

/// Reads one file; its stem names the article.
pub fn read(path: &Path) -> Result<Article, ReadError> {
    from_bytes(path, bytes(path)?)
}

/// The bytes of one file, at most [`MOST_BYTES`] of them.
pub fn bytes(path: &Path) -> Result<Vec<u8>, ReadError> {
    let refuse = |reason| ReadError { file: path.to_owned(), reason };
    let read = || -> io::Result<Option<Vec<u8>>> {
        let file = File::open(path)?;
        if !file.metadata()?.is_file() {
            return Err(io::Error::other("not a regular file"));
        }
        let mut bytes = Vec::new();
        file.take(MOST_BYTES + 1).read_to_end(&mut bytes)?;
        Ok((bytes.len() as u64 <= MOST_BYTES).then_some(bytes))
    };
    read().map_err(|e| refuse(Reason::Unreadable(e)))?.ok_or_else(|| refuse(Reason::TooLarge))
}

/// The article in the bytes of the file at `path`; the file itself is not touched.
pub fn from_bytes(path: &Path, bytes: Vec<u8>) -> Result<Article, ReadError> {
    let refuse = |reason| ReadError { file: path.to_owned(), reason };
    let id = name_of(path).ok_or_else(|| refuse(Reason::Name))?;
    // Before UTF-8: "save it as UTF-8" would be the wrong advice for a picture. UTF-16 is full of NULs, and text.
    let utf16 = bytes.starts_with(&[0xFF, 0xFE]) || bytes.starts_with(&[0xFE, 0xFF]);
    if let Some(at) = bytes.iter().position(|b| *b == 0).filter(|_| !utf16) {
        return Err(refuse(Reason::Binary(at)));
    }
    let text = String::from_utf8(bytes).map_err(|e| refuse(Reason::NotUtf8(e.utf8_error().valid_up_to())))?;
    let article = (format::of(path).read)(id, text);
    if article.title.is_empty() && article.body.is_empty() { Err(refuse(Reason::Empty)) } else { Ok(article) }
}

/// Whether a folder's file of this name is taken for an article.
pub fn is_article(path: &Path) -> bool {
    format::known(path)
}

/// The article's name: the file's stem.
pub fn name_of(path: &Path) -> Option<ArticleId> {
    let stem = path.file_stem()?.to_str()?;
    (!stem.chars().any(char::is_control)).then(|| ArticleId(stem.into()))
}

impl fmt::Display for ReadError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}: ", self.file.display())?;
        match &self.reason {
            Reason::Empty => f.write_str("empty; put the article's text in it or delete it"),
            Reason::Binary(at) => write!(f, "binary (NUL at byte {at}); only text files are read"),
            Reason::NotUtf8(at) => write!(f, "not UTF-8 (byte {at}); save it as UTF-8"),
            Reason::TooLarge => {
                write!(f, "over {} MB; put each article in a file of its own", MOST_BYTES / 1024 / 1024)
            }
            Reason::Name => f.write_str("its name is no plain UTF-8; rename it"),
            Reason::Unreadable(e) => write!(f, "unreadable ({e}); check the path and its permissions"),
        }
    }
}

impl std::error::Error for ReadError {}

#[cfg(test)]
mod tests {
    use super::*;

    fn refused(bytes: &[u8]) -> String {
        from_bytes(Path::new("news/a1.txt"), bytes.to_vec()).expect_err("refused").to_string()
    }

    #[test]
    fn what_is_no_text_is_refused_with_file_reason_and_remedy() {
        for (bytes, says) in [
            (&b""[..], "news/a1.txt: empty"),
            (b"\xEF\xBB\xBF \r\n\t\n", "empty"),
            (b" date 2021-12-28 \n", "empty"),
            (b"Title\n\nna\xEFve", "not UTF-8 (byte 9); save it as UTF-8"),
            (b"\xFF\xFEd\0a\0", "not UTF-8 (byte 0)"),
            (b"GIF89a\0\x01", "binary (NUL at byte 6)"),
        ] {
            assert!(refused(bytes).contains(says), "{bytes:?}: {}", refused(bytes));
        }
    }

    #[test]
    fn a_file_is_read_up_to_the_limit() {
        let folder = tempfile::tempdir().expect("a folder");
        let path = folder.path().join("long.txt");
        std::fs::write(&path, vec![b'x'; MOST_BYTES as usize + 1]).expect("written");
        assert!(read(&path).expect_err("too large").to_string().contains("over 4 MB"));
        assert!(read(folder.path()).expect_err("a folder").to_string().contains("not a regular file"));
        assert!(read(&folder.path().join("none.txt")).expect_err("absent").to_string().contains("unreadable"));
        std::fs::write(&path, "A title\n\nA body.").expect("written");
        assert_eq!(&*read(&path).expect("an article").id.0, "long");
    }
}
