//! How many events fall on which time, drawn as bars: the shape of a timeline at a glance.
//!
//! The unit is the finest of day, week, month, quarter, year and decade that gives at most
//! [`MOST_BARS`] bars. What is known to the unit stands solid; what is known less exactly stands
//! lighter on top, at the first day it can fall on.

use std::fmt::Write as _;

use chrono::{Datelike, Days};

use super::book::Entry;
use super::words;
use crate::calendar::NaiveDate;

/// The most bars that fit a phone.
const MOST_BARS: usize = 72;

/// The width of a bar with its gap and the height of the whole, in units of the drawing.
const STEP: usize = 8;
const HEIGHT: usize = 48;

/// A drawing of bars.
pub(crate) struct Overview {
    /// In units of the drawing.
    pub(crate) width: usize,
    pub(crate) height: usize,
    /// Path data of what is known to the unit.
    pub(crate) exact: String,
    /// Path data of the rest.
    pub(crate) loose: String,
    /// Where years begin, as path data; empty within one year.
    pub(crate) ticks: String,
    /// What is counted: "Events a month".
    pub(crate) title: String,
    /// The drawing in words.
    pub(crate) summary: String,
    /// What stands below its ends.
    pub(crate) first: String,
    pub(crate) last: String,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Unit {
    Day,
    Week,
    Month,
    Quarter,
    Year,
    Decade,
}

const UNITS: [Unit; 6] =
    [Unit::Day, Unit::Week, Unit::Month, Unit::Quarter, Unit::Year, Unit::Decade];

impl Unit {
    /// The number of the unit in which a day lies, counted from some beginning.
    fn number(self, day: NaiveDate) -> i64 {
        let months = i64::from(day.year()) * 12 + i64::from(day.month0());
        match self {
            Self::Day => i64::from(day.num_days_from_ce()),
            Self::Week => (i64::from(day.num_days_from_ce()) - 1).div_euclid(7),
            Self::Month => months,
            Self::Quarter => months.div_euclid(3),
            Self::Year => i64::from(day.year()),
            Self::Decade => i64::from(day.year()).div_euclid(10),
        }
    }

    const fn name(self) -> &'static str {
        match self {
            Self::Day => "day",
            Self::Week => "week",
            Self::Month => "month",
            Self::Quarter => "quarter",
            Self::Year => "year",
            Self::Decade => "decade",
        }
    }
}

/// Draws the events that have a beginning; `None` where they do not spread over time.
pub(crate) fn draw<'e, 'a: 'e>(events: impl Iterator<Item = &'e Entry<'a>>) -> Option<Overview> {
    let starts: Vec<(NaiveDate, NaiveDate)> = events
        .filter_map(|entry| entry.event.when())
        .filter_map(|when| {
            let bounds = when.bounds();
            let first = bounds.earliest_start.or(bounds.latest_start)?;
            Some((first, bounds.latest_start.unwrap_or(first)))
        })
        .collect();
    let first = starts.iter().map(|&(day, _)| day).min()?;
    let last = starts.iter().map(|&(day, _)| day).max()?;
    let bars = |unit: Unit| usize::try_from(unit.number(last) - unit.number(first) + 1);
    let unit = UNITS
        .into_iter()
        .find(|&unit| bars(unit).is_ok_and(|bars| bars <= MOST_BARS))
        .unwrap_or(Unit::Decade);
    // Beyond a century of decades nothing is left to see.
    let bars = bars(unit).ok().filter(|bars| (2..=10 * MOST_BARS).contains(bars))?;

    let mut counts = vec![(0usize, 0usize); bars];
    for &(from, to) in &starts {
        let at = usize::try_from(unit.number(from) - unit.number(first)).unwrap_or(0);
        if unit.number(from) == unit.number(to) {
            counts[at].0 += 1;
        } else {
            counts[at].1 += 1;
        }
    }
    let most = counts.iter().map(|(exact, loose)| exact + loose).max()?.max(1);
    let (mut exact, mut loose, mut ticks) = (String::new(), String::new(), String::new());
    for (i, &(n, m)) in counts.iter().enumerate() {
        let x = i * STEP + 1;
        let (solid, light) = (n * HEIGHT / most, (n + m) * HEIGHT / most - n * HEIGHT / most);
        let bar = |path: &mut String, top: usize, tall: usize| {
            let _ = write!(path, "M{x} {top}h{}v{tall}h-{}z", STEP - 2, STEP - 2);
        };
        if n > 0 {
            bar(&mut exact, HEIGHT - solid.max(2), solid.max(2));
        }
        if m > 0 {
            let light = light.max(2);
            bar(&mut loose, HEIGHT.saturating_sub(solid + light), light);
        }
    }
    if matches!(unit, Unit::Week | Unit::Month | Unit::Day) {
        for year in first.year() + 1..=last.year() {
            let Some(new_year) = NaiveDate::from_ymd_opt(year, 1, 1) else { continue };
            let at = usize::try_from(unit.number(new_year) - unit.number(first)).unwrap_or(0);
            let _ = write!(ticks, "M{} 0v{HEIGHT}", at * STEP);
        }
    }
    Some(Overview {
        width: bars * STEP,
        height: HEIGHT,
        exact,
        loose,
        ticks,
        title: format!("Events a {}, at most {most}", unit.name()),
        summary: summary(&starts, &counts, unit, first, last),
        first: label(unit, first),
        last: label(unit, last),
    })
}

fn label(unit: Unit, day: NaiveDate) -> String {
    match unit {
        Unit::Day => words::day(day),
        Unit::Week | Unit::Month | Unit::Quarter => words::short_month(day.year(), day.month()),
        Unit::Year | Unit::Decade => words::year(day.year()),
    }
}

fn summary(
    starts: &[(NaiveDate, NaiveDate)],
    counts: &[(usize, usize)],
    unit: Unit,
    first: NaiveDate,
    last: NaiveDate,
) -> String {
    let events = words::count(starts.len(), "dated event", "dated events");
    let busiest = (counts.iter().enumerate())
        .max_by_key(|&(i, &(n, m))| (n + m, std::cmp::Reverse(i)))
        .map(|(i, &(n, m))| (i, n + m));
    let Some((at, most)) = busiest else { return events };
    let day = starts
        .iter()
        .map(|&(day, _)| day)
        .filter(|&day| {
            usize::try_from(unit.number(day) - unit.number(first)).is_ok_and(|i| i == at)
        })
        .min()
        .unwrap_or(first);
    let when = match unit {
        Unit::Day => format!("on {}", words::day(day)),
        Unit::Week => {
            let monday =
                day.checked_sub_days(Days::new(u64::from(day.weekday().num_days_from_monday())));
            format!("in the week of {}", words::day(monday.unwrap_or(day)))
        }
        Unit::Month => format!("in {}", words::month(day.year(), day.month())),
        Unit::Quarter => {
            format!("in quarter {} of {}", day.month0() / 3 + 1, words::year(day.year()))
        }
        Unit::Year => format!("in {}", words::year(day.year())),
        Unit::Decade => format!("in the {}s", day.year().div_euclid(10) * 10),
    };
    let stretch = format!("from {} to {}", words::day(first), words::day(last));
    format!("{events} {stretch}; the most, {most}, {when}.")
}
