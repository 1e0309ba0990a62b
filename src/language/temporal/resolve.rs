//! Which dates does an expression mean, given the article's date, the tense and the date named before?
//!
//! What cannot be told keeps its X. Nothing is guessed beyond what the words and these three allow.

use jiff::Span;
use jiff::civil::Date;

use super::expression::{Amount, Clock, Relation, Way, When};
use super::holiday::Holiday;
use super::point::{Point, Season, monday, plus, weekday};
use super::tense::Direction;
use super::word::Unit;

/// What an expression is resolved against.
pub(super) struct Context {
    /// The article's date.
    pub dct: Option<Created>,
    /// The date named before that the expression may count from.
    pub anchor: Option<Anchor>,
    /// The day named before, if that was nearby.
    pub day: Option<Point>,
    /// The year printed last that is not the article's.
    pub printed_year: Option<i16>,
    /// Where the sentence looks.
    pub direction: Direction,
    /// A year that the words after the expression name: `June 10 of last year`.
    pub year: Option<i16>,
}

/// The article's date: the first day that it may be, and how exact it is.
#[derive(Clone, Copy, Debug)]
pub(super) struct Created {
    pub day: Date,
    pub has_month: bool,
    pub has_day: bool,
}

/// A date named before.
#[derive(Clone, Copy, Debug)]
pub(super) struct Anchor {
    pub point: Point,
    /// Whether its year was printed.
    pub explicit: bool,
    /// Whether it stands in the same paragraph.
    pub near: bool,
}

/// A value, and the stretch that it stands for when it is one.
#[derive(Debug)]
pub(super) struct Resolved {
    pub value: String,
    pub point: Option<Point>,
    pub explicit: bool,
    pub approximate: bool,
}

impl From<Point> for Resolved {
    fn from(point: Point) -> Self {
        Self { value: point.value(), point: Some(point), explicit: false, approximate: false }
    }
}

fn unknown(value: impl Into<String>) -> Resolved {
    Resolved { value: value.into(), point: None, explicit: false, approximate: false }
}

impl Context {
    /// Resolves a date.
    pub fn date(&self, when: When) -> Resolved {
        match when {
            When::Calendar { year, month, day, weekday, relation } => {
                let explicit = year.is_some();
                let following = self.year.filter(|_| month.is_some());
                let mut resolved = self.calendar(year.or(following), month, day, weekday, relation);
                resolved.explicit = explicit;
                resolved
            }
            When::Season { season, year, relation } => self.season(season, year.or(self.year), relation),
            When::Holiday { holiday, year, relation } => self
                .holiday(holiday, year.or(self.year), relation)
                .map_or_else(|| unknown(undated(holiday)), |day| Point::Day(day).into()),
            When::Quarter { number, year, relation } => self
                .quarter(number, year.or(self.year), relation)
                .map_or_else(|| unknown(format!("XXXX-Q{number}")), Into::into),
            When::Half { number, year } => match year.or(self.dct.map(|d| d.day.year())) {
                Some(year) => Point::Half(year, number).into(),
                None => unknown(format!("XXXX-H{number}")),
            },
            When::Unit(unit, relation) => self.unit(unit, relation),
            When::Days(n) => self.days(n),
            When::Offset(amount, way) => self.offset(amount, way),
            When::Decade(decade) => Point::Decade(decade).into(),
            When::Century(century) => Point::Century(century).into(),
            When::Beside { weekday, after, holiday } => {
                self.beside(weekday, after, holiday).map_or_else(|| unknown("XXXX-XX-XX"), |d| Point::Day(d).into())
            }
            When::WeekendOf(holiday) => self
                .holiday(holiday, self.year, Relation::Bare)
                .map_or_else(|| unknown("XXXX-WXX-WE"), |day| weekend_around(day).into()),
            When::Nth => unknown("XXXX-XX-XX"),
            When::Then => match self.anchor {
                Some(anchor) => anchor.point.into(),
                None => unknown("PAST_REF"),
            },
        }
    }

    /// Resolves a time of day: of the day named, else of the day spoken of.
    pub fn time(&self, when: Option<When>, clock: Clock) -> Resolved {
        let mut day = match when {
            Some(When::Unit(Unit::Day, Relation::That)) if self.day.is_some() => {
                self.day.map_or_else(|| unknown("XXXX-XX-XX"), Into::into)
            }
            Some(When::Nth) => match self.anchor {
                Some(Anchor { point: point @ Point::Month(..), near: true, .. }) => point.into(),
                _ => unknown("XXXX-XX-XX"),
            },
            Some(when) => self.date(when),
            None => self.day.map_or_else(|| self.days(0), Into::into),
        };
        let base = match day.point {
            Some(Point::Day(day)) => day.to_string(),
            Some(Point::Month(..)) => format!("{}-XX", day.value),
            Some(Point::Year(_)) => format!("{}-XX-XX", day.value),
            _ if day.value.len() == 10 || day.value.starts_with("XXXX-W") => day.value,
            _ => "XXXX-XX-XX".to_owned(),
        };
        day.value = base + &clock.value();
        day
    }

    fn calendar(
        &self,
        year: Option<i16>,
        month: Option<i8>,
        day: Option<i8>,
        weekday: Option<i8>,
        relation: Relation,
    ) -> Resolved {
        match (year, month, day) {
            (Some(year), Some(month), Some(day)) => match Date::new(year, month, day) {
                Ok(date) => Point::Day(date).into(),
                Err(_) => Point::Month(year, month).into(),
            },
            (Some(year), Some(month), None) => Point::Month(year, month).into(),
            (Some(year), None, _) => Point::Year(year).into(),
            (None, Some(month), Some(day)) => self
                .month_day(month, day, weekday, relation)
                .map_or_else(|| unknown(format!("XXXX-{month:02}-{day:02}")), |date| Point::Day(date).into()),
            (None, Some(month), None) => self
                .year_of(|year| Date::new(year, month, 1).ok(), relation, Some(month))
                .map_or_else(|| unknown(format!("XXXX-{month:02}")), |year| Point::Month(year, month).into()),
            (None, None, Some(day)) => {
                self.day_of_month(day).map_or_else(|| unknown(format!("XXXX-XX-{day:02}")), |d| Point::Day(d).into())
            }
            (None, None, None) => match weekday {
                Some(number) => self
                    .weekday(number, relation)
                    .map_or_else(|| unknown(format!("XXXX-WXX-{number}")), |d| Point::Day(d).into()),
                None => unknown("XXXX"),
            },
        }
    }

    fn created(&self) -> Option<Created> {
        self.dct
    }

    /// The article's day, when it is known to the day.
    fn today(&self) -> Option<Date> {
        self.dct.filter(|d| d.has_day).map(|d| d.day)
    }

    fn month_day(&self, month: i8, day: i8, weekday_number: Option<i8>, relation: Relation) -> Option<Date> {
        if let Some(number) = weekday_number
            && let Some(created) = self.created()
        {
            let wanted = weekday(number)?;
            // The nearest year in which the day was that weekday.
            let years = [0, -1, 1, -2, 2, -3, 3].map(|n| created.day.year() + n);
            let dates = years.into_iter().filter_map(|y| Date::new(y, month, day).ok());
            let nearest = dates.filter(|d| d.weekday() == wanted).min_by_key(|d| (created.day - *d).get_days().abs());
            if let Some(date) = nearest.filter(|d| (created.day - *d).get_days().abs() < 400) {
                return Some(date);
            }
        }
        let year = self.year_of(|year| Date::new(year, month, day).ok(), relation, None)?;
        Date::new(year, month, day).ok()
    }

    /// The year that a yearly date falls in. `month`: the date is a whole month.
    fn year_of(&self, in_year: impl Fn(i16) -> Option<Date>, relation: Relation, month: Option<i8>) -> Option<i16> {
        if matches!(relation, Relation::That | Relation::Following | Relation::Previous)
            && let Some(anchor) = self.anchor
        {
            let from = anchor.point.first()?;
            let years = [from.year(), from.year() + 1];
            return match relation {
                Relation::That => Some(from.year()),
                Relation::Previous => [from.year(), from.year() - 1].into_iter().find(|y| in_year(*y) < Some(from)),
                _ => years.into_iter().find(|y| in_year(*y) > Some(from)),
            };
        }
        let Some(created) = self.dct else {
            // Without the article's date, the year printed just before is the best there is.
            let anchor = self.anchor.filter(|a| a.explicit && a.near && self.direction == Direction::Past)?;
            return anchor.point.year();
        };
        let today = created.day;
        let this = today.year();
        if !created.has_month {
            return Some(this);
        }
        let begins = |year| in_year(year);
        let within = |year| match month {
            Some(month) => year == this && month == today.month(),
            None => begins(year) == Some(today),
        };
        let latest = |strict: bool| {
            (this - 8..=this + 1).rev().find(|y| begins(*y).is_some_and(|d| d <= today) && !(strict && within(*y)))
        };
        let earliest =
            |strict: bool| (this..=this + 8).find(|y| within(*y) && !strict || begins(*y).is_some_and(|d| d > today));
        match relation {
            Relation::Last | Relation::JustPast | Relation::Previous => latest(true),
            Relation::BeforeLast => latest(true).map(|y| y - 1),
            Relation::Next | Relation::Following => earliest(true),
            Relation::AfterNext => earliest(true).map(|y| y + 1),
            Relation::This => Some(this),
            Relation::Bare | Relation::That | Relation::Some => {
                let (past, future) = (latest(false)?, earliest(false)?);
                let distance = |y: i16| begins(y).map_or(i32::MAX, |d| (d - today).get_days().abs());
                let chosen = match self.direction {
                    Direction::Past => past,
                    Direction::Future => future,
                    Direction::Unclear if distance(future) < distance(past) / 2 => future,
                    Direction::Unclear => past,
                };
                Some(self.carried(&in_year, chosen))
            }
        }
    }

    /// After `June 2019` in the same paragraph, a `September` in the past is of that year.
    fn carried(&self, in_year: impl Fn(i16) -> Option<Date>, chosen: i16) -> i16 {
        let Some(anchor) = self.anchor.filter(|a| a.explicit && a.near) else { return chosen };
        let finer = matches!(anchor.point, Point::Day(_) | Point::Month(..));
        match (anchor.point.year(), anchor.point.first()) {
            (Some(year), Some(first))
                if finer
                    && year < chosen
                    && self.direction != Direction::Future
                    && in_year(year).is_some_and(|d| d >= first) =>
            {
                year
            }
            _ => chosen,
        }
    }

    fn day_of_month(&self, day: i8) -> Option<Date> {
        if let Some(Anchor { point: Point::Day(_) | Point::Month(..), near: true, .. }) = self.anchor {
            let base = self.anchor?.point.first()?;
            return Date::new(base.year(), base.month(), day).ok();
        }
        let today = self.today()?;
        let months = [-1, 0, 1].map(|n| plus(today.first_of_month(), Span::new().months(n)));
        let mut dates = months.into_iter().flatten().filter_map(|m| Date::new(m.year(), m.month(), day).ok());
        match self.direction {
            Direction::Future => dates.find(|d| *d >= today),
            _ => dates.filter(|d| *d <= today).last(),
        }
    }

    fn weekday(&self, number: i8, relation: Relation) -> Option<Date> {
        let wanted = weekday(number)?;
        let day_in = |week: Date| plus(week, Span::new().days(i64::from(number) - 1));
        match relation {
            Relation::Some => match self.anchor?.point {
                Point::Day(day) if day.weekday() == wanted => Some(day),
                _ => None,
            },
            Relation::That => match self.anchor?.point {
                Point::Day(day) => day_in(monday(day)),
                Point::Week(week) | Point::Weekend(week) => day_in(week),
                _ => None,
            },
            Relation::Following | Relation::Previous => {
                let base = match self.anchor.map(|a| a.point) {
                    Some(Point::Day(day)) => day,
                    _ => self.today()?,
                };
                base.nth_weekday(if relation == Relation::Following { 1 } else { -1 }, wanted).ok()
            }
            Relation::Last | Relation::JustPast => self.today()?.nth_weekday(-1, wanted).ok(),
            Relation::BeforeLast => self.today()?.nth_weekday(-2, wanted).ok(),
            Relation::AfterNext => self.today()?.nth_weekday(2, wanted).ok(),
            Relation::Next => day_in(plus(monday(self.today()?), Span::new().days(7))?),
            Relation::This => match self.direction {
                Direction::Past => day_in(monday(self.today()?)),
                _ => self.upcoming(wanted),
            },
            Relation::Bare => match self.direction {
                Direction::Future => self.upcoming(wanted),
                _ => {
                    let today = self.today()?;
                    if today.weekday() == wanted { Some(today) } else { today.nth_weekday(-1, wanted).ok() }
                }
            },
        }
    }

    fn upcoming(&self, wanted: jiff::civil::Weekday) -> Option<Date> {
        let today = self.today()?;
        if today.weekday() == wanted { Some(today) } else { today.nth_weekday(1, wanted).ok() }
    }

    fn season(&self, season: Season, year: Option<i16>, relation: Relation) -> Resolved {
        let found = || {
            if year.is_some() {
                return year;
            }
            let starts = |y: i16| Point::Season(y, season).first();
            let ends = |y: i16| Point::Season(y, season).last();
            if matches!(relation, Relation::That | Relation::Following | Relation::Previous)
                && let Some(anchor) = self.anchor.and_then(|a| a.point.first())
            {
                let near = anchor.year() - 1..=anchor.year() + 1;
                return match relation {
                    Relation::That => near.into_iter().find(|y| ends(*y) >= Some(anchor)),
                    Relation::Following => near.into_iter().find(|y| starts(*y) > Some(anchor)),
                    _ => near.rev().find(|y| ends(*y) < Some(anchor)),
                };
            }
            let created = self.created()?;
            if !created.has_month {
                return Some(created.day.year());
            }
            let today = Some(created.day);
            let near = created.day.year() - 2..=created.day.year() + 2;
            let this = if season == Season::Winter && created.day.month() <= 2 {
                created.day.year() - 1
            } else {
                created.day.year()
            };
            match (relation, self.direction) {
                (Relation::Last | Relation::Previous, _) => near.rev().find(|y| ends(*y) < today),
                (Relation::BeforeLast, _) => near.rev().find(|y| ends(*y) < today).map(|y| y - 1),
                (Relation::Next | Relation::Following, _) => near.into_iter().find(|y| starts(*y) > today),
                (Relation::AfterNext, _) => near.into_iter().find(|y| starts(*y) > today).map(|y| y + 1),
                (Relation::This, _) => Some(this),
                (Relation::JustPast, _) | (_, Direction::Past) => near.rev().find(|y| starts(*y) <= today),
                (_, Direction::Future) => near.into_iter().find(|y| ends(*y) >= today),
                _ => near.rev().find(|y| starts(*y) <= today),
            }
        };
        match found() {
            Some(year) => Point::Season(year, season).into(),
            None => unknown(format!("XXXX-{}", season.code())),
        }
    }

    fn holiday(&self, holiday: Holiday, year: Option<i16>, relation: Relation) -> Option<Date> {
        match year {
            Some(year) => holiday.day(year),
            None => holiday.day(self.year_of(|year| holiday.day(year), relation, None)?),
        }
    }

    fn beside(&self, weekday_number: Option<i8>, after: bool, holiday: Holiday) -> Option<Date> {
        let day = self.holiday(holiday, self.year, Relation::Bare)?;
        match weekday_number {
            Some(number) => day.nth_weekday(if after { 1 } else { -1 }, weekday(number)?).ok(),
            None if after => day.tomorrow().ok(),
            None => day.yesterday().ok(),
        }
    }

    fn quarter(&self, number: i8, year: Option<i16>, relation: Relation) -> Option<Point> {
        if let Some(year) = year {
            return Some(Point::Quarter(year, number));
        }
        let created = self.created()?;
        let this = created.day.year();
        let starts = |y: i16| Point::Quarter(y, number).first();
        let year = match relation {
            Relation::Last => Some(this - 1),
            Relation::Next => Some(this + 1),
            Relation::This => Some(this),
            _ if self.direction == Direction::Future => {
                (this..=this + 1).find(|y| Point::Quarter(*y, number).last() >= Some(created.day))
            }
            _ => [this, this - 1].into_iter().find(|y| starts(*y) <= Some(created.day)),
        };
        Some(Point::Quarter(year?, number))
    }

    fn unit(&self, unit: Unit, relation: Relation) -> Resolved {
        let shift = match relation {
            Relation::Last | Relation::JustPast | Relation::Previous => -1,
            Relation::BeforeLast => -2,
            Relation::Next | Relation::Following => 1,
            Relation::AfterNext => 2,
            Relation::Bare if unit == Unit::Weekend => {
                let resting = self.today().is_some_and(|d| d.weekday().to_monday_one_offset() >= 6);
                if resting || self.direction == Direction::Future { 0 } else { -1 }
            }
            _ => 0,
        };
        let anchored = matches!(relation, Relation::That | Relation::Following | Relation::Previous);
        if anchored && let Some(anchor) = self.anchor {
            // `that year` is hardly ever the article's own.
            if let (Unit::Year, Relation::That, Some(year)) = (unit, relation, self.printed_year)
                && anchor.point.year() == self.dct.map(|d| d.day.year())
            {
                return Point::Year(year).into();
            }
            return beside_point(anchor.point, unit, shift);
        }
        let Some(created) = self.created() else { return unknown(blank(unit)) };
        let known = match unit {
            Unit::Year | Unit::Decade | Unit::Century => true,
            Unit::Month | Unit::Quarter => created.has_month,
            _ => created.has_day,
        };
        if known { beside_point(Point::Day(created.day), unit, shift) } else { coarse(created, unit) }
    }

    fn days(&self, n: i64) -> Resolved {
        match (self.today(), self.created()) {
            (Some(today), _) => {
                plus(today, Span::new().days(n)).map_or_else(|| unknown("XXXX-XX-XX"), |d| Point::Day(d).into())
            }
            (None, Some(created)) => coarse(created, Unit::Day),
            _ => unknown("XXXX-XX-XX"),
        }
    }

    fn offset(&self, amount: Amount, way: Way) -> Resolved {
        let amount = amount.in_whole_units();
        let backwards = matches!(way, Way::Ago | Way::AgoExactly | Way::Earlier);
        let from_now = matches!(way, Way::Ago | Way::AgoExactly | Way::Hence);
        let short = matches!(amount.unit, Unit::Second | Unit::Minute | Unit::Hour);
        let Some(count) = amount.whole() else {
            return match (way, self.anchor) {
                (Way::Ago, _) => unknown("PAST_REF"),
                (Way::Hence, _) => unknown("FUTURE_REF"),
                (_, Some(anchor)) if short => anchor.point.into(),
                _ => unknown(blank(amount.unit)),
            };
        };
        let shift = if backwards { -count } else { count };
        let Ok(shift) = i32::try_from(shift) else { return unknown(blank(amount.unit)) };
        let base = match self.anchor {
            // `$3 million, from $2 million a year ago` compares quarters.
            Some(Anchor { point: point @ Point::Quarter(..), near: true, .. }) => Some(point),
            Some(anchor) if !from_now => Some(anchor.point),
            _ => None,
        };
        let quarterly = matches!(base, Some(Point::Quarter(..))) && amount.unit == Unit::Year && count == 1;
        let base = match (base, self.created()) {
            (Some(point), _) if !from_now || quarterly => point,
            // `a year earlier` without anything to be earlier than is before the article.
            (_, Some(created)) if from_now || backwards => {
                let known = match amount.unit {
                    Unit::Year | Unit::Decade | Unit::Century => true,
                    Unit::Month | Unit::Quarter => created.has_month,
                    _ => created.has_day,
                };
                if !known {
                    return coarse(created, amount.unit);
                }
                Point::Day(created.day)
            }
            _ => return unknown(blank(amount.unit)),
        };
        if let (Point::Quarter(year, quarter), true) = (base, quarterly) {
            // What it is compared with is not what the text goes on about.
            return unknown(Point::Quarter(year.saturating_add(shift as i16), quarter).value());
        }
        if short {
            return base.into();
        }
        if let (Point::Day(day), Way::AgoExactly) = (base, way) {
            let Some(span) = span_of(amount.unit, shift) else { return unknown(blank(amount.unit)) };
            return plus(day, span).map_or_else(|| unknown(blank(amount.unit)), |d| Point::Day(d).into());
        }
        if let (Point::Day(day), Unit::Week | Unit::Fortnight, false) = (base, amount.unit, from_now) {
            let weeks = if amount.unit == Unit::Fortnight { 2 } else { 1 };
            let Some(span) = Span::new().try_days(i64::from(shift) * 7 * weeks).ok() else {
                return unknown("XXXX-WXX");
            };
            let mut resolved = plus(day, span).map_or_else(|| unknown("XXXX-WXX"), |d| Point::Day(d).into());
            resolved.approximate = true;
            return resolved;
        }
        // `ten days later`, after no more than a month: still about that month.
        if let (Point::Month(..), Unit::Day, true) = (base, amount.unit, count < 16) {
            return base.into();
        }
        let resolved = beside_point(base, amount.unit, shift);
        // Nothing that happened lies after the article.
        let ahead = resolved.point.and_then(Point::first) > self.created().map(|d| d.day);
        if way == Way::Later && self.direction == Direction::Past && self.dct.is_some() && ahead {
            return unknown(blank(amount.unit));
        }
        resolved
    }
}

fn span_of(unit: Unit, n: i32) -> Option<Span> {
    let span = Span::new();
    match unit {
        Unit::Day | Unit::Night => span.try_days(n),
        Unit::Week | Unit::Weekend => span.try_weeks(n),
        Unit::Fortnight => span.try_weeks(i64::from(n) * 2),
        Unit::Month => span.try_months(n),
        Unit::Quarter => span.try_months(i64::from(n) * 3),
        Unit::Year => span.try_years(n),
        Unit::Decade => span.try_years(i64::from(n) * 10),
        Unit::Century => span.try_years(i64::from(n) * 100),
        Unit::Second | Unit::Minute | Unit::Hour => return None,
    }
    .ok()
}

/// The unit that holds `point`, moved by `shift` units; with X where the point is coarser than the unit.
fn beside_point(point: Point, unit: Unit, shift: i32) -> Resolved {
    let Some(first) = point.first() else { return unknown(blank(unit)) };
    let fine = match unit {
        Unit::Year | Unit::Decade | Unit::Century => !matches!(point, Point::Decade(_) | Point::Century(_)),
        Unit::Month | Unit::Quarter => !matches!(
            point,
            Point::Year(_) | Point::Season(..) | Point::Half(..) | Point::Decade(_) | Point::Century(_)
        ),
        Unit::Week | Unit::Weekend | Unit::Fortnight => {
            matches!(point, Point::Day(_) | Point::Week(_) | Point::Weekend(_))
        }
        _ => matches!(point, Point::Day(_)),
    };
    if !fine {
        return match (point, unit) {
            (Point::Month(..), Unit::Day | Unit::Night) => unknown(format!("{}-XX", point.value())),
            (Point::Month(year, _) | Point::Year(year) | Point::Season(year, _), _) => {
                unknown(blank(unit).replacen("XXXX", &format!("{year:04}"), 1))
            }
            _ => unknown(blank(unit)),
        };
    }
    let Some(moved) = span_of(unit, shift).and_then(|span| plus(first, span)) else { return unknown(blank(unit)) };
    match unit {
        Unit::Day | Unit::Night => Point::Day(moved),
        Unit::Week | Unit::Fortnight => Point::Week(monday(moved)),
        Unit::Weekend => Point::Weekend(monday(moved)),
        Unit::Month => Point::Month(moved.year(), moved.month()),
        Unit::Quarter => Point::Quarter(moved.year(), (moved.month() + 2) / 3),
        Unit::Decade => Point::Decade(moved.year() / 10),
        Unit::Century => Point::Century(moved.year() / 100),
        _ => Point::Year(moved.year()),
    }
    .into()
}

/// What is known of a unit when the article's date is only a month or a year.
fn coarse(created: Created, unit: Unit) -> Resolved {
    let year = format!("{:04}", created.day.year());
    match unit {
        Unit::Day | Unit::Night if created.has_month => unknown(format!("{year}-{:02}-XX", created.day.month())),
        _ => unknown(blank(unit).replacen("XXXX", &year, 1)),
    }
}

/// The value of a unit of which nothing is known.
fn blank(unit: Unit) -> &'static str {
    match unit {
        Unit::Week | Unit::Fortnight => "XXXX-WXX",
        Unit::Weekend => "XXXX-WXX-WE",
        Unit::Month => "XXXX-XX",
        Unit::Quarter => "XXXX-QX",
        Unit::Year => "XXXX",
        Unit::Decade => "XXX",
        Unit::Century => "XX",
        _ => "XXXX-XX-XX",
    }
}

/// The weekend that a holiday makes long.
fn weekend_around(day: Date) -> Point {
    let week = monday(day);
    if day.weekday().to_monday_one_offset() >= 4 {
        return Point::Weekend(week);
    }
    Point::Weekend(plus(week, Span::new().days(-7)).unwrap_or(week))
}

fn undated(holiday: Holiday) -> String {
    match holiday {
        Holiday::Fixed { month, day } => format!("XXXX-{month:02}-{day:02}"),
        Holiday::Nth { month, .. } => format!("XXXX-{month:02}-XX"),
        Holiday::Thanksgiving(_) => "XXXX-11-XX".to_owned(),
        _ => "XXXX-XX-XX".to_owned(),
    }
}
