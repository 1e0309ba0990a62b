//! `/did-they-say`: are these somebody's words?
//!
//! Four verdicts: verbatim, altered, said by someone else, not in this archive. Never that somebody did not say it: the
//! archive is a few articles, and people talk all day.

mod request;

use super::teller::{printed, teller};
use super::which_one::{Meant, meant, nobody, reach};
use super::{AskError, Command, CommandOption, Options, given};
use crate::answer::name::words_of;
use crate::answer::{
    Answer, Archive, Difference, Found, Judgement, Kind, Line, MOST_RECEIPTS, Printing, Source, Support, Verdict,
    Wording, against, capitalised, disowned, is_stop, judge, list,
};
use crate::domain::{Edtf, PersonId};
use crate::store::StoreError;

/// The command.
pub static COMMAND: Command = Command {
    name: "did-they-say",
    description: "Whether somebody is quoted with these words, or with others, or somebody else is",
    options: &[
        CommandOption { name: "text", description: "The words in question", required: true, names: false },
        CommandOption { name: "person", description: "Who is supposed to have said it", required: false, names: true },
    ],
    pattern: "/did-they-say text: I have always loved it here person: {one}",
    recognises: request::recognises,
    answer,
};

fn answer(archive: &Archive, options: &Options) -> Result<Answer, AskError> {
    let text = given(options, "text").unwrap_or_default();
    let typed = given(options, "person");
    let people = match typed {
        None => Vec::new(),
        Some(typed) => match meant(archive, typed, |name| format!("/did-they-say text: {text} person: {name}"))? {
            Meant::One(one) => vec![one],
            Meant::Several(_, all) => all,
            Meant::Nobody(_) => Vec::new(),
        },
    };
    if Wording::of(text).is_empty() {
        return Err(AskError::Asked("There is no word in that text: paste the words in question.".to_owned()));
    }
    let judgement = judge(archive, text, &people)?;
    // Words that are printed here were said by somebody else than a stranger.
    if let Some(typed) = typed.filter(|_| people.is_empty()) {
        if judgement.verdict == Verdict::NotHere {
            let Found::Nobody(near) = archive.names.find(typed) else { return Ok(not_here(archive, text, &[])?) };
            return Ok(nobody(archive, typed, &near));
        }
        // A name gone wrong is whoever is quoted so and nearly called so.
        if let (Found::Nobody(near), Some(first)) = (archive.names.find(typed), judgement.printings.first())
            && let Some(meant) =
                near.iter().find(|id| first.speaker.people().contains(id) && nearly(typed, archive.name(**id)))
        {
            let answer = told(archive, text, &[*meant], &judge(archive, text, &[*meant])?)?;
            return Ok(answer.says(format!("“{typed}” is read as {}.", archive.name(*meant))));
        }
        let judgement = Judgement { verdict: Verdict::SomeoneElse, ..judgement };
        return Ok(told(archive, text, &people, &judgement)?);
    }
    let mut answer = told(archive, text, &people, &judgement)?;
    if typed.is_none() && !answer.conflict {
        came_from(archive, text, &judgement, &mut answer)?;
    }
    Ok(answer)
}

/// Adds what stands against a passage that tells where words come from: `They think it is his mother's. It is not.`
fn came_from(archive: &Archive, text: &str, judgement: &Judgement, answer: &mut Answer) -> Result<(), StoreError> {
    const LOOKED_AT: usize = 4;
    let wording = Wording::of(text);
    let words: Vec<&str> = wording.key().split(' ').filter(|word| !is_stop(word)).collect();
    for source in judgement.printings.iter().take(LOOKED_AT).flat_map(Printing::sources) {
        let Some(other) = against(archive, &source, &words)? else { continue };
        answer.lines.push(Line::Says("Where it comes from is told differently, as printed:".to_owned()));
        answer.conflict = true;
        for source in [source, other] {
            answer.lines.push(printed(archive, &source, archive.passage(&source)?));
            let receipts = archive.receipts(&[source], 1)?;
            let new = receipts.into_iter().filter(|receipt| !answer.receipts.contains(receipt));
            let new: Vec<_> = new.take(MOST_RECEIPTS - answer.receipts.len().min(MOST_RECEIPTS)).collect();
            answer.receipts.extend(new);
        }
        answer.support = Support::of(archive, answer.receipts.iter().map(|receipt| &receipt.article));
        break;
    }
    Ok(())
}

/// Whether a name is another one but for a slip or two: `Ann Poew`, `Anne Poe`.
fn nearly(typed: &str, name: &str) -> bool {
    const SLIPS: usize = 2;
    let (typed, name) = (words_of(typed).join(" "), words_of(name).join(" "));
    typed.len() > 4 * SLIPS && strsim::damerau_levenshtein(&typed, &name) <= SLIPS
}

/// Judges each quotation in a message that somebody pasted or pointed at; who said it is not known.
pub fn check(archive: &Archive, message: &str) -> Result<Answer, AskError> {
    const MOST: usize = 3;
    let quoted = request::quoted_in(message);
    let mut all = Answer { kind: Kind::NothingFound, title: "Check this quote".to_owned(), ..Answer::default() };
    if quoted.is_empty() {
        return Err(AskError::Asked("There are no words in that message to look for.".to_owned()));
    }
    let several = quoted.len().min(MOST) > 1;
    for words in quoted.iter().take(MOST) {
        let answer = told(archive, words, &[], &judge(archive, words, &[])?)?;
        if several {
            all = all.says(format!("On “{}”:", beginning(words)));
        }
        if answer.answered() {
            all.kind = Kind::Quotation;
        }
        all.lines.extend(answer.lines);
        all.receipts.extend(answer.receipts);
        all.note = answer.note;
    }
    all.receipts.dedup();
    all.receipts.truncate(MOST_RECEIPTS);
    Ok(all)
}

/// Enough of a text to know it by.
fn beginning(text: &str) -> String {
    const MOST: usize = 8;
    let words: Vec<&str> = text.split_whitespace().collect();
    let more = if words.len() > MOST { " …" } else { "" };
    format!("{}{more}", words[..words.len().min(MOST)].join(" "))
}

fn told(archive: &Archive, text: &str, people: &[PersonId], judgement: &Judgement) -> Result<Answer, StoreError> {
    let Some(first) = judgement.printings.first() else { return not_here(archive, text, people) };
    let title = "Did they say it?".to_owned();
    let mut answer = Answer { kind: Kind::Quotation, title, note: reach(archive), ..Answer::default() };
    let who = teller(archive, &first.speaker);
    let (name, quoted) = match &who {
        Some(who) => (who.clone(), capitalised(who) + " is quoted"),
        None => ("somebody whom the article does not name".to_owned(), "Somebody unnamed is quoted".to_owned()),
    };
    let comparison = &first.comparison;
    let exact = comparison.differences.is_empty();
    answer = answer.says(match (judgement.verdict, exact) {
        (Verdict::SomeoneElse, true) => {
            format!("Said by someone else: these articles give the words to {name}.")
        }
        (Verdict::SomeoneElse, false) => {
            format!("Said by someone else, and altered: these articles give such words to {name}.")
        }
        (_, true) => format!("Verbatim: {quoted} with these words."),
        (_, false) => format!("Altered: {quoted}, but with other words."),
    });
    if let Some(told) = differences(&comparison.differences) {
        answer = answer.says(told);
    }
    if !comparison.slips.is_empty() {
        let slips: Vec<String> =
            comparison.slips.iter().take(MOST_TOLD).map(|d| format!("“{}” for “{}”", d.asked, d.printed)).collect();
        answer = answer.says(format!("Read as slips of the pen: {}.", list(&slips)));
    }
    // Whoever else is quoted so: a catchphrase has many mouths.
    let to_the_word = |printing: &&Printing| printing.comparison.differences.is_empty();
    let mut others: Vec<String> = Vec::new();
    for other in judgement.printings.iter().filter(to_the_word).filter(|p| p.speaker != first.speaker) {
        if let Some(name) = teller(archive, &other.speaker).filter(|name| !others.contains(name)) {
            others.push(name);
        }
    }
    others.truncate(MOST_TOLD);
    if !others.is_empty() {
        let also = if exact { "Also printed" } else { "Printed to the word" };
        answer = answer.says(format!("{also} as the words of {}.", list(&others)));
    }
    answer.lines.push(line(archive, first, name));
    let shown = |printing: &&Printing| to_the_word(printing) || !exact;
    let mut sources: Vec<Source> = judgement.printings.iter().filter(shown).flat_map(Printing::sources).collect();
    who_said_it(archive, &mut answer, &mut sources)?;
    answer.rest_on(archive, &sources, MOST_RECEIPTS)?;
    Ok(answer)
}

/// Adds what the articles themselves say of who said it, where they don't agree on that.
fn who_said_it(archive: &Archive, answer: &mut Answer, sources: &mut Vec<Source>) -> Result<(), StoreError> {
    const LOOKED_AT: usize = 6;
    const MOST: usize = 2;
    let mut shown: Vec<String> = Vec::new();
    for source in sources.iter().take(LOOKED_AT).cloned().collect::<Vec<_>>() {
        let Some(told) = disowned(archive, &source)?.filter(|_| shown.len() < MOST) else { continue };
        let passage = archive.passage(&told)?;
        if shown.contains(&passage) {
            continue;
        }
        if shown.is_empty() {
            answer.lines.push(Line::Says("Who said it is told differently, as printed:".to_owned()));
        }
        answer.conflict = true;
        answer.lines.push(printed(archive, &told, passage.clone()));
        shown.push(passage);
        sources.push(told);
    }
    Ok(())
}

/// More differences are not listed: the printed words stand below.
const MOST_TOLD: usize = 4;

fn differences(all: &[Difference]) -> Option<String> {
    const LONGEST: usize = 120;
    let short = |text: &str| text.chars().count() <= LONGEST;
    let told: Vec<String> = all
        .iter()
        .filter(|d| short(&d.asked) && short(&d.printed))
        .take(MOST_TOLD)
        .map(Difference::to_string)
        .collect();
    let more = all.len() - told.len();
    match (told.is_empty(), more) {
        (true, 0) => None,
        (true, _) => Some("The words differ in long parts.".to_owned()),
        (false, 0) => Some(format!("{}.", told.join("; "))),
        (false, more) => Some(format!("{}; and {more} more.", told.join("; "))),
    }
}

/// The words as printed: the pieces that answer, whole.
fn line(archive: &Archive, printing: &Printing, speaker: String) -> Line {
    let words: Vec<&str> = printing.pieces.iter().map(|(_, words)| words.as_str()).collect();
    let date = archive.head(&printing.article).and_then(|head| head.date.as_ref()).map(Edtf::phrase);
    let note = date.map(|date| format!("printed {date}")).unwrap_or_default();
    Line::Quotes { words: words.join(" … "), speaker, note }
}

/// Nothing like it is printed as anybody's words; perhaps it is the article's own sentence.
fn not_here(archive: &Archive, text: &str, people: &[PersonId]) -> Result<Answer, StoreError> {
    let by = if people.is_empty() { String::new() } else { format!(" as the words of {}", archive.names_of(people)) };
    let mut answer = Answer { kind: Kind::NothingFound, note: reach(archive), ..Answer::default() };
    if let Some(source) = own_words(archive, text)? {
        answer.kind = Kind::Statement;
        answer.rest_on(archive, &[source], MOST_RECEIPTS)?;
        return Ok(answer.says("Not in this archive as anybody’s words: an article says it in its own."));
    }
    answer = answer.says(format!(
        "Not in this archive: no article here prints these words, or words like them{by}. Whether they were said \
         elsewhere it cannot tell."
    ));
    for id in people.iter().take(2) {
        answer.suggestions.push(format!("/quote person: {}", archive.name(*id)));
    }
    Ok(answer)
}

/// Where the narrator says so, to the word.
fn own_words(archive: &Archive, text: &str) -> Result<Option<Source>, StoreError> {
    const LEAST: usize = 5;
    const TELLING: usize = 3;
    let asked = Wording::of(text);
    if asked.len() < LEAST {
        return Ok(None);
    }
    let key = asked.key();
    let mut telling: Vec<&str> = key.split(' ').filter(|word| !crate::answer::is_stop(word)).collect();
    telling.sort_by_key(|word| std::cmp::Reverse(word.len()));
    telling.truncate(TELLING);
    for passage in archive.store.passages(&telling, &[], 4)? {
        let source = Source { article: passage.article, span: passage.span };
        let (_, sentence) = archive.sentence(&source)?;
        let comparison = asked.within(&Wording::of(&sentence));
        if comparison.differences.is_empty() && comparison.same >= LEAST {
            return Ok(Some(source));
        }
    }
    Ok(None)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn differences_are_few_and_short() {
        let one = Difference { asked: "a".into(), printed: "b".into() };
        assert_eq!(differences(&[]), None);
        assert_eq!(differences(std::slice::from_ref(&one)).as_deref(), Some("“a” is printed “b”."));
        assert!(differences(&vec![one; 9]).is_some_and(|told| told.ends_with("; and 5 more.")));
        let long = Difference { asked: "a ".repeat(200), printed: String::new() };
        assert_eq!(differences(&[long]).as_deref(), Some("The words differ in long parts."));
    }
}
