//! Copies are seen through: found whatever the order, kept up to date, folded in answers.

#[path = "standin/newsroom.rs"]
mod newsroom;

use std::fs;
use std::path::Path;

use newsroom::{Newsroom, reworded};
use receipts::commands::Desk;
use receipts::domain::{Article, ArticleId};
use receipts::ingest::{self, Order};
use receipts::link;
use receipts::store::{Home, Store};

/// Articles of one newsroom, and a reworded copy of the third.
fn articles() -> Vec<Article> {
    let mut newsroom = Newsroom::new(11, 8);
    let mut all: Vec<Article> = (0..12).map(|n| newsroom.piece(n).article).collect();
    all.push(reworded(&all[2], "a-copy", "2016-01-02"));
    all
}

fn copies(store: &Store) -> Vec<(String, String)> {
    store.copies().expect("read").into_iter().map(|(copy, original)| (copy.to_string(), original.to_string())).collect()
}

fn expected() -> Vec<(String, String)> {
    vec![("a-copy".to_owned(), "g000002".to_owned())]
}

#[test]
fn in_any_order() {
    let mut all = articles();
    assert_eq!(copies(&ingest::in_memory(all.clone()).expect("a store")), expected());
    all.reverse();
    assert_eq!(copies(&ingest::in_memory(all).expect("a store")), expected());
}

#[test]
fn as_articles_come_and_go() {
    let place = tempfile::tempdir().expect("a folder");
    let (folder, store) = (place.path().join("articles"), place.path().join("x.db"));
    fs::create_dir(&folder).expect("a folder");
    let file = |article: &Article| folder.join(format!("{}.txt", article.id));
    let build = || {
        let home = Home::from(store.as_path());
        let order = Order { sources: std::slice::from_ref(&folder), store: &home, date: None };
        ingest::build(&order, |_| ()).expect("built");
        copies(&Store::open(Path::new(&store)).expect("opened"))
    };
    let all = articles();
    let (copy, originals) = all.split_last().expect("articles");
    fs::write(file(copy), &copy.text).expect("written");
    assert_eq!(build(), []);
    for article in originals {
        fs::write(file(article), &article.text).expect("written");
    }
    assert_eq!(build(), expected());
    assert_eq!(build(), expected());
    fs::remove_file(file(&all[2])).expect("removed");
    assert_eq!(build(), []);
}

#[test]
fn an_answer_counts_them_apart() {
    let mut newsroom = Newsroom::new(11, 8);
    let piece = newsroom.piece(2);
    let copy = reworded(&piece.article, "a-copy", "2016-01-02");
    let (speaker, words) = piece.quotations[0].clone();
    let store = ingest::in_memory(vec![copy, piece.article.clone()]).expect("a store");
    let desk = Desk::open(store).expect("a desk");
    assert_eq!(desk.archive().original_of(&ArticleId("a-copy".into())), &piece.article.id);
    let answer = desk.ask(&format!("/sources topic: {speaker}")).expect("an answer");
    assert_eq!((answer.support.articles, answer.support.copies), (1, 1), "{}", answer.text());
    assert_eq!(answer.receipts[0].article, piece.article.id, "{words}");
    assert!(answer.support.to_string().starts_with("1 article, 1 copy · earliest: "), "{}", answer.support);
}

/// Articles by a few dozen patterns about a cast that comes back: what they have in common is no copy but for a handful.
#[test]
fn a_pattern_filled_in_twice_is_hardly_a_copy() {
    const SIZE: usize = 1_000;
    let mut newsroom = Newsroom::new(7, SIZE / 10);
    let mut signed = Vec::new();
    for number in 0..SIZE {
        let article = newsroom.piece(number).article;
        if number % 50 == 0 {
            let copy = reworded(&article, &format!("{}-copy", article.id), "2025-12-31");
            signed.push((copy.id.clone(), link::sign(&copy)));
        }
        signed.push((article.id.clone(), link::sign(&article)));
    }
    signed.sort_by(|(one, _), (other, _)| one.cmp(other));
    let found = link::copies(&signed);
    let right = found.iter().filter(|(copy, original)| copy.to_string() == format!("{original}-copy")).count();
    assert_eq!(right, SIZE / 50);
    assert!(found.len() - right <= SIZE / 100, "{} others", found.len() - right);
    println!("{} others of {SIZE}", found.len() - right);
}

#[test]
fn none_in_the_bundled_articles() {
    assert_eq!(copies(&ingest::bundled().expect("a store")), []);
}
