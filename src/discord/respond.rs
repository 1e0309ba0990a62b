//! What is answered to one interaction?
//!
//! An interaction in, a response out: no network, no clock, nothing remembered. Whoever carries the two, the
//! gateway or an HTTP endpoint, is not its concern.

use std::sync::Arc;

use serenity::all::{
    CommandInteraction, CreateAutocompleteResponse, CreateInteractionResponse, Interaction, ResolvedValue,
};
use serenity::builder::AutocompleteChoice;
use tracing::error;

use super::convert;
use crate::answer::Answer;
use crate::commands::{AskError, Command, Completion, Desk, Options};
use crate::render::discord::escape::fit_plain;
use crate::render::discord::{MOST_OPTION_TEXT, MOST_OPTIONS, Message};

/// Who answers: the commands and what they answer from.
#[derive(Clone)]
pub(super) struct Respondent {
    pub(super) commands: &'static [&'static Command],
    pub(super) desk: Arc<Desk>,
}

/// What goes back.
pub(super) enum Reply {
    /// A new message.
    Message(Message),
    /// Suggestions for the option being typed.
    Completions(Vec<Completion>),
}

impl Respondent {
    /// The reply; `None` to what asks nothing of us.
    pub(super) fn reply(&self, interaction: &Interaction) -> Option<Reply> {
        match interaction {
            Interaction::Command(command) => Some(Reply::Message(self.command(command))),
            Interaction::Autocomplete(command) => Some(Reply::Completions(self.complete(command))),
            _ => None,
        }
    }

    fn command(&self, interaction: &CommandInteraction) -> Message {
        let name = interaction.data.name.as_str();
        let Some(command) = self.commands.iter().find(|command| command.name == name) else {
            return Message::notice(&format!(
                "/{name} is not a command any more. Reload Discord to see what there is."
            ));
        };
        shown(name, self.desk.answer(command.name, &options(interaction)))
    }

    fn complete(&self, interaction: &CommandInteraction) -> Vec<Completion> {
        let typed = interaction.data.autocomplete().map_or("", |option| option.value);
        self.desk.complete(typed).unwrap_or_else(|error| {
            error!("names can't be completed: {error}");
            Vec::new()
        })
    }
}

impl From<Reply> for CreateInteractionResponse {
    fn from(reply: Reply) -> Self {
        match reply {
            Reply::Message(message) => Self::Message(convert::response(message)),
            Reply::Completions(all) => Self::Autocomplete(CreateAutocompleteResponse::new().set_choices(choices(&all))),
        }
    }
}

/// An answer, or what the user can do about there being none. What broke goes to the log alone.
fn shown(asked: &str, answer: Result<Answer, AskError>) -> Message {
    match answer {
        Ok(answer) => Message::answer(&answer),
        Err(AskError::Asked(remedy)) => Message::notice(&remedy),
        Err(AskError::Broke(broke)) => {
            error!("/{asked} can't be answered: {broke}");
            Message::notice(BROKE)
        }
    }
}

/// Said when the reason is nobody's business but the operator's.
pub(super) const BROKE: &str = "Something broke on my side, not on yours. Whoever runs me finds the reason in my log.";

/// What the user gave; every option of ours is a string.
fn options(interaction: &CommandInteraction) -> Options {
    let given = interaction.data.options().into_iter();
    given
        .filter_map(|option| match option.value {
            ResolvedValue::String(value) => Some((option.name.to_owned(), value.to_owned())),
            _ => None,
        })
        .collect()
}

/// Within Discord's limits: a label may be cut, a value that does not fit is left out, no label comes twice.
fn choices(all: &[Completion]) -> Vec<AutocompleteChoice> {
    let mut labels: Vec<String> = Vec::new();
    let mut choices = Vec::new();
    for completion in all {
        let label = fit_plain(&completion.label, MOST_OPTION_TEXT).text;
        let value = fit_plain(&completion.value, MOST_OPTION_TEXT);
        if label.is_empty() || value.text.is_empty() || value.cut || labels.contains(&label) {
            continue;
        }
        choices.push(AutocompleteChoice::new(label.clone(), value.text));
        labels.push(label);
        if labels.len() == MOST_OPTIONS {
            break;
        }
    }
    choices
}
