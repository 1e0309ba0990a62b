//! Which dates does an expression mean, given the article's date, the tense and the date named before?
//!
//! What cannot be told keeps its X. Nothing is guessed beyond what the words and these three allow.

mod units;
mod week;
mod yearly;

use jiff::Span;
use jiff::civil::Date;

use super::expression::{Clock, Relation, When};
use super::holiday::Holiday;
use super::point::{Point, monday, plus};
use super::tense::Direction;
use super::word::Unit;

/// What an expression is resolved against.
pub(super) struct Context {
    /// The article's date.
    pub dct: Option<Created>,
    /// The date named before that the expression may count from.
    pub anchor: Option<Anchor>,
    /// The day named before, if that was nearby.
    pub day: Option<Point>,
    /// The year printed last that is not the article's.
    pub printed_year: Option<i16>,
    /// How many days ahead it may at most lie, standing behind `before`: `a day before Friday's report`.
    pub before: Option<i64>,
    /// The day that this one is listed after: `Tuesday and Wednesday`.
    pub listed: Option<Date>,
    /// Where the sentence looks.
    pub direction: Direction,
    /// A year that the words after the expression name: `June 10 of last year`.
    pub year: Option<i16>,
}

/// The article's date: the first day that it may be, and how exact it is.
#[derive(Clone, Copy, Debug)]
pub(super) struct Created {
    pub day: Date,
    pub has_month: bool,
    pub has_day: bool,
}

/// A date named before.
#[derive(Clone, Copy, Debug)]
pub(super) struct Anchor {
    pub point: Point,
    /// Whether its year was printed.
    pub explicit: bool,
    /// Whether it stands in the same paragraph.
    pub near: bool,
}

/// A value, and the stretch that it stands for when it is one.
#[derive(Debug)]
pub(super) struct Resolved {
    pub value: String,
    pub point: Option<Point>,
    pub explicit: bool,
    pub approximate: bool,
}

impl From<Point> for Resolved {
    fn from(point: Point) -> Self {
        Self { value: point.value(), point: Some(point), explicit: false, approximate: false }
    }
}

fn unknown(value: impl Into<String>) -> Resolved {
    Resolved { value: value.into(), point: None, explicit: false, approximate: false }
}

impl Context {
    /// Resolves a date.
    pub fn date(&self, when: When) -> Resolved {
        match when {
            When::Calendar { year, month, day, weekday, relation } => {
                let explicit = year.is_some();
                let following = self.year.filter(|_| month.is_some());
                let mut resolved = self.calendar(year.or(following), month, day, weekday, relation);
                resolved.explicit = explicit;
                resolved
            }
            When::Season { season, year, relation } => self.season(season, year.or(self.year), relation),
            When::Holiday { holiday, year, relation } => self
                .holiday(holiday, year.or(self.year), relation)
                .map_or_else(|| unknown(undated(holiday)), |day| Point::Day(day).into()),
            When::Quarter { number, year, relation } => self
                .quarter(number, year.or(self.year), relation)
                .map_or_else(|| unknown(format!("XXXX-Q{number}")), Into::into),
            When::Half { number, year } => match year.or(self.dct.map(|d| d.day.year())) {
                Some(year) => Point::Half(year, number).into(),
                None => unknown(format!("XXXX-H{number}")),
            },
            When::Unit(unit, relation) => self.unit(unit, relation),
            When::Days(n) => self.days(n),
            When::Offset(amount, way) => self.offset(amount, way),
            When::Decade(decade) => Point::Decade(decade).into(),
            When::Century(century) => Point::Century(century).into(),
            When::Beside { weekday, after, holiday } => {
                self.beside(weekday, after, holiday).map_or_else(|| unknown("XXXX-XX-XX"), |d| Point::Day(d).into())
            }
            When::WeekendOf(holiday) => self
                .holiday(holiday, self.year, Relation::Bare)
                .map_or_else(|| unknown("XXXX-WXX-WE"), |day| weekend_around(day).into()),
            When::Nth => unknown("XXXX-XX-XX"),
            When::Then => match self.anchor {
                Some(anchor) => anchor.point.into(),
                None => unknown("PAST_REF"),
            },
        }
    }

    /// Resolves a time of day: of the day named, else of the day spoken of.
    pub fn time(&self, when: Option<When>, clock: Clock) -> Resolved {
        let mut day = match when {
            Some(When::Unit(Unit::Day, Relation::That)) if self.day.is_some() => {
                self.day.map_or_else(|| unknown("XXXX-XX-XX"), Into::into)
            }
            Some(When::Nth) => match self.anchor {
                Some(Anchor { point: point @ Point::Month(..), near: true, .. }) => point.into(),
                _ => unknown("XXXX-XX-XX"),
            },
            Some(when) => self.date(when),
            None => self.day.map_or_else(|| self.days(0), Into::into),
        };
        let base = match day.point {
            Some(Point::Day(day)) => day.to_string(),
            Some(Point::Month(..)) => format!("{}-XX", day.value),
            Some(Point::Year(_)) => format!("{}-XX-XX", day.value),
            _ if day.value.len() == 10 || day.value.starts_with("XXXX-W") => day.value,
            _ => "XXXX-XX-XX".to_owned(),
        };
        day.value = base + &clock.value();
        day
    }

    pub(super) fn created(&self) -> Option<Created> {
        self.dct
    }

    /// The article's day, when it is known to the day.
    pub(super) fn today(&self) -> Option<Date> {
        self.dct.filter(|d| d.has_day).map(|d| d.day)
    }
}

/// The weekend that a holiday makes long.
fn weekend_around(day: Date) -> Point {
    let week = monday(day);
    if day.weekday().to_monday_one_offset() >= 4 {
        return Point::Weekend(week);
    }
    Point::Weekend(plus(week, Span::new().days(-7)).unwrap_or(week))
}

fn undated(holiday: Holiday) -> String {
    match holiday {
        Holiday::Fixed { month, day } => format!("XXXX-{month:02}-{day:02}"),
        Holiday::Nth { month, .. } => format!("XXXX-{month:02}-XX"),
        Holiday::Thanksgiving(_) => "XXXX-11-XX".to_owned(),
        _ => "XXXX-XX-XX".to_owned(),
    }
}
