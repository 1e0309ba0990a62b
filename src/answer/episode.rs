//! What happened to somebody, each thing once?
//!
//! Reports of what can happen once to the same people are one episode, or several where their dates can't all be true; what
//! happens often is told apart by where. A plan is no episode.

use std::cmp::Reverse;
use std::collections::{BTreeMap, HashMap};

use super::name::words_of;
use super::{Account, Dossier, accounts};
use crate::domain::{Edtf, Event, PersonId, Status};
use crate::store::Filed;

/// Something that happened, by one account.
#[derive(Clone, Debug)]
pub struct Episode {
    /// The kind of event.
    pub kind: String,
    /// What is told of it.
    pub account: Account,
}

/// Kinds that happen once to the same people: two dates of one are two accounts, not two events.
const ONCE: [&str; 13] = [
    "met",
    "first_contact",
    "first_date",
    "online_friends",
    "started_dating",
    "engaged",
    "married",
    "divorced",
    "split",
    "born",
    "died",
    "diagnosed",
    "left_show",
];

/// One article's word of an event.
type Report<'a> = (&'a Filed, &'a Event<PersonId>);

/// What happened to somebody, with another one if there is one, in order; undated last.
pub(super) fn episodes(dossier: &Dossier, with: Option<PersonId>) -> Vec<Episode> {
    // One group for each event that can happen once; what happens often is told apart by where.
    let mut groups: BTreeMap<(&str, Vec<String>), Vec<Report<'_>>> = BTreeMap::new();
    let mut places: HashMap<&str, Vec<String>> = HashMap::new();
    for (filed, event) in dossier.events().filter(|(_, event)| event.status == Status::Happened) {
        if with.is_none_or(|with| event.participants.contains(&with)) {
            let once = ONCE.contains(&event.kind.as_str());
            let place = match event.participants.first() {
                // A child's birth is not that of its parents, who take part in it.
                Some(child) if event.kind == "born" => vec![child.0.to_string()],
                _ if once => Vec::new(),
                _ => {
                    let place = event.place.as_deref().unwrap_or_default();
                    places.entry(place).or_insert_with(|| words_of(place)).clone()
                }
            };
            groups.entry((&event.kind, place)).or_default().push((filed, event));
        }
    }
    let mut told: Vec<Episode> = Vec::new();
    for ((kind, _), reports) in groups {
        let episode = |account| Episode { kind: kind.to_owned(), account };
        told.extend(accounts(reports.into_iter()).into_iter().map(episode));
    }
    let weight = |episode: &Episode| Reverse(episode.account.sources.len());
    told.sort_by_cached_key(|h| (h.account.date.is_none(), h.account.date.as_ref().map(Edtf::order), weight(h)));
    told
}

impl Episode {
    /// Whether it can happen only once to the same people: two dates of it are two accounts, not two events.
    pub fn is_once(&self) -> bool {
        ONCE.contains(&self.kind.as_str())
    }

    /// Whether another account of the same cannot be true with this one.
    pub fn differs_from_any<'a>(&self, all: impl Iterator<Item = &'a Episode>) -> bool {
        let same = |other: &&Episode| {
            let whose = |episode: &Episode| episode.account.participants.first().copied();
            let birth_of_another = self.kind == "born" && whose(self) != whose(other);
            other.kind == self.kind && !birth_of_another && !std::ptr::eq(*other, self)
        };
        let mut others = all.filter(same);
        self.is_once() && others.any(|other| self.account.contradicts(&other.account))
    }

    /// When, in words; of what happens often a bound may be another time's.
    pub fn adverbial(&self) -> Option<String> {
        if self.is_once() { self.account.when() } else { self.account.date.as_ref().map(Edtf::adverbial) }
    }
}
