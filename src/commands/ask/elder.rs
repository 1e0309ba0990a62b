//! Which of two people is older?
//!
//! Told where their printed ages and birthdays leave no doubt, and both are shown.

use crate::answer::{Answer, Archive, Birth, Dossier, MOST_RECEIPTS, Question};
use crate::commands::which_one::{silent, statement};
use crate::store::StoreError;

/// Answers `who is older, X or Y`, `is X younger than Y`.
pub(super) fn answer(archive: &Archive, question: &Question) -> Result<Option<Answer>, StoreError> {
    let younger = question.has(&["younger", "youngest"]);
    let whether = question.begins(&["is", "was"]);
    let asks = younger || question.has(&["older", "elder", "oldest", "eldest"]);
    if !asks || !(whether || question.begins(&["who", "which", "whos"])) {
        return Ok(None);
    }
    let people = question.people();
    let [one, other] = people[..] else { return Ok(None) };
    let what = format!("tell which of {} is older", archive.names_of(&people));
    let (Some(a), Some(b)) = (Dossier::of(archive, one)?, Dossier::of(archive, other)?) else { return Ok(None) };
    let order = told(&a).zip(told(&b)).and_then(|(one, other)| match () {
        () if one.is_before(other) => Some(((&a, one), (&b, other))),
        () if other.is_before(one) => Some(((&b, other), (&a, one))),
        () => None,
    });
    let Some(((elder, first), (junior, then))) = order else { return Ok(Some(silent(archive, &what, &people)?)) };
    let asked_for = if younger { &junior.person } else { &elder.person };
    let verdict = match whether {
        true if asked_for.id == one => "Yes: ",
        true => "No: ",
        false => "",
    };
    let mut answer = statement(archive, &question.text);
    answer = answer.says(format!("{verdict}{} is {}.", asked_for.name, if younger { "younger" } else { "older" }));
    answer = answer.says(format!("{} was {}.", elder.person.name, first.phrase()));
    answer = answer.says(format!("{} was {}.", junior.person.name, then.phrase()));
    answer.rest_on(archive, &[first.source.clone(), then.source.clone()], MOST_RECEIPTS)?;
    Ok(Some(answer))
}

/// The newest thing told of somebody's age, where everything that is told of it fits.
fn told(dossier: &Dossier) -> Option<&Birth> {
    match dossier.births() {
        [only] => only.iter().max_by_key(|birth| birth.date.order()),
        _ => None,
    }
}
