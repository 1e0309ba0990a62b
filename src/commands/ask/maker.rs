//! Who made a thing? Where no sentence says that somebody designed it, one may print it with its maker: `a gown by Ann`.

use super::shown::one_side;
use crate::answer::name::words_of;
use crate::answer::{Answer, Archive, Evidence, Kind, Question, alike, passages_around, stem};
use crate::commands::which_one::reach;
use crate::domain::PersonId;
use crate::store::StoreError;

/// `Who designed her gown`: by whom it is printed to be, `a gown by Ann Poe`.
pub(super) fn answer(
    archive: &Archive,
    question: &Question,
    people: &[PersonId],
) -> Result<Option<Answer>, StoreError> {
    const MAKING: [&str; 12] = [
        "designed",
        "made",
        "wrote",
        "directed",
        "painted",
        "composed",
        "created",
        "built",
        "styled",
        "shot",
        "illustrated",
        "baked",
    ];
    let content = question.content();
    let Some((verb, [.., thing])) = content.split_first() else { return Ok(None) };
    if !MAKING.contains(verb) {
        return Ok(None);
    }
    let words: Vec<&str> = content[1..].to_vec();
    let found = passages_around(archive, &words, people, 8)?;
    let told = |e: &&Evidence| e.missing.is_empty() && !e.headline && by_whom(&e.text, thing);
    let Some(best) = found.iter().find(told) else { return Ok(None) };
    let mut answer =
        Answer { kind: Kind::Passages, title: question.text.clone(), note: reach(archive), ..Answer::default() };
    one_side(archive, &mut answer, std::slice::from_ref(&best.source))?;
    Ok(Some(answer))
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
