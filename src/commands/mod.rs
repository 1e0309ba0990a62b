//! Which commands are there?
//!
//! One file each: its name, its options, the questions that it recognises, its answer and its tests. The slice
//! [`ALL`] lists them; registration, help, `ask`, autocomplete and the README's table derive from it.

use std::collections::BTreeMap;

use crate::answer::Answer;
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
    /// Answers it.
    pub answer: fn(&Desk, &Options) -> Result<Answer, AskError>,
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

/// What answers are given from: the store and what was prepared on opening it.
#[derive(Debug)]
pub struct Desk {
    /// The open store.
    pub store: Store,
}

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

/// Every command, in the order of `/help`.
pub static ALL: &[&Command] = &[];

impl Desk {
    /// The command of that name.
    pub fn command(name: &str) -> Option<&'static Command> {
        ALL.iter().copied().find(|c| c.name == name)
    }

    /// The best names for what has been typed so far, at most 25, typing errors forgiven.
    pub fn complete(&self, _typed: &str) -> Result<Vec<Completion>, AskError> {
        todo!()
    }
}
