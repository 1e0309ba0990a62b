//! Whom does a pronoun mean: the most salient who fits in gender and number?
//!
//! "They" is somebody who is called so, or the pair in mind. Never looks inside quotations.

use smallvec::smallvec;

use crate::domain::Pronouns;
use crate::language::MentionKind;
use crate::language::lexicon::Class;

use super::gender::fit;
use super::walk::{ELSEWHERE, SUBJECT, Walk};
use super::{Found, Meant};

impl Walk<'_, '_> {
    pub(super) fn pronoun(&mut self, at: usize, wanted: Pronouns, possessive: bool) {
        let people = if wanted == Pronouns::They { self.they() } else { self.singular(at, wanted) };
        let subject = !possessive && self.words.is_any(at, &["he", "she", "they"]);
        for person in &people {
            self.salience.raise(*person, if subject { SUBJECT } else { ELSEWHERE * 0.6 });
        }
        self.subject |= subject;
        let span = self.words.span(at, at + 1);
        self.push((at, at + 1), span, MentionKind::Pronoun, people, possessive);
    }

    fn singular(&mut self, at: usize, wanted: Pronouns) -> Meant {
        let entities = &*self.entities;
        // An object is not the subject right before it: "she told her".
        let barred = (!self.words.is_any(at, &["he", "she", "his"])).then(|| self.subject_before(at)).flatten();
        let barred = barred.or_else(|| self.interrupted_by(at));
        // Who has spoken before is more likely to speak again than somebody only spoken of.
        let says = !self.voices.is_empty()
            && self.words.is_any(at, &["he", "she"])
            && self.words.class(at + 1).any(Class::SAY | Class::WRITE);
        let told = says.then(|| self.told_before(at)).flatten();
        let best = self.salience.best(|p| {
            let child = says && self.traits[p].ages.iter().any(|a| *a < 13);
            // The dead are quoted where the story is theirs: "he told a magazine in 1985".
            let silent = says && self.traits[p].dead && !entities[p].display;
            let voice = if child || silent {
                0.4
            } else if says && !self.voices.contains(&p) {
                0.85
            } else {
                1.0
            };
            let topic = if told == Some(p) {
                1.6
            } else if says && self.topic == Some(p) {
                1.3
            } else {
                1.0
            };
            if Some(p) == barred { 0.0 } else { fit(entities[p].pronouns, wanted) * voice * topic }
        });
        let best = best.map(|best| self.of_the_story(at, wanted, best).unwrap_or(best));
        if let Some(person) = best
            && self.entities[person].pronouns.is_none()
        {
            self.entities[person].pronouns = Some(wanted);
        }
        if let Some(person) =
            best.filter(|_| self.words.is_any(at, &["he", "she"]) && self.words.class(at + 1).any(Class::SAY))
        {
            self.speaks(person);
        }
        best.into_iter().collect()
    }

    /// "‘...,’ said his lawyer, Al Roe." and in the next paragraph "He was held on Monday": the one whom the headline names,
    /// not who has just been quoted and is named in it nowhere.
    fn of_the_story(&self, at: usize, wanted: Pronouns, best: usize) -> Option<usize> {
        let words = self.words;
        let sentence = words.sentence_of(at)?;
        let before = &words.sentences[sentence.checked_sub(1)?];
        let opens = words.sentences[sentence].tokens.0 == at && before.paragraph != words.sentences[sentence].paragraph;
        let quoted = (before.tokens.0..before.tokens.1).any(|n| words.quote_of(n).is_some());
        let speaks = (at + 1..at + 4).any(|n| words.class(n).any(Class::SAY | Class::WRITE | Class::THINK));
        let spoke = self.voices.last() == Some(&best) && !self.entities[best].display;
        if !(opens && quoted && spoke) || speaks || !words.is_any(at, &["he", "she"]) {
            return None;
        }
        let headed = |p: &usize| self.entities[*p].display && self.entities[*p].pronouns == Some(wanted);
        let mut named = self.salience.iter().map(|(p, _)| p).filter(headed);
        named.next().filter(|_| named.next().is_none())
    }

    /// "The judge told Poe he would go to prison. “...,” he said": who told, not who was told.
    fn told_before(&self, at: usize) -> Option<usize> {
        const NEAR: usize = 60;
        let words = self.words;
        let quoted = at > 1 && (words.quote_of(at - 1).is_some() || words.quote_of(at - 2).is_some());
        let speaker = *self.voices.last().filter(|_| quoted)?;
        let tells = |m: &&Found| m.people.as_slice() == [speaker] && words.is_any(m.tokens.1, &["told", "tells"]);
        let told = self.found.iter().rev().take(12).find(tells)?.tokens.1;
        let whom = self.found.iter().rev().take(12).any(|m| m.tokens.0 == told + 1 && !m.people.is_empty());
        (whom && at - told <= NEAR).then_some(speaker)
    }

    /// "Poe, he added, has ...": he interrupts the clause of somebody else.
    fn interrupted_by(&self, at: usize) -> Option<usize> {
        let words = self.words;
        let apart = at > 1 && words.word(at - 1) == "," && words.word(at + 2) == ",";
        let says = apart && words.is_any(at, &["he", "she"]) && words.class(at + 1).any(Class::SAY);
        let goes_on = says && words.class(at + 3).any(Class::AUXILIARY);
        let subject = self.found.last().filter(|m| goes_on && m.tokens.1 + 1 == at && !m.possessive)?;
        subject.people.first().copied()
    }

    /// Whoever is the subject of the verb right before an object pronoun.
    fn subject_before(&self, at: usize) -> Option<usize> {
        // "her 43rd birthday", "her 2019 wedding"; but "met her 10 years ago"
        let counted = || {
            let next = self.words.word(at + 1);
            let ordinal = next.starts_with(|c: char| c.is_ascii_digit()) && next.ends_with(char::is_alphabetic);
            let year = next.len() == 4 && next.bytes().all(|b| b.is_ascii_digit()) && self.words.is_word(at + 2);
            ordinal || year && !self.words.class(at + 2).any(Class::FUNCTION)
        };
        if !self.words.is_any(at, &["him", "her"])
            || self.words.is_word(at + 1) && !self.words.class(at + 1).any(Class::FUNCTION)
            || self.words.is_any(at, &["her"]) && counted()
        {
            return None;
        }
        let last = self.found.last()?;
        (last.tokens.1 + 1 == at && !last.possessive).then(|| last.people.first().copied()).flatten()
    }

    fn they(&self) -> Meant {
        let single = self.salience.best(|p| if self.entities[p].pronouns == Some(Pronouns::They) { 1.0 } else { 0.0 });
        let pair = self.pair.map(|(a, b)| self.salience.of(a).min(self.salience.of(b)));
        match (single, self.pair, pair) {
            (Some(person), Some((a, b)), Some(weight)) if weight > self.salience.of(person) * 0.9 && a != b => {
                smallvec![a, b]
            }
            (Some(person), ..) => smallvec![person],
            // "Ann Poe and her sister": of the two one has a name.
            (None, Some((a, b)), Some(weight)) if weight > 0.03 && a == b => smallvec![a],
            (None, Some((a, b)), Some(weight)) if weight > 0.03 => smallvec![a, b],
            _ => Meant::new(),
        }
    }
}
