//! Which stretch of the calendar has a name of its own: `the summer of 2022`, `Thanksgiving`, `the third quarter`,
//! `the late 1990s`?

use super::super::expression::{Relation, When};
use super::super::token::Line;
use super::super::word::{Unit, Word};
use super::holiday;
use super::year::{pivot, read as year};

/// A season with its year, or after a preposition and an article: `in summer 2022`, `through the fall`.
pub(super) fn season(line: &Line, at: usize) -> Option<(When, usize)> {
    let from = at + usize::from(matches!(line.word(at), Word::The | Word::All));
    let Word::Season(season) = line.word(from) else { return None };
    let of = from + 1 + usize::from(line.word(from + 1) == Word::Of);
    let of = of + usize::from(line.is_mark(of, ','));
    let when = |year| When::Season { season, year, relation: Relation::Bare };
    if let Some((year, to)) = year(line, of) {
        return Some((when(Some(year)), to));
    }
    if let (Word::Mark('\''), Word::Number { value, digits: 2 }) = (line.word(of), line.word(of + 1)) {
        return Some((when(Some(pivot(value))), of + 2));
    }
    let clear = match line.before(at, 1) {
        _ if line.word(at) == Word::All => true,
        Word::In | Word::Early | Word::Late | Word::Mid => true,
        // `before winter`; not `after the fall`
        Word::Before | Word::After => from == at && line.ends_clause(from + 1),
        // `to spend the winter`
        Word::Lasting => line.word(at) == Word::The,
        Word::Preposition => ["since", "until", "by", "through", "throughout", "during", "over"]
            .iter()
            .any(|p| line.is(at.wrapping_sub(1), p)),
        Word::Of => matches!(line.before(at, 2), Word::End | Word::Start | Word::Middle),
        _ => false,
    };
    // `the fall of last year`
    let of_year = line.word(from + 1) == Word::Of
        && matches!(line.word(from + 2), Word::Last | Word::This | Word::Next | Word::That)
        && line.word(from + 3) == Word::Unit(Unit::Year);
    let follows = line.ends_clause(from + 1)
        || of_year
        || !matches!(line.word(from + 1), Word::Other | Word::Of | Word::Number { .. } | Word::Mark('-'))
        || line.word(from + 1) == Word::Possessive;
    let noun = line.is(from, "fall") && line.before(from, 1) != Word::The && !line.ends_clause(from + 1);
    (clear && follows && !noun).then_some((when(None), from + 1))
}

/// A holiday, with its year or its weekend.
pub(super) fn holiday(line: &Line, at: usize) -> Option<(When, usize)> {
    let from = at + usize::from(line.word(at) == Word::The);
    let token = line.tokens.get(from)?;
    if !token.feast || !token.capital {
        return None;
    }
    let (holiday, to) = holiday::read(line, from)?;
    if line.is(to, "weekend") {
        return Some((When::WeekendOf(holiday), to + 1));
    }
    let of = to + usize::from(line.is_mark(to, ',') || line.word(to) == Word::Of);
    if let Some((year, end)) = year(line, of) {
        return Some((When::Holiday { holiday, year: Some(year), relation: Relation::Bare }, end));
    }
    let framed = matches!(line.before(at, 1), Word::On | Word::Last | Word::This | Word::Next | Word::At)
        || line.is(at.wrapping_sub(1), "over")
        || line.is(at.wrapping_sub(1), "since");
    // `a Christmas album`, `the Easter Bunny`
    let noun = to == from + 1
        && (line.word(to) == Word::Other || matches!(line.word(to), Word::Season(_) | Word::Seasons))
        && (!framed || line.capital(to));
    let relation = Relation::Bare;
    (!noun).then_some((When::Holiday { holiday, year: None, relation }, to))
}

/// `the third quarter of 1998`, `first-quarter`, `the first half of 1998`
pub(super) fn quarter(line: &Line, at: usize) -> Option<(When, usize)> {
    let from = at + usize::from(line.word(at) == Word::The);
    let from = from + usize::from(line.word(from) == Word::Fiscal);
    if let Some((number, to)) = months_of_quarter(line, from) {
        return Some((When::Quarter { number, year: None, relation: Relation::Bare }, to));
    }
    let number = match line.word(from) {
        Word::Ordinal(n @ 1..=4) => n as i8,
        Word::Second => 2,
        // `the last quarter of 1996`; without a year it is the one gone by.
        Word::Last if line.word(from + 2) == Word::Of && year(line, from + 3).is_some() => 4,
        _ => return None,
    };
    let next = from + 1 + usize::from(line.is_mark(from + 1, '-'));
    let next = next + usize::from(line.word(next) == Word::Fiscal);
    let is_half = line.word(next) == Word::Half && number <= 2;
    if line.word(next) != Word::Unit(Unit::Quarter) && !is_half {
        return None;
    }
    let to = next + 1;
    let of = to + usize::from(line.word(to) == Word::Of || line.is_mark(to, ','));
    let of = of + usize::from(line.word(of) == Word::Fiscal);
    let printed = year(line, of);
    let relative = match (line.word(to), line.word(to + 1), line.word(to + 2)) {
        (Word::Of, Word::Last, Word::Unit(Unit::Year)) => Some((Relation::Last, to + 3)),
        (Word::Of, Word::This | Word::The, Word::Unit(Unit::Year)) => Some((Relation::This, to + 3)),
        (Word::Of, Word::Next, Word::Unit(Unit::Year)) => Some((Relation::Next, to + 3)),
        _ => None,
    };
    if is_half {
        return match (printed, relative) {
            (Some((year, end)), _) => Some((When::Half { number, year: Some(year) }, end)),
            (None, Some((Relation::This, end))) => Some((When::Half { number, year: None }, end)),
            _ => None,
        };
    }
    Some(match (printed, relative) {
        (Some((year, end)), _) => (When::Quarter { number, year: Some(year), relation: Relation::Bare }, end),
        (None, Some((relation, end))) => (When::Quarter { number, year: None, relation }, end),
        _ => (When::Quarter { number, year: None, relation: Relation::Bare }, to),
    })
}

/// `the January-March quarter`
fn months_of_quarter(line: &Line, at: usize) -> Option<(i8, usize)> {
    let month = |at| match line.word(at) {
        Word::Month(month) | Word::NameMonth(month) => Some(month),
        _ => None,
    };
    let (first, last) = (month(at)?, month(at + 2)?);
    let named = matches!(line.word(at + 1), Word::Mark('-' | '\u{2014}') | Word::To)
        && line.word(at + 3) == Word::Unit(Unit::Quarter);
    (named && first + 2 == last && first % 3 == 1).then_some((first / 3 + 1, at + 4))
}

/// `the 1990s`, `’90s`, `the nineties`, `the 20th century`
pub(super) fn decade(line: &Line, at: usize) -> Option<(When, usize)> {
    let the = usize::from(line.word(at) == Word::The);
    let from = at + the;
    if let Word::Ordinal(n @ 2..=30) = line.word(from) {
        let next = from + 1 + usize::from(line.is_mark(from + 1, '-'));
        if line.word(next) == Word::Unit(Unit::Century) {
            return Some((When::Century(n as i16 - 1), next + 1));
        }
    }
    let from = from + usize::from(the == 1 && matches!(line.word(from), Word::Early | Word::Late | Word::Mid));
    let from = from + usize::from(from > at + 1 && line.is_mark(from, '-'));
    let mark = usize::from(line.is_mark(from, '\''));
    let decade = match line.word(from + mark) {
        Word::Decade(year @ 1500..=2099) => year / 10,
        // `the aughts`, in words
        Word::Decade(0) if the == 1 && mark == 0 && !line.printed(from).starts_with('0') => 200,
        Word::Decade(year @ (0 | 10)) if mark == 1 => 200 + year / 10,
        Word::Decade(20) if mark == 1 => 202,
        Word::Decade(year @ 20..=90) if mark == 1 || the == 1 && !line.joined(from) || is_listed(line, at) => {
            190 + year / 10
        }
        _ => return None,
    };
    Some((When::Decade(decade), from + mark + 1))
}

/// `the 1970s and 80s`
fn is_listed(line: &Line, at: usize) -> bool {
    matches!(line.before(at, 1), Word::And | Word::Or | Word::To) && matches!(line.before(at, 2), Word::Decade(_))
}
