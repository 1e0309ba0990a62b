//! Which sentences hold everything that was asked? Shown as printed, labelled as what they are.

use super::asked::{Asked, CLAIMED, calls_it};
use super::scene::{category, scene};
use super::shown::{both_sides, one_side};
use crate::answer::name::words_of;
use crate::answer::{
    Answer, Archive, Evidence, Kind, Question, Source, against, alike, best_passages, figures_differ, listed,
    of_one_time, passages_around, stem, told_and_denied,
};
use crate::commands::which_one::reach;
use crate::domain::PersonId;
use crate::store::StoreError;

/// Answers with the best passages, when they hold every word that carries content and everybody named.
pub fn answer(archive: &Archive, question: &Question) -> Result<Option<Answer>, StoreError> {
    let Some((words, people)) = scene(question) else { return Ok(None) };
    // Whether it happened is told by a claim, not by a sentence with the word in it: that may be a plan or a wish.
    let whether = question.begins(&["did", "has", "have", "is", "are", "was", "were", "do", "does", "will"]);
    if whether && question.kinds().iter().any(|kind| CLAIMED.contains(kind)) {
        return Ok(None);
    }
    // How somebody died is told by a cause, not by a sentence in which they are dead.
    if question.begins(&["how", "what"]) && question.kinds() == ["died"] && question.besides("died").is_empty() {
        return Ok(None);
    }
    let asked = Asked::of(question);
    let mut found = best_passages(archive, &words, &people, 8)?;
    let all: Vec<Source> = found.iter().map(|e| e.source.clone()).collect();
    // Whether something is so, the sentence must say itself.
    let whole = |e: &Evidence| !whether || (e.held.len() == words.len() && people.iter().all(|p| e.people.contains(p)));
    found.retain(|e| {
        e.missing.is_empty() && whole(e) && !(e.loose && e.headline) && asked.told_in(question, &people, e)
    });
    // "The captain of the Harriers" is no captain of their rivals: a club or a company that the sentence does not name is the
    // one of the headline.
    let of = office_of(question).map(stem);
    let its_office = |e: &Evidence| {
        of.as_ref().is_none_or(|of| {
            let headline = || archive.head(&e.source.article).map(|head| words_of(&head.title)).unwrap_or_default();
            e.held.iter().any(|word| stem(word) == *of) || headline().iter().any(|word| stem(word) == *of)
        })
    };
    found.retain(its_office);
    if whether && found.is_empty() {
        found = of_the_story(archive, question, &words, &people)?;
    }
    if whether && found.is_empty() {
        found = otherwise(archive, &words, &people)?;
    }
    // "Ann replaced Bo" tells nothing of who replaced Cy.
    let follows = |e: &Evidence| e.held.iter().any(|word| alike(&stem(word), &stem("replaced")));
    let others = |e: &Evidence| e.people.len() > 1 && !e.people.iter().any(|person| people.contains(person));
    if found.iter().all(|e| e.loose) && !whether {
        let mut around = passages_around(archive, &words, &people, 8)?;
        around.retain(|e| e.missing.is_empty() && !e.loose && !e.headline && asked.told_in(question, &people, e));
        around.retain(|e| its_office(e) && !(!people.is_empty() && follows(e) && others(e)));
        if !around.is_empty() {
            found = around;
        }
    }
    if let Some(category) = category(question) {
        let held = |e: &Evidence| words_of(&e.text).iter().any(|w| alike(&stem(w), &stem(category)));
        found.sort_by_key(|e| !held(e));
    }
    // "How many men survived": rather where men are named.
    if let (Asked::Number, Some(noun)) = (asked, counted(question)) {
        let named = |e: &Evidence| words_of(&e.text).iter().any(|word| alike(&stem(word), &stem(noun)));
        found.sort_by_key(|e| !named(e));
    }
    if asked == Asked::Name {
        found.sort_by_key(|e| !calls_it(question, &e.text));
    }
    if found.is_empty() && asked == Asked::Person {
        return super::maker::answer(archive, question, &people);
    }
    let Some(best) = found.iter().find(|e| !e.headline).or(found.first()) else { return Ok(None) };
    let enough = best.score - 0.5;
    let mut sources: Vec<Source> = vec![best.source.clone()];
    let more = found.iter().filter(|e| e.score >= enough && !e.headline && e.held.len() >= best.held.len());
    sources.extend(more.map(|e| e.source.clone()).filter(|source| *source != best.source));
    let mut answer =
        Answer { kind: Kind::Passages, title: question.text.clone(), note: reach(archive), ..Answer::default() };
    let denied = if whether { told_and_denied(archive, &found) } else { None };
    let pair = match denied.or_else(|| counted_twice(archive, question, asked, best, &found)) {
        Some(pair) => Some(pair),
        None => disputed(archive, &all, &best.source, &words)?,
    };
    if let Some(pair) = pair {
        both_sides(archive, &mut answer, &pair)?;
        return Ok(Some(answer));
    }
    // A passage holds the words of the question; whether it answers it, the reader judges.
    one_side(archive, &mut answer, &sources)?;
    Ok(Some(answer))
}

/// Whether something is so, where a sentence says the opposite in all other words: `He was acquitted of fraud`.
fn otherwise(archive: &Archive, words: &[&str], people: &[PersonId]) -> Result<Vec<Evidence>, StoreError> {
    for pair in listed("opposites") {
        let Some((asked, told)) = pair.split_once('/') else { continue };
        let Some(at) = words.iter().position(|word| stem(word) == stem(asked)) else { continue };
        let mut words = words.to_vec();
        words[at] = told;
        let mut found = best_passages(archive, &words, people, 8)?;
        found.retain(|e| e.held.len() == words.len() && people.iter().all(|p| e.people.contains(p)));
        if !found.is_empty() {
            return Ok(found);
        }
    }
    Ok(Vec::new())
}

/// Whether something is so, where the article as a whole is about the things that the question names and about everybody
/// but whom the sentence tells of; of what is done to somebody else, only a denial counts as told.
fn of_the_story(
    archive: &Archive,
    question: &Question,
    words: &[&str],
    people: &[PersonId],
) -> Result<Vec<Evidence>, StoreError> {
    let denials: Vec<&str> = [listed("denials"), listed("weak_denials")].concat();
    let mut found = passages_around(archive, words, people, 8)?;
    found.retain(|e| {
        let held = |word: &&str| e.held.iter().any(|held| held == word) || question.is_proper(word);
        let first = people.first().is_none_or(|person| e.people.contains(person));
        let all = people.iter().all(|person| e.people.contains(person));
        let denied = || words_of(&e.passage).iter().any(|word| denials.contains(&word.as_str()));
        !e.held.is_empty()
            && e.missing.is_empty()
            && !e.loose
            && !e.headline
            && words.iter().all(held)
            && words.iter().any(|word| !question.is_proper(word))
            && first
            && (all || denied())
    });
    Ok(found)
}

/// What is counted in `how many men`.
fn counted(question: &Question) -> Option<&str> {
    let many = question.words.iter().position(|word| word == "many")?;
    question.words.get(many + 1).map(String::as_str)
}

/// The best passage and one of about the same time that gives another figure for what is asked.
fn counted_twice(
    archive: &Archive,
    question: &Question,
    asked: Asked,
    best: &Evidence,
    found: &[Evidence],
) -> Option<[Source; 2]> {
    if !matches!(asked, Asked::Number | Asked::Money | Asked::Length | Asked::Size) {
        return None;
    }
    let noun = counted(question).filter(|_| asked == Asked::Number);
    let (article, own) = (&best.source.article, archive.original_of(&best.source.article));
    let other = found.iter().find(|e| {
        archive.original_of(&e.source.article) != own
            && of_one_time(archive, article, &e.source.article)
            && figures_differ(&best.text, &e.text, noun)
    })?;
    Some([best.source.clone(), other.source.clone()])
}

/// The best passage and what speaks against it, or against what it speaks.
fn disputed(
    archive: &Archive,
    found: &[Source],
    best: &Source,
    words: &[&str],
) -> Result<Option<[Source; 2]>, StoreError> {
    let whole = |source: &Source| Ok::<_, StoreError>((source.article.clone(), archive.passage(source)?));
    let shown = whole(best)?;
    for source in std::iter::once(best).chain(found.iter().filter(|source| *source != best)) {
        let Some(other) = against(archive, source, words)? else { continue };
        if source == best || whole(&other)? == shown {
            return Ok(Some([source.clone(), other]));
        }
    }
    Ok(None)
}

/// `Who is the captain of Hull Harriers`: the last word of whose office it is.
fn office_of(question: &Question) -> Option<&str> {
    const OFFICES: [&str; 14] = [
        "captain",
        "manager",
        "coach",
        "chairman",
        "chairwoman",
        "chair",
        "director",
        "president",
        "executive",
        "leader",
        "boss",
        "head",
        "owner",
        "founder",
    ];
    let of = question.words.iter().position(|word| word == "of")?;
    let office = of.checked_sub(1).is_some_and(|at| OFFICES.contains(&question.words[at].as_str()));
    let asks = office && question.begins(&["who"]) && question.people().is_empty();
    question.words.last().filter(|_| asks && of + 1 < question.words.len()).map(String::as_str)
}
