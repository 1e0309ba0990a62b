//! What do the articles say about one person?
//!
//! Claims that say the same become one statement with several sources. Values that change are kept with the
//! date they were true on. Nothing is worked out from two claims.

use std::collections::HashMap;
use std::sync::Arc;

use super::prose::list;
use super::{Archive, Source};
use crate::domain::{
    Attribute, Chain, Edtf, Event, Fact, Object, Person, PersonId, Quotation, Relation, Speaker, Status,
};
use crate::store::{Filed, StoreError};

/// Everything the store holds about one person.
#[derive(Clone, Debug)]
pub struct Dossier {
    /// Who.
    pub person: Person,
    /// Every claim that names or is asserted by them, oldest article first.
    pub claims: Arc<Vec<Filed>>,
    /// The names of others as far as they were printed by then, where that is less than all.
    earlier: HashMap<PersonId, String>,
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
        let mut claims = archive.claims_about(id)?;
        let mut person = person.clone();
        let mut earlier = HashMap::new();
        if let Some(last) = last {
            let known = claims.iter().filter(|filed| archive.is_published(&filed.article, last));
            claims = Arc::new(known.cloned().collect());
            person.articles.retain(|article| archive.is_published(article, last));
            let chains = chains_by(archive, id, last)?;
            person.aliases.retain(|alias| chains.iter().any(|c| c.name == *alias || c.forms.contains(alias)));
            let Some(name) = longest(&chains) else { return Ok(None) };
            if !chains.iter().any(|chain| chain.name == person.name) {
                name.clone_into(&mut person.name);
            }
            person.pronouns = person.pronouns.filter(|p| chains.iter().any(|chain| chain.pronouns == Some(*p)));
        }
        if let Some(last) = last {
            let asserting = |filed: &Filed| filed.claim.asserted_by.iter().flat_map(Speaker::people).copied().collect();
            for filed in claims.iter() {
                let told: Vec<PersonId> = asserting(filed);
                for other in filed.claim.people().into_iter().copied().chain(told) {
                    let chains = if earlier.contains_key(&other) { continue } else { chains_by(archive, other, last)? };
                    let full = archive.name(other);
                    let name =
                        if chains.iter().any(|c| c.name == full) { full } else { longest(&chains).unwrap_or(full) };
                    earlier.insert(other, name.to_owned());
                }
            }
        }
        Ok(Some(Self { person, claims, earlier }))
    }

    /// Somebody's full name, as far as it is known here.
    pub fn name_of<'a>(&'a self, archive: &'a Archive, id: PersonId) -> &'a str {
        self.earlier.get(&id).map_or_else(|| archive.name(id), String::as_str)
    }

    /// Full names as a list: `A, B and C`.
    pub fn names_of(&self, archive: &Archive, people: &[PersonId]) -> String {
        list(&people.iter().map(|id| self.name_of(archive, *id)).collect::<Vec<_>>())
    }

    /// Whether the articles published by a date (all without one) tell of somebody's death.
    pub fn has_died(archive: &Archive, id: PersonId, last: Option<&Edtf>) -> Result<bool, StoreError> {
        let claims = archive.claims_about(id)?;
        let known = |filed: &&Filed| last.is_none_or(|last| archive.is_published(&filed.article, last));
        Ok(claims.iter().filter(known).any(|filed| match &filed.claim.fact {
            Fact::Event(e) => e.kind == "died" && e.status == Status::Happened && e.participants.first() == Some(&id),
            _ => false,
        }))
    }

    /// What they are or do, the most often told first.
    pub fn roles(&self) -> Vec<Noted<String>> {
        let mut roles: Vec<Noted<String>> = Vec::new();
        for filed in self.claims.iter() {
            let Fact::Attribute(Attribute::Role { person, role, as_of }) = &filed.claim.fact else { continue };
            if *person == self.person.id {
                note(&mut roles, role.clone(), filed, as_of.clone(), |a, b| a.eq_ignore_ascii_case(b));
            }
        }
        roles.sort_by_key(|r| std::cmp::Reverse(r.sources.len()));
        roles
    }

    /// Their ages in years, oldest statement first.
    pub fn ages(&self) -> Vec<Noted<u16>> {
        let mut ages: Vec<Noted<u16>> = Vec::new();
        for filed in self.claims.iter() {
            let Fact::Attribute(Attribute::Age { person, years, as_of }) = &filed.claim.fact else { continue };
            if *person == self.person.id {
                note(&mut ages, *years, filed, as_of.clone(), |a, b| a == b);
            }
        }
        ages
    }

    /// Whom and what they are tied to, seen from them. What ended later is over: `ex_spouse`, `separated`.
    pub fn ties(&self) -> Vec<Noted<Tie>> {
        let mut ties: Vec<Noted<Tie>> = Vec::new();
        let ends = self.ends();
        for (place, filed) in self.claims.iter().enumerate() {
            let Fact::Relation(relation) = &filed.claim.fact else { continue };
            let Some(mut tie) = seen_from(relation, self.person.id) else { continue };
            if let Some(over) = self.over(&ends, &tie, place, relation.when.as_ref()) {
                over.clone_into(&mut tie.predicate);
            }
            note(&mut ties, tie, filed, relation.when.clone(), |a, b| a == b);
        }
        drop_weaker(&mut ties);
        ties
    }

    /// Every word of two people's parting.
    fn ends(&self) -> Vec<End<'_>> {
        const ENDS: [&str; 3] = ["split", "divorced", "divorce_filed"];
        let parted = |event: &Event<PersonId>| {
            event.status == Status::Happened && ENDS.contains(&event.kind.as_str()) && event.participants.len() == 2
        };
        let claims = self.claims.iter().enumerate();
        let ends = claims.filter_map(|(at, filed)| match &filed.claim.fact {
            Fact::Event(event) if parted(event) => Some((at, filed, event)),
            _ => None,
        });
        ends.collect()
    }

    /// What a bond has become since the claim at `place`: the same article or a later one tells of its end.
    fn over(&self, ends: &[End<'_>], tie: &Tie, place: usize, since: Option<&Edtf>) -> Option<&'static str> {
        let Object::Person(other) = tie.other else { return None };
        if !["spouse", "engaged_to"].contains(&tie.predicate.as_str()) {
            return None;
        }
        let article = &self.claims.get(place)?.article;
        let mut ended = None;
        for (at, filed, event) in ends.iter().copied() {
            let theirs = event.participants.contains(&other);
            let date = event.date.as_ref().filter(|date| !date.is_bound());
            // "They married in 2010", told after they parted in 2020, is no reunion; a wedding after that is.
            let dates = (since.and_then(Edtf::lower), date.and_then(Edtf::upper));
            let later = match dates {
                (Some(since), Some(end)) => end >= since,
                _ => at > place || filed.article == *article || since.is_some(),
            };
            if theirs && later && ended != Some("divorced") {
                ended = Some(if event.kind == "divorced" { "divorced" } else { "split" });
            }
        }
        Some(match (tie.predicate.as_str(), ended?) {
            ("engaged_to", _) => "ex_engaged_to",
            (_, "divorced") => "ex_spouse",
            _ => "separated",
        })
    }

    /// Ties of these kinds only.
    pub fn tied(&self, predicates: &[&str]) -> Vec<Noted<Tie>> {
        self.ties().into_iter().filter(|tie| predicates.contains(&tie.value.predicate.as_str())).collect()
    }

    /// Events that they took part in, with the claim that tells each.
    pub fn events(&self) -> impl Iterator<Item = (&Filed, &Event<PersonId>)> {
        self.claims.iter().filter_map(|filed| match &filed.claim.fact {
            Fact::Event(event) if event.participants.contains(&self.person.id) => Some((filed, event)),
            _ => None,
        })
    }

    /// Events of this kind that happened.
    pub fn happened(&self, kind: &str) -> impl Iterator<Item = (&Filed, &Event<PersonId>)> {
        self.events().filter(move |(_, event)| event.kind == kind && event.status == Status::Happened)
    }

    /// What they said or wrote, oldest first.
    pub fn quotations(&self) -> impl Iterator<Item = (&Filed, &Quotation<PersonId>)> {
        self.claims.iter().filter_map(|filed| match &filed.claim.fact {
            Fact::Quotation(quotation) if quotation.speaker.people().contains(&&self.person.id) => {
                Some((filed, quotation))
            }
            _ => None,
        })
    }
}

/// That two people parted: the place of the claim among all, the claim, the event.
type End<'a> = (usize, &'a Filed, &'a Event<PersonId>);

impl Source {
    /// The words that a claim rests on.
    pub fn all_of(filed: &Filed) -> Vec<Source> {
        filed.claim.evidence.iter().map(|span| Source { article: filed.article.clone(), span: *span }).collect()
    }

    /// The telling words of a claim.
    pub fn first_of(filed: &Filed) -> Option<Source> {
        Source::all_of(filed).into_iter().next()
    }
}

/// The chains that are somebody, of articles published by the end of a date.
fn chains_by(archive: &Archive, id: PersonId, last: &Edtf) -> Result<Vec<Chain>, StoreError> {
    let chains = archive.store.chains_of(id)?;
    Ok(chains.into_iter().filter(|(article, _)| archive.is_published(article, last)).map(|(_, chain)| chain).collect())
}

fn longest(chains: &[Chain]) -> Option<&str> {
    chains.iter().map(|chain| chain.name.as_str()).max_by_key(|name| name.chars().count())
}

fn note<T>(known: &mut Vec<Noted<T>>, value: T, filed: &Filed, as_of: Option<Edtf>, same: impl Fn(&T, &T) -> bool) {
    let sources = Source::first_of(filed).into_iter();
    match known.iter_mut().find(|noted| same(&noted.value, &value)) {
        Some(noted) => {
            noted.sources.extend(sources);
            // The latest date that it was still true on; the narrator's word stands above somebody's.
            noted.as_of = as_of.or(noted.as_of.take());
            if filed.claim.asserted_by.is_none() {
                noted.by = None;
            }
        }
        None => known.push(Noted { value, by: filed.claim.asserted_by.clone(), as_of, sources: sources.collect() }),
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

/// What a later or nearer word replaces between the same two: partner < engaged < spouse < late spouse.
const RANKS: [&str; 9] = [
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
    let rank = |tie: &Tie| RANKS.iter().position(|r| *r == tie.predicate);
    let all: Vec<Tie> = ties.iter().map(|t| t.value.clone()).collect();
    ties.retain(|tie| match rank(&tie.value) {
        Some(own) => !all.iter().any(|o| o.other == tie.value.other && rank(o).is_some_and(|r| r > own)),
        None => !matches!(&tie.value.other, Object::Place(place)
            if all.iter().any(|o| o.predicate == tie.value.predicate
                && matches!(&o.other, Object::Place(p) if p.len() > place.len() && p.contains(place.as_str())))),
    });
}
