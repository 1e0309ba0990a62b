//! Does the gateway hold under shards, restarts and Discord's bad days?
//!
//! Whatever goes wrong, an interaction is answered once: the stand-in holds a second answer against the bot, and a call
//! that comes before it may.

use std::io;
use std::time::Duration;

use receipts::discord::Settings;
use serde_json::{Value, json};
use tokio::sync::mpsc;
use tracing::subscriber::DefaultGuard;

use crate::standin::payload::command;
use crate::standin::{Fault, Order, Seen, Standin, TOKEN, soon};
use crate::{Bot, connected, registered, settings};

/// The shard and the number of shards of the next session.
async fn begun(standin: &mut Standin) -> Value {
    let identified = |seen| match seen {
        Seen::Identified(data) => Some(data["shard"].clone()),
        _ => None,
    };
    standin.next(identified).await
}

/// What the bot logs from now on.
struct Log {
    lines: mpsc::UnboundedReceiver<String>,
    _guard: DefaultGuard,
}

#[derive(Clone)]
struct Pen(mpsc::UnboundedSender<String>);

impl io::Write for Pen {
    fn write(&mut self, line: &[u8]) -> io::Result<usize> {
        // Nobody reads any more when the test is over.
        let _ = self.0.send(String::from_utf8_lossy(line).into_owned());
        Ok(line.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

impl Log {
    fn read() -> Self {
        let (sender, lines) = mpsc::unbounded_channel();
        let log = tracing_subscriber::fmt().with_ansi(false).with_max_level(tracing::Level::INFO);
        let log = log.with_writer(move || Pen(sender.clone())).finish();
        Self { lines, _guard: tracing::subscriber::set_default(log) }
    }

    /// The next line of the bot's own with these words.
    async fn line(&mut self, words: &str) -> String {
        let found = async {
            loop {
                let line = self.lines.recv().await.expect("the log is open");
                if line.contains(words) {
                    return line;
                }
            }
        };
        soon(found).await
    }

    /// Whether there is another one with these words.
    fn has(&mut self, words: &str) -> bool {
        std::iter::from_fn(|| self.lines.try_recv().ok()).any(|line| line.contains(words))
    }
}

#[tokio::test]
async fn there_are_as_many_shards_as_discord_advises() {
    let mut standin = Standin::start().await;
    standin.advise(|advice| advice.shards = 2);
    let bot = Bot::start(&standin);
    for shard in [0, 1] {
        assert_eq!(begun(&mut standin).await, json!([shard, 2]));
        let asked = standin.send_to(Some(shard), command("help", &[]));
        standin.answer(asked).await;
    }
    bot.stop().await.expect("a clean end");
}

#[tokio::test]
async fn shards_are_spread_over_processes() {
    let mut standin = Standin::start().await;
    standin.advise(|advice| (advice.shards, advice.max_concurrency) = (3, 2));
    let mut bots = Vec::new();
    for shard in [0, 1] {
        let shards = format!("{shard}/2").parse().ok();
        bots.push(Bot::with(Settings { shards, ..settings(&standin) }));
        assert_eq!(begun(&mut standin).await, json!([shard, 2]));
    }
    standin.order_to(1, Order::Drop);
    standin.next(|seen| (seen == Seen::Resumed).then_some(())).await;
    for shard in [0, 1] {
        let asked = standin.send_to(Some(shard), command("help", &[]));
        standin.answer(asked).await;
    }
    for bot in bots {
        bot.stop().await.expect("a clean end");
    }
}

#[tokio::test]
async fn the_days_budget_is_not_burnt() {
    let mut standin = Standin::start().await;
    standin.advise(|advice| (advice.remaining, advice.reset_after) = (0, Duration::from_millis(200)));
    let mut log = Log::read();
    let bot = Bot::start(&standin);
    for expected in [Seen::Advised { remaining: 0 }, Seen::Advised { remaining: 1000 }, Seen::Connected] {
        let next = |seen| matches!(seen, Seen::Advised { .. } | Seen::Connected).then_some(seen);
        assert_eq!(standin.next(next).await, expected);
    }
    log.line("the next begin in").await;
    bot.stop().await.expect("a clean end");

    standin.advise(|advice| (advice.remaining, advice.reset_after) = (0, Duration::from_secs(86_400)));
    let bot = Bot::start(&standin);
    log.line("the next begin in").await;
    bot.stop().await.expect("nobody waits for the end until tomorrow");
}

#[tokio::test]
async fn commands_are_registered_when_they_change_alone() {
    let mut standin = Standin::start().await;
    for (anew, change) in [(true, None), (false, None), (true, Some(json!("Something else"))), (false, None)] {
        if let Some(description) = change {
            standin.change_commands(|commands| commands[0]["description"] = description);
        }
        standin.spoil("registered", Fault::Status(503));
        let bot = Bot::start(&standin);
        let told = |seen| match seen {
            Seen::Identified(_) => Some(false),
            seen => registered(seen).map(|_| true),
        };
        assert_eq!(standin.next(told).await, anew);
        if anew {
            assert!(!standin.next(told).await, "registered once");
        }
        bot.stop().await.expect("a clean end");
    }
}

#[tokio::test]
async fn a_limit_is_kept_when_discord_is_called_itself() {
    let mut standin = Standin::start().await;
    let client = Some(standin.discord_com().await);
    for place in ["gateway", "registered", "register"] {
        standin.spoil(place, Fault::Limited(Duration::from_millis(300)));
    }
    let bot = Bot::with(Settings { token: TOKEN.to_owned(), client, ..Settings::default() });
    begun(&mut standin).await;
    for wait in [200, 1400] {
        standin.spoil("callback", Fault::Limited(Duration::from_millis(wait)));
        standin.ask(command("help", &[])).await;
    }
    for _ in 0..100 {
        standin.ask(command("help", &[])).await;
    }
    bot.stop().await.expect("a clean end");
}

#[tokio::test]
async fn a_burst_of_errors_is_outlasted() {
    let mut standin = Standin::start().await;
    for (place, fault) in [
        ("registered", Fault::Status(500)),
        ("registered", Fault::Cut),
        ("register", Fault::Status(502)),
        ("register", Fault::Status(503)),
        ("gateway", Fault::CutAfter),
        ("gateway", Fault::Status(429)),
    ] {
        standin.spoil(place, fault);
    }
    let bot = Bot::start(&standin);
    begun(&mut standin).await;
    for status in [500, 502, 503] {
        standin.spoil("callback", Fault::Status(status));
    }
    standin.ask(command("help", &[])).await;
    bot.stop().await.expect("a clean end");
}

#[tokio::test]
async fn a_connection_that_is_cut_costs_no_answer() {
    let (mut standin, bot) = connected().await;
    for fault in [Fault::Cut, Fault::CutAfter] {
        standin.spoil("callback", fault);
        standin.ask(command("help", &[])).await;
    }
    bot.stop().await.expect("a clean end");
}

#[tokio::test]
async fn a_slow_callback_is_answered_in_time_or_given_up() {
    let (mut standin, bot) = connected().await;
    let mut log = Log::read();
    for wait in [300, 2000] {
        standin.spoil("callback", Fault::Slow(Duration::from_millis(wait)));
        standin.ask(command("help", &[])).await;
    }
    for _ in 0..9 {
        standin.spoil("callback", Fault::Slow(Duration::from_secs(4)));
    }
    standin.send(command("help", &[]));
    let line = log.line("did not reach Discord").await;
    assert!(line.contains("no answer within"), "{line}");
    assert!(!log.has("did not reach Discord"));
    let tries = standin.rest().iter().filter(|seen| matches!(seen, Seen::Spoiled(_))).count();
    assert!(tries <= 3, "{tries} tries at what is slow");
    bot.stop().await.expect("a clean end");
}

#[tokio::test]
async fn an_interaction_that_discord_forgot_is_logged_once() {
    let (mut standin, bot) = connected().await;
    let mut log = Log::read();
    standin.spoil("callback", Fault::Refused(404, 10062));
    let forgotten = standin.send(command("help", &[]));
    log.line("did not reach Discord").await;
    standin.ask(command("help", &[])).await;
    assert!(!log.has("did not reach Discord"));
    bot.stop().await.expect("a clean end");
    let again = |seen: &Seen| matches!(seen, Seen::Answered { interaction, .. } if *interaction == forgotten);
    assert!(!standin.rest().iter().any(again), "what is refused is not repeated");
}

#[tokio::test]
async fn a_session_goes_on_or_begins_anew_as_discord_says() {
    let (mut standin, bot) = connected().await;
    standin.order(Order::Opcode(9, json!(true)));
    let meanwhile = standin.send(command("help", &[]));
    standin.next(|seen| (seen == Seen::Resumed).then_some(())).await;
    standin.answer(meanwhile).await;

    standin.order(Order::Opcode(9, json!(false)));
    begun(&mut standin).await;
    standin.ask(command("help", &[])).await;

    standin.refuse_resume();
    standin.order(Order::Drop);
    begun(&mut standin).await;
    standin.ask(command("help", &[])).await;
    let rest = standin.rest();
    assert!(!rest.into_iter().any(|seen| registered(seen).is_some()), "registered at the start alone");
    let closed = |seen| match seen {
        Seen::Closed(code) => Some(code),
        _ => None,
    };
    let (ended, code) = tokio::join!(bot.stop(), standin.next(closed));
    ended.expect("a clean end");
    assert_eq!(code, 1000, "a goodbye after a new session, too");
}

#[tokio::test]
async fn a_silent_gateway_is_left_for_a_new_one() {
    let mut standin = Standin::start().await;
    standin.heartbeats(Duration::from_millis(300), true);
    let bot = Bot::start(&standin);
    for _ in 0..2 {
        standin.next(|seen| (seen == Seen::Connected).then_some(())).await;
    }
    standin.heartbeats(Duration::from_secs(41), false);
    begun(&mut standin).await;
    standin.ask(command("help", &[])).await;
    bot.stop().await.expect("a clean end");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_connection_that_is_closed_for_no_reason_begins_anew() {
    let (mut standin, bot) = connected().await;
    standin.order(Order::Close(4003));
    begun(&mut standin).await;
    standin.ask(command("help", &[])).await;
    bot.stop().await.expect("a clean end");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_shard_that_discord_lets_in_no_more_ends_the_bot() {
    let mut standin = Standin::start().await;
    standin.refuse_identify(4011);
    let bot = Bot::start(&standin);
    let error = bot.end().await.expect_err("it cannot run").to_string();
    assert!(error.contains("more shards"), "{error}");
    let tries = standin.rest().iter().filter(|seen| matches!(seen, Seen::Identified(_))).count();
    assert_eq!(tries, 2, "Discord counts each");
}

#[tokio::test]
async fn a_token_revoked_while_away_ends_the_bot() {
    let (mut standin, bot) = connected().await;
    standin.ask(command("help", &[])).await;
    standin.revoke();
    standin.order(Order::Drop);
    let error = bot.end().await.expect_err("it cannot go on").to_string();
    assert!(error.contains("Reset Token"), "{error}");
    let tried = standin.rest();
    assert!(!tried.iter().any(|seen| matches!(seen, Seen::Identified(_))), "no second session: {tried:?}");
}

#[tokio::test]
async fn nothing_is_answered_twice_whatever_goes_wrong() {
    let (mut standin, bot) = connected().await;
    let faults = [
        Fault::Status(500),
        Fault::Lost(502),
        Fault::Cut,
        Fault::CutAfter,
        Fault::Slow(Duration::from_millis(1300)),
        Fault::Status(503),
        Fault::Lost(500),
        Fault::Slow(Duration::from_millis(100)),
    ];
    let mut asked = Vec::new();
    for (number, fault) in faults.into_iter().enumerate() {
        standin.spoil("callback", fault);
        asked.push(standin.send(command("who", &[("person", "Ann Lee")])));
        if number % 3 == 2 {
            standin.order(Order::Drop);
        }
    }
    while !asked.is_empty() {
        let answered = |seen| match seen {
            Seen::Answered { interaction, status: 204, .. } => Some(interaction),
            _ => None,
        };
        let id = standin.next(answered).await;
        let at = asked.iter().position(|asked| *asked == id);
        asked.swap_remove(at.expect("one that still waited for its answer"));
    }
    bot.stop().await.expect("a clean end");
    standin.is_content();
}
