//! What is new of somebody? The newest article that is about them, in its own words.

use crate::answer::{Answer, Archive, Dossier, Kind, Question, Source, accounts};
use crate::commands::teller::printed;
use crate::commands::when::account_line;
use crate::commands::which_one::{reach, statement};
use crate::domain::{PersonId, SentenceKind};
use crate::store::StoreError;

/// Answers `what happened to X`, `what's new with X`.
pub fn answer(archive: &Archive, question: &Question) -> Result<Option<Answer>, StoreError> {
    let words = [
        "latest",
        "news",
        "new",
        "update",
        "updates",
        "ok",
        "okay",
        "fine",
        "doing",
        "happened",
        "happening",
        "alright",
        "well",
    ];
    let asks = [
        "happened to",
        "happened with",
        "happening with",
        "up with",
        "going on with",
        "up to",
        "new with",
        "doing",
        "latest",
        "news",
        "update",
    ]
    .iter()
    .any(|phrase| question.has_phrase(phrase));
    let well = question.has(&["ok", "okay", "alright"]);
    let ([person], true) = (&question.people()[..], asks || well) else { return Ok(None) };
    if !question.begins(&["what", "how", "any", "latest", "news", "is", "the"])
        || question.names.iter().any(|n| n.people.is_empty())
        || !question.content().iter().all(|w| words.contains(w))
    {
        return Ok(None);
    }
    // What happened to the dead is their death.
    if question.has(&["happened"])
        && let Some(dossier) = Dossier::of(archive, *person)?
        && let Some(death) = accounts(dossier.happened("died")).first()
    {
        let mut answer = statement(archive, &question.text);
        answer = answer.says(account_line(archive, &format!("{} died", dossier.person.name), death, true)?);
        answer.rest_on(archive, &death.sources, 3)?;
        return Ok(Some(answer));
    }
    let Some((source, sentence)) = newest(archive, *person)? else { return Ok(None) };
    let mut answer =
        Answer { kind: Kind::Passages, title: question.text.clone(), note: reach(archive), ..Answer::default() };
    answer.lines.push(printed(archive, &source, sentence));
    answer.rest_on(archive, &[source], 1)?;
    Ok(Some(answer))
}

/// The sentence in which the newest article about somebody first tells of them.
fn newest(archive: &Archive, person: PersonId) -> Result<Option<(Source, String)>, StoreError> {
    const BEGINNING: usize = 3;
    let Some(known) = archive.names.person(person) else { return Ok(None) };
    let mut articles = known.articles.clone();
    articles.retain(|id| archive.head(id).is_some_and(|head| head.date.is_some()));
    articles.sort_by_key(|id| std::cmp::Reverse(archive.rank(id)));
    for id in articles.iter().take(5) {
        let page = archive.page(id)?;
        let title = page.sentences.iter().any(|s| s.kind == SentenceKind::Title && s.people.contains(&person));
        let mut body = page.sentences.iter().filter(|s| s.kind == SentenceKind::Body);
        let lead = body.by_ref().take(BEGINNING).filter(|s| s.people.contains(&person)).max_by_key(|s| s.span.len());
        if let Some(lead) = lead.filter(|_| title || articles.len() == 1) {
            let source = Source { article: id.clone(), span: lead.span };
            let sentence = archive.words(&source)?;
            return Ok(Some((source, sentence)));
        }
    }
    Ok(None)
}
