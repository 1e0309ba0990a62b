//! Are saved pages read as a reader sees them, whatever their layout, and does no page do harm?
//!
//! `tests/pages` holds a page and, written by hand, what is to be read of it, for each layout. The pages are made after
//! the ways that news sites are built; people and events are invented.

use std::fmt::Write;
use std::fs;
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

use receipts::article;
use receipts::domain::{Article, Edtf};

#[test]
fn every_layout_is_read() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/pages");
    let mut pages: Vec<PathBuf> =
        fs::read_dir(folder).expect("a folder").map(|e| e.expect("an entry").path()).collect();
    pages.retain(|p| p.extension().is_some_and(|e| e == "html"));
    pages.sort();
    assert!(pages.len() >= 14, "{} pages", pages.len());
    let mut wrong = String::new();
    for page in pages {
        let expected = fs::read_to_string(page.with_extension("txt")).expect("what is to be read");
        let found = article::read(&page).map_or_else(|e| e.to_string(), |a| shown(&a));
        if found != expected {
            let _ = writeln!(wrong, "== {}\n{found}", page.display());
        }
    }
    assert!(wrong.is_empty(), "{wrong}");
}

fn shown(article: &Article) -> String {
    format!(
        "title: {}\ndate: {}\noutlet: {}\nurl: {}\n\n{}\n",
        article.title(),
        article.date.as_ref().map_or("", Edtf::as_str),
        article.outlet.as_deref().unwrap_or_default(),
        article.url.as_deref().unwrap_or_default(),
        article.body.cut(&article.text)
    )
}

/// Far more than any of these takes; a hang is longer.
const PATIENCE: Duration = Duration::from_secs(60);

/// Read or refused, and soon.
fn survives(what: &str, file: &str, bytes: Vec<u8>) {
    let begun = Instant::now();
    for record in article::records_of_bytes(Path::new(file), bytes).expect("records") {
        if let Ok(article) = record.and_then(|read| read()) {
            for span in [article.title, article.body] {
                assert!(article.text.get(span.start..span.end).is_some(), "{what}");
            }
        }
    }
    assert!(begun.elapsed() < PATIENCE, "{what} took {:?}", begun.elapsed());
}

#[test]
fn malformed_pages_do_no_harm() {
    let page = include_str!("pages/magazine.html");
    let prose = "<p>Mira Okafor told the Gull on Monday that she would leave for Lisbon in the autumn.</p>";
    for (what, html) in [
        ("nested deep", "<div>".repeat(100_000) + prose),
        ("nested deep and closed", "<div>".repeat(100_000) + prose + &"</div>".repeat(100_000)),
        ("nested inline", "<span>".repeat(100_000) + prose),
        ("nested by slashes", "<x/>".repeat(100_000) + prose),
        ("formatting left open", "<b><i><font>".repeat(30_000) + prose),
        ("tables in tables", "<table><tr><td>".repeat(30_000) + prose),
        ("lists in lists", "<ul><li>".repeat(30_000) + prose),
        ("just below the bounds", "<div>".repeat(350) + &prose.repeat(2_000)),
        ("many short paragraphs", "<p>Mira sang, and then she left for home.".repeat(20_000)),
        ("one paragraph of 20 MB", format!("<p>{}", "Mira sang. ".repeat(1_900_000))),
        ("20 MB of markup", prose.repeat(220_000)),
        ("20 MB of a script", format!("<script>{}", "x=1;".repeat(5_000_000))),
        ("attributes", format!("<p {}>{prose}", (0..300_000).map(|n| format!("a{n}=b")).collect::<Vec<_>>().join(" "))),
        ("20 MB of a comment", format!("<!--{}", "-".repeat(20_000_000))),
        ("less than, over and over", "<".repeat(400_000)),
        ("entities", "&amp;&#x1F600;&bogus;&#0;".repeat(20_000)),
        ("JSON nested deep", format!("<script type=application/ld+json>{}</script>{prose}", "[".repeat(200_000))),
        ("NULs", page.replace(' ', "\0")),
        ("nothing", String::new()),
    ] {
        survives(what, "page.html", html.into_bytes());
    }
    for cut in (0..page.len()).step_by(397) {
        survives("cut", "page.html", page.as_bytes()[..cut].to_vec());
    }
    let noise: Vec<u8> = (0..100_000_u32).map(|n| (n.wrapping_mul(2_654_435_761) >> 13) as u8).collect();
    for file in ["a.html", "a.txt", "a.md", "a.jsonl", "a.rss", "a.warc", "a.warc.gz"] {
        survives("noise", file, noise.clone());
        survives("a page under another name", file, page.as_bytes().to_vec());
    }
}

#[test]
fn a_wrong_encoding_is_seen_through() {
    let page = "<meta charset=\"CHARSET\"><title>Zoë Brandt weds in Malmö</title><p>“Zoë said yes,” the baker Åke Öberg told us in Malmö on Monday, and he wept.</p>";
    let (latin, _, _) = encoding_rs::WINDOWS_1252.encode(page);
    for (declared, bytes) in [
        ("utf-8", page.replace("CHARSET", "utf-8").into_bytes()),
        ("latin-1, but UTF-8", page.replace("CHARSET", "iso-8859-1").into_bytes()),
        ("utf-8, but Windows", latin.to_vec()),
        ("UTF-16", std::iter::once(0xFEFF).chain(page.encode_utf16()).flat_map(u16::to_le_bytes).collect()),
    ] {
        let article = article::from_bytes(Path::new("page.html"), bytes).expect("an article");
        assert_eq!(article.title(), "Zoë Brandt weds in Malmö", "{declared}");
        assert!(article.body.cut(&article.text).starts_with("“Zoë said yes,” the baker Åke Öberg"), "{declared}");
    }
}
