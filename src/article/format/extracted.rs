//! How does an article that was taken out of something else become one text?
//!
//! Title and paragraphs, a blank line between each: spans count in this text, which the export prints.

use super::Reason;
use crate::domain::{Article, ArticleId, Edtf, Span};

/// What was found in a page, a record or an entry.
#[derive(Clone, Debug, Default)]
pub(super) struct Extracted {
    /// Its headline.
    pub title: String,
    /// Its paragraphs, without line ends around them.
    pub paragraphs: Vec<String>,
    /// When it was published.
    pub date: Option<Edtf>,
    /// Who published it.
    pub outlet: Option<String>,
    /// Its address.
    pub url: Option<String>,
    /// What was odd.
    pub warnings: Vec<String>,
}

impl Extracted {
    /// The article of this name; none where nothing but a title was found.
    pub fn article(self, id: ArticleId) -> Result<Article, Reason> {
        let Self { title, mut paragraphs, date, outlet, url, mut warnings } = self;
        paragraphs.retain(|p| !p.trim().is_empty());
        if paragraphs.is_empty() {
            return Err(Reason::NoText);
        }
        if date.is_none() {
            warnings.insert(0, "no date found; build with --date. Undated".to_owned());
        }
        let mut text = title.trim().to_owned();
        let title = Span::new(0, text.len());
        if !text.is_empty() {
            text.push_str("\n\n");
        }
        let start = text.len();
        text.push_str(&paragraphs.join("\n\n"));
        let body = Span::new(start, text.len());
        Ok(Article { id, text, date, title, body, outlet, url, warnings })
    }

    /// The paragraphs of a text: what blank lines part, or where there are none, lines.
    pub fn paragraphs_of(text: &str) -> Vec<String> {
        let text = text.replace("\r\n", "\n").replace('\r', "\n");
        let text = text.trim();
        let parted = if text.contains("\n\n") { "\n\n" } else { "\n" };
        text.split(parted).map(str::trim).filter(|p| !p.is_empty()).map(str::to_owned).collect()
    }
}

/// Letters of a name that tells an article from the others of its file, at most.
const LONGEST_NAME: usize = 60;

/// The name of one article of many: its file's name, then something of the article: its own id, the end of its address,
/// its title, or what its text comes to.
pub(super) fn name(stem: &str, id: Option<&str>, url: Option<&str>, title: &str, text: &str) -> ArticleId {
    let ends = url.map(|u| u.split(['?', '#']).next().unwrap_or(u).trim_end_matches('/'));
    // What follows the host; the host itself tells nothing apart.
    let ends = ends.and_then(|u| u.splitn(4, '/').nth(3)).and_then(|path| path.rsplit('/').next());
    let ends = ends.map(|e| e.rsplit_once('.').map_or(e, |(name, _)| name));
    let telling = |slug: &String| slug.len() >= 3 && slug.contains(|c: char| c.is_alphanumeric());
    let own = id.map(slug).filter(|s| !s.is_empty());
    let found = own.or_else(|| ends.map(slug).filter(telling)).or_else(|| Some(slug(title)).filter(telling));
    let found = found.unwrap_or_else(|| format!("{:08x}", crc32fast::hash(text.as_bytes())));
    ArticleId(format!("{stem}-{found}").into())
}

/// Lower-case letters and digits with single hyphens between them.
pub fn slug(text: &str) -> String {
    let mut slug = String::new();
    for c in text.chars().flat_map(char::to_lowercase) {
        if slug.len() >= LONGEST_NAME {
            break;
        }
        if c.is_alphanumeric() {
            slug.push(c);
        } else if !slug.is_empty() && !slug.ends_with('-') && !matches!(c, '\'' | '’' | '‘') {
            slug.push('-');
        }
    }
    slug.trim_end_matches('-').to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_tell_articles_apart() {
        for (id, url, title, expected) in [
            (Some("A 17"), Some("https://paper.example/x"), "T", "feed-a-17"),
            (None, Some("https://paper.example/2022/Quinlan-marries.html?utm=1"), "T", "feed-quinlan-marries"),
            (None, Some("https://paper.example/2022/quinlan/"), "T", "feed-quinlan"),
            (None, Some("https://paper.example/"), "Zoë’s day: a wedding!", "feed-zoës-day-a-wedding"),
            (None, None, "", "feed-4a17b156"),
        ] {
            assert_eq!(&*name("feed", id, url, title, "Hello World").0, expected);
        }
    }
}
