//! Does the site hold together: every link and place, by itself and in a real browser?
//!
//! Where no Chromium is installed, the test in the browser says so and looks at nothing.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use receipts::article;
use receipts::commands::Desk;
use receipts::ingest;
use receipts::render::site::{self, Written};
use regex::Regex;
use tempfile::TempDir;

const ARTICLES: &[(&str, &str)] = &[
    (
        "wedding",
        "date 2021-06-02 Nora Vance weds\n\nSinger Nora Vance married Tobias Grant in Leeds on May 29, 2021. “I am so \
         happy I could <b>burst</b>,” Vance said.\n\nThe two met in 2019.\n",
    ),
    ("split & more", "date 2023-03-01 Zoë Lünd & Nora Vance\n\nNora Vance and Tobias Grant split in February 2023.\n"),
];

fn write(articles: &[(&str, &str)], folder: &Path) -> Written {
    let read = |(name, text): &(&str, &str)| {
        article::from_bytes(Path::new(&format!("{name}.txt")), text.as_bytes().to_vec()).expect("an article")
    };
    let store = ingest::in_memory(articles.iter().map(read).collect()).expect("a store");
    let desk = Desk::open(store).expect("a desk");
    site::write(desk.archive(), |id| desk.profile(id), folder).expect("a site")
}

/// Every file by its path below the folder.
fn files(folder: &Path) -> BTreeMap<String, String> {
    let mut found = BTreeMap::new();
    let mut open = vec![PathBuf::new()];
    while let Some(below) = open.pop() {
        for entry in fs::read_dir(folder.join(&below)).expect("a folder") {
            let entry = entry.expect("an entry");
            let path = below.join(entry.file_name());
            if entry.file_type().expect("a type").is_dir() {
                open.push(path);
            } else {
                let content = fs::read_to_string(entry.path()).expect("text");
                found.insert(path.to_str().expect("plain names").to_owned(), content);
            }
        }
    }
    found
}

fn is_page(name: &str) -> bool {
    Path::new(name).extension().is_some_and(|end| end == "html")
}

fn all<'a>(pattern: &str, text: &'a str) -> Vec<&'a str> {
    let pattern = Regex::new(pattern).expect("a pattern");
    pattern.captures_iter(text).map(|found| found.get(1).expect("a group").as_str()).collect()
}

#[test]
fn every_link_leads_somewhere_and_nowhere_else() {
    let folder = TempDir::new().expect("a folder");
    write(ARTICLES, folder.path());
    let files = files(folder.path());
    let pages = || files.iter().filter(|(name, _)| is_page(name));
    for (name, page) in pages() {
        let below = name.contains('/');
        for link in all(r#"(?:href|src)="([^"]+)""#, page) {
            let (file, place) = link.split_once('#').unwrap_or((link, ""));
            let target = if file.is_empty() { name } else { file.strip_prefix("../").unwrap_or(file) };
            assert_eq!(file.starts_with("../"), below && !file.is_empty(), "{name}: {link}");
            let target = files.get(target).unwrap_or_else(|| panic!("{name}: {link} leads nowhere"));
            assert!(
                place.is_empty() || target.contains(&format!("id=\"{place}\"")),
                "{name}: {link} has no such place"
            );
        }
    }
    let nora = &files["people/nora-vance.html"];
    assert!(nora.contains("“I am so happy I could &lt;b&gt;burst&lt;/b&gt;,”"), "text stays text: {nora}");
    assert!(nora.contains("Tobias Grant: ") && nora.contains("29 May 2021"), "{nora}");
    assert!(files.contains_key("articles/split-~26-more.html"));
}

#[test]
fn pages_are_made_for_everybody() {
    let folder = TempDir::new().expect("a folder");
    write(ARTICLES, folder.path());
    for (name, page) in files(folder.path()).iter().filter(|(name, _)| is_page(name)) {
        for needed in [
            "<html lang=\"en\">",
            "<title>",
            "default-src 'none'",
            "width=device-width",
            "<main id=\"content\">",
            "<nav aria-label=",
            "href=\"#content\"",
        ] {
            assert!(page.contains(needed), "{name} lacks {needed}");
        }
        let levels: Vec<u32> =
            all("<h([1-6])", page).into_iter().map(|level| level.parse().expect("a level")).collect();
        assert_eq!((levels.first(), levels.iter().filter(|l| **l == 1).count()), (Some(&1), 1), "{name}: {levels:?}");
        assert!(levels.windows(2).all(|pair| pair[1] <= pair[0] + 1), "{name}: {levels:?}");
        assert!(
            all("(<a [^>]*></a>|<li></li>|<h[1-6][^>]*></h)", page).is_empty(),
            "{name} has something without a name"
        );
        let mut ids = all(r#" id="([^"]+)""#, page);
        let labelled = all(r#"(?:aria-labelledby|for)="([^"]+)""#, page);
        assert!(labelled.iter().all(|label| ids.contains(label)), "{name}: {labelled:?}");
        let count = ids.len();
        ids.sort_unstable();
        ids.dedup();
        assert_eq!(ids.len(), count, "{name}: an id comes twice");
        assert!(all("( style=| on[a-z]+=\"|<script>)", page).is_empty(), "{name} has style or script of its own");
    }
}

#[test]
fn the_same_archive_is_the_same_site_and_what_is_gone_goes() {
    let folder = TempDir::new().expect("a folder");
    let first = write(ARTICLES, folder.path());
    let before = files(folder.path());
    assert_eq!((first.articles, first.removed), (2, 0));
    assert_eq!(write(ARTICLES, folder.path()), first);
    assert_eq!(files(folder.path()), before);
    let fewer = write(&ARTICLES[..1], folder.path());
    assert_eq!((fewer.articles, fewer.removed), (1, 2), "the article, and one who is named there alone");
    assert!(!files(folder.path()).contains_key("articles/split-~26-more.html"));
}

#[test]
fn a_long_page_opens_part_by_part_and_a_title_is_printed_once() {
    let folder = TempDir::new().expect("a folder");
    let texts: Vec<(String, String)> = (10..40)
        .map(|n| {
            let said =
                format!("date 20{n}-06-02 Day {n}\n\nNora Vance left Dover. “I counted {n} boats,” Nora Vance said.\n");
            (format!("day-{n}"), said)
        })
        .collect();
    let texts: Vec<(&str, &str)> = texts.iter().map(|(name, text)| (name.as_str(), text.as_str())).collect();
    write(&texts, folder.path());
    let files = files(folder.path());
    let nora = &files["people/nora-vance.html"];
    for part in ["aria-label=\"On this page\"", "href=\"#articles\">Articles (30)</a>", "<summary>18 more</summary>"] {
        assert!(nora.contains(part), "{part}: {nora}");
    }
    assert!(files["articles.html"].contains("<a href=\"#y2012\">2012 (1)</a>"));
    assert_eq!(files["articles/day-12.html"].matches(">Day 12</span>").count(), 1);
    assert!(files["articles/day-12.html"].contains("<h1><span id="));
}

/// What a page is once its scripts have run; `None` without a browser.
fn dom(folder: &Path, page: &str) -> Option<String> {
    let profile = TempDir::new().expect("a folder");
    let url = format!("file://{}/{page}", folder.display());
    let shown = ["chromium", "chromium-browser", "google-chrome"].iter().find_map(|browser| {
        let mut command = Command::new(browser);
        command.args(["--headless", "--no-sandbox", "--disable-gpu", "--virtual-time-budget=2000", "--dump-dom"]);
        command.arg(format!("--user-data-dir={}", profile.path().display())).arg(&url).output().ok()
    });
    shown.map(|shown| String::from_utf8_lossy(&shown.stdout).into_owned())
}

#[test]
fn a_browser_finds_people_and_articles_without_a_server() {
    let folder = TempDir::new().expect("a folder");
    write(ARTICLES, folder.path());
    for (asked, found, status) in [
        ("nora", "href=\"people/nora-vance.html\"", " found"),
        ("zoe%20lund", "href=\"articles/split-~26-more.html\"", "2 found"),
        ("nobody", "<ul id=\"results\"></ul>", "0 found"),
    ] {
        let Some(page) = dom(folder.path(), &format!("index.html#q={asked}")) else {
            println!("SKIPPED: no Chromium is installed, so no browser has looked at the site");
            return;
        };
        let results =
            page.split("id=\"found\"").nth(1).and_then(|rest| rest.split("<section").next()).unwrap_or_default();
        assert!(results.contains(found) && results.contains(status), "{asked}: {page}");
    }
}
