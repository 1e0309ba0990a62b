//! What happens when the program is called?
//!
//! Exit codes: 0 done, 1 the work failed, 2 the call was wrong. Results go to stdout, everything else to stderr;
//! an error names the thing and the remedy.

mod ask;
mod batch;
mod build;
mod bundled;
mod chat;
mod check;
mod complete;
mod export;
mod maker;
mod serve;
mod site;

use std::fmt::Display;
use std::io::{self, ErrorKind};
use std::process::ExitCode;

use crate::commands::Desk;
use crate::config::{Command, Config, Run, StoreUrl};
use crate::ingest::{self, BuildError};
use crate::render::terminal::harmless;
use crate::store::{Home, Shared, Store};

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
    let home = &home(config)?;
    match &config.command {
        Some(Command::Build(build)) => build::run(build, home),
        Some(Command::Export(export)) => export::run(export, home),
        Some(Command::Site(site)) => site::run(site, home),
        Some(Command::Ask(ask)) => ask::run(ask, home),
        Some(Command::Run(run)) => serve::run(run, &config.discord, home),
        Some(Command::Bundled) => bundled::hand_over(),
        Some(Command::Check) => check::run(&config.discord, home),
        None if config.discord.token().map_err(Failure::of)?.is_some() => {
            serve::run(&Run::default(), &config.discord, home)
        }
        None => chat::run(home),
    }
}

/// Where the archive is kept.
fn home(config: &Config) -> Result<Home, Failure> {
    match config.store().map_err(|e| Failure::WrongCall(e.to_string()))? {
        StoreUrl::Sqlite(path) => Ok(Home::File(path)),
        StoreUrl::Postgres(address) => Shared::at(address.reveal(), config.replica())
            .map(Home::Shared)
            .map_err(|e| Failure::WrongCall(e.to_string())),
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

/// `1 article`, `2 articles`
fn articles(count: usize) -> String {
    if count == 1 { "1 article".to_owned() } else { format!("{count} articles") }
}

/// `1 person`, `2 people`
fn people(count: usize) -> String {
    if count == 1 { "1 person".to_owned() } else { format!("{count} people") }
}

/// An archive that is open, and what messages call it.
struct Open<T> {
    it: T,
    name: String,
    /// Whether it was built, or is what is compiled in.
    built: bool,
}

/// The archive that is kept there, or the bundled articles when there is none yet.
fn store(home: &Home) -> Result<Open<Store>, BuildError> {
    store_or(home, ingest::bundled)
}

fn store_or(home: &Home, bundled: fn() -> Result<Store, BuildError>) -> Result<Open<Store>, BuildError> {
    let found = home.open()?;
    if let Some(why) = found.behind {
        eprintln!("receipts: {}", harmless(&format!("{why}; until then {} answers", home.place().display())));
    }
    match found.store {
        Some(it) => Ok(Open { it, name: home.to_string(), built: true }),
        None => Ok(Open { it: bundled()?, name: "bundled".to_owned(), built: false }),
    }
}

/// The same, ready to be asked.
fn desk(home: &Home) -> Result<Open<Desk>, Failure> {
    asked(store(home))
}

/// The same for a process that stays: it keeps nothing of what reading takes.
fn lasting_desk(home: &Home) -> Result<Open<Desk>, Failure> {
    asked(store_or(home, bundled::received))
}

fn asked(store: Result<Open<Store>, BuildError>) -> Result<Open<Desk>, Failure> {
    let Open { it, name, built } = store.map_err(Failure::of)?;
    Ok(Open { it: Desk::open(it).map_err(Failure::of)?, name, built })
}

/// The width of the terminal in columns, as far as it is known.
fn width() -> usize {
    let columns = std::env::var("COLUMNS").ok().and_then(|c| c.parse().ok());
    columns.unwrap_or(100).clamp(40, 120)
}
