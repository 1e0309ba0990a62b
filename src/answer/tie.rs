//! What becomes of a tie, and from whose side is it seen?
//!
//! A child's parent is the parent's child; what ended later is over, and a nearer word replaces a weaker one.

use std::collections::HashMap;

use super::Noted;
use crate::domain::{Edtf, Event, Object, PersonId, Relation};
use crate::store::Filed;

/// Somebody's relative, spouse, friend, or place.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Tie {
    /// What the other is to the person: `child`, `late_spouse`, `hometown`.
    pub predicate: String,
    /// The other.
    pub other: Object<PersonId>,
}

/// That two people parted: the place of the claim among all, the claim, the event.
pub(super) type End<'a> = (usize, &'a Filed, &'a Event<PersonId>);

/// What a bond has become since the claim at a place: the same article or a later one tells of its end.
pub(super) fn over(
    ends: &[End<'_>],
    tie: &Tie,
    (place, told): (usize, &Filed),
    since: Option<&Edtf>,
) -> Option<&'static str> {
    let Object::Person(other) = tie.other else { return None };
    let mut ended = None;
    for (at, filed, event) in ends.iter().copied().filter(|(_, _, event)| event.participants.contains(&other)) {
        let date = event.date.as_ref().filter(|date| !date.is_bound());
        // "They married in 2010", told after they parted in 2020, is no reunion; a wedding after that is.
        let dates = (since.and_then(Edtf::lower), date.and_then(Edtf::upper));
        let later = match dates {
            (Some(since), Some(end)) => end >= since,
            _ => at > place || filed.article == told.article || since.is_some(),
        };
        if later && ended != Some("divorced") {
            ended = Some(if event.kind == "divorced" { "divorced" } else { "split" });
        }
    }
    Some(match (tie.predicate.as_str(), ended?) {
        ("engaged_to", _) => "ex_engaged_to",
        (_, "divorced") => "ex_spouse",
        _ => "separated",
    })
}

const INVERSE: [(&str, &str); 8] = [
    ("parent", "child"),
    ("child", "parent"),
    ("grandparent", "grandchild"),
    ("grandchild", "grandparent"),
    ("stepparent", "stepchild"),
    ("stepchild", "stepparent"),
    ("aunt_or_uncle", "niece_or_nephew"),
    ("niece_or_nephew", "aunt_or_uncle"),
];

pub(super) fn seen_from(relation: &Relation<PersonId>, person: PersonId) -> Option<Tie> {
    if relation.subject == person {
        return Some(Tie { predicate: relation.predicate.clone(), other: relation.object.clone() });
    }
    if relation.object != Object::Person(person) {
        return None;
    }
    // Of two spouses only one is the late one: seen from the dead, the other survives them.
    let predicate = match relation.predicate.as_str() {
        "late_spouse" => "survived_by",
        other => INVERSE.iter().find(|(from, _)| *from == other).map_or(other, |(_, to)| to),
    };
    Some(Tie { predicate: predicate.to_owned(), other: Object::Person(relation.subject) })
}

/// What ties partners. A later or nearer word replaces those before it between the same two: partner < engaged < spouse <
/// late spouse.
pub const PARTNERS: [&str; 9] = [
    "partner",
    "ex_partner",
    "engaged_to",
    "ex_engaged_to",
    "spouse",
    "separated",
    "ex_spouse",
    "late_spouse",
    "survived_by",
];

pub(super) fn drop_weaker(ties: &mut Vec<Noted<Tie>>) {
    let rank = |tie: &Tie| PARTNERS.iter().position(|r| *r == tie.predicate);
    let mut highest: HashMap<Object<PersonId>, usize> = HashMap::new();
    let mut places: Vec<Tie> = Vec::new();
    for tie in ties.iter().map(|tie| &tie.value) {
        match (rank(tie), &tie.other) {
            (Some(own), other) => {
                let known = highest.entry(other.clone()).or_insert(own);
                *known = own.max(*known);
            }
            (None, Object::Place(_)) => places.push(tie.clone()),
            (None, Object::Person(_)) => (),
        }
    }
    ties.retain(|tie| match (rank(&tie.value), &tie.value.other) {
        (Some(own), other) => highest.get(other).is_none_or(|highest| *highest <= own),
        (None, Object::Place(place)) => !places.iter().any(|o| {
            o.predicate == tie.value.predicate
                && matches!(&o.other, Object::Place(p) if p.len() > place.len() && p.contains(place.as_str()))
        }),
        (None, Object::Person(_)) => true,
    });
}
