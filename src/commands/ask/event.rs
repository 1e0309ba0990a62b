//! Where or how did something happen: what the reports of an event tell besides its date?

use crate::answer::{Account, Answer, Archive, Dossier, Kind, MOST_RECEIPTS, Question, Source, accounts, listed, verb};
use crate::commands::when::account_line;
use crate::commands::which_one::{silent, statement};
use crate::domain::{Event, PersonId};
use crate::store::{Filed, StoreError};

/// Answers `where did X propose`, `what did X die of`, `how did X and Y meet`.
pub fn answer(archive: &Archive, question: &Question) -> Result<Option<Answer>, StoreError> {
    let place = question.begins(&["where"]);
    let dead = question.has(&["alive", "dead", "died", "die"]) && question.begins(&["is", "was", "are"]);
    let cause = question.has_phrase("cause of death");
    // "Did he die of a stroke?": what he died of answers.
    let of_that = asks_whether_of(question);
    let manner = dead || cause || of_that || question.begins(&["how", "what", "did", "has", "have"]);
    let people = question.people();
    let kinds = question.kinds();
    let (Some(kind), [first, others @ ..]) = (kinds.first(), &people[..]) else { return Ok(None) };
    // Every word that is not the kind's own asks for something else.
    let nameless = question.names.iter().any(|named| named.people.is_empty());
    let lasted = question.has_phrase("how long") || question.has_phrase("how often");
    if nameless
        || lasted
        || !(place || manner)
        || !question.besides(kind).iter().all(|word| ASIDE.contains(word) || of_that && listed("causes").contains(word))
    {
        return Ok(None);
    }
    let Some(dossier) = Dossier::of(archive, *first)? else { return Ok(None) };
    let together = |(_, event): &(&Filed, &Event<PersonId>)| others.iter().all(|p| event.participants.contains(p));
    let found: Vec<Account> = accounts(dossier.happened(kind).filter(together))
        .into_iter()
        .filter(|account| !place || !account.places.is_empty())
        .collect();
    if found.is_empty() {
        return Ok(None);
    }
    let who = archive.names_of(&people);
    // The day alone is no answer to how.
    let how = question.begins(&["how", "what"]) || cause;
    let mut found = found;
    if *kind == "died" && (how || of_that) {
        found.retain(|account| !account.details.is_empty());
        if found.is_empty() {
            let deaths: Vec<Account> = accounts(dossier.happened(kind).filter(together));
            let beside = cause_beside(archive, deaths.iter().flat_map(|death| &death.sources))?;
            let Some(source) = beside else { return told_cause(archive, question, &people).map(Some) };
            let mut answer = statement(archive, &question.text);
            answer.kind = Kind::Passages;
            super::shown::nearest(archive, &mut answer, &[source])?;
            return Ok(Some(answer));
        }
    }
    let mut answer = statement(archive, &question.text);
    let mut sources: Vec<Source> = Vec::new();
    for account in found.iter().take(3) {
        answer = answer.says(account_line(archive, &format!("{who} {}", verb(kind)), account, true)?);
        // The sentence that names the place or the cause.
        sources.extend(account.sources.iter().take(3).cloned());
    }
    answer.conflict = crate::answer::differ(&found);
    answer.rest_on(archive, &sources, MOST_RECEIPTS)?;
    Ok(Some(answer))
}

/// `The cause was pneumonia.`: right behind a sentence that tells of the death, and naming nobody.
fn cause_beside<'s>(archive: &Archive, deaths: impl Iterator<Item = &'s Source>) -> Result<Option<Source>, StoreError> {
    const BEHIND: usize = 3;
    for death in deaths {
        let page = archive.page(&death.article)?;
        let behind = page.sentences.iter().filter(|s| s.span.start >= death.span.end).take(BEHIND);
        for sentence in behind {
            let text = sentence.span.cut(&page.article.text);
            let tells =
                ["The cause was ", "The cause of death was ", "Her cause of death was ", "His cause of death was "];
            if tells.iter().any(|opening| text.starts_with(opening)) {
                return Ok(Some(Source { article: death.article.clone(), span: sentence.span }));
            }
        }
    }
    Ok(None)
}

/// Whether it is asked if somebody died of this or that.
fn asks_whether_of(question: &Question) -> bool {
    let causes = listed("causes");
    question.begins(&["did", "was", "is", "has"])
        && question.kinds().first() == Some(&"died")
        && question.besides("died").iter().any(|word| causes.contains(word))
}

/// The sentence that tells what somebody died of, where no claim does.
fn told_cause(archive: &Archive, question: &Question, people: &[PersonId]) -> Result<Answer, StoreError> {
    const DYING: [&str; 6] = ["died", "dies", "death", "killed", "drowned", "succumbed"];
    const TELLING: [&str; 10] =
        ["cause", "complications", "died", "dies", "death", "suffered", "diagnosed", "killed", "battle", "succumbed"];
    let mut found: Vec<(bool, Source)> = Vec::new();
    for passage in archive.store.passages(&listed("causes"), people, 20)? {
        let source = Source { article: passage.article, span: passage.span };
        let text = archive.words(&source)?;
        if TELLING.iter().any(|word| Archive::mentions_words(&text, word)) {
            // An illness that somebody survived is told too.
            found.push((!DYING.iter().any(|word| Archive::mentions_words(&text, word)), source));
        }
    }
    let Some((_, source)) = found.into_iter().min_by_key(|(lived, _)| *lived) else {
        return silent(archive, &format!("tell how {} died", archive.names_of(people)), people);
    };
    let mut answer = statement(archive, &question.text);
    answer.kind = Kind::Passages;
    super::shown::nearest(archive, &mut answer, &[source])?;
    Ok(answer)
}

/// Words that ask for how it was, not for something else.
const ASIDE: [&str; 11] =
    ["alive", "cause", "reason", "place", "town", "city", "show", "person", "really", "finally", "actually"];
