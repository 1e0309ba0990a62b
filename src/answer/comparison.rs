//! How near is what was asked to what is printed, word by word?
//!
//! Cuts at the ends, at an ellipsis, and what an editor put between brackets are no difference; a slip of the pen is
//! forgiven and told. It knows no speaker.

use super::alignment::{Step, compared, steps, weight};
use super::wording::Wording;
use crate::domain::Span;

/// What became of the words asked for in one printed text.
#[derive(Clone, Debug, Default, PartialEq)]
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

impl Wording {
    /// How these words, asked for, stand in a printed text.
    pub fn within(&self, printed: &Self) -> Comparison {
        // The commonest case, without a table: the words stand there in one run.
        match self.run_in(printed) {
            Some(start) => self.whole(printed, start),
            None => self.aligned(printed),
        }
    }

    fn whole(&self, printed: &Self, start: usize) -> Comparison {
        Comparison {
            likeness: 1.0,
            same: self.len(),
            telling: (0..self.len()).filter(|at| !self.is_small(*at)).count(),
            run: self.len(),
            span: printed.span(start).cover(printed.span(start + self.len().max(1) - 1)),
            ..Comparison::default()
        }
    }

    fn aligned(&self, printed: &Self) -> Comparison {
        let mut found = Comparison::default();
        let steps = steps(self, printed);
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
                            .push(Difference { asked: cut(a, self.text()), printed: cut(p, printed.text()) });
                    }
                    if matches!(step, Step::Slip(..)) {
                        let (asked, printed) = (self.span(a).cut(self.text()), printed.span(p).cut(printed.text()));
                        found.slips.push(Difference { asked: asked.to_owned(), printed: printed.to_owned() });
                    }
                    kept += weight(self, a);
                    window += weight(printed, p);
                    found.same += 1;
                    found.telling += usize::from(!self.is_small(a));
                    cover(&mut answering, printed.span(p));
                }
                Step::Asked(a) if self.is_inserted(a) => (),
                Step::Asked(a) => cover(&mut open_asked, self.span(a)),
                Step::Printed(p) => {
                    window += weight(printed, p);
                    cover(&mut open_printed, printed.span(p));
                    cover(&mut answering, printed.span(p));
                }
                Step::Beside(p) => cover(&mut open_printed, printed.span(p)),
                Step::Free(p) => cover(&mut answering, printed.span(p)),
            }
        }
        if open_asked.is_some() || open_printed.is_some() {
            found
                .differences
                .push(Difference { asked: cut(open_asked, self.text()), printed: cut(open_printed, printed.text()) });
        }
        let wanted: f32 = (0..compared(self)).map(|a| weight(self, a)).sum();
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
    }

    #[test]
    fn strangers_are_not_alike() {
        let found = Wording::of("Nobody asked the mayor about his pigeons").within(&Wording::of(PRINTED));
        assert!(found.likeness < 0.3, "{found:?}");
        assert_eq!(Wording::of("").within(&Wording::of("")).same, 0);
    }
}
