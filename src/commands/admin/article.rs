//! `/admin remove-article` and `/admin takedown`: which article is gone, of one's own or of the common archive?

use super::decide::{article, built, decide, manual};
use super::{AdminCommand, AdminOption, Call, Office, Takes};
use crate::answer::Answer;
use crate::commands::{AskError, given};
use crate::domain::{ArticleId, Ruling};

/// `/admin remove-article`
pub static REMOVE: AdminCommand = AdminCommand {
    name: "remove-article",
    description: "Remove an article that was added in this server, for good",
    options: &[AdminOption { name: "article", description: "Which one", required: true, takes: Takes::Own }],
    answer: remove,
};

/// `/admin takedown`
pub static TAKE_DOWN: AdminCommand = AdminCommand {
    name: "takedown",
    description: "Take an article out of this server's answers, with all that rests on it alone",
    options: &[AdminOption { name: "article", description: "Which one", required: true, takes: Takes::Article }],
    answer: take_down,
};

fn remove(office: &Office, call: &Call<'_>) -> Result<Answer, AskError> {
    let named = given(call.options, "article").unwrap_or_default();
    let id = ArticleId(named.into());
    if !office.ledger().remove(call.server().0, &id)? {
        let line =
            format!("{named} was not added in this server. /admin list tells what was, /admin takedown is for others.");
        return Err(AskError::Asked(line));
    }
    office.remember(call, &format!("Removed the article {id}"));
    Ok(manual("Removed").says(format!("{id} is removed, and its text is no longer kept.")).says(built(office, call)))
}

fn take_down(office: &Office, call: &Call<'_>) -> Result<Answer, AskError> {
    let desk = office.desk_of(Some(call.server()))?;
    let id = article(&desk, given(call.options, "article").unwrap_or_default())?;
    let said = format!("{id} is taken down, with all that rests on it alone.");
    decide(office, call, &Ruling::TakeDown(id), &said)
}
