//! Fans ask, the bundled articles answer: whole questions against the text and the receipts that must come back.

use receipts::answer::{Answer, Kind};
use receipts::commands::{AskError, Desk};
use receipts::ingest;

const DINNER: &str = "000_544da6d77ffd92de";
const PODCAST: &str = "001_a343121e01ccaecc";
const EXCLUSIVE: &str = "002_cb54c414718a66a8";

fn ask(question: &str) -> Answer {
    let desk = Desk::open(ingest::bundled().expect("the bundled articles can be read")).expect("a desk");
    desk.ask(question).unwrap_or_else(|error| panic!("{question}: {error}"))
}

/// The answer holds all of these, and cites all of these articles.
fn check(question: &str, holds: &[&str], cites: &[&str]) {
    let answer = ask(question);
    let text = answer.text();
    assert!(answer.answered(), "{question}: {text}");
    for part in holds {
        assert!(text.contains(part), "{question}: {part:?} is not in\n{text}");
    }
    for article in cites {
        assert!(answer.receipts.iter().any(|r| *r.article.0 == **article), "{question}: {article} is not cited");
    }
    assert!(answer.receipts.len() <= receipts::answer::MOST_RECEIPTS);
}

/// The articles are silent: the answer says so, without a date and without a receipt of something else.
fn check_silent(question: &str) {
    let answer = ask(question);
    let text = answer.text();
    assert_eq!(answer.kind, Kind::NothingFound, "{question}: {text}");
    assert!(text.contains("These articles don't"), "{question}: {text}");
    let dated = text.split(|c: char| !c.is_ascii_digit()).any(|digits| digits.len() == 4);
    assert!(!dated && answer.receipts.is_empty(), "{question}: {text}");
}

#[test]
fn when_did_they_meet() {
    for question in [
        "/when-did-they-meet person: Michael Allio other: Amanda Kloots",
        "/when-did-they-meet person: amada klots other: micheal alio",
        "/when-did-they-meet person: Kloots other: Allio",
        "when did kloots meet allio",
        "How did Michael and Amanda get to know each other?",
    ] {
        check(question, &["in person", "by 27 December 2021", "online"], &[EXCLUSIVE, PODCAST]);
    }
    check_silent("When did Amanda Kloots meet Taylor Swift?");
    check_silent("/when-did-they-meet person: Matt James other: Amanda Kloots");
}

#[test]
fn who() {
    check("/who person: Michael Allio", &["Michael Allio", "Laura Ritter Allio", "James"], &[EXCLUSIVE]);
    check("who is laura", &["Laura Ritter Allio", "late wife of Michael Allio", "2019"], &[DINNER]);
    check_silent("Who is Taylor Swift?");
}

#[test]
fn an_ambiguous_name_is_answered_with_everybody_who_bears_it() {
    let answer = ask("Who is James?");
    assert_eq!(answer.kind, Kind::WhichOne);
    let labels: Vec<&str> = answer.choices.iter().map(|c| c.label.as_str()).collect();
    assert!(labels.contains(&"James") && labels.contains(&"Matt James"), "{labels:?}");
    assert!(answer.text().contains("son of"), "{}", answer.text());
    // Each choice leads to the one it names.
    for choice in &answer.choices {
        let picked = ask(&choice.command);
        assert_eq!(
            (picked.kind, picked.title.as_str()),
            (Kind::Statement, choice.label.as_str()),
            "{}",
            choice.command
        );
    }
}

#[test]
fn when() {
    check("when did amandas husband die of covid", &["Nick Cordero", "July 2020"], &[DINNER]);
    check("/when event: dinner photo", &["27 December 2021"], &[EXCLUSIVE]);
    check("When did Michael leave The Bachelorette?", &["2021", "hometown"], &[EXCLUSIVE]);
    check_silent("When did Michael marry Amanda?");
    check_silent("When did Amanda and Michael break up?");
    check_silent("When was Amanda on Dancing with the Stars?");
}

#[test]
fn quotations_are_printed_letter_for_letter() {
    check(
        "/quote person: Michael Allio about: trust issues",
        &["“I think I've developed trust issues. I never"],
        &[PODCAST],
    );
    check("/quote person: kloots about: isolation", &["“It alleviates your sense of isolation.”"], &[EXCLUSIVE]);
    check_silent("/quote person: Amanda Kloots about: wedding");
    check_silent("What did Katie Thurston say about Michael?");
}

#[test]
fn wordings_of_one_utterance_are_shown_once() {
    let answer = ask("/quote person: Amanda Kloots about: Instagram");
    assert_eq!(answer.lines.len(), 1, "{}", answer.text());
    assert_eq!((answer.support.articles, answer.receipts.len()), (3, 4), "{answer:?}");
    let [action] = &answer.actions[..] else { panic!("{:?}", answer.actions) };
    check(&action.command, &["and laughs!”", "A cut of the first."], &[DINNER, PODCAST, EXCLUSIVE]);
    check(
        "/quote person: Amanda Kloots wording: we have each other's back",
        &["Two wordings", "We’ve got our backs against each other.", "We Have Each Other’s Back"],
        &[EXCLUSIVE],
    );
}

#[test]
fn whether_somebody_said_it() {
    for (question, verdict, cites) in [
        (
            "/did-they-say text: It alleviates your sense of isolation person: Amanda Kloots",
            "Verbatim: Amanda",
            EXCLUSIVE,
        ),
        ("/did-they-say text: she's the salt of the earth", "Verbatim: Michael Allio", PODCAST),
        ("Did Amanda really say “it alleviates your sence of isolation”?", "Verbatim: Amanda", EXCLUSIVE),
        (
            "/did-they-say text: It alleviates your fear of isolation person: kloots",
            "“fear” is printed “sense”",
            EXCLUSIVE,
        ),
        ("Who said “I think I've developed trust issues”?", "Verbatim: Michael Allio", PODCAST),
        (
            "/did-they-say text: I think I've developed trust issues person: Amanda Kloots",
            "give the words to Michael",
            PODCAST,
        ),
        (
            "/did-they-say text: I think I've developed trust issues person: Taylor Swift",
            "Said by someone else",
            PODCAST,
        ),
        ("did michael say she's the salt of the earth", "Verbatim: Michael Allio", PODCAST),
        // The quotation goes on behind "Allio recalled".
        (
            "/did-they-say text: 'Let's go grab a drink'... I got to meet her parents, got to meet Elvis",
            "Verbatim",
            PODCAST,
        ),
    ] {
        check(question, &[verdict], &[cites]);
    }
    for question in [
        "/did-they-say text: I would rather raise ostriches in Nevada person: Amanda Kloots",
        "Did Michael Allio say “I would rather raise ostriches in Nevada”?",
    ] {
        let answer = ask(question);
        assert_eq!(answer.kind, Kind::NothingFound, "{question}");
        assert!(answer.text().starts_with("Not in this archive") && answer.receipts.is_empty(), "{}", answer.text());
    }
    let own = ask("/did-they-say text: Kloots also shared a photo of burgers, fries, and other fried goodies");
    assert!(own.text().starts_with("Not in this archive"), "{}", own.text());
}

#[test]
fn a_message_is_checked_for_quotations() {
    let desk = Desk::open(ingest::bundled().expect("the bundled articles can be read")).expect("a desk");
    let message = "she said “It alleviates your sense of isolation” and “I would rather raise ostriches in Nevada” omg";
    let answer = desk.check(message).expect("an answer");
    assert!(answer.text().contains("Verbatim: Amanda Kloots") && answer.text().contains("Not in this archive"));
    assert_eq!(answer.receipts.len(), 1);
    assert!(matches!(desk.check("?!"), Err(AskError::Asked(_))));
}

#[test]
fn free_questions() {
    check("How old is Michael's son?", &["James was 5"], &[PODCAST]);
    check("How old was Nick Cordero when he died?", &["41"], &[EXCLUSIVE]);
    check("Where does Amanda live now?", &["LA"], &[PODCAST]);
    check("Is Elvis the son of Michael and Amanda?", &["No", "Nick Cordero"], &[PODCAST]);
    check("Does Amanda have other kids besides Elvis?", &["only child"], &[EXCLUSIVE]);
    check_silent("Who hosts the Talking It Out podcast?");
    check_silent("What was the last thing Nick said to Amanda before he died?");
    check_silent("How old was James when his mom died?");
    check_silent("How old was Michael in 2019?");
    check_silent("Are Michael and Matt James friends?");
    check_silent("When did they meet?");
}

#[test]
fn a_wrong_call_is_answered_with_the_remedy() {
    let desk = Desk::open(ingest::bundled().expect("the bundled articles can be read")).expect("a desk");
    for (line, remedy) in [("/when-did-they-meet person: Amanda", "needs `other`"), ("/whom person: Amanda", "/who, ")]
    {
        match desk.ask(line) {
            Err(AskError::Asked(text)) => assert!(text.contains(remedy), "{line}: {text}"),
            other => panic!("{line}: {other:?}"),
        }
    }
}
