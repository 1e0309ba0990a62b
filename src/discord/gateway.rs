//! How is the connection to Discord made, kept and closed?
//!
//! serenity resumes by itself what can be resumed. Here is what it leaves to its users: the address of the
//! gateway, registration once, answers tried again, an end that comes in time.

use std::future::Future;
use std::pin::Pin;
use std::sync::{Arc, OnceLock};
use std::time::Duration;

use serenity::all::{
    ClientBuilder, Context, EventHandler, GatewayIntents, Interaction, Message, Ready, ResumedEvent, UserId,
};
use serenity::gateway::GatewayError;
use tokio::select;
use tokio::time::timeout;
use tracing::{debug, error, info, warn};

use super::courier::Courier;
use super::mention::Listener;
use super::reception::Reception;
use super::request::Request;
use super::{RunError, Settings, application, respond};

/// Asks Discord all that is needed before connecting, registers the commands, and gives a client that has not
/// connected yet. Waits for a network that is away.
pub(super) async fn prepare(settings: &Settings, reception: Arc<Reception>) -> Result<serenity::Client, RunError> {
    if settings.token.trim().is_empty() {
        return Err(RunError::NoToken);
    }
    let http = application::http(settings)?;
    let gateway = application::asked("the gateway's address", settings, || http.get_gateway()).await?.url;
    application::introduce(settings, &http).await?;

    let handler = Handler { listener: Listener::new(Arc::clone(&reception)), reception, me: OnceLock::new() };
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
struct Handler {
    reception: Arc<Reception>,
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
        let request = match Request::from_gateway(&interaction) {
            Ok(request) => request,
            // Its words stay out of the log: they may be somebody's.
            Err(odd) => return error!("an interaction can't be read, {:?}", odd.classify()),
        };
        let courier = Courier::new(context.http, &request);
        let may_be_late = matches!(interaction, Interaction::Command(_));
        let private = respond::is_private(&request);
        let work = self.reception.begin(request);
        if may_be_late { courier.bring_or_announce(work, private).await } else { courier.bring(work).await }
    }
}
