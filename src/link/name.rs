//! Which parts has a name, and can two names be one person's?

use std::collections::HashSet;
use std::sync::LazyLock;

use unicode_normalization::UnicodeNormalization;

/// A name as printed, taken apart.
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub(super) enum Name {
    /// A first name and a surname at least.
    Full(Full),
    /// One word (or a surname with its particles): a first name, a surname or a stage name.
    Bare(String),
}

/// A full name, folded: lower case without accents.
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub(super) struct Full {
    /// `anneke`
    pub first: String,
    /// Middle names, initials and earlier surnames.
    pub middle: Vec<String>,
    /// With its particles: `van der berg`; one letter when only the initial is printed.
    pub last: String,
    /// `jr`, `sr`, `iii`
    pub suffix: Option<String>,
}

/// The words of one kind in the list of particles and suffixes.
fn listed(kind: &str) -> HashSet<&'static str> {
    let lines = include_str!("../../data/words/particles.txt").lines();
    lines.filter_map(|line| line.split_once(' ')).filter(|(k, _)| *k == kind).map(|(_, word)| word).collect()
}

static PARTICLES: LazyLock<HashSet<&str>> = LazyLock::new(|| listed("particle"));
static SUFFIXES: LazyLock<HashSet<&str>> = LazyLock::new(|| listed("suffix"));

/// Lower case, without accents, points and possessive; every apostrophe the same.
pub(super) fn fold(text: &str) -> String {
    text.nfd()
        .filter(|c| !unicode_normalization::char::is_combining_mark(*c) && *c != '.' && *c != ',')
        .map(|c| if matches!(c, '’' | '‘' | 'ʼ' | '`') { '\'' } else { c })
        .flat_map(char::to_lowercase)
        .collect()
}

/// Takes a printed form apart; `None` for what is no name (`the elder` behind it, nothing left of it).
pub(super) fn read(form: &str) -> Option<Name> {
    let mut words: Vec<&str> = form.split_whitespace().collect();
    // An abbreviation in front that is no initial is a title: Ms., Dr., Rev.
    while words.len() > 1 && words[0].ends_with('.') && (3..=5).contains(&words[0].len()) && !is_initials(words[0]) {
        words.remove(0);
    }
    // A nickname between quotation marks.
    words.retain(|w| !w.starts_with(['"', '“', '‘', '(']));
    let mut parts: Vec<String> = words.iter().map(|w| fold(w)).filter(|w| !w.is_empty()).collect();
    let suffix = (parts.len() > 1).then(|| parts.pop_if(|p| SUFFIXES.contains(p.as_str()))).flatten();
    let lower = |w: &str| w.chars().next().is_some_and(char::is_lowercase);
    if words.iter().any(|w| lower(w) && !is_particle(&fold(w)) && !w.contains('-')) {
        return None;
    }
    if parts.is_empty() {
        return None;
    }
    if parts.len() == 1 || parts[..parts.len() - 1].iter().all(|p| is_particle(p)) {
        return Some(Name::Bare(parts.join(" ")));
    }
    let first = parts.remove(0);
    let from = parts.iter().position(|p| is_particle(p)).unwrap_or(parts.len() - 1);
    // A particle far in front of the last word is part of a middle name, still none of the first.
    let last = parts.split_off(from.min(parts.len() - 1)).join(" ");
    Some(Name::Full(Full { first, middle: parts, last, suffix }))
}

/// The nickname of one word that a printed form holds between marks, folded: `tig` of `Tom “Tig” Holt`.
pub(super) fn nickname(form: &str) -> Option<String> {
    let marks = ['"', '“', '”', '‘', '’', '(', ')', '\''];
    let word = form.split_whitespace().skip(1).find(|w| w.starts_with(['"', '“', '‘', '(']))?;
    let closed = word.len() > 2 && word.ends_with(['"', '”', '’', ')']);
    closed.then(|| fold(word.trim_matches(marks)))
}

fn is_particle(word: &str) -> bool {
    PARTICLES.contains(word)
}

/// `J.`, `J.K.`
fn is_initials(word: &str) -> bool {
    word.split('.').all(|part| part.chars().count() <= 1)
}

impl Full {
    /// What names that may be the same person's have in common, to look them up by: first name and each word
    /// that may be the surname elsewhere.
    pub fn keys(&self) -> Vec<(String, String)> {
        let mut surnames = vec![self.last.clone()];
        surnames.extend(self.last.split('-').map(str::to_owned));
        surnames.extend(self.middle.last().cloned());
        surnames.sort();
        surnames.dedup();
        let mut keys: Vec<_> = surnames.into_iter().map(|s| (self.first.clone(), s)).collect();
        // Family name first: `Trần Minh Lan` is `Lan Trần`.
        keys.push((self.last.clone(), self.first.clone()));
        keys
    }

    /// The full name of somebody who is called by this one word too; `None` when it is part of the name anyway.
    pub fn called(&self, bare: &str) -> Option<Self> {
        let part = |name: &str| name == bare || name.split(['-', ' ']).any(|p| p == bare);
        let known = part(&self.first) || part(&self.last) || self.middle.iter().any(|m| part(m));
        (!known).then(|| Self { first: bare.to_owned(), ..self.clone() })
    }

    /// Why two different names can be one person's; `None` when they cannot.
    pub fn likeness(&self, other: &Self) -> Option<&'static str> {
        if matches!((&self.suffix, &other.suffix), (Some(a), Some(b)) if a != b) {
            return None;
        }
        if self.first == other.last && self.last == other.first {
            return Some("the same name in another order");
        }
        if self.first != other.first {
            return None;
        }
        if self.last == other.last {
            let fits = self.middle.is_empty() || other.middle.is_empty() || initials_fit(&self.middle, &other.middle);
            return fits.then_some("the same first name and surname");
        }
        let grown = |long: &Self, short: &Self| {
            let hyphened = long.last.contains('-') && long.last.split('-').any(|part| part == short.last);
            let earlier = short.middle.is_empty() && long.middle.last() == Some(&short.last);
            hyphened || earlier
        };
        (grown(self, other) || grown(other, self)).then_some("the same first name, with one surname more")
    }
}

/// Middle names that agree as far as they are printed: `J.` and `James`.
fn initials_fit(a: &[String], b: &[String]) -> bool {
    a.iter().zip(b).all(|(x, y)| x.starts_with(y.as_str()) || y.starts_with(x.as_str()))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn full(form: &str) -> Full {
        match read(form) {
            Some(Name::Full(f)) => f,
            other => panic!("{form}: {other:?}"),
        }
    }

    #[test]
    fn names_are_taken_apart() {
        for (form, first, last) in [
            ("Zoë Quinlan", "zoe", "quinlan"),
            ("Dr. Annika van der Meer", "annika", "van der meer"),
            ("Rev. Ida Pope-Hale", "ida", "pope-hale"),
            ("J.R. Holt Jr.", "jr", "holt"),
            ("Tom “Tig” Holt", "tom", "holt"),
            ("D’Arcy O’Neil", "d'arcy", "o'neil"),
        ] {
            assert_eq!((full(form).first.as_str(), full(form).last.as_str()), (first, last), "{form}");
        }
        for (form, bare) in [("Mrs. Holt", "holt"), ("Van der Meer", "van der meer"), ("Zoë", "zoe")] {
            assert_eq!(read(form), Some(Name::Bare(bare.to_owned())), "{form}");
        }
        assert_eq!(read("Holt the elder"), None);
    }

    #[test]
    fn nicknames_stand_between_marks() {
        for (form, nick) in [
            ("Tom “Tig” Holt", Some("tig")),
            ("Tom \"Tig\" Holt", Some("tig")),
            ("Tom Holt", None),
            ("Tom “Two Tone” Holt", None),
        ] {
            assert_eq!(nickname(form).as_deref(), nick, "{form}");
        }
    }

    #[test]
    fn likeness_never_crosses_first_names() {
        for (a, b, alike) in [
            ("Ann Poe", "Ann M. Poe", true),
            ("Ann Marie Poe", "Ann M. Poe", true),
            ("Ann J. Poe", "Ann M. Poe", false),
            ("Ann Poe", "Jim Poe", false),
            ("Ann Poe", "Ann Poe-Wills", true),
            ("Ann Poe", "Ann Poe Wills", true),
            ("Ann Poe", "Ann Wills", false),
            ("Trần Thu Hà", "Hà Trần", true),
            ("Sam Holt Jr.", "Sam Holt", true),
            ("Sam Holt Jr.", "Sam Holt Sr.", false),
        ] {
            assert_eq!(full(a).likeness(&full(b)).is_some(), alike, "{a} / {b}");
            assert_eq!(full(b).likeness(&full(a)).is_some(), alike, "{b} / {a}");
        }
    }
}
