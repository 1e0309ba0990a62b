//! What is answered to one interaction?
//!
//! A request in, a reply out: no network, no clock, nothing remembered. Whoever carries the two, the gateway or an HTTP
//! endpoint, is not its concern.

use serenity::all::{CreateAutocompleteResponse, CreateInteractionResponse};
use serenity::builder::AutocompleteChoice;
use tracing::error;

use super::convert;
use super::request::{Asks, Request, Under};
use crate::answer::Answer;
use crate::commands::{ADMIN_NAME, AskError, Completion, Desk, ON_MESSAGES, Office, Options, Server};
use crate::render::discord::escape::fit_plain;
use crate::render::discord::{MOST_OPTION_TEXT, MOST_OPTIONS, Message};
use crate::store::Kept;

/// What goes back.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Reply {
    /// That somebody is there.
    Pong,
    /// A new message.
    Message(Message),
    /// The message that was picked from, changed.
    Replacement(Message),
    /// Suggestions for the option being typed.
    Completions(Vec<Completion>),
}

/// The reply; `None` to what asks nothing of us.
pub(super) fn reply(office: &Office, request: &Request) -> Option<Reply> {
    match &request.asks {
        Asks::Ping => Some(Reply::Pong),
        Asks::Command { name, options } => {
            let message = shown(name, office.desk().answer(name, options));
            Some(Reply::Message(reportable(message, request.server.is_some(), &command_line(name, options))))
        }
        Asks::OnMessage { name, words } => Some(Reply::Message(checked(&office.desk(), name, words))),
        Asks::Admin { name, options } => {
            Some(Reply::Message(admin_reply(request, |server| office.answer(server, name, options))))
        }
        Asks::Completion { typed } => Some(Reply::Completions(completions(&office.desk(), typed))),
        Asks::Pick { menu, value, under } if [convert::MENU, convert::PUBLIC_MENU].contains(&menu.as_str()) => {
            Some(asked_again(&office.desk(), request, under, value, menu == convert::PUBLIC_MENU))
        }
        Asks::Press { button, under } => Some(pressed(office, request, button, under)),
        Asks::Pick { .. } | Asks::Nothing => None,
    }
}

/// Whether only the one who called will see the reply, as far as that can be told before it is there.
pub(super) fn is_private(request: &Request) -> bool {
    matches!(request.asks, Asks::OnMessage { .. } | Asks::Admin { .. })
}

/// What is answered to a command on a message; its words go no further than this, so it can't be reported either.
fn checked(desk: &Desk, name: &str, words: &str) -> Message {
    if words.trim().is_empty() {
        return Message::notice("There are no words in that message that I could look at.");
    }
    let answer = ON_MESSAGES.iter().find(|command| command.name == name).map(|command| (command.answer)(desk, words));
    let message = answer.map_or_else(|| Message::notice(GONE), |answer| shown(name, answer));
    message.kept_private()
}

/// For those who may manage the server alone, whatever its settings let others see.
fn admin_reply(request: &Request, answer: impl FnOnce(Server) -> Result<Answer, AskError>) -> Message {
    let (Some(permissions), Some(guild)) = (request.permissions, request.guild) else {
        return Message::notice("That works in a server only: for the answers of that server.");
    };
    if !permissions.manage_guild() && !permissions.administrator() {
        return Message::notice("That is for those who may manage this server (the permission “Manage Server”).");
    }
    shown(ADMIN_NAME, answer(Server(guild))).kept_private()
}

fn pressed(office: &Office, request: &Request, button: &str, under: &Under) -> Reply {
    if let Some(asked) = button.strip_prefix(REPORT) {
        return Reply::Message(report(office, request, under, asked.trim_start()));
    }
    if button.strip_prefix('/').is_some_and(|line| line.starts_with(ADMIN_NAME)) {
        let unknown = || Err(AskError::Asked(GONE.to_owned()));
        let answer = |server| office.ask(server, button).unwrap_or_else(unknown);
        return Reply::Replacement(admin_reply(request, answer));
    }
    asked_again(&office.desk(), request, under, button, false)
}

/// The answer to what was picked or pressed. The one who asked gets it in place of the message, others get their own;
/// what a private question left open is answered where everybody sees it, if the command was public.
fn asked_again(desk: &Desk, request: &Request, under: &Under, command: &str, publicly: bool) -> Reply {
    let message = reportable(shown("a pick", desk.ask(command)), request.server.is_some(), command);
    if publicly && !message.private {
        return Reply::Message(message);
    }
    if under.private || (!message.private && under.asker == Some(request.user)) {
        return Reply::Replacement(message);
    }
    Reply::Message(Message { private: true, ..message })
}

/// An answer in a server can be reported to those who look after it; elsewhere nobody would read it.
pub(super) fn reportable(message: Message, in_server: bool, asked: &str) -> Message {
    if in_server { message.with_button(REPORT_LABEL, &format!("{REPORT} {asked}")) } else { message }
}

/// What was asked and shown goes to those who look after the server; who reports it goes nowhere.
fn report(office: &Office, request: &Request, under: &Under, asked: &str) -> Message {
    let Some(server) = request.server else {
        return Message::notice("Answers can be reported in a server only.");
    };
    let line = match office.report(server, asked, &convert::words_of(&under.texts)) {
        Ok(Kept::New) => {
            "Thank you. Those who look after this server will see what was asked and answered, not who reported it."
        }
        Ok(Kept::Again) => "Thank you. It is on the list of those who look after this server already.",
        Ok(Kept::Full) => {
            "Thank you, but the list is full: those who look after this server have to work through it first."
        }
        Err(broke) => {
            error!("a report can't be kept: {broke}");
            "Sorry, the report can't be kept: nothing can be written here. Please tell those who look after this server."
        }
    };
    Message::notice(line)
}

fn completions(desk: &Desk, typed: &str) -> Vec<Completion> {
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
            Reply::Pong => Self::Pong,
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
pub(super) fn shown(asked: &str, answer: Result<Answer, AskError>) -> Message {
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

/// The command as one line: `/who person: Ann Lee`.
fn command_line(name: &str, options: &Options) -> String {
    // In the order in which they are declared, the required ones first.
    let declared = Desk::command(name).map_or(&[][..], |command| command.options);
    let given = declared.iter().filter_map(|o| Some(format!("{}: {}", o.name, options.get(o.name)?.trim())));
    [format!("/{name}")].into_iter().chain(given).collect::<Vec<_>>().join(" ")
}

/// In front of what was asked, in the id of the button that reports an answer.
const REPORT: &str = "report";
const REPORT_LABEL: &str = "Report";
/// A button or a command of an older version.
const GONE: &str = "That is no longer there. /help lists what can be asked.";

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
