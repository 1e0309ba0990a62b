//! Where is somebody from, and where do they live?
//!
//! A place is what is printed with capitals after words that say so; nothing is looked up.

use crate::domain::{Fact, Object, Relation};
use crate::language::MentionKind;
use crate::language::lexicon::{Class, place_length};

use super::Claims;
use super::footing;
use super::lexeme::Sets;
use super::scope::{Item, People, Scope, What};
use super::subject::{subject, subject_chains};

/// The home towns and residences that a scope tells of.
pub(super) fn claims(scope: &Scope<'_>, claims: &mut Claims<'_>) {
    let mut named: Option<String> = None;
    for n in 0..scope.items.len() {
        let item = &scope.items[n];
        let found = match &item.what {
            What::Word if item.any(Sets::HOME) || compound(item).is_some() || of_a_place(scope, n) => {
                from(scope, n).or_else(|| beside(scope, n)).or_else(|| verbs(scope, n))
            }
            What::Person(_) => described(scope, n),
            _ => continue,
        };
        let found = found.or_else(|| here(scope, n).and_then(|who| Some((who, "hometown", named.clone()?))));
        let Some((who, predicate, place)) = found.filter(|_| footing::of(scope, n).is_none()) else { continue };
        named = Some(place.clone());
        for subject in who {
            let relation = Relation {
                subject,
                predicate: predicate.to_owned(),
                object: Object::Place(place.clone()),
                when: if predicate == "residence" { scope.analysis.article.date.clone() } else { None },
            };
            claims.add(Fact::Relation(relation), scope.items[n].span.start, vec![scope.span]);
        }
    }
}

/// `Ann Poe, of Leeds`
fn of_a_place(scope: &Scope<'_>, n: usize) -> bool {
    n > 0 && scope.is(n, &["of"]) && scope.is(n - 1, &[","])
}

/// What a name ends in that is no place but a body.
const BODIES: &[&str] = &[
    "Police",
    "University",
    "College",
    "Council",
    "Securities",
    "Bank",
    "Union",
    "Association",
    "Institute",
    "Party",
    "Society",
    "Foundation",
    "Trust",
    "Group",
    "Ltd",
    "Inc",
    "FC",
    "Fund",
    "Partners",
    "Constabulary",
    "Hospital",
];

type Found = (People, &'static str, String);

/// `from Akron, Ohio`, said of a person, not of a movement.
fn from(scope: &Scope<'_>, n: usize) -> Option<Found> {
    if !scope.is(n, &["from"]) {
        return None;
    }
    let (place, _) = place(scope, n + 1)?;
    let before = n.checked_sub(1)?;
    let item = &scope.items[before];
    // "Al's from Ohio", "the 36-year-old firefighter from Ohio"
    if let Some(who) = item.who() {
        let described = who.kind == MentionKind::Nominal || who.possessive;
        return (described && !who.chains.is_empty()).then(|| (who.chains.clone(), "hometown", place));
    }
    let mut k = before;
    while k > 0 && scope.items[k].is(&["both", "originally", "all", "also", "actually"]) {
        k -= 1;
    }
    if scope.items[k]
        .is(&["is", "are", "was", "were", "’re", "'re", "’m", "'m", "’s", "'s", "being", "hails", "comes", "hail"])
    {
        // "who hails from": the verb's own subject.
        let verb = if scope.items[k].is(&["hails", "comes", "hail"]) { k } else { n };
        return Some((subject_chains(scope, verb)?, "hometown", place));
    }
    // "Bo Coe, 26, a nurse from Georgia,"
    if matches!(item.what, What::Word) && !item.is_capital() {
        let comma = (before.saturating_sub(6)..before).rev().find(|k| scope.is(*k, &[","]))?;
        if !scope.is(comma + 1, &["a", "an", "the"]) {
            return None;
        }
        let mut host = comma.checked_sub(1)?;
        if matches!(scope.items[host].what, What::Number | What::Date(_)) {
            host = host.checked_sub(2)?;
        }
        let who = scope.who(host).filter(|w| w.kind == MentionKind::Name && !w.possessive)?;
        return Some((who.chains.clone(), "hometown", place));
    }
    None
}

/// `Leeds-born`, `Ohio-based`: what it says, and the place.
fn compound<'a>(item: &Item<'a>) -> Option<(&'static str, &'a str)> {
    if item.is_capital() { origin(item.text) } else { None }
}

fn origin(word: &str) -> Option<(&'static str, &str)> {
    let (place, rest) = word.rsplit_once('-').filter(|(place, _)| place.starts_with(char::is_uppercase))?;
    // "the Belgian-born pianist": a people is no place.
    if Class::of(place).any(Class::DEMONYM) {
        return None;
    }
    match rest {
        "born" | "raised" => Some(("hometown", place)),
        "based" => Some(("residence", place)),
        _ => None,
    }
}

/// By a description: `the Leeds native`, `a native of Gary, Indiana`, `the Tulsa-born singer`.
fn described(scope: &Scope<'_>, n: usize) -> Option<Found> {
    let item = &scope.items[n];
    let who = item.who().filter(|w| w.kind == MentionKind::Nominal)?;
    let (_, rest) = item.text.split_once(' ')?;
    let mut words = rest.split(' ');
    let (predicate, place) = if rest == "native" && scope.is(n + 1, &["of"]) {
        ("hometown", place(scope, n + 2)?.0)
    } else if let Some(place) = rest.strip_suffix(" native").filter(|place| place.starts_with(char::is_uppercase)) {
        ("hometown", place.to_owned())
    } else {
        let (predicate, place) = words.find_map(origin)?;
        (predicate, place.to_owned())
    };
    let chains = if who.chains.is_empty() {
        let next = n + 1 + usize::from(scope.is(n + 1, &[","]));
        let before = n.checked_sub(2).filter(|_| n > 0 && scope.is(n - 1, &[","]));
        let name = |k: usize| scope.who(k).filter(|w| w.kind == MentionKind::Name && !w.possessive);
        let found = before.and_then(name).or_else(|| name(next)).map(|w| w.chains.clone());
        found.or_else(|| subject_chains(scope, n))?
    } else {
        who.chains.clone()
    };
    Some((chains, predicate, place))
}

/// Said right beside a name: `Leeds-born singer Ann Poe`, `Leeds native Ann Poe`, `Ann Poe, of Leeds,`.
fn beside(scope: &Scope<'_>, n: usize) -> Option<Found> {
    let named =
        |k: usize| scope.who(k).filter(|w| w.kind == MentionKind::Name && !w.possessive && !w.chains.is_empty());
    // The roles between: "the Tulsa-born country singer Ann Poe"
    let behind = |from: usize| {
        let word = |k: &usize| matches!(scope.items[*k].what, What::Word) && !scope.items[*k].is_capital();
        let roles = (from..scope.items.len().min(from + 5)).take_while(word).count();
        named(from + roles).map(|w| w.chains.clone())
    };
    if let Some((predicate, place)) = compound(&scope.items[n]) {
        return Some((behind(n + 1)?, predicate, place.to_owned()));
    }
    if scope.is(n, &["native"]) {
        let first = (n.saturating_sub(3)..n).rev().take_while(|k| scope.items[*k].is_capital()).last()?;
        let (place, end) = place(scope, first)?;
        let apposed = || {
            let article = first.checked_sub(1).filter(|k| scope.is(*k, &["a", "an"]))?;
            let comma = article.checked_sub(1).filter(|k| scope.is(*k, &[","]))?;
            named(comma.checked_sub(1)?).map(|w| w.chains.clone())
        };
        return (end == n)
            .then(|| named(n + 1).map(|w| w.chains.clone()).or_else(apposed))
            .flatten()
            .map(|who| (who, "hometown", place));
    }
    // "Originally from Dayton, Ohio, Ann Poe"
    if scope.is(n, &["from"]) && n == 1 && scope.is(0, &["Originally", "originally"]) {
        let (place, end) = place(scope, 2)?;
        return scope.is(end, &[","]).then(|| named(end + 1)).flatten().map(|w| (w.chains.clone(), "hometown", place));
    }
    // "Ann Poe, of Leeds, and Bo Roe, from Hull,"
    if scope.is(n, &["of", "from"]) && n > 1 && scope.is(n - 1, &[","]) {
        let mut host = n - 2;
        if matches!(scope.items[host].what, What::Number | What::Date(_)) {
            host = host.checked_sub(2)?;
        }
        let who = named(host)?;
        let (place, end) = place(scope, n + 1)?;
        // "Ann Poe, of Leeds Police": for whom she speaks, not where she lives.
        let body = place.rsplit(' ').next().is_some_and(|last| BODIES.contains(&last));
        let closed = !body && (end == scope.items.len() || scope.items[end].is(&[",", ".", ";", "and"]));
        let predicate = if scope.is(n, &["of"]) { "residence" } else { "hometown" };
        return closed.then(|| (who.chains.clone(), predicate, place));
    }
    None
}

/// `I am from here`: the place that the same speaker or narrator has just named so.
fn here(scope: &Scope<'_>, n: usize) -> Option<People> {
    let said = scope.is(n, &["from"]) && scope.is(n + 1, &["here", "there"]) && n > 0;
    let be = said && scope.is(n - 1, &["are", "am", "is", "both", "all", "’m", "'m", "’re", "'re"]);
    be.then(|| subject_chains(scope, n)).flatten()
}

/// `grew up in`, `lives in`, `her home town of`, `a native of`.
fn verbs(scope: &Scope<'_>, n: usize) -> Option<Found> {
    let is = |k: usize, words: &[&str]| scope.is(k, words);
    let whose = |k: usize| scope.who(k).filter(|w| w.possessive && !w.chains.is_empty()).map(|w| w.chains.clone());
    if is(n, &["hometown", "native"]) && n > 0 {
        let of = n + 1 + usize::from(is(n + 1, &["of", ","]));
        if let (Some(who), Some((place, _))) = (whose(n - 1), place(scope, of)) {
            return Some((who, "hometown", place));
        }
    }
    if is(n, &["native"]) && is(n + 1, &["of"]) && n > 1 && is(n - 1, &["a", "an"]) {
        let who = if is(n - 2, &[","]) {
            n.checked_sub(3).and_then(|k| scope.who(k)).filter(|w| !w.possessive).map(|w| w.chains.clone())
        } else {
            subject_chains(scope, n - 1)
        };
        return Some((who?, "hometown", place(scope, n + 2)?.0));
    }
    // "Her hometown is Yuma."
    if is(n, &["hometown"]) && n > 0 && is(n + 1, &["is", "was"]) {
        return Some((whose(n - 1)?, "hometown", place(scope, n + 2)?.0));
    }
    // "calls Phoenix home"
    if is(n, &["calls"]) {
        let (place, end) = place(scope, n + 1)?;
        return is(end, &["home"]).then(|| subject_chains(scope, n)).flatten().map(|who| (who, "residence", place));
    }
    // "has moved from Galway to New York": who once moved may live elsewhere now.
    if is(n, &["moved", "relocated"]) && (n.saturating_sub(2)..n).any(|k| is(k, &["has", "have", "’ve", "'ve"])) {
        let mut at = n + 1 + usize::from(is(n + 1, &["back"]));
        if is(at, &["from"]) {
            at = place(scope, at + 1)?.1;
        }
        let place = is(at, &["to"]).then(|| place(scope, at + 1)).flatten()?.0;
        // One moves to a club or a network too.
        if !place.contains(',') && place_length(place.split(' ')) == 0 {
            return None;
        }
        return Some((subject_chains(scope, n)?, "residence", place));
    }
    // "in Dayton, Ohio, where she grew up"
    let place_behind = |verb: usize| {
        let (who, start, _) = subject(scope, verb)?;
        let comma = start.checked_sub(2).filter(|k| is(*k, &[","]) && is(start - 1, &["where"]))?;
        let capital = |k: &usize| scope.items[*k].is_capital() || is(*k, &[","]);
        let first = (comma.saturating_sub(6)..comma).rev().take_while(capital).last()?;
        let (place, end) = place(scope, first)?;
        (end == comma).then_some((who, "hometown", place))
    };
    if is(n, &["grew"]) && is(n + 1, &["up"]) || is(n, &["raised"]) && n > 0 && is(n - 1, &["was", "were"]) {
        let closed = scope.items.get(n + 2).is_none_or(|x| matches!(x.what, What::Stop | What::Quote));
        if let Some(found) = place_behind(n).filter(|_| closed || is(n, &["raised"])) {
            return Some(found);
        }
    }
    let (predicate, at) = if is(n, &["grew"]) && is(n + 1, &["up"]) {
        ("hometown", n + 2)
    } else if is(n, &["raised"]) {
        ("hometown", n + 1)
    } else if is(n, &["lives", "resides", "live", "reside", "living", "here"])
        || is(n, &["based"]) && n > 0 && is(n - 1, &["is", "are", "now", "currently", "’s", "'s"])
    {
        ("residence", n + 1)
    } else {
        return None;
    };
    let mut at = at;
    while at < n + 4 && is(at, &["out", "up", "over", "back", "now", "still", "here", "together", "just"]) {
        at += 1;
    }
    if !is(at, &["in", "outside", "near"]) {
        return None;
    }
    let (place, _) = place(scope, at + 1)?;
    let first = |s: &Item<'_>| s.who().is_some() || s.is(&["’m", "'m", "am"]);
    if is(n, &["here"]) && !n.checked_sub(1).is_some_and(|k| first(&scope.items[k])) {
        return None;
    }
    Some((subject_chains(scope, n)?, predicate, place))
}

/// A place from item `at` on: capitals, with the state after a comma; brackets are an editor's.
fn place(scope: &Scope<'_>, at: usize) -> Option<(String, usize)> {
    let mut words: Vec<&str> = Vec::new();
    let mut place = String::new();
    let mut n = at;
    while let Some(item) = scope.items.get(n) {
        let next_capital = |k: usize| scope.items.get(k).is_some_and(Item::is_capital);
        if item.is_capital() && !(words.is_empty() && item.is(&["The"])) {
            // A full stop belongs to "D.C.", not to "LA."
            let text = item.text;
            words.push(if text.matches('.').count() == 1 { text.trim_end_matches('.') } else { text });
        } else if item.text == "," && next_capital(n + 1) && !words.is_empty() && !place.contains(',') {
            place = words.join(" ") + ",";
            words.clear();
        } else if item.text == "," && scope.is(n + 1, &["["]) && next_capital(n + 2) && place.is_empty() {
            place = words.join(" ") + ",";
            words.clear();
            n += 1;
        } else {
            break;
        }
        n += 1;
        if words.len() > 4 {
            return None;
        }
    }
    if words.is_empty() {
        return (!place.is_empty()).then(|| (place.trim_end_matches(',').to_owned(), n));
    }
    if !place.is_empty() {
        place.push(' ');
    }
    place.push_str(&words.join(" "));
    Some((place, n))
}
