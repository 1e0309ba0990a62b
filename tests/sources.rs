//! Are articles built from any format, each under a name of its own, and only what has changed?

use std::fs;
use std::path::{Path, PathBuf};

use receipts::domain::Edtf;
use receipts::ingest::{BuildError, Order, Summary, build};
use receipts::store::{Home, Store};

struct Place {
    folder: tempfile::TempDir,
}

impl Place {
    fn new(files: &[(&str, &str)]) -> Self {
        let place = Self { folder: tempfile::tempdir().expect("a folder") };
        for (name, text) in files {
            place.put(name, text);
        }
        place
    }

    fn news(&self) -> PathBuf {
        self.folder.path().join("news")
    }

    fn put(&self, name: &str, text: &str) {
        let path = self.news().join(name);
        fs::create_dir_all(path.parent().expect("a parent")).expect("a folder");
        fs::write(path, text).expect("written");
    }

    fn build(&self, date: Option<&str>) -> Result<Summary, BuildError> {
        let date = date.map(|d| Edtf::parse(d).expect("a date"));
        let home = Home::File(self.db());
        build(&Order { sources: &[self.news()], store: &home, date: date.as_ref() }, |_| ())
    }

    fn counts(&self, date: Option<&str>) -> (usize, usize, usize, usize) {
        let summary = self.build(date).expect("built");
        (summary.read, summary.unchanged, summary.removed, summary.refused.len())
    }

    fn db(&self) -> PathBuf {
        self.folder.path().join("receipts.db")
    }

    /// Each article's name and date.
    fn articles(&self) -> Vec<String> {
        let heads = Store::open(&self.db()).expect("a store").articles().expect("articles");
        let shown = |date: &Option<Edtf>| date.as_ref().map_or("-", Edtf::as_str).to_owned();
        heads.iter().map(|head| format!("{} {}", head.id, shown(&head.date))).collect()
    }
}

const PAGE: &str = "<title>Quinlan marries Holt by the sea</title><time datetime=2022-05-02>May</time>\
    <article><h1>Quinlan marries Holt by the sea</h1><p>Zoë Quinlan married Lee Holt on Saturday, her sister told the Reel.</p>";
const FEED: &str = "<rss version='2.0'><channel><title>The Reel</title><link>https://reel.example</link><description>x</description>\
    <item><title>Holt sings</title><link>https://reel.example/holt-sings</link><pubDate>Tue, 03 May 2022 10:00:00 GMT</pubDate>\
    <description>Lee Holt sang at his own wedding.</description></item></channel></rss>";
const LINES: &str = "{\"id\":\"a\",\"date\":\"2022-05-04\",\"title\":\"One\",\"text\":\"Zoë Quinlan wept.\"}\n\
    {\"id\":\"b\",\"title\":\"Two\",\"text\":\"Lee Holt laughed.\"}\n";
const NOTES: &str = "---\ntitle: A note\ndate: 2022-05-05\n---\n*Zoë Quinlan* and Lee Holt left for Rome.\n";

#[test]
fn a_folder_holds_any_format() {
    let place = Place::new(&[
        ("page.html", PAGE),
        ("page_files/saved_resource.html", PAGE),
        ("feeds/reel.rss", FEED),
        ("old.jsonl", LINES),
        ("note.md", NOTES),
        ("README.md", "About this folder."),
        ("plain.txt", " date 2022-05-06 A day\n\nZoë Quinlan came home."),
        ("picture.png", "no"),
    ]);
    let summary = place.build(None).expect("built");
    assert_eq!((summary.read, summary.undated, summary.refused.len()), (6, 1, 0), "{summary:?}");
    assert!(summary.warnings.iter().any(|w| w.contains("reel.rss: the feed holds only a summary")), "{summary:?}");
    let expected = [
        "page 2022-05-02",
        "reel-holt-sings 2022-05-03",
        "old-a 2022-05-04",
        "note 2022-05-05",
        "plain 2022-05-06",
        "old-b -",
    ];
    assert_eq!(place.articles(), expected);
    assert_eq!(place.counts(None), (0, 6, 0, 0));
    // Dating one reads its file again, and no other.
    assert_eq!(place.counts(Some("2022-06")), (2, 4, 0, 0));
    assert!(place.articles().contains(&"old-b 2022-06".to_owned()), "{:?}", place.articles());
    assert_eq!(place.counts(Some("2022-06")), (0, 6, 0, 0));
}

#[test]
fn what_leaves_a_file_leaves_the_store() {
    let place = Place::new(&[("old.jsonl", LINES)]);
    assert_eq!(place.counts(None), (2, 0, 0, 0));
    place.put("old.jsonl", &LINES[..LINES.find('\n').expect("a line")]);
    assert_eq!(place.counts(None), (1, 0, 1, 0));
    // What cannot be read keeps its earlier reading.
    place.put("old.jsonl", "{cut");
    assert!(matches!(place.build(None), Err(BuildError::NothingRead(why)) if why.len() == 1));
    assert_eq!(place.articles(), ["old-a 2022-05-04"]);
    place.put("other.txt", " date 2022-05-06 A day\n\nZoë Quinlan came home.");
    fs::remove_file(place.news().join("old.jsonl")).expect("removed");
    assert_eq!(place.counts(None), (1, 0, 1, 0));
    assert_eq!(place.articles(), ["other 2022-05-06"]);
}

#[test]
fn articles_of_one_name_are_told_apart_or_named() {
    let line = |text: &str| format!("{{\"title\":\"A day\",\"date\":\"2022\",\"text\":\"{text}\"}}\n");
    let place = Place::new(&[("old.jsonl", &[line("One."), line("Two."), line("One.")].concat())]);
    assert_eq!(place.counts(None), (2, 0, 0, 0));
    let names = place.articles();
    assert!(names[0].starts_with("old-a-day ") && names[1].starts_with("old-a-day-"), "{names:?}");
    assert_eq!(place.counts(None), (0, 2, 0, 0));
    place.put("old-a-day.txt", " date 2022 A day\n\nThree.");
    let refused = place.build(None).expect_err("equal names");
    let asked_for = |one: &Path| one.ends_with("old.jsonl") || one.ends_with("old-a-day.txt");
    assert!(
        matches!(&refused, BuildError::EqualStems { one, other, .. } if asked_for(one) && asked_for(other)),
        "{refused}"
    );
}
