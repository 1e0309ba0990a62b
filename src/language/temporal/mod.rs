//! Which words of an article tell time, and which dates, times, lengths and repetitions do they mean (TIMEX3)?
//!
//! Three steps, one pass: `token` cuts a paragraph into words, `grammar` reads expressions off them, `resolve`
//! gives each its value from the article's date, the sentence's tense and the date named before. Nothing here
//! knows what happened on a date.

mod edtf;
mod expression;
mod grammar;
mod holiday;
mod point;
mod resolve;
mod tense;
mod token;
mod word;

use crate::domain::{Edtf, Span, Timex, TimexType};

use expression::{Expression, Kind, What};
use point::Point;
use resolve::{Anchor, Context, Created, Resolved};
use token::{Line, Token};
use word::{Unit, Word};

pub use edtf::edtf;

/// The temporal expressions of the part `within` of a text, in order and apart. Values are resolved against `dct`,
/// the article's date; without it what depends on it keeps its X.
pub fn find(text: &str, within: Span, dct: Option<&Edtf>) -> Vec<Timex> {
    let dct = dct.and_then(created);
    let until = floor(text, within.end.min(text.len()));
    let mut at = floor(text, within.start.min(until));
    let mut tokens: Vec<Token> = Vec::new();
    let mut found = Vec::new();
    let mut named: Option<Named> = None;
    let mut paragraph = 0;
    while at < until {
        at = token::paragraph(text, at, until, &mut tokens);
        let line = Line { text, tokens: &tokens };
        let mut next = 0;
        while next < tokens.len() {
            let Some(expression) = grammar::read(&line, next) else {
                next += 1;
                continue;
            };
            next = expression.to.clamp(next + 1, tokens.len());
            let (timex, point) = finish(&line, &expression, next, dct, named, paragraph);
            if let Some((point, explicit)) = point {
                named = Some(Named { point, explicit, paragraph });
            }
            found.push(timex);
        }
        paragraph += 1;
    }
    found
}

/// The last date named, and where.
#[derive(Clone, Copy)]
struct Named {
    point: Point,
    explicit: bool,
    paragraph: usize,
}

fn finish(
    line: &Line,
    expression: &Expression,
    to: usize,
    dct: Option<Created>,
    named: Option<Named>,
    paragraph: usize,
) -> (Timex, Option<(Point, bool)>) {
    let anchor = named.filter(|n| paragraph - n.paragraph <= 1).map(|n| Anchor {
        point: n.point,
        explicit: n.explicit,
        near: n.paragraph == paragraph,
    });
    let direction = tense::direction(line, expression.from, to);
    let context = Context { dct, anchor, direction, year: year_after(line, to, dct, anchor) };
    let (kind, resolved) = match &expression.what {
        What::Date(when) => (TimexType::Date, context.date(*when)),
        What::Time(when, clock) => (TimexType::Time, context.time(*when, *clock)),
        What::Duration(amount) => (TimexType::Duration, plain(amount.value())),
        What::Fixed(kind, value) => (kind_of(*kind), plain(value.clone())),
        What::Vague(value) => (TimexType::Date, plain((*value).to_owned())),
    };
    let start = line.tokens[expression.from.min(to - 1)].start;
    let span = Span::new(start, line.tokens[to - 1].end);
    let approximate = resolved.approximate.then_some("APPROX");
    let modifier = expression.modifier.or(approximate).map(str::to_owned);
    let point = resolved.point.filter(|p| p.year().is_some()).map(|p| (p, resolved.explicit));
    (Timex { span, kind, value: resolved.value, modifier }, point)
}

fn plain(value: String) -> Resolved {
    Resolved { value, point: None, explicit: false, approximate: false }
}

fn kind_of(kind: Kind) -> TimexType {
    match kind {
        Kind::Date => TimexType::Date,
        Kind::Duration => TimexType::Duration,
        Kind::Set => TimexType::Set,
    }
}

/// The year that follows a date without one: `June 10 this year`, `July of last year`.
fn year_after(line: &Line, at: usize, dct: Option<Created>, anchor: Option<Anchor>) -> Option<i16> {
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
        Word::That | Word::Same => named(),
        Word::Following => named().or_else(created).map(|y| y + 1),
        Word::Previous => named().or_else(created).map(|y| y - 1),
        _ => None,
    }
}

fn created(dct: &Edtf) -> Option<Created> {
    let (first, last) = (dct.lower()?, dct.upper()?);
    (first.year() == last.year()).then(|| Created {
        day: first,
        has_month: first.month() == last.month(),
        has_day: first == last,
    })
}

fn floor(text: &str, mut at: usize) -> usize {
    while !text.is_char_boundary(at) {
        at -= 1;
    }
    at
}
