//! `receipts build`: progress on a terminal, then what was done, and what could not be read.

use std::io::{self, Write};

use indicatif::{ProgressBar, ProgressStyle};

use super::Failure;
use crate::config::Build;
use crate::domain::Edtf;
use crate::ingest::{self, BuildError, Order, Progress, Summary};
use crate::render::terminal::harmless;
use crate::store::Home;

/// Warnings of one kind beyond these are counted only.
const MOST_WARNINGS: usize = 5;

pub(super) fn run(call: &Build, store: &Home) -> Result<(), Failure> {
    let date = call.date.as_deref().map(day).transpose()?;
    let bar = ProgressBar::new(0);
    if let Ok(style) = ProgressStyle::with_template("{wide_bar} {pos}/{len} articles {msg}") {
        bar.set_style(style);
    }
    let order = Order { sources: &call.sources, store, date: date.as_ref() };
    let built = ingest::build(&order, |progress| match progress {
        Progress::Read(done, of) => {
            bar.set_length(of as u64);
            bar.set_position(done as u64);
        }
        Progress::Linking => bar.set_message("linking"),
    });
    bar.finish_and_clear();
    match built {
        Ok(summary) => Ok(report(&summary, store)?),
        Err(BuildError::NothingRead(refused)) => {
            for file in &refused {
                eprintln!("{}", harmless(file));
            }
            if refused.is_empty() {
                for source in &call.sources {
                    eprintln!(
                        "{}: no file in it ends like an article (.txt, .md, .html, .jsonl, .rss, .warc)",
                        source.display()
                    );
                }
            }
            Err(Failure::of(BuildError::NothingRead(refused)))
        }
        Err(e) => Err(Failure::Failed(harmless(&e.to_string()))),
    }
}

/// The calendar must know it: neither a 30 February nor a season.
fn day(text: &str) -> Result<Edtf, Failure> {
    let month_or_none = text.get(5..7).is_none_or(|m| ("01"..="12").contains(&m));
    Edtf::parse(text)
        .filter(|_| month_or_none)
        .ok_or_else(|| Failure::WrongCall(format!("--date {text}: there is no such day; write it as 2021-12-28")))
}

fn report(summary: &Summary, store: &Home) -> io::Result<()> {
    for file in &summary.refused {
        eprintln!("skipped {}", harmless(file));
    }
    for warning in summary.warnings.iter().take(MOST_WARNINGS) {
        eprintln!("warning: {}", harmless(warning));
    }
    if let Some(more) = summary.warnings.len().checked_sub(MOST_WARNINGS).filter(|n| *n > 0) {
        eprintln!("warning: {more} more like these");
    }
    let Summary { read, unchanged, removed, articles, people, .. } = summary;
    let skipped = summary.refused.len();
    let mut out = io::stdout().lock();
    writeln!(out, "{read} read, {unchanged} unchanged, {removed} removed, {skipped} skipped")?;
    let (articles, people) = (super::articles(*articles), super::people(*people));
    writeln!(out, "{}: {articles}, {people}", harmless(&store.to_string()))
}
