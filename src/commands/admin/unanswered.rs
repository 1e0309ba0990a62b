//! `/admin unanswered`: what was asked in this server in vain, and how often?
//!
//! Counted without who asked. Counts wait in memory for a moment, for writing takes time and asking should not.

use std::collections::BTreeMap;
use std::sync::PoisonError;

use super::decide::manual;
use super::{AdminCommand, AdminOption, Call, NAME, Office, PAGE, Server, Takes, without_ids};
use crate::answer::Answer;
use crate::commands::paging::{page, turning};
use crate::commands::{AskError, given};
use crate::store::{StoreError, Vain};

/// The subcommand.
pub static COMMAND: AdminCommand = AdminCommand {
    name: "unanswered",
    description: "What was asked here in vain, and how often; who asked is not kept",
    options: &[
        PAGE,
        AdminOption { name: "forget", description: "all: forget the list", required: false, takes: Takes::Text },
    ],
    answer,
};

/// Counts that wait, by server and question.
pub(super) type Waiting = BTreeMap<(u64, String), u32>;

/// Characters of a question that are kept.
const LONGEST: usize = 200;
/// Different questions that wait at most.
const MOST_WAITING: usize = 1000;
/// Lines on a page.
const MOST: usize = 15;

impl Office {
    /// Counts what was asked in a server and not answered; who asked is not told here.
    pub fn asked_in_vain(&self, server: Server, asked: &str) {
        let mut waiting = self.in_vain.lock().unwrap_or_else(PoisonError::into_inner);
        let question = (server.0, normalised(asked));
        if waiting.len() < MOST_WAITING || waiting.contains_key(&question) {
            *waiting.entry(question).or_default() += 1;
        }
    }

    /// Writes down what waits.
    pub(super) fn write_counts(&self) -> Result<(), StoreError> {
        let waiting = std::mem::take(&mut *self.in_vain.lock().unwrap_or_else(PoisonError::into_inner));
        waiting.into_iter().try_for_each(|((server, asked), times)| self.ledger().count_in_vain(server, &asked, times))
    }
}

/// What is the same question: without numbers of users, case, spare white space and the mark at the end.
fn normalised(asked: &str) -> String {
    let words: Vec<String> = without_ids(asked).split_whitespace().map(str::to_lowercase).collect();
    let line = words.join(" ");
    let line = line.strip_prefix("/ask question: ").unwrap_or(&line);
    line.trim_end_matches(['?', '!', '.', ' ']).chars().take(LONGEST).collect()
}

fn answer(office: &Office, call: &Call<'_>) -> Result<Answer, AskError> {
    office.write_counts()?;
    let answer = manual("Asked in vain");
    match given(call.options, "forget") {
        Some("all") => {
            office.ledger().forget_vain(call.server().0)?;
            office.remember(call, "Forgot what was asked in vain");
            return Ok(answer.says("The list is forgotten."));
        }
        Some(_) => return Err(AskError::Asked("`forget` takes `all`, or nothing.".to_owned())),
        None => {}
    }
    let all = office.ledger().in_vain(call.server().0)?;
    let page = page(call.options, all.len(), MOST)?;
    if all.is_empty() {
        return Ok(answer.says("Nothing was asked here in vain."));
    }
    let line = |Vain { asked, times, day }: &Vain| format!("• {asked}: {times}×, last on {day}");
    let answer = all[page.from..page.to].iter().map(line).fold(answer, Answer::says);
    let command = format!("/{NAME} {}", COMMAND.name);
    Ok(turning(answer, &page, &command).offers("Forget all", format!("{command} forget: all")))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_same_question_counts_once_more() {
        for (asked, expected) in [
            ("/ask question: Who is  Ann Lee?", "who is ann lee"),
            ("/who person: Ann", "/who person: ann"),
            ("who is <@123>?!", "who is somebody"),
        ] {
            assert_eq!(normalised(asked), expected);
        }
        assert_eq!(normalised(&"x".repeat(999)).len(), LONGEST);
    }
}
