//! Which words of an article tell time, and which dates, times, lengths and repetitions do they mean (TIMEX3)?
//!
//! Three steps, one pass: `token` cuts a paragraph into words, `grammar` reads expressions off them, `resolve`
//! gives each its value from the article's date, the sentence's tense and the date named before. Nothing here
//! knows what happened on a date.

mod edtf;
mod expression;
mod grammar;
mod holiday;
mod memory;
mod point;
mod resolve;
mod surroundings;
mod tense;
mod token;
mod word;

use crate::domain::{Edtf, Span, Timex, TimexType};

use expression::{Expression, Kind, What};
use memory::{Memory, Named};
use resolve::{Context, Created, Resolved};
use token::{Line, Token};

pub use edtf::edtf;

/// The temporal expressions of the part `within` of a text, in order and apart. Values are resolved against `dct`,
/// the article's date; without it what depends on it keeps its X.
pub fn find(text: &str, within: Span, dct: Option<&Edtf>) -> Vec<Timex> {
    let dct = dct.and_then(created);
    let until = floor(text, within.end.min(text.len()));
    let mut at = floor(text, within.start.min(until));
    // Few paragraphs are longer.
    let mut tokens: Vec<Token> = Vec::with_capacity(256);
    let mut found = Vec::new();
    let mut memory = Memory::default();
    let mut paragraph = 0;
    while at < until {
        at = token::paragraph(text, at, until, &mut tokens);
        let line = Line { text, tokens: &tokens };
        let mut next = 0;
        while next < tokens.len() {
            let Some(expression) = grammar::read(&line, next) else {
                next += 1;
                continue;
            };
            next = expression.to.clamp(next + 1, tokens.len());
            let (timex, named) = finish(&line, &expression, next, dct, &memory, paragraph);
            if let Some(named) = named {
                memory.keep(named, dct);
            }
            found.push(timex);
        }
        paragraph += 1;
    }
    found
}

fn finish(
    line: &Line,
    expression: &Expression,
    to: usize,
    dct: Option<Created>,
    memory: &Memory,
    paragraph: usize,
) -> (Timex, Option<Named>) {
    let context = || {
        let direction = tense::direction(line, expression.from, to);
        let anchor = memory.anchor(paragraph, direction);
        let day = memory.day(paragraph, dct, direction);
        let year = surroundings::year_after(line, to, dct, anchor, memory.year);
        let listed = surroundings::listed(line, expression.from).and_then(|end| memory.ending(end));
        let before = surroundings::before(line, expression.from);
        Context { dct, anchor, day, printed_year: memory.year, before, listed, direction, year }
    };
    let (kind, resolved) = match &expression.what {
        What::Date(when) => (TimexType::Date, context().date(*when)),
        What::Time(when, clock) => (TimexType::Time, context().time(*when, *clock)),
        What::Duration(amount) => (TimexType::Duration, plain(amount.value())),
        What::Fixed(kind, value) => (kind_of(*kind), plain(value.clone())),
        What::Vague(value) => (TimexType::Date, plain((*value).to_owned())),
    };
    let start = line.tokens[expression.from.min(to - 1)].start;
    let span = Span::new(start, line.tokens[to - 1].end);
    let approximate = resolved.approximate.then_some("APPROX");
    let modifier = expression.modifier.or(approximate).map(str::to_owned);
    let explicit = resolved.explicit;
    // `the quarter ended Sept. 30` goes on about the quarter.
    let closing = ["ended", "ending"].iter().any(|w| line.is(expression.from.wrapping_sub(1), w));
    let named = resolved.point.filter(|p| p.year().is_some() && !closing).map(|point| Named {
        point,
        explicit,
        paragraph,
        end: span.end,
    });
    (Timex { span, kind, value: resolved.value, modifier }, named)
}

fn plain(value: String) -> Resolved {
    Resolved { value, point: None, explicit: false, approximate: false }
}

fn kind_of(kind: Kind) -> TimexType {
    match kind {
        Kind::Date => TimexType::Date,
        Kind::Duration => TimexType::Duration,
        Kind::Set => TimexType::Set,
    }
}

fn created(dct: &Edtf) -> Option<Created> {
    let (first, last) = (dct.lower()?, dct.upper()?);
    (first.year() == last.year()).then(|| Created {
        day: first,
        has_month: first.month() == last.month(),
        has_day: first == last,
    })
}

fn floor(text: &str, mut at: usize) -> usize {
    while !text.is_char_boundary(at) {
        at -= 1;
    }
    at
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    /// A Wednesday.
    const DCT: &str = "2023-05-17";

    /// Each expected expression is `words = value`, with `(MOD)` behind where there is one.
    fn check_on(dct: Option<&str>, text: &str, expected: &[&str]) {
        let dct = dct.and_then(Edtf::parse);
        let found: Vec<String> = find(text, Span::new(0, text.len()), dct.as_ref())
            .into_iter()
            .map(|t| {
                let modifier = t.modifier.map(|m| format!(" ({m})")).unwrap_or_default();
                format!("{} = {}{modifier}", t.span.cut(text), t.value)
            })
            .collect();
        assert_eq!(found, expected, "{text}");
    }

    fn check(text: &str, expected: &[&str]) {
        check_on(Some(DCT), text, expected);
    }

    #[test]
    fn dates_in_every_form() {
        check(
            "It opened on July 4, 2019, and closed 12 March 2020.",
            &["July 4, 2019 = 2019-07-04", "12 March 2020 = 2020-03-12"],
        );
        check("They met on Tuesday, Dec. 27.", &["Tuesday, Dec. 27 = 2022-12-27"]);
        check("He wed on the 3rd of June, 2011.", &["the 3rd of June, 2011 = 2011-06-03"]);
        check("Filed 2020-02-29 and 3/14/2021.", &["2020-02-29 = 2020-02-29", "3/14/2021 = 2021-03-14"]);
        check(
            "In nineteen ninety-eight, on February sixth, it shut; filed 10-27-98.",
            &["nineteen ninety-eight = 1998", "February sixth = 2023-02-06", "10-27-98 = 1998-10-27"],
        );
        check("Flight 1997 left; call 555-1998.", &[]);
        check("It ran in May 2018 and in June of 2019.", &["May 2018 = 2018-05", "June of 2019 = 2019-06"]);
        check("On June 5 and 6, 2016, they sang.", &["June 5 = 2016-06-05", "2016 = 2016"]);
        check("It ran from March to June 2021.", &["March = 2021-03", "June 2021 = 2021-06"]);
        check("She was born in 1988 (he in 1990).", &["1988 = 1988", "1990 = 1990"]);
        check(
            "the late 1990s, the ’80s and the nineteenth century",
            &["the late 1990s = 199", "the ’80s = 198", "the nineteenth century = 18"],
        );
    }

    #[test]
    fn the_tense_says_which_way() {
        check("Ann Poe died Friday.", &["Friday = 2023-05-12"]);
        check("Ann Poe will sing on Friday.", &["Friday = 2023-05-19"]);
        check("Ann Poe spoke on Wednesday.", &["Wednesday = 2023-05-17"]);
        check("The album, due in August, was made in March.", &["August = 2023-08", "March = 2023-03"]);
        check("They left in August.", &["August = 2022-08"]);
        check("They plan to marry on April 2.", &["April 2 = 2024-04-02"]);
        check("He said Monday that the tour would begin in July.", &["Monday = 2023-05-15", "July = 2023-07"]);
        check("“It was hot.” On Friday she’ll sing “Sunday Morning” again.", &["Friday = 2023-05-19"]);
        check("In July she flies to Rome.", &["July = 2023-07"]);
        check("The envoy could not be reached Tuesday.", &["Tuesday = 2023-05-16"]);
        check("They agreed Monday to meet on Friday.", &["Monday = 2023-05-15", "Friday = 2023-05-19"]);
        check("The vote was put off until Saturday.", &["Saturday = 2023-05-20"]);
        check("The law takes effect Aug. 1.", &["Aug. 1 = 2023-08-01"]);
        check("Talks that began May 2 resume Friday.", &["May 2 = 2023-05-02", "Friday = 2023-05-19"]);
        check("Envoys had hoped for a deal by Monday.", &["Monday = 2023-05-15"]);
        check("She was to be sentenced Friday.", &["Friday = 2023-05-19"]);
        check("The deal came a day before Thursday’s vote.", &["a day = P1D", "Thursday = 2023-05-18"]);
        check("With Friday’s deadline near, talks went on.", &["Friday = 2023-05-19"]);
        check("I’m leaving Saturday. He has a hearing Monday.", &["Saturday = 2023-05-20", "Monday = 2023-05-22"]);
        check("He set a record Monday and plans a party Friday.", &["Monday = 2023-05-15", "Friday = 2023-05-19"]);
        check("Police are investigating a shooting Tuesday night.", &["Tuesday night = 2023-05-16TNI"]);
        check("She said so in a statement Monday.", &["Monday = 2023-05-15"]);
        check(
            "In a Tuesday interview he wept; it was a rainy Sunday.",
            &["a Tuesday = 2023-05-16", "Sunday = XXXX-WXX-7"],
        );
        check("They meet next Tuesday and Wednesday.", &["next Tuesday = 2023-05-23", "Wednesday = 2023-05-24"]);
        check("They have dated since July.", &["July = 2022-07"]);
    }

    #[test]
    fn beside_the_articles_date() {
        check(
            "yesterday, today and tomorrow night",
            &["yesterday = 2023-05-16", "today = 2023-05-17", "tomorrow night = 2023-05-18TNI"],
        );
        check(
            "last week, this month, next year",
            &["last week = 2023-W19", "this month = 2023-05", "next year = 2024"],
        );
        check(
            "last summer, this fall, last winter, next spring",
            &["last summer = 2022-SU", "this fall = 2023-FA", "last winter = 2022-WI", "next spring = 2024-SP"],
        );
        check("It happened two years ago.", &["two years ago = 2021"]);
        check("Five months ago they met.", &["Five months ago = 2022-12"]);
        check("It was ten days ago.", &["ten days ago = 2023-05-07"]);
        check("It began ten years ago this month.", &["ten years ago this month = 2013-05"]);
        check("A week from today he sings.", &["A week from today = 2023-05-24"]);
        check("A year ago to the day he fell.", &["A year ago to the day = 2022-05-17"]);
        check("Earlier this year she moved.", &["Earlier this year = 2023 (START)"]);
        check(
            "They wed late last month, or in mid-August.",
            &["late last month = 2023-04 (END)", "mid-August = 2022-08 (MID)"],
        );
        check("They met over the weekend.", &["the weekend = 2023-W19-WE"]);
        check(
            "He saw her this past weekend, and last night.",
            &["this past weekend = 2023-W19-WE", "last night = 2023-05-16TNI"],
        );
        check("She left the day before yesterday.", &["the day before yesterday = 2023-05-15"]);
        check("profit in the third quarter of 2022", &["the third quarter of 2022 = 2022-Q3"]);
        check(
            "Net fell from the year-earlier period, by midday Monday.",
            &["the year-earlier period = 2022", "midday Monday = 2023-05-15TMI"],
        );
        check("Sales fell in the fourth quarter.", &["the fourth quarter = 2022-Q4"]);
        check(
            "In the first quarter it lost $3 million, against $1 million in the year-ago period.",
            &["the first quarter = 2023-Q1", "the year-ago period = 2022-Q1"],
        );
        check(
            "The July-September quarter; the last quarter of 2019.",
            &["The July-September quarter = 2022-Q3", "the last quarter of 2019 = 2019-Q4"],
        );
    }

    #[test]
    fn beside_the_date_named_before() {
        check("They wed in 2013 and had a son three years later.", &["2013 = 2013", "three years later = 2016"]);
        check("He died in 2018; she died the following year.", &["2018 = 2018", "the following year = 2019"]);
        check(
            "They met on May 2, 2020, and spoke that night.",
            &["May 2, 2020 = 2020-05-02", "that night = 2020-05-02TNI"],
        );
        check(
            "On May 2, 2020, he wrote. The next day she rang.",
            &["May 2, 2020 = 2020-05-02", "The next day = 2020-05-03"],
        );
        check(
            "He fell on 4 August last year. He died two days later.",
            &["4 August = 2022-08-04", "last year = 2022", "two days later = 2022-08-06"],
        );
        check(
            "It was May 1, 2022. A week later they met.",
            &["May 1, 2022 = 2022-05-01", "A week later = 2022-05-08 (APPROX)"],
        );
        check(
            "We split in June of last year and told people in September.",
            &["June = 2022-06", "last year = 2022", "September = 2022-09"],
        );
        check("It was 2016. By that summer he had left.", &["2016 = 2016", "that summer = 2016-SU"]);
        check("They wed in April 2021. At the time, he sang.", &["April 2021 = 2021-04", "the time = 2021-04"]);
        check(
            "It ended in March 2021. That month he left, and on May 3 she filed.",
            &["March 2021 = 2021-03", "That month = 2021-03", "May 3 = 2021-05-03"],
        );
        check("They made up that December.", &["that December = 2022-12"]);
    }

    #[test]
    fn holidays() {
        check("She rang on Christmas Eve.", &["Christmas Eve = 2022-12-24"]);
        check("They wed on New Year’s Day.", &["New Year’s Day = 2023-01-01"]);
        check("He proposed on the Fourth of July.", &["the Fourth of July = 2022-07-04"]);
        check("They met over Labor Day weekend.", &["Labor Day weekend = 2022-W35-WE"]);
        check("We met the Sunday after Thanksgiving.", &["the Sunday after Thanksgiving = 2022-11-27"]);
        check("her new Christmas album", &[]);
    }

    #[test]
    fn lengths_times_and_repetitions() {
        check(
            "for fourteen months, half an hour and two and a half years",
            &["fourteen months = P14M", "half an hour = PT30M", "two and a half years = P2.5Y"],
        );
        check("It took years. They talked for hours.", &["years = PXY", "hours = PTXH"]);
        check("It could take weeks or months.", &["weeks = PXW", "months = PXM"]);
        check("It took two hours and 20 minutes.", &["two hours and 20 minutes = PT2H20M"]);
        check("The decade-old feud became a months-long siege.", &["decade-old = P1DE", "months-long = PXM"]);
        check("It was her third win in as many days.", &[]);
        check(
            "in the last six years, over the past few weeks",
            &["the last six years = P6Y", "the past few weeks = PXW"],
        );
        check("a two-hour finale and a decade-long feud", &["two-hour = PT2H", "decade-long = P1DE"]);
        check("She won two years after her sister.", &["two years = P2Y"]);
        check("It airs Mondays at 9/8c.", &["Mondays at 9/8c = XXXX-WXX-1T21:00"]);
        check(
            "every Thursday, every other week, twice a year, daily",
            &["every Thursday = XXXX-WXX-4", "every other week = P2W", "a year = P1Y", "daily = P1D"],
        );
        check("It begins Friday at 8:30 p.m. ET.", &["Friday at 8:30 p.m. ET = 2023-05-19T20:30"]);
        check("Come at 7 tonight.", &["7 tonight = 2023-05-17T19:00"]);
        check("Over the past year and a half it grew.", &["the past year and a half = P1.5Y"]);
        check("He rose at 5 a.m. and slept at noon.", &["5 a.m. = 2023-05-17T05:00", "noon = 2023-05-17T12:00"]);
        check("Now, after a year, they recently met.", &["Now = PRESENT_REF", "a year = P1Y", "recently = PAST_REF"]);
    }

    #[test]
    fn ages_are_durations() {
        check("The 36-year-old met Ann, 41, and Tom, 8.", &["36-year-old = P36Y", "41 = P41Y", "8 = P8Y"]);
        check("He died at the age of 61. He was 61.", &["61 = P61Y", "61 = P61Y"]);
        check("She left home in her early twenties.", &["her early twenties = P2XY (START)"]);
        check("He scored 41, 37 and 12 points.", &[]);
    }

    #[test]
    fn what_is_no_time() {
        for text in [
            "May Britt may march in June Carter’s play.",
            "Season 9 and the second season fall short.",
            "She hosted Saturday Night Live and reads the Sunday Mirror.",
            "It cost $2015 and 2000 fans came.",
            "A split second, a quarter of them, the fall on the slopes.",
            "The following is true of the past tense.",
            "USA Today and Entertainment Tonight.",
            "The Sun sat on 24/7 shows.",
        ] {
            check(text, &[]);
        }
    }

    #[test]
    fn without_the_articles_date_its_part_stays_unknown() {
        check_on(
            None,
            "He died Friday, or on May 4, or in June.",
            &["Friday = XXXX-WXX-5", "May 4 = XXXX-05-04", "June = XXXX-06"],
        );
        check_on(
            None,
            "last year, last week, yesterday, in 1999",
            &["last year = XXXX", "last week = XXXX-WXX", "yesterday = XXXX-XX-XX", "1999 = 1999"],
        );
        check_on(
            Some("2023-05"),
            "last month, last week and on Monday",
            &["last month = 2023-04", "last week = 2023-WXX", "Monday = XXXX-WXX-1"],
        );
    }

    #[test]
    fn only_the_part_asked_for_is_read() {
        let text = " date 2020-01-05 A title\n\nIt was May 2019.";
        let found = find(text, Span::new(16, text.len()), None);
        assert_eq!(found.len(), 1);
        assert_eq!(found[0].span.cut(text), "May 2019");
    }

    proptest! {
        #[test]
        fn any_text_is_read_without_panic(text in "\\PC{0,200}", from in 0usize..300, to in 0usize..300) {
            let dct = Edtf::parse(DCT);
            for timex in find(&text, Span { start: from, end: to }, dct.as_ref()) {
                prop_assert!(!timex.span.cut(&text).is_empty());
            }
        }

        #[test]
        fn any_jumble_of_time_words_is_read(words in proptest::collection::vec(
            proptest::sample::select(vec![
                "the", "last", "next", "Monday", "May", "5", "2021", ",", "-", "'", "’s", "a", "year", "years", "ago", "later",
                "half", "and", "night", "at", "8", "p.m.", ":", "30", "of", "this", "that", "summer", "before", "99999999999",
                "after", "Christmas", "Eve", "every", "other", "in", "1990s", "’", "90s", "two", "hundred", ".", "\n\n", "first",
                "quarter", "century", "weekend", "the following", "day", "week", "old", "31", "February", "0", "days", "9999999",
            ]), 0..40), date in 0usize..5,
        ) {
            let text = words.join(" ");
            let dct = [None, Some("2023-05-17"), Some("2023-05"), Some("0001-01-01"), Some("9999-12-31")][date];
            let dct = dct.and_then(Edtf::parse);
            let mut last = 0;
            for timex in find(&text, Span::new(0, text.len()), dct.as_ref()) {
                prop_assert!(timex.span.start >= last && !timex.span.cut(&text).is_empty());
                last = timex.span.end;
                edtf(&timex, dct.as_ref());
            }
        }
    }
}
