//! What holds wherever an archive is kept: the same steps on a file and on a server, the same summaries, exports and
//! answers to the letter.

mod homes;
#[path = "standin/newsroom.rs"]
mod newsroom;
#[path = "homes/server.rs"]
mod server;

use homes::{Place, answers, exported, put};
use newsroom::{Newsroom, reworded};
use receipts::domain::Article;

/// What happens in a place.
enum Step {
    /// Articles of the newsroom, from one number to another, are put into a folder.
    Put(&'static str, usize, usize),
    /// A file is written.
    Write(&'static str, &'static str),
    Remove(&'static str),
    /// These folders or files are built, undated articles on that day.
    Build(&'static [&'static str], Option<&'static str>),
}

use Step::{Build, Put, Remove, Write};

const UNDATED: &str = "No date here\n\nZoë Quinlan met Lee Holt on Monday in Oslo. “It was late,” Quinlan said.\n";

/// What is done, step by step.
const CASES: &[(&str, &[Step])] = &[
    ("nothing is there yet", &[]),
    ("an archive is built, and built again", &[Put("a", 0, 12), Build(&["a"], None), Build(&["a"], None)]),
    (
        "articles come, change and go",
        &[
            Put("a", 0, 8),
            Build(&["a"], None),
            Put("a", 8, 11),
            Remove("a/g000003.txt"),
            Write("a/g000001.txt", " date 2020-05-05 Another story\n\nLee Holt sang in Oslo.\n"),
            Build(&["a"], None),
            Remove("a/g000001.txt"),
            Build(&["a"], None),
            Put("a", 1, 2),
            Build(&["a"], None),
        ],
    ),
    (
        "copies come and their originals go",
        &[
            Put("a", 0, 5),
            Put("copies", 100, 101),
            Build(&["a", "copies"], None),
            Remove("a/g000002.txt"),
            Build(&["a"], None),
        ],
    ),
    (
        "a date is given by hand, and another one",
        &[
            Write("a/u.txt", UNDATED),
            Put("a", 0, 2),
            Build(&["a"], None),
            Build(&["a"], Some("2021-12-28")),
            Build(&["a"], None),
            Build(&["a"], Some("2020")),
        ],
    ),
    (
        "folders are built one by one",
        &[
            Put("a", 0, 4),
            Build(&["a"], None),
            Put("b", 4, 8),
            Build(&["b"], None),
            Remove("a/g000000.txt"),
            Build(&["b"], None),
            Build(&["a/g000001.txt"], None),
            Build(&["a"], None),
        ],
    ),
    (
        "what cannot be read is skipped",
        &[
            Write("a/empty.txt", ""),
            Build(&["a"], None),
            Build(&["nowhere"], None),
            Put("a", 0, 2),
            Build(&["a", "nowhere"], None),
            Write("b/g000001.txt", "The same name\n\nLee Holt sang.\n"),
            Build(&["b"], None),
            Remove("a/g000000.txt"),
            Remove("a/g000001.txt"),
            Build(&["a"], None),
        ],
    ),
];

/// The newsroom's article of that number; from 100 on, copies of the articles from number 2 on.
fn article(number: usize) -> Article {
    let mut room = Newsroom::new(5, 6);
    let mut all: Vec<Article> = (0..12).map(|n| room.piece(n).article).collect();
    match number.checked_sub(100) {
        Some(copied) => reworded(&all[copied + 2], "copy", "2016-01-02"),
        None => all.swap_remove(number),
    }
}

fn questions() -> Vec<String> {
    let names: Vec<String> = Newsroom::new(5, 6).cast().iter().map(|star| star.name.clone()).collect();
    let mut asked = vec![
        "/ask question: Who is Lee Holt?".to_owned(),
        "/ask question: When did Zoë Quinlan meet Lee Holt?".to_owned(),
        "/about".to_owned(),
        "/sources topic: Oslo".to_owned(),
    ];
    for name in &names {
        asked.extend([
            format!("/who person: {name}"),
            format!("/timeline person: {name}"),
            format!("/quote person: {name} about: summer"),
            format!("/when-did-they-meet person: {name} other: {}", names[0]),
            format!("/ask question: What did {name} say?"),
        ]);
    }
    asked
}

/// Goes through the steps; what each build said, and what the archive is after it.
fn told(place: &Place, steps: &[Step]) -> Vec<String> {
    let inside = place.path("").display().to_string();
    let look = || match place.open() {
        None => "nothing".to_owned(),
        Some(store) => {
            let export = exported(&store);
            format!("{export}\n{}", answers(store, &questions()).expect("a desk").join("\n"))
        }
    };
    let mut told = vec![look()];
    for step in steps {
        match step {
            Put(folder, from, to) => put(place, folder, &(*from..*to).map(article).collect::<Vec<_>>()),
            Write(name, text) => place.write(name, text),
            Remove(name) => place.remove(name),
            Build(sources, date) => {
                let built = match place.build(sources, *date) {
                    Ok(summary) => format!("{summary:?}"),
                    Err(refused) => format!("{refused}: {refused:?}"),
                };
                told.extend([built.replace(&inside, "HERE/"), look()]);
            }
        }
    }
    told
}

#[test]
fn a_server_tells_the_same_as_a_file() {
    for (what, steps) in CASES {
        let on_file = told(&Place::file(), steps);
        let builds = steps.iter().filter(|step| matches!(step, Build(..))).count();
        assert_eq!(on_file.len(), 1 + 2 * builds, "{what}");
        let Some(server) = Place::server() else { return };
        for (n, (shared, file)) in told(&server, steps).iter().zip(&on_file).enumerate() {
            assert!(shared == file, "{what}, {n}:\n{}", first_difference(shared, file));
        }
    }
}

fn first_difference(one: &str, other: &str) -> String {
    let differ = one.lines().zip(other.lines()).find(|(one, other)| one != other);
    let lines = (one.lines().count(), other.lines().count());
    differ.map_or(format!("{lines:?} lines"), |(one, other)| format!("server: {one}\nfile:   {other}"))
}

/// Whoever has an archive open goes on reading what was there then.
#[test]
fn what_is_open_stays_as_it_was() {
    for place in [Some(Place::file()), Place::server()].into_iter().flatten() {
        put(&place, "a", &[article(0), article(1)]);
        place.build(&["a"], None).expect("built");
        let before = place.open().expect("an archive");
        let then = exported(&before);
        put(&place, "a", &[article(2)]);
        place.build(&["a"], None).expect("built");
        assert_eq!(place.open().expect("an archive").articles().expect("read").len(), 3);
        assert_eq!(exported(&before), then);
        assert!(before.is_whole() && !before.is_in_place());
    }
}
