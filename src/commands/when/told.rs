//! Which dated sentence tells when, where no claim does?
//!
//! It must hold every word asked for, and a date or the words of somebody whose day is known. What is printed stands
//! beside the date that it means.

use super::untold::{as_noun, done_by, in_compound, only_wished};
use crate::answer::name::words_of;
use crate::answer::{
    Answer, Archive, Evidence, Line, MOST_RECEIPTS, Question, alike, best_passages, capitalised, kinds_of, listed,
    passages_around, stem, unnamed,
};
use crate::commands::teller::teller;
use crate::commands::which_one::statement;
use crate::domain::{Edtf, Fact, PersonId, Pronouns, Span, TimexType};
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
    let mut found = best_passages(archive, &words, people, 8)?;
    found.retain(|e| e.missing.is_empty() && !e.loose);
    found.extend(around(archive, question, &words, people)?);
    // Of what is told twice, the news stands at the beginning, and what went before it further down.
    let mut ranked = Vec::with_capacity(found.len());
    for evidence in found {
        let page = archive.page(&evidence.source.article)?;
        let leads = page.beginning().any(|(sentence, _)| sentence.span == evidence.source.span);
        // "More than 70 years ago" tells less than a year that is printed.
        let vague = VAGUELY.iter().any(|words| evidence.text.contains(words));
        ranked.push((evidence.score + f64::from(u8::from(leads)) - 7.0 * f64::from(u8::from(vague)), evidence));
    }
    ranked.sort_by(|one, other| other.0.total_cmp(&one.0));
    // "When was the service": it may have been announced.
    let past = question.has(&["did"]) || question.has(&["was", "were"]) && words.iter().any(|w| w.ends_with("ed"));
    for (_, evidence) in ranked {
        let wished = question.has(&["did"]) && only_wished(&evidence.text, &words);
        if wished || in_compound(&evidence.text, question) || done_by(archive, &evidence, question, people) {
            continue;
        }
        let said = said_on(archive, &evidence, question)?;
        let dated = date_in(archive, &evidence, &words)?;
        // What is still to come when it is printed has not happened then.
        let to_come = |date: &Edtf| {
            let printed = archive.head(&evidence.source.article).and_then(|head| head.date.as_ref()?.upper());
            past && printed.zip(date.lower()).is_some_and(|(printed, date)| date > printed)
        };
        let Some((lead, _)) = said.or(dated.filter(|(_, date)| !to_come(date))) else { continue };
        let mut answer = statement(archive, &question.text);
        answer.lines.push(Line::Says(format!("{lead} “{}”", evidence.text)));
        answer.lines.extend(unnamed(archive, &evidence.source, &evidence.text)?);
        answer.rest_on(archive, &[evidence.source], MOST_RECEIPTS)?;
        return Ok(Some(answer));
    }
    Ok(None)
}

/// What stands in front of a length of time that is not told to the day.
const VAGUELY: [&str; 3] = ["more than ", "less than ", "over the past "];

/// When it was made known: by a dated sentence that says so in all of these words, else by the day of the headline that does.
pub(super) fn announced(
    archive: &Archive,
    question: &Question,
    people: &[PersonId],
) -> Result<Option<Answer>, StoreError> {
    let words = question.content();
    let announcing = listed("announcing");
    let what: Vec<&str> = words.iter().copied().filter(|word| !announcing.contains(word)).collect();
    if what.is_empty() || people.is_empty() {
        return Ok(None);
    }
    let all = |e: &Evidence, words: &[&str]| e.held.len() == words.len() && people.iter().all(|p| e.people.contains(p));
    let mut found: Option<(String, Evidence)> = None;
    for evidence in best_passages(archive, &words, people, 8)?.into_iter().filter(|e| all(e, &words) && !e.headline) {
        if let Some((lead, _)) = date_in(archive, &evidence, &announcing)? {
            found = Some((lead, evidence));
            break;
        }
    }
    if found.is_none() {
        return headlined(archive, question, &what, people);
    }
    let Some((lead, evidence)) = found else { return Ok(None) };
    let mut answer = statement(archive, &question.text);
    answer.lines.push(Line::Says(format!("{lead} “{}”", evidence.text)));
    answer.rest_on(archive, &[evidence.source], MOST_RECEIPTS)?;
    Ok(Some(answer))
}

/// The day of the first headline about all of these people that holds all of these words, where no day is told: it was news.
pub(super) fn headlined(
    archive: &Archive,
    question: &Question,
    words: &[&str],
    people: &[PersonId],
) -> Result<Option<Answer>, StoreError> {
    let all = |e: &Evidence| e.held.len() == words.len() && people.iter().all(|p| e.people.contains(p));
    let headlines = best_passages(archive, words, people, 12)?;
    let told = |e: &Evidence| {
        e.headline && all(e) && !only_wished(&e.text, words) && !e.text.contains('?') && !as_noun(&e.text, words)
    };
    let first = headlines.into_iter().filter(told).min_by_key(|e| archive.rank(&e.source.article));
    let day = first.as_ref().and_then(|e| archive.head(&e.source.article)?.date.clone());
    let Some((evidence, day)) = first.zip(day) else { return Ok(None) };
    let mut answer = statement(archive, &question.text);
    answer.lines.push(Line::Says(format!("It was news {}: “{}”", day.adverbial(), evidence.text)));
    answer.rest_on(archive, &[evidence.source], MOST_RECEIPTS)?;
    Ok(Some(answer))
}

/// Sentences that tell what happened, and of nobody else, in articles that begin with the rest of what is asked: `He signed
/// on Friday`, under a headline that names him and the club.
fn around(
    archive: &Archive,
    question: &Question,
    words: &[&str],
    people: &[PersonId],
) -> Result<Vec<Evidence>, StoreError> {
    // Of `When does Grey Heron open` the name tells of what, and the rest that it happens.
    let tells = |word: &&&str| !kinds_of(&[(**word).to_owned()]).is_empty();
    let plain = || words.iter().find(|word| !question.is_proper(word));
    let Some(happened) = words.iter().find(tells).or_else(plain).or(words.first()) else { return Ok(Vec::new()) };
    let mut found = passages_around(archive, words, people, 8)?;
    found.retain(|e| {
        let whole = e.held.len() == words.len();
        // "The strike ended in May", "The firm was founded by Ann Poe": of the one that the article is about.
        let again = people.is_empty() && names_it_again(&e.text);
        let of_the_story = again || people.is_empty() && e.people.is_empty();
        let theirs = people.iter().all(|p| e.people.contains(p)) || e.people.is_empty() && whole || of_the_story;
        let theirs = theirs && (!people.is_empty() || again || e.held.len() * 2 >= words.len());
        e.missing.is_empty() && !e.loose && !e.headline && theirs && e.held.iter().any(|held| held == happened)
    });
    Ok(found)
}

/// Whether a sentence begins with what the article is about, named again by its kind: `The company`.
fn names_it_again(text: &str) -> bool {
    let words = words_of(text);
    let kinds = listed("bodies");
    matches!(&words[..], [the, kind, ..] if the == "the" && kinds.contains(&kind.as_str()))
}

/// The dated sentence about somebody that tells of their relative and of what happened to them, in these very words.
pub(super) fn of_relative(
    archive: &Archive,
    question: &Question,
    owner: PersonId,
    kin: &str,
) -> Result<Option<Answer>, StoreError> {
    let mut words: Vec<&str> = question.content();
    words.retain(|word| *word != kin);
    if words.is_empty() {
        return Ok(None);
    }
    let happened = words.clone();
    words.push(kin);
    let pronouns = |person: &PersonId| archive.names.person(*person).and_then(|known| known.pronouns);
    // "Al gave her away; her father died in 2011": whose, where nobody else there is a she.
    let hers = |e: &Evidence| {
        let pronoun = match pronouns(&owner) {
            Some(Pronouns::She) => "her",
            Some(Pronouns::He) => "his",
            _ => return false,
        };
        let alone = e.people.iter().all(|p| *p == owner || pronouns(p).is_some_and(|p| Some(p) != pronouns(&owner)));
        let said = words_of(&e.text).windows(2).any(|pair| pair[0] == pronoun && pair[1] == kin);
        e.people.contains(&owner) && alone && said
    };
    let own = |e: &Evidence| e.held.len() == words.len() && (e.people == [owner] || hers(e)) && !e.headline;
    for evidence in best_passages(archive, &words, &[owner], 8)?.into_iter().filter(own) {
        let relative = position(&evidence.text, kin);
        let verb = happened.iter().find_map(|word| position(&evidence.text, word));
        let nearby = relative.zip(verb).is_some_and(|(relative, verb)| relative < verb && verb - relative < 40);
        if !nearby || only_wished(&evidence.text, &happened) {
            continue;
        }
        let Some((lead, _)) = date_in(archive, &evidence, &happened)? else { continue };
        let mut answer = statement(archive, &question.text);
        answer.lines.push(Line::Says(format!("{lead} “{}”", evidence.text)));
        answer.rest_on(archive, &[evidence.source], MOST_RECEIPTS)?;
        return Ok(Some(answer));
    }
    Ok(None)
}

/// Whether what follows some words is how long it has been: `she has run it for | a year`, and no age.
fn lasting(before: &str) -> bool {
    const ABOUT: [&str; 5] = ["about", "nearly", "almost", "around", "over"];
    let mut words = before.split_whitespace().rev();
    words.find(|word| !ABOUT.contains(word)).is_some_and(|word| word == "for")
}

/// Where a sentence begins behind the place and the day that a news agency prints in front: `LEEDS, May 3 — `.
fn dateline(text: &str) -> usize {
    const LONGEST: usize = 60;
    let dash = [" - ", " — ", " – ", " -- "].iter().filter_map(|dash| Some(text.find(dash)? + dash.len())).min();
    let shouted = text.split([' ', ',']).next().is_some_and(|w| w.len() > 2 && w.chars().all(char::is_uppercase));
    dash.filter(|end| shouted && *end <= LONGEST).unwrap_or(0)
}

/// Where the word ends that begins at a byte.
fn whole_word(text: &str, at: usize) -> usize {
    let rest = text.get(at..).unwrap_or_default();
    at + rest.find(char::is_whitespace).unwrap_or(rest.len())
}

/// Where a word, or one of its stem, begins.
fn position(text: &str, word: &str) -> Option<usize> {
    let wanted = stem(word);
    let mut from = 0;
    text.split(' ').find_map(|printed| {
        let at = from;
        from += printed.len() + 1;
        words_of(printed).iter().any(|w| alike(&stem(w), &wanted)).then_some(at)
    })
}

/// When the question is about saying something and the passage is a quotation: the day it was said by.
fn said_on(archive: &Archive, evidence: &Evidence, question: &Question) -> Result<Option<(String, Edtf)>, StoreError> {
    if !question.has(&listed("telling")) {
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

/// The date in the sentence that stands nearest to what was asked about; the dateline in front is none of it.
pub(super) fn date_in(
    archive: &Archive,
    evidence: &Evidence,
    asked: &[&str],
) -> Result<Option<(String, Edtf)>, StoreError> {
    let timexes = archive.store.timexes_in(&evidence.source.article)?;
    let page = archive.page(&evidence.source.article)?;
    let story = dateline(&evidence.text);
    let from = evidence.source.span.start;
    let told: Vec<(usize, usize)> = asked
        .iter()
        .filter_map(|word| {
            let at = from + position(&evidence.text, word)?;
            let end = whole_word(&page.article.text, at);
            Some((at, end))
        })
        .collect();
    // What happened stands in front of its day more often than behind.
    let gap = |span: Span| {
        const BEHIND: usize = 8;
        let one =
            |(at, end): &(usize, usize)| span.start.checked_sub(*end).unwrap_or(at.saturating_sub(span.end) + BEHIND);
        told.iter().map(one).min()
    };
    // "her first since 2018's Paper Saints": the date of the other one.
    let whole = &page.article.text;
    let owns = |at: usize| whole.get(at..).is_some_and(|rest| rest.starts_with("'s") || rest.starts_with("’s"));
    // "was missing on Monday after a storm": when the storm was, is not told.
    let first = told.iter().map(|(at, _)| *at).min().unwrap_or(from);
    let followed = |span: Span| {
        let between = whole.get(span.end..first).unwrap_or_default();
        [" after ", " following "].iter().any(|word| between.contains(word))
    };
    let mut inside: Vec<_> = timexes
        .iter()
        .filter(|t| evidence.source.span.contains(t.span) && t.span.start >= from + story)
        .filter(|t| !owns(t.span.end) && (asked.len() != told.len() || !followed(t.span)))
        .collect();
    inside.sort_by_key(|t| gap(t.span));
    let mut dates = inside.into_iter().filter_map(|t| match t.kind {
        TimexType::Date | TimexType::Time => {
            let value = t.value.split('T').next().unwrap_or_default();
            let date = Edtf::parse(value).filter(|d| d.lower().is_some())?;
            Some((t.span.cut(&page.article.text).to_owned(), date))
        }
        // "for a year": how long before is told, though not from when.
        TimexType::Duration if !t.value.contains('X') && lasting(whole.get(..t.span.start).unwrap_or_default()) => {
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
    let lead = if printed == phrase || VAGUELY.iter().any(|words| evidence.text.contains(&format!("{words}{printed}")))
    {
        printed
    } else {
        format!("{printed} ({phrase})")
    };
    Ok(Some((format!("{}:", capitalised(&lead)), date)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_lasts_is_no_age() {
        for (before, expected) in [("She has run it for about", true), ("Poe,", false), ("waited for a bus at", false)]
        {
            assert_eq!(lasting(before), expected, "{before}");
        }
    }

    #[test]
    fn datelines_are_no_part_of_the_story() {
        for (text, expected) in [
            ("LEEDS, May 3 - Ann Poe quit on Monday.", "Ann Poe quit on Monday."),
            ("TOKYO — Al Roe sang.", "Al Roe sang."),
            ("Ann Poe - a singer - quit.", "Ann Poe - a singer - quit."),
        ] {
            assert_eq!(&text[dateline(text)..], expected);
        }
    }
}
