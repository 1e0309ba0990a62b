//! What does Discord write of an interaction?
//!
//! As much of it as an answer depends on, under Discord's own names; the rest is skipped unread. What it means is the
//! business of [`super::request`].

use std::collections::BTreeMap;
use std::fmt;

use serde::Deserialize;
use serde::de::{Deserializer, Visitor};
use serde_json::Value;
use serenity::all::Permissions;

/// An interaction on its way, after <https://discord.com/developers/docs/interactions/receiving-and-responding>.
#[derive(Deserialize)]
pub(super) struct Wire {
    pub(super) id: Id,
    pub(super) token: String,
    #[serde(rename = "type", default)]
    pub(super) kind: u8,
    pub(super) data: Option<Data>,
    pub(super) guild_id: Option<Id>,
    pub(super) channel_id: Option<Id>,
    pub(super) channel: Option<Channel>,
    pub(super) member: Option<Member>,
    pub(super) app_permissions: Option<Permissions>,
    pub(super) user: Option<User>,
    pub(super) message: Option<Message>,
    #[serde(default)]
    pub(super) authorizing_integration_owners: BTreeMap<String, Option<Id>>,
}

#[derive(Default, Deserialize)]
#[serde(default)]
pub(super) struct Data {
    pub(super) name: String,
    #[serde(rename = "type")]
    pub(super) kind: u8,
    pub(super) options: Vec<Given>,
    pub(super) resolved: Option<Resolved>,
    pub(super) target_id: Option<Id>,
    pub(super) custom_id: String,
    pub(super) component_type: u8,
    pub(super) values: Option<Vec<String>>,
}

#[derive(Deserialize)]
pub(super) struct Channel {
    pub(super) parent_id: Option<Id>,
}

#[derive(Deserialize)]
pub(super) struct Given {
    pub(super) name: String,
    pub(super) value: Option<Value>,
    #[serde(default)]
    pub(super) focused: bool,
    #[serde(default)]
    pub(super) options: Vec<Given>,
}

#[derive(Default, Deserialize)]
#[serde(default)]
pub(super) struct Resolved {
    pub(super) messages: BTreeMap<Id, Message>,
    pub(super) attachments: BTreeMap<Id, Attachment>,
}

/// A file that somebody gave, and where it can be fetched.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
pub(super) struct Attachment {
    pub(super) filename: String,
    pub(super) url: String,
    /// In bytes.
    #[serde(default)]
    pub(super) size: u64,
}

#[derive(Deserialize)]
pub(super) struct Member {
    pub(super) user: Option<User>,
    pub(super) permissions: Option<Permissions>,
}

#[derive(Deserialize)]
pub(super) struct User {
    pub(super) id: Id,
}

#[derive(Default, Deserialize)]
#[serde(default)]
pub(super) struct Message {
    pub(super) content: String,
    pub(super) flags: Option<u64>,
    pub(super) author: Option<User>,
    pub(super) interaction_metadata: Option<Metadata>,
    #[serde(rename = "referenced_message")]
    pub(super) answers: Option<Box<Message>>,
    pub(super) embeds: Vec<Embed>,
}

#[derive(Deserialize)]
pub(super) struct Metadata {
    pub(super) user: Option<User>,
}

#[derive(Default, Deserialize)]
#[serde(default)]
pub(super) struct Embed {
    pub(super) title: Option<String>,
    pub(super) description: Option<String>,
    pub(super) fields: Vec<Field>,
}

#[derive(Deserialize)]
pub(super) struct Field {
    pub(super) name: String,
    pub(super) value: String,
}

/// A number at Discord: written as a string, by some as a number.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Id(pub(super) u64);

impl<'de> Deserialize<'de> for Id {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct Digits;
        impl Visitor<'_> for Digits {
            type Value = Id;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("a number at Discord")
            }

            fn visit_u64<E: serde::de::Error>(self, number: u64) -> Result<Id, E> {
                Ok(Id(number))
            }

            fn visit_str<E: serde::de::Error>(self, text: &str) -> Result<Id, E> {
                text.parse().map(Id).map_err(E::custom)
            }
        }
        deserializer.deserialize_any(Digits)
    }
}
