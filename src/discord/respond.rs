//! What is answered to one interaction?
//!
//! A request in, a reply out: no network, no clock, nothing remembered. Whoever carries the two, the gateway or an HTTP
//! endpoint, is not its concern.

use serenity::all::{CreateAttachment, CreateAutocompleteResponse, CreateInteractionResponse};
use serenity::builder::AutocompleteChoice;
use tracing::error;

use super::convert;
use super::outcome::Outcome;
use super::request::{Asks, Request, Typing, Under};
use crate::answer::Answer;
use crate::commands::{ADMIN_NAME, AskError, Caller, Completion, Desk, File, ON_MESSAGES, Office, Options, Server};
use crate::render::discord::escape::fit_plain;
use crate::render::discord::{MOST_OPTION_TEXT, MOST_OPTIONS, Message};
use crate::render::picture;
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

impl Reply {
    /// What goes beside it over the wire.
    pub(super) fn files(&self) -> Vec<CreateAttachment> {
        match self {
            Self::Message(message) | Self::Replacement(message) => convert::files(message),
            Self::Pong | Self::Completions(_) => Vec::new(),
        }
    }

    /// The same in words alone, for where the picture may not go; `None` where it has none.
    pub(super) fn without_files(&self) -> Option<Self> {
        match self {
            Self::Message(message) => message.without_files().map(Self::Message),
            Self::Replacement(message) => message.without_files().map(Self::Replacement),
            Self::Pong | Self::Completions(_) => None,
        }
    }
}

/// A message, and how what was asked came out.
pub(super) type Shown = (Message, Outcome);

/// The reply and how it came out; `None` to what asks nothing of us.
pub(super) fn reply(office: &Office, request: &Request, file: Option<&File>) -> Option<(Reply, Outcome)> {
    let (reply, outcome) = answered(office, request, file)?;
    let plain = if request.attaches { None } else { reply.without_files() };
    Some((plain.unwrap_or(reply), outcome))
}

fn answered(office: &Office, request: &Request, file: Option<&File>) -> Option<(Reply, Outcome)> {
    let desk = |answer: &dyn Fn(&Desk) -> Shown| match office.desk_of(request.server) {
        Ok(desk) => answer(&desk),
        Err(why) => shown("a server's archive", Err(why)),
    };
    match &request.asks {
        Asks::Ping => Some((Reply::Pong, Outcome::Answered)),
        Asks::Command { name, options, private } => {
            let (message, outcome) = desk(&|desk| shown(name, desk.answer(name, options)));
            noted(office, request, outcome);
            let message = reportable(message, request.server.is_some(), &command_line(name, options));
            let message = if *private { message.kept_private() } else { message };
            Some((Reply::Message(message), outcome))
        }
        Asks::OnMessage { name, words } => Some(in_message(desk(&|desk| checked(desk, name, words)))),
        Asks::Admin { name, options, .. } => {
            Some(in_message(admin_reply(request, |caller| office.answer(caller, name, options, file))))
        }
        Asks::Completion { typed, of } => Some(completions(office, request, typed, of.as_ref())),
        Asks::Pick { menu, value, under } if [convert::MENU, convert::PUBLIC_MENU].contains(&menu.as_str()) => {
            let publicly = menu == convert::PUBLIC_MENU && is_public(office, request);
            Some(asked_again(office, request, under, value, publicly))
        }
        Asks::Press { button, under } => Some(pressed(office, request, button, under)),
        Asks::Pick { .. } | Asks::Nothing => None,
    }
}

/// The same request as its place allows it: where a server lets nobody answer in public, whoever asks is answered alone.
pub(super) fn in_its_place(office: &Office, mut request: Request) -> Request {
    let public = is_public(office, &request);
    if let Asks::Command { private, .. } = &mut request.asks {
        *private |= !public;
    }
    request
}

fn is_public(office: &Office, request: &Request) -> bool {
    request.server.is_none_or(|server| office.is_public(server, &request.channels))
}

/// Counts what a server asked in vain, for those who look after it.
pub(super) fn noted(office: &Office, request: &Request, outcome: Outcome) {
    if let (Asks::Command { name, options, .. }, Some(server), Outcome::NothingFound) =
        (&request.asks, request.server, outcome)
    {
        office.asked_in_vain(server, &command_line(name, options));
    }
}

/// Whether only the one who called will see the reply, as far as that can be told before it is there.
pub(super) fn is_private(request: &Request) -> bool {
    matches!(request.asks, Asks::Command { private: true, .. } | Asks::OnMessage { .. } | Asks::Admin { .. })
}

/// Whether the reply may follow an announcement. What is typed, picked or pressed takes a reply at once or none.
pub(super) fn may_be_late(request: &Request) -> bool {
    matches!(request.asks, Asks::Command { .. } | Asks::OnMessage { .. } | Asks::Admin { .. })
}

/// What is said when the work on a reply broke.
pub(super) fn broken(request: &Request) -> Reply {
    match request.asks {
        Asks::Completion { .. } => Reply::Completions(Vec::new()),
        _ => Reply::Message(Message::notice(BROKE)),
    }
}

/// What is answered to a command on a message; its words go no further than this, so it can't be reported either.
fn checked(desk: &Desk, name: &str, words: &str) -> Shown {
    if words.trim().is_empty() {
        return refusal("There are no words in that message that I could look at.");
    }
    let answer = ON_MESSAGES.iter().find(|command| command.name == name).map(|command| (command.answer)(desk, words));
    let (message, outcome) = answer.map_or_else(|| refusal(GONE), |answer| shown(name, answer));
    (message.kept_private(), outcome)
}

/// For those who may manage the server alone, whatever its settings let others see.
fn admin_reply(request: &Request, answer: impl FnOnce(Caller) -> Result<Answer, AskError>) -> Shown {
    match manager(request) {
        Ok(caller) => {
            let (message, outcome) = shown(ADMIN_NAME, answer(caller));
            (message.kept_private(), outcome)
        }
        Err(why) => refusal(why),
    }
}

/// Who looks after the server, if that is who calls; otherwise why not.
pub(super) fn manager(request: &Request) -> Result<Caller, &'static str> {
    let (Some(permissions), Some(guild)) = (request.permissions, request.guild) else {
        return Err("That works in a server only: for the answers of that server.");
    };
    if !permissions.manage_guild() && !permissions.administrator() {
        return Err("That is for those who may manage this server (the permission “Manage Server”).");
    }
    Ok(Caller { server: Server(guild), user: request.user })
}

fn pressed(office: &Office, request: &Request, button: &str, under: &Under) -> (Reply, Outcome) {
    if let Some(asked) = button.strip_prefix(REPORT) {
        return in_message(report(office, request, under, asked.trim_start()));
    }
    if is_admins_button(button) {
        let unknown = || Err(AskError::Asked(GONE.to_owned()));
        let answer = |caller| office.ask(caller, button).unwrap_or_else(unknown);
        let (message, outcome) = admin_reply(request, answer);
        return (Reply::Replacement(message), outcome);
    }
    asked_again(office, request, under, button, false)
}

/// Whether a button does what those who look after a server do.
pub(super) fn is_admins_button(button: &str) -> bool {
    button.strip_prefix('/').is_some_and(|line| line.starts_with(ADMIN_NAME))
}

/// The answer to what was picked or pressed. The one who asked gets it in place of the message, others get their own;
/// what a private question left open is answered where everybody sees it, if the command was public.
fn asked_again(office: &Office, request: &Request, under: &Under, command: &str, publicly: bool) -> (Reply, Outcome) {
    let (message, outcome) = shown("a pick", office.desk_of(request.server).and_then(|desk| desk.ask(command)));
    let message = reportable(message, request.server.is_some(), command);
    let reply = match (under.private, message.private) {
        (_, false) if publicly => Reply::Message(message),
        (true, _) if publicly => Reply::Replacement(message),
        // What comes after something private stays private, whatever is picked from it next.
        (true, _) => Reply::Replacement(message.kept_private()),
        (false, _) if under.asker != Some(request.user) => Reply::Message(message.kept_private()),
        (false, false) => Reply::Replacement(message),
        (false, true) => Reply::Message(message),
    };
    (reply, outcome)
}

/// An answer in a server can be reported to those who look after it; elsewhere nobody would read it.
pub(super) fn reportable(message: Message, in_server: bool, asked: &str) -> Message {
    if in_server { message.with_button(REPORT_LABEL, &format!("{REPORT} {asked}")) } else { message }
}

/// What was asked and shown goes to those who look after the server; who reports it goes nowhere.
fn report(office: &Office, request: &Request, under: &Under, asked: &str) -> Shown {
    let Some(server) = request.server else {
        return refusal("Answers can be reported in a server only.");
    };
    let (line, outcome) = match office.report(server, asked, &convert::words_of(&under.texts)) {
        Ok(Kept::New) => (
            "Thank you. Those who look after this server will see what was asked and answered, not who reported it.",
            Outcome::Answered,
        ),
        Ok(Kept::Again) => {
            ("Thank you. It is on the list of those who look after this server already.", Outcome::Answered)
        }
        Ok(Kept::Full) => (
            "Thank you, but the list is full: those who look after this server have to work through it first.",
            Outcome::Refused,
        ),
        Err(broke) => {
            error!("a report can't be kept: {broke}");
            let line = "Sorry, the report can't be kept: nothing can be written here. Please tell those who look after \
                        this server.";
            (line, Outcome::Broke)
        }
    };
    (Message::notice(line), outcome)
}

fn completions(office: &Office, request: &Request, typed: &str, of: Option<&Typing>) -> (Reply, Outcome) {
    let found = match (of, manager(request)) {
        (None, _) => office.desk_of(request.server).and_then(|desk| desk.complete(typed)),
        (Some(Typing { command, option, others }), Ok(caller)) => {
            office.complete(caller, command, option, typed, others)
        }
        // Whoever may not look after the server learns nothing of what it keeps.
        (Some(_), Err(_)) => Ok(Vec::new()),
    };
    let (all, outcome) = match found {
        Ok(all) if all.is_empty() => (all, Outcome::NothingFound),
        Ok(all) => (within_limits(all), Outcome::Answered),
        Err(error) => {
            error!("names can't be completed: {error}");
            (Vec::new(), Outcome::Broke)
        }
    };
    (Reply::Completions(all), outcome)
}

fn in_message((message, outcome): Shown) -> (Reply, Outcome) {
    (Reply::Message(message), outcome)
}

/// Why not, for the one who asked.
pub(super) fn refusal(why: &str) -> Shown {
    (Message::notice(why), Outcome::Refused)
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
pub(super) fn shown(asked: &str, answer: Result<Answer, AskError>) -> Shown {
    let outcome = Outcome::of(&answer);
    let message = match answer {
        Ok(answer) => Message::answer(&answer).with_picture(picture::of(&answer)),
        Err(AskError::Asked(remedy)) => Message::notice(&remedy),
        Err(AskError::Broke(broke)) => {
            error!("{asked} can't be answered: {broke}");
            Message::notice(BROKE)
        }
    };
    (message, outcome)
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
pub(super) const REPORT: &str = "report";
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
        let (message, outcome) = shown("/who", Err(broke));
        assert_eq!(outcome, Outcome::Broke);
        assert!(message.private && message.embed.is_none());
        assert!(!message.content.contains("secret"), "{}", message.content);
    }

    #[test]
    fn what_is_asked_in_private_is_announced_in_private() {
        let who = |private| Asks::Command { name: "who".into(), options: Options::new(), private };
        for (asks, private) in [
            (who(false), false),
            (who(true), true),
            (Asks::OnMessage { name: "Check this quote".into(), words: "“Hi,” she said.".into() }, true),
            (Asks::Admin { name: "review".into(), options: Options::new(), file: None }, true),
        ] {
            let request = Request {
                id: 1,
                token: String::new(),
                user: 5,
                guild: None,
                server: None,
                channels: Vec::new(),
                permissions: None,
                attaches: true,
                asks,
            };
            assert_eq!(is_private(&request), private, "{request:?}");
        }
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
