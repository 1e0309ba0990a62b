//! What leads to the pages: the first page with its search, and the lists of all?

use std::collections::HashMap;

use maud::{Markup, html};

use super::{address, layout};
use crate::answer::Archive;
use crate::domain::{Edtf, Person, PersonId};
use crate::store::ArticleHead;

/// So many of the newest articles and of those who are named most stand on the first page.
const FIRST: usize = 12;

/// The first page.
pub(super) fn home(archive: &Archive, people: &HashMap<PersonId, String>) -> String {
    let newest = (0..archive.size()).rev().filter_map(|rank| archive.head_at(rank));
    let newest = newest.filter(|head| head.date.is_some()).take(FIRST);
    let mut named: Vec<&Person> = archive.names.people().iter().collect();
    named.sort_by(|a, b| b.articles.len().cmp(&a.articles.len()).then_with(|| a.name.cmp(&b.name)));
    let content = html! {
        h1 { "The archive" }
        search {
            label for="search" { "Search people and articles" }
            input id="search" type="search" autocomplete="off" spellcheck="false";
            p id="found" role="status" {}
            ul id="results" {}
            noscript { p { "The search needs scripts. The lists of people and articles do not." } }
        }
        section aria-labelledby="often" {
            h2 id="often" { "Named most" }
            ul { @for person in named.into_iter().take(FIRST) { (person_item(person, people)) } }
        }
        section aria-labelledby="newest" {
            h2 id="newest" { "Newest articles" }
            ul { @for head in newest { (article_item(head)) } }
        }
        script src="search-index.js" defer {}
        script src="search.js" defer {}
    };
    layout::page("", "The archive", &content)
}

/// Everybody, by name.
pub(super) fn people(archive: &Archive, people: &HashMap<PersonId, String>) -> String {
    let mut all: Vec<&Person> = archive.names.people().iter().collect();
    all.sort_by_cached_key(|person| (person.name.to_lowercase(), person.id));
    let content = html! {
        h1 { "People" }
        ul { @for person in all { (person_item(person, people)) } }
    };
    layout::page("", "People", &content)
}

/// Every article, the newest first.
pub(super) fn articles(archive: &Archive) -> String {
    let all: Vec<&ArticleHead> = (0..archive.size()).rev().filter_map(|rank| archive.head_at(rank)).collect();
    let years: Vec<&[&ArticleHead]> = all.chunk_by(|one, next| year(one) == year(next)).collect();
    let content = html! {
        h1 { "Articles" }
        @if years.len() > 1 {
            nav aria-label="Years" { @for of in &years { a href={ "#y" (year(of[0])) } { (year(of[0])) " (" (of.len()) ")" } } }
        }
        @for of in &years {
            section aria-labelledby={ "y" (year(of[0])) } {
                h2 id={ "y" (year(of[0])) } { (year(of[0])) }
                ul { @for head in *of { (article_item(head)) } }
            }
        }
    };
    layout::page("", "Articles", &content)
}

/// The year of an article, as a heading.
fn year(head: &ArticleHead) -> &str {
    head.date.as_ref().map_or("undated", |date| date.as_str().get(..4).unwrap_or("undated"))
}

fn person_item(person: &Person, people: &HashMap<PersonId, String>) -> Markup {
    let articles = person.articles.len();
    html! {
        @if let Some(page) = people.get(&person.id) {
            li { a href=(page) { (person.name) } " · " (articles) (if articles == 1 { " article" } else { " articles" }) }
        }
    }
}

fn article_item(head: &ArticleHead) -> Markup {
    html! {
        li {
            a href=(address::article(&head.id)) { (title(head)) }
            " · " (head.date.as_ref().map_or_else(|| "undated".to_owned(), Edtf::phrase))
        }
    }
}

fn title(head: &ArticleHead) -> &str {
    if head.title.trim().is_empty() { &head.id.0 } else { &head.title }
}

/// What is searched, as a script: pages opened from a folder may read no other file. Each line has what is shown, the
/// page, and what else finds it.
pub(super) fn index(archive: &Archive, people: &HashMap<PersonId, String>) -> String {
    let mut script = String::from("\"use strict\";\nconst INDEX = [\n");
    let mut line = |shown: &str, page: &str, more: &str| {
        let line = serde_json::to_string(&[shown, page, more]).unwrap_or_default();
        script.push_str(&line);
        script.push_str(",\n");
    };
    for person in archive.names.people() {
        if let Some(page) = people.get(&person.id) {
            line(&person.name, page, &person.aliases.join(" "));
        }
    }
    for head in (0..archive.size()).rev().filter_map(|rank| archive.head_at(rank)) {
        let date = head.date.as_ref().map_or_else(|| "undated".to_owned(), Edtf::phrase);
        line(
            title(head),
            &address::article(&head.id),
            &format!("{date} {}", head.outlet.as_deref().unwrap_or_default()),
        );
    }
    script.push_str("];\n");
    script
}
