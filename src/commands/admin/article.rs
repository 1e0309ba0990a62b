//! `/admin remove-article` and `/admin takedown`: which article is gone, of one's own or of the common archive?

use super::decide::{article, built, decide, manual};
use super::list::counted;
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
    removed(office, call, &[id])
}

/// Tells that these articles are gone, and has the archive follow.
pub(super) fn removed(office: &Office, call: &Call<'_>, ids: &[ArticleId]) -> Result<Answer, AskError> {
    office.remember(call, &format!("Removed {}", named(ids.iter())));
    let said = match ids {
        [one] => format!("{one} is removed, and its text is no longer kept."),
        several => format!("{} are removed, and their texts are no longer kept.", counted(several.len(), "article")),
    };
    Ok(manual("Removed").says(said).says(built(office, call)))
}

/// `the article a`, `the articles a, b and 3 more`
pub(super) fn named<'a>(ids: impl ExactSizeIterator<Item = &'a ArticleId>) -> String {
    let (count, most) = (ids.len(), 8);
    let first: Vec<&str> = ids.take(most).map(|id| &*id.0).collect();
    let more = if count > most { format!(" and {} more", count - most) } else { String::new() };
    format!("the article{} {}{more}", if count == 1 { "" } else { "s" }, first.join(", "))
}

fn take_down(office: &Office, call: &Call<'_>) -> Result<Answer, AskError> {
    let desk = office.desk_of(Some(call.server()))?;
    let id = article(&desk, given(call.options, "article").unwrap_or_default())?;
    let said = format!("{id} is taken down, with all that rests on it alone.");
    decide(office, call, &Ruling::TakeDown(id), &said)
}
