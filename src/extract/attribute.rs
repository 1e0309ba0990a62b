//! What does somebody do, and how old are they?
//!
//! Ages and roles as printed. An age holds as of the day of the article.

use crate::domain::{Attribute, ChainId, Fact};
use crate::language::MentionKind;

use super::predicates::PREDICATES;
use super::scope::{Item, Scope, What};
use super::{Claims, Read};

/// Somebody's age in years, and where it is told.
pub(super) struct Age {
    person: ChainId,
    years: u16,
    at: usize,
}

/// The ages that a scope tells of; `Al, 37,` is read before kinship is folded.
pub(super) fn ages(scope: &Scope<'_>) -> Vec<Age> {
    (0..scope.items.len())
        .filter_map(|n| age(scope, n).map(|(person, years)| Age { person, years, at: scope.items[n].span.start }))
        .collect()
}

/// The ages and roles that a scope tells of.
pub(super) fn claims(read: &Read<'_>, claims: &mut Claims<'_>) {
    let scope = &read.scope;
    let kin = scope.items.iter().filter_map(|i| {
        let who = i.who().filter(|w| w.kin.is_some())?;
        Some(Age { person: single(&who.chains)?, years: year_old(i.text)?, at: i.span.start })
    });
    let told = read.ages.iter().map(|a| Age { ..*a });
    let mut known = Vec::new();
    for Age { person, years, at } in told.chain(kin) {
        if !known.contains(&(person, years)) {
            known.push((person, years));
            let as_of = scope.analysis.article.date.clone();
            claims.add(Fact::Attribute(Attribute::Age { person, years, as_of }), at, vec![scope.span]);
        }
    }
    for n in 0..scope.items.len() {
        if let Some((person, role)) = role(scope, n) {
            let as_of = scope.analysis.article.date.clone();
            let at = scope.items[n].span.start;
            claims.add(Fact::Attribute(Attribute::Role { person, role, as_of }), at, vec![scope.span]);
        }
    }
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
        if !who.possessive && scope.is(n + 1, &[",", "("]) && closes(n + 3) {
            return Some((person, plain(scope.items.get(n + 2)?)?));
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

/// The years of the first `37-year-old` or `five-year-old` in a text.
fn year_old(text: &str) -> Option<u16> {
    let at = text.find("-year-old").or_else(|| text.find(" year old")).or_else(|| text.find("-Year-Old"))?;
    let word = text[..at].rsplit([' ', '(', '“', '‘', '\u{a0}']).next()?;
    word.parse().ok().filter(|y| *y < 120).or_else(|| {
        const WORDS: [&str; 20] = [
            "one",
            "two",
            "three",
            "four",
            "five",
            "six",
            "seven",
            "eight",
            "nine",
            "ten",
            "eleven",
            "twelve",
            "thirteen",
            "fourteen",
            "fifteen",
            "sixteen",
            "seventeen",
            "eighteen",
            "nineteen",
            "twenty",
        ];
        WORDS.iter().position(|w| w.eq_ignore_ascii_case(word)).and_then(|i| u16::try_from(i + 1).ok())
    })
}

/// `Bo Coe, a school librarian,`; `the Talk cohost` of somebody known.
fn role(scope: &Scope<'_>, n: usize) -> Option<(ChainId, String)> {
    let item = &scope.items[n];
    let who = item.who()?;
    let person = single(&who.chains)?;
    if who.kind == MentionKind::Nominal && who.kin.is_none() && !who.possessive {
        return described(item.text).map(|role| (person, role));
    }
    if who.kind != MentionKind::Name || who.possessive {
        return None;
    }
    let mut at = n + 1;
    if scope.is(at, &[","])
        && scope.items.get(at + 1).is_some_and(|x| matches!(x.what, What::Number | What::Date(_)))
        && scope.is(at + 2, &[","])
    {
        at += 2;
    }
    let copula = scope.is(at, &["is", "was"]);
    if !(scope.is(at, &[","]) || copula) || !scope.is(at + 1, &["a", "an", "the"]) {
        return None;
    }
    let first = at + 2;
    let mut last = None;
    for k in first..first + 12 {
        match scope.items.get(k).map(|i| &i.what) {
            Some(What::Word) if scope.is(k, &["who", "and", "when", "but", "which", "that", "whose", "where"]) => break,
            Some(What::Word | What::Number | What::Possessive) => last = Some(k),
            Some(What::Person(w)) if w.possessive && w.kin.is_none() => last = Some(k),
            _ => break,
        }
    }
    let last = last?;
    let closes = scope
        .items
        .get(last + 1)
        .is_none_or(|x| matches!(x.what, What::Stop | What::Quote) || x.is(&["who", "and", "whose", "when", "but"]));
    let words = scope.analysis.text(scope.items[first].span.cover(scope.items[last].span));
    (closes && !(first..=last).any(|k| PREDICATES.kin(scope.items[k].text).is_some()))
        .then(|| (person, words.to_owned()))
}

/// A description without its determiner and age; `None` for one that tells nothing.
fn described(text: &str) -> Option<String> {
    let rest = text
        .strip_prefix("the ")
        .or_else(|| text.strip_prefix("The "))
        .or_else(|| text.strip_prefix("a "))
        .unwrap_or(text);
    let rest = match rest.split_once("year-old") {
        Some((_, after)) => after.trim_start(),
        None => rest,
    };
    let empty = [
        "",
        "man",
        "woman",
        "star",
        "pair",
        "couple",
        "two",
        "duo",
        "bride",
        "groom",
        "former",
        "latter",
        "parents",
        "newlyweds",
        "late star",
    ];
    (!empty.contains(&rest.to_lowercase().as_str())).then(|| rest.to_owned())
}
