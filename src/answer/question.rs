//! What does a fan's question ask for, and about whom?
//!
//! Finds the people (in any form, through relatives too: `Amanda's late husband`), the words that carry
//! content, and the kinds of fact that they ask for. It answers nothing.

use super::kin::{Kin, born, kin_at, relatives};
use super::lexicon::{asks_for, is_kin, is_stop, kin_predicates, kinds_of, respelt, spelt_out, synonyms};
use super::name::{fold, is_office, is_title, words_of};
use super::office;
use super::{Archive, Dossier, Found};
use crate::domain::{Object, PersonId};
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

/// A name in a question.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Named {
    /// As asked.
    pub text: String,
    /// Who may be meant, the likeliest first; empty when the archive knows nobody of that name.
    pub people: Vec<PersonId>,
    /// The words that it takes up: indices into [`Question::words`], half-open.
    pub words: (usize, usize),
    /// The relative's word when the name is one: `husband`.
    pub kin: Option<String>,
    /// Whose relative it is.
    pub owners: Vec<PersonId>,
}

/// Words of more than this many are no name.
const LONGEST_NAME: usize = 5;

/// What stands behind this many words is not read: nobody asks so long a question, and every word may be a name.
const MOST_WORDS: usize = 60;

impl Named {
    /// What to call whom it names: by the full name where only one may be meant, else as asked.
    pub fn called<'a>(&'a self, archive: &'a Archive) -> &'a str {
        match self.people[..] {
            [one] => archive.name(one),
            _ => &self.text,
        }
    }
}

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
        let mut names = Vec::new();
        let mut at = 0;
        while at < words.len() {
            match name_at(archive, &printed, &words, at)? {
                Some(found) => {
                    at = found.words.1;
                    names.push(found);
                }
                None => at += 1,
            }
        }
        join_strangers(archive, &printed, &mut names)?;
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

/// The longest name that begins at this word.
fn name_at(archive: &Archive, raw: &[&str], words: &[String], at: usize) -> Result<Option<Named>, StoreError> {
    let longest = LONGEST_NAME.min(words.len() - at);
    let named = |length: usize, people| Named {
        text: raw[at..at + length].join(" "),
        people,
        words: (at, at + length),
        kin: None,
        owners: Vec::new(),
    };
    for length in (1..=longest).rev() {
        let window = &words[at..at + length];
        if length == 1 && (is_stop(&window[0]) || is_title(&window[0]) || names_office(raw, words, at)) {
            continue;
        }
        let people = archive.names.exactly(window);
        // A longer window may still be a name with a possessive: `ann poes husband` is no part of `ann`.
        let owned = words.get(at + length).is_some_and(|next| {
            let whole: Vec<String> = window.iter().cloned().chain(next.strip_suffix('s').map(str::to_owned)).collect();
            whole.len() > length && !archive.names.exactly(&whole).is_empty()
        });
        if !people.is_empty() && !owned {
            return Ok(Some(named(length, people)));
        }
    }
    // A possessive without its apostrophe: `amandas husband`, `amanda kloots husband`.
    for length in (1..=longest).rev() {
        let mut window = words[at..at + length].to_vec();
        let Some(owner) = window[length - 1].strip_suffix('s').filter(|owner| owner.len() > 1) else { continue };
        let owner = owner.to_owned();
        window[length - 1] = owner;
        let people = archive.names.exactly(&window);
        if !people.is_empty() {
            return Ok(Some(named(length, people)));
        }
    }
    if is_stop(&words[at]) || !kinds_of(&words[at..=at]).is_empty() || is_kin(&words[at]) {
        return Ok(None);
    }
    // Misspelt: only what is no word of the archive may be somebody's name gone wrong.
    let capital = at > 0 && raw[at].starts_with(char::is_uppercase) && raw[at].contains(char::is_lowercase);
    // "Sell" is no Fell, though an archive of sales may never print it.
    let usual = raw[at].starts_with(char::is_lowercase) && !synonyms(&words[at]).is_empty();
    if usual || archive.knows_word(&words[at])? {
        return Ok(None);
    }
    for length in [2, 1] {
        let Some(window) = words.get(at..at + length) else { continue };
        if window.iter().any(|w| is_stop(w)) {
            continue;
        }
        match archive.names.find(&window.join(" ")) {
            Found::One(one) => return Ok(Some(named(length, vec![one]))),
            Found::Several(all) => return Ok(Some(named(length, all))),
            Found::Nobody(_) => (),
        }
    }
    if !capital {
        return Ok(None);
    }
    let run = raw[at..]
        .iter()
        .zip(&words[at..])
        .take_while(|(raw, word)| raw.starts_with(char::is_uppercase) && !is_stop(word));
    Ok(Some(named(run.count().max(1), Vec::new())))
}

/// `Ann's coach`, `the minister of health`: an office, whoever is called Coach or Minister elsewhere.
fn names_office(raw: &[&str], words: &[String], at: usize) -> bool {
    let owned = at > 0 && possessive::owner(raw[at - 1]) != raw[at - 1];
    let of = words.get(at + 1).is_some_and(|next| ["of", "for", "in"].contains(&next.as_str()));
    is_office(&words[at]) && (owned || of)
}

/// `Ann Poe`, where there are an Ann and a Poe but no Ann Poe, is a stranger.
fn join_strangers(archive: &Archive, raw: &[&str], names: &mut Vec<Named>) -> Result<(), StoreError> {
    let mut joined: Vec<Named> = Vec::new();
    for named in names.drain(..) {
        let adjoins = joined.last().is_some_and(|before: &Named| {
            before.words.1 == named.words.0
                && raw[before.words.1 - 1].ends_with(char::is_alphanumeric)
                && possessive::owner(raw[before.words.1 - 1]) == raw[before.words.1 - 1]
                && !before.people.iter().any(|p| named.people.contains(p))
                && raw[named.words.0].starts_with(char::is_uppercase)
        });
        // "ann po" for Ann Poe: the surname misspelt is still of her who is named before it.
        let same = joined.last().filter(|b| {
            let printed = raw[b.words.1 - 1];
            b.words.1 == named.words.0
                && possessive::owner(printed) == printed
                && printed.ends_with(char::is_alphanumeric)
        });
        // "ann poe", of Ann whose husband is a Poe.
        let family = match same {
            Some(before) if !adjoins && raw[named.words.0].starts_with(char::is_lowercase) => {
                married_name(archive, before.people.clone(), &named.people)?
            }
            _ => Vec::new(),
        };
        let both: Vec<PersonId> =
            same.map(|b| b.people.iter().copied().filter(|p| named.people.contains(p)).collect()).unwrap_or_default();
        match joined.last_mut() {
            Some(before) if !both.is_empty() || !family.is_empty() => {
                before.words.1 = named.words.1;
                before.text = raw[before.words.0..before.words.1].join(" ");
                before.people = if both.is_empty() { family } else { both };
            }
            Some(before) if adjoins => {
                before.words.1 = named.words.1;
                before.text = raw[before.words.0..before.words.1].join(" ");
                let (first, last) = (std::mem::take(&mut before.people), named.people);
                before.people = match archive.names.find(&before.text) {
                    Found::One(one) => vec![one],
                    Found::Several(all) => all,
                    Found::Nobody(_) => married_name(archive, first, &last)?,
                };
            }
            _ => joined.push(named),
        }
    }
    *names = joined;
    Ok(())
}

/// `Ann Poe` is Ann, of whom no article tells a surname, where a Poe is her husband, parent, child or sibling.
fn married_name(archive: &Archive, first: Vec<PersonId>, last: &[PersonId]) -> Result<Vec<PersonId>, StoreError> {
    const FAMILY: [&str; 6] = ["spouse", "late_spouse", "survived_by", "parent", "child", "sibling"];
    let mut found = Vec::new();
    for person in first.into_iter().filter(|person| !archive.name(*person).contains(' ')) {
        let ties = Dossier::of(archive, person)?.map(|dossier| dossier.tied(&FAMILY)).unwrap_or_default();
        if ties.iter().any(|tie| matches!(tie.value.other, Object::Person(other) if last.contains(&other))) {
            found.push(person);
        }
    }
    Ok(found)
}
