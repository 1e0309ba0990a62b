//! What do sentences say of two people, where no claim does: a couple, parted, or nothing of the kind?
//!
//! Only sentences that mention both; each is shown as printed.

use crate::answer::name::words_of;
use crate::answer::{Archive, Dossier, Source, listed};
use crate::domain::{PersonId, SentenceKind, Status};
use crate::store::{Passage, StoreError};

const CANDIDATES: usize = 40;

/// Sentences of articles that hold a word of this list and mention somebody.
fn mentioning(archive: &Archive, list: &str, person: PersonId) -> Result<impl Iterator<Item = Passage>, StoreError> {
    let found = archive.store.passages(&listed(list), &[person], CANDIDATES)?;
    Ok(found.into_iter().filter(|passage| passage.kind == SentenceKind::Body))
}

fn source(passage: Passage) -> Source {
    Source { article: passage.article, span: passage.span }
}

/// The sentence that names two people, and as few others as may be, and says that something ended.
pub(super) fn parted(archive: &Archive, one: PersonId, other: PersonId) -> Result<Option<Source>, StoreError> {
    let both = |passage: &Passage| passage.people.contains(&one) && passage.people.contains(&other);
    let found = mentioning(archive, "parting", one)?.filter(both).min_by_key(|passage| passage.people.len());
    Ok(found.map(source))
}

/// The newest sentence that calls two people a couple and names nobody else.
pub(super) fn couple(archive: &Archive, one: PersonId, other: PersonId) -> Result<Option<Source>, StoreError> {
    let two = |p: &Passage| p.people.len() == 2 && p.people.contains(&one) && p.people.contains(&other);
    let found = mentioning(archive, "couple", one)?.filter(two).max_by_key(|p| archive.rank(&p.article));
    Ok(found.map(source))
}

/// The sentence that calls somebody unmarried.
pub(super) fn unmarried(archive: &Archive, person: PersonId) -> Result<Option<Source>, StoreError> {
    const WORDS: [&str; 4] = ["married", "unmarried", "bachelor", "single"];
    const PHRASES: [&str; 6] =
        ["never married", "unmarried", "a bachelor", "is single", "single again", "newly single"];
    for passage in archive.store.passages(&WORDS, &[person], CANDIDATES)? {
        let source = Source { article: passage.article, span: passage.span };
        let text = archive.words(&source)?;
        let told = PHRASES.iter().any(|phrase| Archive::mentions_words(&text, phrase));
        if told && passage.kind == SentenceKind::Body {
            return Ok(Some(source));
        }
    }
    Ok(None)
}

/// The shortest sentence in which a `romance`, an `engagement` or a `wedding` of two people is denied.
pub(super) fn denial(
    archive: &Archive,
    dossier: &Dossier,
    other: PersonId,
    of: &str,
) -> Result<Option<Source>, StoreError> {
    let denied = dossier.events().find(|(_, event)| {
        event.status == Status::Denied
            && event.participants.contains(&other)
            && ["started_dating", "engaged", "married", "first_date"].contains(&event.kind.as_str())
    });
    if let Some(source) = denied.and_then(|(filed, _)| Source::first_of(filed)) {
        return Ok(Some(source));
    }
    let mut negations = listed("denials");
    if of == "romance" {
        negations.extend(listed("weak_denials"));
    }
    let mut shortest: Option<(usize, Source)> = None;
    for passage in mentioning(archive, of, dossier.person.id)?.filter(|p| p.people.contains(&other)) {
        let source = source(passage);
        let words = words_of(&archive.words(&source)?);
        let negative = words.iter().any(|word| negations.contains(&word.as_str()));
        if negative && shortest.as_ref().is_none_or(|(length, _)| words.len() < *length) {
            shortest = Some((words.len(), source));
        }
    }
    Ok(shortest.map(|(_, source)| source))
}
