//! `/admin add-article`: what would articles of the server's own teach, and are they to be added?
//!
//! Nothing is kept for good before somebody has seen the diff and said yes; until then they wait as a draft. What was in
//! one file comes and goes together.

use std::collections::{BTreeMap, HashSet};

use super::article::{named, removed};
use super::contents::{self, Contents};
use super::decide::{built, manual};
use super::list::counted;
use super::{AdminCommand, AdminOption, Call, NAME, Office, Takes, learnt};
use crate::answer::Answer;
use crate::commands::{AskError, given};
use crate::domain::{Article, ArticleId, Edtf, Reading};

/// The subcommand.
pub static COMMAND: AdminCommand = AdminCommand {
    name: "add-article",
    description: "Add an article for this server alone: see first what it would teach, then say yes",
    options: &[
        AdminOption {
            name: "file",
            description: "The article as a file: text, a saved page; or several: a feed, JSON lines, a web archive",
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
    AdminCommand { name: "confirm", description: "Add what waits", options: &[DRAFT], answer: confirm };

/// The button that says no.
pub static DISCARD: AdminCommand =
    AdminCommand { name: "discard", description: "Forget what waits", options: &[DRAFT], answer: discard };

/// The option of what was added together.
const BATCH: AdminOption =
    AdminOption { name: "added", description: "The numbers of what was added", required: true, takes: Takes::Text };

/// The button that takes back what was added.
pub static TAKE_BACK: AdminCommand = AdminCommand {
    name: "take-back",
    description: "Remove for good what was added together",
    options: &[BATCH],
    answer: take_back,
};

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
    let Contents { mut articles, mut left_out } = contents::read(file, given(call.options, "date"))?;
    let desk = office.desk_of(Some(call.server()))?;
    let own: HashSet<ArticleId> = office.ledger().own(call.server().0)?.into_iter().map(|own| own.id).collect();
    articles.retain(|Article { id, .. }| {
        let is_there = !own.contains(id) && desk.archive().head(id).is_some();
        if is_there {
            left_out.push(format!("there is an article {id} in the archive already"));
        }
        !is_there
    });
    if articles.is_empty() {
        let remedy = if file.media.is_none() { "give the file another name" } else { "there is nothing to add" };
        return refuse(&format!("{}: {remedy}.", left_out.join("; ")));
    }
    let readings: Vec<Reading> = articles.iter().cloned().map(|article| (maker.read)(article)).collect();
    let draft = office.ledger().draft(call.server().0, &articles, office.now())?;
    let those = if articles.len() == 1 { "this article" } else { "these articles" };
    let mut answer = manual(&format!("Add {those}?"));
    for line in heads(&articles, &own).into_iter().chain(notes(&articles, &left_out)) {
        answer = answer.says(line);
    }
    answer = learnt::lines(desk.archive(), &readings)?.into_iter().fold(answer, Answer::says);
    let note = "Nothing is kept before you say yes; it waits for 15 minutes.".to_owned();
    let line = |what: &str| format!("/{NAME} {what} {}: {draft}", DRAFT.name);
    Ok(Answer { note, ..answer }.offers("✓ Add it", line(CONFIRM.name)).offers("Discard", line(DISCARD.name)))
}

/// Lines of one kind that are told; the rest is counted.
const MOST_TOLD: usize = 6;

/// A line for each article.
fn heads(articles: &[Article], own: &HashSet<ArticleId>) -> Vec<String> {
    let line = |article: &Article| {
        let date = article.date.as_ref().map_or_else(|| "undated".to_owned(), Edtf::phrase);
        let place = if own.contains(&article.id) { "; takes the place of the one that was added before" } else { "" };
        format!("{} ({}, {date}){place}", titled(article), article.id)
    };
    let first = (articles.len() > 1).then(|| format!("{}:", counted(articles.len(), "article")));
    first.into_iter().chain(few(articles.iter().map(line).collect())).collect()
}

/// What was odd about the articles, each kind of it once, and what is left out.
fn notes(articles: &[Article], left_out: &[String]) -> Vec<String> {
    let mut odd: BTreeMap<&str, Vec<&str>> = BTreeMap::new();
    for article in articles {
        let undated = article.date.is_none();
        let none = undated.then_some("without a date nothing tells when things were: `date` gives one");
        // The first one of an undated article says so for those who build.
        for warning in none.into_iter().chain(article.warnings.iter().skip(usize::from(undated)).map(String::as_str)) {
            odd.entry(warning).or_default().push(&article.id.0);
        }
    }
    let note = |(warning, of): (&str, Vec<&str>)| match (articles.len(), of.len()) {
        (1, _) => format!("Note: {warning}"),
        (_, 1) => format!("Note: {}: {warning}", of[0]),
        (_, several) => format!("Note, for {several} of them: {warning}"),
    };
    let left_out = left_out.iter().map(|why| format!("Left out: {why}"));
    few(odd.into_iter().map(note).collect()).into_iter().chain(few(left_out.collect())).collect()
}

fn few(mut lines: Vec<String>) -> Vec<String> {
    if let Some(more) = lines.len().checked_sub(MOST_TOLD).filter(|more| *more > 1) {
        lines.truncate(MOST_TOLD);
        lines.push(format!("… and {more} more."));
    }
    lines
}

fn titled(article: &Article) -> &str {
    if article.title().is_empty() { "(no title)" } else { article.title() }
}

fn confirm(office: &Office, call: &Call<'_>) -> Result<Answer, AskError> {
    let Some(articles) = office.ledger().take_draft(call.server().0, draft(call)?, office.now())? else {
        return refuse(&format!("That is too late, or it was done already. /{NAME} {} begins again.", COMMAND.name));
    };
    let (first, last) = office.ledger().add(call.server().0, &articles)?;
    office.remember(call, &format!("Added {}", named(articles.iter().map(|article| &article.id))));
    let said = match &articles[..] {
        [one] => format!("{} is added, for this server alone.", titled(one)),
        several => format!("{} are added, for this server alone.", counted(several.len(), "article")),
    };
    let answer = manual("Added").says(said).says(built(office, call));
    Ok(answer.offers("Undo", format!("/{NAME} {} {}: {first}-{last}", TAKE_BACK.name, BATCH.name)))
}

fn take_back(office: &Office, call: &Call<'_>) -> Result<Answer, AskError> {
    let typed = given(call.options, BATCH.name).unwrap_or_default().split_once('-');
    let batch = typed.and_then(|(first, last)| Some((first.parse().ok()?, last.parse().ok()?)));
    let batch = batch.ok_or_else(|| AskError::Asked("These are the numbers of no articles.".to_owned()))?;
    let gone = office.ledger().remove_batch(call.server().0, batch)?;
    if gone.is_empty() {
        return refuse("It was removed already, or has been replaced since. /admin list tells what there is.");
    }
    removed(office, call, &gone)
}

fn discard(office: &Office, call: &Call<'_>) -> Result<Answer, AskError> {
    office.ledger().take_draft(call.server().0, draft(call)?, office.now())?;
    Ok(manual("Discarded").says("Nothing of it is kept."))
}

fn draft(call: &Call<'_>) -> Result<i64, AskError> {
    let wrong = |_| AskError::Asked("That is the number of no draft.".to_owned());
    given(call.options, DRAFT.name).unwrap_or_default().parse().map_err(wrong)
}

fn refuse(why: &str) -> Result<Answer, AskError> {
    Err(AskError::Asked(why.to_owned()))
}
