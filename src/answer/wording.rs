//! How near is what was asked to what is printed, word by word?
//!
//! Aligns the two so that as much as can be is the same in the same order. Cuts at the ends, at an ellipsis, and
//! what an editor put between brackets are no difference; a slip of the pen is forgiven and told. It knows no speaker.

use strsim::damerau_levenshtein;

use super::lexicon::{is_stop, stem};
use crate::domain::{Span, Word, words};
use crate::language::is_english;

/// A text in words.
#[derive(Clone, Debug)]
pub struct Wording {
    text: String,
    words: Vec<Word>,
}

/// What became of the words asked for in one printed text.
#[derive(Clone, Debug, PartialEq)]
pub struct Comparison {
    /// Where words differ, in order; none when it is the same to the word.
    pub differences: Vec<Difference>,
    /// Slips of the pen that were forgiven: as asked, as printed.
    pub slips: Vec<Difference>,
    /// From 0 to 1: how much of both wordings is the same.
    pub likeness: f64,
    /// How many words are the same.
    pub same: usize,
    /// How many of those carry content.
    pub telling: usize,
    /// How many of them stand in one run.
    pub run: usize,
    /// The printed words from the first to the last that answer, in bytes of the printed text.
    pub span: Span,
}

/// Words of one wording that stand in the place of words of the other; either may be empty.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Difference {
    /// As asked.
    pub asked: String,
    /// As printed.
    pub printed: String,
}

/// No more of what was asked is compared.
const MOST_ASKED: usize = 160;
/// Nor more of what is printed.
const MOST_PRINTED: usize = 1200;
/// What a small word counts beside one that carries content.
const SMALL: f32 = 0.6;

impl Wording {
    /// Reads a text.
    pub fn of(text: &str) -> Self {
        Self { text: text.to_owned(), words: words(text) }
    }

    /// How many words there are.
    pub fn len(&self) -> usize {
        self.words.len()
    }

    /// Whether there is no word.
    pub fn is_empty(&self) -> bool {
        self.words.is_empty()
    }

    /// The words without case and marks: equal for wordings that differ in nothing else.
    pub fn key(&self) -> String {
        self.words.iter().map(|w| w.text.as_str()).collect::<Vec<_>>().join(" ")
    }

    /// The words in order.
    pub(super) fn words(&self) -> &[Word] {
        &self.words
    }

    /// How many words may be forgiven as slips of the pen, whatever they are compared with.
    pub(super) fn slippery(&self) -> usize {
        self.words.iter().filter(|word| may_slip(&word.text)).count()
    }

    /// Whether all of it counts when it is compared.
    pub(super) fn is_short(&self) -> bool {
        self.words.len() <= MOST_ASKED
    }

    /// Whether these words stand in another wording in one run.
    pub fn is_part_of(&self, other: &Self) -> bool {
        self.whole_run(other).is_some()
    }

    /// How these words, asked for, stand in a printed text.
    pub fn within(&self, printed: &Self) -> Comparison {
        self.whole_run(printed).unwrap_or_else(|| self.aligned(printed))
    }

    /// The commonest case, without a table: the words stand there in one run.
    fn whole_run(&self, printed: &Self) -> Option<Comparison> {
        let runs = printed.words.windows(self.words.len().max(1));
        let found = runs.into_iter().find(|run| run.iter().zip(&self.words).all(|(p, a)| p.text == a.text))?;
        let (first, last) = (found.first()?, found.last()?);
        Some(Comparison {
            differences: Vec::new(),
            slips: Vec::new(),
            likeness: 1.0,
            same: self.words.len(),
            telling: self.words.iter().filter(|w| !is_stop(&w.text)).count(),
            run: self.words.len(),
            span: first.span.cover(last.span),
        })
    }

    /// The best alignment: all of what was asked, against any part of what is printed.
    fn aligned(&self, printed: &Self) -> Comparison {
        let asked = &self.words[..self.words.len().min(MOST_ASKED)];
        let there = &printed.words[..printed.words.len().min(MOST_PRINTED)];
        let pairs = Pairs::of(asked, there);
        let steps = best_steps(asked, there, &pairs);
        self.compared(printed, asked, there, &steps)
    }

    fn compared(&self, printed: &Self, asked: &[Word], there: &[Word], steps: &[Step]) -> Comparison {
        let mut found = Comparison {
            differences: Vec::new(),
            slips: Vec::new(),
            likeness: 0.0,
            same: 0,
            telling: 0,
            run: 0,
            span: Span::default(),
        };
        let steps = beside(&printed.text, asked, there, steps);
        let (mut kept, mut window, mut run) = (0.0, 0.0, 0);
        let (mut open_asked, mut open_printed): (Option<Span>, Option<Span>) = (None, None);
        let cover = |known: &mut Option<Span>, more: Span| *known = Some(known.map_or(more, |span| span.cover(more)));
        let cut = |span: Option<Span>, text: &str| span.map(|s| s.cut(text).to_owned()).unwrap_or_default();
        let mut answering: Option<Span> = None;
        for step in &steps {
            run = if matches!(step, Step::Same(..) | Step::Slip(..)) { run + 1 } else { 0 };
            found.run = found.run.max(run);
            match *step {
                Step::Same(a, p) | Step::Slip(a, p) => {
                    if open_asked.is_some() || open_printed.is_some() {
                        let (a, p) = (open_asked.take(), open_printed.take());
                        found
                            .differences
                            .push(Difference { asked: cut(a, &self.text), printed: cut(p, &printed.text) });
                    }
                    if matches!(step, Step::Slip(..)) {
                        let (asked, printed) = (asked[a].span.cut(&self.text), there[p].span.cut(&printed.text));
                        found.slips.push(Difference { asked: asked.to_owned(), printed: printed.to_owned() });
                    }
                    kept += weight(&asked[a]);
                    window += weight(&there[p]);
                    found.same += 1;
                    found.telling += usize::from(!is_stop(&asked[a].text));
                    cover(&mut answering, there[p].span);
                }
                Step::Asked(a) if asked[a].inserted => (),
                Step::Asked(a) => cover(&mut open_asked, asked[a].span),
                Step::Printed(p) => {
                    window += weight(&there[p]);
                    cover(&mut open_printed, there[p].span);
                    cover(&mut answering, there[p].span);
                }
                Step::Beside(p) => cover(&mut open_printed, there[p].span),
                Step::Free(p) => cover(&mut answering, there[p].span),
            }
        }
        if open_asked.is_some() || open_printed.is_some() {
            found
                .differences
                .push(Difference { asked: cut(open_asked, &self.text), printed: cut(open_printed, &printed.text) });
        }
        let wanted: f32 = asked.iter().map(weight).sum();
        found.likeness = if kept > 0.0 { f64::from(2.0 * kept / (wanted + window)) } else { 0.0 };
        found.span = answering.unwrap_or_default();
        found
    }
}

impl std::fmt::Display for Difference {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match (self.asked.is_empty(), self.printed.is_empty()) {
            (_, true) => write!(f, "“{}” is not printed", self.asked),
            (true, _) => write!(f, "“{}” is printed too", self.printed),
            _ => write!(f, "“{}” is printed “{}”", self.asked, self.printed),
        }
    }
}

/// One step of an alignment: indices into the words asked for and printed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Step {
    Same(usize, usize),
    Slip(usize, usize),
    /// Asked for, not printed.
    Asked(usize),
    /// Printed, not asked for.
    Printed(usize),
    /// Printed in the place of words asked for, before or behind all that is the same.
    Beside(usize),
    /// Printed, and no difference: left out where the ellipsis says so, or put in by an editor.
    Free(usize),
}

/// Which words may stand for which.
struct Pairs {
    /// For each word asked for, the one printed that it is a slip of.
    slips: Vec<Option<String>>,
}

impl Pairs {
    fn of(asked: &[Word], there: &[Word]) -> Self {
        let slip = |word: &Word| {
            if !may_slip(&word.text) || there.iter().any(|p| p.text == word.text) {
                return None;
            }
            there.iter().find(|p| is_slip(&word.text, &p.text)).map(|p| p.text.clone())
        };
        Self { slips: asked.iter().map(slip).collect() }
    }

    fn slip(&self, a: usize, printed: &Word) -> bool {
        self.slips[a].as_ref().is_some_and(|slip| *slip == printed.text)
    }
}

/// Words of fewer letters are too short to slip.
const SLIPPERY: usize = 4;

/// Whether a word may be a slip of another one: no English word is.
fn may_slip(word: &str) -> bool {
    word.len() >= SLIPPERY && !is_english(word) && word.chars().nth(SLIPPERY - 1).is_some()
}

/// `freind` is a slip of `friend`; `friends` is another word.
fn is_slip(typed: &str, printed: &str) -> bool {
    let length = typed.chars().count();
    let allowed = match length {
        0..SLIPPERY => return false,
        4..=7 => 1,
        _ => 2,
    };
    typed.chars().next() == printed.chars().next()
        && printed.chars().count().abs_diff(length) <= allowed
        && !typed.chars().chain(printed.chars()).any(|c| c.is_ascii_digit())
        && damerau_levenshtein(typed, printed) <= allowed
        && stem(typed) != stem(printed)
}

fn weight(word: &Word) -> f32 {
    if is_stop(&word.text) { SMALL } else { 1.0 }
}

/// Leaving a word of what was asked, or of what is printed, costs a part of its weight: one long run beats words
/// picked here and there.
const LEFT: f32 = 0.25;

fn best_steps(asked: &[Word], there: &[Word], pairs: &Pairs) -> Vec<Step> {
    let (rows, columns) = (asked.len() + 1, there.len() + 1);
    let at = |a: usize, p: usize| a * columns + p;
    let mut score = vec![0.0_f32; rows * columns];
    // Each word is weighed once, not in every cell.
    let weights: Vec<f32> = there.iter().map(weight).collect();
    let free = |a: usize, p: usize| {
        a == 0 || a == asked.len() || asked[a].after_gap || there[p].inserted || (asked[a - 1].inserted)
    };
    for a in 1..rows {
        let word = &asked[a - 1];
        let own = weight(word);
        let left = if word.inserted { 0.0 } else { LEFT * own };
        for p in 0..columns {
            let mut best = score[at(a - 1, p)] - left;
            if p > 0 {
                let over = if free(a, p - 1) { 0.0 } else { LEFT * weights[p - 1] };
                best = best.max(score[at(a, p - 1)] - over);
                best = best.max(score[at(a - 1, p - 1)] + gain(pairs, asked, there, a, p, own));
            }
            score[at(a, p)] = best;
        }
    }
    traced(asked, there, pairs, &score, free)
}

/// Words asked for before the first that is the same, or behind the last, stand for as many that are printed there.
fn beside(text: &str, asked: &[Word], there: &[Word], steps: &[Step]) -> Vec<Step> {
    const MOST: usize = 3;
    let place = |step: &Step| match *step {
        Step::Same(_, p) | Step::Slip(_, p) => Some(p),
        _ => None,
    };
    let (Some(first), Some(last)) = (steps.iter().find_map(place), steps.iter().rev().find_map(place)) else {
        return steps.to_vec();
    };
    // Another sentence says something else.
    let ends = |p: usize| {
        there.get(p + 1).is_some_and(|next| text[there[p].span.end..next.span.start].contains(['.', '!', '?']))
    };
    let is_asked = |step: &&Step| matches!(step, Step::Asked(a) if !asked[*a].inserted);
    let before = steps.iter().take_while(is_asked).count();
    let behind = steps.iter().rev().take_while(is_asked).count();
    let mut all = Vec::with_capacity(steps.len() + before + behind);
    if before <= MOST {
        let near = (first.saturating_sub(before)..first).rev().take_while(|p| !ends(*p)).count();
        all.extend((first - near..first).map(Step::Beside));
    }
    all.extend_from_slice(steps);
    if behind <= MOST {
        let beyond = (last + 1..(last + 1 + behind).min(there.len())).take_while(|p| !ends(*p - 1));
        all.extend(beyond.map(Step::Beside));
    }
    all
}

/// What aligning the last two words brings, the first of this weight; nothing for different ones.
fn gain(pairs: &Pairs, asked: &[Word], there: &[Word], a: usize, p: usize, own: f32) -> f32 {
    let (word, printed) = (&asked[a - 1], &there[p - 1]);
    if word.text == printed.text {
        own
    } else if pairs.slip(a - 1, printed) {
        0.9 * own
    } else {
        f32::NEG_INFINITY
    }
}

fn traced(
    asked: &[Word],
    there: &[Word],
    pairs: &Pairs,
    score: &[f32],
    free: impl Fn(usize, usize) -> bool,
) -> Vec<Step> {
    let columns = there.len() + 1;
    let at = |a: usize, p: usize| a * columns + p;
    let (mut a, mut p) = (asked.len(), there.len());
    let mut steps = Vec::new();
    let near = |x: f32, y: f32| (x - y).abs() < 1e-4;
    while a > 0 {
        let here = score[at(a, p)];
        if p > 0 {
            let over = if free(a, p - 1) { 0.0 } else { LEFT * weight(&there[p - 1]) };
            if near(here, score[at(a, p - 1)] - over) {
                // Behind the last word asked for nothing is part of the answer.
                if a < asked.len() {
                    steps.push(if over == 0.0 { Step::Free(p - 1) } else { Step::Printed(p - 1) });
                }
                p -= 1;
                continue;
            }
            if near(here, score[at(a - 1, p - 1)] + gain(pairs, asked, there, a, p, weight(&asked[a - 1]))) {
                let same = asked[a - 1].text == there[p - 1].text;
                steps.push(if same { Step::Same(a - 1, p - 1) } else { Step::Slip(a - 1, p - 1) });
                (a, p) = (a - 1, p - 1);
                continue;
            }
        }
        steps.push(Step::Asked(a - 1));
        a -= 1;
    }
    steps.reverse();
    steps
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(asked: &str, printed: &str, differences: &[&str]) {
        let found = Wording::of(asked).within(&Wording::of(printed));
        let told: Vec<String> = found.differences.iter().map(Difference::to_string).collect();
        assert_eq!(told, differences, "{asked} | {printed}: {found:?}");
    }

    const PRINTED: &str = "We never planned it, [honestly], but the lighthouse brought us … together again.";

    #[test]
    fn cuts_marks_and_insertions_are_no_difference() {
        for asked in [
            PRINTED,
            "we never planned it honestly",
            "“WE NEVER PLANNED IT, but the lighthouse”",
            "planned it... brought us together",
            "the lighthouse [always] brought us",
            "the lighthose brought us",
        ] {
            check(asked, PRINTED, &[]);
        }
    }

    #[test]
    fn words_that_differ_are_told() {
        check("the windmill brought us together", PRINTED, &["“windmill” is printed “lighthouse”"]);
        check("We planned it", PRINTED, &["“never” is printed too"]);
        check("We never ever planned it", PRINTED, &["“ever” is not printed"]);
        check("but the lighthouses brought us", PRINTED, &["“lighthouses” is printed “lighthouse”"]);
        check("We had planned it", "Yes. We have planned it.", &["“had” is printed “have”"]);
        check("They never planned it", PRINTED, &["“They” is printed “We”"]);
        check("the lighthouse brought her", PRINTED, &["“her” is printed “us”"]);
        check("planned it brought us together", PRINTED, &["“but the lighthouse” is printed too"]);
    }

    #[test]
    fn a_slip_is_forgiven_and_told() {
        let found = Wording::of("the lighthose brought us").within(&Wording::of(PRINTED));
        assert_eq!(found.slips, [Difference { asked: "lighthose".into(), printed: "lighthouse".into() }]);
        assert!(is_slip("freind", "friend") && !is_slip("friends", "friend") && !is_slip("hat", "cat"));
    }

    #[test]
    fn strangers_are_not_alike() {
        let found = Wording::of("Nobody asked the mayor about his pigeons").within(&Wording::of(PRINTED));
        assert!(found.likeness < 0.3, "{found:?}");
        assert_eq!(Wording::of("").within(&Wording::of("")).same, 0);
    }
}
