//! How does Discord reach the commands, and their answers Discord?
//!
//! The only place that names serenity. It registers the commands, converts what comes and goes, and keeps the
//! gateway connection or the interactions endpoint; it works no answer out. It asks for no privileged intent, reads no
//! chat message but those that mention it, and keeps nothing about users.

use std::fmt;
use std::future::Future;
use std::num::NonZeroU64;
use std::pin::pin;
use std::sync::Arc;
use std::time::SystemTime;

use serenity::all::CreateInteractionResponse;
use tokio::net::TcpListener;
use tokio::select;
use tracing::warn;

use self::connection::Connection;
use self::endpoint::Endpoint;
pub use self::limit::Rates;
use self::reception::Reception;
use self::request::Request;
use self::shelf::Shelf;
use self::signature::PublicKey;
use self::status::Status;
pub use self::survey::{Finding, survey};
use crate::commands::Office;
use crate::config::Shards;

mod application;
mod attachment;
mod connection;
mod convert;
mod courier;
mod endpoint;
mod gateway;
mod language;
mod limit;
mod mention;
mod metrics;
mod multipart;
mod outcome;
mod patience;
mod pulse;
mod reception;
mod register;
mod registered;
mod request;
mod respond;
mod server;
mod shards;
mod shelf;
mod signature;
mod status;
mod survey;
mod wire;

/// What the bot needs to know of its Discord application.
#[derive(Clone, Default)]
pub struct Settings {
    /// The bot's token; never printed.
    pub token: String,
    /// The application; asked from Discord when absent.
    pub application_id: Option<NonZeroU64>,
    /// Register the commands in this guild alone, where they appear at once; else everywhere.
    pub guild_id: Option<NonZeroU64>,
    /// Base URL in place of Discord's REST host; who stands there owns the rate limits.
    pub proxy: Option<String>,
    /// How often somebody may ask.
    pub rates: Rates,
    /// The shards of the gateway that this process runs; all that Discord advises when absent.
    pub shards: Option<Shards>,
    /// What calls Discord's REST interface, for those who embed the bot with roots or an address book of their own;
    /// serenity's own client when absent.
    pub client: Option<reqwest::Client>,
}

/// Why the bot cannot run: what is wrong, and the remedy.
#[derive(Debug, thiserror::Error)]
pub enum RunError {
    /// There is no token.
    #[error(
        "DISCORD_TOKEN is empty: create a bot at https://discord.com/developers/applications and set its token in .env"
    )]
    NoToken,
    /// Discord does not know the token.
    #[error(
        "Discord refuses DISCORD_TOKEN, it is mistyped or was reset: copy a new one from \
         https://discord.com/developers/applications (your application, Bot, Reset Token)"
    )]
    Token,
    /// There is no public key, or something else in its place.
    #[error(
        "DISCORD_PUBLIC_KEY is not 64 hexadecimal digits: copy the public key from \
         https://discord.com/developers/applications (your application, General Information) to .env"
    )]
    PublicKey,
    /// Discord does not grant the intents.
    #[error(
        "Discord refuses the gateway intents, though it gives that for server messages to every bot: look at what DISCORD_PROXY changes, or \
         update receipts"
    )]
    Intents,
    /// The proxy's address is none.
    #[error("DISCORD_PROXY={0:?} is no web address: write it like http://127.0.0.1:8080, or unset it")]
    Proxy(String),
    /// The bot is not in the guild, or may not register commands there.
    #[error("commands can't be registered in guild {guild} (DISCORD_GUILD_ID): invite the bot there with {invite}")]
    Guild {
        /// The guild of the settings.
        guild: NonZeroU64,
        /// Where an admin of that guild lets the bot in.
        invite: String,
    },
    /// The token belongs to another application.
    #[error("application {0} (DISCORD_APPLICATION_ID) is not this token's: unset it, Discord knows which one is")]
    Application(NonZeroU64),
    /// Discord refuses something else for good.
    #[error("Discord refuses {what}: {reason}")]
    Refused {
        /// What was asked of it.
        what: &'static str,
        /// In its words.
        reason: String,
    },
    /// Discord closes a shard's connection as soon as it begins.
    #[error(
        "Discord lets shard {shard} of {total} in no more, it may want more shards: start receipts again, where --shards is \
         set with a larger N for all processes"
    )]
    Shard {
        /// Which one, counted from 0.
        shard: u32,
        /// Of how many.
        total: u32,
    },
    /// The connection ended and is not coming back.
    #[error("the connection to Discord ended: {0}; start receipts again")]
    Ended(String),
}

/// Answers from `office` until `shutdown` is done; then the connection is closed properly and all is well. How it does is
/// told at `status`: `/healthz`, `/readyz` and `/metrics`.
///
/// A network that is away is waited for, with growing pauses and a line in the log; what waiting cannot mend is an
/// error at once. Commands are registered once, before connecting.
pub async fn run(
    settings: Settings,
    office: Arc<Office>,
    status: Option<TcpListener>,
    shutdown: impl Future<Output = ()>,
) -> Result<(), RunError> {
    let reception = Arc::new(Reception::new(office, &settings));
    let watched = Arc::new(Status::new(Arc::clone(&reception), Connection::gateway()));
    let mut shutdown = pin!(watched.closing_at(shutdown));
    let work = async {
        let gateway = select! {
            () = &mut shutdown => return Ok(()),
            gateway = gateway::prepare(&settings, reception) => gateway?,
        };
        watched.connection.watch(&gateway.manager, gateway.shards.first..=gateway.shards.last);
        gateway::serve(gateway, shutdown).await
    };
    select! {
        done = work => done,
        never = status::serve(status, Arc::clone(&watched)) => match never {},
    }
}

/// What an interactions endpoint needs besides.
pub struct Door {
    /// Where Discord's requests arrive, maybe through a load balancer.
    pub listener: TcpListener,
    /// The application's public key, as 64 hexadecimal digits.
    pub public_key: String,
    /// What time it is: requests that were signed long ago are refused.
    pub clock: fn() -> SystemTime,
}

/// The same over HTTP: Discord posts every interaction to `/interactions`. Requests are answered from the start on, for
/// Discord asks at once whether anybody is there; commands are registered beside that, if there is a token. Without an
/// address for `status`, `/healthz` and `/readyz` are answered here, too.
pub async fn serve(
    settings: Settings,
    door: Door,
    office: Arc<Office>,
    status: Option<TcpListener>,
    shutdown: impl Future<Output = ()>,
) -> Result<(), RunError> {
    let key = PublicKey::parse(&door.public_key).ok_or(RunError::PublicKey)?;
    let has_token = !settings.token.trim().is_empty();
    let http = Arc::new(application::http(&settings)?);
    let reception = Arc::new(Reception::new(office, &settings));
    let watched = Arc::new(Status::new(Arc::clone(&reception), Connection::Http));
    let endpoint = Endpoint { key, reception, shelf: Shelf::new(), http: Arc::clone(&http), clock: door.clock };
    let registered = async {
        if !has_token {
            warn!("Without DISCORD_TOKEN the commands stay as they are registered");
        } else if let Err(error) = application::introduce(&settings, &http).await {
            return error;
        }
        std::future::pending().await
    };
    let router = endpoint::router(endpoint);
    let router = if status.is_some() { router } else { router.merge(status::health(Arc::clone(&watched))) };
    let shutdown = pin!(watched.closing_at(shutdown));
    select! {
        () = server::serve(door.listener, router, shutdown) => Ok(()),
        error = registered => Err(error),
        never = status::serve(status, Arc::clone(&watched)) => match never {},
    }
}

/// What goes back to one interaction, both as Discord's JSON: for a door of another kind than these two. `None` where
/// nothing is asked of us; an error where it is no interaction. That Discord sent it is for the door to check. JSON
/// carries no pictures.
pub fn answer(office: &Office, interaction: &[u8]) -> Result<Option<Vec<u8>>, serde_json::Error> {
    let request = respond::in_its_place(office, Request::from_json(interaction)?);
    let reply = respond::reply(office, &request, None).map(|(reply, _)| reply.without_files().unwrap_or(reply));
    let reply = reply.map(CreateInteractionResponse::from);
    reply.map(|reply| serde_json::to_vec(&reply)).transpose()
}

impl fmt::Debug for Settings {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Settings")
            .field("token", &if self.token.is_empty() { "not set" } else { "set" })
            .field("application_id", &self.application_id)
            .field("guild_id", &self.guild_id)
            .field("proxy", &self.proxy)
            .field("rates", &self.rates)
            .field("shards", &self.shards)
            .finish_non_exhaustive()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_token_never_prints() {
        let settings = Settings { token: "s3cret".to_owned(), ..Settings::default() };
        assert!(!format!("{settings:?}").contains("s3cret"));
    }
}
