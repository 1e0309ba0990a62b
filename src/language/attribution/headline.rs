//! Whom does a title quote? A headline names its source after a colon or a comma, or leaves it to the body.

use crate::domain::{QuotationKind, SentenceKind, Span, Speaker};
use crate::language::MentionKind;
use crate::language::lexicon::Class;

use super::content::{self, End};
use super::{Attribution, Scene};

/// More stretches than this in one title are damage.
const MOST: usize = 8;

/// Longer quotations, in bytes, are not what a headline repeats.
const LONGEST: usize = 4000;

/// The quotations of the title, given those of the body.
pub(super) fn find(scene: &Scene, body: &[Attribution<usize>]) -> Vec<Attribution<usize>> {
    let words = scene.words;
    let mut found = Vec::new();
    for paragraph in words.paragraphs.iter().filter(|p| p.kind == SentenceKind::Title) {
        let from = words.quoted.partition_point(|q| q.span.start < paragraph.span.start);
        for stretch in words.quoted[from..].iter().take_while(|q| q.span.start < paragraph.span.end).take(MOST) {
            if stretch.inside.is_none() {
                found.extend(quotation(scene, stretch.span, stretch.outer, paragraph.span, body));
            }
        }
    }
    found
}

fn quotation(
    scene: &Scene,
    span: Span,
    outer: Span,
    title: Span,
    body: &[Attribution<usize>],
) -> Option<Attribution<usize>> {
    let words = scene.words;
    let shape = content::shape(words, span);
    let (from, open) = (words.token_from(title.start), words.token_from(outer.start));
    let (close, to) = (words.token_from(outer.end), words.token_from(title.end));
    let text = span.cut(words.text);
    let colon_behind = words.word(close) == ":" || matches!(words.word(close), "–" | "—" | "--");
    let colon_before = open > from && matches!(words.word(open - 1), ":" | "–" | "—" | "--");
    let comma = shape.end == End::Comma || words.word(close) == ",";
    let said = (close..to.min(close + 8)).chain(open.saturating_sub(6).max(from)..open).find(|n| {
        words.class(*n).any(Class::CUE)
            && words.is_any(
                *n,
                &[
                    "says",
                    "said",
                    "tells",
                    "told",
                    "admits",
                    "reveals",
                    "insists",
                    "claims",
                    "jokes",
                    "recalls",
                    "explains",
                    "declares",
                    "vows",
                    "confesses",
                    "adds",
                    "calls",
                    "slams",
                    "blasts",
                    "warns",
                    "writes",
                ],
            )
    });
    let wanted: Vec<&str> = weighty(text).collect();
    let same_in = |kind: QuotationKind| {
        let known = body.iter().filter(move |a| a.kind == kind && a.speaker != Speaker::Unknown);
        known.filter(|a| a.content.len() < LONGEST).find(|a| echoes(&wanted, a.content.cut(words.text)))
    };
    // What the body reports without marks may be quoted in the title.
    let reported = || same_in(QuotationKind::Indirect).filter(|_| text.split_whitespace().nth(1).is_some());
    let same = same_in(QuotationKind::Direct).or_else(reported);
    let name = |range: (usize, usize), back: bool| {
        let mentions = scene.mentions(range.0, range.1).iter().filter(|m| m.kind == MentionKind::Name && !m.possessive);
        let mut mentions: Box<dyn Iterator<Item = _>> =
            if back { Box::new(mentions.rev()) } else { Box::new(mentions) };
        mentions.find_map(|m| m.people.first().copied())
    };
    let printed = if colon_behind || comma || said.is_some_and(|n| n >= close) {
        name((close, to), false)
    } else if colon_before || said.is_some() {
        name((from, open), false)
    } else {
        None
    };
    // "as pals reveal ‘...’": those whom the verb in front has for its subject.
    let several = open.checked_sub(2).filter(|n| {
        *n >= from
            && words.is_any(n + 1, &["reveal", "say", "claim", "tell", "admit", "insist", "warn", "share", "recall"])
            && words.class(*n).any(Class::UNNAMED | Class::ROLE | Class::KIN_MANY)
            && words.word(*n).ends_with('s')
    });
    let strong = colon_behind || colon_before || comma || said.is_some();
    let set_off = colon_behind || colon_before || comma;
    if shape.title && shape.words <= 3 && !set_off || shape.words == 0 || is_work(scene, text, outer) {
        return None;
    }
    let speaker = match (same, printed) {
        (Some(same), _) => same.speaker.clone(),
        (None, Some(person)) if strong => Speaker::Person(person),
        _ => Speaker::Unnamed(words.word(several?).to_owned()),
    };
    let cue = said.filter(|_| same.is_none() || strong).map(|n| words.word(n).to_owned());
    let medium = same.map_or(crate::domain::Medium::Spoken, |s| s.medium);
    Some(Attribution { content: span, kind: QuotationKind::Direct, speaker, cue, clause: None, medium, group: None })
}

/// Printed in the body without marks: the name of something.
fn is_work(scene: &Scene, title: &str, own: Span) -> bool {
    let title = title.trim_end_matches([',', '.']);
    let text = scene.words.text;
    title.starts_with(char::is_uppercase)
        && title.split_whitespace().count() <= 4
        && text.match_indices(title).take(8).any(|(at, _)| {
            let before = text[..at].chars().next_back();
            !own.holds(at) && !before.is_some_and(|c| matches!(c, '“' | '‘' | '"' | '\''))
        })
}

/// Whether most of a headline's weighty words stand in a quotation of the body, by their beginnings.
fn echoes(wanted: &[&str], quotation: &str) -> bool {
    if wanted.is_empty() {
        return false;
    }
    let offered: Vec<&str> = weighty(quotation).collect();
    let hits = wanted.iter().filter(|w| offered.iter().any(|o| begin_alike(w, o))).count();
    hits * 10 >= wanted.len() * 7 && (wanted.len() > 1 || offered.len() <= 6)
}

/// The words of four bytes and more, and what has digits.
fn weighty(text: &str) -> impl Iterator<Item = &str> {
    text.split(|c: char| !c.is_alphanumeric() && c != '\'' && c != '’')
        .filter(|w| w.len() > 3 || w.bytes().any(|b| b.is_ascii_digit()))
}

/// Whether the first five letters are the same, in any case.
fn begin_alike(one: &str, other: &str) -> bool {
    match (one.as_bytes(), other.as_bytes()) {
        ([a, ..], [b, ..]) if a.is_ascii() && b.is_ascii() && !a.eq_ignore_ascii_case(b) => false,
        _ => beginning(one).eq(beginning(other)),
    }
}

fn beginning(word: &str) -> impl Iterator<Item = char> {
    word.chars().flat_map(char::to_lowercase).take(5)
}
