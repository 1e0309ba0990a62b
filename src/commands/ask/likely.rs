//! Which passage holds what a question wants, where none holds all of its words?
//!
//! A place, a number, a sum, somebody else: it must hold that. Of what may be anything, nothing is guessed.

use super::asked::{Asked, CLAIMED};
use super::scene::scene;
use crate::answer::{Answer, Archive, Question, is_speaking};
use crate::commands::nearest;
use crate::store::StoreError;

/// Answers what asks for a kind of thing that a sentence can be seen to hold.
pub fn answer(archive: &Archive, question: &Question) -> Result<Option<Answer>, StoreError> {
    let asked = Asked::of(question);
    let seen = !matches!(asked, Asked::Anything | Asked::Reason | Asked::Person);
    let claimed = question.kinds().iter().any(|kind| *kind == "met" || CLAIMED.contains(kind));
    if !seen || claimed || question.words.iter().any(|word| is_speaking(word)) {
        return Ok(None);
    }
    let Some((words, people)) = scene(question) else { return Ok(None) };
    let found = nearest::passage(archive, question, &words, &people, |e| asked.told_in(question, &people, e))?;
    Ok(found.map(|(answer, _)| answer))
}
