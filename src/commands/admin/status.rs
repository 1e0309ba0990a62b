//! `/admin status`: which archive answers, and is the bot well?
//!
//! What only whoever runs the bot may see, paths and errors, stays in its log.

use std::time::{Duration, SystemTime};

use jiff::Timestamp;
use jiff::tz::TimeZone;

use super::archives::Standing;
use super::extent::archive;
use super::list::counted;
use super::{AdminCommand, Call, NAME, Office, reload};
use crate::answer::{Answer, Archive, Kind};
use crate::commands::AskError;
use crate::domain::Edtf;

/// The subcommand.
pub static COMMAND: AdminCommand = AdminCommand {
    name: "status",
    description: "Which archive answers, since when the bot runs, and whether reports can be kept",
    options: &[],
    answer,
};

fn answer(office: &Office, call: &Call<'_>) -> Result<Answer, AskError> {
    let desk = office.desk();
    let answer = Answer { kind: Kind::Manual, title: "Status".to_owned(), ..Answer::default() };
    let answer = answer
        .says(archive(desk.archive()))
        .says(built(desk.archive()))
        .says(bot(office))
        .says(office.around.service().map_or_else(|| "Not connected.".to_owned(), |service| service.connection()))
        .says(match office.ledger().is_writable() {
            Ok(()) => "Reported answers can be kept.",
            Err(_) => "Reported answers can't be kept: nothing can be written beside the store.",
        });
    let answer = match own(office, call)? {
        Some(own) => answer.says(own),
        None => answer,
    };
    Ok(answer.offers("Reload", format!("/{NAME} {}", reload::COMMAND.name)))
}

/// What this server has of its own, if anything.
fn own(office: &Office, call: &Call<'_>) -> Result<Option<String>, AskError> {
    let server = call.server();
    let (own, ruled) = (office.ledger().own(server.0)?.len(), office.ledger().rulings(server.0)?.len());
    if own + ruled == 0 {
        return Ok(None);
    }
    let stands = match office.archives.wait(server, Duration::ZERO) {
        Standing::Current => "which its answers follow",
        Standing::Building => "which its answers are about to follow",
        Standing::Broken => "but its archive can't be built, and the one before answers",
    };
    let counts = format!("{} of its own and {}", counted(own, "article"), counted(ruled, "decision"));
    Ok(Some(format!("This server has {counts}, {stands}.")))
}

fn built(archive: &Archive) -> String {
    let store = &archive.store;
    let Some(built) = store.built() else {
        return "There is no store yet: the articles that came with the bot answer.".to_owned();
    };
    let when = match moment(built) {
        Some(when) => format!("Built on {when}."),
        None => "Built at an unknown time.".to_owned(),
    };
    let news = match (store.is_whole(), store.is_in_place()) {
        (false, _) => {
            " Its file was changed in place since, and may no longer be readable: build it anew, then reload."
        }
        (true, false) => " What lies in its place now is another store, or none: reload to open it.",
        (true, true) => "",
    };
    format!("{when}{news}")
}

fn bot(office: &Office) -> String {
    let version = env!("CARGO_PKG_VERSION");
    let uptime = in_units(office.around.uptime());
    match office.around.service().map_or(0, |service| service.answers()) {
        1 => format!("Receipts {version}, up for {uptime}; 1 answer since the start."),
        answers => format!("Receipts {version}, up for {uptime}; {answers} answers since the start."),
    }
}

/// `22 November 2026, 11:50 UTC`
fn moment(time: SystemTime) -> Option<String> {
    let time = Timestamp::try_from(time).ok()?.to_zoned(TimeZone::UTC);
    let day = Edtf::parse(&time.date().to_string())?.phrase();
    Some(format!("{day}, {:02}:{:02} UTC", time.hour(), time.minute()))
}

/// In the two largest units: `3 days 4 hours`.
fn in_units(time: Duration) -> String {
    let seconds = time.as_secs();
    let all = [("day", seconds / 86_400), ("hour", seconds / 3600 % 24), ("minute", seconds / 60 % 60)];
    let from = all.iter().position(|(_, n)| *n > 0).unwrap_or(all.len());
    let told = all[from..].iter().take(2).filter(|(_, n)| *n > 0);
    let told: Vec<String> = told.map(|(unit, n)| format!("{n} {unit}{}", if *n == 1 { "" } else { "s" })).collect();
    if told.is_empty() { "less than a minute".to_owned() } else { told.join(" ") }
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;
    use std::time::UNIX_EPOCH;

    use super::super::tests::{caller, office};
    use super::super::{Office, Service};
    use super::*;

    #[test]
    fn times_are_told_in_two_units() {
        for (seconds, told) in [
            (0, "less than a minute"),
            (59, "less than a minute"),
            (60, "1 minute"),
            (3600 + 120, "1 hour 2 minutes"),
            (3600 * 5 + 59, "5 hours"),
            (86_400 * 3 + 3600 * 4 + 60, "3 days 4 hours"),
            (86_400 + 60, "1 day"),
        ] {
            assert_eq!(in_units(Duration::from_secs(seconds)), told);
        }
        let moment = moment(UNIX_EPOCH + Duration::from_secs(1_700_000_000));
        assert_eq!(moment.as_deref(), Some("14 November 2023, 22:13 UTC"));
    }

    #[test]
    fn it_tells_of_the_archive_the_bot_and_the_ledger() {
        struct Counter;
        impl Service for Counter {
            fn answers(&self) -> u64 {
                1234
            }
            fn connection(&self) -> String {
                "Connected to a test.".to_owned()
            }
        }
        let told = |office: &Office| office.ask(caller(7), "/admin status").expect("one").expect("an answer").text();
        let office = office();
        assert!(told(&office).contains("Not connected."));
        office.serve(Arc::new(Counter));
        let version = env!("CARGO_PKG_VERSION");
        let expected = [
            "0 articles in the archive, and 0 people.".to_owned(),
            "There is no store yet: the articles that came with the bot answer.".to_owned(),
            format!("Receipts {version}, up for less than a minute; 1234 answers since the start."),
            "Connected to a test.".to_owned(),
            "Reported answers can be kept.".to_owned(),
        ];
        assert_eq!(told(&office), expected.join("\n"));
    }
}
