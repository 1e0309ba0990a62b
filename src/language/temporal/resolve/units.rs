//! Which day, week, month or year lies some units from another: `last week`, `three years later`?

use jiff::Span;

use super::super::expression::{Amount, Relation, Way};
use super::super::point::{Point, monday, plus};
use super::super::tense::Direction;
use super::super::word::Unit;
use super::{Anchor, Context, Created, Resolved, unknown};

impl Context {
    pub(super) fn unit(&self, unit: Unit, relation: Relation) -> Resolved {
        let shift = match relation {
            Relation::Last | Relation::JustPast | Relation::Previous => -1,
            Relation::BeforeLast => -2,
            Relation::Next | Relation::Following => 1,
            Relation::AfterNext => 2,
            Relation::Bare if unit == Unit::Weekend => {
                let resting = self.today().is_some_and(|d| d.weekday().to_monday_one_offset() >= 6);
                if resting || self.direction == Direction::Future { 0 } else { -1 }
            }
            // Without one named before, results are of the quarter gone by.
            Relation::Some if unit == Unit::Quarter && self.direction != Direction::Future => -1,
            _ => 0,
        };
        // `during the week`: the one spoken of, if it is known which.
        if let (Relation::Some, Some(Anchor { point, near, .. })) = (relation, self.anchor)
            && (near && self.direction != Direction::Future
                || unit == Unit::Quarter && matches!(point, Point::Quarter(..)))
        {
            let spoken_of = beside_point(point, unit, 0);
            if spoken_of.point.is_some() {
                return spoken_of;
            }
        }
        let anchored = matches!(relation, Relation::That | Relation::Following | Relation::Previous);
        // `the next day` is the one after the day named last, whatever month or year was named since.
        if let (true, Unit::Day, Some(day)) = (anchored && !self.anchored_to_day(), unit, self.day) {
            return beside_point(day, unit, shift);
        }
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

    fn anchored_to_day(&self) -> bool {
        self.anchor.is_none_or(|a| matches!(a.point, Point::Day(_) | Point::Month(..)))
    }

    pub(super) fn days(&self, n: i64) -> Resolved {
        match (self.today(), self.created()) {
            (Some(today), _) => {
                plus(today, Span::new().days(n)).map_or_else(|| unknown("XXXX-XX-XX"), |d| Point::Day(d).into())
            }
            (None, Some(created)) => coarse(created, Unit::Day),
            _ => unknown("XXXX-XX-XX"),
        }
    }

    pub(super) fn offset(&self, amount: Amount, way: Way) -> Resolved {
        let amount = amount.in_whole_units();
        let backwards = matches!(way, Way::Ago | Way::AgoExactly | Way::AgoThis(_) | Way::Earlier);
        let from_now = matches!(way, Way::Ago | Way::AgoExactly | Way::AgoThis(_) | Way::Hence | Way::HenceExactly);
        let short = matches!(amount.unit, Unit::Second | Unit::Minute | Unit::Hour);
        let Some(count) = amount.whole() else {
            return match (way, self.anchor) {
                (Way::Ago, _) => unknown("PAST_REF"),
                (Way::Hence, _) => unknown("FUTURE_REF"),
                (_, Some(Anchor { point: point @ Point::Day(_), .. })) if short => point.into(),
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
            return if matches!(base, Point::Day(_)) { base.into() } else { unknown(blank(amount.unit)) };
        }
        if let (Point::Day(day), Way::AgoExactly | Way::HenceExactly) = (base, way) {
            let Some(span) = span_of(amount.unit, shift) else { return unknown(blank(amount.unit)) };
            return plus(day, span).map_or_else(|| unknown(blank(amount.unit)), |d| Point::Day(d).into());
        }
        if let (Point::Day(day), Way::AgoThis(unit)) = (base, way) {
            let day = span_of(amount.unit, shift).and_then(|span| plus(day, span));
            return day.map_or_else(|| unknown(blank(unit)), |day| beside_point(Point::Day(day), unit, 0));
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
