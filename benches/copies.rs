//! What does finding copies cost, and does it grow with the articles or with their square?
//!
//! `cargo bench --bench copies [ARTICLES ...]`; invented articles, one of fifty a reworded copy of an earlier one.

#[path = "../tests/standin/newsroom.rs"]
mod newsroom;

use std::time::{Duration, Instant};

use newsroom::{Newsroom, reworded};
use receipts::domain::{ArticleId, Signature};
use receipts::link;

/// Every so many articles one is a copy.
const EVERY: usize = 50;

fn main() {
    let given: Vec<usize> = std::env::args().filter_map(|argument| argument.parse().ok()).collect();
    let sizes = if given.is_empty() { vec![1_000, 10_000, 100_000] } else { given };
    println!("| articles | signing one | finding all | for each | copies found | false |");
    println!("|--:|--:|--:|--:|--:|--:|");
    for size in sizes {
        let (signed, signing) = signed(size);
        let started = Instant::now();
        let found = link::copies(&signed);
        let finding = started.elapsed();
        let right = |(copy, original): &&(ArticleId, ArticleId)| copy.to_string() == format!("{original}-copy");
        let right = found.iter().filter(right).count();
        let (one, each) = (per(signing, size), per(finding, size));
        let copies = size / EVERY;
        println!("| {size} | {one:.1?} | {finding:.1?} | {each:.1?} | {right} of {copies} | {} |", found.len() - right);
    }
}

fn per(time: Duration, articles: usize) -> Duration {
    time / u32::try_from(articles).unwrap_or(u32::MAX)
}

/// So many signatures, and how long signing took; the articles themselves are not kept.
fn signed(size: usize) -> (Vec<(ArticleId, Signature)>, Duration) {
    let mut newsroom = Newsroom::new(7, size / 10);
    let mut signing = Duration::ZERO;
    let mut signed = Vec::with_capacity(size);
    let mut number = 0;
    while signed.len() < size {
        let article = newsroom.piece(number).article;
        let copy = (number % (EVERY - 1) == EVERY - 2)
            .then(|| reworded(&article, &format!("{}-copy", article.id), "2025-12-31"));
        for article in [Some(article), copy].into_iter().flatten() {
            let started = Instant::now();
            let signature = link::sign(&article);
            signing += started.elapsed();
            signed.push((article.id, signature));
        }
        number += 1;
    }
    signed.truncate(size);
    (signed, signing)
}
