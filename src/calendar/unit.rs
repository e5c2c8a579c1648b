//! One piece of the calendar: a day, a month, a season, a year, ten years, a hundred.

use std::fmt;

use chrono::{Datelike, Months, NaiveDate};

/// A piece of the calendar, as coarse as it was told.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Unit {
    /// `2025-05-11`
    Day(NaiveDate),
    /// `2025-05`
    Month {
        /// -9999 to 9999.
        year: i32,
        /// 1 to 12.
        month: u32,
    },
    /// `2022-24`
    Season {
        /// -9999 to 9999.
        year: i32,
        /// Which one.
        season: Season,
    },
    /// `2025`, `-0044`, `Y-12000`
    Year(i64),
    /// `202X`, by its first year.
    Decade(i32),
    /// `19XX`, by its first year.
    Century(i32),
}

/// A season of the northern hemisphere, which EDTF leaves open; winter runs into the next year.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Season {
    /// March to May, code 21.
    Spring,
    /// June to August, code 22.
    Summer,
    /// September to November, code 23.
    Autumn,
    /// December to February, code 24.
    Winter,
}

/// How finely a date is told, the finest first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Precision {
    /// To the day.
    Day,
    /// To the month.
    Month,
    /// To the season.
    Season,
    /// To the year.
    Year,
    /// To ten years, `202X`.
    Decade,
    /// To a hundred years, `19XX`.
    Century,
}

/// How sure somebody was of a date.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Doubt {
    /// `~`: about then.
    pub approximate: bool,
    /// `?`: then, if the source is right.
    pub uncertain: bool,
}

/// A piece of the calendar and how sure it is: `2025-05~`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Point {
    /// What is told.
    pub unit: Unit,
    /// How sure it is.
    pub doubt: Doubt,
}

/// First and last day, both included; `None` has no limit on that side.
pub(super) type Run = (Option<NaiveDate>, Option<NaiveDate>);

impl Season {
    /// All four, in the order of their codes from 21.
    pub const ALL: [Self; 4] = [Self::Spring, Self::Summer, Self::Autumn, Self::Winter];

    /// The number that stands for it in EDTF, 21 to 24.
    pub const fn code(self) -> u32 {
        21 + self as u32
    }

    /// Its first month; it lasts three.
    const fn first_month(self) -> u32 {
        3 + 3 * self as u32
    }
}

impl Unit {
    /// How fine it is.
    pub const fn precision(self) -> Precision {
        match self {
            Self::Day(_) => Precision::Day,
            Self::Month { .. } => Precision::Month,
            Self::Season { .. } => Precision::Season,
            Self::Year(_) => Precision::Year,
            Self::Decade(_) => Precision::Decade,
            Self::Century(_) => Precision::Century,
        }
    }

    /// The year it lies in or begins in.
    pub fn year(self) -> i64 {
        match self {
            Self::Day(day) => i64::from(day.year()),
            Self::Month { year, .. }
            | Self::Season { year, .. }
            | Self::Decade(year)
            | Self::Century(year) => i64::from(year),
            Self::Year(year) => year,
        }
    }

    /// Its first and its last day.
    ///
    /// Years beyond what [`NaiveDate`] can hold (some 262,000 either way) are cut at its limits
    /// on the near side and left without limit on the far side.
    pub(super) fn days(self) -> Run {
        match self {
            Self::Day(day) => (Some(day), Some(day)),
            Self::Month { year, month } => months(year, month, 1),
            Self::Season { year, season } => months(year, season.first_month(), 3),
            Self::Decade(year) => months(year, 1, 120),
            Self::Century(year) => months(year, 1, 1200),
            Self::Year(year) => match i32::try_from(year) {
                Ok(near) if NaiveDate::from_ymd_opt(near, 1, 1).is_some() => {
                    let last = NaiveDate::from_ymd_opt(near, 12, 31);
                    (NaiveDate::from_ymd_opt(near, 1, 1), last)
                }
                _ if year < 0 => (None, Some(NaiveDate::MIN)),
                _ => (Some(NaiveDate::MAX), None),
            },
        }
    }
}

/// The days of so many months from the first of one.
fn months(year: i32, month: u32, count: u32) -> Run {
    let first = NaiveDate::from_ymd_opt(year, month, 1);
    let next = first.and_then(|day| day.checked_add_months(Months::new(count)));
    (first, next.and_then(|day| day.pred_opt()))
}

impl Point {
    /// That piece of the calendar, without doubt.
    pub(super) fn sure(unit: Unit) -> Self {
        Self { unit, doubt: Doubt::default() }
    }

    pub(super) fn is_day(self) -> bool {
        matches!(self.unit, Unit::Day(_))
    }

    /// Its days; one more of its own unit (three at day precision) on either side if it is only
    /// about right.
    pub(super) fn widened(self) -> Run {
        let (first, last) = self.unit.days();
        if !self.doubt.approximate {
            return (first, last);
        }
        let months = match self.unit.precision() {
            Precision::Day => {
                let three = chrono::Days::new(3);
                return (
                    first.and_then(|day| day.checked_sub_days(three)),
                    last.and_then(|day| day.checked_add_days(three)),
                );
            }
            Precision::Month => 1,
            Precision::Season => 3,
            Precision::Year => 12,
            Precision::Decade => 120,
            Precision::Century => 1200,
        };
        // From the day after: the last of a month is not always as many days off.
        let after = last.and_then(|day| day.succ_opt());
        (
            first.and_then(|day| day.checked_sub_months(Months::new(months))),
            after
                .and_then(|day| day.checked_add_months(Months::new(months)))
                .and_then(|day| day.pred_opt()),
        )
    }
}

impl Doubt {
    /// The sign in EDTF: nothing, `~`, `?`, or `%` for both.
    pub const fn sign(self) -> &'static str {
        match (self.approximate, self.uncertain) {
            (false, false) => "",
            (true, false) => "~",
            (false, true) => "?",
            (true, true) => "%",
        }
    }
}

impl fmt::Display for Unit {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match *self {
            Self::Day(day) => {
                write_year(f, i64::from(day.year()))?;
                write!(f, "-{:02}-{:02}", day.month(), day.day())
            }
            Self::Month { year, month } => {
                write_year(f, i64::from(year))?;
                write!(f, "-{month:02}")
            }
            Self::Season { year, season } => {
                write_year(f, i64::from(year))?;
                write!(f, "-{}", season.code())
            }
            Self::Year(year) => write_year(f, year),
            Self::Decade(year) => write!(f, "{:03}X", year / 10),
            Self::Century(year) => write!(f, "{:02}XX", year / 100),
        }
    }
}

fn write_year(f: &mut fmt::Formatter<'_>, year: i64) -> fmt::Result {
    match year {
        0..=9999 => write!(f, "{year:04}"),
        -9999..=-1 => write!(f, "-{:04}", -year),
        _ => write!(f, "Y{year}"),
    }
}

impl fmt::Display for Point {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}{}", self.unit, self.doubt.sign())
    }
}
