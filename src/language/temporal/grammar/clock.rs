//! What time of day: `8:30 p.m. EST`, `noon`, `Monday night`, `the morning of July 3`?

use super::super::expression::{Clock, Expression, Relation, What, When};
use super::super::token::Line;
use super::super::word::{Unit, Word};
use super::{count, relative, when};

/// A time of day, with the date that follows it.
pub(super) fn read(line: &Line, at: usize) -> Option<Expression> {
    let found = |to, when, clock| Some(Expression { from: at, to, what: What::Time(when, clock), modifier: None });
    match line.word(at) {
        Word::Tonight if !line.capital(at) || line.begins_sentence(at) && !line.capital(at + 1) => {
            found(at + 1, Some(When::Days(0)), Clock::Part("NI"))
        }
        Word::Overnight if line.ends_clause(at + 1) && (!line.capital(at) || line.begins_sentence(at)) => {
            found(at + 1, Some(When::Unit(Unit::Day, Relation::That)), Clock::Part("NI"))
        }
        Word::The
        | Word::Last
        | Word::This
        | Word::Next
        | Word::That
        | Word::Same
        | Word::Following
        | Word::Previous => {
            // `the 8 p.m. hour`
            if line.word(at) == Word::The
                && let Some((time, to)) = clock(line, at + 1)
                && line.word(to) == Word::Unit(Unit::Hour)
            {
                return found(to + 1, None, time);
            }
            // `the first night`
            if let (Word::The, Word::Ordinal(_) | Word::Second, Word::Part(part @ "NI")) =
                (line.word(at), line.word(at + 1), line.word(at + 2))
            {
                return found(at + 3, Some(When::Nth), Clock::Part(part));
            }
            let (day, part, to) = relative::part(line, at)?;
            // `the night of July 3`
            if line.word(to) == Word::Of
                && let Some((day, end)) = when(line, to + 1)
                && is_day(day)
            {
                return found(end, Some(day), part);
            }
            let bare = line.word(at) == Word::The && matches!(line.word(at + 1), Word::Part(_)) && to == at + 2;
            let framed = matches!(line.before(at, 1), Word::In | Word::Of | Word::For | Word::On)
                || line.before(at, 1) == Word::Preposition;
            // `Morning Edition`, `the evening news`
            let title = line.capital(to - 1) || line.word(to) == Word::Show || line.is(to, "news");
            if bare && (!framed || line.word(to) == Word::Of) || title {
                return None;
            }
            found(to, Some(day), part)
        }
        // `by midday`, `at dawn`
        Word::Part(part) if ["midday", "dawn", "dusk", "daybreak"].contains(&line.printed(at)) => {
            let framed = matches!(line.before(at, 1), Word::At | Word::Preposition | Word::Before | Word::After);
            let (day, end) = when(line, at + 1)
                .filter(|(day, _)| is_day(*day))
                .unwrap_or((When::Unit(Unit::Day, Relation::That), at + 1));
            framed.then(|| found(end, Some(day), Clock::Part(part)))?
        }
        Word::Part(part) if line.capital(at) || line.word(at + 1) == Word::Of => {
            // `Night of July 3`
            if line.word(at + 1) != Word::Of {
                return None;
            }
            let (day, end) = when(line, at + 2)?;
            is_day(day).then(|| found(end, Some(day), Clock::Part(part)))?
        }
        _ => {
            let (time, to) = clock(line, at)?;
            // `8 p.m. on Friday`, `8 p.m. Friday night`
            let on = to + usize::from(line.is_mark(to, ','));
            let on = on + usize::from(line.word(on) == Word::On);
            // `at 9 a.m. The day after ...` begins a sentence.
            let begins = line.capital(on)
                && line.printed(on - 1).ends_with('.')
                && !matches!(
                    line.word(on),
                    Word::Weekday(_) | Word::Month(_) | Word::NameMonth(_) | Word::ShortMonth(_)
                );
            if let Some((day, end)) = when(line, on)
                && is_day(day)
                && !begins
            {
                let end = end + usize::from(matches!(line.word(end), Word::Part(_)));
                return found(end, Some(day), time);
            }
            // `midnight tonight`
            if line.word(to) == Word::Tonight {
                return found(to + 1, Some(When::Days(0)), time);
            }
            // `8 p.m. that night`
            if let Some((day, _, end)) = relative::part(line, to).filter(|_| line.word(to) != Word::The) {
                return found(end, Some(day), time);
            }
            found(to, None, time)
        }
    }
}

/// The time of day that follows a date: `Monday night`, `June 3 at 8 p.m.`
pub(super) fn after(line: &Line, day: When, at: usize) -> Option<(What, usize)> {
    if !is_day(day) {
        return None;
    }
    if let Word::Part(part) = line.word(at) {
        let mut to = at + 1;
        let mut time = Clock::Part(part);
        // `Monday night at 8`
        let next = to + usize::from(line.word(to) == Word::At);
        if let Some((exact, end)) = clock(line, next) {
            (time, to) = (exact, end);
        }
        return Some((What::Time(Some(day), time), to));
    }
    let next = at + usize::from(line.is_mark(at, ','));
    let next = next + usize::from(line.word(next) == Word::At);
    let next = next + usize::from(next > at && line.word(next) == Word::Approximately);
    let (time, to) = clock(line, next)?;
    Some((What::Time(Some(day), time), to))
}

fn is_day(when: When) -> bool {
    match when {
        When::Calendar { day, weekday, .. } => day.is_some() || weekday.is_some(),
        When::Holiday { .. } | When::Days(_) | When::Beside { .. } => true,
        When::Unit(unit, _) => unit == Unit::Day,
        _ => false,
    }
}

/// The time that begins at token `at`, and the token after it.
pub(super) fn clock(line: &Line, at: usize) -> Option<(Clock, usize)> {
    let exact = |hour, minute, to| Some((Clock::At { hour, minute }, zone(line, to)));
    match line.word(at) {
        Word::Noon => exact(12, None, at + 1),
        Word::Midnight => exact(24, None, at + 1),
        Word::Cardinal(_) | Word::Number { .. } | Word::Tenths(_) => numbers(line, at),
        Word::Half if line.is(at + 1, "past") => {
            let (hour, to) = count::small(line, at + 2)?;
            let hour = part_of_day(line, hour as u8, to).map_or((hour as u8, to), |(h, t)| (h, t));
            (hour.0 <= 24).then(|| exact(hour.0, Some(30), hour.1))?
        }
        _ => None,
    }
}

fn numbers(line: &Line, at: usize) -> Option<(Clock, usize)> {
    let exact = |hour: u8, minute, to| Some((Clock::At { hour, minute }, zone(line, to)));
    if line.joined(at) && matches!(line.before(at, 1), Word::Mark('$' | '£' | '€' | '#' | '.' | ':' | '/')) {
        return None;
    }
    // `1400 GMT`
    if let Word::Number { value, digits: 4 } = line.word(at)
        && line.word(at + 1) == Word::Zone
        && line.printed(at + 1).bytes().all(|b| b.is_ascii_uppercase())
        && value / 100 < 24
        && value % 100 < 60
    {
        return exact((value / 100) as u8, Some((value % 100) as u8), at + 1);
    }
    // British `8.30pm`
    if let Word::Tenths(_) = line.word(at) {
        let (hour, minute) = line.printed(at).split_once('.')?;
        let (hour, minute) = (hour.parse::<u8>().ok()?, minute.parse::<u8>().ok()?);
        let (hour, to) = half_day(line, hour, at + 1)?;
        return (minute < 60).then(|| exact(hour, Some(minute), to))?;
    }
    let (hour, mut to) = count::small(line, at)?;
    let hour = u8::try_from(hour).ok().filter(|h| *h <= 24)?;
    let mut minute = None;
    if line.is_mark(to, ':')
        && line.joined(to)
        && line.joined(to + 1)
        && let Word::Number { value: value @ 0..=59, digits: 2 } = line.word(to + 1)
    {
        minute = Some(value as u8);
        to += 2;
        // `1:23:45` is a length.
        if line.is_mark(to, ':') && line.joined(to) && line.joined(to + 1) {
            return None;
        }
    }
    // `8/7c`: American listings give two zones, in the evening.
    if line.is_mark(to, '/') && line.joined(to) && line.is(to + 2, "c") && line.joined(to + 2) && hour < 12 {
        return exact(hour + 12, minute, to + 3);
    }
    if line.word(to) == Word::Oclock {
        return match part_of_day(line, hour, to + 1) {
            Some((hour, to)) => exact(hour, minute, to),
            None => exact(hour, minute, to + 1),
        };
    }
    if let Some((hour, to)) = half_day(line, hour, to) {
        return exact(hour, minute, to);
    }
    let clear = line.before(at, 1) == Word::At
        || ["until", "till", "by", "around", "since", "about"].iter().any(|p| line.is(at.wrapping_sub(1), p));
    if clear && let Some((hour, to)) = part_of_day(line, hour, to) {
        return exact(hour, minute, to);
    }
    // `at 7 tonight`, `at 4 this afternoon`
    if clear && (1..=12).contains(&hour) {
        let part = match (line.word(to), line.word(to + 1)) {
            (Word::Tonight, _) => Some("NI"),
            (Word::This, Word::Part(part)) => Some(part),
            _ => None,
        };
        if let Some(part) = part {
            return exact(hour % 12 + if part == "MO" { 0 } else { 12 }, minute, to);
        }
    }
    let colon = minute.is_some();
    (colon && (clear || line.word(to) == Word::Zone && zone(line, to) > to)).then(|| exact(hour, minute, to))?
}

/// The hour of the day after `a.m.` or `p.m.`
fn half_day(line: &Line, hour: u8, at: usize) -> Option<(u8, usize)> {
    if !(1..=12).contains(&hour) {
        return None;
    }
    match line.word(at) {
        // `I am` is no time.
        Word::Am if line.joined(at) || line.printed(at) != "am" || line.before(at, 2) == Word::At => {
            Some((hour % 12, at + 1))
        }
        Word::Pm => Some((hour % 12 + 12, at + 1)),
        _ => None,
    }
}

/// `in the morning`, `at night`
fn part_of_day(line: &Line, hour: u8, at: usize) -> Option<(u8, usize)> {
    if !(1..=12).contains(&hour) {
        return None;
    }
    let (part, to) = match (line.word(at), line.word(at + 1), line.word(at + 2)) {
        (Word::In, Word::The, Word::Part(part)) => (part, at + 3),
        (Word::At, Word::Part(part), _) => (part, at + 2),
        _ => return None,
    };
    let evening = part != "MO" && !(part == "NI" && (hour < 5 || hour == 12));
    Some((hour % 12 + if evening { 12 } else { 0 }, to))
}

/// The token after a time zone, if one stands there.
fn zone(line: &Line, at: usize) -> usize {
    let printed = line.printed(at);
    let code = line.word(at) == Word::Zone && printed.bytes().all(|b| b.is_ascii_uppercase());
    if code || matches!(printed, "Eastern" | "Pacific" | "Central") && line.word(at.saturating_sub(1)) != Word::Other {
        return at + 1 + usize::from(line.word(at + 1) == Word::Time);
    }
    if printed == "local" && line.word(at + 1) == Word::Time { at + 2 } else { at }
}
