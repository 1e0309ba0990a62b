//! Which words of a clause are verbs that attribute, and which only look like them?

use crate::language::TokenKind;
use crate::language::lexicon::Class;

use crate::language::attribution::Scene;

/// A verb of saying or writing.
pub(in crate::language::attribution) fn is_cue(scene: &Scene, n: usize) -> bool {
    let class = scene.words.class(n);
    if !class.any(Class::CUE) {
        return false;
    }
    let (word, next) = (scene.words.word(n), scene.words.word(n + 1));
    if matches!(next, "for" | "on" | "off") && word.starts_with("call") || next == "with" && word.starts_with("share") {
        return false;
    }
    if class.any(Class::NOUN_FIRST) && !after_plural(scene, n) {
        return false;
    }
    class.any(Class::SAY) || !class.any(Class::FUNCTION)
}

/// A base form is a verb behind `they`, `to`, `will` or a plural; a form in -s behind a name or `he`.
fn after_plural(scene: &Scene, n: usize) -> bool {
    let words = scene.words;
    let Some(before) = n.checked_sub(1) else { return false };
    let third = words.word(n).ends_with('s') && !words.word(n).ends_with("ss");
    if third {
        return scene.mentions(n.saturating_sub(8), n).iter().any(|m| m.tokens.1 == n && !m.possessive)
            || words.is_any(before, &["also", "who"]);
    }
    words.is_any(
        before,
        &[
            "they", "who", "to", "will", "would", "can", "could", "did", "didn't", "must", "may", "might", "i", "we",
            "you", "and",
        ],
    ) || words.is_word(before)
        && words.word(before).ends_with('s')
        && !words.is_any(before, &["his", "its", "was", "this", "as", "is", "has"])
}

/// `a comment`, `her post`: the noun, not the verb.
pub(in crate::language::attribution) fn is_noun_here(scene: &Scene, n: usize) -> bool {
    let words = scene.words;
    let Some(before) = n.checked_sub(1) else { return false };
    if words.is_any(before, &["the", "a", "an", "its", "no", "any", "my", "our", "these", "those", "joint"]) {
        return true;
    }
    let class = words.class(n);
    let nounish = class.any(Class::SAY_NOUN | Class::WRITE_NOUN | Class::ROLE | Class::WORK | Class::NOUN_TOO);
    nounish
        && !words.word(n).ends_with("ed")
        && (words.is_any(
            before,
            &[
                "the", "a", "an", "this", "that", "his", "her", "their", "its", "my", "no", "any", "in", "of", "by",
                "joint", "first", "last", "latest", "recent", "one", "said", "each", "on", "via",
            ],
        ) || words.kind(before) == Some(TokenKind::Possessive)
            // "dismissed claims": an object, no verb.
            || words.word(n).ends_with('s') && words.word(before).ends_with("ed")
            || words.is_capital(before) && words.is_any(n, &["post", "story", "press", "report", "caption", "state"]))
        || words.is_capital(n) && n > 0 && words.is_word(before)
}

/// `to say`, but not `went on to say`.
pub(super) fn is_infinitive(scene: &Scene, n: usize) -> bool {
    let words = scene.words;
    n > 1
        && words.is_any(n - 1, &["to"])
        && !words.is_any(n - 2, &["on", "continued", "went", "rushed", "quick", "had"])
}

/// `Asked whether ..., she said`: the asking is not hers.
pub(super) fn is_question_passive(scene: &Scene, n: usize, from: usize) -> bool {
    let words = scene.words;
    words.is_any(n, &["asked", "pressed", "told", "quoted", "reminded", "called"])
        && (n == from
            || words.is_any(n - 1, &["when", "was", "were", "being", "been", "if", ",", "is", "are"])
                && !words.is_any(n, &["called", "quoted"])
                && words.is_any(n, &["asked", "pressed", "told", "reminded"])
                && !words.word(n - 1).starts_with(','))
}

/// `was described`, `has been praised`, `dubbed ... by`.
pub(super) fn is_passive(scene: &Scene, verb: usize, from: usize) -> bool {
    let words = scene.words;
    let past = words.word(verb).ends_with("ed") || words.is_any(verb, &["quoted", "called", "slated"]);
    let mut auxiliaries =
        (from..verb).rev().take(3).take_while(|n| words.class(*n).any(Class::AUXILIARY) || words.is_adverb(*n));
    let mut be = || auxiliaries.any(|n| words.is_any(n, &["was", "were", "been", "is", "are", "being", "be"]));
    let rumour = words.is_any(verb, &["said"]) && words.is_any(verb + 1, &["to"]);
    let by = words.is_any(verb + 1, &["by"]) || words.word(verb + 1) == "," && words.is_any(verb + 2, &["by"]);
    past && by || (past || rumour) && be()
}

/// A cue with its particle: `shot back`, `said in a joint statement`, `pointed out`.
pub(super) fn cue_tokens(scene: &Scene, verb: usize) -> (usize, usize) {
    let words = scene.words;
    let end = if words.is_any(verb + 1, &["back", "out", "up", "off"]) {
        verb + 2
    } else if words.is_any(verb + 1, &["in", "on", "by"])
        && (verb + 2..verb + 5)
            .any(|n| words.class(n).any(Class::WRITE_NOUN) || words.is_any(n, &["statement", "instagram", "twitter"]))
    {
        (verb + 2..verb + 5)
            .find(|n| {
                words.class(*n).any(Class::WRITE_NOUN) || words.is_any(*n, &["statement", "instagram", "twitter"])
            })
            .map_or(verb + 1, |n| n + 1)
    } else {
        verb + 1
    };
    (verb, end)
}
