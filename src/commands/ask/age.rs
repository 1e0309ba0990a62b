//! How old is or was somebody? Ages as printed, with the day they were true; none is worked out.

use crate::answer::{Answer, Archive, Dossier, Kind, MOST_RECEIPTS, Noted, Question, Source};
use crate::commands::which_one::{reach, silent};
use crate::store::StoreError;

/// Answers `how old is X`, `what age was X when he died`.
pub fn answer(archive: &Archive, question: &Question) -> Result<Option<Answer>, StoreError> {
    if !(question.has_phrase("how old") || question.has(&["age", "aged"])) {
        return Ok(None);
    }
    let Some(named) = question.names.first() else { return Ok(None) };
    let what = || format!("tell how old {} is", named.text);
    let mut answer =
        Answer { kind: Kind::Statement, title: question.text.clone(), note: reach(archive), ..Answer::default() };
    let mut sources: Vec<Source> = Vec::new();
    for person in &named.people {
        let Some(dossier) = Dossier::of(archive, *person)? else { continue };
        let ages = dossier.ages();
        let at_death = question.kinds().contains(&"died");
        let died = dossier.happened("died").find_map(|(_, event)| event.date.clone());
        let at = |noted: &&Noted<u16>| {
            let (Some(as_of), Some(died)) = (&noted.as_of, &died) else { return true };
            !at_death || as_of.agrees(died) != crate::domain::Certainty::No
        };
        let mut told: Vec<&Noted<u16>> = ages.iter().filter(at).collect();
        told.sort_by_key(|noted| std::cmp::Reverse(noted.as_of.as_ref().map(crate::domain::Edtf::order)));
        let Some(latest) = told.first() else { continue };
        let when = latest.as_of.as_ref().map(|d| format!(" {}", d.adverbial())).unwrap_or_default();
        let age = if at_death { "died aged" } else { "was" };
        answer = answer.says(format!(
            "{} {age} {}{}.",
            dossier.person.name,
            latest.value,
            if at_death { "" } else { &when }
        ));
        sources.extend(latest.sources.iter().cloned());
        for earlier in told.iter().skip(1).filter(|noted| noted.as_of == latest.as_of) {
            answer = answer.says(format!("Another account says {}.", earlier.value));
            answer.conflict = true;
            sources.extend(earlier.sources.iter().take(1).cloned());
        }
    }
    if sources.is_empty() {
        return Ok(Some(silent(archive, &what(), &named.people)?));
    }
    answer.receipts = archive.receipts(&sources, MOST_RECEIPTS)?;
    Ok(Some(answer))
}
