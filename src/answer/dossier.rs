//! What do the articles say about one person?
//!
//! Claims that say the same become one statement with several sources. Values that change are kept with the
//! date they were true on. Nothing is worked out from two claims.

use std::borrow::Cow;
use std::collections::HashSet;
use std::sync::{Arc, OnceLock};

use super::Archive;
use super::birth::{Birth, births};
use super::episode::{Episode, episodes};
use super::facts::{Facts, Places};
use super::noted::{Noted, Notes};
use super::prose::list;
use super::tie::{self, End, Tie};
use crate::domain::{ArticleId, Attribute, Edtf, Event, Fact, Person, PersonId, Quotation, Relation, Status};
use crate::store::{Filed, Form, StoreError};

/// Everything the store holds about one person, as of a day. What is worked out from it is kept as long as it is at hand:
/// of somebody in the news there are a thousand claims, and whoever asks next asks for the same roles and ties.
#[derive(Debug)]
pub struct Dossier {
    /// Who.
    pub person: Person,
    facts: Arc<Facts>,
    /// Which of the facts count, where that is not all of them.
    known: Option<Places>,
    /// The last day that is known of.
    last: Option<Edtf>,
    roles: OnceLock<Vec<Noted<String>>>,
    ages: OnceLock<Vec<Noted<u16>>>,
    ties: OnceLock<Vec<Noted<Tie>>>,
    births: OnceLock<Vec<Vec<Birth>>>,
    episodes: OnceLock<Vec<Episode>>,
}

impl Dossier {
    /// The claims about a person.
    pub fn of(archive: &Archive, id: PersonId) -> Result<Option<Arc<Self>>, StoreError> {
        archive.dossier(id, None)
    }

    /// The same, knowing nothing published after the end of a date, their names neither. `None` for somebody whom no
    /// article names by then.
    pub fn until(archive: &Archive, id: PersonId, last: Option<&Edtf>) -> Result<Option<Arc<Self>>, StoreError> {
        archive.dossier(id, last)
    }

    /// Collects the claims.
    pub(super) fn read(archive: &Archive, id: PersonId, last: Option<&Edtf>) -> Result<Option<Self>, StoreError> {
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
        let (roles, ages, ties) = (OnceLock::new(), OnceLock::new(), OnceLock::new());
        let (births, episodes) = (OnceLock::new(), OnceLock::new());
        Ok(Some(Self { person, facts, known, last: last.cloned(), roles, ages, ties, births, episodes }))
    }

    /// About how many bytes it takes besides the claims, all worked out.
    pub(super) fn weight(&self) -> usize {
        /// What a claim adds: its place, and its source in what is worked out.
        const CLAIM: usize = 200;
        const NAME: usize = 60;
        1_000 + NAME * (self.person.articles.len() + self.person.aliases.len()) / 2 + CLAIM * self.places().len()
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
    pub fn roles(&self) -> &[Noted<String>] {
        self.roles.get_or_init(|| self.told_roles())
    }

    fn told_roles(&self) -> Vec<Noted<String>> {
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
    pub fn ages(&self) -> &[Noted<u16>] {
        self.ages.get_or_init(|| self.told_ages())
    }

    fn told_ages(&self) -> Vec<Noted<u16>> {
        let mut ages = Notes::default();
        for (filed, attribute) in self.attributes() {
            let Attribute::Age { person, years, as_of } = attribute else { continue };
            if *person == self.person.id {
                ages.note(*years, filed, as_of.as_ref(), || *years);
            }
        }
        ages.known
    }

    /// Everything told of their age, in sets that fit: the best supported first, older statements first in each.
    pub fn births(&self) -> &[Vec<Birth>] {
        self.births.get_or_init(|| births(self))
    }

    /// What happened to them, in order; undated last.
    pub fn episodes(&self) -> &[Episode] {
        self.episodes.get_or_init(|| episodes(self, None))
    }

    /// What happened to them with another one, in order; undated last.
    pub fn episodes_with(&self, other: PersonId) -> Vec<Episode> {
        episodes(self, Some(other))
    }

    /// Whom and what they are tied to, seen from them. What ended later is over: `ex_spouse`, `separated`.
    pub fn ties(&self) -> &[Noted<Tie>] {
        self.ties.get_or_init(|| self.told_ties())
    }

    fn told_ties(&self) -> Vec<Noted<Tie>> {
        let mut ties = Notes::default();
        let mut ends: Option<Vec<End<'_>>> = None;
        for (place, filed, relation) in self.relations() {
            let Some(mut tie) = tie::seen_from(relation, self.person.id) else { continue };
            if ["spouse", "engaged_to"].contains(&tie.predicate.as_str()) {
                let ends = ends.get_or_insert_with(|| self.ends());
                if let Some(over) = tie::over(ends, &tie, (place, filed), relation.when.as_ref()) {
                    over.clone_into(&mut tie.predicate);
                }
            }
            ties.note(tie.clone(), filed, relation.when.as_ref(), || tie);
        }
        let mut ties = ties.known;
        tie::drop_weaker(&mut ties);
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
        self.ties().iter().filter(|tie| predicates.contains(&tie.value.predicate.as_str())).cloned().collect()
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

    /// Of quotations that name them, [`Archive::quotations_about`], what they said or wrote, oldest first.
    pub fn quotations<'a>(
        &'a self,
        archive: &'a Archive,
        words: &'a [Filed],
    ) -> impl Iterator<Item = (&'a Filed, &'a Quotation<PersonId>)> {
        let known = |filed: &Filed| self.last.as_ref().is_none_or(|last| archive.is_published(&filed.article, last));
        words.iter().filter_map(move |filed| match &filed.claim.fact {
            Fact::Quotation(quotation) if quotation.speaker.people().contains(&&self.person.id) && known(filed) => {
                Some((filed, quotation))
            }
            _ => None,
        })
    }
}

fn longest<'a>(forms: &[&'a Form]) -> Option<&'a str> {
    forms.iter().map(|form| form.name.as_str()).max_by_key(|name| name.chars().count())
}
