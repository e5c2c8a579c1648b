//! Units of the calendar: "last week", "the past three months", "the weekend", "that year".

use chrono::{Datelike, NaiveDate, Weekday};

use super::days::ends_here;
use super::moment::{Moment, Unit, nearest};
use super::view::View;
use super::{Context, Hit, Says};
use crate::vocabulary::Confidence;

pub(super) fn read(view: &View<'_>, context: &Context, at: usize) -> Option<Hit> {
    if view.low(at) == "the" {
        return weekend(view, context, at + 1)
            .or_else(|| beside_told(view, context, at + 1))
            .or_else(|| if view.low(at + 1) == "same" { that(view, context, at) } else { None })
            .or_else(|| of_now(view, context, at + 1))
            .or_else(|| shifted(view, context, at + 1, true));
    }
    shifted(view, context, at, false).or_else(|| that(view, context, at))
}

/// Whether these words stand at a place.
pub(super) fn in_words(view: &View<'_>, at: usize, words: &[&str]) -> bool {
    words.iter().enumerate().all(|(offset, word)| view.low(at + offset) == *word)
}

/// "the weekend", "the weekend of 4 and 5 February 1978".
fn weekend(view: &View<'_>, context: &Context, at: usize) -> Option<Hit> {
    if view.low(at) != "weekend" {
        return None;
    }
    let ahead = context.is_ahead(view, at + 1);
    let moment = match context.published {
        Some(published) => Some(Moment::Weekend(nearest(Weekday::Sat, published, ahead)?)),
        None => None,
    };
    Some(Hit::date(at + 1, moment, "XXXX-WXX-WE", "weekend").sure(Confidence::Medium))
}

/// "the week before", "the year after", with nothing behind: beside what was told last.
fn beside_told(view: &View<'_>, context: &Context, at: usize) -> Option<Hit> {
    let (unit @ (Unit::Week | Unit::Month | Unit::Year | Unit::Decade), false) =
        Unit::of(view.low(at))?
    else {
        return None;
    };
    let by = match view.low(at + 1) {
        "before" | "earlier" => -1,
        "after" | "later" => 1,
        _ => return None,
    };
    if !ends_here(view, at + 2) {
        return None;
    }
    let moment = context.told().or(context.published.map(|day| (day, day)));
    let moment = moment.and_then(|(first, _)| unit.away(first, by));
    let hit = Hit::date(at + 2, moment, open(unit), "beside-told").sure(Confidence::Medium);
    Some(hit.away_from_told(by, unit))
}

/// "earlier in the year", "later in the day", "the end of the month"
fn of_now(view: &View<'_>, context: &Context, at: usize) -> Option<Hit> {
    // "later in the day": of the day that is told of.
    if view.low(at) == "day"
        && context.start + 1 < at
        && view.before(at - 1) == "in"
        && ends_here(view, at + 1)
    {
        // What was earlier is no day to come.
        let earlier = context.start + 2 < at && view.before(at - 2) == "earlier";
        let latest = context.published.filter(|_| earlier).unwrap_or(NaiveDate::MAX);
        let moment = context.reference().map(|day| Moment::Day(day.min(latest)));
        return Some(Hit::date(at + 1, moment, open(Unit::Day), "day-of-now"));
    }
    let (unit @ (Unit::Week | Unit::Month | Unit::Year), false) = Unit::of(view.low(at))? else {
        return None;
    };
    let part = context.start + 1 < at;
    // "For the year, sales fell."
    let whole = unit == Unit::Year && view.before(at - 1) == "for" && view.low(at + 1) == ",";
    if !part && !whole || !ends_here(view, at + 1) {
        return None;
    }
    let moment = context.published.and_then(|day| unit.away(day, 0));
    Some(Hit::date(at + 1, moment, open(unit), "unit-of-now").sure(Confidence::Medium))
}

/// "last week", "this month", "the coming days", "the past three years".
fn shifted(view: &View<'_>, context: &Context, at: usize, the: bool) -> Option<Hit> {
    let by: i64 = match view.low(at) {
        "last" | "past" | "previous" | "preceding" | "prior" => -1,
        "this" | "current" => 0,
        "next" | "coming" | "following" => 1,
        "first" | "final" | "latest" if the => 2,
        "recent" | "future" => return vague(view, at, the),
        _ => return None,
    };
    let next = at + 1;
    // A title: "This Week".
    if view.is_capital(next) && view.is_capital(at) {
        return None;
    }
    if let Some((unit, plural)) = Unit::of(view.low(next)) {
        let end = next + 1;
        if plural {
            let both =
                view.low(end) == "and" && Unit::of(view.low(end + 1)).is_some_and(|unit| unit.1);
            let end = if both { end + 2 } else { end };
            let told = the || matches!(view.low(at), "coming");
            return (by.abs() == 1 && told)
                .then(|| Hit::new(end, Says::Length(None, unit, None), "coming-units"));
        }
        return one(view, context, at, by, unit, the);
    }
    // "the past three years", "the next 48 hours", "the first nine months", "the next 12 to 18
    // months"
    let (mut count, mut after) = view.amount(next)?;
    if matches!(view.low(after), "to" | "or")
        && let Some((second, end)) = view.amount(after + 1)
    {
        (count, after) = (second, end);
    }
    after += usize::from(matches!(view.low(after), "full" | "consecutive" | "straight"));
    let (unit, plural) = Unit::of(view.low(after))?;
    if !plural && count != Some(1) {
        return None;
    }
    let so = in_words(view, after + 1, &["or", "so"]);
    Some(length(context, after + 1 + 2 * usize::from(so), count, unit, by))
}

/// "last week", "the past decade", "the next year or so".
fn one(
    view: &View<'_>,
    context: &Context,
    at: usize,
    by: i64,
    unit: Unit,
    the: bool,
) -> Option<Hit> {
    let end = at + 2;
    if by == 2 || matches!(unit, Unit::Second | Unit::Minute | Unit::Hour | Unit::Day) {
        return None;
    }
    // "next year's first quarter" is read with the quarter.
    let so = the && in_words(view, end, &["or", "so"]);
    if the && (view.low(at) == "past" || so) {
        return Some(length(context, end + 2 * usize::from(so), Some(1), unit, by));
    }
    // "the following week" is reckoned from what was told, "last week" from publication.
    let told =
        the && matches!(view.low(at), "following" | "next" | "previous" | "preceding" | "prior");
    let from = if told { context.reference() } else { context.published };
    let moment = match from {
        Some(from) => Some(unit.away(from, by)?),
        None => None,
    };
    Some(Hit::date(end, moment, open(unit), "shifted-unit"))
}

/// "recent years", "recent weeks and months", "future quarters".
fn vague(view: &View<'_>, at: usize, the: bool) -> Option<Hit> {
    let (_, true) = Unit::of(view.low(at + 1))? else { return None };
    let both = view.low(at + 2) == "and" && Unit::of(view.low(at + 3)).is_some_and(|unit| unit.1);
    let end = at + if both { 4 } else { 2 };
    let value = if view.low(at) == "recent" { "PAST_REF" } else { "FUTURE_REF" };
    (!the).then(|| Hit::new(end, Says::Vague(value), "recent-units"))
}

/// A length; of the past or the coming time it covers days that can be told.
fn length(context: &Context, end: usize, count: Option<u32>, unit: Unit, by: i64) -> Hit {
    let from = context.published.or(context.reference);
    let window = from.zip(count).filter(|_| by.abs() == 1).and_then(|(day, count)| {
        let other = unit.day_away(day, by * i64::from(count))?;
        Some(if by < 0 { (other, day) } else { (day, other) })
    });
    Hit::new(end, Says::Length(count, unit, window), "window")
}

/// "that year", "that same month": of the last day that was told.
fn that(view: &View<'_>, context: &Context, at: usize) -> Option<Hit> {
    let same = view.low(at + 1) == "same";
    if view.low(at) != "that" && !(same && view.low(at) == "the") {
        return None;
    }
    let from = at + 1 + usize::from(same);
    let (unit @ (Unit::Week | Unit::Weekend | Unit::Month | Unit::Year | Unit::Decade), false) =
        Unit::of(view.low(from))?
    else {
        return None;
    };
    // "... that year after year": a conjunction.
    if view.kind(from + 1) == Some(crate::text::TokenKind::Word)
        && !ends_here(view, from + 1)
        && !view.begins_clause(from + 1)
    {
        let verb = matches!(view.low(from + 1), "was" | "were" | "had" | "when" | "after" | "to");
        if !verb || view.low(from + 2) == view.low(from) {
            return None;
        }
    }
    let moment = context.told().and_then(|(first, _)| unit.away(first, 0));
    let sure = if context.told().is_some() { Confidence::Medium } else { Confidence::Low };
    Some(Hit::date(from + 1, moment, open(unit), "that-unit").sure(sure))
}

/// A TIMEX3 value where nothing but the unit is known.
pub(super) fn open(unit: Unit) -> &'static str {
    match unit {
        Unit::Week => "XXXX-WXX",
        Unit::Weekend => "XXXX-WXX-WE",
        Unit::Month => "XXXX-XX",
        Unit::Quarter => "XXXX-QX",
        Unit::Year => "XXXX",
        Unit::Decade => "XXX",
        Unit::Century => "XX",
        Unit::Second | Unit::Minute | Unit::Hour | Unit::Day | Unit::Fortnight => "XXXX-XX-XX",
    }
}

/// The year that a month or a season without one is of, where the last day told decides.
pub(super) fn told_year(context: &Context) -> Option<i32> {
    context.told().map(|(first, _): (NaiveDate, _)| first.year())
}

#[cfg(test)]
mod tests {
    use super::super::moment::shift_days;
    use super::*;

    #[test]
    fn a_month_from_the_31st_is_the_last_of_the_month() {
        let day: NaiveDate = "2025-01-31".parse().expect("a day");
        for (unit, by, expected) in [
            (Unit::Month, 1, "2025-02-28"),
            (Unit::Year, -1, "2024-01-31"),
            (Unit::Week, -2, "2025-01-17"),
            (Unit::Hour, 48, "2025-02-02"),
        ] {
            let moved = unit.day_away(day, by).map(|day| day.to_string());
            assert_eq!(moved.as_deref(), Some(expected), "{unit:?} {by}");
        }
        assert_eq!(shift_days(day, i64::MAX), None);
        assert_eq!(Unit::Century.day_away(day, 100), None);
    }
}
