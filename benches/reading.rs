//! How many bytes of article text does each stage of reading take in a second?
//!
//! `cargo bench --bench reading`

use divan::counter::BytesCount;
use divan::{Bencher, black_box};
use receipts::domain::{Edtf, Span};
use receipts::language::temporal;

fn main() {
    divan::main();
}

/// The bundled articles over and over, about a megabyte.
fn prose() -> String {
    let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/data/articles");
    let files = std::fs::read_dir(folder).expect("the bundled articles").flatten();
    let once: String = files.filter_map(|f| std::fs::read_to_string(f.path()).ok()).collect();
    once.repeat(1_000_000 / once.len().max(1) + 1)
}

#[divan::bench]
fn temporal_expressions(bencher: Bencher) {
    let text = prose();
    let dct = Edtf::parse("2021-12-28");
    bencher
        .counter(BytesCount::of_str(&text))
        .bench_local(|| temporal::find(black_box(&text), Span::new(0, text.len()), dct.as_ref()));
}

/// A megabyte of one thing costs no more per byte than prose of as many words.
#[divan::bench(args = ["\"", "[", "A ", "last the ", "Monday ", "1-", "in the year "])]
fn temporal_expressions_of_noise(bencher: Bencher, noise: &str) {
    let text = noise.repeat(1_000_000 / noise.len());
    bencher
        .counter(BytesCount::of_str(&text))
        .bench_local(|| temporal::find(black_box(&text), Span::new(0, text.len()), None));
}
