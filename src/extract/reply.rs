//! What does `April of 2019, at a bus stop` tell as the answer to `When did you two meet?`
//!
//! A short answer has no verb: the question says what happened and to whom, the answer when and where. The same holds for
//! `As to how they met: “It was the book fair, May 2013”`. Nothing is read from an answer that opens in another way.

use crate::domain::{Edtf, Event, Fact, Span, Status};
use crate::language::MentionKind;

use super::predicates::{Makes, Row};
use super::scope::{Item, People, What, join};
use super::{Claims, Read, circumstance, dating, matching};

/// What was asked: the event, and whose it is as far as the question says.
struct Asked {
    row: &'static Row,
    people: People,
    paragraph: usize,
    /// How many sentences have been said since.
    heard: usize,
}

/// Adds what short answers tell.
pub(super) fn claims(readings: &[Read<'_>], claims: &mut Claims<'_>) {
    let mut asked: Option<Asked> = None;
    for read in readings {
        let scope = &read.scope;
        let here = scope.paragraph;
        if let Some(found) = question(read) {
            asked = Some(found);
            continue;
        }
        // An answer may begin with a word to whoever asks: "She's right. It was the fair, May 2013."
        let over = |a: &mut Asked| here > a.paragraph + 1 || a.heard == 3 || scope.question && scope.quoted;
        if asked.take_if(over).is_some() {
            continue;
        }
        if let Some(open) = &mut asked {
            open.heard += usize::from(scope.quoted);
            if answer(read, open, claims) {
                asked = None;
            }
        }
    }
}

/// `When did you two first meet?`, `how they met`.
fn question(read: &Read<'_>) -> Option<Asked> {
    const ASKING: &[&str] = &["when", "where", "how"];
    let scope = &read.scope;
    let paragraph = scope.paragraph;
    let topic = read.hits.iter().find(|h| {
        h.row.makes == Makes::Event
            && h.row.people == 2
            && (h.start.saturating_sub(2)..h.start).any(|n| scope.is(n, ASKING))
            && !(h.start..h.end + 2).any(|n| scope.is(n, &["will", "would"]))
    });
    if let Some(hit) = topic.filter(|_| !scope.quoted) {
        return Some(Asked { row: hit.row, people: hit.people(), paragraph, heard: 0 });
    }
    // "the old argument over how they met", whoever they are
    let unnamed = (0..scope.items.len()).filter(|n| !scope.quoted && scope.is(*n, ASKING)).find_map(|n| {
        let subject = scope.who(n + 1).filter(|w| !w.possessive)?;
        let row = (n + 2..n + 4).find_map(|k| matching::row_of_two(scope, k))?;
        Some(Asked { row, people: subject.chains.clone(), paragraph, heard: 0 })
    });
    if let Some(asked) = unnamed.filter(|a| a.people.len() != 1 && !scope.question) {
        return Some(asked);
    }
    let opens = (0..scope.items.len().min(6)).find(|n| scope.is(*n, ASKING))?;
    let past = (opens + 1..opens + 4).any(|n| scope.is(n, &["did", "were"]));
    let verb = (opens + 2..scope.items.len().min(opens + 12)).find(|n| matching::of_two(scope, *n))?;
    let row = matching::row_of_two(scope, verb)?;
    let named = scope.items[opens..].iter().filter_map(Item::who).filter(|w| !w.possessive);
    let mut people = People::new();
    for who in named.filter(|w| w.kind == MentionKind::Name || w.chains.len() == 2) {
        join(&mut people, &who.chains);
    }
    // "you two": whom the article has named before.
    let both = scope.items[opens..].iter().any(|i| i.is(&["you"]));
    if both && people.is_empty() {
        people.extend(read.pair.into_iter().flatten());
    }
    (past && scope.question && people.len() <= 2).then_some(Asked { row, people, paragraph, heard: 0 })
}

/// `April of 2019, at a bus stop.`; `It was the gala, November 13, 2021.` Whether it is an answer.
fn answer(read: &Read<'_>, asked: &Asked, claims: &mut Claims<'_>) -> bool {
    const SMALL: &[&str] =
        &["in", "on", "back", "at", "about", "around", "early", "late", "the", "that", "was", "it", "’s"];
    let scope = &read.scope;
    // "Poe: In May" without marks
    let label = scope.who(0).filter(|w| !scope.quoted && w.kind == MentionKind::Name && scope.is(1, &[":"]));
    let from = if label.is_some() { 2 } else { 0 };
    if !scope.quoted && label.is_none() {
        return false;
    }
    let Some(n) = (from..scope.items.len().min(9)).find(|n| matches!(scope.items[*n].what, What::Date(_))) else {
        return false;
    };
    let before = &scope.items[from..n];
    let it_was = before.len() > 2 && before[0].is(&["it", "that"]) && before[1].is(&["was", "’s", "'s"]);
    let noun = |i: &Item<'_>| matches!(i.what, What::Word | What::Stop | What::Number) && !i.is(&["when", "if", "not"]);
    let short = before.iter().all(|i| i.is(SMALL)) || it_was && before[2..].iter().all(noun);
    let told = read.hits.iter().any(|h| h.row.makes == Makes::Event);
    let mut people = asked.people.clone();
    let speakers = scope.speaker.iter().chain(&scope.other).chain(label.map_or(&[][..], |w| &w.chains));
    people.extend(speakers.filter(|c| !asked.people.contains(c)).copied().collect::<Vec<_>>());
    people.truncate(2);
    if !short || told || people.len() < 2 {
        return false;
    }
    // "The week after the finale": after what, nobody knows.
    let open = scope.is(n + 1, &["after", "before", "following", "since"]);
    let Some(when) = dating::at(scope, n).filter(|_| !open) else { return false };
    let today = scope.analysis.article.date.as_ref().and_then(Edtf::upper);
    if matches!((when.date.lower(), today), (Some(day), Some(today)) if day > today) {
        return false;
    }
    let place = circumstance::site(scope, n + 1, scope.items.len());
    let event = Event {
        kind: asked.row.name.clone(),
        participants: people.into_vec(),
        place,
        date: Some(when.date),
        how: when.how,
        status: Status::Happened,
        detail: None,
        after: None,
    };
    let evidence: Vec<Span> = vec![scope.span];
    claims.add(Fact::Event(event), scope.span.start, evidence);
    true
}
