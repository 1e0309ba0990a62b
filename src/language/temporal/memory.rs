//! Which of the dates named so far may a later expression count from?
//!
//! A handful of the last ones; nothing grows with the text.

use jiff::civil::Date;

use super::point::Point;
use super::resolve::{Anchor, Created};
use super::tense::Direction;

/// The dates named so far that later expressions may count from.
#[derive(Clone, Copy, Default)]
pub(super) struct Memory {
    /// The last one.
    last: Option<Named>,
    /// The last one that is not after the article.
    past: Option<Named>,
    /// The last day.
    day: Option<Named>,
    /// The last day that is not after the article.
    past_day: Option<Named>,
    /// The first day, if it is of the article's news.
    lead: Option<Named>,
    /// The last year printed that is not the article's.
    pub year: Option<i16>,
}

/// A date named, and where.
#[derive(Clone, Copy)]
pub(super) struct Named {
    pub point: Point,
    /// Whether its year was printed.
    pub explicit: bool,
    /// Counted from 0.
    pub paragraph: usize,
    /// The byte that its expression ends before.
    pub end: usize,
}

impl Memory {
    /// Takes note of a date.
    pub fn keep(&mut self, mut named: Named, dct: Option<Created>) {
        // `4 August last year` is a day: the year that follows right behind is its own.
        if let (Some(last), Point::Year(year)) = (self.last, named.point)
            && matches!(last.point, Point::Day(day) if day.year() == year)
            && named.paragraph == last.paragraph
            && named.end.saturating_sub(last.end) <= OF_A_YEAR
        {
            for known in [&mut self.last, &mut self.past, &mut self.day, &mut self.past_day].into_iter().flatten() {
                if known.end == last.end {
                    known.end = named.end;
                }
            }
            return;
        }
        // After `in March 2021`, `six weeks later` is as good as printed.
        named.explicit |= self
            .past
            .is_some_and(|p| p.explicit && p.paragraph == named.paragraph && p.point.year() == named.point.year());
        let past = dct.is_none_or(|d| named.point.first().is_some_and(|first| first <= d.day));
        self.last = Some(named);
        if past {
            self.past = Some(named);
        }
        if matches!(named.point, Point::Day(_)) {
            self.day = Some(named);
            self.past_day = Some(named).filter(|_| past).or(self.past_day);
            if self.lead.is_none() && named.paragraph <= LEAD && dct.is_some_and(|d| is_fresh(named, d)) {
                self.lead = Some(named);
            }
        }
        if past && named.explicit && named.point.year() != dct.map(|d| d.day.year()) {
            self.year = named.point.year();
        }
    }

    /// The day whose expression ends before this byte, if it was the last.
    pub fn ending(&self, end: usize) -> Option<Date> {
        match self.last {
            Some(Named { point: Point::Day(day), end: last, .. }) if last == end => Some(day),
            _ => None,
        }
    }

    /// The day that a time without one is of: the one named just before, or the one that the article is about.
    pub fn day(&self, paragraph: usize, dct: Option<Created>, direction: Direction) -> Option<Point> {
        // What happened was not on a day to come.
        let named = if direction == Direction::Past { self.past_day } else { self.day }?;
        // `They meet at 2 p.m.` is not of a day gone by.
        let over = dct.is_some_and(|d| named.point.first().is_some_and(|day| day < d.day));
        if named.paragraph < paragraph && direction == Direction::Future && over {
            return None;
        }
        if named.paragraph == paragraph {
            return Some(named.point);
        }
        // What a story tells of without a day is of the day that its opening names, or of a later one just named.
        let lead = self.lead.or(Some(named).filter(|n| dct.is_some_and(|d| is_fresh(*n, d)))).map(|n| n.point);
        let just = Some(named.point).filter(|_| paragraph - named.paragraph <= 1);
        [lead, just].into_iter().flatten().max_by_key(|point| point.first())
    }

    /// What an expression in this paragraph may count from.
    pub fn anchor(&self, paragraph: usize, direction: Direction) -> Option<Anchor> {
        let named = if direction == Direction::Future { self.last } else { self.past };
        named.filter(|n| paragraph - n.paragraph <= REACH).map(|n| Anchor {
            point: n.point,
            // A date of another year named since ends the hold of a printed one.
            explicit: n.explicit && self.last.is_none_or(|l| l.end == n.end),
            near: n.paragraph == paragraph,
        })
    }
}

/// Whether it lies in the week before the article.
fn is_fresh(named: Named, created: Created) -> bool {
    named.point.first().is_some_and(|day| (0..=7).contains(&(created.day - day).get_days()))
}

/// Bytes of ` of last year`.
const OF_A_YEAR: usize = 13;

/// The paragraph that the opening ends with.
const LEAD: usize = 2;

/// How many paragraphs back `later` and `that` may reach.
const REACH: usize = 3;
