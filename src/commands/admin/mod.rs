//! `/admin`: what do those who look after a server see and change?
//!
//! One file for each subcommand; the slice [`ADMIN`] lists them, and registration derives from it. Apart from
//! look-ups: these know where they were called, and may write. Whoever calls has been checked before.

mod add;
mod archives;
mod article;
mod channels;
mod contents;
mod decide;
mod export;
mod extent;
mod hide;
mod identity;
mod learnt;
mod list;
mod maker;
mod offered;
mod reload;
mod review;
mod service;
mod status;
mod unanswered;

use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex};
use std::time::SystemTime;

use tracing::warn;

use self::archives::Archives;
pub use self::archives::Edition;
pub use self::maker::{File, Maker};
use self::service::Around;
pub use self::service::Service;
use super::{AskError, Desk, Options, given, paging, typed};
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
    pub options: &'static [AdminOption],
    /// Carries it out for one server.
    pub answer: fn(&Office, &Call<'_>) -> Result<Answer, AskError>,
}

/// One option of a subcommand.
#[derive(Debug)]
pub struct AdminOption {
    /// As typed before the colon.
    pub name: &'static str,
    /// One line, at most 100 characters.
    pub description: &'static str,
    /// Whether the subcommand needs it.
    pub required: bool,
    /// What it takes.
    pub takes: Takes,
}

/// What an option takes, and what is offered while it is typed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Takes {
    /// Any text.
    Text,
    /// Somebody's name.
    Person,
    /// Something that is told of the person of the option `person`.
    Claim,
    /// An article of the server's archive.
    Article,
    /// An article that the server added.
    Own,
    /// A decision by its number.
    Ruling,
    /// A file.
    File,
    /// A channel of the server.
    Channel,
}

impl Takes {
    /// Whether values are offered while it is typed.
    pub fn completes(self) -> bool {
        !matches!(self, Self::Text | Self::File | Self::Channel)
    }
}

/// Every subcommand.
pub static ADMIN: &[&AdminCommand] = &[
    &add::COMMAND,
    &article::REMOVE,
    &list::LIST,
    &hide::COMMAND,
    &identity::MERGE,
    &identity::SPLIT,
    &article::TAKE_DOWN,
    &decide::UNDO,
    &channels::COMMAND,
    &unanswered::COMMAND,
    &review::COMMAND,
    &list::LOG,
    &export::COMMAND,
    &status::COMMAND,
    &reload::COMMAND,
];

/// What buttons under their answers do besides.
static BUTTONS: &[&AdminCommand] = &[&add::CONFIRM, &add::DISCARD, &add::TAKE_BACK];

/// The page of those whose answers have pages.
const PAGE: AdminOption = AdminOption {
    name: paging::OPTION.name,
    description: paging::OPTION.description,
    required: false,
    takes: Takes::Text,
};

/// The server that somebody looks after, by its number at Discord.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Server(pub u64);

/// Somebody who looks after a server; that they may has been checked.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Caller {
    /// The server.
    pub server: Server,
    /// Their number at Discord.
    pub user: u64,
}

/// A subcommand as it was called.
#[derive(Clone, Copy, Debug)]
pub struct Call<'a> {
    caller: Caller,
    options: &'a Options,
    /// The file that was given, fetched.
    file: Option<&'a File>,
}

impl Call<'_> {
    fn server(&self) -> Server {
        self.caller.server
    }
}

/// Where look-ups are asked, and where what comes of them is kept.
#[derive(Debug)]
pub struct Office {
    archives: Arc<Archives>,
    around: Around,
    in_vain: Mutex<unanswered::Waiting>,
    /// Held by whoever opens another archive.
    reloading: Mutex<()>,
}

impl Office {
    /// Opens an office around a desk.
    pub fn new(desk: Desk, ledger: Ledger) -> Self {
        let archives = Arc::new(Archives::new(desk, ledger));
        Self { archives, around: Around::default(), in_vain: Mutex::default(), reloading: Mutex::new(()) }
    }

    /// The same where its archive can be opened again, from the store at this path.
    #[must_use]
    pub fn reopened_at(mut self, place: &Path) -> Self {
        self.around.place = Some(place.to_owned());
        self
    }

    /// The same where servers may have archives of their own, in this folder.
    pub fn with_servers(self, folder: PathBuf, maker: Maker) -> Result<Self, StoreError> {
        self.archives.keep_in(folder, maker)?;
        Ok(self)
    }

    /// The same with a clock of its own, by which it has been open since now.
    #[must_use]
    pub fn with_clock(mut self, clock: fn() -> SystemTime) -> Self {
        self.around = std::mem::take(&mut self.around).with_clock(clock);
        self
    }

    /// What time it is here.
    pub fn now(&self) -> SystemTime {
        self.around.now()
    }

    /// Says who carries its answers from now on.
    pub fn serve(&self, service: Arc<dyn Service>) {
        self.around.serve(service);
    }

    /// Where look-ups are asked in the common archive: whoever holds it sees one archive, though a newer one takes its
    /// place meanwhile.
    pub fn desk(&self) -> Arc<Desk> {
        self.archives.common()
    }

    /// Where look-ups of this server are asked, or those of whoever asks elsewhere.
    pub fn desk_of(&self, server: Option<Server>) -> Result<Arc<Desk>, AskError> {
        self.archives.desk(server)
    }

    /// Answers from another archive from the next question on; those of servers are built anew from it.
    pub fn replace(&self, desk: Desk) {
        self.archives.replace(desk);
        self.catch_up();
    }

    /// How often the common archive has been replaced.
    pub fn edition(&self) -> u64 {
        self.archives.replaced()
    }

    /// What tells the archive that answers this server, or whoever asks elsewhere, from every other.
    pub fn edition_of(&self, server: Option<Server>) -> Edition {
        self.archives.edition(server)
    }

    /// Whether everybody may see an answer in one of these: a channel, and the one that it is a thread of.
    pub fn is_public(&self, server: Server, channels: &[u64]) -> bool {
        self.archives.is_public(server, channels)
    }

    /// Keeps an answer that somebody reported, for those who look after the server; who it was is not kept.
    pub fn report(&self, server: Server, asked: &str, answered: &str) -> Result<Kept, StoreError> {
        self.ledger().report(server.0, &without_ids(asked), &without_ids(answered))
    }

    /// Carries out a command line such as `/admin review page: 2`; `None` when it is none of these.
    pub fn ask(&self, caller: Caller, line: &str) -> Option<Result<Answer, AskError>> {
        let line = line.trim().strip_prefix('/')?.strip_prefix(NAME)?;
        let rest = line.strip_prefix(char::is_whitespace)?.trim_start();
        let (name, rest) = rest.split_once(char::is_whitespace).unwrap_or((rest, ""));
        let command = ADMIN.iter().chain(BUTTONS).find(|command| command.name == name)?;
        let names: Vec<(&str, bool)> = command.options.iter().map(|option| (option.name, false)).collect();
        Some(self.carry_out(command, Call { caller, options: &typed(&names, rest), file: None }))
    }

    /// Carries out a subcommand with its options by name, and the file among them.
    pub fn answer(
        &self,
        caller: Caller,
        name: &str,
        options: &Options,
        file: Option<&File>,
    ) -> Result<Answer, AskError> {
        let unknown = || {
            let names: Vec<String> = ADMIN.iter().map(|c| format!("/{NAME} {}", c.name)).collect();
            AskError::Asked(format!("There is no command /{NAME} {name}. There are {}.", names.join(", ")))
        };
        let command = ADMIN.iter().find(|command| command.name == name).ok_or_else(unknown)?;
        self.carry_out(command, Call { caller, options, file })
    }

    fn carry_out(&self, command: &AdminCommand, call: Call<'_>) -> Result<Answer, AskError> {
        if let Some(option) = command.options.iter().find(|o| o.required && given(call.options, o.name).is_none()) {
            let why = format!("/{NAME} {} needs `{}`: {}.", command.name, option.name, option.description);
            return Err(AskError::Asked(why));
        }
        (command.answer)(self, &call)
    }

    fn ledger(&self) -> &Ledger {
        &self.archives.ledger
    }

    /// Whether servers may have archives of their own here.
    fn keeps_archives(&self) -> Result<&Maker, AskError> {
        let none = || AskError::Asked("This bot keeps nothing for servers: it was not started with `run`.".to_owned());
        self.archives.maker().ok_or_else(none)
    }

    /// Remembers who did what; that this failed is for the log, for it is done.
    fn remember(&self, call: &Call<'_>, what: &str) {
        let step = self.ledger().step(call.caller.server.0, call.caller.user, what, self.now());
        if let Err(why) = step {
            warn!("What was done in a server can't be remembered: {why}");
        }
    }

    /// Looks after what waits: counts to be written down, archives of servers to be built.
    fn catch_up(&self) {
        if let Err(why) = self.write_counts().and_then(|()| self.archives.catch_up()) {
            warn!("What servers decided can't be looked at: {why}");
        }
    }
}

impl Drop for Office {
    fn drop(&mut self) {
        // Nobody is left to tell.
        let _ = self.write_counts();
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

    /// Somebody who looks after the server of this number.
    pub(super) fn caller(server: u64) -> Caller {
        Caller { server: Server(server), user: 5 }
    }

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
        assert!(ADMIN.len() <= 25);
        for command in ADMIN.iter().chain(BUTTONS) {
            let options: Vec<_> = command.options.iter().map(|o| (o.name, o.description, o.required)).collect();
            keeps_rules(command.name, command.description, &options);
        }
    }
}
