//! What does the office know of the bot around it?
//!
//! The time, where its archive lies, and what whoever carries the answers counts. All of it is handed in.

use std::fmt;
use std::path::PathBuf;
use std::sync::{Arc, PoisonError, RwLock};
use std::time::{Duration, SystemTime};

/// Whoever carries questions and answers.
pub trait Service: Send + Sync {
    /// How many answers it has given since it started.
    fn answers(&self) -> u64;
    /// How questions come in, as a sentence: `Connected to Discord's gateway.`
    fn connection(&self) -> String;
}

/// All that was handed in.
pub(super) struct Around {
    clock: fn() -> SystemTime,
    started: SystemTime,
    /// Where the store lies that can be opened again.
    pub(super) place: Option<PathBuf>,
    service: RwLock<Option<Arc<dyn Service>>>,
}

impl Around {
    pub(super) fn with_clock(self, clock: fn() -> SystemTime) -> Self {
        Self { clock, started: clock(), ..self }
    }

    pub(super) fn now(&self) -> SystemTime {
        (self.clock)()
    }

    /// How long ago this office was opened.
    pub(super) fn uptime(&self) -> Duration {
        self.now().duration_since(self.started).unwrap_or_default()
    }

    pub(super) fn serve(&self, service: Arc<dyn Service>) {
        *self.service.write().unwrap_or_else(PoisonError::into_inner) = Some(service);
    }

    pub(super) fn service(&self) -> Option<Arc<dyn Service>> {
        self.service.read().unwrap_or_else(PoisonError::into_inner).clone()
    }
}

impl Default for Around {
    fn default() -> Self {
        Self { clock: SystemTime::now, started: SystemTime::now(), place: None, service: RwLock::default() }
    }
}

impl fmt::Debug for Around {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Around").field("started", &self.started).finish_non_exhaustive()
    }
}
