//! When, and how surely?
//!
//! A thin coat over EDTF (ISO 8601-2, levels 0 and 1, seasons 21 to 24, open intervals): what is a month stays
//! a month, what is a bound stays a bound. Comparison has three values, never a guess.

use std::fmt;
use std::sync::Arc;

use edtf_core::{Bound, Relation};
use jiff::civil;
use serde::{Deserialize, Deserializer, Serialize, Serializer};

/// A date at its true precision, kept as canonical EDTF.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Edtf(Arc<str>);

/// What comparing two dates can tell.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Certainty {
    /// Whatever day each of them was.
    Yes,
    /// It depends on the day.
    Maybe,
    /// On no account.
    No,
}

/// The first and the last day of something; `None` is an open end.
pub type Days = (Option<civil::Date>, Option<civil::Date>);

impl Edtf {
    /// Reads EDTF; `None` for what is no EDTF.
    pub fn parse(text: &str) -> Option<Self> {
        if days(text).is_some() {
            return Some(Self(text.into()));
        }
        edtf_core::Edtf::parse(text).ok().map(|e| Self(e.to_string().into()))
    }

    /// One day.
    pub fn day(date: civil::Date) -> Self {
        Self(date.to_string().into())
    }

    /// One month; `None` for a month that is none.
    pub fn month(year: i16, month: i8) -> Option<Self> {
        Self::parse(&format!("{year:04}-{month:02}"))
    }

    /// One year.
    pub fn year(year: i16) -> Option<Self> {
        Self::parse(&format!("{year:04}"))
    }

    /// On or before: the open interval `../2021-12-27`.
    pub fn by(&self) -> Option<Self> {
        Self::parse(&format!("../{}", self.upper()?))
    }

    /// The same, circa: `2020-12~`.
    #[must_use]
    pub fn about(&self) -> Self {
        Self::parse(&format!("{}~", self.0)).unwrap_or_else(|| self.clone())
    }

    /// The EDTF string.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// The first day that it may be; `None` when open or unknown.
    pub fn lower(&self) -> Option<civil::Date> {
        if let Some((first, _)) = self.days() {
            return first;
        }
        day_of(edtf_core::Edtf::parse(&self.0).ok()?.bounds().earliest)
    }

    /// The last day that it may be; `None` when open or unknown.
    pub fn upper(&self) -> Option<civil::Date> {
        if let Some((_, last)) = self.days() {
            return last;
        }
        day_of(edtf_core::Edtf::parse(&self.0).ok()?.bounds().latest)
    }

    /// The first and the last day of a date that is nothing but these: neither approximate nor unspecified. Two such dates can be compared by their days alone.
    pub fn days(&self) -> Option<Days> {
        days(&self.0)
    }

    /// Exactly one day, when it is one.
    pub fn exact_day(&self) -> Option<civil::Date> {
        let day = self.lower()?;
        (self.upper() == Some(day) && !self.is_approximate()).then_some(day)
    }

    /// `~` or `?`.
    pub fn is_approximate(&self) -> bool {
        self.days().is_none() && edtf_core::Edtf::parse(&self.0).is_ok_and(|e| e.is_approximate() || e.is_uncertain())
    }

    /// `../x` or `x/..`.
    pub fn is_bound(&self) -> bool {
        self.0.starts_with("../") || self.0.ends_with("/..")
    }

    /// Can both be true of one moment? Approximate dates are widened by a twelfth of their distance at least:
    /// an approximate date never contradicts, it only fits less well.
    pub fn agrees(&self, other: &Self) -> Certainty {
        if let (Some(own), Some(new)) = (self.days(), other.days()) {
            let one = |(first, last): Days| first.is_some() && first == last;
            return match () {
                () if apart(own, new) => Certainty::No,
                () if one(own) && own == new => Certainty::Yes,
                () => Certainty::Maybe,
            };
        }
        let (Ok(a), Ok(b)) = (edtf_core::Edtf::parse(&self.0), edtf_core::Edtf::parse(&other.0)) else {
            return Certainty::Maybe;
        };
        let relations = a.relation(&b);
        if relations.is_definite(Relation::Equal) {
            return Certainty::Yes;
        }
        let apart =
            [Relation::Before, Relation::After].into_iter().any(|r| relations.is_definite(r)) || self.disjoint(other);
        if apart && !self.is_approximate() && !other.is_approximate() { Certainty::No } else { Certainty::Maybe }
    }

    fn disjoint(&self, other: &Self) -> bool {
        apart((self.lower(), self.upper()), (other.lower(), other.upper()))
    }

    /// Sorts in time: by first day, then by last; what is open comes by its known end.
    pub fn order(&self) -> (civil::Date, civil::Date) {
        let (low, high) = (self.lower(), self.upper());
        let low_or_high = low.or(high).unwrap_or(civil::Date::MAX);
        (low_or_high, high.unwrap_or(low_or_high))
    }

    /// In words, at its true precision: `27 December 2021`, `July 2020`, `by 27 December 2021`, `around
    /// December 2020`, `between 2019 and 2020`, `summer 2022`.
    pub fn phrase(&self) -> String {
        if let Some((from, to)) = self.0.split_once('/') {
            return match (from, to) {
                (".." | "", to) => format!("by {}", unit_phrase(to)),
                (from, ".." | "") => format!("from {} on", unit_phrase(from)),
                (from, to) => format!("between {} and {}", unit_phrase(from), unit_phrase(to)),
            };
        }
        unit_phrase(&self.0)
    }

    /// In words with the preposition that fits: `on 27 December 2021`, `in July 2020`, `by ...`.
    pub fn adverbial(&self) -> String {
        let phrase = self.phrase();
        if self.0.contains('/') || self.is_approximate() {
            phrase
        } else if self.exact_day().is_some() {
            format!("on {phrase}")
        } else {
            format!("in {phrase}")
        }
    }
}

/// Whether the two have no day in common.
pub fn apart(one: Days, other: Days) -> bool {
    let ends_before = |a: Option<civil::Date>, b: Option<civil::Date>| matches!((a, b), (Some(x), Some(y)) if x < y);
    ends_before(one.1, other.0) || ends_before(other.1, one.0)
}

impl fmt::Display for Edtf {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl Serialize for Edtf {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(&self.0)
    }
}

impl<'de> Deserialize<'de> for Edtf {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = String::deserialize(deserializer)?;
        Self::parse(&text).ok_or_else(|| serde::de::Error::custom(format!("`{text}` is no EDTF date")))
    }
}

const MONTHS: [&str; 12] = [
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
];

/// The month, from 1, that a word names: whole, or by three letters or more of its beginning, in any case; `sept`, too.
pub fn month_named(word: &str) -> Option<u8> {
    let begins = |month: &str| month.get(..word.len()).is_some_and(|begin| begin.eq_ignore_ascii_case(word));
    let place = MONTHS.iter().position(|month| begins(month)).filter(|_| word.len() >= 3)?;
    u8::try_from(place + 1).ok()
}

/// A day, a month, a season, a year or a decade in words; what EDTF can write besides (years before Christ, sets)
/// stays as it is written.
fn unit_phrase(unit: &str) -> String {
    let bare = unit.trim_end_matches(['~', '?', '%']);
    let about = if bare.len() < unit.len() { "around " } else { "" };
    let (year, rest) = bare.split_at_checked(4).unwrap_or((bare, ""));
    let known = year.trim_end_matches('X');
    let year = match known.len() {
        _ if year.len() < 4 || !known.bytes().all(|b| b.is_ascii_digit()) => return unit.to_owned(),
        4 => year.to_owned(),
        3 => format!("the {known}0s"),
        2 => format!("the {known}00s"),
        _ => return unit.to_owned(),
    };
    let mut parts = rest.trim_start_matches('-').split('-').map(|part| part.parse::<usize>().ok());
    let named = match (parts.next().flatten(), parts.next().flatten()) {
        (Some(month @ 1..=12), Some(day)) => format!("{day} {} {year}", MONTHS[month - 1]),
        (Some(month @ 1..=12), None) => format!("{} {year}", MONTHS[month - 1]),
        (Some(season @ 21..=24), _) => format!("{} {year}", ["spring", "summer", "autumn", "winter"][season - 21]),
        _ => year,
    };
    format!("{about}{named}")
}

/// The first and the last day of `2020`, `2020-07` or `2021-12-27`, which nearly all dates are and which need no parser.
fn plain(text: &str) -> Option<(civil::Date, civil::Date)> {
    let number = |from: usize, to: usize| {
        let digits = text.as_bytes().get(from..to)?;
        digits.iter().try_fold(0_i16, |n, b| b.is_ascii_digit().then(|| n * 10 + i16::from(b - b'0')))
    };
    let part = |from: usize| match text.as_bytes().get(from) {
        Some(b'-') => i8::try_from(number(from + 1, from + 3)?).ok(),
        _ => None,
    };
    let year = number(0, 4)?;
    match text.len() {
        4 => Some((civil::Date::new(year, 1, 1).ok()?, civil::Date::new(year, 12, 31).ok()?)),
        7 => civil::Date::new(year, part(4)?, 1).ok().map(|first| (first, first.last_of_month())),
        10 => civil::Date::new(year, part(4)?, part(7)?).ok().map(|day| (day, day)),
        _ => None,
    }
}

/// The same for what is open at one end, too: `../2021-12-27`.
fn days(text: &str) -> Option<Days> {
    if let Some(to) = text.strip_prefix("../") {
        return plain(to).map(|(_, last)| (None, Some(last)));
    }
    if let Some(from) = text.strip_suffix("/..") {
        return plain(from).map(|(first, _)| (Some(first), None));
    }
    plain(text).map(|(first, last)| (Some(first), Some(last)))
}

fn day_of(bound: Bound) -> Option<civil::Date> {
    let Bound::Date(date) = bound else { return None };
    civil::Date::new(i16::try_from(date.year).ok()?, date.month.try_into().ok()?, date.day.try_into().ok()?).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn date(text: &str) -> Edtf {
        Edtf::parse(text).unwrap_or_else(|| panic!("{text} is EDTF"))
    }

    #[test]
    fn months_are_named_whole_or_in_short() {
        for (word, month) in [
            ("May", Some(5)),
            ("dec", Some(12)),
            ("SEPT", Some(9)),
            ("augu", Some(8)),
            ("ma", None),
            ("mayor", None),
            ("é", None),
        ] {
            assert_eq!(month_named(word), month, "{word}");
        }
    }

    #[test]
    fn phrases_keep_the_precision() {
        for (edtf, phrase) in [
            ("2021-12-27", "27 December 2021"),
            ("2020-07", "July 2020"),
            ("2019", "2019"),
            ("199X", "the 1990s"),
            ("19XX", "the 1900s"),
            ("2021-12-XX", "December 2021"),
            ("-0023", "-0023"),
            ("Y17000", "Y17000"),
            ("2022-22", "summer 2022"),
            ("2020-12~", "around December 2020"),
            ("../2021-12-27", "by 27 December 2021"),
            ("2019/2020", "between 2019 and 2020"),
        ] {
            assert_eq!(date(edtf).phrase(), phrase, "{edtf}");
        }
        assert_eq!(date("2021-12-27").adverbial(), "on 27 December 2021");
        assert_eq!(date("2020-07").adverbial(), "in July 2020");
        assert_eq!(date("../2021-12-27").adverbial(), "by 27 December 2021");
    }

    #[test]
    fn agreement_has_three_values() {
        for (a, b, expected) in [
            ("2021-12-27", "2021-12-27", Certainty::Yes),
            ("2021-12-27", "2021-12", Certainty::Maybe),
            ("2021-12-27", "2021-12-29", Certainty::No),
            ("../2021-12-27", "2021-12", Certainty::Maybe),
            ("../2021-12-27", "2022", Certainty::No),
            ("2021-12~", "2022-01", Certainty::Maybe),
        ] {
            assert_eq!(date(a).agrees(&date(b)), expected, "{a} {b}");
            assert_eq!(date(b).agrees(&date(a)), expected, "{b} {a}");
        }
    }

    #[test]
    fn plain_dates_need_no_parser() {
        for text in ["2020", "0000", "2020-02", "1900-02", "2021-12-27", "2024-02-29"] {
            let bounds = edtf_core::Edtf::parse(text).expect("EDTF").bounds();
            let expected = day_of(bounds.earliest).zip(day_of(bounds.latest));
            assert!(plain(text).is_some(), "{text}");
            assert_eq!(plain(text), expected, "{text}");
        }
        for text in
            ["", "202", "2020-13", "2020-21", "2020-0", "2021-02-29", "2021-12-2X", "2021/12/27", "2020-12~", "２020"]
        {
            assert_eq!(plain(text), None, "{text}");
        }
    }

    #[test]
    fn comparing_days_is_comparing_dates() {
        const DATES: [&str; 10] = [
            "2020",
            "2020-02",
            "2020-02-29",
            "2020-03-01",
            "../2020",
            "../2020-02-29",
            "2020/..",
            "2020-03-01/..",
            "../2019-12-31",
            "2021-01",
        ];
        for a in DATES {
            let parsed = edtf_core::Edtf::parse(a).expect("EDTF");
            assert_eq!(parsed.to_string(), a);
            let (one, bounds) = (date(a), parsed.bounds());
            assert_eq!(one.days(), Some((day_of(bounds.earliest), day_of(bounds.latest))), "{a}");
            assert!(!parsed.is_approximate() && !parsed.is_uncertain(), "{a}");
            for b in DATES {
                let relations = parsed.relation(&edtf_core::Edtf::parse(b).expect("EDTF"));
                let expected =
                    match [Relation::Equal, Relation::Before, Relation::After].map(|r| relations.is_definite(r)) {
                        [true, ..] => Certainty::Yes,
                        [_, false, false] => Certainty::Maybe,
                        _ => Certainty::No,
                    };
                assert_eq!(one.agrees(&date(b)), expected, "{a} {b}");
            }
        }
    }

    #[test]
    fn a_bound_stays_a_bound() {
        let by = date("2021-12-27").by().expect("a bound");
        assert_eq!(by.as_str(), "../2021-12-27");
        assert!(by.is_bound() && by.exact_day().is_none() && by.lower().is_none());
    }
}
