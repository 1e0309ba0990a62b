//! `/quote`: what did somebody say, letter for letter?
//!
//! Only words that an article prints between marks and gives to this person. Indirect speech is no quotation: where
//! nothing else speaks of a topic, the sentence is shown as what it is.

mod topic;
mod wordings;

use topic::Topic;

use super::teller::printed;
use super::which_one::{Meant, meant, reach, silent};
use super::{AskError, Command, CommandOption, Options, given};
use crate::answer::{Answer, Archive, Family, Kind, MOST_RECEIPTS, Question, Source, Speech, against, is_speaking};
use crate::domain::PersonId;
use crate::store::StoreError;

/// The command.
pub static COMMAND: Command = Command {
    name: "quote",
    description: "What somebody said or wrote, letter for letter, about a topic",
    options: &[
        CommandOption { name: "person", description: "Who said it", required: true, names: true },
        CommandOption { name: "about", description: "A word, a topic or a person", required: false, names: true },
        CommandOption {
            name: "wording",
            description: "Words of one quotation: every wording of it that is printed",
            required: false,
            names: false,
        },
    ],
    pattern: "/quote person: {one} about: {two}",
    recognises,
    answer,
};

/// Verbs of speaking that tell which words are meant.
const TELLING: [&str; 8] = ["vow", "vowed", "joke", "joked", "tweet", "tweeted", "caption", "captioned"];

fn recognises(archive: &Archive, question: &Question) -> Option<Options> {
    let words = &question.words;
    let quote_word = question.has(&["quote", "quotes", "quotation", "words", "statement"]);
    let verb = words.iter().position(|w| is_speaking(w));
    let whether = question.begins(&["did", "has", "have", "does"]);
    // "Ann's lawyer", whom nobody names: a sentence may tell.
    if question.names.iter().any(|n| n.people.is_empty() && n.kin.as_deref().is_some_and(crate::answer::is_aide)) {
        return None;
    }
    let asks = whether || question.begins(&["what", "how", "which", "give", "show", "find", "quote", "any"]);
    // "What is X's bakery called" asks for a name, "what did X call it" for words.
    let counting = ["how many", "how much", "how long", "how old", "what percentage", "what proportion"]
        .iter()
        .any(|phrase| question.has_phrase(phrase));
    let naming = counting || question.has(&["called"]) || (question.has(&["call"]) && !question.begins(&["what"]));
    if !asks || naming || !(quote_word || verb.is_some()) {
        return None;
    }
    // The speaker stands before the verb, or after "quote by".
    let before = |at: usize| question.names.iter().rfind(|n| n.words.1 <= at);
    let speaker = verb.and_then(before).or(question.names.first())?;
    // "Did X say anything about Y"; with other words between, something else is asked.
    let anything = question.has(&["about", "on", "anything"]) && verb.is_some_and(|at| speaker.words.1 <= at);
    if whether && !anything {
        return None;
    }
    let name = match speaker.people[..] {
        [one] => archive.name(one).to_owned(),
        _ => speaker.text.clone(),
    };
    let mut options = Options::from([("person".to_owned(), name)]);
    let mut about = about_part(question, speaker.words.1);
    // "What did he vow": the verb itself says what is asked for.
    if about.is_empty()
        && let Some(telling) = words.iter().find(|w| TELLING.contains(&w.as_str()))
    {
        about.clone_from(telling);
    }
    if !about.is_empty() {
        options.insert("about".to_owned(), about);
    }
    Some(options)
}

/// The words asked about: those after "about", else all that follow the verb and carry content.
fn about_part(question: &Question, after: usize) -> String {
    let from = question.words.iter().rposition(|w| w == "about").map_or(after, |at| at + 1);
    let rest = || question.words[from.max(after).min(question.words.len())..].iter().map(String::as_str);
    let tells = |word: &&str| word.len() > 1 && !is_speaking(word) && !["quote", "quotes", "words"].contains(word);
    let kept: Vec<&str> = rest().filter(|word| tells(word) && !crate::answer::is_stop(word)).collect();
    // "About her new name": of only small words the longer ones count, or everything ever said would answer.
    let kept =
        if kept.is_empty() && from > after { rest().filter(|w| tells(w) && w.len() > 3).collect() } else { kept };
    kept.join(" ")
}

fn answer(archive: &Archive, options: &Options) -> Result<Answer, AskError> {
    let typed = given(options, "person").unwrap_or_default();
    let about = given(options, "about").unwrap_or_default();
    let by = |archive: &Archive, people: &[PersonId], about: &str| match given(options, "wording") {
        Some(text) => Ok(wordings::answer(archive, people, text)?),
        None => by(archive, people, about),
    };
    if let Some(people) = joint(archive, typed) {
        return by(archive, &people, about);
    }
    let again = |name: &str| {
        if about.is_empty() {
            format!("/quote person: {name}")
        } else {
            format!("/quote person: {name} about: {about}")
        }
    };
    match meant(archive, typed, again)? {
        Meant::One(id) => by(archive, &[id], about),
        Meant::Nobody(answer) => Ok(answer),
        Meant::Several(which, all) => {
            // Whoever spoke of it is meant, when that is only one of them; of several, whom the articles call just so.
            let mut spoke = Vec::new();
            for id in all {
                let answer = by(archive, &[id], about)?;
                if answer.answered() {
                    spoke.push((id, answer));
                }
            }
            let called = |id: PersonId| {
                let known = archive.names.person(id);
                known.is_some_and(|known| known.aliases.iter().any(|alias| alias.eq_ignore_ascii_case(typed.trim())))
            };
            if spoke.iter().filter(|(id, _)| called(*id)).count() == 1 {
                spoke.retain(|(id, _)| called(*id));
            }
            let mut spoke: Vec<Answer> = spoke.into_iter().map(|(_, answer)| answer).collect();
            Ok(match spoke.len() {
                0 => silent(archive, &format!("quote anybody called {}", typed.trim()), &[])?,
                1 => spoke.remove(0),
                _ => which,
            })
        }
    }
}

/// `A & B`: several speakers together.
fn joint(archive: &Archive, typed: &str) -> Option<Vec<PersonId>> {
    let parts: Vec<&str> = typed.split('&').flat_map(|part| part.split(" and ")).collect();
    if parts.len() < 2 {
        return None;
    }
    let found = parts.iter().map(|part| match archive.names.find(part) {
        crate::answer::Found::One(one) => Some(one),
        _ => None,
    });
    found.collect()
}

/// What an article tells in its own words that somebody said of a topic.
fn reported(archive: &Archive, people: &[PersonId], topic: &Topic) -> Result<Option<Answer>, StoreError> {
    const MOST: usize = 2;
    let name = archive.names_of(people);
    let all = archive.speeches(people, true)?;
    let mut sources: Vec<Source> = Vec::new();
    let mut shown: Vec<String> = Vec::new();
    let mut answer = Answer { kind: Kind::Quotation, title: name.clone(), note: reach(archive), ..Answer::default() };
    answer = answer.says(format!("Not {name}’s own words, but what is reported of them:"));
    for speech in topic.reported(archive, &topic.heard(archive, people, true, &all)?)? {
        let source = speech.source.clone();
        if shown.len() == MOST {
            break;
        }
        let (_, sentence) = archive.sentence(&source)?;
        if !shown.contains(&sentence) {
            answer.lines.push(printed(archive, &source, sentence.clone()));
            shown.push(sentence);
            sources.push(source);
        }
    }
    answer.rest_on(archive, &sources, MOST_RECEIPTS)?;
    Ok((!sources.is_empty()).then_some(answer))
}

/// What speaks against one of these, where they are asked about something.
fn against_any(archive: &Archive, about: &str, sources: &[Source]) -> Result<Option<Source>, StoreError> {
    let question = Question::of(archive, about)?;
    let words = question.content();
    for source in sources.iter().filter(|_| !words.is_empty()) {
        if let Some(other) = against(archive, source, &words)? {
            return Ok(Some(other));
        }
    }
    Ok(None)
}

fn by(archive: &Archive, people: &[PersonId], about: &str) -> Result<Answer, AskError> {
    const MOST: usize = 4;
    let name = archive.names_of(people);
    let all = archive.speeches(people, false)?;
    let mut found: Vec<&Speech> = Vec::new();
    if about.is_empty() {
        // Only the first are shown; those after them may word the same in other ways.
        let enough = wordings::MOST_NEAR / 4;
        let last = all.get(enough - 1).map(|speech| &speech.source.article);
        let end = all.iter().skip(enough).position(|speech| Some(&speech.source.article) != last);
        found.extend(all.iter().take(end.map_or(all.len(), |more| enough + more)));
    } else {
        let topic = Topic::of(archive, about, people.first().copied())?;
        let heard = topic.heard(archive, people, false, &all)?;
        let picked = topic.pick(archive, &heard)?;
        found.extend(picked.iter().map(|n| &all[*n]));
        if (found.is_empty() || topic.misses(&heard, &picked))
            && let Some(answer) = reported(archive, people, &topic)?
        {
            return Ok(answer);
        }
        if found.is_empty() && !all.is_empty() {
            return Ok(silent(archive, &format!("quote {name} on {about}"), people)?);
        }
    }
    if found.is_empty() {
        return Ok(silent(archive, &format!("quote {name}"), people)?);
    }
    let mut answer = Answer { kind: Kind::Quotation, title: name, note: reach(archive), ..Answer::default() };
    let mut sources = Vec::new();
    // Wordings of one utterance are shown once, as most independent articles print it.
    let near = wordings::near(archive, &found)?;
    let mut others: Vec<Source> = Vec::new();
    for (n, speech) in found.iter().enumerate() {
        if others.contains(&speech.source) || sources.contains(&speech.source) {
            continue;
        }
        if answer.lines.len() == MOST {
            break;
        }
        let family = match near.get(n) {
            Some(ready) => Family::of(archive, people, ready, &near)?,
            None => Family::of(archive, people, &*archive.told(&speech.source)?, &near)?,
        };
        let [first, rest @ ..] = &family.variants[..] else { continue };
        answer.lines.push(wordings::line(archive, &answer.title, first, speech.how()));
        sources.extend(first.sources.iter().take(1).cloned());
        others.extend(first.sources.iter().skip(1).chain(rest.iter().flat_map(|v| &v.sources)).cloned());
        if !rest.is_empty() {
            let label =
                if rest.len() == 1 { "1 other wording".to_owned() } else { format!("{} other wordings", rest.len()) };
            let command = wordings::command(&answer.title, first);
            answer = answer.offers(label, command);
        }
    }
    if let Some(other) = against_any(archive, about, &sources)? {
        answer = answer.says("Told otherwise:");
        answer.lines.push(printed(archive, &other, archive.passage(&other)?));
        answer.conflict = true;
        sources.push(other);
    }
    sources.extend(others);
    answer.rest_on(archive, &sources, MOST_RECEIPTS)?;
    Ok(answer)
}
