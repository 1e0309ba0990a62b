//! Who holds an office at a band, a club, a company: `who is The Tides' manager`, `who is the president of the union`?
//!
//! A sentence that calls somebody by the office in an article about that body: `Their manager, Al Poe`. It knows no body
//! by name.

use super::maker::its_maker;
use super::shown::one_side;
use crate::answer::{Answer, Archive, Kind, Question, Stem, listed, passages_around};
use crate::commands::which_one::reach;
use crate::language::possessive;
use crate::store::StoreError;

/// Answers where nobody is named but a body and an office.
pub(super) fn answer(archive: &Archive, question: &Question) -> Result<Option<Answer>, StoreError> {
    if !question.begins(&["who", "whos"]) || !question.people().is_empty() || !question.has(&["is", "was", "whos"]) {
        return Ok(None);
    }
    let (content, offices) = (question.content(), listed("offices"));
    let Some(office) = content.iter().copied().find(|word| offices.contains(word) && !question.is_proper(word)) else {
        return Ok(None);
    };
    let body: Vec<&str> = content.into_iter().filter(|word| *word != office).collect();
    let owned = question.text.split_whitespace().any(possessive::is) || question.has(&["of"]);
    if body.is_empty() || !owned || !body.iter().all(|word| question.is_proper(word)) {
        return Ok(None);
    }
    let words: Vec<&str> = std::iter::once(office).chain(body.iter().copied()).collect();
    for evidence in passages_around(archive, &words, &[], 8)? {
        // Further down another club may have played against it.
        let page = archive.page(&evidence.source.article)?;
        let beginning: Vec<Stem> = page.beginning().flat_map(|(_, stems)| stems.iter().copied()).collect();
        let of_it = body.iter().all(|word| beginning.iter().any(|known| known.same(&Stem::of(word))));
        if of_it && evidence.missing.is_empty() && !evidence.headline && its_maker(&evidence.text, office) {
            let mut answer = Answer {
                kind: Kind::Passages,
                title: question.text.clone(),
                note: reach(archive),
                ..Answer::default()
            };
            one_side(archive, &mut answer, std::slice::from_ref(&evidence.source))?;
            return Ok(Some(answer));
        }
    }
    Ok(None)
}
