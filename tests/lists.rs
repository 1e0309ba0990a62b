//! Do the commands that list things, `/timeline`, `/connections` and `/sources`, keep order, dates, receipts and pages?

use std::path::Path;

use receipts::answer::{Answer, Sketch};
use receipts::article;
use receipts::commands::Desk;
use receipts::ingest;

const FIRST: &str = "date 2021-06-02 Nora Vance weds\n\nSinger Nora Vance married Tobias Grant in Leeds on May 29, \
                     2021. The two met in 2019. Nora Vance was born in 1990. Vance and Grant plan to move to Rome.\n";
/// A later article prints longer names.
const LATER: &str = "date 2024-01-01 New names\n\nNora Vance Holloway and Tobias Edward Grant met again in Leeds.\n";

const SECOND: &str = "date 2023-03-01 Nora Vance splits\n\nNora Vance and Tobias Grant split in February 2023. \
                      Vance was born in 1991. Nora Vance denied that she married Lou Pratt.\n";

fn ask(line: &str) -> Answer {
    ask_of(&[FIRST, SECOND], line)
}

fn ask_of(texts: &[&str], line: &str) -> Answer {
    let read = |name: &str, text: &str| article::from_bytes(Path::new(name), text.as_bytes().to_vec());
    let names = ["a.txt", "b.txt", "c.txt"].into_iter().zip(texts);
    let articles: Vec<_> = names.map(|(name, text)| read(name, text).expect("an article")).collect();
    let desk = Desk::open(ingest::in_memory(articles).expect("a store")).expect("a desk");
    desk.ask(line).unwrap_or_else(|error| panic!("{line}: {error}"))
}

#[test]
fn what_happened_stands_in_order_with_its_receipt_and_conflicts_are_marked() {
    let told = ask("/timeline person: Nora Vance");
    assert_eq!(
        told.text(),
        "In 1990 (accounts differ): Nora Vance was born. [1]\nIn 1991 (accounts differ): Nora Vance was born. \
         [2]\nIn 2019: Nora Vance and Tobias Grant met. [3]\nOn 29 May 2021: Nora Vance and Tobias Grant married \
         (Leeds). [4]\nIn February 2023: Nora Vance and Tobias Grant split. [5]"
    );
    assert!(told.conflict);
    assert_eq!(told.receipts[3].sentence, "Singer Nora Vance married Tobias Grant in Leeds on May 29, 2021.");
}

#[test]
fn with_somebody_only_what_both_took_part_in_is_told() {
    let told = ask("/timeline person: vance with: grant");
    assert_eq!(told.lines.len(), 3, "{}", told.text());
    assert!(!told.conflict);
    assert!(!ask("/timeline person: vance with: lou pratt").answered());
}

#[test]
fn as_of_a_date_nothing_later_is_known() {
    let told = ask("/timeline person: Nora Vance as-of: 2022");
    assert_eq!(told.lines.len(), 3, "{}", told.text());
    assert!(!told.conflict && told.receipts.iter().all(|r| *r.article.0 == *"a"));
    assert_eq!(told.note, "As of 31 December 2022: 1 of 2 articles; what was published later is left out.");
    assert!(!ask("/timeline person: Nora Vance as-of: 2020").answered());
    let who = ask("/who person: Nora Vance as-of: June 2021");
    assert!(!who.conflict && who.text().contains("1990") && !who.text().contains("1991"), "{}", who.text());
}

#[test]
fn as_of_a_date_nobody_bears_the_name_that_only_later_articles_print() {
    for line in ["/timeline person: vance", "/who person: vance", "/timeline person: grant with: vance"] {
        let now = ask_of(&[FIRST, SECOND, LATER], line);
        assert!(now.text().contains("Holloway"), "{line}: {}", now.text());
        let then = ask_of(&[FIRST, SECOND, LATER], &format!("{line} as-of: 2023"));
        let text = format!("{}\n{}\n{:?}", then.title, then.text(), then.actions);
        assert!(
            text.contains("Nora Vance") && !text.contains("Holloway") && !text.contains("Edward"),
            "{line}: {text}"
        );
    }
}

#[test]
fn nobody_is_born_when_their_child_is() {
    const FAMILY: &str = "date 2021-06-02 Nora Vance at home\n\nNora Vance was born in 1990. Nora Vance and Tobias Grant \
                          welcomed a daughter, Ada, in 2018. Tobias Grant is a baker.\n";
    let told = ask_of(&[FAMILY], "/timeline person: Nora Vance");
    assert!(told.text().starts_with("In 1990: Nora Vance was born. [1]\nIn 2018: Ada was born to"), "{}", told.text());
    assert!(!told.conflict);
    for line in ["/who person: Tobias Grant", "When was Tobias Grant born?", "/when event: born person: Tobias Grant"] {
        let text = ask_of(&[FAMILY], line).text();
        assert!(!text.contains("orn in 2018") && !text.contains("Born"), "{line}: {text}");
    }
    let text = ask_of(&[FAMILY], "When was Nora Vance born?").text();
    assert!(text.contains("1990") && !text.contains("2018"), "{text}");
    assert!(ask_of(&[FAMILY], "When was Ada born?").text().contains("Ada was born in 2018"));
}

fn ask_baker(line: &str) -> Answer {
    let read = |n: usize| {
        let text = format!("date 2021-0{}-02 Day {n}\n\nNora Vance baked bread number {n}. It rained.\n", 9 - n);
        article::from_bytes(Path::new(&format!("a{n}.txt")), text.into_bytes()).expect("an article")
    };
    let desk = Desk::open(ingest::in_memory((1..9).map(read).collect()).expect("a store")).expect("a desk");
    desk.ask(line).unwrap_or_else(|error| panic!("{line}: {error}"))
}

#[test]
fn articles_come_oldest_first_and_by_pages() {
    let first = ask_baker("/sources topic: vance");
    assert!(first.text().starts_with("8 articles mention Nora Vance, the oldest first:\n• 2 January 2021: Day 8 [1]"));
    assert_eq!(first.actions.iter().map(|a| a.command.as_str()).collect::<Vec<_>>(), ["/sources topic: vance page: 2"]);
    let second = ask_baker("/sources topic: vance page: 2");
    assert!(second.text().contains("• 2 July 2021: Day 2 [1]\n• 2 August 2021: Day 1 [2]"), "{}", second.text());
    assert_eq!(second.receipts.len(), 2);
}

#[test]
fn every_word_of_a_topic_must_stand_in_the_article() {
    for (topic, articles) in [("bread", 6), ("rain bread", 6), ("bread 3", 1), ("vance as-of: May 2021", 5)] {
        assert_eq!(ask_baker(&format!("/sources topic: {topic}")).receipts.len(), articles, "{topic}");
    }
    for topic in ["cake", "bread cake", "the", "\"", "vance as-of: 2020"] {
        assert!(!ask_baker(&format!("/sources topic: {topic}")).answered(), "{topic}");
    }
}

const TIES: &str = "date 2023-03-01 Nora Vance and family\n\nSinger Nora Vance married Tobias Grant in Leeds on May 29, 2021. \
                    Nora Vance is the mother of Ada Vance. Tobias Grant is the father of Ada Vance. Nora Vance met Lou \
                    Pratt in Rome in 2019.\n";

#[test]
fn ties_are_told_with_their_dates_and_receipts_and_drawn_as_they_are_told() {
    let told = ask_of(&[TIES], "/connections person: Nora Vance");
    assert_eq!(
        told.text(),
        "• Tobias Grant: husband [1], married 29 May 2021 [1].\n• Ada Vance: daughter [2].\n• Lou Pratt: met 2019 [3].\n\
         Among them: Ada Vance, daughter of Tobias Grant [4]."
    );
    let Some(Sketch::Network(network)) = &told.sketch else { panic!("{told:?}") };
    let drawn: Vec<_> = network.knots.iter().map(|knot| (knot.name.as_str(), knot.circle)).collect();
    assert_eq!(drawn, [("Tobias Grant", "Partners"), ("Ada Vance", "Family"), ("Lou Pratt", "Met")]);
    assert_eq!(network.cross.len(), 1);
}

#[test]
fn what_connects_two_is_what_the_articles_tie_to_both() {
    let told = ask_of(&[TIES], "/connections person: Lou Pratt with: Tobias Grant");
    assert!(
        told.text().starts_with("• Nora Vance to Lou Pratt: met 2019 [1]; to Tobias Grant: wife"),
        "{}",
        told.text()
    );
    assert!(!ask_of(&[TIES], "/connections person: Lou Pratt with: Ada Vance as-of: 2020").answered());
    assert!(ask_of(&[TIES], "connections of Nora Vance").answered());
}
