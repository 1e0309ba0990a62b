//! Does the sentence look back or ahead where a date stands in it?
//!
//! The nearest verb on the left decides, else the nearest on the right; a bounded window, no parsing.

use super::token::Line;
use super::word::Word;

/// Where the sentence looks.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Direction {
    Past,
    Future,
    /// No verb tells.
    Unclear,
}

const WINDOW: usize = 14;

/// Where the sentence looks around the tokens `from` to `to`.
pub(super) fn direction(line: &Line, from: usize, to: usize) -> Direction {
    let before = from.checked_sub(1);
    if before.is_some_and(|b| line.is(b, "since") || line.word(b) == Word::After || line.word(b) == Word::Following) {
        return Direction::Past;
    }
    if before.is_some_and(|b| line.is(b, "out")) {
        return Direction::Future;
    }
    let mut bounded = true;
    for at in (from.saturating_sub(WINDOW)..from).rev() {
        if ends_sentence(line, at) {
            break;
        }
        if let Some(found) = marker(line, at, from - at) {
            return found;
        }
    }
    for at in to..to + WINDOW {
        if ends_sentence(line, at) {
            // A sentence without a verb takes its time from the next one.
            if bounded && line.word(at) != Word::Edge {
                bounded = false;
                continue;
            }
            break;
        }
        if line.word(at) != Word::To
            && let Some(found) = marker(line, at, at + 1 - to)
        {
            // `Monday's episode is` was on Monday.
            let possessed = line.word(to) == Word::Possessive && line.word(at) == Word::Be;
            return if possessed { Direction::Past } else { found };
        }
    }
    Direction::Unclear
}

fn ends_sentence(line: &Line, at: usize) -> bool {
    match line.word(at) {
        Word::Edge | Word::Mark('!' | '?' | ';') => true,
        Word::Mark('.') => {
            // The point of `Mr.` ends nothing.
            let short = line.capital(at.wrapping_sub(1)) && line.printed(at.wrapping_sub(1)).len() <= 3;
            !short && (!line.joined(at + 1) || line.is_mark(at + 1, '"'))
        }
        _ => false,
    }
}

/// What the word at `at` tells, `distance` tokens from the date.
fn marker(line: &Line, at: usize, distance: usize) -> Option<Direction> {
    match line.word(at) {
        Word::Will => Some(Direction::Future),
        Word::NameMonth(5) if !line.capital(at) => Some(Direction::Future),
        Word::Plan => plan(line, at),
        Word::Starts => (!matches!(line.before(at, 1), Word::The | Word::A | Word::Determiner | Word::Of))
            .then_some(Direction::Future),
        Word::PastVerb if line.capital(at) => None,
        // `will cut`, `to put`: the base form looks like the past.
        Word::PastVerb => (!matches!(line.before(at, 1), Word::Will | Word::To)).then_some(Direction::Past),
        Word::Lasting => ["took", "spent", "lasted", "waited"].contains(&line.printed(at)).then_some(Direction::Past),
        Word::BePast | Word::Has => Some(Direction::Past),
        Word::Be => (distance <= 3 && !line.printed(at + 1).ends_with("ing")).then_some(Direction::Future),
        Word::To => infinitive(line, at, distance),
        Word::Other => {
            let printed = line.printed(at);
            let participle = printed.len() >= 5
                && printed.ends_with("ed")
                && !line.capital(at)
                && !["hundred", "indeed", "exceed", "succeed", "proceed", "speed", "breed"].contains(&printed);
            participle.then_some(Direction::Past)
        }
        _ => None,
    }
}

/// `is set for`, `plans to`, `due`: some of these words look ahead only before `to` or `for`.
fn plan(line: &Line, at: usize) -> Option<Direction> {
    const ALONE: [&str; 11] = [
        "due",
        "scheduled",
        "slated",
        "expected",
        "upcoming",
        "planned",
        "planning",
        "awaits",
        "projected",
        "supposed",
        "tentatively",
    ];
    let ahead = ALONE.iter().any(|w| line.is(at, w)) || matches!(line.word(at + 1), Word::To | Word::For);
    if ahead {
        return Some(Direction::Future);
    }
    line.printed(at).ends_with("ed").then_some(Direction::Past)
}

/// `a reunion to air in October` looks ahead, `returned to work on Monday` does not.
fn infinitive(line: &Line, at: usize, distance: usize) -> Option<Direction> {
    let verb = matches!(line.word(at + 1), Word::Other | Word::PastVerb | Word::Lasting) && !line.capital(at + 1);
    if !verb || distance > 8 || line.printed(at + 1).ends_with('s') || line.printed(at + 1).ends_with("ing") {
        return None;
    }
    for back in (at.saturating_sub(4)..at).rev() {
        if ends_sentence(line, back) {
            break;
        }
        match marker(line, back, 1) {
            Some(found) if line.word(back) != Word::To => return Some(found),
            _ => {}
        }
    }
    Some(Direction::Future)
}
