//! `/admin merge` and `/admin split`: are two names one person, or one name two?

use super::decide::{article, decide, somebody, whom};
use super::{AdminCommand, AdminOption, Call, NAME, Office, Takes};
use crate::answer::Answer;
use crate::commands::{AskError, given};
use crate::domain::{Ruling, Whom};

/// `/admin merge`
pub static MERGE: AdminCommand = AdminCommand {
    name: "merge",
    description: "Two names are one person",
    options: &[
        AdminOption { name: "person", description: "One name", required: true, takes: Takes::Person },
        AdminOption { name: "other", description: "The other name", required: true, takes: Takes::Person },
    ],
    answer: merge,
};

/// `/admin split`
pub static SPLIT: AdminCommand = AdminCommand {
    name: "split",
    description: "One name is two people: in this article it is somebody else",
    options: &[
        AdminOption { name: "person", description: "The name", required: true, takes: Takes::Person },
        AdminOption {
            name: "article",
            description: "The article that means somebody else",
            required: true,
            takes: Takes::Article,
        },
    ],
    answer: split,
};

fn merge(office: &Office, call: &Call<'_>) -> Result<Answer, AskError> {
    let desk = office.desk_of(Some(call.server()))?;
    let [person, other] = ["person", "other"].map(|name| given(call.options, name).unwrap_or_default());
    let one = match somebody(&desk, person, |name| format!("/{NAME} merge person: {name} other: {other}"))? {
        Ok(id) => id,
        Err(which) => return Ok(which),
    };
    let two = match somebody(&desk, other, |name| format!("/{NAME} merge person: {person} other: {name}"))? {
        Ok(id) => id,
        Err(which) => return Ok(which),
    };
    if one == two {
        return Err(AskError::Asked(format!("{} is one person already.", desk.archive().name(one))));
    }
    let (one, two) = (whom(&desk, one)?, whom(&desk, two)?);
    let said = format!("{} and {} are one person.", one.name, two.name);
    decide(office, call, &Ruling::Merge(one, two), &said)
}

fn split(office: &Office, call: &Call<'_>) -> Result<Answer, AskError> {
    let desk = office.desk_of(Some(call.server()))?;
    let [person, named] = ["person", "article"].map(|name| given(call.options, name).unwrap_or_default());
    let id = match somebody(&desk, person, |name| format!("/{NAME} split person: {name} article: {named}"))? {
        Ok(id) => id,
        Err(which) => return Ok(which),
    };
    let (article, archive) = (article(&desk, named)?, desk.archive());
    let (forms, printed) = archive.store.forms_of(id)?;
    let form = printed.iter().find(|(stem, _)| *stem == article).and_then(|(_, form)| forms.get(*form));
    let Some(form) = form else {
        return Err(AskError::Asked(format!("{article} does not name {}.", archive.name(id))));
    };
    if printed.iter().all(|(stem, _)| *stem == article) {
        let line = format!("{} is named in {article} alone: there is nobody to split it from.", archive.name(id));
        return Err(AskError::Asked(line));
    }
    let who = Whom { name: form.name.clone(), article };
    let said = format!("{} in {} is somebody else from now on.", who.name, who.article);
    decide(office, call, &Ruling::Split(who), &said)
}
