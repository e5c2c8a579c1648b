//! What a TIMEX3 value may look like, as far as this house writes it.

use super::super::TimeKind;

/// Whether a value is one of its type.
pub(super) fn is_valid(kind: TimeKind, value: &str) -> bool {
    match kind {
        TimeKind::Date => is_date(value),
        TimeKind::Time => value.split_once('T').is_some_and(|(day, hour)| {
            // Months have a "T" in no value.
            is_day(day) && is_hour(hour)
        }),
        TimeKind::Duration => is_length(value),
        TimeKind::Set => {
            is_length(value)
                || is_date(value)
                || value.split_once('T').is_some_and(|(day, hour)| is_day(day) && is_hour(hour))
        }
    }
}

fn is_date(value: &str) -> bool {
    if matches!(value, "PAST_REF" | "PRESENT_REF" | "FUTURE_REF") || is_day(value) {
        return true;
    }
    let mut parts = value.split('-');
    let (year, part, rest) = (parts.next().unwrap_or(""), parts.next(), parts.next());
    match (part, rest) {
        // A year, a decade, a century.
        (None, None) => (2..=4).contains(&year.len()) && digits_or_x(year),
        _ if year.len() != 4 || !digits_or_x(year) || parts.next().is_some() => false,
        (Some(part), rest) => {
            if let Some(week) = part.strip_prefix('W').filter(|_| part != "WI") {
                let week = is_number(week, 1, 53);
                let rest = rest.is_none_or(|rest| rest == "WE" || is_number(rest, 1, 7));
                return week && rest;
            }
            let month = part.len() == 2 && is_number(part, 1, 12);
            let season = matches!(
                part,
                "SP" | "SU" | "FA" | "WI" | "Q1" | "Q2" | "Q3" | "Q4" | "QX" | "H1" | "H2" | "HX"
            );
            rest.is_none() && (month || season)
        }
        (None, Some(_)) => false,
    }
}

/// A day of the calendar, or one of which the year or all is unknown.
fn is_day(value: &str) -> bool {
    let Some((year, rest)) = value.split_once('-') else { return false };
    if year.len() != 4 || rest.len() != 5 {
        return false;
    }
    if !year.contains('X') {
        return value.parse::<chrono::NaiveDate>().is_ok();
    }
    year == "XXXX"
        && rest.split_once('-').is_some_and(|(month, day)| {
            is_number(month, 1, 12) && is_number(day, 1, 31) && month.len() == 2 && day.len() == 2
        })
}

fn is_hour(hour: &str) -> bool {
    if matches!(hour, "MO" | "AF" | "EV" | "NI") {
        return true;
    }
    hour.strip_suffix('Z').unwrap_or(hour).split_once(':').is_some_and(|(hours, minutes)| {
        hours.len() == 2
            && is_number(hours, 0, 24)
            && minutes.len() == 2
            && is_number(minutes, 0, 59)
    })
}

fn is_length(value: &str) -> bool {
    let Some(length) = value.strip_prefix('P') else { return false };
    let (length, units): (&str, &[&str]) = match length.strip_prefix('T') {
        Some(length) => (length, &["H", "M", "S"]),
        None => (length, &["Y", "M", "WE", "W", "D", "Q", "E", "C", "X"]),
    };
    units.iter().any(|unit| {
        let count = length.strip_suffix(unit).unwrap_or("");
        count == "X" || !count.is_empty() && count.bytes().all(|b| b.is_ascii_digit())
    })
}

fn digits_or_x(part: &str) -> bool {
    part.bytes().all(|b| b.is_ascii_digit()) || part.bytes().all(|b| b == b'X')
}

fn is_number(part: &str, least: u32, most: u32) -> bool {
    !part.is_empty() && part.bytes().all(|b| b == b'X')
        || part.parse().is_ok_and(|number: u32| (least..=most).contains(&number))
}

#[test]
fn values_are_told_from_what_is_none() {
    use TimeKind::{Date, Duration, Set, Time};
    for (kind, value, valid) in [
        (Date, "2025-05-14", true),
        (Date, "2025-02-30", false),
        (Date, "2025-05", true),
        (Date, "2025-13", false),
        (Date, "2025", true),
        (Date, "199", true),
        (Date, "1998-W08", true),
        (Date, "1998-W54", false),
        (Date, "1998-W08-WE", true),
        (Date, "1998-Q3", true),
        (Date, "1998-Q5", false),
        (Date, "XXXX-WXX-4", true),
        (Date, "XXXX-05-12", true),
        (Date, "PAST_REF", true),
        (Date, "-001", false),
        (Date, "10000-01-01", false),
        (Time, "2025-05-14TMO", true),
        (Time, "2025-05-14T10:30Z", true),
        (Time, "2025-05-14T25:00", false),
        (Duration, "P3Y", true),
        (Duration, "PT48H", true),
        (Duration, "PXX", true),
        (Duration, "P", false),
        (Duration, "P3", false),
        (Set, "XXXX-WXX-2", true),
    ] {
        assert_eq!(is_valid(kind, value), valid, "{} {value}", kind.name());
    }
}
