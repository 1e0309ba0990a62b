//! What does a time expression say, before anybody asks when that was?
//!
//! The grammar builds these from words alone; `resolve` gives them a value.

use super::holiday::Holiday;
use super::point::Season;
use super::word::Unit;

/// An expression with its first token and the one after its last.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Expression {
    pub from: usize,
    pub to: usize,
    pub what: What,
    /// TIMEX3's `mod`.
    pub modifier: Option<&'static str>,
}

/// What it says.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum What {
    /// A stretch of the calendar.
    Date(When),
    /// A time of day; of the day in question when no date is named.
    Time(Option<When>, Clock),
    /// A length of time, ages among them.
    Duration(Amount),
    /// A value that needs no resolving: `P3XY` of an age in the thirties.
    Fixed(Kind, String),
    /// `PAST_REF`, `PRESENT_REF`, `FUTURE_REF`
    Vague(&'static str),
}

/// The type of a [`What::Fixed`].
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    Date,
    Duration,
    Set,
}

/// Which day, month, year.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) enum When {
    /// As printed: what is `None` is not printed. `year_of` is a year named after it: `June 10 this year`.
    Calendar {
        year: Option<i16>,
        month: Option<i8>,
        day: Option<i8>,
        weekday: Option<i8>,
        relation: Relation,
    },
    Season {
        season: Season,
        year: Option<i16>,
        relation: Relation,
    },
    Holiday {
        holiday: Holiday,
        year: Option<i16>,
        relation: Relation,
    },
    Quarter {
        number: i8,
        year: Option<i16>,
        relation: Relation,
    },
    Half {
        number: i8,
        year: Option<i16>,
    },
    /// `last week`, `the following year`
    Unit(Unit, Relation),
    /// Days from the article's date: `yesterday`.
    Days(i64),
    /// `two years ago`, `three weeks later`
    Offset(Amount, Way),
    Decade(i16),
    Century(i16),
    /// `the Sunday after Thanksgiving`, `the day before Christmas`: a weekday or none for a day.
    Beside {
        weekday: Option<i8>,
        after: bool,
        holiday: Holiday,
    },
    /// `Memorial Day weekend`
    WeekendOf(Holiday),
    /// `at the time`
    Then,
    /// The day of `the first night`.
    Nth,
}

/// How it stands to the article's date or to the date named before.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Relation {
    /// For the tense to say.
    Bare,
    Last,
    This,
    Next,
    /// `this past`
    JustPast,
    /// Before last.
    BeforeLast,
    /// After next.
    AfterNext,
    /// After the date named before: `the following`.
    Following,
    /// Before the date named before: `the previous`.
    Previous,
    /// Of the date named before: `that`.
    That,
    /// `a Friday`: of the date named before if it is one.
    Some,
}

/// From where an offset counts.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Way {
    Ago,
    /// `to the day`
    AgoExactly,
    /// `this month`, `this week`
    AgoThis(Unit),
    Hence,
    /// `from today`
    HenceExactly,
    Later,
    Earlier,
}

/// A count of units.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Amount {
    pub count: Count,
    pub unit: Unit,
}

/// How many.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Count {
    Whole(u32),
    /// 25 is two and a half.
    Tenths(u32),
    Vague,
}

/// A time of day.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Clock {
    /// `TNI`
    Part(&'static str),
    At {
        hour: u8,
        minute: Option<u8>,
    },
}

impl Clock {
    /// The part of a TIMEX3 value from the `T` on.
    pub fn value(self) -> String {
        match self {
            Self::Part(part) => format!("T{part}"),
            Self::At { hour, minute } => format!("T{hour:02}:{:02}", minute.unwrap_or(0)),
        }
    }
}

impl Amount {
    /// `P14M`, `PT30M`, `PXY`
    pub fn value(self) -> String {
        let Self { count, unit } = self.in_whole_units();
        let (unit, count) = match (unit, count) {
            (Unit::Fortnight, Count::Whole(n)) => (Unit::Week, Count::Whole(n.saturating_mul(2))),
            (Unit::Hour, Count::Tenths(n)) if n < 10 => (Unit::Minute, Count::Whole(n * 6)),
            (Unit::Minute, Count::Tenths(5)) => (Unit::Second, Count::Whole(30)),
            (Unit::Day, Count::Tenths(5)) => (Unit::Hour, Count::Whole(12)),
            same => same,
        };
        let number = match count {
            Count::Whole(n) => n.to_string(),
            Count::Tenths(n) if n % 10 == 0 => (n / 10).to_string(),
            Count::Tenths(n) => format!("{}.{}", n / 10, n % 10),
            Count::Vague => "X".to_owned(),
        };
        let (prefix, letter) = match unit {
            Unit::Second => ("PT", "S"),
            Unit::Minute => ("PT", "M"),
            Unit::Hour => ("PT", "H"),
            Unit::Day => ("P", "D"),
            Unit::Night => ("P", "NI"),
            Unit::Week | Unit::Fortnight => ("P", "W"),
            Unit::Weekend => ("P", "WE"),
            Unit::Month => ("P", "M"),
            Unit::Quarter => ("P", "Q"),
            Unit::Year => ("P", "Y"),
            Unit::Decade => ("P", "DE"),
            Unit::Century => ("P", "CE"),
        };
        format!("{prefix}{number}{letter}")
    }

    /// Half a year as six months, half a century as fifty years.
    pub fn in_whole_units(self) -> Self {
        let (count, unit) = match (self.count, self.unit) {
            (Count::Tenths(5), Unit::Year) => (Count::Whole(6), Unit::Month),
            (Count::Tenths(n), Unit::Decade) => (Count::Whole(n), Unit::Year),
            (Count::Tenths(n), Unit::Century) => (Count::Whole(n.saturating_mul(10)), Unit::Year),
            same => same,
        };
        Self { count, unit }
    }

    /// The whole units in it; none when vague.
    pub fn whole(self) -> Option<i64> {
        match self.count {
            Count::Whole(n) => Some(n.into()),
            Count::Tenths(n) => Some((n / 10).into()),
            Count::Vague => None,
        }
    }
}
