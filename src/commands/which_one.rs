//! Who is meant, or what is said when that is not clear?
//!
//! A name that several bear is answered with all of them and what tells them apart; an unknown name with what
//! the archive does hold. Nobody is guessed.

use super::AskError;
use super::as_of::reach_by;
use crate::answer::{Answer, Archive, Choice, Dossier, Found, Kind, Question, Source, list, standing};
use crate::domain::{Edtf, PersonId};
use crate::store::StoreError;

/// A name looked up: somebody, or the answer to give instead.
#[derive(Debug)]
pub enum Meant {
    /// This one.
    One(PersonId),
    /// Several: the answer that asks which one, and who they are.
    Several(Answer, Vec<PersonId>),
    /// Nobody: the answer that says so.
    Nobody(Answer),
}

/// Looks a typed name up; `command` turns a full name into the command line that asks for it.
///
/// A name may bring along what tells its bearer apart, as in a choice: `James (son of Jane Doe)`.
pub fn meant(archive: &Archive, typed: &str, command: impl Fn(&str) -> String) -> Result<Meant, AskError> {
    meant_by(archive, typed, None, command)
}

/// The same, knowing nothing published after the end of a date.
pub fn meant_by(
    archive: &Archive,
    typed: &str,
    last: Option<&Edtf>,
    command: impl Fn(&str) -> String,
) -> Result<Meant, AskError> {
    let named_by = |id: &PersonId| {
        let Some(last) = last else { return true };
        archive.names.person(*id).is_some_and(|p| p.articles.iter().any(|a| archive.is_published(a, last)))
    };
    if let Some((name, described)) = typed.trim().strip_suffix(')').and_then(|t| t.split_once(" ("))
        && let Found::Several(all) = archive.names.find(name)
    {
        let mut begin: Vec<PersonId> = Vec::new();
        for id in all {
            let Some(whole) = description(archive, id, last)? else { continue };
            if whole == described {
                return Ok(Meant::One(id));
            }
            begin.extend(whole.starts_with(described).then_some(id));
        }
        // A choice may have been too long to be carried whole.
        if let [only] = begin[..] {
            return Ok(Meant::One(only));
        }
    }
    let (mut found, near) = match archive.names.find(typed) {
        Found::One(one) => (vec![one], Vec::new()),
        Found::Several(all) => (all, Vec::new()),
        Found::Nobody(near) => (described(archive, typed)?.into_iter().collect(), near),
    };
    found.retain(named_by);
    Ok(match found[..] {
        [] => {
            let near: Vec<PersonId> = near.into_iter().filter(named_by).collect();
            let answer = nobody(archive, typed, &near);
            Meant::Nobody(match last {
                Some(last) => Answer { note: reach_by(archive, last), ..answer },
                None => answer,
            })
        }
        [one] => Meant::One(one),
        _ => Meant::Several(which_one(archive, typed, &found, last, command)?, found),
    })
}

/// Whom words mean that are nobody's name: `Amanda's late husband`, a first name with the family's surname.
fn described(archive: &Archive, typed: &str) -> Result<Option<PersonId>, StoreError> {
    let question = Question::of(archive, typed)?;
    Ok(match &question.names[..] {
        [named] if named.words == (0, question.words.len()) => match named.people[..] {
            [one] => Some(one),
            _ => None,
        },
        _ => None,
    })
}

/// The answer to an ambiguous name: everybody who bears it, with a receipt each.
fn which_one(
    archive: &Archive,
    typed: &str,
    all: &[PersonId],
    last: Option<&Edtf>,
    command: impl Fn(&str) -> String,
) -> Result<Answer, StoreError> {
    const MOST: usize = 8;
    let mut answer = Answer { kind: Kind::WhichOne, title: format!("Which {}?", typed.trim()), ..Answer::default() };
    answer = answer.says(format!("Several people here are called {}:", typed.trim()));
    for id in all.iter().take(MOST) {
        let name = archive.name(*id).to_owned();
        let described = description(archive, *id, last)?.unwrap_or_else(|| "named in these articles".to_owned());
        answer = answer.says(format!("• {name}: {described}"));
        let sources: Vec<Source> = introduction(archive, *id, last)?.into_iter().collect();
        let receipts = archive.receipts(&sources, 1)?;
        let article = receipts.first().map(|r| {
            let date = r.date.as_ref().map_or_else(|| "undated".to_owned(), Edtf::phrase);
            format!(" · {}, {date}", r.outlet.as_deref().unwrap_or(&r.title))
        });
        answer.receipts.extend(receipts);
        answer.choices.push(Choice {
            command: short_enough(&told_apart(archive, *id, last)?, &command),
            label: name,
            description: format!("{described}{}", article.unwrap_or_default()),
        });
    }
    answer.receipts.dedup();
    Ok(answer)
}

/// The command line for somebody told apart from namesakes; a menu carries only so much, so what tells them apart may
/// be cut.
fn short_enough(told_apart: &str, command: impl Fn(&str) -> String) -> String {
    const MOST: usize = 100;
    let whole = command(told_apart);
    let over = whole.encode_utf16().count().saturating_sub(MOST);
    let Some((name, described)) = told_apart.strip_suffix(')').and_then(|t| t.split_once(" (")) else { return whole };
    let left = described.chars().count().saturating_sub(over);
    if over == 0 || left < 4 {
        return whole;
    }
    let cut: String = described.chars().take(left).collect();
    command(&format!("{name} ({})", cut.trim_end()))
}

/// The answer to a name that nobody here bears.
pub fn nobody(archive: &Archive, typed: &str, near: &[PersonId]) -> Answer {
    let typed = typed.trim();
    let mut answer = Answer { kind: Kind::NothingFound, title: typed.to_owned(), ..Answer::default() };
    answer = answer.says(format!("These articles don't name anybody called {typed}."));
    answer.suggestions = near.iter().map(|id| format!("/who person: {}", archive.name(*id))).take(3).collect();
    answer.note = reach(archive);
    answer
}

/// The answer when the articles are silent; `what` completes "These articles don't ...".
pub fn silent(archive: &Archive, what: &str, people: &[PersonId]) -> Result<Answer, StoreError> {
    let mut answer = Answer { kind: Kind::NothingFound, ..Answer::default() };
    answer = answer.says(format!("These articles don't {what}."));
    for id in people.iter().take(2) {
        let name = archive.name(*id);
        answer.suggestions.push(format!("/who person: {name}"));
        let (dossier, words) = (Dossier::of(archive, *id)?, archive.quotations_about(*id)?);
        if dossier.is_some_and(|dossier| dossier.quotations(archive, &words).next().is_some()) {
            answer.suggestions.push(format!("/quote person: {name}"));
        }
    }
    if people.is_empty() {
        answer.suggestions.push("/help".to_owned());
    }
    answer.note = reach(archive);
    Ok(answer)
}

/// The beginning of an answer of ours to a question: its title, and how far the archive reaches.
pub fn statement(archive: &Archive, title: impl Into<String>) -> Answer {
    Answer { kind: Kind::Statement, title: title.into(), note: reach(archive), ..Answer::default() }
}

/// How far the archive reaches.
pub fn reach(archive: &Archive) -> String {
    let articles = match archive.size() {
        1 => "1 article".to_owned(),
        n => format!("{n} articles"),
    };
    match archive.newest().and_then(|head| head.date.as_ref()) {
        Some(date) => format!("{articles} in the archive, the newest of {}.", date.phrase()),
        None => format!("{articles} in the archive."),
    }
}

/// A name that means this one alone: the full name or, where that is somebody else's too, with what tells them apart.
pub fn told_apart(archive: &Archive, id: PersonId, last: Option<&Edtf>) -> Result<String, StoreError> {
    let name = archive.name(id);
    if archive.names.find(name) == Found::One(id) {
        return Ok(name.to_owned());
    }
    Ok(description(archive, id, last)?.map_or_else(|| name.to_owned(), |described| format!("{name} ({described})")))
}

/// What tells somebody apart, in few words: a role, a relative, a place.
pub fn description(archive: &Archive, id: PersonId, last: Option<&Edtf>) -> Result<Option<String>, StoreError> {
    let Some(dossier) = Dossier::until(archive, id, last)? else { return Ok(None) };
    if let Some(role) = dossier.roles().first() {
        return Ok(Some(role.value.clone()));
    }
    let ties = dossier.ties();
    let Some(first) = ties.iter().find(|tie| tie.value.predicate != "friend").or(ties.first()) else {
        return Ok(None);
    };
    let others: Vec<&str> = ties
        .iter()
        .filter(|tie| tie.value.predicate == first.value.predicate)
        .map(|tie| archive.end(&tie.value.other))
        .collect();
    Ok(Some(format!("{} {}", standing(&first.value.predicate, dossier.person.pronouns), list(&others))))
}

/// The sentence that introduces somebody: where a role or a tie is told, else where they are first named.
pub fn introduction(archive: &Archive, id: PersonId, last: Option<&Edtf>) -> Result<Option<Source>, StoreError> {
    let Some(dossier) = Dossier::until(archive, id, last)? else { return Ok(None) };
    let told = dossier.roles().iter().flat_map(|role| &role.sources);
    let tied = dossier.ties().iter().flat_map(|tie| &tie.sources);
    if let Some(source) = told.chain(tied).next() {
        return Ok(Some(source.clone()));
    }
    for article in archive.articles_of(id) {
        if let Some(first) = archive.page(article)?.sentences.iter().find(|s| s.people.contains(&id)) {
            let known = last.is_none_or(|last| archive.is_published(article, last));
            return Ok(known.then(|| Source { article: article.clone(), span: first.span }));
        }
    }
    Ok(None)
}
