//! When was a child born whose name the next sentence gives: `They welcomed a girl on May 3. The couple named her Al`?
//!
//! Only where the sentence in front tells of one birth and dates it.

use crate::domain::{ChainId, Event, Fact, Span, Status};

use super::dating::{self, When};
use super::matching::Hit;
use super::predicates::{Makes, Role};
use super::scope::{Scope, What};
use super::{Claims, Read, footing};

/// The birth of a child that this scope names.
pub(super) fn claims(read: &Read<'_>, before: Option<&Read<'_>>, claims: &mut Claims<'_>) {
    let named = |h: &&Hit| h.row.makes == Makes::Relation && h.row.name == "parent" && tells_name(&read.scope, h);
    for hit in read.hits.iter().filter(named) {
        let ([child], parents) = (hit.role(Role::A), hit.role(Role::B)) else { continue };
        let Some((birth, when)) = before.and_then(|b| Some((b.scope.span, born(&b.scope)?))) else { continue };
        if hit.verb.negated || hit.verb.future || hit.verb.modal || footing::of(&read.scope, hit.anchor).is_some() {
            continue;
        }
        let event = Event {
            kind: "born".to_owned(),
            participants: participants(*child, parents),
            place: None,
            date: Some(when.date),
            how: when.how,
            status: Status::Happened,
            detail: None,
            after: None,
        };
        claims.add(Fact::Event(event), read.scope.items[hit.anchor].span.start, vec![birth, read.scope.span]);
    }
}

fn participants(child: ChainId, parents: &[ChainId]) -> Vec<ChainId> {
    std::iter::once(child).chain(parents.iter().copied().filter(|p| *p != child)).collect()
}

fn tells_name(scope: &Scope<'_>, hit: &Hit) -> bool {
    (hit.start..hit.end).any(|n| scope.is(n, &["named", "christened"]))
}

/// When the only birth of the scope was.
fn born(scope: &Scope<'_>) -> Option<When> {
    const BIRTH: &[&str] = &["welcomed", "birth", "arrived", "born"];
    const MANY: &[&str] = &["twins", "triplets", "sons", "daughters", "boys", "girls"];
    let verb = (0..scope.items.len()).find(|n| scope.is(*n, BIRTH))?;
    let words = scope.analysis.text(Span::new(scope.items[verb].span.start, scope.span.end)).to_ascii_lowercase();
    let has = |list: &[&str]| words.split(|c: char| !c.is_alphanumeric()).any(|w| list.contains(&w));
    if scope.question || has(MANY) || !has(&["baby", "son", "daughter", "boy", "girl", "child", "born"]) {
        return None;
    }
    let mut dates = scope.items.iter().filter_map(|i| match i.what {
        What::Date(d) => dating::resolved(scope, d),
        _ => None,
    });
    let when = dates.next()?;
    (dates.next().is_none() && footing::of(scope, verb).is_none()).then_some(when)
}
