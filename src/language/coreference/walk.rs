//! The walk through the text: each mention in order, each given to whom it means.

use smallvec::smallvec;

use crate::domain::{Pronouns, SentenceKind, Span};
use crate::language::lexicon::Class;
use crate::language::name::Name;
use crate::language::words::Words;
use crate::language::{MentionKind, TokenKind};

use super::entity::Entity;
use super::gender::pronoun;
use super::nominal;
use super::salience::Salience;
use super::traits::Traits;
use super::{Found, Meant};

pub(super) struct Walk<'w, 'a> {
    pub(super) words: &'w Words<'a>,
    pub(super) names: &'w [Name],
    pub(super) owners: &'w [Option<usize>],
    pub(super) entities: &'w mut Vec<Entity>,
    pub(super) traits: Vec<Traits>,
    pub(super) salience: Salience,
    /// The two last named together.
    pub(super) pair: Option<(usize, usize)>,
    /// The two of the title.
    pub(super) couple: Option<(usize, usize)>,
    /// Whether the title tells of a wedding, a separation or the like of them.
    pub(super) about_a_tie: bool,
    /// Those who were subjects of verbs of saying, the last one last.
    pub(super) voices: Vec<usize>,
    /// Whether somebody in the article is called `they`.
    pub(super) singular_they: bool,
    /// `wife` of whom is who.
    pub(super) kin: Vec<(usize, String, usize)>,
    pub(super) found: Vec<Found>,
    /// The subject of the paragraph's first sentence.
    pub(super) topic: Option<usize>,
    /// Whether the sentence has had its subject.
    pub(super) subject: bool,
    /// The first mention of the sentence.
    pub(super) sentence_start: usize,
}

/// Weights of a mention by its place in the sentence.
pub(super) const SUBJECT: f32 = 1.0;
pub(super) const ELSEWHERE: f32 = 0.45;
const QUOTED: f32 = 0.12;
const TITLE: f32 = 0.4;
/// Words of a title that tell of two who are or were a couple.
const TIES: &[&str] = &[
    "married",
    "marry",
    "marries",
    "wed",
    "weds",
    "wedding",
    "husband",
    "wife",
    "divorce",
    "divorced",
    "divorcing",
    "split",
    "splits",
    "engaged",
    "engagement",
    "separate",
    "separated",
    "separation",
    "ex",
    "ex-husband",
    "ex-wife",
    "anniversary",
    "baby",
    "pregnant",
    "expecting",
    "boyfriend",
    "girlfriend",
    "fiancé",
    "fiancée",
    "dating",
];
/// Relatives remembered at most.
pub(super) const KIN: usize = 64;

impl<'w, 'a> Walk<'w, 'a> {
    pub fn new(
        words: &'w Words<'a>,
        names: &'w [Name],
        owners: &'w [Option<usize>],
        entities: &'w mut Vec<Entity>,
        traits: Vec<Traits>,
    ) -> Self {
        Self {
            words,
            names,
            owners,
            entities,
            traits,
            salience: Salience::default(),
            pair: None,
            couple: None,
            about_a_tie: false,
            voices: Vec::new(),
            singular_they: false,
            kin: Vec::new(),
            found: Vec::new(),
            topic: None,
            subject: false,
            sentence_start: 0,
        }
    }

    pub fn run(mut self) -> Vec<Found> {
        self.find_singular_they();
        let (mut name, mut paragraph) = (0, 0);
        for sentence in self.words.sentences {
            let part = self.words.part(sentence);
            if part == SentenceKind::Noise {
                continue;
            }
            // A long quotation leaves in mind whoever was there before it.
            let (first, last) = (sentence.tokens.0, sentence.tokens.1.saturating_sub(2));
            let speech = self.words.quote_of(first).is_some() && self.words.quote_of(last.max(first)).is_some();
            if !speech {
                self.salience.fade();
            }
            if sentence.paragraph != paragraph {
                paragraph = sentence.paragraph;
                self.topic = None;
                self.salience.fade();
            }
            if part == SentenceKind::Heading {
                // A heading turns to somebody else.
                self.salience.fade();
                self.salience.fade();
            }
            if part == SentenceKind::Title {
                self.about_a_tie |= (sentence.tokens.0..sentence.tokens.1).any(|n| self.words.is_any(n, TIES));
            }
            self.subject = false;
            self.sentence_start = self.found.len();
            let mut at = sentence.tokens.0;
            while at < sentence.tokens.1 {
                while name < self.names.len() && self.names[name].tokens.0 < at {
                    name += 1;
                }
                at = if self.names.get(name).is_some_and(|n| n.tokens.0 == at) {
                    self.name(name, part);
                    self.names[name].tokens.1.max(at + 1)
                } else if part == SentenceKind::Body && self.words.quote_of(at).is_none() {
                    self.other(at, sentence.tokens.1, name)
                } else {
                    at + 1
                };
            }
            if part == SentenceKind::Body {
                self.note_voice(sentence.tokens);
            }
        }
        self.found.sort_by_key(|m| (m.span.start, usize::MAX - m.span.end));
        self.found
    }

    /// People whom the article calls `they`.
    fn find_singular_they(&mut self) {
        for (n, token) in self.words.tokens.iter().enumerate() {
            let first = self.words.text.as_bytes().get(token.span.start);
            if token.kind != TokenKind::Word
                || !matches!(first, Some(b'n' | b'N' | b't' | b'T' | b'e' | b'E'))
                || !(self.words.is_any(n, &["nonbinary", "non-binary", "themself", "enby"])
                    || self.words.is_any(n, &["they"])
                        && self.words.word(n + 1) == "/"
                        && self.words.is_any(n + 2, &["them"]))
            {
                continue;
            }
            let Some(sentence) = self.words.sentence_of(n) else { continue };
            let range = self.words.sentences[sentence].tokens;
            let from = self.names.partition_point(|name| name.tokens.0 < range.0);
            let named = self.names[from..]
                .iter()
                .zip(&self.owners[from..])
                .take(64)
                .take_while(|(name, _)| name.tokens.0 < range.1);
            let nearest = named.min_by_key(|(name, _)| name.tokens.0.abs_diff(n)).and_then(|(_, owner)| *owner);
            if let Some(person) = nearest {
                self.entities[person].pronouns = Some(Pronouns::They);
                self.singular_they = true;
            }
        }
    }

    fn name(&mut self, index: usize, part: SentenceKind) {
        let name = &self.names[index];
        let Some(person) = self.owners[index] else { return };
        let possessive = self.words.kind(name.tokens.1) == Some(TokenKind::Possessive);
        let quoted = self.words.quote_of(name.tokens.0).is_some();
        self.push(name.tokens, name.span, MentionKind::Name, smallvec![person], possessive);
        let weight = match part {
            _ if quoted => QUOTED,
            SentenceKind::Heading => SUBJECT,
            SentenceKind::Body if possessive && self.words.class(name.tokens.1 + 1).any(Class::KIN) => ELSEWHERE * 0.6,
            // "…, Poe said." and "according to Poe": a source is in mind whatever the sentence began with.
            SentenceKind::Body if !possessive && self.is_source(name.tokens) => {
                self.subject = true;
                // Somebody else has the word now.
                self.topic = self.topic.filter(|topic| *topic == person);
                SUBJECT * 1.3
            }
            SentenceKind::Body if possessive && !self.subject && self.found.len() == self.sentence_start + 1 => {
                SUBJECT * 0.9
            }
            SentenceKind::Body if possessive => ELSEWHERE,
            // "Asked about Ann, Poe grins": he does.
            SentenceKind::Body if !self.subject && self.fronted(name.tokens.1) => ELSEWHERE,
            // "The play, directed by Poe, opens": it is the play that does.
            SentenceKind::Body if self.words.is_any(name.tokens.0.wrapping_sub(1), &["by"]) => ELSEWHERE,
            SentenceKind::Body if !self.subject => {
                self.subject = true;
                self.topic = self.topic.or(Some(person));
                SUBJECT
            }
            // "Ann Poe, who danced to it": about whom more is told.
            SentenceKind::Body
                if self.words.word(name.tokens.1) == "," && self.words.is_any(name.tokens.1 + 1, &["who"]) =>
            {
                ELSEWHERE * 1.4
            }
            SentenceKind::Body => ELSEWHERE,
            _ => TITLE,
        };
        self.salience.raise(person, weight);
        if part == SentenceKind::Title {
            self.couple = self.couple.or_else(|| {
                let first = self.found.iter().find_map(|m| m.people.first().copied())?;
                (first != person).then_some((first, person))
            });
        }
        if !quoted && self.words.class(name.tokens.1).any(Class::SAY) && !possessive {
            self.speaks(person);
        }
        let other = self.other_half(index, part).or_else(|| self.wed_to(index, part, person));
        if let Some(other) = other.filter(|other| *other != person) {
            self.pair = Some((other, person));
        }
        if let Some(before) = self.joined_with(index) {
            let leading = self.found[self.sentence_start..].len() <= 3 || part != SentenceKind::Body;
            let known = self.couple.is_some_and(|(a, b)| (a == before || b == before) && (a == person || b == person));
            if self.couple.is_none() || leading || known {
                self.pair = Some((before, person));
            }
            if !quoted {
                // Both halves of "A and B" are equally in mind.
                let least = self.salience.of(before).min(SUBJECT);
                let lift = (least - self.salience.of(person)).max(0.0);
                self.salience.raise(person, lift * 0.9);
            }
        }
    }

    /// Whether a name that ends here stands within a participle's phrase in front of the sentence's subject.
    fn fronted(&self, end: usize) -> bool {
        let words = self.words;
        let Some(range) = words.sentence_of(end).map(|s| words.sentences[s].tokens) else { return false };
        let first = range.0;
        let participle = words.is_any(first, &["asked", "speaking", "quizzed", "pressed", "questioned"]);
        participle && (end..range.1).any(|n| words.word(n) == ",")
    }

    /// Whether a verb of saying follows, or `according to` stands in front.
    fn is_source(&self, tokens: (usize, usize)) -> bool {
        // "Ann said Poe was late": the clause that she speaks.
        let told_of = tokens.0 > 1
            && self.words.class(tokens.1).any(Class::AUXILIARY)
            && self.found.iter().rev().take(2).any(|m| m.tokens.1 + 1 == tokens.0 && !m.possessive);
        self.words.class(tokens.1).any(Class::SAY)
            || self.words.class(tokens.0.wrapping_sub(1)).any(Class::SAY) && !told_of
            || (tokens.0.saturating_sub(6)..tokens.0).any(|n| self.words.is_any(n, &["according"]))
    }

    /// The subject of a sentence with a verb of saying is somebody who speaks.
    fn note_voice(&mut self, tokens: (usize, usize)) {
        let says =
            (tokens.0..tokens.1).any(|n| self.words.class(n).any(Class::SAY) && self.words.quote_of(n).is_none());
        let subject =
            self.found[self.sentence_start..].iter().find(|m| !m.possessive && !m.apposition && m.people.len() == 1);
        if let Some(person) = subject.filter(|m| says && self.words.quote_of(m.tokens.0).is_none()).map(|m| m.people[0])
        {
            self.speaks(person);
        }
    }

    pub(super) fn speaks(&mut self, person: usize) {
        self.voices.retain(|p| *p != person);
        if self.voices.len() >= KIN {
            self.voices.remove(0);
        }
        self.voices.push(person);
    }

    /// A pronoun or description at this token; where to go on.
    fn other(&mut self, at: usize, limit: usize, next_name: usize) -> usize {
        // A name ends every description.
        let limit = self.names.get(next_name).map_or(limit, |n| limit.min(n.tokens.0.max(at)));
        if let Some(nominal) = nominal::at(self.words, at, limit) {
            if let Some((pronouns, possessive)) = pronoun(self.words.word(at)) {
                self.pronoun(at, pronouns, possessive);
            }
            self.nominal(nominal, next_name);
            return nominal.tokens.1.max(at + 1);
        }
        if let Some((pronouns, possessive)) = pronoun(self.words.word(at)) {
            self.pronoun(at, pronouns, possessive);
        }
        at + 1
    }

    pub(super) fn push(
        &mut self,
        tokens: (usize, usize),
        span: Span,
        kind: MentionKind,
        people: Meant,
        possessive: bool,
    ) {
        self.found.push(Found { span, tokens, kind, people, possessive, unnamed: false, apposition: false });
    }
}
