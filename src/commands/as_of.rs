//! Up to when may an answer know?
//!
//! Fans who are behind on a season give a date, in any of the ways that dates are typed; what was published later is
//! then not there for them. A date that can mean two days is not guessed.

use super::{AskError, CommandOption, Options, given};
use crate::answer::Archive;
use crate::domain::{Edtf, month_named};

/// The option of commands that take such a date.
pub(super) const OPTION: CommandOption = CommandOption {
    name: "as-of",
    description: "Leave out what was published later: 2022, May 2022, 31 May 2022",
    required: false,
    names: false,
};

/// The date given, if one is.
pub(super) fn as_of(options: &Options) -> Result<Option<Edtf>, AskError> {
    let Some(typed) = given(options, OPTION.name) else { return Ok(None) };
    let unclear = |why: &str| {
        let typed: String = typed.chars().take(60).collect();
        AskError::Asked(format!("“{typed}” {why}. Give as-of a date like 2022, May 2022, 2022-05-31 or 31 May 2022."))
    };
    match date(typed) {
        Read::Date(date) => Ok(Some(date)),
        Read::TwoWays => Err(unclear("can be two different days")),
        Read::No => Err(unclear("is no date that I can read")),
    }
}

/// The option as given, to be put behind a command line that asks on: ` as-of: May 2022`, or nothing.
pub(super) fn again(options: &Options) -> String {
    given(options, OPTION.name).map(|typed| format!(" {}: {typed}", OPTION.name)).unwrap_or_default()
}

/// The note of an answer that knows only so much: how many articles it rests on.
pub(super) fn reach_by(archive: &Archive, date: &Edtf) -> String {
    let (known, all) = (archive.published(date), archive.size());
    let articles = if all == 1 { "article" } else { "articles" };
    let last = date.upper().map_or_else(|| date.phrase(), |day| Edtf::day(day).phrase());
    format!("As of {last}: {known} of {all} {articles}; what was published later is left out.")
}

/// What was typed.
#[derive(Debug, PartialEq)]
enum Read {
    Date(Edtf),
    /// A day and a month in numbers, whichever of the two is which.
    TwoWays,
    No,
}

/// A piece of a typed date.
#[derive(Clone, Copy, Debug, PartialEq)]
enum Part {
    Year(i16),
    Number(i8),
    Month(i8),
    Season(i8),
}

fn date(typed: &str) -> Read {
    let Some(parts) = parts(typed) else { return Read::No };
    let read = |text: Option<String>| {
        let date = text.and_then(|text| Edtf::parse(&text)).filter(|date| date.upper().is_some());
        date.map_or(Read::No, Read::Date)
    };
    match parts[..] {
        [Part::Year(year)] => read(Some(format!("{year:04}"))),
        [Part::Month(month) | Part::Season(month) | Part::Number(month @ 1..=12), Part::Year(year)]
        | [Part::Year(year), Part::Month(month) | Part::Season(month) | Part::Number(month @ 1..=12)] => {
            read(Some(format!("{year:04}-{month:02}")))
        }
        [Part::Number(day), Part::Month(month), Part::Year(year)]
        | [Part::Month(month), Part::Number(day), Part::Year(year)]
        | [Part::Year(year), Part::Number(month) | Part::Month(month), Part::Number(day)] => {
            read(Some(format!("{year:04}-{month:02}-{day:02}")))
        }
        [Part::Number(one), Part::Number(other), Part::Year(year)] => match (one, other) {
            (1..=12, 1..=12) if one != other => Read::TwoWays,
            (day, month @ 1..=12) | (month, day) => read(Some(format!("{year:04}-{month:02}-{day:02}"))),
        },
        _ => Read::No,
    }
}

/// The parts that count, in order; `None` when something stands there that belongs to no date.
fn parts(typed: &str) -> Option<Vec<Part>> {
    let typed = typed.to_lowercase();
    let words = typed.split(|c: char| c.is_whitespace() || "-–/.,".contains(c)).filter(|word| !word.is_empty());
    words.filter(|word| !SILENT.contains(word)).map(part).collect()
}

/// Words that say nothing of which date it is.
const SILENT: [&str; 22] = [
    "the",
    "of",
    "in",
    "on",
    "by",
    "as",
    "until",
    "till",
    "up",
    "to",
    "end",
    "monday",
    "tuesday",
    "wednesday",
    "thursday",
    "friday",
    "saturday",
    "sunday",
    "before",
    "at",
    "date",
    "year",
];

fn part(word: &str) -> Option<Part> {
    if let Some(season) = ["spring", "summer", "autumn", "winter"].iter().position(|s| *s == word) {
        return Some(Part::Season(21 + season as i8));
    }
    if word == "fall" {
        return Some(Part::Season(23));
    }
    if let Some(month) = month_named(word) {
        return Some(Part::Month(i8::try_from(month).unwrap_or_default()));
    }
    let digits = ["st", "nd", "rd", "th"].iter().find_map(|end| word.strip_suffix(end)).unwrap_or(word);
    if !digits.bytes().all(|b| b.is_ascii_digit()) {
        return None;
    }
    match digits.len() {
        4 => digits.parse().ok().map(Part::Year),
        1 | 2 => digits.parse().ok().map(Part::Number),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn dates_are_read_however_a_fan_types_them() {
        for (typed, expected) in [
            ("2022", "2022"),
            ("May 2022", "2022-05"),
            ("2022-05", "2022-05"),
            ("05/2022", "2022-05"),
            ("sept. 2021", "2021-09"),
            ("2022-05-31", "2022-05-31"),
            ("2022/5/31", "2022-05-31"),
            ("31 May 2022", "2022-05-31"),
            ("May 31st, 2022", "2022-05-31"),
            ("the 1st of May 2022", "2022-05-01"),
            ("Tuesday, 31 may 2022", "2022-05-31"),
            ("31.05.2022", "2022-05-31"),
            ("5/31/2022", "2022-05-31"),
            ("5/5/2022", "2022-05-05"),
            ("end of 2021", "2021"),
            ("Fall 2021", "2021-23"),
        ] {
            let expected = Edtf::parse(expected).map(Read::Date);
            assert_eq!(Some(date(typed)), expected, "{typed}");
        }
    }

    #[test]
    fn what_is_no_date_or_two_is_refused_with_the_remedy() {
        for typed in [
            "5/6/2022",
            "31 February 2022",
            "May",
            "22",
            "last year",
            "2022 2023",
            "season 3",
            "13/2022",
            "22/2022",
            "x",
        ] {
            let options = Options::from([("as-of".to_owned(), typed.to_owned())]);
            let refusal = as_of(&options).expect_err(typed).to_string();
            assert!(refusal.contains(typed) && refusal.contains("31 May 2022"), "{refusal}");
        }
        assert_eq!(as_of(&Options::new()).expect("no date is fine"), None);
    }
}
