//! Whom does a relative's word mean: somebody's late husband, ex, eldest child?
//!
//! Only ties that an article tells. `Eldest` is said of children whose births or ages are told, never guessed.

use jiff::civil::Date;

use super::lexicon::{kin_predicates, kin_pronouns};
use super::{Archive, Dossier};
use crate::domain::{Object, PersonId, Pronouns};
use crate::store::StoreError;

/// Words between an owner and a relative: `his late wife`, `her eldest son`.
const BETWEEN: [&str; 24] = [
    "late", "ex", "former", "dead", "deceased", "only", "young", "old", "new", "current", "latest", "little", "big",
    "older", "younger", "elder", "oldest", "eldest", "youngest", "twin", "baby", "first", "last", "real",
];

/// A relative's word with what stands before it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Kin {
    /// As the lexicon knows it: `husband`, `exhusband`, `latewife`.
    pub(super) word: String,
    /// The first or the last born is meant.
    pub(super) born: Option<Born>,
    /// Where the next word stands.
    pub(super) end: usize,
}

/// Which of several children.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Born {
    First,
    Last,
}

/// Reads a relative's word at this place, with what stands before it.
pub(super) fn kin_at(words: &[String], from: usize) -> Option<Kin> {
    let (mut at, mut born, mut lead) = (from, None, "");
    while let Some(word) = words.get(at).filter(|w| BETWEEN.contains(&w.as_str())) {
        match word.as_str() {
            "oldest" | "eldest" | "first" => born = Some(Born::First),
            "youngest" | "last" => born = Some(Born::Last),
            "ex" | "former" => lead = "ex",
            "late" | "dead" | "deceased" => lead = "late",
            _ => (),
        }
        at += 1;
    }
    let known = |word: &str| !kin_predicates(word).is_empty();
    if let Some(word) = words.get(at).filter(|w| known(w)) {
        let whole = format!("{lead}{word}");
        let word = if known(&whole) { whole } else { word.clone() };
        let born = born.filter(|_| kin_predicates(&word) == ["child"]);
        return Some(Kin { word, born, end: at + 1 });
    }
    // `Her ex` itself.
    let ex = at > from && words[at - 1] == "ex";
    ex.then(|| Kin { word: "ex".to_owned(), born: None, end: at })
}

/// Who stands in the relation that a word names (`husband`) to one of these people.
pub fn relatives(archive: &Archive, people: &[PersonId], word: &str) -> Result<Vec<PersonId>, StoreError> {
    let predicates = kin_predicates(word);
    let mut found = Vec::new();
    for person in people {
        let Some(dossier) = Dossier::of(archive, *person)? else { continue };
        for tie in dossier.tied(&predicates) {
            let Object::Person(other) = tie.value.other else { continue };
            if fits(archive, other, word) && !found.contains(&other) {
                found.push(other);
            }
        }
    }
    Ok(found)
}

/// Whether somebody can be meant by a relative's word: nobody called `she` is a husband.
pub fn fits(archive: &Archive, person: PersonId, word: &str) -> bool {
    let pronouns = archive.names.person(person).and_then(|p| p.pronouns);
    // Somebody whom the articles call `they`, or by no pronoun, may be meant by either word.
    match (kin_pronouns(word), pronouns) {
        (Some(Pronouns::He), Some(p)) => p != Pronouns::She,
        (Some(Pronouns::She), Some(p)) => p != Pronouns::He,
        _ => true,
    }
}

/// The first or last born of these, where the birth of every one can be told apart from the others'.
pub(super) fn born(archive: &Archive, people: &[PersonId], which: Born) -> Result<Option<PersonId>, StoreError> {
    let mut births: Vec<((Date, Date), PersonId)> = Vec::new();
    for person in people {
        let Some(dossier) = Dossier::of(archive, *person)? else { return Ok(None) };
        let Some(birth) = birth(&dossier) else { return Ok(None) };
        births.push((birth, *person));
    }
    births.sort_unstable();
    let apart = births.windows(2).all(|pair| pair[0].0.1 < pair[1].0.0);
    let one = match which {
        Born::First => births.first(),
        Born::Last => births.last(),
    };
    Ok(one.filter(|_| apart && births.len() > 1).map(|(_, person)| *person))
}

/// The first and the last day on which somebody can have been born, by a told birth or a dated age.
fn birth(dossier: &Dossier) -> Option<(Date, Date)> {
    let own = dossier.happened("born").filter(|(_, e)| e.participants.first() == Some(&dossier.person.id));
    if let Some(date) = own.filter_map(|(_, event)| event.date.as_ref()).find(|date| !date.is_bound()) {
        return Some((date.lower()?, date.upper()?));
    }
    let ages = dossier.ages();
    let (age, date) = ages.iter().find_map(|age| Some((age.value, age.as_of.as_ref()?)))?;
    let years = |n: u16| jiff::Span::new().years(i64::from(n));
    let first = date.lower()?.checked_sub(years(age + 1)).ok()?;
    Some((first, date.upper()?.checked_sub(years(age)).ok()?))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::answer::name::words_of;

    #[test]
    fn relatives_with_what_stands_before_them() {
        let check = |text: &str, expected: Option<(&str, Option<Born>, usize)>| {
            let found = kin_at(&words_of(text), 0);
            let found = found.as_ref().map(|kin| (kin.word.as_str(), kin.born, kin.end));
            assert_eq!(found, expected, "{text}");
        };
        check("husband", Some(("husband", None, 1)));
        check("late husband job", Some(("latehusband", None, 2)));
        check("ex wife", Some(("exwife", None, 2)));
        check("ex", Some(("ex", None, 1)));
        check("oldest daughter", Some(("daughter", Some(Born::First), 2)));
        check("youngest", None);
        check("former manager", None);
        check("", None);
    }
}
