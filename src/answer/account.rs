//! Do several reports of one event agree?
//!
//! Reports whose dates can all be true of one moment are one account; others stand beside it. Three-valued
//! comparison decides, never equality of strings, and a bound stays a bound.

use super::Source;
use crate::domain::{Certainty, Edtf, Event, How, PersonId, Speaker};
use crate::store::Filed;

/// Reports of one event that can all be true.
#[derive(Clone, Debug, PartialEq)]
pub struct Account {
    /// Everybody whom some report names as taking part, the principal first.
    pub participants: Vec<PersonId>,
    /// The narrowest date given.
    pub date: Option<Edtf>,
    /// A bound that narrows it further.
    pub bound: Option<Edtf>,
    /// How the narrowest date is known.
    pub how: How,
    /// Where, as printed, each once.
    pub places: Vec<String>,
    /// What else the reports tell, as printed, each once.
    pub details: Vec<String>,
    /// Who says so, each once, with the most precise report of each.
    pub tellers: Vec<Teller>,
    /// What it rests on, the most precise report first.
    pub sources: Vec<Source>,
    /// How many of the first sources tell the date as narrowly as it is known.
    telling: usize,
}

/// Somebody who tells of an event.
#[derive(Clone, Debug, PartialEq)]
pub struct Teller {
    /// The narrator (`None`) or somebody quoted.
    pub who: Option<Speaker<PersonId>>,
    /// When it was, by their word.
    pub date: Option<Edtf>,
    /// Their words, or the narrator's.
    pub source: Source,
    /// The same said again: other articles that print it.
    pub again: Vec<Source>,
    /// The place of their latest word of it among all reports, older articles first.
    pub last: usize,
}

/// Sorts reports into accounts, the best supported first.
pub fn accounts<'a>(reports: impl Iterator<Item = (&'a Filed, &'a Event<PersonId>)>) -> Vec<Account> {
    let mut reports: Vec<_> = reports.enumerate().collect();
    // Stable: among equally precise ones the older article comes first.
    reports
        .sort_by_cached_key(|(_, (_, event))| (width(event.date.as_ref()), event.date.as_ref().and_then(Edtf::upper)));
    let mut accounts: Vec<Account> = Vec::new();
    for (place, (filed, event)) in reports {
        let fits = |account: &&Account| {
            same_people(&account.participants, &event.participants) && fits(account, event.date.as_ref())
        };
        // What an article tells undated belongs to what it tells with a date.
        let same_article = |a: &Account| a.sources.iter().any(|source| source.article == filed.article);
        let own = accounts.iter().position(|a| fits(&a) && same_article(a));
        let best = own.or_else(|| accounts.iter().position(|a| fits(&a)));
        match best.and_then(|n| accounts.get_mut(n)) {
            Some(account) => account.join(place, filed, event),
            None => accounts.push(Account::from(place, filed, event)),
        }
    }
    accounts.sort_by_key(|a| (a.date.is_none(), std::cmp::Reverse(a.sources.len())));
    accounts
}

/// Whether two accounts of one event cannot both be true. A second wedding with somebody else is no contradiction.
pub fn differ(accounts: &[Account]) -> bool {
    let dated: Vec<&Account> = accounts.iter().filter(|account| account.date.is_some()).collect();
    dated.iter().enumerate().any(|(n, account)| dated[n + 1..].iter().any(|other| account.contradicts(other)))
}

impl Account {
    fn from(place: usize, filed: &Filed, event: &Event<PersonId>) -> Self {
        let mut account = Self {
            participants: Vec::new(),
            date: event.date.clone(),
            bound: None,
            how: event.how,
            places: Vec::new(),
            details: Vec::new(),
            tellers: Vec::new(),
            sources: Vec::new(),
            telling: 0,
        };
        account.join(place, filed, event);
        account
    }

    fn join(&mut self, place: usize, filed: &Filed, event: &Event<PersonId>) {
        for person in &event.participants {
            add(&mut self.participants, Some(person));
        }
        add(&mut self.places, event.place.as_ref());
        add(&mut self.details, event.detail.as_ref());
        self.heard(place, filed, event);
        for source in Source::all_of(filed) {
            add(&mut self.sources, Some(&source));
        }
        // A later bound tells less than an earlier one, though both are open.
        let upper = |date: Option<&Edtf>| date.filter(|date| date.is_bound()).and_then(Edtf::upper);
        let (own, new) = (self.date.as_ref(), event.date.as_ref());
        if width(new) == width(own) && upper(new) == upper(own) {
            self.telling = self.sources.len();
        }
        let (Some(own), Some(new)) = (&self.date, &event.date) else { return };
        let narrows = !own.is_bound() && new.is_bound() && new.upper().is_some() && new.upper() < own.upper();
        let tighter = self.bound.as_ref().is_none_or(|bound| new.upper() < bound.upper());
        if narrows && tighter {
            self.bound = Some(new.clone());
            // The words that bound it tell as much as those that date it.
            if let Some(at) = Source::first_of(filed).and_then(|s| self.sources.iter().position(|known| *known == s)) {
                let source = self.sources.remove(at);
                self.sources.insert(self.telling.min(at), source);
                self.telling = (self.telling + 1).min(self.sources.len());
            }
        }
    }

    /// The sources that tell when, at most so many; others that only say that it happened are left out.
    pub fn telling(&self, most: usize) -> &[Source] {
        &self.sources[..self.telling.clamp(1.min(self.sources.len()), self.sources.len()).min(most)]
    }

    /// Remembers who says so. Narrators are told apart by article, somebody quoted is the same one everywhere.
    fn heard(&mut self, place: usize, filed: &Filed, event: &Event<PersonId>) {
        let Some(source) = Source::first_of(filed) else { return };
        let who = &filed.claim.asserted_by;
        let same = |t: &&mut Teller| t.who == *who && (who.is_some() || t.source.article == source.article);
        match self.tellers.iter_mut().find(same) {
            Some(known) => {
                known.last = known.last.max(place);
                if known.date == event.date {
                    known.again.push(source);
                }
            }
            None => {
                let (who, date) = (who.clone(), event.date.clone());
                self.tellers.push(Teller { who, date, source, again: Vec::new(), last: place });
            }
        }
    }

    /// Whether this and another account of the same kind cannot both be true: they were not taken for one, and tell of
    /// the same people.
    pub fn contradicts(&self, other: &Self) -> bool {
        self.date.is_some() && other.date.is_some() && same_people(&self.participants, &other.participants)
    }

    /// When, in words: `on 27 December 2021`, `in December 2021, by 27 December 2021`.
    pub fn when(&self) -> Option<String> {
        let date = self.date.as_ref()?.adverbial();
        Some(match &self.bound {
            Some(bound) => format!("{date}, {}", bound.phrase()),
            None => date,
        })
    }
}

/// Whether two reports may tell of one event: one of them names nobody whom the other leaves out.
fn same_people(one: &[PersonId], other: &[PersonId]) -> bool {
    one.iter().all(|p| other.contains(p)) || other.iter().all(|p| one.contains(p))
}

fn fits(account: &Account, date: Option<&Edtf>) -> bool {
    let (Some(own), Some(new)) = (&account.date, date) else { return true };
    own.agrees(new) != Certainty::No && account.bound.as_ref().is_none_or(|bound| bound.agrees(new) != Certainty::No)
}

/// Days that the date leaves open; what is open or missing is wider than any interval.
fn width(date: Option<&Edtf>) -> i32 {
    let Some(date) = date else { return i32::MAX };
    let (Some(from), Some(to)) = (date.lower(), date.upper()) else { return i32::MAX - 1 };
    let days = to.since(from).map_or(i32::MAX - 2, |span| span.get_days());
    days + if date.is_approximate() { 366 } else { 0 }
}

fn add<T: Clone + PartialEq>(known: &mut Vec<T>, new: Option<&T>) {
    if let Some(new) = new.filter(|new| !known.contains(new)) {
        known.push(new.clone());
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::{ArticleId, Claim, Fact, Span, Status};

    fn report(n: usize, date: Option<&str>) -> Filed {
        report_of(n, date, vec![PersonId(0), PersonId(1)])
    }

    fn report_of(n: usize, date: Option<&str>, participants: Vec<PersonId>) -> Filed {
        let event = Event {
            kind: "met".into(),
            participants,
            place: None,
            date: date.and_then(Edtf::parse),
            how: How::Explicit,
            status: Status::Happened,
            detail: None,
            after: None,
        };
        let claim = Claim { fact: Fact::Event(event), asserted_by: None, evidence: vec![Span::new(n, n + 1)] };
        Filed { article: ArticleId(n.to_string()), claim }
    }

    fn check(dates: &[Option<&str>], expected: &[Option<&str>]) {
        let reports: Vec<Filed> = dates.iter().enumerate().map(|(n, date)| report(n, *date)).collect();
        let events = reports.iter().filter_map(|filed| match &filed.claim.fact {
            Fact::Event(event) => Some((filed, event)),
            _ => None,
        });
        let found = accounts(events);
        let phrases: Vec<Option<String>> = found.iter().map(Account::when).collect();
        assert_eq!(phrases.iter().map(Option::as_deref).collect::<Vec<_>>(), expected, "{dates:?}");
    }

    #[test]
    fn agreeing_reports_are_one_account() {
        check(&[Some("2021-12"), Some("../2021-12-27"), None], &[Some("in December 2021, by 27 December 2021")]);
        check(&[Some("2019"), Some("2019-05")], &[Some("in May 2019")]);
        check(&[Some("../2021-12-28"), Some("../2021-12-27")], &[Some("by 27 December 2021")]);
        check(&[None], &[None]);
    }

    #[test]
    fn a_second_wedding_is_no_contradiction() {
        let with = |n: usize, date: &str, other: u32| report_of(n, Some(date), vec![PersonId(0), PersonId(other)]);
        let weddings = [with(0, "2001", 1), with(1, "2010", 2)];
        let events = weddings.iter().filter_map(|filed| match &filed.claim.fact {
            Fact::Event(event) => Some((filed, event)),
            _ => None,
        });
        let found = accounts(events);
        assert_eq!(found.len(), 2);
        assert!(!differ(&found));
    }

    #[test]
    fn contradicting_reports_stand_side_by_side() {
        check(
            &[Some("2023-03-29"), Some("2023-03-28"), Some("2023-03-28")],
            &[Some("on 28 March 2023"), Some("on 29 March 2023")],
        );
    }
}
