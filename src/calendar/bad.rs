//! Why a text is no date, in words.

use chrono::NaiveDate;

use super::edtf::Refusal;

/// Why a text is no date.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct BadDate {
    /// What is wrong, in the manner of a diagnostic: "`2025-13` has no month 13".
    pub message: String,
    /// What was probably meant: "write `2025-05-03`".
    pub help: Option<String>,
    /// The two ends are swapped.
    pub reversed: bool,
}

impl std::fmt::Display for BadDate {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(&self.message)
    }
}

impl std::error::Error for BadDate {}

/// What a person wrote, short enough for a message.
pub(super) fn clip(text: &str) -> String {
    const LONGEST: usize = 40;
    let mut clipped: String = text.chars().take(LONGEST).collect();
    if clipped.len() < text.len() {
        clipped.push('…');
    }
    clipped
}

pub(super) const MONTHS: [&str; 12] = [
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

pub(super) fn no_such_day(year: i32, month: u32, day: u32) -> Refusal {
    let name = MONTHS[month as usize - 1];
    let last = (28..=31)
        .rev()
        .find(|day| NaiveDate::from_ymd_opt(year, month, *day).is_some())
        .expect("every month has 28 days");
    Refusal::Wrong {
        message: format!("has a day {day}, but {name} {year} has {last}"),
        help: Some(match day {
            0 => format!("write `{year:04}-{month:02}` if the day is not known"),
            _ => format!("the last day of that month is `{year:04}-{month:02}-{last}`"),
        }),
    }
}

pub(super) fn no_such_month(year: i32, month: u32, day: Option<&str>) -> Refusal {
    let swapped = day.and_then(|day| day.parse().ok()).filter(|day| {
        (1..=12).contains(day) && NaiveDate::from_ymd_opt(year, *day, month).is_some()
    });
    Refusal::Wrong {
        message: format!("has no month {month:02}"),
        help: match (month, swapped) {
            (_, Some(day)) => Some(format!("year, month, day: `{year:04}-{day:02}-{month:02}`")),
            (0, None) => Some(format!("write `{year:04}` if the month is not known")),
            _ => None,
        },
    }
}

/// Quarters, halves and the seasons of a hemisphere: valid EDTF, read nowhere else.
pub(super) fn other_division(year: i32, code: u32) -> Refusal {
    let months = |first: u32, last: u32| format!("`{year:04}-{first:02}/{year:04}-{last:02}`");
    let (what, range) = match code {
        25..=28 => ("a season of the northern hemisphere", format!("`{year:04}-{}`", code - 4)),
        // Spring begins in September south of the equator, summer in December.
        29 => ("a season of the southern hemisphere", months(9, 11)),
        30 => ("a season of the southern hemisphere", format!("`{year:04}-12/{:04}-02`", year + 1)),
        31 => ("a season of the southern hemisphere", months(3, 5)),
        32 => ("a season of the southern hemisphere", months(6, 8)),
        33..=36 => ("a quarter", months(3 * (code - 33) + 1, 3 * (code - 33) + 3)),
        37..=39 => ("a third of a year", months(4 * (code - 37) + 1, 4 * (code - 37) + 4)),
        _ => ("half a year", months(6 * (code - 40) + 1, 6 * (code - 40) + 6)),
    };
    Refusal::Level2 { what, help: Some(format!("write the range, {range}")) }
}
