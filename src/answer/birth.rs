//! Do the ages and birthdays that the articles tell of somebody fit one another?
//!
//! An age is true for a year of birthdays, a birthday for one: where two leave no day in common, one of them is wrong.
//! That somebody grows older is no contradiction.

use jiff::civil::Date;
use jiff::{Span, ToSpan as _};

use super::{Dossier, Source, list};
use crate::domain::{Attribute, Edtf};

/// An age or a birthday as told, and the days of birth that it leaves.
#[derive(Clone, Debug, PartialEq)]
pub struct Birth {
    /// The age in years; `None` for a birthday.
    pub years: Option<u16>,
    /// When the age was true, or the birthday.
    pub date: Edtf,
    /// What says so.
    pub source: Source,
    from: Date,
    to: Date,
}

impl Birth {
    fn of_age(years: u16, date: &Edtf, source: Source) -> Option<Self> {
        let (first, last) = (date.lower()?, date.upper()?);
        let from = first.checked_sub(Span::new().years(i32::from(years) + 1)).ok()?.checked_add(1.day()).ok()?;
        let to = last.checked_sub(Span::new().years(i32::from(years))).ok()?;
        Some(Self { years: Some(years), date: date.clone(), source, from, to })
    }

    /// Whether whoever was born then is older than whoever was born by the other, for sure.
    pub fn is_before(&self, other: &Self) -> bool {
        self.to < other.from
    }

    /// In words: `aged 4 on 2 June 2022`, `born in February 2019`.
    pub fn phrase(&self) -> String {
        match self.years {
            Some(years) => format!("aged {years} {}", self.date.adverbial()),
            None => format!("born {}", self.date.adverbial()),
        }
    }
}

/// Everything told of somebody's age, in sets that fit: the best supported first, older statements first in each.
pub(super) fn births(dossier: &Dossier) -> Vec<Vec<Birth>> {
    let told = dossier.attributes().filter_map(|(filed, attribute)| match attribute {
        Attribute::Age { person, years, as_of: Some(date) } if *person == dossier.person.id => {
            Birth::of_age(*years, date, Source::first_of(filed)?)
        }
        _ => None,
    });
    let born = dossier.happened("born").filter_map(|(filed, event)| {
        let date = event.date.clone().filter(|_| event.participants.first() == Some(&dossier.person.id))?;
        Some(Birth { years: None, from: date.lower()?, to: date.upper()?, date, source: Source::first_of(filed)? })
    });
    // With each set the days that all of it leaves: whoever fits every birth of a set has a day of birth in common with
    // each, that is, begins before the first ends and ends after the last begins.
    let mut sets: Vec<(Date, Date, Vec<Birth>)> = Vec::new();
    for birth in born.chain(told).take(200) {
        match sets.iter_mut().find(|(from, to, _)| birth.from <= *to && *from <= birth.to) {
            Some((from, to, set)) => {
                (*from, *to) = (birth.from.max(*from), birth.to.min(*to));
                set.push(birth);
            }
            None => sets.push((birth.from, birth.to, vec![birth])),
        }
    }
    let mut sets: Vec<Vec<Birth>> = sets.into_iter().map(|(_, _, set)| set).collect();
    let birthday = |set: &Vec<Birth>| set.iter().any(|b| b.years.is_none());
    sets.sort_by_key(|set| (!birthday(set), std::cmp::Reverse(set.len())));
    sets
}

/// What is said where the accounts of somebody's age do not fit one another, and what it rests on: of each set one
/// age, and the birthday where it is told.
pub fn ages_differ(sets: &[Vec<Birth>]) -> Option<(String, Vec<Source>)> {
    const MOST: usize = 3;
    if sets.len() < 2 {
        return None;
    }
    let told = sets.iter().take(MOST).map(|set| {
        let birthday = set.iter().find(|b| b.years.is_none());
        set.iter().rev().find(|b| b.years.is_some()).into_iter().chain(birthday).collect::<Vec<_>>()
    });
    let (mut phrases, mut sources) = (Vec::new(), Vec::new());
    for set in told {
        phrases.push(list(&set.iter().map(|b| b.phrase()).collect::<Vec<_>>()));
        sources.extend(set.iter().map(|b| b.source.clone()));
    }
    Some((format!("Accounts of the age differ: {}.", phrases.join("; elsewhere ")), sources))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::ArticleId;

    #[test]
    fn who_grows_older_contradicts_nobody() {
        let age = |years: u16, date: &str| {
            let source = Source { article: ArticleId("a".into()), span: crate::domain::Span::new(0, 1) };
            Birth::of_age(years, &Edtf::parse(date).expect("a date"), source).expect("an age")
        };
        for (one, other, fits) in [
            ((5, "2021-12-28"), (5, "2022-05-12"), true),
            ((36, "2021-08-24"), (39, "2025-01-03"), true),
            ((4, "2022-06-02"), (3, "2022-06-10"), false),
            ((30, "2020-01-01"), (31, "2020-01-02"), true),
            ((30, "2020-01-01"), (33, "2021-01-02"), false),
            ((61, "2023"), (62, "2023"), true),
        ] {
            let (one, other) = (age(one.0, one.1), age(other.0, other.1));
            assert_eq!(one.from <= other.to && other.from <= one.to, fits, "{} {}", one.phrase(), other.phrase());
        }
    }
}
