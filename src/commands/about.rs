//! `/about`: what is this bot, and how far does its archive reach?

use super::which_one::reach;
use super::{AskError, Command, Options};
use crate::answer::{Answer, Archive, Kind, Question};

/// The command.
pub static COMMAND: Command = Command {
    name: "about",
    description: "What this bot is, and how far its archive reaches",
    options: &[],
    pattern: "/about",
    recognises,
    answer,
};

fn recognises(_: &Archive, question: &Question) -> Option<Options> {
    let asked = ["who are you", "what are you", "what is this bot"].iter().any(|p| question.has_phrase(p));
    asked.then(Options::new)
}

fn answer(archive: &Archive, _: &Options) -> Result<Answer, AskError> {
    let answer =
        Answer { kind: Kind::Manual, title: "About Receipts".to_owned(), note: reach(archive), ..Answer::default() };
    Ok(answer
        .says("Receipts answers questions from the news articles that whoever runs it gave it, and from nothing else.")
        .says("Each answer shows the sentence, the article and the date it rests on. Where articles disagree you see both sides; where they are silent it says so.")
        .says(format!(
            "It has read {} {} and knows {} people by name.",
            archive.size(),
            if archive.size() == 1 { "article" } else { "articles" },
            archive.names.people().len()
        ))
        .says(format!("Receipts {}, free software under MIT or Apache-2.0.", env!("CARGO_PKG_VERSION"))))
}
