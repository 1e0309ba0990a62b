//! Whom does a name mean, however it was typed?
//!
//! First, last, full, lower case, reversed, misspelt, with a title, an @ or a possessive. A name that several
//! people bear is answered with all of them; nobody is guessed.

use std::collections::BTreeMap;

use strsim::damerau_levenshtein;
use unicode_normalization::{UnicodeNormalization, char::is_combining_mark};

use crate::domain::{Person, PersonId};

/// Everybody's names, prepared for looking up.
#[derive(Debug, Default)]
pub struct NameIndex {
    people: Vec<Person>,
    /// For each person, each form as folded words.
    forms: Vec<Vec<Vec<String>>>,
    /// The words of all forms, in order, with who bears each.
    words: Vec<Borne>,
}

/// A word of somebody's name.
#[derive(Debug)]
struct Borne {
    word: String,
    /// Which letters it is made of: tells most words apart before they are compared.
    letters: u64,
    bearers: Vec<usize>,
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
        let mut bearers: BTreeMap<&str, Vec<usize>> = BTreeMap::new();
        for (index, forms) in forms.iter().enumerate() {
            for word in forms.iter().flatten() {
                let known = bearers.entry(word).or_default();
                if known.last() != Some(&index) {
                    known.push(index);
                }
            }
        }
        let borne =
            |(word, bearers): (&str, Vec<usize>)| Borne { word: word.to_owned(), letters: letters(word), bearers };
        let words = bearers.into_iter().map(borne).collect();
        Self { people, forms, words }
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
        /// Whom a word does not fit.
        const NEVER: usize = usize::MAX / (2 * MOST_TYPED);
        /// Longer names are typed by nobody.
        const MOST_TYPED: usize = 8;
        let mut costs = vec![0; self.people.len()];
        for typed in words_of(typed).iter().take(MOST_TYPED) {
            let mut own = vec![NEVER; costs.len()];
            for (cost, borne) in self.completing(typed) {
                for index in &borne.bearers {
                    own[*index] = cost.min(own[*index]);
                }
            }
            costs.iter_mut().zip(own).for_each(|(all, own)| *all += own);
        }
        let fitting = costs.into_iter().enumerate().filter(|(_, cost)| *cost < NEVER);
        let mut ranked: Vec<(usize, usize)> = fitting.map(|(index, cost)| (cost, index)).collect();
        if ranked.len() > limit {
            ranked.select_nth_unstable(limit);
            ranked.truncate(limit);
        }
        ranked.sort_unstable();
        ranked.into_iter().map(|(_, index)| self.people[index].id).collect()
    }

    /// The words that may be meant by a beginning, each with what is wrong with it.
    fn completing(&self, typed: &str) -> impl Iterator<Item = (usize, &Borne)> {
        let length = typed.chars().count();
        let (allowed, held) = (length / 3, letters(typed));
        let slipped = move |borne: &Borne| {
            if length < 3 || lacks(held, borne.letters) > allowed {
                return None;
            }
            // A beginning that is nearly right: compare with as much of the name as has been typed, give or take
            // the letter that was left out or doubled.
            let beginning = |letters: usize| match borne.word.char_indices().nth(letters) {
                Some((end, _)) => &borne.word[..end],
                None => &borne.word,
            };
            let least = beginning(length.saturating_sub(1));
            if lacks(letters(least), held) > allowed || lacks(held, letters(beginning(length + 1))) > allowed {
                return None;
            }
            let tried = length.saturating_sub(1)..=length + 1;
            let slipped = tried.map(|n| damerau_levenshtein(typed, beginning(n))).min()?;
            (slipped <= allowed).then_some(2 + slipped)
        };
        let begins = self.words.partition_point(|borne| borne.word.as_str() < typed);
        let ends = begins + self.words[begins..].partition_point(|borne| borne.word.starts_with(typed));
        let exact =
            self.words[begins..ends].iter().map(move |borne| (usize::from(borne.word.len() > typed.len()), borne));
        let others = self.words[..begins].iter().chain(&self.words[ends..]).filter(move |_| length >= 3);
        exact.chain(others.filter_map(move |borne| Some((slipped(borne)?, borne))))
    }

    /// Everybody whom all these words fit, each with the worst fit of a word.
    fn fits(&self, words: &[String], forgive: bool) -> Vec<(Fit, usize, usize)> {
        let Some((first, rest)) = words.split_first() else { return Vec::new() };
        // Of exact words the rarest is looked at first.
        let rarest = words.iter().map(|word| self.borne(word).map_or(0, |borne| borne.bearers.len())).min();
        if !forgive && rarest == Some(0) {
            return Vec::new();
        }
        let fitting: Vec<BTreeMap<usize, usize>> =
            if forgive { rest.iter().map(|word| self.close(word)).collect() } else { Vec::new() };
        let first = if forgive { self.bearing(first, true) } else { self.rarest(words) };
        let mut found: BTreeMap<usize, (Fit, usize)> = BTreeMap::new();
        for (slipped, index) in first {
            let bears = |word: &String| self.forms[index].iter().flatten().any(|name| name == word);
            let total = if forgive {
                let close: Option<usize> = fitting.iter().map(|close| close.get(&index)).sum();
                close.map(|total| total + slipped)
            } else {
                words.iter().all(bears).then_some(0)
            };
            let Some(total) = total else { continue };
            let fit = if total > 0 {
                Fit::Misspelt
            } else if self.forms[index].iter().any(|form| same_words(form, words)) {
                Fit::Form
            } else {
                Fit::Part
            };
            let known = found.entry(index).or_insert((fit, total));
            *known = (known.0.max(fit), known.1.min(total));
        }
        found.into_iter().map(|(index, (fit, total))| (fit, total, index)).collect()
    }

    fn borne(&self, word: &str) -> Option<&Borne> {
        let at = self.words.binary_search_by(|borne| borne.word.as_str().cmp(word)).ok()?;
        self.words.get(at)
    }

    /// The bearers of the word that fewest people bear.
    fn rarest(&self, words: &[String]) -> Vec<(usize, usize)> {
        let rarest = words.iter().filter_map(|word| self.borne(word)).min_by_key(|borne| borne.bearers.len());
        rarest.into_iter().flat_map(|borne| borne.bearers.iter().map(|index| (0, *index))).collect()
    }

    /// Everybody who bears this word or one that it may be a slip of, with the fewest slips.
    fn close(&self, word: &str) -> BTreeMap<usize, usize> {
        let mut close = BTreeMap::new();
        let same = self.borne(word).map(|borne| (0, borne));
        for (slipped, borne) in self.near_words(word).chain(same) {
            for index in &borne.bearers {
                let known = close.entry(*index).or_insert(slipped);
                *known = slipped.min(*known);
            }
        }
        close
    }

    fn bearing(&self, word: &str, forgive: bool) -> Vec<(usize, usize)> {
        if let Some(borne) = self.borne(word) {
            return borne.bearers.iter().map(|index| (0, *index)).collect();
        }
        if !forgive {
            return Vec::new();
        }
        let near = self.near_words(word);
        near.flat_map(|(slipped, borne)| borne.bearers.iter().map(move |index| (slipped, *index))).collect()
    }

    /// The words that this one may be a slip of, with how many slips.
    fn near_words(&self, word: &str) -> impl Iterator<Item = (usize, &Borne)> {
        let (held, allowed) = (letters(word), allowed(word.chars().count()));
        self.words.iter().filter_map(move |borne| {
            // A slip brings in at most one letter, and takes at most one away.
            let near = lacks(held, borne.letters).max(lacks(borne.letters, held)) <= allowed?;
            if near { slips(word, &borne.word).map(|slips| (slips, borne)) } else { None }
        })
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
    let parts = |c: char| matches!(c, '-' | '–' | '—' | '/' | ',' | '.' | '(' | ')' | '“' | '”' | '"' | '@' | '&');
    text.split(|c: char| c.is_whitespace() || parts(c))
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
    if text.is_ascii() {
        // Most words are, and have nothing to take apart.
        folded.extend(text.chars().filter(char::is_ascii_alphanumeric).map(|c| c.to_ascii_lowercase()));
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

/// How many typing errors part the two, when they are few enough for their length.
fn slips(typed: &str, name: &str) -> Option<usize> {
    let length = typed.chars().count();
    let allowed = allowed(length)?;
    if name.chars().count().abs_diff(length) > allowed {
        return None;
    }
    // The plural-looking possessive of a hurried typist: `amandas husband`.
    let slips = damerau_levenshtein(typed, name);
    (slips <= allowed).then_some(slips)
}

/// How many typing errors are forgiven in a word of so many letters; short words are taken as typed.
fn allowed(length: usize) -> Option<usize> {
    match length {
        0..=3 => None,
        4..=6 => Some(1),
        _ => Some(2),
    }
}

/// Which letters a folded word is made of, a bit for each; rare ones share bits.
fn letters(word: &str) -> u64 {
    word.chars()
        .fold(0, |all, c| all | 1 << if c.is_ascii_lowercase() { c as u32 - 'a' as u32 } else { 26 + c as u32 % 38 })
}

/// How many letters of the one are not in the other.
fn lacks(one: u64, other: u64) -> usize {
    (one & !other).count_ones() as usize
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
