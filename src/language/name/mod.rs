//! Which words are names of people?
//!
//! Capitalised runs are cut to what may be a name ([`run`]), each gathers evidence for and against a person
//! ([`evidence`]), and the article as a whole decides: a name that is clear once is a name everywhere. Never
//! decides which person is meant.

mod behind;
mod evidence;
mod front;
mod nickname;
mod run;
mod usage;

pub(crate) use behind::is_age;
pub(crate) use evidence::syllables;
pub(crate) use nickname::short_of;
pub(crate) use usage::Usage;

use std::borrow::Cow;
use std::collections::{HashMap, HashSet};

use crate::domain::{Pronouns, SentenceKind, Span};

use super::lexicon::Class;
use super::words::Words;

/// One person's name as printed in one place.
#[derive(Clone, Debug)]
pub(crate) struct Name {
    /// With the title, without the possessive.
    pub span: Span,
    /// First and last token, half-open, the title among them.
    pub tokens: (usize, usize),
    /// Its first token behind the title.
    pub first: usize,
    /// The name's own words, without title, suffix and nickname; apostrophes straight.
    pub parts: Vec<String>,
    /// A nickname printed inside: `Bo` of `Robert “Bo” Poe`.
    pub nickname: Option<String>,
    /// Whether a title stands in front, and what it tells.
    pub title: Option<Title>,
    /// Its sentence.
    pub sentence: usize,
    /// In the title or a heading.
    pub display: bool,
}

/// A title in front of a name.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Title {
    /// `Mr.`, `Ms.`; none for `Dr.`
    pub pronouns: Option<Pronouns>,
}

/// How much evidence makes a person of a run of several words, and of one word.
const ENOUGH: i32 = 2;
const ENOUGH_ALONE: i32 = 3;

/// The names of people in order.
pub(crate) fn find(words: &Words) -> Vec<Name> {
    let mut body: Vec<(Name, i32)> = Vec::new();
    for (index, sentence) in words.sentences.iter().enumerate() {
        if words.part(sentence) == SentenceKind::Body {
            for name in run::find(words, index, sentence.tokens, None) {
                let weight = evidence::weigh(words, &name);
                body.push((name, weight));
            }
        }
    }
    let mut known = Known::of(&body);
    let mut names: Vec<Name> = Vec::new();
    for (index, sentence) in words.sentences.iter().enumerate() {
        if matches!(words.part(sentence), SentenceKind::Title | SentenceKind::Heading) {
            for mut name in run::find(words, index, sentence.tokens, Some(&known.words)) {
                name.display = true;
                known.shorten(words, &mut name);
                let weight = evidence::weigh(words, &name);
                if known.is_person(words, &name, weight) {
                    names.push(name);
                }
            }
        }
    }
    for name in &names {
        known.learn(&name.parts);
    }
    let people: Vec<bool> = body.iter().map(|(name, weight)| known.is_person(words, name, *weight)).collect();
    names.extend(body.into_iter().zip(people).filter(|(_, is_person)| *is_person).map(|((name, _), _)| name));
    names.sort_by_key(|n| n.tokens.0);
    names
}

/// A name's words in one.
fn whole(parts: &[String]) -> Cow<'_, str> {
    match parts {
        [one] => Cow::Borrowed(one),
        _ => Cow::Owned(parts.join(" ")),
    }
}

/// What the article shows to be people's names.
#[derive(Default)]
struct Known<'n> {
    /// Whole names of several words.
    full: HashSet<Cow<'n, str>>,
    /// Every word of them.
    words: HashSet<&'n str>,
    /// The last word of each.
    surnames: HashSet<&'n str>,
    /// Single names that stand for a person by themselves.
    single: HashSet<&'n str>,
}

impl<'n> Known<'n> {
    fn of(body: &'n [(Name, i32)]) -> Self {
        let wholes: Vec<Cow<str>> = body.iter().map(|(name, _)| whole(&name.parts)).collect();
        let mut total: HashMap<&str, (i32, i32)> = HashMap::with_capacity(body.len());
        for ((_, weight), whole) in body.iter().zip(&wholes) {
            let entry = total.entry(whole).or_insert((0, i32::MIN));
            entry.0 += weight;
            entry.1 = entry.1.max(*weight);
        }
        let mut known = Self::default();
        for ((name, _), whole) in body.iter().zip(&wholes).filter(|((name, _), _)| name.parts.len() > 1) {
            let Some((sum, best)) = total.get(whole.as_ref()) else { continue };
            if *best >= ENOUGH && *sum >= ENOUGH {
                known.learn(&name.parts);
            }
        }
        for (name, _) in body.iter().filter(|(n, _)| n.parts.len() == 1) {
            let part = name.parts[0].as_str();
            let Some((sum, best)) = total.get(part) else { continue };
            let often = *best >= ENOUGH && *sum >= 2 * ENOUGH;
            if (*best >= ENOUGH_ALONE || often) && *sum >= ENOUGH_ALONE && !known.words.contains(part) {
                known.single.insert(part);
            }
        }
        // A run of two unknown words whose last one is a person elsewhere ("Ms. Poe") is that person's name.
        for (name, _) in body.iter().filter(|(name, weight)| name.parts.len() > 1 && *weight >= 0) {
            let last = name.parts.last().map_or("", String::as_str);
            let speaks = total.get(last).is_some_and(|(sum, best)| *best >= ENOUGH && *sum >= ENOUGH);
            // "Demba Poe's goal", where somebody tells a Demba and a Poe's first goal is counted.
            let alone =
                |part: &str| total.get(part).is_some_and(|(sum, _)| *sum >= 0) && !crate::language::is_english(part);
            let first = name.parts.first().map_or("", String::as_str);
            let both = name.parts.len() == 2 && alone(first) && alone(last);
            if speaks || both || known.surnames.contains(last) || known.single.contains(last) {
                known.learn(&name.parts);
            }
        }
        known
    }

    /// Cuts a headline's run down to the known name that it begins or ends with.
    fn shorten(&self, words: &Words, name: &mut Name) {
        let count = name.parts.len();
        let plain = name.tokens.1 - name.first == count;
        if count < 2 || !plain || self.full.contains(&whole(&name.parts)) {
            return;
        }
        if count == 2 {
            // "Wife Ann File for Divorce": the body knows an Ann, but no File.
            let (first, last) = (name.parts[0].as_str(), name.parts[1].as_str());
            let verb = Usage::of(last).any(Usage::ENGLISH) && !Usage::of(last).any(Usage::SURNAME);
            if self.words.contains(first) && !self.words.contains(last) && verb {
                name.parts.truncate(1);
                name.tokens.1 = name.first + 1;
                name.span = words.span(name.tokens.0, name.tokens.1);
            }
            return;
        }
        for length in (2..count).rev() {
            let (head, tail) = (&name.parts[..length], &name.parts[count - length..]);
            let (from, to) = if self.full.contains(&whole(head)) {
                (0, length)
            } else if self.full.contains(&whole(tail)) {
                (count - length, count)
            } else {
                continue;
            };
            name.parts = name.parts[from..to].to_vec();
            let end = name.first + to;
            // "Judge Ann Poe Fired": her title stays hers.
            let titled = from == 0 && name.title.is_some();
            name.first += from;
            name.tokens = (if titled { name.tokens.0 } else { name.first }, end);
            name.span = words.span(name.tokens.0, name.tokens.1);
            return;
        }
    }

    fn learn(&mut self, parts: &'n [String]) {
        if parts.len() > 1 && self.full.insert(whole(parts)) {
            self.words.extend(parts.iter().map(String::as_str));
            self.surnames.extend(parts.last().map(String::as_str));
        }
    }

    fn is_person(&self, words: &Words, name: &Name, weight: i32) -> bool {
        if name.parts.len() > 1 {
            return self.full.contains(&whole(&name.parts)) || weight >= ENOUGH;
        }
        let Some(part) = name.parts.first() else { return false };
        let at = name.tokens.1 - 1;
        let after_article = name.tokens.0 > 0 && words.is_any(name.tokens.0 - 1, &["the", "a", "an"]);
        if name.title.is_some() {
            // "St James' Park", "Jane Eyre's Mr Rochester"
            let saint = words.is_any(name.tokens.0, &["st", "st.", "saint"]);
            return !saint && weight > evidence::AGAINST;
        }
        if self.words.contains(part.as_str()) || self.single.contains(part.as_str()) {
            // "Castle was born": whose surname is the name of a thing still does what people do.
            let acts = || {
                let verb = words.class(name.tokens.1);
                let opens = words.sentence_of(at).is_some_and(|s| words.sentences[s].tokens.0 == name.tokens.0)
                    || name.tokens.0 > 0 && words.word(name.tokens.0 - 1) == ",";
                let does = verb.any(Class::AUXILIARY | Class::SAY) || words.word(name.tokens.1).ends_with("ed");
                opens && self.surnames.contains(part.as_str()) && does
            };
            return !after_article && (weight > evidence::AGAINST || acts()) && !part.starts_with(char::is_lowercase);
        }
        // A shortened first name of somebody named in full: an initial cannot stand alone.
        weight >= ENOUGH_ALONE && !words.class(at).any(Class::FUNCTION)
    }
}
