//! Which shards does this process run, and when may it start them?
//!
//! Discord says how many there should be, how many connections may begin a day, and how many at a time. Nothing connects
//! here.

use std::time::Duration;

use serenity::all::{Http, SessionStartLimit};
use tokio::time::sleep;
use tracing::{info, warn};

use super::{RunError, Settings, application};
use crate::config::Shards;

/// Where to connect to, and which shards.
pub(super) struct Plan {
    /// The gateway's address.
    pub(super) url: String,
    pub(super) shards: Shards,
}

/// Discord wants this long between two beginnings; the rest of it is on the way.
const WINDOW: Duration = Duration::from_millis(5500);
/// Nobody waits longer than so many windows for those who begin before; too early, Discord says so and is asked again.
const MOST_WINDOWS: u64 = 6;

/// All shards that Discord advises, or those of the settings; done when Discord allows them to begin.
///
/// Where several processes share the shards, those with the first ones begin first.
pub(super) async fn plan(settings: &Settings, http: &Http) -> Result<Plan, RunError> {
    let mut began = false;
    loop {
        let advice = application::asked("the gateway's address", settings, || http.get_bot_gateway()).await?;
        let total = advice.shards.max(1);
        let shards = settings.shards.unwrap_or(Shards { first: 0, last: total - 1, total });
        let limit = advice.session_start_limit;
        if let Some(pause) = pause(shards, &limit) {
            warn!(
                "Discord allows {} of {} connections a day, which are used up but for {}: the next begin in {} s",
                limit.total,
                shards.count(),
                limit.remaining,
                pause.as_secs() + 1
            );
            sleep(pause).await;
            continue;
        }
        let turn = turn(shards, &limit);
        if began || turn.is_zero() {
            if shards.total < total {
                warn!("Discord advises {total} shards: with {} it may refuse some; change --shards", shards.total);
            }
            return Ok(Plan { url: advice.url, shards });
        }
        info!("The shards before {} begin first, within {turn:?}", shards.first);
        sleep(turn).await;
        began = true;
    }
}

/// How long to wait because the day's connections do not suffice.
fn pause(shards: Shards, limit: &SessionStartLimit) -> Option<Duration> {
    // Who needs more than a day's has to begin with all of a day's.
    let needed = u64::from(shards.count()).min(limit.total);
    (limit.remaining < needed).then(|| Duration::from_millis(limit.reset_after))
}

/// How long the shards before take, all processes starting at once.
fn turn(shards: Shards, limit: &SessionStartLimit) -> Duration {
    let windows = (u64::from(shards.first) / limit.max_concurrency.max(1)).min(MOST_WINDOWS);
    WINDOW.saturating_mul(windows as u32)
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    fn limit(remaining: u64, max_concurrency: u64) -> SessionStartLimit {
        let limit =
            json!({"total": 1000, "remaining": remaining, "reset_after": 60_000, "max_concurrency": max_concurrency});
        serde_json::from_value(limit).expect("a limit")
    }

    #[test]
    fn a_budget_that_does_not_suffice_is_waited_for() {
        for (shards, remaining, waits) in [
            ("0-0/1", 1, false),
            ("0-0/1", 0, true),
            ("0-3/8", 4, false),
            ("0-3/8", 3, true),
            ("0-1999/2000", 1000, false),
            ("0-1999/2000", 999, true),
        ] {
            let expected = waits.then_some(Duration::from_secs(60));
            let shards = shards.parse().expect(shards);
            assert_eq!(pause(shards, &limit(remaining, 1)), expected, "{shards:?}, {remaining} left");
        }
    }

    #[test]
    fn processes_take_turns() {
        for (shards, max_concurrency, windows) in
            [("0-1/4", 1, 0), ("2-3/4", 1, 2), ("2-3/4", 2, 1), ("2-3/4", 4, 0), ("90-99/100", 1, 6), ("1/2", 0, 1)]
        {
            let shards = shards.parse().expect(shards);
            assert_eq!(turn(shards, &limit(1000, max_concurrency)), WINDOW * windows, "{shards:?}");
        }
    }
}
