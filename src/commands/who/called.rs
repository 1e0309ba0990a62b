//! Who is known by words that are no name: `Known as the Duke of Soho, Poe ...`?
//!
//! Only a sentence that says so, about one person alone, tells it.

use crate::answer::name::words_of;
use crate::answer::{Answer, Archive, Evidence, MOST_RECEIPTS, best_passages};
use crate::commands::teller::printed;
use crate::commands::which_one::statement;
use crate::store::StoreError;

/// What stands in front of what somebody is called.
const CALLING: [&str; 6] = ["known", "nicknamed", "dubbed", "called", "christened", "billed"];

/// Whoever a sentence says is known by these words, with that sentence.
pub(super) fn called(archive: &Archive, typed: &str) -> Result<Option<Answer>, StoreError> {
    let mut name = words_of(typed);
    if name.first().is_some_and(|word| word == "the") {
        name.remove(0);
    }
    if name.is_empty() {
        return Ok(None);
    }
    let words: Vec<&str> = name.iter().map(String::as_str).collect();
    let says_so = |e: &Evidence| e.people.len() == 1 && !e.headline && calls(&words_of(&e.text), &name);
    let Some(evidence) = best_passages(archive, &words, &[], 8)?.into_iter().find(says_so) else { return Ok(None) };
    let mut answer = statement(archive, typed).says(format!("{} is called so:", archive.names_of(&evidence.people)));
    answer.lines.push(printed(archive, &evidence.source, evidence.text));
    answer.rest_on(archive, &[evidence.source], MOST_RECEIPTS)?;
    Ok(Some(answer))
}

/// Whether the name stands there whole, behind a word for calling.
fn calls(told: &[String], name: &[String]) -> bool {
    const NEAR: usize = 5;
    let calling = |at: usize| told[at.saturating_sub(NEAR)..at].iter().any(|word| CALLING.contains(&word.as_str()));
    told.windows(name.len()).enumerate().any(|(at, words)| words == name && calling(at))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_that_are_none() {
        for (text, name, expected) in [
            ("Known as the Duke of Soho, Poe sang.", "Duke of Soho", true),
            ("Poe, known to her fans as Rozzy, sang.", "Rozzy", true),
            ("Poe met the Duke of Soho.", "Duke of Soho", false),
            ("Poe is called the Duke of Kent.", "Duke of Soho", false),
        ] {
            assert_eq!(calls(&words_of(text), &words_of(name)), expected, "{text}");
        }
    }
}
