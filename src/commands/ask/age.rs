//! How old is or was somebody? Ages as printed, with the day they were true; none is worked out.

use crate::answer::{
    Answer, Archive, Dossier, MOST_RECEIPTS, Named, Noted, Question, Source, ages_differ, kin_predicates,
};
use crate::commands::which_one::{silent, statement};
use crate::domain::{Certainty, Edtf};
use crate::store::StoreError;

/// Answers `how old is X`, `what age was X when he died`.
pub fn answer(archive: &Archive, question: &Question) -> Result<Option<Answer>, StoreError> {
    if !(question.has_phrase("how old") || question.has(&["age", "aged"])) {
        return Ok(None);
    }
    let Some(named) = question.names.first() else { return Ok(None) };
    let asked = asked(question);
    let is = if question.has(&["is"]) { "is" } else { "was then" };
    let what = || match asked {
        [one, other] => format!("tell how old {} and {} are", one.called(archive), other.called(archive)),
        _ => format!("tell how old {} {is}", named.called(archive)),
    };
    let kinds = question.kinds();
    let at_death = kinds == ["died"];
    // An age at somebody else's death, at a wedding: nobody prints it, and working it out would be a guess.
    let kin = question.words[named.words.1..].iter().any(|word| !kin_predicates(word).is_empty());
    if (!kinds.is_empty() && !at_death) || (at_death && (question.names.len() > 1 || kin)) {
        return Ok(Some(silent(archive, &what(), &named.people)?));
    }
    let year = question.words.iter().find(|word| word.len() == 4).and_then(|word| Edtf::year(word.parse().ok()?));
    let mut answer = statement(archive, &question.text);
    let mut sources: Vec<Source> = Vec::new();
    for person in asked.iter().flat_map(|named| &named.people) {
        let Some(dossier) = Dossier::of(archive, *person)? else { continue };
        let ages = dossier.ages();
        let died = dossier.happened("died").find_map(|(_, event)| event.date.clone());
        // "Ann Poe has died aged 91", on no day that is told: the age of the same sentence.
        let deaths: Vec<Source> = dossier.happened("died").filter_map(|(filed, _)| Source::first_of(filed)).collect();
        let with_it = |noted: &Noted<u16>| {
            let told = |source: &Source| {
                deaths.iter().any(|died| died.article == source.article && died.span.overlaps(source.span))
            };
            died.is_none() && noted.sources.iter().any(told)
        };
        let on = |noted: &Noted<u16>, date: &Edtf| {
            noted.as_of.as_ref().is_some_and(|as_of| as_of.agrees(date) != Certainty::No)
        };
        let at = |noted: &&Noted<u16>| {
            year.as_ref().is_none_or(|year| on(noted, year))
                && (!at_death || died.as_ref().is_some_and(|died| on(noted, died)) || with_it(noted))
        };
        let mut told: Vec<&Noted<u16>> = ages.iter().filter(at).collect();
        told.sort_by_key(|noted| std::cmp::Reverse(noted.as_of.as_ref().map(Edtf::order)));
        let Some(latest) = told.first() else {
            // The same age told at another time does not show this year.
            let then =
                dossier.births().iter().flatten().find(|birth| {
                    !at_death && year.as_ref().is_some_and(|year| birth.date.agrees(year) != Certainty::No)
                });
            if let Some((birth, years)) = then.and_then(|birth| Some((birth, birth.years?))) {
                answer = answer.says(format!("{} was {years} {}.", dossier.person.name, birth.date.adverbial()));
                sources.push(birth.source.clone());
            }
            continue;
        };
        let when = latest.as_of.as_ref().map(|d| format!(" {}", d.adverbial())).unwrap_or_default();
        let age = if at_death { "died aged" } else { "was" };
        answer = answer.says(format!(
            "{} {age} {}{}.",
            dossier.person.name,
            latest.value,
            if at_death { "" } else { &when }
        ));
        sources.extend(latest.sources.iter().cloned());
        for earlier in
            told.iter().skip(1).filter(|noted| noted.as_of == latest.as_of || at_death && noted.value != latest.value)
        {
            answer = answer.says(format!("Another account says {}.", earlier.value));
            answer.conflict = true;
            sources.extend(earlier.sources.iter().take(1).cloned());
        }
        if let Some((text, accounts)) = ages_differ(dossier.births()).filter(|_| !answer.conflict) {
            answer = answer.says(text);
            answer.conflict = true;
            sources.extend(accounts);
        }
    }
    if sources.is_empty() {
        return Ok(Some(silent(archive, &what(), &named.people)?));
    }
    answer.rest_on(archive, &sources, MOST_RECEIPTS)?;
    Ok(Some(answer))
}

/// Whose age is asked: of the first who is named, of both where nothing but `and` stands between them.
fn asked(question: &Question) -> &[Named] {
    match &question.names[..] {
        [one, other, ..] if question.words[one.words.1..other.words.0] == ["and"] => &question.names[..2],
        names => &names[..1],
    }
}
