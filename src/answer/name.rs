//! Whom does a name mean, however it was typed?
//!
//! First, last, full, lower case, reversed, misspelt, with a title, an @ or a possessive. A name that several
//! people bear is answered with all of them; nobody is guessed.

use std::collections::HashMap;
use std::ops::Range;

use unicode_normalization::{UnicodeNormalization, char::is_combining_mark};

use super::vocabulary::Vocabulary;
use crate::domain::{Person, PersonId};
use crate::language::possessive;

/// Everybody's names, prepared for looking up: words by number, in order, so that a million names fit in memory.
#[derive(Debug, Default)]
pub struct NameIndex {
    people: Vec<Person>,
    /// The forms of everybody, one person after the other, each form as its words and [`END`].
    forms: Vec<u32>,
    /// Where the forms of each person begin, and the end of all.
    starts: Vec<u32>,
    /// The words of all forms, in order.
    words: Vocabulary,
    /// Who bears each word, in order, one word after the other.
    bearers: Vec<u32>,
    /// Where the bearers of each word begin, and the end of all.
    borne: Vec<u32>,
}

/// Behind the last word of a form.
const END: u32 = u32::MAX;

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
        let mut numbers: HashMap<String, u32> = HashMap::new();
        let (mut forms, mut starts) = (Vec::new(), vec![0]);
        for person in &people {
            for form in forms_of(person) {
                for word in form {
                    let next = numbers.len() as u32;
                    forms.push(*numbers.entry(word).or_insert(next));
                }
                forms.push(END);
            }
            starts.push(forms.len() as u32);
        }
        let mut words: Vec<(String, u32)> = numbers.into_iter().collect();
        words.sort_unstable();
        let mut places = vec![0; words.len()];
        (0..).zip(&words).for_each(|(place, (_, number))| places[*number as usize] = place);
        forms.iter_mut().filter(|word| **word != END).for_each(|word| *word = places[*word as usize]);
        let mut pairs: Vec<(u32, u32)> = Vec::with_capacity(forms.len());
        for (index, ends) in (0..).zip(starts.windows(2)) {
            let own = forms[ends[0] as usize..ends[1] as usize].iter().filter(|word| **word != END);
            pairs.extend(own.map(|word| (*word, index)));
        }
        pairs.sort_unstable();
        pairs.dedup();
        let mut borne = vec![0; words.len() + 1];
        for (word, _) in &pairs {
            borne[*word as usize + 1] += 1;
        }
        for place in 1..borne.len() {
            borne[place] += borne[place - 1];
        }
        Self {
            words: Vocabulary::of(words.iter().map(|(word, _)| word.as_str())),
            bearers: pairs.into_iter().map(|(_, index)| index).collect(),
            borne,
            people,
            forms,
            starts,
        }
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

    /// Everybody whom all these words fit, each with the worst fit of a word.
    fn fits(&self, words: &[String], forgive: bool) -> Vec<(Fit, usize, usize)> {
        let places: Vec<Option<u32>> = words.iter().map(|word| self.place(word)).collect();
        if words.is_empty() || !forgive && places.contains(&None) {
            return Vec::new();
        }
        let meant = |(at, (word, same)): (usize, (&String, &Option<u32>))| {
            // The first word forgives nothing where somebody bears it.
            let near = if forgive && (at > 0 || same.is_none()) { self.near_words(word) } else { Vec::new() };
            let mut meant: Vec<(u32, usize)> = near.into_iter().chain(same.map(|same| (same, 0))).collect();
            meant.sort_unstable();
            meant
        };
        let meant: Vec<Vec<(u32, usize)>> = words.iter().zip(&places).enumerate().map(meant).collect();
        let slips = |own: &[u32], meant: &[(u32, usize)]| {
            let borne = own.iter().filter_map(|word| meant.binary_search_by_key(word, |(place, _)| *place).ok());
            borne.map(|at| meant[at].1).min()
        };
        let mut found = Vec::new();
        for index in self.rarest(&meant) {
            let own = self.forms_at(index);
            let Some(total) = meant.iter().map(|meant| slips(own, meant)).sum::<Option<usize>>() else { continue };
            let fit = match total {
                0 if own.split(|word| *word == END).any(|form| same_words(form, &places)) => Fit::Form,
                0 => Fit::Part,
                _ => Fit::Misspelt,
            };
            found.push((fit, total, index as usize));
        }
        found
    }

    /// The forms of one person, each with its end.
    fn forms_at(&self, index: u32) -> &[u32] {
        let index = index as usize;
        &self.forms[self.starts[index] as usize..self.starts[index + 1] as usize]
    }

    /// The place of a word among all.
    fn place(&self, word: &str) -> Option<u32> {
        self.words.place(word).map(|place| place as u32)
    }

    /// All words, in order.
    pub(super) fn words(&self) -> &Vocabulary {
        &self.words
    }

    /// Who bears each of these words, in order by word.
    pub(super) fn bearers(&self, places: Range<usize>) -> &[u32] {
        &self.bearers[self.borne[places.start] as usize..self.borne[places.end] as usize]
    }

    fn bearers_of(&self, place: u32) -> &[u32] {
        self.bearers(place as usize..place as usize + 1)
    }

    /// The bearers of the word that fewest people bear, in order; of each what it may mean.
    fn rarest(&self, meant: &[Vec<(u32, usize)>]) -> Vec<u32> {
        let bearers =
            |meant: &Vec<(u32, usize)>| -> usize { meant.iter().map(|(place, _)| self.bearers_of(*place).len()).sum() };
        let rarest = meant.iter().min_by_key(|meant| bearers(meant)).into_iter().flatten();
        let mut all: Vec<u32> = rarest.flat_map(|(place, _)| self.bearers_of(*place)).copied().collect();
        all.sort_unstable();
        all.dedup();
        all
    }

    /// Everybody who bears this word or, where nobody does, one that it may be a slip of.
    fn bearing(&self, word: &str) -> impl Iterator<Item = u32> {
        let same = |place| vec![(place, 0)];
        let near = self.place(word).map_or_else(|| self.near_words(word), same);
        near.into_iter().flat_map(|(place, _)| self.bearers_of(place)).copied()
    }

    /// The words that this one may be a slip of, with how many slips.
    fn near_words(&self, word: &str) -> Vec<(u32, usize)> {
        let Some(allowed) = allowed(word.chars().count()) else { return Vec::new() };
        self.words.near(word, allowed).into_iter().map(|(place, slips)| (place as u32, slips)).collect()
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
        let mut near: Vec<u32> = words.iter().flat_map(|w| self.bearing(w)).collect();
        near.sort_unstable();
        near.dedup();
        near.into_iter().take(5).map(|index| self.people[index as usize].id).collect()
    }
}

/// The words of a name without case, accents, apostrophes, possessives and @; hyphens part words.
pub fn words_of(text: &str) -> Vec<String> {
    words_in(text).collect()
}

/// The same one after the other, for whoever needs only the first.
pub(super) fn words_in(text: &str) -> impl Iterator<Item = String> {
    let parts = |c: char| matches!(c, '-' | '–' | '—' | '/' | ',' | '.' | '(' | ')' | '“' | '”' | '"' | '@' | '&');
    text.split(move |c: char| c.is_whitespace() || parts(c))
        .map(|word| fold(possessive::owner(word)))
        .filter(|word| !word.is_empty())
}

/// Lower case, without accents and without anything that is no letter or digit.
pub fn fold(text: &str) -> String {
    let mut folded = String::with_capacity(text.len());
    if text.is_ascii() {
        // Most words are, and have nothing to take apart.
        let letters = text.bytes().filter(u8::is_ascii_alphanumeric);
        folded.extend(letters.map(|letter| char::from(letter.to_ascii_lowercase())));
        return folded;
    }
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

/// Whether a folded word is an office that may stand before a name: `mayor`, `coach`.
pub fn is_office(word: &str) -> bool {
    const OFFICES: [&str; 14] = [
        "coach",
        "minister",
        "secretary",
        "judge",
        "president",
        "chancellor",
        "mayor",
        "governor",
        "captain",
        "inspector",
        "detective",
        "officer",
        "ambassador",
        "chief",
    ];
    OFFICES.contains(&word)
}

/// How many typing errors are forgiven in a word of so many letters; short words are taken as typed.
fn allowed(length: usize) -> Option<usize> {
    match length {
        0..=3 => None,
        4..=6 => Some(1),
        _ => Some(2),
    }
}

fn same_words(form: &[u32], words: &[Option<u32>]) -> bool {
    form.len() == words.len() && words.iter().flatten().all(|word| form.contains(word))
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
