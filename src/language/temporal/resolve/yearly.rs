//! In which year does a date lie that is printed without one: a day, month, season, quarter or holiday?

use jiff::civil::Date;

use super::super::expression::Relation;
use super::super::holiday::Holiday;
use super::super::point::{Point, Season, weekday};
use super::super::tense::Direction;
use super::{Context, Resolved, unknown};

impl Context {
    pub(super) fn calendar(
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

    pub(super) fn month_day(&self, month: i8, day: i8, weekday_number: Option<i8>, relation: Relation) -> Option<Date> {
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
    pub(super) fn year_of(
        &self,
        in_year: impl Fn(i16) -> Option<Date>,
        relation: Relation,
        month: Option<i8>,
    ) -> Option<i16> {
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
                    Direction::Future => future,
                    Direction::Unclear if distance(future) < distance(past) / 2 => future,
                    Direction::Past | Direction::Unclear => past,
                };
                Some(self.carried(&in_year, chosen))
            }
        }
    }

    /// After `June 2019` in the same paragraph, a `September` in the past is of that year.
    pub(super) fn carried(&self, in_year: impl Fn(i16) -> Option<Date>, chosen: i16) -> i16 {
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

    pub(super) fn season(&self, season: Season, year: Option<i16>, relation: Relation) -> Resolved {
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

    pub(super) fn holiday(&self, holiday: Holiday, year: Option<i16>, relation: Relation) -> Option<Date> {
        match year {
            Some(year) => holiday.day(year),
            None => holiday.day(self.year_of(|year| holiday.day(year), relation, None)?),
        }
    }

    pub(super) fn beside(&self, weekday_number: Option<i8>, after: bool, holiday: Holiday) -> Option<Date> {
        let day = self.holiday(holiday, self.year, Relation::Bare)?;
        match weekday_number {
            Some(number) => day.nth_weekday(if after { 1 } else { -1 }, weekday(number)?).ok(),
            None if after => day.tomorrow().ok(),
            None => day.yesterday().ok(),
        }
    }

    pub(super) fn quarter(&self, number: i8, year: Option<i16>, relation: Relation) -> Option<Point> {
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
}
