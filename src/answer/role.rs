//! Which of the roles that articles give somebody does a profile tell?
//!
//! It never words a role anew: each is told as one of the articles prints it.

use std::collections::HashSet;

use super::name::words_of;
use super::{Noted, Stem, Tie, is_stop};
use crate::domain::ArticleId;
use crate::language::possessive;

/// A few roles that say something each, in the order given.
///
/// After the first two a bare noun is told only when it is read where another role is, or one of the ties: what one more
/// article calls somebody in passing is not worth another article to check. `Hot Stove judge` is, for it names the show.
pub fn told_roles(roles: Vec<Noted<String>>, ties: &[Noted<Tie>]) -> Vec<Noted<String>> {
    const MOST: usize = 4;
    const SURE: usize = 2;
    let mut roles = apart(roles);
    let first = roles.iter().take(SURE).flat_map(|role| &role.sources);
    let read = ties.iter().flat_map(|tie| &tie.sources).chain(first).map(|source| source.article.clone());
    let read: HashSet<ArticleId> = read.collect();
    let mut at = 0;
    roles.retain(|role| {
        at += 1;
        at <= SURE || names_something(&role.value) || role.sources.iter().any(|source| read.contains(&source.article))
    });
    roles.truncate(MOST);
    roles
}

/// Whether a role tells of what: `Season 9 runner-up`.
pub(super) fn names_something(role: &str) -> bool {
    let named = |word: &str| word.starts_with(|c: char| c.is_uppercase() || c.is_ascii_digit());
    role.contains(' ') && role.split_whitespace().any(named)
}

/// Each role once: `firefighter` and `Ohio firefighter` are one, and whoever reads `her runner-up` alone does not know
/// whose.
fn apart(roles: Vec<Noted<String>>) -> Vec<Noted<String>> {
    const LEANING: [&str; 8] = ["his", "her", "their", "my", "our", "your", "its", "then"];
    // Whom they married is told as a tie.
    const AT_A_WEDDING: [&str; 3] = ["bride", "groom", "bridegroom"];
    let mut kept: Vec<(Vec<String>, Noted<String>)> = Vec::new();
    let alone = roles.len() < 2;
    for mut role in roles {
        let mut words = words_of(&role.value);
        // `Seeing a producer` is no role, a `leading man` is one.
        let does = words.first().is_some_and(|first| first.len() > 4 && first.ends_with("ing"));
        if does && words.get(1).is_some_and(|second| ["a", "an", "the"].contains(&second.as_str())) {
            continue;
        }
        if is_torn(&role.value) {
            let whole = role.value.split_whitespace().map(|word| word.trim_end_matches(['\'', '’', '”']));
            role.value = whole.collect::<Vec<_>>().join(" ");
        }
        role.value.truncate(possessive::owner(&role.value).len());
        let leans = words.first().is_some_and(|first| LEANING.contains(&first.as_str()));
        words.retain(|word| !is_stop(word));
        let passes = leans || words.iter().all(|word| AT_A_WEDDING.contains(&word.as_str()));
        match kept.iter_mut().find(|(known, _)| within(known, &words) || within(&words, known)) {
            // What is told more fully tells this too.
            Some((known, noted)) if within(known, &words) => noted.sources.extend(role.sources),
            Some(_) => (),
            None if passes && !alone => (),
            None => kept.push((words, role)),
        }
    }
    kept.into_iter().map(|(_, role)| role).collect()
}

/// Whether a role holds half of a title between marks: `Causeway' Alum`.
fn is_torn(role: &str) -> bool {
    let closes = |word: &str| word.ends_with(['\'', '’', '”']) && !word.ends_with("s'") && !word.ends_with("s’");
    role.split_whitespace().any(closes) && !role.contains(['‘', '“']) && !role.starts_with('\'')
}

/// Whether all words of one role stand in another, a `brewer` also in a `brewery`.
fn within(one: &[String], other: &[String]) -> bool {
    const ROOT: usize = 5;
    const ENDING: usize = 3;
    let grows = |root: &str, word: &str| {
        root.len() >= ROOT && word.strip_prefix(root).is_some_and(|ending| ending.len() <= ENDING)
    };
    let akin = |a: &str, b: &str| Stem::of(a).same(&Stem::of(b)) || grows(a, b) || grows(b, a);
    one.iter().all(|word| other.iter().any(|known| akin(word, known)))
}

#[cfg(test)]
mod tests {
    use super::super::Source;
    use super::*;
    use crate::domain::{Object, Span};

    /// Each role with the articles that tell it.
    fn noted(roles: &[(&str, &[&str])]) -> Vec<Noted<String>> {
        let source = |article: &&str| Source { article: ArticleId((*article).into()), span: Span::new(0, 1) };
        let role = |(value, articles): &(&str, &[&str])| Noted {
            value: (*value).to_owned(),
            by: None,
            as_of: None,
            sources: articles.iter().map(source).collect(),
        };
        roles.iter().map(role).collect()
    }

    fn values(roles: &[Noted<String>]) -> Vec<&str> {
        roles.iter().map(|role| role.value.as_str()).collect()
    }

    #[test]
    fn half_a_title_is_seen() {
        for (role, expected) in
            [("Causeway' Alum", true), ("‘Causeway’ alum", false), ("boys' coach", false), ("cook", false)]
        {
            assert_eq!(is_torn(role), expected, "{role}");
        }
    }

    #[test]
    fn each_role_is_told_once() {
        for (roles, expected) in [
            (vec!["firefighter", "Ohio firefighter"], vec!["firefighter"]),
            (vec!["Leeds brewer", "Leeds brewery owner", "pilot"], vec!["Leeds brewer", "pilot"]),
            (vec!["actor", "actors' agent"], vec!["actor"]),
            (vec!["press officer", "president"], vec!["press officer", "president"]),
            (vec!["nurse", "bride"], vec!["nurse"]),
            (vec!["bride"], vec!["bride"]),
            (vec!["singer", "her runner-up"], vec!["singer"]),
            (vec!["seeing a producer", "leading man"], vec!["leading man"]),
        ] {
            let roles: Vec<(&str, &[&str])> = roles.iter().map(|role| (*role, ["a"].as_slice())).collect();
            assert_eq!(values(&apart(noted(&roles))), expected, "{roles:?}");
        }
    }

    #[test]
    fn what_one_more_article_says_in_passing_is_left_out() {
        let roles: [(&str, &[&str]); 5] =
            [("singer", &["a"]), ("judge", &["b"]), ("host", &["c"]), ("pilot", &["b"]), ("Leeds diver", &["d"])];
        for (read, expected) in
            [("a", vec!["singer", "judge", "pilot", "Leeds diver"]), ("c", vec!["singer", "judge", "host", "pilot"])]
        {
            let tie = Tie { predicate: "residence".to_owned(), other: Object::Place("Leeds".to_owned()) };
            let source = Source { article: ArticleId(read.into()), span: Span::new(0, 1) };
            let tie = Noted { value: tie, by: None, as_of: None, sources: vec![source] };
            assert_eq!(values(&told_roles(noted(&roles), &[tie])), expected, "{read}");
        }
    }
}
