//! Where do capitalised words run together so that they may be a name, once titles, roles and first words of
//! sentences are cut off?

use std::collections::HashSet;

use crate::domain::{Pronouns, SentenceKind, Span};
use crate::language::TokenKind;
use crate::language::lexicon::Class;
use crate::language::words::Words;

use super::{Name, Title, Usage};

/// Small words inside a name.
const PARTICLES: &[&str] = &[
    "van", "von", "der", "den", "de", "del", "della", "di", "da", "dos", "das", "du", "la", "le", "ter", "ten", "bin",
    "ibn", "al", "el", "ap", "y", "zu", "af", "av",
];

/// The runs of one sentence. `headline`: the words of known names, where the line is set in title case.
pub fn find(words: &Words, sentence: usize, range: (usize, usize), headline: Option<&HashSet<&str>>) -> Vec<Name> {
    let mut names = Vec::new();
    let mut at = range.0;
    while at < range.1 {
        if !begins(words, at, headline) {
            at += 1;
            continue;
        }
        let end = extend(words, at, range.1, headline);
        cut(words, sentence, range.0, (at, end), &mut names);
        at = end;
    }
    names
}

fn begins(words: &Words, n: usize, headline: Option<&HashSet<&str>>) -> bool {
    words.is_capital(n) && !(headline.is_some() && breaks_headline(words, n, headline))
}

/// In title case every verb has a capital: known words of headlines end a run, unless the body knows better.
fn breaks_headline(words: &Words, n: usize, known: Option<&HashSet<&str>>) -> bool {
    let known = known.is_some_and(|k| k.contains(words.word(n)));
    let class = words.class(n);
    !known
        && (class.any(Class::COMMON | Class::SAY | Class::WRITE | Class::THINK)
            || class.any(Class::FUNCTION) && !class.any(Class::GIVEN))
}

fn extend(words: &Words, start: usize, limit: usize, headline: Option<&HashSet<&str>>) -> usize {
    let mut end = start + 1;
    loop {
        let next = end;
        if next >= limit || words.quote_of(next) != words.quote_of(start) && words.kind(next) != Some(TokenKind::Mark) {
            return end;
        }
        if words.is_capital(next) && !(headline.is_some() && breaks_headline(words, next, headline)) {
            // "Malcolm B. Ann Poe left": a sentence that ended with an initial.
            let initial =
                words.word(next - 1).ends_with('.') && next > start + 1 && !words.class(next - 1).any(Class::TITLE);
            let full_name = words.class(next).any(Class::GIVEN) || !words.class(next + 1).any(Class::SUFFIX);
            if initial && words.is_capital(next + 1) && full_name && next + 1 < limit {
                return end;
            }
            end += 1;
            continue;
        }
        let particles = (next..limit.min(next + 3)).take_while(|n| words.is_any(*n, PARTICLES)).count();
        if particles > 0 && words.is_capital(next + particles) && next + particles < limit {
            end = next + particles + 1;
            continue;
        }
        if let Some(after) = nickname(words, next, limit) {
            end = after + 1;
            continue;
        }
        return end;
    }
}

/// `“Bo” Poe`: where the name goes on after a nickname between marks or brackets.
fn nickname(words: &Words, n: usize, limit: usize) -> Option<usize> {
    let open = words.kind(n) == Some(TokenKind::Mark) || words.word(n) == "(";
    let close = words.kind(n + 2) == Some(TokenKind::Mark) || words.word(n + 2) == ")";
    (open && close && n + 3 < limit && words.is_capital(n + 1) && words.is_capital(n + 3)).then_some(n + 3)
}

/// Cuts a run down to names: no first word of a sentence, no place, month or organisation in front.
fn cut(words: &Words, sentence: usize, sentence_start: usize, run: (usize, usize), names: &mut Vec<Name>) {
    let (mut start, mut end) = run;
    while end > start && is_tail(words, end - 1, start) && !is_surname(words, end - 1, (sentence, start)) {
        end -= 1;
    }
    while start < end && is_lead(words, start, end, sentence_start) {
        start += 1;
    }
    start = behind_roles(words, start, end);
    if start == end || slashed(words, (start, end)) {
        return;
    }
    // "40 Thieves said": a number belongs to the one word that speaks behind it.
    if end == start + 1
        && start > sentence_start.saturating_sub(0)
        && words.kind(start.wrapping_sub(1)) == Some(TokenKind::Number)
        && words.word(start - 1).len() <= 3
        && !words.class(start).any(Class::GIVEN | Class::CALENDAR | Class::ORG | Class::ORG_HEAD)
        && words.class(end).any(Class::SAY)
    {
        start -= 1;
    }
    // Titles in front belong to the name; those in the middle begin one ("Detective Inspector Ann Poe").
    let mut first = start;
    let mut title: Option<Title> = None;
    while first < end && is_title(words, first, end) {
        let known = title.and_then(|t: Title| t.pronouns);
        title = Some(Title { pronouns: known.or(title_gender(words.class(first))) });
        first += 1;
    }
    if first == end {
        return;
    }
    let mut parts = Vec::new();
    let mut nick = None;
    let mut n = first;
    while n < end {
        match words.kind(n) {
            Some(TokenKind::Mark) => {
                nick = Some(plain(words.word(n + 1)));
                n += 3;
            }
            _ if words.word(n) == "(" => {
                nick = Some(plain(words.word(n + 1)));
                n += 3;
            }
            _ => {
                let suffix = n > first && words.class(n).any(Class::SUFFIX) && !words.class(n).any(Class::GIVEN);
                if !suffix {
                    parts.push(plain(words.word(n)));
                }
                n += 1;
            }
        }
    }
    if parts.is_empty() || parts.len() > 5 {
        return;
    }
    let span: Span = words.span(start, end);
    names.push(Name { span, tokens: (start, end), first, parts, nickname: nick, title, sentence, display: false });
}

/// Where a name begins behind what somebody is: `District | Judge Ann Poe`, `Finance Minister Datuk Seri Ann Poe`,
/// `Head Coach | Ann Poe`.
fn behind_roles(words: &Words, start: usize, end: usize) -> usize {
    if end - start < 3 {
        return start;
    }
    if let Some(name) = behind_office(words, start, end) {
        return name;
    }
    if words.class(start).any(Class::GIVEN) || is_title(words, start, end) {
        return start;
    }
    let given = (start..end).find(|n| words.class(*n).any(Class::GIVEN)).unwrap_or(end);
    for n in (start + 1..given.min(end - 1)).rev() {
        let class = words.class(n);
        if is_title(words, n, end) && !class.any(Class::SUFFIX) {
            return n;
        }
        if class.any(Class::ROLE) && !class.any(Class::TITLE) && n + 2 < end {
            return n + 1;
        }
    }
    start
}

/// `Poe Chairman | Ann Roe`, `Chief Financial Officer | Ann Roe`: a whole name behind an office that is no mere title.
fn behind_office(words: &Words, start: usize, end: usize) -> Option<usize> {
    let office = |n: usize| {
        let class = words.class(n);
        let titled = (start..=n).all(|k| words.class(k).any(Class::TITLE));
        let rank = class.any(Class::TITLE) && words.is_any(n, &["officer", "president", "minister", "secretary"]);
        !titled && (rank || class.any(Class::ROLE) && !class.any(Class::TITLE)) && !class.any(Class::GIVEN)
    };
    let named = |n: usize| words.class(n + 1).any(Class::GIVEN) && words.is_capital(n + 2);
    (start + 1..end.saturating_sub(2)).rev().find(|n| office(*n) && named(*n)).map(|n| n + 1)
}

/// `Ash/Barrow Inc.`: a name glued to a company's.
fn slashed(words: &Words, (start, end): (usize, usize)) -> bool {
    let company = |n: usize| words.class(n).any(Class::ORG | Class::ORG_HEAD);
    let behind = words.word(end) == "/" && words.is_capital(end + 1) && (end + 1..end + 4).any(company);
    let front = start > 1 && words.word(start - 1) == "/" && words.is_capital(start - 2) && (start..end).any(company);
    behind && end == start + 1 || front
}

fn is_title(words: &Words, n: usize, end: usize) -> bool {
    let class = words.class(n);
    let also_given = class.any(Class::GIVEN)
        && !(matches!(words.word(n), "Prince" | "Baron" | "Duke" | "Earl" | "Lady") && n + 2 < end);
    // "Sister Wives" is no sister.
    let name = !words.class(n + 1).any(Class::KIN | Class::KIN_MANY | Class::COMMON | Class::ORG_HEAD)
        || words.class(n + 1).any(Class::GIVEN)
        || words.is_any(n, &["sir", "dame"])
        || n + 2 < end
            && words.is_any(
                n,
                &["sir", "dame", "dr", "dr.", "mr", "mr.", "mrs", "mrs.", "ms", "ms.", "lord", "rev", "rev."],
            );
    n + 1 < end && class.any(Class::TITLE) && !also_given && name
}

fn title_gender(class: Class) -> Option<Pronouns> {
    if class.any(Class::TITLE_MAN) {
        Some(Pronouns::He)
    } else if class.any(Class::TITLE_WOMAN) {
        Some(Pronouns::She)
    } else {
        None
    }
}

/// What cannot begin a name although it has a capital.
fn is_lead(words: &Words, n: usize, end: usize, sentence_start: usize) -> bool {
    let class = words.class(n);
    // "London-based Ann Poe", "Three-year-old Ann Poe"
    if words.word(n).contains("-year") || words.word(n).ends_with("-based") || words.word(n).ends_with("-born") {
        return true;
    }
    if class.any(Class::TITLE) && n + 1 < end {
        return false;
    }
    // "Unseeded Belgian Ann Poe": whatever a sentence begins with in front of somebody's people.
    let people = |n: usize| words.class(n).any(Class::DEMONYM) && !words.class(n).any(Class::GIVEN);
    let initial = n == sentence_start || !words.is_word(n.wrapping_sub(1));
    if initial && n + 3 < end && people(n + 1) && !class.any(Class::GIVEN) {
        return true;
    }
    let last = n + 1 == end;
    if class.any(Class::FUNCTION) {
        // "Will Poe said" keeps its "Will"; "Will Poe return?" cannot be told apart without its end.
        return !(class.any(Class::GIVEN) && !last && !words.class(n + 1).any(Class::FUNCTION) && !question(words, n));
    }
    if class.any(Class::GIVEN) && !last {
        return class.any(Class::PLACE | Class::ORG) && words.class(n + 1).any(Class::GIVEN) && n + 2 < end;
    }
    if last {
        return class.any(Class::CALENDAR | Class::DEMONYM)
            || initial && class.any(Class::COMMON) && !class.any(Class::GIVEN);
    }
    // "Born Ann Poe", "Raising Ann Poe"
    let participle = words.word(n).ends_with("ing") || words.word(n).ends_with("ed") || words.is_any(n, &["born"]);
    let initial_word = n == sentence_start && participle && Usage::of(words.word(n)).any(Usage::ENGLISH);
    if initial_word
        && (n + 2 < end || words.class(n + 1).any(Class::GIVEN))
        && !Usage::of(words.word(n)).any(Usage::GIVEN)
    {
        return true;
    }
    let common = class.any(
        Class::ROLE
            | Class::KIN
            | Class::KIN_MANY
            | Class::DEMONYM
            | Class::CALENDAR
            | Class::ORG
            | Class::PLACE
            | Class::COMMON,
    );
    let before_given = words.class(n + 1).any(Class::GIVEN) && n + 2 < end && words.is_capital(n + 2);
    // "Caretaker Ann Poe will stay": a sentence begins with what she is.
    let plain = n == sentence_start && Usage::of(words.word(n)).any(Usage::ENGLISH) && class == Class::default();
    common
        || before_given
            && plain
            && ![Usage::GIVEN, Usage::SURNAME].iter().any(|kind| Usage::of(words.word(n)).any(*kind))
        || before_given
            && !class.any(Class::TITLE)
            && (words.is_shouted(n) || n > sentence_start && unknown_lead(words, n))
}

/// A capitalised word before a whole name that stands after another noun or article: `former Keeper Ann Poe`.
fn unknown_lead(words: &Words, n: usize) -> bool {
    let before = n - 1;
    words.is_any(before, &["the", "a", "an", "former", "new", "first", "fellow", "past", "last", "late", "ex"])
        || words.kind(before) == Some(TokenKind::Number)
        || words.is_capital(before) && words.sentence_of(before).is_none_or(|s| words.sentences[s].tokens.0 != before)
}

fn question(words: &Words, n: usize) -> bool {
    words.sentence_of(n).is_some_and(|s| {
        let end = words.sentences[s].tokens.1;
        words.word(end - 1) == "?" || words.word(end - 1) != "." && words.word(end.saturating_sub(2)) == "?"
    })
}

/// `Paula Long`: a small word that is a surname too, behind a given name and not among a headline's capitals.
fn is_surname(words: &Words, n: usize, (sentence, start): (usize, usize)) -> bool {
    n == start + 1
        && words.class(start).any(Class::GIVEN)
        && !words.class(start).any(Class::FUNCTION | Class::CALENDAR)
        && Usage::of(words.word(n)).any(Usage::SURNAME)
        && words.part(&words.sentences[sentence]) == SentenceKind::Body
}

/// What cannot end a name.
fn is_tail(words: &Words, n: usize, start: usize) -> bool {
    let class = words.class(n);
    n > start && (class.any(Class::FUNCTION | Class::CALENDAR) && !class.any(Class::GIVEN))
        || words.kind(n) == Some(TokenKind::Mark)
}

/// Straight apostrophes, no final point except on an initial.
pub(super) fn plain(word: &str) -> String {
    let word = word.replace(['’', '‘', 'ʼ', '`'], "'");
    match word.strip_suffix('.') {
        Some(stem) if stem.chars().nth(1).is_some() && !stem.contains('.') => stem.to_owned(),
        _ => word,
    }
}
