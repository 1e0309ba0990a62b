//! What happens when the program is called?
//!
//! Exit codes: 0 done, 1 the work failed, 2 the call was wrong. Results go to stdout, everything else to stderr;
//! an error names the thing and the remedy.

mod ask;
mod batch;
mod build;
mod chat;
mod check;
mod complete;
mod export;
mod serve;

use std::fmt::Display;
use std::io::{self, ErrorKind};
use std::path::Path;
use std::process::ExitCode;

use crate::commands::Desk;
use crate::config::{Command, Config, Run};
use crate::ingest::{self, BuildError};
use crate::store::Store;

/// Reads environment and command line, does what they say.
pub fn main() -> ExitCode {
    match Config::read().map_err(|e| Failure::WrongCall(e.to_string())).and_then(|config| run(&config)) {
        Err(Failure::WrongCall(why)) => wrong_call(&why),
        Err(Failure::Failed(why)) => {
            eprintln!("receipts: {why}");
            ExitCode::FAILURE
        }
        // Closed: whoever read our output has seen enough.
        Ok(()) | Err(Failure::Closed) => ExitCode::SUCCESS,
    }
}

fn run(config: &Config) -> Result<(), Failure> {
    let store = config.store().map_err(|e| Failure::WrongCall(e.to_string()))?;
    match &config.command {
        Some(Command::Build(build)) => build::run(build, store.path()),
        Some(Command::Export(export)) => export::run(export, store.path()),
        Some(Command::Ask(ask)) => ask::run(ask, store.path()),
        Some(Command::Run(run)) => serve::run(run, &config.discord, store.path()),
        Some(Command::Check) => check::run(&config.discord, store.path()),
        None if config.discord.token().map_err(Failure::of)?.is_some() => {
            serve::run(&Run::default(), &config.discord, store.path())
        }
        None => chat::run(store.path()),
    }
}

/// Why a command did not do its work.
#[derive(Debug)]
enum Failure {
    /// The call was wrong.
    WrongCall(String),
    /// The work failed.
    Failed(String),
    /// Nobody reads the output any more.
    Closed,
}

impl Failure {
    fn of(why: impl Display) -> Self {
        Self::Failed(why.to_string())
    }
}

impl From<io::Error> for Failure {
    fn from(error: io::Error) -> Self {
        match error.kind() {
            ErrorKind::BrokenPipe => Self::Closed,
            _ => Self::Failed(format!("cannot write the output: {error}")),
        }
    }
}

fn wrong_call(why: &str) -> ExitCode {
    eprintln!("receipts: {why}");
    ExitCode::from(2)
}

/// The store at this path, or the bundled articles when there is none yet. A store that cannot be read is an error:
/// answering from something else would hide it.
fn store(path: &Path) -> Result<Store, BuildError> {
    if built(path) { Ok(Store::open(path)?) } else { ingest::bundled() }
}

/// The same, ready to be asked.
fn desk(path: &Path) -> Result<Desk, Failure> {
    let store = store(path).map_err(Failure::of)?;
    Desk::open(store).map_err(Failure::of)
}

/// Whether there is a store at this path, be it readable or not.
fn built(path: &Path) -> bool {
    !std::fs::symlink_metadata(path).is_err_and(|e| e.kind() == ErrorKind::NotFound)
}

/// The width of the terminal in columns, as far as it is known.
fn width() -> usize {
    let columns = std::env::var("COLUMNS").ok().and_then(|c| c.parse().ok());
    columns.unwrap_or(100).clamp(40, 120)
}
