//! Which sentences hold everything that was asked? Shown as printed, labelled as what they are.

use super::asked::{Asked, calls_it};
use crate::answer::name::words_of;
use crate::answer::{
    Answer, Archive, Evidence, Kind, Line, Question, Source, against, alike, best_passages, figures_differ, listed,
    of_one_time, passages_around, stem, told_and_denied, unnamed,
};
use crate::commands::which_one::reach;
use crate::domain::{Edtf, PersonId};
use crate::store::StoreError;

/// More would be a dump.
const MOST: usize = 2;

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
    let counted = question.words.iter().position(|word| word == "many").and_then(|at| question.words.get(at + 1));
    let noun = counted.filter(|_| asked == Asked::Number).map(String::as_str);
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

/// The words that carry content and the people asked about; none where somebody is asked about whom nobody here knows.
pub(super) fn scene(question: &Question) -> Option<(Vec<&str>, Vec<PersonId>)> {
    let mut words = question.content();
    if let Some(category) = category(question).filter(|_| words.len() > 1) {
        let bare = words.len() == 2 && question.people().is_empty();
        words.retain(|word| *word != category || bare);
    }
    // "Who coined the phrase": where it is told, the phrase itself stands, and nothing need call it one.
    if words.len() > 1 && question.has(&ORIGIN) {
        words.retain(|word| !ORIGIN.contains(word));
    }
    // "Is it true that": whatever follows is asked.
    if words.len() > 1 && question.has_phrase("is it true") {
        words.retain(|word| *word != "true");
    }
    if question.has_phrase("how many people") {
        words.retain(|word| *word != "people");
    }
    if question.has_phrase("how much money") {
        words.retain(|word| *word != "money");
    }
    // What was paid for something is told by the sum itself: "joined them for £2m".
    if question.has_phrase("how much") && question.has(&["for", "worth"]) {
        const PAYING: [&str; 6] = ["pay", "paid", "cost", "spend", "spent", "worth"];
        let alone = words.iter().all(|word| PAYING.contains(word));
        words.retain(|word| alone || !PAYING.contains(word));
    }
    // Who wins a share of the vote gets it; a result is told by its figures.
    let share = question.has(&["percentage", "percent", "proportion"]) && question.has(&["vote", "votes", "poll"]);
    if share {
        words.retain(|word| !["win", "won", "take", "took", "receive", "received", "poll", "polled"].contains(word));
    }
    if Asked::of(question) == Asked::Score && words.len() + question.people().len() > 1 {
        const PLAYED: [&str; 6] = ["score", "result", "final", "played", "match", "game"];
        words.retain(|word| !PLAYED.contains(word));
    }
    // "How long did they date": small words, but they say what lasted.
    if words.is_empty() && question.has_phrase("how long") && question.has(&["date", "together", "dating"]) {
        words.push("dating");
    }
    // Of a relative who has no name here, the owner and the relative's word are looked for.
    let mut people = question.people();
    for named in question.names.iter().filter(|n| n.people.is_empty() && n.kin.is_some()) {
        words.retain(|word| !question.words[named.words.0..named.words.1].iter().any(|w| w == word));
        words.extend(named.kin.as_deref());
        people.extend(named.owners.first());
    }
    let strangers = question.names.iter().any(|n| n.people.is_empty() && n.kin.is_none());
    (!words.is_empty() && !strangers).then_some((words, people))
}

/// Words that ask where something comes from.
pub(super) const ORIGIN: [&str; 9] =
    ["origin", "origins", "invented", "invent", "coined", "coin", "phrase", "catchphrase", "slogan"];

/// `What song did she sing`: the kind of thing asked for need not be named where it is told.
fn category(question: &Question) -> Option<&str> {
    let at = question.words.iter().position(|w| ["what", "which"].contains(&w.as_str()))?;
    question.words.get(at + 1).map(String::as_str)
}

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

/// Kinds of event of which a sentence alone confirms nothing.
pub(super) const CLAIMED: [&str; 9] =
    ["engaged", "married", "split", "divorced", "born", "died", "pregnant", "started_dating", "won"];

/// Words of an article as a line: who printed them, and when.
pub fn printed(archive: &Archive, source: &Source, words: String) -> Line {
    let head = archive.head(&source.article);
    let outlet = head.map(|h| h.outlet.clone().unwrap_or_else(|| h.title.clone())).unwrap_or_default();
    let note = head.and_then(|h| h.date.as_ref()).map(Edtf::phrase).unwrap_or_default();
    Line::Quotes { words, speaker: outlet.trim_end_matches(['.', ',', ' ']).to_owned(), note }
}
