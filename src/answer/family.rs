//! In which wordings is one utterance printed, and which of them do most independent articles print?
//!
//! Words of one speaker only, or of one whom an article does not name: cuts, and other wordings of the same thing. A
//! copy is no second witness to a wording; what only a copy prints may be its own rewording.

use std::collections::BTreeSet;

use super::lexicon::{is_stop, stem};
use super::{Archive, Source, Wording};
use crate::domain::{ArticleId, Fact, PersonId, QuotationKind, words};
use crate::store::StoreError;

/// The wordings of one utterance, the one that most independent articles print first.
#[derive(Clone, Debug, PartialEq)]
pub struct Family {
    /// At least one.
    pub variants: Vec<Variant>,
}

/// One wording.
#[derive(Clone, Debug, PartialEq)]
pub struct Variant {
    /// As printed.
    pub words: String,
    /// Where it is printed so, but for case and marks, originals before copies.
    pub sources: Vec<Source>,
    /// Only articles that copy another print it so.
    pub only_copied: bool,
}

/// As many quotations as are looked at beside those already at hand.
const MOST_LOOKED_AT: usize = 16;

impl Family {
    /// The family of what these people are quoted with; `near` are other quotations of theirs.
    pub fn of(archive: &Archive, people: &[PersonId], head: &Told, near: &[Told]) -> Result<Self, StoreError> {
        let mut told = vec![(head.source.clone(), head.words.clone())];
        for other in near {
            if told.iter().all(|(known, _)| *known != other.source) && head.is_as(other) {
                told.push((other.source.clone(), other.words.clone()));
            }
        }
        for (filed, words) in archive.store.quotations_like(&head.words, MOST_LOOKED_AT)? {
            let Fact::Quotation(quotation) = filed.claim.fact else { continue };
            let speaker = quotation.speaker.people();
            let theirs = speaker.is_empty() && quotation.speaker == crate::domain::Speaker::Unknown
                || people.iter().all(|id| speaker.contains(&id));
            let source = Source { article: filed.article, span: quotation.content };
            if !theirs || quotation.kind == QuotationKind::Indirect || told.iter().any(|(known, _)| *known == source) {
                continue;
            }
            let other = Told::of(archive, source, words);
            if head.is_as(&other) {
                told.push((other.source, other.words));
            }
        }
        Ok(Self { variants: variants(archive, told) })
    }

    /// Where any of the wordings is printed, the first wording's places first.
    pub fn sources(&self) -> impl Iterator<Item = &Source> {
        self.variants.iter().flat_map(|variant| &variant.sources)
    }
}

/// The wordings, each once; the best printed first.
fn variants(archive: &Archive, mut told: Vec<(Source, String)>) -> Vec<Variant> {
    told.sort_by_key(|(source, _)| (archive.is_copy(&source.article), archive.rank(&source.article), source.span));
    let mut variants: Vec<(Wording, Variant)> = Vec::new();
    for (source, words) in told {
        let wording = Wording::of(&words);
        let copied = archive.is_copy(&source.article);
        if let Some((_, variant)) = variants.iter_mut().find(|(known, _)| known.key() == wording.key()) {
            variant.only_copied &= copied;
            variant.sources.push(source);
        } else {
            variants.push((wording, Variant { words, sources: vec![source], only_copied: copied }));
        }
    }
    // A cut is printed in favour of the whole.
    let votes = |own: &Wording| {
        let in_favour = variants.iter().filter(|(wording, _)| wording.is_part_of(own));
        let articles = in_favour.flat_map(|(_, variant)| &variant.sources);
        let independent: BTreeSet<&ArticleId> = articles.map(|s| archive.original_of(&s.article)).collect();
        independent.len()
    };
    let order: Vec<_> = variants
        .iter()
        .map(|(own, variant)| (variant.only_copied, std::cmp::Reverse((votes(own), own.len()))))
        .collect();
    let mut ranked: Vec<(_, Variant)> =
        order.into_iter().zip(variants.into_iter().map(|(_, variant)| variant)).collect();
    ranked.sort_by_key(|(order, _)| *order);
    ranked.into_iter().map(|(_, variant)| variant).collect()
}

/// A quotation made ready to be compared with others: its words in order, and their stems.
#[derive(Clone, Debug)]
pub struct Told {
    source: Source,
    /// As printed.
    words: String,
    /// The article that its article copies, or that one itself.
    story: ArticleId,
    wording: Wording,
    stems: BTreeSet<String>,
    /// The stems of each sentence.
    sentences: Vec<BTreeSet<String>>,
}

/// So much of both wordings, order aside, is the same utterance.
const ALIKE: f64 = 0.5;
/// In a copy less is enough: it rewords what it copies.
const ALIKE_IN_COPY: f64 = 0.37;
/// So many of twenty words, in order.
const IN_ORDER: usize = 13;
const LEAST_SAME: usize = 4;

impl Told {
    /// Words as printed at `source`.
    pub fn of(archive: &Archive, source: Source, words: String) -> Self {
        let story = archive.original_of(&source.article).clone();
        Self::in_story(story, source, words)
    }

    fn in_story(story: ArticleId, source: Source, words: String) -> Self {
        Self {
            story,
            wording: Wording::of(&words),
            stems: stems(&words),
            sentences: words.split(['.', '!', '?']).map(stems).collect(),
            source,
            words,
        }
    }

    /// Whether the two are one utterance.
    fn is_as(&self, other: &Self) -> bool {
        let (short, long) = if self.wording.len() <= other.wording.len() {
            (&self.wording, &other.wording)
        } else {
            (&other.wording, &self.wording)
        };
        let found = short.within(long);
        if found.differences.is_empty() && (found.same >= LEAST_SAME || short.len() == long.len()) {
            return true;
        }
        if 2 * 20 * found.same >= IN_ORDER * (short.len() + long.len()) && found.same >= LEAST_SAME && found.telling > 0
        {
            return true;
        }
        let copied = self.story == other.story && self.source.article != other.source.article;
        alike(&self.stems, &other.stems, copied) || (copied && self.holds_reworded(other))
    }

    /// A machine rewords sentence by sentence, and may leave out the others.
    fn holds_reworded(&self, other: &Self) -> bool {
        let one_of = |whole: &Self, part: &Self| whole.sentences.iter().any(|stems| alike(stems, &part.stems, true));
        one_of(self, other) || one_of(other, self)
    }
}

/// Whether enough words are the same, whatever their order.
fn alike(one: &BTreeSet<String>, other: &BTreeSet<String>, copied: bool) -> bool {
    let weight = |stem: &String| if is_stop(stem) { 0.5 } else { 1.0 };
    let both: Vec<&String> = one.intersection(other).collect();
    let all: f64 = one.union(other).map(weight).sum();
    let telling = copied || both.iter().any(|stem| !is_stop(stem));
    let wanted = if copied { ALIKE_IN_COPY } else { ALIKE };
    both.len() >= LEAST_SAME && telling && both.iter().map(|stem| weight(stem)).sum::<f64>() >= wanted * all
}

/// The stems of a text; `we've` is two words here.
fn stems(text: &str) -> BTreeSet<String> {
    let mut all = BTreeSet::new();
    for word in words(text) {
        let printed = word.span.cut(text);
        let end = printed.rsplit(['\'', '’']).next().filter(|end| end.len() < printed.len()).unwrap_or_default();
        let full = match end {
            "ve" => "have",
            "re" => "are",
            "ll" => "will",
            "m" => "am",
            "d" => "would",
            _ => "",
        };
        let kept =
            if full.is_empty() && end != "s" { word.text.len() } else { word.text.len().saturating_sub(end.len()) };
        all.insert(stem(word.text.get(..kept).unwrap_or(&word.text)));
        if !full.is_empty() {
            all.insert(full.to_owned());
        }
    }
    all
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::Span;

    fn one(a: &str, b: &str, copied: bool) -> bool {
        let told = |article: &str, story: &str, text: &str| {
            let source = Source { article: ArticleId(article.into()), span: Span::new(0, text.len()) };
            Told::in_story(ArticleId(story.into()), source, text.to_owned())
        };
        told("x", "x", a).is_as(&told("y", if copied { "x" } else { "y" }, b))
    }

    #[test]
    fn wordings_of_one_utterance() {
        for (a, b) in [
            ("I never wanted a boat.", "“I never wanted a boat,”"),
            ("I never wanted a boat", "Honestly, I never wanted a boat, I wanted a harbour"),
            ("We’re looking out for one another’s garden", "We look out for each other’s gardens"),
            ("The sea was kind to us that whole summer", "The sea was kind to us that entire summer"),
        ] {
            assert!(one(a, b, false), "{a} | {b}");
        }
        for (a, b) in [
            ("I never wanted a boat", "I never wanted a divorce from anybody in that family"),
            ("Absolutely", "It was absolutely the worst day"),
            ("We met on a boat", "We will have been on the road for a year"),
        ] {
            assert!(!one(a, b, false), "{a} | {b}");
        }
        let (said, spun) = ("They sang to us first. I still hear it.", "They were the first to sing to us");
        assert!(one(said, spun, true) && !one(said, spun, false));
    }
}
