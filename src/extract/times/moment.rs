//! What a form stands for: a run of days of a certain kind, as EDTF and as a TIMEX3 value.

use chrono::{Datelike, Days, Months, NaiveDate, Weekday};

use super::Says;
use super::view::View;

/// A unit of time.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Unit {
    /// A second.
    Second,
    /// 60 seconds.
    Minute,
    /// 60 minutes.
    Hour,
    /// A day.
    Day,
    /// Saturday and Sunday.
    Weekend,
    /// Seven days; by the calendar, Monday to Sunday.
    Week,
    /// Two weeks.
    Fortnight,
    /// A month.
    Month,
    /// Three months.
    Quarter,
    /// A year.
    Year,
    /// Ten years.
    Decade,
    /// A hundred years.
    Century,
}

impl Unit {
    /// The unit that a word names, in singular or plural, lower case; and whether it is plural.
    pub(super) fn of(word: &str) -> Option<(Self, bool)> {
        Some(match word {
            // One of them is mostly the one after the first.
            "seconds" => (Self::Second, true),
            "minute" => (Self::Minute, false),
            "minutes" => (Self::Minute, true),
            "hour" => (Self::Hour, false),
            "hours" => (Self::Hour, true),
            "day" => (Self::Day, false),
            "days" => (Self::Day, true),
            "weekend" => (Self::Weekend, false),
            "weekends" => (Self::Weekend, true),
            "week" => (Self::Week, false),
            "weeks" => (Self::Week, true),
            "fortnight" => (Self::Fortnight, false),
            "fortnights" => (Self::Fortnight, true),
            "month" => (Self::Month, false),
            "months" => (Self::Month, true),
            "quarter" => (Self::Quarter, false),
            "quarters" => (Self::Quarter, true),
            "year" => (Self::Year, false),
            "years" => (Self::Year, true),
            "decade" => (Self::Decade, false),
            "decades" => (Self::Decade, true),
            "century" => (Self::Century, false),
            "centuries" => (Self::Century, true),
            _ => return None,
        })
    }

    /// A length as TIMEX3 writes it: `P2W`, `PT48H`, `PXD`.
    pub(super) fn length(self, count: Option<u32>) -> String {
        let (mark, letter, times) = match self {
            Self::Second => ("PT", "S", 1),
            Self::Minute => ("PT", "M", 1),
            Self::Hour => ("PT", "H", 1),
            Self::Day => ("P", "D", 1),
            Self::Weekend => ("P", "WE", 1),
            Self::Week => ("P", "W", 1),
            Self::Fortnight => ("P", "W", 2),
            Self::Month => ("P", "M", 1),
            Self::Quarter => ("P", "M", 3),
            Self::Year => ("P", "Y", 1),
            Self::Decade => ("P", "Y", 10),
            Self::Century => ("P", "Y", 100),
        };
        match count.map(|count| count.saturating_mul(times)) {
            Some(count) => format!("{mark}{count}{letter}"),
            None => match self {
                Self::Decade => "PXE".to_owned(),
                Self::Century => "PXC".to_owned(),
                _ => format!("{mark}X{letter}"),
            },
        }
    }

    /// What is that many units away from a day, in the grain of the unit; hours and minutes are
    /// too fine for the calendar.
    pub(super) fn away(self, from: NaiveDate, by: i64) -> Option<Moment> {
        let months = |by: i64| shift_months(from, by);
        Some(match self {
            Self::Second | Self::Minute | Self::Hour => return None,
            Self::Fortnight => Moment::AboutDay(shift_days(from, by.checked_mul(14)?)?),
            Self::Day => Moment::Day(shift_days(from, by)?),
            Self::Weekend => {
                let monday = shift_days(monday_of(from), by.checked_mul(7)?)?;
                Moment::Weekend(shift_days(monday, 5)?)
            }
            Self::Week => Moment::Week(shift_days(monday_of(from), by.checked_mul(7)?)?),
            Self::Month => {
                let day = months(by)?;
                Moment::Month(day.year(), day.month())
            }
            Self::Quarter => {
                let day = months(by.checked_mul(3)?)?;
                Moment::Quarter(day.year(), day.month0() / 3 + 1)
            }
            Self::Year => Moment::Year(months(by.checked_mul(12)?)?.year()),
            Self::Decade => Moment::Decade(months(by.checked_mul(120)?)?.year().div_euclid(10)),
            Self::Century => Moment::Century(months(by.checked_mul(1200)?)?.year().div_euclid(100)),
        })
    }

    /// The day that is that many units away, for spans of days.
    pub(super) fn day_away(self, from: NaiveDate, by: i64) -> Option<NaiveDate> {
        match self {
            Self::Second | Self::Minute => Some(from),
            Self::Fortnight => shift_days(from, by.checked_mul(14)?),
            Self::Hour => shift_days(from, by / 24),
            Self::Day => shift_days(from, by),
            Self::Week | Self::Weekend => shift_days(from, by.checked_mul(7)?),
            Self::Month => shift_months(from, by),
            Self::Quarter => shift_months(from, by.checked_mul(3)?),
            Self::Year => shift_months(from, by.checked_mul(12)?),
            Self::Decade => shift_months(from, by.checked_mul(120)?),
            Self::Century => shift_months(from, by.checked_mul(1200)?),
        }
    }
}

/// A run of days of a certain kind. Only days within the years 1 to 9999 are made.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Moment {
    /// A day.
    Day(NaiveDate),
    /// A day, more or less: "two weeks ago".
    AboutDay(NaiveDate),
    /// From a day to a day.
    Span(NaiveDate, NaiveDate),
    /// The week of a Monday.
    Week(NaiveDate),
    /// The weekend of a Saturday.
    Weekend(NaiveDate),
    Month(i32, u32),
    /// From a month to a month.
    Months((i32, u32), (i32, u32)),
    Quarter(i32, u32),
    Half(i32, u32),
    Season(i32, Season),
    Year(i32),
    Years(i32, i32),
    /// 199 is the nineties.
    Decade(i32),
    /// 19 is the twentieth.
    Century(i32),
}

/// Of the north: winter is of the year in which it begins.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Season {
    Spring,
    Summer,
    Autumn,
    Winter,
}

impl Season {
    pub(super) fn of(word: &str) -> Option<Self> {
        Some(match word {
            "spring" | "springtime" => Self::Spring,
            "summer" | "summertime" => Self::Summer,
            "autumn" | "fall" => Self::Autumn,
            "winter" | "wintertime" => Self::Winter,
            _ => return None,
        })
    }

    /// As TIMEX3 writes it.
    pub(super) fn name(self) -> &'static str {
        match self {
            Self::Spring => "SP",
            Self::Summer => "SU",
            Self::Autumn => "FA",
            Self::Winter => "WI",
        }
    }

    /// The month it begins in.
    pub(super) fn month(self) -> u32 {
        match self {
            Self::Spring => 3,
            Self::Summer => 6,
            Self::Autumn => 9,
            Self::Winter => 12,
        }
    }
}

impl Moment {
    /// As TIMEX3 writes it.
    pub(super) fn value(self) -> String {
        let week =
            |day: NaiveDate| format!("{:04}-W{:02}", day.iso_week().year(), day.iso_week().week());
        match self {
            Self::Day(day) | Self::Span(day, _) | Self::AboutDay(day) => day.to_string(),
            Self::Week(day) => week(day),
            Self::Weekend(day) => format!("{}-WE", week(day)),
            Self::Month(year, month) | Self::Months((year, month), _) => {
                format!("{year:04}-{month:02}")
            }
            Self::Quarter(year, quarter) => format!("{year:04}-Q{quarter}"),
            Self::Half(year, half) => format!("{year:04}-H{half}"),
            Self::Season(year, season) => {
                format!("{year:04}-{}", season.name())
            }
            Self::Year(year) | Self::Years(year, _) => format!("{year:04}"),
            Self::Decade(decade) => format!("{decade:03}"),
            Self::Century(century) => format!("{century:02}"),
        }
    }

    /// As EDTF writes it. What lies somewhere in a week is a one-of set of its days.
    pub(super) fn edtf(self, part: Part, published: Option<NaiveDate>) -> String {
        let (first, last) = self.days();
        match (part, published) {
            (Part::Earlier, Some(day)) if first <= day && day <= last && first < last => {
                let before = shift_days(day, -1).unwrap_or(day).max(first);
                return set(first, before);
            }
            (Part::Later, Some(day)) if first <= day && day <= last && first < last => {
                let after = shift_days(day, 1).unwrap_or(day).min(last);
                return set(after, last);
            }
            _ => {}
        }
        let about = match part {
            Part::Early | Part::Middle | Part::Late => "~",
            _ => "",
        };
        match self {
            Self::Day(day) => day.to_string(),
            Self::AboutDay(day) => format!("{day}~"),
            Self::Week(_) => set(first, last),
            // What is at a weekend mostly takes both of its days.
            Self::Weekend(_) if first < last => format!("{first}/{last}"),
            Self::Weekend(_) => first.to_string(),
            Self::Span(first, last) => format!("{first}/{last}"),
            Self::Month(year, month) => format!("{year:04}-{month:02}{about}"),
            Self::Months((year, month), (other, end)) => {
                format!("{year:04}-{month:02}/{other:04}-{end:02}")
            }
            Self::Quarter(year, _) | Self::Half(year, _) => {
                format!("[{year:04}-{:02}..{year:04}-{:02}]", first.month(), last.month())
            }
            Self::Season(year, season) => format!("{year:04}-{}", 20 + season.month() / 3),
            Self::Year(year) => format!("{year:04}{about}"),
            Self::Years(year, other) => format!("{year:04}/{other:04}"),
            Self::Decade(decade) => format!("{decade:03}X"),
            Self::Century(century) => format!("{century:02}XX"),
        }
    }

    /// The first and the last day of it.
    pub(super) fn days(self) -> (NaiveDate, NaiveDate) {
        let months = |year: i32, month: u32, count: u32| {
            let first = NaiveDate::from_ymd_opt(year, month, 1).unwrap_or_default();
            let after = first.checked_add_months(Months::new(count)).unwrap_or(first);
            (first, after.pred_opt().unwrap_or(first))
        };
        match self {
            Self::Day(day) | Self::AboutDay(day) => (day, day),
            Self::Span(first, last) => (first, last),
            Self::Week(monday) => (monday, shift_days(monday, 6).unwrap_or(monday)),
            Self::Weekend(saturday) => (saturday, shift_days(saturday, 1).unwrap_or(saturday)),
            Self::Month(year, month) => months(year, month, 1),
            Self::Months((year, month), (other, end)) => {
                (months(year, month, 1).0, months(other, end, 1).1)
            }
            Self::Quarter(year, quarter) => months(year, quarter * 3 - 2, 3),
            Self::Half(year, half) => months(year, half * 6 - 5, 6),
            Self::Season(year, season) => months(year, season.month(), 3),
            Self::Year(year) => months(year, 1, 12),
            Self::Years(year, other) => (months(year, 1, 12).0, months(other, 1, 12).1),
            Self::Decade(decade) => {
                (months(decade * 10, 1, 12).0, months(decade * 10 + 9, 1, 12).1)
            }
            Self::Century(century) => {
                (months(century * 100, 1, 12).0, months(century * 100 + 99, 1, 12).1)
            }
        }
    }
}

fn set(first: NaiveDate, last: NaiveDate) -> String {
    if first == last { first.to_string() } else { format!("[{first}..{last}]") }
}

/// Which part of a run of days is meant.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Part {
    Whole,
    Early,
    Middle,
    Late,
    /// Before the day of publication.
    Earlier,
    /// After the day of publication.
    Later,
    /// About so many, more than so many: for lengths.
    About,
}

impl Part {
    /// Whether that part of it can be told.
    pub(super) fn fits(self, says: &Says) -> bool {
        match (self, says) {
            // "late Thursday" is Thursday, "the end of Thursday" is none.
            (_, Says::Vague(_) | Says::Set(_))
            | (Self::Middle, Says::Moment(Moment::Day(_), _)) => false,
            (Self::About, Says::Length(..) | Says::Clock(..)) => true,
            // "about two years ago"
            (Self::About, says) => matches!(
                says,
                Says::Moment(
                    Moment::Year(_) | Moment::Month(..) | Moment::AboutDay(_) | Moment::Day(_),
                    _
                )
            ),
            (_, Says::Length(..) | Says::Clock(..) | Says::UnknownLength | Says::Name) => false,
            _ => true,
        }
    }
}

/// Words before a form that tell which part of it is meant, and where the form begins.
pub(super) fn part(view: &View<'_>, at: usize) -> (Part, usize) {
    let low = |offset: usize| view.low(at + offset);
    match low(0) {
        "early" => (Part::Early, at + 1),
        "late" => (Part::Late, at + 1),
        "mid" | "midway" => (Part::Middle, at + 1),
        "earlier" => (Part::Earlier, at + if low(1) == "in" { 2 } else { 1 }),
        "later" => (Part::Later, at + if low(1) == "in" { 2 } else { 1 }),
        "the" if low(2) == "of" => match low(1) {
            "end" | "close" => (Part::Late, at + 3),
            "beginning" | "start" | "opening" => (Part::Early, at + 3),
            "middle" => (Part::Middle, at + 3),
            _ => (Part::Whole, at),
        },
        // "over the past week": during it.
        "about" | "around" | "roughly" | "over" | "approximately" if low(1) != "the" => {
            (Part::About, at + 1)
        }
        "nearly" | "almost" => (Part::About, at + 1),
        "more" | "less" | "fewer" if low(1) == "than" => (Part::About, at + 2),
        "at" if matches!(low(1), "least" | "most") => (Part::About, at + 2),
        "up" if low(1) == "to" => (Part::About, at + 2),
        _ => (Part::Whole, at),
    }
}

pub(super) fn monday_of(day: NaiveDate) -> NaiveDate {
    shift_days(day, -i64::from(day.weekday().num_days_from_monday())).unwrap_or(day)
}

/// A day so many days away, within the years that can be written.
pub(super) fn shift_days(day: NaiveDate, by: i64) -> Option<NaiveDate> {
    let shifted = if by < 0 {
        day.checked_sub_days(Days::new(by.unsigned_abs()))
    } else {
        day.checked_add_days(Days::new(by.unsigned_abs()))
    };
    shifted.filter(|day| (1..=9999).contains(&day.year()))
}

/// A day so many months away, the last of the month where it has no such day.
pub(super) fn shift_months(day: NaiveDate, by: i64) -> Option<NaiveDate> {
    let months = Months::new(u32::try_from(by.unsigned_abs()).ok()?);
    let shifted =
        if by < 0 { day.checked_sub_months(months) } else { day.checked_add_months(months) };
    shifted.filter(|day| (1..=9999).contains(&day.year()))
}

/// The latest such weekday up to a day, or, looking ahead, the next one from it on; the day itself
/// counts for both.
pub(super) fn nearest(weekday: Weekday, from: NaiveDate, ahead: bool) -> Option<NaiveDate> {
    let back = (7 + from.weekday().num_days_from_monday() - weekday.num_days_from_monday()) % 7;
    let back = i64::from(back);
    shift_days(from, if ahead { (7 - back) % 7 } else { -back })
}
