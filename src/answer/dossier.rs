//! What do the articles say about one person?
//!
//! Claims that say the same become one statement with several sources. Values that change are kept with the
//! date they were true on. Nothing is worked out from two claims.

use std::borrow::Cow;
use std::cell::OnceCell;
use std::collections::{HashMap, HashSet};
use std::hash::Hash;
use std::sync::Arc;

use super::facts::{Facts, Places};
use super::prose::list;
use super::{Archive, Source};
use crate::domain::{
    ArticleId, Attribute, Edtf, Event, Fact, Object, Person, PersonId, Quotation, Relation, Speaker, Status,
};
use crate::store::{Filed, Form, StoreError};

/// Everything the store holds about one person.
#[derive(Clone, Debug)]
pub struct Dossier {
    /// Who.
    pub person: Person,
    facts: Arc<Facts>,
    /// Which of the facts count, where that is not all of them.
    known: Option<Places>,
    /// The last day that is known of.
    last: Option<Edtf>,
    /// Their words, once they were asked for.
    words: OnceCell<Arc<Vec<Filed>>>,
}

/// A value that the articles give, once, with all that say so.
#[derive(Clone, Debug, PartialEq)]
pub struct Noted<T> {
    /// The value.
    pub value: T,
    /// Who says so there, when it is not the narrator.
    pub by: Option<Speaker<PersonId>>,
    /// As of when.
    pub as_of: Option<Edtf>,
    /// What it rests on, oldest article first.
    pub sources: Vec<Source>,
}

/// Somebody's relative, spouse, friend, or place.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Tie {
    /// What the other is to the person: `child`, `late_spouse`, `hometown`.
    pub predicate: String,
    /// The other.
    pub other: Object<PersonId>,
}

impl Dossier {
    /// Collects the claims about a person.
    pub fn of(archive: &Archive, id: PersonId) -> Result<Option<Self>, StoreError> {
        Self::until(archive, id, None)
    }

    /// The same, knowing nothing published after the end of a date, their names neither. `None` for somebody whom no
    /// article names by then.
    pub fn until(archive: &Archive, id: PersonId, last: Option<&Edtf>) -> Result<Option<Self>, StoreError> {
        let Some(person) = archive.names.person(id) else { return Ok(None) };
        let mut person = person.clone();
        let facts = archive.facts_about(id)?;
        let mut known = None;
        if let Some(last) = last {
            known = Some(facts.known(|filed| archive.is_published(&filed.article, last)));
            person.articles.retain(|article| archive.is_published(article, last));
            let printed = archive.printed(id)?;
            let forms = printed.by(last);
            person.aliases.retain(|alias| forms.iter().any(|c| c.name == *alias || c.forms.contains(alias)));
            let Some(name) = longest(&forms) else { return Ok(None) };
            if !forms.iter().any(|form| form.name == person.name) {
                name.clone_into(&mut person.name);
            }
            person.pronouns = person.pronouns.filter(|p| forms.iter().any(|form| form.pronouns == Some(*p)));
        }
        Ok(Some(Self { person, facts, known, last: last.cloned(), words: OnceCell::new() }))
    }

    /// Somebody's full name, as far as it is known here.
    pub fn name_of<'a>(&self, archive: &'a Archive, id: PersonId) -> Result<Cow<'a, str>, StoreError> {
        let full = archive.name(id);
        let Some(last) = &self.last else { return Ok(Cow::Borrowed(full)) };
        let printed = archive.printed(id)?;
        let forms = printed.by(last);
        let earlier = longest(&forms).filter(|_| forms.iter().all(|form| form.name != full));
        Ok(earlier.map_or(Cow::Borrowed(full), |name| Cow::Owned(name.to_owned())))
    }

    /// Full names as a list: `A, B and C`.
    pub fn names_of(&self, archive: &Archive, people: &[PersonId]) -> Result<String, StoreError> {
        let names: Vec<Cow<'_, str>> = people.iter().map(|id| self.name_of(archive, *id)).collect::<Result<_, _>>()?;
        Ok(list(&names))
    }

    /// Whether the articles published by a date (all without one) tell of somebody's death.
    pub fn has_died(archive: &Archive, id: PersonId, last: Option<&Edtf>) -> Result<bool, StoreError> {
        let known = |article: &ArticleId| last.is_none_or(|last| archive.is_published(article, last));
        Ok(archive.deaths(id)?.iter().any(known))
    }

    fn places(&self) -> &Places {
        self.known.as_ref().unwrap_or(self.facts.places())
    }

    /// What is told of what they are and how old.
    pub(super) fn attributes(&self) -> impl Iterator<Item = (&Filed, &Attribute<PersonId>)> {
        self.facts.at(&self.places().attributes).filter_map(|(_, filed)| match &filed.claim.fact {
            Fact::Attribute(attribute) => Some((filed, attribute)),
            _ => None,
        })
    }

    /// What they are or do, the most often told first.
    pub fn roles(&self) -> Vec<Noted<String>> {
        let mut roles = Notes::default();
        for (filed, attribute) in self.attributes() {
            let Attribute::Role { person, role, as_of } = attribute else { continue };
            if *person == self.person.id {
                roles.note(role.to_ascii_lowercase(), filed, as_of.as_ref(), || role.clone());
            }
        }
        let mut roles = roles.known;
        // What one article says three times is not said more often. Stable: of equals the older stays first.
        roles.sort_by_cached_key(|role| {
            std::cmp::Reverse(role.sources.iter().map(|source| &source.article).collect::<HashSet<_>>().len())
        });
        roles
    }

    /// Their ages in years, oldest statement first.
    pub fn ages(&self) -> Vec<Noted<u16>> {
        let mut ages = Notes::default();
        for (filed, attribute) in self.attributes() {
            let Attribute::Age { person, years, as_of } = attribute else { continue };
            if *person == self.person.id {
                ages.note(*years, filed, as_of.as_ref(), || *years);
            }
        }
        ages.known
    }

    /// Whom and what they are tied to, seen from them. What ended later is over: `ex_spouse`, `separated`.
    pub fn ties(&self) -> Vec<Noted<Tie>> {
        let mut ties = Notes::default();
        let mut ends: Option<Vec<End<'_>>> = None;
        for (place, filed, relation) in self.relations() {
            let Some(mut tie) = seen_from(relation, self.person.id) else { continue };
            if ["spouse", "engaged_to"].contains(&tie.predicate.as_str()) {
                let ends = ends.get_or_insert_with(|| self.ends());
                if let Some(over) = over(ends, &tie, (place, filed), relation.when.as_ref()) {
                    over.clone_into(&mut tie.predicate);
                }
            }
            ties.note(tie.clone(), filed, relation.when.as_ref(), || tie);
        }
        let mut ties = ties.known;
        drop_weaker(&mut ties);
        ties
    }

    /// Relations of theirs, each with its place among all claims.
    fn relations(&self) -> impl Iterator<Item = (usize, &Filed, &Relation<PersonId>)> {
        self.facts.at(&self.places().relations).filter_map(|(at, filed)| match &filed.claim.fact {
            Fact::Relation(relation) => Some((at, filed, relation)),
            _ => None,
        })
    }

    /// Every word of two people's parting.
    fn ends(&self) -> Vec<End<'_>> {
        const ENDS: [&str; 3] = ["split", "divorced", "divorce_filed"];
        let parted = |event: &Event<PersonId>| {
            event.status == Status::Happened && ENDS.contains(&event.kind.as_str()) && event.participants.len() == 2
        };
        let ends = self.facts.at(&self.places().events).filter_map(|(at, filed)| match &filed.claim.fact {
            Fact::Event(event) if parted(event) => Some((at, filed, event)),
            _ => None,
        });
        ends.collect()
    }

    /// Ties of these kinds only.
    pub fn tied(&self, predicates: &[&str]) -> Vec<Noted<Tie>> {
        self.ties().into_iter().filter(|tie| predicates.contains(&tie.value.predicate.as_str())).collect()
    }

    /// Events that they took part in, with the claim that tells each.
    pub fn events(&self) -> impl Iterator<Item = (&Filed, &Event<PersonId>)> {
        self.facts.at(&self.places().events).filter_map(|(_, filed)| match &filed.claim.fact {
            Fact::Event(event) if event.participants.contains(&self.person.id) => Some((filed, event)),
            _ => None,
        })
    }

    /// Events of this kind that happened.
    pub fn happened(&self, kind: &str) -> impl Iterator<Item = (&Filed, &Event<PersonId>)> {
        self.events().filter(move |(_, event)| event.kind == kind && event.status == Status::Happened)
    }

    /// What they said or wrote, oldest first.
    pub fn quotations<'a>(
        &'a self,
        archive: &'a Archive,
    ) -> Result<impl Iterator<Item = (&'a Filed, &'a Quotation<PersonId>)>, StoreError> {
        let words = if let Some(words) = self.words.get() {
            words
        } else {
            let words = archive.quotations_about(self.person.id)?;
            self.words.get_or_init(|| words)
        };
        let known = |filed: &Filed| self.last.as_ref().is_none_or(|last| archive.is_published(&filed.article, last));
        Ok(words.iter().filter_map(move |filed| match &filed.claim.fact {
            Fact::Quotation(quotation) if quotation.speaker.people().contains(&&self.person.id) && known(filed) => {
                Some((filed, quotation))
            }
            _ => None,
        }))
    }
}

/// That two people parted: the place of the claim among all, the claim, the event.
type End<'a> = (usize, &'a Filed, &'a Event<PersonId>);

/// What a bond has become since the claim at a place: the same article or a later one tells of its end.
fn over(ends: &[End<'_>], tie: &Tie, (place, told): (usize, &Filed), since: Option<&Edtf>) -> Option<&'static str> {
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

impl Source {
    /// The words that a claim rests on.
    pub fn all_of(filed: &Filed) -> Vec<Source> {
        filed.claim.evidence.iter().map(|span| Source { article: filed.article.clone(), span: *span }).collect()
    }

    /// The telling words of a claim.
    pub fn first_of(filed: &Filed) -> Option<Source> {
        filed.claim.evidence.first().map(|span| Source { article: filed.article.clone(), span: *span })
    }
}

fn longest<'a>(forms: &[&'a Form]) -> Option<&'a str> {
    forms.iter().map(|form| form.name.as_str()).max_by_key(|name| name.chars().count())
}

/// Values as they are noted, each found again by what tells it from others.
struct Notes<K, T> {
    known: Vec<Noted<T>>,
    places: HashMap<K, usize>,
}

impl<K, T> Default for Notes<K, T> {
    fn default() -> Self {
        Self { known: Vec::new(), places: HashMap::new() }
    }
}

impl<K: Eq + Hash, T> Notes<K, T> {
    fn note(&mut self, key: K, filed: &Filed, as_of: Option<&Edtf>, value: impl FnOnce() -> T) {
        let sources = Source::first_of(filed).into_iter();
        let next = self.known.len();
        let place = *self.places.entry(key).or_insert(next);
        match self.known.get_mut(place) {
            Some(noted) => {
                noted.sources.extend(sources);
                // The latest date that it was still true on; the narrator's word stands above somebody's.
                if as_of.is_some() {
                    noted.as_of = as_of.cloned();
                }
                if filed.claim.asserted_by.is_none() {
                    noted.by = None;
                }
            }
            None => self.known.push(Noted {
                value: value(),
                by: filed.claim.asserted_by.clone(),
                as_of: as_of.cloned(),
                sources: sources.collect(),
            }),
        }
    }
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

fn seen_from(relation: &Relation<PersonId>, person: PersonId) -> Option<Tie> {
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

fn drop_weaker(ties: &mut Vec<Noted<Tie>>) {
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
