//! In which wordings is one utterance printed, and which of them do most independent articles print?
//!
//! Words of one speaker only, or of one whom an article does not name: cuts, and other wordings of the same thing. A
//! copy is no second witness to a wording; what only a copy prints may be its own rewording.

use std::collections::BTreeSet;
use std::hash::BuildHasher;
use std::sync::{Arc, OnceLock};

use rustc_hash::FxBuildHasher;

use super::lexicon::{is_stop, stem};
use super::{Archive, Source, Wording};
use crate::domain::{ArticleId, PersonId, words};
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
    pub fn of(archive: &Archive, people: &[PersonId], head: &Told, near: &[Arc<Told>]) -> Result<Self, StoreError> {
        let mut told = vec![(head.source.clone(), head.words().to_owned())];
        for other in near {
            if head.is_as(other) && told.iter().all(|(known, _)| *known != other.source) {
                told.push((other.source.clone(), other.words().to_owned()));
            }
        }
        for quoted in archive.quoted_like(head.words(), MOST_LOOKED_AT)? {
            let speaker = quoted.speaker.people();
            let theirs = speaker.is_empty() && quoted.speaker == crate::domain::Speaker::Unknown
                || people.iter().all(|id| speaker.contains(&id));
            if !theirs || quoted.indirect || told.iter().any(|(known, _)| *known == quoted.source) {
                continue;
            }
            let other = archive.told(&quoted.source)?;
            if head.is_as(&other) {
                told.push((other.source.clone(), other.words().to_owned()));
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
    /// Where it is printed.
    pub source: Source,
    /// Its words, in order.
    pub wording: Wording,
    /// The article that its article copies, or that one itself.
    story: ArticleId,
    /// Numbers of its words, in order of size, and how many of the words may be slips.
    terms: Box<[u32]>,
    slippery: u32,
    /// How many of the words no editor has put in.
    own: u32,
    /// The stems of all of it, and of each sentence, once they are compared.
    stems: OnceLock<Stems>,
    sentences: OnceLock<Vec<Stems>>,
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
    pub fn of(archive: &Archive, source: Source, words: &str) -> Self {
        let story = archive.original_of(&source.article).clone();
        Self::in_story(story, source, words)
    }

    fn in_story(story: ArticleId, source: Source, words: &str) -> Self {
        let wording = Wording::of(words);
        Self {
            story,
            slippery: wording.slippery() as u32,
            own: (0..wording.len()).filter(|at| !wording.is_inserted(*at)).count() as u32,
            terms: wording.terms(),
            wording,
            stems: OnceLock::new(),
            sentences: OnceLock::new(),
            source,
        }
    }

    /// As printed.
    pub fn words(&self) -> &str {
        self.wording.text()
    }

    fn stems(&self) -> &Stems {
        self.stems.get_or_init(|| Stems::of(self.words()))
    }

    fn sentences(&self) -> &[Stems] {
        self.sentences.get_or_init(|| self.words().split(['.', '!', '?']).map(Stems::of).collect())
    }

    /// About how many bytes it takes, once it has been compared.
    pub fn weight(&self) -> usize {
        const EACH: usize = 300;
        /// Its number, and that of its stem.
        const WORD: usize = 12;
        EACH + self.wording.weight() + WORD * self.wording.len()
    }

    /// Whether the two are one utterance.
    fn is_as(&self, other: &Self) -> bool {
        let (short, long) = if self.wording.len() <= other.wording.len() { (self, other) } else { (other, self) };
        if short.may_stand_in(long) {
            let (own, all) = (short.wording.len(), short.wording.len() + long.wording.len());
            let found = short.wording.within(&long.wording);
            if found.differences.is_empty() && (found.same >= LEAST_SAME || own == long.wording.len()) {
                return true;
            }
            if 2 * 20 * found.same >= IN_ORDER * all && found.same >= LEAST_SAME && found.telling > 0 {
                return true;
            }
        }
        let copied = self.story == other.story && self.source.article != other.source.article;
        self.stems().are_like(other.stems(), copied) || (copied && self.holds_reworded(other))
    }

    /// Whether comparing the two word by word can find enough: no more words are the same in order than in any order.
    fn may_stand_in(&self, long: &Self) -> bool {
        let (own, all) = (self.wording.len(), self.wording.len() + long.wording.len());
        let same = in_both(&self.terms, &long.terms) + self.slippery as usize;
        !self.wording.is_short() || same >= self.own as usize || (2 * 20 * same >= IN_ORDER * all && same >= LEAST_SAME)
            // Nothing is little to find.
            || own < LEAST_SAME
    }

    /// A machine rewords sentence by sentence, and may leave out the others.
    fn holds_reworded(&self, other: &Self) -> bool {
        let one_of = |whole: &Self, part: &Self| whole.sentences().iter().any(|s| s.are_like(part.stems(), true));
        one_of(self, other) || one_of(other, self)
    }
}

/// How many numbers two ordered lists share, each as often as in both.
fn in_both(one: &[u32], other: &[u32]) -> usize {
    let (mut a, mut b, mut same) = (0, 0, 0);
    while let (Some(left), Some(right)) = (one.get(a), other.get(b)) {
        same += usize::from(left == right);
        a += usize::from(left <= right);
        b += usize::from(left >= right);
    }
    same
}

/// The stems of a text, each once, as hashes in order of size; the last bit tells small words from telling ones.
#[derive(Clone, Debug)]
struct Stems {
    hashes: Vec<u64>,
    /// What they weigh together, in halves.
    weight: usize,
}

impl Stems {
    fn of(text: &str) -> Self {
        let hash = |stem: String| (FxBuildHasher.hash_one(&stem) << 1) | u64::from(is_stop(&stem));
        let mut hashes: Vec<u64> = stems(text).map(hash).collect();
        hashes.sort_unstable();
        hashes.dedup();
        Self { weight: hashes.iter().map(|hash| halves(*hash)).sum(), hashes }
    }

    /// Whether enough words are the same, whatever their order.
    #[allow(clippy::cast_precision_loss)] // Two numbers of a few hundred.
    fn are_like(&self, other: &Self, copied: bool) -> bool {
        let (mut a, mut b) = (0, 0);
        let (mut both, mut same, mut telling) = (0, 0, copied);
        while let (Some(left), Some(right)) = (self.hashes.get(a), other.hashes.get(b)) {
            if left == right {
                both += 1;
                same += halves(*left);
                telling |= halves(*left) == 2;
            }
            a += usize::from(left <= right);
            b += usize::from(left >= right);
        }
        let all = self.weight + other.weight - same;
        let wanted = if copied { ALIKE_IN_COPY } else { ALIKE };
        both >= LEAST_SAME && telling && same as f64 / 2.0 >= wanted * (all as f64 / 2.0)
    }
}

/// A small word weighs half of what a telling one does.
fn halves(hash: u64) -> usize {
    if hash & 1 == 1 { 1 } else { 2 }
}

/// The stems of a text; `we've` is two words here.
fn stems(text: &str) -> impl Iterator<Item = String> {
    words(text).into_iter().flat_map(|word| {
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
        let own = stem(word.text.get(..kept).unwrap_or(&word.text));
        std::iter::once(own).chain((!full.is_empty()).then(|| full.to_owned()))
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::Span;

    fn one(a: &str, b: &str, copied: bool) -> bool {
        let told = |article: &str, story: &str, text: &str| {
            let source = Source { article: ArticleId(article.into()), span: Span::new(0, text.len()) };
            Told::in_story(ArticleId(story.into()), source, text)
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
