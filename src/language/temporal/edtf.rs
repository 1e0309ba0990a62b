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
    if timex.value == "PRESENT_REF" {
        return dct.cloned();
    }
    let date = of_value(timex.value.split('T').next()?)?;
    match timex.modifier.as_deref() {
        Some("APPROX") => Some(date.about()),
        _ => Some(date),
    }
}

/// A TIMEX3 value without its time of day. Of `2022-09-XX` the month is left.
fn of_value(value: &str) -> Option<Edtf> {
    let mut parts = value.split('-').take_while(|part| !part.contains('X'));
    let year = parts.next()?;
    if !year.bytes().all(|b| b.is_ascii_digit()) {
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
            _ => Edtf::parse(&[Some(year), Some(part), day].into_iter().flatten().collect::<Vec<_>>().join("-")),
        },
        _ => None,
    }
}

fn of_months(year: i16, first: i8, last: i8) -> Option<Edtf> {
    Edtf::parse(&format!("{year:04}-{first:02}/{year:04}-{last:02}"))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::Span;

    fn check(value: &str, modifier: Option<&str>, expected: Option<&str>) {
        let kind = if value.contains('T') { TimexType::Time } else { TimexType::Date };
        let timex =
            Timex { span: Span::new(0, 1), kind, value: value.to_owned(), modifier: modifier.map(str::to_owned) };
        let dct = Edtf::parse("2021-12-28");
        assert_eq!(edtf(&timex, dct.as_ref()).map(|e| e.to_string()).as_deref(), expected, "{value}");
    }

    #[test]
    fn every_kind_of_value() {
        check("2021-12-27", None, Some("2021-12-27"));
        check("2021-12-27TNI", None, Some("2021-12-27"));
        check("2021-12-27T20:00", None, Some("2021-12-27"));
        check("2021-12", None, Some("2021-12"));
        check("2021", Some("START"), Some("2021"));
        check("2021-SU", None, Some("2021-22"));
        check("2021-WI", None, Some("2021-24"));
        check("2022-W19", None, Some("2022-05-09/2022-05-15"));
        check("2022-W19-WE", None, Some("2022-05-14/2022-05-15"));
        check("1998-Q3", None, Some("1998-07/1998-09"));
        check("1998-H1", None, Some("1998-01/1998-06"));
        check("199", None, Some("199X"));
        check("2022-02-13", Some("APPROX"), Some("2022-02-13~"));
        check("2021-11-XXTNI", None, Some("2021-11"));
        check("2022-WXX-WE", None, Some("2022"));
        check("PRESENT_REF", None, Some("2021-12-28"));
        for none in ["PAST_REF", "XXXX-WXX-1", "XXXX-12-25", "XXXX-XX-XXTNI", "2021-W99"] {
            check(none, None, None);
        }
    }

    #[test]
    fn lengths_and_repetitions_are_no_dates() {
        for (kind, value) in [(TimexType::Duration, "P1Y"), (TimexType::Set, "XXXX-WXX-4"), (TimexType::Set, "P1D")] {
            let timex = Timex { span: Span::new(0, 1), kind, value: value.to_owned(), modifier: None };
            assert_eq!(edtf(&timex, None), None);
        }
    }
}
