//! How do passages stand in an answer? As printed, each with its paragraph, labelled as what they are.

use crate::answer::{Answer, Archive, Line, Source, unnamed};
use crate::commands::teller::printed;
use crate::store::StoreError;

/// More would be a dump.
const MOST: usize = 2;

/// Puts the passages that come nearest into an answer, as that and no more.
pub(super) fn one_side(archive: &Archive, answer: &mut Answer, sources: &[Source]) -> Result<(), StoreError> {
    answer.lines.push(Line::Says("The passage that comes nearest, as printed:".to_owned()));
    nearest(archive, answer, sources)
}

/// Puts two passages that speak against one another into an answer.
pub(super) fn both_sides(archive: &Archive, answer: &mut Answer, pair: &[Source; 2]) -> Result<(), StoreError> {
    answer.lines.push(Line::Says("Accounts differ, as printed:".to_owned()));
    answer.conflict = true;
    nearest(archive, answer, pair)
}

/// Puts passages into an answer, each with its paragraph, each once.
pub(super) fn nearest(archive: &Archive, answer: &mut Answer, sources: &[Source]) -> Result<(), StoreError> {
    let mut shown: Vec<String> = Vec::new();
    let mut cited: Vec<Source> = Vec::new();
    for source in sources {
        let passage = archive.passage(source)?;
        // Two sentences of one paragraph bring the same passage along.
        if shown.len() < MOST && !shown.contains(&passage) {
            answer.lines.push(printed(archive, source, passage.clone()));
            answer.lines.extend(unnamed(archive, source, &passage)?);
            shown.push(passage);
            cited.push(source.clone());
        }
    }
    answer.rest_on(archive, &cited, MOST)?;
    Ok(())
}
