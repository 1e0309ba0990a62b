//! Who is somebody's husband, son, friend?

use crate::answer::name::{fold, words_of};
use crate::answer::{
    Answer, Archive, Dossier, Kind, MOST_RECEIPTS, Question, Source, fits, kin_predicates, kin_word, same_kin,
};
use crate::commands::which_one::{silent, statement};
use crate::domain::{Object, PersonId, SentenceKind};
use crate::language::possessive;
use crate::store::StoreError;

/// Answers `who is X's wife`, `does X have kids`, `what is the name of X's father`.
pub fn answer(archive: &Archive, question: &Question) -> Result<Option<Answer>, StoreError> {
    let kin: Vec<&str> = question.words.iter().map(String::as_str).filter(|w| !kin_predicates(w).is_empty()).collect();
    let Some(named) = question.names.first() else { return Ok(None) };
    let Some(word) = named.kin.as_deref().or(kin.first().copied()) else { return Ok(None) };
    // Anything else that is asked ("what did his wife do") is no question about the tie itself.
    let other =
        |w: &&&str| !kin.contains(w) && !["besides", "apart", "new", "late", "ex", "former", "only"].contains(*w);
    if question.content().iter().filter(other).count() > 0 {
        return Ok(None);
    }
    let followed = named.kin.is_some();
    // "Who named her baby after X": somebody else's.
    let first = question.words.iter().position(|w| w == word).unwrap_or(0);
    let apart =
        !followed && first < named.words.0 && question.begins(&["who", "whose", "where", "what", "why", "when"]);
    if apart
        && !question.words[first..named.words.0]
            .iter()
            .any(|w| ["of", "does", "do", "did", "has", "have"].contains(&w.as_str()))
    {
        return Ok(None);
    }
    // "Is X a mother": asks for children.
    let parent = !followed && question.begins(&["is", "are"]) && kin_predicates(word) == ["parent"];
    let word = if parent { "child" } else { word };
    // "Are X and Y friends" asks of the two, not of the friends of one.
    let aside = ["besides", "apart", "other", "others", "than"];
    if !followed && question.names.len() > 1 && !question.has(&aside) {
        return Ok(None);
    }
    let owners = if followed { named.owners.clone() } else { named.people.clone() };
    let predicates = kin_predicates(word);
    let mut answer = statement(archive, &question.text);
    let mut statements: Vec<Vec<Source>> = Vec::new();
    let mut told: Vec<PersonId> = Vec::new();
    for owner in &owners {
        let Some(dossier) = Dossier::of(archive, *owner)? else { continue };
        for tie in dossier.tied(&predicates) {
            let Object::Person(other) = tie.value.other else { continue };
            if (followed && !named.people.contains(&other)) || !fits(archive, other, word) {
                continue;
            }
            // "His third wife" is not the first.
            if other_in_order(archive, question, word, &tie.sources)? {
                continue;
            }
            let pronouns = archive.names.person(other).and_then(|p| p.pronouns);
            let word = kin_word(&tie.value.predicate, pronouns);
            answer = answer.says(format!("{}’s {word}: {}.", dossier.person.name, archive.name(other)));
            statements.push(tie.sources);
            told.push(other);
        }
    }
    if statements.is_empty()
        && let Some(source) = told_by_name(archive, &owners, word)?
        && !other_in_order(archive, question, word, std::slice::from_ref(&source))?
    {
        super::shown::nearest(archive, &mut answer, &[source])?;
        answer.kind = Kind::Passages;
        return Ok(Some(answer));
    }
    // "Did X have a baby": one without a name is told of too.
    if statements.is_empty()
        && !followed
        && question.begins(&["did", "does", "do", "has", "have", "is", "are"])
        && let Some(source) = told_of(archive, &owners, word)?
    {
        super::shown::nearest(archive, &mut answer, &[source])?;
        answer.kind = Kind::Passages;
        return Ok(Some(answer));
    }
    if statements.is_empty() {
        let what = match &owners[..] {
            [one] => format!("name {}’s {word}", archive.name(*one)),
            _ if followed => format!("name {}", named.text),
            _ => format!("name {}’s {word}", named.text),
        };
        return Ok(Some(silent(archive, &what, &owners)?));
    }
    // "Any others?": whoever is called the only one has none.
    if question.has(&["other", "others", "besides", "only", "more", "else", "apart"])
        && let Some(only) = only_one(archive, &statements.concat(), &told)?
    {
        answer.lines.insert(0, crate::answer::Line::Says("No others are named.".to_owned()));
        let (_, sentence) = archive.sentence(&only)?;
        answer = answer.says(format!("“{sentence}”"));
        statements.insert(0, vec![only]);
    }
    answer.rest_on_each(archive, &statements, MOST_RECEIPTS)?;
    Ok(Some(answer))
}

/// The sentence that tells of somebody's child or children without a name: `who welcomed a baby girl`.
fn told_of(archive: &Archive, owners: &[PersonId], word: &str) -> Result<Option<Source>, StoreError> {
    const HAVING: [&str; 9] =
        ["welcomed", "has", "have", "share", "shares", "father of", "mother of", "gave birth", "parents of"];
    if kin_predicates(word) != ["child"] {
        return Ok(None);
    }
    for passage in archive.store.passages(&same_kin("child"), owners, 40)? {
        let page = archive.page(&passage.article)?;
        let text = passage.span.cut(&page.article.text);
        let own = owners.iter().any(|owner| {
            let names = words_of(archive.name(*owner));
            let owned = text.split([',', '.', ';', '—']).any(|clause| {
                let told = HAVING.iter().any(|having| Archive::mentions_words(clause, having));
                told && words_of(clause).iter().any(|w| kin_predicates(w) == ["child"])
            });
            // The name stands in front of what is told of them.
            owned && passage.people.contains(owner) && names.iter().any(|name| Archive::mentions_words(text, name))
        });
        if own && passage.people.len() <= 2 && passage.kind == SentenceKind::Body {
            return Ok(Some(Source { article: passage.article, span: passage.span }));
        }
    }
    Ok(None)
}

/// The sentence that names such a relative behind the word, where no claim does: `with their son, Al`.
pub(super) fn told_by_name(archive: &Archive, owners: &[PersonId], word: &str) -> Result<Option<Source>, StoreError> {
    let mut words = same_kin(word);
    for other in ["husband", "wife", "boyfriend", "girlfriend"] {
        // `Partner` and `spouse` stand for either.
        if kin_predicates(other).first() == kin_predicates(word).first() && ["spouse", "partner"].contains(&word) {
            words.push(other);
        }
    }
    for passage in archive.store.passages(&words, owners, 40)? {
        let page = archive.page(&passage.article)?;
        let text = passage.span.cut(&page.article.text);
        let own = owners.iter().find(|owner| passage.people.contains(owner));
        if let Some(owner) = own.filter(|_| passage.kind == SentenceKind::Body)
            && names_kin(text, archive.name(*owner), &words)
        {
            return Ok(Some(Source { article: passage.article, span: passage.span }));
        }
    }
    Ok(None)
}

/// Whether a name follows one of these words, whose owner is this one or a pronoun.
fn names_kin(text: &str, owner: &str, words: &[&str]) -> bool {
    let printed: Vec<&str> = text.split_whitespace().collect();
    let folded: Vec<String> = printed.iter().map(|word| fold(possessive::owner(word))).collect();
    let owner = words_of(owner);
    (0..printed.len()).any(|at| {
        let age = |word: &&str| word.starts_with(|c: char| c.is_ascii_digit());
        let next = printed[at + 1..].iter().find(|word| !age(word));
        let named = next.is_some_and(|word| word.starts_with(char::is_uppercase));
        let possessor = (at.saturating_sub(4)..at).rev().find_map(|before| {
            let possessive = possessive::is(printed[before]);
            match folded[before].as_str() {
                "his" | "her" | "their" => Some(true),
                name if possessive => Some(owner.iter().any(|w| w == name)),
                _ => None,
            }
        });
        words.contains(&folded[at].as_str())
            && named
            && possessor == Some(true)
            && !printed[at].ends_with(['.', '”', '"'])
    })
}

/// The sentence that calls these the only ones.
fn only_one(archive: &Archive, sources: &[Source], others: &[PersonId]) -> Result<Option<Source>, StoreError> {
    for source in sources {
        let (span, sentence) = archive.sentence(source)?;
        if ["only", "sole"].iter().any(|word| Archive::mentions_words(&sentence, word)) {
            return Ok(Some(Source { article: source.article.clone(), span }));
        }
    }
    let found = archive.store.passages(&["only", "sole"], others, 1)?;
    Ok(found.into_iter().next().map(|p| Source { article: p.article, span: p.span }))
}

/// Whether the question asks for the first, second or third of such relatives and the articles call this one another.
fn other_in_order(archive: &Archive, question: &Question, word: &str, sources: &[Source]) -> Result<bool, StoreError> {
    const ORDER: [&str; 5] = ["first", "second", "third", "fourth", "fifth"];
    let asked = question.words.windows(2).find(|w| w[1] == word).map(|w| w[0].as_str()).filter(|w| ORDER.contains(w));
    let Some(asked) = asked else { return Ok(false) };
    for source in sources {
        let words = words_of(&archive.sentence(source)?.1);
        let called = words.windows(2).find(|w| w[1] == word && ORDER.contains(&w[0].as_str()));
        if called.is_some_and(|w| w[0] != asked) {
            return Ok(true);
        }
    }
    Ok(false)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_behind_a_relative_s_word() {
        for (text, expected) in [
            ("She left with their two-year-old son, Al.", true),
            ("Ann Poe's son Al sang.", true),
            ("Jim's son Al sang to Ann Poe.", false),
            ("She is the son of Al.", false),
            ("Ann Poe thanked her son.", false),
        ] {
            assert_eq!(names_kin(text, "Ann Poe", &["son", "child"]), expected, "{text}");
        }
    }
}
