//! HTML, as saved from a browser or fetched: which part of it is the article?
//!
//! The page tells what it is about ([`about`]), what is around the article goes ([`clean`]), readability picks what is
//! left, and its paragraphs become the text.

mod about;
mod clean;
mod json_ld;
mod strip;
mod text;

use dom_query::Document;
use dom_smoothie::{Config, Readability};

use self::text::{Paragraph, paragraphs};
use super::extracted::Extracted;
use super::{Format, Reason, Shape, Source};
use crate::article::{encoding, when};
use crate::domain::{Article, ArticleId};

pub(super) static FORMAT: Format = Format {
    endings: &["html", "htm", "xhtml"],
    media: &["text/html", "application/xhtml+xml"],
    most_bytes: 32 * 1024 * 1024,
    shape: Shape::One(read),
};

/// Pages of more elements are not judged by readability, whose work grows with their square.
const MOST_JUDGED: usize = 20_000;

fn read(id: ArticleId, source: &Source) -> Result<Article, Reason> {
    let html = encoding::decode(&source.bytes, source.charset.as_deref());
    extract(&html, source.address.as_deref())?.article(id)
}

/// The article in a page; `address` is where the page was found.
pub(super) fn extract(html: &str, address: Option<&str>) -> Result<Extracted, Reason> {
    let stripped = strip::stripped(&html.replace('\0', "")).ok_or(Reason::Malformed)?;
    let page = Document::from(stripped);
    let about = about::about(&page, html, address);
    page.select("script").remove();
    // Old pages are laid out in tables, which readability takes for figures.
    for cell in page.select("table, tbody, tr, td, th").nodes() {
        cell.rename("div");
    }
    clean::clean(&page);
    let mut found = body(&page);
    let described = about.body.as_deref().map(Extracted::paragraphs_of).unwrap_or_default();
    // A page that its scripts put together has its text in its description alone.
    if length(&described) * 2 > length(&found) * 3 {
        found = described;
    }
    trim(&mut found, &about.title);
    // Names of other pages are no article.
    if !found.iter().any(|p| is_sentence(p)) {
        return Err(Reason::NoText);
    }
    let about::About { title, date, outlet, url, .. } = about;
    Ok(Extracted { title, paragraphs: found, date, outlet, url, warnings: Vec::new() })
}

/// The paragraphs of a piece of HTML, all of them.
pub(super) fn fragment(html: &str) -> Vec<String> {
    let Some(stripped) = strip::stripped(html) else { return Vec::new() };
    let page = Document::fragment(stripped);
    paragraphs(page.root()).into_iter().map(|p| p.text).collect()
}

fn body(page: &Document) -> Vec<String> {
    let Some(root) = page.body() else { return Vec::new() };
    let all = paragraphs(root);
    let prose = |found: &[Paragraph]| found.iter().filter(|p| p.is_prose()).map(|p| p.text.len()).sum::<usize>();
    let few = root.descendants_it().take(MOST_JUDGED + 1).count() <= MOST_JUDGED;
    let judged = few.then(|| readable(page)).flatten().map(|judged| within(&all, &judged)).unwrap_or_default();
    // Where readability leaves out half of what is written, the page holds several texts: a live blog, a list.
    let found = if prose(&judged) * 2 > prose(&all) { judged } else { only_prose(all) };
    found.into_iter().map(|p| p.text).collect()
}

/// The letters that readability holds for the article. It joins what line breaks part, so that it is asked for no more.
fn readable(page: &Document) -> Option<String> {
    let config = Config { disable_json_ld: true, ..Config::default() };
    let article = Readability::with_document(page.clone(), None, Some(config)).ok()?.parse().ok()?;
    Some(letters(&article.text_content))
}

/// How far, in bytes, something that is not on the page may stand between two paragraphs.
const GAP: usize = 100_000;

/// The paragraphs whose letters follow one another in these.
fn within(all: &[Paragraph], judged: &str) -> Vec<Paragraph> {
    let mut rest = judged;
    let held = |paragraph: &Paragraph| {
        let sought = letters(&paragraph.text);
        let mut end = rest.len().min(sought.len() + GAP);
        while !rest.is_char_boundary(end) {
            end -= 1;
        }
        let Some(at) = rest[..end].find(&sought) else { return false };
        rest = &rest[at + sought.len()..];
        true
    };
    let mut kept = all.to_vec();
    kept.retain(held);
    kept
}

fn letters(text: &str) -> String {
    text.chars().filter(|c| c.is_alphanumeric()).collect()
}

/// From the first to the last paragraph that is prose, without short lines that are links in part.
fn only_prose(mut all: Vec<Paragraph>) -> Vec<Paragraph> {
    let first = all.iter().position(Paragraph::is_prose).unwrap_or(0);
    let last = all.iter().rposition(Paragraph::is_prose).map_or(all.len(), |at| at + 1);
    all.truncate(last);
    all.drain(..first);
    all.retain(|p| p.is_prose() || p.linked == 0);
    all
}

/// Without what stands above the text and below it: the title once more and what comes before it, who wrote it and when,
/// labels at the end.
fn trim(found: &mut Vec<String>, title: &str) {
    let told = found.iter().position(|p| is_sentence(p)).unwrap_or(found.len());
    let headed = found[..told].iter().rposition(|p| p == title).map_or(0, |at| at + 1);
    found.drain(..headed);
    let mut at = 0;
    found.retain(|p| {
        let above = at < told.saturating_sub(headed);
        at += 1;
        p != title && !(above && is_stamp(p))
    });
    while found.last().is_some_and(|p| p.len() < 60 && !is_end(p)) {
        found.pop();
    }
}

/// `By Jane Roe`, `Saturday, 9 March 2019`.
fn is_stamp(paragraph: &str) -> bool {
    let by = ["By ", "BY ", "by "].iter().any(|by| paragraph.starts_with(by)) && !is_end(paragraph);
    paragraph.len() < 80 && (by || paragraph.len() < 40 && when::day(paragraph).is_some())
}

fn is_end(paragraph: &str) -> bool {
    paragraph.ends_with(['.', '!', '?', '…', '”', '"', '’', '\'', ')'])
}

/// Whether something is told: not in a word, and to its end.
fn is_sentence(paragraph: &str) -> bool {
    paragraph.len() >= 40 && is_end(paragraph)
}

fn length(paragraphs: &[String]) -> usize {
    paragraphs.iter().map(String::len).sum()
}
