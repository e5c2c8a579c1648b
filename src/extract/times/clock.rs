//! Hours of the day.
//!
//! ```text
//! 10 a.m.     10:30 p.m. EST     18:00 UTC     0800 GMT     noon     five o'clock
//! 10 a.m. Friday     5 p.m. on Nov. 9          the hour and its day, one expression
//! ```
//!
//! The hour is kept as TIMEX3 has it; for the calendar the day counts, where one is told beside
//! it. Zones move no day.

use super::moment::Moment;
use super::view::{View, number_word};
use super::{Context, Hit, Says};

/// How many tokens on a day is looked for behind an hour.
const REACH: usize = 7;

pub(super) fn read(view: &View<'_>, context: &Context, at: usize) -> Option<Hit> {
    let (value, end) = hour(view, at)?;
    // "10:35 a.m. (0735 GMT)": the same hour again.
    if view.before(at) == "(" && at > 2 {
        let again = view.low(at - 2).ends_with(['m', '.']) || view.low(at - 2).contains(':');
        if again && view.digits(at - 2, 1..=4).is_none() && hour(view, at - 3).is_some() {
            return Some(Hit::new(end, Says::Name, "hour-again"));
        }
    }
    if let Some((day, after)) = day_after(view, context, end) {
        return Some(Hit::new(after, Says::Moment(Moment::Day(day), value), "clock-and-day"));
    }
    let day = context.day_of_sentence.or_else(|| {
        (end..view.len().min(end + REACH)).find_map(|at| {
            let hit = day(view, context, at)?;
            Some(hit.0)
        })
    });
    Some(Hit::new(end, Says::Clock(value, day), "clock"))
}

/// A weekday or a date, and the first token after it.
fn day(view: &View<'_>, context: &Context, at: usize) -> Option<(chrono::NaiveDate, usize)> {
    if view.weekday(at).is_none() && view.month(at).is_none() && view.day_of_month(at).is_none() {
        return None;
    }
    let hit = super::days::read(view, context, at)?;
    match hit.says {
        Says::Moment(Moment::Day(day), hour) if hour.is_empty() => Some((day, hit.end)),
        _ => None,
    }
}

/// "10 a.m. Friday", "noon on May 9", "9 p.m. on Monday".
fn day_after(view: &View<'_>, context: &Context, end: usize) -> Option<(chrono::NaiveDate, usize)> {
    let skip = usize::from(matches!(view.low(end), "on" | ","));
    day(view, context, end + skip)
}

/// The hour as TIMEX3 writes it, and the first token after it.
fn hour(view: &View<'_>, at: usize) -> Option<(String, usize)> {
    match view.word(at) {
        "noon" | "midday" => return Some(("T12:00".to_owned(), at + 1)),
        "midnight" => return Some(("T24:00".to_owned(), at + 1)),
        _ => {}
    }
    let low = view.low(at);
    if view.low(at + 1) == "o'clock" || view.low(at + 1) == "o’clock" {
        let hours = number_word(low).or(view.digits(at, 1..=2)).filter(|hours| *hours <= 12)?;
        return Some((format!("T{hours:02}:00"), at + 2));
    }
    // "10am", "10.30pm"
    let glued = low.strip_suffix("am").map(|clock| (clock, 0));
    let glued = glued.or_else(|| low.strip_suffix("pm").map(|clock| (clock, 12)));
    let (clock, glued) = match glued {
        Some((clock, add)) if clock.starts_with(|c: char| c.is_ascii_digit()) => (clock, Some(add)),
        _ => (low, None),
    };
    let number = |digits: &str| {
        let plain = (1..=2).contains(&digits.len()) && digits.bytes().all(|b| b.is_ascii_digit());
        digits.parse::<u32>().ok().filter(|_| plain)
    };
    let two = |digits: &str| number(digits).filter(|_| digits.len() == 2);
    let mut end = at + 1;
    let half = if glued.is_some() {
        glued
    } else {
        let half = match view.low(end) {
            "p.m." | "pm" | "p.m" => Some(12),
            "a.m." | "am" | "a.m" => Some(0),
            _ => None,
        };
        end += usize::from(half.is_some());
        half
    };
    let zone = zone(view, end);
    let military = || {
        let four = clock.len() == 4 && clock.bytes().all(|b| b.is_ascii_digit());
        (four && zone.is_some() && half.is_none()).then(|| clock.split_at(2))
    };
    let (hours, minutes) = match clock.split_once([':', '.']) {
        // "3.5 million" is no hour; "10.30 a.m." is.
        Some((hours, minutes)) if half.is_some() || clock.contains(':') => {
            (number(hours)?, two(minutes.get(..2)?)?)
        }
        Some(_) => return None,
        None => match military() {
            Some((hours, minutes)) => (two(hours)?, two(minutes)?),
            None => (number(clock).filter(|_| half.is_some())?, 0),
        },
    };
    let colon = clock.contains(':');
    let whole = hours < 24 || hours == 24 && minutes == 0;
    if !whole || minutes > 59 || half.is_some() && hours > 12 {
        return None;
    }
    // "4:3", a score, has no two digits; "10:30" alone may be a verse.
    if half.is_none() && zone.is_none() && !(colon && view.before(at) == "at") {
        return None;
    }
    let hours = match half {
        Some(12) if hours < 12 => hours + 12,
        Some(0) if hours == 12 => 0,
        _ => hours,
    };
    let (mark, end) = zone.unwrap_or(("", end));
    Some((format!("T{hours:02}:{minutes:02}{mark}"), end))
}

/// A zone and the first token after it; `Z` is that of Greenwich.
fn zone(view: &View<'_>, at: usize) -> Option<(&'static str, usize)> {
    match view.word(at) {
        "UTC" | "GMT" | "Z" => Some(("Z", at + 1)),
        "EST" | "EDT" | "ET" | "CET" | "CEST" | "PST" | "PDT" | "PT" | "BST" | "IST" | "MSK"
        | "CST" | "CDT" | "JST" | "EET" | "EEST" => Some(("", at + 1)),
        "local" if view.low(at + 1) == "time" => Some(("", at + 2)),
        _ => None,
    }
}
