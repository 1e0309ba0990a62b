//! What does somebody do?

use crate::answer::{Answer, Archive, Dossier, MOST_RECEIPTS, Question, list};
use crate::commands::which_one::statement;
use crate::commands::{AskError, Options, who};
use crate::store::StoreError;

/// Answers `what does X do`, `what is X's job`, `what is X famous for`, `what does X's sister do`.
pub fn answer(archive: &Archive, question: &Question) -> Result<Option<Answer>, StoreError> {
    let [named] = &question.names[..] else { return Ok(None) };
    let living = [
        "job",
        "jobs",
        "work",
        "works",
        "profession",
        "career",
        "occupation",
        "living",
        "famous",
        "known",
        "tv",
        "television",
    ];
    let content = question.content();
    let asks = question.begins(&["what", "whats"]) && content.iter().all(|w| living.contains(w));
    let does = question.has(&["do", "does", "did"]) || !content.is_empty();
    if !asks || !does || named.people.is_empty() {
        return Ok(None);
    }
    if named.kin.is_some() {
        return relatives(archive, question, &named.people);
    }
    // Where no role is told, a profile would answer something else.
    let told = |person: &crate::domain::PersonId| {
        Dossier::of(archive, *person).map(|d| d.is_some_and(|d| !d.roles().is_empty()))
    };
    let roles = named.people.iter().map(told).collect::<Result<Vec<bool>, StoreError>>()?;
    if !roles.contains(&true) {
        return Ok(None);
    }
    let name = match named.people[..] {
        [one] => archive.name(one).to_owned(),
        _ => named.text.clone(),
    };
    match (who::COMMAND.answer)(archive, &Options::from([("person".to_owned(), name)])) {
        Ok(answer) => Ok(Some(answer)),
        Err(AskError::Broke(broke)) => Err(broke),
        Err(AskError::Asked(_)) => Ok(None),
    }
}

/// What somebody's relatives do, each by name.
fn relatives(
    archive: &Archive,
    question: &Question,
    people: &[crate::domain::PersonId],
) -> Result<Option<Answer>, StoreError> {
    let mut answer = statement(archive, &question.text);
    let mut sources = Vec::new();
    for person in people {
        let Some(dossier) = Dossier::of(archive, *person)? else { continue };
        let roles = dossier.roles();
        let told: Vec<&str> = roles.iter().take(3).map(|role| role.value.as_str()).collect();
        if !told.is_empty() {
            answer = answer.says(format!("{}: {}.", dossier.person.name, list(&told)));
            sources.extend(roles.iter().take(3).filter_map(|role| role.sources.first().cloned()));
        }
    }
    if sources.is_empty() {
        return Ok(None);
    }
    answer.receipts = archive.receipts(&sources, MOST_RECEIPTS)?;
    Ok(Some(answer))
}
