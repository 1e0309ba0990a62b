//! Does every shard still listen to a connection that is open?
//!
//! serenity 0.12.5 goes on reading a connection that Discord has closed with 4003, 4010, 4011 or without a code: as fast
//! as it can, holding up a thread, until its next heartbeat fails up to 41 s later. It tells nobody, and to tell such a shard
//! to restart makes it worse. But it gives up where it can't write. So each shard in turn is made to write a WebSocket
//! pong, which nobody answers; one that is gone by then begins anew.

use std::collections::BTreeMap;
use std::sync::mpsc::{Receiver, RecvTimeoutError, Sender, channel};
use std::sync::{Arc, Weak};
use std::thread;
use std::time::Duration;

use serenity::all::ShardId;
use serenity::gateway::{ConnectionStage, ShardManager, ShardMessenger, ShardRunnerMessage};
use tokio::runtime::Handle;
use tokio::sync::oneshot;
use tokio_tungstenite::tungstenite::Message;
use tracing::warn;

use super::RunError;
use crate::config::Shards;

/// Feels the pulse until it is dropped.
pub(super) struct Pulse {
    /// The shard that Discord lets in no more.
    pub(super) refused: oneshot::Receiver<RunError>,
    _stop: Sender<()>,
}

/// A shard has as many of these to notice that it can't write. It looks up at least twice a second.
const LOOKS: usize = 4;
const LOOK: Duration = Duration::from_millis(500);
/// So many beginnings in a row that Discord ends without a word are no accident.
const MOST_BEGINNINGS: u32 = 2;

impl Pulse {
    /// Begins, on a thread of its own: those of the runtime may all be held up.
    pub(super) fn feel(manager: &Arc<ShardManager>, shards: Shards) -> Self {
        let (stop, stopped) = channel();
        let (refuse, refused) = oneshot::channel();
        let (manager, runtime) = (Arc::downgrade(manager), Handle::current());
        let watch = move || {
            if let Some(shard) = watch(&manager, shards, &stopped, &runtime) {
                // Nobody listens any more when the end has come.
                let _ = refuse.send(RunError::Shard { shard, total: shards.total });
            }
        };
        if let Err(error) = thread::Builder::new().name("pulse".to_owned()).stack_size(128 << 10).spawn(watch) {
            warn!("Nobody watches the shards, there is no thread for it: {error}");
        }
        Self { refused, _stop: stop }
    }
}

/// Watches until it is stopped; the shard that does not get in, if one does not.
fn watch(manager: &Weak<ShardManager>, shards: Shards, stopped: &Receiver<()>, runtime: &Handle) -> Option<u32> {
    let mut beginnings: BTreeMap<u32, u32> = BTreeMap::new();
    loop {
        for shard in shards.first..=shards.last {
            let runner = manager.upgrade()?.runners.blocking_lock().get(&ShardId(shard)).map(|runner| {
                beat(&runner.runner_tx);
                (runner.runner_tx.clone(), runner.stage)
            });
            let mut gone = false;
            for _ in 0..LOOKS {
                if stopped.recv_timeout(LOOK) != Err(RecvTimeoutError::Timeout) {
                    return None;
                }
                gone |= is_one_gone(&manager.upgrade()?);
            }
            let Some((runner, stage)) = runner else { continue };
            if stage == ConnectionStage::Connected {
                beginnings.remove(&shard);
            }
            if !gone {
                continue;
            }
            if stage != ConnectionStage::Connected {
                let begun = beginnings.entry(shard).or_default();
                *begun += 1;
                if *begun >= MOST_BEGINNINGS {
                    return Some(shard);
                }
            }
            warn!("Discord has closed the connection of shard {shard}; it begins anew");
            let (manager, shard) = (manager.upgrade()?, ShardId(shard));
            // Should it be another one that is gone, this one has to end before it begins anew.
            runner.send_to_shard(ShardRunnerMessage::Shutdown(shard, 4000));
            // There may be nobody left to say so.
            manager.shutdown_finished(shard);
            runtime.block_on(manager.restart(shard));
        }
    }
}

/// Whether the manager counts on a shard that has ended. Whoever holds the manager for a moment hides that, so one look is
/// not enough; nobody makes it seem so.
fn is_one_gone(manager: &Arc<ShardManager>) -> bool {
    let counted_on = manager.runners.blocking_lock().len();
    // One is held here.
    holders(manager) < counted_on + 1
}

/// Makes a shard write.
pub(super) fn beat(shard: &ShardMessenger) {
    shard.websocket_message(Message::Pong(Vec::new()));
}

/// How many hold the manager: its shards, and maybe somebody for a moment.
pub(super) fn holders(manager: &Arc<ShardManager>) -> usize {
    Arc::strong_count(manager).saturating_sub(OTHERS)
}

/// Those besides: the gateway here, and serenity's queue of shards that begin.
const OTHERS: usize = 2;
