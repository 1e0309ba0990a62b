//! Is somebody expecting a child? What is told of it and when, or what is said against it.
//!
//! A rumour beside a denial is no pregnancy; whether the child has been born since is not worked out.

use crate::answer::{Answer, Archive, Dossier, MOST_RECEIPTS, Question, Source, listed};
use crate::commands::teller::printed;
use crate::commands::which_one::statement;
use crate::domain::{Edtf, PersonId};
use crate::store::StoreError;

/// Answers `is X pregnant`, `was X expecting`.
pub fn answer(archive: &Archive, question: &Question) -> Result<Option<Answer>, StoreError> {
    let asks = question.begins(&["is", "was", "are", "were"]) && question.kinds() == ["pregnant"];
    let ([person], true) = (&question.people()[..], asks) else { return Ok(None) };
    let plain = ["baby", "child", "twins", "really", "actually"];
    if question.names.len() > 1 || !question.besides("pregnant").iter().all(|word| plain.contains(word)) {
        return Ok(None);
    }
    let Some(dossier) = Dossier::of(archive, *person)? else { return Ok(None) };
    let of_them = dossier.happened("pregnant").filter(|(_, event)| event.participants.first() == Some(person));
    let told = of_them.filter_map(|(filed, _)| Source::first_of(filed)).max_by_key(|s| archive.rank(&s.article));
    let denied = denial(archive, *person)?;
    let newest = |source: &Option<Source>| source.as_ref().map(|s| archive.rank(&s.article));
    let (source, lead) = match (told, denied) {
        (told, Some(denied)) if newest(&told) <= Some(archive.rank(&denied.article)) => {
            (denied, "No article vouches for it. What is said of it:".to_owned())
        }
        (Some(told), _) => {
            let day = archive.head(&told.article).and_then(|head| head.date.as_ref()).map(Edtf::phrase);
            (
                told,
                day.map_or_else(|| "Yes, by this article:".to_owned(), |day| format!("Yes, by an article of {day}:")),
            )
        }
        (None, _) => return Ok(None),
    };
    let mut answer = statement(archive, &question.text).says(lead);
    answer.lines.push(printed(archive, &source, archive.words(&source)?));
    answer.rest_on(archive, &[source], MOST_RECEIPTS)?;
    Ok(Some(answer))
}

/// The newest sentence about somebody that denies a pregnancy: `She is not expecting`, `shuts down pregnancy rumors`.
fn denial(archive: &Archive, person: PersonId) -> Result<Option<Source>, StoreError> {
    const MOST: usize = 40;
    const EXPECTING: [&str; 4] = ["pregnant", "pregnancy", "expecting", "bump"];
    let mut found: Option<Source> = None;
    for passage in archive.store.passages(&EXPECTING, &[person], MOST)? {
        let source = Source { article: passage.article, span: passage.span };
        let later = found.as_ref().is_none_or(|known| archive.rank(&source.article) > archive.rank(&known.article));
        if later && passage.people.contains(&person) && denies(&archive.words(&source)?) {
            found = Some(source);
        }
    }
    Ok(found)
}

fn denies(text: &str) -> bool {
    let shuts = ["shut down", "shuts down", "shutting down", "not expecting", "not pregnant", "isn't pregnant"];
    let weighed = ["rumor", "rumors", "rumour", "rumours", "reports", "report", "speculation"];
    let has = |words: &[&str]| words.iter().any(|word| Archive::mentions_words(text, word));
    has(&shuts) || has(&weighed) && has(&listed("denials"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn denials_of_a_pregnancy() {
        for (text, expected) in [
            ("Poe shuts down pregnancy rumors", true),
            ("And no, she is not expecting.", true),
            ("Her agent called the reports that she is pregnant false.", true),
            ("Poe is pregnant and not working.", false),
            ("She did not expect to be pregnant at 40.", false),
        ] {
            assert_eq!(denies(text), expected, "{text}");
        }
    }
}
