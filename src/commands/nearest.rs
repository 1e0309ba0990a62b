//! Which passage comes near enough, where nothing else answers?
//!
//! It is shown as printed and labelled as a passage. What only a claim can tell (whether somebody married) is not asked
//! here: sentences with the word in them tell of plans, and of others.

use super::shown::one_side;
use super::which_one::reach;
use crate::answer::{Answer, Archive, Evidence, Kind, Question, fitting};
use crate::domain::PersonId;
use crate::store::StoreError;

/// The answer that shows the passage that fits these words of a question about these people and holds what is wanted,
/// and its sentence.
pub(super) fn passage(
    archive: &Archive,
    question: &Question,
    words: &[&str],
    people: &[PersonId],
    wanted: impl Fn(&Evidence) -> bool,
) -> Result<Option<(Answer, Evidence)>, StoreError> {
    if words.is_empty() {
        return Ok(None);
    }
    let Some(evidence) = fitting(archive, question, words, people, wanted)? else { return Ok(None) };
    let mut answer =
        Answer { kind: Kind::Passages, title: question.text.clone(), note: reach(archive), ..Answer::default() };
    one_side(archive, &mut answer, std::slice::from_ref(&evidence.source))?;
    Ok(Some((answer, evidence)))
}
