//! Did it happen?
//!
//! From the verb group and the words around it: a plan, a denial, a rumour or a question is no event.

use crate::domain::{Edtf, SentenceKind, Status};

use super::footing::{self, Footing};
use super::matching::Hit;
use super::scope::Scope;

/// Verbs and adjectives that look ahead.
pub(super) const PLANNING: &[&str] = &[
    "plan",
    "plans",
    "planned",
    "planning",
    "set",
    "expected",
    "expect",
    "expects",
    "hope",
    "hopes",
    "hoping",
    "hoped",
    "want",
    "wants",
    "going",
    "due",
    "intend",
    "intends",
    "intended",
    "ready",
    "about",
    "scheduled",
    "slated",
    "promised",
    "vowed",
    "agreed",
    "preparing",
    "prepare",
    "prepares",
    "excited",
    "eager",
    "love",
    "happy",
    "decided",
    "supposed",
];
const DONE: &[&str] = &[
    "able",
    "got",
    "get",
    "gets",
    "went",
    "managed",
    "came",
    "happened",
    "chance",
    "lucky",
    "fortunate",
    "opportunity",
];
/// What people do with films and shows rather than in them.
const CAREER: &[&str] =
    &["appeared_on", "cast_on", "hosted", "interviewed", "launched", "left_show", "posted", "released", "won"];
/// Forms that tell of nothing that happened unless a headline or an auxiliary says so.
const BASE: &[&str] = &[
    "meet", "marry", "break", "call", "part", "go", "divorce", "separate", "tie", "get", "exchange", "take", "begin",
    "start", "become", "propose", "end", "announce", "reveal", "share", "welcome", "say",
];

/// Whether it happened; `None` when the words make no claim at all.
pub(super) fn of(scope: &Scope<'_>, hit: &Hit, date: Option<&Edtf>) -> Option<Status> {
    let dct = scope.analysis.article.date.as_ref();
    let ahead = matches!((date.and_then(Edtf::lower), dct.and_then(Edtf::upper)), (Some(d), Some(today)) if d > today);
    let past = matches!((date.and_then(Edtf::upper), dct.and_then(Edtf::upper)), (Some(d), Some(today)) if d < today);
    let footing = footing::of(scope, hit.anchor);
    let follows = |words: &[&str]| (hit.end..hit.end + 2).any(|n| scope.is(n, words));
    match footing {
        Some(Footing::Denied) => return Some(Status::Denied),
        Some(Footing::Fiction) if !CAREER.contains(&hit.row.name.as_str()) => return None,
        _ => {}
    }
    // "She nearly drowned."
    if (hit.start..hit.anchor).any(|n| scope.is(n, &["nearly", "almost"])) {
        return None;
    }
    if hit.verb.negated {
        let until = (hit.end..hit.end + 8).any(|n| scope.is(n, &["until", "till"]));
        return Some(if until && date.is_some() { Status::Happened } else { Status::Denied });
    }
    if scope.question
        || hit.verb.hearsay
        || footing == Some(Footing::Rumoured)
        || follows(&["rumors", "rumours", "speculation", "reports", "rumor", "rumour"])
    {
        return Some(Status::Rumoured);
    }
    if hit.verb.future || ahead {
        return Some(Status::Planned);
    }
    // "She gets married on Saturday": a story tells of what lies behind in the past tense.
    let to_come = scope.kind == SentenceKind::Body && scope.is(hit.anchor, &["gets", "marries", "weds", "ties"]);
    if to_come && date.is_some_and(|d| !d.is_bound()) {
        return Some(Status::Planned);
    }
    // "They're getting married": not yet.
    let goes_on = scope.is(hit.anchor, &["getting", "marrying"])
        && (hit.start..hit.anchor).any(|n| scope.is(n, &["is", "are", "am", "’re", "'re", "’m", "'m", "’s", "'s"]));
    if goes_on && hit.row.name == "married" && !past {
        return Some(Status::Planned);
    }
    if hit.verb.modal {
        return Some(if past { Status::Happened } else { Status::Rumoured });
    }
    if let Some(governor) = hit.verb.infinitive {
        if scope.is(governor, DONE) {
            return Some(Status::Happened);
        }
        // Who has decided to part has parted.
        let ending = ["split", "divorced"].contains(&hit.row.name.as_str())
            && scope.is(governor, &["decided", "decision", "agreed", "chosen", "chose", "opted"]);
        if ending && !ahead {
            return Some(Status::Happened);
        }
        let plans = scope.is(governor, PLANNING) || matches!(scope.kind, SentenceKind::Title | SentenceKind::Heading);
        return plans.then_some(Status::Planned);
    }
    let verb = &scope.items[hit.anchor];
    let headline = matches!(scope.kind, SentenceKind::Title | SentenceKind::Heading);
    let noun = scope.who(hit.start).is_some_and(|w| w.possessive);
    // "June 2020: Al and Bo meet on a ferry", but not "asked Bo to marry him".
    let told = past && hit.anchor.checked_sub(1).is_some_and(|n| scope.who(n).is_some_and(|w| !w.possessive));
    if verb.is(BASE) && !told && !hit.verb.did && !headline && !noun && hit.start != hit.anchor {
        return None;
    }
    Some(Status::Happened)
}
