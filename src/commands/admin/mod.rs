//! `/admin`: what do those who look after a server see and change?
//!
//! One file for each subcommand; the slice [`ADMIN`] lists them, and registration derives from it. Apart from
//! look-ups: these know where they were called, and may write. Whoever calls has been checked before.

mod reload;
mod review;
mod service;
mod status;

use std::path::Path;
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, Mutex, PoisonError, RwLock};
use std::time::SystemTime;

use self::service::Around;
pub use self::service::Service;
use super::{AskError, CommandOption, Desk, Options, given, parse_options};
use crate::answer::Answer;
use crate::store::{Kept, Ledger, StoreError};

/// The command that they are subcommands of.
pub const NAME: &str = "admin";
/// What it is for.
pub const DESCRIPTION: &str = "Look after the bot in this server";

/// One subcommand of `/admin`.
#[derive(Debug)]
pub struct AdminCommand {
    /// As typed after `/admin`.
    pub name: &'static str,
    /// One line, at most 100 characters.
    pub description: &'static str,
    /// Its options, required ones first.
    pub options: &'static [CommandOption],
    /// Carries it out for one server.
    pub answer: fn(&Office, Server, &Options) -> Result<Answer, AskError>,
}

/// Every subcommand.
pub static ADMIN: &[&AdminCommand] = &[&review::COMMAND, &status::COMMAND, &reload::COMMAND];

/// The server that somebody looks after, by its number at Discord.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Server(pub u64);

/// Where look-ups are asked, and where what comes of them is kept.
#[derive(Debug)]
pub struct Office {
    desk: RwLock<Arc<Desk>>,
    edition: AtomicU64,
    ledger: Ledger,
    around: Around,
    /// Held by whoever opens another archive.
    reloading: Mutex<()>,
}

impl Office {
    /// Opens an office around a desk.
    pub fn new(desk: Desk, ledger: Ledger) -> Self {
        let desk = RwLock::new(Arc::new(desk));
        Self { desk, edition: AtomicU64::new(0), ledger, around: Around::default(), reloading: Mutex::new(()) }
    }

    /// The same where its archive can be opened again, from the store at this path.
    #[must_use]
    pub fn reopened_at(mut self, place: &Path) -> Self {
        self.around.place = Some(place.to_owned());
        self
    }

    /// The same with a clock of its own, by which it has been open since now.
    #[must_use]
    pub fn with_clock(self, clock: fn() -> SystemTime) -> Self {
        Self { around: self.around.with_clock(clock), ..self }
    }

    /// What time it is here.
    pub fn now(&self) -> SystemTime {
        self.around.now()
    }

    /// Says who carries its answers from now on.
    pub fn serve(&self, service: Arc<dyn Service>) {
        self.around.serve(service);
    }

    /// Where look-ups are asked: whoever holds it sees one archive, though a newer one takes its place meanwhile.
    pub fn desk(&self) -> Arc<Desk> {
        // A poisoned lock only means that somebody died beside it: the desk is whole.
        Arc::clone(&self.desk.read().unwrap_or_else(PoisonError::into_inner))
    }

    /// Answers from another archive from the next question on.
    pub fn replace(&self, desk: Desk) {
        *self.desk.write().unwrap_or_else(PoisonError::into_inner) = Arc::new(desk);
        // Counted after the change: what is asked for with the new number is never answered by the old archive.
        self.edition.fetch_add(1, Ordering::Release);
    }

    /// How often the archive has been replaced.
    pub fn edition(&self) -> u64 {
        self.edition.load(Ordering::Acquire)
    }

    /// Keeps an answer that somebody reported, for those who look after the server; who it was is not kept.
    pub fn report(&self, server: Server, asked: &str, answered: &str) -> Result<Kept, StoreError> {
        self.ledger.report(server.0, &without_ids(asked), &without_ids(answered))
    }

    /// Carries out a command line such as `/admin review page: 2`; `None` when it is none of these.
    pub fn ask(&self, server: Server, line: &str) -> Option<Result<Answer, AskError>> {
        let line = line.trim().strip_prefix('/')?.strip_prefix(NAME)?;
        let rest = line.strip_prefix(char::is_whitespace)?.trim_start();
        let (name, rest) = rest.split_once(char::is_whitespace).unwrap_or((rest, ""));
        let command = ADMIN.iter().find(|command| command.name == name)?;
        Some(self.answer(server, command.name, &parse_options(command.options, rest)))
    }

    /// Carries out a subcommand with its options by name.
    pub fn answer(&self, server: Server, name: &str, options: &Options) -> Result<Answer, AskError> {
        let unknown = || {
            let names: Vec<String> = ADMIN.iter().map(|c| format!("/{NAME} {}", c.name)).collect();
            AskError::Asked(format!("There is no command /{NAME} {name}. There are {}.", names.join(", ")))
        };
        let command = ADMIN.iter().find(|command| command.name == name).ok_or_else(unknown)?;
        if let Some(option) = command.options.iter().find(|o| o.required && given(options, o.name).is_none()) {
            let why = format!("/{NAME} {name} needs `{}`: {}.", option.name, option.description);
            return Err(AskError::Asked(why));
        }
        (command.answer)(self, server, options)
    }
}

/// The text without the numbers of users, roles and channels that somebody may have typed into it.
fn without_ids(text: &str) -> String {
    let mut kept = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(at) = rest.find('<') {
        let (before, from) = rest.split_at(at);
        kept.push_str(before);
        let mention = from.find('>').map(|end| &from[..=end]).filter(|inner| {
            let digits = inner[1..inner.len() - 1].trim_start_matches(['@', '#', '!', '&']);
            digits.len() < inner.len() - 2 && !digits.is_empty() && digits.bytes().all(|b| b.is_ascii_digit())
        });
        let cut = mention.map_or(1, str::len);
        kept.push_str(if mention.is_some() { "somebody" } else { "<" });
        rest = &from[cut..];
    }
    kept.push_str(rest);
    kept
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::commands::tests::keeps_rules;
    use crate::store::Builder;

    /// One around an empty archive in memory.
    pub(super) fn office() -> Office {
        let store = Builder::in_memory().and_then(Builder::publish).expect("an empty store");
        Office::new(Desk::open(store).expect("a desk"), Ledger::in_memory())
    }

    #[test]
    fn nobody_s_number_is_kept() {
        for (typed, kept) in [
            ("did <@123> meet <@!45>?", "did somebody meet somebody?"),
            ("a < b > c <@> <12> <@x>", "a < b > c <@> <12> <@x>"),
            ("<#77> and <@&8", "somebody and <@&8"),
        ] {
            assert_eq!(without_ids(typed), kept, "{typed}");
        }
    }

    #[test]
    fn subcommands_keep_discord_s_rules() {
        for command in ADMIN {
            keeps_rules(command.name, command.description, command.options);
        }
    }
}
