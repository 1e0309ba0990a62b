//! Which dated sentence tells when, where no claim does?
//!
//! It must hold every word asked for, and a date or the words of somebody whose day is known. What is printed stands
//! beside the date that it means.

use crate::answer::{Answer, Archive, Evidence, Line, MOST_RECEIPTS, Question, best_passages};
use crate::commands::which_one::statement;
use crate::commands::who::{capitalised, teller};
use crate::domain::{Edtf, Fact, PersonId, TimexType};
use crate::store::StoreError;

/// A dated sentence that holds every word asked for, or a quotation whose day is known.
pub(super) fn passage(
    archive: &Archive,
    question: &Question,
    people: &[PersonId],
) -> Result<Option<Answer>, StoreError> {
    let words = question.content();
    if words.is_empty() {
        return Ok(None);
    }
    for evidence in best_passages(archive, &words, people, 8)?.into_iter().filter(|e| e.missing.is_empty() && !e.loose)
    {
        let said = said_on(archive, &evidence, question)?;
        let dated = date_in(archive, &evidence)?;
        let Some((lead, _)) = said.or(dated) else { continue };
        let mut answer = statement(archive, &question.text);
        answer.lines.push(Line::Says(format!("{lead} “{}”", evidence.text)));
        answer.rest_on(archive, &[evidence.source], MOST_RECEIPTS)?;
        return Ok(Some(answer));
    }
    Ok(None)
}

/// When the question is about saying something and the passage is a quotation: the day it was said by.
fn said_on(archive: &Archive, evidence: &Evidence, question: &Question) -> Result<Option<(String, Edtf)>, StoreError> {
    let speaking = [
        "say",
        "said",
        "saying",
        "talk",
        "talking",
        "talked",
        "tell",
        "told",
        "reveal",
        "revealed",
        "admit",
        "admitted",
        "open",
        "opened",
        "speak",
        "spoke",
        "discuss",
        "discussed",
        "mention",
        "mentioned",
        "explain",
    ];
    if !question.has(&speaking) {
        return Ok(None);
    }
    for filed in archive.store.claims_in(&evidence.source.article)? {
        let Fact::Quotation(quotation) = &filed.claim.fact else { continue };
        if !quotation.content.overlaps(evidence.source.span) {
            continue;
        }
        let published = archive.head(&filed.article).and_then(|h| h.date.clone());
        let Some(date) = quotation.said.clone().or_else(|| published.and_then(|d| d.by())) else { continue };
        let speaker = teller(archive, &quotation.speaker).unwrap_or_else(|| "Somebody".to_owned());
        return Ok(Some((format!("{speaker} said this {}:", date.adverbial()), date)));
    }
    Ok(None)
}

fn date_in(archive: &Archive, evidence: &Evidence) -> Result<Option<(String, Edtf)>, StoreError> {
    let timexes = archive.store.timexes_in(&evidence.source.article)?;
    let inside = timexes.iter().filter(|t| evidence.source.span.contains(t.span));
    let page = archive.page(&evidence.source.article)?;
    let mut dates = inside.filter_map(|t| match t.kind {
        TimexType::Date | TimexType::Time => {
            let value = t.value.split('T').next().unwrap_or_default();
            let date = Edtf::parse(value).filter(|d| d.lower().is_some())?;
            Some((t.span.cut(&page.article.text).to_owned(), date))
        }
        // "for a year": how long before is told, though not from when.
        TimexType::Duration if !t.value.contains('X') && evidence.text.contains("for ") => {
            let date = archive.head(&evidence.source.article).and_then(|h| h.date.clone()).and_then(|d| d.by())?;
            Some((t.span.cut(&page.article.text).to_owned(), date))
        }
        _ => None,
    });
    let Some((printed, date)) = dates.next() else { return Ok(None) };
    if date.is_bound() {
        return Ok(Some((format!("Told {}:", date.phrase()), date)));
    }
    // What is printed, and the date that it means: nobody has to take our word for either.
    let phrase = date.phrase();
    let lead = if printed == phrase { phrase } else { format!("{printed} ({phrase})") };
    Ok(Some((format!("{}:", capitalised(&lead)), date)))
}
