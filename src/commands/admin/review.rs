//! `/admin review`: which answers were reported in this server, and what did they say?
//!
//! One report at a time, the oldest first, until it is marked as done. Who reported it is not known.

use super::{AdminCommand, AdminOption, Call, NAME, Office, PAGE, Takes};
use crate::answer::{Answer, Kind};
use crate::commands::paging::{self, page, turning};
use crate::commands::{AskError, given};
use crate::domain::Edtf;

/// The subcommand.
pub static COMMAND: AdminCommand = AdminCommand {
    name: "review",
    description: "Answers that were reported here, one at a time, until you mark them as done",
    options: &[
        PAGE,
        AdminOption {
            name: "done",
            description: "The number of a report to take off the list",
            required: false,
            takes: Takes::Text,
        },
    ],
    answer,
};

fn answer(office: &Office, call: &Call<'_>) -> Result<Answer, AskError> {
    let (server, mut options) = (call.server(), call.options.clone());
    let mut settled = String::new();
    if let Some(done) = given(&options, "done") {
        let number = done.trim_start_matches('#');
        let id =
            number.parse().map_err(|_| AskError::Asked("`done` is the number of a report, such as 17.".to_owned()))?;
        settled = if office.ledger().settle(server.0, id)? {
            format!("Report {id} is done. ")
        } else {
            format!("Report {id} was done already. ")
        };
    }
    let open = office.ledger().open_reports(server.0)?;
    // With one taken off, the page that was shown may be behind the end.
    let asked: Option<usize> = given(&options, paging::OPTION.name).and_then(|page| page.parse().ok());
    if !settled.is_empty() && asked.is_some_and(|page| page > open) {
        options.insert(paging::OPTION.name.to_owned(), open.max(1).to_string());
    }
    let page = page(&options, open, 1)?;
    let answer = Answer { kind: Kind::Manual, title: "Reported answers".to_owned(), ..Answer::default() };
    let Some(report) = office.ledger().nth_report(server.0, page.from)? else {
        let nothing = "No answer is reported in this server. Under each answer is a button for it.";
        return Ok(answer.says(format!("{settled}{nothing}")));
    };
    let day = Edtf::parse(&report.day).map_or(report.day, |day| day.phrase());
    let times = if report.times == 1 { "once, on".to_owned() } else { format!("{} times, last on", report.times) };
    let command = format!("/{NAME} {}", COMMAND.name);
    let answer = answer
        .says(format!("Asked: {}", report.asked))
        .says(report.answered)
        .offers("✓ Done", format!("{command} done: {} page: {}", report.id, page.number));
    let note = format!("{settled}Report {}, {} of {}. Reported {times} {day}.", report.id, page.number, page.of);
    Ok(turning(Answer { note, ..answer }, &page, &command))
}

#[cfg(test)]
mod tests {
    use super::super::tests::{caller, office};
    use crate::commands::Server;

    #[test]
    fn reports_are_shown_one_by_one_and_taken_off() {
        let (office, here, elsewhere) = (office(), caller(7), caller(8));
        for asked in ["/who person: Ann", "/who person: Bob", "/help"] {
            office.report(Server(7), asked, "They met.").expect("kept");
        }
        let ask = |server, line: &str| office.ask(server, line).expect("of ours").expect("an answer");
        let first = ask(here, "/admin review");
        assert_eq!(first.text(), "Asked: /who person: Ann\nThey met.");
        assert!(first.note.starts_with("Report 1, 1 of 3. Reported once, on "), "{}", first.note);
        let commands: Vec<&str> = first.actions.iter().map(|a| a.command.as_str()).collect();
        assert_eq!(commands, ["/admin review done: 1 page: 1", "/admin review page: 2"]);
        let next = ask(here, commands[0]);
        assert_eq!(next.text(), "Asked: /who person: Bob\nThey met.");
        assert!(next.note.starts_with("Report 1 is done. Report 2, 1 of 2."), "{}", next.note);
        let last = ask(here, "/admin review done: 3 page: 2");
        assert_eq!(last.text(), "Asked: /who person: Bob\nThey met.");
        assert!(ask(here, "/admin review done: 2 page: 1").text().contains("No answer is reported"));
        assert!(ask(elsewhere, "/admin review").text().contains("No answer is reported"));
        for wrong in ["/admin review page: 9", "/admin review done: x", "/admin"] {
            assert!(office.ask(here, wrong).is_none_or(|answer| answer.is_err()), "{wrong}");
        }
    }
}
