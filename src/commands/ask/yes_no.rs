//! Is it so? Only what the store holds confirms, only what contradicts it denies.

use crate::answer::{Answer, Archive, Dossier, MOST_RECEIPTS, Noted, Question, Source, Tie, kin_predicates, kin_word};
use crate::commands::teller::teller;
use crate::commands::which_one::statement;
use crate::domain::{Object, PersonId};
use crate::store::StoreError;

/// Answers `is X the son of Y and Z`, `did X and Y date`.
pub fn answer(archive: &Archive, question: &Question) -> Result<Option<Answer>, StoreError> {
    if !question.begins(&["is", "are", "was", "were", "did", "does", "do", "has", "have"]) || question.names.len() < 2 {
        return Ok(None);
    }
    let kin: Vec<&str> = question.words.iter().map(String::as_str).filter(|w| !kin_predicates(w).is_empty()).collect();
    let Some(word) = kin.first() else { return Ok(None) };
    let people = question.people();
    let [subject, others @ ..] = &people[..] else { return Ok(None) };
    if others.is_empty() || question.content().iter().any(|w| !kin.contains(w) && *w != "together") {
        return Ok(None);
    }
    if kin_predicates(word) == ["child"] && question.begins(&["do", "does", "did", "have", "has"]) {
        return common_children(archive, question, &people);
    }
    // "X is the son of Y": seen from X, Y is a parent.
    let wanted: Vec<&str> = kin_predicates(word)
        .into_iter()
        .map(|predicate| match predicate {
            "child" => "parent",
            "parent" => "child",
            same => same,
        })
        .collect();
    let Some(dossier) = Dossier::of(archive, *subject)? else { return Ok(None) };
    let ties = dossier.tied(&wanted);
    let told: Vec<PersonId> = ties.iter().filter_map(end).collect();
    if told.is_empty() {
        return Ok(None);
    }
    let yes = others.iter().all(|other| told.contains(other));
    // Nobody has a third parent; but that one friend or sister is named does not make another none.
    let settled = wanted == ["parent"] && told.len() > 1;
    if !yes && !settled {
        return Ok(None);
    }
    let predicate = ties[0].value.predicate.as_str();
    let word = match (predicate, told.len()) {
        ("child", 2..) => "children".to_owned(),
        (_, 2..) => format!("{}s", kin_word(predicate, None)),
        _ => kin_word(predicate, None).to_owned(),
    };
    let by = ties[0]
        .by
        .as_ref()
        .and_then(|by| teller(archive, by))
        .map_or_else(|| "by these articles".to_owned(), |by| format!("says {by}"));
    let verdict = if yes { "Yes" } else { "No" };
    let verb = if told.len() > 1 { "are" } else { "is" };
    let text = format!("{verdict}: {}’s {word} {verb} {}, {by}.", dossier.person.name, archive.names_of(&told));
    let mut answer = statement(archive, &question.text);
    answer = answer.says(text);
    let statements: Vec<Vec<Source>> = ties.into_iter().map(|tie| tie.sources).collect();
    answer.rest_on_each(archive, &statements, MOST_RECEIPTS)?;
    Ok(Some(answer))
}

/// `Do X and Y have a child together`: whom the articles call a child of both; else the children of each.
fn common_children(archive: &Archive, question: &Question, people: &[PersonId]) -> Result<Option<Answer>, StoreError> {
    let mut answer = statement(archive, &question.text);
    let mut statements: Vec<Vec<Source>> = Vec::new();
    let mut common: Option<Vec<PersonId>> = None;
    let mut each: Vec<String> = Vec::new();
    for person in people {
        let Some(dossier) = Dossier::of(archive, *person)? else { continue };
        let ties = dossier.tied(&["child"]);
        let children: Vec<PersonId> = ties.iter().filter_map(end).collect();
        if !children.is_empty() {
            each.push(format!("{} is the parent of {}.", dossier.person.name, archive.names_of(&children)));
            statements.extend(ties.into_iter().map(|tie| tie.sources));
        }
        let both = |known: Vec<PersonId>| known.into_iter().filter(|id| children.contains(id)).collect();
        common = Some(common.map_or_else(|| children.clone(), both));
    }
    let common = common.unwrap_or_default();
    // That one of them has children says nothing of both.
    if each.is_empty() || (common.is_empty() && each.len() < people.len()) {
        return Ok(None);
    }
    if common.is_empty() {
        answer = answer.says("These articles don't name a child of both.");
    }
    for line in each {
        answer = answer.says(line);
    }
    answer.rest_on_each(archive, &statements, MOST_RECEIPTS)?;
    Ok(Some(answer))
}

fn end(tie: &Noted<Tie>) -> Option<PersonId> {
    match tie.value.other {
        Object::Person(other) => Some(other),
        Object::Place(_) => None,
    }
}
