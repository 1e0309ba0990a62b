//! Which words of a question must a passage hold, and whom is it about?
//!
//! Words that only say what kind of thing is wanted need not stand where it is told. It looks nothing up.

use super::asked::{Asked, ORIGIN};
use crate::answer::Question;
use crate::domain::PersonId;

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
    // "A ten-week strike" need not be said to have lasted.
    if question.has_phrase("how long") && words.len() + question.people().len() > 1 {
        words.retain(|word| !["last", "lasted", "take", "took"].contains(word));
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

/// `What song did she sing`: the kind of thing asked for need not be named where it is told.
pub(super) fn category(question: &Question) -> Option<&str> {
    let at = question.words.iter().position(|w| ["what", "which"].contains(&w.as_str()))?;
    question.words.get(at + 1).map(String::as_str)
}
