//! Which calendar date is printed: `Monday, Dec. 27, 2021`, `27 December`, `May 2019`, `1998`?

use super::super::expression::{Relation, When};
use super::super::token::Line;
use super::super::word::{Unit, Word};
use super::{named, year};

/// What is printed of a date.
#[derive(Clone, Copy, Default)]
struct Printed {
    year: Option<i16>,
    month: Option<i8>,
    day: Option<i8>,
    weekday: Option<i8>,
}

impl Printed {
    fn when(self) -> When {
        let Self { year, month, day, weekday } = self;
        When::Calendar { year, month, day, weekday, relation: Relation::Bare }
    }
}

/// The date that begins at token `at`, and the token after it.
pub(super) fn read(line: &Line, at: usize) -> Option<(When, usize)> {
    named::quarter(line, at).or_else(|| named::decade(line, at)).or_else(|| {
        let (printed, to) = weekday_first(line, at)
            .or_else(|| month_first(line, at))
            .or_else(|| day_first(line, at))
            .or_else(|| numeric(line, at))
            .or_else(|| {
                year::alone(line, at).map(|(year, to)| (Printed { year: Some(year), ..Printed::default() }, to))
            })?;
        match printed.when() {
            // `It was a Friday.`
            When::Calendar { weekday: Some(_), month: None, day: None, year, .. } if is_any(line, at) => {
                let relation = Relation::Some;
                Some((When::Calendar { weekday: printed.weekday, month: None, day: None, year, relation }, to))
            }
            when => Some((when, to)),
        }
    })
}

/// What a day is like: `a rainy Saturday`, but not `a statement Saturday`.
const KIND_OF_DAY: [&str; 16] = [
    "rainy", "sunny", "snowy", "chilly", "windy", "cold", "hot", "warm", "busy", "lazy", "quiet", "random", "typical",
    "recent", "normal", "gloomy",
];

/// `a Friday`, `a crowded Monday night`
fn is_any(line: &Line, at: usize) -> bool {
    // `in a Tuesday interview` is of a certain Tuesday.
    line.word(at) == Word::A && line.word(at + 2) != Word::Other
        || line.before(at, 1) == Word::Other
            && line.before(at, 2) == Word::A
            && (["ed", "ful", "ous"].iter().any(|ending| line.printed(at - 1).ends_with(ending))
                || KIND_OF_DAY.contains(&line.printed(at - 1)))
}

fn weekday_first(line: &Line, at: usize) -> Option<(Printed, usize)> {
    let from = at + usize::from(line.word(at) == Word::A && matches!(line.word(at + 1), Word::Weekday(_)));
    let (day, next) = match line.word(from) {
        Word::Weekday(day) => (day, from + 1),
        Word::ShortWeekday(day) if line.capital(from) => {
            let next = from + 1 + usize::from(line.is_mark(from + 1, '.'));
            let next_is_date = matches!(
                line.word(next + usize::from(line.is_mark(next, ','))),
                Word::Month(_) | Word::ShortMonth(_) | Word::NameMonth(_) | Word::Number { .. } | Word::Part(_)
            );
            if !next_is_date && !matches!(line.printed(from), "Tues" | "Thurs" | "Weds") {
                return None;
            }
            (day, next)
        }
        _ => return None,
    };
    // `Monday, December 27`, `Monday 27 December`, `Monday the 27th`
    let inner = next + usize::from(line.is_mark(next, ','));
    let inner = inner + usize::from(line.word(inner) == Word::The);
    if let Some((mut printed, to)) = month_first(line, inner).or_else(|| day_first(line, inner))
        && printed.day.is_some()
    {
        printed.weekday = Some(day);
        return Some((printed, to));
    }
    if let (Word::The, Word::Ordinal(number @ 1..=31)) = (line.word(next), line.word(next + 1)) {
        let printed = Printed { day: Some(number as i8), weekday: Some(day), ..Printed::default() };
        return Some((printed, next + 2));
    }
    (!is_title(line, from)).then_some((Printed { weekday: Some(day), ..Printed::default() }, next))
}

/// `Saturday Night Live`, `the Sunday Mirror`
fn is_title(line: &Line, at: usize) -> bool {
    let show = |i: usize| line.capital(i) && matches!(line.word(i), Word::Show | Word::Other);
    match line.word(at + 1) {
        Word::Part(_) => {
            let named = line.capital(at.wrapping_sub(1)) && line.before(at, 1) == Word::Other;
            let quoted = line.is_mark(at.wrapping_sub(1), '"') && line.is_mark(at + 2, '"');
            line.capital(at + 1) && (show(at + 2) || named || quoted)
        }
        Word::Show => line.capital(at + 1),
        Word::Other => line.capital(at + 1) && line.before(at, 1) == Word::The,
        Word::Mark('"' | '\'') => matches!(line.before(at, 1), Word::Mark('"' | '\'')) && line.joined(at),
        _ => false,
    }
}

fn month_first(line: &Line, at: usize) -> Option<(Printed, usize)> {
    let (month, next) = month(line, at)?;
    let mut printed = Printed { month: Some(month), ..Printed::default() };
    let day_at = next + usize::from(line.word(next) == Word::The);
    let mut to = next;
    if let Some((day, end)) = day_number(line, day_at) {
        printed.day = Some(day);
        to = end;
    }
    let comma = to + usize::from(line.is_mark(to, ',') || line.word(to) == Word::Of && printed.day.is_none());
    if let Some((year, end)) = year::read(line, comma) {
        // `in May, 2000 people`: after a comma a year stands alone or before another mark.
        let list = comma > to && printed.day.is_none() && line.is_mark(to, ',') && !line.ends_clause(end);
        if !list {
            printed.year = Some(year);
            to = end;
        }
    } else if let (Word::Mark('\''), Word::Number { value, digits: 2 }, true) =
        (line.word(to), line.word(to + 1), printed.day.is_none())
    {
        printed.year = Some(year::pivot(value));
        to += 2;
    }
    Some((printed, to))
}

/// `27 December 2021`, `the 27th of December`
fn day_first(line: &Line, at: usize) -> Option<(Printed, usize)> {
    let from = at + usize::from(line.word(at) == Word::The);
    let ordinal = matches!(line.word(from), Word::Ordinal(_));
    let day = match line.word(from) {
        Word::Ordinal(n @ 1..=31) => n as i8,
        Word::Number { value: value @ 1..=31, digits: 1..=2 } if from == at => value as i8,
        _ => return None,
    };
    if matches!(line.before(from, 1), Word::Mark('$' | '£' | '€' | '/' | '.' | ':')) && line.joined(from) {
        return None;
    }
    let next = from + 1 + usize::from(line.word(from + 1) == Word::Of);
    if let Some((month, to)) = month(line, next)
        && (line.word(next) == Word::Month(month) || line.capital(next))
        // `in the first May`, `2 June songs`
        && (ordinal || next == from + 1)
    {
        let mut printed = Printed { month: Some(month), day: Some(day), ..Printed::default() };
        let comma = to + usize::from(line.is_mark(to, ','));
        if let Some((year, end)) = year::read(line, comma) {
            printed.year = Some(year);
            return Some((printed, end));
        }
        // `the first of May` is a day; `the first May` is not.
        return (!ordinal || line.word(from + 1) == Word::Of || line.printed(from).starts_with(char::is_numeric))
            .then_some((printed, to));
    }
    // `on the 27th.`
    let digits = line.printed(from).starts_with(|c: char| c.is_ascii_digit());
    let alone = ordinal && digits && from > at && line.before(at, 1) == Word::On && line.ends_clause(from + 1);
    alone.then_some((Printed { day: Some(day), ..Printed::default() }, from + 1))
}

/// `2021-12-27`, `12/27/2021`, `27.12.2021`
fn numeric(line: &Line, at: usize) -> Option<(Printed, usize)> {
    let Word::Number { value: first, digits } = line.word(at) else { return None };
    let Word::Mark(mark @ ('-' | '/' | '.')) = line.word(at + 1) else { return None };
    let (Word::Number { value: second, digits: 1..=2 }, true) = (line.word(at + 2), line.joined(at + 1)) else {
        return None;
    };
    if !line.joined(at + 2) || line.joined(at) && matches!(line.before(at, 1), Word::Mark('-' | '/' | '.' | '$')) {
        return None;
    }
    let third = match (line.word(at + 3), line.word(at + 4)) {
        (Word::Mark(m), Word::Number { value, digits }) if m == mark && line.joined(at + 3) && line.joined(at + 4) => {
            Some((value, digits))
        }
        _ => None,
    };
    let valid = |year: u32, month: u32, day: u32| {
        let printed =
            Printed { year: Some(year as i16), month: Some(month as i8), day: Some(day as i8), weekday: None };
        (year::is_year(year) && (1..=12).contains(&month) && (1..=31).contains(&day)).then_some((printed, at + 5))
    };
    match (digits, mark, third) {
        (4, '-' | '/', Some((day, 1..=2))) => valid(first, second, day),
        (4, '-', None) if (1..=12).contains(&second) && year::is_year(first) && line.printed(at + 2).len() == 2 => {
            // `2010-11` is a season's two years sooner than November.
            (second > 12 || second <= first % 100).then_some(())?;
            let printed = Printed { year: Some(first as i16), month: Some(second as i8), ..Printed::default() };
            (first % 100 + 1 != second).then_some((printed, at + 3))
        }
        // `10-27-98`; `10-3-2` is a score.
        (1..=2, '-', Some((year, digits @ (2 | 4)))) if digits == 4 || line.printed(at + 2).len() == 2 => {
            let year = if digits == 2 { u32::from(year::pivot(year).unsigned_abs()) } else { year };
            valid(year, first, second)
        }
        (1..=2, '/' | '.', Some((year, digits @ (2 | 4)))) => {
            let year = if digits == 2 { u32::from(year::pivot(year).unsigned_abs()) } else { year };
            if mark == '.' || first > 12 { valid(year, second, first) } else { valid(year, first, second) }
        }
        _ => None,
    }
}

/// A month's name and the token after it.
fn month(line: &Line, at: usize) -> Option<(i8, usize)> {
    match line.word(at) {
        Word::Month(month) => Some((month, at + 1)),
        Word::NameMonth(month) if line.capital(at) && is_month(line, at) => Some((month, at + 1)),
        Word::ShortMonth(month) if line.capital(at) => {
            let next = at + 1 + usize::from(line.is_mark(at + 1, '.') && line.joined(at + 1));
            let dated = matches!(line.word(next), Word::Number { .. } | Word::Ordinal(_))
                || matches!(line.before(at, 1), Word::Number { value: 1..=31, .. } | Word::Ordinal(_) | Word::Mid)
                || next > at + 1
                    && (matches!(line.before(at, 1), Word::In | Word::Last | Word::Next | Word::Late | Word::Early)
                        || line.is(at.wrapping_sub(1), "since")
                        || line.is(at.wrapping_sub(1), "until"));
            dated.then_some((month, next))
        }
        _ => None,
    }
}

/// Whether `May`, `June`, `April`, `March` or `August` is a month here, not a name, a verb or an adjective.
fn is_month(line: &Line, at: usize) -> bool {
    let dated = day_number(line, at + 1).is_some()
        || year::read(line, at + 1).is_some()
        || line.is_mark(at + 1, ',') && year::read(line, at + 2).is_some()
        || line.word(at + 1) == Word::Of
            && (year::read(line, at + 2).is_some() || line.word(at + 3) == Word::Unit(Unit::Year))
        || line.word(at + 1) == Word::The && matches!(line.word(at + 2), Word::Ordinal(_));
    if dated {
        return true;
    }
    let named = line.capital(at + 1) && matches!(line.word(at + 1), Word::Other)
        || line.capital(at.wrapping_sub(1)) && line.before(at, 1) == Word::Other;
    let is_other_month =
        |i: usize| matches!(line.word(i), Word::Month(_) | Word::NameMonth(_) | Word::ShortMonth(_)) && line.capital(i);
    !named
        && match line.before(at, 1) {
            Word::In
            | Word::Of
            | Word::Last
            | Word::Next
            | Word::This
            | Word::That
            | Word::Every
            | Word::Early
            | Word::Late
            | Word::Mid
            | Word::Following
            | Word::Previous
            | Word::Coming
            | Word::Past
            | Word::Ordinal(_)
            | Word::Number { value: 1..=31, .. } => true,
            Word::Mark('-') => line.before(at, 2) == Word::Mid,
            Word::Mark('\u{2014}') => is_other_month(at.wrapping_sub(2)),
            Word::Preposition => {
                ["since", "until", "till", "by", "through", "throughout", "during", "around", "between", "about"]
                    .iter()
                    .any(|p| line.is(at - 1, p))
            }
            Word::And | Word::Or | Word::To | Word::From => {
                is_other_month(at.wrapping_sub(2))
                    || is_other_month(at + 2)
                    || line.before(at, 1) == Word::From && line.ends_clause(at + 1)
            }
            // `a June wedding`
            Word::A | Word::The | Word::Determiner | Word::Possessive => {
                line.word(at + 1) == Word::Other && !line.capital(at + 1)
            }
            Word::For | Word::Before | Word::After => {
                line.ends_clause(at + 1) || matches!(line.word(at + 1), Word::Function | Word::In | Word::At)
            }
            _ => false,
        }
}

/// A day of the month, not the hour of a time nor a quantity.
fn day_number(line: &Line, at: usize) -> Option<(i8, usize)> {
    let day = match line.word(at) {
        Word::Ordinal(day @ 1..=31) if line.printed(at).len() <= 4 || line.is(at, "first") => day as i8,
        Word::Number { value: day @ 1..=31, digits: 1..=2 } => day as i8,
        Word::Ordinal(_) | Word::Second | Word::Cardinal(20 | 30) => return spoken_day(line, at),
        _ => return None,
    };
    let joined = line.joined(at + 1);
    let quantity = match line.word(at + 1) {
        Word::Mark(':' | '/') => joined && line.joined(at + 2),
        Word::Mark('%') | Word::Am | Word::Pm | Word::Scale(_) => true,
        Word::Other if line.printed(at + 1) == "percent" => true,
        Word::Other => joined,
        _ => false,
    };
    (!quantity).then_some((day, at + 1))
}

/// `February sixth`, `May twenty-first`
fn spoken_day(line: &Line, at: usize) -> Option<(i8, usize)> {
    let (tens, next) = match line.word(at) {
        Word::Cardinal(tens) => (tens, at + 1 + usize::from(line.is_mark(at + 1, '-'))),
        _ => (0, at),
    };
    let rest = match line.word(next) {
        Word::Ordinal(n) if tens == 0 || n < 10 => n,
        Word::Second => 2,
        _ => return None,
    };
    let to = next + 1;
    let closed = line.ends_clause(to)
        || matches!(line.word(to), Word::In | Word::At | Word::And | Word::Function | Word::Preposition)
        || year::read(line, to).is_some();
    let day = tens + rest;
    (closed && (1..=31).contains(&day)).then_some((day as i8, to))
}
