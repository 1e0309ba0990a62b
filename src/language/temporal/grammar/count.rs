//! How many, in digits or words?

use super::super::expression::Count;
use super::super::token::Line;
use super::super::word::{Unit, Word};

/// A count, the token after it, and whether it is no more than an article.
#[derive(Clone, Copy, Debug)]
pub(super) struct Counted {
    pub count: Count,
    pub to: usize,
    pub article: bool,
}

/// The count that begins at token `at`; of `two or three` the latter.
pub(super) fn read(line: &Line, at: usize) -> Option<Counted> {
    let first = one(line, at)?;
    // `10 or more years`
    if line.word(first.to) == Word::Or
        && (line.word(first.to + 1) == Word::Filler || ["so", "fewer", "less"].contains(&line.printed(first.to + 1)))
    {
        return Some(Counted { to: first.to + 2, ..first });
    }
    let linked = match line.word(first.to) {
        Word::Or | Word::To => true,
        Word::Mark('-' | '\u{2014}') => matches!(line.word(first.to + 1), Word::Number { .. } | Word::To),
        _ => false,
    };
    if linked && !first.article {
        // `6-to-8-week`
        let next = first.to + 1;
        let next = if line.word(next) == Word::To { next + 2 } else { next + usize::from(line.is_mark(next, '-')) };
        if let Some(second) = one(line, next)
            && !second.article
            && second.count != Count::Vague
        {
            return Some(second);
        }
    }
    Some(first)
}

fn one(line: &Line, at: usize) -> Option<Counted> {
    let whole = |n, to| Some(Counted { count: Count::Whole(n), to, article: false });
    match line.word(at) {
        Word::Number { value, .. } => {
            // `5 1/2 years`
            if let (Word::Number { value: 1, .. }, true, Word::Number { value: 2, .. }) =
                (line.word(at + 1), line.is_mark(at + 2, '/'), line.word(at + 3))
            {
                let count = Count::Tenths(value.saturating_mul(10).saturating_add(5));
                return Some(Counted { count, to: at + 4, article: false });
            }
            with_half(line, value, at + 1)
        }
        Word::Tenths(n) => Some(Counted { count: Count::Tenths(n), to: at + 1, article: false }),
        Word::Cardinal(_) => {
            let (n, to) = cardinal(line, at)?;
            with_half(line, n, to)
        }
        Word::A => match line.word(at + 1) {
            Word::Few => Some(Counted { count: Count::Vague, to: at + 2, article: false }),
            Word::Couple => {
                let to = at + 2 + usize::from(line.word(at + 2) == Word::Of);
                Some(Counted { count: Count::Vague, to, article: false })
            }
            Word::Dozen => whole(12, at + 2),
            Word::Scale(n) => whole(n, at + 2),
            Word::Half => Some(Counted { count: Count::Tenths(5), to: at + 2, article: false }),
            _ => Some(Counted { count: Count::Whole(1), to: at + 1, article: true }),
        },
        Word::Half => {
            let to = match line.word(at + 1) {
                Word::A => at + 2,
                Word::Mark('-') if line.joined(at + 1) => at + 1,
                // `the next half hour`
                Word::Unit(Unit::Hour | Unit::Century | Unit::Decade) => at + 1,
                _ => return None,
            };
            Some(Counted { count: Count::Tenths(5), to, article: false })
        }
        // `the third in as many days`, `how many years`
        Word::Few if ["as", "how"].iter().any(|w| line.is(at.wrapping_sub(1), w)) => None,
        Word::Few | Word::Some => Some(Counted { count: Count::Vague, to: at + 1, article: false }),
        Word::Couple => {
            let to = at + 1 + usize::from(line.word(at + 1) == Word::Of);
            Some(Counted { count: Count::Vague, to, article: false })
        }
        Word::Dozen => whole(12, at + 1),
        _ => None,
    }
}

fn with_half(line: &Line, n: u32, to: usize) -> Option<Counted> {
    let half = line.word(to) == Word::And && line.word(to + 1) == Word::A && line.word(to + 2) == Word::Half
        || line.is_mark(to, '-') && line.word(to + 1) == Word::And && line.word(to + 3) == Word::A;
    if half {
        let count = Count::Tenths(n.saturating_mul(10).saturating_add(5));
        let to = if line.is_mark(to, '-') { to + 6 } else { to + 3 };
        return Some(Counted { count, to, article: false });
    }
    Some(Counted { count: Count::Whole(n), to, article: false })
}

/// A number in words: `fourteen`, `twenty-one`, `three hundred`.
pub(super) fn cardinal(line: &Line, at: usize) -> Option<(u32, usize)> {
    let Word::Cardinal(first) = line.word(at) else { return None };
    if let Word::Scale(n) = line.word(at + 1) {
        return Some((first.saturating_mul(n), at + 2));
    }
    if first >= 20 {
        let next = at + 1 + usize::from(line.is_mark(at + 1, '-') && line.joined(at + 1));
        if let Word::Cardinal(rest @ 1..=9) = line.word(next) {
            return Some((first + rest, next + 1));
        }
    }
    Some((first, at + 1))
}

/// A small whole number in digits or words.
pub(super) fn small(line: &Line, at: usize) -> Option<(u32, usize)> {
    match line.word(at) {
        Word::Number { value, digits } if digits <= 3 => Some((value, at + 1)),
        Word::Cardinal(_) => cardinal(line, at),
        _ => None,
    }
}

/// The unit that is counted, after a hyphen and words like `full` or `more`; whether it is a plural.
pub(super) fn unit(line: &Line, at: usize) -> Option<(Unit, usize, bool)> {
    let mut next = at + usize::from(line.is_mark(at, '-') && line.joined(at));
    let fillers = usize::from(line.word(next) == Word::Filler) + usize::from(line.word(next) == Word::OtherOne);
    next += fillers;
    match line.word(next) {
        Word::Unit(unit) => Some((unit, next + 1, false)),
        Word::Units(unit) => Some((unit, next + 1, true)),
        Word::Parts("NI") => Some((Unit::Night, next + 1, true)),
        Word::Second if line.is_mark(at, '-') => Some((Unit::Second, next + 1, false)),
        _ => None,
    }
}
