//! What does somebody do?

use super::shown::nearest;
use crate::answer::{
    Answer, Archive, Dossier, Kind, MOST_RECEIPTS, Named, Question, Source, kin_predicates, list, same_kin,
};
use crate::commands::which_one::statement;
use crate::commands::{AskError, Options, who};
use crate::domain::SentenceKind;
use crate::store::StoreError;

/// Answers `what does X do`, `what is X's job`, `what is X famous for`, `what does X's sister do`.
pub fn answer(archive: &Archive, question: &Question) -> Result<Option<Answer>, StoreError> {
    let [named] = &question.names[..] else { return Ok(None) };
    let living = [
        "job",
        "jobs",
        "work",
        "works",
        "profession",
        "career",
        "occupation",
        "living",
        "famous",
        "known",
        "tv",
        "television",
        "kind",
        "trade",
    ];
    let content = question.content();
    let calling = question.has(&["job", "profession", "occupation"]);
    let asks = (calling || question.begins(&["what", "whats"])) && content.iter().all(|w| living.contains(w));
    let does = question.has(&["do", "does", "did"]) || !content.is_empty();
    if !asks || !does {
        return Ok(None);
    }
    if let Some(kin) = &named.kin {
        let answer = relatives(archive, question, &named.people)?;
        return if answer.is_some() { Ok(answer) } else { trade(archive, question, named, kin) };
    }
    if named.people.is_empty() {
        return Ok(None);
    }
    // Where no role is told, a profile would answer something else.
    let told = |person: &crate::domain::PersonId| {
        Dossier::of(archive, *person).map(|d| d.is_some_and(|d| !d.roles().is_empty()))
    };
    let roles = named.people.iter().map(told).collect::<Result<Vec<bool>, StoreError>>()?;
    if !roles.contains(&true) {
        return keeps(archive, question, &named.people);
    }
    let name = named.called(archive).to_owned();
    match (who::COMMAND.answer)(archive, &Options::from([("person".to_owned(), name)])) {
        Ok(answer) => Ok(Some(answer)),
        Err(AskError::Broke(broke)) => Err(broke),
        Err(AskError::Asked(_)) => Ok(None),
    }
}

/// What somebody's relatives do, each by name.
fn relatives(
    archive: &Archive,
    question: &Question,
    people: &[crate::domain::PersonId],
) -> Result<Option<Answer>, StoreError> {
    let mut answer = statement(archive, &question.text);
    let mut statements = Vec::new();
    for person in people {
        let Some(dossier) = Dossier::of(archive, *person)? else { continue };
        let roles = dossier.roles();
        let told: Vec<&str> = roles.iter().take(3).map(|role| role.value.as_str()).collect();
        if !told.is_empty() {
            answer = answer.says(format!("{}: {}.", dossier.person.name, list(&told)));
            statements.extend(roles.iter().take(3).map(|role| role.sources.clone()));
        }
    }
    if statements.is_empty() {
        return Ok(None);
    }
    answer.rest_on_each(archive, &statements, MOST_RECEIPTS)?;
    Ok(Some(answer))
}

/// The sentence that tells what an unnamed relative does: `her father, a plumber`, `the son of a miner`.
fn trade(archive: &Archive, question: &Question, named: &Named, kin: &str) -> Result<Option<Answer>, StoreError> {
    let mut words = same_kin(kin);
    let parent = kin_predicates(kin) == ["parent"];
    if parent {
        words.extend(["son", "daughter", "child", "children", "born"]);
    }
    for passage in
        archive.store.passages(&words, &named.owners, 40)?.into_iter().filter(|p| p.kind == SentenceKind::Body)
    {
        let source = Source { article: passage.article, span: passage.span };
        let text = archive.words(&source)?;
        if tells_trade(&text, &words, parent) {
            let mut answer = statement(archive, &question.text);
            answer.kind = Kind::Passages;
            nearest(archive, &mut answer, &[source])?;
            return Ok(Some(answer));
        }
    }
    Ok(None)
}

/// The sentence that tells what somebody runs or owns, where nothing calls them anything.
fn keeps(
    archive: &Archive,
    question: &Question,
    people: &[crate::domain::PersonId],
) -> Result<Option<Answer>, StoreError> {
    const KEEPING: [&str; 6] = ["runs", "owns", "teaches", "coaches", "operates", "manages"];
    let [person] = people else { return Ok(None) };
    for passage in archive.store.passages(&KEEPING, people, 40)? {
        let source = Source { article: passage.article, span: passage.span };
        let text = archive.words(&source)?;
        // Whoever is named first does it: "Al Poe runs a gym".
        let alone = passage.people.first() == Some(person);
        if passage.kind == SentenceKind::Body && alone && keeps_something(&text) {
            let mut answer = statement(archive, &question.text);
            answer.kind = Kind::Passages;
            nearest(archive, &mut answer, &[source])?;
            return Ok(Some(answer));
        }
    }
    Ok(None)
}

/// `Poe runs a gym`, `Al Poe, 33, who owns a bar,`: within the first words, so that nobody else can be meant.
fn keeps_something(text: &str) -> bool {
    const KEEPING: [&str; 6] = ["runs", "owns", "teaches", "coaches", "operates", "manages"];
    let words: Vec<&str> = text.split_whitespace().take(7).collect();
    let verb = words.iter().position(|word| KEEPING.contains(word));
    verb.is_some_and(|at| {
        at > 0 && words[..at].iter().all(|w| w.starts_with(|c: char| !c.is_lowercase()) || *w == "who")
    })
}

/// Whether such a word, with a name behind it or none, is followed by `, a`, or a child's word by `of a`.
fn tells_trade(text: &str, words: &[&str], parent: bool) -> bool {
    let printed: Vec<&str> = text.split_whitespace().collect();
    let bare = |word: &str| word.trim_matches(|c: char| !c.is_alphanumeric()).to_lowercase();
    (0..printed.len()).any(|at| {
        if !words.contains(&bare(printed[at]).as_str()) {
            return false;
        }
        let rest = &printed[at + 1..];
        let names = rest.iter().take_while(|word| word.starts_with(char::is_uppercase)).count();
        let comma = printed[at + names].ends_with(',');
        let next = rest.get(names).map(|word| bare(word)).unwrap_or_default();
        let after = rest.get(names + 1).map(|word| bare(word)).unwrap_or_default();
        let article = ["a", "an", "the"].contains(&after.as_str());
        let trade = comma && ["a", "an", "also", "who", "the"].contains(&next.as_str())
            || ["is", "was"].contains(&next.as_str()) && article;
        trade || parent && names == 0 && ["of", "to"].contains(&next.as_str()) && ["a", "an"].contains(&after.as_str())
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn trades_of_relatives() {
        for (text, word, parent, expected) in [
            ("Her brother Al, also a plumber, sang.", "brother", false, true),
            ("Her father, a plumber, sang.", "father", true, true),
            ("She is the daughter of a miner.", "daughter", true, true),
            ("Her brother, Al, was a plumber.", "brother", false, true),
            ("Her brother was late.", "brother", false, false),
            ("Her brother Al sang.", "brother", false, false),
        ] {
            assert_eq!(tells_trade(text, &[word], parent), expected, "{text}");
        }
    }
}
