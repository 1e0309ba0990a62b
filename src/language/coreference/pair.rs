//! Which two are named together: `Ann Poe and Al Roe`, `She and husband Al Roe`, `her marriage to Al Roe`, `the pair`?
//!
//! Only who the two are; what they do is told elsewhere.

use smallvec::smallvec;

use crate::domain::SentenceKind;
use crate::language::TokenKind;
use crate::language::lexicon::Class;

use super::Meant;
use super::walk::Walk;

/// Words for the other half of a couple, and words in front that say it is one no more.
const PARTNERS: &[&str] = &[
    "husband",
    "wife",
    "widow",
    "widower",
    "fiancé",
    "fiancée",
    "fiance",
    "fiancee",
    "boyfriend",
    "girlfriend",
    "partner",
    "married",
];
const PARTED: &[&str] = &["former", "ex", "late", "first", "second", "estranged", "business", "dance", "writing"];
impl Walk<'_, '_> {
    /// `She and husband Al Poe`, `He leaves a widow, the actress Ann Poe`: the subject, whose partner is named here.
    pub(super) fn other_half(&self, index: usize, part: SentenceKind) -> Option<usize> {
        const NEAR: usize = 5;
        let at = self.names[index].tokens.0;
        let first = self.found.get(self.sentence_start).filter(|m| !m.possessive && m.tokens.1 < at)?;
        let partner = |n: &usize| self.words.is_any(*n, PARTNERS) && !self.words.is_any(n - 1, PARTED);
        let near = (at.saturating_sub(NEAR).max(first.tokens.1)..at).rev();
        let mut between = near.take_while(|n| !matches!(self.words.word(*n), "." | ";" | ":" | "and"));
        let told = part == SentenceKind::Body && self.words.quote_of(at).is_none() && between.any(|n| partner(&n));
        first.people.first().copied().filter(|_| told && first.people.len() == 1)
    }

    /// `That wedding, to | Al Poe, took place`: whoever was most in mind before is the other one.
    pub(super) fn wed_to(&self, index: usize, part: SentenceKind, person: usize) -> Option<usize> {
        let at = self.names[index].tokens.0;
        let to = (at.saturating_sub(4)..at).rev().find(|n| self.words.is_any(*n, &["to"]))?;
        let noun = to.checked_sub(if self.words.word(to - usize::from(to > 0)) == "," { 2 } else { 1 })?;
        let bond = self.words.is_any(noun, &["wedding", "marriage", "engagement", "nuptials"]);
        let told = part == SentenceKind::Body && self.words.quote_of(at).is_none() && bond;
        self.salience.best(|p| if p == person { 0.0 } else { 1.0 }).filter(|_| told)
    }

    /// The name before, when only `and` stands between.
    pub(super) fn joined_with(&self, index: usize) -> Option<usize> {
        let (name, before) = (&self.names[index], self.names.get(index.checked_sub(1)?)?);
        let and = name.tokens.0.checked_sub(1)?;
        // "Kostas' sister": somebody else is meant.
        if self.words.kind(name.tokens.1) == Some(TokenKind::Possessive)
            && self.words.class(name.tokens.1 + 1).any(Class::KIN | Class::ROLE)
        {
            return None;
        }
        // "share daughters Ann and Kit": the two of the story are their parents.
        let children = |n: usize| self.words.is_any(n, &["daughters", "sons", "children", "kids", "twins"]);
        if (before.tokens.0.saturating_sub(3)..before.tokens.0).any(children) {
            return None;
        }
        // "She met Ann, and Lee is": a clause of its own.
        let clause = self.words.word(and - 1) == "," && before.tokens.1 + 1 == and;
        if clause && self.words.class(name.tokens.1).any(Class::AUXILIARY) {
            return None;
        }
        // "Ann, Lee and Kit": three are no pair.
        let third = index
            .checked_sub(2)
            .map(|n| &self.names[n])
            .filter(|n| n.sentence == name.sentence && n.tokens.1 + 1 == before.tokens.0);
        if third.is_some_and(|n| self.words.word(n.tokens.1) == ",") && before.tokens.1 == and {
            return None;
        }
        let gap = name.tokens.0.saturating_sub(before.tokens.1);
        (self.words.is_any(and, &["and", "&", "with"]) && gap <= 8 && before.sentence == name.sentence)
            .then(|| self.owners[index - 1])
            .flatten()
            .filter(|p| Some(*p) != self.owners[index])
    }

    /// `Ann Poe and | her sister`: who stands in front of the and.
    pub(super) fn joined_before(&self, start: usize) -> Option<usize> {
        let and = start.checked_sub(1).filter(|n| self.words.is_any(*n, &["and", "&"]))?;
        let first = self.found.iter().rev().take(3).find(|m| m.tokens.1 == and && !m.possessive)?;
        if let [one] = first.people.as_slice() { Some(*one) } else { None }
    }

    /// The two of whom `the pair` is said.
    pub(super) fn both(&self) -> Meant {
        let least = |(a, b): (usize, usize)| self.salience.of(a).min(self.salience.of(b));
        let both = |(a, b): (usize, usize)| self.salience.of(a) + self.salience.of(b);
        let pair = self.pair.filter(|pair| pair.0 != pair.1 && least(*pair) > 0.02);
        let couple = self.couple.filter(|couple| both(*couple) > 0.05);
        // Those named together last, unless the two of the story are more in mind.
        let meant = match (pair, couple) {
            (Some(pair), Some(couple)) if both(couple) > both(pair) * 1.3 && least(couple) > 0.02 => Some(couple),
            (pair, couple) => pair.or(couple),
        };
        if let Some((a, b)) = meant {
            return smallvec![a, b];
        }
        // Whom the article is about rather than who was named in passing.
        let known = |p: usize| {
            let entity = &self.entities[p];
            let often = if entity.names.len() > 1 { 0.5 } else { 0.0 };
            often + if entity.display { 2.0 } else { 1.0 }
        };
        let Some(first) = self.salience.best(known) else { return Meant::new() };
        let second = self.salience.best(|p| if p == first { 0.0 } else { known(p) });
        second.map_or_else(Meant::new, |second| smallvec![first, second])
    }
}
