//! How long: `fourteen months`, `an hour`, `for years`; and from where, when `ago` or `later` follows?

use super::super::expression::{Amount, Count, Expression, Kind, Way, What, When};
use super::super::token::Line;
use super::super::word::{Unit, Word};
use super::count;

/// A duration, an offset (`two years ago`) or a rate (`twice a week`).
pub(super) fn read(line: &Line, at: usize) -> Option<Expression> {
    bare_plural(line, at).or_else(|| whole(line, at)).or_else(|| year_ago(line, at)).or_else(|| counted(line, at))
}

fn counted(line: &Line, at: usize) -> Option<Expression> {
    // `$5 million`, `1.5%`, `No. 3`, `12:30`
    if matches!(line.before(at, 1), Word::Mark('$' | '£' | '€' | '#' | '/' | '.' | ':')) && line.joined(at) {
        return None;
    }
    let counted = count::read(line, at)?;
    let (unit, to, plural) = count::unit(line, counted.to)?;
    let mut amount = Amount { count: counted.count, unit };
    let mut to = to;
    if counted.article {
        match unit {
            Unit::Quarter | Unit::Second | Unit::Weekend => return None,
            _ if plural => return None,
            // `a decade-long feud`: the article is the feud's.
            _ if line.is_mark(to, '-') && line.joined(to) => return None,
            // `a long day` is no length.
            _ if ["long", "short", "good", "solid", "working", "trading", "business"]
                .contains(&line.printed(counted.to)) =>
            {
                return None;
            }
            _ if ["what", "What", "such"].contains(&line.printed(at.wrapping_sub(1))) => return None,
            _ => {}
        }
        if is_rate(line, at) && !matches!(line.word(to), Word::Ago | Word::Earlier | Word::Later) {
            return Some(fixed(at, to, Kind::Set, amount.value()));
        }
    }
    // `some day`, and `24 Hour` in a title.
    let adjective = line.is_mark(counted.to, '-');
    if !plural && !adjective && amount.count != Count::Whole(1) && !matches!(amount.count, Count::Tenths(_)) {
        return None;
    }
    // `two-quarters` of a thing, `the second half`
    if unit == Unit::Quarter && amount.whole().is_none_or(|n| n > 1) && !line.is(to - 1, "quarters")
        || unit == Unit::Quarter && line.word(to) == Word::Of
    {
        return None;
    }
    // `one day` is a day only where it is measured.
    if amount == (Amount { count: Count::Whole(1), unit: Unit::Day }) && !counted.article && !is_measured(line, at, to)
    {
        return None;
    }
    // `a year and a half`
    if let (Word::And, Word::A, Word::Half, Count::Whole(n)) =
        (line.word(to), line.word(to + 1), line.word(to + 2), amount.count)
    {
        amount.count = Count::Tenths(n.saturating_mul(10).saturating_add(5));
        to += 3;
    }
    // `five-year-long`
    if line.is_mark(to, '-') && line.word(to + 1) == Word::Long {
        to += 2;
    }
    if let Some(expression) = compound(line, at, to, amount) {
        return Some(expression);
    }
    let mut expression = offset(line, at, to, amount);
    expression.modifier = expression.modifier.or_else(|| modifier(line, at));
    Some(expression)
}

/// `eight hours and 20 minutes`, `two years, three months`: a smaller unit adds to the length.
fn compound(line: &Line, at: usize, to: usize, amount: Amount) -> Option<Expression> {
    if !matches!(line.word(to), Word::And | Word::Mark(',')) {
        return None;
    }
    let next = to + 1 + usize::from(line.is_mark(to, ',') && line.word(to + 1) == Word::And);
    let counted = count::read(line, next).filter(|c| !c.article)?;
    let (unit, end, _) = count::unit(line, counted.to)?;
    let smaller = Amount { count: counted.count, unit };
    let finer = match amount.unit {
        Unit::Year => matches!(unit, Unit::Month | Unit::Week | Unit::Day),
        Unit::Month | Unit::Week => unit == Unit::Day,
        Unit::Day => unit == Unit::Hour,
        Unit::Hour => unit == Unit::Minute,
        Unit::Minute => unit == Unit::Second,
        _ => false,
    };
    let whole = amount.whole().is_some() && smaller.whole().is_some();
    if !finer || !whole || matches!(line.word(end), Word::Ago | Word::Later | Word::Earlier | Word::Mark('-')) {
        return None;
    }
    let (first, second) = (amount.value(), smaller.value());
    let time = first.starts_with("PT");
    // `two years, three months and six days`
    if let Some(Expression { to, what: What::Fixed(_, rest), .. }) = compound(line, at, end, smaller) {
        let rest = rest.trim_start_matches('P').trim_start_matches(if time { 'T' } else { ' ' });
        return Some(fixed(at, to, Kind::Duration, format!("{first}{rest}")));
    }
    let second = second.trim_start_matches('P').trim_start_matches(if time { 'T' } else { ' ' });
    Some(fixed(at, end, Kind::Duration, format!("{first}{second}")))
}

/// What follows a length: `ago`, `later`, `from now`; without any it is a duration.
fn offset(line: &Line, at: usize, to: usize, amount: Amount) -> Expression {
    let date = |to, way| Expression { from: at, to, what: What::Date(When::Offset(amount, way)), modifier: None };
    match line.word(to) {
        Word::Ago => {
            let exact = line.word(to + 1) == Word::To && line.word(to + 2) == Word::The && line.is(to + 3, "day");
            if exact {
                return date(to + 4, Way::AgoExactly);
            }
            if line.word(to + 1) == Word::Today {
                return date(to + 2, Way::AgoExactly);
            }
            if let (Word::This, Word::Unit(unit @ (Unit::Week | Unit::Weekend | Unit::Month))) =
                (line.word(to + 1), line.word(to + 2))
            {
                return date(to + 3, Way::AgoThis(unit));
            }
            date(to + 1, Way::Ago)
        }
        Word::Later if !line.is(to + 1, "than") => date(to + 1, Way::Later),
        Word::Earlier if !line.is(to + 1, "than") => date(to + 1, Way::Earlier),
        Word::Function if line.is(to, "back") && line.ends_clause(to + 1) => date(to + 1, Way::Ago),
        Word::Previous | Word::Before if line.ends_clause(to + 1) => date(to + 1, Way::Earlier),
        Word::After if line.ends_clause(to + 1) => date(to + 1, Way::Later),
        Word::From if line.word(to + 1) == Word::Today => date(to + 2, Way::HenceExactly),
        Word::From if line.word(to + 1) == Word::Now => date(to + 2, Way::Hence),
        _ => Expression { from: at, to, what: What::Duration(amount), modifier: None },
    }
}

/// What makes a plural a length: `dozens of years`.
const MANY: [&str; 7] = ["matter", "number", "hundreds", "thousands", "dozens", "scores", "tens"];

/// `for years`, `weeks of`, `hours later`
fn bare_plural(line: &Line, at: usize) -> Option<Expression> {
    let Word::Units(unit) = line.word(at) else { return None };
    if line.is_mark(at + 1, '-') && !matches!(line.word(at + 2), Word::Long | Word::Old) {
        return None;
    }
    let before = line.before(at, 1);
    let introduced = matches!(before, Word::For | Word::In | Word::Lasting)
        || before == Word::Preposition && !line.is(at.wrapping_sub(1), "via")
        || before == Word::Filler && line.before(at, 2) == Word::For
        || before == Word::Of && MANY.iter().any(|w| line.is(at.wrapping_sub(2), w))
        || before == Word::Or && matches!(line.before(at, 2), Word::Units(_))
        // `it has been years`
        || ["be", "been"].iter().any(|w| line.is(at.wrapping_sub(1), w))
        || before == Word::Function && ["only", "just", "even"].iter().any(|w| line.is(at - 1, w));
    let followed = matches!(line.word(at + 1), Word::Ago | Word::Later | Word::Earlier | Word::After | Word::Before)
        || line.word(at + 1) == Word::Or && matches!(line.word(at + 2), Word::Units(_))
        || line.is_mark(at + 1, '-')
        || ["apart", "away"].iter().any(|w| line.is(at + 1, w))
        // `the small hours of Sunday` are no length.
        || line.word(at + 1) == Word::Of
            && !(matches!(before, Word::Other | Word::Early | Word::Late)
                && matches!(line.before(at, 2), Word::The | Word::Determiner))
            && !matches!(before, Word::The | Word::Determiner | Word::OtherOne | Word::Last | Word::Ordinal(_));
    if unit == Unit::Weekend || !introduced && !followed {
        return None;
    }
    if matches!(before, Word::The | Word::Determiner | Word::These | Word::Those | Word::Other) && !followed {
        return None;
    }
    if matches!(unit, Unit::Second | Unit::Quarter) && line.word(at + 1) == Word::Of {
        return None;
    }
    let amount = Amount { count: Count::Vague, unit };
    if line.is_mark(at + 1, '-') {
        return Some(Expression { from: at, to: at + 3, what: What::Duration(amount), modifier: None });
    }
    Some(offset(line, at, at + 1, amount))
}

/// `all year`, `the whole week`, `year-long`, `yearlong`
fn whole(line: &Line, at: usize) -> Option<Expression> {
    let one = |unit| Amount { count: Count::Whole(1), unit };
    let found = |to, unit| Some(Expression { from: at, to, what: What::Duration(one(unit)), modifier: None });
    match line.word(at) {
        Word::All => match line.word(at + 1) {
            Word::Unit(unit) => found(at + 2, unit),
            Word::Part(part) => Some(fixed(at, at + 2, Kind::Duration, format!("P1{part}"))),
            Word::Filler | Word::The => match line.word(at + 2) {
                Word::Unit(unit) => found(at + 3, unit),
                _ => None,
            },
            _ => None,
        },
        Word::The if line.word(at + 1) == Word::Filler => match line.word(at + 2) {
            Word::Unit(unit) if matches!(line.printed(at + 1), "whole" | "full" | "entire") => found(at + 3, unit),
            _ => None,
        },
        Word::Unit(unit) if line.is_mark(at + 1, '-') && line.word(at + 2) == Word::Long => found(at + 3, unit),
        // `the decade-old feud`
        Word::Unit(unit) if line.is_mark(at + 1, '-') && line.word(at + 2) == Word::Old => found(at + 3, unit),
        Word::LongUnit(unit) => found(at + 1, unit),
        Word::Unit(unit)
            if line.is(at + 1, "over") && line.word(at + 2) == Word::Unit(unit)
                || line.is_mark(at + 1, '-') && line.is(at + 2, "over") && line.word(at + 4) == Word::Unit(unit) =>
        {
            found(if line.is(at + 1, "over") { at + 3 } else { at + 5 }, unit)
        }
        Word::Unit(unit @ Unit::Year) if line.is_mark(at + 1, '-') && line.is(at + 2, "round") => found(at + 3, unit),
        _ => None,
    }
}

/// `the year-ago quarter`, `year-earlier`
fn year_ago(line: &Line, at: usize) -> Option<Expression> {
    let from = at + usize::from(line.word(at) == Word::The);
    let Word::Unit(unit @ (Unit::Year | Unit::Week | Unit::Month)) = line.word(from) else { return None };
    let amount = Amount { count: Count::Whole(1), unit };
    if !line.is_mark(from + 1, '-') || !matches!(line.word(from + 2), Word::Ago | Word::Earlier) {
        return None;
    }
    let to = from + 3;
    let period = line.word(to) == Word::Unit(Unit::Quarter) || line.is(to, "period");
    // The period that it is compared with was named before.
    let (to, way) = if period { (to + 1, Way::Earlier) } else { (to, Way::Ago) };
    (from == at || period).then_some(Expression {
        from: at,
        to,
        what: What::Date(When::Offset(amount, way)),
        modifier: None,
    })
}

/// Whether the article at `at` means `each`: `three times a week`, `$5 a day`, `40 hours a week`.
fn is_rate(line: &Line, at: usize) -> bool {
    match line.before(at, 1) {
        Word::Times
        | Word::Twice
        | Word::Once
        | Word::Mark('%')
        | Word::Number { .. }
        | Word::Tenths(_)
        | Word::Scale(_) => true,
        Word::Units(_) => matches!(line.before(at, 2), Word::Number { .. } | Word::Cardinal(_)),
        Word::Other => {
            let noun = matches!(line.printed(at - 1), "percent" | "dollars" | "pounds" | "people" | "cents" | "euros");
            noun && matches!(
                line.before(at, 2),
                Word::Number { .. } | Word::Scale(_) | Word::Cardinal(_) | Word::Tenths(_)
            )
        }
        _ => false,
    }
}

fn is_measured(line: &Line, at: usize, to: usize) -> bool {
    matches!(
        line.word(to),
        Word::Later | Word::Earlier | Word::Before | Word::After | Word::Ago | Word::Of | Word::From
    ) || matches!(
        line.before(at, 1),
        Word::For | Word::In | Word::Lasting | Word::Preposition | Word::Approximately | Word::Nearly | Word::Last
    ) || line.is_mark(at + 1, '-')
}

/// `about a year`, `more than two weeks`: outside the span, kept as TIMEX3's `mod`.
fn modifier(line: &Line, at: usize) -> Option<&'static str> {
    match line.before(at, 1) {
        Word::Approximately | Word::Some => Some("APPROX"),
        Word::Nearly => Some("LESS_THAN"),
        Word::Preposition if line.is(at - 1, "than") => match line.printed(at.checked_sub(2)?) {
            "less" | "fewer" => Some("LESS_THAN"),
            "more" | "longer" => Some("MORE_THAN"),
            _ => None,
        },
        Word::Preposition if line.is(at - 1, "over") => Some("MORE_THAN"),
        Word::Preposition if line.is(at - 1, "under") => Some("LESS_THAN"),
        Word::Preposition if line.is(at - 1, "around") || line.is(at - 1, "about") => Some("APPROX"),
        _ => None,
    }
}

/// A value that needs no resolving.
pub(super) fn fixed(from: usize, to: usize, kind: Kind, value: String) -> Expression {
    Expression { from, to, what: What::Fixed(kind, value), modifier: None }
}
