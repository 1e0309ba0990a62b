//! Which day does a page or a record give as its date?
//!
//! For dates that machines and editors write: ISO 8601, mail dates, `May 2, 2022`. What sentences say of time is read
//! elsewhere. The day is the one printed, in whatever zone.

use jiff::Timestamp;
use jiff::civil::Date;
use jiff::tz::TimeZone;

use crate::domain::{Edtf, month_named};

/// The day, or month, that this text gives; none where it gives none, or one that no calendar has.
pub(super) fn day(text: &str) -> Option<Edtf> {
    let text = text.trim().get(..LONGEST).unwrap_or(text.trim());
    numbered(text).or_else(|| named(text))
}

/// A longer text (bytes) is no date.
const LONGEST: usize = 120;

/// The day of seconds or milliseconds since 1970.
pub(super) fn since_epoch(number: i64) -> Option<Edtf> {
    let milliseconds = if number.abs() < 100_000_000_000 { number.checked_mul(1000)? } else { number };
    let date = Timestamp::from_millisecond(milliseconds).ok()?.to_zoned(TimeZone::UTC).date();
    calendar(i64::from(date.year()), i64::from(date.month()), Some(i64::from(date.day())))
}

/// The day in an address: `/2022/05/02/`.
pub(super) fn in_address(address: &str) -> Option<Edtf> {
    let parts: Vec<&str> = address.split('/').collect();
    parts.windows(3).find_map(|w| {
        let number = |part: &str, width: usize| {
            (part.len() == width && part.bytes().all(|b| b.is_ascii_digit()))
                .then(|| part.parse::<i64>().ok())
                .flatten()
        };
        calendar(number(w[0], 4)?, number(w[1], 2)?, Some(number(w[2], 2)?))
    })
}

/// `2022-05-02T10:00:00Z`, `2022/05/02`, `2022-05`, `20220502`, `20220502100000`.
fn numbered(text: &str) -> Option<Edtf> {
    let digits = |from: usize, to: usize| {
        text.get(from..to).filter(|t| t.bytes().all(|b| b.is_ascii_digit())).and_then(|t| t.parse::<i64>().ok())
    };
    let year = digits(0, 4).filter(|y| (1500..2200).contains(y))?;
    match text.as_bytes().get(4) {
        Some(b'-' | b'/' | b'.') => {
            let day = text.as_bytes().get(7).filter(|b| matches!(b, b'-' | b'/' | b'.')).and_then(|_| digits(8, 10));
            let ends = text.get(10..).is_none_or(|rest| !rest.starts_with(|c: char| c.is_ascii_digit()));
            calendar(year, digits(5, 7)?, day).filter(|_| ends)
        }
        Some(b'0'..=b'9') => calendar(year, digits(4, 6)?, Some(digits(6, 8)?)),
        _ => None,
    }
}

/// `May 2, 2022`, `2nd May 2022`, `Mon, 02 May 2022 10:00:00 GMT`, `May 2022`.
fn named(text: &str) -> Option<Edtf> {
    let words: Vec<&str> = text.split(|c: char| !c.is_alphanumeric()).filter(|w| !w.is_empty()).collect();
    let number = |at: Option<usize>, ordinals: bool| {
        let word = words.get(at?)?;
        let bare = if ordinals { word.trim_end_matches(|c: char| c.is_ascii_alphabetic()) } else { word };
        bare.parse::<i64>().ok()
    };
    words.iter().enumerate().find_map(|(at, word)| {
        let month = i64::from(month_named(word)?);
        let year = |at: usize| number(Some(at), false).filter(|y| (1500..2200).contains(y));
        let within = |day: &i64| (1..=31).contains(day);
        let before = number(at.checked_sub(1), true).filter(within);
        let behind = number(Some(at + 1), true).filter(within);
        if let (Some(day), Some(year)) = (before, year(at + 1)) {
            return calendar(year, month, Some(day));
        }
        if let (Some(day), Some(year)) = (behind, year(at + 2)) {
            return calendar(year, month, Some(day));
        }
        calendar(year(at + 1)?, month, None)
    })
}

fn calendar(year: i64, month: i64, day: Option<i64>) -> Option<Edtf> {
    let (year, month, first) =
        (i16::try_from(year).ok()?, i8::try_from(month).ok()?, i8::try_from(day.unwrap_or(1)).ok()?);
    Date::new(year, month, first).ok()?;
    let printed =
        if day.is_some() { format!("{year:04}-{month:02}-{first:02}") } else { format!("{year:04}-{month:02}") };
    Edtf::parse(&printed)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn days_are_read_as_printed() {
        for (text, expected) in [
            ("2022-05-02", "2022-05-02"),
            ("2022-05-02T23:30:00-05:00", "2022-05-02"),
            ("2022-05-02 10:00:00", "2022-05-02"),
            ("2022/05/02", "2022-05-02"),
            ("20220502", "2022-05-02"),
            ("20220502101500", "2022-05-02"),
            ("2022-05", "2022-05"),
            ("May 2, 2022", "2022-05-02"),
            ("Published 10:02 AM EDT, Mon May 2, 2022", "2022-05-02"),
            ("Sept. 9th, 2021", "2021-09-09"),
            ("Mon, 02 May 2022 10:00:00 GMT", "2022-05-02"),
            ("Tuesday 28th December 2021 at 9.30pm", "2021-12-28"),
            ("May 2022", "2022-05"),
            ("2022-13-02", ""),
            ("February 30, 2022", ""),
            ("yesterday", ""),
            ("", ""),
            ("12/05/2022", ""),
            ("May", ""),
            ("é-05-02", ""),
        ] {
            assert_eq!(day(text).as_ref().map_or("", Edtf::as_str), expected, "{text}");
        }
    }

    #[test]
    fn numbers_and_addresses_give_days() {
        assert_eq!(since_epoch(1_651_485_600).as_ref().map(Edtf::as_str), Some("2022-05-02"));
        assert_eq!(since_epoch(1_651_485_600_000).as_ref().map(Edtf::as_str), Some("2022-05-02"));
        assert_eq!(since_epoch(i64::MAX), None);
        let address = "https://paper.example/news/2022/05/02/quinlan-marries.html";
        assert_eq!(in_address(address).as_ref().map(Edtf::as_str), Some("2022-05-02"));
        assert_eq!(in_address("https://paper.example/2022/99/02/"), None);
    }
}
