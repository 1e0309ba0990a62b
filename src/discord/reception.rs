//! What happens to a request between a door and its answer?
//!
//! Both doors, the gateway and the HTTP endpoint, hand in requests here and carry replies away. It knows neither of them,
//! and counts what comes and how it comes out.

use std::sync::Arc;
use std::time::Instant;

use tokio::task::{JoinHandle, spawn_blocking};
use tracing::error;

use super::Settings;
use super::attachment::Files;
use super::limit::Limits;
use super::metrics::{Metrics, Name};
use super::outcome::Outcome;
use super::request::{Asks, Request};
use super::respond::{self, Reply, refusal};
use crate::commands::{File, Office};

/// Where requests are taken in.
pub(super) struct Reception {
    office: Arc<Office>,
    metrics: Arc<Metrics>,
    limits: Arc<Limits>,
    files: Files,
}

/// The work on a reply, and how it came out; `None` when there is nothing to say.
pub(super) type Work = JoinHandle<Option<(Reply, Outcome)>>;

impl Reception {
    /// Within a runtime.
    pub(super) fn new(office: Arc<Office>, settings: &Settings) -> Self {
        let (metrics, limits) = (Arc::new(Metrics::new()), Limits::start(settings.rates));
        Self { office, metrics, limits, files: Files::new(settings) }
    }

    /// Where the answers come from.
    pub(super) fn office(&self) -> &Arc<Office> {
        &self.office
    }

    /// What was counted.
    pub(super) fn metrics(&self) -> &Arc<Metrics> {
        &self.metrics
    }

    /// How often somebody may ask.
    pub(super) fn limits(&self) -> &Limits {
        &self.limits
    }

    /// Lets a request in, and counts it; or the refusal for somebody who asks too often.
    pub(super) fn admit(&self, request: &Request) -> Result<Count, Box<(Reply, Outcome)>> {
        let count = self.count(self.metrics.name(&request.asks));
        match self.limits.refusal(request) {
            None => Ok(count),
            Some(refusal) => {
                count.came_to(refusal.1);
                Err(Box::new(refusal))
            }
        }
    }

    /// Begins to work a reply out, off the threads that keep connections alive; a panic ends there, too.
    pub(super) fn begin(&self, request: Request) -> Work {
        let count = match self.admit(&request) {
            Ok(count) => count,
            Err(refusal) => return tokio::spawn(async move { Some(*refusal) }),
        };
        let office = Arc::clone(&self.office);
        let work = move |request: &Request, file: Option<&File>| {
            let (reply, outcome) = respond::reply(&office, request, file).unzip();
            count.came_to(outcome.unwrap_or(Outcome::Refused));
            reply.zip(outcome)
        };
        // A file is fetched for nobody who may not give one.
        let Asks::Admin { file: Some(file), .. } = &request.asks else {
            return spawn_blocking(move || work(&request, None));
        };
        let fetching = respond::manager(&request).is_ok().then(|| self.files.fetch(file.clone()));
        tokio::spawn(async move {
            let file = match fetching {
                None => None,
                Some(fetching) => match fetching.await {
                    Ok(file) => Some(file),
                    Err(why) => {
                        let (message, outcome) = refusal(&why);
                        return Some((Reply::Message(message), outcome));
                    }
                },
            };
            spawn_blocking(move || work(&request, file.as_ref())).await.unwrap_or_else(|panic| {
                error!("an interaction can't be answered: {panic}");
                None
            })
        })
    }

    /// Counts what is asked now, once it is known how it came out.
    pub(super) fn count(&self, name: Name) -> Count {
        Count { metrics: Arc::clone(&self.metrics), name, outcome: Outcome::Broke, began: Instant::now() }
    }
}

/// An answer that is being worked out. It is counted when it is there; or when it is dropped without, as in a panic, which
/// is something that broke.
pub(super) struct Count {
    metrics: Arc<Metrics>,
    name: Name,
    outcome: Outcome,
    began: Instant,
}

impl Count {
    /// It is there.
    pub(super) fn came_to(mut self, outcome: Outcome) {
        self.outcome = outcome;
    }
}

impl Drop for Count {
    fn drop(&mut self) {
        self.metrics.count(self.name, self.outcome, self.began.elapsed());
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_answer_is_counted_even_when_there_is_none() {
        let metrics = Arc::new(Metrics::new());
        let count = || Count {
            metrics: Arc::clone(&metrics),
            name: metrics.mention(),
            outcome: Outcome::Broke,
            began: Instant::now(),
        };
        count().came_to(Outcome::WhichOne);
        drop(count());
        for (outcome, expected) in [(Outcome::WhichOne, 1), (Outcome::Broke, 1), (Outcome::Answered, 0)] {
            assert_eq!(metrics.counted(metrics.mention(), outcome), expected, "{outcome:?}");
        }
    }
}
