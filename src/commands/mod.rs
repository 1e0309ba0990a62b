//! Which commands are there, and how is one asked?
//!
//! One file each: its name, its options, the questions that it recognises, its answer and its tests. The slice
//! [`ALL`] lists them; registration, help, `ask`, autocomplete and the README's table derive from it.

mod about;
mod admin;
mod as_of;
mod ask;
mod connections;
mod did_they_say;
mod dispute;
mod help;
mod nearest;
mod paging;
mod pair;
mod privacy;
mod profile;
mod quote;
mod shown;
mod sources;
mod teller;
mod timeline;
mod when;
mod when_did_they_meet;
mod which_one;
mod who;

pub use admin::{
    ADMIN, AdminCommand, AdminOption, Caller, DESCRIPTION as ADMIN_DESCRIPTION, Edition, File, Maker,
    NAME as ADMIN_NAME, Office, Server, Service, Takes,
};

use std::collections::BTreeMap;
use std::sync::{Arc, LazyLock};

use regex::Regex;

use crate::answer::{Answer, Archive, Profile, Question};
use crate::domain::PersonId;
use crate::store::{Store, StoreError};

/// One slash command.
#[derive(Debug)]
pub struct Command {
    /// As typed after the slash.
    pub name: &'static str,
    /// One line, at most 100 characters.
    pub description: &'static str,
    /// Its options, required ones first.
    pub options: &'static [CommandOption],
    /// An example as typed; `{one}` and `{two}` stand for people of the archive.
    pub pattern: &'static str,
    /// The options that a free question gives it, when the question is one of its own.
    pub recognises: fn(&Archive, &Question) -> Option<Options>,
    /// Answers it.
    pub answer: fn(&Archive, &Options) -> Result<Answer, AskError>,
}

impl Command {
    /// An example as typed, with people whom this archive knows.
    pub fn example(&self, archive: &Archive) -> String {
        let name = |n: usize| archive.names.people().get(n).map_or("somebody", |p| p.name.as_str());
        self.pattern.replace("{one}", name(0)).replace("{two}", name(1))
    }
}

/// One option of a command; each is a string.
#[derive(Debug)]
pub struct CommandOption {
    /// As typed before the colon.
    pub name: &'static str,
    /// One line, at most 100 characters.
    pub description: &'static str,
    /// Whether the command needs it.
    pub required: bool,
    /// Whether names autocomplete here.
    pub names: bool,
}

/// What the user gave, by option name.
pub type Options = BTreeMap<String, String>;

/// Every command, in the order of `/help`. `ask` tries them in this order, so the narrower comes first.
pub static ALL: &[&Command] = &[
    &who::COMMAND,
    &when_did_they_meet::COMMAND,
    &when::COMMAND,
    &did_they_say::COMMAND,
    &quote::COMMAND,
    &timeline::COMMAND,
    &connections::COMMAND,
    &sources::COMMAND,
    &ask::COMMAND,
    &about::COMMAND,
    &privacy::COMMAND,
    &help::COMMAND,
];

/// A command that is called on a message, and answered to the one who calls it alone.
#[derive(Debug)]
pub struct MessageCommand {
    /// As shown in the menu of a message, at most 32 characters.
    pub name: &'static str,
    /// Answers it from the words of the message, which are kept nowhere.
    pub answer: fn(&Desk, &str) -> Result<Answer, AskError>,
}

/// Every command on messages.
pub static ON_MESSAGES: &[&MessageCommand] = &[&MessageCommand { name: "Check this quote", answer: Desk::check }];

/// Why there is no answer.
#[derive(Debug, thiserror::Error)]
pub enum AskError {
    /// What the user did, with the remedy: shown to them.
    #[error("{0}")]
    Asked(String),
    /// What broke: logged, with one polite line for the user.
    #[error(transparent)]
    Broke(#[from] StoreError),
}

/// One suggestion while a name is typed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Completion {
    /// What is shown: the name and, between namesakes, what tells them apart.
    pub label: String,
    /// What is filled in.
    pub value: String,
}

/// Where questions are asked: the archive behind the commands.
#[derive(Debug)]
pub struct Desk {
    archive: Archive,
    /// Where the archive's pages are.
    site: Option<Arc<str>>,
}

/// As many as Discord shows.
const MOST_COMPLETIONS: usize = 25;

impl Desk {
    /// Opens a desk on a store.
    pub fn open(store: Store) -> Result<Self, StoreError> {
        Ok(Self { archive: Archive::open(store)?, site: None })
    }

    /// The same where the archive's pages are at an address, without a slash at its end.
    #[must_use]
    pub fn published_at(self, site: Option<Arc<str>>) -> Self {
        Self { site, ..self }
    }

    /// Where the archive's pages are.
    pub fn site(&self) -> Option<Arc<str>> {
        self.site.clone()
    }

    /// The archive behind it.
    pub fn archive(&self) -> &Archive {
        &self.archive
    }

    /// The command of that name, with or without a slash.
    pub fn command(name: &str) -> Option<&'static Command> {
        let name = name.trim_start_matches('/');
        ALL.iter().copied().find(|c| c.name == name)
    }

    /// Answers free text, or a command line as typed in Discord: `/who person: Jane Doe`.
    pub fn ask(&self, text: &str) -> Result<Answer, AskError> {
        match text.trim().strip_prefix('/') {
            Some(line) => {
                let (name, rest) = line.split_once(char::is_whitespace).unwrap_or((line, ""));
                let command = Self::command(name).ok_or_else(|| unknown_command(name))?;
                let names: Vec<(&str, bool)> = command.options.iter().map(|o| (o.name, o.names)).collect();
                self.answer(command.name, &typed(&names, rest))
            }
            None => self.answer(ask::COMMAND.name, &Options::from([("question".to_owned(), text.to_owned())])),
        }
    }

    /// Answers a command with its options by name.
    pub fn answer(&self, name: &str, options: &Options) -> Result<Answer, AskError> {
        let command = Self::command(name).ok_or_else(|| unknown_command(name))?;
        for option in command.options.iter().filter(|o| o.required) {
            if given(options, option.name).is_none() {
                return Err(AskError::Asked(format!(
                    "/{} needs `{}`: {}. Try {}",
                    command.name,
                    option.name,
                    option.description,
                    command.example(&self.archive)
                )));
            }
        }
        let mut answer = (command.answer)(&self.archive, options)?;
        answer.count_support(&self.archive);
        answer.site = self.site();
        Ok(answer)
    }

    /// All that is told of somebody; `None` for nobody.
    pub fn profile(&self, id: PersonId) -> Result<Option<Profile>, StoreError> {
        profile::of(&self.archive, id)
    }

    /// Whether the quotations in a message are printed in the archive, and as whose words.
    pub fn check(&self, message: &str) -> Result<Answer, AskError> {
        did_they_say::check(&self.archive, message)
    }

    /// The best names for what has been typed so far, at most 25, typing errors forgiven.
    pub fn complete(&self, typed: &str) -> Result<Vec<Completion>, AskError> {
        let found = self.archive.names.complete(typed, MOST_COMPLETIONS);
        let mut completions = Vec::with_capacity(found.len());
        for id in found {
            let name = self.archive.name(id);
            let value = which_one::told_apart(&self.archive, id, None)?;
            // A single word hardly says who it is, even where nobody else bears it.
            let described = if name.contains(' ') { None } else { which_one::description(&self.archive, id, None)? };
            let label = described.map_or_else(|| value.clone(), |described| format!("{name} ({described})"));
            completions.push(Completion { label, value });
        }
        Ok(completions)
    }
}

/// What the user gave for an option, without white space around it; `None` for nothing.
fn given<'a>(options: &'a Options, name: &str) -> Option<&'a str> {
    options.get(name).map(|value| value.trim()).filter(|value| !value.is_empty())
}

fn unknown_command(name: &str) -> AskError {
    let names: Vec<String> = ALL.iter().map(|c| format!("/{}", c.name)).collect();
    AskError::Asked(format!("There is no command /{name}. There are {}.", names.join(", ")))
}

/// Reads `person: Jane Doe other: John Roe`. What stands in front of all option names is the first option; where the
/// first two take people's names, `Jane Doe and John Roe` are both. Each option comes with whether it does.
fn typed(options: &[(&str, bool)], line: &str) -> Options {
    let found = labels(options, line);
    let ends = found.iter().skip(1).map(|(start, _, _)| *start).chain([line.len()]);
    let labelled = found.iter().zip(ends).map(|((_, from, name), to)| ((*name).to_owned(), unquoted(&line[*from..to])));
    let mut given: Options = labelled.collect();
    let bare = unquoted(&line[..found.first().map_or(line.len(), |(start, _, _)| *start)]);
    if let Some((first, people)) = options.first().filter(|(first, _)| !bare.is_empty() && !given.contains_key(*first))
    {
        let pair = [" and ", " & ", " with "].iter().find_map(|and| bare.split_once(and));
        match (pair, options.get(1)) {
            (Some((one, other)), Some((second, true))) if *people && !given.contains_key(*second) => {
                given.extend([((*first).to_owned(), unquoted(one)), ((*second).to_owned(), unquoted(other))]);
            }
            _ => _ = given.insert((*first).to_owned(), bare),
        }
    }
    given
}

/// A word with a colon behind it, as option names are written.
static LABEL: LazyLock<Option<Regex>> = LazyLock::new(|| Regex::new(r"(?:^|\s)([a-z-]+)\s*[:=]").ok());
/// A word that may be an option's name without its colon.
static WORD: LazyLock<Option<Regex>> = LazyLock::new(|| Regex::new(r"(?:^|\s)([a-z-]+)").ok());

/// Where one of these names stands as a label: the start, the end, the name. Where a person comes first the colons may be
/// left out: `Jane Doe about leaving`.
fn labels<'a>(options: &[(&str, bool)], line: &'a str) -> Vec<(usize, usize, &'a str)> {
    let find = |label: Option<&Regex>| -> Vec<(usize, usize, &'a str)> {
        let found = label.into_iter().flat_map(|label| label.captures_iter(line));
        let found = found.filter_map(|c| Some((c.get(0)?.start(), c.get(0)?.end(), c.get(1)?.as_str())));
        found.filter(|(_, _, found)| options.iter().any(|(name, _)| name == found)).collect()
    };
    let found = find(LABEL.as_ref());
    match options.first() {
        Some((_, true)) if found.is_empty() => find(WORD.as_ref()),
        _ => found,
    }
}

fn unquoted(value: &str) -> String {
    let value = value.trim();
    value.strip_prefix('"').and_then(|v| v.strip_suffix('"')).unwrap_or(value).to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn command_lines_are_read_as_typed() {
        let check = |line: &str, expected: &[(&str, &str)]| {
            let expected: Options = expected.iter().map(|(k, v)| ((*k).to_owned(), (*v).to_owned())).collect();
            assert_eq!(typed(&[("person", true), ("other", true)], line), expected, "{line}");
        };
        check("person: Ann Poe other: Jim Roe", &[("person", "Ann Poe"), ("other", "Jim Roe")]);
        check("other:Jim person:Ann", &[("person", "Ann"), ("other", "Jim")]);
        check("person=\"Ann Poe\" other=Jim", &[("person", "Ann Poe"), ("other", "Jim")]);
        check("person : Ann  other : Jim", &[("person", "Ann"), ("other", "Jim")]);
        check("Ann Poe", &[("person", "Ann Poe")]);
        check("Ann Poe other: Jim", &[("person", "Ann Poe"), ("other", "Jim")]);
        check("Ann Poe and Jim", &[("person", "Ann Poe"), ("other", "Jim")]);
        check("Jim person: Ann", &[("person", "Ann")]);
        check("Ann Poe other Jim", &[("person", "Ann Poe"), ("other", "Jim")]);
        check("person Ann", &[("person", "Ann")]);
        check("another", &[("person", "another")]);
        check("", &[]);
    }

    /// What Discord asks of a command or subcommand.
    pub(in crate::commands) fn keeps_rules(name: &str, description: &str, options: &[(&str, &str, bool)]) {
        let plain =
            |name: &str| (1..=32).contains(&name.len()) && name.chars().all(|c| c.is_ascii_lowercase() || c == '-');
        assert!(plain(name) && description.len() <= 100, "{name}");
        assert!(options.iter().all(|o| plain(o.0) && o.1.len() <= 100), "{name}");
        assert!(options.is_sorted_by_key(|o| !o.2), "{name}: required options come first");
    }

    #[test]
    fn commands_keep_discord_s_rules() {
        for command in ALL {
            let options: Vec<_> = command.options.iter().map(|o| (o.name, o.description, o.required)).collect();
            keeps_rules(command.name, command.description, &options);
            assert!(command.pattern.starts_with(&format!("/{}", command.name)), "{}", command.name);
        }
    }
}
