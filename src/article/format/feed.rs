//! RSS and Atom: what does each entry of a feed say?
//!
//! The feed is its outlet. An entry that holds only a summary is read with a warning.

use std::io::Read;

use feed_rs::model::{Entry, Text};

use super::super::when;
use super::extracted::{self, Extracted};
use super::{Format, Reason, Record, Records, Shape, Stream, html};
use crate::domain::Article;

pub(super) static FORMAT: Format = Format {
    endings: &["rss", "atom", "rdf", "xml"],
    media: &["application/rss+xml", "application/atom+xml", "application/rdf+xml", "application/feed+json"],
    most_bytes: MOST_BYTES,
    shape: Shape::Many(split),
};

const MOST_BYTES: u64 = 32 * 1024 * 1024;

fn split(stream: Stream) -> Records {
    let mut bytes = Vec::new();
    let read = stream.bytes.take(MOST_BYTES).read_to_end(&mut bytes);
    let failed = |reason| Box::new(std::iter::once(Err(reason))) as Records;
    if let Err(e) = read {
        return failed(Reason::Unreadable(e));
    }
    let feed = match feed_rs::parser::parse(bytes.as_slice()) {
        Ok(feed) => feed,
        Err(e) => return failed(Reason::NotFeed(e.to_string())),
    };
    let outlet = feed.title.as_ref().map(line).filter(|t| !t.is_empty());
    let stem = stream.stem;
    Box::new(feed.entries.into_iter().map(move |entry| {
        let (stem, outlet) = (stem.clone(), outlet.clone());
        Ok(Box::new(move || read_entry(&stem, outlet, &entry)) as Record)
    }))
}

fn read_entry(stem: &str, outlet: Option<String>, entry: &Entry) -> Result<Article, Reason> {
    let title = entry.title.as_ref().map(line).unwrap_or_default();
    let content = entry.content.as_ref().and_then(|c| c.body.as_deref()).map(paragraphs).unwrap_or_default();
    let summary = entry.summary.as_ref().map(|s| paragraphs(&s.content)).unwrap_or_default();
    let mut warnings = Vec::new();
    let length = |all: &[String]| all.iter().map(String::len).sum::<usize>();
    let paragraphs = if length(&content) >= length(&summary) {
        content
    } else {
        warnings.push("the feed holds only a summary; give the article's own page for the rest".to_owned());
        summary
    };
    // A time of day tells nothing here; the day is that of Greenwich, as feeds give it.
    let date = entry.published.or(entry.updated).and_then(|at| when::day(&at.to_rfc3339()));
    let links = || entry.links.iter().filter(|l| l.href.starts_with("http"));
    let url =
        links().find(|l| l.rel.as_deref() == Some("alternate")).or_else(|| links().next()).map(|l| l.href.clone());
    let id = extracted::name(stem, None, url.as_deref(), &title, &entry.id);
    Extracted { title, paragraphs, date, outlet, url, warnings }.article(id)
}

fn line(text: &Text) -> String {
    html::fragment(&text.content).join(" ")
}

fn paragraphs(text: &str) -> Vec<String> {
    if text.contains('<') || text.contains('&') { html::fragment(text) } else { Extracted::paragraphs_of(text) }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::Edtf;

    const RSS: &str = r#"<?xml version="1.0"?><rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/">
        <channel><title>The Reel</title><link>https://reel.example/</link><description>News</description>
        <item><title>Quinlan &amp; Holt marry</title><link>https://reel.example/2022/quinlan-marries</link>
        <pubDate>Mon, 02 May 2022 10:00:00 GMT</pubDate><description>A short one.</description>
        <content:encoded><![CDATA[<p>“We married,” Quinlan said.</p><p>It rained.</p>]]></content:encoded></item>
        <item><title>Holt sings</title><link>https://reel.example/holt</link><description>&lt;p&gt;He sang.&lt;/p&gt;</description></item>
        </channel></rss>"#;
    const ATOM: &str = r#"<feed xmlns="http://www.w3.org/2005/Atom"><title>The Reel</title><id>x</id>
        <entry><id>tag:1</id><title type="html">Quinlan &lt;i&gt;sings&lt;/i&gt;</title>
        <link rel="alternate" href="https://reel.example/sings"/><updated>2022-05-02T10:00:00Z</updated>
        <content type="html">&lt;p&gt;She sang.&lt;/p&gt;</content></entry></feed>"#;

    fn articles(feed: &str) -> Vec<Result<Article, Reason>> {
        let stream =
            Stream { stem: "reel".to_owned(), bytes: Box::new(std::io::Cursor::new(feed.as_bytes().to_vec())) };
        split(stream).map(|record| record.and_then(|read| read())).collect()
    }

    #[test]
    fn entries_are_articles() {
        let mut found = articles(RSS);
        found.extend(articles(ATOM));
        let expected = [
            (
                "reel-quinlan-marries",
                "2022-05-02",
                "Quinlan & Holt marry",
                "“We married,” Quinlan said.\n\nIt rained.",
                0,
            ),
            ("reel-holt", "", "Holt sings", "He sang.", 2),
            ("reel-sings", "2022-05-02", "Quinlan sings", "She sang.", 0),
        ];
        assert_eq!(found.len(), expected.len());
        for (article, (id, date, title, body, warnings)) in found.into_iter().zip(expected) {
            let article = article.expect("an article");
            assert_eq!(&*article.id.0, id);
            assert_eq!(article.date.as_ref().map_or("", Edtf::as_str), date);
            assert_eq!((article.title(), article.body.cut(&article.text)), (title, body));
            assert_eq!(article.warnings.len(), warnings, "{:?}", article.warnings);
            assert_eq!(article.outlet.as_deref(), Some("The Reel"));
        }
    }

    #[test]
    fn what_is_no_feed_is_refused() {
        for text in ["", "<urlset></urlset>", "{}", "<rss", "\0\0"] {
            let found = articles(text);
            assert!(matches!(found[..], [Err(Reason::NotFeed(_))]), "{text}: {found:?}");
        }
    }
}
