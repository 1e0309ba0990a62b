//! Two thousand wordings, one verdict each: what is printed, what was changed, what somebody else said, what nobody did.
//!
//! `RECEIPTS_STORE=path.db cargo test --test said` asks the same of the quotations in that store instead.

#[path = "standin/newsroom.rs"]
mod newsroom;

use std::path::Path;

use newsroom::Newsroom;
use receipts::answer::{Archive, Verdict, judge};
use receipts::domain::{Fact, PersonId, QuotationKind};
use receipts::ingest;
use receipts::store::{Kind, Store};

/// Fewer words can't have two of them changed and be the same sentence.
const SHORTEST: usize = 6;

#[test]
fn verdicts_are_right() {
    let mut newsroom = Newsroom::new(20_240_501, 40);
    let archive = match std::env::var_os("RECEIPTS_STORE") {
        Some(path) => Archive::open(Store::open(Path::new(&path)).expect("a store")).expect("an archive"),
        None => written(&mut newsroom),
    };
    let said = quotations(&archive);
    assert!(said.len() > 50, "{} quotations", said.len());
    let (mut right, mut wrong) = (0, Vec::new());
    let mut ask = |text: &str, person: PersonId, expected: Verdict| {
        let found = judge(&archive, text, &[person]).expect("a judgement");
        if found.verdict == expected {
            right += 1;
        } else {
            let near = found.printings.first().map(|p| (p.pieces.clone(), p.comparison.likeness));
            wrong.push(format!("{expected:?} became {:?}: {text} | {near:?}", found.verdict));
        }
    };
    for round in 0..500 {
        let (speaker, words) = &said[round * 7 % said.len()];
        ask(&as_typed(words, round), *speaker, Verdict::Verbatim);
        ask(&two_changed(words, &mut newsroom), *speaker, Verdict::Altered);
        if let Some(other) = somebody_else(&archive, *speaker, words, &said, round) {
            ask(words, other, Verdict::SomeoneElse);
        }
        ask(&newsroom.unsaid(), *speaker, Verdict::NotHere);
    }
    let share = 100.0 * f64::from(right) / f64::from(right + wrong.len() as u32);
    println!("{right} right, {} wrong: {share:.2} %", wrong.len());
    assert!(share >= 99.0, "{share:.2} %\n{}", wrong.join("\n"));
}

fn written(newsroom: &mut Newsroom) -> Archive {
    let articles = (0..40).map(|n| newsroom.piece(n).article).chain(ingest::bundled_articles().expect("bundled"));
    Archive::open(ingest::in_memory(articles.collect()).expect("a store")).expect("an archive")
}

/// Direct quotations of a known speaker, long enough to be changed.
fn quotations(archive: &Archive) -> Vec<(PersonId, String)> {
    let mut all = Vec::new();
    for person in archive.names.people() {
        for filed in archive.store.claims_about(person.id, Kind::Quotation).expect("claims") {
            let Fact::Quotation(quotation) = &filed.claim.fact else { continue };
            let text = archive.page(&filed.article).expect("a page").article.text.clone();
            let words = quotation.content.cut(&text);
            let theirs = quotation.speaker.people() == [&person.id] && quotation.kind != QuotationKind::Indirect;
            if theirs && words.split_whitespace().count() >= SHORTEST {
                all.push((person.id, words.to_owned()));
            }
        }
    }
    all.sort();
    all
}

/// The same words as people type and cut them.
fn as_typed(words: &str, round: usize) -> String {
    let all: Vec<&str> = words.split_whitespace().collect();
    let (half, length) = (all.len() / 2, all.len());
    match round % 8 {
        0 => words.to_owned(),
        1 => words.to_uppercase(),
        2 => format!("\"{}\"", words.replace(['“', '”', '’', '‘', ','], "")),
        3 => format!("...{}", all[length.min(2)..].join(" ")),
        4 => all[..length - 1].join(" "),
        5 => words.replace('’', "'").replace(['—', '–'], "--").replace('…', "..."),
        6 if length > 9 => format!("{} ... {}", all[..4].join(" "), all[half + 1..].join(" ")),
        7 => misspelt(&all),
        _ => format!("“{}!!”", words.to_lowercase()),
    }
}

/// Two neighbouring letters change places within the longest word.
fn misspelt(words: &[&str]) -> String {
    let plain = |word: &&str| word.chars().all(|c| c.is_ascii_lowercase());
    let longest = words.iter().filter(|w| plain(w)).max_by_key(|word| word.len()).copied().unwrap_or_default();
    let slipped = |word: &str| match word.as_bytes() {
        bytes if word == longest && bytes.len() >= 6 => {
            let middle = bytes.len() / 2;
            let turned =
                format!("{}{}{}", char::from(bytes[middle]), char::from(bytes[middle - 1]), &word[middle + 1..]);
            format!("{}{turned}", &word[..middle - 1])
        }
        _ => word.to_owned(),
    };
    words.iter().map(|word| slipped(word)).collect::<Vec<_>>().join(" ")
}

/// Two words of the sentence, not its neighbours, are others.
fn two_changed(words: &str, newsroom: &mut Newsroom) -> String {
    let mut all: Vec<String> = words.split_whitespace().map(str::to_owned).collect();
    let letters = |word: &String| word.chars().any(char::is_alphanumeric);
    let places: Vec<usize> = (0..all.len()).filter(|n| letters(&all[*n])).collect();
    let first = newsroom.below(places.len());
    let second = (first + 1 + newsroom.below(places.len() - 1)) % places.len();
    for place in [places[first], places[second]] {
        newsroom.other_word(words).clone_into(&mut all[place]);
    }
    all.join(" ")
}

/// Somebody who is not quoted with these words.
fn somebody_else(
    archive: &Archive,
    speaker: PersonId,
    words: &str,
    said: &[(PersonId, String)],
    round: usize,
) -> Option<PersonId> {
    let holds = |other: &PersonId| said.iter().any(|(who, theirs)| who == other && theirs.contains(words));
    let people = archive.names.people();
    let others = people.iter().cycle().skip(round % people.len()).take(people.len());
    others.map(|person| person.id).find(|other| *other != speaker && !holds(other))
}
