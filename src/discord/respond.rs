//! What is answered to one interaction?
//!
//! An interaction in, a response out: no network, no clock, nothing remembered. Whoever carries the two, the
//! gateway or an HTTP endpoint, is not its concern.

use serenity::all::{
    CommandInteraction, ComponentInteraction, ComponentInteractionDataKind, CreateAutocompleteResponse,
    CreateInteractionResponse, Interaction, MessageInteractionMetadata, ResolvedValue, UserId,
};
use serenity::builder::AutocompleteChoice;
use tracing::error;

use super::convert;
use crate::answer::Answer;
use crate::commands::{AskError, Completion, Desk, Options};
use crate::render::discord::escape::fit_plain;
use crate::render::discord::{MOST_OPTION_TEXT, MOST_OPTIONS, Message};

/// What goes back.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Reply {
    /// A new message.
    Message(Message),
    /// The message that was picked from, changed.
    Replacement(Message),
    /// Suggestions for the option being typed.
    Completions(Vec<Completion>),
}

/// The reply; `None` to what asks nothing of us.
pub(super) fn reply(desk: &Desk, interaction: &Interaction) -> Option<Reply> {
    match interaction {
        Interaction::Command(command) => Some(Reply::Message(command_reply(desk, command))),
        Interaction::Autocomplete(command) => Some(Reply::Completions(completions(desk, command))),
        Interaction::Component(component) => pick_reply(desk, component),
        _ => None,
    }
}

fn command_reply(desk: &Desk, interaction: &CommandInteraction) -> Message {
    let name = interaction.data.name.as_str();
    shown(name, desk.answer(name, &options(interaction)))
}

/// A pick from a menu of ours, or a button pressed. The one who asked gets the answer in place of the question, others get their own.
fn pick_reply(desk: &Desk, interaction: &ComponentInteraction) -> Option<Reply> {
    let id = &interaction.data.custom_id;
    let command = match &interaction.data.kind {
        ComponentInteractionDataKind::StringSelect { values } => values.first().filter(|_| id == convert::MENU)?,
        ComponentInteractionDataKind::Button => id,
        _ => return None,
    };
    let message = shown("a pick", desk.ask(command));
    let asker = interaction.message.interaction_metadata.as_deref().and_then(asker);
    Some(if !message.private && asker == Some(interaction.user.id) {
        Reply::Replacement(message)
    } else {
        Reply::Message(Message { private: true, ..message })
    })
}

/// Whose command or pick a message of ours answered.
fn asker(metadata: &MessageInteractionMetadata) -> Option<UserId> {
    match metadata {
        MessageInteractionMetadata::Command(command) => Some(command.user.id),
        MessageInteractionMetadata::Component(component) => Some(component.user.id),
        _ => None,
    }
}

fn completions(desk: &Desk, interaction: &CommandInteraction) -> Vec<Completion> {
    let typed = interaction.data.autocomplete().map_or("", |option| option.value);
    match desk.complete(typed) {
        Ok(all) => within_limits(all),
        Err(error) => {
            error!("names can't be completed: {error}");
            Vec::new()
        }
    }
}

impl From<Reply> for CreateInteractionResponse {
    fn from(reply: Reply) -> Self {
        match reply {
            Reply::Message(message) => Self::Message(convert::response(message)),
            Reply::Replacement(message) => Self::UpdateMessage(convert::response(message)),
            Reply::Completions(all) => {
                let choices = all.into_iter().map(|c| AutocompleteChoice::new(c.label, c.value)).collect();
                Self::Autocomplete(CreateAutocompleteResponse::new().set_choices(choices))
            }
        }
    }
}

/// An answer, or what the user can do about there being none. What broke goes to the log alone.
fn shown(asked: &str, answer: Result<Answer, AskError>) -> Message {
    match answer {
        Ok(answer) => Message::answer(&answer),
        Err(AskError::Asked(remedy)) => Message::notice(&remedy),
        Err(AskError::Broke(broke)) => {
            error!("{asked} can't be answered: {broke}");
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
fn within_limits(all: Vec<Completion>) -> Vec<Completion> {
    let mut kept: Vec<Completion> = Vec::new();
    for completion in all {
        let label = fit_plain(&completion.label, MOST_OPTION_TEXT).text;
        let value = fit_plain(&completion.value, MOST_OPTION_TEXT);
        let takes = !label.is_empty() && !value.text.is_empty() && !value.cut && kept.iter().all(|k| k.label != label);
        if takes && kept.len() < MOST_OPTIONS {
            kept.push(Completion { label, value: value.text });
        }
    }
    kept
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::store::StoreError;

    #[test]
    fn what_broke_is_for_the_log_alone() {
        let broke = AskError::Broke(StoreError("disk full at /srv/secret".to_owned()));
        let message = shown("/who", Err(broke));
        assert!(message.private && message.embed.is_none());
        assert!(!message.content.contains("secret"), "{}", message.content);
    }

    #[test]
    fn suggestions_keep_discords_limits() {
        let completion = |label: &str, value: &str| Completion { label: label.to_owned(), value: value.to_owned() };
        let long = "x".repeat(101);
        let many = (0..30).map(|n| completion(&format!("Ann {n}"), "Ann"));
        let odd = [completion("Ann Lee", "Ann Lee"), completion("Ann Lee", "twice"), completion(" ", "blank")];
        let all: Vec<_> =
            odd.into_iter().chain([completion(&long, "Xx"), completion("Yy", &long)]).chain(many).collect();
        let labels: Vec<String> = within_limits(all).into_iter().map(|c| c.label).collect();
        assert_eq!(labels.len(), MOST_OPTIONS);
        assert_eq!(labels[0], "Ann Lee");
        assert!(labels[1].ends_with("x…") && labels[1].encode_utf16().count() == MOST_OPTION_TEXT, "{}", labels[1]);
        assert_eq!(labels[2], "Ann 0");
    }
}
