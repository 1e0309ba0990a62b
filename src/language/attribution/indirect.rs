//! What is reported without marks: `Poe revealed that she had left`?

use crate::domain::{Medium, QuotationKind, Speaker};
use crate::language::TokenKind;
use crate::language::lexicon::Class;

use super::clause;
use super::{Attribution, Scene};

/// Fewer words than this are no content.
const FEWEST: usize = 3;

/// Reported speech in narration, with its speaker where one is known.
pub(super) fn find(scene: &Scene) -> Vec<Attribution<usize>> {
    let words = scene.words;
    let mut found = Vec::new();
    for sentence in words.sentences {
        if !super::is_body(words.part(sentence)) {
            continue;
        }
        let (from, to) = sentence.tokens;
        let Some(verb) = (from..to).find(|n| words.quote_of(*n).is_none() && reports(scene, *n)) else { continue };
        let mut start = verb + 1;
        // "told Us that": the hearer.
        if words.is_any(verb, &["told", "tells", "assured", "reminded", "informed", "assures"]) {
            let that = (start..to.min(start + 8)).find(|n| words.is_any(*n, &["that", "how", "she", "he", "they"]));
            match that {
                Some(n) if n > start => start = n,
                _ => continue,
            }
        }
        if words.is_any(start, &["that"]) {
            start += 1;
        } else if words.is_any(
            verb,
            &[
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
            ],
        ) || !begins_clause(scene, start)
        {
            continue;
        }
        let end = (start..to).find(|n| words.kind(*n) == Some(TokenKind::Mark)).map_or(to, |_| to);
        let quoted = (start..end).filter(|n| words.quote_of(*n).is_some()).count();
        if end < start + FEWEST || quoted * 2 > end - start {
            continue;
        }
        let Some(speaker) = clause::subject_before(scene, from, verb).filter(|s| *s != Speaker::Unknown) else {
            continue;
        };
        let stop = if matches!(words.word(end - 1), "." | "!" | "?") { end - 1 } else { end };
        found.push(Attribution {
            content: words.span(start, stop),
            kind: QuotationKind::Indirect,
            speaker,
            cue: Some(words.word(verb).to_owned()),
            clause: Some(words.span(from, start)),
            medium: if words.class(verb).any(Class::WRITE) { Medium::Written } else { Medium::Spoken },
            group: None,
        });
    }
    found
}

/// Verbs whose content may follow without marks.
fn reports(scene: &Scene, n: usize) -> bool {
    let words = scene.words;
    clause::is_cue(scene, n)
        && !words.word(n).ends_with("ing")
        && !words.is_any(
            n,
            &[
                "shared",
                "posted",
                "called",
                "calls",
                "described",
                "describes",
                "asked",
                "asks",
                "praised",
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
            ],
        )
        && n > 0
        && !words.is_any(n - 1, &["to", "the", "a", "an"])
}

/// A subject with its verb behind: `said he was`.
fn begins_clause(scene: &Scene, n: usize) -> bool {
    let words = scene.words;
    words.is_any(n, &["he", "she", "they", "it", "there", "we", "i", "nobody", "nothing"])
        || scene.mention_at(n).is_some_and(|m| {
            !m.possessive && words.is_word(m.tokens.1) && !words.is_any(m.tokens.1, &["and", "in", "on", "at", "to"])
        })
}
