//! Which words say what?
//!
//! `data/predicates.toml`, parsed once into rows and patterns. Nothing here looks at an article; how a pattern is
//! matched is the business of [`super::matching`].

use std::collections::HashMap;
use std::sync::LazyLock;

use serde::Deserialize;

/// Ties that hold between two people only.
pub(super) const COUPLES: &[&str] =
    &["spouse", "late_spouse", "ex_spouse", "engaged_to", "ex_engaged_to", "partner", "ex_partner", "widowed"];

/// Everything that the table holds.
#[derive(Default)]
pub(super) struct Predicates {
    /// Relations and events, each with its patterns.
    pub rows: Vec<Row>,
    /// Kinship nouns by lower-case word: an index into `kin`.
    words: HashMap<&'static str, usize>,
    /// Kinship rows.
    kin: Vec<Kin>,
    /// Every word of the patterns in lower case.
    vocabulary: Vocabulary,
    /// Patterns by the word that they hang on: (row, pattern).
    anchors: HashMap<WordId, Vec<(usize, usize)>>,
}

/// A family of kinship nouns.
#[derive(Debug, Deserialize)]
pub(super) struct Kin {
    /// `A's wife B`: A, predicate, B.
    pub predicate: String,
    /// The predicate of `A's late wife`.
    pub late: Option<String>,
    /// The predicate of `A's former wife`.
    pub former: Option<String>,
    /// `A's widow B`: B, inverse, A.
    pub inverse: Option<String>,
    words: Vec<String>,
}

/// What a row of the table makes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Makes {
    /// A relation between A and B.
    Relation,
    /// An event.
    Event,
}

/// One relation or event.
#[derive(Debug)]
#[expect(clippy::struct_excessive_bools, reason = "each is a column of the table")]
pub(super) struct Row {
    /// Relation or event.
    pub makes: Makes,
    /// The predicate or the kind.
    pub name: String,
    /// How many people it takes at least.
    pub people: usize,
    /// The roles whose people take part, the principal first.
    pub who: Vec<Role>,
    /// The relation that an event which happened brings about.
    pub then: Option<String>,
    /// Relations through which the article may supply the second person.
    pub partner: Vec<String>,
    /// Whether the speaker, or whom the speaker is told of with, may be the second person.
    pub voice: bool,
    /// The words that introduce a detail worth keeping: a cause, a reason.
    pub detail: Vec<String>,
    /// What is worth keeping of it without further words.
    pub tells: Option<String>,
    /// Whether one of two may be told of alone.
    pub alone: bool,
    /// Whether where it happens is a show.
    pub show: bool,
    /// Whether where it happens is a news outlet.
    pub outlet: bool,
    /// Whether it began a stated length of time before.
    pub since: bool,
    /// Whether K died and was somebody's spouse.
    pub late: bool,
    /// Whether it is told only where a date stands beside it.
    pub dated: bool,
    /// Whether the children of C are meant.
    pub family: bool,
    /// How it is said.
    pub patterns: Vec<Pattern>,
}

/// A role in a pattern.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Role {
    /// The first person.
    A,
    /// The second.
    B,
    /// Somebody named by kinship.
    K,
    /// A child named by kinship.
    C,
    /// A child, named or not.
    N,
}

/// What a pattern asks for, in order.
#[derive(Debug)]
pub(super) enum Element {
    /// One of these phrases (each a list of words).
    Words { any: Vec<Vec<WordId>>, optional: bool },
    /// A person.
    Person(Role),
    /// A person in the possessive.
    Possessor(Role),
    /// Anybody, who plays no role.
    Anyone,
    /// Up to so many words that name nobody.
    Gap(usize),
}

/// A word of the patterns, in any case: its place among them, from 1; 0 for all other words.
pub(super) type WordId = u16;

/// Which words of the patterns stand somewhere.
#[derive(Default)]
pub(super) struct WordSet {
    words: [u64; Self::MOST / 64],
    traces: u128,
}

impl WordSet {
    /// One more than the highest word there may be.
    const MOST: usize = 1024;

    /// Adds a word.
    pub fn add(&mut self, word: WordId) {
        if let Some(bits) = self.words.get_mut(usize::from(word / 64)) {
            *bits |= 1 << (word % 64);
        }
        self.traces |= trace(word);
    }

    /// Whether a word is one of them.
    fn holds(&self, word: WordId) -> bool {
        self.words.get(usize::from(word / 64)).is_some_and(|bits| bits & (1 << (word % 64)) != 0)
    }
}

/// One way to say it.
#[derive(Debug)]
pub(super) struct Pattern {
    /// Who stands in front of the anchor: `A`, `A's` or nobody.
    pub front: Option<Element>,
    /// The anchor and all that follows.
    pub rest: Vec<Element>,
    /// Of each of these at least one word must stand in the sentence, or the pattern need not be tried.
    needs: Vec<Vec<WordId>>,
}

#[derive(Deserialize)]
struct Table {
    kin: Vec<Kin>,
    relation: Vec<RawRow>,
    event: Vec<RawRow>,
}

#[derive(Deserialize)]
#[expect(clippy::struct_excessive_bools, reason = "each is a column of the table")]
struct RawRow {
    predicate: Option<String>,
    kind: Option<String>,
    export: Option<String>,
    #[serde(default)]
    people: usize,
    who: Option<String>,
    then: Option<String>,
    #[serde(default)]
    partner: Vec<String>,
    #[serde(default)]
    voice: bool,
    #[serde(default)]
    detail: Vec<String>,
    tells: Option<String>,
    #[serde(default)]
    alone: bool,
    #[serde(default)]
    show: bool,
    #[serde(default)]
    outlet: bool,
    #[serde(default)]
    since: bool,
    #[serde(default)]
    late: bool,
    #[serde(default)]
    dated: bool,
    #[serde(default)]
    family: bool,
    patterns: Vec<String>,
}

static SOURCE: &str = include_str!("../../data/predicates.toml");

/// The table. A table that cannot be read is empty; a test keeps that from happening.
pub(super) static PREDICATES: LazyLock<Predicates> = LazyLock::new(|| read(SOURCE).unwrap_or_default());

impl Predicates {
    /// The kinship nouns in lower case with their rows.
    pub fn kinship(&self) -> impl Iterator<Item = (&'static str, &Kin)> {
        self.words.iter().map(|(word, row)| (*word, &self.kin[*row]))
    }

    /// A predicate of the table as it stands there; empty when it does not.
    pub fn name(&'static self, predicate: &str) -> &'static str {
        let kin =
            self.kin.iter().flat_map(|k| [Some(&k.predicate), k.late.as_ref(), k.former.as_ref(), k.inverse.as_ref()]);
        let then = self.rows.iter().flat_map(|r| [Some(&r.name), r.then.as_ref()]);
        kin.chain(then).flatten().find(|p| *p == predicate).map_or("", String::as_str)
    }

    /// The words of the patterns in lower case, each with the patterns that hang on it.
    pub fn vocabulary(&'static self) -> impl Iterator<Item = (&'static str, WordId, Vec<Anchored>)> {
        self.vocabulary.iter().map(|(word, id)| {
            let hanging = self.anchors.get(id).map_or(&[][..], Vec::as_slice);
            let told = |(r, p): &(usize, usize)| Anchored::of(&self.rows[*r], &self.rows[*r].patterns[*p]);
            (*word, *id, hanging.iter().map(told).collect())
        })
    }
}

/// A pattern that hangs on a word.
#[derive(Clone, Copy, Debug)]
pub(super) struct Anchored {
    /// What it says.
    pub row: &'static Row,
    /// How.
    pub pattern: &'static Pattern,
    /// Traces of the few words of which one must stand in the sentence; all traces when it needs none.
    needs: u128,
}

impl Anchored {
    fn of(row: &'static Row, pattern: &'static Pattern) -> Self {
        let rarest = pattern.needs.iter().min_by_key(|any| any.len());
        let needs = rarest.map_or(u128::MAX, |any| any.iter().fold(0, |all, word| all | trace(*word)));
        Self { row, pattern, needs }
    }

    /// Whether it can match at all where these words stand.
    pub fn may_match(&self, words: &WordSet) -> bool {
        self.needs & words.traces != 0 && self.pattern.needs.iter().all(|any| any.iter().any(|w| words.holds(*w)))
    }
}

/// One bit for each word; several words share one.
fn trace(word: WordId) -> u128 {
    1 << (word % 128)
}

fn read(source: &'static str) -> Option<Predicates> {
    let table: Table = toml::from_str(source).ok()?;
    let mut words = HashMap::new();
    for (i, kin) in table.kin.iter().enumerate() {
        words.extend(kin.words.iter().map(|w| (&*w.clone().leak(), i)));
    }
    let mut known = Vocabulary::new();
    let raw = table.relation.into_iter().map(|r| (r, Makes::Relation));
    let raw = raw.chain(table.event.into_iter().map(|r| (r, Makes::Event)));
    let rows: Vec<Row> = raw.map(|(r, makes)| row(r, makes, &mut known)).collect();
    let mut anchors: HashMap<WordId, Vec<(usize, usize)>> = HashMap::new();
    for (r, row) in rows.iter().enumerate() {
        for (p, pattern) in row.patterns.iter().enumerate() {
            if let Some(Element::Words { any, .. }) = pattern.rest.first() {
                for first in any.iter().filter_map(|phrase| phrase.first()) {
                    anchors.entry(*first).or_default().push((r, p));
                }
            }
        }
    }
    Some(Predicates { rows, words, kin: table.kin, vocabulary: known, anchors })
}

/// Words in lower case with their ids.
type Vocabulary = HashMap<&'static str, WordId>;

fn row(raw: RawRow, makes: Makes, known: &mut Vocabulary) -> Row {
    Row {
        makes,
        name: raw.export.or(raw.predicate).or(raw.kind).unwrap_or_default(),
        people: raw.people.max(1),
        who: raw.who.as_deref().unwrap_or("A B").split_whitespace().filter_map(role).collect(),
        then: raw.then,
        partner: raw.partner,
        voice: raw.voice,
        detail: raw.detail,
        tells: raw.tells,
        alone: raw.alone,
        show: raw.show,
        outlet: raw.outlet,
        since: raw.since,
        late: raw.late,
        dated: raw.dated,
        family: raw.family,
        patterns: raw.patterns.iter().map(|text| pattern(text, known)).collect(),
    }
}

fn pattern(text: &str, known: &mut Vocabulary) -> Pattern {
    let mut rest: Vec<Element> = Vec::new();
    let mut left = text.trim();
    while !left.is_empty() {
        let end = if left.starts_with('(') { left.find(')').map_or(left.len(), |i| i + 1) } else { 0 };
        let end = left[end..].find(' ').map_or(left.len(), |i| end + i);
        rest.push(element(&left[..end], known));
        left = left[end..].trim_start();
    }
    let front = match rest.first() {
        Some(Element::Person(_) | Element::Possessor(_)) => Some(rest.remove(0)),
        _ => None,
    };
    let needs = rest.iter().enumerate().filter_map(|(n, element)| match element {
        // The anchor itself is known to be there.
        Element::Words { any, optional: false } if n > 0 || any.iter().all(|phrase| phrase.len() > 1) => {
            Some(any.iter().filter_map(|phrase| phrase.last().copied()).collect())
        }
        _ => None,
    });
    let needs = needs.collect();
    Pattern { front, rest, needs }
}

fn element(text: &str, known: &mut Vocabulary) -> Element {
    if let Some(role) = text.strip_suffix("'s").and_then(role) {
        return Element::Possessor(role);
    }
    if let Some(role) = role(text) {
        return Element::Person(role);
    }
    if text == "_" {
        return Element::Anyone;
    }
    if text.starts_with('~') {
        return Element::Gap(6 * text.len());
    }
    let optional = text.ends_with('?') || text.contains("|)");
    let inner = text.trim_end_matches('?').trim_start_matches('(').trim_end_matches(')');
    let any = inner.split('|').map(|text| phrase(text, known)).filter(|words| !words.is_empty()).collect();
    Element::Words { any, optional }
}

fn phrase(text: &str, known: &mut Vocabulary) -> Vec<WordId> {
    let id = |word: &str| {
        let next = known.len() as WordId + 1;
        known.get(word).copied().unwrap_or_else(|| {
            known.insert(word.to_owned().leak(), next);
            next
        })
    };
    text.split_whitespace().map(id).collect()
}

fn role(text: &str) -> Option<Role> {
    Some(match text {
        "A" => Role::A,
        "B" => Role::B,
        "K" => Role::K,
        "C" => Role::C,
        "N" => Role::N,
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_table_is_read() {
        let table = read(SOURCE).expect("data/predicates.toml is well formed");
        assert!(table.rows.len() > 20);
        assert!(table.vocabulary.len() < WordSet::MOST, "{} words", table.vocabulary.len());
        assert!(table.kinship().any(|(word, kin)| word == "wife" && kin.predicate == "spouse"));
        for row in &table.rows {
            for pattern in &row.patterns {
                assert!(
                    matches!(pattern.rest.first(), Some(Element::Words { optional: false, .. })),
                    "{}: a pattern must hang on a word: {pattern:?}",
                    row.name
                );
            }
        }
    }

    #[test]
    fn patterns_are_taken_apart() {
        let mut known = Vocabulary::new();
        let p = pattern("A (got|was) engaged to B", &mut known);
        assert!(matches!(p.front, Some(Element::Person(Role::A))));
        assert_eq!(p.rest.len(), 4);
        let p = pattern("A's (split from|end) B", &mut known);
        assert!(matches!(p.front, Some(Element::Possessor(Role::A))));
        assert_eq!(p.rest.len(), 2);
    }

    #[test]
    fn a_pattern_is_tried_where_its_words_stand() {
        let words = |text: &str| {
            let mut words = WordSet::default();
            let ids = text.split(' ').filter_map(|w| PREDICATES.vocabulary.get(w));
            ids.for_each(|id| words.add(*id));
            words
        };
        let knots: Vec<Anchored> =
            PREDICATES.vocabulary().filter(|(word, ..)| *word == "tied").flat_map(|v| v.2).collect();
        assert!(!knots.is_empty());
        for (text, expected) in [("tied the knot", true), ("tied the knot with", true), ("tied with the shoe", false)] {
            assert_eq!(knots.iter().any(|k| k.may_match(&words(text))), expected, "{text}");
        }
    }
}
