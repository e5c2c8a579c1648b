//! Days: dates with and without a year, weekdays, today and the days around it.

use chrono::{Datelike, NaiveDate, Weekday};

use super::moment::{Moment, nearest, shift_days};
use super::view::View;
use super::{Context, Hit, Says};
use crate::text::TokenKind;
use crate::vocabulary::Confidence;

pub(super) fn read(view: &View<'_>, context: &Context, at: usize) -> Option<Hit> {
    dated(view, context, at)
        .or_else(|| in_numbers(view, context, at))
        .or_else(|| weekday(view, context, at))
        .or_else(|| near_today(view, context, at))
        .or_else(|| near_reference(view, context, at))
        .or_else(|| ninth(view, context, at))
}

/// Day and month as they stand, with the year where one stands.
struct Written {
    month: u32,
    day: u32,
    /// The last day of a run within or across months.
    until: Option<(u32, u32)>,
    year: Option<i32>,
    end: usize,
}

/// "May 12, 2025", "12 May", "the 9th of May", "12-14 May", "30 April-2 May", a weekday before.
fn dated(view: &View<'_>, context: &Context, at: usize) -> Option<Hit> {
    let mut from = at;
    let weekday = view.weekday(at);
    if weekday.is_some() {
        from += 1;
        if view.low(from) == "," {
            from += 1;
        }
    }
    if view.low(from) == "the" && view.day_of_month(from + 1).is_some() {
        from += 1;
    }
    let written = month_first(view, from).or_else(|| day_first(view, from))?;
    let Written { month, day, until, year, mut end } = written;
    // The name of an event: "the September 11 attacks".
    let names = |at: usize| {
        matches!(view.low(at), "attack" | "attacks" | "massacre" | "assault" | "killings")
    };
    if year.is_none() && (names(end) || names(end + 1)) {
        return None;
    }
    let year = year.or_else(|| {
        let (year, after) = told_year(view, context, end)?;
        end = after;
        Some(year)
    });
    let open = || format!("XXXX-{month:02}-{day:02}");
    let known = year.or(context.year);
    let year = match (known, context.published) {
        (Some(year), _) => year,
        (None, Some(published)) => nearest_year(month, day, weekday, published),
        // No such day in any year.
        (None, None) if NaiveDate::from_ymd_opt(2024, month, day).is_none() => return None,
        (None, None) => return Some(Hit::date(end, None, &open(), "month-day")),
    };
    let first = NaiveDate::from_ymd_opt(year, month, day)?;
    let fits = weekday.is_none_or(|weekday| first.weekday() == weekday);
    let sure = if fits { Confidence::High } else { Confidence::Low };
    let rule = if written.year.is_some() { "full-date-year" } else { "month-day" };
    let moment = match until {
        None => Moment::Day(first),
        Some((month, day)) => {
            let last = NaiveDate::from_ymd_opt(year, month, day)?;
            if last < first {
                return None;
            }
            Moment::Span(first, last)
        }
    };
    let sure = if written.year.is_none() { sure.min(Confidence::Medium) } else { sure };
    Some(Hit::date(end, Some(moment), "", rule).sure(sure))
}

/// "of last year", "this year", "next year" after a month or a day, and the first token after it.
pub(super) fn told_year(view: &View<'_>, context: &Context, at: usize) -> Option<(i32, usize)> {
    let from = at + usize::from(view.low(at) == "of");
    let by = match (view.low(from), view.low(from + 1)) {
        ("last", "year") => -1,
        ("this", "year") => 0,
        ("next", "year") => 1,
        _ => return None,
    };
    Some((context.published?.year() + by, from + 2))
}

fn month_first(view: &View<'_>, at: usize) -> Option<Written> {
    let month = view.month(at)?;
    let mut from = at + 1;
    if view.low(from) == "the" {
        from += 1;
    }
    let day = view.day_of_month(from)?;
    let mut end = from + 1;
    // "May 10:30" is an hour of a day that is told elsewhere.
    if matches!(view.low(end), "%" | "percent") {
        return None;
    }
    let mut until = None;
    if view.is_dash(end) || view.low(end) == "and" {
        let next = end + 1;
        if let (Some(month), Some(day)) = (view.month(next), view.day_of_month(next + 1)) {
            if view.low(end) != "and" {
                until = Some((month, day));
                end = next + 2;
            }
        } else if let Some(last) = view.day_of_month(next).filter(|&last| last > day)
            && (view.low(end) != "and" || view.kind(next + 1) != Some(TokenKind::Word))
        {
            until = Some((month, last));
            end = next + 1;
        }
    }
    let (year, end) = year_after(view, end);
    Some(Written { month, day, until, year, end })
}

fn day_first(view: &View<'_>, at: usize) -> Option<Written> {
    let day = view.day_of_month(at)?;
    let mut from = at + 1;
    let mut until_day = None;
    if (view.is_dash(from) || view.low(from) == "and")
        && let Some(last) = view.day_of_month(from + 1).filter(|&last| last > day)
    {
        until_day = Some(last);
        from += 2;
    }
    if view.low(from) == "of" {
        from += 1;
    }
    let month = view.month(from)?;
    let mut end = from + 1;
    let mut until = until_day.map(|last| (month, last));
    if until.is_none()
        && view.is_dash(end)
        && let (Some(last), Some(other)) = (view.day_of_month(end + 1), view.month(end + 2))
    {
        until = Some((other, last));
        end += 3;
    }
    let (year, end) = year_after(view, end);
    Some(Written { month, day, until, year, end })
}

/// ", 2025" or "2025", and the first token after it.
fn year_after(view: &View<'_>, at: usize) -> (Option<i32>, usize) {
    let comma = usize::from(matches!(view.low(at), "," | "of"));
    match view.year(at + comma) {
        Some(year) => (Some(year), at + comma + 1),
        None => (None, at),
    }
}

/// The year in which a day lies nearest to the day of publication; its weekday, where it is told,
/// chooses among the years beside it.
fn nearest_year(month: u32, day: u32, weekday: Option<Weekday>, published: NaiveDate) -> i32 {
    let years = published.year() - 1..=published.year() + 1;
    let of = |year: i32| NaiveDate::from_ymd_opt(year, month, day);
    years
        .min_by_key(|&year| {
            let distance = of(year).map_or(i64::MAX, |day| (day - published).num_days().abs());
            let fits =
                weekday.is_none_or(|weekday| of(year).is_some_and(|day| day.weekday() == weekday));
            (!fits, distance)
        })
        .unwrap_or(published.year())
}

/// "2025-05-12", "12/05/2025", "12.05.2025": the year first, or the day, or, where only that can
/// be, the month.
fn in_numbers(view: &View<'_>, _context: &Context, at: usize) -> Option<Hit> {
    if let Some((year, rest)) = view.year(at).zip(Some(at + 1))
        && view.low(rest) == "-"
        && view.low(rest + 2) == "-"
        && (at + 1..at + 5).all(|at| view.clings(at))
    {
        let (month, day) = (view.digits(at + 2, 2..=2)?, view.digits(at + 4, 2..=2)?);
        let day = NaiveDate::from_ymd_opt(year, month, day)?;
        return Some(Hit::date(at + 5, Some(Moment::Day(day)), "", "full-date-year"));
    }
    let first = view.digits(at, 1..=2)?;
    if view.low(at + 1) != "/" || view.low(at + 3) != "/" {
        return None;
    }
    let (second, year) = (view.digits(at + 2, 1..=2)?, view.year(at + 4)?);
    let (day, month) = if second > 12 { (second, first) } else { (first, second) };
    let sure = if first > 12 || second > 12 { Confidence::High } else { Confidence::Low };
    let day = NaiveDate::from_ymd_opt(year, month, day)?;
    Some(Hit::date(at + 5, Some(Moment::Day(day)), "", "full-date-year").sure(sure))
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
        *hour = part;
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
    let end = from + 1;
    let open = format!("XXXX-WXX-{}", weekday.number_from_monday());
    if shift == "every" {
        return Some(Hit::new(end, Says::Set(open), "every-weekday"));
    }
    let Some(published) = context.published else {
        return Some(Hit::date(end, None, &open, "bare-weekday"));
    };
    let (day, rule, sure) = match shift {
        "last" => {
            let before = shift_days(published, -1)?;
            (nearest(weekday, before, false)?, "last-weekday", Confidence::High)
        }
        "previous" => {
            let before = shift_days(context.reference()?, -1)?;
            (nearest(weekday, before, false)?, "previous-weekday", Confidence::Medium)
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
        ("tomorrow", _) => (1, "", at + 1),
        ("last", "night") => (-1, "TNI", at + 2),
        ("this", part) => (0, hour_of(part)?, at + 2),
        _ => return None,
    };
    let rule = if two.0 == "overnight" { "overnight" } else { "near-today" };
    let Some(published) = context.published else {
        return Some(Hit::date(end, None, "XXXX-XX-XX", rule));
    };
    let day = shift_days(published, by)?;
    let moment = if rule == "overnight" {
        Moment::Span(shift_days(day, -1)?, day)
    } else {
        Moment::Day(day)
    };
    let hit = Hit::new(end, Says::Moment(moment, hour), rule);
    Some(if hour.is_empty() { with_hour(view, hit) } else { hit })
}

/// "the following day", "the same day", "the day before": from the last day that was told.
fn near_reference(view: &View<'_>, context: &Context, at: usize) -> Option<Hit> {
    let from = at + usize::from(view.low(at) == "the");
    let the = from > at;
    let (by, end) = match (view.low(from), view.low(from + 1)) {
        ("following" | "next", "day") if the => (1, from + 2),
        ("previous", "day") if the => (-1, from + 2),
        ("same", "day") if the => (0, from + 2),
        ("following" | "next", part) if the && hour_of(part).is_some() => (1, from + 1),
        ("that", part) if !the && hour_of(part).is_some() => (0, from + 1),
        ("that", "day") if !the => (0, from + 2),
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
    let mut hit = with_hour(view, hit);
    // Without a day to reckon from the hour still belongs to it.
    hit.end += usize::from(hit.end == end && hour_of(view.low(end)).is_some());
    Some(hit)
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
    if !ends_here(view, at + 2) {
        return None;
    }
    let day = reference.with_day(day)?;
    Some(Hit::date(at + 2, Some(Moment::Day(day)), "", "day-of-month").sure(Confidence::Medium))
}
