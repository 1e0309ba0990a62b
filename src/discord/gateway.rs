//! How is the connection to Discord made, kept and closed?
//!
//! serenity resumes by itself what can be resumed. Here is what it leaves to its users: the address of the
//! gateway, registration once, answers tried again, an end that comes in time.

use std::future::Future;
use std::num::NonZeroU64;
use std::pin::Pin;
use std::sync::{Arc, OnceLock};
use std::time::Duration;

use serenity::all::{
    ApplicationId, ClientBuilder, Context, EventHandler, GatewayIntents, GuildId, Http, HttpBuilder, Interaction,
    Message, Ready, ResumedEvent, UserId,
};
use serenity::gateway::GatewayError;
use tokio::select;
use tokio::task::spawn_blocking;
use tokio::time::timeout;
use tracing::{debug, info, warn};

use super::courier::Courier;
use super::mention::Listener;
use super::patience::{self, Failure};
use super::register::{Scope, definitions};
use super::{RunError, Settings, respond};
use crate::commands::Office;

/// Asks Discord all that is needed before connecting, registers the commands, and gives a client that has not
/// connected yet. Waits for a network that is away.
pub(super) async fn prepare(settings: &Settings, office: Arc<Office>) -> Result<serenity::Client, RunError> {
    let http = http(settings)?;
    let gateway = asked("the gateway's address", settings, || http.get_gateway()).await?.url;
    let application = application(settings, &http).await?;
    http.set_application_id(ApplicationId::from(application));
    let invite =
        format!("https://discord.com/oauth2/authorize?client_id={application}&scope=bot+applications.commands");
    register(settings, &http, &invite).await?;
    info!("Invite the bot to a server: {invite}");

    let handler = Handler { listener: Listener::new(Arc::clone(&office)), office, me: OnceLock::new() };
    let client = ClientBuilder::new_with_http(http, INTENTS).event_handler(handler).await;
    let client = client.map_err(|error| RunError::Ended(error.to_string()))?;
    // The builder asks for the address too, and falls back to the public gateway when that fails.
    *client.ws_url.lock().await = gateway;
    Ok(client)
}

/// Runs until the shutdown or an end that nothing mends.
///
/// After the close codes 4003, 4010 and 4011, which Discord has no reason to send to a client of one shard, serenity
/// 0.12.5 spins until its next heartbeat and only then begins a new session; it tells nobody here.
pub(super) async fn serve(
    mut client: serenity::Client,
    shutdown: Pin<&mut impl Future<Output = ()>>,
) -> Result<(), RunError> {
    let shards = Arc::clone(&client.shard_manager);
    select! {
        ended = client.start() => Err(match ended {
            Err(serenity::Error::Gateway(GatewayError::InvalidAuthentication)) => RunError::Token,
            Err(serenity::Error::Gateway(
                GatewayError::InvalidGatewayIntents | GatewayError::DisallowedGatewayIntents,
            )) => RunError::Intents,
            Err(error) => RunError::Ended(error.to_string()),
            Ok(()) => RunError::Ended("every shard is gone".to_owned()),
        }),
        () = shutdown => {
            if timeout(GOODBYE, shards.shutdown_all()).await.is_err() {
                warn!("Discord did not confirm the end of the connection");
            }
            Ok(())
        }
    }
}

/// Not privileged: messages of servers come without their words, but for those that mention the bot.
const INTENTS: GatewayIntents = GatewayIntents::GUILD_MESSAGES;
/// How long the goodbye may take.
const GOODBYE: Duration = Duration::from_secs(2);
/// "You are not authorized to perform this action on this application."
const OTHER_APPLICATION: isize = 20012;

fn http(settings: &Settings) -> Result<Http, RunError> {
    let token = settings.token.trim();
    if token.is_empty() {
        return Err(RunError::NoToken);
    }
    if !token.chars().all(|c| c.is_ascii_graphic()) {
        return Err(RunError::Token);
    }
    let http = HttpBuilder::new(token);
    Ok(match settings.proxy.as_deref().map(str::trim).filter(|proxy| !proxy.is_empty()) {
        None => http.build(),
        Some(proxy) if proxy.starts_with("http://") || proxy.starts_with("https://") => {
            // With its rate limiter on, serenity calls discord.com, token and all, instead of the proxy.
            http.proxy(proxy).ratelimiter_disabled(true).build()
        }
        Some(proxy) => return Err(RunError::Proxy(proxy.to_owned())),
    })
}

/// Asks until there is an answer; a refusal is an error.
async fn asked<T, F>(what: &'static str, settings: &Settings, attempt: impl Fn() -> F) -> Result<T, RunError>
where
    F: Future<Output = serenity::Result<T>>,
{
    patience::insist(what, attempt).await.map_err(|failure| refusal(what, settings, failure))
}

fn refusal(what: &'static str, settings: &Settings, failure: Failure) -> RunError {
    match failure {
        Failure::Unauthorized => RunError::Token,
        Failure::Address => RunError::Proxy(settings.proxy.clone().unwrap_or_default()),
        Failure::Passing(reason) | Failure::Refused { reason, .. } | Failure::Other(reason) => {
            RunError::Refused { what, reason }
        }
    }
}

/// The application's id. Asking for it also shows early, and without spending an identify, whether the token is good.
async fn application(settings: &Settings, http: &Http) -> Result<NonZeroU64, RunError> {
    if let Some(known) = settings.application_id {
        asked("who the bot is", settings, || http.get_current_user()).await?;
        return Ok(known);
    }
    let info = asked("which application this is", settings, || http.get_current_application_info()).await?;
    NonZeroU64::new(info.id.get()).ok_or(RunError::Token)
}

async fn register(settings: &Settings, http: &Http, invite: &str) -> Result<(), RunError> {
    const WHAT: &str = "the commands";
    let scope = if settings.guild_id.is_some() { Scope::Guild } else { Scope::Everywhere };
    let all = definitions(scope);
    let registered = patience::insist(WHAT, async || match settings.guild_id {
        Some(guild) => http.create_guild_commands(GuildId::from(guild), &all).await,
        None => http.create_global_commands(&all).await,
    });
    match (registered.await, settings) {
        (Ok(registered), Settings { guild_id: None, .. }) => info!("{} commands are registered", registered.len()),
        (Ok(registered), Settings { guild_id: Some(guild), .. }) => {
            info!("{} commands are registered in guild {guild}", registered.len());
        }
        (Err(Failure::Refused { code: OTHER_APPLICATION, .. }), Settings { application_id: Some(id), .. }) => {
            return Err(RunError::Application(*id));
        }
        (Err(Failure::Refused { status: 403 | 404, .. }), Settings { guild_id: Some(guild), .. }) => {
            return Err(RunError::Guild { guild: *guild, invite: invite.to_owned() });
        }
        (Err(failure), _) => return Err(refusal(WHAT, settings, failure)),
    }
    Ok(())
}

struct Handler {
    office: Arc<Office>,
    listener: Listener,
    /// The bot's own user, once connected.
    me: OnceLock<UserId>,
}

#[serenity::async_trait]
impl EventHandler for Handler {
    async fn ready(&self, _context: Context, ready: Ready) {
        self.me.get_or_init(|| ready.user.id);
        info!("Connected to Discord as {}", ready.user.name);
    }

    async fn resume(&self, _context: Context, _event: ResumedEvent) {
        debug!("The connection to Discord is resumed");
    }

    async fn message(&self, context: Context, message: Message) {
        if let Some(me) = self.me.get() {
            self.listener.hear(&context.http, *me, message).await;
        }
    }

    async fn interaction_create(&self, context: Context, interaction: Interaction) {
        let courier = Courier::new(context.http, &interaction);
        let may_be_late = matches!(interaction, Interaction::Command(_));
        let (office, private) = (Arc::clone(&self.office), respond::is_private(&interaction));
        // Off the threads that keep the connection alive; a panic ends there, too.
        let work = spawn_blocking(move || respond::reply(&office, &interaction));
        if may_be_late { courier.bring_or_announce(work, private).await } else { courier.bring(work).await }
    }
}
