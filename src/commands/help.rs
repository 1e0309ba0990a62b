//! `/help`: what can be asked? Derived from the slice of commands.

use super::{ALL, AskError, Command, Options};
use crate::answer::{Answer, Archive, Kind, Question};

/// The command.
pub static COMMAND: Command = Command {
    name: "help",
    description: "What can be asked, with an example of each",
    options: &[],
    pattern: "/help",
    recognises,
    answer,
};

fn recognises(_: &Archive, question: &Question) -> Option<Options> {
    let asked =
        question.words == ["help"] || question.has_phrase("what can i ask") || question.has_phrase("what can you do");
    asked.then(Options::new)
}

fn answer(archive: &Archive, _: &Options) -> Result<Answer, AskError> {
    let mut answer = Answer { kind: Kind::Manual, title: "What can be asked".to_owned(), ..Answer::default() };
    for command in ALL {
        answer =
            answer.says(format!("/{}: {}. Example: {}", command.name, command.description, command.example(archive)));
    }
    Ok(answer.says("Names may be misspelt, short or in lower case."))
}
