//! Which sentences speak of what was asked?
//!
//! Candidates come from the store's full-text index (BM25); here it is counted which words of the question
//! they and their neighbours hold. A passage is shown as printed and never taken for more than it says.

use super::lexicon::{alike, stem, synonyms};
use super::name::{fold, words_of};
use super::{Archive, Source};
use crate::domain::{PersonId, SentenceKind, Span};
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
    /// Higher is better: words held, then nearness, then BM25.
    pub score: f64,
}

/// The best passages for these folded words about all of these people, best first.
pub fn best_passages(
    archive: &Archive,
    words: &[&str],
    people: &[PersonId],
    limit: usize,
) -> Result<Vec<Evidence>, StoreError> {
    const CANDIDATES: usize = 60;
    let mut searched: Vec<&str> = words.to_vec();
    for word in words {
        searched.extend(synonyms(word));
    }
    searched.sort_unstable();
    searched.dedup();
    let mut candidates = archive.store.passages(&searched, people, CANDIDATES)?;
    if candidates.is_empty() && !people.is_empty() && !words.is_empty() {
        candidates = archive.store.passages(&searched, &[], CANDIDATES)?;
    }
    let stems: Vec<(String, &str)> = words.iter().map(|word| (stem(word), *word)).collect();
    let mut found: Vec<Evidence> = Vec::new();
    for candidate in candidates.iter().filter(|c| matches!(c.kind, SentenceKind::Body | SentenceKind::Title)) {
        if let Some(evidence) = weigh(archive, candidate, &stems, people)? {
            found.push(evidence);
        }
    }
    found.sort_by(|a, b| b.score.total_cmp(&a.score));
    found.truncate(limit);
    Ok(found)
}

fn weigh(
    archive: &Archive,
    candidate: &Passage,
    stems: &[(String, &str)],
    people: &[PersonId],
) -> Result<Option<Evidence>, StoreError> {
    let page = archive.page(&candidate.article)?;
    let text = &page.article.text;
    let paragraph: Vec<&Passage> = page.sentences.iter().filter(|s| s.paragraph == candidate.paragraph).collect();
    let around: Vec<PersonId> = paragraph.iter().flat_map(|s| s.people.iter().copied()).collect();
    if !people.iter().all(|p| around.contains(p)) {
        return Ok(None);
    }
    let own = stems_of(candidate.span.cut(text));
    let near: Vec<String> =
        paragraph.iter().filter(|s| s.span != candidate.span).flat_map(|s| stems_of(s.span.cut(text))).collect();
    let wide = widened(candidate.span, &paragraph, text);
    let mut evidence = Evidence {
        passage: wide.cut(text).to_owned(),
        source: Source { article: candidate.article.clone(), span: candidate.span },
        text: candidate.span.cut(text).to_owned(),
        people: candidate.people.clone(),
        held: Vec::new(),
        missing: Vec::new(),
        loose: false,
        score: 0.0,
    };
    let present = people.iter().filter(|p| candidate.people.contains(p)).count();
    evidence.score += 2.0 * f64::from(u32::try_from(present).unwrap_or(0));
    for (stem, word) in stems {
        if own.contains(stem) {
            evidence.score += 10.0;
            evidence.held.push((*word).to_owned());
        } else if own.iter().any(|s| alike(s, stem)) {
            evidence.score += 8.0;
            evidence.held.push((*word).to_owned());
        } else if near.iter().any(|s| alike(s, stem)) {
            evidence.score += 4.0;
        } else {
            evidence.missing.push((*word).to_owned());
        }
    }
    // One word of several may be what the whole article is about.
    if evidence.missing.len() == 1 && evidence.held.len() >= 2 {
        let whole = stems_of(text);
        let missing = stem(&evidence.missing[0]);
        if whole.iter().any(|s| alike(s, &missing)) {
            evidence.score -= 2.0;
            evidence.missing.clear();
            evidence.loose = true;
        }
    }
    if candidate.kind == SentenceKind::Title {
        evidence.score -= 3.0;
    }
    evidence.score += candidate.score.clamp(0.0, 50.0) / 50.0;
    Ok((!evidence.held.is_empty() || stems.is_empty()).then_some(evidence))
}

/// With what follows in the paragraph, then with what goes before, up to about five lines.
fn widened(sentence: Span, paragraph: &[&Passage], text: &str) -> Span {
    const LONGEST: usize = 420;
    let Some(at) = paragraph.iter().position(|s| s.span == sentence) else { return sentence };
    let mut wide = sentence;
    for other in paragraph[at + 1..].iter().chain(paragraph[..at].iter().rev()) {
        let wider = wide.cover(other.span);
        if wider.cut(text).chars().count() > LONGEST {
            break;
        }
        wide = wider;
    }
    wide
}

/// The stems of a text; a compound counts in parts and whole (`non-binary`, `nonbinary`).
fn stems_of(text: &str) -> Vec<String> {
    let compounds = text.split_whitespace().filter(|word| word.contains('-')).map(|word| stem(&fold(word)));
    words_of(text).iter().map(|word| stem(word)).chain(compounds).collect()
}
