//! Who is or was somebody's spouse, betrothed or partner, and what ended it?
//!
//! Ties as told, each with the parting that an article as new as its newest one tells. No present is worked out: each
//! bond is as old as its newest report.

use super::told;
use crate::answer::{Account, Answer, Archive, Dossier, Noted, Source, Tie, accounts, is_rumour, standing};
use crate::commands::teller::{printed, teller};
use crate::commands::when::account_line;
use crate::domain::{Object, PersonId};
use crate::store::StoreError;

/// A romantic tie to one other person.
pub(super) struct Bond {
    pub(super) tie: Noted<Tie>,
    pub(super) other: PersonId,
    /// How it stands by the newest report.
    pub(super) state: State,
    /// The reports of its end.
    pub(super) ends: Vec<Account>,
    /// The place in time of the newest article that tells of it.
    pub(super) newest: usize,
    /// Nobody vouches for it: each report only hands on what is said.
    pub(super) rumour: bool,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum State {
    Lasts,
    Ended,
    Widowed,
}

const ROMANTIC: [&str; 8] =
    ["partner", "ex_partner", "engaged_to", "ex_engaged_to", "spouse", "ex_spouse", "late_spouse", "survived_by"];

/// Kinds of event that end a bond, the gravest first.
const ENDS: [&str; 3] = ["divorced", "split", "divorce_filed"];

impl Bond {
    /// Everybody that a person is or was tied to, the newest first.
    pub(super) fn all_of(archive: &Archive, dossier: &Dossier) -> Result<Vec<Self>, StoreError> {
        let mut bonds = Vec::new();
        for tie in dossier.tied(&ROMANTIC) {
            let Object::Person(other) = tie.value.other else { continue };
            let newest = tie.sources.iter().map(|s| archive.rank(&s.article)).max().unwrap_or(0);
            let with = |kind| accounts(dossier.happened(kind).filter(move |(_, e)| e.participants.contains(&other)));
            let ended = ENDS.iter().map(|kind| with(kind)).find(|found| !found.is_empty()).unwrap_or_default();
            let since = |account: &Account| account.sources.iter().any(|s| archive.rank(&s.article) >= newest);
            let state = match tie.value.predicate.as_str() {
                "late_spouse" | "survived_by" => State::Widowed,
                former if former.starts_with("ex_") => State::Ended,
                _ if ended.iter().any(since) => State::Ended,
                _ if Dossier::has_died(archive, other, None)? => State::Widowed,
                _ => State::Lasts,
            };
            let ends = if state == State::Ended { ended } else { Vec::new() };
            let rumour = state == State::Lasts && is_rumour(archive, &tie.sources)?;
            bonds.push(Self { tie, other, state, ends, newest, rumour });
        }
        bonds.sort_by_key(|bond| std::cmp::Reverse(bond.newest));
        Ok(bonds)
    }

    /// What is said against it, where nobody vouches for it.
    pub(super) fn denial(&self, archive: &Archive, dossier: &Dossier) -> Result<Option<Source>, StoreError> {
        let of = if self.is(&["partner", "ex_partner"]) { "romance" } else { "engagement" };
        if self.rumour { told::denial(archive, dossier, self.other, of) } else { Ok(None) }
    }

    /// Whether it is or was one of these kinds of bond.
    pub(super) fn is(&self, predicates: &[&str]) -> bool {
        predicates.contains(&self.tie.value.predicate.as_str())
    }

    /// The bond in a sentence, with its end where that is told.
    pub(super) fn line(&self, archive: &Archive, dossier: &Dossier) -> Result<String, StoreError> {
        let (name, other) = (&dossier.person.name, archive.name(self.other));
        if let Some(end) = self.ends.first() {
            let together = |kind: &&&str| dossier.happened(kind).any(|(_, e)| e.participants.contains(&self.other));
            let verb = crate::answer::verb(ENDS.iter().find(together).copied().unwrap_or("split"));
            // They are called former ones, and how it ended is told beside.
            let lead = match self.tie.value.predicate.as_str() {
                former if former.starts_with("ex_") => {
                    format!("{name}: {} {other}; they {verb}", standing(former, dossier.person.pronouns))
                }
                _ => format!("{name} and {other} {verb}"),
            };
            return account_line(archive, &lead, end, false);
        }
        let predicate = match (self.state, self.tie.value.predicate.as_str()) {
            (State::Widowed, "spouse") => "late_spouse",
            (_, predicate) => predicate,
        };
        let by = self.tie.by.as_ref().and_then(|by| teller(archive, by));
        let by = by.map(|by| format!(", says {by}")).unwrap_or_default();
        let rumour = if self.rumour { "reportedly " } else { "" };
        let standing = standing(predicate, dossier.person.pronouns);
        Ok(format!("{name}: {rumour}{standing} {other}{}{by}.", self.as_of(archive)))
    }

    /// Adds it to an answer, with what is said against it, and what that rests on.
    pub(super) fn told_in(
        &self,
        archive: &Archive,
        answer: Answer,
        dossier: &Dossier,
        statements: &mut Vec<Vec<Source>>,
    ) -> Result<Answer, StoreError> {
        let mut answer = answer.says(self.line(archive, dossier)?);
        statements.extend(self.statements(archive));
        if let Some(denied) = self.denial(archive, dossier)? {
            answer = answer.says("That is denied, as printed:");
            answer.lines.push(printed(archive, &denied, archive.passage(&denied)?));
            answer.conflict = true;
            statements.push(vec![denied]);
        }
        Ok(answer)
    }

    /// By when the newest article tells of it, for bonds that last.
    fn as_of(&self, archive: &Archive) -> String {
        let newest = self.tie.sources.iter().max_by_key(|s| archive.rank(&s.article));
        let date = newest.and_then(|s| archive.head(&s.article)).and_then(|head| head.date.as_ref());
        match date.filter(|_| self.state == State::Lasts) {
            Some(date) => format!(", as of {}", date.phrase()),
            None => String::new(),
        }
    }

    /// What each statement rests on: its end, else the newest reports of a tie that lasts, any report of one that is
    /// over for good.
    pub(super) fn statements(&self, archive: &Archive) -> Vec<Vec<Source>> {
        let mut sources: Vec<Source> = self.ends.iter().flat_map(|end| end.sources.iter().take(2).cloned()).collect();
        if sources.is_empty() {
            sources.clone_from(&self.tie.sources);
            sources.sort_by_key(|s| std::cmp::Reverse(archive.rank(&s.article)));
            if self.state != State::Lasts {
                return vec![sources];
            }
            sources.truncate(2);
        }
        sources.into_iter().map(|source| vec![source]).collect()
    }
}
