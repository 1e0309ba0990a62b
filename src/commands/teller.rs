//! Who tells something, in the words of an answer: a speaker, or whoever printed it?

use crate::answer::{Archive, Dossier, Line, Source};
use crate::domain::{Edtf, PersonId, Speaker};
use crate::store::StoreError;

/// Who tells something, in words.
pub fn teller(archive: &Archive, speaker: &Speaker<PersonId>) -> Option<String> {
    match speaker {
        Speaker::Person(id) => Some(archive.name(*id).to_owned()),
        Speaker::Joint(all) => Some(archive.names_of(all)),
        Speaker::Body(phrase) | Speaker::Unnamed(phrase) => Some(phrase.clone()),
        Speaker::Unknown => None,
    }
}

/// The same by the names that a dossier knows.
pub fn teller_by(
    archive: &Archive,
    dossier: &Dossier,
    speaker: &Speaker<PersonId>,
) -> Result<Option<String>, StoreError> {
    Ok(match speaker {
        Speaker::Person(id) => Some(dossier.name_of(archive, *id)?.into_owned()),
        Speaker::Joint(all) => Some(dossier.names_of(archive, all)?),
        other => teller(archive, other),
    })
}

/// Words of an article as a line: who printed them, and when.
pub fn printed(archive: &Archive, source: &Source, words: String) -> Line {
    let head = archive.head(&source.article);
    let outlet = head.map(|h| h.outlet.clone().unwrap_or_else(|| h.title.clone())).unwrap_or_default();
    let note = head.and_then(|h| h.date.as_ref()).map(Edtf::phrase).unwrap_or_default();
    Line::Quotes { words, speaker: outlet.trim_end_matches(['.', ',', ' ']).to_owned(), note }
}
