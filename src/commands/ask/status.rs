//! Is somebody married, widowed, single; are two people a couple?
//!
//! What the articles call people to one another answers; that they are silent on a romance is said first.

use crate::answer::{Answer, Archive, Dossier, Kind, MOST_RECEIPTS, Noted, Question, Source, Tie, standing};
use crate::commands::which_one::{silent, statement};
use crate::domain::{Object, PersonId};
use crate::store::StoreError;

/// What each word asks for: the ties that confirm it.
const ASKED: [(&[&str], &[&str]); 5] = [
    (&["widow", "widows", "widower", "widowers", "widowed"], &["late_spouse"]),
    (&["married", "wed", "spouses"], &["spouse", "late_spouse", "survived_by", "ex_spouse"]),
    (&["engaged"], &["engaged_to", "ex_engaged_to", "spouse"]),
    (&["divorced"], &["ex_spouse"]),
    (
        &["dating", "date", "dated", "couple", "together", "romantic", "romance", "relationship", "partners", "lovers"],
        &["partner", "ex_partner", "engaged_to", "spouse"],
    ),
];

/// Answers `are X and Y dating`, `is X a widow`, `is X married`.
pub fn answer(archive: &Archive, question: &Question) -> Result<Option<Answer>, StoreError> {
    let asks = question.begins(&["is", "are", "was", "were", "did", "do", "does", "have", "has"])
        || question.has_phrase("what is going on");
    let Some((_, predicates)) = ASKED.iter().find(|(words, _)| question.has(words)) else { return Ok(None) };
    let people = question.people();
    if !asks || people.is_empty() || question.names.iter().any(|n| n.people.is_empty()) {
        return Ok(None);
    }
    let mut answer = statement(archive, &question.text);
    let mut sources: Vec<Source> = Vec::new();
    let among = |tie: &Noted<Tie>| match (&tie.value.other, people.len()) {
        (Object::Person(other), 2..) if *predicates != ["late_spouse"] => people.contains(other),
        (Object::Person(_), _) => true,
        (Object::Place(_), _) => false,
    };
    for person in &people {
        let Some(dossier) = Dossier::of(archive, *person)? else { continue };
        for tie in dossier.tied(predicates).into_iter().filter(among) {
            answer = answer.says(clause(archive, &dossier, &tie));
            sources.extend(tie.sources.into_iter().take(2));
        }
    }
    if sources.is_empty() {
        let what = format!("say so of {}", archive.names_of(&people));
        let romance = predicates.contains(&"partner");
        return Ok(Some(otherwise(archive, &what, &people, romance)?));
    }
    answer.receipts = archive.receipts(&sources, MOST_RECEIPTS)?;
    Ok(Some(answer))
}

/// What two people are called to one another instead; else that the articles are silent.
fn otherwise(archive: &Archive, what: &str, people: &[PersonId], romance: bool) -> Result<Answer, StoreError> {
    let mut answer = silent(archive, what, people)?;
    let [one, other, ..] = people else { return Ok(answer) };
    let Some(dossier) = Dossier::of(archive, *one)? else { return Ok(answer) };
    let ties: Vec<Noted<Tie>> =
        dossier.ties().into_iter().filter(|tie| tie.value.other == Object::Person(*other)).collect();
    if ties.is_empty() {
        return Ok(answer);
    }
    let mut sources = Vec::new();
    for tie in ties {
        answer = answer.says(format!("They tell of {}", clause(archive, &dossier, &tie).replacen(": ", " as ", 1)));
        sources.extend(tie.sources.into_iter().take(2));
    }
    for word in ["platonic", "romance", "friendship"] {
        if let Some(passage) = archive.store.passages(&[word], people, 1)?.into_iter().next() {
            let source = Source { article: passage.article, span: passage.span };
            answer = answer.says(format!("“{}”", archive.words(&source)?));
            sources.insert(0, source);
            break;
        }
    }
    // That they are called friends answers whether they are a couple, not whether they married.
    if !romance {
        return Ok(answer);
    }
    answer.kind = Kind::Statement;
    answer.receipts = archive.receipts(&sources, MOST_RECEIPTS)?;
    Ok(answer)
}

fn clause(archive: &Archive, dossier: &Dossier, tie: &Noted<Tie>) -> String {
    let other = archive.end(&tie.value.other);
    format!("{}: {} {other}.", dossier.person.name, standing(&tie.value.predicate, dossier.person.pronouns))
}
