//! Whom does a word for somebody's aide mean: `Ann's lawyer`, `his manager`?
//!
//! Only whoever an article gives that role in a sentence that says whose they are. It names nobody who is not named there.

use super::lexicon::{alike, listed, stem, synonyms};
use super::name::words_of;
use super::{Archive, Dossier, Source};
use crate::domain::PersonId;
use crate::language::possessive;
use crate::store::StoreError;

/// Whether a folded word names somebody who works for somebody else.
pub fn is_aide(word: &str) -> bool {
    listed("aides").contains(&word)
}

/// Who is told to be the lawyer, the manager, the assistant of one of these people.
pub(super) fn aides(archive: &Archive, owners: &[PersonId], word: &str) -> Result<Vec<PersonId>, StoreError> {
    const LOOKED_AT: usize = 40;
    let sought = stem(word);
    let mut words = synonyms(word);
    words.push(word);
    let mut found = Vec::new();
    for passage in archive.store.passages(&words, owners, LOOKED_AT)? {
        let source = Source { article: passage.article, span: passage.span };
        let text = archive.words(&source)?;
        if !owned(&text, &sought) {
            continue;
        }
        for person in passage.people.into_iter().filter(|person| !owners.contains(person)) {
            let Some(dossier) = Dossier::of(archive, person)? else { continue };
            let there = |told: &Source| told.article == source.article && told.span.overlaps(source.span);
            let works_so = |role: &str| words_of(role).iter().any(|word| alike(&stem(word), &sought));
            let told = dossier.roles().iter().any(|role| works_so(&role.value) && role.sources.iter().any(there));
            if (told || beside(&text, &sought, archive.name(person))) && !found.contains(&person) {
                found.push(person);
            }
        }
    }
    Ok(found)
}

/// Whether a possessive stands close in front of the word: `Poe's longtime lawyer`, `her manager`.
fn owned(text: &str, sought: &str) -> bool {
    const NEAR: usize = 3;
    let words: Vec<&str> = text.split_whitespace().collect();
    let owner = |word: &&str| {
        let word = word.trim_start_matches(|c: char| !c.is_alphanumeric());
        ["his", "her", "their", "Her", "His", "Their"].contains(&word) || possessive::is(word)
    };
    let named = |at: &usize| words_of(words[*at]).iter().any(|word| alike(&stem(word), sought));
    (0..words.len()).filter(named).any(|at| words[at.saturating_sub(NEAR)..at].iter().any(&owner))
}

/// Whether somebody's name stands right behind the word: `her barrister, Di Roe`.
fn beside(text: &str, sought: &str, name: &str) -> bool {
    let words = words_of(text);
    let name = words_of(name);
    let named = |at: usize| words.get(at..at + name.len()).is_some_and(|there| there == name);
    (0..words.len()).any(|at| alike(&stem(&words[at]), sought) && named(at + 1))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn aides_belong_to_somebody() {
        for (text, word, expected) in [
            ("Poe's lawyer, Di Roe, spoke.", "lawyer", true),
            ("Her longtime attorney Di Roe spoke.", "lawyer", true),
            ("The lawyer spoke of Poe's dog.", "lawyer", false),
        ] {
            assert_eq!(owned(text, &stem(word)), expected, "{text}");
        }
        assert!(is_aide("publicist") && !is_aide("husband"));
    }
}
