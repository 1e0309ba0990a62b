//! How long does an answer take on an open store, and how long does opening one take?
//!
//! `cargo bench --bench answers`

use divan::{Bencher, black_box};
use receipts::commands::Desk;
use receipts::ingest;

fn main() {
    divan::main();
}

fn desk() -> Desk {
    Desk::open(ingest::bundled().expect("the bundled articles can be read")).expect("a desk")
}

/// One question of each kind.
const QUESTIONS: [&str; 7] = [
    "/who person: Michael Allio",
    "/who person: micheal alio",
    "/when event: died person: Nick Cordero",
    "/when-did-they-meet person: Michael Allio other: Amanda Kloots",
    "/quote person: Amanda Kloots about: widow",
    "How old is Michael's son?",
    "Would Amanda look for love on the Bachelor franchise?",
];

#[divan::bench(args = QUESTIONS)]
fn ask(bencher: Bencher, question: &str) {
    let desk = desk();
    bencher.bench_local(|| desk.ask(black_box(question)).expect("an answer"));
}

#[divan::bench(args = ["ama", "micheal al", "j"])]
fn complete(bencher: Bencher, typed: &str) {
    let desk = desk();
    bencher.bench_local(|| desk.complete(black_box(typed)).expect("names"));
}

/// Reading, linking and storing the three bundled articles in memory.
#[divan::bench]
fn build_the_bundled_articles() {
    black_box(ingest::bundled().expect("the bundled articles can be read"));
}
