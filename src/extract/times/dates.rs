//! Dates that are written with their month: with and without a year, in words and in numbers.

use chrono::{Datelike, NaiveDate, Weekday};

use super::moment::{Moment, monday_of, shift_days};
use super::view::{View, full_year, ordinal};
use super::{Context, Hit, Says};
use crate::text::TokenKind;
use crate::vocabulary::Confidence;

pub(super) fn read(view: &View<'_>, context: &Context, at: usize) -> Option<Hit> {
    week_of(view, context, at)
        .or_else(|| dated(view, context, at))
        .or_else(|| in_numbers(view, context, at))
}

/// "the week of March 6", "the weekend of 4 and 5 February 1978".
fn week_of(view: &View<'_>, context: &Context, at: usize) -> Option<Hit> {
    let from = at + usize::from(view.low(at) == "the");
    if view.low(from + 1) != "of" {
        return None;
    }
    let weekend = match view.low(from) {
        "week" => false,
        "weekend" => true,
        _ => return None,
    };
    let hit = dated(view, context, from + 2)?;
    let Says::Moment(Moment::Day(first) | Moment::Span(first, _), _) = &hit.says else {
        return Some(Hit::date(hit.end, None, "XXXX-WXX", "week-of"));
    };
    let monday = monday_of(*first);
    let moment =
        if weekend { Moment::Weekend(shift_days(monday, 5)?) } else { Moment::Week(monday) };
    Some(Hit::date(hit.end, Some(moment), "", "week-of").sure(hit.confidence))
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
pub(super) fn dated(view: &View<'_>, context: &Context, at: usize) -> Option<Hit> {
    let mut from = at;
    let weekday = view.weekday(at);
    if weekday.is_some() {
        from += 1;
        if view.low(from) == "," {
            from += 1;
        }
    }
    if view.low(from) == "the"
        && (view.day_of_month(from + 1).is_some()
            || view.low(from + 2) == "of" && view.month(from + 3).is_some())
    {
        from += 1;
    }
    let written = month_first(view, from).or_else(|| day_first(view, from))?;
    let Written { month, day, until, year, mut end } = written;
    if year.is_none() && names_event(view, context, month, day, end) {
        return Some(Hit::new(end, Says::Name, "name-of-event"));
    }
    let year = year.or_else(|| {
        let (year, after) = told_year(view, context, end)?;
        end = after;
        Some(year)
    });
    let open = || format!("XXXX-{month:02}-{day:02}");
    let told = year;
    let known = told.or(context.year_told());
    let year = match (known, context.published) {
        (Some(year), _) => year,
        (None, Some(published)) => {
            let nearest = nearest_year(month, day, weekday, published);
            told_direction(view, context, end, (month, day), nearest)
        }
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
    let sure = match written.year {
        Some(_) => sure,
        // It may be of the year after, and nothing else tells.
        None if told.is_none() && context.carried => Confidence::Low,
        None => sure.min(Confidence::Medium),
    };
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
    // "the fourth of July"
    let in_words = || ordinal(view.low(at)).filter(|_| view.low(at + 1) == "of");
    let day = view.day_of_month(at).or_else(in_words)?;
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
        .filter(|year| (1..=9999).contains(year))
        .min_by_key(|&year| {
            let distance = of(year).map_or(i64::MAX, |day| (day - published).num_days().abs());
            let fits =
                weekday.is_none_or(|weekday| of(year).is_some_and(|day| day.weekday() == weekday));
            (!fits, distance)
        })
        .unwrap_or(published.year())
}

/// What is told as past can't be this many days ahead.
const NEAR: i64 = 21;

/// Half a year off both years are near: what happened was in the last one, what is planned in the
/// next.
fn told_direction(
    view: &View<'_>,
    context: &Context,
    end: usize,
    (month, day): (u32, u32),
    nearest: i32,
) -> i32 {
    let Some(published) = context.published else { return nearest };
    let Some(date) = NaiveDate::from_ymd_opt(nearest, month, day) else { return nearest };
    let distance = (date - published).num_days();
    // "since seizing power on 1 February", told in November.
    if (NEAR..120).contains(&distance) && context.is_behind(view, end) && nearest > 1 {
        return nearest - 1;
    }
    if distance.abs() < 120 || nearest <= 1 || nearest >= 9999 {
        return nearest;
    }
    match (distance > 0, context.is_ahead(view, end)) {
        (true, false) => nearest - 1,
        (false, true) => nearest + 1,
        _ => nearest,
    }
}

/// "the September 11 attacks", long after them: the name of what happened, not its date.
fn names_event(view: &View<'_>, context: &Context, month: u32, day: u32, end: usize) -> bool {
    let names = |at: usize| {
        matches!(
            view.low(at),
            "attack" | "attacks" | "massacre" | "assault" | "killings" | "movement"
        )
    };
    let known = matches!((month, day), (9, 11) | (10, 7) | (3, 1));
    if !known || !names(end) && !names(end + 1) {
        return false;
    }
    // Fresh, it is a date like any other.
    context.published.is_none_or(|published| {
        let year = nearest_year(month, day, None, published);
        NaiveDate::from_ymd_opt(year, month, day)
            .is_none_or(|day| !(0..30).contains(&(published - day).num_days()))
    })
}

/// "2025-05-12", "12/05/2025", "12.05.2025": the year first, or the day, or, where only that can
/// be, the month.
fn in_numbers(view: &View<'_>, context: &Context, at: usize) -> Option<Hit> {
    if let Some(day) = in_one_word(view.low(at), context) {
        return Some(Hit::date(at + 1, Some(Moment::Day(day)), "", "full-date-year"));
    }
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
    let second = view.digits(at + 2, 1..=2)?;
    let short = || {
        let two = view.digits(at + 4, 2..=2).filter(|_| (at + 1..at + 5).all(|at| view.clings(at)));
        two.and_then(|two| i32::try_from(two).ok()).map(|two| full_year(two, context.published))
    };
    let year = view.year(at + 4).or_else(short)?;
    let (day, month) = if second > 12 { (second, first) } else { (first, second) };
    let sure = if first > 12 || second > 12 { Confidence::High } else { Confidence::Low };
    let day = NaiveDate::from_ymd_opt(year, month, day)?;
    Some(Hit::date(at + 5, Some(Moment::Day(day)), "", "full-date-year").sure(sure))
}

/// "12.05.2025", "12.05.25", "12-May-25": the day first.
fn in_one_word(low: &str, context: &Context) -> Option<NaiveDate> {
    let mark = if low.contains('-') { '-' } else { '.' };
    let mut parts = low.split(mark);
    let (day, month, year) = (parts.next()?, parts.next()?, parts.next()?);
    if parts.next().is_some() || !(1..=2).contains(&day.len()) {
        return None;
    }
    let month = match crate::article::printed::month(month) {
        Some(month) => month,
        None if mark == '.' && month.len() == 2 => month.parse().ok()?,
        None => return None,
    };
    let year = match (year.len(), year.parse().ok()?) {
        // "3.12.10" is a version.
        (2, two) if mark == '-' || day.len() == 2 => full_year(two, context.published),
        (4, year) => year,
        _ => return None,
    };
    NaiveDate::from_ymd_opt(year, month, day.parse().ok()?)
}
