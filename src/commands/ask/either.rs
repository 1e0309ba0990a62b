//! `Was she 61 or 62?`, `did they wed in May or June?`: which question stands behind two alternatives?
//!
//! What is asked for is what the two have in common: an age, a day, a place, a number. It is answered by whatever the
//! articles tell, be it one of the two, both or neither.

use crate::answer::{Question, listed};

/// The question behind the alternatives: `When did they wed?`.
pub(super) fn reframed(question: &Question) -> Option<String> {
    if asks_whether(question) { behind(&question.text) } else { None }
}

/// The same question with each of two things alone: `did they have dinner`, `did they have drinks`.
pub(super) fn each(question: &Question) -> Option<[String; 2]> {
    if asks_whether(question) { apart(&question.text) } else { None }
}

fn asks_whether(question: &Question) -> bool {
    question.begins(&["did", "was", "is", "are", "were", "does", "do", "has", "have"])
}

fn behind(text: &str) -> Option<String> {
    let words: Vec<&str> = text.split_whitespace().collect();
    let mut ors = (0..words.len()).filter(|at| plain(words[*at]) == "or");
    let at = ors.next().filter(|at| *at > 0 && at + 1 < words.len() && ors.next().is_none())?;
    let mut from = at - 1;
    while from > 0 && is_date(words[from - 1]) {
        from -= 1;
    }
    let (before, after) = words.split_at(at);
    let skipped = after[1..].iter().take_while(|word| SMALL.contains(&plain(word).as_str())).count();
    let mut to = at + 1 + skipped + 1;
    let last = *words.get(to - 1)?;
    while words.get(to).is_some_and(|word| is_date(last) && (is_date(word) || is_number(word))) {
        to += 1;
    }
    let small = before[..from].iter().rev().take_while(|word| SMALL.contains(&plain(word).as_str())).count();
    let named = |word: &str| word.starts_with(char::is_uppercase);
    let left = words[at - 1];
    let noun = words.get(to).map(|word| plain(word)).unwrap_or_default();
    let (asks, keep, drop) = match () {
        () if words[from..to].iter().any(|word| is_date(word)) || is_year(left) && is_year(last) => ("When", from, to),
        () if is_number(left) && is_number(last) && UNITS.contains(&noun.as_str()) => {
            let old = words.get(to + 1).is_some_and(|word| plain(word) == "old");
            (if old { "How old" } else { "How long" }, from, to + 1 + usize::from(old))
        }
        () if is_number(left)
            && is_number(last)
            && (noun.is_empty() || ["when", "then", "at", "in"].contains(&&*noun)) =>
        {
            ("How old", from, to)
        }
        () if is_number(left) && is_number(last) => return Some(counted(&words, from, to)),
        () if named(left) && named(last) && small > 0 && is_place(words[from - 1]) => ("Where", from, to),
        () => return None,
    };
    // "From Leeds or York": what it asks is where from.
    let keep = if plain(words[keep - 1]) == "from" { keep } else { keep - small };
    let rest: Vec<&str> = words[..keep].iter().chain(words.get(drop..)?).copied().collect();
    let rest = rest.join(" ");
    Some(format!("{asks} {}?", rest.trim_end_matches(['?', ' '])))
}

/// `Were there 40 or 60 guests at the wedding`: how many there were.
fn counted(words: &[&str], from: usize, to: usize) -> String {
    let rest: Vec<&str> = words[to..].iter().chain(&words[..from]).copied().collect();
    format!("How many {}?", rest.join(" ").replace('?', ""))
}

fn apart(text: &str) -> Option<[String; 2]> {
    let words: Vec<&str> = text.split_whitespace().collect();
    let at = words.iter().position(|word| *word == "or").filter(|at| *at > 1)?;
    let thing = |word: &str| word.starts_with(char::is_lowercase) && !SMALL.contains(&plain(word).as_str());
    let last = words.get(at + 1).filter(|last| thing(last) && thing(words[at - 1]) && at + 2 == words.len())?;
    let with = |thing: &str| [&words[..at - 1], &[thing]].concat().join(" ");
    Some([with(words[at - 1]), with(last)])
}

/// Words before an alternative that go with it.
const SMALL: [&str; 9] = ["on", "in", "at", "from", "a", "an", "the", "for", "near"];
/// What lasts, and what ages are counted in.
const UNITS: [&str; 8] = ["years", "year", "months", "month", "weeks", "week", "days", "hours"];

fn plain(word: &str) -> String {
    word.trim_matches(|c: char| !c.is_alphanumeric()).to_lowercase()
}

fn is_place(before: &str) -> bool {
    ["in", "at", "from", "near", "the", "a", "an"].contains(&plain(before).as_str())
}

/// A month, a weekday.
fn is_date(word: &str) -> bool {
    let word = word.trim_matches(|c: char| !c.is_alphanumeric());
    let same = |time: &&str| time.eq_ignore_ascii_case(word) && (!word.eq_ignore_ascii_case("may") || *time == word);
    listed("times").iter().any(same)
}

fn is_number(word: &str) -> bool {
    let word = plain(word);
    word.parse::<u32>().is_ok() || listed("numbers").contains(&word.as_str())
}

fn is_year(word: &str) -> bool {
    let word = plain(word);
    word.len() == 4 && word.parse::<u16>().is_ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_two_alternatives_ask_for() {
        for (text, expected) in [
            ("Was Ann Poe 61 or 62 when she died?", Some("How old Was Ann Poe when she died?")),
            ("is ann 3 or 4", Some("How old is ann?")),
            ("Is Ann 3 or 4 years old?", Some("How old Is Ann?")),
            ("Did Ann and Bo wed on May 3 or May 4?", Some("When Did Ann and Bo wed?")),
            ("Was Ann born on June 6 or 9?", Some("When Was Ann born?")),
            ("did they split in July or September", Some("When did they split?")),
            ("Is Ann from Leeds or York?", Some("Where Is Ann from?")),
            ("Did Ann and Bo meet in Leeds or York?", Some("Where Did Ann and Bo meet?")),
            ("Were there 40 or 60 guests at the party?", Some("How many guests at the party Were there?")),
            ("Was Ann a cook for six or three years?", Some("How long Was Ann a cook?")),
            ("Did Ann or Bo win?", None),
            ("Who won, Ann or Bo?", None),
            ("or", None),
        ] {
            assert_eq!(behind(text).as_deref(), expected, "{text}");
        }
    }

    #[test]
    fn things_are_asked_for_one_by_one() {
        let both = apart("Did Ann and Bo have dinner or drinks?");
        assert_eq!(both, Some(["Did Ann and Bo have dinner".to_owned(), "Did Ann and Bo have drinks?".to_owned()]));
        assert_eq!(apart("Did Ann or Bo win?"), None);
    }
}
