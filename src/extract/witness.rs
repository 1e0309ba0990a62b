//! Whose account is it, where no quotation and no reported speech says so: `by his account`, `he told the podcast ...,
//! namely that`?
//!
//! Reads one scope of the narrator's around one event.

use crate::domain::ChainId;

use super::matching::Hit;
use super::scope::Scope;
use super::subject::subject_chains;

/// The one person on whose word the narrator tells it.
pub(super) fn of(scope: &Scope<'_>, hit: &Hit) -> Option<ChainId> {
    if scope.quoted {
        return None;
    }
    by_account(scope, hit).or_else(|| that(scope, hit))
}

/// `by his account`, `in her telling`, `the way Poe tells it`.
fn by_account(scope: &Scope<'_>, hit: &Hit) -> Option<ChainId> {
    const ACCOUNT: &[&str] = &["account", "telling", "reckoning", "version", "recollection", "memory"];
    let near = hit.start.saturating_sub(12)..(hit.end + 16).min(scope.items.len());
    let mut at = near.filter(|n| scope.is(*n, ACCOUNT) && *n >= 2 && scope.is(n - 2, &["by", "in"]));
    at.find_map(|n| {
        let who = scope.who(n - 1).filter(|w| w.possessive)?;
        if let [one] = who.chains.as_slice() { Some(*one) } else { None }
    })
}

/// `stood by what he told the podcast on May 19, namely that the two`: who governs the clause.
fn that(scope: &Scope<'_>, hit: &Hit) -> Option<ChainId> {
    const TELLING: &[&str] =
        &["told", "said", "says", "insists", "insisted", "maintains", "maintained", "claims", "claimed", "remembers"];
    let joint = (hit.start.saturating_sub(3)..hit.start).rev().find(|n| scope.is(*n, &["that"]))?;
    let verb = (joint.saturating_sub(14)..joint).rev().find(|n| scope.is(*n, TELLING))?;
    let who = subject_chains(scope, verb)?;
    if let [one] = who.as_slice() { Some(*one) } else { None }
}
