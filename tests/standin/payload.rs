//! What Discord sends: users, interactions, commands as it keeps them.

use serde_json::{Value, json};

use super::{APPLICATION, GUILD};

const USER: &str = "800000000000000001";
const CHANNEL: &str = "700000000000000002";

/// The bot's own user.
pub fn bot() -> Value {
    json!({"id": APPLICATION.to_string(), "username": "receipts", "discriminator": "0", "avatar": null, "bot": true,
        "global_name": null, "mfa_enabled": false, "verified": true, "email": null, "flags": 0, "public_flags": 0})
}

/// A slash command with its options, in order, sent in a guild.
pub fn command(name: &str, options: &[(&str, &str)]) -> Value {
    let options: Vec<Value> = options.iter().map(|(name, value)| option(name, value)).collect();
    interaction(2, &json!({"id": "500", "name": name, "type": 1, "options": options, "resolved": {}}))
}

/// The same look-up, to be answered to the one who calls alone.
pub fn privately(mut interaction: Value) -> Value {
    if let Some(options) = interaction["data"]["options"].as_array_mut() {
        options.push(json!({"name": "private", "type": 5, "value": true}));
    }
    interaction
}

/// The same, where the bot may not attach files.
pub fn text_alone(mut interaction: Value) -> Value {
    interaction["app_permissions"] = json!("2147485696");
    interaction
}

/// The same interaction by somebody else.
pub fn by(user: &str, mut interaction: Value) -> Value {
    for place in ["/member/user/id", "/user/id"] {
        if let Some(id) = interaction.pointer_mut(place) {
            *id = json!(user);
        }
    }
    interaction
}

/// The last of the options is being typed.
pub fn typing(name: &str, options: &[(&str, &str)]) -> Value {
    let mut options: Vec<Value> = options.iter().map(|(name, value)| option(name, value)).collect();
    if let Some(last) = options.last_mut() {
        last["focused"] = json!(true);
    }
    interaction(4, &json!({"id": "500", "name": name, "type": 1, "options": options}))
}

/// A pick from the select menu of an answer of the bot (the data of its callback) that somebody (`asker`) asked for.
pub fn pick(answer: &Value, custom_id: &str, value: &str, asker: Option<&str>) -> Value {
    let mut picked =
        interaction(3, &json!({"custom_id": custom_id, "component_type": 3, "values": [value], "resolved": {}}));
    picked["message"] = answered(answer, asker.unwrap_or(USER));
    picked
}

/// A button of an answer of the bot is pressed.
pub fn press(answer: &Value, custom_id: &str, asker: Option<&str>) -> Value {
    let mut pressed = interaction(3, &json!({"custom_id": custom_id, "component_type": 2}));
    pressed["message"] = answered(answer, asker.unwrap_or(USER));
    pressed
}

/// A subcommand of `/admin`.
pub fn admin(subcommand: &str, options: &[(&str, &str)]) -> Value {
    let options: Vec<Value> = options.iter().map(|(name, value)| option(name, value)).collect();
    let options = json!([{"name": subcommand, "type": 1, "options": options}]);
    interaction(2, &json!({"id": "500", "name": "admin", "type": 1, "options": options, "resolved": {}}))
}

/// The same interaction in another server.
pub fn in_server(server: &str, mut interaction: Value) -> Value {
    interaction["guild_id"] = json!(server);
    interaction["authorizing_integration_owners"] = json!({"0": server});
    interaction
}

/// The same interaction in another channel, a thread of `parent` maybe.
pub fn in_channel(channel: &str, parent: Option<&str>, mut interaction: Value) -> Value {
    interaction["channel_id"] = json!(channel);
    interaction["channel"]["id"] = json!(channel);
    interaction["channel"]["parent_id"] = json!(parent);
    interaction
}

/// The last of the options of a subcommand of `/admin` is being typed.
pub fn typing_admin(subcommand: &str, options: &[(&str, &str)]) -> Value {
    let mut typing = admin(subcommand, options);
    typing["type"] = json!(4);
    let options = typing["data"]["options"][0]["options"].as_array_mut();
    if let Some(last) = options.and_then(|options| options.last_mut()) {
        last["focused"] = json!(true);
    }
    typing
}

/// `/admin add-article` with a file that Discord keeps at this address.
pub fn add_article(name: &str, url: &str, bytes: usize) -> Value {
    let options = json!([{"name": "add-article", "type": 1, "options": [{"name": "file", "type": 11, "value": "77"}]}]);
    let file = json!({"id": "77", "filename": name, "size": bytes, "url": url, "proxy_url": url,
        "content_type": "text/plain; charset=utf-8", "ephemeral": true});
    let resolved = json!({"attachments": {"77": file}});
    interaction(2, &json!({"id": "500", "name": "admin", "type": 1, "options": options, "resolved": resolved}))
}

/// The same interaction by somebody who may manage the server.
pub fn managing(mut interaction: Value) -> Value {
    interaction["member"]["permissions"] = json!("2248473465835105");
    interaction
}

/// A command called on somebody's message.
pub fn on_message(name: &str, words: &str) -> Value {
    let chat = chat(words);
    let id = chat["id"].as_str().unwrap_or_default().to_owned();
    let data =
        json!({"id": "500", "name": name, "type": 3, "target_id": id, "resolved": {"messages": {id.as_str(): chat}}});
    interaction(2, &data)
}

/// A message that somebody writes in the guild.
pub fn chat(words: &str) -> Value {
    let mut chat = message("");
    chat["id"] = json!("500000000000000010");
    chat["content"] = json!(words);
    chat["author"] = user(USER);
    chat["guild_id"] = json!(GUILD.to_string());
    chat
}

fn answered(answer: &Value, asker: &str) -> Value {
    let mut message = message(asker);
    for field in ["content", "embeds", "components", "flags"] {
        if !answer["data"][field].is_null() {
            message[field] = answer["data"][field].clone();
        }
    }
    message
}

/// The same, in a direct message with the bot.
pub fn in_direct_message(mut interaction: Value) -> Value {
    interaction["user"] = interaction["member"]["user"].clone();
    interaction["context"] = json!(1);
    // Discord's way of saying that the bot itself is the other one.
    interaction["authorizing_integration_owners"] = json!({"0": "0"});
    if let Some(fields) = interaction.as_object_mut() {
        fields.retain(|name, _| !matches!(name.as_str(), "member" | "guild_id" | "guild_locale" | "guild"));
    }
    interaction
}

/// The same, in a server that knows the bot only because the caller brought it along.
pub fn by_user_install(mut interaction: Value) -> Value {
    interaction["authorizing_integration_owners"] = json!({"1": USER});
    interaction
}

/// The same, between the caller and somebody else than the bot.
pub fn between_users(interaction: Value) -> Value {
    let mut interaction = by_user_install(in_direct_message(interaction));
    interaction["context"] = json!(2);
    interaction
}

/// A message of the bot, asked for by `asker`.
pub fn message(asker: &str) -> Value {
    let mut message = json!({"id": "500000000000000009", "channel_id": CHANNEL, "author": bot(), "content": "",
        "timestamp": "2026-01-01T00:00:00.000000+00:00", "edited_timestamp": null, "tts": false, "pinned": false,
        "mention_everyone": false, "mentions": [], "mention_roles": [], "attachments": [], "embeds": [], "type": 0,
        "flags": 0, "components": []});
    if !asker.is_empty() {
        message["interaction_metadata"] = json!({"id": "500000000000000008", "type": 2, "user": user(asker),
            "authorizing_integration_owners": {"0": GUILD.to_string()}});
    }
    message
}

/// Commands as Discord gives them back.
pub fn stored(commands: &Value) -> Value {
    let mut stored = commands.clone();
    for (number, command) in stored.as_array_mut().into_iter().flatten().enumerate() {
        command["id"] = json!((number + 500).to_string());
        command["application_id"] = json!(APPLICATION.to_string());
        command["version"] = json!("1");
        if command["type"].is_null() {
            command["type"] = json!(1);
        }
        if command["description"].is_null() {
            command["description"] = json!("");
        }
        if command["default_member_permissions"].is_null() {
            command["default_member_permissions"] = json!(null);
        }
    }
    stored
}

fn option(name: &str, value: &str) -> Value {
    json!({"name": name, "type": 3, "value": value})
}

fn user(id: &str) -> Value {
    json!({"id": id, "username": "fan", "global_name": "Fan", "discriminator": "0", "avatar": null, "bot": false})
}

fn interaction(kind: u8, data: &Value) -> Value {
    let member = json!({"user": user(USER), "nick": null, "avatar": null, "roles": [], "flags": 0, "deaf": false,
        "mute": false, "pending": false, "joined_at": "2024-01-02T03:04:05.000000+00:00", "premium_since": null,
        "communication_disabled_until": null, "permissions": "2248473465835073"});
    json!({"application_id": APPLICATION.to_string(), "type": kind, "version": 1, "data": data, "channel_id": CHANNEL,
        "guild_id": GUILD.to_string(), "member": member, "locale": "en-US", "guild_locale": "en-US", "context": 0,
        "app_permissions": "2248473465835073", "entitlements": [], "attachment_size_limit": 10_485_760,
        "authorizing_integration_owners": {"0": GUILD.to_string()},
        "channel": {"id": CHANNEL, "type": 0, "name": "general", "guild_id": GUILD.to_string(), "flags": 0,
            "permissions": "2248473465835073"}})
}
