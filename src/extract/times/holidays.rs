//! Days that have a name.
//!
//! ```text
//! Christmas Eve             fixed
//! Easter Monday             reckoned from Easter
//! Thanksgiving              the fourth Thursday of a November
//! Ramadan, Passover         by the moon: about that day
//! Ukraine's Independence Day      a country's own, and only beside its name
//! ```
//!
//! A name without a year is the day nearest to publication, or the one that the words look to.

use chrono::{Datelike, NaiveDate, Weekday};

use super::moment::{Moment, shift_days};
use super::view::View;
use super::{Context, Hit};
use crate::vocabulary::Confidence;

/// How the day of a name is found in a year.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Rule {
    /// Month and day.
    On(u32, u32),
    /// So many days after Easter Sunday of the western churches.
    Easter(i64),
    /// The n-th such weekday of a month; from its end for 5.
    Nth(u8, Weekday, u32),
    /// Month and day of the Islamic calendar, as its tables have it.
    Islamic(i64, i64),
    /// So many days after the Jewish new year.
    Jewish(i64),
}

/// Names in lower case, the longest first where one begins another.
const NAMES: &[(Words, Rule)] = &[
    (&["christmas", "eve"], Rule::On(12, 24)),
    (&["christmas", "day"], Rule::On(12, 25)),
    (&["christmas"], Rule::On(12, 25)),
    (&["boxing", "day"], Rule::On(12, 26)),
    (&["new", "year", "'s", "eve"], Rule::On(12, 31)),
    (&["new", "year", "'s", "day"], Rule::On(1, 1)),
    (&["new", "year", "'s"], Rule::On(1, 1)),
    (&["valentine", "'s", "day"], Rule::On(2, 14)),
    (&["may", "day"], Rule::On(5, 1)),
    (&["victory", "day"], Rule::On(5, 9)),
    (&["bastille", "day"], Rule::On(7, 14)),
    (&["halloween"], Rule::On(10, 31)),
    (&["armistice", "day"], Rule::On(11, 11)),
    (&["veterans", "day"], Rule::On(11, 11)),
    (&["remembrance", "day"], Rule::On(11, 11)),
    (&["nowruz"], Rule::On(3, 20)),
    (&["ash", "wednesday"], Rule::Easter(-46)),
    (&["palm", "sunday"], Rule::Easter(-7)),
    (&["maundy", "thursday"], Rule::Easter(-3)),
    (&["good", "friday"], Rule::Easter(-2)),
    (&["holy", "saturday"], Rule::Easter(-1)),
    (&["easter", "sunday"], Rule::Easter(0)),
    (&["easter", "monday"], Rule::Easter(1)),
    (&["easter"], Rule::Easter(0)),
    (&["ascension", "day"], Rule::Easter(39)),
    (&["whit", "monday"], Rule::Easter(50)),
    (&["pentecost"], Rule::Easter(49)),
    (&["thanksgiving", "day"], Rule::Nth(4, Weekday::Thu, 11)),
    (&["thanksgiving"], Rule::Nth(4, Weekday::Thu, 11)),
    (&["memorial", "day"], Rule::Nth(5, Weekday::Mon, 5)),
    (&["labor", "day"], Rule::Nth(1, Weekday::Mon, 9)),
    (&["martin", "luther", "king", "day"], Rule::Nth(3, Weekday::Mon, 1)),
    (&["presidents", "day"], Rule::Nth(3, Weekday::Mon, 2)),
    (&["columbus", "day"], Rule::Nth(2, Weekday::Mon, 10)),
    (&["ramadan"], Rule::Islamic(9, 1)),
    (&["eid", "al-fitr"], Rule::Islamic(10, 1)),
    (&["eid", "al-adha"], Rule::Islamic(12, 10)),
    (&["ashura"], Rule::Islamic(1, 10)),
    (&["rosh", "hashanah"], Rule::Jewish(0)),
    (&["yom", "kippur"], Rule::Jewish(9)),
    (&["passover"], Rule::Jewish(-163)),
];

/// Words in lower case.
type Words = &'static [&'static str];

/// Days that each country has for itself, and the words that tell whose it is.
const NATIONAL: &[(Words, Words, (u32, u32))] = &[
    (&["independence", "day"], &["ukraine", "ukrainian"], (8, 24)),
    (&["independence", "day"], &["u.s.", "us", "american", "america"], (7, 4)),
    (&["independence", "day"], &["india", "indian"], (8, 15)),
    (&["independence", "day"], &["pakistan", "pakistani"], (8, 14)),
    (&["independence", "day"], &["poland", "polish"], (11, 11)),
    (&["independence", "day"], &["georgia", "georgian"], (5, 26)),
    (&["independence", "day"], &["finland", "finnish"], (12, 6)),
    (&["unity", "day"], &["germany", "german"], (10, 3)),
    (&["unity", "day"], &["russia", "russian"], (11, 4)),
    (&["national", "day"], &["china", "chinese"], (10, 1)),
    (&["national", "day"], &["taiwan", "taiwanese"], (10, 10)),
    (&["national", "day"], &["france", "french"], (7, 14)),
    (&["republic", "day"], &["turkey", "turkish", "türkiye"], (10, 29)),
    (&["republic", "day"], &["india", "indian"], (1, 26)),
];

/// The first words of all names, for a cheap look.
pub(super) fn may_begin(low: &str) -> bool {
    NAMES.iter().any(|(words, _)| words[0] == low)
        || NATIONAL.iter().any(|(words, ..)| words[0] == low)
}

pub(super) fn read(view: &View<'_>, context: &Context, at: usize) -> Option<Hit> {
    if !view.is_capital(at) || !may_begin(view.low(at)) {
        return None;
    }
    let is = |words: &[&str]| {
        words.iter().enumerate().all(|(offset, word)| {
            let low = view.low(at + offset);
            low == *word || *word == "'s" && low == "’s"
        })
    };
    let (rule, length, name) = NAMES
        .iter()
        .find(|(words, _)| is(words))
        .map(|(words, rule)| (*rule, words.len(), "holiday"))
        .or_else(|| national(view, at, &is))?;
    let mut end = at + length;
    // "the Christmas truce", "Easter Island" are named after the day; "Easter Egg" is none.
    if view.is_capital(end) && !matches!(view.low(end - 1), "day" | "eve") {
        return None;
    }
    let comma = usize::from(view.low(end) == ",");
    let told = view.year(end + comma);
    if told.is_some() {
        end += comma + 1;
    }
    let by_year = |year: i32| rule.day(year);
    let day = match (told, context.published) {
        (Some(year), _) => by_year(year),
        (None, None) => return Some(Hit::date(end, None, "XXXX-XX-XX", name)),
        (None, Some(published)) => nearest(by_year, published, view, context, end),
    }?;
    let moment = if rule.is_about() { Moment::AboutDay(day) } else { Moment::Day(day) };
    Some(Hit::date(end, Some(moment), "", name).sure(Confidence::Medium))
}

/// The latest or the coming one, as the words look; else the nearest.
fn nearest(
    by_year: impl Fn(i32) -> Option<NaiveDate>,
    published: NaiveDate,
    view: &View<'_>,
    context: &Context,
    end: usize,
) -> Option<NaiveDate> {
    let years = published.year() - 1..=published.year() + 1;
    let days = years.filter_map(by_year);
    let ahead = context.is_ahead(view, end);
    if view.before(context.start) == "last" {
        return days.filter(|day| *day < published).max();
    }
    if ahead {
        return days.filter(|day| *day >= published).min();
    }
    days.min_by_key(|day| (*day - published).num_days().abs())
}

/// A day of one country, told by the word before it or after "of".
fn national(
    view: &View<'_>,
    at: usize,
    is: &impl Fn(&[&str]) -> bool,
) -> Option<(Rule, usize, &'static str)> {
    let clitic = usize::from(matches!(view.before(at), "'s" | "’s"));
    let country = view.before(at.checked_sub(clitic)?);
    NATIONAL
        .iter()
        .find(|(words, whose, _)| {
            let after = at + words.len();
            let of = if view.low(after) == "of" { view.low(after + 1) } else { "" };
            is(words) && (whose.contains(&country) || whose.contains(&of))
        })
        .map(|(words, _, (month, day))| (Rule::On(*month, *day), words.len(), "national-day"))
}

impl Rule {
    /// The day in a year; `None` where the calendar has none or it lies beyond what can be written.
    fn day(self, year: i32) -> Option<NaiveDate> {
        if !(1..=9999).contains(&year) {
            return None;
        }
        match self {
            Self::On(month, day) => NaiveDate::from_ymd_opt(year, month, day),
            Self::Easter(by) => shift_days(easter(year)?, by),
            Self::Nth(5, weekday, month) => (1..=5)
                .rev()
                .find_map(|n| NaiveDate::from_weekday_of_month_opt(year, month, weekday, n)),
            Self::Nth(n, weekday, month) => {
                NaiveDate::from_weekday_of_month_opt(year, month, weekday, n)
            }
            Self::Islamic(month, day) => islamic(year, month, day),
            Self::Jewish(by) => shift_days(rosh_hashanah(year)?, by),
        }
    }

    /// Whether the moon decides, which the tables only foretell.
    fn is_about(self) -> bool {
        matches!(self, Self::Islamic(..) | Self::Jewish(_) | Self::On(3, 20))
    }
}

/// Easter Sunday of the western churches, by the rule of the Gregorian calendar.
fn easter(year: i32) -> Option<NaiveDate> {
    let (golden, century) = (year % 19, year / 100);
    let moon = (19 * golden + century - century / 4 - (century - (century + 8) / 25 + 1) / 3 + 15)
        .rem_euclid(30);
    let sunday = (32 + 2 * (century % 4) + 2 * (year % 100 / 4) - moon - year % 4).rem_euclid(7);
    let late = (golden + 11 * moon + 22 * sunday) / 451;
    let days = moon + sunday - 7 * late + 114;
    let part = |number: i32| u32::try_from(number).ok();
    NaiveDate::from_ymd_opt(year, part(days / 31)?, part(days % 31 + 1)?)
}

/// Days from 1 January of the year 1, which is day 1, to the first of Muharram of the year 1.
const HIJRA: i64 = 227_015;

/// The first such day of the Islamic calendar within a year of ours, by the tables of thirty years.
fn islamic(year: i32, month: i64, day: i64) -> Option<NaiveDate> {
    let about = (i64::from(year) - 622) * 33 / 32;
    (about - 1..=about + 2).filter(|year| *year > 0).find_map(|hijri| {
        let months = 29 * (month - 1) + month / 2;
        let days = day + months + (hijri - 1) * 354 + (3 + 11 * hijri) / 30 + HIJRA - 1;
        let found = NaiveDate::from_num_days_from_ce_opt(i32::try_from(days).ok()?)?;
        (found.year() == year).then_some(found)
    })
}

/// The first of Tishri that falls into a year of ours.
///
/// The new moon is reckoned in parts of an hour, 1,080 each, and put off so that it falls on no
/// Sunday, Wednesday or Friday. Two rarer delays are left out: the day is told as "about".
fn rosh_hashanah(year: i32) -> Option<NaiveDate> {
    let months = (235 * (i64::from(year) + 3761) - 234) / 19;
    let parts = 12_084 + 13_753 * months;
    let mut day = 29 * months + parts / 25_920;
    if 3 * (day + 1) % 7 < 3 {
        day += 1;
    }
    // Day 0 of that count is that many days before the year 1 began.
    NaiveDate::from_num_days_from_ce_opt(i32::try_from(day - 1_373_427).ok()?)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn days_by_name_are_those_of_the_calendar() {
        for (rule, year, expected) in [
            (Rule::Easter(0), 2025, "2025-04-20"),
            (Rule::Easter(0), 2024, "2024-03-31"),
            (Rule::Easter(0), 1998, "1998-04-12"),
            (Rule::Easter(-2), 1998, "1998-04-10"),
            (Rule::Nth(4, Weekday::Thu, 11), 2024, "2024-11-28"),
            (Rule::Nth(5, Weekday::Mon, 5), 2025, "2025-05-26"),
            (Rule::Islamic(9, 1), 2025, "2025-03-01"),
            (Rule::Islamic(9, 1), 2024, "2024-03-11"),
            (Rule::Islamic(12, 10), 2024, "2024-06-17"),
            (Rule::Jewish(0), 2024, "2024-10-03"),
            (Rule::Jewish(0), 2025, "2025-09-23"),
            (Rule::Jewish(9), 1973, "1973-10-06"),
            (Rule::Jewish(-163), 2024, "2024-04-23"),
        ] {
            let day = rule.day(year).map(|day| day.to_string());
            assert_eq!(day.as_deref(), Some(expected), "{rule:?} {year}");
        }
    }

    #[test]
    fn every_year_has_an_easter() {
        for year in 1..=9999 {
            let day = easter(year).expect("an Easter");
            assert_eq!(day.weekday(), Weekday::Sun, "{year}");
            assert!((322..=425).contains(&(day.month() * 100 + day.day())), "{year}");
        }
    }
}
