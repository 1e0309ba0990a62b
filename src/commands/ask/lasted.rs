//! How long were two people married or together?
//!
//! Only a sentence that counts it answers: `his wife of 34 years`, `they split after five months`. Nothing is worked out.

use super::shown::nearest;
use crate::answer::name::words_of;
use crate::answer::{Answer, Archive, Kind, Question, Source, kin_predicates, listed};
use crate::commands::which_one::statement;
use crate::domain::SentenceKind;
use crate::store::StoreError;

/// Answers `how long were X and Y married`, `how long did X and Y last`.
pub(super) fn answer(archive: &Archive, question: &Question) -> Result<Option<Answer>, StoreError> {
    const ASKS: [&str; 9] =
        ["married", "marriage", "together", "dating", "date", "couple", "last", "lasted", "relationship"];
    let people = question.people();
    let asks = question.has_phrase("how long") && question.has(&ASKS) && matches!(people.len(), 1 | 2);
    let else_asked = question.content().iter().any(|word| !ASKS.contains(word) && *word != "long");
    if !asks || else_asked || question.names.iter().any(|named| named.people.is_empty()) {
        return Ok(None);
    }
    let units = listed("lengths");
    let wed = question.has(&["married", "marriage"]);
    for passage in archive.store.passages(&units, &people, 80)? {
        let source = Source { article: passage.article, span: passage.span };
        let both = people.iter().all(|person| passage.people.contains(person));
        if passage.kind == SentenceKind::Body && both && counts(&words_of(&archive.words(&source)?), wed) {
            let mut answer = statement(archive, &question.text);
            answer.kind = Kind::Passages;
            nearest(archive, &mut answer, &[source])?;
            return Ok(Some(answer));
        }
    }
    Ok(None)
}

/// Whether a length of time stands there as that of a marriage, or of being together.
fn counts(words: &[String], wed: bool) -> bool {
    let units = listed("lengths");
    let is =
        |at: Option<usize>, any: &[&str]| at.and_then(|at| words.get(at)).is_some_and(|w| any.contains(&w.as_str()));
    let spouse = |at: Option<usize>| {
        let kin = at.and_then(|at| words.get(at)).map(|word| kin_predicates(word)).unwrap_or_default();
        kin.contains(&"spouse") || !wed && kin.contains(&"partner")
    };
    let bound: &[&str] =
        if wed { &["married", "wed", "marriage"] } else { &["married", "together", "dated", "dating"] };
    let over = ["split", "divorced", "separated", "ended", "parted", "broke"];
    (1..words.len()).filter(|at| units.contains(&words[*at].as_str())).any(|at| {
        // In front of the number, and of "nearly" or "more than" before that.
        let ahead = (2..=4).filter_map(|back| at.checked_sub(back));
        let behind = is(Some(at + 1), &["of"]) && is(Some(at + 2), bound) || is(Some(at + 1), &["together"]) && !wed;
        let told = ahead.into_iter().any(|near| {
            let lead = near.checked_sub(1);
            is(Some(near), &["of"]) && spouse(lead)
                || is(Some(near), &["for"]) && is(lead, bound)
                || is(Some(near), &["after"]) && words[..near].iter().any(|word| over.contains(&word.as_str()))
        });
        told || behind
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lengths_of_marriages() {
        for (text, wed, expected) in [
            ("Besides his wife of 34 years, Ann Poe, he leaves a son.", true, true),
            ("They split in May after five months.", false, true),
            ("They have been together for nearly two years.", false, true),
            ("They have been together for two years.", true, false),
            ("after 12 years of marriage", true, true),
            ("He ran the shop for 12 years.", true, false),
            ("the wife of a man who had waited 3 years", true, false),
        ] {
            assert_eq!(counts(&words_of(text), wed), expected, "{text}");
        }
    }
}
