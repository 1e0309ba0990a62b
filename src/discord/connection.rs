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
        match self {
            Self::Http => None,
            Self::Gateway(_) => trouble(&self.shards()),
        }
    }

    /// How questions come in, as a sentence for those who look after a server.
    pub(super) fn sentence(&self) -> String {
        match self {
            Self::Http => "Discord reaches it over HTTP.".to_owned(),
            Self::Gateway(_) => sentence(&self.shards()),
        }
    }
}

fn trouble(shards: &BTreeMap<u32, bool>) -> Option<String> {
    let away = shards.values().filter(|connected| !**connected).count();
    match (shards.len(), away) {
        (0, _) => Some("Discord has not been reached yet".to_owned()),
        (_, 0) => None,
        (1, _) => Some("not connected to Discord's gateway".to_owned()),
        (all, away) => Some(format!("{away} of {all} shards are not connected to Discord's gateway")),
    }
}

fn sentence(shards: &BTreeMap<u32, bool>) -> String {
    let connected = shards.values().filter(|connected| **connected).count();
    match (shards.len(), connected) {
        (0 | 1, 0) => "Not connected to Discord's gateway.".to_owned(),
        (1, _) => "Connected to Discord's gateway.".to_owned(),
        (all, connected) => format!("Connected to Discord's gateway with {connected} of {all} shards."),
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_away_is_told() {
        for (shards, why, told) in [
            (&[][..], Some("Discord has not been reached yet"), "Not connected to Discord's gateway."),
            (&[false], Some("not connected to Discord's gateway"), "Not connected to Discord's gateway."),
            (&[true], None, "Connected to Discord's gateway."),
            (
                &[true, false, false],
                Some("2 of 3 shards are not connected to Discord's gateway"),
                "Connected to Discord's gateway with 1 of 3 shards.",
            ),
            (&[true, true], None, "Connected to Discord's gateway with 2 of 2 shards."),
        ] {
            let shards: BTreeMap<u32, bool> = (4..).zip(shards.iter().copied()).collect();
            assert_eq!(trouble(&shards).as_deref(), why, "{shards:?}");
            assert_eq!(sentence(&shards), told);
        }
        assert_eq!(Connection::Http.trouble(), None);
        assert!(Connection::gateway().trouble().is_some());
    }
}
