//! Which day is a weekday, or a day of the month, printed alone?

use jiff::Span;
use jiff::civil::{Date, Weekday};

use super::super::expression::Relation;
use super::super::point::{Point, monday, plus, weekday};
use super::super::tense::Direction;
use super::{Anchor, Context};

impl Context {
    pub(super) fn day_of_month(&self, day: i8) -> Option<Date> {
        if let Some(Anchor { point: Point::Day(_) | Point::Month(..), near: true, .. }) = self.anchor {
            let base = self.anchor?.point.first()?;
            return Date::new(base.year(), base.month(), day).ok();
        }
        let today = self.today()?;
        let months = [-1, 0, 1].map(|n| plus(today.first_of_month(), Span::new().months(n)));
        let mut dates = months.into_iter().flatten().filter_map(|m| Date::new(m.year(), m.month(), day).ok());
        match self.direction {
            Direction::Future => dates.find(|d| *d >= today),
            _ => dates.rfind(|d| *d <= today),
        }
    }

    pub(super) fn weekday(&self, number: i8, relation: Relation) -> Option<Date> {
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
            Relation::Bare if self.listed.is_some() => self.listed?.nth_weekday(1, wanted).ok(),
            Relation::Bare if self.direction == Direction::Future => self.upcoming(wanted),
            Relation::Bare if self.before.is_some_and(|days| self.is_within(wanted, days)) => self.upcoming(wanted),
            Relation::Bare => {
                let today = self.today()?;
                if today.weekday() == wanted { Some(today) } else { today.nth_weekday(-1, wanted).ok() }
            }
        }
    }

    fn is_within(&self, wanted: Weekday, days: i64) -> bool {
        match (self.today(), self.upcoming(wanted)) {
            (Some(today), Some(day)) => i64::from((day - today).get_days()) <= days,
            _ => false,
        }
    }

    pub(super) fn upcoming(&self, wanted: Weekday) -> Option<Date> {
        let today = self.today()?;
        if today.weekday() == wanted { Some(today) } else { today.nth_weekday(1, wanted).ok() }
    }
}
