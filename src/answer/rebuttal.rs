//! Which other words does a passage speak against, or which speak against it?
//!
//! Two signs are enough and nothing less: a denial of what another article tells (`There was no ring`), and an article
//! that says of two accounts that they are not one (`Her friends tell a different story`). Who is right is not asked.

use super::lexicon::Stem;
use super::name::words_of;
use super::{Archive, Page, Source, is_stop};
use crate::domain::SentenceKind;
use crate::store::{Passage, StoreError};

/// What stands against the passage of a source, in this article or another; `asked` are the words of the question, which
/// what stands against it must hold too.
pub fn against(archive: &Archive, source: &Source, asked: &[&str]) -> Result<Option<Source>, StoreError> {
    let page = archive.page(&source.article)?;
    let Some(at) = page.sentences.iter().position(|s| s.span.overlaps(source.span)) else { return Ok(None) };
    if let Some(other) = set_apart(&page, at) {
        return Ok(Some(Source { article: source.article.clone(), span: other.span }));
    }
    told_elsewhere(archive, &page, at, asked)
}

/// The account that an article itself sets against the paragraph of this sentence.
fn set_apart(page: &Page, at: usize) -> Option<&Passage> {
    const SIGNS: [&str; 14] = [
        "tell a different story",
        "tells a different story",
        "told a different story",
        "tell it differently",
        "tells it differently",
        "told it differently",
        "remember it differently",
        "remembers it differently",
        "remembered it differently",
        "a different version",
        "another version",
        "say otherwise",
        "says otherwise",
        "claims otherwise",
    ];
    let own = page.sentences[at].paragraph;
    let text = |passage: &Passage| passage.span.cut(&page.article.text);
    let parts = |passage: &&Passage| SIGNS.iter().any(|sign| text(passage).contains(sign));
    let body = || page.sentences.iter().filter(|s| s.kind == SentenceKind::Body);
    let before = body().map(|s| s.paragraph).filter(|paragraph| *paragraph < own).max();
    let after = body().map(|s| s.paragraph).filter(|paragraph| *paragraph > own).min();
    // What is told of the matter is what somebody is quoted with, where anybody is.
    let account = |paragraph: u32| {
        let all = || body().filter(move |s| s.paragraph == paragraph);
        all().find(|s| text(s).contains(['“', '"', '‘'])).or_else(|| all().next())
    };
    let first = |paragraph: u32| body().find(|s| s.paragraph == paragraph);
    if first(own).is_some_and(|s| parts(&s)) {
        return account(before?);
    }
    let after = after.filter(|after| first(*after).is_some_and(|s| parts(&s)))?;
    account(after)
}

/// The sentence of another article that tells what the paragraph of this sentence denies.
fn told_elsewhere(archive: &Archive, page: &Page, at: usize, asked: &[&str]) -> Result<Option<Source>, StoreError> {
    const CANDIDATES: usize = 40;
    let asked: Vec<Stem> = asked.iter().map(|word| Stem::of(word)).collect();
    let text = |passage: &Passage| passage.span.cut(&page.article.text).to_owned();
    let own = page.sentences[at].paragraph;
    let paragraph: Vec<&Passage> = page.sentences.iter().filter(|s| s.paragraph == own).collect();
    let mut denied: Vec<String> = Vec::new();
    for (n, sentence) in paragraph.iter().enumerate() {
        let before = n.checked_sub(1).map(|n| text(paragraph[n]));
        denied.extend(denied_by(&text(sentence), before.as_deref()));
    }
    denied.retain(|word| !asked.iter().any(|stem| stem.alike(&Stem::of(word))));
    if denied.is_empty() || asked.is_empty() {
        return Ok(None);
    }
    let mut people: Vec<_> = paragraph.iter().flat_map(|s| s.people.iter().copied()).collect();
    people.dedup();
    let sought: Vec<&str> = denied.iter().map(String::as_str).collect();
    let mut best: Option<(usize, Source)> = None;
    for passage in archive.store.passages(&sought, &people, CANDIDATES)? {
        let same = archive.original_of(&passage.article) == archive.original_of(&page.article.id);
        if same || passage.kind != SentenceKind::Body {
            continue;
        }
        let source = Source { article: passage.article, span: passage.span };
        let words = archive.words(&source)?;
        let stems: Vec<Stem> = words_of(&words).iter().map(|word| Stem::of(word)).collect();
        let held = asked.iter().filter(|stem| stems.iter().any(|s| s.alike(stem))).count();
        let most = held * 2 >= asked.len() && held > 0;
        if most && !negative(&words) && best.as_ref().is_none_or(|(known, _)| held > *known) {
            best = Some((held, source));
        }
    }
    Ok(best.map(|(_, source)| source))
}

/// The words of what a sentence denies: `There was no ring` denies a ring, `It did not` what stands `before` it.
fn denied_by(sentence: &str, before: Option<&str>) -> Vec<String> {
    const SHORT: usize = 5;
    const SUBJECTS: [&str; 8] = ["it", "that", "this", "he", "she", "they", "none", "neither"];
    let telling = |text: &str| -> Vec<String> {
        // Names tell whom it is about, not what is told of them.
        let common = text.split_whitespace().filter(|word| word.starts_with(char::is_lowercase));
        common.flat_map(words_of).filter(|word| word.len() > 3 && !is_stop(word)).collect()
    };
    let words = words_of(sentence);
    let none = words
        .windows(4)
        .find(|four| four[0] == "there" && ["was", "were", "is", "are"].contains(&four[1].as_str()) && four[2] == "no");
    if let Some(four) = none {
        return four[3..].iter().filter(|word| word.len() > 3 && !is_stop(word)).cloned().collect();
    }
    let short = words.len() <= SHORT && words.first().is_some_and(|first| SUBJECTS.contains(&first.as_str()));
    match before {
        Some(before) if short && negative(sentence) && !negative(before) => telling(before),
        _ => Vec::new(),
    }
}

fn negative(text: &str) -> bool {
    text.contains("n't")
        || text.contains("n’t")
        || words_of(text).iter().any(|w| ["not", "no", "never"].contains(&w.as_str()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_denied() {
        for (sentence, before, expected) in [
            ("There was no ring.", None, &["ring"][..]),
            ("“There were no fireworks,” she said.", None, &["fireworks"]),
            ("It did not.", Some("They say the name came from his aunt."), &["aunt"]),
            ("It did not rain on the day of the wedding.", Some("They say it came from his aunt."), &[]),
            ("She sang.", Some("They say it came from his aunt."), &[]),
            ("He didn't.", None, &[]),
        ] {
            assert_eq!(denied_by(sentence, before), expected, "{sentence}");
        }
    }
}
