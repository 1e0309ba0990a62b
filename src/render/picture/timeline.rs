//! How is a timeline drawn?
//!
//! Down a line, in order: on its left when, on the line a mark as long as the date is open, on its right what. Above it
//! all pages on one scale, with this page's events lit.

use jiff::civil::Date;

use super::paper::{AMBER, BLUE, BOX, INK, LINE, MARGIN, PAPER, Paper, QUIET, Side, Type, WIDTH};
use crate::answer::{Happening, Timeline};
use crate::domain::Edtf;

const TITLE: Type = Type::new(18.0, INK).bold();
const PART: Type = Type::new(13.0, QUIET);
const WHEN: Type = Type::new(13.5, BLUE).bold();
const WHAT: Type = Type::new(14.5, INK);
const DIFFERS: Type = Type::new(12.5, AMBER).bold();
const SMALL: Type = Type::new(12.0, QUIET);

/// Where the line stands.
const AXIS: f32 = 124.0;
const RIGHT: f32 = AXIS + 20.0;
/// Between two events.
const GAP: f32 = 15.0;
/// A longer text gives way: the answer beside the picture has all of it.
const MOST_LINES: usize = 8;

pub(super) fn draw(timeline: &Timeline) -> Option<Vec<u8>> {
    let mut paper = Paper::new();
    let title = paper.wrapped(&timeline.title, TITLE, WIDTH - 2.0 * MARGIN, 3);
    let below = paper.lines((MARGIN, 34.0), Side::Start, TITLE, &title);
    let shown = timeline.happenings.len();
    let part = if shown < timeline.of {
        format!("Timeline · {} to {} of {}", timeline.from + 1, timeline.from + shown, timeline.of)
    } else {
        "Timeline".to_owned()
    };
    paper.text((MARGIN, below), Side::Start, PART, &part);
    let mut y = below + 14.0;
    if shown < timeline.of {
        y = overview(&mut paper, timeline, y);
    }
    y += 14.0;

    let mut last: Option<&Happening> = None;
    let mut kinds: Vec<Precision> = Vec::new();
    for happening in &timeline.happenings {
        if happening.date.is_none() && last.is_none_or(|last| last.date.is_some()) {
            y = heading(&mut paper, y, last.is_some());
        } else if let Some(years) = last.and_then(|last| years_between(last, happening)) {
            y = pause(&mut paper, y, years);
        }
        let precision = Precision::of(happening.date.as_ref());
        let ends = happening.date.is_none() || is_last(timeline, happening);
        y = entry(&mut paper, happening, precision, y, ends);
        if !kinds.contains(&precision) {
            kinds.push(precision);
        }
        last = Some(happening);
    }
    let height = legend(&mut paper, &kinds, y);
    paper.png(height)
}

/// Whether no dated event follows on this page.
fn is_last(timeline: &Timeline, happening: &Happening) -> bool {
    let last = timeline.happenings.iter().rfind(|h| h.date.is_some());
    last.is_some_and(|last| std::ptr::eq(last, happening))
}

/// Draws one event from `y` on; gives where the next begins.
fn entry(paper: &mut Paper, happening: &Happening, precision: Precision, y: f32, ends: bool) -> f32 {
    let when = match (&happening.date, &happening.when) {
        (Some(_), Some(when)) => paper.wrapped(&short(when), WHEN, AXIS - MARGIN - 18.0, 4),
        _ => Vec::new(),
    };
    let receipt = happening.receipt.map(|number| format!(" [{number}]")).unwrap_or_default();
    let what = paper.wrapped(&format!("{}{receipt}", happening.what), WHAT, WIDTH - MARGIN - RIGHT, MOST_LINES);
    let kind = if happening.differs { Type { colour: AMBER, ..WHEN } } else { WHEN };
    let first = y + 14.0;
    let left = paper.lines((AXIS - 18.0, first), Side::End, kind, &when);
    let mut right = paper.lines((RIGHT, first), Side::Start, WHAT, &what);
    if happening.differs {
        right = paper.lines((RIGHT, right - 1.0), Side::Start, DIFFERS, &["accounts differ".to_owned()]);
    }
    let next = left.max(right).max(first + precision.length()) - 14.0 + GAP;
    if !ends {
        paper.stroke(&[(AXIS, first - 5.0), (AXIS, next + 9.0)], LINE, 2.0, "");
    }
    let colour = if happening.differs { AMBER } else { BLUE };
    mark(paper, precision, (AXIS, first - 5.0), colour);
    next
}

/// How open a date is, as the mark shows it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Precision {
    Day,
    Month,
    Season,
    Year,
    /// Some time between two dates, or in a decade.
    Between,
    Before,
    After,
    About,
    Unknown,
}

impl Precision {
    fn of(date: Option<&Edtf>) -> Self {
        let Some(date) = date else { return Self::Unknown };
        match (date.lower(), date.upper()) {
            _ if date.is_approximate() => Self::About,
            (None, Some(_)) => Self::Before,
            (Some(_), None) => Self::After,
            (Some(from), Some(to)) => match from.until(to).map_or(i32::MAX, |span| span.get_days()) {
                ..=0 => Self::Day,
                1..=31 => Self::Month,
                32..=99 => Self::Season,
                100..=366 => Self::Year,
                _ => Self::Between,
            },
            (None, None) => Self::Unknown,
        }
    }

    /// How far the mark reaches down the line.
    fn length(self) -> f32 {
        match self {
            Self::Day | Self::Unknown => 10.0,
            Self::Month | Self::About => 18.0,
            Self::Season | Self::Before | Self::After => 22.0,
            Self::Year => 28.0,
            Self::Between => 34.0,
        }
    }

    fn name(self) -> &'static str {
        match self {
            Self::Day => "day",
            Self::Month => "month",
            Self::Season => "season",
            Self::Year => "year",
            Self::Between => "some time between",
            Self::Before => "by then",
            Self::After => "from then on",
            Self::About => "around then",
            Self::Unknown => "no date",
        }
    }
}

/// A mark whose first end is at a place on the line.
fn mark(paper: &mut Paper, precision: Precision, (x, y): (f32, f32), colour: &str) {
    let (top, length) = (y - 5.0, precision.length());
    let bar = |paper: &mut Paper, fill: &str, dashes: &str| {
        paper.shape((x - 5.0, top), (10.0, length), 5.0, fill, colour, dashes);
    };
    match precision {
        Precision::Day | Precision::Month => bar(paper, colour, ""),
        Precision::Season | Precision::Year => bar(paper, PAPER, ""),
        Precision::About => bar(paper, PAPER, "3 3"),
        Precision::Unknown => paper.shape((x - 5.0, top), (10.0, 10.0), 5.0, PAPER, QUIET, "2 2"),
        Precision::Between => {
            paper.stroke(&[(x, top + 2.0), (x, top + length - 2.0)], colour, 4.0, "");
            for end in [top + 2.0, top + length - 2.0] {
                paper.stroke(&[(x - 6.0, end), (x + 6.0, end)], colour, 3.0, "");
            }
        }
        // It points to the past, and ends where it was surely over.
        Precision::Before => {
            paper.stroke(&[(x, top + 2.0), (x, top + length - 2.0)], colour, 3.0, "");
            paper.stroke(&[(x - 6.0, top + 7.0), (x, top), (x + 6.0, top + 7.0)], colour, 3.0, "");
            paper.stroke(&[(x - 6.0, top + length - 2.0), (x + 6.0, top + length - 2.0)], colour, 3.0, "");
        }
        Precision::After => {
            let end = top + length;
            paper.stroke(&[(x, top + 2.0), (x, end - 2.0)], colour, 3.0, "");
            paper.stroke(&[(x - 6.0, end - 7.0), (x, end), (x + 6.0, end - 7.0)], colour, 3.0, "");
            paper.stroke(&[(x - 6.0, top + 2.0), (x + 6.0, top + 2.0)], colour, 3.0, "");
        }
    }
}

/// What comes without a date stands apart.
fn heading(paper: &mut Paper, y: f32, parted: bool) -> f32 {
    let y = if parted { y + 4.0 } else { y - 8.0 };
    if parted {
        paper.stroke(&[(MARGIN, y), (WIDTH - MARGIN, y)], LINE, 1.0, "2 4");
    }
    paper.text((MARGIN, y + 22.0), Side::Start, PART, "Without a date");
    y + 34.0
}

/// Years go by between two events: the line is broken and says how many at least.
fn pause(paper: &mut Paper, y: f32, years: i16) -> f32 {
    let text = if years == 1 { "a year or more".to_owned() } else { format!("{years} years or more") };
    paper.stroke(&[(AXIS, y), (AXIS, y + 22.0)], PAPER, 4.0, "");
    paper.stroke(&[(AXIS, y - 6.0), (AXIS, y + 28.0)], LINE, 2.0, "1 5");
    paper.text((RIGHT, y + 13.0), Side::Start, SMALL, &text);
    y + 28.0
}

/// Whole years that surely lie between two events.
fn years_between(one: &Happening, next: &Happening) -> Option<i16> {
    let (from, to) = (one.date.as_ref()?.upper()?, next.date.as_ref()?.lower()?);
    let years = to.year() - from.year() - i16::from((to.month(), to.day()) < (from.month(), from.day()));
    (years >= 1).then_some(years)
}

/// All dated events of all pages on one scale.
fn overview(paper: &mut Paper, timeline: &Timeline, y: f32) -> f32 {
    let day = |date: &Edtf| date.lower().or(date.upper());
    let days: Vec<Date> = timeline.dates.iter().filter_map(day).collect();
    let (Some(first), Some(last)) = (days.iter().min(), days.iter().max()) else { return y };
    let (from, to) = (first.first_of_year(), last.last_of_year());
    let all = from.until(to).map_or(1, |span| span.get_days()).max(1) as f32;
    let (left, right, base) = (MARGIN + 4.0, WIDTH - MARGIN - 4.0, y + 20.0);
    let place = |day: Date| {
        let passed = from.until(day).map_or(0, |span| span.get_days()) as f32;
        left + (right - left) * passed / all
    };
    paper.shape((MARGIN - 6.0, y), (WIDTH - 2.0 * MARGIN + 12.0, 48.0), 8.0, BOX, BOX, "");
    paper.stroke(&[(left, base), (right, base)], LINE, 2.0, "");
    let lit: Vec<Date> = timeline.happenings.iter().filter_map(|h| day(h.date.as_ref()?)).collect();
    // Events of the same days would only be drawn on top of each other.
    let mut columns: Vec<i32> = Vec::new();
    for day in &days {
        let x = place(*day).round();
        if !columns.contains(&(x as i32)) {
            columns.push(x as i32);
            paper.stroke(&[(x, base - 4.0), (x, base + 4.0)], QUIET, 1.5, "");
        }
    }
    for day in &lit {
        paper.shape((place(*day) - 4.0, base - 8.0), (8.0, 16.0), 4.0, BLUE, BOX, "");
    }
    years(paper, (from.year(), to.year()), base + 21.0, |year| {
        place(Date::new(year, 1, 1).unwrap_or(from)).clamp(left, right)
    });
    y + 54.0
}

/// As many years as have room, the first among them.
fn years(paper: &mut Paper, (first, last): (i16, i16), y: f32, place: impl Fn(i16) -> f32) {
    const STEPS: [i16; 10] = [1, 2, 5, 10, 20, 25, 50, 100, 500, 1000];
    /// What a year takes, with the space around it.
    const ROOM: f32 = 44.0;
    let a_year = (place(last) - place(first)) / f32::from((last - first).max(1));
    let step = STEPS.into_iter().find(|step| a_year * f32::from(*step) >= ROOM).unwrap_or(i16::MAX);
    paper.text((MARGIN + 2.0, y), Side::Start, SMALL, &first.to_string());
    let mut year = first - first.rem_euclid(step);
    while let Some(next) = year.checked_add(step).filter(|year| *year <= last) {
        year = next;
        let x = place(year);
        if (MARGIN + ROOM + 10.0..WIDTH - MARGIN - 12.0).contains(&x) {
            paper.text((x, y), Side::Middle, SMALL, &year.to_string());
        }
    }
}

/// What the marks mean, where there is more than the plainest; gives the height of the sheet.
fn legend(paper: &mut Paper, kinds: &[Precision], y: f32) -> f32 {
    let told: Vec<Precision> = kinds.iter().copied().filter(|kind| *kind != Precision::Unknown).collect();
    if told.iter().all(|kind| *kind == Precision::Day) {
        return y + 8.0;
    }
    paper.stroke(&[(MARGIN, y + 4.0), (WIDTH - MARGIN, y + 4.0)], LINE, 1.0, "2 4");
    let names: Vec<&str> = told.iter().map(|kind| kind.name()).collect();
    let widths = paper.widths(&names, SMALL);
    let (mut x, mut top) = (MARGIN, y + 14.0);
    for (kind, width) in told.iter().zip(widths) {
        if x > MARGIN && x + 22.0 + width > WIDTH - MARGIN {
            (x, top) = (MARGIN, top + 40.0);
        }
        mark(paper, *kind, (x + 6.0, top + 22.0 - kind.length() / 2.0), QUIET);
        paper.text((x + 20.0, top + 21.0), Side::Start, SMALL, kind.name());
        x += width + 38.0;
    }
    top + 44.0
}

/// A date in words with its months shortened, for the narrow column.
fn short(when: &str) -> String {
    let month = |word: &str| {
        let long = ["January", "February", "August", "September", "October", "November", "December"];
        let tail = word.trim_start_matches(char::is_alphabetic);
        let name = &word[..word.len() - tail.len()];
        if long.contains(&name) { format!("{}{tail}", &name[..3]) } else { word.to_owned() }
    };
    when.split(' ').map(month).collect::<Vec<_>>().join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn marks_show_the_precision() {
        for (date, expected) in [
            ("2021-12-27", Precision::Day),
            ("2021-12", Precision::Month),
            ("2022-22", Precision::Season),
            ("2019", Precision::Year),
            ("2019/2020", Precision::Between),
            ("199X", Precision::Between),
            ("../2021-12-27", Precision::Before),
            ("2021-12-27/..", Precision::After),
            ("2020-12~", Precision::About),
        ] {
            assert_eq!(Precision::of(Edtf::parse(date).as_ref()), expected, "{date}");
        }
        assert_eq!(Precision::of(None), Precision::Unknown);
    }

    #[test]
    fn only_years_that_surely_pass_are_counted() {
        let at = |date: &str| Happening { date: Edtf::parse(date), ..Happening::default() };
        for (one, next, expected) in [
            ("2013", "2020-05", Some(6)),
            ("2019-05-02", "2020-05-01", None),
            ("2019-05-02", "2020-05-02", Some(1)),
            ("2019", "2019-07", None),
            ("2019-05/..", "2022", None),
        ] {
            assert_eq!(years_between(&at(one), &at(next)), expected, "{one} {next}");
        }
    }

    #[test]
    fn months_are_shortened_and_words_are_not() {
        assert_eq!(short("December 2021, by 27 December 2021"), "Dec 2021, by 27 Dec 2021");
        assert_eq!(short("around May 2020"), "around May 2020");
    }
}
