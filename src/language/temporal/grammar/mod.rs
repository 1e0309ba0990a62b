//! Which time expression begins at a token, if any?
//!
//! Each rule looks at a bounded number of tokens, so that reading stays linear whatever the text. Nothing here
//! knows the article's date.

mod age;
mod calendar;
mod clock;
mod count;
mod duration;
mod holiday;
mod named;
mod recurring;
mod relative;
mod year;

use super::expression::{Expression, Relation, What, When};
use super::token::Line;
use super::word::{Unit, Word};

/// The expression that begins at token `at`.
pub(super) fn read(line: &Line, at: usize) -> Option<Expression> {
    let token = line.tokens.get(at)?;
    let feast = token.feast && token.capital;
    if !(feast || may_begin(line, at, token.word)) {
        return None;
    }
    age::read(line, at)
        .or_else(|| recurring::read(line, at))
        .or_else(|| relative::stretch(line, at))
        .or_else(|| duration::read(line, at))
        .or_else(|| clock::read(line, at))
        .or_else(|| modified(line, at))
        .or_else(|| dated(line, at))
        .or_else(|| vague(line, at))
}

/// Whether an expression may begin with this class of word: most words are turned away here.
fn may_begin(line: &Line, at: usize, word: Word) -> bool {
    match word {
        Word::A | Word::Determiner => line.word(at + 1) != Word::Other,
        // `the latest quarter`, `the near future`, `at the moment`
        Word::The if line.word(at + 1) == Word::Other => {
            let feast = line.tokens.get(at + 1).is_some_and(|t| t.feast);
            feast || line.before(at, 1) == Word::At || tells_time(line.word(at + 2))
        }
        Word::Mark(mark) => mark == '\'',
        _ => tells_time(word),
    }
}

/// Whether a class of word has to do with time rather than with what stands around it.
fn tells_time(word: Word) -> bool {
    !matches!(
        word,
        Word::Mark(_)
            | Word::Other
            | Word::Edge
            | Word::Function
            | Word::Possessive
            | Word::Preposition
            | Word::Of
            | Word::In
            | Word::On
            | Word::At
            | Word::For
            | Word::To
            | Word::From
            | Word::And
            | Word::Or
            | Word::Be
            | Word::BePast
            | Word::Has
            | Word::Will
            | Word::Not
            | Word::Plan
            | Word::Starts
            | Word::StartBase
            | Word::PastVerb
            | Word::Pronoun
            | Word::Filler
            | Word::Lasting
            | Word::Show
            | Word::Before
            | Word::After
            | Word::OtherOne
            | Word::Time
            | Word::Times
            | Word::Twice
            | Word::Once
            | Word::Age
            | Word::Approximately
            | Word::Nearly
    )
}

/// A date, with the time of day that follows it.
fn dated(line: &Line, at: usize) -> Option<Expression> {
    let (when, to) = when(line, at)?;
    let (what, to) = clock::after(line, when, to).unwrap_or((What::Date(when), to));
    Some(Expression { from: at, to, what, modifier: None })
}

/// A stretch of the calendar, explicit or relative, and the token after it.
fn when(line: &Line, at: usize) -> Option<(When, usize)> {
    named::holiday(line, at)
        .or_else(|| relative::read(line, at))
        .or_else(|| calendar::read(line, at))
        .or_else(|| named::season(line, at))
}

/// `early in May`, `late 1997`, `later this month`, `the end of the year`, `mid-August`
fn modified(line: &Line, at: usize) -> Option<Expression> {
    let (modifier, from) = match line.word(at) {
        Word::Early | Word::Earlier => ("START", at + 1),
        Word::Late | Word::Later => ("END", at + 1),
        Word::Mid => ("MID", at + 1),
        // `by year's end`, `at year-end`
        Word::Unit(unit @ (Unit::Year | Unit::Month | Unit::Week))
            if matches!(line.word(at + 1), Word::Possessive | Word::Mark('-')) && line.word(at + 2) == Word::End =>
        {
            let what = What::Date(When::Unit(unit, Relation::This));
            return Some(Expression { from: at, to: at + 3, what, modifier: Some("END") });
        }
        Word::The if line.word(at + 2) == Word::Of => match line.word(at + 1) {
            Word::Start => ("START", at + 3),
            Word::End => ("END", at + 3),
            Word::Middle => ("MID", at + 3),
            _ => return None,
        },
        Word::End | Word::Start | Word::Middle if line.word(at + 1) == Word::Of && !line.capital(at) => {
            let modifier = match line.word(at) {
                Word::End => "END",
                Word::Start => "START",
                _ => "MID",
            };
            (modifier, at + 2)
        }
        _ => return None,
    };
    let comparative = matches!(line.word(at), Word::Earlier | Word::Later);
    let from = match line.word(from) {
        Word::Mark('-') if line.joined(from) => from + 1,
        Word::In | Word::On => from + 1,
        _ => from,
    };
    let found = relative::bare_unit(line, from).or_else(|| when(line, from));
    let (when, to) = found?;
    let (what, to) = clock::after(line, when, to).unwrap_or((What::Date(when), to));
    // `earlier Monday` is a time of that day; `earlier 2020` is nothing.
    let plain = matches!(when, When::Calendar { weekday: None, .. }) && line.word(at + 1) != Word::In;
    if comparative && plain && !matches!(line.word(from), Word::This | Word::Last | Word::That) {
        return None;
    }
    Some(Expression { from: at, to, what, modifier: Some(modifier) })
}

/// `now`, `recently`, `in the past`
fn vague(line: &Line, at: usize) -> Option<Expression> {
    let found = |to, value| Some(Expression { from: at, to, what: What::Vague(value), modifier: None });
    let ends = |to: usize| {
        line.ends_clause(to)
            || matches!(
                line.word(to),
                Word::Function
                    | Word::Preposition
                    | Word::And
                    | Word::Or
                    | Word::For
                    | Word::Be
                    | Word::BePast
                    | Word::Has
                    | Word::Pronoun
                    | Word::At
                    | Word::In
                    | Word::To
                    | Word::Will
            )
    };
    match line.word(at) {
        Word::Now => {
            // `every now and then`; `That is him, now.`
            let idiom = match line.before(at, 1) {
                Word::Every => true,
                Word::Mark(',') => line.ends_clause(at + 1),
                _ => false,
            };
            let compound = line.is_mark(at + 1, '-') || line.is_mark(at - at.min(1), '-') && line.joined(at);
            // `Gonna Fly Now`
            let title = line.capital(at) && !line.begins_sentence(at);
            (!idiom && !compound && !title && !line.word(at + 1).eq(&Word::That)).then_some(())?;
            found(at + 1, "PRESENT_REF")
        }
        Word::Present if line.is(at, "present") && line.before(at, 1) != Word::At => None,
        Word::Present if !line.is_mark(at + 1, '-') => found(at + 1, "PRESENT_REF"),
        // `as recently as 1990`
        Word::PastRef if line.is(at + 1, "as") => None,
        Word::PastRef if !line.is_mark(at + 1, '-') => found(at + 1, "PAST_REF"),
        Word::Recent => match line.word(at + 1) {
            Word::Units(_) => found(at + 2, "PAST_REF"),
            _ => None,
        },
        Word::These | Word::Those if line.is(at + 1, "days") => {
            found(at + 2, if line.word(at) == Word::These { "PRESENT_REF" } else { "PAST_REF" })
        }
        Word::The if line.word(at + 1) == Word::Past && ends(at + 2) => found(at + 2, "PAST_REF"),
        Word::The if line.before(at, 1) == Word::In && line.word(at + 1) == Word::Future => found(at + 2, "FUTURE_REF"),
        Word::The
            if line.word(at + 2) == Word::Future
                && ["near", "distant", "foreseeable", "immediate"].iter().any(|w| line.is(at + 1, w)) =>
        {
            found(at + 3, "FUTURE_REF")
        }
        Word::Future if line.before(at, 1) == Word::In && ends(at + 1) => found(at + 1, "FUTURE_REF"),
        Word::A if line.is(at + 1, "long") && line.word(at + 2) == Word::Time && line.word(at + 3) == Word::Ago => {
            found(at + 4, "PAST_REF")
        }
        Word::Long if line.word(at + 1) == Word::Ago => found(at + 2, "PAST_REF"),
        Word::This if line.before(at, 1) == Word::At && line.word(at + 1) == Word::Time => found(at + 2, "PRESENT_REF"),
        Word::The if line.before(at, 1) == Word::At && line.is(at + 1, "moment") => found(at + 2, "PRESENT_REF"),
        Word::The
            if line.before(at, 1) == Word::At
                && line.word(at + 1) == Word::Time
                && (ends(at + 2) || line.begins_sentence(at - 1) && line.word(at + 2) != Word::Of) =>
        {
            Some(Expression { from: at, to: at + 2, what: What::Date(When::Then), modifier: None })
        }
        Word::That if line.before(at, 1) == Word::At && line.word(at + 1) == Word::Time => {
            Some(Expression { from: at, to: at + 2, what: What::Date(When::Then), modifier: None })
        }
        Word::The
            if line.word(at + 1) == Word::OtherOne && matches!(line.word(at + 2), Word::Unit(_) | Word::Part(_)) =>
        {
            found(at + 3, "PAST_REF")
        }
        _ => None,
    }
}
