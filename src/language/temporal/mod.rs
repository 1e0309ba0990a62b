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
use tense::Direction;
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
    let mut memory = Memory::default();
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
            let (timex, named) = finish(&line, &expression, next, dct, &memory, paragraph);
            if let Some(named) = named {
                memory.keep(named, dct);
            }
            found.push(timex);
        }
        paragraph += 1;
    }
    found
}

/// The dates named so far that later expressions may count from.
#[derive(Clone, Copy, Default)]
struct Memory {
    /// The last one.
    last: Option<Named>,
    /// The last one that is not after the article.
    past: Option<Named>,
    /// The last day.
    day: Option<Named>,
    /// The last year printed that is not the article's.
    year: Option<i16>,
}

/// A date named, and where.
#[derive(Clone, Copy)]
struct Named {
    point: Point,
    explicit: bool,
    paragraph: usize,
}

impl Memory {
    fn keep(&mut self, named: Named, dct: Option<Created>) {
        let past = dct.is_none_or(|d| named.point.first().is_some_and(|first| first <= d.day));
        self.last = Some(named);
        if past {
            self.past = Some(named);
        }
        if matches!(named.point, Point::Day(_)) {
            self.day = Some(named);
        }
        if named.explicit && named.point.year() != dct.map(|d| d.day.year()) {
            self.year = named.point.year();
        }
    }

    /// What an expression in this paragraph may count from.
    fn anchor(&self, paragraph: usize, direction: Direction) -> Option<Anchor> {
        let named = if direction == Direction::Future { self.last } else { self.past };
        named.filter(|n| paragraph - n.paragraph <= REACH).map(|n| Anchor {
            point: n.point,
            explicit: n.explicit,
            near: n.paragraph == paragraph,
        })
    }
}

/// How many paragraphs back `later` and `that` may reach.
const REACH: usize = 3;

fn finish(
    line: &Line,
    expression: &Expression,
    to: usize,
    dct: Option<Created>,
    memory: &Memory,
    paragraph: usize,
) -> (Timex, Option<Named>) {
    let direction = tense::direction(line, expression.from, to);
    let anchor = memory.anchor(paragraph, direction);
    let day = memory.day.filter(|n| paragraph - n.paragraph <= 1).map(|n| n.point);
    let year = year_after(line, to, dct, anchor, memory.year);
    let context = Context { dct, anchor, day, printed_year: memory.year, direction, year };
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
    let explicit = resolved.explicit;
    let named = resolved.point.filter(|p| p.year().is_some()).map(|point| Named { point, explicit, paragraph });
    (Timex { span, kind, value: resolved.value, modifier }, named)
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
fn year_after(
    line: &Line,
    at: usize,
    dct: Option<Created>,
    anchor: Option<Anchor>,
    printed: Option<i16>,
) -> Option<i16> {
    if let Some(year) = year_of_range(line, at) {
        return Some(year);
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
    let day = matches!(line.word(next), Word::Number { value: 1..=31, digits: 1..=2 } | Word::Ordinal(1..=31));
    let next = next + usize::from(day);
    let next = next + usize::from(day && line.is_mark(next, ','));
    match line.word(next) {
        Word::Number { value: value @ 1500..=2100, digits: 4 } if month || day => i16::try_from(value).ok(),
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
