//! Days: dates, weekdays, today and the days around it.

use chrono::{Datelike, Weekday};

use super::moment::{Moment, Unit, monday_of, nearest, shift_days};
use super::view::View;
use super::{Context, Hit, Says, dates};
use crate::text::TokenKind;
use crate::vocabulary::Confidence;

pub(super) fn read(view: &View<'_>, context: &Context, at: usize) -> Option<Hit> {
    dates::read(view, context, at)
        .or_else(|| weekday(view, context, at))
        .or_else(|| near_today(view, context, at))
        .or_else(|| near_reference(view, context, at))
        .or_else(|| ninth(view, context, at))
}

/// Part of a day that stands after it, as TIMEX3 writes it.
fn hour_of(word: &str) -> Option<&'static str> {
    Some(match word {
        "morning" => "TMO",
        "afternoon" => "TAF",
        "evening" => "TEV",
        "night" => "TNI",
        _ => return None,
    })
}

fn with_hour(view: &View<'_>, mut hit: Hit) -> Hit {
    if let (Says::Moment(_, hour), Some(part)) = (&mut hit.says, hour_of(view.low(hit.end))) {
        part.clone_into(hour);
        hit.end += 1;
    }
    hit
}

/// "Thursday", "last Thursday", "next Thursday", "every Thursday", "Tuesdays".
fn weekday(view: &View<'_>, context: &Context, at: usize) -> Option<Hit> {
    if let Some(name) = view.low(at).strip_suffix('s').filter(|_| view.is_capital(at))
        && let Some(weekday) = plural(name)
    {
        let value = format!("XXXX-WXX-{}", weekday.number_from_monday());
        return Some(Hit::new(at + 1, Says::Set(value), "every-weekday"));
    }
    let (shift, from) = match view.low(at) {
        "last" | "past" => ("last", at + 1),
        "next" => ("next", at + 1),
        "previous" | "preceding" => ("previous", at + 1),
        "the" if matches!(view.low(at + 1), "previous" | "preceding") => ("previous", at + 2),
        "the" if matches!(view.low(at + 1), "following" | "next") => ("following", at + 2),
        "following" => ("following", at + 1),
        "this" if matches!(view.low(at + 1), "coming") => ("coming", at + 2),
        "this" if view.low(at + 1) == "past" => ("last", at + 2),
        "this" => ("this", at + 1),
        "coming" => ("coming", at + 1),
        "every" | "each" => ("every", at + 1),
        _ => ("", at),
    };
    let weekday = view.weekday(from)?;
    // A name: "Black Monday", "Good Friday".
    if matches!(view.before(at), "black" | "bloody" | "good" | "cyber" | "holy" | "easter")
        && view.is_capital(at - 1)
    {
        return None;
    }
    // "The Sunday Times", "Mr. Friday"
    if from > 0
        && (view.before(at) == "the" && view.is_capital(from + 1)
            || matches!(view.before(at), "mr." | "mrs." | "ms." | "dr."))
    {
        return None;
    }
    let end = from + 1;
    let open = format!("XXXX-WXX-{}", weekday.number_from_monday());
    // "the last Friday of each month"
    let repeated = view.low(end) == "of" && matches!(view.low(end + 1), "each" | "every");
    if shift == "every" || repeated {
        return Some(Hit::new(end, Says::Set(open), "every-weekday"));
    }
    let Some(published) = context.published else {
        return Some(Hit::date(end, None, &open, "bare-weekday"));
    };
    // "Thursday last week"
    if let (by @ ("last" | "this" | "next"), "week") = (view.low(end), view.low(end + 1))
        && shift.is_empty()
    {
        let weeks = match by {
            "last" => -7,
            "next" => 7,
            _ => 0,
        };
        let monday = monday_of(published);
        let day = shift_days(monday, weeks + i64::from(weekday.num_days_from_monday()))?;
        return Some(Hit::date(end + 2, Some(Moment::Day(day)), "", "weekday-of-week"));
    }
    let (day, rule, sure) = match shift {
        "last" => {
            let before = shift_days(published, -1)?;
            (nearest(weekday, before, false)?, "last-weekday", Confidence::High)
        }
        "previous" => {
            let before = shift_days(context.reference()?, -1)?;
            (nearest(weekday, before, false)?, "previous-weekday", Confidence::Medium)
        }
        "following" => {
            let after = shift_days(context.reference()?, 1)?;
            (nearest(weekday, after, true)?, "following-weekday", Confidence::Medium)
        }
        "next" => {
            let after = shift_days(published, 1)?;
            (nearest(weekday, after, true)?, "next-weekday", Confidence::Medium)
        }
        "this" | "coming" => {
            let ahead = shift == "coming" || context.is_ahead(view, end);
            (nearest(weekday, published, ahead)?, "this-weekday", Confidence::High)
        }
        _ => {
            let ahead = context.is_ahead(view, end);
            let sure = if ahead { Confidence::Medium } else { Confidence::High };
            let rule = if ahead { "weekday-ahead" } else { "bare-weekday" };
            (nearest(weekday, published, ahead)?, rule, sure)
        }
    };
    Some(with_hour(view, Hit::date(end, Some(Moment::Day(day)), "", rule).sure(sure)))
}

fn plural(name: &str) -> Option<Weekday> {
    matches!(
        name,
        "monday" | "tuesday" | "wednesday" | "thursday" | "friday" | "saturday" | "sunday"
    )
    .then(|| name.parse().ok())
    .flatten()
}

/// "today", "this morning", "last night", "yesterday", "tomorrow", "overnight", "the day after
/// tomorrow".
fn near_today(view: &View<'_>, context: &Context, at: usize) -> Option<Hit> {
    let two = (view.low(at), view.low(at + 1));
    let day_after = |word: &str| two == ("the", "day") && view.low(at + 2) == word;
    let (by, hour, end) = match two {
        ("the", "day") if day_after("after") && view.low(at + 3) == "tomorrow" => (2, "", at + 4),
        ("the", "day") if day_after("before") && view.low(at + 3) == "yesterday" => {
            (-2, "", at + 4)
        }
        ("today", _) => (0, "", at + 1),
        ("tonight" | "overnight", _) => (0, "TNI", at + 1),
        ("yesterday", _) => (-1, "", at + 1),
        // "the leaders of tomorrow"
        ("tomorrow", next)
            if view.before(at) == "of"
                && at > 1
                && view.low(at - 2).ends_with('s')
                && !matches!(next, "'s" | "’s") =>
        {
            return None;
        }
        ("tomorrow", _) => (1, "", at + 1),
        ("last", "night") => (-1, "TNI", at + 2),
        ("this", part) => (0, hour_of(part)?, at + 2),
        _ => return None,
    };
    let rule = if two.0 == "overnight" { "overnight" } else { "near-today" };
    let Some(published) = context.published else {
        return Some(Hit::date(end, None, "XXXX-XX-XX", rule));
    };
    // "We leave tomorrow," he said on Monday: from the Monday.
    let spoken = || view.is_quoted(at).then(|| view.spoken()).flatten();
    let (published, rule) = match spoken().and_then(|at| view.weekday(at)) {
        Some(weekday) => (nearest(weekday, published, false)?, "near-speaking"),
        None => (published, rule),
    };
    let day = shift_days(published, by)?;
    let moment = if rule == "overnight" {
        Moment::Span(shift_days(day, -1)?, day)
    } else {
        Moment::Day(day)
    };
    let hit = Hit::new(end, Says::Moment(moment, hour.to_owned()), rule);
    Some(if hour.is_empty() { with_hour(view, hit) } else { hit })
}

/// "the following day", "the same day", "the day before": from the last day that was told.
fn near_reference(view: &View<'_>, context: &Context, at: usize) -> Option<Hit> {
    let from = at + usize::from(view.low(at) == "the");
    let the = from > at;
    // A title: "The Day After".
    if view.is_capital(from) && from > 0 {
        return None;
    }
    let (by, end) = match (view.low(from), view.low(from + 1)) {
        ("following" | "next", "day") if the => (1, from + 2),
        ("previous", "day") if the => (-1, from + 2),
        ("same", "day") if the => (0, from + 2),
        ("following" | "next", part) if the && hour_of(part).is_some() => (1, from + 1),
        ("that", part) if !the && hour_of(part).is_some() => (0, from + 1),
        ("that", "day") if !the => (0, from + 2),
        ("that", "same") if !the && view.low(from + 2) == "day" => (0, from + 3),
        ("day", side @ ("before" | "after")) if the && view.day_begins(from + 2) => {
            return beside_day(view, context, from + 2, if side == "before" { -1 } else { 1 });
        }
        // "the day after the talks" hangs on the talks.
        ("day", "before" | "earlier") if the && ends_here(view, from + 2) => (-1, from + 2),
        ("day", "after" | "later") if the && ends_here(view, from + 2) => (1, from + 2),
        _ => return None,
    };
    let moment = match context.reference() {
        Some(reference) => Some(Moment::Day(shift_days(reference, by)?)),
        None => None,
    };
    let hit = Hit::date(end, moment, "XXXX-XX-XX", "from-last-day").sure(Confidence::Medium);
    let mut hit = with_hour(view, hit).away_from_told(by, Unit::Day);
    // Without a day to reckon from the hour still belongs to it.
    hit.end += usize::from(hit.end == end && hour_of(view.low(end)).is_some());
    Some(hit)
}

/// "the day before May 9", "the day after Easter"; "the day after Monday's talks" hangs on them.
fn beside_day(view: &View<'_>, context: &Context, at: usize, by: i64) -> Option<Hit> {
    let hit = dates::dated(view, context, at)
        .or_else(|| super::holidays::read(view, context, at))
        .filter(|hit| !matches!(view.low(hit.end), "'s" | "’s"))?;
    let Says::Moment(Moment::Day(day), _) = hit.says else { return None };
    let day = shift_days(day, by)?;
    Some(Hit::date(hit.end, Some(Moment::Day(day)), "", "beside-day").sure(hit.confidence))
}

/// Whether nothing follows that the expression could hang on.
pub(super) fn ends_here(view: &View<'_>, at: usize) -> bool {
    view.kind(at) != Some(TokenKind::Word)
        || matches!(view.low(at), "and" | "but" | "in" | "at" | "when")
}

/// "the 9th": in the month that was told last.
fn ninth(view: &View<'_>, context: &Context, at: usize) -> Option<Hit> {
    let reference = context.reference?;
    if view.low(at) != "the"
        || view.before(at) != "on"
        || view.kind(at + 1) != Some(TokenKind::Word)
    {
        return None;
    }
    let day = view.day_of_month(at + 1)?;
    if !ends_here(view, at + 2) && !view.begins_clause(at + 2) {
        return None;
    }
    let day = reference.with_day(day)?;
    Some(Hit::date(at + 2, Some(Moment::Day(day)), "", "day-of-month").sure(Confidence::Medium))
}
