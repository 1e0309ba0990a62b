//! Where accounts differ an answer shows each of them; what only seems to differ is no conflict.
//!
//! The bundled articles' own disagreements, worked out by hand, and a few invented articles that deny one another.

use std::fs;
use std::path::Path;

use receipts::answer::Answer;
use receipts::article;
use receipts::commands::Desk;
use receipts::ingest;

/// The answer holds all of these pieces, and says that accounts differ exactly where they do.
fn check(desk: &Desk, question: &str, differ: bool, holds: &[&str]) -> Answer {
    let answer = desk.ask(question).unwrap_or_else(|error| panic!("{question}: {error}"));
    let text = answer.text();
    assert!(answer.answered() && !answer.receipts.is_empty(), "{question}: {text}");
    for part in holds {
        assert!(text.contains(part), "{question}: {part:?} is not in\n{text}");
    }
    assert_eq!(answer.conflict, differ, "{question}: {text}");
    answer
}

#[test]
fn of_the_bundled_articles() {
    let desk = Desk::open(ingest::bundled().expect("the bundled articles")).expect("a desk");
    // A year of friendship by the caption, since the show by his memory; neither is a date, so both are shown as told.
    let first_contact = ["around December 2020", "Once I got off the show", "Kloots messaged Allio"];
    for question in ["When did Michael and Amanda meet?", "Who made the first move, Michael or Amanda?"] {
        check(&desk, question, false, &first_contact);
    }
    check(
        &desk,
        "Who messaged first, Michael or Amanda?",
        false,
        &["Kloots messaged Allio", "she kind of reached out"],
    );
    // The day of the post is no day of the meeting.
    let met = check(&desk, "When did Michael and Amanda meet in person?", false, &["by 27 December 2021"]);
    assert!(!met.text().contains("on 27 December"), "{}", met.text());
    check(
        &desk,
        "Whose idea was it to meet?",
        false,
        &["Let's go grab a drink", "kept telling us that we should meet"],
    );
    check(&desk, "Who posted the photo of the meeting?", false, &["Amanda captioned", "She captioned"]);
    for question in ["Are Michael and Amanda dating?", "Are Michael and Amanda more than friends?"] {
        check(&desk, question, false, &["No article tells so", "friendship"]);
    }
    check(&desk, "Is Elvis the son of Michael and Amanda?", false, &["No", "Amanda Kloots and Nick Cordero"]);
}

#[test]
fn only_apparent() {
    let desk = Desk::open(ingest::bundled().expect("the bundled articles")).expect("a desk");
    for (question, holds) in [
        ("How old is Michael's son?", &["James was 5", "12 May 2022"][..]),
        ("How old is Elvis?", &["Elvis was 2", "12 May 2022"]),
        ("When did Laura die?", &["2019"]),
        ("When did Nick die?", &["July 2020"]),
        ("Where is Amanda from?", &["Akron, Ohio"]),
        ("Where does Amanda live?", &["LA"]),
        ("Why did Michael leave The Bachelorette?", &["to be with his son"]),
    ] {
        check(&desk, question, false, holds);
    }
}

#[test]
fn what_is_denied_elsewhere_stands_beside_it() {
    let desk = invented();
    let lantern =
        check(&desk, "Who named the bar The Lantern?", true, &["taken from his aunt", "Ada Brandvold wrote it"]);
    assert_eq!(lantern.receipts.len(), 2);
    check(
        &desk,
        "What did Ines Holt hide the letter in?",
        true,
        &["There was no suitcase", "hid the letter in a suitcase"],
    );
    check(&desk, "Who slept in the van?", true, &["slept in the van for a month", "never left the hotel"]);
    // Nothing is said against this.
    check(&desk, "Who painted the sign?", false, &["Peter Gaal"]);
}

#[test]
fn rumours_are_called_rumours() {
    let desk = invented();
    let answer = check(&desk, "Who bought the hotel?", false, &["reportedly"]);
    assert_eq!(answer.support_line(), "Rests on 1 article alone. Only rumours or unnamed sources tell it.");
    let answer = check(&desk, "Who painted the sign?", false, &[]);
    assert_eq!(answer.support_line(), "Rests on 1 article alone.");
}

/// A dozen invented articles about a couple, with a dozen disagreements; `tests/conflicts/harbor`.
fn harbor() -> Desk {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/conflicts/harbor");
    let mut files: Vec<_> = fs::read_dir(folder).expect("a folder").map(|file| file.expect("a file").path()).collect();
    files.sort();
    let articles = files.iter().map(|file| article::read(file).expect("an article")).collect();
    Desk::open(ingest::in_memory(articles).expect("a store")).expect("a desk")
}

#[test]
fn in_several_wordings() {
    let desk = harbor();
    let groups: [(&[&str], &[&str]); 9] = [
        (
            &[
                "When did Tessa and Ivo get married?",
                "when was tessa quills wedding",
                "Did Tessa and Ivo marry on March 4 or March 5?",
                "/when event: married person: Tessa Quill",
            ],
            &["4 March 2022", "5 March 2022"],
        ),
        (
            &["How many guests were at the wedding of Tessa and Ivo?", "Were there 40 or 60 guests at the wedding?"],
            &["40 guests", "60 guests"],
        ),
        (
            &[
                "Where did Tessa and Ivo meet?",
                "Did Tessa and Ivo meet in Boston or Portland?",
                "did ivo meet tessa in a bakery",
            ],
            &["auction in Boston", "bakery in Portland"],
        ),
        (
            &["Who wrote \"Sideways\"?", "Who wrote the song Sideways?", "Did Ivo Lang write Sideways?"],
            &["Milo Brandt wrote it", "I wrote it in the car"],
        ),
        (
            &[
                "Is Tessa Quill leaving Harbor Lights?",
                "did tessa quit harbor lights",
                "Is it true that Tessa is leaving Harbor Lights?",
            ],
            &["an insider tells", "I am not leaving"],
        ),
        (
            &["When was Wren born?", "when is wrens birthday", "Was Wren born on November 6 or 9?"],
            &["6 November 2023", "9 November 2023", "since corrected"],
        ),
        (&["How much did Wren weigh?"], &["seven pounds", "nine pounds"]),
        (
            &[
                "Who ended the marriage of Tessa and Ivo?",
                "Who left whom, Tessa or Ivo?",
                "whose decision was the split of tessa and ivo",
            ],
            &["It was Tessa's decision", "Ivo ended it"],
        ),
        (
            &["Is Tessa dating Anders Holm?", "are tessa quill and anders holm together", "Who is Tessa dating?"],
            &["eportedly", "We are not dating"],
        ),
    ];
    for (questions, holds) in &groups {
        for question in *questions {
            check(&desk, question, true, holds);
        }
    }
}

#[test]
fn what_changes_or_is_told_of_others_is_no_conflict() {
    let desk = harbor();
    for (question, holds) in [
        ("How old is Tessa Quill?", &["36"][..]),
        ("Where does Tessa live?", &["Halifax"]),
        ("Where is Anders Holm from?", &["Aarhus"]),
        ("Who walked Tessa down the aisle?", &["Jonah Quill"]),
        ("Are Tessa and Ivo still together?", &["separated"]),
    ] {
        check(&desk, question, false, holds);
    }
    // A profile calls a rumour one.
    check(&desk, "/who person: Tessa Quill", false, &["Separated from Ivo Lang", "reportedly partner of Anders Holm"]);
    for question in ["Where was Milo Brandt born?", "Did Anders Holm marry?", "How old is Dara Voss?"] {
        assert!(!desk.ask(question).expect("an answer").answered(), "{question}");
    }
}

#[test]
fn what_turns_the_sense_is_no_cut() {
    let desk = harbor();
    let answer = check(
        &desk,
        "/did-they-say text: I was leaving the theatre person: Anders Holm",
        false,
        &["Altered: Anders Holm is quoted", "“I never said” is printed too"],
    );
    assert_eq!(answer.receipts.len(), 1);
    check(&desk, "/did-they-say text: I would have stayed person: Tessa Quil", false, &["Verbatim"]);
}

/// Invented articles that speak against one another.
fn invented() -> Desk {
    const ARTICLES: [(&str, &str); 4] = [
        (
            "a.txt",
            "date 2020-03-02 Tom Corrigan opens his bar\n\nTom Corrigan has opened a bar on the quay. He named it The \
             Lantern, a name he said he had taken from his aunt.\n\nThe sign was painted by Peter Gaal.\n\nThe singer \
             Mara Lind reportedly bought the hotel next door.\n",
        ),
        (
            "b.txt",
            "date 2020-05-09 Ada Brandvold looks back\n\nAda Brandvold laughs about the bar of Tom Corrigan.\n\n\
             \"They say that he named The Lantern after his aunt,\" she said. \"He did not. Ada Brandvold wrote it on a \
             beer mat, and that is me.\"\n",
        ),
        (
            "c.txt",
            "date 2021-01-04 Joel Marsh on the letter\n\nJoel Marsh and Ines Holt have married. Holt hid the letter in a \
             suitcase, he said.\n",
        ),
        (
            "d.txt",
            "date 2021-02-07 Ines Holt tells it herself\n\nInes Holt met Joel Marsh on tour.\n\n\"I hid the letter in a \
             piano,\" Holt said. \"There was no suitcase.\"\n\nA source close to Marsh recalls the tour. \"He slept in \
             the van for a month,\" the source says.\n\nFriends of Holt tell a different story. \"Joel never left the \
             hotel,\" says one of them.\n",
        ),
    ];
    let folder = tempfile::tempdir().expect("a folder");
    let read = |(name, text): (&str, &str)| {
        let file = folder.path().join(name);
        std::fs::write(&file, text).expect("written");
        article::read(&file).expect("an article")
    };
    Desk::open(ingest::in_memory(ARTICLES.into_iter().map(read).collect()).expect("a store")).expect("a desk")
}
