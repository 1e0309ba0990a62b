//! How old is somebody?
//!
//! Ages in whole years as printed, as of the day of the article.

use crate::domain::{Attribute, ChainId, Edtf, Fact};
use crate::language::{MentionKind, numeral};

use super::scope::{Item, Scope, What};
use super::{Claims, Read};

/// Somebody's age in years, and where it is told.
pub(super) struct Age {
    person: ChainId,
    years: u16,
    at: usize,
    /// `He was 61`: then, not now.
    was: bool,
}

/// The ages that a scope tells of; `Al, 37,` is read before kinship is folded.
pub(super) fn ages(scope: &Scope<'_>) -> Vec<Age> {
    // Nearly every item is neither somebody nor long enough for an age in one word.
    let may_tell = |item: &Item<'_>| item.who().is_some() || item.text.len() >= SHORTEST;
    let open = scope.items.iter().enumerate().filter(|(_, item)| may_tell(item));
    open.filter_map(|(n, item)| {
        let at = item.span.start;
        let now = age(scope, n).map(|(person, years)| Age { person, years, at, was: false });
        now.or_else(|| was(scope, n).map(|(person, years)| Age { person, years, at, was: true }))
    })
    .collect()
}

/// Claims of the ages that a scope tells of.
pub(super) fn claims(read: &Read<'_>, claims: &mut Claims<'_>) {
    let scope = &read.scope;
    let kin = scope.items.iter().filter_map(|i| {
        let who = i.who().filter(|w| w.kin.is_some())?;
        Some(Age { person: single(&who.chains)?, years: year_old(i.text)?, at: i.span.start, was: false })
    });
    let told = read.ages.iter().map(|a| Age { ..*a });
    let mut known = Vec::new();
    for Age { person, years, at, was } in told.chain(kin) {
        let as_of = if was { death(claims, person) } else { scope.analysis.article.date.clone() };
        // "He was 61" tells nothing without the death before it.
        if (!was || as_of.is_some()) && !known.contains(&(person, years)) {
            known.push((person, years));
            claims.add(Fact::Attribute(Attribute::Age { person, years, as_of }), at, vec![scope.span]);
        }
    }
}

/// The date of the death of which the text has just told.
fn death(claims: &Claims<'_>, person: ChainId) -> Option<Edtf> {
    claims.made.iter().rev().take(8).find_map(|c| match &c.fact {
        Fact::Event(e) if e.kind == "died" && e.participants.first() == Some(&person) => e.date.clone(),
        _ => None,
    })
}

/// `He was 61.`
fn was(scope: &Scope<'_>, n: usize) -> Option<(ChainId, u16)> {
    let who = scope.who(n).filter(|w| !w.possessive)?;
    let closes = scope.items.get(n + 3).is_none_or(|x| matches!(x.what, What::Stop | What::Quote));
    (scope.is(n + 1, &["was"]) && closes).then_some(())?;
    Some((single(&who.chains)?, plain(scope.items.get(n + 2)?)?))
}

/// `died at the age of 41`, `died aged 84`: the years, between two items.
pub(super) fn at_death(scope: &Scope<'_>, from: usize) -> Option<u16> {
    (from..scope.items.len().min(from + 22)).find_map(|n| {
        let before = |k: usize, words: &[&str]| n >= k && scope.is(n - k, words);
        let told = before(1, &["aged", "age"])
            || before(1, &["of"]) && before(2, &["age"])
            || before(1, &["at"]) && n == from + 1;
        told.then(|| plain(&scope.items[n])).flatten()
    })
}

fn single(chains: &[ChainId]) -> Option<ChainId> {
    if let [one] = chains { Some(*one) } else { None }
}

/// `Al, 37,`; `the 39-year-old cohost`; `5-year-old Bo`; `Cy is 34`.
fn age(scope: &Scope<'_>, n: usize) -> Option<(ChainId, u16)> {
    let item = &scope.items[n];
    if let Some(who) = item.who() {
        let person = single(&who.chains)?;
        if let Some(years) = year_old(item.text) {
            return Some((person, years));
        }
        let closes = |k: usize| scope.items.get(k).is_none_or(|x| matches!(x.what, What::Stop | What::Quote));
        // "Al, now 8,"
        let told = n + 2 + usize::from(scope.items.get(n + 2).is_some_and(|x| x.reads("now")));
        if !who.possessive && scope.is(n + 1, &[",", "("]) && closes(told + 1) {
            return Some((person, plain(scope.items.get(told)?)?));
        }
        // "They have a daughter, Bo, who is two."
        let clause = n + 1 + usize::from(scope.is(n + 1, &[","]));
        if !who.possessive && scope.is(clause, &["who"]) && scope.is(clause + 1, &["is"]) && closes(clause + 3) {
            let years = scope.items.get(clause + 2)?;
            return Some((person, plain(years).or_else(|| in_words(years.text))?));
        }
        let be = n + 1;
        if !who.possessive && scope.is(be, &["is", "’s", "turns"]) && closes(be + 2) {
            return Some((person, plain(scope.items.get(be + 1)?)?));
        }
        return None;
    }
    let years = year_old(item.text)?;
    let host = (n + 1..n + 5).find(|k| !matches!(scope.items.get(*k).map(|i| &i.what), Some(What::Word)))?;
    let who = scope.who(host).filter(|w| w.kind == MentionKind::Name && !w.possessive)?;
    Some((single(&who.chains)?, years))
}

/// A bare number of years.
fn plain(item: &Item<'_>) -> Option<u16> {
    let text = item.text.trim();
    let years: u16 = text.parse().ok().or_else(|| text.split_once(" years old").and_then(|(n, _)| n.parse().ok()))?;
    (text.len() < 14 && (0..=119).contains(&years)).then_some(years)
}

/// The length of the shortest age in one word.
const SHORTEST: usize = "1-year-old".len();

/// The years of the first `37-year-old` or `five-year-old` in a text.
fn year_old(text: &str) -> Option<u16> {
    const SAID: [&[u8]; 3] = [b"-year-old", b" year old", b"-Year-Old"];
    if text.len() < SHORTEST {
        return None;
    }
    let at =
        text.as_bytes().windows("-year-old".len()).position(|w| matches!(w[0], b'-' | b' ') && SAID.contains(&w))?;
    let word = text[..at].rsplit([' ', '(', '“', '‘', '\u{a0}']).next()?;
    word.parse().ok().filter(|y| *y < 120).or_else(|| in_words(word))
}

/// Years in a word: `five`.
fn in_words(word: &str) -> Option<u16> {
    numeral::value(word).filter(|years| *years > 0).map(u16::from)
}
