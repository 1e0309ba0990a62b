//! Can one given name be the short form of another: `Dan` of `Daniel`, `Bob` of `Robert`?
//!
//! By their letters, or by a list of those that share none. Never says that two people are one.

use std::sync::LazyLock;

use crate::language::lexicon::{Key, Table};

/// Whether one first name is a short form of the other: `Dan` of `Daniel`, `Beth` of `Elizabeth`, `Bob` of `Robert`.
pub(crate) fn short_of(short: &str, long: &str) -> bool {
    let letters = short.len();
    if letters < 2 || letters >= long.len() + 3 {
        return false;
    }
    let begins = letters > 2 && long.get(..letters).is_some_and(|head| head.eq_ignore_ascii_case(short));
    let tail = long.len().checked_sub(letters).and_then(|from| long.get(from..));
    let ends = letters > 3 && tail.is_some_and(|tail| tail.eq_ignore_ascii_case(short));
    long.len() > letters && (begins || ends) || is_nickname(short, long)
}

fn is_nickname(short: &str, long: &str) -> bool {
    meanings(short).is_some_and(|names| {
        names.split(' ').any(|name| name.eq_ignore_ascii_case(long))
            // `Mags` and `Maggie` are both `Margaret`.
            || meanings(long).is_some_and(|others| names.split(' ').any(|name| others.split(' ').any(|o| o == name)))
    })
}

fn meanings(short: &str) -> Option<&'static str> {
    NICKNAMES.get(&Key::of(short)?).copied()
}

/// Short forms, and what they may be short for.
static NICKNAMES: LazyLock<Table<&'static str>> = LazyLock::new(|| {
    let lines = include_str!("../../../data/words/nicknames.txt").lines();
    let entries = lines.filter(|line| !line.starts_with('#')).filter_map(|line| line.split_once(' '));
    entries.filter_map(|(short, names)| Some((Key::listed(short)?, names))).collect()
});

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn short_forms() {
        for (short, long, is) in [
            ("Dan", "Daniel", true),
            ("Beth", "Elizabeth", true),
            ("Bob", "Robert", true),
            ("Mags", "Maggie", true),
            ("Toby", "Tobias", true),
            ("Ann", "Bob", false),
            ("Al", "Bo", false),
        ] {
            assert_eq!(short_of(short, long), is, "{short} {long}");
        }
    }
}
