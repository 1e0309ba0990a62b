//! `/ask`: a question in a fan's own words.
//!
//! First whatever command knows the question as its own, then the kinds of fact that it may ask for, one file
//! each, and last the passages that hold every word of it. Nothing else is an answer.

mod age;
mod asked;
mod birth_name;
mod bond;
mod count;
mod either;
mod elder;
mod ended;
mod event;
mod expecting;
mod family;
mod holder;
mod lasted;
mod likely;
mod maker;
mod news;
mod partner;
mod passages;
mod place;
mod reason;
mod role;
mod scene;
mod status;
mod told;
mod who_did;
mod yes_no;

use super::shown;
use super::{ALL, AskError, Command, CommandOption, Options, given};
use crate::answer::{Answer, Archive, Question, reworded};
use crate::store::StoreError;

/// The command.
pub static COMMAND: Command = Command {
    name: "ask",
    description: "Ask anything about the people in these articles, in your own words",
    options: &[CommandOption { name: "question", description: "Your question", required: true, names: false }],
    pattern: "/ask question: How old is {one}?",
    recognises: |_, _| None,
    answer,
};

/// Words that mean somebody whom only the one who asks knows.
const PRONOUNS: [&str; 9] = ["they", "he", "she", "them", "him", "her", "his", "their", "hers"];

/// Tries to answer one kind of question; `None` when it is of another kind.
type Topic = fn(&Archive, &Question) -> Result<Option<Answer>, StoreError>;

/// The kinds, narrower ones first.
const TOPICS: &[Topic] = &[
    elder::answer,
    age::answer,
    birth_name::answer,
    lasted::answer,
    place::answer,
    count::answer,
    reason::answer,
    ended::answer,
    partner::answer,
    status::answer,
    who_did::answer,
    expecting::answer,
    event::answer,
    yes_no::answer,
    role::answer,
    news::answer,
    family::answer,
    holder::answer,
    passages::answer,
    likely::answer,
];

fn answer(archive: &Archive, options: &Options) -> Result<Answer, AskError> {
    let text = given(options, "question").unwrap_or_default();
    let question = Question::of(archive, text)?;
    if let Some(pronoun) = question.words.iter().find(|w| PRONOUNS.contains(&w.as_str()))
        && question.names.is_empty()
        && question.content().len() <= 1
    {
        let what = format!("say whom “{pronoun}” means: name them");
        return Ok(super::which_one::silent(archive, &what, &[])?);
    }
    if let Some(asked) = reworded(text).or_else(|| either::reframed(&question)) {
        return again(archive, &question, &asked);
    }
    if let Some([one, other]) = either::each(&question) {
        let (one, other) = (again(archive, &question, &one)?, again(archive, &question, &other)?);
        if one.answered() && other.answered() {
            return Ok(one.and(archive, other));
        }
    }
    for command in ALL {
        if let Some(options) = (command.recognises)(archive, &question) {
            return (command.answer)(archive, &options);
        }
    }
    for topic in TOPICS {
        if let Some(answer) = topic(archive, &question)? {
            return Ok(answer);
        }
    }
    if let Some(stranger) = question.names.iter().find(|n| n.people.is_empty() && n.kin.is_none()) {
        return Ok(super::which_one::nobody(archive, &stranger.text, &[]));
    }
    Ok(super::which_one::silent(archive, "answer that", &question.people())?)
}

/// Answers what stands behind a question, under the question as it was asked.
fn again(archive: &Archive, question: &Question, asked: &str) -> Result<Answer, AskError> {
    let options = Options::from([("question".to_owned(), asked.to_owned())]);
    let mut found = answer(archive, &options)?;
    if found.title == asked {
        found.title.clone_from(&question.text);
    }
    Ok(found)
}
