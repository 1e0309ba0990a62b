//! Who asks more often than the settings allow?
//!
//! Counts answers a minute, by user and by server, whichever door they ask through; what is over the limit is told when
//! to ask again. A number is known for as long as it counts and then forgotten: nothing else is kept, and nothing written.

use std::num::NonZeroU32;
use std::sync::{Arc, Weak};
use std::time::Duration;

use governor::clock::{Clock, MonotonicClock};
use governor::middleware::NoOpMiddleware;
use governor::state::keyed::HashMapStateStore;
use governor::{Quota, RateLimiter};
use tokio::time::{MissedTickBehavior, interval};

use super::outcome::Outcome;
use super::request::{Asks, Request};
use super::respond::{Reply, is_admins_button};
use crate::render::discord::Message;

/// How many answers a minute; nothing is no limit.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Rates {
    /// For one user.
    pub user: Option<NonZeroU32>,
    /// For all users of one server together.
    pub server: Option<NonZeroU32>,
}

/// Counts by user and by server.
pub(super) struct Limits<C: Clock = MonotonicClock> {
    users: Option<Counter<C>>,
    servers: Option<Counter<C>>,
    clock: C,
}

type Counter<C> = RateLimiter<u64, HashMapStateStore<u64>, C, NoOpMiddleware<<C as Clock>::Instant>>;

/// Who has to wait, and how long.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Wait {
    /// This user.
    User(Duration),
    /// Everybody in this server.
    Server(Duration),
}

/// How often idle numbers are forgotten.
const SWEEP: Duration = Duration::from_secs(30);

impl Limits {
    /// Counts from now on, and forgets who has not asked for a while even if nobody asks any more. Within a runtime.
    pub(super) fn start(rates: Rates) -> Arc<Self> {
        let limits = Arc::new(Self::new(rates, MonotonicClock));
        if rates != Rates::default() {
            tokio::spawn(forget_now_and_then(Arc::downgrade(&limits)));
        }
        limits
    }
}

async fn forget_now_and_then(limits: Weak<Limits>) {
    let mut ticks = interval(SWEEP);
    ticks.set_missed_tick_behavior(MissedTickBehavior::Delay);
    loop {
        ticks.tick().await;
        match limits.upgrade() {
            Some(limits) => limits.forget_idle(),
            None => return,
        }
    }
}

impl<C: Clock + Clone> Limits<C> {
    fn new(rates: Rates, clock: C) -> Self {
        let counter =
            |most: Option<NonZeroU32>| most.map(|m| Counter::hashmap_with_clock(Quota::per_minute(m), clock.clone()));
        Self { users: counter(rates.user), servers: counter(rates.server), clock }
    }

    /// The polite refusal of a request that is over a limit; within them, it counts. What costs next to nothing is never
    /// refused: suggestions, which come with every key; nor are those who look after a server.
    pub(super) fn refusal(&self, request: &Request) -> Option<(Reply, Outcome)> {
        let counts = match &request.asks {
            Asks::Command { .. } | Asks::OnMessage { .. } | Asks::Pick { .. } => true,
            Asks::Press { button, .. } => !is_admins_button(button),
            Asks::Ping | Asks::Admin { .. } | Asks::Completion { .. } | Asks::Nothing => false,
        };
        let wait = counts.then(|| self.admit(request.user, request.guild).err()).flatten()?;
        Some((Reply::Message(Message::notice(&wait.line())), Outcome::Limited))
    }

    /// Counts one answer to this user, in this server if it is in one; an error when that is one too many.
    pub(super) fn admit(&self, user: u64, server: Option<u64>) -> Result<(), Wait> {
        // The user first: whoever asks too much uses nothing up for the others.
        self.count(self.users.as_ref(), user).map_err(Wait::User)?;
        server.map_or(Ok(()), |server| self.count(self.servers.as_ref(), server).map_err(Wait::Server))
    }

    fn count(&self, counter: Option<&Counter<C>>, key: u64) -> Result<(), Duration> {
        let refused = counter.and_then(|counter| counter.check_key(&key).err());
        refused.map_or(Ok(()), |refused| Err(refused.wait_time_from(self.clock.now())))
    }

    /// Forgets everybody who has not asked for so long that it makes no difference any more.
    fn forget_idle(&self) {
        for counter in [&self.users, &self.servers].into_iter().flatten() {
            counter.retain_recent();
            counter.shrink_to_fit();
        }
    }
}

impl Wait {
    /// What the user reads.
    fn line(self) -> String {
        let (who, wait) = match self {
            Self::User(wait) => ("You have asked a lot in the last minute.", wait),
            Self::Server(wait) => ("This server has asked a lot in the last minute.", wait),
        };
        // Rounded up: who asks then is answered.
        let seconds = wait.as_secs() + u64::from(wait.subsec_nanos() > 0);
        format!("{who} Please ask again in {} {}.", seconds.max(1), if seconds > 1 { "seconds" } else { "second" })
    }
}

#[cfg(test)]
mod tests {
    use governor::clock::FakeRelativeClock;

    use super::*;
    use crate::discord::request::Under;

    fn limits(user: u32, server: u32) -> (Limits<FakeRelativeClock>, FakeRelativeClock) {
        let clock = FakeRelativeClock::default();
        let rates = Rates { user: NonZeroU32::new(user), server: NonZeroU32::new(server) };
        (Limits::new(rates, clock.clone()), clock)
    }

    fn request(asks: Asks) -> Request {
        Request {
            id: 1,
            token: String::new(),
            user: 5,
            guild: Some(7),
            server: None,
            channels: Vec::new(),
            permissions: None,
            attaches: true,
            asks,
        }
    }

    #[test]
    fn who_asks_too_much_waits_and_nobody_else() {
        let (user, server) =
            (|s| Err(Wait::User(Duration::from_secs(s))), |s| Err(Wait::Server(Duration::from_secs(s))));
        let (limits, clock) = limits(2, 3);
        // Seconds that pass first, who asks, where, and what comes of it.
        for (n, (pass, asker, place, expected)) in [
            (0, 1, Some(7), Ok(())),
            (0, 1, None, Ok(())),
            (0, 1, None, user(30)),
            (10, 1, Some(7), user(20)),
            (0, 2, Some(7), Ok(())),
            (0, 3, Some(7), Ok(())),
            (0, 4, Some(7), server(10)),
            (0, 5, Some(8), Ok(())),
            (0, 6, None, Ok(())),
            (20, 1, Some(7), Ok(())),
            (0, 1, Some(7), user(30)),
            (600, 1, Some(7), Ok(())),
            (0, 1, Some(7), Ok(())),
            (0, 1, Some(7), user(30)),
        ]
        .into_iter()
        .enumerate()
        {
            clock.advance(Duration::from_secs(pass));
            assert_eq!(limits.admit(asker, place), expected, "step {n}");
        }
    }

    #[test]
    fn nothing_is_no_limit() {
        let (limits, _) = limits(0, 0);
        assert!((0..10_000).all(|_| limits.admit(1, Some(7)).is_ok()));
    }

    #[test]
    fn what_is_over_is_told_when_to_ask_again() {
        for (wait, line) in [
            (
                Wait::User(Duration::from_millis(2001)),
                "You have asked a lot in the last minute. Please ask again in 3 seconds.",
            ),
            (
                Wait::User(Duration::from_secs(2)),
                "You have asked a lot in the last minute. Please ask again in 2 seconds.",
            ),
            (
                Wait::Server(Duration::from_millis(1)),
                "This server has asked a lot in the last minute. Please ask again in 1 second.",
            ),
        ] {
            assert_eq!(wait.line(), line);
        }
    }

    #[test]
    fn suggestions_and_those_who_look_after_a_server_are_never_refused() {
        let under = || Under { private: false, asker: None, texts: Vec::new() };
        let press = |button: &str| Asks::Press { button: button.into(), under: under() };
        let command = || Asks::Command { name: "who".into(), options: [].into(), private: false };
        for (asks, counts) in [
            (command(), true),
            (Asks::OnMessage { name: "Check this quote".into(), words: String::new() }, true),
            (Asks::Pick { menu: "ask".into(), value: "/help".into(), under: under() }, true),
            (press("/sources topic: Ann page: 2"), true),
            (press("report /help"), true),
            (press("/admin review done: 1"), false),
            (Asks::Admin { name: "review".into(), options: [].into(), file: None }, false),
            (Asks::Completion { typed: "an".into(), of: None }, false),
            (Asks::Ping, false),
            (Asks::Nothing, false),
        ] {
            let (limits, _) = limits(1, 0);
            assert_eq!(limits.refusal(&request(asks.clone())), None, "{asks:?}");
            let refused = limits.refusal(&request(asks.clone()));
            assert_eq!(refused.is_some(), counts, "{asks:?}");
            assert!(refused.is_none_or(|(reply, outcome)| {
                matches!(reply, Reply::Message(message) if message.private) && outcome == Outcome::Limited
            }));
        }
    }

    #[test]
    fn whoever_has_not_asked_for_a_while_is_forgotten() {
        let (limits, clock) = limits(20, 20);
        let known =
            |limits: &Limits<_>| [&limits.users, &limits.servers].map(|all| all.as_ref().map_or(0, Counter::len));
        for user in 0..1000 {
            assert_eq!(limits.admit(user, Some(user % 10)).is_ok(), user < 200);
        }
        limits.forget_idle();
        assert_eq!(known(&limits), [1000, 10]);
        clock.advance(Duration::from_secs(120));
        assert_eq!(limits.admit(1, Some(1)), Ok(()));
        limits.forget_idle();
        assert_eq!(known(&limits), [1, 1]);
        clock.advance(Duration::from_secs(120));
        limits.forget_idle();
        assert_eq!(known(&limits), [0, 0]);
    }
}
