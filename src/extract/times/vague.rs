//! What dates nothing: now and then, how often, which day of something.

use super::days::ends_here;
use super::moment::Unit;
use super::view::{View, ordinal};
use super::{Context, Hit, Says};

pub(super) fn read(view: &View<'_>, context: &Context, at: usize) -> Option<Hit> {
    reference(view, at)
        .or_else(|| often(view, at))
        .or_else(|| day_of(view, at))
        .or_else(|| super::clock::read(view, context, at))
}

fn reference(view: &View<'_>, at: usize) -> Option<Hit> {
    let (says, end) = match (view.low(at), view.low(at + 1)) {
        ("now" | "currently" | "nowadays", _) => ("PRESENT_REF", at + 1),
        // "as recently as March"
        ("recently", "as") if view.before(at) == "as" => return None,
        ("recently" | "lately", _) => ("PAST_REF", at + 1),
        ("more", "recently") => ("PAST_REF", at + 2),
        ("the", "future") if !view.is_capital(at + 1) => ("FUTURE_REF", at + 2),
        ("the", "near" | "long" | "short" | "medium" | "foreseeable" | "distant")
            if matches!(view.low(at + 2), "future" | "term" | "run") =>
        {
            ("FUTURE_REF", at + 3)
        }
        ("the", "past")
            if !view.is_capital(at + 1)
                && (ends_here(view, at + 2)
                    || view.before(at) == "in"
                        && matches!(view.low(at + 2), "that" | "to" | "by")) =>
        {
            ("PAST_REF", at + 2)
        }
        ("the", "time") if view.low(at + 2) == "being" => ("PRESENT_REF", at + 3),
        ("the", "present") if view.before(at) == "at" => ("PRESENT_REF", at + 2),
        _ => return None,
    };
    Some(Hit::new(end, Says::Vague(says), "vague"))
}

/// "daily", "annually", "every day", "each year", "every two years", "every other week".
fn often(view: &View<'_>, at: usize) -> Option<Hit> {
    let low = view.low(at);
    // A newspaper: "the daily Post".
    if view.is_capital(at + 1) && (low == "daily" || view.is_capital(at)) {
        return None;
    }
    let unit = match low {
        "daily" => Unit::Day,
        "weekly" => Unit::Week,
        "monthly" => Unit::Month,
        "annually" | "yearly" => Unit::Year,
        "every" | "each" | "per" => return every(view, at),
        _ => return None,
    };
    Some(Hit::new(at + 1, Says::Set(unit.length(Some(1))), "every-unit"))
}

fn every(view: &View<'_>, at: usize) -> Option<Hit> {
    let set = |end: usize, value: String| Some(Hit::new(end, Says::Set(value), "every-unit"));
    if let Some(month) = view.month(at + 1).filter(|_| view.low(at) != "per") {
        return set(at + 2, format!("XXXX-{month:02}"));
    }
    if matches!(view.low(at + 1), "morning" | "afternoon" | "evening" | "night") {
        let part = match view.low(at + 1) {
            "morning" => "TMO",
            "afternoon" => "TAF",
            "evening" => "TEV",
            _ => "TNI",
        };
        return set(at + 2, format!("XXXX-XX-XX{part}"));
    }
    if view.low(at + 1) == "other" {
        let (unit, _) = Unit::of(view.low(at + 2)).filter(|(_, plural)| !plural)?;
        return set(at + 3, unit.length(Some(2)));
    }
    if let Some((unit, false)) = Unit::of(view.low(at + 1)) {
        let value = if unit == Unit::Quarter { "P1Q".to_owned() } else { unit.length(Some(1)) };
        return set(at + 2, value);
    }
    let (count, after) = view.amount(at + 1).filter(|_| view.low(at) == "every")?;
    let (unit, true) = Unit::of(view.low(after))? else { return None };
    set(after + 1, unit.length(count))
}

/// "the third day of talks", "day 800 of the war": only the event could tell.
fn day_of(view: &View<'_>, at: usize) -> Option<Hit> {
    let open = |end: usize| Some(Hit::date(end, None, "XXXX-XX-XX", "day-of-event"));
    if view.low(at) == "day" && view.digits(at + 1, 1..=4).is_some() && view.low(at + 2) == "of" {
        return open(at + 2);
    }
    let from = at + usize::from(view.low(at) == "the");
    let numbered = ordinal(view.low(from)).is_some() && view.low(from + 1) == "day";
    (numbered && view.low(from + 2) == "of").then(|| open(from + 2)).flatten()
}
