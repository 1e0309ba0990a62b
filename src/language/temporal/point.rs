//! Which stretch of the calendar is meant, at its true precision, and what is its TIMEX3 value?
//!
//! Calendar arithmetic only: no text. Years outside jiff's range simply have no neighbour.

use jiff::civil::{Date, Weekday};
use jiff::{Span, ToSpan};

/// A stretch of the calendar.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Point {
    Day(Date),
    /// By its Monday.
    Week(Date),
    /// By the Monday of its week.
    Weekend(Date),
    Month(i16, i8),
    Quarter(i16, i8),
    Half(i16, i8),
    /// A winter by the year that it begins in.
    Season(i16, Season),
    Year(i16),
    /// 199 is the 1990s.
    Decade(i16),
    /// 19 is the years from 1900.
    Century(i16),
}

/// A season of the northern year.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Season {
    Spring,
    Summer,
    /// American for autumn, and a verb.
    Fall,
    Autumn,
    Winter,
}

impl Season {
    /// Its code in TIMEX3.
    pub fn code(self) -> &'static str {
        match self {
            Self::Spring => "SP",
            Self::Summer => "SU",
            Self::Fall | Self::Autumn => "FA",
            Self::Winter => "WI",
        }
    }

    /// The month that it begins in.
    pub fn first_month(self) -> i8 {
        match self {
            Self::Spring => 3,
            Self::Summer => 6,
            Self::Fall | Self::Autumn => 9,
            Self::Winter => 12,
        }
    }
}

impl Point {
    /// The TIMEX3 value.
    pub fn value(self) -> String {
        match self {
            Self::Day(day) => day.to_string(),
            Self::Week(monday) => {
                let week = monday.iso_week_date();
                format!("{:04}-W{:02}", week.year(), week.week())
            }
            Self::Weekend(monday) => format!("{}-WE", Self::Week(monday).value()),
            Self::Month(year, month) => format!("{year:04}-{month:02}"),
            Self::Quarter(year, quarter) => format!("{year:04}-Q{quarter}"),
            Self::Half(year, half) => format!("{year:04}-H{half}"),
            Self::Season(year, season) => format!("{year:04}-{}", season.code()),
            Self::Year(year) => format!("{year:04}"),
            Self::Decade(decade) => format!("{decade:03}"),
            Self::Century(century) => format!("{century:02}"),
        }
    }

    /// Its first day.
    pub fn first(self) -> Option<Date> {
        let day = |year, month, day| Date::new(year, month, day).ok();
        match self {
            Self::Day(date) | Self::Week(date) => Some(date),
            Self::Weekend(monday) => plus(monday, 5.days()),
            Self::Month(year, month) => day(year, month, 1),
            Self::Quarter(year, quarter) => day(year, quarter * 3 - 2, 1),
            Self::Half(year, half) => day(year, half * 6 - 5, 1),
            Self::Season(year, season) => day(year, season.first_month(), 1),
            Self::Year(year) => day(year, 1, 1),
            Self::Decade(decade) => day(decade.checked_mul(10)?, 1, 1),
            Self::Century(century) => day(century.checked_mul(100)?, 1, 1),
        }
    }

    /// Its last day.
    pub fn last(self) -> Option<Date> {
        let first = self.first()?;
        let next = match self {
            Self::Day(_) => return Some(first),
            Self::Week(_) => plus(first, 7.days()),
            Self::Weekend(_) => plus(first, 2.days()),
            Self::Month(..) => plus(first, 1.month()),
            Self::Quarter(..) | Self::Season(..) => plus(first, 3.months()),
            Self::Half(..) => plus(first, 6.months()),
            Self::Year(_) => plus(first, 1.year()),
            Self::Decade(_) => plus(first, 10.years()),
            Self::Century(_) => plus(first, 100.years()),
        };
        next?.yesterday().ok()
    }

    /// The year that it lies in; none for what is longer.
    pub fn year(self) -> Option<i16> {
        match self {
            Self::Decade(_) | Self::Century(_) => None,
            Self::Week(monday) | Self::Weekend(monday) => Some(monday.year()),
            _ => self.first().map(Date::year),
        }
    }
}

/// A day moved by a span; none outside the calendar.
pub(super) fn plus(day: Date, span: Span) -> Option<Date> {
    day.checked_add(span).ok()
}

/// The Monday of a day's week.
pub(super) fn monday(day: Date) -> Date {
    plus(day, Span::new().days(-i64::from(day.weekday().to_monday_zero_offset()))).unwrap_or(day)
}

/// Weekday 1 (Monday) to 7.
pub(super) fn weekday(number: i8) -> Option<Weekday> {
    Weekday::from_monday_one_offset(number).ok()
}
