//! Where does somebody live, or come from?

use crate::answer::{Answer, Archive, Dossier, Kind, MOST_RECEIPTS, Question, Source, standing};
use crate::commands::teller::teller;
use crate::commands::which_one::{silent, statement};
use crate::domain::{Object, PersonId, SentenceKind};
use crate::store::StoreError;

/// Answers `where does X live`, `where is X from`, `what is X's home town`.
pub fn answer(archive: &Archive, question: &Question) -> Result<Option<Answer>, StoreError> {
    let lives = question.has(&["live", "lives", "living", "reside", "resides", "residence", "based"])
        && !question.has_phrase("a living");
    let from = question.has(&["from", "hometown", "grow", "grew"]) || question.has_phrase("home town");
    let bare = question.content().iter().all(|w| ["hometown", "residence", "home", "town"].contains(w));
    let asks = bare || question.begins(&["where", "what", "which"]);
    let [named] = &question.names[..] else { return Ok(None) };
    let predicates: &[&str] = match (asks, lives, from) {
        (true, true, _) => &["residence"],
        (true, false, true)
            if question.content().iter().all(|w| ["hometown", "town", "grow", "grew", "home", "city"].contains(w)) =>
        {
            &["hometown"]
        }
        _ => return Ok(None),
    };
    let mut answer = statement(archive, &question.text);
    let mut sources: Vec<Source> = Vec::new();
    for person in &named.people {
        let Some(dossier) = Dossier::of(archive, *person)? else { continue };
        for tie in dossier.tied(predicates) {
            let Object::Place(place) = &tie.value.other else { continue };
            let as_of = tie.as_of.clone().or_else(|| {
                tie.sources.last().and_then(|s| archive.head(&s.article)).and_then(|head| head.date.clone())
            });
            let when = match (&as_of, lives) {
                (Some(date), true) => format!(", as of {}", date.phrase().trim_start_matches("by ")),
                _ => String::new(),
            };
            let by =
                tie.by.as_ref().and_then(|by| teller(archive, by)).map(|by| format!(", says {by}")).unwrap_or_default();
            let is = if lives { "" } else { "is " };
            let standing = standing(&tie.value.predicate, None);
            answer = answer.says(format!("{} {is}{standing} {place}{when}{by}.", dossier.person.name));
            sources.extend(tie.sources.iter().cloned());
        }
    }
    if sources.is_empty()
        && let Some(source) = told(archive, &named.people, question, lives)?
    {
        super::shown::nearest(archive, &mut answer, &[source])?;
        answer.kind = Kind::Passages;
        return Ok(Some(answer));
    }
    if sources.is_empty() {
        let what = format!("say where {} {}", named.called(archive), if lives { "lives" } else { "is from" });
        return Ok(Some(silent(archive, &what, &named.people)?));
    }
    answer.rest_on(archive, &sources, MOST_RECEIPTS)?;
    Ok(Some(answer))
}

/// The sentence that tells of a home or an origin in words that are no claim: `born in`, `grew up in`.
fn told(
    archive: &Archive,
    people: &[PersonId],
    question: &Question,
    lives: bool,
) -> Result<Option<Source>, StoreError> {
    let grew = question.has(&["grow", "grew", "raised"]);
    let phrases: &[&str] = if lives {
        &["lives in", "live in", "living in", "based in", "resides in", "lives near", "lives on"]
    } else if grew {
        &["grew up in", "raised in", "born and raised", "grew up on", "grew up near"]
    } else {
        &[
            "born in",
            "grew up in",
            "raised in",
            "native of",
            "hails from",
            "originally from",
            "born and raised",
            "comes from",
        ]
    };
    let words = [
        "born",
        "grew",
        "raised",
        "native",
        "hails",
        "originally",
        "lives",
        "live",
        "living",
        "based",
        "resides",
        "comes",
    ];
    for passage in archive.store.passages(&words, people, 40)?.into_iter().filter(|p| p.kind == SentenceKind::Body) {
        let source = Source { article: passage.article, span: passage.span };
        let text = archive.words(&source)?;
        let theirs = passage.people.first().is_some_and(|first| people.contains(first));
        let from = !lives && !grew && from_a_place(&text);
        if theirs && (from || phrases.iter().any(|phrase| Archive::mentions_words(&text, phrase))) {
            return Ok(Some(source));
        }
    }
    Ok(None)
}

/// `The dental hygienist from Tulsa`: a description, not a journey.
fn from_a_place(text: &str) -> bool {
    let words: Vec<&str> = text.split_whitespace().collect();
    words.windows(3).any(|window| {
        let noun = window[0].starts_with(char::is_lowercase) && window[0].ends_with(char::is_alphanumeric);
        let verb = window[0].ends_with("ed") || window[0].ends_with("ing") || WENT.contains(&window[0]);
        noun && !verb && window[1] == "from" && window[2].starts_with(char::is_uppercase)
    })
}

/// Words in front of `from` that tell of something else than where somebody comes from.
const WENT: [&str; 24] = [
    "away",
    "back",
    "home",
    "went",
    "flew",
    "came",
    "split",
    "far",
    "left",
    "apart",
    "divorce",
    "separation",
    "drove",
    "messages",
    "message",
    "letter",
    "letters",
    "call",
    "support",
    "help",
    "news",
    "over",
    "up",
    "down",
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn origins_are_no_journeys() {
        for (text, expected) in [
            ("The 30-year-old plumber from Leeds sang.", true),
            ("She moved from Leeds.", false),
            ("She came home from Leeds.", false),
            ("Her divorce from Al is final.", false),
        ] {
            assert_eq!(from_a_place(text), expected, "{text}");
        }
    }
}
