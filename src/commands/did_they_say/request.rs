//! Which words does a question or a message ask about, and of whom?

use super::super::Options;
use crate::answer::{Archive, Question, Verdict, Wording, judge};

/// Verbs that ask for words.
const SAYING: [&str; 12] =
    ["say", "said", "says", "write", "wrote", "tweet", "tweeted", "post", "posted", "caption", "captioned", "tell"];

/// After these the question is about a topic, not about words.
const TOPICAL: [&str; 18] = [
    "about",
    "anything",
    "something",
    "nothing",
    "what",
    "why",
    "when",
    "where",
    "who",
    "how",
    "whether",
    "if",
    "to",
    "yes",
    "no",
    "so",
    "goodbye",
    "more",
];

/// `did X say …`, `who said …`, `is it true that X said “…”`.
pub(super) fn recognises(archive: &Archive, question: &Question) -> Option<Options> {
    let begins = ["did", "has", "have", "does", "do", "is", "was", "are", "were", "who", "whos"];
    if !question.begins(&begins) || !question.has(&SAYING) && !question.has(&["quote", "quoted", "words"]) {
        return None;
    }
    let (text, frame) = match marked(&question.text) {
        Some((text, frame)) => (text, frame),
        None => after_verb(question)?,
    };
    let asked_who = question.begins(&["who", "whos"]);
    let frame = Question::of(archive, &frame).ok()?;
    let person = frame.names.first().filter(|_| !asked_who);
    let marked = question.text.contains(['“', '”', '"']);
    if !marked {
        // Without marks it is words only when they are found: a fan may ask for the sense.
        let people = person.map(|named| named.people.clone()).unwrap_or_default();
        let found = judge(archive, &text, &people).ok()?;
        let near = found.printings.first().is_some_and(|first| first.comparison.likeness >= NEAR);
        if found.verdict == Verdict::NotHere || !near || (person.is_none() && !asked_who) {
            return None;
        }
    }
    let mut options = Options::from([("text".to_owned(), text)]);
    if let Some(named) = person {
        options.insert("person".to_owned(), named.called(archive).to_owned());
    }
    Some(options)
}

/// Without marks only words that are nearly those printed are taken for a quotation.
const NEAR: f64 = 0.7;

/// The words between the outermost double marks, and the text around them.
pub(super) fn marked(text: &str) -> Option<(String, String)> {
    const MARKS: [char; 3] = ['“', '”', '"'];
    let from = text.find(MARKS)?;
    let open = text[from..].chars().next().map_or(1, char::len_utf8);
    let to = text.rfind(MARKS).filter(|to| *to >= from + open)?;
    let inside = text[from + open..to].trim();
    let around = format!("{} {}", &text[..from], &text[to..].trim_start_matches(MARKS));
    (Wording::of(inside).len() >= 2).then(|| (inside.to_owned(), around))
}

/// `did Jane ever say that never is a long time?`: all behind the verb.
fn after_verb(question: &Question) -> Option<(String, String)> {
    let mut at = 0;
    for word in question.text.split_inclusive(char::is_whitespace) {
        at += word.len();
        let plain = word.trim().trim_matches(|c: char| !c.is_alphanumeric()).to_lowercase();
        if SAYING.contains(&plain.as_str()) {
            let rest = question.text[at..].trim().trim_end_matches('?').trim();
            let rest = rest.strip_prefix("that ").or(rest.strip_prefix(", ")).unwrap_or(rest);
            let first = Wording::of(rest);
            let topical = first.key().split(' ').next().is_some_and(|word| TOPICAL.contains(&word));
            let enough = Wording::of(rest).len() >= 3;
            return (enough && !topical).then(|| (rest.to_owned(), question.text[..at].to_owned()));
        }
    }
    None
}

/// The quotations in a message: between double marks, else its quoted lines, else all of it.
pub(super) fn quoted_in(message: &str) -> Vec<String> {
    const LEAST: usize = 3;
    let mut found: Vec<String> = Vec::new();
    let mut rest = message;
    while let Some(from) = rest.find(['“', '"']) {
        let opened = &rest[from..];
        let open = opened.chars().next().map_or(1, char::len_utf8);
        let close =
            if opened.starts_with('“') { opened[open..].find(['”', '“']) } else { opened[open..].find('"') };
        let Some(close) = close else { break };
        found.push(opened[open..open + close].trim().to_owned());
        let end = open + close;
        rest = &opened[end + opened[end..].chars().next().map_or(0, char::len_utf8)..];
    }
    found.retain(|words| Wording::of(words).len() >= LEAST);
    if found.is_empty() {
        let lines: Vec<&str> = message.lines().filter_map(|line| line.trim_start().strip_prefix('>')).collect();
        let lines = lines.iter().map(|line| line.trim_matches([' ', '>'])).collect::<Vec<_>>().join(" ");
        let all = if Wording::of(&lines).len() >= LEAST { lines } else { message.trim().to_owned() };
        found.extend(Some(all).filter(|all| !Wording::of(all).is_empty()));
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn quotations_in_messages() {
        for (message, expected) in [
            (
                "omg she said “it was never my plan” and “I would do it again”",
                vec!["it was never my plan", "I would do it again"],
            ),
            ("\"it was never my plan\" lol", vec!["it was never my plan"]),
            ("> it was never\n> my plan\nreally?", vec!["it was never my plan"]),
            ("it was never my plan", vec!["it was never my plan"]),
            ("the “one” thing", vec!["the “one” thing"]),
            ("“never closed", vec!["“never closed"]),
            ("!!!", vec![]),
        ] {
            assert_eq!(quoted_in(message), expected, "{message}");
        }
    }

    #[test]
    fn words_between_marks_and_what_stands_around_them() {
        let (inside, around) = marked("Did Ann say “we ‘met’ twice” to Bob?").expect("marked");
        assert_eq!((inside.as_str(), around.as_str()), ("we ‘met’ twice", "Did Ann say   to Bob?"));
        assert_eq!(marked("Did Ann say it?"), None);
    }
}
