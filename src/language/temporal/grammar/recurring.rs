//! How often: `every Thursday`, `Mondays at 8/7c`, `weekly`?

use super::super::expression::{Amount, Count, Expression, Kind};
use super::super::token::Line;
use super::super::word::{Unit, Word};
use super::duration::fixed;
use super::{clock, count};

/// The set that begins at token `at`.
pub(super) fn read(line: &Line, at: usize) -> Option<Expression> {
    match line.word(at) {
        Word::Every => every(line, at),
        // `Happy Mondays` is a name.
        Word::Weekdays(_) if line.capital(at.wrapping_sub(1)) && line.before(at, 1) == Word::Other => None,
        Word::Weekdays(_) if line.word(at + 1) == Word::Ago => None,
        Word::Weekdays(day) => {
            let (to, time) = time_of(line, at + 1);
            Some(fixed(at, to, Kind::Set, format!("XXXX-WXX-{day}{time}")))
        }
        Word::Weekday(day) => {
            let Word::Parts(part) = line.word(at + 1) else { return None };
            Some(fixed(at, at + 2, Kind::Set, format!("XXXX-WXX-{day}T{part}")))
        }
        Word::WeekdaysAll => {
            let (to, time) = time_of(line, at + 1);
            Some(fixed(at, to, Kind::Set, format!("XXXX-WXX-WD{time}")))
        }
        Word::A if line.word(at + 1) == Word::WeekdayAny && line.is(at + 1, "weekday") => {
            Some(fixed(at, at + 2, Kind::Date, "XXXX-WXX-WD".to_owned()))
        }
        Word::Units(Unit::Weekend) if line.before(at, 1) == Word::On => {
            Some(fixed(at, at + 1, Kind::Set, "XXXX-WXX-WE".to_owned()))
        }
        Word::Per => match line.word(at + 1) {
            Word::Unit(unit) => Some(fixed(at, at + 2, Kind::Set, Amount { count: Count::Whole(1), unit }.value())),
            _ => None,
        },
        // A capital is a name: `The Daily Planet`.
        Word::Recurring(unit) if !line.capital(at) || line.begins_sentence(at) && !line.capital(at + 1) => {
            Some(fixed(at, at + 1, Kind::Set, Amount { count: Count::Whole(1), unit }.value()))
        }
        _ => None,
    }
}

fn every(line: &Line, at: usize) -> Option<Expression> {
    let set = |to, value| Some(fixed(at, to, Kind::Set, value));
    let next = at + 1 + usize::from(line.word(at + 1) == Word::Filler);
    match line.word(next) {
        Word::OtherOne => match line.word(next + 1) {
            Word::Unit(unit) => set(next + 2, Amount { count: Count::Whole(2), unit }.value()),
            Word::Weekday(day) => set(next + 2, format!("XXXX-WXX-{day}")),
            _ => None,
        },
        Word::Unit(Unit::Weekend) => set(next + 1, "XXXX-WXX-WE".to_owned()),
        Word::Unit(unit) => set(next + 1, Amount { count: Count::Whole(1), unit }.value()),
        Word::Weekday(day) => {
            let (to, time) = time_of(line, next + 1);
            set(to, format!("XXXX-WXX-{day}{time}"))
        }
        Word::Month(month) | Word::NameMonth(month) if line.capital(next) => set(next + 1, format!("XXXX-{month:02}")),
        Word::Season(season) => set(next + 1, format!("XXXX-{}", season.code())),
        Word::Part(part) => set(next + 1, format!("XXXX-XX-XXT{part}")),
        Word::WeekdayAny if line.is(next, "weekday") => set(next + 1, "XXXX-WXX-WD".to_owned()),
        Word::Few => match line.word(next + 1) {
            Word::Units(unit) => set(next + 2, Amount { count: Count::Vague, unit }.value()),
            _ => None,
        },
        Word::Number { .. } | Word::Cardinal(_) => {
            let counted = count::read(line, next)?;
            let (unit, to, _) = count::unit(line, counted.to)?;
            set(to, Amount { count: counted.count, unit }.value())
        }
        _ => None,
    }
}

/// A time of day that follows a recurring day.
fn time_of(line: &Line, at: usize) -> (usize, String) {
    if let Word::Part(part) | Word::Parts(part) = line.word(at) {
        return (at + 1, format!("T{part}"));
    }
    let next = at + usize::from(line.word(at) == Word::At);
    if let Some((time, to)) = clock::clock(line, next) {
        return (to, time.value());
    }
    (at, String::new())
}
