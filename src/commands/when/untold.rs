//! Does a sentence that holds the words of a question tell of something else all the same?
//!
//! What somebody ought to do, what they did to others, what stands there as a thing or in a compound has not happened to
//! them. It reads no dates.

use crate::answer::name::words_of;
use crate::answer::{Archive, Evidence, Question, alike, kinds_of, listed, stem, synonyms};
use crate::domain::PersonId;

/// `should resign`, `refused to sell`: what somebody ought or wanted to do is not told to have happened.
pub(super) fn only_wished(text: &str, asked: &[&str]) -> bool {
    let (wishing, came) = (listed("wishing"), listed("came"));
    let told = words_of(text);
    // "filed to dismiss his petition": nothing was asked of the court any more.
    let withdrawn = |word: &String| listed("withdrawing").contains(&word.as_str());
    if told.iter().any(withdrawn) && asked.iter().any(|word| word.starts_with("fil")) {
        return true;
    }
    // "beat Ann Poe to win": so it came.
    let came = told.iter().any(|word| came.contains(&word.as_str()));
    asked.iter().any(|word| {
        let found: Vec<usize> = (0..told.len()).filter(|at| told[*at] == *word).collect();
        !found.is_empty()
            && found.into_iter().all(|at| {
                let before = at.checked_sub(1).map_or("", |at| told[at].as_str());
                wishing.contains(&before) && !(before == "to" && came)
            })
    })
}

/// `Man jailed for the murder of Ann Poe`: what is asked for, its first word, is a thing there and no news.
pub(super) fn as_noun(text: &str, asked: &[&str]) -> bool {
    const BEFORE: [&str; 12] = ["of", "for", "over", "after", "from", "with", "in", "the", "a", "an", "his", "her"];
    let (told, sought) = (words_of(text), asked.first().map(|word| stem(word)));
    let at = told.iter().position(|word| sought.as_ref().is_some_and(|sought| alike(&stem(word), sought)));
    at.and_then(|at| at.checked_sub(1)).is_some_and(|before| BEFORE.contains(&told[before].as_str()))
}

/// Whether what happened stands there in a compound alone: of `41 on-air proposals` nothing aired.
pub(super) fn in_compound(text: &str, question: &Question) -> bool {
    let tells = |word: &&str| !kinds_of(&[(*word).to_owned()]).is_empty() || !question.is_proper(word);
    let apart: Vec<String> = text.split_whitespace().filter(|word| !word.contains('-')).flat_map(words_of).collect();
    let within: Vec<String> = text.split_whitespace().filter(|word| word.contains('-')).flat_map(words_of).collect();
    let held = |word: &str, told: &[String]| told.iter().any(|told| alike(&stem(told), &stem(word)));
    question.content().into_iter().filter(tells).any(|word| held(word, &within) && !held(word, &apart))
}

/// Whether they did to somebody what the question asks was done to them: `When was Ann fired`, `Ann fired Bo in May`.
pub(super) fn done_by(archive: &Archive, evidence: &Evidence, question: &Question, people: &[PersonId]) -> bool {
    let ([person], true) = (people, question.has(&["was", "were"])) else { return false };
    let passive = |word: &&str| word.ends_with("ed") && !question.is_proper(word);
    let content = question.content();
    let Some(done) = content.iter().find(|word| passive(word)) else { return false };
    let (told, name) = (words_of(&evidence.text), words_of(archive.name(*person)));
    let meant: Vec<String> = std::iter::once(*done).chain(synonyms(done)).map(stem).collect();
    let deed = |word: &String| word.ends_with("ed") && meant.iter().any(|meant| alike(&stem(word), meant));
    let acts = told.windows(2).any(|pair| Some(&pair[0]) == name.last() && deed(&pair[1]));
    acts && !told.windows(2).any(|pair| ["was", "been", "were", "being"].contains(&pair[0].as_str()) && deed(&pair[1]))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn wishes_and_deeds() {
        for (text, asked, expected) in [
            ("Many thought that she should resign.", "resign", true),
            ("He refused to sell.", "sell", true),
            ("She resigned in May.", "resign", false),
            ("She beat Ann Poe on Friday to win the cup.", "win", false),
            ("She hopes to win the cup.", "win", true),
            ("He had to sing, and sing he did.", "sing", false),
        ] {
            assert_eq!(only_wished(text, &[asked]), expected, "{text}");
        }
    }

    #[test]
    fn headlines_that_are_no_news() {
        for (text, asked, expected) in [
            ("Man jailed for murder of Ann Poe", "murdered", true),
            ("Ann Poe suspended by her party", "suspended", false),
        ] {
            assert_eq!(as_noun(text, &[asked]), expected, "{text}");
        }
    }
}
