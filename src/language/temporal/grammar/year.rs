//! Which number is a year: `1998`, `'98`, `fiscal 1997`, `nineteen ninety-eight`?
//!
//! Counts, prices and numbers of rooms are none.

use super::super::token::Line;
use super::super::word::{Unit, Word};
use super::count;

/// A year that stands alone, and the token after it.
pub(super) fn alone(line: &Line, at: usize) -> Option<(i16, usize)> {
    let fiscal = usize::from(line.word(at) == Word::Fiscal);
    let from = at + fiscal + usize::from(fiscal == 1 && line.word(at + 1) == Word::Unit(Unit::Year));
    if let (Word::Mark('\''), Word::Number { value, digits: 2 }) = (line.word(from), line.word(from + 1)) {
        // `the class of '98`; not the end of a quotation.
        let opens = !line.joined(from) && line.joined(from + 1) && !line.joined(from + 2) | line.ends_clause(from + 2);
        let framed = matches!(line.before(from, 1), Word::In | Word::Of | Word::Preposition | Word::The);
        return if opens && (framed || fiscal == 1) { Some((pivot(value), from + 2)) } else { None };
    }
    let (year, to) = read(line, from)?;
    if fiscal == 1 {
        return Some((year, to));
    }
    let framed = match line.before(from, 1) {
        Word::In | Word::Of | Word::From | Word::To | Word::And | Word::Preposition | Word::Mark('(') => true,
        Word::Unit(unit) => unit == Unit::Year,
        Word::Mark('-' | '\u{2014}') => matches!(line.before(from, 2), Word::Number { digits: 4, .. }),
        _ => false,
    };
    if !framed && !(1900..=2030).contains(&year) {
        return None;
    }
    if line.joined(from)
        && matches!(line.before(from, 1), Word::Mark('$' | '£' | '€' | '#' | '/' | '.' | ':' | '@' | '_' | '+'))
        || line.joined(from) && matches!(line.before(from, 1), Word::Other)
        || line.joined(from)
            && line.is_mark(from - 1, '-')
            && matches!(line.before(from, 2), Word::Number { digits: 1..=3, .. })
        || NUMBERED.iter().any(|w| line.is(from.wrapping_sub(1), w))
    {
        return None;
    }
    let quantity = match line.word(to) {
        Word::Mark('-' | '/' | ':' | '.') if line.joined(to + 1) => {
            matches!(line.word(to + 1), Word::Unit(_) | Word::Number { digits: 3.., .. } | Word::Units(_))
                && !matches!(line.word(to + 1), Word::Number { digits: 4, .. })
                || line.is_mark(to, '-') && MEASURES.contains(&line.printed(to + 1))
        }
        // `some 1900 people`, but `in 2020 people stayed at home`
        Word::Show => line.is(to, "people") && !framed,
        Word::Units(_) | Word::Scale(_) | Word::Mark('%' | '°') => true,
        Word::Other => {
            let noun = line.printed(to);
            year % 100 == 0 && noun.ends_with('s') && !line.capital(to) || COUNTED.contains(&noun)
        }
        _ => false,
    };
    (!quantity).then_some((year, to))
}

/// Four digits that may be a year.
pub(super) fn read(line: &Line, at: usize) -> Option<(i16, usize)> {
    match line.word(at) {
        Word::Number { value, digits: 4 } if is_year(value) => Some((value as i16, at + 1)),
        Word::Cardinal(17..=20 | 2) => spoken(line, at),
        _ => None,
    }
}

/// `nineteen ninety-eight`, `two thousand and one`, as broadcasts are written down.
fn spoken(line: &Line, at: usize) -> Option<(i16, usize)> {
    let Word::Cardinal(first) = line.word(at) else { return None };
    let after_year = line.before(at, 1) == Word::Unit(Unit::Year);
    if let (2, Word::Scale(1000), true) = (first, line.word(at + 1), after_year) {
        let and = at + 2 + usize::from(line.word(at + 2) == Word::And);
        return match count::cardinal(line, and) {
            Some((rest @ 1..=30, to)) => Some((2000 + rest as i16, to)),
            _ => Some((2000, at + 2)),
        };
    }
    let (rest, to) = count::cardinal(line, at + 1)?;
    let counts = matches!(line.word(to), Word::Unit(_) | Word::Units(_) | Word::Mark('-' | '%') | Word::Scale(_));
    let likely = match first {
        17..=19 => true,
        20 => rest <= 30 && (after_year || line.before(at, 1) == Word::In),
        _ => false,
    };
    ((10..=99).contains(&rest) && likely && !counts).then_some(((first * 100 + rest) as i16, to))
}

/// What bears a number that looks like a year: `Flight 1997`.
const NUMBERED: [&str; 14] = [
    "flight",
    "gate",
    "room",
    "route",
    "highway",
    "boeing",
    "box",
    "page",
    "no",
    "number",
    "section",
    "resolution",
    "form",
    "windows",
];

/// What a number joined by a hyphen measures: `a 2000-page report`.
const MEASURES: [&str; 12] =
    ["page", "seat", "foot", "meter", "metre", "mile", "member", "acre", "ton", "pound", "word", "man"];

/// What is counted or measured by numbers that look like years.
const COUNTED: [&str; 14] = [
    "block", "percent", "feet", "miles", "votes", "men", "women", "dollars", "pounds", "euros", "marks", "francs",
    "yen", "meters",
];

pub(super) fn is_year(value: u32) -> bool {
    (1500..=2100).contains(&value)
}

/// The year of two digits.
pub(super) fn pivot(value: u32) -> i16 {
    let value = (value % 100) as i16;
    if value < 40 { 2000 + value } else { 1900 + value }
}
