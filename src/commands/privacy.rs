//! `/privacy`: what is kept of what is asked, and of those who ask? Every sentence stands in the README too, and the
//! tests hold the program to them.

use super::{AskError, Command, Options};
use crate::answer::{Answer, Archive, Kind, Question};

/// The command.
pub static COMMAND: Command = Command {
    name: "privacy",
    description: "What this bot keeps about you, and what it does not",
    options: &[],
    pattern: "/privacy",
    recognises,
    answer,
};

/// What is kept.
const LINES: [&str; 8] = [
    "No message is stored, and nothing about whoever asks. What you ask is answered and forgotten, with two exceptions.",
    "An answer that somebody reports is kept with its question for those who look after that server, until they settle it, without who asked or reported.",
    "What a server asks in vain is counted for them, without who asked; they can clear it.",
    "Of those who look after a server, what they change with /admin is kept with their user number.",
    "Words reach this bot in its commands, in messages that mention it or that somebody calls “Check this quote” on; it sees no others.",
    "In memory alone, for a few minutes, it knows numbers of users and servers, to count how often they ask, and the latest answers, without who asked.",
    "Its log tells of starts, stops and errors, neither who asks nor what, unless debugging is on.",
    "Discord carries all of it, under its own privacy policy; nobody else gets it.",
];

fn recognises(_: &Archive, question: &Question) -> Option<Options> {
    let asked = ["your privacy policy", "do you store", "do you keep about me", "do you know about me"];
    asked.iter().any(|phrase| question.has_phrase(phrase)).then(Options::new)
}

fn answer(_: &Archive, _: &Options) -> Result<Answer, AskError> {
    let answer = Answer { kind: Kind::Manual, title: "What is kept".to_owned(), ..Answer::default() };
    Ok(LINES.into_iter().fold(answer, Answer::says))
}

#[cfg(test)]
mod tests {
    use crate::commands::Desk;
    use crate::store::{Builder, StoreError};

    #[test]
    fn it_is_told_in_few_words_to_whoever_asks() -> Result<(), StoreError> {
        let desk = Desk::open(Builder::in_memory().and_then(Builder::publish)?)?;
        for asked in ["/privacy", "What do you store?", "what do you know about me"] {
            let text = desk.ask(asked).expect("an answer").text();
            assert!(text.contains("No message is stored") && text.chars().count() <= 900, "{asked}: {text}");
        }
        Ok(())
    }
}
