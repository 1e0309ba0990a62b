//! How is an article shown?
//!
//! Its sentences as printed, each with a name of its own, so that a link leads to the very sentence.

use std::collections::{BTreeSet, HashMap};

use maud::{Markup, html};

use super::{address, layout};
use crate::answer::{Archive, Page};
use crate::domain::{Edtf, PersonId, SentenceKind, Span};
use crate::store::{ArticleHead, Passage};

/// Where a sentence stands: its span in bytes, and its first code point.
pub(super) type Place = (Span, usize);

/// Every sentence of a page, in order.
pub(super) fn sentences(page: &Page) -> Vec<Place> {
    let text = &page.article.text;
    let (mut at, mut passed) = (0, 0);
    let place = |sentence: &Passage| {
        let start = sentence.span.start;
        if start >= at {
            passed += text.get(at..start).map_or(0, |between| between.chars().count());
            at = start;
        }
        (sentence.span, passed)
    };
    page.sentences.iter().map(place).collect()
}

/// The page of an article.
pub(super) fn page(
    head: &ArticleHead,
    page: &Page,
    places: &[Place],
    archive: &Archive,
    people: &HashMap<PersonId, String>,
) -> String {
    let title = if head.title.trim().is_empty() { &*head.id.0 } else { &head.title };
    let named: BTreeSet<PersonId> =
        page.sentences.iter().flat_map(|sentence| sentence.people.iter().copied()).collect();
    let named: Vec<(&str, &String)> =
        named.iter().filter_map(|id| Some((archive.name(*id), people.get(id)?))).collect();
    let shown = shown(page, places);
    let (headline, body) = shown.split_at(headline(page, &shown));
    let content = html! {
        article {
            h1 { @if headline.is_empty() { (title) } @else { (printed(page, headline)) } }
            p.source {
                (head.date.as_ref().map_or_else(|| "undated".to_owned(), Edtf::phrase))
                @if let Some(outlet) = &head.outlet { " · " (outlet) }
                @if let Some(url) = head.url.as_deref().filter(|url| is_web(url)) {
                    " · " a href=(url) rel="noreferrer noopener" { "The article at its publisher" }
                }
            }
            @for paragraph in body.chunk_by(|(one, _), (next, _)| one.paragraph == next.paragraph) {
                p .heading[paragraph.iter().all(|(sentence, _)| sentence.kind != SentenceKind::Body)] {
                    (printed(page, paragraph))
                }
            }
        }
        @if !named.is_empty() {
            section aria-labelledby="named" {
                h2 id="named" { "People in this article" }
                ul { @for (name, page) in named { li { a href={ "../" (page) } { (name) } } } }
            }
        }
    };
    layout::page("../", title, &content)
}

/// A sentence and where it stands.
type Placed<'a> = (&'a Passage, &'a Place);

/// The sentences that are shown; what is no part of the article's text (credits, advertisements) is left out.
fn shown<'a>(page: &'a Page, places: &'a [Place]) -> Vec<Placed<'a>> {
    page.sentences.iter().zip(places).filter(|(sentence, _)| sentence.kind != SentenceKind::Noise).collect()
}

/// How many of the first sentences are the title, all of it: they are printed as the heading, and not once more.
fn headline(page: &Page, shown: &[Placed<'_>]) -> usize {
    let (text, title) = (&page.article.text, page.article.title);
    let first = shown.partition_point(|(_, (span, _))| span.end <= title.end);
    let bare = |text: &str| text.split_whitespace().collect::<String>();
    let printed: String = shown[..first].iter().map(|(_, (span, _))| bare(span.cut(text))).collect();
    if printed == bare(title.cut(text)) { first } else { 0 }
}

/// Sentences, each with a name of its own.
fn printed(page: &Page, sentences: &[Placed<'_>]) -> Markup {
    html! {
        @for (number, (_, (span, start))) in sentences.iter().enumerate() {
            @if number > 0 { " " }
            span id=(address::fragment(*start)) { (span.cut(&page.article.text)) }
        }
    }
}

/// Whether an address leads to the web; any other would be a script's or a file's.
fn is_web(url: &str) -> bool {
    url.starts_with("https://") || url.starts_with("http://")
}
