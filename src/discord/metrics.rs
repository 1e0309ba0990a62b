//! How much is asked, of what, how does it come out, and how long does it take?
//!
//! Counters that are made once, so that counting an answer is two additions. A command has a name here only if it is
//! one of ours: what somebody else writes makes no new counter. Who asks, and for what, is counted nowhere.

use std::time::Duration;

use prometheus_client::metrics::counter::Counter;
use prometheus_client::metrics::family::Family;
use prometheus_client::metrics::histogram::Histogram;
use prometheus_client::metrics::info::Info;
use prometheus_client::registry::Registry;

use super::outcome::Outcome;
use super::request::Asks;
use super::respond::REPORT;
use crate::commands::{ADMIN, ADMIN_NAME, ALL, ON_MESSAGES};

/// What was counted since the start.
pub(super) struct Metrics {
    registry: Registry,
    /// By name, in the order of [`names`].
    counted: Vec<Counted>,
}

struct Counted {
    name: String,
    /// By the number of the outcome.
    outcomes: Vec<Counter>,
    seconds: Histogram,
}

/// Names besides those of commands.
const COMPLETION: &str = "autocomplete";
const PING: &str = "ping";
/// A message that mentions the bot.
const MENTION: &str = "mention";
/// All that is no command of ours; the last name.
const OTHER: &str = "other";

/// Seconds that an answer may have taken, from one at hand to one that was announced first.
const SECONDS: [f64; 11] = [0.000_1, 0.000_3, 0.001, 0.003, 0.01, 0.03, 0.1, 0.3, 1.0, 3.0, 10.0];

impl Metrics {
    pub(super) fn new() -> Self {
        let answers = Family::<[(&str, String); 2], Counter>::default();
        let seconds = Family::<[(&str, String); 1], Histogram>::new_with_constructor(|| Histogram::new(SECONDS));
        let counted = names().map(|name| {
            let outcome = |outcome: Outcome| {
                answers.get_or_create_owned(&[("command", name.clone()), ("outcome", outcome.word().to_owned())])
            };
            Counted {
                outcomes: Outcome::ALL.into_iter().map(outcome).collect(),
                seconds: seconds.get_or_create_owned(&[("command", name.clone())]),
                name,
            }
        });
        let counted = counted.collect();
        let mut registry = Registry::with_prefix("receipts");
        registry.register("build", "Which program this is", Info::new([("version", env!("CARGO_PKG_VERSION"))]));
        registry.register("answers", "Answers, by command and by how they came out", answers);
        registry.register("answer_seconds", "From a request that is read to its answer, without the network", seconds);
        Self { registry, counted }
    }

    /// Counts one answer.
    pub(super) fn count(&self, name: Name, outcome: Outcome, took: Duration) {
        // Both are there: names and outcomes come from the same lists.
        if let Some(counted) = self.counted.get(name.0) {
            counted.outcomes.get(outcome as usize).map(Counter::inc);
            counted.seconds.observe(took.as_secs_f64());
        }
    }

    /// How many answers were counted, of whatever outcome.
    pub(super) fn answers(&self) -> u64 {
        self.counted.iter().flat_map(|counted| &counted.outcomes).map(Counter::get).sum()
    }

    #[cfg(test)]
    pub(super) fn counted(&self, name: Name, outcome: Outcome) -> u64 {
        self.counted[name.0].outcomes[outcome as usize].get()
    }

    /// All of it, to be shown.
    pub(super) fn registry(&self) -> &Registry {
        &self.registry
    }

    /// The name under which it is counted.
    pub(super) fn name(&self, asks: &Asks) -> Name {
        match asks {
            Asks::Ping => self.named(PING),
            Asks::Completion { .. } => self.named(COMPLETION),
            Asks::Command { name, .. } | Asks::OnMessage { name, .. } => self.named(name),
            Asks::Admin { name, .. } => self.named_in_two(ADMIN_NAME, name),
            Asks::Pick { value: line, .. } | Asks::Press { button: line, .. } => self.named_by_line(line),
            Asks::Nothing => self.named(OTHER),
        }
    }

    /// The name of messages that mention the bot.
    pub(super) fn mention(&self) -> Name {
        self.named(MENTION)
    }

    /// By what a button or a menu carries: a command line, or the mark of a report.
    fn named_by_line(&self, line: &str) -> Name {
        let Some(line) = line.strip_prefix('/') else {
            return self.named(if line.starts_with(REPORT) { REPORT } else { OTHER });
        };
        let mut words = line.split_whitespace();
        match words.next().unwrap_or_default() {
            ADMIN_NAME => self.named_in_two(ADMIN_NAME, words.next().unwrap_or_default()),
            name => self.named(name),
        }
    }

    fn named(&self, name: &str) -> Name {
        self.find(|counted| counted == name)
    }

    fn named_in_two(&self, first: &str, second: &str) -> Name {
        self.find(|counted| counted.split_once(' ') == Some((first, second)))
    }

    fn find(&self, is_it: impl Fn(&str) -> bool) -> Name {
        let at = self.counted.iter().position(|counted| is_it(&counted.name));
        Name(at.unwrap_or(self.counted.len() - 1))
    }
}

/// One of the names under which is counted.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Name(usize);

fn names() -> impl Iterator<Item = String> {
    let commands = ALL.iter().map(|command| command.name.to_owned());
    let on_messages = ON_MESSAGES.iter().map(|command| command.name.to_owned());
    let admin = ADMIN.iter().map(|command| format!("{ADMIN_NAME} {}", command.name));
    let others = [REPORT, MENTION, COMPLETION, PING, OTHER].into_iter().map(str::to_owned);
    commands.chain(on_messages).chain(admin).chain(others)
}

#[cfg(test)]
mod tests {
    use prometheus_client::encoding::text::encode;

    use super::*;
    use crate::commands::Options;
    use crate::discord::request::Under;

    #[test]
    fn only_names_of_ours_are_counted() {
        let metrics = Metrics::new();
        let (name, options) = (str::to_owned, Options::new);
        let under = || Under { private: false, asker: None, texts: Vec::new() };
        let pick = |line: &str| Asks::Pick { menu: name("ask"), value: name(line), under: under() };
        let press = |line: &str| Asks::Press { button: name(line), under: under() };
        for (asks, expected) in [
            (Asks::Ping, "ping"),
            (Asks::Nothing, "other"),
            (Asks::Completion { typed: name("who"), of: None }, "autocomplete"),
            (Asks::Command { name: name("who"), options: options(), private: false }, "who"),
            (Asks::Command { name: name("whose"), options: options(), private: false }, "other"),
            (Asks::OnMessage { name: name("Check this quote"), words: name("") }, "Check this quote"),
            (Asks::Admin { name: name("review"), options: options(), file: None }, "admin review"),
            (Asks::Admin { name: name("x\"} 1\n"), options: options(), file: None }, "other"),
            (pick("/who person: Ann Lee"), "who"),
            (pick("Ann Lee"), "other"),
            (press("/admin review done: 1 page: 1"), "admin review"),
            (press("/timeline person: Ann page: 2"), "timeline"),
            (press("report /who person: Ann"), "report"),
            (press(""), "other"),
        ] {
            let counted = metrics.name(&asks);
            assert_eq!(metrics.counted[counted.0].name, expected, "{asks:?}");
        }
        assert_eq!(metrics.counted[metrics.mention().0].name, "mention");
    }

    #[test]
    fn what_is_counted_is_shown() {
        let metrics = Metrics::new();
        let who = metrics.named("who");
        metrics.count(who, Outcome::Answered, Duration::from_micros(200));
        metrics.count(who, Outcome::Answered, Duration::from_millis(20));
        metrics.count(who, Outcome::Broke, Duration::ZERO);
        assert_eq!(metrics.answers(), 3);
        let mut text = String::new();
        encode(&mut text, metrics.registry()).expect("written");
        for line in [
            r#"receipts_answers_total{command="who",outcome="answered"} 2"#,
            r#"receipts_answers_total{command="who",outcome="broke"} 1"#,
            r#"receipts_answers_total{command="other",outcome="limited"} 0"#,
            r#"receipts_answer_seconds_count{command="who"} 3"#,
            r#"receipts_answer_seconds_bucket{le="0.0003",command="who"} 2"#,
        ] {
            assert!(text.lines().any(|l| l == line), "{line} is missing in:\n{text}");
        }
    }
}
