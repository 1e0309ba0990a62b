//! `/admin list` and `/admin log`: what has this server added and decided, and who did what when?

use jiff::Timestamp;

use super::decide::{UNDO, manual};
use super::{AdminCommand, Call, NAME, Office, PAGE};
use crate::answer::Answer;
use crate::commands::AskError;
use crate::commands::paging::{page, turning};
use crate::store::{Own, Ruled, Step};

/// `/admin list`
pub static LIST: AdminCommand = AdminCommand {
    name: "list",
    description: "What was added and decided in this server",
    options: &[PAGE],
    answer: list,
};

/// `/admin log`
pub static LOG: AdminCommand = AdminCommand {
    name: "log",
    description: "Who of those who look after this server did what, and when",
    options: &[PAGE],
    answer: log,
};

/// Lines on a page.
const MOST: usize = 12;

fn list(office: &Office, call: &Call<'_>) -> Result<Answer, AskError> {
    let (own, ruled) = (office.ledger().own(call.server().0)?, office.ledger().rulings(call.server().0)?);
    let own_line = |Own { id, title, day }: &Own| format!("• {title} ({id}), added on {day}");
    let ruled_line = |Ruled { id, day, ruling }: &Ruled| format!("{id}. {ruling}, since {day}");
    let lines: Vec<String> = own.iter().map(own_line).chain(ruled.iter().map(ruled_line)).collect();
    let counts = format!("{} of its own, {}.", counted(own.len(), "article"), counted(ruled.len(), "decision"));
    let answer = paged(call, "This server", "list", &lines, "Nothing was added or decided in this server.")?;
    let undo = format!("/{NAME} {} takes a decision back.", UNDO.name);
    Ok(if lines.is_empty() { answer } else { Answer { note: format!("{counts} {undo}"), ..answer } })
}

fn log(office: &Office, call: &Call<'_>) -> Result<Answer, AskError> {
    let steps = office.ledger().steps(call.server().0)?;
    let line = |Step { at, by, what }: &Step| {
        let when = Timestamp::from_second(*at).map(|at| at.strftime("%Y-%m-%d %H:%M UTC").to_string());
        format!("• {}, user {by}: {what}", when.unwrap_or_default())
    };
    let lines: Vec<String> = steps.iter().map(line).collect();
    paged(call, "Who did what", "log", &lines, "Nobody has changed anything in this server.")
}

fn paged(call: &Call<'_>, title: &str, name: &str, lines: &[String], empty: &str) -> Result<Answer, AskError> {
    let page = page(call.options, lines.len(), MOST)?;
    if lines.is_empty() {
        return Ok(manual(title).says(empty));
    }
    let answer = lines[page.from..page.to].iter().fold(manual(title), Answer::says);
    Ok(turning(answer, &page, &format!("/{NAME} {name}")))
}

/// `1 article`, `2 articles`
pub(super) fn counted(count: usize, what: &str) -> String {
    format!("{count} {what}{}", if count == 1 { "" } else { "s" })
}
