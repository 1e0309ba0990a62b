//! How is a person shown: roles, ties, timeline, words, articles?

use std::collections::HashMap;

use maud::{Markup, html};

use super::article::Place;
use super::{address, layout};
use crate::answer::{Archive, Happening, Profile, Source, Statement};
use crate::domain::{ArticleId, Edtf};

/// What pages of people link to.
pub(super) struct Site<'a> {
    pub(super) archive: &'a Archive,
    /// The sentences of every article.
    pub(super) places: &'a HashMap<ArticleId, Vec<Place>>,
}

impl Site<'_> {
    /// The page of a person.
    pub(super) fn page(&self, profile: &Profile) -> String {
        let statement = |told: &Statement| html! { li { (told.text) " " (self.receipt(told.source.as_ref())) } };
        let parts = [
            Part {
                id: "roles",
                heading: "Described as",
                list: List::Plain,
                items: profile.roles.iter().map(statement).collect(),
            },
            Part {
                id: "ties",
                heading: "Connections",
                list: List::Plain,
                items: profile.ties.iter().map(statement).collect(),
            },
            Part {
                id: "timeline",
                heading: "Timeline",
                list: List::Timeline,
                items: profile
                    .happenings
                    .iter()
                    .map(|(happening, from)| self.happening(happening, from.as_ref()))
                    .collect(),
            },
            Part {
                id: "words",
                heading: "In their words",
                list: List::None,
                items: profile.words.iter().map(|told| self.words(told)).collect(),
            },
            Part {
                id: "articles",
                heading: "Articles",
                list: List::Plain,
                items: profile.articles.iter().map(|id| html! { li { (self.article(id)) } }).collect(),
            },
        ];
        let parts: Vec<&Part> = parts.iter().filter(|part| !part.items.is_empty()).collect();
        let long = parts.iter().any(|part| part.items.len() > FIRST + FEW);
        let content = html! {
            h1 { (profile.name) }
            @if long {
                nav aria-label="On this page" {
                    @for part in &parts { a href={ "#" (part.id) } { (part.heading) " (" (part.items.len()) ")" } }
                }
            }
            @for part in &parts { (part.shown()) }
        };
        layout::page("../", &profile.name, &content)
    }

    fn words(&self, told: &Statement) -> Markup {
        html! {
            figure {
                blockquote { p { "“" (told.text) "”" } }
                figcaption { (self.receipt(told.source.as_ref())) }
            }
        }
    }

    fn happening(&self, happening: &Happening, source: Option<&Source>) -> Markup {
        html! {
            li {
                strong.when { (happening.when.as_deref().unwrap_or("Undated")) }
                @if happening.differs { " " span.differs { "accounts differ" } }
                " " (happening.what) ". " (self.receipt(source))
            }
        }
    }

    /// The link to the sentence that tells it.
    fn receipt(&self, source: Option<&Source>) -> Markup {
        html! {
            @if let Some(source) = source && let Some(head) = self.archive.head(&source.article) {
                a.receipt href={ "../" (self.sentence(source)) } {
                    (head.date.as_ref().map_or_else(|| "undated".to_owned(), Edtf::phrase)) ", "
                    (if head.title.trim().is_empty() { &*head.id.0 } else { &head.title })
                }
            }
        }
    }

    /// The address of the first sentence that a source stands in.
    fn sentence(&self, source: &Source) -> String {
        let places = self.places.get(&source.article).map_or(&[][..], Vec::as_slice);
        let at = places.partition_point(|(span, _)| span.end <= source.span.start);
        let start = places.get(at).map_or(0, |(_, start)| *start);
        address::sentence(&source.article, start)
    }

    fn article(&self, id: &ArticleId) -> Markup {
        let head = self.archive.head(id);
        let title = head.map_or("", |head| head.title.trim());
        html! {
            a href={ "../" (address::article(id)) } { (if title.is_empty() { &*id.0 } else { title }) }
            @if let Some(date) = head.and_then(|head| head.date.as_ref()) { " · " (date.phrase()) }
        }
    }
}

/// So many of each part are shown at once; the rest opens where they end.
const FIRST: usize = 12;
/// So few more are not worth opening.
const FEW: usize = 3;

/// One part of a page.
struct Part {
    id: &'static str,
    heading: &'static str,
    list: List,
    items: Vec<Markup>,
}

/// What the items stand in.
enum List {
    Plain,
    Timeline,
    /// They are no list.
    None,
}

impl Part {
    fn shown(&self) -> Markup {
        let first = if self.items.len() > FIRST + FEW { FIRST } else { self.items.len() };
        let (first, more) = self.items.split_at(first);
        html! {
            section aria-labelledby=(self.id) {
                h2 id=(self.id) { (self.heading) }
                (self.items(first))
                @if !more.is_empty() {
                    details { summary { (more.len()) " more" } (self.items(more)) }
                }
            }
        }
    }

    fn items(&self, items: &[Markup]) -> Markup {
        let items = html! { @for item in items { (item) } };
        match self.list {
            List::Plain => html! { ul { (items) } },
            List::Timeline => html! { ol.timeline { (items) } },
            List::None => items,
        }
    }
}
