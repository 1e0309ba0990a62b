//! What holds for every text, whatever it says: nothing panics, every span fits, every claim rests on words of its
//! article, and the same articles give the same store, in whatever order they come.

use std::collections::HashMap;
use std::path::Path;

use proptest::prelude::*;
use proptest::sample::select;

use receipts::article;
use receipts::commands::Desk;
use receipts::domain::{Article, Claim, Event, Fact, How, Medium, QuotationKind, Span};
use receipts::store::Store;
use receipts::{extract, ingest, language, render};

/// People, as news prints them.
const NAMES: &[&str] = &[
    "Nora Vance",
    "Vance",
    "Tobias O’Hara",
    "O'Hara",
    "Dr. Inés García-Lorca",
    "Lien \"Lily\" Nguyễn",
    "van der Meer",
    "Seun",
    "NORA VANCE",
    "Rev. J.T. Brandt Jr.",
    "A\u{301}lvaro Pe\u{303}a",
    "the 41-year-old host",
    "his late wife",
    "the pair",
    "a source close to the couple",
    "she",
    "he",
    "they",
    "her",
    "whom",
    "daughter Maya, 6,",
];

/// What they do and when.
const WORDS: &[&str] = &[
    "said",
    "says:",
    "told Reel Weekly",
    "recalled that",
    "captioned the post",
    "asked",
    "according to",
    "added",
    "met",
    "married",
    "divorced",
    "died",
    "is engaged to",
    "gave birth to",
    "is from Leeds",
    "on Monday",
    "in July 2020",
    "27 December 2021",
    "last summer",
    "three weeks later",
    "the ’90s",
    "at 5 p.m.",
    "every Friday",
    "02/30/2021",
    "the following weekend",
    "for two years",
    "Christmas Eve",
    "it was running late",
    "I never",
    "we did",
    "WATCH:",
    "READ MORE",
    "Pic credit: ABC/",
    "Q:",
    "A.",
];

/// Marks, joiners and white space: what breaks readers.
const MARKS: &[&str] = &[
    "“",
    "”",
    "\"",
    "„",
    "«",
    "»",
    "‘",
    "’",
    "'",
    "’s",
    "``",
    "''",
    "(",
    ")",
    "[",
    "]",
    "{",
    ",",
    ".",
    "...",
    "…",
    "?",
    "!",
    ":",
    ";",
    "—",
    " – ",
    "--",
    "&",
    "#",
    "@",
    "*",
    "/",
    "<b>",
    "%",
    "6’2”",
    "rock ’n’ roll",
    "\n",
    "\n\n",
    "\r\n\r\n",
    "\r",
    "\t",
    "\u{A0}",
    "\u{200B}",
    "\u{202E}",
    "\u{2028}",
    "\u{FEFF}",
    "\u{FFFD}",
    "\u{1F468}\u{200D}\u{1F469}",
    "é\u{301}",
    "İ",
    "ß",
    "ﬁ",
    "中文",
    "٣",
];

const HEADERS: &[&str] = &[
    "",
    " date 2021-12-28 A title\n\n",
    "\u{FEFF} date 2024-02-29 Nora Vance says “yes”\r\n\r\n",
    " date 2021-13 A title\n\n",
    " date 2020\n\nTobias O’Hara: ‘I’m done’\n\n",
];

const QUESTIONS: &[&str] = &[
    "Who is Nora Vance?",
    "when did vance meet o'hara",
    "What did Tobias say about Nora?",
    "/when-did-they-meet person: Nora Vance other: Tobias O’Hara",
    "/quote person: Vance",
    "Are Vance and O'Hara married?",
    "“",
];

/// A text of fragments, in the order of a sentence often enough to be read as one.
fn news() -> impl Strategy<Value = String> {
    let fragment = prop_oneof![
        3 => select(NAMES),
        3 => select(WORDS),
        4 => select(MARKS),
        1 => Just("“It was a long night,” Nora Vance told Reel Weekly."),
        1 => Just("Tobias O’Hara married Nora Vance in Leeds in 2019."),
    ];
    let spaced =
        (fragment, prop_oneof![4 => Just(" "), 1 => Just("")]).prop_map(|(words, space)| [words, space].concat());
    (select(HEADERS), prop::collection::vec(spaced, 0..60))
        .prop_map(|(header, body)| header.to_owned() + &body.concat())
}

/// Any text, short or long, or news.
fn text() -> impl Strategy<Value = String> {
    let any_text = prop::collection::vec(any::<char>(), 0..200).prop_map(String::from_iter);
    prop_oneof![1 => any_text, 1 => "[\"“”‘’'().,A-Za-z \r\n0-9]{0,200}", 6 => news()]
}

/// The article of a text; none when the text is refused, as an empty one is.
fn article(stem: &str, text: &str) -> Option<Article> {
    article::from_bytes(Path::new(&format!("{stem}.txt")), text.as_bytes().to_vec()).ok()
}

fn store(texts: &[(String, String)]) -> Store {
    let articles = texts.iter().filter_map(|(stem, text)| article(stem, text)).collect();
    ingest::in_memory(articles).expect("a store")
}

fn export(store: &Store) -> String {
    let mut lines = Vec::new();
    render::export::export(store, None, &mut lines).expect("an export");
    String::from_utf8(lines).expect("UTF-8")
}

/// Code points `start..end` of the article that a line of the export names.
fn cut(texts: &HashMap<String, Vec<char>>, at: &serde_json::Value) -> Option<String> {
    let number = |field: &str| usize::try_from(at[field].as_u64()?).ok();
    let text = texts.get(at["article"].as_str()?)?;
    Some(text.get(number("start")?..number("end")?)?.iter().collect())
}

fn fits(text: &str, span: Span) -> bool {
    text.get(span.start..span.end).is_some()
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 128, ..ProptestConfig::default() })]

    #[test]
    fn whatever_is_read_stands_in_the_article(text in text()) {
        let Some(article) = article("a1", &text) else { return Ok(()) };
        prop_assert_eq!(&article.text, &text, "reading changes nothing");
        let analysis = language::analyse(&article);
        let spans = analysis.tokens.iter().map(|t| t.span)
            .chain(analysis.sentences.iter().map(|s| s.span))
            .chain(analysis.paragraphs.iter().map(|p| p.span))
            .chain(analysis.quoted.iter().flat_map(|q| [q.span, q.outer]))
            .chain(analysis.mentions.iter().map(|m| m.span))
            .chain(analysis.timexes.iter().map(|t| t.span))
            .chain(analysis.chains.iter().flat_map(|c| c.names.iter().copied()));
        for span in spans {
            prop_assert!(fits(&text, span), "{span:?}");
        }
        for pair in analysis.tokens.windows(2) {
            prop_assert!(pair[0].span.end <= pair[1].span.start, "tokens overlap: {pair:?}");
        }
        for pair in analysis.timexes.windows(2) {
            prop_assert!(pair[0].span.end <= pair[1].span.start, "temporal expressions overlap: {pair:?}");
        }
        for chain in analysis.mentions.iter().flat_map(|m| &m.chains) {
            prop_assert!((chain.0 as usize) < analysis.chains.len(), "nobody is {chain:?}");
        }
    }

    #[test]
    fn every_claim_rests_on_words_that_mention_its_people(text in text()) {
        let Some(article) = article("a1", &text) else { return Ok(()) };
        let analysis = language::analyse(&article);
        for claim in extract::claims(&analysis) {
            prop_assert!(!claim.evidence.is_empty(), "{claim:?}");
            for span in &claim.evidence {
                prop_assert!(!span.is_empty() && fits(&text, *span), "{claim:?}");
            }
            if let Fact::Quotation(quotation) = &claim.fact {
                prop_assert!(claim.evidence.contains(&quotation.content), "{claim:?}");
            } else {
                let people = claim.people();
                // By name, by a description or by a pronoun; a date alone would not say whose.
                let mentioned = |m: &language::Mention| m.chains.iter().any(|c| people.contains(&c));
                let told = claim.evidence.iter().any(|span| analysis.mentions_in(*span).iter().any(mentioned));
                prop_assert!(told, "{claim:?}");
                // A date that the words give in full stands among them or in the date of the article.
                if let Fact::Event(Event { date: Some(date), how: How::Explicit, .. }) = &claim.fact {
                    let dated = claim.evidence.iter().any(|span| !analysis.timexes_in(*span).is_empty());
                    prop_assert!(dated, "{date}: {claim:?}");
                }
            }
        }
    }

    #[test]
    fn the_export_quotes_the_article_to_the_letter(text in text()) {
        let texts = [("a1".to_owned(), text)];
        let store = store(&texts);
        let read: HashMap<String, Vec<char>> = texts.iter().map(|(stem, text)| (stem.clone(), text.chars().collect())).collect();
        for line in export(&store).lines() {
            let line: serde_json::Value = serde_json::from_str(line).expect("JSON");
            if line["type"] != "article" && line["start"].is_u64() {
                let stands = cut(&read, &line);
                prop_assert_eq!(stands.as_deref(), line["text"].as_str(), "{}", line);
            }
            for evidence in line["evidence"].as_array().into_iter().flatten() {
                prop_assert!(cut(&read, evidence).is_some(), "{}", line);
            }
            for who in ["subject", "object", "name"].iter().filter_map(|field| line[field].as_str()) {
                prop_assert!(!who.trim().is_empty(), "{}", line);
            }
        }
    }

    #[test]
    fn the_store_gives_back_what_was_read(text in text()) {
        let Some(article) = article("a1", &text) else { return Ok(()) };
        let id = article.id.clone();
        let shape = |claim: &Claim<String>| format!("{claim:?}");
        let analysis = language::analyse(&article);
        let mut read: Vec<String> = extract::claims(&analysis).into_iter().map(|c| shape(&c.map(|_| String::new()))).collect();
        let store = ingest::in_memory(vec![article.clone()]).expect("a store");
        let filed = store.claims_in(&id).expect("claims");
        let mut kept: Vec<String> = filed.into_iter().map(|f| shape(&f.claim.map(|_| String::new()))).collect();
        read.sort();
        kept.sort();
        prop_assert_eq!(read, kept);
        prop_assert_eq!(store.timexes_in(&id).expect("timexes"), analysis.timexes.clone());
    }

    #[test]
    fn the_order_of_the_articles_makes_no_difference(texts in prop::collection::vec(text(), 1..5)) {
        let mut texts: Vec<(String, String)> = texts.into_iter().enumerate().map(|(n, text)| (format!("a{n}"), text)).collect();
        let once = export(&store(&texts));
        prop_assert_eq!(&once, &export(&store(&texts)), "the same articles, read twice");
        texts.reverse();
        prop_assert_eq!(&once, &export(&store(&texts)), "the same articles in another order");
    }

    #[test]
    fn any_question_about_any_text_is_answered_within_bounds(text in text(), asked in prop_oneof![text(), select(QUESTIONS).prop_map(str::to_owned)]) {
        let texts = [("a1".to_owned(), text)];
        let desk = Desk::open(store(&texts)).expect("a desk");
        for question in QUESTIONS.iter().copied().chain([asked.as_str()]) {
            // A question may be refused; what is answered cites what the article says.
            let Ok(answer) = desk.ask(question) else { continue };
            prop_assert!(answer.receipts.len() <= receipts::answer::MOST_RECEIPTS, "{question}");
            for receipt in &answer.receipts {
                prop_assert_eq!(&*receipt.article.0, "a1");
            }
        }
    }
}

/// The one case that every property above must reach, so that they do not hold of nothing.
#[test]
fn the_fragments_do_give_claims() {
    let text = " date 2021-12-28 A title\n\n“It was a long night,” Nora Vance told Reel Weekly. Tobias O’Hara married Nora Vance in Leeds in 2019.";
    let article = article("a1", text).expect("an article");
    let claims = extract::claims(&language::analyse(&article));
    let quoted = claims.iter().find_map(|c| match &c.fact {
        Fact::Quotation(q) if q.kind == QuotationKind::Direct && q.medium == Medium::Spoken => {
            Some(q.content.cut(text))
        }
        _ => None,
    });
    assert_eq!(quoted, Some("It was a long night,"));
    assert!(claims.iter().any(|c| matches!(&c.fact, Fact::Event(e) if e.kind == "married")));
}
