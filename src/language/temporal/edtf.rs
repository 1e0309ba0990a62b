//! Which EDTF date is a TIMEX3 value?
//!
//! Only for values that are dates or times: lengths, repetitions and what keeps an X have none.

use crate::domain::{Edtf, Timex, TimexType};

use super::point::Point;
use jiff::civil::{Date, ISOWeekDate, Weekday};

/// The date that an expression names, at its true precision; `None` when it names none. A time of day gives its day.
pub fn edtf(timex: &Timex, dct: Option<&Edtf>) -> Option<Edtf> {
    if !matches!(timex.kind, TimexType::Date | TimexType::Time) {
        return None;
    }
    let value = timex.value.split('T').next()?;
    let date = match value {
        "PRESENT_REF" => return dct.cloned(),
        _ => of_value(value)?,
    };
    match timex.modifier.as_deref() {
        Some("APPROX") => Some(date.about()),
        _ => Some(date),
    }
}

/// A TIMEX3 value without its time of day.
fn of_value(value: &str) -> Option<Edtf> {
    let mut parts = value.split('-');
    let year = parts.next()?;
    if !year.bytes().all(|b| b.is_ascii_digit()) || value.contains('X') {
        return None;
    }
    let interval = |first: Date, last: Date| Edtf::parse(&format!("{first}/{last}"));
    let of = |point: Point| interval(point.first()?, point.last()?);
    let number = year.parse::<i16>().ok()?;
    match (year.len(), parts.next(), parts.next()) {
        (2, None, None) => Edtf::parse(&format!("{year}XX")),
        (3, None, None) => Edtf::parse(&format!("{year}X")),
        (4, None, None) => Edtf::year(number),
        (4, Some(season @ ("SP" | "SU" | "FA" | "WI")), None) => {
            let code = match season {
                "SP" => 21,
                "SU" => 22,
                "FA" => 23,
                _ => 24,
            };
            Edtf::parse(&format!("{year}-{code}"))
        }
        (4, Some(part), day) => match (part.as_bytes().first()?, part.get(1..).and_then(|n| n.parse::<i8>().ok())) {
            (b'W', Some(week)) => {
                let monday = ISOWeekDate::new(number, week, Weekday::Monday).ok()?.date();
                match day {
                    None => of(Point::Week(monday)),
                    Some("WE") => of(Point::Weekend(monday)),
                    Some(_) => None,
                }
            }
            (b'Q', Some(quarter @ 1..=4)) => of_months(number, quarter * 3 - 2, quarter * 3),
            (b'H', Some(half @ 1..=2)) => of_months(number, half * 6 - 5, half * 6),
            _ => Edtf::parse(value),
        },
        _ => None,
    }
}

fn of_months(year: i16, first: i8, last: i8) -> Option<Edtf> {
    Edtf::parse(&format!("{year:04}-{first:02}/{year:04}-{last:02}"))
}
