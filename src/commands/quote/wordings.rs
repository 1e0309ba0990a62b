//! Which wordings of one utterance are printed, and where do they differ?

use std::sync::Arc;

use crate::answer::{
    Answer, Archive, Family, Kind, Line, MOST_RECEIPTS, Source, Speech, Told, Variant, Wording, capitalised, in_words,
    judge,
};
use crate::commands::which_one::{reach, silent};
use crate::domain::{Edtf, PersonId};
use crate::store::StoreError;

/// More wordings than these are not listed.
const MOST: usize = 6;
/// So many quotations of somebody's are compared, each with the few that are shown.
pub(super) const MOST_NEAR: usize = 120;

/// Every wording of what these people are quoted with in these words.
pub(super) fn answer(archive: &Archive, people: &[PersonId], text: &str) -> Result<Answer, StoreError> {
    let name = archive.names_of(people);
    let judged = judge(archive, text, people)?;
    let theirs = |who: &crate::domain::Speaker<PersonId>| people.iter().all(|id| who.people().contains(&id));
    let printing = judged.printings.into_iter().find(|printing| theirs(&printing.speaker));
    let piece = printing.and_then(|printing| Some((printing.article, printing.pieces.into_iter().next()?)));
    let Some((article, (span, words))) = piece else {
        return silent(archive, &format!("quote {name} with “{text}”"), people);
    };
    let head = Told::of(archive, Source { article, span }, &words);
    let all = archive.speeches(people, false)?;
    let near = near(archive, &all.iter().take(MOST_NEAR).collect::<Vec<_>>())?;
    let family = Family::of(archive, people, &head, &near)?;
    let mut answer =
        Answer { kind: Kind::Quotation, title: format!("{name}: wordings"), note: reach(archive), ..Answer::default() };
    let [first, others @ ..] = &family.variants[..] else { return Ok(answer) };
    answer = answer.says(match others.len() {
        0 => "Only one wording of this is printed here.".to_owned(),
        n => format!("{} wordings of this are printed here.", capitalised(&in_words(n + 1))),
    });
    let whole = Wording::of(&first.words);
    for variant in family.variants.iter().take(MOST) {
        answer.lines.push(line(archive, &name, variant, ""));
        if let Some(told) = difference(&whole, variant).filter(|_| variant != first) {
            answer = answer.says(told);
        }
    }
    let sources: Vec<Source> = family.sources().cloned().collect();
    answer.rest_on(archive, &sources, MOST_RECEIPTS)?;
    Ok(answer)
}

/// What is at hand to compare with.
pub(super) fn near(archive: &Archive, found: &[&Speech]) -> Result<Vec<Arc<Told>>, StoreError> {
    found.iter().take(MOST_NEAR).map(|speech| archive.told(&speech.source)).collect()
}

/// The wording as printed, where, and whether only a copy prints it so.
pub(super) fn line(archive: &Archive, speaker: &str, variant: &Variant, how: &str) -> Line {
    let first = variant.sources.first();
    let date = first.and_then(|source| archive.head(&source.article)?.date.as_ref().map(Edtf::phrase));
    let date = date.map(|date| format!("printed {date}"));
    let copied = variant.only_copied.then(|| "wording differs: only a reworded copy prints it so".to_owned());
    let how = (!how.is_empty()).then(|| how.to_owned());
    let note: Vec<String> = [how, date, copied].into_iter().flatten().collect();
    Line::Quotes { words: variant.words.clone(), speaker: speaker.to_owned(), note: note.join(", ") }
}

/// What differs from the first wording; nothing for a mere cut.
fn difference(first: &Wording, variant: &Variant) -> Option<String> {
    const MOST_TOLD: usize = 3;
    const LONGEST: usize = 80;
    let own = Wording::of(&variant.words);
    let differences = if own.len() <= first.len() {
        own.within(first).differences
    } else {
        let turned = first.within(&own).differences.into_iter();
        turned.map(|d| crate::answer::Difference { asked: d.printed, printed: d.asked }).collect()
    };
    let told: Vec<String> = differences
        .iter()
        .filter(|d| d.asked.len() + d.printed.len() <= LONGEST)
        .take(MOST_TOLD)
        .map(|d| match (d.asked.is_empty(), d.printed.is_empty()) {
            (true, _) => format!("without “{}”", d.printed),
            (_, true) => format!("with “{}”", d.asked),
            _ => format!("“{}” for “{}”", d.asked, d.printed),
        })
        .collect();
    let more = if differences.len() > told.len() { ", and more" } else { "" };
    match (told.is_empty(), differences.is_empty()) {
        (_, true) => Some("A cut of the first.".to_owned()).filter(|_| own.len() < first.len()),
        (true, _) => Some("It differs in long parts.".to_owned()),
        _ => Some(format!("It has {}{more}.", told.join(", "))),
    }
}

/// The command line that asks for all wordings: enough of its words to find it by.
pub(super) fn command(name: &str, variant: &Variant) -> String {
    const ENOUGH: usize = 6;
    let wording = Wording::of(&variant.words);
    let words: Vec<&str> = wording.key().split(' ').take(ENOUGH).collect();
    format!("/quote person: {name} wording: {}", words.join(" "))
}
