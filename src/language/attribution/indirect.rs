//! What is reported without marks: `Poe revealed that she had left`, `The tour is off, Poe told fans`?
//!
//! Sentence by sentence. What stands between marks is read elsewhere.

use crate::domain::{Medium, QuotationKind, Speaker};
use crate::language::TokenKind;
use crate::language::lexicon::Class;

use super::clause::{self, Grip};
use super::{Attribution, Scene, Source};

/// Fewer words than this are no content.
const FEWEST: usize = 3;
/// Verbs tried in one sentence.
const TRIED: usize = 4;
/// How far behind its verb, in tokens, a clause with `that` may begin: `said in a statement on Monday that`.
const DELAY: usize = 9;

/// Reported speech in narration, with its speaker where one is known.
pub(super) fn find(scene: &Scene) -> Vec<Attribution<usize>> {
    let words = scene.words;
    let mut found = Vec::new();
    for sentence in words.sentences {
        if !super::is_body(words.part(sentence)) {
            continue;
        }
        let range = sentence.tokens;
        let before = found.len();
        found.extend(according(scene, range).or_else(|| trailing(scene, range)));
        if found.len() == before {
            complements(scene, range, &mut found);
        }
    }
    found
}

/// `Poe said that ...`, `... , adding that ...`: the clauses that are objects of verbs of saying.
fn complements(scene: &Scene, (from, to): (usize, usize), found: &mut Vec<Attribution<usize>>) {
    let words = scene.words;
    let mut at = from;
    for _ in 0..TRIED {
        let Some(verb) = (at..to).find(|n| words.quote_of(*n).is_none() && reports(scene, *n)) else { return };
        at = verb + 1;
        let Some(start) = content_after(scene, verb, to) else { continue };
        let end = (start..to).find(|n| words.word(*n) == "," && adds(scene, n + 1)).unwrap_or(to);
        let Some(speaker) = clause::subject_before(scene, from, verb).filter(|s| *s != Speaker::Unknown) else {
            continue;
        };
        let clause = (from, start);
        if let Some(report) = report(scene, (start, end), speaker, (verb, verb + 1), clause) {
            found.push(report);
            at = end;
        }
    }
}

/// Where the content begins behind a verb of saying.
fn content_after(scene: &Scene, verb: usize, to: usize) -> Option<usize> {
    let words = scene.words;
    let start = verb + 1;
    if words.is_any(start, &["that"]) {
        return Some(start + 1);
    }
    // "told Us that", "told Us he": the hearer.
    if words.is_any(verb, &["told", "tells", "telling", "assured", "reminded", "informed", "assures"]) {
        let limit = to.min(start + DELAY);
        let that = (start..limit).find(|n| words.is_any(*n, &["that", "how", "she", "he", "they", "it"]))?;
        let plain = (start..that).all(|n| words.kind(n) != Some(TokenKind::Punctuation));
        return (that > start && plain).then(|| that + usize::from(words.is_any(that, &["that"])));
    }
    // "said in a statement on Monday that"
    if words.class(start).any(Class::PREPOSITION | Class::CALENDAR | Class::ADVERBIAL) {
        let plain = |n: usize| words.is_word(n) || words.kind(n) == Some(TokenKind::Number);
        let that = (start..to.min(start + DELAY)).find(|n| words.is_any(*n, &["that"]));
        return match that.filter(|that| (start..*that).all(plain)) {
            Some(that) => Some(that + 1),
            None => behind_occasion(scene, start).filter(|n| {
                !words.is_any(verb, NEEDS_THAT) && *n < to && words.is_word(*n) && begins_clause(scene, *n, to)
            }),
        };
    }
    let bare = !words.is_any(verb, NEEDS_THAT) && begins_clause(scene, start, to);
    bare.then_some(start)
}

/// What follows `on Monday`, `last week`, `in a statement`: when or where something was said.
fn behind_occasion(scene: &Scene, start: usize) -> Option<usize> {
    let words = scene.words;
    let start = start + usize::from(words.is_any(start, &["late", "early", "earlier", "later"]));
    if words.is_any(start, &["yesterday", "today", "tonight"]) {
        return Some(start + 1);
    }
    if words.is_any(start, &["last", "this", "earlier"]) && words.is_word(start + 1) {
        return (words.class(start + 1).any(Class::CALENDAR)
            || words.is_any(start + 1, &["week", "month", "year", "night", "evening", "morning", "weekend"]))
        .then_some(start + 2);
    }
    if words.is_any(start, &["in", "at", "during"])
        && words.is_any(start + 1, &["a", "an", "the", "his", "her", "their"])
    {
        let said = |n: &usize| {
            words.class(*n).any(Class::SAY_NOUN | Class::WRITE_NOUN)
                || words.is_any(*n, &["interview", "conference", "briefing", "hearing", "speech", "meeting"])
        };
        return (start + 2..start + 5).find(said).map(|n| n + 1);
    }
    let day = start + usize::from(words.is_any(start, &["on", "in"]));
    let named = words.is_capital(day) && words.class(day).any(Class::CALENDAR);
    let digits = |n: usize| usize::from(named && words.kind(n) == Some(TokenKind::Number));
    named.then(|| day + 1 + digits(day + 1))
}

/// `Ann Poe`, where a participle says what else was said: `, adding that`.
fn adds(scene: &Scene, n: usize) -> bool {
    scene.words.word(n).ends_with("ing") && reports(scene, n)
}

/// `According to Ann Poe, the car was stolen.`
fn according(scene: &Scene, (from, to): (usize, usize)) -> Option<Attribution<usize>> {
    let words = scene.words;
    if !words.is_any(from, &["according"]) || !words.is_any(from + 1, &["to"]) {
        return None;
    }
    let comma = (from + 2..to.min(from + 24)).find(|n| words.word(*n) == ",")?;
    let speaker = clause::subject_from(scene, from + 2, comma);
    report(scene, (comma + 1, to), speaker, (from, from + 2), (from, comma))
}

/// `The tour will go on, Poe told fans on Monday.`, `The car was stolen, according to Poe.`
fn trailing(scene: &Scene, (from, to): (usize, usize)) -> Option<Attribution<usize>> {
    let words = scene.words;
    let comma = (from..to).rev().take(24).find(|n| words.word(*n) == "," && words.quote_of(*n).is_none())?;
    let rest = comma + 1;
    let dependent = words.is_any(from, DEPENDENT) || words.quote_of(from + 1).is_some();
    if dependent || words.is_any(rest, CONJUNCTIONS) || words.word(rest).ends_with("ing") {
        return None;
    }
    let Source { speaker, cue, clause, .. } = clause::behind(scene, rest, to, Grip::Sure)?;
    let known = words.is_any(cue.0, &["according"])
        || cue.0 < rest + 10
            && reports(scene, cue.0)
            && to - cue.0 <= 9
            && !(cue.1..to).any(|n| finite(scene, n) || words.is_any(n, &["that", "she", "he", "they"]));
    // "Poe, 34, said Roe" says nothing of who said it: behind its verb only a subject alone is one.
    let plain = cue.0 > rest || !(from..comma).any(|n| words.word(n) == ",");
    let whole =
        (from..comma).any(|n| finite(scene, n) && !words.is_any(n.saturating_sub(1), &["who", "which", "that"]));
    report(scene, (from, comma), speaker, cue, clause).filter(|_| known && plain && whole)
}

/// What begins a clause that depends on another.
const DEPENDENT: &[&str] = &[
    "when", "if", "after", "as", "while", "because", "although", "though", "since", "before", "once", "until", "asked",
];
/// What joins the clause behind a comma to the one in front.
const CONJUNCTIONS: &[&str] =
    &["and", "but", "who", "which", "as", "while", "when", "where", "although", "because", "with", "so", "whose", "or"];

/// The reported words as an attribution, when they are enough and mostly without marks.
fn report(
    scene: &Scene,
    (start, end): (usize, usize),
    speaker: Speaker<usize>,
    cue: (usize, usize),
    clause: (usize, usize),
) -> Option<Attribution<usize>> {
    let words = scene.words;
    let quoted = (start..end).filter(|n| words.quote_of(*n).is_some()).count();
    let able = match &speaker {
        Speaker::Unknown => false,
        Speaker::Unnamed(phrase) => {
            let first = Class::of(phrase.split_whitespace().next().unwrap_or_default());
            !first.any(Class::AUXILIARY | Class::PREPOSITION)
                && !phrase.ends_with(['\'', '’'])
                && !phrase.ends_with("'s")
                && !matches!(phrase.as_str(), "I" | "we" | "We" | "you" | "You")
        }
        _ => true,
    };
    if end < start + FEWEST || quoted * 2 > end - start || !able {
        return None;
    }
    let stop = if matches!(words.word(end - 1), "." | "!" | "?") { end - 1 } else { end };
    let written = words.class(cue.0).any(Class::WRITE);
    Some(Attribution {
        content: words.span(start, stop),
        kind: QuotationKind::Indirect,
        speaker,
        cue: Some(words.span(cue.0, cue.1).cut(words.text).to_owned()),
        clause: Some(words.span(clause.0, clause.1)),
        medium: if written { Medium::Written } else { Medium::Spoken },
        group: None,
    })
}

/// Verbs that take a clause only with `that`.
const NEEDS_THAT: &[&str] = &[
    "announced",
    "announces",
    "confirmed",
    "confirms",
    "denied",
    "denies",
    "shared",
    "expressed",
    "voiced",
    "cited",
    "quoted",
    "mentioned",
    "repeated",
    "messaged",
    "texted",
    "reported",
    "reports",
    "stressed",
    "alleged",
];

/// Verbs whose content may follow without marks.
fn reports(scene: &Scene, n: usize) -> bool {
    let words = scene.words;
    clause::is_cue(scene, n)
        && !clause::is_noun_here(scene, n)
        && !words.is_any(n, NEVER)
        && (!words.word(n).ends_with("ing") || words.is_any(n, PARTICIPLES))
        && n > 0
        && !words.is_any(n - 1, &["to", "the", "a", "an"])
}

/// Verbs of saying that take no clause of what was said.
const NEVER: &[&str] = &[
    "shared",
    "posted",
    "called",
    "calls",
    "described",
    "describes",
    "asked",
    "asks",
    "praised",
    "dismissed",
    "dismisses",
    "shot",
    "read",
    "reads",
    "shares",
    "posts",
    "offered",
    "accused",
    "blamed",
    "pressed",
    "began",
    "begins",
    "continued",
];

/// Participles that go on reporting: `, adding that`.
const PARTICIPLES: &[&str] = &[
    "saying",
    "adding",
    "explaining",
    "revealing",
    "claiming",
    "insisting",
    "noting",
    "admitting",
    "warning",
    "telling",
    "stating",
    "confirming",
    "announcing",
    "arguing",
];

/// A subject with its verb behind: `said he was`, `said the tour would`.
fn begins_clause(scene: &Scene, n: usize, to: usize) -> bool {
    let words = scene.words;
    if words.is_any(n, &["he", "she", "they", "there", "we", "i", "nobody", "nothing"]) {
        return true;
    }
    if words.is_any(n, &["it"]) {
        return n + 1 < to && words.is_word(n + 1) && !words.class(n + 1).any(Class::PREPOSITION);
    }
    let named = scene.mention_at(n).is_some_and(|m| {
        !m.possessive && words.is_word(m.tokens.1) && !words.is_any(m.tokens.1, &["and", "in", "on", "at", "to"])
    });
    let determined = words.is_any(
        n,
        &[
            "the", "a", "an", "his", "her", "their", "its", "no", "this", "these", "those", "more", "most", "many",
            "some", "all", "any", "both",
        ],
    ) || words.kind(n) == Some(TokenKind::Number)
        || words.is_capital(n);
    // "said the minister": a subject alone is no clause.
    named
        || determined
            && (n + 1..to.min(n + 14))
                .take_while(|m| words.word(*m) != "," && words.quote_of(*m).is_none())
                .any(|m| finite(scene, m))
}

/// An auxiliary that shows a clause: `was`, `would`, `hadn't`.
fn finite(scene: &Scene, n: usize) -> bool {
    let stem = scene.words.word(n).split(['\'', '’']).next().unwrap_or_default();
    let stem = stem.strip_suffix('n').filter(|s| s.len() > 2).unwrap_or(stem);
    matches!(
        stem,
        "is" | "are"
            | "was"
            | "were"
            | "has"
            | "have"
            | "had"
            | "will"
            | "would"
            | "ca"
            | "can"
            | "could"
            | "should"
            | "must"
            | "may"
            | "might"
            | "did"
            | "does"
            | "do"
            | "wo"
            | "needed"
            | "needs"
            | "became"
    )
}
