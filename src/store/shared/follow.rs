//! How does a running bot learn of a new edition?
//!
//! The server tells it; and it looks from time to time, should a message be lost. Blocks: it wants a thread of its own.

use std::time::Duration;

use postgres::Client;
use postgres::fallible_iterator::FallibleIterator;

use super::super::StoreError;
use super::Shared;
use super::schema::CHANNEL;

/// How long to wait for a message before looking.
const LOOK: Duration = Duration::from_secs(60);

/// Somebody who keeps the replica up to date.
pub struct Follower {
    shared: Shared,
    client: Option<Client>,
}

impl Shared {
    /// Begins to follow; connects with the first [`Follower::follow`].
    pub fn follower(&self) -> Follower {
        Follower { shared: self.clone(), client: None }
    }
}

impl Follower {
    /// Waits for a message, a minute at most, and brings the replica up to date; at once after connecting. After an error
    /// it connects anew.
    pub fn follow(&mut self) -> Result<(), StoreError> {
        let followed = self.wait();
        if followed.is_err() {
            self.client = None;
        }
        followed
    }

    fn wait(&mut self) -> Result<(), StoreError> {
        let shared = &self.shared;
        let refuse = |e: postgres::Error| shared.away(&e).why;
        let client = match &mut self.client {
            Some(client) => {
                client.notifications().timeout_iter(LOOK).next().map_err(refuse)?;
                client
            }
            none => {
                let mut client = shared.address.connect().map_err(refuse)?;
                // Before the first look, so that nothing falls between the two.
                client.batch_execute(&format!("LISTEN {CHANNEL}")).map_err(refuse)?;
                none.insert(client)
            }
        };
        shared.refresh_through(client).map(|_| ()).map_err(|trouble| trouble.why)
    }
}
