//! Which sentences speak of what was asked?
//!
//! Candidates come from the store's full-text index (BM25); here it is counted which words of the question
//! they and their neighbours hold. A passage is shown as printed and never taken for more than it says.

use super::lexicon::{Stem, kinds_of, synonyms};
use super::name::words_of;
use super::page::PARTICLES;
use super::{Archive, Line, Source};
use crate::domain::{PersonId, SentenceKind};
use crate::store::{Passage, StoreError};

/// A sentence that may answer, with what it needs around it.
#[derive(Clone, Debug, PartialEq)]
pub struct Evidence {
    /// Where the sentence stands.
    pub source: Source,
    /// The sentence as printed.
    pub text: String,
    /// The sentence with its neighbours in the paragraph, as far as a reader likes to read.
    pub passage: String,
    /// Everybody mentioned in it.
    pub people: Vec<PersonId>,
    /// The words asked for that it holds itself.
    pub held: Vec<String>,
    /// The words asked for that neither it nor its paragraph holds.
    pub missing: Vec<String>,
    /// One of the words is held by the article alone.
    pub loose: bool,
    /// It is a headline.
    pub headline: bool,
    /// Higher is better: words held, then nearness, then BM25.
    pub score: f64,
}

/// How near the people and the scene of a question must stand to its words.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Reach {
    /// In the paragraph.
    Paragraph,
    /// Anywhere around, where the article is about them: its headline or beginning names them.
    Article,
}

const CANDIDATES: usize = 60;

/// The best passages for these folded words about all of these people, best first.
pub fn best_passages(
    archive: &Archive,
    words: &[&str],
    people: &[PersonId],
    limit: usize,
) -> Result<Vec<Evidence>, StoreError> {
    let groups = groups(words);
    let mut candidates = archive.store.passages_with(&groups, people, CANDIDATES)?;
    if candidates.is_empty() && !people.is_empty() && !words.is_empty() {
        candidates = archive.store.passages_with(&groups, &[], CANDIDATES)?;
    }
    best(archive, &candidates, words, people, limit, Reach::Paragraph)
}

/// The same where the article as a whole is about these people or this scene: `Who sang at her wedding` is answered by
/// a sentence of the wedding report that names neither her nor the wedding.
pub fn passages_around(
    archive: &Archive,
    words: &[&str],
    people: &[PersonId],
    limit: usize,
) -> Result<Vec<Evidence>, StoreError> {
    let groups = groups(words);
    let mut candidates = archive.store.passages_with(&groups, people, CANDIDATES / 2)?;
    if !people.is_empty() {
        for more in archive.store.passages_with(&groups, &[], CANDIDATES / 2)? {
            if candidates.iter().all(|known| known.article != more.article || known.span != more.span) {
                candidates.push(more);
            }
        }
    }
    best(archive, &candidates, words, people, limit, Reach::Article)
}

/// Whom a sentence speaks of without naming them in the words that are shown: `She will take over in May`.
pub fn unnamed(archive: &Archive, source: &Source, shown: &str) -> Result<Option<Line>, StoreError> {
    const MOST: usize = 2;
    let page = archive.page(&source.article)?;
    let Some(sentence) = page.sentences.iter().find(|s| s.span.overlaps(source.span)) else { return Ok(None) };
    let shown = words_of(shown);
    let named = |person: &PersonId| words_of(archive.name(*person)).iter().any(|word| shown.contains(word));
    let others: Vec<PersonId> = sentence.people.iter().copied().filter(|person| !named(person)).collect();
    let few = (1..=MOST).contains(&others.len());
    Ok(few.then(|| Line::Says(format!("It speaks of {}.", archive.names_of(&others)))))
}

/// Each word with those that may stand for it.
fn groups<'a>(words: &[&'a str]) -> Vec<Vec<&'a str>> {
    words
        .iter()
        .map(|word| std::iter::once(*word).chain(synonyms(word).into_iter().flat_map(searched)).collect())
        .collect()
}

/// What a synonym is found by: itself, and the verb of `steppeddown`, which is printed in two words.
fn searched(synonym: &str) -> impl Iterator<Item = &str> {
    const SHORTEST: usize = 4;
    let verb = PARTICLES.iter().find_map(|particle| synonym.strip_suffix(particle));
    std::iter::once(synonym).chain(verb.filter(|verb| verb.len() >= SHORTEST))
}

fn best(
    archive: &Archive,
    candidates: &[Passage],
    words: &[&str],
    people: &[PersonId],
    limit: usize,
    reach: Reach,
) -> Result<Vec<Evidence>, StoreError> {
    let stems: Vec<(Stem, &str)> = words.iter().map(|word| (Stem::of(word), *word)).collect();
    let mut found: Vec<Evidence> = Vec::new();
    for candidate in candidates.iter().filter(|c| matches!(c.kind, SentenceKind::Body | SentenceKind::Title)) {
        found.extend(weigh(archive, candidate, &stems, people, reach)?);
    }
    found.sort_by(|a, b| b.score.total_cmp(&a.score));
    found.truncate(limit);
    Ok(found)
}

fn weigh(
    archive: &Archive,
    candidate: &Passage,
    stems: &[(Stem, &str)],
    people: &[PersonId],
    reach: Reach,
) -> Result<Option<Evidence>, StoreError> {
    let page = archive.page(&candidate.article)?;
    let text = &page.article.text;
    let Some(at) = page.sentences.iter().position(|s| s.span == candidate.span) else { return Ok(None) };
    let own = page.stems(at);
    let near = |s: &Passage| s.paragraph == candidate.paragraph && s.span != candidate.span;
    let headline = candidate.kind == SentenceKind::Title;
    let mut score = candidate.score.clamp(0.0, 50.0) / 50.0;
    if headline {
        score -= 3.0;
    }
    for person in people {
        let in_sentence = |s: &Passage| s.people.contains(person);
        score += match () {
            () if in_sentence(candidate) => 2.0,
            () if page.sentences.iter().any(|s| near(s) && in_sentence(s)) => 0.0,
            () if reach == Reach::Article && page.beginning().any(|(s, _)| in_sentence(s)) => -1.0,
            () => return Ok(None),
        };
    }
    let mut evidence = Evidence {
        passage: page.widened(at).cut(text).to_owned(),
        source: Source { article: candidate.article.clone(), span: candidate.span },
        text: candidate.span.cut(text).to_owned(),
        people: candidate.people.clone(),
        held: Vec::new(),
        missing: Vec::new(),
        loose: false,
        headline,
        score: 0.0,
    };
    for (stem, word) in stems {
        let beside = || page.sentences.iter().enumerate().filter(|(_, s)| near(s)).flat_map(|(at, _)| page.stems(at));
        if own.iter().any(|s| s.same(stem)) {
            score += 10.0;
            evidence.held.push((*word).to_owned());
        } else if own.iter().any(|s| s.alike(stem)) {
            score += 8.0;
            evidence.held.push((*word).to_owned());
        } else if beside().any(|s| s.alike(stem)) {
            score += 4.0;
        } else if reach == Reach::Article && page.beginning().any(|(_, all)| all.iter().any(|s| s.alike(stem))) {
            score += 2.0;
        } else {
            evidence.missing.push((*word).to_owned());
        }
    }
    // One word of several may be what the whole article is about; a year is not, nor is what happened.
    let telling = |word: &String| {
        word.starts_with(|c: char| c.is_ascii_digit()) || !kinds_of(std::slice::from_ref(word)).is_empty()
    };
    if evidence.missing.len() == 1 && evidence.held.len() >= 2 && !evidence.missing.iter().any(telling) {
        let missing = Stem::of(&evidence.missing[0]);
        if (0..page.sentences.len()).flat_map(|at| page.stems(at)).any(|s| s.alike(&missing)) {
            score -= 2.0;
            evidence.missing.clear();
            evidence.loose = true;
        }
    }
    evidence.score = score;
    Ok((!evidence.held.is_empty() || stems.is_empty()).then_some(evidence))
}
