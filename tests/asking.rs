//! The same question in many wordings gets one answer, and what no article tells gets none.
//!
//! Two small archives of invented news, `tests/asking/`: a reality show's couples, and obituaries, a city hall, a tour.

use std::fs;
use std::path::Path;

use receipts::answer::{Answer, Kind};
use receipts::article;
use receipts::commands::Desk;
use receipts::ingest;

fn desk(archive: &str) -> Desk {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/asking").join(archive);
    let mut files: Vec<_> = fs::read_dir(folder).expect("a folder").map(|file| file.expect("a file").path()).collect();
    files.sort();
    let articles = files.iter().map(|file| article::read(file).expect("an article")).collect();
    Desk::open(ingest::in_memory(articles).expect("a store")).expect("a desk")
}

fn ask(desk: &Desk, question: &str) -> Answer {
    let answer = desk.ask(question).unwrap_or_else(|error| panic!("{question}: {error}"));
    assert!(answer.receipts.len() <= receipts::answer::MOST_RECEIPTS, "{question}");
    answer
}

/// Every wording is answered with all of these pieces and cites this article.
fn one_answer(desk: &Desk, wordings: &[&str], holds: &[&str], cites: &str) {
    for question in wordings {
        let answer = ask(desk, question);
        let text = answer.text();
        assert!(answer.answered(), "{question}: {text}");
        for part in holds {
            assert!(text.contains(part), "{question}: {part:?} is not in\n{text}");
        }
        assert!(answer.receipts.iter().any(|r| *r.article.0 == *cites), "{question}: {cites} is not cited");
    }
}

/// Nothing stored answers: the answer says so, without a receipt of something else.
fn declined(desk: &Desk, questions: &[&str]) {
    for question in questions {
        let answer = ask(desk, question);
        assert_eq!(answer.kind, Kind::NothingFound, "{question}: {}", answer.text());
        assert!(answer.receipts.is_empty(), "{question}");
    }
}

#[test]
fn couples() {
    let stars = desk("stars");
    one_answer(
        &stars,
        &[
            "Are Kira and Owen still together?",
            "are kira bellamy and owen strand still a thing",
            "is kira still with owen",
            "are kira & owen still dating",
            "kira and owen still a couple?",
            "are kira and owen an item",
            "r kira and owen together",
            "did kira and owen break up",
            "did kira and owen split up?",
            "have kira & owen called it quits",
            "are they still together, kira and owen",
            "so are kira and owen over?",
        ],
        &["Kira Bellamy", "former partner of Owen Strand", "split by 14 May 2023"],
        "a1",
    );
    one_answer(
        &stars,
        &[
            "Who is Kira married to?",
            "who is kira's husband",
            "whos kiras hubby",
            "who did kira marry",
            "kira bellamys husband?",
            "who is the husband of kira bellamy",
            "what is the name of kira's husband",
            "who did Kira Bellamy end up marrying?",
            "kira's spouse?",
        ],
        &["Luca Ferrante"],
        "a6",
    );
    one_answer(
        &stars,
        &[
            "Who is Kira's ex?",
            "whos kiras ex",
            "kira bellamy ex boyfriend",
            "name kiras ex bf",
            "who did kira use to date",
            "who was kira dating before luca",
            "Who is the ex of Kira Bellamy?",
        ],
        &["former partner", "Owen Strand"],
        "a1",
    );
    // A denial in somebody's own words answers; silence does not.
    one_answer(
        &stars,
        &["Are Owen Strand and Maren Holt dating?", "did owen and maren ever date"],
        &["We are not dating, we have never dated"],
        "a2",
    );
    declined(
        &stars,
        &[
            "Did Maren Holt and Silas Greer split up?",
            "Is Luca Ferrante divorced?",
            "Who is Dex Amari dating?",
            "When did Kira marry Owen Strand?",
            "Who is Taylor Kent dating?",
            "Is Kira pregnant?",
        ],
    );
}

#[test]
fn families() {
    let stars = desk("stars");
    one_answer(
        &stars,
        &[
            "How many kids does Maren Holt have?",
            "does maren holt have kids",
            "who are maren holt's kids",
            "what are maren holts kids called",
            "names of maren's sons",
            "how many children has maren holt got",
            "is maren holt a mom",
            "whats the names of marens kiddos",
        ],
        &["Abel", "Cormac"],
        "a2",
    );
    one_answer(
        &stars,
        &["What does Owen's sister do?", "what's the job of owen's sister", "whats owens sis job"],
        &["Freya Strand", "paramedic"],
        "a5",
    );
    one_answer(
        &stars,
        &[
            "How did Kira's dad die?",
            "what did roy bellamy die of",
            "how did roy die",
            "what was roy bellamy's cause of death",
            "what killed kira's father",
            "how did kiras father pass away",
        ],
        &["heart attack"],
        "a3",
    );
    one_answer(&stars, &["How many times has Owen been married?"], &["One marriage", "Carla Moreno"], "a1");
    declined(&stars, &["How many kids does Kira have?", "Who is Luca's father?", "When was Juniper born?"]);

    let news = desk("news");
    one_answer(&news, &["How many siblings did Ilse Brandvold have?"], &["fourth of six children"], "e1");
    one_answer(&news, &["how many times was ilse married"], &["Two marriages", "Henrik Maas", "Olav"], "e1");
    one_answer(&news, &["What did Ilse's father do?"], &["postman"], "e1");
    one_answer(&news, &["What does Asha Nair's husband do?"], &["maths teacher"], "e3");
    declined(&news, &["What are the names of Asha Nair's twins?", "Who is Anders Brandvold's wife?"]);
}

#[test]
fn reasons_and_news() {
    let stars = desk("stars");
    one_answer(
        &stars,
        &[
            "Why did Maren leave the show?",
            "why is maren holt leaving",
            "how come maren quit",
            "whats the reason maren left",
            "why'd maren leave sunset harbor",
            "what made maren holt leave the show",
            "y did maren leave",
            "do you know why maren left",
        ],
        &["home for dinner"],
        "a4",
    );
    one_answer(&stars, &["Why did Owen Strand fall?"], &["rope anchor failed"], "a5");
    one_answer(
        &stars,
        &[
            "What happened to Owen Strand?",
            "whats going on with owen strand",
            "what's the latest on owen",
            "any news on owen strand?",
            "how is owen doing",
            "is owen ok",
        ],
        &["fell nearly 40 feet"],
        "a5",
    );
    // That it happened is no reason.
    declined(&stars, &["Why did Owen and Carla divorce?"]);
    let news = desk("news");
    one_answer(
        &news,
        &["Why did Len Pruett resign?", "why did the mayor resign"],
        &["failed to declare a stake"],
        "e2",
    );
    declined(&news, &["Why did Ilse and Henrik divorce?"]);
}

#[test]
fn passages_hold_what_is_asked() {
    let stars = desk("stars");
    for (question, part, article) in [
        ("Who officiated Kira and Luca's wedding?", "Benedetta Ferrante", "a6"),
        ("Who sang at Kira's wedding?", "Paolo Nardi", "a6"),
        ("Who designed Kira's wedding dress?", "Odile Marchand", "a6"),
        ("how many guests were at the wedding", "90 guests", "a6"),
        ("Who won season 4 of Sunset Harbor?", "Dani Okoro", "a3"),
        ("How much did the GoFundMe raise?", "$38,000", "a5"),
        ("What did Owen say about Maren?", "Maren and I are friends", "a2"),
        ("Where is Owen based?", "Denver", "a1"),
    ] {
        one_answer(&stars, &[question], &[part], article);
    }
    declined(
        &stars,
        &[
            "How tall is Luca Ferrante?",
            "What is Silas Greer's net worth?",
            "Who won season 9 of Sunset Harbor?",
            "Where did Maren and Silas get married?",
            "What did Juniper say about the accident?",
        ],
    );
    let news = desk("news");
    for (question, part, article) in [
        ("Who did Ilse replace in Vienna?", "Renata Colombo", "e1"),
        ("Who led the inquiry?", "Honor Whitlock", "e2"),
        ("how many dates did milo reyes cancel", "22 dates", "e4"),
        ("Are Milo and Noor getting married?", "untrue", "e4"),
        ("Where did the tour start?", "Lisbon", "e4"),
        ("When did Joan Pryde resign?", "Tuesday (9 October 2018)", "e5"),
        ("When did Joan Pryde meet Stanley Crewe?", "May 2009", "e5"),
        ("what percentage of voters thought pryde should resign", "71 percent", "e5"),
        ("What did Ian Tarrow say about Joan Pryde?", "gone in the summer", "e5"),
        ("who is joan pride", "Joan Pryde", "e5"),
        ("When did Joan Pryde's mother die?", "2011", "e5"),
        ("What does Dale Hobday do?", "plumber", "e5"),
        ("What does Lord Venner do?", "farmer", "e5"),
        ("Who is Molly Voss?", "granddaughter of Hilda Voss", "e5"),
        ("Who is Molly Voss's grandmother?", "Hilda Voss", "e5"),
        ("How many times has Lord Venner been married?", "three times", "e5"),
        ("What was the score between Hull Harriers and Grimsby?", "3-2", "e5"),
        ("What percentage of the vote did Colin Marsh win?", "54%", "e5"),
        ("What is Colin Marsh's next book called?", "Long Loads", "e5"),
        ("how many lorries did stanley crewe sell", "40 lorries", "e5"),
    ] {
        one_answer(&news, &[question], &[part], article);
    }
    declined(
        &news,
        &[
            "Did Tom Garrity win the election?",
            "What is Bill Tran's salary?",
            "Who is Lotte Berg dating?",
            "Who was Lord Venner's first wife?",
            "Who is the captain of Grimsby?",
        ],
    );
}

#[test]
fn a_question_without_end_is_answered_at_once() {
    let stars = desk("stars");
    let nonsense: Vec<String> = (0..1000).map(|n| format!("Blorp{n}")).collect();
    declined(&stars, &[&nonsense.join(" ")]);
}

/// A desk on articles written here, each by its name.
fn desk_of(articles: &[(&str, &str)]) -> Desk {
    let read = |(name, text): &(&str, &str)| {
        article::from_bytes(Path::new(&format!("{name}.txt")), text.as_bytes().to_vec()).expect("an article")
    };
    Desk::open(ingest::in_memory(articles.iter().map(read).collect()).expect("a store")).expect("a desk")
}

#[test]
fn several_who_did_the_same() {
    let desk = desk_of(&[
        (
            "w1",
            "date 2024-06-03 Ann Lee and Jim Roe marry\n\nSinger Ann Lee and actor Jim Roe married on June 1, 2024, in Hull. \
             Lee, 31, and Roe, 33, met in 2023.",
        ),
        (
            "w2",
            "date 2024-07-09 Bea Cole weds\n\nPresenter Bea Cole and chef Tom Ash married on July 6, 2024, in York. \
             Cole, 40, wore blue.",
        ),
        (
            "w3",
            "date 2024-08-01 The men before\n\nAnn Lee and drummer Jim Poe split in May 2022 after four years. \
             Poe, 35, plays on.",
        ),
    ]);
    for question in ["who got married", "who married?", "when was the wedding"] {
        let answer = ask(&desk, question);
        assert!(!answer.conflict, "{question}: of different people\n{}", answer.text());
        for part in ["Ann Lee and Jim Roe married on 1 June 2024", "Bea Cole and Tom Ash married on 6 July 2024"] {
            assert!(answer.text().contains(part), "{question}: {part}\n{}", answer.text());
        }
    }
    one_answer(
        &desk,
        &["who split up in 2022", "who broke up?", "when did ann and jim split"],
        &["Jim Poe", "May 2022"],
        "w3",
    );
    one_answer(&desk, &["when did ann and jim marry"], &["Ann Lee and Jim Roe", "1 June 2024"], "w1");
    let between =
        ["bea and tom", "Bea & Tom", "what happened between Bea and Tom?", "relationship between bea and tom"];
    one_answer(&desk, &between, &["Tom Ash"], "w2");
    let ages = ["how old are Ann Lee and Jim Roe", "what's the age gap between Ann Lee and Jim Roe?"];
    one_answer(&desk, &ages, &["Ann Lee was 31", "Jim Roe was 33"], "w1");
    declined(&desk, &["who died", "who got married in 2019"]);
}

#[test]
fn two_who_are_only_named_together() {
    let desk = desk_of(&[(
        "p1",
        "date 2024-06-03 The guests\n\nSinger Ann Lee came in white. Drummer Bob Poe and singer Ann Lee sat in the first row. \
         Poe left early.",
    )]);
    let answer = ask(&desk, "Ann Lee and Bob Poe");
    assert!(!answer.answered(), "to sit in one row is no tie\n{}", answer.text());
    let text = answer.text();
    for part in ["don't tell of anything that connects", "They do name both", "sat in the first row"] {
        assert!(text.contains(part), "{part}\n{text}");
    }
    assert!(!text.contains("in white"), "names one of them\n{text}");
}
