//! What do the words around an expression add to it: a year that follows, the list that it stands in, a `before`?
//!
//! A few tokens on either side; what the expression itself says is for the grammar.

use super::resolve::{Anchor, Created};
use super::token::Line;
use super::word::{Unit, Word};

/// Where the token ends that a list goes on from: of `Tuesday and Wednesday` that of `Tuesday`.
pub(super) fn listed(line: &Line, at: usize) -> Option<usize> {
    let goes_on = match line.before(at, 1) {
        Word::And | Word::Or | Word::To => true,
        Word::Preposition => line.is(at - 1, "through"),
        Word::Mark(mark) => matches!(mark, '-' | '\u{2014}'),
        _ => false,
    };
    let last = at.checked_sub(2).filter(|_| goes_on)?;
    line.tokens.get(last).map(|t| t.end)
}

/// How far ahead of the article a weekday behind `before` may lie: what was a day before it is hardly older news.
pub(super) fn before(line: &Line, at: usize) -> Option<i64> {
    if line.before(at, 1) != Word::Before {
        return None;
    }
    let count = match line.before(at, 3) {
        Word::Cardinal(n) | Word::Number { value: n, .. } => n.min(7).into(),
        _ => 1,
    };
    match line.before(at, 2) {
        Word::Unit(Unit::Day) | Word::Units(Unit::Day) => Some(count + 1),
        _ => Some(2),
    }
}

/// The year that follows a date without one: `June 10 this year`, `July of last year`, `Easter Sunday in 2019`.
pub(super) fn year_after(
    line: &Line,
    at: usize,
    dct: Option<Created>,
    anchor: Option<Anchor>,
    printed: Option<i16>,
) -> Option<i16> {
    if let Some(year) = year_of_range(line, at) {
        return Some(year);
    }
    // "Easter Sunday in 2019", "New Year's Eve in 2010"
    if let (Word::In, Word::Number { value: value @ 1500..=2100, digits: 4 }) = (line.word(at), line.word(at + 1)) {
        return i16::try_from(value).ok();
    }
    let next = at + usize::from(matches!(line.word(at), Word::Of | Word::Mark(',')));
    let next = next + usize::from(line.word(next) == Word::The);
    if line.word(next + 1) != Word::Unit(Unit::Year) {
        return None;
    }
    let created = || dct.map(|d| d.day.year());
    let named = || anchor.and_then(|a| a.point.year());
    match line.word(next) {
        Word::This => created(),
        Word::Last => created().map(|y| y - 1),
        Word::Next => created().map(|y| y + 1),
        Word::That | Word::Same => named().filter(|y| Some(*y) != created()).or(printed).or_else(named),
        Word::Following => named().or_else(created).map(|y| y + 1),
        Word::Previous => named().or_else(created).map(|y| y - 1),
        _ => None,
    }
}

/// The year at the end of a range: `March to June 2021`, `Sept. 3-7, 2019`, `June 5 and 6, 2021`.
fn year_of_range(line: &Line, at: usize) -> Option<i16> {
    let through = line.word(at) == Word::Preposition && (line.is(at, "through") || line.is(at, "until"));
    if !through && !matches!(line.word(at), Word::And | Word::To | Word::Mark('-' | '\u{2014}')) {
        return None;
    }
    let month = matches!(line.word(at + 1), Word::Month(_) | Word::NameMonth(_) | Word::ShortMonth(_));
    let next = at + 1 + usize::from(month);
    let next = next + usize::from(month && line.is_mark(next, '.'));
    // `14 March and 2 April 2024`
    if let (Word::Number { value: 1..=31, digits: 1..=2 }, true) =
        (line.word(next), matches!(line.word(next + 1), Word::Month(_) | Word::NameMonth(_) | Word::ShortMonth(_)))
        && let Word::Number { value: value @ 1500..=2100, digits: 4 } = line.word(next + 2)
    {
        return i16::try_from(value).ok();
    }
    let day = matches!(line.word(next), Word::Number { value: 1..=31, digits: 1..=2 } | Word::Ordinal(1..=31));
    let next = next + usize::from(day);
    let next = next + usize::from(day && line.is_mark(next, ','));
    match line.word(next) {
        Word::Number { value: value @ 1500..=2100, digits: 4 } if month || day => i16::try_from(value).ok(),
        _ => None,
    }
}
