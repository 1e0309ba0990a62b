//! What does one stretch of narration or of speech look like, once names, dates and quotations are single items?
//!
//! A [`Scope`] is a sentence of the narrator without what is quoted in it, or a sentence inside one quotation; what
//! holds in one never leaks into another. Plain data; [`super::itemise`] makes it.

use smallvec::SmallVec;

use crate::domain::{ChainId, SentenceKind, Span};
use crate::language::{Analysis, MentionKind};

use super::lexeme::{self, Lexeme, Sets};
use super::predicates::{Kin, WordSet};

/// People, few as they nearly always are.
pub(super) type People = SmallVec<[ChainId; 4]>;

/// Adds those who are not among them yet.
pub(super) fn join(people: &mut People, more: &[ChainId]) {
    for who in more {
        if !people.contains(who) {
            people.push(*who);
        }
    }
}

/// A sentence of one voice.
pub(super) struct Scope<'a> {
    pub analysis: &'a Analysis<'a>,
    /// From its first to its last item.
    pub span: Span,
    /// Its items in order.
    pub items: Vec<Item<'a>>,
    /// The words of the patterns among them.
    pub words: WordSet,
    /// Whether kinship may be spoken of.
    pub kinship: bool,
    /// Which paragraph of the article it belongs to.
    pub paragraph: usize,
    /// What part of the article it belongs to.
    pub kind: SentenceKind,
    /// Whether it stands inside a quotation.
    pub quoted: bool,
    /// Who speaks, when it does and that is known.
    pub speaker: People,
    /// Inside a quotation: whom the speaker has just been told of with, who is meant by `we` and by `this guy`.
    pub other: Option<ChainId>,
    /// Whether it asks.
    pub question: bool,
}

/// One item of a scope.
pub(super) struct Item<'a> {
    /// Where it stands.
    pub span: Span,
    /// As printed.
    pub text: &'a str,
    /// What it is.
    pub what: What,
    /// What is known about the word.
    pub lexeme: &'static Lexeme,
}

/// What an item is.
pub(super) enum What {
    /// Somebody, by name, description, kinship or pronoun.
    Person(Who),
    /// A temporal expression: an index into [`Analysis::timexes`].
    Date(usize),
    /// A word.
    Word,
    /// Digits.
    Number,
    /// A possessive ending.
    Possessive,
    /// Punctuation.
    Stop,
    /// A quotation of which this scope is not the inside.
    Quote,
}

/// Whom an item means.
#[derive(Clone, Debug)]
pub(super) struct Who {
    /// The people; none when it cannot be told.
    pub chains: People,
    /// `her`, `Jane's`.
    pub possessive: bool,
    /// Name, description or pronoun.
    pub kind: MentionKind,
    /// Named by kinship: the predicate, and whose kin.
    pub kin: Option<Box<(&'static str, People)>>,
}

impl<'a> Item<'a> {
    /// An item as it stands in the text.
    pub fn new(span: Span, text: &'a str, what: What) -> Self {
        // Names, dates and quotations are no words, and pronouns stand in patterns only.
        let lexeme = match &what {
            What::Word | What::Stop | What::Number => lexeme::of(text),
            What::Person(who) if who.kind == MentionKind::Pronoun => lexeme::of(text),
            _ => &lexeme::UNKNOWN,
        };
        Self { span, text, what, lexeme }
    }

    /// Whether it is a word of one of these lists.
    pub fn any(&self, sets: Sets) -> bool {
        self.lexeme.sets.any(sets) && matches!(self.what, What::Word)
    }

    /// The kinship that it names, when it is a word that names one.
    pub fn kin(&self) -> Option<&'static Kin> {
        self.lexeme.kin.filter(|_| matches!(self.what, What::Word))
    }

    /// Whether it is one of these words, in any case.
    pub fn is(&self, words: &[&str]) -> bool {
        matches!(self.what, What::Word | What::Stop) && words.iter().any(|w| same(w, self.text))
    }

    /// Whether it reads like this word, pronouns included.
    pub fn reads(&self, word: &str) -> bool {
        let pronoun = || self.who().is_some_and(|w| w.kind == MentionKind::Pronoun);
        (matches!(self.what, What::Word | What::Stop | What::Number) || pronoun()) && same(self.text, word)
    }

    /// The people, when it means people.
    pub fn who(&self) -> Option<&Who> {
        if let What::Person(who) = &self.what { Some(who) } else { None }
    }

    /// Whether it is a word that starts with a capital letter.
    pub fn is_capital(&self) -> bool {
        matches!(self.what, What::Word)
            && match self.text.as_bytes().first() {
                Some(byte) if byte.is_ascii() => byte.is_ascii_uppercase(),
                _ => self.text.starts_with(char::is_uppercase),
            }
    }
}

/// Whether two words are the same in any case. Nearly all that differ do so in length or in the first letter already,
/// which costs no call.
#[inline]
pub(super) fn same(one: &str, other: &str) -> bool {
    const CASE: u8 = b'a' ^ b'A';
    let first = |word: &str| word.as_bytes().first().map_or(0, |letter| letter & !CASE);
    one.len() == other.len() && first(one) == first(other) && one.eq_ignore_ascii_case(other)
}

impl Scope<'_> {
    /// Whether the item at `i` is a word of one of these lists.
    pub fn any(&self, i: usize, sets: Sets) -> bool {
        self.items.get(i).is_some_and(|item| item.any(sets))
    }

    /// Whether the item at `i` is one of these words.
    pub fn is(&self, i: usize, words: &[&str]) -> bool {
        self.items.get(i).is_some_and(|item| item.is(words))
    }

    /// The people meant by the item at `i`.
    pub fn who(&self, i: usize) -> Option<&Who> {
        self.items.get(i)?.who()
    }
}
