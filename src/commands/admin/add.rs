//! `/admin add-article`: what would an article of the server's own teach, and is it to be added?
//!
//! Nothing is kept for good before somebody has seen the diff and said yes; until then the article waits as a draft.

use std::path::Path;

use super::decide::{built, manual};
use super::{AdminCommand, AdminOption, Call, File, NAME, Office, Takes, article, learnt};
use crate::answer::Answer;
use crate::article::from_bytes;
use crate::commands::{AskError, given};
use crate::domain::{Article, ArticleId, Edtf};

/// The subcommand.
pub static COMMAND: AdminCommand = AdminCommand {
    name: "add-article",
    description: "Add an article for this server alone: see first what it would teach, then say yes",
    options: &[
        AdminOption {
            name: "file",
            description: "The article as a file: text, a saved page",
            required: false,
            takes: Takes::File,
        },
        AdminOption {
            name: "address",
            description: "Or where it stands: https://...",
            required: false,
            takes: Takes::Text,
        },
        AdminOption {
            name: "date",
            description: "When it was published, if it does not say so: 2022-05-31",
            required: false,
            takes: Takes::Text,
        },
    ],
    answer,
};

/// The option of a draft's number.
const DRAFT: AdminOption =
    AdminOption { name: "draft", description: "The number of the draft", required: true, takes: Takes::Text };

/// The button that says yes.
pub static CONFIRM: AdminCommand =
    AdminCommand { name: "confirm", description: "Add the article that waits", options: &[DRAFT], answer: confirm };

/// The button that says no.
pub static DISCARD: AdminCommand =
    AdminCommand { name: "discard", description: "Forget the article that waits", options: &[DRAFT], answer: discard };

/// Bytes of an article's text: far more than a long read.
const MOST_BYTES: usize = 512 << 10;

fn answer(office: &Office, call: &Call<'_>) -> Result<Answer, AskError> {
    let maker = office.keeps_archives()?;
    let fetched;
    let file = match (call.file, given(call.options, "address")) {
        (Some(file), None) => file,
        (None, Some(address)) => {
            fetched = (maker.fetch)(address).map_err(AskError::Asked)?;
            &fetched
        }
        _ => return refuse("Give either a `file` or an `address`."),
    };
    let article = read(file, given(call.options, "date"))?;
    let desk = office.desk_of(Some(call.server()))?;
    let replaces = office.ledger().own(call.server().0)?.iter().any(|own| own.id == article.id);
    if !replaces && desk.archive().head(&article.id).is_some() {
        return refuse(&format!(
            "There is an article {} in the archive already: give the file another name.",
            article.id
        ));
    }
    let reading = (maker.read)(article.clone());
    let draft = office.ledger().draft(call.server().0, &article, office.now())?;
    let date = article.date.as_ref().map_or_else(|| "undated".to_owned(), Edtf::phrase);
    let title = if article.title().is_empty() { "(no title)" } else { article.title() };
    let mut answer = manual("Add this article?").says(format!("{title} ({}, {date})", article.id));
    if replaces {
        answer = answer.says("It takes the place of the one of that name that was added before.");
    }
    answer = article.warnings.iter().fold(answer, |answer, warning| answer.says(format!("Note: {warning}")));
    answer = learnt::lines(desk.archive(), &reading)?.into_iter().fold(answer, Answer::says);
    let note = "Nothing is kept before you say yes; the article waits for 15 minutes.".to_owned();
    let line = |what: &str| format!("/{NAME} {what} {}: {draft}", DRAFT.name);
    Ok(Answer { note, ..answer }.offers("✓ Add it", line(CONFIRM.name)).offers("Discard", line(DISCARD.name)))
}

/// What the file says, as an article.
fn read(file: &File, date: Option<&str>) -> Result<Article, AskError> {
    let asked = |why: String| AskError::Asked(why);
    let mut article = from_bytes(Path::new(&file.name), file.bytes.clone()).map_err(|e| asked(format!("{e}.")))?;
    if article.text.len() > MOST_BYTES {
        return Err(asked(format!("{} is too long: an article has at most {} KB.", file.name, MOST_BYTES >> 10)));
    }
    article.url = article.url.or_else(|| file.address.clone());
    if let Some(date) = date {
        let wrong = || asked(format!("`date` {date} is no date: write it like 2022-05-31."));
        let date = Edtf::parse(date).ok_or_else(wrong)?;
        if article.date.is_none() {
            article.date = Some(date);
            article.warnings.clear();
        }
    }
    Ok(article)
}

fn confirm(office: &Office, call: &Call<'_>) -> Result<Answer, AskError> {
    let Some(article) = office.ledger().take_draft(call.server().0, draft(call)?, office.now())? else {
        return refuse(&format!("That is too late, or it was done already. /{NAME} {} begins again.", COMMAND.name));
    };
    office.ledger().add(call.server().0, &article)?;
    office.remember(call, &format!("Added the article {}", article.id));
    let said = format!("{} is added, for this server alone.", article.title());
    let answer = manual("Added").says(said).says(built(office, call));
    Ok(answer.offers("Undo", removal(&article.id)))
}

fn discard(office: &Office, call: &Call<'_>) -> Result<Answer, AskError> {
    office.ledger().take_draft(call.server().0, draft(call)?, office.now())?;
    Ok(manual("Discarded").says("Nothing of it is kept."))
}

fn draft(call: &Call<'_>) -> Result<i64, AskError> {
    let wrong = |_| AskError::Asked("That is the number of no draft.".to_owned());
    given(call.options, DRAFT.name).unwrap_or_default().parse().map_err(wrong)
}

/// The command line that takes it off again.
fn removal(id: &ArticleId) -> String {
    format!("/{NAME} {} article: {id}", article::REMOVE.name)
}

fn refuse(why: &str) -> Result<Answer, AskError> {
    Err(AskError::Asked(why.to_owned()))
}
