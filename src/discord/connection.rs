//! How do questions reach the bot now, and do they?
//!
//! Over HTTP whenever the process listens; over the gateway while each shard of this process is connected. Asks serenity,
//! and changes nothing.

use std::collections::BTreeMap;
use std::ops::RangeInclusive;
use std::sync::{Arc, Mutex, OnceLock, PoisonError, Weak};

use serenity::all::ShardId;
use serenity::gateway::{ConnectionStage, ShardManager};

/// How questions come in.
pub(super) enum Connection {
    /// Discord posts them.
    Http,
    /// Through shards of the gateway, known once Discord has said how many there are.
    Gateway(OnceLock<Shards>),
}

/// The shards of this process.
pub(super) struct Shards {
    manager: Weak<ShardManager>,
    wanted: RangeInclusive<u32>,
    /// What was seen last, for moments in which serenity changes it.
    last: Mutex<BTreeMap<u32, bool>>,
}

impl Connection {
    /// A gateway that is not connected yet.
    pub(super) fn gateway() -> Self {
        Self::Gateway(OnceLock::new())
    }

    /// Says who connects which shards.
    pub(super) fn watch(&self, manager: &Arc<ShardManager>, wanted: RangeInclusive<u32>) {
        if let Self::Gateway(shards) = self {
            let manager = Arc::downgrade(manager);
            let last = Mutex::new(wanted.clone().map(|shard| (shard, false)).collect());
            shards.get_or_init(|| Shards { manager, wanted, last });
        }
    }

    /// Each shard of this process, and whether it is connected. None over HTTP, and before Discord has answered.
    pub(super) fn shards(&self) -> BTreeMap<u32, bool> {
        match self {
            Self::Http => BTreeMap::new(),
            Self::Gateway(shards) => shards.get().map(Shards::connected).unwrap_or_default(),
        }
    }

    /// What keeps questions from coming in, in one line.
    pub(super) fn trouble(&self) -> Option<String> {
        let shards = self.shards();
        match (self, shards.values().filter(|connected| !**connected).count()) {
            (Self::Http, _) => None,
            (Self::Gateway(_), _) if shards.is_empty() => Some("Discord has not been reached yet".to_owned()),
            (Self::Gateway(_), 0) => None,
            (Self::Gateway(_), _) if shards.len() == 1 => Some("not connected to Discord's gateway".to_owned()),
            (Self::Gateway(_), away) => {
                Some(format!("{away} of {} shards are not connected to Discord's gateway", shards.len()))
            }
        }
    }

    /// The same as a sentence for those who look after a server.
    pub(super) fn sentence(&self) -> String {
        let shards = self.shards();
        match (self, shards.values().filter(|connected| **connected).count()) {
            (Self::Http, _) => "Discord reaches it over HTTP.".to_owned(),
            (Self::Gateway(_), 1) if shards.len() == 1 => "Connected to Discord's gateway.".to_owned(),
            (Self::Gateway(_), n) => format!("Connected to Discord's gateway with {n} of {} shards.", shards.len()),
        }
    }
}

impl Shards {
    fn connected(&self) -> BTreeMap<u32, bool> {
        let mut last = self.last.lock().unwrap_or_else(PoisonError::into_inner);
        let Some(manager) = self.manager.upgrade() else { return BTreeMap::new() };
        if let Ok(runners) = manager.runners.try_lock() {
            let is_up = |shard| runners.get(&ShardId(shard)).is_some_and(|it| it.stage == ConnectionStage::Connected);
            *last = self.wanted.clone().map(|shard| (shard, is_up(shard))).collect();
        }
        last.clone()
    }
}
