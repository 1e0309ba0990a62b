//! How many bytes of article text does each stage of reading take in a second, on one core?
//!
//! `cargo bench --bench stages [FOLDER]` prints a table: the whole of reading, sentences to events, over the articles
//! of a folder (the bundled ones when none is named), one after the other.

use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

use receipts::article;
use receipts::domain::Article;
use receipts::extract;
use receipts::language::{self, Stage};

/// Read this long at least, so that the figure is steady.
const LONG: Duration = Duration::from_secs(3);

fn main() {
    let bundled = Path::new(env!("CARGO_MANIFEST_DIR")).join("data/articles");
    let folder = std::env::args().skip(1).find(|a| !a.starts_with('-')).map_or(bundled, PathBuf::from);
    let articles = articles(&folder);
    let bytes: usize = articles.iter().map(|a| a.text.len()).sum();
    let mut spent = [Duration::ZERO; Stage::ALL.len() + 1];
    let (mut rounds, begun) = (0_u32, Instant::now());
    while rounds < 3 || begun.elapsed() < LONG {
        for article in &articles {
            let mut last = Instant::now();
            let analysis = language::analyse_with(article, |stage| {
                spent[stage as usize] += last.elapsed();
                last = Instant::now();
            });
            std::hint::black_box(extract::claims(&analysis));
            spent[Stage::ALL.len()] += last.elapsed();
        }
        rounds += 1;
    }
    let whole: Duration = spent.iter().sum();
    println!("{} articles, {bytes} bytes, {rounds} rounds\n", articles.len());
    println!("| stage | MB/s | share |\n|---|--:|--:|");
    let names = Stage::ALL.iter().map(|s| s.name()).chain(["claims"]);
    for (name, time) in names.zip(spent) {
        row(name, time, whole, bytes * rounds as usize);
    }
    row("**all**", whole, whole, bytes * rounds as usize);
}

#[allow(clippy::cast_precision_loss)]
fn row(name: &str, time: Duration, whole: Duration, bytes: usize) {
    let speed = bytes as f64 / time.as_secs_f64() / 1e6;
    println!("| {name} | {speed:.1} | {:.0} % |", 100.0 * time.as_secs_f64() / whole.as_secs_f64());
}

fn articles(folder: &Path) -> Vec<Article> {
    let files = std::fs::read_dir(folder).expect("a folder of articles").flatten().map(|f| f.path());
    let mut files: Vec<PathBuf> = files.filter(|f| f.extension().is_some_and(|e| e == "txt")).collect();
    files.sort();

    files.iter().filter_map(|f| article::read(f).ok()).collect()
}
