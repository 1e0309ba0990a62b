//! Which sentences hold everything that was asked? Shown as printed, labelled as what they are.

use crate::answer::{Answer, Archive, Evidence, Kind, Line, Question, Source, best_passages};
use crate::commands::which_one::reach;
use crate::domain::Edtf;
use crate::store::StoreError;

/// Answers with the best passages, when they hold every word that carries content and everybody named.
pub fn answer(archive: &Archive, question: &Question) -> Result<Option<Answer>, StoreError> {
    const MOST: usize = 2;
    let mut words = question.content();
    // "What song did she sing": the kind of thing asked for need not be named where it is told.
    if let Some(at) = question.words.iter().position(|w| ["what", "which"].contains(&w.as_str()))
        && words.len() > 2
        && let Some(category) = question.words.get(at + 1)
    {
        words.retain(|word| word != category);
    }
    // Of a relative who has no name here, the owner and the relative's word are looked for.
    let nameless = question.names.iter().filter(|n| n.people.is_empty() && n.kin.is_some());
    let mut people = question.people();
    for named in nameless {
        words.retain(|word| !question.words[named.words.0..named.words.1].iter().any(|w| w == word));
        words.extend(named.kin.as_deref());
        people.extend(named.owners.first());
    }
    // Whether it happened is told by a claim, not by a sentence with the word in it: that may be a plan or a wish.
    let whether = question.begins(&["did", "has", "have", "is", "are", "was", "were", "do", "does", "will"]);
    if whether && question.kinds().iter().any(|kind| CLAIMED.contains(kind)) {
        return Ok(None);
    }
    let strangers = question.names.iter().any(|n| n.people.is_empty() && n.kin.is_none());
    if words.is_empty() || strangers {
        return Ok(None);
    }
    let found = best_passages(archive, &words, &people, 6)?;
    let full: Vec<&Evidence> = found.iter().filter(|e| e.missing.is_empty() && tells(question, e)).collect();
    let Some(best) = full.first() else { return Ok(None) };
    let near = full.iter().filter(|e| e.score >= best.score - 4.0);
    let mut answer =
        Answer { kind: Kind::Passages, title: question.text.clone(), note: reach(archive), ..Answer::default() };
    let mut sources = Vec::new();
    let mut shown: Vec<&str> = Vec::new();
    for evidence in near {
        // Two sentences of one paragraph bring the same passage along.
        if shown.len() == MOST || shown.contains(&evidence.passage.as_str()) {
            continue;
        }
        shown.push(&evidence.passage);
        answer.lines.push(printed(archive, &evidence.source, evidence.passage.clone()));
        sources.push(evidence.source.clone());
    }
    answer.receipts = archive.receipts(&sources, MOST)?;
    Ok(Some(answer))
}

/// Kinds of event of which a sentence alone confirms nothing.
const CLAIMED: [&str; 9] =
    ["engaged", "married", "split", "divorced", "born", "died", "pregnant", "started_dating", "won"];

/// Words of an article as a line: who printed them, and when.
pub fn printed(archive: &Archive, source: &Source, words: String) -> Line {
    let head = archive.head(&source.article);
    let outlet = head.map(|h| h.outlet.clone().unwrap_or_else(|| h.title.clone())).unwrap_or_default();
    let note = head.and_then(|h| h.date.as_ref()).map(Edtf::phrase).unwrap_or_default();
    Line::Quotes { words, speaker: outlet.trim_end_matches(['.', ',', ' ']).to_owned(), note }
}

/// Whether the sentence can hold what the question word asks for: a person, a number, a place.
fn tells(question: &Question, evidence: &Evidence) -> bool {
    if question.begins(&["who", "whom", "whose"]) {
        return !evidence.people.is_empty();
    }
    if question.begins(&["why"]) {
        let causes = ["because", "due", "after", "since", "so", "to", "for", "over", "as"];
        return causes.iter().any(|word| Archive::mentions_words(&evidence.text, word));
    }
    if question.has_phrase("how many") || question.has_phrase("how much") {
        let number = ["one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "twice", "no"];
        return evidence.text.contains(|c: char| c.is_ascii_digit())
            || number.iter().any(|word| Archive::mentions_words(&evidence.text, word));
    }
    true
}
