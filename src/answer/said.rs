//! Did anybody say that, and in these words?
//!
//! Quotations that are like a text are looked up by its words, never all of them; pieces of one speaker's words in
//! one article count together. What the archive does not hold is "not in this archive", never "not said".

use std::sync::Arc;

use super::{Archive, Comparison, Difference, Source, Told, Wording};
use crate::domain::{ArticleId, PersonId, Span, Speaker};
use crate::store::StoreError;

/// What the archive says to a wording.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Verdict {
    /// Printed to the word.
    Verbatim,
    /// Printed in other words.
    Altered,
    /// Printed, to the word or nearly, as the words of somebody else than the one asked about.
    SomeoneElse,
    /// Nothing like it is printed as anybody's words.
    NotHere,
}

/// A verdict and what it rests on.
#[derive(Clone, Debug, PartialEq)]
pub struct Judgement {
    /// The verdict.
    pub verdict: Verdict,
    /// Where it is printed, the nearest first; empty for [`Verdict::NotHere`].
    pub printings: Vec<Printing>,
}

/// Words of one speaker in one article that are like what was asked.
#[derive(Clone, Debug, PartialEq)]
pub struct Printing {
    /// The article.
    pub article: ArticleId,
    /// Who says so there.
    pub speaker: Speaker<PersonId>,
    /// The pieces that answer, in order: where each stands and its words, whole.
    pub pieces: Vec<(Span, String)>,
    /// How they compare.
    pub comparison: Comparison,
}

/// As many quotations as are looked at: a wording is rarely printed by more.
const MOST_LOOKED_AT: usize = 16;
/// Less alike is not the same utterance.
const ALIKE: f64 = 0.55;
/// As much alike it is what they said, but for a word or two.
const NEARLY: f64 = 0.7;
/// Fewer words in common are chance.
const LEAST_SAME: usize = 3;

/// Judges a text that one of these people, or anybody when there are none, is supposed to have said.
pub fn judge(archive: &Archive, text: &str, people: &[PersonId]) -> Result<Judgement, StoreError> {
    let asked = Wording::of(text);
    let mut quoted = Vec::with_capacity(MOST_LOOKED_AT);
    for found in archive.quoted_like(text, MOST_LOOKED_AT)? {
        quoted.push(Quoted { speaker: found.speaker.clone(), told: archive.told(&found.source)? });
    }
    let mut printings: Vec<Printing> = speeches(quoted)
        .into_iter()
        .map(|pieces| printing(&asked, &pieces))
        .filter(|printing| alike(&asked, &printing.comparison))
        .collect();
    let theirs =
        |printing: &Printing| people.is_empty() || printing.speaker.people().iter().any(|p| people.contains(p));
    // Their own words, nearly, say more of them than somebody else's to the word.
    let class = |printing: &Printing| match (theirs(printing), printing.comparison.differences.is_empty()) {
        (true, true) => 0,
        (true, false) if !people.is_empty() && printing.comparison.likeness >= NEARLY => 1,
        (false, true) => 2,
        (true, false) => 3,
        (false, false) => 4,
    };
    let order = |printing: &Printing| {
        let comparison = &printing.comparison;
        (
            class(printing),
            (-comparison.likeness * 1e6) as i64,
            // Who is quoted inside another's words said them first; a speaker tells more than none.
            matches!(printing.speaker, Speaker::Unknown),
            printing.pieces.iter().map(|(span, _)| span.len()).sum::<usize>(),
            archive.rank(&printing.article),
            printing.pieces.first().map(|(span, _)| *span),
        )
    };
    printings.sort_by_cached_key(order);
    let verdict = match printings.first() {
        None => Verdict::NotHere,
        Some(first) if !theirs(first) => Verdict::SomeoneElse,
        Some(first) if first.comparison.differences.is_empty() => Verdict::Verbatim,
        Some(_) => Verdict::Altered,
    };
    Ok(Judgement { verdict, printings })
}

/// Whether it is the same utterance: small words alone, picked here and there, are chance.
fn alike(asked: &Wording, comparison: &Comparison) -> bool {
    if comparison.differences.is_empty() {
        return comparison.same == asked.len() || comparison.same >= LEAST_SAME;
    }
    let enough = comparison.same > LEAST_SAME || (comparison.same == LEAST_SAME && asked.len() <= LEAST_SAME + 1);
    let in_a_row = comparison.run > LEAST_SAME;
    let telling = comparison.telling >= if comparison.run >= LEAST_SAME { 1 } else { 2 };
    comparison.likeness >= ALIKE && enough && (in_a_row || telling)
}

/// A quotation and who is quoted.
struct Quoted {
    speaker: Speaker<PersonId>,
    told: Arc<Told>,
}

/// The words of each speaker in each article, in order of place; never none.
fn speeches(found: Vec<Quoted>) -> Vec<Vec<Quoted>> {
    let mut speeches: Vec<Vec<Quoted>> = Vec::new();
    let place = |quoted: &Quoted| quoted.told.source.span;
    for quoted in found {
        let same = |other: &&mut Vec<Quoted>| {
            other[0].told.source.article == quoted.told.source.article && other[0].speaker == quoted.speaker
        };
        match speeches.iter_mut().find(same) {
            Some(pieces) => pieces.push(quoted),
            None => speeches.push(vec![quoted]),
        }
    }
    for pieces in &mut speeches {
        pieces.sort_by_key(|quoted| place(quoted));
        pieces.dedup_by_key(|quoted| place(quoted));
    }
    speeches
}

/// Compares with each piece alone and with all of them together, and keeps what is nearest.
fn printing(asked: &Wording, pieces: &[Quoted]) -> Printing {
    let own = |quoted: &Quoted| (quoted.told.source.span, quoted.told.words().to_owned());
    let mut best: Option<(Comparison, Vec<(Span, String)>)> = None;
    let nearer = |new: &Comparison, old: &Comparison| {
        let exact = |c: &Comparison| c.differences.is_empty();
        (exact(new), new.likeness) > (exact(old), old.likeness)
    };
    for piece in pieces {
        let comparison = asked.within(&piece.told.wording);
        if best.as_ref().is_none_or(|(known, _)| nearer(&comparison, known)) {
            best = Some((comparison, vec![own(piece)]));
        }
    }
    let apart = best.as_ref().is_some_and(|(comparison, _)| !comparison.differences.is_empty());
    if apart && pieces.len() > 1 {
        // Their own words in their own words count once.
        let pieces: Vec<(Span, String)> = pieces.iter().map(own).collect();
        let inner = |span: Span| pieces.iter().any(|(other, _)| *other != span && other.contains(span));
        let pieces: Vec<(Span, String)> = pieces.iter().filter(|(span, _)| !inner(*span)).cloned().collect();
        let (joined, starts) = joined(&pieces);
        let comparison = asked.within(&Wording::of(&joined));
        if best.as_ref().is_none_or(|(known, _)| nearer(&comparison, known)) {
            let held = |n: usize| {
                let start = starts[n];
                Span::new(start, start + pieces[n].1.len()).overlaps(comparison.span)
            };
            let kept = (0..pieces.len()).filter(|n| held(*n)).map(|n| pieces[n].clone()).collect();
            best = Some((comparison, kept));
        }
    }
    let (mut comparison, kept) = best.unwrap_or_else(|| (asked.within(&Wording::of("")), Vec::new()));
    if let [(_, words)] = &kept[..]
        && let Some(left_out) = denial_before(words, comparison.span.start, comparison.differences.first())
    {
        comparison.differences.insert(0, Difference { asked: String::new(), printed: left_out.to_owned() });
    }
    let (article, speaker) = (pieces[0].told.source.article.clone(), pieces[0].speaker.clone());
    Printing { article, speaker, pieces: kept, comparison }
}

/// The words that turn the sense of those behind them: `I never said` before `I was leaving`. Whoever leaves them out says
/// the contrary.
///
/// What stands there as a difference already is not left out.
fn denial_before<'a>(words: &'a str, at: usize, told: Option<&Difference>) -> Option<&'a str> {
    const NEAR: usize = 4;
    let before = words.get(..at)?;
    let clause = before.rfind(['.', '!', '?', ';', ':', '—', '…']).map_or(0, |end| end + 1);
    let clause = before[clause..].trim_start_matches(|c: char| !c.is_alphanumeric());
    let clause = clause.trim_end();
    let clause = told.and_then(|told| clause.strip_suffix(told.printed.as_str())).unwrap_or(clause);
    let words = super::name::words_of(clause);
    let denials = super::lexicon::listed("denials");
    let near = &words[words.len().saturating_sub(NEAR)..];
    near.iter().any(|word| denials.contains(&word.as_str())).then(|| clause.trim())
}

/// The pieces in a row, and where each begins.
fn joined(pieces: &[(Span, String)]) -> (String, Vec<usize>) {
    let (mut text, mut starts) = (String::new(), Vec::new());
    for (_, words) in pieces {
        starts.push(text.len());
        text.push_str(words);
        text.push(' ');
    }
    (text, starts)
}

impl Printing {
    /// Where the pieces stand.
    pub fn sources(&self) -> impl Iterator<Item = Source> {
        self.pieces.iter().map(|(span, _)| Source { article: self.article.clone(), span: *span })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_denial_that_is_left_out_is_no_small_cut() {
        for (printed, asked, expected) in [
            ("I never said I was leaving.", "I was leaving", Some("I never said")),
            ("No. I was leaving.", "I was leaving", None),
            ("I never looked back. Then I was leaving.", "I was leaving", None),
            ("We aren’t a couple", "a couple", Some("We aren’t")),
            ("a couple", "a couple", None),
        ] {
            let at = printed.find(asked).expect("printed");
            assert_eq!(denial_before(printed, at, None), expected, "{printed}");
        }
        let told = Difference { asked: "does not".into(), printed: "I do not".into() };
        assert_eq!(denial_before("I do not lie", 9, Some(&told)), None);
    }
}
