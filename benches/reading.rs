//! How many bytes of text does reading take in a second, when the text is prose and when it is out to be slow?
//!
//! `cargo bench --bench reading`. A case that falls far behind prose grows faster than its text.

use std::path::Path;

use divan::counter::BytesCount;
use divan::{Bencher, black_box};
use receipts::domain::{Edtf, Span};
use receipts::language::{self, temporal};
use receipts::{article, extract};

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

/// Sentences to claims.
fn read(bencher: Bencher, text: &str) {
    let article = article::from_bytes(Path::new("a.txt"), text.as_bytes().to_vec()).expect("an article");
    bencher.counter(BytesCount::of_str(text)).bench_local(|| extract::claims(&language::analyse(black_box(&article))));
}

#[divan::bench(sample_count = 10)]
fn whole(bencher: Bencher) {
    read(bencher, &prose());
}

/// Marks, names, kin and clauses without an end, in one paragraph or in as many as there are.
#[divan::bench(sample_count = 3, args = [
    "\"", "“‘", "\"a\" ", "“I did,” he said. ", "“I did.”\n\n", "(", "A ", "Aa Bb ", "the ", "Mr. ", "and ", "a\n\n", "1-",
    "Monday ", "he said that she said that ", "his wife's husband's ", "who was married to ", "John Smith ",
    "John Smith married Jane Doe and ", "e\u{301}", "שלום. ", "👨‍👩‍👧", "x",
])]
fn whole_of_noise(bencher: Bencher, noise: &str) {
    read(bencher, &noise.repeat(1_000_000 / noise.len()));
}

/// Somebody new in each sentence: 1 a first name, 2 a surname.
#[divan::bench(sample_count = 3, args = ["1 2 said. ", "J. 2 said. ", "Mr. 2 said. ", "1 2's wife 1 left. His wife wept.\n\n", "and 1 2 met "])]
fn whole_of_strangers(bencher: Bencher, pattern: &str) {
    let mut text = String::new();
    for n in 0.. {
        if text.len() > 1_000_000 {
            break;
        }
        let (first, last) = (name(n), name(n.wrapping_mul(7919)));
        text.push_str(&pattern.replace('1', &first).replace('2', &last));
    }
    read(bencher, &text);
}

/// A name of five syllables, another for each number below 100 000.
fn name(mut n: usize) -> String {
    const SYLLABLES: [&str; 10] = ["ba", "ce", "di", "fo", "gu", "ha", "je", "ki", "lo", "mu"];
    let mut name = String::new();
    for _ in 0..5 {
        name.push_str(SYLLABLES[n % 10]);
        n /= 10;
    }
    name[..1].to_uppercase() + &name[1..]
}
