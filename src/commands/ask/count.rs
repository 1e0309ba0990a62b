//! How many children, brothers, marriages? As an article counts them, else as many as are named.

use super::bond::Bond;
use crate::answer::{
    Answer, Archive, Dossier, MOST_RECEIPTS, Question, Source, capitalised, fits, in_words, kin_predicates, relatives,
};
use crate::commands::teller::printed;
use crate::commands::which_one::statement;
use crate::domain::{PersonId, SentenceKind};
use crate::language::numeral;
use crate::store::StoreError;

/// Answers `how many kids does X have`, `how many times was X married`.
pub fn answer(archive: &Archive, question: &Question) -> Result<Option<Answer>, StoreError> {
    if !question.has_phrase("how many") && !question.has_phrase("number of") {
        return Ok(None);
    }
    let people = question.people();
    if people.is_empty() || question.names.iter().any(|n| n.people.is_empty()) {
        return Ok(None);
    }
    let content = question.content();
    let marriages = ["married", "times", "marriages", "divorced", "husbands", "wives", "spouses"];
    if let [one] = people[..]
        && question.has(&["married", "marriages", "husbands", "wives"])
        && content.iter().all(|w| marriages.contains(w))
    {
        return married(archive, question, one);
    }
    let kin = content.iter().find(|w| !kin_predicates(w).is_empty());
    let Some(kin) =
        kin.filter(|_| content.iter().all(|w| !kin_predicates(w).is_empty() || ["together", "number"].contains(w)))
    else {
        return Ok(None);
    };
    family(archive, question, &people, kin)
}

fn family(
    archive: &Archive,
    question: &Question,
    people: &[PersonId],
    kin: &str,
) -> Result<Option<Answer>, StoreError> {
    let mut answer = statement(archive, &question.text);
    let mut sources: Vec<Source> = Vec::new();
    let counted = counted(archive, people, kin)?;
    if let Some(source) = &counted {
        let (_, sentence) = archive.sentence(source)?;
        answer.lines.push(printed(archive, source, sentence));
        sources.push(source.clone());
    }
    // Of two people, whom both have.
    let mut named: Option<Vec<PersonId>> = None;
    for person in people {
        let own = relatives(archive, &[*person], kin)?;
        let both = |known: Vec<PersonId>| known.into_iter().filter(|id| own.contains(id)).collect();
        named = Some(named.map_or_else(|| own.clone(), both));
    }
    let named = named.unwrap_or_default();
    if !named.is_empty() {
        let verb = if named.len() == 1 { "is" } else { "are" };
        let whose = archive.names_of(people);
        let number = in_words(named.len());
        answer = answer.says(format!(
            "{} {verb} named of {whose}’s {kin}: {}.",
            capitalised(&number),
            archive.names_of(&named)
        ));
        let Some(dossier) = Dossier::of(archive, people[0])? else { return Ok(None) };
        for tie in dossier.tied(&kin_predicates(kin)) {
            let told = matches!(tie.value.other, crate::domain::Object::Person(other) if named.contains(&other) && fits(archive, other, kin));
            sources.extend(tie.sources.last().filter(|_| told).cloned());
        }
    }
    if sources.is_empty() {
        return Ok(None);
    }
    answer.rest_on(archive, &sources, MOST_RECEIPTS)?;
    Ok(Some(answer))
}

/// The newest sentence about these people that counts such relatives: `their three daughters`, `a mother of two`.
fn counted(archive: &Archive, people: &[PersonId], kin: &str) -> Result<Option<Source>, StoreError> {
    let children = kin_predicates(kin) == ["child"];
    let mut words: Vec<&str> = vec![kin];
    if kin_predicates(kin) == ["sibling"] {
        words.extend(["brothers", "sisters", "siblings", "children"]);
    }
    if children {
        words.extend(["children", "kids", "sons", "daughters", "boys", "girls", "mother", "father", "mom", "dad"]);
    }
    let mut told: Vec<Source> = Vec::new();
    for passage in archive.store.passages(&words, people, 60)? {
        if passage.kind == SentenceKind::Body && people.iter().all(|person| passage.people.contains(person)) {
            told.push(Source { article: passage.article, span: passage.span });
        }
    }
    // "They married in 1980 and had four children": whose, what is told of their marriage says.
    if let Some((first, others)) = people.split_first()
        && let Some(dossier) = Dossier::of(archive, *first)?
    {
        let theirs = |with: &[PersonId]| others.iter().all(|other| with.contains(other));
        let events = dossier.events().filter(|(_, event)| event.participants.len() == 2 && theirs(&event.participants));
        told.extend(events.filter_map(|(filed, _)| Source::first_of(filed)));
    }
    let mut best: Option<(usize, Source)> = None;
    for source in told {
        let told = crate::answer::name::words_of(&archive.words(&source)?);
        let rank = archive.rank(&source.article);
        if counts(&told, kin, children) && best.as_ref().is_none_or(|(newest, _)| rank >= *newest) {
            best = Some((rank, source));
        }
    }
    Ok(best.map(|(_, source)| source))
}

/// Whether a word tells how many there are.
fn is_count(word: &str) -> bool {
    ["twin", "triplet", "no", "only"].contains(&word) || numeral::value(word).is_some_and(|number| number > 1)
}

/// Whether a number stands in front of such relatives, with at most one word between, or behind a parent.
fn counts(words: &[String], kin: &str, children: bool) -> bool {
    let number = |word: &String| is_count(word) || (word.len() <= 2 && word.chars().all(|c| c.is_ascii_digit()));
    let relative = |word: &String| {
        word == kin || kin_predicates(word) == kin_predicates(kin) && (word.ends_with('s') || word == "children")
    };
    // "The fourth of six children": with how many siblings somebody grew up.
    let grew = kin_predicates(kin) == ["sibling"]
        && words
            .windows(3)
            .any(|w| w[0] == "of" && number(&w[1]) && ["children", "siblings", "kids"].contains(&w[2].as_str()));
    let before =
        words.iter().enumerate().any(|(at, word)| relative(word) && words[at.saturating_sub(2)..at].iter().any(number));
    let parent =
        children && words.windows(3).any(|w| kin_predicates(&w[0]) == ["parent"] && w[1] == "of" && number(&w[2]));
    before || parent || grew
}

/// The marriages that are told, with how each ended.
fn married(archive: &Archive, question: &Question, person: PersonId) -> Result<Option<Answer>, StoreError> {
    let Some(dossier) = Dossier::of(archive, person)? else { return Ok(None) };
    let mut bonds = Bond::all_of(archive, &dossier)?;
    bonds.retain(|bond| bond.is(&["spouse", "ex_spouse", "late_spouse", "survived_by"]));
    // "She has been married three times": the article's own count.
    for passage in archive.store.passages(&["married", "wed"], &[person], 60)? {
        let source = Source { article: passage.article.clone(), span: passage.span };
        if passage.kind == SentenceKind::Body && counts_marriages(&archive.words(&source)?) {
            let mut answer = statement(archive, &question.text);
            let (_, sentence) = archive.sentence(&source)?;
            answer.lines.push(printed(archive, &source, sentence));
            answer.rest_on(archive, &[source], MOST_RECEIPTS)?;
            return Ok(Some(answer));
        }
    }
    if bonds.is_empty() {
        return Ok(None);
    }
    let told = match bonds.len() {
        1 => "One marriage is told of".to_owned(),
        n => format!("{} marriages are told of", capitalised(&in_words(n))),
    };
    let mut answer = statement(archive, &question.text);
    answer = answer.says(format!("{told}:"));
    let mut statements = Vec::new();
    for bond in bonds.iter().take(5) {
        answer = answer.says(bond.line(archive, &dossier)?);
        statements.extend(bond.statements(archive).into_iter().take(1));
    }
    answer.rest_on_each(archive, &statements, MOST_RECEIPTS)?;
    Ok(Some(answer))
}

/// `married three times`, `twice married`.
fn counts_marriages(text: &str) -> bool {
    let words = crate::answer::name::words_of(text);
    let wed = |at: usize| words.get(at).is_some_and(|word| word == "married" || word == "wed");
    let once = |at: usize| words.get(at).is_some_and(|word| word == "twice" || word == "thrice");
    (0..words.len()).any(|at| {
        let number = words.get(at + 1).is_some_and(|word| is_count(word));
        let times = number && words.get(at + 2).is_some_and(|word| word == "times");
        wed(at) && (times || once(at + 1)) || once(at) && wed(at + 1)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn marriages_are_counted_by_the_article() {
        for (text, expected) in [
            ("Poe has been married three times and has no children.", true),
            ("The twice-married singer left.", true),
            ("They married twice.", true),
            ("Poe married in 2003 and saw her three times.", false),
        ] {
            assert_eq!(counts_marriages(text), expected, "{text}");
        }
    }
    use crate::answer::name::words_of;

    #[test]
    fn numbers_of_relatives() {
        for (sentence, kin, expected) in [
            ("with his wife Ida and their three daughters", "daughters", true),
            ("with his wife Ida and their three daughters", "kids", true),
            ("a mother of two from Leeds", "kids", true),
            ("the couple's two young sons", "children", true),
            ("five grandchildren", "grandchildren", true),
            ("five grandchildren", "children", false),
            ("two goals and a son", "kids", false),
            ("the fourth of six children", "siblings", true),
        ] {
            let children = kin_predicates(kin) == ["child"];
            assert_eq!(counts(&words_of(sentence), kin, children), expected, "{sentence} {kin}");
        }
    }
}
