//! What runs between somebody and one other end: ties, and what is dated of them?

use std::cmp::Reverse;
use std::collections::{BTreeMap, HashMap};

use super::number;
use crate::answer::{
    Account, Archive, Bond, Dossier, Noted, PARTNERS, Receipt, Source, Tie, accounts, kin_word, list, verb,
};
use crate::commands::teller::teller_by;
use crate::domain::{Event, Object, PersonId, Status};
use crate::store::{Filed, StoreError};

/// All that ties somebody to one other.
pub(in crate::commands) struct Strand {
    /// The other end.
    pub(super) other: Object<PersonId>,
    /// By name.
    pub(super) name: String,
    pub(super) circle: Circle,
    ties: Vec<Told>,
    dates: Vec<Told>,
}

/// Something in few words, with where it is told.
struct Told {
    words: String,
    sources: Vec<Source>,
}

/// How close two are; the closest first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Circle {
    Partners,
    Family,
    Friends,
    Met,
    Places,
}

impl Circle {
    pub(super) fn name(self) -> &'static str {
        match self {
            Self::Partners => "Partners",
            Self::Family => "Family",
            Self::Friends => "Friends and work",
            Self::Met => "Met",
            Self::Places => "Places",
        }
    }

    fn of(tie: &Tie) -> Self {
        const OTHERS: [&str; 2] = ["friend", "cohost"];
        match (&tie.other, tie.predicate.as_str()) {
            (Object::Place(_), _) => Self::Places,
            (_, predicate) if PARTNERS.contains(&predicate) => Self::Partners,
            (_, predicate) if OTHERS.contains(&predicate) => Self::Friends,
            _ => Self::Family,
        }
    }
}

/// What two people are told to have done together, in the order in which it happens.
const TOGETHER: [&str; 9] =
    ["first_contact", "online_friends", "met", "started_dating", "engaged", "married", "split", "divorced", "born"];

/// Everything that ties somebody to others, the closest and the most often told first.
pub(in crate::commands) fn strands(archive: &Archive, dossier: &Dossier) -> Result<Vec<Strand>, StoreError> {
    let mut all: Vec<Strand> = Vec::new();
    let mut places: HashMap<Object<PersonId>, usize> = HashMap::new();
    for tie in dossier.ties() {
        let told = told(archive, dossier, tie)?;
        let circle = Circle::of(&tie.value);
        let next = all.len();
        let place = *places.entry(tie.value.other.clone()).or_insert(next);
        if let Some(known) = all.get_mut(place) {
            known.ties.push(told);
            known.circle = known.circle.min(circle);
        } else {
            let name = name(archive, dossier, &tie.value.other)?;
            all.push(Strand { other: tie.value.other.clone(), name, circle, ties: vec![told], dates: Vec::new() });
        }
    }
    for (other, kind, account) in together(dossier) {
        let other = Object::Person(other);
        let Some(date) = account.when() else { continue };
        let date = date.strip_prefix("on ").or_else(|| date.strip_prefix("in ")).unwrap_or(&date);
        let word = if kind == "born" { "born".to_owned() } else { verb(kind).replace("were ", "") };
        let dated = Told { words: format!("{word} {date}"), sources: account.sources };
        match places.get(&other).and_then(|place| all.get_mut(*place)) {
            Some(known) => known.dates.push(dated),
            // A birth ties the child to its parents, which is said by a tie.
            None if kind == "born" => {}
            None => {
                let name = name(archive, dossier, &other)?;
                let tie = Told { words: verb(kind), sources: dated.sources.clone() };
                places.insert(other.clone(), all.len());
                all.push(Strand { other, name, circle: Circle::Met, ties: vec![tie], dates: vec![dated] });
            }
        }
    }
    all.sort_by_cached_key(|strand| {
        (strand.circle, Reverse(strand.ties.iter().map(|tie| tie.sources.len()).sum::<usize>()), strand.name.clone())
    });
    Ok(all)
}

fn name(archive: &Archive, dossier: &Dossier, other: &Object<PersonId>) -> Result<String, StoreError> {
    Ok(match other {
        Object::Person(id) => dossier.name_of(archive, *id)?.into_owned(),
        Object::Place(place) => place.clone(),
    })
}

/// What the other end is, and who says so where it is not the article.
fn told(archive: &Archive, dossier: &Dossier, tie: &Noted<Tie>) -> Result<Told, StoreError> {
    let pronouns = match &tie.value.other {
        Object::Person(id) => archive.names.person(*id).and_then(|person| person.pronouns),
        Object::Place(_) => None,
    };
    let word = kin_word(&tie.value.predicate, pronouns).replace('_', " ");
    let by = tie.by.as_ref().map(|who| teller_by(archive, dossier, who)).transpose()?.flatten();
    let words = by.map_or_else(|| word.clone(), |by| format!("{word}, says {by}"));
    Ok(Told { words, sources: tie.sources.clone() })
}

impl Strand {
    /// Whether some sentence ties the two, rather than an event that both took part in.
    pub(super) fn is_tie(&self) -> bool {
        self.circle != Circle::Met
    }

    /// All of it on one line: `Bob Roe: late husband, married 2012`.
    pub(in crate::commands) fn whole(&self) -> String {
        let ties = self.ties.iter().filter(|_| self.is_tie() || self.dates.is_empty());
        let all: Vec<&str> = ties.chain(&self.dates).map(|told| told.words.as_str()).collect();
        format!("{}: {}", self.name, all.join(", "))
    }

    /// What the other end is.
    pub(super) fn what(&self) -> String {
        list(&self.ties.iter().map(|tie| tie.words.as_str()).collect::<Vec<_>>())
    }

    /// Where the closest tie is told.
    pub(in crate::commands) fn source(&self) -> Option<Source> {
        self.ties.first()?.sources.first().cloned()
    }

    /// Where the dates are told.
    pub(super) fn dated(&self) -> impl Iterator<Item = Source> {
        self.dates.iter().filter_map(|date| date.sources.first().cloned())
    }

    /// What is drawn, and `late wife [1], married 2012 [2]` A date without a receipt is left out: it is on its own
    /// page elsewhere.
    pub(super) fn told(&self, receipts: &[Receipt]) -> (Vec<Bond>, String) {
        let cited = |told: &Told| told.sources.iter().find_map(|source| number(receipts, source));
        let dates: Vec<(&Told, usize)> = self.dates.iter().filter_map(|date| Some((date, cited(date)?))).collect();
        let mut bonds: Vec<Bond> = Vec::new();
        let mut words: Vec<String> = Vec::new();
        let alone = self.circle == Circle::Met && !dates.is_empty();
        for tie in &self.ties {
            bonds.push(Bond { what: tie.words.clone(), dates: Vec::new() });
            // What is dated says it already.
            if !alone {
                let receipt = cited(tie).map(|number| format!(" [{number}]")).unwrap_or_default();
                words.push(format!("{}{receipt}", tie.words));
            }
        }
        words.extend(dates.iter().map(|(date, number)| format!("{} [{number}]", date.words)));
        if let Some(first) = bonds.first_mut() {
            let bare = |date: &Told| {
                let repeated = date.words.strip_prefix(&first.what).map(str::trim_start);
                repeated.filter(|_| alone).unwrap_or(&date.words).to_owned()
            };
            first.dates = dates.iter().map(|(date, _)| bare(date)).collect();
        }
        (bonds, words.join(", "))
    }
}

/// One article's word of an event.
type Report<'a> = (&'a Filed, &'a Event<PersonId>);

/// What happened between somebody and one other alone, in the order of [`TOGETHER`]; each account with its date.
fn together(dossier: &Dossier) -> Vec<(PersonId, &'static str, Account)> {
    let me = dossier.person.id;
    let mut reports: BTreeMap<(usize, PersonId), Vec<Report<'_>>> = BTreeMap::new();
    for (filed, event) in dossier.events().filter(|(_, event)| event.status == Status::Happened) {
        let Some(kind) = TOGETHER.iter().position(|kind| *kind == event.kind) else { continue };
        let born = event.kind == "born";
        let child = event.participants.first().copied();
        for other in event.participants.iter().copied().filter(|other| *other != me) {
            // Two parents are not tied by the birth; each is tied to the child.
            if if born { child == Some(me) || child == Some(other) } else { event.participants.len() == 2 } {
                reports.entry((kind, other)).or_default().push((filed, event));
            }
        }
    }
    let dated = reports.into_iter().flat_map(|((kind, other), reports)| {
        accounts(reports.into_iter()).into_iter().map(move |account| (other, TOGETHER[kind], account))
    });
    dated.filter(|(_, _, account)| account.date.is_some()).collect()
}
