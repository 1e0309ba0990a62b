//! Who speaks inside somebody else's words: `“He said, ‘Don't go’”`?

use crate::domain::{Medium, Pronouns, QuotationKind, Span, Speaker};
use crate::language::coreference::Found;
use crate::language::lexicon::Class;
use crate::language::{MentionKind, TokenKind};

use super::content::{self, End};
use super::{Attribution, Scene, clause};

/// How far back, in tokens, somebody counts as spoken of lately.
const LATELY: usize = 240;

/// The quotations inside quotations, given the outer ones; third persons inside are resolved already.
pub(super) fn find(scene: &Scene, outer: &[Attribution<usize>]) -> Vec<Attribution<usize>> {
    let words = scene.words;
    let mut found: Vec<Attribution<usize>> = Vec::new();
    for around in outer.iter().filter(|a| a.kind == QuotationKind::Direct) {
        let from = words.quoted.partition_point(|q| q.span.start < around.content.start);
        let mut front = words.token_from(around.content.start);
        for stretch in words.quoted[from..].iter().take_while(|q| q.span.start < around.content.end) {
            if stretch.span == around.content
                || !around.content.contains(stretch.span)
                || stretch.span.start < words.tokens.get(front).map_or(0, |t| t.span.start)
            {
                continue;
            }
            let open = words.token_from(stretch.outer.start);
            let close = words.token_from(stretch.outer.end);
            let speaker = speaker(
                scene,
                (front, open),
                (close, words.token_from(around.content.end)),
                stretch.span,
                &around.speaker,
            );
            front = close;
            found.extend(speaker.map(|(speaker, cue)| inner(stretch.span, speaker, cue)));
        }
    }
    found.extend(in_headlines(scene, outer));
    found
}

fn inner(content: Span, speaker: Speaker<usize>, cue: Option<String>) -> Attribution<usize> {
    let (clause, medium) = (None, Medium::Spoken);
    Attribution { content, kind: QuotationKind::Inner, speaker, cue, clause, medium, group: None }
}

/// `under the headline “‘I left’: Ann Poe on her year”`: what a quoted title quotes of the one it names.
fn in_headlines(scene: &Scene, outer: &[Attribution<usize>]) -> Vec<Attribution<usize>> {
    let words = scene.words;
    let mut found = Vec::new();
    for stretch in words.quoted {
        let Some(around) = stretch.inside.map(|i| words.quoted[i]) else { continue };
        let close = words.token_from(stretch.outer.end);
        if stretch.outer.start != around.span.start || words.word(close) != ":" {
            continue;
        }
        let after = outer.partition_point(|a| a.content.start < around.span.start);
        if outer.get(after).is_some_and(|a| a.content == around.span) {
            continue;
        }
        let name = scene.mention_at(close + 1).filter(|m| m.kind == MentionKind::Name);
        found.extend(name.map(|name| inner(stretch.span, clause::speaker_of(scene, name), None)));
    }
    found
}

fn speaker(
    scene: &Scene,
    front: (usize, usize),
    back: (usize, usize),
    span: Span,
    outer: &Speaker<usize>,
) -> Option<(Speaker<usize>, Option<String>)> {
    let words = scene.words;
    let shape = content::shape(words, span);
    let verb = (front.0..front.1).rev().find(|n| quotative(scene, *n, front.1));
    if let Some(verb) = verb.filter(|v| front.1 - v <= 14) {
        let cue = Some(words.word(verb).to_owned());
        let bound = matches!(words.word(front.1 - 1), "," | ":")
            || verb + 1 >= front.1
            || words.class(front.1 - 1).any(Class::FUNCTION)
            || front.1 - verb <= 5;
        if bound && let Some(who) = subject(scene, front.0, verb, outer) {
            return Some((who, cue));
        }
    }
    if shape.end == End::Comma
        && let Some(verb) = (back.0..back.1.min(back.0 + 5)).find(|n| quotative(scene, *n, back.1))
        && let Some(who) = subject(scene, back.0, verb, outer)
    {
        return Some((who, Some(words.word(verb).to_owned())));
    }
    if words.word(front.1.saturating_sub(1)) == ":"
        && let Some(who) = owner(scene, front)
    {
        return Some((who, None));
    }
    if shape.title && shape.words <= 4 && shape.end != End::Call {
        return None;
    }
    if !shape.sentence
        && let Some(who) = reason(scene, front)
    {
        return Some((who, None));
    }
    // "It was supposed to be ‘I would like ...’": first person, so the narrator's own words.
    let own = (shape.tokens.0..shape.tokens.1).any(|n| words.is_any(n, &["i", "i'm", "i’m", "my", "me"]));
    (own && shape.sentence).then(|| (outer.clone(), None))
}

/// Whether somebody is named within the words that follow a verb: nobody calls themselves by name.
fn named_in(scene: &Scene, verb: usize, person: usize) -> bool {
    const NEAR: usize = 40;
    scene.mentions(verb, verb + NEAR).iter().any(|m| m.kind == MentionKind::Name && m.people.contains(&person))
}

/// `My dad’s advice was simple: ‘Don’t be late’`: whose the words are that a noun announces.
fn owner(scene: &Scene, (from, to): (usize, usize)) -> Option<Speaker<usize>> {
    let words = scene.words;
    let start = (from..to).rev().find(|n| matches!(words.word(*n), "." | "!" | "?")).map_or(from, |n| n + 1);
    let mark = (start..to).rev().find(|n| words.kind(*n) == Some(TokenKind::Possessive)).filter(|m| *m > start)?;
    if let Some(mention) = scene.mentions(start, mark).iter().find(|m| m.possessive && m.people.len() == 1) {
        return Some(clause::speaker_of(scene, mention));
    }
    let kin = words.class(mark - 1).any(Class::KIN | Class::ROLE | Class::UNNAMED);
    kin.then(|| Speaker::Unnamed(words.span(start.max(mark.saturating_sub(2)), mark).cut(words.text).to_owned()))
}

/// `He fired me because I was ‘too slow’`: the reason is in the words of whoever gave it.
fn reason(scene: &Scene, (from, to): (usize, usize)) -> Option<Speaker<usize>> {
    let words = scene.words;
    let because = (to.saturating_sub(4).max(from)..to).rev().find(|n| words.is_any(*n, &["because"]))?;
    let start = (from..because).rev().find(|n| matches!(words.word(*n), "." | "!" | "?")).map_or(from, |n| n + 1);
    let subject = scene.mentions(start, because).iter().find(|m| !m.possessive && m.people.len() == 1)?;
    (subject.tokens.0 <= start + 1).then(|| clause::speaker_of(scene, subject))
}

/// A verb that may introduce words inside speech: also `goes`, `was like`, `thought`.
fn quotative(scene: &Scene, n: usize, end: usize) -> bool {
    let words = scene.words;
    clause::is_cue(scene, n)
        && !words.is_any(n, &["shot", "laugh", "post", "quote"])
        && !(n > 0 && words.is_any(n - 1, &["been"]))
        || words.is_any(
            n,
            &["thought", "think", "thinks", "goes", "went", "wondering", "thinking", "wonder", "sings", "sang"],
        )
        || words.is_any(n, &["like"])
            && n > 0
            && words.is_any(n - 1, &["was", "were", "is", "be", "i'm", "i’m", "she's", "he's", "just"])
            && n + 3 >= end
}

/// The subject of a verb inside a quotation.
fn subject(scene: &Scene, from: usize, verb: usize, outer: &Speaker<usize>) -> Option<Speaker<usize>> {
    let words = scene.words;
    let mut n = verb;
    while n > from {
        n -= 1;
        let word = words.word(n);
        if words.is_any(n, &["i", "i'm", "i’m", "i'd", "i’d", "i've", "i’ve", "we"]) {
            return Some(outer.clone());
        }
        if let Some(mention) = scene.mentions(n, n + 1).first().filter(|m| !m.possessive && m.tokens.1 <= verb) {
            if words.is_any(n, &["him", "them", "her"])
                || n > from && words.is_any(n - 1, &["to", "of", "with", "for", "told", "tell", "asked", "ask"])
            {
                continue;
            }
            let plural = words.is_any(n, &["they"]);
            return match clause::speaker_of(scene, mention) {
                Speaker::Unknown => plural.then(|| Speaker::Unnamed(words.word(n).to_owned())),
                Speaker::Person(_) if mention.kind == MentionKind::Pronoun && !plural => {
                    described(scene, from, mention).or_else(|| Some(clause::speaker_of(scene, mention)))
                }
                who => Some(who),
            };
        }
        if words.is_any(n, &["you", "your"]) && n + 1 == verb {
            return None;
        }
        if words.is_any(n, &["one", "someone", "somebody", "everyone", "everybody", "people", "nobody"])
            && !words.is_any(n.saturating_sub(1), &["no", "that", "this", "the"])
        {
            let stop = if words.is_any(n + 1, &["of"]) { (n + 3).min(verb) } else { n + 1 };
            return Some(Speaker::Unnamed(words.span(n, stop).cut(words.text).to_owned()));
        }
        if words.is_any(n, &["who", "whoever"]) && n + 1 == verb {
            return None;
        }
        if words.is_any(n, &["it"]) {
            // "It said, ‘...’": a message of whoever left it, or of whoever was spoken of before.
            return writer(scene, from.saturating_sub(LATELY), n).or_else(|| {
                let before = scene.mentions(from.saturating_sub(LATELY), n).iter().rev();
                let last = before.filter(|m| m.kind != MentionKind::Nominal).find_map(|m| match m.people.as_slice() {
                    [one] if !same(outer, *one) => Some(*one),
                    _ => None,
                });
                last.filter(|one| !named_in(scene, verb, *one)).map(Speaker::Person)
            });
        }
        if words.is_any(n, &["man", "woman", "guy", "girl", "lady", "boy", "voice"])
            && n > from
            && (n.saturating_sub(2).max(from)..n).any(|m| words.is_any(m, &["this", "that", "the"]))
        {
            return demonstrated(scene, n, outer);
        }
        if n + 1 == verb
            && words.is_word(n)
            && !words.class(n).any(Class::FUNCTION | Class::ROLE | Class::KIN)
            && !words.is_adverb(n)
            && !words.word(n).ends_with("ed")
        {
            // "most Poets ask": a subject without a name.
            let start = (from.max(n.saturating_sub(2))..n)
                .find(|m| words.is_any(*m, &["the", "a", "my", "his", "her", "their", "most", "some", "this", "that"]))
                .unwrap_or(n);
            if start > from && words.is_any(start - 1, &["to", "of", "with", "for", "near"]) {
                n = start;
                continue;
            }
            return Some(Speaker::Unnamed(words.span(start, n + 1).cut(words.text).to_owned()));
        }
        if matches!(word, "." | "!" | "?" | ";") {
            break;
        }
        if words.class(n).any(Class::UNNAMED | Class::ROLE | Class::KIN | Class::KIN_MANY) && !words.is_capital(n) {
            let start = (from.max(n.saturating_sub(3))..n)
                .find(|m| words.is_any(*m, &["the", "a", "an", "my", "his", "her", "their", "most", "some"]))
                .unwrap_or(n);
            if start > from && words.is_any(start - 1, &["to", "of", "with", "for", "near"]) {
                n = start;
                continue;
            }
            return Some(Speaker::Unnamed(words.span(start, n + 1).cut(words.text).to_owned()));
        }
    }
    // Imperfect sentences ("said to me, ‘...’" after a pause): the last person spoken of.
    scene
        .mentions(from, verb)
        .iter()
        .rev()
        .find(|m| !m.possessive && m.people.len() == 1)
        .map(|m| clause::speaker_of(scene, m))
}

/// `His agent did. She said, ‘...’`: a pronoun that means somebody without a name, spoken of since the last name.
fn described(scene: &Scene, from: usize, pronoun: &Found) -> Option<Speaker<usize>> {
    let words = scene.words;
    let start = from.max(pronoun.tokens.0.saturating_sub(40));
    let she = words.is_any(pronoun.tokens.0, &["she"]);
    let against = if she { Class::ROLE_MAN | Class::KIN_MAN } else { Class::ROLE_WOMAN | Class::KIN_WOMAN };
    let head = (start..pronoun.tokens.0).rev().find(|n| {
        let owner = n.checked_sub(1).filter(|o| *o >= from && words.is_any(*o, &["his", "her", "their", "the", "a"]));
        let class = words.class(*n);
        owner.is_some() && !words.is_capital(*n) && class.any(Class::ROLE) && !class.any(against)
    })?;
    let named = scene.mentions(head, pronoun.tokens.0).iter().any(|m| m.kind == MentionKind::Name && !m.possessive);
    (!named).then(|| Speaker::Unnamed(words.span(head - 1, head + 1).cut(words.text).to_owned()))
}

/// Who left a note or sent a message in the last sentences: the subject of the clause that brings it in.
fn writer(scene: &Scene, from: usize, to: usize) -> Option<Speaker<usize>> {
    let words = scene.words;
    let noun = (from..to).rev().take(30).find(|n| {
        words.class(*n).any(Class::WRITE_NOUN) && words.is_any(n.saturating_sub(1), &["a", "an", "the", "this"])
    })?;
    let (sentence, _) = words.sentence_of(noun).map(|s| words.sentences[s].tokens)?;
    let subject = scene
        .mentions(sentence.max(from), noun)
        .iter()
        .rev()
        .find(|m| !m.possessive && m.people.len() <= 1 && m.tokens.1 <= noun)?;
    Some(clause::speaker_of(scene, subject))
}

/// `this man`: whoever of that gender was spoken of last.
fn demonstrated(scene: &Scene, head: usize, outer: &Speaker<usize>) -> Option<Speaker<usize>> {
    let woman = scene.words.class(head).any(Class::ROLE_WOMAN);
    let wanted = if woman { Pronouns::She } else { Pronouns::He };
    let voice = scene.words.is_any(head, &["voice"]);
    let fits = |one: usize| voice || scene.entities[one].pronouns == Some(wanted);
    scene.mentions(head.saturating_sub(LATELY), head).iter().rev().find_map(|m| match m.people.as_slice() {
        [one] if !same(outer, *one) && fits(*one) => Some(Speaker::Person(*one)),
        _ => None,
    })
}

fn same(speaker: &Speaker<usize>, person: usize) -> bool {
    speaker.people().contains(&&person)
}
