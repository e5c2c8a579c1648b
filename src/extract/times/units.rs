//! Units of time: "last week", "the past three months", "two years ago", "a 30-day truce".

use super::days::ends_here;
use super::moment::{Moment, Unit, nearest};
use super::view::{View, number_word};
use super::{Context, Hit, Says};
use crate::text::TokenKind;
use crate::vocabulary::Confidence;

pub(super) fn read(view: &View<'_>, context: &Context, at: usize) -> Option<Hit> {
    if view.low(at) == "the" {
        return shifted(view, context, at + 1, true)
            .or_else(|| counted(view, context, at + 1, true));
    }
    shifted(view, context, at, false)
        .or_else(|| counted(view, context, at, false))
        .or_else(|| hyphenated(view, at))
}

/// "last week", "this month", "the coming days", "the past three years", "the weekend".
fn shifted(view: &View<'_>, context: &Context, at: usize, the: bool) -> Option<Hit> {
    if the && view.low(at) == "weekend" {
        let ahead = context.is_ahead(view, at + 1);
        let moment = match context.published {
            Some(published) => {
                let saturday = nearest(chrono::Weekday::Sat, published, ahead)?;
                Some(Moment::Weekend(saturday))
            }
            None => None,
        };
        return Some(Hit::date(at + 1, moment, "XXXX-WXX-WE", "weekend").sure(Confidence::Medium));
    }
    // "earlier in the year", "the end of the month"
    if the
        && context.start < at - 1
        && let Some((unit @ (Unit::Week | Unit::Month | Unit::Year), false)) =
            Unit::of(view.low(at))
        && ends_here(view, at + 1)
    {
        let moment = context.published.and_then(|day| unit.away(day, 0));
        return Some(Hit::date(at + 1, moment, open(unit), "unit-of-now").sure(Confidence::Medium));
    }
    let by: i64 = match view.low(at) {
        "last" | "past" | "previous" | "preceding" => -1,
        "this" | "current" => 0,
        "next" | "coming" | "following" => 1,
        "first" | "final" if the => 2,
        "recent" => return recent(view, at),
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
            let vague = if by < 0 { "PAST_REF" } else { "FUTURE_REF" };
            return (by.abs() == 1 && the)
                .then(|| Hit::new(end, Says::Vague(vague), "coming-units"));
        }
        if by == 2 || matches!(unit, Unit::Minute | Unit::Hour | Unit::Day) {
            return None;
        }
        if the && matches!(view.low(at), "past") {
            return Some(length(context, end, Some(1), unit, -1));
        }
        if view.low(at) == "this" && view.before(at) == "of" && unit == Unit::Century {
            return None;
        }
        // "the following week" is reckoned from what was told, "last week" from publication.
        let told = the && matches!(view.low(at), "following" | "next" | "previous" | "preceding");
        let from = if told { context.reference() } else { context.published };
        let moment = match from {
            Some(from) => Some(unit.away(from, by)?),
            None => None,
        };
        return Some(Hit::date(end, moment, open(unit), "shifted-unit"));
    }
    // "the past three years", "the next 48 hours", "the first nine months"
    let (count, after) = view.amount(next)?;
    let (unit, plural) = Unit::of(view.low(after))?;
    if !plural && count != Some(1) {
        return None;
    }
    Some(length(context, after + 1, count, unit, by))
}

fn recent(view: &View<'_>, at: usize) -> Option<Hit> {
    let (_, plural) = Unit::of(view.low(at + 1))?;
    plural.then(|| Hit::new(at + 2, Says::Vague("PAST_REF"), "recent-units"))
}

/// A length; of the past or the coming time it covers days that can be told.
fn length(context: &Context, end: usize, count: Option<u32>, unit: Unit, by: i64) -> Hit {
    let window = context.published.zip(count).filter(|_| by.abs() == 1).and_then(|(day, count)| {
        let other = unit.day_away(day, by * i64::from(count))?;
        Some(if by < 0 { (other, day) } else { (day, other) })
    });
    Hit::new(end, Says::Length(count, unit, window), "window")
}

fn open(unit: Unit) -> &'static str {
    match unit {
        Unit::Week => "XXXX-WXX",
        Unit::Weekend => "XXXX-WXX-WE",
        Unit::Month => "XXXX-XX",
        Unit::Quarter => "XXXX-QX",
        Unit::Year => "XXXX",
        Unit::Decade => "XXX",
        Unit::Century => "XX",
        Unit::Minute | Unit::Hour | Unit::Day => "XXXX-XX-XX",
    }
}

/// "three days", "two weeks ago", "a day later", "48 more hours".
fn counted(view: &View<'_>, context: &Context, at: usize, the: bool) -> Option<Hit> {
    // "for years", "within weeks"
    if let Some((unit, true)) = Unit::of(view.low(at))
        && !the
        && matches!(view.before(at), "for" | "within")
    {
        return Some(Hit::new(at + 1, Says::Length(None, unit, None), "length"));
    }
    let (count, mut after) = view.amount(at)?;
    if matches!(
        view.low(after),
        "more" | "additional" | "other" | "straight" | "consecutive" | "full" | "long"
    ) {
        after += 1;
    }
    let (unit, plural) = Unit::of(view.low(after))?;
    let bare = matches!(view.low(at), "a" | "an");
    if !plural && !bare && count != Some(1) {
        // "a five year low", not "the two year groups"
        let noun = view.kind(after + 1) == Some(TokenKind::Word) && count.is_some();
        let length = Hit::new(after + 1, Says::Length(count, unit, None), "length-of-noun");
        return (noun && !the && after == at + 1).then(|| length.sure(Confidence::Medium));
    }
    if plural && count == Some(1) && bare {
        return None;
    }
    // A fourth of something.
    if unit == Unit::Quarter && count == Some(1) {
        return None;
    }
    let mut end = after + 1;
    // "24 hours a day"
    if view.low(end) == "a" && Unit::of(view.low(end + 1)).is_some() {
        return None;
    }
    // "a week or so ago"
    let tail = if (view.low(end), view.low(end + 1)) == ("or", "so") { end + 2 } else { end };
    let (from, sign) = match view.low(tail) {
        "ago" => (context.published, -1),
        "earlier" => (context.reference(), -1),
        "later" | "afterwards" | "afterward" => (context.reference(), 1),
        "before" if ends_here(view, tail + 1) => (context.reference(), -1),
        "after" if ends_here(view, tail + 1) => (context.reference(), 1),
        "from" if view.low(tail + 1) == "now" => (context.published, 1),
        "old" => return None,
        _ => (None, 0),
    };
    if sign != 0 {
        end = tail + 1 + usize::from(view.low(tail) == "from");
        let Some(number) = count else {
            let vague = if sign < 0 { "PAST_REF" } else { "FUTURE_REF" };
            return Some(Hit::new(end, Says::Vague(vague), "some-time-away"));
        };
        let moment = match from {
            Some(from) => {
                let by = sign * i64::from(number);
                match unit {
                    Unit::Week => {
                        let day = unit.day_away(from, by)?;
                        Some(Moment::AboutDay(day))
                    }
                    Unit::Hour | Unit::Minute => Some(Moment::Day(unit.day_away(from, by)?)),
                    _ => Some(unit.away(from, by)?),
                }
            }
            None => None,
        };
        return Some(Hit::date(end, moment, open(unit), "units-away").sure(Confidence::Medium));
    }
    let before = view.before(context.start);
    if before == "in"
        && context.is_ahead(view, end)
        && let (Some(published), Some(count)) = (context.published, count)
        && !the
    {
        let day = unit.day_away(published, i64::from(count))?;
        let moment = match unit {
            Unit::Week => Moment::AboutDay(day),
            Unit::Day | Unit::Hour | Unit::Minute => Moment::Day(day),
            _ => unit.away(published, i64::from(count))?,
        };
        return Some(Hit::date(end, Some(moment), "", "in-units").sure(Confidence::Medium));
    }
    if bare && !the && !is_length(view, context.start, end) {
        return rate(view, at, unit, end);
    }
    if the && !plural {
        return None;
    }
    if (view.low(end), view.low(end + 1), view.low(end + 2)) == ("and", "a", "half") {
        end += 3;
    }
    Some(Hit::new(end, Says::Length(count, unit, None), "length"))
}

/// "for a week" is a length, "a week" after a number is a rate, else nobody knows.
fn is_length(view: &View<'_>, at: usize, end: usize) -> bool {
    matches!(
        view.before(at),
        "for"
            | "in"
            | "within"
            | "over"
            | "after"
            | "during"
            | "than"
            | "nearly"
            | "almost"
            | "about"
            | "until"
            | "take"
            | "takes"
            | "took"
            | "last"
            | "lasted"
            | "lasting"
            | "half"
            | "least"
    ) && view.low(end) != "of"
        || matches!(view.low(at), "more" | "less" | "nearly" | "almost" | "about" | "at" | "over")
}

/// "twice a week", "three times a year".
fn rate(view: &View<'_>, at: usize, unit: Unit, end: usize) -> Option<Hit> {
    matches!(view.before(at), "once" | "twice" | "times")
        .then(|| Hit::new(end, Says::Set(unit.length(Some(1))), "rate"))
}

/// "30-day", "two-week", "a 90-minute call": a length on its noun.
fn hyphenated(view: &View<'_>, at: usize) -> Option<Hit> {
    if view.kind(at) != Some(TokenKind::Word) {
        return None;
    }
    let (count, unit) = view.low(at).split_once('-')?;
    let (unit, plural) = Unit::of(unit)?;
    if plural {
        return None;
    }
    let count = match count {
        "several" | "multi" => None,
        "single" => Some(1),
        number => Some(number.parse().ok().or_else(|| number_word(number))?),
    };
    Some(Hit::new(at + 1, Says::Length(count, unit, None), "length-of-noun"))
}

#[cfg(test)]
mod tests {
    use super::super::moment::shift_days;
    use super::*;

    #[test]
    fn a_month_from_the_31st_is_the_last_of_the_month() {
        let day: chrono::NaiveDate = "2025-01-31".parse().expect("a day");
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
