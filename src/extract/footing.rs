//! Is a clause told as a fact, or as what somebody denies, rumours, supposes or has made up?
//!
//! Looks from a word to what governs it: `denied that she`, `rumours that she`, `in the film she`. What the verb group
//! itself says (`not`, `will`) is read with the subject, and decided upon in [`super::status`].

use super::lexeme::Sets;
use super::scope::{Item, Scope, What};

/// How a clause that is no plain fact is told.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Footing {
    /// Somebody says that it is not so.
    Denied,
    /// Hearsay, a condition, a hope.
    Rumoured,
    /// A story.
    Fiction,
}

/// Verbs that deny with the particle after them.
const PHRASAL: &[(&[&str], &str)] = &[
    (&["laughed", "laughs", "laughing", "brushed", "brushes", "shrugged", "shrugs"], "off"),
    (&["shot", "shoots", "shut", "shuts", "shutting", "shooting"], "down"),
    (&["ruled", "rules"], "out"),
    (&["not"], "true"),
    (&["no"], "truth"),
    (&["no"], "evidence"),
    (&["no"], "proof"),
    (&["no"], "suggestion"),
];
/// On what footing the clause around item `at` is told; `None` for a plain fact.
pub(super) fn of(scope: &Scope<'_>, at: usize) -> Option<Footing> {
    if fiction(scope, at) {
        return Some(Footing::Fiction);
    }
    if doubted_after(scope, at) {
        return Some(Footing::Denied);
    }
    if supposed(scope, at) || public_opinion(scope, at) {
        return Some(Footing::Rumoured);
    }
    // A complementiser joins its clause to the verb however much stands between: "denied, through a lawyer, that".
    let (mut joined, mut broken) = (false, false);
    for n in (at.saturating_sub(24)..at).rev() {
        if bounds(scope, n) || scope.is(n, &["and"]) && n > 0 && scope.is(n - 1, &[","]) {
            return None;
        }
        joined |= scope.is(n, &["that", "whether", "if"]);
        // "who" opens a clause of its own, unless the one who denies is its subject.
        if scope.is(n, &["who", "whom", "which"]) {
            return None;
        }
        if let Some(footing) = governs(scope, n) {
            let asks = scope.is(n, &["if", "whether"]);
            return (!broken || joined && !asks).then_some(footing);
        }
        broken |= scope.is(n, &[","]) || scope.is(n, &["and"]) && !joins_people(scope, n);
    }
    None
}

/// Where what governs a clause cannot reach past.
fn bounds(scope: &Scope<'_>, n: usize) -> bool {
    scope.any(n, Sets::BOUND) || scope.is(n, &[";"])
}

/// Whether the word at `n` makes what follows it less than a fact.
fn governs(scope: &Scope<'_>, n: usize) -> Option<Footing> {
    let item = &scope.items[n];
    if !item.any(Sets::DENIAL | Sets::PHRASAL | Sets::CONFIRM | Sets::DOUBT | Sets::REPORT) {
        return None;
    }
    let negated = || {
        (n.saturating_sub(4)..n).any(|k| {
            let text = scope.items[k].text;
            scope.any(k, Sets::NO) || text.ends_with("n't") || text.ends_with("n’t")
        })
    };
    let denies = item.any(Sets::DENIAL)
        || item.any(Sets::PHRASAL)
            && PHRASAL
                .iter()
                .any(|(verbs, particle)| item.is(verbs) && (n + 1..n + 3).any(|k| scope.is(k, &[particle])));
    if denies {
        // Who does not deny it has not said it either.
        return Some(if negated() && !item.any(Sets::NO) { Footing::Rumoured } else { Footing::Denied });
    }
    let confirms = item.any(Sets::CONFIRM);
    // "reports that": the noun, where nobody stands in front who does so.
    let reports = item.any(Sets::REPORT)
        && scope.is(n + 1, &["that", "of"])
        && n.checked_sub(1).is_none_or(|k| matches!(scope.items[k].what, What::Word) && !scope.items[k].is_capital());
    (item.any(Sets::DOUBT) || reports || confirms && negated()).then_some(Footing::Rumoured)
}

/// `Al and Bo`: no new clause.
fn joins_people(scope: &Scope<'_>, n: usize) -> bool {
    n > 0 && scope.who(n - 1).is_some() && scope.items[n + 1..].iter().take(4).any(|i| i.who().is_some())
}

/// `Reports that she married him are false`.
fn doubted_after(scope: &Scope<'_>, at: usize) -> bool {
    let limit = (at + 10).min(scope.items.len());
    (at + 1..limit).take_while(|n| !scope.is(*n, &[",", ";", "and", "but"])).any(|n| {
        scope.is(n, &["is", "are", "was", "were", "as"])
            && scope.is(n + 1, &["false", "untrue", "fake", "baseless", "unfounded", "fabricated"])
    })
}

/// `Had she married him in 2010, things might have been different`: what did not happen.
fn supposed(scope: &Scope<'_>, at: usize) -> bool {
    let inverted = scope.is(0, &["had", "were", "should"]) && at < 8 && scope.who(1).is_some_and(|w| !w.possessive);
    let would = |n: &usize| scope.is(*n, &["would", "could", "might"]);
    inverted && !scope.question && (at + 1..scope.items.len()).any(|n| would(&n))
}

/// `Fans think that she is engaged`: those who were not told.
fn public_opinion(scope: &Scope<'_>, at: usize) -> bool {
    const CROWD: &[&str] =
        &["fans", "viewers", "followers", "people", "many", "some", "sleuths", "onlookers", "tabloids"];
    const GUESS: &[&str] = &[
        "think",
        "thought",
        "believe",
        "believed",
        "suspect",
        "suspected",
        "guess",
        "guessed",
        "assume",
        "assumed",
        "convinced",
    ];
    (at.saturating_sub(10)..at)
        .take_while(|n| !bounds(scope, *n))
        .any(|n| scope.is(n, GUESS) && (n.saturating_sub(3)..n).any(|k| scope.is(k, CROWD)))
}

/// Whether it is told of a film, a play or a part in one.
fn fiction(scope: &Scope<'_>, at: usize) -> bool {
    let limit = (at + 14).min(scope.items.len());
    let before = (at.saturating_sub(20)..at)
        .any(|n| frames(scope, n, scope.items.get(at)) && !aside(scope, at).is_some_and(|(o, c)| o < n && n < c));
    let after = || {
        present(&scope.items[at])
            && (at + 1..limit).take_while(|n| !bounds(scope, *n)).any(|n| frames(scope, n, scope.items.get(at)))
    };
    before || after() || part(scope, at)
}

/// The commas around what is said in passing of the subject: `Al Poe, who played a spy in the film, has died`.
fn aside(scope: &Scope<'_>, at: usize) -> Option<(usize, usize)> {
    let closes = (at.saturating_sub(4)..at).rev().find(|n| scope.is(*n, &[",", "—", "–"]))?;
    let group = (closes + 1..at).all(|n| matches!(scope.items[n].what, What::Word) && !scope.is(n, &["and", "but"]));
    let opens = (1..closes).find(|n| scope.is(*n, &[",", "—", "–"]) && scope.who(n - 1).is_some())?;
    group.then_some((opens, closes))
}

/// `In the 2012 film` at `n`: a story frames the verb.
fn frames(scope: &Scope<'_>, n: usize, verb: Option<&Item<'_>>) -> bool {
    let opens = scope.is(n, &["in", "on", "throughout"])
        && (scope.is(n + 1, &["the", "a", "this", "that"]) || scope.who(n + 1).is_some_and(|w| w.possessive));
    if !opens {
        return false;
    }
    for k in n + 2..(n + 6).min(scope.items.len()) {
        let item = &scope.items[k];
        if item.any(Sets::STORY) || item.any(Sets::SHOW) && verb.is_some_and(present) {
            // "in the film industry", "in the play's run": not the work itself.
            return !scope.items.get(k + 1).is_some_and(|x| {
                matches!(x.what, What::Possessive) || x.is(&["industry", "business", "world", "adaptation", "premiere"])
            });
        }
        if !matches!(item.what, What::Word | What::Date(_) | What::Number) || item.is(&["of", "in", "and"]) {
            return false;
        }
    }
    false
}

/// `plays a woman who marries`: what the part does.
fn part(scope: &Scope<'_>, at: usize) -> bool {
    let from = at.saturating_sub(16);
    let Some(who) = (from..at).rev().find(|n| scope.is(*n, &["who", "whose", "that"])) else { return false };
    (from..who).rev().take_while(|n| !scope.is(*n, &[",", ";", "and", "but"])).any(|n| scope.any(n, Sets::PLAY))
}

/// Whether a verb stands in the present, as plots are told.
fn present(item: &Item<'_>) -> bool {
    const BASE: &[&str] =
        &["meet", "marry", "wed", "die", "split", "break", "divorce", "get", "become", "fall", "elope"];
    item.is(BASE)
        || item.text.len() > 3 && item.text.ends_with('s') && !item.text.ends_with("ss") && item.who().is_none()
}
