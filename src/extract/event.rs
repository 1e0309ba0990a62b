//! What happened, is planned or denied: to whom, when and where?
//!
//! From the event patterns of the table. An event that happened may bring a relation about (`then`).

use crate::domain::{
    Attribute, ChainId, Claim, Earlier, Edtf, Event, Fact, How, Object, Relation, Span, Status, Timex, TimexType,
};

use crate::language::{MentionKind, temporal};

use super::circumstance;
use super::dating::{self, When};
use super::kin::Family;
use super::matching::Hit;
use super::predicates::{Makes, Role};
use super::scope::{Scope, What};
use super::{Claims, Read};
use super::{age, noun, participants, relation, role, status, witness};

/// The events that a scope tells of; `before` is the scope in front of it.
pub(super) fn claims(read: &Read<'_>, before: Option<&Read<'_>>, family: &Family, claims: &mut Claims<'_>) {
    let scope = &read.scope;
    let anchors: Vec<usize> = read.hits.iter().filter(|h| h.row.makes == Makes::Event).map(|h| h.anchor).collect();
    for hit in read.hits.iter().filter(|h| h.row.makes == Makes::Event) {
        let people = participants::of(read, hit, family);
        if people.len() < hit.row.people && !(hit.row.alone && people.len() == 1) {
            continue;
        }
        let others: Vec<usize> = anchors.iter().copied().filter(|a| *a >= hit.end).collect();
        let end = circumstance::clause_end(scope, hit, &others);
        let told = if hit.row.since { since(scope, hit) } else { when(scope, hit, end, before) };
        let next = others.first().copied().unwrap_or(scope.items.len());
        let told = told.or_else(|| dating::meanwhile(scope, end, next)).or_else(|| dating::earlier(scope, hit));
        let told = told.or_else(|| dating::announced(scope).filter(|_| hit.row.name == "cast_on"));
        let told = told.map(|w| dating::in_tense(scope, hit, w));
        let told = told.map(|w| dating::of_that_year(scope, w, claims.date_of(&people)));
        if hit.row.since && told.is_none() {
            continue;
        }
        let Some(status) = status::of(scope, hit, told.as_ref().map(|w| &w.date)) else { continue };
        // "was married to", "married for ten years": a state. "how they met": no news of it.
        let state =
            hit.row.name == "married" && scope.is(hit.end, &["for", "to"]) && !scope.is(hit.anchor, &["eloped"]);
        let topic = told.is_none()
            && (hit.start.saturating_sub(2)..hit.start).any(|n| scope.is(n, &["how", "where", "what", "why"]));
        // "had two sons": they have them, and nobody says since when. "the day he died": no news either.
        let topic = topic
            || told.is_none()
                && (hit.row.name == "born" && scope.is(hit.anchor, &["had", "have"])
                    || hit.start > 0 && scope.is(hit.start - 1, &["day", "time", "moment"]));
        // "their wedding anniversary", "her engagement ring"
        let divorce = hit.row.name == "split" && scope.is(hit.end, &["in"]) && scope.is(hit.end + 1, &["divorce"]);
        // "has split from coach Ann Poe": they worked together.
        let works = |n: usize| scope.is(n, noun::COLLEAGUES);
        let divorce = divorce || hit.row.name == "split" && (hit.anchor + 1..=hit.end).any(works);
        let thing = divorce
            || noun::called_off(scope, hit)
            || scope.is(hit.end, noun::THINGS)
            || noun::newborn_unnamed(scope, hit);
        if state
            || topic
            || thing
            || hit.row.dated && !noun::stands_dated(scope, hit, told.as_ref())
            || hit.row.outlet && circumstance::outlet(scope, hit).is_none()
        {
            continue;
        }
        // "Bo Poe, whom the singer married": a singer she is not taken for her husband.
        if let (Some(_), [one, other]) = (&hit.row.then, people.as_slice())
            && hit.role(Role::A).len() == 1
            && hit.role(Role::B).len() == 1
            && scope
                .who(hit.start)
                .is_some_and(|w| w.kind == MentionKind::Nominal && w.kin.is_none() && w.chains.len() == 1)
            && scope.analysis.pronouns(*one).is_some_and(|p| scope.analysis.pronouns(*other) == Some(p))
        {
            continue;
        }
        let mut evidence = vec![scope.span];
        evidence.extend(told.as_ref().map(|w| w.span).filter(|s| !scope.span.contains(*s)));
        let dated = told.or_else(|| by_now(scope, hit, status));
        let at = scope.items[hit.anchor].span.start;
        let place = if noun::governed(scope, hit) {
            None
        } else if hit.row.outlet {
            circumstance::outlet(scope, hit)
        } else if hit.row.show {
            circumstance::show(scope, hit, end)
        } else {
            circumstance::place(scope, hit, end)
        };
        let event = Event {
            kind: hit.row.name.clone(),
            participants: people.to_vec(),
            place: place.or_else(|| (hit.row.name == "first_contact").then(|| "online".to_owned())),
            how: dated.as_ref().map_or(How::Inferred, |w| w.how),
            date: dated.map(|w| w.date),
            status,
            detail: hit.row.tells.clone().or_else(|| circumstance::detail(scope, hit, end)),
            after: earlier(read, hit),
        };
        let date = event.date.clone();
        if hit.row.name == "died"
            && status == Status::Happened
            && let ([person], Some(years)) = (people.as_slice(), age::at_death(scope, hit.end))
        {
            let age = Attribute::Age { person: *person, years, as_of: date.clone() };
            claims.add(Fact::Attribute(age), at, vec![scope.span]);
        }
        if hit.row.name == "appeared_on"
            && status == Status::Happened
            && let ([person], Some(show)) = (
                people.as_slice(),
                event.place.as_ref().and_then(|p| {
                    scope
                        .span
                        .cut(&scope.analysis.article.text)
                        .find(p.as_str())
                        .map(|i| Span::new(scope.span.start + i, scope.span.start + i + p.len()))
                }),
            )
            && show.start > at
            && scope.items[hit.anchor].text.ends_with("ed")
        {
            role::add(scope, *person, scope.items[hit.anchor].span.cover(show), claims);
        }
        let mut told = alternatives(scope, hit, &event);
        if told.is_empty() {
            told.push(event);
        }
        let witness = witness::of(scope, hit);
        for event in told {
            claims.add_by(witness, Fact::Event(event), at, evidence.clone());
        }
        if status == Status::Happened {
            consequences(scope, hit, &people, date, family, at, claims);
        }
    }
}

/// `They met, depending on whom you ask, at a gym in 2015 or on a beach in 2017`: each of the two as told.
fn alternatives(scope: &Scope<'_>, hit: &Hit, event: &Event<ChainId>) -> Vec<Event<ChainId>> {
    let all = scope.items.len();
    let open = (hit.end..all.min(hit.end + 6)).any(|n| scope.is(n, &["depending", "either"]));
    let Some(or) = (hit.end..all).find(|n| scope.is(*n, &["or"])).filter(|_| open) else { return Vec::new() };
    let part = |from: usize, to: usize| {
        let when = (from..to).find_map(|n| dating::at(scope, n));
        let place = circumstance::site(scope, from, to);
        when.map(|w| Event { date: Some(w.date), how: w.how, place, ..event.clone() })
    };
    match (part(hit.end, or), part(or + 1, all)) {
        (Some(one), Some(other)) => vec![one, other],
        _ => Vec::new(),
    }
}

/// Nobody meets or marries the dead: drops what is dated after somebody's death, as told here.
pub(super) fn drop_after_death(made: &mut Vec<Claim<ChainId>>) {
    const LIVING: &[&str] = &["met", "first_contact", "started_dating", "engaged", "married", "split", "divorced"];
    let death = |claim: &Claim<ChainId>| match &claim.fact {
        Fact::Event(e) if e.kind == "died" && e.status == Status::Happened => {
            Some((*e.participants.first()?, e.date.as_ref()?.upper()?))
        }
        _ => None,
    };
    let deaths: Vec<(ChainId, jiff::civil::Date)> = made.iter().filter_map(death).take(64).collect();
    made.retain(|claim| match &claim.fact {
        Fact::Event(e) if LIVING.contains(&e.kind.as_str()) => {
            let day = e.date.as_ref().and_then(Edtf::lower);
            !deaths.iter().any(|(dead, died)| e.participants.contains(dead) && day.is_some_and(|d| d > *died))
        }
        _ => true,
    });
}

/// `She messaged him after he left the show`: what the sentence says came first.
fn earlier(read: &Read<'_>, hit: &Hit) -> Option<Earlier<ChainId>> {
    let scope = &read.scope;
    let events = || read.hits.iter().filter(|h| h.row.makes == Makes::Event && h.anchor != hit.anchor);
    let follows = |h: &&Hit| {
        let behind = h.start >= hit.end;
        // "wrote online after he left", "Once he left, she wrote": the joint stands right in front of what came first.
        let (from, to) = if behind { (hit.end, h.start) } else { (0, h.start) };
        let joint = (from..to.min(from + 4)).find(|n| scope.is(*n, &["after", "once"]));
        (behind || h.end <= hit.start) && joint.is_some_and(|n| h.start <= n + 2)
    };
    let found = events().find(follows)?;
    let people = found.people();
    (!people.is_empty() && !found.verb.negated)
        .then(|| Earlier { kind: found.row.name.clone(), participants: people.into_vec() })
}

fn consequences(
    scope: &Scope<'_>,
    hit: &Hit,
    people: &[ChainId],
    date: Option<Edtf>,
    family: &Family,
    at: usize,
    claims: &mut Claims<'_>,
) {
    // Who has separated from a husband is married to him still, or was until the divorce.
    let married = |one: ChainId, other: ChainId| {
        let tied = |tie| family.only(&[one], tie) == Some(other) || family.only(&[other], tie) == Some(one);
        tied("spouse") || tied("ex_spouse")
    };
    if let (Some(then), [one, other]) = (&hit.row.then, people)
        && !(then == "ex_partner" && married(*one, *other))
    {
        // "married from 2006 to 2011" is over.
        let over = date.as_ref().is_some_and(spans_years);
        let then = match then.as_str() {
            "spouse" if over => "ex_spouse",
            "engaged_to" if over => "ex_engaged_to",
            "partner" if over => "ex_partner",
            other => other,
        };
        let when = date.filter(|d| !d.is_bound());
        let relation = Relation { subject: *one, predicate: then.to_owned(), object: Object::Person(*other), when };
        claims.add(Fact::Relation(relation), at, vec![scope.span]);
    }
    if hit.row.late && ["spouse", "late_spouse"].contains(&hit.kin_as) && hit.kin_of.len() == 1 {
        for (widowed, dead) in hit.kin_of.iter().flat_map(|w| people.iter().map(move |d| (*w, *d))) {
            relation::add(claims, scope, at, widowed, "late_spouse", dead);
        }
    }
    if hit.row.name == "born" {
        let newborn = if hit.row.who.first() == Some(&Role::B) { Role::B } else { Role::C };
        let children = hit.role(newborn);
        for parent in people.iter().filter(|p| !children.contains(p)) {
            for child in children {
                relation::add(claims, scope, at, *parent, "child", *child);
            }
        }
    }
}

/// `2006/2011`: from when to when, where `2019-06-29/2019-06-30` is a weekend.
fn spans_years(date: &Edtf) -> bool {
    !date.is_bound()
        && date.as_str().contains('/')
        && matches!((date.lower(), date.upper()), (Some(from), Some(to)) if from.year() < to.year())
}

/// When it happened, as far as the words tell.
fn when(scope: &Scope<'_>, hit: &Hit, end: usize, before: Option<&Read<'_>>) -> Option<When> {
    let mut when = dating::date(scope, hit, end)
        .or_else(|| that_is_when(scope, hit, before))
        .or_else(|| dating::headed(scope, hit))
        .or_else(|| scene(scope, before))?;
    // "shared their first meeting on Monday": Monday is when it was shared.
    if noun::governed(scope, hit) && when.span.start > scope.items[hit.anchor].span.start {
        when = When { date: when.date.by()?, how: How::Inferred, span: when.span };
    }
    Some(when)
}

/// `January 9. That is when I met him`: the date stands in the sentence before.
fn that_is_when(scope: &Scope<'_>, hit: &Hit, before: Option<&Read<'_>>) -> Option<When> {
    let points =
        (0..hit.start.min(5)).any(|n| scope.is(n, &["when"])) && scope.is(0, &["that", "that's", "that’s", "it"]);
    let before = &before.filter(|_| points)?.scope;
    before.items.iter().rev().find_map(|i| match i.what {
        What::Date(d) => dating::resolved(before, d),
        _ => None,
    })
}

/// Past, and no date told: on or before the day of the article.
fn by_now(scope: &Scope<'_>, hit: &Hit, status: Status) -> Option<When> {
    if status != Status::Happened || hit.row.name == "born" {
        return None;
    }
    // What a caption tells happened before the day on which it was posted.
    let told = if scope.quoted { told_on(scope) } else { None };
    let date = told.as_ref().or(scope.analysis.article.date.as_ref())?.by()?;
    Some(When { date, how: How::Inferred, span: scope.span })
}

/// `friends for a year`: about a year before the article, or before the day that the paragraph has just named.
fn since(scope: &Scope<'_>, hit: &Hit) -> Option<When> {
    let near = hit.start.saturating_sub(8)..(hit.end + 6).min(scope.items.len());
    let (span, value) = near.filter_map(|n| scope.items.get(n)).find_map(|i| match i.what {
        What::Date(d) => {
            scope.analysis.timexes.get(d).filter(|t| t.kind == TimexType::Duration).map(|t| (t.span, t.value.clone()))
        }
        _ => None,
    })?;
    let anchor = told_on(scope).or_else(|| scope.analysis.article.date.clone())?;
    let date = back(&anchor, &value)?;
    Some(When { date, how: How::Relative, span })
}

/// The day on which something quoted was said, when the paragraph names one just before.
fn told_on(scope: &Scope<'_>) -> Option<Edtf> {
    let a = scope.analysis;
    let sentence = a.sentences.get(a.sentence_at(scope.span.start)?)?;
    let paragraph = a.paragraphs.get(sentence.paragraph)?.span;
    let before = a.timexes_in(Span::new(paragraph.start, scope.span.start));
    // Only the narrator's: what the speaker has just said of another day does not count.
    let quoted = |t: &Timex| {
        let at = a.quoted.partition_point(|q| q.span.start <= t.span.start);
        a.quoted[..at].last().is_some_and(|q| q.span.contains(t.span))
    };
    before
        .iter()
        .rev()
        .filter(|t| t.kind == TimexType::Date && !quoted(t))
        .find_map(|t| temporal::edtf(t, a.article.date.as_ref()))
}

/// `“When she came home for Christmas, I called. I got to meet Al.”`: about then, when the speaker goes on.
fn scene(scope: &Scope<'_>, before: Option<&Read<'_>>) -> Option<When> {
    let before = &before?.scope;
    if !(scope.quoted
        && before.quoted
        && scope.speaker == before.speaker
        && before.is(0, &["when", "in", "on", "last"]))
    {
        return None;
    }
    let found = before.items.iter().take(9).find_map(|i| match i.what {
        What::Date(d) => dating::resolved(before, d),
        _ => None,
    })?;
    Some(When { date: found.date.about(), how: How::Inferred, span: found.span })
}

fn back(from: &Edtf, duration: &str) -> Option<Edtf> {
    let (count, unit) = duration.strip_prefix('P')?.split_at_checked(duration.len().checked_sub(2)?)?;
    let count: i32 = count.parse().ok()?;
    let months = match unit {
        "Y" => count.checked_mul(12)?,
        "M" => count,
        _ => return None,
    };
    let day = from.upper()?;
    let all = i32::from(day.year()) * 12 + i32::from(day.month()) - 1 - months;
    let month = Edtf::month(i16::try_from(all.div_euclid(12)).ok()?, i8::try_from(all.rem_euclid(12) + 1).ok()?)?;
    Some(month.about())
}
