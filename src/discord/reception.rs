//! What happens to a request between a door and its answer?
//!
//! Both doors, the gateway and the HTTP endpoint, hand in requests here and carry replies away. It knows neither of them.

use std::sync::Arc;

use tokio::task::{JoinHandle, spawn_blocking};

use super::outcome::Outcome;
use super::request::Request;
use super::respond::{self, Reply};
use crate::commands::Office;

/// Where requests are taken in.
pub(super) struct Reception {
    office: Arc<Office>,
}

/// The work on a reply, and how it came out; `None` when there is nothing to say.
pub(super) type Work = JoinHandle<Option<(Reply, Outcome)>>;

impl Reception {
    pub(super) fn new(office: Arc<Office>) -> Self {
        Self { office }
    }

    /// Where the answers come from.
    pub(super) fn office(&self) -> &Arc<Office> {
        &self.office
    }

    /// Begins to work a reply out, off the threads that keep connections alive; a panic ends there, too.
    pub(super) fn begin(&self, request: Request) -> Work {
        let office = Arc::clone(&self.office);
        spawn_blocking(move || respond::reply(&office, &request))
    }
}
