//! WARC: which pages does a web archive hold?
//!
//! Records one behind another, as ISO 28500 has them, packed or not. Responses that are HTML are read; everything else,
//! and what was no success, is passed over. A record is never more than one in memory.

use std::io::{BufRead, BufReader, Error, ErrorKind, Read, Result as IoResult};

use flate2::read::MultiGzDecoder;

use super::extracted;
use super::{Format, Reason, Record, Records, Shape, Stream, html, packed};
use crate::article::{encoding, when};
use crate::domain::{Article, Edtf};

pub(super) static FORMAT: Format = Format {
    endings: &["warc", "warc.gz"],
    media: &["application/warc"],
    most_bytes: u64::MAX,
    shape: Shape::Many(split),
};

/// Bytes of a page, unpacked, at most; larger records are passed over.
const MOST_PAGE: u64 = 32 * 1024 * 1024;
/// Bytes of a record's or a response's headers, at most.
const MOST_HEAD: usize = 64 * 1024;
/// Lines of a response's headers, at most.
const MOST_FIELDS: usize = 128;

fn split(stream: Stream) -> Records {
    let mut bytes = BufReader::new(packed::unpacked(stream.bytes));
    let stem = stream.stem;
    let mut ended = false;
    Box::new(std::iter::from_fn(move || {
        while !ended {
            match next(&mut bytes) {
                Ok(None) => return None,
                Ok(Some(Kept::Nothing)) => {}
                Ok(Some(Kept::Page(page))) => {
                    let stem = stem.clone();
                    let read = move || read(&stem, &page);
                    return Some(Ok(Box::new(read) as Record));
                }
                Err(e) => {
                    ended = true;
                    return Some(Err(Reason::NotWarc(e.to_string())));
                }
            }
        }
        None
    }))
}

/// What a record is worth.
enum Kept {
    Nothing,
    Page(Page),
}

/// A page as it was archived.
struct Page {
    address: String,
    /// The day it was archived, as `WARC-Date` has it.
    archived: Option<Edtf>,
    bytes: Vec<u8>,
    /// Whether an HTTP response is around it.
    is_response: bool,
}

fn next(bytes: &mut impl BufRead) -> IoResult<Option<Kept>> {
    let Some(head) = head(bytes)? else { return Ok(None) };
    let field = |name: &str| {
        let fields = head.lines().filter_map(|line| line.split_once(':'));
        fields.filter(|(n, _)| n.trim().eq_ignore_ascii_case(name)).map(|(_, value)| value.trim().to_owned()).next()
    };
    let wrong = |what: &str| Error::new(ErrorKind::InvalidData, what.to_owned());
    let length: u64 = field("Content-Length").and_then(|l| l.parse().ok()).ok_or_else(|| wrong("no Content-Length"))?;
    let media = field("Content-Type").unwrap_or_default().to_ascii_lowercase();
    let is_response = field("WARC-Type").as_deref() == Some("response") && media.starts_with("application/http");
    let is_page = field("WARC-Type").as_deref() == Some("resource") && is_html(&media);
    let mut content = bytes.by_ref().take(length);
    if length > MOST_PAGE || !(is_response || is_page) {
        let passed = std::io::copy(&mut content, &mut std::io::sink())?;
        return if passed < length { Err(wrong("cut short")) } else { Ok(Some(Kept::Nothing)) };
    }
    let mut page = Vec::new();
    content.read_to_end(&mut page)?;
    if (page.len() as u64) < length {
        return Err(wrong("cut short"));
    }
    let address = field("WARC-Target-URI").unwrap_or_default().trim_matches(['<', '>']).to_owned();
    // Told apart here, so that pictures never wait in memory.
    let html = is_page || response(&page).is_some_and(|r| r.status == 200 && is_html(&r.media));
    let archived = field("WARC-Date").and_then(|date| when::day(&date));
    Ok(Some(if html { Kept::Page(Page { address, archived, bytes: page, is_response }) } else { Kept::Nothing }))
}

/// The lines of a record's head; none where the file ends.
fn head(bytes: &mut impl BufRead) -> IoResult<Option<String>> {
    let wrong = |what: &str| Err(Error::new(ErrorKind::InvalidData, what.to_owned()));
    let mut head = Vec::new();
    loop {
        let begun = head.len();
        let room = (MOST_HEAD - begun) as u64;
        if bytes.by_ref().take(room).read_until(b'\n', &mut head)? == 0 {
            return if head.is_empty() {
                Ok(None)
            } else {
                wrong("its last record is cut short or has no end of its head")
            };
        }
        let line = head[begun..].trim_ascii();
        match (begun, line.is_empty()) {
            // Records are parted by blank lines.
            (0, true) => head.clear(),
            (0, false) if !line.starts_with(b"WARC/") => return wrong("a record does not begin with `WARC/`"),
            (_, true) => return Ok(Some(String::from_utf8_lossy(&head).into_owned())),
            (_, false) => {}
        }
    }
}

fn is_html(media: &str) -> bool {
    html::FORMAT.media.iter().any(|m| media.starts_with(m))
}

struct Response<'a> {
    status: u16,
    media: String,
    packed: String,
    chunked: bool,
    body: &'a [u8],
}

fn response(bytes: &[u8]) -> Option<Response<'_>> {
    let mut fields = [httparse::EMPTY_HEADER; MOST_FIELDS];
    let mut parsed = httparse::Response::new(&mut fields);
    let httparse::Status::Complete(length) = httparse::ParserConfig::default()
        .ignore_invalid_headers_in_responses(true)
        .parse_response(&mut parsed, bytes)
        .ok()?
    else {
        return None;
    };
    let field = |name: &str| {
        let found = parsed.headers.iter().find(|h| h.name.eq_ignore_ascii_case(name));
        found.map(|h| String::from_utf8_lossy(h.value).to_ascii_lowercase()).unwrap_or_default()
    };
    Some(Response {
        status: parsed.code?,
        media: field("content-type"),
        packed: field("content-encoding"),
        chunked: field("transfer-encoding").contains("chunked"),
        body: &bytes[length..],
    })
}

fn read(stem: &str, page: &Page) -> Result<Article, Reason> {
    let Page { address, archived, bytes: record, is_response } = page;
    let of = |reason: Reason| Reason::Page(address.to_owned(), Box::new(reason));
    let (page, charset) = match response(record).filter(|_| *is_response) {
        Some(response) => {
            let charset = encoding::of_media(&response.media).map(str::to_owned);
            (unpacked(&response).map_err(of)?, charset)
        }
        None => (record.clone(), None),
    };
    let html = encoding::decode(&page, charset.as_deref());
    let found = html::extract(&html, Some(address.as_str())).map_err(of)?;
    // The address that the archive knows it by tells pages apart; several may name the same canonical one.
    let id = extracted::name(stem, None, Some(address), &found.title, &html);
    let mut article = found.article(id).map_err(of)?;
    if let Some(day) = archived.as_ref().filter(|_| article.date.is_none()) {
        article.date_if_undated(day);
        article.warnings.insert(0, format!("the page gives no date; {day} is when it was archived, not published"));
    }
    Ok(article)
}

/// The body as the browser would see it. Many archives keep what is unpacked under the header of what was packed.
fn unpacked(response: &Response<'_>) -> Result<Vec<u8>, Reason> {
    let body = if response.chunked { dechunked(response.body) } else { None };
    let body = body.as_deref().unwrap_or(response.body);
    if !response.packed.contains("gzip") || !body.starts_with(&[0x1F, 0x8B]) {
        return Ok(body.to_vec());
    }
    let mut page = Vec::new();
    let read = MultiGzDecoder::new(body).take(MOST_PAGE + 1).read_to_end(&mut page);
    match read {
        Ok(length) if length as u64 > MOST_PAGE => Err(Reason::TooLarge(MOST_PAGE)),
        // What was unpacked before the end is a page, cut short.
        _ if !page.is_empty() => Ok(page),
        _ => Err(Reason::Malformed),
    }
}

/// The chunks put together; none where these are no chunks.
fn dechunked(body: &[u8]) -> Option<Vec<u8>> {
    let (mut rest, mut whole) = (body, Vec::new());
    loop {
        let httparse::Status::Complete((head, size)) = httparse::parse_chunk_size(rest).ok()? else {
            return (!whole.is_empty()).then_some(whole);
        };
        if size == 0 {
            return Some(whole);
        }
        let end = head.saturating_add(usize::try_from(size).ok()?);
        whole.extend_from_slice(&rest[head..end.min(rest.len())]);
        let Some(behind) = rest.get(end..) else { return Some(whole) };
        rest = behind.strip_prefix(b"\r\n").unwrap_or(behind);
    }
}

#[cfg(test)]
mod tests {
    use std::io::Write;

    use flate2::{Compression, write::GzEncoder};

    use super::*;

    const PAGE: &str = "<title>Quinlan marries Holt by the sea</title><meta property=article:published_time content=2022-05-02>\
        <article><h1>Quinlan marries Holt by the sea</h1><p>“We married in May,” Zoë Quinlan told the Reel on Monday, and smiled.</p>\
        <p>Holt, whom she met in 2019 in a small town by the sea, sang a song that he had written for her.</p></article>";

    fn record(kind: &str, media: &str, address: &str, content: &[u8]) -> Vec<u8> {
        let head = format!(
            "WARC/1.0\r\nWARC-Type: {kind}\r\nWARC-Target-URI: {address}\r\nContent-Type: {media}\r\nContent-Length: {}\r\n\r\n",
            content.len()
        );
        [head.as_bytes(), content, b"\r\n\r\n"].concat()
    }

    fn http(status: &str, fields: &str, body: &[u8]) -> Vec<u8> {
        [format!("HTTP/1.1 {status}\r\n{fields}\r\n").as_bytes(), body].concat()
    }

    fn gzip(bytes: &[u8]) -> Vec<u8> {
        let mut packed = GzEncoder::new(Vec::new(), Compression::default());
        packed.write_all(bytes).expect("packed");
        packed.finish().expect("packed")
    }

    fn articles(file: Vec<u8>) -> Vec<Result<Article, Reason>> {
        let stream = Stream { stem: "news".to_owned(), bytes: Box::new(std::io::Cursor::new(file)) };
        split(stream).map(|record| record.and_then(|read| read())).collect()
    }

    #[test]
    fn pages_of_an_archive_are_articles() {
        let html = "Content-Type: text/html; charset=utf-8\r\n";
        let chunked = format!("{html}Transfer-Encoding: chunked\r\n");
        let packed = format!("{html}Content-Encoding: gzip\r\n");
        let (first, second) = PAGE.split_at(100);
        let chunks = format!("{:x}\r\n{first}\r\n{:X};x=y\r\n{second}\r\n0\r\n\r\n", first.len(), second.len());
        let http_media = "application/http; msgtype=response";
        let archive = [
            record("warcinfo", "application/warc-fields", "", b"software: x\r\n"),
            record("request", "application/http", "https://reel.example/a", b"GET / HTTP/1.1\r\n\r\n"),
            record("response", http_media, "https://reel.example/plain", &http("200 OK", html, PAGE.as_bytes())),
            record(
                "response",
                http_media,
                "https://reel.example/chunked",
                &http("200 OK", &chunked, chunks.as_bytes()),
            ),
            record(
                "response",
                http_media,
                "https://reel.example/packed",
                &http("200 OK", &packed, &gzip(PAGE.as_bytes())),
            ),
            record(
                "response",
                http_media,
                "https://reel.example/said-packed",
                &http("200 OK", &packed, PAGE.as_bytes()),
            ),
            record("response", http_media, "https://reel.example/gone", &http("404 No", html, PAGE.as_bytes())),
            record(
                "response",
                http_media,
                "https://reel.example/p.png",
                &http("200 OK", "Content-Type: image/png\r\n", b"\0"),
            ),
            record("resource", "text/html", "https://reel.example/resource", PAGE.as_bytes()),
        ];
        for file in [archive.concat(), archive.iter().flat_map(|r| gzip(r)).collect()] {
            let found = articles(file);
            let ids: Vec<&str> = found.iter().map(|a| &*a.as_ref().expect("an article").id.0).collect();
            assert_eq!(ids, ["news-plain", "news-chunked", "news-packed", "news-said-packed", "news-resource"]);
            for article in found.into_iter().flatten() {
                assert_eq!(article.title(), "Quinlan marries Holt by the sea");
                assert!(article.body.cut(&article.text).ends_with("written for her."), "{}", article.text);
                assert_eq!(article.date.as_ref().map_or("", Edtf::as_str), "2022-05-02");
            }
        }
    }

    #[test]
    fn the_day_of_archiving_stands_in_for_a_date_and_says_so() {
        let undated = PAGE.replace("property=article:published_time", "name=x");
        for (page, date, warned) in [(PAGE, "2022-05-02", false), (&undated, "2023-01-09", true)] {
            let whole = record("resource", "text/html", "https://reel.example/one", page.as_bytes());
            let dated = String::from_utf8(whole).expect("text");
            let dated = dated.replacen("WARC-Type", "WARC-Date: 2023-01-09T23:05:00Z\r\nWARC-Type", 1);
            let article = articles(dated.into_bytes()).pop().expect("a record").expect("an article");
            assert_eq!(article.date.as_ref().map_or("", Edtf::as_str), date);
            assert_eq!(article.warnings.iter().any(|w| w.contains("2023-01-09 is when it was archived")), warned);
            assert_eq!(article.warnings.len(), usize::from(warned), "{:?}", article.warnings);
        }
    }

    #[test]
    fn a_damaged_archive_gives_what_comes_before() {
        let whole = record("resource", "text/html", "https://reel.example/one", PAGE.as_bytes());
        for (damage, count) in
            [(&whole[..whole.len() / 2], 2), (b"garbage\r\n".as_slice(), 2), (b"WARC/1.0\r\n\r\n", 2), (b"\r\n", 1)]
        {
            let found = articles([whole.as_slice(), damage].concat());
            assert_eq!(found.len(), count, "{}", String::from_utf8_lossy(damage));
            assert!(found[0].is_ok() && found[1..].iter().all(Result::is_err));
        }
    }
}
