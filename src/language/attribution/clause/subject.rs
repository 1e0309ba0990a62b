//! Who is the subject of an attributing verb: a person, several, somebody unnamed, nobody that can be told?

use crate::domain::Speaker;
use crate::language::lexicon::Class;
use crate::language::{MentionKind, TokenKind};

use crate::language::attribution::Scene;

use super::apart::{accompanying, before_who, cited, coordinated, fronted, plain_subject, related};
use super::body::{author, is_thing, nameless, spoken_before};
use super::cue::is_cue;
use super::mention::{
    earlier, ending_at, hangs, headed, is_subject_pronoun, joined, main_subject, renamed, speaker_of, with_those_before,
};

/// The subject that begins at or right behind a token.
pub(in crate::language::attribution) fn subject_from(scene: &Scene, from: usize, to: usize) -> Speaker<usize> {
    let words = scene.words;
    let first = scene.mentions(from, to.min(from + 9)).iter().find(|m| !m.possessive || m.kind != MentionKind::Pronoun);
    let Some(first) = first else { return phrase(scene, from, to) };
    // Only what belongs to the same noun phrase may stand in front: "the network's chief Ann Poe", "Newsroom star Ann Poe",
    // "its chairman, Ann Poe".
    let gap_ok = (from..first.tokens.0).all(|n| {
        matches!(words.kind(n), Some(TokenKind::Word | TokenKind::Number | TokenKind::Possessive))
            && !words.class(n).any(Class::PREPOSITION)
            || n + 1 == first.tokens.0
                && first.kind == MentionKind::Name
                && words.word(n) == ","
                && words.class(n.saturating_sub(1)).any(Class::ROLE | Class::KIN)
    });
    if !gap_ok {
        return phrase(scene, from, to);
    }
    // "said her father, Arne Poe": the name behind tells who it is.
    let mut chosen = first;
    if chosen.people.is_empty() || chosen.possessive {
        let behind = scene
            .mentions(chosen.tokens.0, to.min(chosen.tokens.1 + 8))
            .iter()
            .find(|m| m.kind == MentionKind::Name && !m.possessive);
        if let Some(name) = behind.filter(|name| {
            (chosen.tokens.1..name.tokens.0).all(|n| {
                words.word(n) == ","
                    || words.is_word(n)
                        && !words.class(n).any(Class::PREPOSITION)
                        && (!words.class(n).any(Class::FUNCTION)
                            || words.is_any(n, &["and", "fellow", "former", "late"]))
                    || words.kind(n) == Some(TokenKind::Possessive)
            })
        }) {
            chosen = name;
        }
    }
    if chosen.possessive {
        let owned = scene
            .mentions(chosen.tokens.0, to)
            .iter()
            .find(|m| m.kind == MentionKind::Nominal && m.tokens.0 <= chosen.tokens.1 && m.tokens.1 > chosen.tokens.1);
        return owned.map_or_else(|| phrase(scene, from, to), |m| speaker_of(scene, m));
    }
    joined(scene, chosen, to)
}

/// Nobody known: the noun phrase as printed, or nothing.
pub(super) fn phrase(scene: &Scene, from: usize, to: usize) -> Speaker<usize> {
    let words = scene.words;
    let end = (from..to.min(from + 12))
        .find(|n| {
            !matches!(words.kind(*n), Some(TokenKind::Word | TokenKind::Number | TokenKind::Possessive))
                || n > &from
                    && (is_cue(scene, *n)
                        || words.class(*n).any(Class::AUXILIARY)
                        || words.is_any(*n, &["who", "that", "which"]))
        })
        .unwrap_or(to.min(from + 12));
    let single_small = end == from + 1
        && words.class(from).any(Class::FUNCTION)
        && !words.is_any(from, &["one", "others", "another", "some", "many", "everyone", "somebody"]);
    if words.is_any(from, &["it"]) && end == from + 1 {
        return it(scene, from);
    }
    if end <= from || single_small || words.is_any(from, &["it", "i", "we", "you"]) {
        return Speaker::Unknown;
    }
    if let Some(author) = author(scene, from, to.min(from + 16)) {
        return author;
    }
    nameless(scene, from, end)
}

/// `it said`: the body that spoke before.
fn it(scene: &Scene, at: usize) -> Speaker<usize> {
    let spoke = spoken_before(scene, at).filter(|s| match s {
        Speaker::Unnamed(phrase) => is_thing(phrase),
        speaker => matches!(speaker, Speaker::Body(_)),
    });
    spoke.unwrap_or(Speaker::Unknown)
}

/// The subject of the verb at `verb`, in front of it.
pub(in crate::language::attribution) fn subject_before(
    scene: &Scene,
    from: usize,
    verb: usize,
) -> Option<Speaker<usize>> {
    let words = scene.words;
    if words.word(verb).ends_with("ing")
        && !(verb > from && words.is_any(verb - 1, &["is", "was", "are", "were", "been"]))
    {
        return cited(scene, from, verb)
            .or_else(|| accompanying(scene, from, verb))
            .or_else(|| main_subject(scene, from, verb))
            .or_else(|| plain_subject(scene, from, verb));
    }
    let mut n = verb;
    while n > from
        && (words.class(n - 1).any(Class::AUXILIARY)
            || words.is_adverb(n - 1)
            || words.word(n - 1).contains(['\'', '’'])
                && words.class(n - 1).any(Class::FUNCTION)
                && !is_subject_pronoun(scene, n - 1))
    {
        n -= 1;
    }
    // "the Harbour Board (HB) said"
    if n > from + 1 && words.word(n - 1) == ")" {
        n = (from + 1..n).rev().take(6).find(|m| words.word(*m) == "(").unwrap_or(n);
    }
    // A mention that ends right here is the subject, unless it hangs on a preposition.
    if n > from {
        if let Some(mention) = ending_at(scene, from, n) {
            if let Some(owner) = renamed(scene, mention, from).filter(|m| hangs(scene, m, from)) {
                return earlier(scene, owner.tokens.0, from)
                    .or_else(|| Some(common_subject(scene, from, owner.tokens.1)));
            }
            if !hangs(scene, mention, from) {
                return Some(with_those_before(scene, mention, from));
            }
            return earlier(scene, mention.tokens.0, from)
                .or_else(|| headed(scene, from, mention.tokens.0).then(|| common_subject(scene, from, n)))
                .or_else(|| main_subject(scene, from, verb))
                .or_else(|| plain_subject(scene, from, verb));
        }
        let word = n - 1;
        let small = words.class(word).any(Class::FUNCTION | Class::PREPOSITION);
        if words.is_word(word) && (!small || word > from && words.is_capital(word)) {
            // A subject that is no person: "the council said". What stands between it and the verb may be a clause.
            if let Some(speaker) = related(scene, from, n) {
                return Some(speaker);
            }
            return Some(common_subject(scene, from, n));
        }
        if words.is_any(word, &["one", "it", "another", "others", "many", "some", "everyone", "nobody", "someone"]) {
            return Some(phrase(scene, word, n));
        }
        if words.is_any(word, &["who"]) {
            let antecedent = scene
                .mentions(from, word)
                .iter()
                .rev()
                .find(|m| !m.possessive && m.tokens.1 <= word && m.tokens.1 + 1 >= word);
            return antecedent
                .map(|m| speaker_of(scene, m))
                .or_else(|| before_who(scene, from, word))
                .or_else(|| main_subject(scene, from, word));
        }
        if words.is_any(word, &["i", "we", "you"]) {
            return None;
        }
        if words.word(word) == ","
            && let Some(speaker) = coordinated(scene, from, word).or_else(|| fronted(scene, from, word))
        {
            return Some(speaker);
        }
    }
    main_subject(scene, from, verb).or_else(|| plain_subject(scene, from, verb))
}

/// A subject without a person's name: its noun phrase up to `end`.
pub(super) fn common_subject(scene: &Scene, from: usize, end: usize) -> Speaker<usize> {
    let words = scene.words;
    let mut start = end;
    let between =
        ["but", "and", "while", "when", "that", "as", "because", "if", "though", "after", "before", "since", "until"];
    while start > from
        && matches!(words.kind(start - 1), Some(TokenKind::Word | TokenKind::Number | TokenKind::Possessive))
        && end - start < 10
        && (!words.is_any(start - 1, &between)
            || words.is_any(start - 1, &["and"])
                && start > from + 1
                && words.is_capital(start)
                && words.is_capital(start - 2)
                && words.class(end - 1).any(Class::ORG_HEAD))
    {
        start -= 1;
        // A phrase begins with its article, unless a preposition ties it to a noun in front.
        if words.is_any(start, &["the", "a", "an"]) && start > from && !words.class(start - 1).any(Class::PREPOSITION) {
            break;
        }
    }
    // A person with a relative clause or an adverb behind: take the person.
    let behind_role = |n: usize| {
        words.class(n - 1).any(Class::ROLE)
            && (start..n).all(|n| words.is_word(n) && !words.class(n).any(Class::PREPOSITION))
    };
    // "Lawyer Ann Poe of Roe & Bell said"
    if let Some(person) = scene.mentions(start, end).iter().find(|m| {
        let first = m.tokens.0 == start || m.kind == MentionKind::Name && behind_role(m.tokens.0);
        !m.people.is_empty() && !m.possessive && first && m.tokens.1 <= end
    }) {
        let tail = end - person.tokens.1;
        if words.is_any(person.tokens.1, &["who", "of", "from", "in", "at", "on"]) || tail <= 1 {
            return speaker_of(scene, person);
        }
    }
    if start == end || words.is_any(start, &["it", "this", "there", "which", "what"]) {
        return Speaker::Unknown;
    }
    if let Some(author) = author(scene, start, end) {
        return author;
    }
    nameless(scene, start, end)
}

/// `by police`, `by his friend Ann Poe`.
pub(in crate::language::attribution) fn by_whom(scene: &Scene, from: usize, to: usize) -> Option<Speaker<usize>> {
    let by = (from..to).find(|n| scene.words.is_any(*n, &["by"]))?;
    match subject_from(scene, by + 1, to) {
        Speaker::Unknown => None,
        speaker => Some(speaker),
    }
}

/// `described as “...” by scouts`: the source right behind the quotation that begins at `to`.
pub(super) fn by_behind(scene: &Scene, to: usize) -> Option<Speaker<usize>> {
    let words = scene.words;
    let quoted = words.quote_of(to + 1)?;
    let close = words.token_from(words.quoted[quoted].outer.end);
    let stop = (close..close + 16).find(|n| matches!(words.word(*n), "." | "")).unwrap_or(close + 16);
    by_whom(scene, close, stop)
}
