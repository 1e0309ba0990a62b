//! What does a fan's question ask for, and about whom?
//!
//! Finds the people (in any form, through relatives too: `Amanda's late husband`), the words that carry
//! content, and the kinds of fact that they ask for. It answers nothing.

use super::kin::{Kin, born, kin_at, relatives};
use super::lexicon::{asks_for, is_kin, is_stop, kin_predicates, kinds_of, respelt, spelt_out};
use super::name::{fold, words_of};
use super::named::{Named, names_in};
use super::office;
use super::{Archive, Dossier};
use crate::domain::PersonId;
use crate::language::possessive;
use crate::store::StoreError;

/// A question as understood.
#[derive(Clone, Debug)]
pub struct Question {
    /// As asked, without white space around it.
    pub text: String,
    /// Its words, folded, in order.
    pub words: Vec<String>,
    /// The same words as typed.
    printed: Vec<String>,
    /// The names in it, in order.
    pub names: Vec<Named>,
}

/// What stands behind this many words is not read: nobody asks so long a question, and every word may be a name.
const MOST_WORDS: usize = 60;

impl Question {
    /// Understands a question.
    pub fn of(archive: &Archive, text: &str) -> Result<Self, StoreError> {
        let text = text.trim();
        let spelt = text.replace(" & ", " and ");
        let written = spelt.split(separates).filter(|word| !fold(possessive::owner(word)).is_empty());
        let printed: Vec<&str> = written.take(MOST_WORDS).collect();
        let mut words: Vec<String> =
            printed.iter().map(|word| spelt_out(&fold(possessive::owner(word))).to_owned()).collect();
        for (word, printed) in words.iter_mut().zip(&printed) {
            if let Some(meant) = respelt(word)
                && printed.starts_with(char::is_lowercase)
                && archive.names.exactly(std::slice::from_ref(word)).is_empty()
                && !archive.knows_word(word)?
            {
                meant.clone_into(word);
            }
        }
        let names = names_in(archive, &printed, &words)?;
        let printed = printed.into_iter().map(str::to_owned).collect();
        let mut question = Self { text: text.to_owned(), words, printed, names };
        question.follow_kin(archive)?;
        question.follow_pronoun(archive)?;
        question.settle_namesakes(archive)?;
        Ok(question)
    }

    /// Whether any of these words stands in it.
    pub fn has(&self, any: &[&str]) -> bool {
        self.words.iter().any(|word| any.contains(&word.as_str()))
    }

    /// Whether it holds this phrase.
    pub fn has_phrase(&self, phrase: &str) -> bool {
        let phrase = words_of(phrase);
        self.words.windows(phrase.len().max(1)).any(|w| w == phrase)
    }

    /// Whether it begins with one of these words, after a greeting or a filler.
    pub fn begins(&self, any: &[&str]) -> bool {
        let openers = [
            &["do", "you", "know"][..],
            &["does", "anyone", "know"],
            &["does", "anybody", "know"],
            &["can", "you", "tell", "me"],
            &["could", "you", "tell", "me"],
            &["tell", "me"],
            &["remind", "me"],
            &["any", "idea"],
            &["story", "of"],
            &["the", "story", "of"],
            &["i", "wonder"],
        ];
        let fillers = ["so", "and", "but", "hey", "hi", "ok", "okay", "please", "um", "well", "wait", "omg", "lol"];
        let mut rest = &self.words[..];
        loop {
            if let Some(opener) = openers.iter().find(|o| rest.len() > o.len() && rest[..o.len()] == ***o) {
                rest = &rest[opener.len()..];
            } else if rest.first().is_some_and(|w| fillers.contains(&w.as_str())) {
                rest = &rest[1..];
            } else {
                return rest.first().is_some_and(|w| any.contains(&w.as_str()));
            }
        }
    }

    /// The words that carry content, outside of names, in order.
    pub fn content(&self) -> Vec<&str> {
        let outside = |at: usize| {
            !self.names.iter().any(|n| (!n.people.is_empty() || n.kin.is_some()) && n.words.0 <= at && at < n.words.1)
        };
        let words = self.words.iter().enumerate();
        // Of "A&E" and "R&B" nothing is left that could be looked for.
        let letter = |word: &String| word.len() == 1 && word.bytes().all(|byte| byte.is_ascii_lowercase());
        let kept = words.filter(|(at, word)| outside(*at) && !is_stop(word) && !letter(word));
        kept.map(|(_, word)| word.as_str()).collect()
    }

    /// Whether a word is part of a name of something: it is typed with a capital, and not because it comes first.
    pub fn is_proper(&self, word: &str) -> bool {
        let mut typed = self.words.iter().zip(&self.printed).skip(1).filter(|(known, _)| *known == word);
        typed.any(|(_, printed)| printed.starts_with(char::is_uppercase))
    }

    /// The kinds of event that it asks for, phrases first.
    pub fn kinds(&self) -> Vec<&'static str> {
        kinds_of(&self.words)
    }

    /// The words that carry content besides those that ask for this kind of event.
    pub fn besides(&self, kind: &str) -> Vec<&str> {
        let asking: Vec<&str> = asks_for(&self.words, kind).into_iter().map(|at| self.words[at].as_str()).collect();
        self.content().into_iter().filter(|word| !asking.contains(word)).collect()
    }

    /// Everybody asked about, one for each name: the likeliest where several bear it. Whoever is named only to
    /// say whose relative is meant is not asked about.
    pub fn people(&self) -> Vec<PersonId> {
        let owners: Vec<PersonId> = self.names.iter().flat_map(|named| named.owners.iter().copied()).collect();
        let likeliest = self.names.iter().filter_map(|named| named.people.first().copied());
        likeliest.filter(|person| !owners.contains(person)).collect()
    }

    /// `Amanda's late husband`: whom the relation leads to, when the archive tells.
    fn follow_kin(&mut self, archive: &Archive) -> Result<(), StoreError> {
        let mut followed: Vec<Named> = Vec::new();
        for named in std::mem::take(&mut self.names) {
            let mut current = self.relative_of(archive, named)?;
            while let Some(kin) = self.kin_after(&current) {
                let mut people = relatives(archive, &current.people, &kin.word)?;
                if let Some(which) = kin.born {
                    people = born(archive, &people, which)?.into_iter().collect();
                }
                let words = (current.words.0, kin.end);
                let text = self.printed[words.0..words.1].join(" ");
                current = Named { text, people, words, kin: Some(kin.word), owners: current.people };
            }
            if let Some(aide) = self.aide_after(&current) {
                let people = office::aides(archive, &current.people, &aide)?;
                let words = (current.words.0, current.words.1 + 1);
                let text = self.printed[words.0..words.1].join(" ");
                current = Named { text, people, words, kin: Some(aide), owners: current.people };
            }
            if let Some(both) =
                followed.last().map(|before| self.of_both(archive, before, &current)).transpose()?.flatten()
            {
                followed.pop();
                current = both;
            }
            match followed.last_mut() {
                // "Michael's wife Laura": the name after the relative is the relative.
                Some(before) if before.kin.is_some() && before.words.1 == current.words.0 => {
                    before.words.1 = current.words.1;
                    before.people = current.people;
                    before.text = current.text;
                }
                _ => followed.push(current),
            }
        }
        self.names = followed;
        Ok(())
    }

    /// `Ann and | Bo's kids`: those of both, where the second is asked for by kinship and the first owns nothing.
    fn of_both(&self, archive: &Archive, before: &Named, current: &Named) -> Result<Option<Named>, StoreError> {
        let Some(kin) = current.kin.as_deref().filter(|kin| kin_predicates(kin) == ["child"]) else { return Ok(None) };
        let between = &self.words[before.words.1..current.words.0.max(before.words.1)];
        let joined = between.is_empty() || between.len() == 1 && between[0] == "and";
        if !joined || before.kin.is_some() || before.people.is_empty() || possessive::is(&before.text) {
            return Ok(None);
        }
        let first = relatives(archive, &before.people, kin)?;
        let words = (before.words.0, current.words.1);
        Ok(Some(Named {
            text: self.printed[words.0..words.1].join(" "),
            people: current.people.iter().copied().filter(|person| first.contains(person)).collect(),
            words,
            kin: current.kin.clone(),
            owners: before.people.iter().chain(&current.owners).copied().collect(),
        }))
    }

    /// `The late husband of Amanda`, where that asks for him and does not ask whether somebody is he.
    fn relative_of(&self, archive: &Archive, named: Named) -> Result<Named, StoreError> {
        let whether = self.begins(&["is", "are", "was", "were", "did", "do", "does", "has", "have"]);
        let at = named.words.0;
        let of = at >= 2 && self.words[at - 1] == "of" && is_kin(&self.words[at - 2]) && !whether;
        if !of {
            return Ok(named);
        }
        let word = self.words[at - 2].clone();
        let people = relatives(archive, &named.people, &word)?;
        let words = (at - 2, named.words.1);
        let text = self.printed[words.0..words.1].join(" ");
        Ok(Named { text, people, words, kin: Some(word), owners: named.people })
    }

    /// `When did Ann and Jim split`: of several called Jim, those of whom it is told, with Ann, are the likeliest.
    fn settle_namesakes(&mut self, archive: &Archive) -> Result<(), StoreError> {
        /// More namesakes are not told apart by what happened to them.
        const MOST: usize = 4;
        let kinds = self.kinds();
        for at in 0..self.names.len() {
            if kinds.is_empty() || !(2..=MOST).contains(&self.names[at].people.len()) {
                continue;
            }
            let others: Vec<PersonId> = self.people_besides(at);
            let named = &mut self.names[at];
            let mut told = Vec::with_capacity(named.people.len());
            for person in &named.people {
                let dossier = Dossier::of(archive, *person)?;
                let happened = dossier.is_some_and(|dossier| {
                    dossier.events().any(|(_, event)| {
                        kinds.contains(&event.kind.as_str())
                            && others.iter().all(|other| event.participants.contains(other))
                    })
                });
                told.push((!happened, *person));
            }
            told.sort_by_key(|(untold, _)| *untold);
            named.people = told.into_iter().map(|(_, person)| person).collect();
        }
        Ok(())
    }

    /// The likeliest of each name but this one.
    fn people_besides(&self, at: usize) -> Vec<PersonId> {
        let others = self.names.iter().enumerate().filter(|(n, _)| *n != at);
        others.filter_map(|(_, named)| named.people.first().copied()).collect()
    }

    /// `Michael lost his wife`: the relative of the only one named before.
    fn follow_pronoun(&mut self, archive: &Archive) -> Result<(), StoreError> {
        let kin = self.words.windows(2).position(|w| ["his", "her", "their"].contains(&w[0].as_str()) && is_kin(&w[1]));
        let (Some(at), [owner]) = (kin, &self.names[..]) else { return Ok(()) };
        if owner.words.1 > at || owner.people.is_empty() {
            return Ok(());
        }
        let (word, owners) = (self.words[at + 1].clone(), owner.people.clone());
        let people = relatives(archive, &owners, &word)?;
        let text = self.printed[at..at + 2].join(" ");
        self.names.push(Named { text, people, words: (at, at + 2), kin: Some(word), owners });
        Ok(())
    }

    fn kin_after(&self, named: &Named) -> Option<Kin> {
        let owner = self.words.get(named.words.1.checked_sub(1)?)?;
        let kin = kin_at(&self.words, named.words.1)?;
        // Only a possessive owns: `Amanda's husband`, `amandas husband`.
        let owns = possessive::is(&named.text) || owner.ends_with('s') || named.kin.is_some();
        owns.then_some(kin)
    }

    /// `Amanda's lawyer`: the word for whoever works for somebody.
    fn aide_after(&self, named: &Named) -> Option<String> {
        let aide = self.words.get(named.words.1).filter(|word| office::is_aide(word))?;
        (possessive::is(&named.text) && !named.people.is_empty()).then(|| aide.clone())
    }
}

fn separates(c: char) -> bool {
    c.is_whitespace() || "-–—/,.;:!?()“”\"[]@&".contains(c)
}
