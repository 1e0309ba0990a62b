//! Who made a thing? Where no sentence says that somebody designed it, one may print it with its maker: `a gown by Ann`.

use super::shown::one_side;
use crate::answer::name::words_of;
use crate::answer::{Answer, Archive, Evidence, Kind, Question, alike, passages_around, stem};
use crate::commands::which_one::reach;
use crate::domain::PersonId;
use crate::language::possessive;
use crate::store::StoreError;

/// `Who designed her gown`: by whom it is printed to be, `a gown by Ann Poe`.
pub(super) fn answer(
    archive: &Archive,
    question: &Question,
    people: &[PersonId],
) -> Result<Option<Answer>, StoreError> {
    let content = question.content();
    let [verb, first, ..] = content[..] else { return Ok(None) };
    let last = content[content.len() - 1];
    let Some((_, made, makers)) = MAKING.iter().find(|(making, ..)| *making == verb) else { return Ok(None) };
    let words: Vec<&str> = content[1..].to_vec();
    let told =
        |e: &Evidence| e.missing.is_empty() && !e.headline && (by_whom(&e.text, last) || whose(&e.text, made, first));
    let mut best = passages_around(archive, &words, people, 8)?.into_iter().find(told);
    // "The play's author, Ann Poe", in an article about the play.
    for maker in makers.iter().filter(|_| question.is_proper(last) && people.is_empty()) {
        if best.is_some() {
            break;
        }
        let words: Vec<&str> = std::iter::once(*maker).chain(words.iter().copied()).collect();
        let told = |e: &Evidence| e.missing.is_empty() && !e.headline && its_maker(&e.text, maker);
        best = passages_around(archive, &words, people, 8)?.into_iter().find(told);
    }
    let Some(best) = best else { return Ok(None) };
    let mut answer =
        Answer { kind: Kind::Passages, title: question.text.clone(), note: reach(archive), ..Answer::default() };
    one_side(archive, &mut answer, std::slice::from_ref(&best.source))?;
    Ok(Some(answer))
}

/// A verb of making, what is made so, and whoever makes it.
type Making = (&'static str, &'static [&'static str], &'static [&'static str]);

const MAKING: [Making; 14] = [
    ("wrote", &["novel", "book", "play", "memoir", "poem", "story", "musical"], &["author", "writer", "playwright"]),
    ("written", &["novel", "book", "play", "memoir", "poem", "story", "musical"], &["author", "writer", "playwright"]),
    ("directed", &["film", "movie", "documentary"], &["director"]),
    ("created", &["series", "sitcom", "comic"], &["creator"]),
    ("founded", &[], &["founder"]),
    ("composed", &["opera", "symphony", "score"], &["composer"]),
    ("painted", &["painting", "portrait"], &["painter"]),
    ("designed", &["gown", "dress"], &["designer"]),
    ("made", &[], &[]),
    ("built", &[], &[]),
    ("styled", &[], &[]),
    ("shot", &[], &[]),
    ("illustrated", &[], &[]),
    ("baked", &[], &[]),
];

/// `Ann Poe's novel Tides`: whose work of that kind it is.
fn whose(text: &str, made: &[&str], thing: &str) -> bool {
    let words: Vec<&str> = text.split_whitespace().collect();
    let is_thing = |word: &&str| words_of(word).iter().any(|w| alike(&stem(w), &stem(thing)));
    let kind = |word: &&str| made.iter().any(|made| word.trim_end_matches(',').eq_ignore_ascii_case(made));
    (1..words.len()).filter(|at| possessive::is(words[*at])).any(|at| {
        let named = words[at].starts_with(char::is_uppercase);
        let near = &words[at + 1..words.len().min(at + 5)];
        named && near.iter().position(kind).is_some_and(|kind| near[kind + 1..].iter().take(2).any(is_thing))
    })
}

/// `The play's author, Leeds cook Ann Poe`, `its founder Ann Poe`: a maker with a name close behind.
pub(super) fn its_maker(text: &str, maker: &str) -> bool {
    const NEAR: usize = 6;
    let words: Vec<&str> = text.split_whitespace().collect();
    let bare = |word: &str| word.trim_matches(|c: char| !c.is_alphanumeric()).to_lowercase();
    let name = |pair: &[&str]| pair.iter().all(|w| w.starts_with(char::is_uppercase)) && !pair[0].ends_with([',', '.']);
    // "Chairman Ann Poe said": of whatever the article is about.
    let leads = words.first().is_some_and(|first| bare(first) == maker);
    if leads && words.get(1..3).is_some_and(name) {
        return true;
    }
    (1..words.len()).filter(|at| bare(words[*at]) == maker).any(|at| {
        let owned = possessive::is(words[at - 1]) || ["its", "whose", "their"].contains(&bare(words[at - 1]).as_str());
        let near = &words[at + 1..words.len().min(at + NEAR)];
        // "A manager, Ann Poe": told apart by the comma.
        let told_apart = words[at].ends_with(',') && ["a", "the"].contains(&words[at - 1]);
        owned && near.windows(2).any(name) || told_apart && near.first_chunk::<2>().is_some_and(|pair| name(pair))
    })
}

/// Whether the thing, or a word that may stand for it, is followed by `by` and a name within a few words.
fn by_whom(text: &str, thing: &str) -> bool {
    let words: Vec<&str> = text.split_whitespace().collect();
    let is_thing = |word: &str| words_of(word).iter().any(|w| alike(&stem(w), &stem(thing)));
    (0..words.len()).filter(|at| is_thing(words[*at])).any(|at| {
        let rest = &words[at + 1..words.len().min(at + 7)];
        rest.windows(2).any(|pair| pair[0] == "by" && pair[1].starts_with(char::is_uppercase))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn works_have_owners() {
        let made: &[&str] = &["novel", "play"];
        for (text, expected) in [
            ("A film of Ann Poe's novel Tides", true),
            ("A film of Ann Poe's classic novel, \"Tides\"", true),
            ("Bo Roe's film Tides", false),
            ("Ann Poe's play with the tides of fate", false),
        ] {
            assert_eq!(whose(text, made, "tides"), expected, "{text}");
        }
        for (text, expected) in [
            ("But the play's author, Leeds cook Ann Poe, sang.", true),
            ("They were seen by an agent and the author, Ann Poe.", true),
            ("Author Ann Poe said no.", true),
            ("The author said no to Ann Poe.", false),
            ("Its author sang to the mayor, Ann Poe.", false),
        ] {
            assert_eq!(its_maker(text, "author"), expected, "{text}");
        }
    }

    #[test]
    fn things_are_by_somebody() {
        for (text, thing, expected) in [
            ("She wore a gown by Ann Poe.", "dress", true),
            ("She wore a gown of white silk by Ann Poe.", "gown", true),
            ("She wore a gown and left by car.", "gown", false),
            ("The gown was seen.", "gown", false),
        ] {
            assert_eq!(by_whom(text, thing), expected, "{text}");
        }
    }
}
