//! Whose age is it: `36-year-old`, `, 37,`, `aged 41`, `in her early twenties`?
//!
//! Ages are durations. A number alone is one only where the words around leave nothing else.

use super::super::expression::{Amount, Count, Expression, Kind, What};
use super::super::token::Line;
use super::super::word::{Unit, Word};
use super::count;
use super::duration::fixed;

/// The age that begins at token `at`.
pub(super) fn read(line: &Line, at: usize) -> Option<Expression> {
    match line.word(at) {
        Word::Number { .. } | Word::Cardinal(_) | Word::Tenths(_) | Word::A | Word::Half => {
            counted(line, at).or_else(|| alone(line, at))
        }
        Word::Determiner => decade(line, at),
        _ => None,
    }
}

/// `36-year-old`, `three months old`
fn counted(line: &Line, at: usize) -> Option<Expression> {
    let counted = count::read(line, at)?;
    let (unit, to, _) = count::unit(line, counted.to)?;
    let old = to + usize::from(line.is_mark(to, '-'));
    let of_age = line.word(to) == Word::Of && line.is(to + 1, "age");
    let to = match line.word(old) {
        Word::Old | Word::Olds => old + 1,
        _ if of_age => to + 2,
        _ => return None,
    };
    let what = What::Duration(Amount { count: counted.count, unit });
    Some(Expression { from: at, to, what, modifier: None })
}

/// A number alone.
fn alone(line: &Line, at: usize) -> Option<Expression> {
    if line.joined(at) && !line.is_mark(at.wrapping_sub(1), '(') && !line.is_mark(at.wrapping_sub(1), '"') {
        return None;
    }
    let (years, to) = count::small(line, at)?;
    if !(1..=115).contains(&years) || line.joined(to) && !line.ends_clause(to) && line.word(to) != Word::Possessive {
        return None;
    }
    let is_age = match line.before(at, 1) {
        // `aged 41`, `age of 41`, `age 41`
        Word::Age => true,
        Word::Of => line.before(at, 2) == Word::Age && !line.is(at.wrapping_sub(2), "aged"),
        // `Ann, 37, said`, `her son, Tom, 8.`
        Word::Mark(',') => apposition(line, at, to),
        Word::Mark('(') => line.is_mark(to, ')') && years >= 2 && line.capital(at.wrapping_sub(2)),
        // `He was 38.` `turned 40`
        Word::BePast | Word::Be => predicate(line, at, to),
        Word::Possessive => line.before(at, 2) == Word::Pronoun && predicate(line, at, to),
        Word::Other if matches!(line.printed(at - 1), "turned" | "turns" | "turning" | "turn") => {
            line.ends_clause(to) || !matches!(line.word(to), Word::Other | Word::Mark(_) | Word::Units(_))
        }
        // `died at 61`
        Word::At => {
            let after =
                line.ends_clause(to) || matches!(line.word(to), Word::And | Word::After | Word::In | Word::Function);
            after && (years > 12 || line.word(to) != Word::Mark(':')) && is_life(line, at)
        }
        _ => false,
    };
    let amount = Amount { count: Count::Whole(years), unit: Unit::Year };
    is_age.then_some(Expression { from: at, to, what: What::Duration(amount), modifier: None })
}

fn apposition(line: &Line, at: usize, to: usize) -> bool {
    let Some(head) = at.checked_sub(2) else { return false };
    let named = matches!(line.word(head), Word::Other | Word::NameMonth(_) | Word::Season(_) | Word::Possessive)
        && !matches!(line.before(head, 1), Word::Mark('$') | Word::Number { .. });
    // A list of numbers is none of ages; `Chapter 1, 5, 9`.
    let listed = matches!(line.word(to + 1), Word::Number { .. } | Word::Cardinal(_));
    let single = line.printed(head).chars().count() > 1;
    let closed = match line.word(to) {
        Word::Mark(',') => line.capital(head) || line.tokens.get(to + 1).is_none_or(|t| !t.capital),
        Word::Mark('.' | ';' | '!' | '?' | ')' | '\u{2014}' | ':')
        | Word::And
        | Word::Has
        | Word::Be
        | Word::BePast => line.capital(head),
        _ => false,
    };
    named && closed && !listed && single
}

fn predicate(line: &Line, at: usize, to: usize) -> bool {
    let closed = matches!(line.word(to), Word::Mark('.' | ',' | ';' | '!' | '?' | ')' | '"' | '\u{2014}') | Word::Edge)
        || matches!(line.printed(to), "when" | "and" | "but" | "or" | "now" | "at");
    let back = if line.before(at, 1) == Word::Possessive { 2 } else { 1 };
    let subject = at.checked_sub(back + usize::from(back == 1));
    let person = subject.is_some_and(|s| {
        matches!(line.word(s), Word::Pronoun) && !line.is(s, "it") || line.capital(s) && line.word(s) == Word::Other
    });
    let number = matches!(line.word(to), Word::Mark('.')) && line.joined(to + 1);
    closed && person && !number
}

/// Whether a word just before speaks of a life: `died`, `married`, `retired`.
fn is_life(line: &Line, at: usize) -> bool {
    const LIFE: [&str; 22] = [
        "died", "dies", "dead", "die", "dying", "married", "wed", "born", "retired", "retires", "pregnant", "mother",
        "father", "widowed", "orphaned", "began", "started", "divorced", "left", "passed", "home", "out",
    ];
    (2..8).any(|back| at.checked_sub(back).is_some_and(|i| LIFE.iter().any(|w| line.is(i, w))))
}

/// `her early twenties`, `his 30s`
fn decade(line: &Line, at: usize) -> Option<Expression> {
    let next = match line.word(at + 1) {
        Word::Early | Word::Mid | Word::Late => at + 2 + usize::from(line.is_mark(at + 2, '-')),
        _ => at + 1,
    };
    let next = next + usize::from(line.is_mark(next, '\''));
    let Word::Decade(decade @ 10..=99) = line.word(next) else { return None };
    let mut expression = fixed(at, next + 1, Kind::Duration, format!("P{}XY", decade / 10));
    expression.modifier = match line.word(at + 1) {
        Word::Early => Some("START"),
        Word::Mid => Some("MID"),
        Word::Late => Some("END"),
        _ => None,
    };
    Some(expression)
}
