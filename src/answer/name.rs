//! Whom does a name mean, however it was typed?
//!
//! First, last, full, lower case, reversed, misspelt, with a title, an @ or a possessive. A name that several
//! people bear is answered with all of them; nobody is guessed.

use std::collections::HashMap;

use strsim::damerau_levenshtein;
use unicode_normalization::{UnicodeNormalization, char::is_combining_mark};

use crate::domain::{Person, PersonId};

/// Everybody's names, prepared for looking up.
#[derive(Debug, Default)]
pub struct NameIndex {
    people: Vec<Person>,
    /// For each person, each form as folded words.
    forms: Vec<Vec<Vec<String>>>,
    /// Who bears this word in any form.
    bearers: HashMap<String, Vec<usize>>,
}

/// Who a name means.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Found {
    /// This one.
    One(PersonId),
    /// One of these, the likeliest first.
    Several(Vec<PersonId>),
    /// Nobody; perhaps one of these was meant, the nearest first.
    Nobody(Vec<PersonId>),
}

/// How well a name fits, best last.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Fit {
    Misspelt,
    Part,
    Form,
}

const TITLES: [&str; 14] =
    ["mr", "mrs", "ms", "miss", "dr", "rev", "reverend", "sir", "dame", "lady", "lord", "prof", "professor", "mx"];

impl NameIndex {
    /// Prepares the names of these people.
    pub fn of(people: Vec<Person>) -> Self {
        let forms: Vec<Vec<Vec<String>>> = people.iter().map(forms_of).collect();
        let mut bearers: HashMap<String, Vec<usize>> = HashMap::new();
        for (index, forms) in forms.iter().enumerate() {
            for word in forms.iter().flatten() {
                let known = bearers.entry(word.clone()).or_default();
                if known.last() != Some(&index) {
                    known.push(index);
                }
            }
        }
        Self { people, forms, bearers }
    }

    /// The person of that id.
    pub fn person(&self, id: PersonId) -> Option<&Person> {
        self.people.get(id.0 as usize).filter(|p| p.id == id).or_else(|| self.people.iter().find(|p| p.id == id))
    }

    /// Everybody, most mentioned first.
    pub fn people(&self) -> &[Person] {
        &self.people
    }

    /// Who is meant by what somebody typed.
    pub fn find(&self, typed: &str) -> Found {
        let words = words_of(typed);
        let exact = self.fits(&words, false);
        if !exact.is_empty() {
            return self.among(exact, words.len());
        }
        let misspelt = self.fits(&words, true);
        if misspelt.is_empty() { Found::Nobody(self.near(&words)) } else { self.among(misspelt, words.len()) }
    }

    /// Who is meant by exactly these folded words, without forgiving errors; likeliest first.
    pub fn exactly(&self, words: &[String]) -> Vec<PersonId> {
        match self.among(self.fits(words, false), words.len()) {
            Found::One(one) => vec![one],
            Found::Several(all) => all,
            Found::Nobody(_) => Vec::new(),
        }
    }

    /// The best names for what has been typed so far, at most `limit`.
    pub fn complete(&self, typed: &str, limit: usize) -> Vec<PersonId> {
        let words = words_of(typed);
        let mut ranked: Vec<(usize, usize)> = (0..self.people.len())
            .filter_map(|index| {
                let cost: Option<usize> = words.iter().map(|w| self.completion_cost(index, w)).sum();
                Some((cost?, index))
            })
            .collect();
        ranked.sort_unstable();
        ranked.into_iter().take(limit).map(|(_, index)| self.people[index].id).collect()
    }

    fn completion_cost(&self, index: usize, typed: &str) -> Option<usize> {
        let names = self.forms[index].iter().flatten();
        names
            .filter_map(|name| {
                if name == typed {
                    return Some(0);
                }
                if name.starts_with(typed) {
                    return Some(1);
                }
                // A beginning that is nearly right: compare with as much of the name as has been typed, give or take
                // the letter that was left out or doubled.
                let length = typed.chars().count();
                let beginning = |letters: usize| name.chars().take(letters).collect::<String>();
                let letters = length.saturating_sub(1)..=length + 1;
                let slipped = letters.map(|n| damerau_levenshtein(typed, &beginning(n))).min()?;
                (length >= 3 && slipped <= length / 3).then_some(2 + slipped)
            })
            .min()
    }

    /// Everybody whom all these words fit, each with the worst fit of a word.
    fn fits(&self, words: &[String], forgive: bool) -> Vec<(Fit, usize, usize)> {
        let Some((first, rest)) = words.split_first() else { return Vec::new() };
        let mut found: Vec<(Fit, usize, usize)> = Vec::new();
        for (slipped, index) in self.bearing(first, forgive) {
            let mut total = slipped;
            let all = rest.iter().all(|word| {
                let best = self.forms[index].iter().flatten().filter_map(|name| close(word, name, forgive)).min();
                total += best.unwrap_or(0);
                best.is_some()
            });
            if !all {
                continue;
            }
            let fit = if total > 0 {
                Fit::Misspelt
            } else if self.forms[index].iter().any(|form| same_words(form, words)) {
                Fit::Form
            } else {
                Fit::Part
            };
            match found.iter_mut().find(|(_, _, known)| *known == index) {
                Some(known) => *known = (known.0.max(fit), known.1.min(total), index),
                None => found.push((fit, total, index)),
            }
        }
        found
    }

    fn bearing(&self, word: &str, forgive: bool) -> Vec<(usize, usize)> {
        if let Some(bearers) = self.bearers.get(word) {
            return bearers.iter().map(|index| (0, *index)).collect();
        }
        if !forgive {
            return Vec::new();
        }
        let near = self.bearers.iter().filter_map(|(name, who)| Some((slips(word, name)?, who)));
        near.flat_map(|(slipped, who)| who.iter().map(move |index| (slipped, *index))).collect()
    }

    /// One word may mean anybody who bears it; of several words the best fit decides.
    fn among(&self, mut found: Vec<(Fit, usize, usize)>, words: usize) -> Found {
        found.sort_by_key(|(fit, slipped, index)| (std::cmp::Reverse(*fit), *slipped, *index));
        let Some(best) = found.first().copied() else { return Found::Nobody(Vec::new()) };
        found.retain(|(fit, slipped, _)| {
            *slipped == best.1 && (*fit == best.0 || (words == 1 && best.0 != Fit::Misspelt))
        });
        let ids: Vec<PersonId> = found.iter().map(|(_, _, index)| self.people[*index].id).collect();
        if let [one] = ids[..] { Found::One(one) } else { Found::Several(ids) }
    }

    /// People who share a word with the name.
    fn near(&self, words: &[String]) -> Vec<PersonId> {
        let mut near: Vec<usize> = words.iter().flat_map(|w| self.bearing(w, true)).map(|(_, index)| index).collect();
        near.sort_unstable();
        near.dedup();
        near.into_iter().take(5).map(|index| self.people[index].id).collect()
    }
}

/// The words of a name without case, accents, apostrophes, possessives and @; hyphens part words.
pub fn words_of(text: &str) -> Vec<String> {
    text.split(|c: char| c.is_whitespace() || "-–—/,.()“”\"@&".contains(c))
        .map(|word| {
            let word = word.trim_end_matches("'s").trim_end_matches("’s");
            fold(word)
        })
        .filter(|word| !word.is_empty())
        .collect()
}

/// Lower case, without accents and without anything that is no letter or digit.
pub fn fold(text: &str) -> String {
    let mut folded = String::with_capacity(text.len());
    for c in text.nfkd().filter(|c| !is_combining_mark(*c)) {
        match c {
            'đ' | 'Đ' | 'ð' | 'Ð' => folded.push('d'),
            'ø' | 'Ø' => folded.push('o'),
            'ł' | 'Ł' => folded.push('l'),
            'ı' => folded.push('i'),
            'ß' => folded.push_str("ss"),
            'æ' | 'Æ' => folded.push_str("ae"),
            'œ' | 'Œ' => folded.push_str("oe"),
            c if c.is_alphanumeric() => folded.extend(c.to_lowercase()),
            _ => (),
        }
    }
    folded
}

/// Whether a folded word is a title such as `dr`.
pub fn is_title(word: &str) -> bool {
    TITLES.contains(&word)
}

/// How many typing errors part the two, when they are few enough for their length.
fn slips(typed: &str, name: &str) -> Option<usize> {
    let length = typed.chars().count();
    let allowed = match length {
        0..=3 => return None,
        4..=6 => 1,
        _ => 2,
    };
    if name.chars().count().abs_diff(length) > allowed {
        return None;
    }
    // The plural-looking possessive of a hurried typist: `amandas husband`.
    let slips = damerau_levenshtein(typed, name);
    (slips <= allowed).then_some(slips)
}

fn close(word: &str, name: &str, forgive: bool) -> Option<usize> {
    if word == name {
        Some(0)
    } else if forgive {
        slips(word, name)
    } else {
        None
    }
}

fn same_words(form: &[String], words: &[String]) -> bool {
    form.len() == words.len() && words.iter().all(|w| form.contains(w))
}

/// Each form twice where it has a title: as printed, and without it.
fn forms_of(person: &Person) -> Vec<Vec<String>> {
    let mut forms: Vec<Vec<String>> = Vec::new();
    for form in std::iter::once(&person.name).chain(&person.aliases) {
        let words = words_of(form);
        let untitled: Vec<String> = words.iter().filter(|w| !is_title(w)).cloned().collect();
        for form in [words, untitled] {
            if !form.is_empty() && !forms.contains(&form) {
                forms.push(form);
            }
        }
    }
    forms
}

#[cfg(test)]
mod tests {
    use super::*;

    fn people(names: &[&[&str]]) -> NameIndex {
        let person = |(n, forms): (usize, &&[&str])| Person {
            id: PersonId(u32::try_from(n).expect("few people")),
            name: forms[0].to_owned(),
            aliases: forms.iter().map(ToString::to_string).collect(),
            pronouns: None,
            articles: Vec::new(),
            mentions: 1,
        };
        NameIndex::of(names.iter().enumerate().map(person).collect())
    }

    fn cast() -> NameIndex {
        people(&[
            &["Róisín O'Dell", "O'Dell", "Róisín"],
            &["Peter Holloway", "Holloway", "Peter"],
            &["Anna Maria Holloway", "Anna"],
            &["Rev. Tom Peter", "Rev. Peter"],
            &["Lê Minh Châu", "Châu"],
        ])
    }

    #[test]
    fn names_in_any_form() {
        let cast = cast();
        let one = |n| Found::One(PersonId(n));
        for (typed, expected) in [
            ("Peter Holloway", one(1)),
            ("holloway peter", one(1)),
            ("  PETER   holloway's", one(1)),
            ("@roisin odell", one(0)),
            ("Roisin O’Dell", one(0)),
            ("Petr Holoway", one(1)),
            ("anna holloway", one(2)),
            ("chau le", one(4)),
            ("Rev. Peter", one(3)),
            ("Holloway", Found::Several(vec![PersonId(1), PersonId(2)])),
            ("Peter", Found::Several(vec![PersonId(1), PersonId(3)])),
            ("Anna O'Dell", Found::Nobody(vec![PersonId(0), PersonId(2)])),
            ("Zed", Found::Nobody(vec![])),
            ("", Found::Nobody(vec![])),
        ] {
            assert_eq!(cast.find(typed), expected, "{typed}");
        }
    }

    #[test]
    fn completion_forgives_and_ranks() {
        let cast = cast();
        assert_eq!(cast.complete("hol", 25), [PersonId(1), PersonId(2)]);
        assert_eq!(cast.complete("hlo", 25), [PersonId(1), PersonId(2)]);
        assert_eq!(cast.complete("anna h", 25), [PersonId(2)]);
        assert_eq!(cast.complete("", 2).len(), 2);
        assert_eq!(cast.complete("xyz", 25), []);
    }
}
