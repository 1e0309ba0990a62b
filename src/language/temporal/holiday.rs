//! Which words name a holiday, and when does it fall in a given year?
//!
//! The list is `data/temporal/holidays.txt`. Lunar New Year is reckoned from the moon, for 1900 to 2100 only; the rare
//! leap month around the solstice (2034) is left out.

use jiff::Span;
use jiff::civil::Date;

use super::point::{plus, weekday};

/// A holiday, by how it is dated.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Holiday {
    Fixed {
        month: i8,
        day: i8,
    },
    /// The nth weekday of a month; -1 is the last.
    Nth {
        month: i8,
        weekday: i8,
        n: i8,
    },
    /// Days after Easter Sunday.
    Easter(i64),
    /// Days after the first day of the Chinese year.
    Lunar(i64),
    /// Days after Thanksgiving.
    Thanksgiving(i64),
}

impl Holiday {
    /// Its day in a year.
    pub fn day(self, year: i16) -> Option<Date> {
        match self {
            Self::Fixed { month, day } => Date::new(year, month, day).ok(),
            Self::Nth { month, weekday: day, n } => {
                Date::new(year, month, 1).ok()?.nth_weekday_of_month(n, weekday(day)?).ok()
            }
            Self::Easter(after) => plus(easter(year)?, Span::new().days(after)),
            Self::Lunar(after) => plus(lunar_new_year(year)?, Span::new().days(after)),
            Self::Thanksgiving(after) => {
                plus(Self::Nth { month: 11, weekday: 4, n: 4 }.day(year)?, Span::new().days(after))
            }
        }
    }
}

/// The words that a name may begin with.
pub(super) fn first_words() -> Vec<String> {
    names().into_iter().filter_map(|(words, _)| words.first().map(|w| (*w).to_owned())).collect()
}

/// What holidays are called, in small letters and without possessives: the words of each name, and which it is.
pub(super) fn names() -> Vec<(Vec<&'static str>, Holiday)> {
    let lines = include_str!("../../../data/temporal/holidays.txt").lines().filter(|l| !l.starts_with('#'));
    let mut all = Vec::new();
    for (rule, names) in lines.filter_map(|l| l.split_once(": ")) {
        let Some(holiday) = rule_of(rule) else { continue };
        for name in names.split(" | ") {
            let words = name.split([' ', '\'', '.']).filter(|w| !w.is_empty() && *w != "s").collect();
            all.push((words, holiday));
        }
    }
    all
}

fn rule_of(rule: &str) -> Option<Holiday> {
    let mut words = rule.split(' ');
    let kind = words.next()?;
    let mut number = || words.next().and_then(|w| w.parse::<i8>().ok());
    Some(match kind {
        "nth" => Holiday::Nth { month: number()?, weekday: number()?, n: number()? },
        "easter" => Holiday::Easter(number()?.into()),
        "lunar" => Holiday::Lunar(number()?.into()),
        "thanksgiving" => Holiday::Thanksgiving(number()?.into()),
        fixed => {
            let (month, day) = fixed.split_once('-')?;
            Holiday::Fixed { month: month.parse().ok()?, day: day.parse().ok()? }
        }
    })
}

/// Easter Sunday by the anonymous Gregorian computus.
fn easter(year: i16) -> Option<Date> {
    let year32 = i32::from(year);
    let (golden, century, rest) = (year32 % 19, year32 / 100, year32 % 100);
    let epact = (19 * golden + century - century / 4 - (century - (century + 8) / 25 + 1) / 3 + 15) % 30;
    let to_sunday = (32 + 2 * (century % 4) + 2 * (rest / 4) - epact - rest % 4) % 7;
    let late = (golden + 11 * epact + 22 * to_sunday) / 451;
    let days = epact + to_sunday - 7 * late + 114;
    Date::new(year, (days / 31) as i8, (days % 31 + 1) as i8).ok()
}

/// The second new moon after the one on or before the winter solstice (22 December, as good as always), in China.
fn lunar_new_year(year: i16) -> Option<Date> {
    if !(1900..=2100).contains(&year) {
        return None;
    }
    let solstice = Date::new(year - 1, 12, 22).ok()?;
    let days = solstice.since(Date::new(2000, 1, 6).ok()?).ok()?.get_days();
    let guess = (f64::from(days) / 29.530_588_861).floor() + 1.0;
    let last = [0.0, 1.0, 2.0].into_iter().map(|back| guess - back).find(|k| new_moon(*k) <= Some(solstice))?;
    new_moon(last + 2.0)
}

/// The day in China of new moon `k`, counted from that of January 2000. Meeus, Astronomical Algorithms, chapter 49,
/// to the terms above a few minutes.
fn new_moon(k: f64) -> Option<Date> {
    let sun = (2.5534 + 29.105_356_7 * k).to_radians();
    let moon = (201.5643 + 385.816_935_28 * k).to_radians();
    let node = (160.7108 + 390.670_502_84 * k).to_radians();
    let moment = 5.597_66 + 29.530_588_861 * k - 0.4072 * moon.sin()
        + 0.172_41 * sun.sin()
        + 0.016_08 * (2.0 * moon).sin()
        + 0.010_39 * (2.0 * node).sin()
        + 0.007_39 * (moon - sun).sin()
        - 0.005_14 * (moon + sun).sin()
        + 0.002_08 * (2.0 * sun).sin();
    // From dynamical to Chinese time.
    let days = (moment + 8.0 / 24.0 - 0.0008).floor() as i64;
    plus(Date::new(2000, 1, 1).ok()?, Span::new().days(days))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn movable_feasts_fall_on_their_days() {
        let thanksgiving = Holiday::Nth { month: 11, weekday: 4, n: 4 };
        for (holiday, expected) in [
            (Holiday::Easter(0), "2024-03-31"),
            (Holiday::Easter(-46), "2024-02-14"),
            (thanksgiving, "2024-11-28"),
            (Holiday::Thanksgiving(1), "2024-11-29"),
            (Holiday::Nth { month: 5, weekday: 1, n: -1 }, "2024-05-27"),
            (Holiday::Fixed { month: 12, day: 24 }, "2024-12-24"),
        ] {
            assert_eq!(holiday.day(2024).expect("a day").to_string(), expected, "{holiday:?}");
        }
    }

    #[test]
    fn the_lunar_year_begins_with_a_new_moon() {
        for expected in [
            "1985-02-20",
            "1998-01-28",
            "2000-02-05",
            "2014-01-31",
            "2018-02-16",
            "2019-02-05",
            "2020-01-25",
            "2021-02-12",
            "2022-02-01",
            "2023-01-22",
            "2024-02-10",
            "2025-01-29",
            "2026-02-17",
        ] {
            let year = expected[..4].parse().expect("a year");
            assert_eq!(Holiday::Lunar(0).day(year).map(|d| d.to_string()).as_deref(), Some(expected));
        }
    }

    #[test]
    fn every_rule_is_understood() {
        let rules = include_str!("../../../data/temporal/holidays.txt").lines().filter(|l| !l.starts_with('#'));
        for (rule, _) in rules.filter_map(|l| l.split_once(": ")) {
            assert!(rule_of(rule).is_some(), "{rule}");
        }
    }
}
