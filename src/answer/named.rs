//! Which names stand in a question?
//!
//! In any form that fans type: first or last alone, in lower case, misspelt, with a possessive without its apostrophe.
//! Relatives (`Ann's husband`) are no names: whose they are is followed elsewhere.

use super::lexicon::{is_kin, is_stop, kinds_of, synonyms};
use super::name::{is_office, is_title};
use super::{Archive, Dossier, Found};
use crate::domain::{Object, PersonId};
use crate::language::possessive;
use crate::store::StoreError;

/// A name in a question.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Named {
    /// As asked.
    pub text: String,
    /// Who may be meant, the likeliest first; empty when the archive knows nobody of that name.
    pub people: Vec<PersonId>,
    /// The words that it takes up: indices into the question's words, half-open.
    pub words: (usize, usize),
    /// The relative's word when the name is one: `husband`.
    pub kin: Option<String>,
    /// Whose relative it is.
    pub owners: Vec<PersonId>,
}

impl Named {
    /// What to call whom it names: by the full name where only one may be meant, else as asked.
    pub fn called<'a>(&'a self, archive: &'a Archive) -> &'a str {
        match self.people[..] {
            [one] => archive.name(one),
            _ => &self.text,
        }
    }
}

/// The names among the words of a question, in order: `raw` as typed, `words` folded.
pub(super) fn names_in(archive: &Archive, raw: &[&str], words: &[String]) -> Result<Vec<Named>, StoreError> {
    let mut names = Vec::new();
    let mut at = 0;
    while at < words.len() {
        match name_at(archive, raw, words, at)? {
            Some(found) => {
                at = found.words.1;
                names.push(found);
            }
            None => at += 1,
        }
    }
    join_strangers(archive, raw, &mut names)?;
    Ok(names)
}

/// Words of more than this many are no name.
const LONGEST_NAME: usize = 5;

/// The longest name that begins at this word.
fn name_at(archive: &Archive, raw: &[&str], words: &[String], at: usize) -> Result<Option<Named>, StoreError> {
    let longest = LONGEST_NAME.min(words.len() - at);
    let named = |length: usize, people| Named {
        text: raw[at..at + length].join(" "),
        people,
        words: (at, at + length),
        kin: None,
        owners: Vec::new(),
    };
    for length in (1..=longest).rev() {
        let window = &words[at..at + length];
        if length == 1 && (is_stop(&window[0]) || is_title(&window[0]) || names_office(raw, words, at)) {
            continue;
        }
        let people = archive.names.exactly(window);
        // A longer window may still be a name with a possessive: `ann poes husband` is no part of `ann`.
        let owned = words.get(at + length).is_some_and(|next| {
            let whole: Vec<String> = window.iter().cloned().chain(next.strip_suffix('s').map(str::to_owned)).collect();
            whole.len() > length && !archive.names.exactly(&whole).is_empty()
        });
        if !people.is_empty() && !owned {
            return Ok(Some(named(length, people)));
        }
    }
    // A possessive without its apostrophe: `amandas husband`, `amanda kloots husband`.
    for length in (1..=longest).rev() {
        let mut window = words[at..at + length].to_vec();
        let Some(owner) = window[length - 1].strip_suffix('s').filter(|owner| owner.len() > 1) else { continue };
        let owner = owner.to_owned();
        window[length - 1] = owner;
        let people = archive.names.exactly(&window);
        if !people.is_empty() {
            return Ok(Some(named(length, people)));
        }
    }
    if is_stop(&words[at]) || !kinds_of(&words[at..=at]).is_empty() || is_kin(&words[at]) {
        return Ok(None);
    }
    // Misspelt: only what is no word of the archive may be somebody's name gone wrong.
    let capital = at > 0 && raw[at].starts_with(char::is_uppercase) && raw[at].contains(char::is_lowercase);
    // "Sell" is no Fell, though an archive of sales may never print it.
    let usual = raw[at].starts_with(char::is_lowercase) && !synonyms(&words[at]).is_empty();
    if usual || archive.knows_word(&words[at])? {
        return Ok(None);
    }
    for length in [2, 1] {
        let Some(window) = words.get(at..at + length) else { continue };
        if window.iter().any(|w| is_stop(w)) {
            continue;
        }
        match archive.names.find(&window.join(" ")) {
            Found::One(one) => return Ok(Some(named(length, vec![one]))),
            Found::Several(all) => return Ok(Some(named(length, all))),
            Found::Nobody(_) => (),
        }
    }
    if !capital {
        return Ok(None);
    }
    let run = raw[at..]
        .iter()
        .zip(&words[at..])
        .take_while(|(raw, word)| raw.starts_with(char::is_uppercase) && !is_stop(word));
    Ok(Some(named(run.count().max(1), Vec::new())))
}

/// `Ann's coach`, `the minister of health`: an office, whoever is called Coach or Minister elsewhere.
fn names_office(raw: &[&str], words: &[String], at: usize) -> bool {
    let owned = at > 0 && possessive::owner(raw[at - 1]) != raw[at - 1];
    let of = words.get(at + 1).is_some_and(|next| ["of", "for", "in"].contains(&next.as_str()));
    is_office(&words[at]) && (owned || of)
}

/// `Ann Poe`, where there are an Ann and a Poe but no Ann Poe, is a stranger.
fn join_strangers(archive: &Archive, raw: &[&str], names: &mut Vec<Named>) -> Result<(), StoreError> {
    let mut joined: Vec<Named> = Vec::new();
    for named in names.drain(..) {
        let adjoins = joined.last().is_some_and(|before: &Named| {
            before.words.1 == named.words.0
                && raw[before.words.1 - 1].ends_with(char::is_alphanumeric)
                && possessive::owner(raw[before.words.1 - 1]) == raw[before.words.1 - 1]
                && !before.people.iter().any(|p| named.people.contains(p))
                && raw[named.words.0].starts_with(char::is_uppercase)
        });
        // "ann po" for Ann Poe: the surname misspelt is still of her who is named before it.
        let same = joined.last().filter(|b| {
            let printed = raw[b.words.1 - 1];
            b.words.1 == named.words.0
                && possessive::owner(printed) == printed
                && printed.ends_with(char::is_alphanumeric)
        });
        // "ann poe", of Ann whose husband is a Poe.
        let family = match same {
            Some(before) if !adjoins && raw[named.words.0].starts_with(char::is_lowercase) => {
                married_name(archive, before.people.clone(), &named.people)?
            }
            _ => Vec::new(),
        };
        let both: Vec<PersonId> =
            same.map(|b| b.people.iter().copied().filter(|p| named.people.contains(p)).collect()).unwrap_or_default();
        match joined.last_mut() {
            Some(before) if !both.is_empty() || !family.is_empty() => {
                before.words.1 = named.words.1;
                before.text = raw[before.words.0..before.words.1].join(" ");
                before.people = if both.is_empty() { family } else { both };
            }
            Some(before) if adjoins => {
                before.words.1 = named.words.1;
                before.text = raw[before.words.0..before.words.1].join(" ");
                let (first, last) = (std::mem::take(&mut before.people), named.people);
                before.people = match archive.names.find(&before.text) {
                    Found::One(one) => vec![one],
                    Found::Several(all) => all,
                    Found::Nobody(_) => married_name(archive, first, &last)?,
                };
            }
            _ => joined.push(named),
        }
    }
    *names = joined;
    Ok(())
}

/// `Ann Poe` is Ann, of whom no article tells a surname, where a Poe is her husband, parent, child or sibling.
fn married_name(archive: &Archive, first: Vec<PersonId>, last: &[PersonId]) -> Result<Vec<PersonId>, StoreError> {
    const FAMILY: [&str; 6] = ["spouse", "late_spouse", "survived_by", "parent", "child", "sibling"];
    let mut found = Vec::new();
    for person in first.into_iter().filter(|person| !archive.name(*person).contains(' ')) {
        let ties = Dossier::of(archive, person)?.map(|dossier| dossier.tied(&FAMILY)).unwrap_or_default();
        if ties.iter().any(|tie| matches!(tie.value.other, Object::Person(other) if last.contains(&other))) {
            found.push(person);
        }
    }
    Ok(found)
}
