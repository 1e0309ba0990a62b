//! Which holiday is named here?
//!
//! The longest name wins. Which day it is in a year is not asked here.

use std::collections::HashMap;
use std::sync::LazyLock;

use super::super::holiday::{Holiday, names};
use super::super::token::Line;
use super::super::word::Word;

/// The holiday named from token `at` on, and the token after its name: the longest name wins.
pub(super) fn read(line: &Line, at: usize) -> Option<(Holiday, usize)> {
    let first = line.printed(at).to_lowercase();
    let names = NAMES.get(first.as_str())?;
    names.iter().find_map(|(rest, holiday)| {
        let mut next = skip(line, at + 1);
        let mut end = at + 1;
        for word in rest {
            if line.printed(next).to_lowercase() != *word {
                return None;
            }
            end = next + 1;
            next = skip(line, end);
        }
        // `New Year's` without its day ends with the possessive.
        let possessive = rest.len() == 1 && rest[0] == "year";
        if possessive && line.word(end) != Word::Possessive {
            return None;
        }
        Some((*holiday, end + usize::from(possessive)))
    })
}

/// Possessives and points are no part of a name.
fn skip(line: &Line, at: usize) -> usize {
    match line.word(at) {
        Word::Possessive | Word::Mark('.' | '\'') if line.joined(at) => at + 1,
        _ => at,
    }
}

type Name = (Vec<&'static str>, Holiday);

/// By first word: the other words and the holiday, longest first.
static NAMES: LazyLock<HashMap<&'static str, Vec<Name>>> = LazyLock::new(|| {
    let mut by_first: HashMap<&str, Vec<Name>> = HashMap::new();
    for (words, holiday) in names() {
        if let Some((first, rest)) = words.split_first() {
            by_first.entry(first).or_default().push((rest.to_vec(), holiday));
        }
    }
    for rest in by_first.values_mut() {
        rest.sort_by_key(|(words, _)| std::cmp::Reverse(words.len()));
    }
    by_first
});
