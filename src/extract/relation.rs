//! Who is what to whom?
//!
//! From kinship phrases (`her late husband, Al Poe`) and from the relation patterns of the table. A relation that is
//! denied, rumoured or only planned is none.

use crate::domain::{ChainId, Fact, Object, Relation, Span};

use super::footing;
use super::kin::{self, Family};
use super::matching::Hit;
use super::naming::named;
use super::phrase::KinPhrase;
use super::predicates::{COUPLES, Makes, PREDICATES, Role};
use super::scope::{People, Scope, What};
use super::subject::{nominative, subject_chains};
use super::{Claims, Read};

/// Remembers the couples and the children that patterns tell of.
pub(super) fn ties(scope: &Scope<'_>, hits: &[Hit], family: &mut Family) {
    for hit in hits {
        let predicate = match hit.row.makes {
            Makes::Relation => Some(hit.row.name.as_str()),
            // Who files for divorce is married.
            Makes::Event if hit.row.name == "divorce_filed" => Some("spouse"),
            Makes::Event => hit.row.then.as_deref(),
        };
        let couple = ["spouse", "engaged_to", "partner", "ex_spouse", "ex_engaged_to", "ex_partner"];
        if let Some(predicate) = predicate.filter(|p| couple.contains(p))
            && let [one, other] = hit.people().as_slice()
            && holds(scope, hit)
        {
            family.tie(*one, PREDICATES.name(predicate), *other);
        }
        if (hit.row.family || hit.row.name == "born") && holds(scope, hit) {
            for parent in hit.role(Role::A) {
                hit.role(Role::C).iter().for_each(|child| family.child(*parent, *child));
            }
        }
    }
}

/// Whether a relation pattern says that it is so.
fn holds(scope: &Scope<'_>, hit: &Hit) -> bool {
    let verb = hit.verb;
    let less = verb.negated || verb.future || verb.modal || verb.hearsay || verb.infinitive.is_some();
    // "married three times": to whom is not told.
    let set = scope.items.get(hit.end).is_some_and(|item| item.text.ends_with("times"));
    let counted = set || scope.is(hit.end, &["twice", "thrice"]) || scope.is(hit.end + 1, &["times"]);
    !(scope.question || less || counted) && footing::of(scope, hit.anchor).is_none()
}

/// The relations that a scope tells of.
pub(super) fn claims(read: &Read<'_>, claims: &mut Claims<'_>) {
    let scope = &read.scope;
    for phrase in &read.kin {
        of_kin(read, phrase, claims);
    }
    earlier_ties(scope, claims);
    for hit in read.hits.iter().filter(|h| h.row.makes == Makes::Relation && holds(scope, h)) {
        let at = scope.items[hit.anchor].span.start;
        if hit.row.family {
            for parent in [Role::A, Role::B].iter().flat_map(|r| hit.role(*r)) {
                for child in hit.role(Role::C) {
                    add(claims, scope, at, *parent, "child", *child);
                }
            }
        } else if hit.row.name == "parent" {
            for (child, parent) in
                hit.role(Role::A).iter().flat_map(|c| hit.role(Role::B).iter().map(move |p| (*c, *p)))
            {
                add(claims, scope, at, child, "parent", parent);
            }
        } else {
            pairs(claims, scope, at, former(scope, hit).unwrap_or(&hit.row.name), &hit.people());
        }
    }
}

const PAST: &[&str] = &[
    "previously",
    "formerly",
    "once",
    "briefly",
    "last",
    "previous",
    "past",
    "former",
    "prior",
    "earlier",
    "failed",
    "short-lived",
    "brief",
    "ended",
];

/// `a son from a previous relationship with Bo`: a tie that is over, and whose child.
fn earlier_ties(scope: &Scope<'_>, claims: &mut Claims<'_>) {
    for n in 2..scope.items.len() {
        let predicate = match scope.items[n].text {
            "marriage" => "ex_spouse",
            "engagement" => "ex_engaged_to",
            "relationship" | "romance" | "fling" => "ex_partner",
            _ => continue,
        };
        let ended = (n - 2..n).any(|k| scope.is(k, PAST) || scope.is(k, &["first", "second"]));
        let comma = usize::from(scope.is(n + 1, &[","]));
        if !ended || !scope.is(n + 1 + comma, &["with", "to"]) || footing::of(scope, n).is_some() {
            continue;
        }
        let Some((with, end)) = named(&scope.items, n + 2 + comma, false) else { continue };
        let ([with], false) = (with.as_slice(), scope.who(end - 1).is_none_or(|w| w.possessive)) else { continue };
        let at = scope.items[n].span.start;
        // "Her first marriage, to Al, ended in 2009."
        if let Some(whose) = (n.saturating_sub(4)..n).rev().find_map(|k| scope.who(k)) {
            if let ([one], true) = (whose.chains.as_slice(), whose.possessive && one_other(&whose.chains, *with)) {
                add(claims, scope, at, *one, predicate, *with);
            }
            let child = (n.saturating_sub(6)..n).find(|k| scope.is(*k, &["from"])).and_then(|k| {
                (k.saturating_sub(3)..k)
                    .rev()
                    .find_map(|c| scope.who(c))
                    .filter(|w| w.kin.as_deref().is_some_and(|(p, _)| *p == "child"))
            });
            for child in child.iter().flat_map(|w| &w.chains) {
                add(claims, scope, at, *with, "child", *child);
            }
            continue;
        }
        let Some(opens) = (n.saturating_sub(4)..n).rev().find(|k| scope.is(*k, &["from", "a", "an"])) else { continue };
        let child = (opens.saturating_sub(8)..opens).rev().find_map(|k| {
            scope.who(k).filter(|w| w.kin.as_deref().is_some_and(|(p, _)| *p == "child") && !w.possessive)
        });
        let Some((who, _)) = nominative(scope, opens) else { continue };
        if let ([one], false) = (who.as_slice(), who.contains(with)) {
            add(claims, scope, at, *one, predicate, *with);
            for child in child.iter().flat_map(|w| &w.chains) {
                add(claims, scope, at, *with, "child", *child);
            }
        }
    }
}

fn one_other(people: &[ChainId], than: ChainId) -> bool {
    people.len() == 1 && !people.contains(&than)
}

/// `was once engaged to`, `married to him from 2006 to 2011`: it is over.
fn former(scope: &Scope<'_>, hit: &Hit) -> Option<&'static str> {
    // "Previously married to Al, Bo wed Cy"
    let from = hit.start.min(hit.anchor.saturating_sub(2));
    let word = (from..hit.anchor).any(|n| scope.is(n, PAST));
    // "after calling off her engagement to Al"
    let off = hit.start > 0 && scope.is(hit.start - 1, &["off", "ending", "ended"]);
    let dates: Vec<usize> = (hit.anchor..(hit.end + 6).min(scope.items.len()))
        .filter(|n| matches!(scope.items[*n].what, What::Date(_)))
        .collect();
    let ended = dates.iter().any(|n| {
        scope.is(n.saturating_sub(1), &["until", "till"])
            || scope.is(n.saturating_sub(1), &["from", "between"])
                && scope.is(n + 1, &["to", "until", "and", "through"])
    });
    // "was engaged to Al for a year"
    let lasted = (hit.start..hit.end).any(|n| scope.is(n, &["was", "were"]))
        && (hit.end..hit.end + 2)
            .any(|n| scope.is(n, &["for"]) && scope.items.get(n + 1).is_some_and(|i| matches!(i.what, What::Date(_))));
    match hit.row.name.as_str() {
        _ if !(word || off || ended || lasted) => None,
        "spouse" => Some("ex_spouse"),
        "engaged_to" => Some("ex_engaged_to"),
        "partner" => Some("ex_partner"),
        _ => None,
    }
}

/// Between each two of the people; a crowd is no couple.
pub(super) fn pairs(claims: &mut Claims<'_>, scope: &Scope<'_>, at: usize, predicate: &str, people: &[ChainId]) {
    let most = if ["friend", "cohost", "sibling", "half_sibling", "costar"].contains(&predicate) { 4 } else { 2 };
    if people.len() > most {
        return;
    }
    for (n, one) in people.iter().enumerate() {
        for other in &people[n + 1..] {
            add(claims, scope, at, *one, predicate, *other);
        }
    }
}

pub(super) fn add(
    claims: &mut Claims<'_>,
    scope: &Scope<'_>,
    at: usize,
    subject: ChainId,
    predicate: &str,
    object: ChainId,
) {
    if subject == object || predicate.is_empty() {
        return;
    }
    let relation = Relation { subject, predicate: predicate.to_owned(), object: Object::Person(object), when: None };
    claims.add(Fact::Relation(relation), at, vec![scope.span]);
}

fn of_kin(read: &Read<'_>, phrase: &KinPhrase, claims: &mut Claims<'_>) {
    let scope = &read.scope;
    if !phrase.stated || !kin::told_as_fact(scope, phrase) {
        return;
    }
    if phrase.whose.len() > 1 && COUPLES.contains(&phrase.predicate) {
        return;
    }
    // "The singer's wife, Bo Poe, died": his late wife.
    let dead = |hit: &Hit| [Role::A, Role::K].iter().any(|role| *hit.role(*role) == *phrase.who);
    let died = |hit: &Hit| hit.row.name == "died" && dead(hit) && holds(scope, hit);
    // "His second wife was Bo, from whom he split in 1995."
    let parted = |hit: &Hit| {
        let words = scope.analysis.text(phrase.span);
        let ranked = ["first ", "second ", "third "].iter().any(|w| words.contains(w));
        ranked
            && hit.ends()
            && hit.people().len() == 2
            && phrase.who.iter().all(|w| hit.people().contains(w))
            && holds(scope, hit)
    };
    // "He married Al, his high school sweetheart": what she became tells it.
    let became =
        |hit: &Hit| hit.row.then.is_some() && !hit.ends() && phrase.who.iter().all(|w| hit.people().contains(w));
    if phrase.predicate == "partner" && scope.analysis.text(phrase.noun) == "sweetheart" && read.hits.iter().any(became)
    {
        return;
    }
    let predicate = match phrase.predicate {
        "spouse" if read.hits.iter().any(died) => "late_spouse",
        "spouse" if read.hits.iter().any(parted) => "ex_spouse",
        other => other,
    };
    let mut owners = if phrase.whose.is_empty() { owner(scope, phrase) } else { phrase.whose.clone() };
    if owners.is_empty() && phrase.bare && COUPLES.contains(&phrase.predicate) {
        owners = joined_by(read, phrase).into_iter().collect();
    }
    // "We have a son, Al, and a daughter, Bo": not Al has one.
    let child = |one: &ChainId| {
        let tells = |p: &&KinPhrase| p.predicate == "child" && p.who.contains(one);
        read.kin.iter().filter(tells).any(|p| owners.iter().any(|o| p.whose.contains(o)))
    };
    let two = owners.len() == 2 && phrase.predicate == "child";
    for whose in owners.iter().filter(|o| !(two && child(o))) {
        for who in &phrase.who {
            match phrase.inverse {
                Some(inverse) => add(claims, scope, phrase.noun.start, *who, inverse, *whose),
                None => add(claims, scope, phrase.noun.start, *whose, predicate, *who),
            }
        }
    }
    of_both(scope, phrase, claims);
    if owners.is_empty()
        && phrase.who.len() > 1
        && let Some(predicate) = mutual(scope, phrase)
    {
        pairs(claims, scope, phrase.noun.start, predicate, &phrase.who);
    }
}

/// `cohosts Al and Bo`, `twins Al and Bo`, `the Poe sisters, Al and Bo`: what they are to each other.
fn mutual(scope: &Scope<'_>, phrase: &KinPhrase) -> Option<&'static str> {
    let noun = scope.analysis.text(phrase.noun);
    // "twins Al and Bo, and a daughter, Cy": not all three.
    let born_together = [("twins", 2), ("triplets", 3)]
        .iter()
        .any(|(word, n)| noun.eq_ignore_ascii_case(word) && phrase.who.len() == *n);
    // "friends Al and Bo came": whose friends, nobody says.
    let best = || {
        let before = &scope.analysis.text(Span::new(scope.span.start, phrase.noun.start));
        before.trim_end().to_ascii_lowercase().ends_with("best")
    };
    match phrase.predicate {
        "sibling" | "half_sibling" => Some(phrase.predicate),
        "child" if phrase.bare && born_together => Some("sibling"),
        "cohost" | "spouse" | "costar" if phrase.bare => Some(phrase.predicate),
        "friend" if phrase.bare && best() => Some("friend"),
        _ => None,
    }
}

/// `the mother of Cy with Bo`, `his son Cy with his ex-wife, Bo`: Bo's child too.
fn of_both(scope: &Scope<'_>, phrase: &KinPhrase, claims: &mut Claims<'_>) {
    let Some(n) = scope.items.iter().position(|i| i.span == phrase.span) else { return };
    if !scope.is(n + 1, &["with"]) {
        return;
    }
    let Some((with, end)) = named(&scope.items, n + 2, false) else { return };
    let Some(other) = scope.who(end - 1).filter(|w| !w.possessive) else { return };
    let [with] = with.as_slice() else { return };
    let tied = other.kin.as_deref().is_some_and(|(kin, _)| COUPLES.contains(kin));
    let of = scope.analysis.text(Span::new(phrase.noun.end, phrase.span.end)).trim_start().starts_with("of ");
    let children = match phrase.predicate {
        "child" if tied => &phrase.who,
        "parent" if of => &phrase.whose,
        _ => return,
    };
    for child in children.iter().filter(|c| *c != with) {
        add(claims, scope, phrase.noun.start, *with, "child", *child);
    }
}

/// `Al split from ex-wife Bo`: the verb says whose she was.
fn joined_by(read: &Read<'_>, phrase: &KinPhrase) -> Option<ChainId> {
    let hit = read.hits.iter().find(|h| h.of_a_couple() && *h.role(Role::B) == *phrase.who)?;
    match hit.role(Role::A) {
        [one] => Some(*one),
        _ => None,
    }
}

/// Whose kin, when the phrase does not say: `survived by two sons`, `Al and wife Bo`, `he told cohost Cy`.
pub(super) fn owner(scope: &Scope<'_>, phrase: &KinPhrase) -> People {
    let items = &scope.items;
    let Some(n) = items.iter().position(|i| i.span == phrase.span) else { return People::new() };
    // "He leaves a wife, Al, and three children, Bo, Cy and Di"
    let leaves = |k: usize| {
        scope.is(k, &["leaves", "leaving"])
            && (scope.is(k + 1, &["behind", "a", "an", "two", "three", "four", "five", "six"])
                || scope.who(k + 1).is_some_and(|w| w.kin.is_some()))
    };
    // "She survives him, as do a daughter, Al, and a brother, Bo"
    let bereft = (0..n).rev().find(|k| scope.is(*k, &["survives", "survive"])).and_then(|k| scope.who(k + 1));
    if let (Some(who), false) = (bereft, phrase.bare) {
        return who.chains.clone();
    }
    let survived = (0..n).rev().find(|k| {
        scope.is(*k, &["survived"]) && scope.is(k + 1, &["by"])
            || (!phrase.bare || n > 0 && items[n - 1].is(&[",", "and"])) && leaves(*k)
    });
    if let Some(k) = survived {
        return nominative(scope, k).map(|(who, _)| who).unwrap_or_default();
    }
    // "She has two brothers, Al and Bo"
    if !phrase.bare && n > 0 && scope.is(n - 1, &["has", "have", "had"]) && phrase.predicate != "child" {
        return subject_chains(scope, n - 1).unwrap_or_default();
    }
    let Some(before) = n.checked_sub(1).filter(|_| phrase.bare) else { return People::new() };
    // "Alongside co-anchor Al, Bo signed off"
    if before == 0 && scope.is(0, &["alongside", "with"]) && scope.is(n + 1, &[","]) {
        let subject = named(items, n + 2, false).filter(|(_, end)| {
            scope.who(end - 1).is_some_and(|w| !w.possessive)
                && items.get(*end).is_some_and(|x| matches!(x.what, What::Word))
        });
        return subject.map(|(who, _)| who).filter(|who| who.len() == 1).unwrap_or_default();
    }
    if items[before].is(&["and", "&", ","]) {
        let near =
            before.checked_sub(1).and_then(|k| scope.who(k)).filter(|w| !w.possessive && items[before].text != ",");
        return near.filter(|w| w.chains.len() == 1).map(|w| w.chains.clone()).unwrap_or_default();
    }
    // "the Morning cohost Al Poe": of a show, not of anybody here.
    if items[before].is_capital() && before > 0
        || !matches!(items[before].what, What::Word)
        || phrase.who.len() > 1 && phrase.predicate != "child"
    {
        return People::new();
    }
    match nominative(scope, n) {
        Some((who, _)) if who.len() == 1 && !phrase.who.contains(&who[0]) => who,
        _ => People::new(),
    }
}
