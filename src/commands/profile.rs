//! What is told of one person, all of it?
//!
//! The same roles, ties, happenings and words that the commands show a page of at a time.

use super::connections::strands;
use super::timeline;
use crate::answer::{Archive, Dossier, Profile, Source, Statement};
use crate::domain::{PersonId, QuotationKind};
use crate::store::StoreError;

/// Everything that is told of somebody; `None` for nobody.
pub(super) fn of(archive: &Archive, id: PersonId) -> Result<Option<Profile>, StoreError> {
    let Some(dossier) = Dossier::of(archive, id)? else { return Ok(None) };
    let roles = dossier
        .roles()
        .iter()
        .map(|role| Statement { text: role.value.clone(), source: role.sources.first().cloned() });
    let ties = strands(archive, &dossier)?;
    let ties = ties.iter().map(|tie| Statement { text: tie.whole(), source: tie.source() });
    let mut words: Vec<Statement> = Vec::new();
    for (filed, quotation) in dossier.quotations(archive, &archive.quotations_about(id)?) {
        // The same words in a copy are no other words.
        if quotation.kind != QuotationKind::Indirect && !archive.is_copy(&filed.article) {
            let source = Source { article: filed.article.clone(), span: quotation.content };
            words.push(Statement { text: archive.words(&source)?, source: Some(source) });
        }
    }
    Ok(Some(Profile {
        roles: roles.collect(),
        ties: ties.collect(),
        happenings: timeline::whole(archive, &dossier)?,
        words,
        articles: archive.articles_of(id).into_iter().cloned().collect(),
        name: dossier.person.name.clone(),
    }))
}
