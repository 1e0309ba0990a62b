//! What does the article say about its people that a description may pick up: roles, ages, shows?
//!
//! Reads what stands right before and behind each name. Never concludes anything from the traits.

use crate::domain::Pronouns;
use crate::language::TokenKind;
use crate::language::lexicon::Class;
use crate::language::name::{self, Name};
use crate::language::words::Words;

use super::entity::Entity;

/// What is said of one person, words in lower case.
#[derive(Clone, Debug, Default)]
pub(crate) struct Traits {
    pub roles: Vec<String>,
    pub ages: Vec<u8>,
    /// Told to be dead: somebody who says nothing any more.
    pub dead: bool,
    /// Words with a capital: shows, places.
    pub labels: Vec<String>,
}

/// More than this many traits of one person tell nothing new.
const MOST: usize = 24;

/// The traits of each entity; genders that they show are noted on the way.
pub(crate) fn collect(words: &Words, names: &[Name], owners: &[Option<usize>], entities: &mut [Entity]) -> Vec<Traits> {
    let mut traits = vec![Traits::default(); entities.len()];
    for (name, owner) in names.iter().zip(owners) {
        let Some(owner) = *owner else { continue };
        let (about, entity) = (&mut traits[owner], &mut entities[owner]);
        before(words, name, about, entity);
        behind(words, name, about, entity);
    }
    traits
}

fn before(words: &Words, name: &Name, about: &mut Traits, entity: &mut Entity) {
    let mut n = name.tokens.0;
    if n > 1 && words.word(n - 1) == "," && (words.class(n - 2).any(Class::KIN) || owned_role(words, n - 2)) {
        n -= 1;
    }
    for back in (n.saturating_sub(5)..n).rev() {
        if !words.is_word(back)
            || words.class(back).any(Class::FUNCTION | Class::SAY) && !words.is_any(back, &["former", "first", "late"])
        {
            break;
        }
        about.dead |= words.is_any(back, &["late"]);
        take(words, back, about, entity, back + 1 == n);
    }
}

/// `its star | , Ann Poe`: one of a kind, so the name behind the comma is the same person.
fn owned_role(words: &Words, head: usize) -> bool {
    let owner = |n: usize| {
        words.is_any(n, &["its", "his", "her", "their", "our", "my"]) || words.kind(n) == Some(TokenKind::Possessive)
    };
    words.class(head).any(Class::ROLE) && (head.saturating_sub(3)..head).any(owner)
}

fn behind(words: &Words, name: &Name, about: &mut Traits, entity: &mut Entity) {
    let end = name.tokens.1;
    about.dead |= words.word(end) == "," && words.is_any(end + 1, &["who"]) && words.is_any(end + 2, &["died"])
        || words.is_any(end, &["died"]);
    installed(words, end, about);
    if !matches!(words.word(end), "," | "(") {
        return;
    }
    if name::is_age(words, end + 1) {
        about.ages.extend(words.word(end + 1).parse::<u8>());
        if words.word(end + 2) == "," {
            apposition(words, end + 3, about, entity);
        }
    } else {
        apposition(words, end + 1, about, entity);
    }
}

/// `Ann Poe | has been elected mayor`, `was named captain`: what somebody becomes.
fn installed(words: &Words, end: usize, about: &mut Traits) {
    const NEAR: usize = 3;
    let verb = (end..end + NEAR)
        .find(|n| words.is_any(*n, &["elected", "appointed", "named", "crowned", "sworn", "re-elected", "confirmed"]));
    let auxiliary = |verb: usize| verb > end && (end..verb).all(|n| words.class(n).any(Class::AUXILIARY));
    let Some(verb) = verb.filter(|verb| auxiliary(*verb)) else { return };
    let office = (verb + 1..=verb + 1 + NEAR)
        .take_while(|n| words.is_word(*n))
        .find(|n| words.class(*n).any(Class::ROLE | Class::TITLE) && !words.is_capital(*n));
    about.roles.extend(office.filter(|_| about.roles.len() < MOST).map(|n| words.word(n).to_lowercase()));
}

fn apposition(words: &Words, start: usize, about: &mut Traits, entity: &mut Entity) {
    if !words.is_any(start, &["a", "an", "the", "his", "her", "their", "now", "then", "who"])
        && !words.class(start).any(Class::ROLE | Class::KIN)
    {
        return;
    }
    for n in start..start + 14 {
        if words.kind(n) == Some(TokenKind::Number) && words.word(n).contains("-year") {
            about.ages.extend(words.word(n).split('-').next().and_then(|years| years.parse::<u8>().ok()));
        }
        match words.kind(n) {
            Some(TokenKind::Word | TokenKind::Number | TokenKind::Possessive) => take(words, n, about, entity, true),
            _ => break,
        }
    }
}

fn take(words: &Words, n: usize, about: &mut Traits, entity: &mut Entity, gendered: bool) {
    let class = words.class(n);
    if !words.is_word(n) || class.any(Class::FUNCTION) || about.roles.len() >= MOST {
        return;
    }
    if class.any(Class::ROLE | Class::KIN) || words.is_capital(n) || class.any(Class::ORG) {
        about.roles.push(words.word(n).to_lowercase());
    }
    if words.is_capital(n) && about.labels.len() < MOST {
        about.labels.push(words.word(n).to_owned());
    }
    if gendered && entity.pronouns.is_none() {
        if class.any(Class::ROLE_WOMAN | Class::KIN_WOMAN) {
            entity.pronouns = Some(Pronouns::She);
        } else if class.any(Class::ROLE_MAN | Class::KIN_MAN) {
            entity.pronouns = Some(Pronouns::He);
        }
    }
}
