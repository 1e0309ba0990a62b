//! For when is a wedding planned?
//!
//! A sentence that names a day still to come when it is printed, in the newest article that does. It is told as a plan: a
//! plan is no wedding, and one that was put off is none any more.

use super::told::date_in;
use crate::answer::name::words_of;
use crate::answer::{
    Answer, Archive, Dossier, Evidence, Line, MOST_RECEIPTS, Question, best_passages, passages_around,
};
use crate::commands::which_one::statement;
use crate::domain::PersonId;
use crate::store::StoreError;

/// `When is Ann and Bo's wedding`, `when will they marry`: the day that is planned for it.
pub(super) fn wedding(
    archive: &Archive,
    question: &Question,
    people: &[PersonId],
) -> Result<Option<Answer>, StoreError> {
    if people.is_empty() || parted(archive, people)? {
        return Ok(None);
    }
    let mut newest: Option<(usize, String, Evidence)> = None;
    let mut told = best_passages(archive, &["wedding"], people, 8)?;
    told.extend(passages_around(archive, &["wedding"], people, 12)?);
    for evidence in told {
        if evidence.headline || evidence.loose || !evidence.missing.is_empty() || put_off(&evidence.text) {
            continue;
        }
        let Some((lead, date)) = date_in(archive, &evidence, &["wedding", "marry", "wed"])? else { continue };
        let printed = archive.head(&evidence.source.article).and_then(|head| head.date.as_ref()?.upper());
        let to_come = printed.zip(date.lower()).is_some_and(|(printed, date)| date > printed);
        let rank = archive.rank(&evidence.source.article);
        if to_come && newest.as_ref().is_none_or(|(known, ..)| rank > *known) {
            newest = Some((rank, lead, evidence));
        }
    }
    let Some((_, lead, evidence)) = newest else { return Ok(None) };
    let mut answer = statement(archive, &question.text);
    answer = answer.says("A plan, as printed:");
    answer.lines.push(Line::Says(format!("{lead} “{}”", evidence.text)));
    answer.rest_on(archive, &[evidence.source], MOST_RECEIPTS)?;
    Ok(Some(answer))
}

/// Whether two people are told to have parted: whatever they planned before.
fn parted(archive: &Archive, people: &[PersonId]) -> Result<bool, StoreError> {
    let [one, other] = people else { return Ok(false) };
    let Some(dossier) = Dossier::of(archive, *one)? else { return Ok(false) };
    Ok(["split", "divorced"].iter().any(|kind| dossier.happened(kind).any(|(_, e)| e.participants.contains(other))))
}

fn put_off(text: &str) -> bool {
    const OFF: [&str; 8] =
        ["off", "postponed", "cancelled", "canceled", "delayed", "scrapped", "originally", "previously"];
    words_of(text).iter().any(|word| OFF.contains(&word.as_str()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn plans_that_were_put_off() {
        for (text, expected) in [
            ("The wedding is set for May 3.", false),
            ("They put off the wedding, then planned for May 3.", true),
            ("The wedding was originally planned for May 3.", true),
        ] {
            assert_eq!(put_off(text), expected, "{text}");
        }
    }
}
