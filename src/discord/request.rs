//! What does an interaction ask?
//!
//! Read from Discord's JSON in one place, whichever door it came through; what no answer needs is not read. Of whoever
//! calls that is a number and what they may do. It answers nothing.

use serde::Deserialize;
use serde_json::Value;
use serenity::all::{Interaction, Permissions};

use super::wire::{Attachment, Data, Given, Message, Wire};
use crate::commands::{ADMIN_NAME, Options, Server};

/// One interaction, as far as an answer depends on it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Request {
    /// The interaction's number.
    pub(super) id: u64,
    /// What an answer to it is signed with, for 15 minutes.
    pub(super) token: String,
    /// Who calls.
    pub(super) user: u64,
    /// The server it was called in.
    pub(super) guild: Option<u64>,
    /// The same, if the bot belongs to it: one that only the caller brought it to has no `/admin`.
    pub(super) server: Option<Server>,
    /// The channel, and the one that it is a thread of.
    pub(super) channels: Vec<u64>,
    /// What the caller may do there.
    pub(super) permissions: Option<Permissions>,
    /// Whether the bot may attach files there.
    pub(super) attaches: bool,
    /// What is asked.
    pub(super) asks: Asks,
}

/// What is asked.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Asks {
    /// Whether anybody is there: asked at an HTTP endpoint alone.
    Ping,
    /// A look-up, by its name and options; `private` when the answer is for the one who calls alone.
    Command { name: String, options: Options, private: bool },
    /// A command on a message, with the words of the message.
    OnMessage { name: String, words: String },
    /// A subcommand of `/admin`, and the file that was given with it.
    Admin { name: String, options: Options, file: Option<Attachment> },
    /// Suggestions for the option that is being typed.
    Completion { typed: String, of: Option<Typing> },
    /// A choice of a menu under a message of ours.
    Pick { menu: String, value: String, under: Under },
    /// A button under a message of ours.
    Press { button: String, under: Under },
    /// Nothing that was ever offered.
    Nothing,
}

/// The option of a subcommand of `/admin` that is being typed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Typing {
    /// The subcommand.
    pub(super) command: String,
    /// The option.
    pub(super) option: String,
    /// What was given before.
    pub(super) others: Options,
}

/// The option of every look-up that says that the answer is for the one who calls alone.
pub(super) const PRIVATE: &str = "private";

/// The message of ours that something was picked or pressed under.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Under {
    /// One alone sees it.
    pub(super) private: bool,
    /// Whose command, pick or mention it answered.
    pub(super) asker: Option<u64>,
    /// Its texts, as sent: titles, descriptions, headings with what stands under them.
    pub(super) texts: Vec<String>,
}

impl Request {
    /// Reads what came over HTTP.
    pub(super) fn from_json(body: &[u8]) -> Result<Self, serde_json::Error> {
        serde_json::from_slice::<Wire>(body).map(Self::from)
    }

    /// Reads what serenity has read from the gateway: written as Discord wrote it, so that there is one way to read it.
    pub(super) fn from_gateway(interaction: &Interaction) -> Result<Self, serde_json::Error> {
        // serenity keeps the kind in the variant alone.
        let kind = u8::from(interaction.kind());
        let wire = Wire { kind, ..Wire::deserialize(serde_json::to_value(interaction)?)? };
        Ok(Self::from(wire))
    }
}

const PING: u8 = 1;
const COMMAND: u8 = 2;
const COMPONENT: u8 = 3;
const AUTOCOMPLETE: u8 = 4;
const SLASH: u8 = 1;
const ON_MESSAGE: u8 = 3;
const BUTTON: u8 = 2;
const MENU: u8 = 3;
const EPHEMERAL: u64 = 1 << 6;
/// The key of the server that a command is installed in.
const GUILD_INSTALL: &str = "0";

impl From<Wire> for Request {
    fn from(wire: Wire) -> Self {
        let guild = wire.guild_id.map(|id| id.0);
        let owner = wire.authorizing_integration_owners.get(GUILD_INSTALL).copied().flatten();
        let member_user = wire.member.as_ref().and_then(|member| member.user.as_ref());
        Self {
            id: wire.id.0,
            user: member_user.or(wire.user.as_ref()).map_or(0, |user| user.id.0),
            guild,
            channels: [wire.channel_id, wire.channel.and_then(|channel| channel.parent_id)]
                .into_iter()
                .flatten()
                .map(|id| id.0)
                .collect(),
            server: owner.map(|id| id.0).filter(|owner| Some(*owner) == guild).map(Server),
            permissions: wire.member.as_ref().and_then(|member| member.permissions),
            attaches: wire.app_permissions.is_none_or(|may| may.attach_files() || may.administrator()),
            asks: asks(wire.kind, wire.data.unwrap_or_default(), wire.message),
            token: wire.token,
        }
    }
}

fn asks(kind: u8, data: Data, message: Option<Message>) -> Asks {
    match (kind, data.kind, data.component_type) {
        (PING, ..) => Asks::Ping,
        (COMMAND, ON_MESSAGE, _) => {
            let target = data.target_id.and_then(|id| data.resolved?.messages.remove(&id));
            target.map_or(Asks::Nothing, |message| Asks::OnMessage { name: data.name, words: message.content })
        }
        (COMMAND, SLASH, _) if data.name == ADMIN_NAME => {
            let (name, given) = data.options.into_iter().next().map_or_else(Default::default, |o| (o.name, o.options));
            let options = options(given);
            // Of all that was given, a file alone is among the attachments.
            let files = data.resolved.map(|resolved| resolved.attachments).unwrap_or_default();
            let file = files.into_iter().find(|(id, _)| options.values().any(|value| *value == id.0.to_string()));
            Asks::Admin { name, options, file: file.map(|(_, file)| file) }
        }
        (COMMAND, SLASH, _) => {
            let private =
                data.options.iter().any(|option| option.name == PRIVATE && option.value == Some(Value::Bool(true)));
            Asks::Command { name: data.name, options: options(data.options), private }
        }
        (AUTOCOMPLETE, ..) if data.name == ADMIN_NAME => {
            let (command, given) =
                data.options.into_iter().next().map_or_else(Default::default, |o| (o.name, o.options));
            let option = given.iter().find(|option| option.focused).map(|option| option.name.clone());
            let mut others = options(given);
            let typed = option.as_ref().and_then(|option| others.remove(option)).unwrap_or_default();
            Asks::Completion { typed, of: Some(Typing { command, option: option.unwrap_or_default(), others }) }
        }
        (AUTOCOMPLETE, ..) => Asks::Completion { typed: typed(data.options), of: None },
        (COMPONENT, _, MENU) => match data.values.and_then(|values| values.into_iter().next()) {
            Some(value) => Asks::Pick { menu: data.custom_id, value, under: under(message) },
            None => Asks::Nothing,
        },
        (COMPONENT, _, BUTTON) => Asks::Press { button: data.custom_id, under: under(message) },
        _ => Asks::Nothing,
    }
}

/// What the user gave; every option of a command is a string.
fn options(given: Vec<Given>) -> Options {
    let texts = given.into_iter().filter_map(|option| match option.value {
        Some(Value::String(text)) => Some((option.name, text)),
        _ => None,
    });
    texts.collect()
}

/// What stands in the option that is being typed.
fn typed(given: Vec<Given>) -> String {
    let focused = given.into_iter().filter(|option| option.focused).find_map(|option| match option.value {
        Some(Value::String(text)) => Some(text),
        _ => None,
    });
    focused.unwrap_or_default()
}

fn under(message: Option<Message>) -> Under {
    let message = message.unwrap_or_default();
    let called = message.interaction_metadata.and_then(|metadata| metadata.user);
    let asker = called.or_else(|| message.answers.and_then(|asked| asked.author));
    let texts = message.embeds.into_iter().flat_map(|embed| {
        let fields = embed.fields.into_iter().map(|field| format!("{}\n{}", field.name, field.value));
        [embed.title, embed.description].into_iter().flatten().chain(fields)
    });
    Under {
        private: message.flags.is_some_and(|flags| flags & EPHEMERAL != 0),
        asker: asker.map(|user| user.id.0),
        texts: texts.collect(),
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    /// An interaction of this kind as Discord sends it, by somebody in a server that the bot belongs to.
    fn interaction(kind: u8, data: Value) -> Value {
        let user = json!({"id": "5", "username": "fan", "discriminator": "0", "avatar": null});
        let member = json!({"user": user, "nick": null, "avatar": null, "roles": [], "flags": 0, "deaf": false,
            "mute": false, "joined_at": "2024-01-02T03:04:05Z", "premium_since": null, "permissions": "32"});
        let message = json!({"id": "9", "channel_id": "8", "author": user, "content": "“We met,” she said.",
            "timestamp": "2026-01-01T00:00:00Z", "edited_timestamp": null, "tts": false, "mention_everyone": false,
            "mentions": [], "mention_roles": [], "attachments": [], "pinned": false, "type": 0, "flags": 64,
            "embeds": [{"title": "Ann", "type": "rich", "description": "> Hi.", "fields": [{"name": "1", "value": "a", "inline": false}]}],
            "interaction_metadata": {"id": "3", "type": 2, "user": user, "authorizing_integration_owners": {"0": "7"}}});
        let mut data = data;
        if data["target_id"].is_string() {
            data["resolved"] = json!({"messages": {"9": message}});
        }
        json!({"id": "1", "application_id": "2", "type": kind, "version": 1, "data": data, "channel_id": "8",
            "guild_id": "7", "member": member, "locale": "en-US", "guild_locale": "en-US", "context": 0,
            "token": "secret", "message": message, "app_permissions": "0", "entitlements": [],
            "attachment_size_limit": 1, "authorizing_integration_owners": {"0": "7", "1": "5"}})
    }

    fn under() -> Under {
        Under { private: true, asker: Some(5), texts: vec!["Ann".into(), "> Hi.".into(), "1\na".into()] }
    }

    fn given(options: &[(&str, &str)]) -> Options {
        options.iter().map(|(name, value)| ((*name).to_owned(), (*value).to_owned())).collect()
    }

    #[test]
    fn both_doors_read_the_same() {
        let text = |name: &str, value: &str| json!({"name": name, "type": 3, "value": value});
        let typing = json!({"name": "with", "type": 3, "value": "an", "focused": true});
        for (kind, data, asks) in [
            (
                2,
                json!({"id": "4", "name": "who", "type": 1, "options": [text("person", "Ann")]}),
                Asks::Command { name: "who".into(), options: given(&[("person", "Ann")]), private: false },
            ),
            (
                2,
                json!({"id": "4", "name": "who", "type": 1, "options": [
                    text("person", "Ann"), {"name": "private", "type": 5, "value": true}]}),
                Asks::Command { name: "who".into(), options: given(&[("person", "Ann")]), private: true },
            ),
            (
                2,
                json!({"id": "4", "name": "help", "type": 1, "options": [{"name": "private", "type": 5, "value": false}]}),
                Asks::Command { name: "help".into(), options: given(&[]), private: false },
            ),
            (
                2,
                json!({"id": "4", "name": "admin", "type": 1, "options": [
                    {"name": "review", "type": 1, "options": [text("page", "2")]}]}),
                Asks::Admin { name: "review".into(), options: given(&[("page", "2")]), file: None },
            ),
            (
                2,
                json!({"id": "4", "name": "Check this quote", "type": 3, "target_id": "9"}),
                Asks::OnMessage { name: "Check this quote".into(), words: "“We met,” she said.".into() },
            ),
            (
                4,
                json!({"id": "4", "name": "timeline", "type": 1, "options": [text("person", "Bob"), typing]}),
                Asks::Completion { typed: "an".into(), of: None },
            ),
            (
                2,
                json!({"id": "4", "name": "admin", "type": 1, "options": [
                        {"name": "add-article", "type": 1, "options": [{"name": "file", "type": 11, "value": "77"}]}],
                    "resolved": {"attachments": {"77": {"id": "77", "filename": "a.txt", "size": 3, "proxy_url": "p",
                        "url": "https://cdn.discordapp.com/a.txt", "content_type": "text/plain"}}}}),
                Asks::Admin {
                    name: "add-article".into(),
                    options: given(&[("file", "77")]),
                    file: Some(Attachment {
                        filename: "a.txt".into(),
                        url: "https://cdn.discordapp.com/a.txt".into(),
                        size: 3,
                    }),
                },
            ),
            (
                4,
                json!({"id": "4", "name": "admin", "type": 1, "options": [
                    {"name": "hide", "type": 1, "options": [text("person", "Ann"), {"name": "claim", "type": 3,
                        "value": "me", "focused": true}]}]}),
                Asks::Completion {
                    typed: "me".into(),
                    of: Some(Typing {
                        command: "hide".into(),
                        option: "claim".into(),
                        others: given(&[("person", "Ann")]),
                    }),
                },
            ),
            (
                3,
                json!({"custom_id": "ask", "component_type": 3, "values": ["/who person: Ann"]}),
                Asks::Pick { menu: "ask".into(), value: "/who person: Ann".into(), under: under() },
            ),
            (
                3,
                json!({"custom_id": "/help", "component_type": 2}),
                Asks::Press { button: "/help".into(), under: under() },
            ),
            (3, json!({"custom_id": "x", "component_type": 5, "values": ["5"]}), Asks::Nothing),
        ] {
            let wire = interaction(kind, data);
            let read = Request::from_json(wire.to_string().as_bytes()).expect("read");
            assert_eq!(read.asks, asks);
            assert_eq!((read.user, read.guild, read.server), (5, Some(7), Some(Server(7))));
            assert_eq!(read.channels, [8]);
            assert!(read.permissions.is_some_and(Permissions::manage_guild));
            let theirs: Interaction = serde_json::from_value(wire).expect("serenity reads it");
            assert_eq!(Request::from_gateway(&theirs).expect("read"), read);
        }
    }

    #[test]
    fn a_server_that_only_the_caller_brought_the_bot_to_is_not_looked_after() {
        for owners in [json!({"1": "5"}), json!({"0": "0"}), json!({"0": "6"}), json!({})] {
            let mut wire = interaction(2, json!({"id": "4", "name": "help", "type": 1}));
            wire["authorizing_integration_owners"] = owners.clone();
            let read = Request::from_json(wire.to_string().as_bytes()).expect("read");
            assert_eq!((read.guild, read.server), (Some(7), None), "{owners}");
        }
    }

    #[test]
    fn odd_requests_are_refused_or_ask_nothing() {
        for (body, fine) in [
            ("", false),
            ("{", false),
            ("[]", false),
            (r#"{"type":2}"#, false),
            (r#"{"id":"x","token":"t","type":2}"#, false),
            (r#"{"id":"1","token":"t","type":99}"#, true),
            (r#"{"id":1,"token":"t","type":2}"#, true),
            (r#"{"id":"1","token":"t","type":3,"data":{"component_type":3,"custom_id":"ask","values":[]}}"#, true),
        ] {
            let read = Request::from_json(body.as_bytes());
            assert_eq!(read.as_ref().map(|request| &request.asks).ok(), fine.then_some(&Asks::Nothing), "{body}");
        }
        let ping = Request::from_json(br#"{"id":"1","token":"t","type":1,"application_id":"2"}"#).expect("read");
        assert_eq!(ping.asks, Asks::Ping);
    }
}
