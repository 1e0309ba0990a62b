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

/// Those of the analysis, and the claims.
const STAGES: usize = Stage::ALL.len() + 1;

fn main() {
    let bundled = Path::new(env!("CARGO_MANIFEST_DIR")).join("data/articles");
    let folder = std::env::args().skip(1).find(|a| !a.starts_with('-')).map_or(bundled, PathBuf::from);
    let articles = articles(&folder);
    let bytes: usize = articles.iter().map(|a| a.text.len()).sum();
    // The best of each article and stage: what else the machine does is not reading.
    let mut best = vec![[Duration::MAX; STAGES]; articles.len()];
    let (mut rounds, begun) = (0, Instant::now());
    while rounds < 3 || begun.elapsed() < LONG {
        for (article, best) in articles.iter().zip(&mut best) {
            for (best, spent) in best.iter_mut().zip(stages(article)) {
                *best = spent.min(*best);
            }
        }
        rounds += 1;
    }
    println!("{} articles, {bytes} bytes, {rounds} rounds\n\n| stage | MB/s | share |\n|---|--:|--:|", articles.len());
    let whole = best.iter().flatten().sum();
    let names = Stage::ALL.iter().map(|s| s.name()).chain(["claims"]);
    for (n, name) in names.enumerate() {
        row(name, best.iter().map(|b| b[n]).sum(), whole, bytes);
    }
    row("**all**", whole, whole, bytes);
}

/// How long each stage takes for one article, claims last.
fn stages(article: &Article) -> [Duration; STAGES] {
    let mut spent = [Duration::ZERO; STAGES];
    let mut last = Instant::now();
    let analysis = language::analyse_with(article, |stage| {
        spent[stage as usize] = last.elapsed();
        last = Instant::now();
    });
    std::hint::black_box(extract::claims(&analysis));
    spent[STAGES - 1] = last.elapsed();
    spent
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
