//! Does a noun tell that something took place: `their 2017 wedding`, `shared their first meeting`?
//!
//! Reads around a [`Hit`] that hangs on a noun; nothing is looked up.

use crate::language::MentionKind;

use super::dating::When;
use super::matching::Hit;
use super::predicates::Role;
use super::scope::{Scope, What};

/// Whether a noun on its own tells that something took place: `their 2017 wedding`, `since her divorce in May`; not what
/// was called off, planned or waited for.
pub(super) fn stands_dated(scope: &Scope<'_>, hit: &Hit, told: Option<&When>) -> bool {
    const SETTLED: &[&str] = &[
        "after",
        "since",
        "following",
        "at",
        "before",
        "during",
        "and",
        "until",
        "celebrated",
        "marked",
        "of",
        "with",
        "announced",
        "confirmed",
        "revealed",
        "shared",
        "attended",
        "from",
        "despite",
        ",",
        "in",
        "finalized",
        "finalised",
    ];
    let Some(told) = told else { return false };
    // "Al's 2014 marriage to Bo"
    if (hit.start..hit.anchor).any(|n| scope.items.get(n).is_some_and(|i| i.span == told.span)) {
        return true;
    }
    let close = told.span.start <= scope.items.get(hit.end + 4).map_or(usize::MAX, |i| i.span.start);
    let before = hit.start.checked_sub(1);
    close && before.is_none_or(|n| scope.is(n, SETTLED) || matches!(scope.items[n].what, What::Stop | What::Date(_)))
}

/// `called off their May 3 wedding`, `their wedding was off`: it did not take place.
pub(super) fn called_off(scope: &Scope<'_>, hit: &Hit) -> bool {
    const OFF: &[&str] = &[
        "off",
        "cancelled",
        "canceled",
        "cancels",
        "cancel",
        "cancelling",
        "canceling",
        "postponed",
        "postpone",
        "postpones",
        "postponing",
        "scrapped",
        "scrap",
        "scraps",
        "axed",
        "abandoned",
        "delayed",
        "shelved",
    ];
    let occasion = ["wedding", "nuptials", "ceremony", "marriage", "engagement"];
    if !(hit.start..hit.end).any(|n| scope.is(n, &occasion)) {
        return false;
    }
    let behind = hit.end..(hit.end + 5).min(scope.items.len());
    (hit.start.saturating_sub(4)..hit.start).chain(behind).any(|n| scope.is(n, OFF))
}

/// `welcomed the twins`: whoever that means, it is nobody named here.
pub(super) fn newborn_unnamed(scope: &Scope<'_>, hit: &Hit) -> bool {
    let named = |n: usize| scope.who(n).is_some_and(|w| w.kind == MentionKind::Name);
    // "Al Poe (born 3 May 1980)", "the first child born to a pope"
    if scope.is(hit.anchor, &["born"]) && hit.end == hit.anchor + 1 {
        return !scope.items.get(hit.end).is_some_and(|i| matches!(i.what, What::Date(_)));
    }
    // "gave birth to him", where one may welcome him to the show.
    let named = |n: usize| named(n) || scope.is(hit.anchor, &["gave", "giving"]) && scope.who(n).is_some();
    let guest = scope.is(hit.end, &["to", "into", "onto", "back", "as", "home", "aboard", "at"]);
    hit.row.name == "born" && hit.row.who.first() == Some(&Role::B) && (guest || !(hit.anchor + 1..hit.end).any(named))
}

/// Whether the pattern is a noun that another verb governs: `shared their first meeting`.
pub(super) fn governed(scope: &Scope<'_>, hit: &Hit) -> bool {
    const OWN: &[&str] = &[
        "after",
        "before",
        "since",
        "following",
        "during",
        "at",
        "and",
        "but",
        "when",
        "until",
        "that",
        "while",
        "in",
        "on",
        "with",
        "despite",
        "amid",
    ];
    let noun = scope.who(hit.start).is_some_and(|w| w.possessive) && hit.start != hit.anchor;
    noun && hit
        .start
        .checked_sub(1)
        .and_then(|n| scope.items.get(n))
        .is_some_and(|i| matches!(i.what, What::Word) && !i.is(OWN))
}

/// Whom one works with: parting from them ends no romance.
pub(super) const COLLEAGUES: &[&str] = &[
    "coach",
    "manager",
    "agent",
    "trainer",
    "label",
    "caddie",
    "choreographer",
    "producer",
    "management",
    "publicist",
    "bandmate",
];

/// What a wedding, an engagement or a birth may merely describe.
pub(super) const THINGS: &[&str] = &[
    "anniversary",
    "dress",
    "gown",
    "ring",
    "rings",
    "planner",
    "planning",
    "plans",
    "party",
    "photo",
    "photos",
    "picture",
    "pictures",
    "certificate",
    "album",
    "cake",
    "venue",
    "guest",
    "guests",
    "shower",
    "registry",
    "reception",
    "rumors",
    "rumours",
    "speculation",
    "settlement",
    "filing",
    "papers",
    "petition",
    "proceedings",
    "lawyer",
    "attorney",
];
