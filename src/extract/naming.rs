//! Which names do the next words give: `the actor Al Poe`, `Al Poe, 9, and Bo`?
//!
//! Reads forward from one item, past what describes a name and an age behind it. What the named are is not asked here.

use crate::language::MentionKind;

use super::lexeme::Sets;
use super::scope::{Item, People, What, join};

/// Whether the item may stand before a name as a description of its bearer: `Broadway star`, `5-year-old`.
pub(super) fn describes(item: &Item<'_>) -> bool {
    match item.what {
        What::Number | What::Date(_) => true,
        What::Word if item.any(Sets::STOPPER) => false,
        What::Word => {
            let participle = item.text.ends_with("ed") || item.text.ends_with("ing");
            item.is_capital() || !participle || item.text.contains('-') || item.any(Sets::STANDING)
        }
        _ => false,
    }
}

/// The person named from item `at` on, past what describes them; with `several`, those joined by and.
pub(super) fn named(items: &[Item<'_>], at: usize, several: bool) -> Option<(People, usize)> {
    let mut j = at;
    while j < items.len() && j < at + 7 {
        if let Some(who) = items[j].who() {
            let mut people = who.chains.clone();
            let mut end = j + 1;
            while several
                && let joint = past_trade(items, end)
                && items.get(joint).is_some_and(|x| x.is(&["and", "&"]))
                && let Some(next) = items.get(joint + 1).and_then(Item::who)
            {
                join(&mut people, &next.chains);
                end = joint + 2;
            }
            return (!people.is_empty()).then_some((people, end));
        }
        // "fencing champion Al Poe"
        let noun = |x: &Item<'_>| matches!(x.what, What::Word) && describes(x) && !x.is_capital();
        let of_a_trade = matches!(items[j].what, What::Word)
            && items[j].text.ends_with("ing")
            && items.get(j + 1).is_some_and(noun)
            && items.get(j + 2).is_some_and(|x| x.who().is_some_and(|w| w.kind == MentionKind::Name));
        if !(of_a_trade || describes(&items[j]) || items[j].is(&["the", "a", "an", "his", "her", "their"])) {
            return None;
        }
        j += 1;
    }
    None
}

/// Past `, a barge hand,` in front of an and: what the first of two parents does.
pub(super) fn past_trade(items: &[Item<'_>], at: usize) -> usize {
    let comma = |n: usize| items.get(n).is_some_and(|x| x.is(&[","]));
    let described =
        items.get(at + 1).and_then(Item::who).is_some_and(|w| w.kind == MentionKind::Nominal && w.kin.is_none());
    if comma(at) && described && comma(at + 2) {
        return at + 3;
    }
    if !(items.get(at).is_some_and(|x| x.is(&[","])) && items.get(at + 1).is_some_and(|x| x.is(&["a", "an", "the"]))) {
        return at;
    }
    let words = |n: &usize| items.get(*n).is_some_and(|x| describes(x) || x.is(&["of", "and", "at", "for"]));
    let last = (at + 2..at + 9).take_while(words).last();
    last.filter(|n| items.get(n + 1).is_some_and(|x| x.is(&[","]))).map_or(at, |n| n + 2)
}

/// A name with what describes it before, and an age after.
pub(super) fn one_name(items: &[Item<'_>], at: usize) -> Option<(People, usize)> {
    let mut j = at;
    while j < items.len() && j < at + 6 {
        if let Some(who) = items[j].who() {
            // "the late actor Al Poe"
            if who.kind == MentionKind::Nominal
                && !who.possessive
                && items.get(j + 1).is_some_and(|x| x.who().is_some_and(|w| w.kind == MentionKind::Name))
            {
                j += 1;
                continue;
            }
            if who.kind != MentionKind::Name || who.chains.is_empty() {
                return None;
            }
            return Some((who.chains.clone(), age_after(items, j + 1)));
        }
        if !(describes(&items[j]) || items[j].is(&["the"])) {
            return None;
        }
        j += 1;
    }
    None
}

/// Past `, 9` or `(9)`, when that follows a name.
pub(super) fn age_after(items: &[Item<'_>], at: usize) -> usize {
    let number =
        |n: usize| items.get(n).is_some_and(|x| matches!(x.what, What::Number | What::Date(_)) && x.text.len() <= 10);
    let opens = items.get(at).is_some_and(|x| x.is(&[",", "("]));
    if opens && number(at + 1) && items.get(at + 2).is_none_or(|x| !matches!(x.what, What::Word)) {
        let closed = items.get(at + 2).is_some_and(|x| x.is(&[")"]));
        return at + 2 + usize::from(closed);
    }
    at
}

/// Past a comma, an and, or both.
pub(super) fn separator(items: &[Item<'_>], at: usize) -> Option<usize> {
    let comma = usize::from(items.get(at)?.is(&[","]));
    let and = usize::from(items.get(at + comma).is_some_and(|x| x.is(&["and", "&"])));
    (comma + and > 0).then_some(at + comma + and)
}
