//! Which date is named by its place beside another: `last week`, `the following weekend`, `yesterday`?

use super::super::expression::{Amount, Clock, Count, Expression, Relation, What, When};
use super::super::token::Line;
use super::super::word::{Unit, Word};
use super::{calendar, count, named, year};

/// What stands in front of the verb `last`.
const LASTS: &[&str] =
    &["to", "will", "would", "may", "might", "can", "could", "should", "must", "not", "didn't", "won't"];

/// `the last six years`, `the past few months`, `the coming weeks`, `the past year`: lengths beside now.
pub(super) fn stretch(line: &Line, at: usize) -> Option<Expression> {
    let the = matches!(line.word(at), Word::The | Word::This | Word::These | Word::Determiner);
    let word = line.word(at + usize::from(the));
    let first = matches!(word, Word::Ordinal(1)) || line.is(at + usize::from(the), "final");
    let beside = matches!(word, Word::Last | Word::Past | Word::Next | Word::Coming | Word::Previous | Word::Following);
    // "is expected to last two weeks": the verb.
    let verb = word == Word::Last && !the && LASTS.iter().any(|w| line.is(at.wrapping_sub(1), w));
    if verb || !(beside || first && the) {
        return None;
    }
    let from = if matches!(line.word(at), Word::Determiner) { at + 1 } else { at };
    let next = at + usize::from(the) + 1;
    let found =
        |to, count, unit| Some(Expression { from, to, what: What::Duration(Amount { count, unit }), modifier: None });
    if let Some(counted) = count::read(line, next).filter(|c| !c.article)
        && let Some((unit, to, plural)) = count::unit(line, counted.to)
        && (plural || matches!(counted.count, Count::Tenths(_)))
    {
        return found(to, counted.count, unit);
    }
    match line.word(next) {
        Word::Units(unit) if beside && word != Word::Last => found(next + 1, Count::Vague, unit),
        // `the past year`; `this past year` and `past Friday` are dates.
        Word::Unit(unit)
            if word == Word::Past
                && line.word(next + 1) == Word::And
                && line.word(next + 2) == Word::A
                && line.word(next + 3) == Word::Half =>
        {
            found(next + 4, Count::Tenths(15), unit)
        }
        Word::Unit(unit) if word == Word::Past && line.word(at) == Word::The && unit != Unit::Weekend => {
            found(next + 1, Count::Whole(1), unit)
        }
        Word::Unit(unit @ (Unit::Year | Unit::Decade | Unit::Century | Unit::Hour | Unit::Week | Unit::Month))
            if line.word(at) == Word::The
                && matches!(word, Word::Last | Word::Next | Word::Coming)
                && (matches!(line.before(at, 1), Word::In | Word::For)
                    || line.before(at, 1) == Word::Preposition && !line.is(at - 1, "since")) =>
        {
            found(next + 1, Count::Whole(1), unit)
        }
        _ => None,
    }
}

/// The date that begins at token `at`, and the token after it.
pub(super) fn read(line: &Line, at: usize) -> Option<(When, usize)> {
    match line.word(at) {
        Word::Today if !is_title(line, at) => Some((When::Days(0), at + 1)),
        Word::Yesterday if !is_title(line, at) => Some((When::Days(-1), at + 1)),
        Word::Tomorrow if !is_title(line, at) => Some((When::Days(1), at + 1)),
        Word::The => definite(line, at),
        Word::Last if line.word(at + 1) == Word::Unit(Unit::Year) && line.is_mark(at + 1, '-') => None,
        _ => related(line, at),
    }
}

/// A capital amid a sentence, where names stand: `the Today show`.
fn is_title(line: &Line, at: usize) -> bool {
    line.capital(at) && !line.begins_sentence(at) && line.word(at + 1) != Word::Possessive
        || line.capital(at) && line.capital(at + 1)
}

/// `the following weekend`, `the weekend`, `the day before yesterday`, `the Sunday after Thanksgiving`
fn definite(line: &Line, at: usize) -> Option<(When, usize)> {
    let inner = at + 1;
    if let Some((when, to)) = related(line, inner) {
        // `the last year` with no length to it, `the next week`: beside the date named before.
        let when = match when {
            When::Unit(unit, Relation::Next) => When::Unit(unit, Relation::Following),
            other => other,
        };
        return Some((when, to));
    }
    let before_or_after = match line.word(inner + 1) {
        Word::Before => Some(false),
        Word::After => Some(true),
        _ => None,
    };
    match (line.word(inner), before_or_after) {
        (Word::Unit(Unit::Day), Some(after)) => beside(line, inner + 2, None, after),
        (Word::Unit(unit @ (Unit::Week | Unit::Month | Unit::Year | Unit::Weekend)), Some(after)) => {
            if line.word(inner + 2) == Word::Last && !after {
                return Some((When::Unit(unit, Relation::BeforeLast), inner + 3));
            }
            if line.word(inner + 2) == Word::Next && after {
                return Some((When::Unit(unit, Relation::AfterNext), inner + 3));
            }
            let relation = if after { Relation::Following } else { Relation::Previous };
            let that = usize::from(line.word(inner + 2) == Word::That);
            line.ends_clause(inner + 2 + that).then_some((When::Unit(unit, relation), inner + 2))
        }
        (Word::Weekday(day), Some(after)) => beside(line, inner + 2, Some(day), after),
        (Word::Season(season), Some(false)) if line.word(inner + 2) == Word::Last => {
            Some((When::Season { season, year: None, relation: Relation::BeforeLast }, inner + 3))
        }
        // `the latest quarter`, `the most recent quarter`
        (Word::Other | Word::Recent, None) => {
            let next = inner + usize::from(line.is(inner, "most"));
            let latest = line.is(next, "latest") || next > inner && line.word(next) == Word::Recent;
            (latest && line.word(next + 1) == Word::Unit(Unit::Quarter))
                .then_some((When::Unit(Unit::Quarter, Relation::Some), next + 2))
        }
        (Word::Unit(Unit::Weekend), None) if line.word(inner + 1) != Word::Of => {
            Some((When::Unit(Unit::Weekend, Relation::Bare), inner + 1))
        }
        // `the best of the decade`; not its turn.
        (Word::Unit(unit @ (Unit::Decade | Unit::Century)), None) => {
            let framed = matches!(line.before(at, 1), Word::Of | Word::In) || line.is(at.wrapping_sub(1), "during");
            let closed = line.ends_clause(inner + 1) || line.word(inner + 1) == Word::And;
            let turn = line.is(at.wrapping_sub(2), "turn");
            (framed && closed && !turn).then_some((When::Unit(unit, Relation::Some), inner + 1))
        }
        (Word::Unit(unit @ (Unit::Week | Unit::Month | Unit::Quarter | Unit::Year)), None) => {
            const PART: [&str; 11] =
                ["rest", "remainder", "most", "much", "part", "course", "days", "weeks", "months", "half", "balance"];
            let part = line.before(at, 1) == Word::Of
                && (PART.iter().any(|w| line.is(at.wrapping_sub(2), w)) || unit == Unit::Quarter);
            let framed = part
                || matches!(line.before(at, 1), Word::For | Word::In)
                || line.before(at, 1) == Word::Preposition
                    && ["during", "throughout", "through"].iter().any(|p| line.is(at - 1, p));
            // `in the year 2000`
            if unit == Unit::Year
                && let Some((when, to)) = calendar::read(line, inner + 1)
            {
                return matches!(when, When::Calendar { month: None, day: None, .. }).then_some((when, to));
            }
            let ended = matches!(unit, Unit::Quarter | Unit::Year)
                && ["ended", "ending", "that"].contains(&line.printed(inner + 1));
            let ended = ended || line.word(inner + 1) == Word::To && line.is(inner + 2, "date");
            let closed = ended || line.ends_clause(inner + 1) || matches!(line.word(inner + 1), Word::And | Word::The);
            (framed && closed).then_some((When::Unit(unit, Relation::Some), inner + 1))
        }
        _ => None,
    }
}

/// `yesterday`, `Thanksgiving` or the clause's end after `the day before`.
fn beside(line: &Line, at: usize, weekday: Option<i8>, after: bool) -> Option<(When, usize)> {
    let sign = if after { 1 } else { -1 };
    if weekday.is_none() {
        match line.word(at) {
            Word::Yesterday => return Some((When::Days(-1 + sign), at + 1)),
            Word::Tomorrow => return Some((When::Days(1 + sign), at + 1)),
            Word::Today => return Some((When::Days(sign), at + 1)),
            _ => {}
        }
    }
    if let Some((When::Holiday { holiday, year: None, relation: Relation::Bare }, to)) = named::holiday(line, at) {
        return Some((When::Beside { weekday, after, holiday }, to));
    }
    let relation = if after { Relation::Following } else { Relation::Previous };
    (weekday.is_none() && line.ends_clause(at)).then_some((When::Unit(Unit::Day, relation), at))
}

/// `last week`, `this past Friday`, `next spring`, `that summer`
fn related(line: &Line, at: usize) -> Option<(When, usize)> {
    let (relation, next) = match (line.word(at), line.word(at + 1)) {
        (Word::This, Word::Past) => (Relation::JustPast, at + 2),
        (Word::This, Word::Coming | Word::Next) => (Relation::Next, at + 2),
        (Word::This | Word::That, Word::Same) | (Word::Same, _) => {
            (Relation::That, at + 1 + usize::from(line.word(at) != Word::Same))
        }
        (Word::This, _) => (Relation::This, at + 1),
        (Word::Last, _) => (Relation::Last, at + 1),
        (Word::Past, _) => (Relation::JustPast, at + 1),
        (Word::Next | Word::Coming, _) => (Relation::Next, at + 1),
        (Word::Following, _) => (Relation::Following, at + 1),
        (Word::Previous, _) => (Relation::Previous, at + 1),
        (Word::That, _) => (Relation::That, at + 1),
        _ => return None,
    };
    // Alone, `following`, `past` and `coming` are prepositions and verbs, and `that` before a name a conjunction.
    let definite = matches!(line.before(at, 1), Word::The | Word::Determiner);
    let bare = matches!(line.word(at), Word::Following | Word::Past | Word::Coming | Word::Same) && !definite;
    let conjunction = line.word(at) == Word::That
        && line.capital(next)
        && matches!(
            line.before(at, 1),
            Word::Other | Word::PastVerb | Word::Plan | Word::Function | Word::Not | Word::Has
        )
        // `they reconciled that December.`
        && !(matches!(line.before(at, 1), Word::Other | Word::Function) && line.ends_clause(next + 1));
    if bare || conjunction {
        return None;
    }
    // `last fiscal year`
    let fiscal = line.word(next) == Word::Fiscal && line.word(next + 1) == Word::Unit(Unit::Year);
    let next = next + usize::from(fiscal);
    let calendar = |weekday, month| When::Calendar { year: None, month, day: None, weekday, relation };
    match line.word(next) {
        Word::Unit(unit) => {
            let short = matches!(unit, Unit::Second | Unit::Minute | Unit::Hour | Unit::Fortnight | Unit::Night);
            let odd = unit == Unit::Day && matches!(relation, Relation::Last | Relation::This | Relation::JustPast);
            // `the last quarter of 1996`
            let numbered =
                unit == Unit::Quarter && line.word(next + 1) == Word::Of && year::read(line, next + 2).is_some();
            let compound = numbered || line.is_mark(next + 1, '-') && line.joined(next + 1);
            if short || odd || compound {
                return None;
            }
            let relation = match (unit, relation) {
                (Unit::Day, Relation::Next) => Relation::Following,
                _ => relation,
            };
            Some((When::Unit(unit, relation), next + 1))
        }
        Word::Weekday(day) if line.capital(next) => {
            // `this Friday, June 3`
            if let Some((When::Calendar { year, month: Some(month), day: Some(number), .. }, to)) =
                calendar::read(line, next)
            {
                let when = When::Calendar {
                    year,
                    month: Some(month),
                    day: Some(number),
                    weekday: Some(day),
                    relation: Relation::Bare,
                };
                return Some((when, to));
            }
            Some((calendar(Some(day), None), next + 1))
        }
        Word::Month(month) | Word::NameMonth(month) | Word::ShortMonth(month) if line.capital(next) => {
            match calendar::read(line, next) {
                Some((When::Calendar { year, month, day, weekday, .. }, to)) => {
                    Some((When::Calendar { year, month, day, weekday, relation }, to))
                }
                _ if line.word(next) == Word::ShortMonth(month) => None,
                _ => Some((calendar(None, Some(month)), next + 1)),
            }
        }
        Word::Season(season) => {
            let verb = line.is(next, "fall") && matches!(line.word(next + 1), Word::In | Word::From | Word::On);
            (!verb || relation != Relation::That).then_some((When::Season { season, year: None, relation }, next + 1))
        }
        _ if line.capital(next) => match named::holiday(line, next)? {
            (When::Holiday { holiday, year, .. }, to) => Some((When::Holiday { holiday, year, relation }, to)),
            other => Some(other),
        },
        _ => None,
    }
}

/// `in the year`, `in the day` after `earlier` or `later`: of the one spoken of, else of now.
pub(super) fn bare_unit(line: &Line, at: usize) -> Option<(When, usize)> {
    if line.word(at) != Word::The {
        return None;
    }
    match line.word(at + 1) {
        Word::Unit(Unit::Day) if line.before(at, 1) == Word::In => {
            Some((When::Unit(Unit::Day, Relation::That), at + 2))
        }
        Word::Unit(unit @ (Unit::Week | Unit::Month | Unit::Year | Unit::Quarter | Unit::Decade)) => {
            Some((When::Unit(unit, Relation::Some), at + 2))
        }
        _ => None,
    }
}

/// The part of a day that is named beside another: `last night`, `this morning`, `the next evening`, `that night`.
pub(super) fn part(line: &Line, at: usize) -> Option<(When, Clock, usize)> {
    let the = usize::from(line.word(at) == Word::The);
    let day = |relation| When::Unit(Unit::Day, relation);
    let (when, next) = match line.word(at + the) {
        Word::Last => (When::Days(-1), 1),
        Word::This => (When::Days(0), 1),
        Word::Next | Word::Following => (day(Relation::Following), 1),
        Word::Previous => (day(Relation::Previous), 1),
        Word::That if line.word(at + 1) == Word::Same => (day(Relation::That), 2),
        Word::That | Word::Same => (day(Relation::That), 1),
        _ => (day(Relation::That), 0),
    };
    if the + next == 0 {
        return None;
    }
    let Word::Part(part) = line.word(at + the + next) else { return None };
    let mut to = at + the + next + 1;
    if line.word(at) == Word::Last && part != "NI" {
        return None;
    }
    let mut when = when;
    if next == 0 {
        match line.word(to) {
            Word::Before if line.is(to + 1, "last") => (when, to) = (When::Days(-2), to + 2),
            Word::Before if line.ends_clause(to + 1) => (when, to) = (day(Relation::Previous), to + 1),
            Word::After if line.ends_clause(to + 1) => (when, to) = (day(Relation::Following), to + 1),
            // What follows says which night; nothing here can tell.
            Word::Before | Word::After => return None,
            _ => {}
        }
    }
    Some((when, Clock::Part(part), to))
}
