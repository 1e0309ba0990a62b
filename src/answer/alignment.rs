//! Which words of two wordings answer one another?
//!
//! Aligns the two so that as much as can be is the same in the same order: all of what was asked, against any part of what
//! is printed. What the steps come to is judged elsewhere.

use strsim::damerau_levenshtein;

use super::lexicon::stem;
use super::wording::{MOST_ASKED, SLIPPERY, Wording};

/// Nor more of what is printed.
const MOST_PRINTED: usize = 1200;
/// What a small word counts beside one that carries content.
const SMALL: f32 = 0.6;
/// Leaving a word of what was asked, or of what is printed, costs a part of its weight: one long run beats words
/// picked here and there.
const LEFT: f32 = 0.25;

/// One step of an alignment: places of the words asked for and printed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Step {
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

/// The best alignment.
pub(super) fn steps(asked: &Wording, printed: &Wording) -> Vec<Step> {
    let (rows, columns) = (asked.len().min(MOST_ASKED), printed.len().min(MOST_PRINTED));
    let table = Table { asked, printed, rows, columns, pairs: Pairs::of(asked, printed, rows, columns) };
    beside(asked, printed, columns, &table.best())
}

/// What that word counts.
pub(super) fn weight(wording: &Wording, at: usize) -> f32 {
    if wording.is_small(at) { SMALL } else { 1.0 }
}

/// How many words of what was asked are compared.
pub(super) fn compared(asked: &Wording) -> usize {
    asked.len().min(MOST_ASKED)
}

/// Which words may stand for which.
struct Pairs {
    /// For each word asked for, where one is printed that it is a slip of.
    slips: Vec<Option<usize>>,
}

impl Pairs {
    fn of(asked: &Wording, printed: &Wording, rows: usize, columns: usize) -> Self {
        let slip = |a: usize| {
            if (0..columns).any(|p| asked.is_same(a, printed, p)) || !asked.may_slip(a) {
                return None;
            }
            (0..columns).find(|p| is_slip(asked.word(a), printed.word(*p)))
        };
        Self { slips: (0..rows).map(slip).collect() }
    }
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

/// Two wordings that are aligned: the words asked for are its rows, those printed its columns.
struct Table<'a> {
    asked: &'a Wording,
    printed: &'a Wording,
    rows: usize,
    columns: usize,
    pairs: Pairs,
}

impl Table<'_> {
    fn at(&self, a: usize, p: usize) -> usize {
        a * (self.columns + 1) + p
    }

    /// Whether passing over a printed word behind so many words asked for costs nothing.
    fn is_free(&self, a: usize, p: usize) -> bool {
        let inserted = |at: usize| self.asked.is_inserted(at);
        a == 0 || a == self.rows || self.asked.is_after_gap(a) || self.printed.is_inserted(p) || inserted(a - 1)
    }

    /// What aligning these two words brings, the first of this weight; nothing for different ones.
    fn gain(&self, a: usize, p: usize, own: f32) -> f32 {
        if self.asked.is_same(a, self.printed, p) {
            return own;
        }
        match self.pairs.slips[a] {
            Some(slip) if self.printed.is_same(slip, self.printed, p) => 0.9 * own,
            _ => f32::NEG_INFINITY,
        }
    }

    fn best(&self) -> Vec<Step> {
        let mut score = vec![0.0_f32; (self.rows + 1) * (self.columns + 1)];
        // Each word is weighed once, not in every cell.
        let over: Vec<f32> = (0..self.columns).map(|p| LEFT * weight(self.printed, p)).collect();
        for a in 1..=self.rows {
            let own = weight(self.asked, a - 1);
            let left = if self.asked.is_inserted(a - 1) { 0.0 } else { LEFT * own };
            for p in 0..=self.columns {
                let mut best = score[self.at(a - 1, p)] - left;
                if p > 0 {
                    let over = if self.is_free(a, p - 1) { 0.0 } else { over[p - 1] };
                    best = best.max(score[self.at(a, p - 1)] - over);
                    best = best.max(score[self.at(a - 1, p - 1)] + self.gain(a - 1, p - 1, own));
                }
                score[self.at(a, p)] = best;
            }
        }
        self.traced(&score)
    }

    fn traced(&self, score: &[f32]) -> Vec<Step> {
        let (mut a, mut p) = (self.rows, self.columns);
        let mut steps = Vec::with_capacity(a + p);
        let near = |x: f32, y: f32| (x - y).abs() < 1e-4;
        while a > 0 {
            let here = score[self.at(a, p)];
            if p > 0 {
                let over = if self.is_free(a, p - 1) { 0.0 } else { LEFT * weight(self.printed, p - 1) };
                if near(here, score[self.at(a, p - 1)] - over) {
                    // Behind the last word asked for nothing is part of the answer.
                    if a < self.rows {
                        steps.push(if over == 0.0 { Step::Free(p - 1) } else { Step::Printed(p - 1) });
                    }
                    p -= 1;
                    continue;
                }
                let gain = self.gain(a - 1, p - 1, weight(self.asked, a - 1));
                if near(here, score[self.at(a - 1, p - 1)] + gain) {
                    let same = self.asked.is_same(a - 1, self.printed, p - 1);
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
}

/// Words asked for before the first that is the same, or behind the last, stand for as many that are printed there.
fn beside(asked: &Wording, printed: &Wording, columns: usize, steps: &[Step]) -> Vec<Step> {
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
        p + 1 < columns && printed.text()[printed.span(p).end..printed.span(p + 1).start].contains(['.', '!', '?'])
    };
    let is_asked = |step: &&Step| matches!(step, Step::Asked(a) if !asked.is_inserted(*a));
    let before = steps.iter().take_while(is_asked).count();
    let behind = steps.iter().rev().take_while(is_asked).count();
    let mut all = Vec::with_capacity(steps.len() + before + behind);
    if before <= MOST {
        let near = (first.saturating_sub(before)..first).rev().take_while(|p| !ends(*p)).count();
        all.extend((first - near..first).map(Step::Beside));
    }
    all.extend_from_slice(steps);
    if behind <= MOST {
        let beyond = (last + 1..(last + 1 + behind).min(columns)).take_while(|p| !ends(*p - 1));
        all.extend(beyond.map(Step::Beside));
    }
    all
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn slips_are_no_other_words() {
        for (typed, printed, expected) in [
            ("freind", "friend", true),
            ("lighthose", "lighthouse", true),
            ("friends", "friend", false),
            ("hat", "cat", false),
            ("1999", "1998", false),
        ] {
            assert_eq!(is_slip(typed, printed), expected, "{typed} {printed}");
        }
    }

    #[test]
    fn words_answer_one_another_in_order() {
        use Step::{Asked, Beside, Free, Printed, Same};
        for (asked, printed, expected) in [
            ("we met there", "So we met there.", &[Same(0, 1), Same(1, 2), Same(2, 3)][..]),
            ("we met", "we never met", &[Same(0, 0), Printed(1), Same(1, 2)]),
            ("we … met", "we never met", &[Same(0, 0), Free(1), Same(1, 2)]),
            ("they met there", "we met there", &[Beside(0), Asked(0), Same(1, 1), Same(2, 2)]),
            ("boat", "harbour", &[Asked(0)]),
        ] {
            assert_eq!(steps(&Wording::of(asked), &Wording::of(printed)), expected, "{asked} | {printed}");
        }
    }
}
