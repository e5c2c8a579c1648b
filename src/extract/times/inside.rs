//! A part of a period: "the last week of March", "the first Monday of May", "the last half of the
//! 1990s".
//!
//! Weeks, weekends and weekdays are reckoned; of what is coarser the whole period is told.

use chrono::{Datelike, NaiveDate, Weekday};

use super::moment::{Moment, Unit, monday_of, shift_days};
use super::view::{View, ordinal};
use super::{Context, Hit, Says, periods};
use crate::vocabulary::Confidence;

pub(super) fn read(view: &View<'_>, context: &Context, at: usize) -> Option<Hit> {
    if view.low(at) != "the" {
        return None;
    }
    let from_end = matches!(view.low(at + 1), "last" | "final" | "closing");
    let nth = match view.low(at + 1) {
        "last" | "final" | "closing" | "opening" => 1,
        other => ordinal(other).filter(|nth| *nth <= 5)?,
    };
    let part = Part::of(view, at + 2)?;
    let of = part.end;
    if view.low(of) != "of" && (view.low(of) != "in" || !part.is_weekday()) {
        return None;
    }
    let from = of + 1 + usize::from(view.low(of + 1) == "the" && view.weekday(of + 2).is_some());
    let hit = periods::read(view, context, from)?;
    let Says::Moment(whole, _) = hit.says else {
        return matches!(hit.says, Says::Open(_)).then_some(hit);
    };
    let (first, last) = whole.days();
    let moment = match part.kind {
        Kind::Weekday(weekday) => Moment::Day(weekday_in(first, last, weekday, nth, from_end)?),
        Kind::Unit(Unit::Weekend) => {
            Moment::Weekend(weekday_in(first, last, Weekday::Sat, nth, from_end)?)
        }
        // A week is of the month that its Thursday lies in.
        Kind::Unit(Unit::Week) => {
            Moment::Week(monday_of(weekday_in(first, last, Weekday::Thu, nth, from_end)?))
        }
        Kind::Unit(Unit::Day) if from_end => Moment::Day(last),
        Kind::Unit(Unit::Day) => Moment::Day(shift_days(first, i64::from(nth) - 1)?),
        Kind::Unit(_) => whole,
    };
    Some(Hit::date(hit.end, Some(moment), "", "part-of-period").sure(Confidence::Medium))
}

/// What is counted within the period, and the first token after it.
struct Part {
    kind: Kind,
    end: usize,
}

#[derive(Clone, Copy)]
enum Kind {
    Weekday(Weekday),
    Unit(Unit),
}

impl Part {
    fn of(view: &View<'_>, at: usize) -> Option<Self> {
        if let Some(weekday) = view.weekday(at) {
            return Some(Self { kind: Kind::Weekday(weekday), end: at + 1 });
        }
        if view.low(at) == "half" {
            return Some(Self { kind: Kind::Unit(Unit::Year), end: at + 1 });
        }
        // "the last few days of March"
        let at = match view.low(at) {
            "few" => at + 1,
            _ => view.amount(at).map_or(at, |(_, after)| after),
        };
        let (unit, plural) = Unit::of(view.low(at))?;
        // "the first two weeks of March" are no week.
        let unit = if plural { Unit::Year } else { unit };
        Some(Self { kind: Kind::Unit(unit), end: at + 1 })
    }

    fn is_weekday(&self) -> bool {
        matches!(self.kind, Kind::Weekday(_))
    }
}

/// The n-th such weekday of a run of days, from its end on for the last ones.
fn weekday_in(
    first: NaiveDate,
    last: NaiveDate,
    weekday: Weekday,
    nth: u32,
    from_end: bool,
) -> Option<NaiveDate> {
    let weeks = i64::from(nth) - 1;
    let day = if from_end {
        let back = (7 + last.weekday().num_days_from_monday() - weekday.num_days_from_monday()) % 7;
        shift_days(last, -i64::from(back))?
    } else {
        let on = (7 + weekday.num_days_from_monday() - first.weekday().num_days_from_monday()) % 7;
        shift_days(first, i64::from(on) + 7 * weeks)?
    };
    (first..=last).contains(&day).then_some(day)
}
