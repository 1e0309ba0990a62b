//! JSON lines: an article in each line, under the names that archives and crawlers give its fields.

use std::io::{BufRead, BufReader, Read};

use serde_json::{Map, Value};

use super::super::when;
use super::extracted::{self, Extracted};
use super::{Format, Reason, Record, Records, Shape, Stream, html, packed};
use crate::domain::{Article, Edtf};

pub(super) static FORMAT: Format = Format {
    endings: &["jsonl", "ndjson", "jsonlines", "jsonl.gz", "ndjson.gz"],
    media: &["application/jsonl", "application/x-ndjson", "application/x-jsonlines", "application/jsonlines"],
    most_bytes: u64::MAX,
    shape: Shape::Many(split),
};

/// Bytes of a line, at most.
const MOST_LINE: usize = 16 * 1024 * 1024;

fn split(stream: Stream) -> Records {
    let mut lines = BufReader::new(packed::unpacked(stream.bytes));
    let stem = stream.stem;
    let mut ended = false;
    Box::new(std::iter::from_fn(move || {
        while !ended {
            match next_line(&mut lines) {
                Ok(None) => return None,
                Ok(Some(line)) if line.trim_ascii().is_empty() => {}
                Ok(Some(line)) if line.len() > MOST_LINE => return Some(Err(Reason::TooLarge(MOST_LINE as u64))),
                Ok(Some(line)) => {
                    let stem = stem.clone();
                    return Some(Ok(Box::new(move || read(&stem, &line)) as Record));
                }
                Err(e) => {
                    ended = true;
                    return Some(Err(Reason::Unreadable(e)));
                }
            }
        }
        None
    }))
}

/// The next line; of one that is too long, no more than tells so.
fn next_line(lines: &mut impl BufRead) -> std::io::Result<Option<Vec<u8>>> {
    let mut line = Vec::new();
    if lines.by_ref().take(MOST_LINE as u64 + 1).read_until(b'\n', &mut line)? == 0 {
        return Ok(None);
    }
    if line.len() > MOST_LINE {
        lines.skip_until(b'\n')?;
    }
    Ok(Some(line))
}

fn read(stem: &str, line: &[u8]) -> Result<Article, Reason> {
    let line = line.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(line);
    let fields: Map<String, Value> = serde_json::from_slice(line).map_err(|e| Reason::NotJson(e.to_string()))?;
    let text = |names: &[&str]| names.iter().find_map(|name| printed(fields.get(*name)?));
    let body =
        text(&["text", "body", "content", "articleBody", "article_body", "maintext", "article", "story", "html"]);
    let body = body.unwrap_or_default();
    let mut found = if body.contains("</") {
        let whole = body.contains("<body") || body.contains("<BODY");
        if whole {
            html::extract(&body, None)?
        } else {
            Extracted { paragraphs: html::fragment(&body), ..Extracted::default() }
        }
    } else {
        Extracted { paragraphs: Extracted::paragraphs_of(&body), ..Extracted::default() }
    };
    if let Some(title) = text(&["title", "headline", "name"]) {
        found.title = title.split_whitespace().collect::<Vec<_>>().join(" ");
    }
    found.date = DATES.iter().find_map(|name| date(fields.get(*name)?)).or(found.date);
    found.outlet = text(&["outlet", "publisher", "source", "site", "source_domain", "publication"]).or(found.outlet);
    found.url = text(&["url", "link", "canonical", "address"]).or(found.url);
    let id = text(&["id", "_id", "guid", "uid"]);
    let name = extracted::name(stem, id.as_deref(), found.url.as_deref(), &found.title, &body);
    found.article(name)
}

const DATES: [&str; 11] = [
    "date",
    "published",
    "date_published",
    "datePublished",
    "published_at",
    "publish_date",
    "date_publish",
    "publication_date",
    "pub_date",
    "pubDate",
    "timestamp",
];

/// A string, a number, the first of a list, the paragraphs of a list, or the name of an object.
fn printed(value: &Value) -> Option<String> {
    let text = match value {
        Value::String(text) => text.clone(),
        Value::Number(number) => number.to_string(),
        Value::Array(all) => all.iter().filter_map(Value::as_str).collect::<Vec<_>>().join("\n\n"),
        Value::Object(fields) => fields.get("name")?.as_str()?.to_owned(),
        _ => return None,
    };
    Some(text).filter(|t| !t.trim().is_empty())
}

fn date(value: &Value) -> Option<Edtf> {
    match value {
        Value::String(text) => when::day(text).or_else(|| Edtf::parse(text).filter(|_| text.len() == 4)),
        Value::Number(number) => number
            .as_i64()
            .and_then(|n| if (1500..2200).contains(&n) { Edtf::parse(&n.to_string()) } else { when::since_epoch(n) }),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn articles(file: &str) -> Vec<Result<Article, Reason>> {
        let stream = Stream { stem: "old".to_owned(), bytes: Box::new(std::io::Cursor::new(file.as_bytes().to_vec())) };
        split(stream).map(|record| record.and_then(|read| read())).collect()
    }

    #[test]
    fn each_line_is_an_article() {
        for (line, id, date, title, body) in [
            (
                r#"{"id":"q1","date":"2022-05-02","title":"A day","text":"One.\n\nTwo."}"#,
                "old-q1",
                "2022-05-02",
                "A day",
                "One.\n\nTwo.",
            ),
            (
                r#"{"headline":"A\nday","published_at":1651485600,"body":"<p>One.</p><p>Tw&ouml;.</p>","url":"https://reel.example/a-day.html"}"#,
                "old-a-day",
                "2022-05-02",
                "A day",
                "One.\n\nTwö.",
            ),
            (r#"{"title":"A day","year":1,"content":["One.","Two."]}"#, "old-a-day", "", "A day", "One.\n\nTwo."),
            (r#"{"text":"One.\r\nTwo.","date":2022}"#, "old-47b2ae33", "2022", "", "One.\n\nTwo."),
        ] {
            let article = articles(line).pop().expect("a line").expect("an article");
            assert_eq!(article.date.as_ref().map_or("", Edtf::as_str), date, "{line}");
            assert_eq!(article.title(), title, "{line}");
            assert_eq!(article.body.cut(&article.text), body, "{line}");
            assert!(&*article.id.0 == id || id.ends_with("47b2ae33"), "{} {line}", article.id);
        }
    }

    #[test]
    fn a_bad_line_hides_no_other() {
        let found =
            articles("\u{FEFF}{\"text\":\"One.\"}\r\n\n{cut\n[1]\n{\"title\":\"No text\"}\n{\"text\":\"Two.\"}");
        let read: Vec<bool> = found.iter().map(Result::is_ok).collect();
        assert_eq!(read, [true, false, false, false, true]);
    }
}
