//! Which words of a clause attribute a quotation: its cue, and the source that is the cue's subject?
//!
//! Reads one stretch of narration beside a quotation. Knows nothing of other quotations.

use crate::domain::{Medium, Speaker};
use crate::language::coreference::Found;
use crate::language::lexicon::Class;
use crate::language::{MentionKind, TokenKind};

use super::{Scene, Source};

/// How surely a clause must attribute.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Grip {
    /// The quotation is part of the clause: any cue will do, verbs of thinking too.
    Fragment,
    /// The quotation ended with a comma, or the clause begins small: an attribution must follow.
    Sure,
    /// The quotation ended with a full stop: only a clause that says nothing else.
    Own,
}

const AUXILIARIES: &[&str] = &[
    "has",
    "had",
    "have",
    "is",
    "was",
    "are",
    "were",
    "be",
    "been",
    "would",
    "will",
    "could",
    "can",
    "may",
    "might",
    "must",
    "should",
    "did",
    "does",
    "do",
    "also",
    "then",
    "later",
    "once",
    "even",
    "just",
    "only",
    "now",
    "still",
    "never",
    "not",
    "has",
    "further",
    "previously",
    "recently",
    "first",
    "already",
    "soon",
    "always",
    "often",
    "himself",
    "herself",
    "themselves",
    "themself",
    "both",
    "all",
    "reportedly",
    "simply",
    "quickly",
    "immediately",
    "ever",
    "since",
    "again",
    "too",
    "himself",
    "apparently",
    "famously",
    "exclusively",
    "jokingly",
    "went",
    "on",
    "to",
    "goes",
];
/// What may follow a verb of saying that has said its object already.
const ADVERBIAL: &[&str] = &[
    "in",
    "on",
    "at",
    "of",
    "to",
    "with",
    "beside",
    "underneath",
    "alongside",
    "about",
    "via",
    "during",
    "from",
    "through",
    "before",
    "after",
    "when",
    "as",
    "while",
    "herself",
    "himself",
    ",",
    "back",
    "exclusively",
    "later",
    "last",
];
const PREPOSITIONS: &[&str] = &[
    "of",
    "to",
    "with",
    "by",
    "from",
    "for",
    "about",
    "on",
    "in",
    "at",
    "after",
    "before",
    "over",
    "near",
    "behind",
    "against",
    "between",
    "without",
    "than",
    "alongside",
    "like",
    "amid",
    "via",
    "into",
    "towards",
    "toward",
    "around",
    "under",
];

/// The attribution behind a quotation, in the tokens `from..to` that follow its mark.
pub(super) fn behind(scene: &Scene, from: usize, to: usize, grip: Grip) -> Option<Source> {
    let words = scene.words;
    let mut start = from;
    while start < to && matches!(words.word(start), "," | "–" | "—" | "-" | "--" | "." | "’" | "'") && start < from + 2
    {
        start += 1;
    }
    if start >= to || words.word(start).ends_with("ing") && words.class(start).any(Class::CUE) {
        return None;
    }
    // "The line “...” was written by Ann."
    if words.is_any(start, &["was", "were", "is"]) && is_cue(scene, start + 1) {
        return by_whom(scene, start + 1, to).map(|speaker| source(scene, speaker, (start + 1, start + 2), (from, to)));
    }
    if grip == Grip::Fragment {
        let according = (start..to).find(|n| words.is_any(*n, &["according"]) && words.is_any(n + 1, &["to"]));
        if let Some(n) = according {
            return Some(source(scene, subject_from(scene, n + 2, to), (n, n + 2), (from, to)));
        }
    }
    if words.is_any(start, &["according"]) && words.is_any(start + 1, &["to"]) {
        return Some(source(scene, subject_from(scene, start + 2, to), (start, start + 2), (from, to)));
    }
    if words.is_any(start, &["came", "comes"])
        && (start + 1..to.min(start + 5)).any(|n| words.class(n).any(Class::SAY_NOUN))
    {
        let end =
            (start + 1..to.min(start + 5)).find(|n| words.class(*n).any(Class::SAY_NOUN)).map_or(start + 1, |n| n + 1);
        return Some(source(scene, Speaker::Unknown, (start, end), (from, to)));
    }
    if words.word(start).starts_with(char::is_lowercase)
        && is_cue(scene, start)
        && !words.is_any(start, &["posted", "shared"])
        || words.is_any(start, &["thought", "began", "went"])
    {
        // "said Ann Poe": the subject follows the verb, perhaps behind one adverb.
        let after =
            if words.word(start + 1).ends_with("ly") || words.is_any(start + 1, &["out", "back", "then", "away"]) {
                start + 2
            } else {
                start + 1
            };
        return Some(source(scene, subject_from(scene, after, to), cue_tokens(scene, start), (from, to)));
    }
    let limit = if grip == Grip::Own { to.min(start + 14) } else { to.min(start + 45) };
    let verb =
        (start + 1..limit).find(|n| is_cue(scene, *n) && !is_noun_here(scene, *n) && !is_infinitive(scene, *n))?;
    let speaker = subject_before(scene, start, verb)?;
    if grip == Grip::Own && !attributes_alone(scene, start, verb, to) {
        return None;
    }
    Some(source(scene, speaker, cue_tokens(scene, verb), (from, to)))
}

/// Whether a sentence after a finished quotation says nothing but who said it: `Ann quipped.`, `Ann captioned the shot.`
fn attributes_alone(scene: &Scene, start: usize, verb: usize, to: usize) -> bool {
    let words = scene.words;
    let ended = matches!(words.word(to - 1), "." | "!") || words.kind(to - 1) == Some(TokenKind::Mark);
    let rest = to.saturating_sub(verb + 1);
    let complement = verb + 1;
    let told = words.is_any(verb, &["told", "tells", "reminded", "assured", "informed"])
        || words.class(verb).any(Class::WRITE);
    let adverbial = words.is_any(complement, ADVERBIAL) && rest <= 12;
    let object = words.is_capital(complement)
        || words.is_any(complement, &["the", "her", "his", "him", "them", "me", "us", "it"]);
    let plain = rest <= 1 || adverbial || told && object && rest <= 12;
    let that =
        (complement..to).any(|n| words.is_any(n, &["that", "whether", "if", "how", "why", "she'd", "he'd", ":"]));
    ended && plain && !that && verb - start <= 10
}

/// The attribution in front of a quotation, in the tokens `from..to` up to its mark.
pub(super) fn before(scene: &Scene, from: usize, to: usize, grip: Grip) -> Option<Source> {
    let words = scene.words;
    if from >= to {
        return None;
    }
    let last = to - 1;
    let bound = matches!(words.word(last), ":" | ",") || is_cue(scene, last) || words.is_any(last, &["only", "simply"]);
    let thinks = |n: usize| {
        grip == Grip::Fragment && words.class(n).any(Class::THINK) && !words.is_any(n, &["go", "goes", "love", "loves"])
            || words.is_any(n, &["goes", "like"]) && n + 2 >= to
    };
    let cues = (from..to).rev().filter(|n| {
        (is_cue(scene, *n) || thinks(*n)) && !is_noun_here(scene, *n) && !is_question_passive(scene, *n, from)
    });
    let mut doubtful = None;
    for verb in cues.take(4) {
        if grip == Grip::Fragment || bound {
            let inverted = verb == from && !words.word(verb).ends_with("ing");
            let speaker = if inverted {
                Some(subject_from(scene, verb + 1, to))
            } else if is_passive(scene, verb, from) {
                // "was described as": whoever is named with "by", in front or behind.
                by_whom(scene, verb, to).or_else(|| by_behind(scene, to))
            } else {
                let first = words.is_any(verb.saturating_sub(1), &["i", "we", "you"]);
                subject_before(scene, from, verb)
                    .or_else(|| (!first && words.class(verb).any(Class::SAY)).then_some(Speaker::Unknown))
            };
            if let Some(speaker) = speaker {
                let found = source(scene, speaker, cue_tokens(scene, verb), (from, to));
                // A verb of thinking without a person: somebody further on may be said to say it.
                if words.class(verb).any(Class::CUE) || !found.speaker.people().is_empty() {
                    return Some(found);
                }
                doubtful = doubtful.or(Some(found));
            }
        }
    }
    if doubtful.is_some() {
        return doubtful;
    }
    if grip == Grip::Fragment && words.is_any(last, &["was", "is", "were", "are", "feeling", "being"]) {
        let close = words.quote_of(to + 1).map_or(to, |q| words.token_from(words.quoted[q].outer.end));
        if words.is_any(close, &["that", "to", "with", "by", "about", "when", "at"]) {
            if let Some(mention) = ending_at(scene, from, last).filter(|m| !hangs(scene, m, from)) {
                return Some(source(scene, speaker_of(scene, mention), (last, last), (from, to)));
            }
        }
    }
    let noun = (from..to).rev().find(|n| words.class(*n).any(Class::SAY_NOUN) && !words.is_capital(*n));
    if let Some(noun) = noun.filter(|n| {
        words.word(last) == ":" || *n + 3 >= to || words.is_any(*n, &["words", "word", "caption", "statement"])
    }) {
        let speaker = main_subject(scene, from, to)?;
        return Some(source(scene, speaker, (noun, noun + 1), (from, to)));
    }
    if words.word(last) == ":" || matches!(words.word(last), "–" | "—" | "--" | "-") && grip == Grip::Sure {
        let speaker = main_subject(scene, from, to)?;
        let dash = if words.word(last) == ":" { (to, to) } else { (last, to) };
        return Some(source(scene, speaker, dash, (from, to)));
    }
    None
}

/// A verb of saying or writing.
pub(super) fn is_cue(scene: &Scene, n: usize) -> bool {
    let class = scene.words.class(n);
    if !class.any(Class::CUE) {
        return false;
    }
    let (word, next) = (scene.words.word(n), scene.words.word(n + 1));
    if matches!(next, "for" | "on" | "off") && word.starts_with("call") || next == "with" && word.starts_with("share") {
        return false;
    }
    if DOUBTFUL.contains(&word) && !after_plural(scene, n) {
        return false;
    }
    class.any(Class::CUE) && !(class.any(Class::FUNCTION) && !class.any(Class::SAY))
}

/// Base forms that are nouns more often than verbs.
const DOUBTFUL: &[&str] = &[
    "label", "brand", "object", "point", "state", "report", "note", "pen", "post", "share", "claim", "answer", "call",
    "press", "promise", "cry", "crack", "laugh", "joke", "comment", "remark", "text", "message", "toast", "blog",
    "email", "type", "offer", "hint", "vow", "quote", "blame", "praise", "reply", "urge", "voice", "protest", "blast",
    "counter", "reflect", "relate", "address", "snap", "bark", "question", "labels", "brands", "objects", "points",
    "states", "reports", "notes", "posts", "shares", "calls", "texts", "messages", "comments", "voices",
];

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
fn is_noun_here(scene: &Scene, n: usize) -> bool {
    let words = scene.words;
    let Some(before) = n.checked_sub(1) else { return false };
    if words.is_any(before, &["the", "a", "an", "its", "no", "any", "my", "our", "these", "those", "joint"]) {
        return true;
    }
    let class = words.class(n);
    let nounish = class.any(Class::SAY_NOUN | Class::WRITE_NOUN | Class::ROLE | Class::WORK)
        || words.is_any(
            n,
            &[
                "call", "calls", "share", "claim", "claims", "answer", "point", "points", "shot", "shots", "press",
                "promise", "toast", "cry", "crack", "pen", "brand", "label", "state", "states", "joke", "laugh",
                "allows", "blast", "object", "tweets", "posts", "texts", "messages", "address", "vow", "vows", "sign",
                "signs", "remark", "praise", "read", "reads", "report", "reports", "hint", "hints", "spill", "offer",
            ],
        );
    nounish
        && !words.word(n).ends_with("ed")
        && (words.is_any(
            before,
            &[
                "the", "a", "an", "this", "that", "his", "her", "their", "its", "my", "no", "any", "in", "of", "by",
                "joint", "first", "last", "latest", "recent", "one", "said", "each", "on", "via",
            ],
        ) || words.kind(before) == Some(TokenKind::Possessive)
            || words.is_capital(before) && words.is_any(n, &["post", "story", "press", "report", "caption", "state"]))
        || words.is_capital(n) && n > 0 && words.is_word(before)
}

/// `to say`, but not `went on to say`.
fn is_infinitive(scene: &Scene, n: usize) -> bool {
    let words = scene.words;
    n > 1
        && words.is_any(n - 1, &["to"])
        && !words.is_any(n - 2, &["on", "continued", "went", "rushed", "quick", "had"])
}

/// `Asked whether ..., she said`: the asking is not hers.
fn is_question_passive(scene: &Scene, n: usize, from: usize) -> bool {
    let words = scene.words;
    words.is_any(n, &["asked", "pressed", "told", "quoted", "reminded", "called"])
        && (n == from
            || words.is_any(n - 1, &["when", "was", "were", "being", "been", "if", ",", "is", "are"])
                && !words.is_any(n, &["called", "quoted"])
                && words.is_any(n, &["asked", "pressed", "told", "reminded"])
                && !words.word(n - 1).starts_with(','))
}

/// `was described`, `has been praised`, `dubbed ... by`.
fn is_passive(scene: &Scene, verb: usize, from: usize) -> bool {
    let words = scene.words;
    let past = words.word(verb).ends_with("ed") || words.is_any(verb, &["quoted", "called", "slated"]);
    past && (from..verb)
        .rev()
        .take(3)
        .take_while(|n| words.is_any(*n, AUXILIARIES) || words.word(*n).ends_with("ly"))
        .any(|n| words.is_any(n, &["was", "were", "been", "is", "are", "being", "be"]))
        || past && words.is_any(verb + 1, &["by"])
}

/// `described as “...” by scouts`: the source right behind the quotation that begins at `to`.
fn by_behind(scene: &Scene, to: usize) -> Option<Speaker<usize>> {
    let words = scene.words;
    let quoted = words.quote_of(to + 1)?;
    let close = words.token_from(words.quoted[quoted].outer.end);
    let stop = (close..close + 16).find(|n| matches!(words.word(*n), "." | "")).unwrap_or(close + 16);
    by_whom(scene, close, stop)
}

/// `by police`, `by his friend Ann Poe`.
pub(super) fn by_whom(scene: &Scene, from: usize, to: usize) -> Option<Speaker<usize>> {
    let by = (from..to).find(|n| scene.words.is_any(*n, &["by"]))?;
    match subject_from(scene, by + 1, to) {
        Speaker::Unknown => None,
        speaker => Some(speaker),
    }
}

/// The subject that begins at or right behind a token.
pub(super) fn subject_from(scene: &Scene, from: usize, to: usize) -> Speaker<usize> {
    let words = scene.words;
    let first = scene.mentions(from, to.min(from + 9)).iter().find(|m| !m.possessive || m.kind != MentionKind::Pronoun);
    let Some(first) = first else { return phrase(scene, from, to) };
    // Only what belongs to the same noun phrase may stand in front: "Meridian's chief Ann Poe", "Aviator star Ann Poe".
    let gap_ok = (from..first.tokens.0).all(|n| {
        matches!(words.kind(n), Some(TokenKind::Word | TokenKind::Number | TokenKind::Possessive))
            && !words.is_any(n, PREPOSITIONS)
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
                        && !words.is_any(n, PREPOSITIONS)
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

/// A mention with those joined to it by `and`.
fn joined(scene: &Scene, first: &Found, to: usize) -> Speaker<usize> {
    let words = scene.words;
    let and = first.tokens.1;
    if words.is_any(and, &["and", "&"]) && first.people.len() == 1 && and + 1 < to {
        if let Some(second) = scene
            .mention_at(and + 1)
            .filter(|m| m.kind == MentionKind::Name && m.people.len() == 1 && m.people != first.people)
        {
            return Speaker::Joint(vec![first.people[0], second.people[0]]);
        }
    }
    speaker_of(scene, first)
}

/// Whom a mention makes the speaker.
pub(super) fn speaker_of(scene: &Scene, mention: &Found) -> Speaker<usize> {
    match mention.people.as_slice() {
        [] if mention.kind == MentionKind::Pronoun => Speaker::Unknown,
        [] => Speaker::Unnamed(scene.words.span(mention.tokens.0, mention.tokens.1).cut(scene.words.text).to_owned()),
        [one] => Speaker::Person(*one),
        several => Speaker::Joint(several.to_vec()),
    }
}

/// Nobody known: the noun phrase as printed, or nothing.
fn phrase(scene: &Scene, from: usize, to: usize) -> Speaker<usize> {
    let words = scene.words;
    let end = (from..to.min(from + 12))
        .find(|n| {
            !matches!(words.kind(*n), Some(TokenKind::Word | TokenKind::Number | TokenKind::Possessive))
                || n > &from
                    && (is_cue(scene, *n)
                        || words.is_any(*n, AUXILIARIES)
                        || words.is_any(*n, &["who", "that", "which"]))
        })
        .unwrap_or(to.min(from + 12));
    let single_small = end == from + 1
        && words.class(from).any(Class::FUNCTION)
        && !words.is_any(from, &["one", "others", "another", "some", "many", "everyone", "somebody"]);
    if end <= from || single_small || words.is_any(from, &["it", "i", "we", "you"]) {
        return Speaker::Unknown;
    }
    Speaker::Unnamed(words.span(from, end).cut(words.text).to_owned())
}

/// The subject of the verb at `verb`, in front of it.
pub(super) fn subject_before(scene: &Scene, from: usize, verb: usize) -> Option<Speaker<usize>> {
    let words = scene.words;
    if words.word(verb).ends_with("ing")
        && !(verb > from && words.is_any(verb - 1, &["is", "was", "are", "were", "been"]))
    {
        return main_subject(scene, from, verb);
    }
    let mut n = verb;
    while n > from
        && (words.is_any(n - 1, AUXILIARIES)
            || words.word(n - 1).ends_with("ly")
            || words.word(n - 1).contains(['\'', '’'])
                && words.class(n - 1).any(Class::FUNCTION)
                && !is_subject_pronoun(scene, n - 1))
    {
        n -= 1;
    }
    // A mention that ends right here is the subject, unless it hangs on a preposition.
    if n > from {
        if let Some(mention) = ending_at(scene, from, n) {
            if !hangs(scene, mention, from) {
                return Some(with_those_before(scene, mention, from));
            }
            return earlier(scene, mention.tokens.0, from).or_else(|| main_subject(scene, from, verb));
        }
        let word = n - 1;
        if words.is_word(word) && !words.class(word).any(Class::FUNCTION) && !words.is_any(word, PREPOSITIONS) {
            // A subject that is no person: "the council said". What stands between it and the verb may be a clause.
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
            return antecedent.map(|m| speaker_of(scene, m)).or_else(|| main_subject(scene, from, word));
        }
        if words.is_any(word, &["i", "we", "you"]) {
            return None;
        }
    }
    main_subject(scene, from, verb)
}

fn is_subject_pronoun(scene: &Scene, n: usize) -> bool {
    scene.mention_at(n).is_some()
}

/// The mention whose last token stands right before `end`, the widest.
fn ending_at<'s>(scene: &Scene<'s, '_>, from: usize, end: usize) -> Option<&'s Found> {
    scene.mentions(from, end).iter().find(|m| {
        m.tokens.1 == end && !m.possessive && !m.apposition
            || m.tokens.1 == end && m.kind == MentionKind::Name && !m.possessive
    })
}

/// `close to Ann`: an object of a preposition.
fn hangs(scene: &Scene, mention: &Found, from: usize) -> bool {
    mention.tokens.0 > from && scene.words.is_any(mention.tokens.0 - 1, PREPOSITIONS)
}

/// The nearest mention in front that hangs on no preposition: `a source | close to Ann`.
fn earlier(scene: &Scene, end: usize, from: usize) -> Option<Speaker<usize>> {
    let words = scene.words;
    let mention = scene
        .mentions(from, end)
        .iter()
        .rev()
        .find(|m| m.tokens.1 <= end && !m.possessive && !hangs(scene, m, from))?;
    let apart = (mention.tokens.1..end).any(|n| matches!(words.word(n), "," | ";" | ":"));
    (!apart).then(|| speaker_of(scene, mention))
}

/// `Ann and Bob | said`.
fn with_those_before(scene: &Scene, mention: &Found, from: usize) -> Speaker<usize> {
    let words = scene.words;
    let start = mention.tokens.0;
    if mention.people.len() == 1 && start > from && words.is_any(start - 1, &["and", "&"]) {
        let other = scene
            .mentions(from, start)
            .iter()
            .rev()
            .find(|m| m.tokens.1 + 1 == start && m.kind == MentionKind::Name && m.people.len() == 1);
        if let Some(other) = other.filter(|o| o.people != mention.people) {
            return Speaker::Joint(vec![other.people[0], mention.people[0]]);
        }
    }
    speaker_of(scene, mention)
}

/// A subject without a person's name: its noun phrase up to `end`.
fn common_subject(scene: &Scene, from: usize, end: usize) -> Speaker<usize> {
    let words = scene.words;
    let mut start = end;
    while start > from
        && matches!(words.kind(start - 1), Some(TokenKind::Word | TokenKind::Number | TokenKind::Possessive))
        && end - start < 10
        && !words.is_any(start - 1, &["but", "and", "while", "when", "that", "as", "because", "if", "though"])
    {
        start -= 1;
    }
    // A person with a relative clause or an adverb behind: take the person.
    if let Some(person) =
        scene.mentions(start, end).iter().find(|m| !m.people.is_empty() && !m.possessive && m.tokens.0 == start)
    {
        let tail = end - person.tokens.1;
        if words.is_any(person.tokens.1, &["who", "of", "from", "in", "at", "on"]) || tail <= 1 {
            return speaker_of(scene, person);
        }
    }
    if start == end || words.is_any(start, &["it", "this", "there", "which", "what"]) {
        return Speaker::Unknown;
    }
    Speaker::Unnamed(words.span(start, end).cut(words.text).to_owned())
}

/// The first mention of the stretch that can be a subject.
pub(super) fn main_subject(scene: &Scene, from: usize, to: usize) -> Option<Speaker<usize>> {
    let words = scene.words;
    let able = |m: &&Found| {
        let object = words.is_any(m.tokens.0, &["him", "her", "them", "his", "their"])
            && m.kind == MentionKind::Pronoun
            && !words.is_any(m.tokens.0, &["she", "he", "they"]);
        !m.possessive && !object && !m.apposition && !hangs(scene, m, from) && m.tokens.1 <= to
    };
    let mentions = scene.mentions(from, to);
    let known = mentions.iter().find(|m| able(m) && (!m.people.is_empty() || m.unnamed));
    let chosen = known.or_else(|| mentions.iter().find(|m| !m.people.is_empty() && !m.possessive))?;
    Some(joined(scene, chosen, to))
}

/// A cue with its particle: `shot back`, `said in a joint statement`, `pointed out`.
fn cue_tokens(scene: &Scene, verb: usize) -> (usize, usize) {
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

fn source(scene: &Scene, speaker: Speaker<usize>, cue: (usize, usize), clause: (usize, usize)) -> Source {
    let words = scene.words;
    let written = (cue.0..cue.1).any(|n| words.class(n).any(Class::WRITE | Class::WRITE_NOUN))
        || (clause.0..clause.1).any(|n| {
            words.class(n).any(Class::WRITE_NOUN)
                && !words.is_any(n, &["website", "diary", "review", "story", "stories"])
                && n > 0
                && words
                    .is_any(n - 1, &["a", "an", "the", "by", "on", "in", "via", "her", "his", "their", "joint", "text"])
        })
        || (clause.0..clause.1).any(|n| words.is_any(n, &["instagram", "twitter", "facebook", "tiktok"]));
    Source { speaker, cue, clause, medium: if written { Medium::Written } else { Medium::Spoken } }
}
