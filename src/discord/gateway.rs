//! How is the connection to Discord made, kept and closed?
//!
//! serenity resumes by itself what can be resumed. Here is what it leaves to its users: the address of the
//! gateway, registration once, answers tried again, an end that comes in time.

use std::future::Future;
use std::pin::Pin;
use std::sync::{Arc, OnceLock};
use std::time::Duration;

use serenity::all::{Context, EventHandler, GatewayIntents, Interaction, Message, Ready, ResumedEvent, UserId};
use serenity::futures::StreamExt;
use serenity::futures::channel::mpsc::UnboundedReceiver;
use serenity::gateway::{GatewayError, ShardManager, ShardManagerOptions, ShardRunnerMessage};
use tokio::select;
use tokio::sync::Mutex;
use tokio::time::{sleep, timeout};
use tracing::{debug, error, info, warn};

use super::courier::Courier;
use super::mention::Listener;
use super::pulse::{self, Pulse};
use super::reception::Reception;
use super::request::Request;
use super::{RunError, Settings, application, respond, shards};
use crate::config::Shards;

/// The shards of this process, before and while they are connected.
pub(super) struct Gateway {
    pub(super) manager: Arc<ShardManager>,
    /// Brings the end that nothing mends.
    end: UnboundedReceiver<Result<(), GatewayError>>,
    pub(super) shards: Shards,
}

/// Asks Discord all that is needed before connecting, registers the commands, and gives a gateway that has not
/// connected yet. Waits for a network that is away.
///
/// The shards are managed without serenity's client: that would ask for the gateway's address once more, and take
/// another one where Discord does not answer.
pub(super) async fn prepare(settings: &Settings, reception: Arc<Reception>) -> Result<Gateway, RunError> {
    if settings.token.trim().is_empty() {
        return Err(RunError::NoToken);
    }
    let http = application::http(settings)?;
    application::introduce(settings, &http).await?;
    let shards::Plan { url, shards } = shards::plan(settings, &http).await?;

    let handler = Handler { listener: Listener::new(Arc::clone(&reception)), reception, me: OnceLock::new() };
    let (manager, end) = ShardManager::new(ShardManagerOptions {
        data: Arc::default(),
        event_handlers: vec![Arc::new(handler)],
        raw_event_handlers: Vec::new(),
        shard_index: shards.first,
        shard_init: shards.count(),
        shard_total: shards.total,
        ws_url: Arc::new(Mutex::new(url)),
        http: Arc::new(http),
        intents: INTENTS,
        presence: None,
    });
    Ok(Gateway { manager, end, shards })
}

/// Runs until the shutdown or an end that nothing mends. serenity begins one shard each five seconds, which Discord
/// always allows.
pub(super) async fn serve(mut gateway: Gateway, shutdown: Pin<&mut impl Future<Output = ()>>) -> Result<(), RunError> {
    let Shards { first, last, total } = gateway.shards;
    if total > 1 {
        info!("Shards {first} to {last} of {total} begin, one each five seconds");
    }
    gateway.manager.initialize().map_err(|error| RunError::Ended(error.to_string()))?;
    let mut pulse = Pulse::feel(&gateway.manager, gateway.shards);
    select! {
        Ok(refused) = &mut pulse.refused => Err(refused),
        ended = gateway.end.next() => Err(match ended {
            Some(Err(GatewayError::InvalidAuthentication)) => RunError::Token,
            Some(Err(GatewayError::InvalidGatewayIntents | GatewayError::DisallowedGatewayIntents)) => RunError::Intents,
            Some(Err(error)) => RunError::Ended(error.to_string()),
            Some(Ok(())) | None => RunError::Ended("every shard is gone".to_owned()),
        }),
        () = shutdown => {
            drop(pulse);
            if timeout(GOODBYE, close(&gateway.manager)).await.is_err() {
                warn!("Discord did not confirm the end of the connection");
            }
            Ok(())
        }
    }
}

/// Says goodbye for all shards at once. serenity's own way takes one after the other, and takes one that has begun anew
/// for closed before it is told so; its queue of those that begin is left behind, with nobody in it.
async fn close(manager: &Arc<ShardManager>) {
    for (shard, runner) in manager.runners.lock().await.drain() {
        // Where the connection is gone already, this ends it; a goodbye would be waited for without end.
        pulse::beat(&runner.runner_tx);
        runner.runner_tx.send_to_shard(ShardRunnerMessage::Shutdown(shard, 1000));
    }
    while pulse::holders(manager) > 0 {
        sleep(Duration::from_millis(10)).await;
    }
}

/// Not privileged: messages of servers come without their words, but for those that mention the bot.
const INTENTS: GatewayIntents = GatewayIntents::GUILD_MESSAGES;
/// How long the goodbye may take; shards look up twice a second.
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
        match ready.shard {
            Some(shard) if shard.total > 1 => {
                info!("Shard {} of {} is connected to Discord as {}", shard.id, shard.total, ready.user.name);
            }
            _ => info!("Connected to Discord as {}", ready.user.name),
        }
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
            Ok(request) => respond::in_its_place(self.reception.office(), request),
            // Its words stay out of the log: they may be somebody's.
            Err(odd) => return error!("an interaction can't be read, {:?}", odd.classify()),
        };
        let courier = Courier::new(context.http, &request);
        let (private, may_be_late) = (respond::is_private(&request), respond::may_be_late(&request));
        let broken = respond::broken(&request);
        let work = self.reception.begin(request);
        if may_be_late { courier.bring_or_announce(work, private).await } else { courier.bring(work, broken).await }
    }
}
