//! Who took part in an event?
//!
//! Whoever the pattern names, and where it names one of two, the other by description, couple or family. Decides nothing
//! about whether and when it happened.

use crate::domain::ChainId;
use crate::language::MentionKind;

use super::Read;
use super::kin::Family;
use super::matching::Hit;
use super::predicates::Role;
use super::scope::{People, Scope, What};

/// Those who took part in what a hit tells, in the order of its row; fewer than its row asks for where they can't be told.
pub(super) fn of(read: &Read<'_>, hit: &Hit, family: &Family) -> People {
    let scope = &read.scope;
    let mut people = hit.people();
    if let ([one], true) = (people.as_slice(), hit.row.people == 2)
        && let Some(other) = apposed(scope, hit).filter(|other| other != one)
    {
        people.push(other);
        return people;
    }
    let over = hit.ends();
    // "They met in 2019 at a fair, where she worked, and split up in May": from whom is told in front.
    let told = |h: &Hit| h.anchor < hit.anchor && hit.row.then.is_some() && h.of_a_couple();
    if let ([one], true) =
        (people.as_slice(), hit.role(Role::B).is_empty() && hit.anchor > 0 && scope.is(hit.anchor - 1, &["and"]))
        && let Some(two) = read.hits.iter().rev().filter(|h| told(h)).find_map(Hit::couple)
        && let Some(other) = two.iter().find(|c| *c != one).filter(|_| two.contains(one))
    {
        people.push(*other);
        return people;
    }
    // "The bride's previous marriage ended": with somebody else.
    let another = (hit.start..hit.end).any(|n| scope.is(n, &["previous", "first", "earlier", "second", "former"]));
    if another && people.len() < 2 && hit.row.people == 2 && scope.who(hit.start).is_some_and(|w| w.possessive) {
        return People::new();
    }
    match (people.as_slice(), &read.couple) {
        _ if hit.row.people != 2 || hit.row.then.is_none() => {}
        // "The divorce was finalized", told of nobody: theirs.
        ([], Some(couple)) if !scope.quoted => people.extend(couple.people()),
        // "He got down on one knee" after a sentence about him and somebody else.
        ([one], Some(couple)) => people.extend(couple.other(*one, over)),
        _ => {}
    }
    // "She reached out": to the speaker.
    if people.len() == 1 && hit.row.voice && scope.quoted {
        let speaker = scope.speaker.first().copied();
        people.extend(if people.first() == speaker.as_ref() { scope.other } else { speaker });
    }
    if people.len() == 1 && hit.row.people == 2 {
        // Who has remarried has not married the one before.
        let again = scope.items[hit.anchor].text.starts_with("remarri");
        let partner = hit.row.partner.iter().filter(|p| !(again && p.starts_with("ex_")));
        people.extend(partner.into_iter().find_map(|p| family.only(&people, p)));
    }
    people
}

/// `Al Poe, a plumber she met in May`: whom a clause without a pronoun of its own describes.
fn apposed(scope: &Scope<'_>, hit: &Hit) -> Option<ChainId> {
    const TAKES: &[&str] = &["met", "married", "wed", "dated", "divorced", "left"];
    let noun = hit.start.checked_sub(1)?;
    // "a plumber she met in May" takes no object behind the verb.
    if !scope.is(hit.anchor, TAKES) || !hit.role(Role::B).is_empty() || scope.who(hit.end).is_some() {
        return None;
    }
    let describes = |n: &usize| {
        let item = &scope.items[*n];
        let nominal = || item.who().is_some_and(|w| w.kind == MentionKind::Nominal && !w.possessive);
        matches!(item.what, What::Word) && !item.is(&["and", "but", "when", "that", "because", "said", "as"])
            || nominal()
    };
    let first = (noun.saturating_sub(7)..=noun).rev().take_while(describes).last()?;
    let article = scope.items[first].text.split(' ').next().unwrap_or_default();
    let comma = first.checked_sub(1).filter(|n| scope.is(*n, &[","]) && ["a", "an", "the"].contains(&article))?;
    let host = comma.checked_sub(1)?;
    let host = if matches!(scope.items[host].what, What::Number | What::Date(_)) { host.checked_sub(2)? } else { host };
    let who = scope.who(host).filter(|w| w.kind == MentionKind::Name && !w.possessive)?;
    if let [one] = who.chains.as_slice() { Some(*one) } else { None }
}
