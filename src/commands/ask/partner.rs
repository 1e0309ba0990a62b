//! With whom is or was somebody: dating, engaged, married?

use super::bond::{Bond, State};
use super::family::told_by_name;
use super::shown::nearest;
use crate::answer::{Answer, Archive, Dossier, Kind, MOST_RECEIPTS, Question};
use crate::commands::which_one::{silent, statement};
use crate::store::StoreError;

/// What each word asks for: the ties that answer it, current ones and former ones.
const ASKED: [(&[&str], &[&str], &[&str]); 3] = [
    (&["married", "marry", "wed", "marries", "marrying"], &["spouse", "late_spouse", "survived_by"], &["ex_spouse"]),
    (&["engaged"], &["engaged_to"], &["ex_engaged_to"]),
    (
        &["dating", "date", "dated", "seeing", "together", "relationship", "going", "involved"],
        &["partner", "engaged_to", "spouse"],
        &["ex_partner", "ex_engaged_to", "ex_spouse"],
    ),
];

/// Answers `who is X dating`, `who was X married to`, `who did X date before Y`.
pub fn answer(archive: &Archive, question: &Question) -> Result<Option<Answer>, StoreError> {
    let Some((words, current, former)) = ASKED.iter().find(|(words, _, _)| question.has(words)) else {
        return Ok(None);
    };
    let other =
        |word: &&str| !words.contains(word) && !["out", "someone", "end", "ended", "use", "used"].contains(word);
    let asks = question.begins(&["who", "whom", "with"]) && !question.content().iter().any(other);
    let people = question.people();
    let ([person, excluded @ ..], false) = (&people[..], question.names.iter().any(|n| n.people.is_empty())) else {
        return Ok(None);
    };
    let aside = question.has(&["before", "besides", "after", "other", "else", "apart"]);
    let Some(dossier) = Dossier::of(archive, *person)?.filter(|_| asks && (excluded.is_empty() || aside)) else {
        return Ok(None);
    };
    let past = question.has(&["was", "did", "were", "has", "have", "before", "use", "used", "ex", "previously"]);
    let mut bonds = Bond::all_of(archive, &dossier)?;
    bonds.retain(|bond| (bond.is(current) || bond.is(former)) && !excluded.contains(&bond.other));
    // Who somebody is with: whoever it is now; who it was only where that is asked or nobody else is told.
    if !past && bonds.iter().any(|bond| bond.state == State::Lasts) {
        bonds.retain(|bond| bond.state == State::Lasts);
    } else if past
        && excluded.is_empty()
        && bonds.iter().any(|bond| bond.state != State::Lasts)
        && !words.contains(&"married")
    {
        bonds.retain(|bond| bond.state != State::Lasts);
    } else if !past && words.contains(&"dating") {
        // Former bonds answer nothing about the present, nor does a sentence about them.
        let what = format!("say whom {} is dating", dossier.person.name);
        return Ok(Some(silent(archive, &what, &[*person])?));
    }
    if bonds.is_empty() {
        // A sentence with such a word in it may tell of anybody: only one that names the other answers.
        let word = if words.contains(&"married") { "spouse" } else { "partner" };
        let mut answer = statement(archive, &question.text);
        let Some(source) = told_by_name(archive, &[*person], word)? else {
            let what = format!("say with whom {} is or was", dossier.person.name);
            return Ok(Some(silent(archive, &what, &[*person])?));
        };
        answer.kind = Kind::Passages;
        nearest(archive, &mut answer, &[source])?;
        return Ok(Some(answer));
    }
    let mut answer = statement(archive, &question.text);
    let mut statements = Vec::new();
    for bond in bonds.iter().take(3) {
        answer = bond.told_in(archive, answer, &dossier, &mut statements)?;
    }
    answer.rest_on_each(archive, &statements, MOST_RECEIPTS)?;
    Ok(Some(answer))
}
