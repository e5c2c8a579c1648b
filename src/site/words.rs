//! Dates in words: "11 May 2025", "about 20 June 2025", "on or before 11 May 2025".
//!
//! A reader meets the words first and the notation (EDTF) beside them. What the words cannot say
//! exactly is left in the notation rather than rounded.

use chrono::Datelike;

use crate::calendar::{Bounds, NaiveDate, When};
use crate::vocabulary::Modality;

const MONTHS: [&str; 12] = [
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
];

/// A date as one would say it.
pub(crate) fn date(when: &When) -> String {
    let written = when.to_string();
    edtf(&written).unwrap_or(written)
}

/// A day: "11 May 2025".
pub(crate) fn day(day: NaiveDate) -> String {
    format!("{} {}", day.day(), month(day.year(), day.month()))
}

/// A day where room is scarce: "11 May 2025", "3 Sept 1978".
pub(crate) fn short_day(day: NaiveDate) -> String {
    format!("{} {}", day.day(), short_month(day.year(), day.month()))
}

/// A month: "May 2025".
pub(crate) fn month(year: i32, month: u32) -> String {
    format!("{} {}", MONTHS[month as usize - 1], self::year(year))
}

/// How an event stands to the facts.
pub(crate) const fn standing(modality: Modality) -> &'static str {
    match modality {
        Modality::Happened => "reported as a fact",
        Modality::Planned => "announced or scheduled, not yet reported as done",
        Modality::Conditional => "to happen only if something else does",
        Modality::Possible => "could happen; nobody committed to it",
        Modality::Denied => "reported as not having happened",
    }
}

/// A month where room is scarce: "Sept 1978".
pub(crate) fn short_month(year: i32, month: u32) -> String {
    let name = match MONTHS[month as usize - 1] {
        "September" => "Sept",
        name if name.len() <= 4 => name,
        name => &name[..3],
    };
    format!("{name} {}", self::year(year))
}

/// A year; astronomical year 0 is 1 BC.
pub(crate) fn year(year: i32) -> String {
    if year > 0 { year.to_string() } else { format!("{} BC", 1 - i64::from(year)) }
}

/// The days that remain possible: "between 3 May 2025 and 9 May 2025"; `None` where all are.
pub(crate) fn bounds(bounds: &Bounds) -> Option<String> {
    match (bounds.earliest_start, bounds.latest_end) {
        (Some(first), Some(last)) if first == last => Some(day(first)),
        (Some(first), Some(last)) => {
            Some(format!("between {} and {}", without_year(first, last), day(last)))
        }
        (Some(first), None) => Some(format!("not before {}", day(first))),
        (None, Some(last)) => Some(format!("not after {}", day(last))),
        (None, None) => None,
    }
}

/// From the first to the last of many: "May 2022 – June 2025".
pub(crate) fn stretch(first: NaiveDate, last: NaiveDate) -> String {
    let (a, b) = (month(first.year(), first.month()), month(last.year(), last.month()));
    match (first.year() == last.year(), first.month() == last.month()) {
        (true, true) => a,
        (true, false) => format!("{} – {b}", MONTHS[first.month0() as usize]),
        _ => format!("{a} – {b}"),
    }
}

/// A count with its noun: "1 event", "12 events".
pub(crate) fn count(n: usize, one: &str, many: &str) -> String {
    if n == 1 { format!("1 {one}") } else { format!("{} {many}", thousands(n)) }
}

/// How long nothing happened.
pub(crate) fn silence(days: i64) -> String {
    format!("{} without recorded events", span(days))
}

/// A stretch of days in the unit a reader would choose: "3 days", "8 weeks", "14 months".
pub(crate) fn span(days: i64) -> String {
    let (n, unit) = match days {
        ..14 => (days, "day"),
        14..63 => (days / 7, "week"),
        63..700 => ((days + 15) * 100 / 3044, "month"),
        _ => ((days + 91) * 100 / 36525, "year"),
    };
    format!("{n} {unit}{}", if n == 1 { "" } else { "s" })
}

/// A moment as files have it, `2025-05-12T06:10Z` → "12 May 2025, 06:10 UTC".
pub(crate) fn moment(written: &str) -> String {
    let Some((date, time)) = written.split_once('T') else {
        return edtf(written).unwrap_or_else(|| written.to_owned());
    };
    let (Ok(date), Some(clock)) = (date.parse::<NaiveDate>(), time.get(..5)) else {
        return written.to_owned();
    };
    let zone = time[5..].trim_start_matches(|c: char| c == ':' || c == '.' || c.is_ascii_digit());
    match zone {
        "Z" => format!("{}, {clock} UTC", day(date)),
        "" => format!("{}, {clock}", day(date)),
        zone => format!("{}, {clock} UTC{zone}", day(date)),
    }
}

/// What a `datetime` attribute may hold: a day, a month or a year of four digits.
pub(crate) fn datetime(when: &When) -> Option<String> {
    let written = when.to_string();
    let digits = |text: &str| text.bytes().all(|b| b.is_ascii_digit());
    let fits = match written.split('-').collect::<Vec<_>>()[..] {
        [y] => y.len() == 4 && digits(y) && y != "0000",
        [y, m] => y.len() == 4 && m.len() == 2 && digits(y) && digits(m) && m <= "12",
        [y, m, d] => [y, m, d].map(digits) == [true; 3] && y.len() == 4,
        _ => false,
    };
    fits.then_some(written)
}

fn thousands(n: usize) -> String {
    let digits = n.to_string();
    let mut out = String::new();
    for (i, digit) in digits.chars().enumerate() {
        if i > 0 && (digits.len() - i).is_multiple_of(3) {
            out.push(',');
        }
        out.push(digit);
    }
    out
}

fn without_year(first: NaiveDate, last: NaiveDate) -> String {
    match (first.year() == last.year(), first.month() == last.month()) {
        (true, true) => first.day().to_string(),
        (true, false) => format!("{} {}", first.day(), MONTHS[first.month0() as usize]),
        _ => day(first),
    }
}

fn edtf(written: &str) -> Option<String> {
    if let Some(set) = written.strip_prefix('[').and_then(|rest| rest.strip_suffix(']')) {
        return one_of(set);
    }
    let Some((from, to)) = written.split_once('/') else {
        return point(written);
    };
    Some(match (from, to) {
        ("" | "..", "" | "..") => return None,
        (from, "..") => format!("from {}, without an end so far", point(from)?),
        (from, "") => format!("from {}, end unknown", point(from)?),
        ("..", to) => format!("until {}", point(to)?),
        ("", to) => format!("until {}, beginning unknown", point(to)?),
        (from, to) => match (from.parse::<NaiveDate>(), to.parse::<NaiveDate>()) {
            (Ok(a), Ok(b)) if a.year() == b.year() && a.month() == b.month() => {
                format!("{}–{}", a.day(), day(b))
            }
            (Ok(a), Ok(b)) => format!("{} – {}", without_year(a, b), day(b)),
            _ => format!("{} – {}", point(from)?, point(to)?),
        },
    })
}

fn one_of(set: &str) -> Option<String> {
    let parts: Vec<&str> = set.split(',').map(str::trim).collect();
    let mut said = Vec::new();
    for part in &parts {
        said.push(match part.split_once("..") {
            Some(("", to)) => format!("on or before {}", point(to)?),
            Some((from, "")) => format!("on or after {}", point(from)?),
            Some((from, to)) => match (from.parse::<NaiveDate>(), to.parse::<NaiveDate>()) {
                (Ok(a), Ok(b)) => format!("between {} and {}", without_year(a, b), day(b)),
                _ => format!("between {} and {}", point(from)?, point(to)?),
            },
            None => point(part)?,
        });
    }
    let last = said.pop()?;
    Some(if said.is_empty() { last } else { format!("{} or {last}", said.join(", ")) })
}

fn point(written: &str) -> Option<String> {
    let (bare, mark) = match written.as_bytes().last()? {
        b'~' => (&written[..written.len() - 1], "~"),
        b'?' => (&written[..written.len() - 1], "?"),
        b'%' => (&written[..written.len() - 1], "%"),
        _ => (written, ""),
    };
    let plain = plain(bare)?;
    Some(match mark {
        "~" => format!("about {plain}"),
        "?" => format!("{plain} (doubtful)"),
        "%" => format!("about {plain} (doubtful)"),
        _ => plain,
    })
}

fn plain(bare: &str) -> Option<String> {
    if let Ok(exact) = bare.parse::<NaiveDate>() {
        return Some(day(exact));
    }
    let (sign, rest) = bare.strip_prefix('-').map_or((1, bare), |rest| (-1, rest));
    let mut parts = rest.splitn(3, '-');
    let (y, m, d) = (parts.next()?, parts.next(), parts.next());
    if y.len() != 4 {
        return None;
    }
    if y.contains('X') {
        // 202X: a year of the 2020s; 20XX: of the 2000s.
        let known = y.trim_end_matches('X');
        let plain = m.is_none() && sign == 1 && known.len() >= 2;
        return (plain && known.bytes().all(|b| b.is_ascii_digit())).then(|| match known.len() {
            3 => format!("a year of the {known}0s"),
            _ => format!("a year from {known}00 to {known}99"),
        });
    }
    let y = sign * y.parse::<i32>().ok()?;
    match (m, d) {
        (None, None) => Some(year(y)),
        (Some("XX"), None | Some("XX")) => Some(format!("some day of {}", year(y))),
        (Some(m), None | Some("XX")) => {
            let named = match m.parse::<u32>().ok()? {
                m @ 1..=12 => month(y, m),
                m @ 21..=24 => {
                    let season = ["spring", "summer", "autumn", "winter"][m as usize - 21];
                    format!("{season} {}", year(y))
                }
                _ => return None,
            };
            Some(if d.is_some() { format!("some day of {named}") } else { named })
        }
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_date_is_said_as_exactly_as_it_is_written() {
        for (written, said) in [
            ("2025-05-11", "11 May 2025"),
            ("2025-05", "May 2025"),
            ("2025", "2025"),
            ("2025-21", "spring 2025"),
            ("2025-06-20~", "about 20 June 2025"),
            ("2025-06?", "June 2025 (doubtful)"),
            ("2025%", "about 2025 (doubtful)"),
            ("2025-05-11/2025-05-13", "11–13 May 2025"),
            ("2025-04-30/2025-05-02", "30 April – 2 May 2025"),
            ("2024-12-30/2025-01-02", "30 December 2024 – 2 January 2025"),
            ("2025-05/2025-06", "May 2025 – June 2025"),
            ("2025-05-11/..", "from 11 May 2025, without an end so far"),
            ("2025-05-11/", "from 11 May 2025, end unknown"),
            ("../2025-05-11", "until 11 May 2025"),
            ("[..2025-05-11]", "on or before 11 May 2025"),
            ("[2025-05-11..]", "on or after 11 May 2025"),
            ("[2025-05-15,2025-05-22]", "15 May 2025 or 22 May 2025"),
            ("[2025-05-15..2025-05-22]", "between 15 and 22 May 2025"),
            ("202X", "a year of the 2020s"),
            ("2025-05-XX", "some day of May 2025"),
            ("-0043-03-15", "15 March 44 BC"),
            ("Y170000002", "Y170000002"),
        ] {
            assert_eq!(edtf(written).as_deref().unwrap_or(written), said, "{written}");
        }
    }

    #[test]
    fn silence_is_told_in_the_unit_a_reader_would_choose() {
        for (days, said) in [
            (28, "4 weeks without recorded events"),
            (62, "8 weeks without recorded events"),
            (63, "2 months without recorded events"),
            (365, "12 months without recorded events"),
            (1096, "3 years without recorded events"),
        ] {
            assert_eq!(silence(days), said, "{days}");
        }
    }

    #[test]
    fn a_moment_keeps_its_time_zone() {
        for (written, said) in [
            ("2025-05-12T06:10Z", "12 May 2025, 06:10 UTC"),
            ("2025-05-12T06:10:33+03:00", "12 May 2025, 06:10 UTC+03:00"),
            ("2025-05-12", "12 May 2025"),
            ("yesterday", "yesterday"),
            ("2025-05-12Té", "2025-05-12Té"),
        ] {
            assert_eq!(moment(written), said, "{written}");
        }
    }
}
