//! To whom did something happen: `who died`, `who got engaged in 2023`?
//!
//! Claims alone answer, each event by itself; a sentence with such a word in it may tell of anybody.

use crate::answer::{Account, Answer, Archive, Question};
use crate::commands::when::told_of;
use crate::domain::{Certainty, Edtf};
use crate::store::StoreError;

/// Answers where nobody is named and nothing is asked but what happened, and perhaps in which year.
pub fn answer(archive: &Archive, question: &Question) -> Result<Option<Answer>, StoreError> {
    // "Who is engaged" asks of today, and "who wrote first" which of the two it was.
    let other = question.has(&["is", "are", "will", "was", "were", "first", "last"]);
    if !question.begins(&["who"]) || other || !question.names.is_empty() {
        return Ok(None);
    }
    let [kind, ..] = question.kinds()[..] else { return Ok(None) };
    let besides = question.besides(kind);
    let years: Vec<Edtf> = besides.iter().filter_map(|word| year(word)).collect();
    if years.len() < besides.len() {
        return Ok(None);
    }
    let within = |_: &Archive, account: &Account| {
        let date = account.date.as_ref();
        years.iter().all(|year| date.is_some_and(|date| !date.is_bound() && date.agrees(year) != Certainty::No))
    };
    told_of(archive, kind, &[], question, within)
}

fn year(word: &str) -> Option<Edtf> {
    Edtf::year(word.parse().ok().filter(|_| word.len() == 4)?)
}
