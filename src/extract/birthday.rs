//! On which day was somebody born, by a birthday that is counted and dated: `her 43rd birthday on March 9`?
//!
//! The count alone is an age and the day alone no year: only both together tell. Nothing is told of parties on other days.

use crate::domain::{ChainId, Edtf, Event, Fact, How, Span, Status};

use super::Claims;
use super::dating;
use super::scope::{Scope, What};
use super::subject::subject_chains;

/// The births that a scope tells of by a birthday.
pub(super) fn claims(scope: &Scope<'_>, claims: &mut Claims<'_>) {
    for n in 0..scope.items.len() {
        let told = celebrated(scope, n).or_else(|| turned(scope, n));
        let Some((person, years)) = told else { continue };
        let Some((when, born)) = day(scope, n + 1).and_then(|when| Some((when.span, before(&when.date, years)?)))
        else {
            continue;
        };
        let event = Event {
            kind: "born".to_owned(),
            participants: vec![person],
            place: None,
            date: Some(born),
            how: How::Inferred,
            status: Status::Happened,
            detail: None,
            after: None,
        };
        claims.add(Fact::Event(event), scope.items[n].span.start, vec![scope.span, when]);
    }
}

/// `her 43rd | birthday`: whose, and which.
fn celebrated(scope: &Scope<'_>, n: usize) -> Option<(ChainId, i16)> {
    if !scope.is(n, &["birthday"]) {
        return None;
    }
    let from = n.saturating_sub(4);
    let front = Span::new(scope.items[from].span.start, scope.items[n].span.start);
    let years = scope.analysis.text(front).split_whitespace().find_map(counted)?;
    let whose = (from..n).rev().find_map(|k| scope.who(k)).filter(|who| who.possessive)?;
    if let [one] = whose.chains.as_slice() { Some((*one, years)) } else { None }
}

/// `she | turned 43`: who, and how old.
fn turned(scope: &Scope<'_>, n: usize) -> Option<(ChainId, i16)> {
    if !scope.is(n, &["turned"]) {
        return None;
    }
    let years =
        scope.items.get(n + 1).and_then(|item| item.text.parse().ok()).filter(|years| (1..120).contains(years))?;
    if let [one] = subject_chains(scope, n)?.as_slice() { Some((*one, years)) } else { None }
}

/// `43rd`.
fn counted(text: &str) -> Option<i16> {
    let digits = ["st", "nd", "rd", "th"].iter().find_map(|ending| text.strip_suffix(ending))?;
    digits.parse().ok().filter(|years| (1..120).contains(years))
}

/// The day that `on` gives within a few words, in the same clause.
fn day(scope: &Scope<'_>, from: usize) -> Option<dating::When> {
    const NEAR: usize = 7;
    let near = (from..scope.items.len().min(from + NEAR)).take_while(|n| !matches!(scope.items[*n].what, What::Quote));
    let mut near = near.take_while(|n| !scope.is(*n, &[";", "and", "but"]));
    let at =
        near.find(|n| scope.is(*n, &["on"]) && matches!(scope.items.get(n + 1).map(|i| &i.what), Some(What::Date(_))))?;
    dating::at(scope, at + 1).filter(|when| when.date.exact_day().is_some())
}

/// The same day so many years before.
fn before(day: &Edtf, years: i16) -> Option<Edtf> {
    let day = day.exact_day()?;
    Some(Edtf::day(day.checked_sub(jiff::Span::new().years(years)).ok()?))
}

#[cfg(test)]
mod tests {
    use std::path::Path;

    use super::*;
    use crate::{article, extract, language};

    #[test]
    fn birthdays_that_are_counted_and_dated() {
        for (text, expected) in [
            ("Ann Poe celebrated her 43rd birthday at a taping on March 9.", Some("1981-03-09")),
            ("Ann Poe turned 30 on 2 January 2024.", Some("1994-01-02")),
            ("Ann Poe celebrated her 43rd birthday over the weekend.", None),
            ("Ann Poe celebrated her birthday on March 9.", None),
            ("Ann Poe celebrated her 43rd birthday in style and wed Al Roe on March 9.", None),
        ] {
            let text = format!(" date 2024-03-15 News\n\n{text}");
            let article = article::from_bytes(Path::new("a.txt"), text.into_bytes()).expect("an article");
            let claims = extract::claims(&language::analyse(&article));
            let born = claims.iter().find_map(|claim| match &claim.fact {
                Fact::Event(event) if event.kind == "born" => event.date.as_ref().map(Edtf::as_str),
                _ => None,
            });
            assert_eq!(born, expected, "{}", article.text);
        }
    }
}
