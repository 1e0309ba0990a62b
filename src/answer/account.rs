//! Do several reports of one event agree?
//!
//! Reports whose dates can all be true of one moment are one account; others stand beside it. Three-valued
//! comparison decides, never equality of strings, and a bound stays a bound.

use std::collections::{HashMap, HashSet};

use super::Source;
use crate::domain::date::{Days, apart};
use crate::domain::{ArticleId, Certainty, Edtf, Event, How, PersonId, Speaker};
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
    let report = |(place, (filed, event)): (usize, (&'a Filed, &'a Event<PersonId>))| {
        let date = event.date.as_ref();
        Report { place, filed, event, width: width(date), days: date.and_then(Edtf::days) }
    };
    let mut reports: Vec<Report<'a>> = reports.enumerate().map(report).collect();
    // Stable: among equally precise ones the older article comes first.
    reports.sort_by_cached_key(|report| (report.width, report.event.date.as_ref().and_then(Edtf::upper)));
    let mut drafts: Vec<Draft<'a>> = Vec::new();
    let mut told_in: HashMap<&ArticleId, Vec<usize>> = HashMap::new();
    for report in reports {
        let fits = |draft: &Draft<'a>| {
            same_people(&draft.account.participants, &report.event.participants) && draft.fits(&report)
        };
        // What an article tells undated belongs to what it tells with a date.
        let in_article = told_in.entry(&report.filed.article).or_default();
        let own = in_article.iter().copied().filter(|n| drafts.get(*n).is_some_and(fits)).min();
        let best = own.or_else(|| drafts.iter().position(fits)).unwrap_or(drafts.len());
        if best == drafts.len() {
            drafts.push(Draft::of(&report));
        }
        if let Some(draft) = drafts.get_mut(best) {
            draft.join(&report);
        }
        if !in_article.contains(&best) {
            in_article.push(best);
        }
    }
    let mut accounts: Vec<Account> = drafts.into_iter().map(|draft| draft.account).collect();
    accounts.sort_by_key(|a| (a.date.is_none(), std::cmp::Reverse(a.sources.len())));
    accounts
}

/// One report of the event, with what it is compared by.
struct Report<'a> {
    /// Its place among all reports, older articles first.
    place: usize,
    filed: &'a Filed,
    event: &'a Event<PersonId>,
    width: i32,
    days: Option<Days>,
}

/// An account while it grows, with what finds again what it holds already.
struct Draft<'a> {
    account: Account,
    width: i32,
    days: Option<Days>,
    sources: HashSet<Source>,
    /// Where each teller stands: narrators by article, somebody quoted is the same one everywhere.
    tellers: HashMap<(Option<&'a Speaker<PersonId>>, Option<&'a ArticleId>), usize>,
}

/// Whether two accounts of one event cannot both be true. A second wedding with somebody else is no contradiction.
pub fn differ(accounts: &[Account]) -> bool {
    let dated: Vec<&Account> = accounts.iter().filter(|account| account.date.is_some()).collect();
    dated.iter().enumerate().any(|(n, account)| dated[n + 1..].iter().any(|other| account.contradicts(other)))
}

/// The accounts of each event apart, in the order in which they came: of several weddings each is an event of its own.
/// Several accounts of one event contradict each other.
pub fn by_event(accounts: Vec<Account>) -> Vec<Vec<Account>> {
    let mut events: Vec<Vec<Account>> = Vec::new();
    for account in accounts {
        match events.iter_mut().find(|event| event.iter().all(|known| account.contradicts(known))) {
            Some(event) => event.push(account),
            None => events.push(vec![account]),
        }
    }
    events
}

impl<'a> Draft<'a> {
    fn of(first: &Report<'a>) -> Self {
        let account = Account {
            participants: Vec::new(),
            date: first.event.date.clone(),
            bound: None,
            how: first.event.how,
            places: Vec::new(),
            details: Vec::new(),
            tellers: Vec::new(),
            sources: Vec::new(),
            telling: 0,
        };
        Self { account, width: first.width, days: first.days, sources: HashSet::new(), tellers: HashMap::new() }
    }

    /// Whether the date of a report can be true, too.
    fn fits(&self, report: &Report<'_>) -> bool {
        let (Some(own), Some(new)) = (&self.account.date, &report.event.date) else { return true };
        let agrees = match (self.days, report.days) {
            (Some(own), Some(new)) => !apart(own, new),
            _ => own.agrees(new) != Certainty::No,
        };
        agrees && self.account.bound.as_ref().is_none_or(|bound| bound.agrees(new) != Certainty::No)
    }

    fn join(&mut self, report: &Report<'a>) {
        let Report { filed, event, .. } = report;
        self.heard(report);
        let account = &mut self.account;
        for person in &event.participants {
            add(&mut account.participants, Some(person));
        }
        add(&mut account.places, event.place.as_ref());
        add(&mut account.details, event.detail.as_ref());
        for source in Source::all_of(filed) {
            if self.sources.insert(source.clone()) {
                account.sources.push(source);
            }
        }
        // A later bound tells less than an earlier one, though both are open.
        let upper = |date: Option<&Edtf>| date.filter(|date| date.is_bound()).and_then(Edtf::upper);
        if report.width == self.width && upper(event.date.as_ref()) == upper(account.date.as_ref()) {
            account.telling = account.sources.len();
        }
        let (Some(own), Some(new)) = (&account.date, &event.date) else { return };
        let narrows = !own.is_bound() && new.is_bound() && new.upper().is_some() && new.upper() < own.upper();
        let tighter = account.bound.as_ref().is_none_or(|bound| new.upper() < bound.upper());
        if narrows && tighter {
            account.bound = Some(new.clone());
            // The words that bound it tell as much as those that date it.
            if let Some(at) = Source::first_of(filed).and_then(|s| account.sources.iter().position(|known| *known == s))
            {
                let source = account.sources.remove(at);
                account.sources.insert(account.telling.min(at), source);
                account.telling = (account.telling + 1).min(account.sources.len());
            }
        }
    }

    /// Remembers who says so.
    fn heard(&mut self, report: &Report<'a>) {
        let Some(source) = Source::first_of(report.filed) else { return };
        let who = report.filed.claim.asserted_by.as_ref();
        let next = self.account.tellers.len();
        let key = (who, who.is_none().then_some(&report.filed.article));
        let at = *self.tellers.entry(key).or_insert(next);
        let Some(known) = self.account.tellers.get_mut(at) else {
            let (who, date) = (who.cloned(), report.event.date.clone());
            self.account.tellers.push(Teller { who, date, source, again: Vec::new(), last: report.place });
            return;
        };
        known.last = known.last.max(report.place);
        if known.date == report.event.date {
            known.again.push(source);
        }
    }
}

impl Account {
    /// The sources that tell when, at most so many; others that only say that it happened are left out.
    pub fn telling(&self, most: usize) -> &[Source] {
        &self.sources[..self.telling.clamp(1.min(self.sources.len()), self.sources.len()).min(most)]
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
    use crate::domain::{Claim, Fact, Span, Status};

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
        Filed { article: ArticleId(n.to_string().into()), claim }
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
        assert_eq!(by_event(found).len(), 1, "{dates:?}");
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
        assert_eq!(by_event(found).len(), 2);
    }

    #[test]
    fn contradicting_reports_stand_side_by_side() {
        check(
            &[Some("2023-03-29"), Some("2023-03-28"), Some("2023-03-28")],
            &[Some("on 28 March 2023"), Some("on 29 March 2023")],
        );
    }
}
