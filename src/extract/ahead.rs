//! Whom does a pronoun mean that stands before the name: `Months after her split from Al, Bo Poe is dating`?
//!
//! Only in front of the comma behind which the sentence's subject is named, and only where nobody else is meant: a
//! pronoun that the text before explains stays as it is.

use crate::domain::{ChainId, Pronouns};
use crate::language::MentionKind;

use super::naming::named;
use super::scope::{Scope, What};

/// The most items that stand in front of the comma.
const LONGEST: usize = 18;

/// Gives `her` and `she` in front of the subject to the subject.
pub(super) fn bind(scope: &mut Scope<'_>) {
    const OPENERS: &[&str] = &[
        "after",
        "before",
        "since",
        "following",
        "despite",
        "during",
        "amid",
        "while",
        "when",
        "into",
        "ahead",
        "with",
        "in",
    ];
    let Some(comma) =
        (2..LONGEST.min(scope.items.len())).rev().find(|n| scope.is(*n, &[","]) && subject(scope, n + 1).is_some())
    else {
        return;
    };
    if scope.quoted || !(0..comma.min(5)).any(|n| scope.is(n, OPENERS)) {
        return;
    }
    let Some(who) = subject(scope, comma + 1) else { return };
    let known = scope.analysis.pronouns(who);
    for item in &mut scope.items[..comma] {
        let Some(wanted) = singular(item.text) else { continue };
        if let What::Person(pronoun) = &mut item.what
            && pronoun.kind == MentionKind::Pronoun
            && pronoun.chains.is_empty()
            && known.is_none_or(|known| known == wanted)
        {
            pronoun.chains.push(who);
        }
    }
}

/// The one person who is named at item `at`, where a verb follows.
fn subject(scope: &Scope<'_>, at: usize) -> Option<ChainId> {
    let (people, end) = named(&scope.items, at, true)?;
    let last = scope.who(end - 1).filter(|w| !w.possessive && w.kind == MentionKind::Name)?;
    let goes_on = scope.items.get(end).is_some_and(|item| matches!(item.what, What::Word));
    (people.len() == 1 && goes_on).then(|| last.chains.first().copied()).flatten()
}

fn singular(word: &str) -> Option<Pronouns> {
    let is = |words: [&str; 2]| words.iter().any(|w| w.eq_ignore_ascii_case(word));
    if is(["she", "her"]) { Some(Pronouns::She) } else { is(["he", "his"]).then_some(Pronouns::He) }
}
