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
        let content = html! {
            h1 { (profile.name) }
            (self.list("roles", "Described as", &profile.roles))
            (self.list("ties", "Connections", &profile.ties))
            @if !profile.happenings.is_empty() {
                section aria-labelledby="timeline" {
                    h2 id="timeline" { "Timeline" }
                    ol.timeline {
                        @for (happening, source) in &profile.happenings { (self.happening(happening, source.as_ref())) }
                    }
                }
            }
            @if !profile.words.is_empty() {
                section aria-labelledby="words" {
                    h2 id="words" { "In their words" }
                    @for told in &profile.words {
                        figure {
                            blockquote { p { "“" (told.text) "”" } }
                            figcaption { (self.receipt(told.source.as_ref())) }
                        }
                    }
                }
            }
            section aria-labelledby="articles" {
                h2 id="articles" { "Articles" }
                ul { @for id in &profile.articles { li { (self.article(id)) } } }
            }
        };
        layout::page("../", &profile.name, &content)
    }

    fn list(&self, id: &str, heading: &str, all: &[Statement]) -> Markup {
        html! {
            @if !all.is_empty() {
                section aria-labelledby=(id) {
                    h2 id=(id) { (heading) }
                    ul { @for told in all { li { (told.text) " " (self.receipt(told.source.as_ref())) } } }
                }
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
