//! EDTF text → [`When`].
//!
//! A reader for exactly the forms that the header of this folder lists. It looks at each byte a fixed number of
//! times and does not recurse. What it refuses, `meant` tries to understand.

use chrono::{Datelike, NaiveDate};

use super::bad::{self, BadDate};
use super::meant;
use super::unit::{Doubt, Point, Season, Unit};
use super::when::{Choice, End, When};

/// Something to tell about a date that could be read.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Remark {
    /// It has a time of day, which is cut off.
    TimeOfDay,
    /// It lies outside the years 0001 to 9999.
    FarYear,
}

impl std::fmt::Display for Remark {
    /// In the manner of a diagnostic, without the date.
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.pad(match self {
            Self::TimeOfDay => "the time of day is not used, only the day counts",
            Self::FarYear => "the year lies outside 0001 to 9999",
        })
    }
}

/// Reads a date and tells what is odd about it, each oddity once.
///
/// ```
/// # use demarche::calendar::{Remark, read};
/// let (when, remarks) = read("2025-05-12T10:00Z")?;
/// assert_eq!(when.to_string(), "2025-05-12");
/// assert_eq!(remarks, [Remark::TimeOfDay]);
/// # Ok::<(), demarche::calendar::BadDate>(())
/// ```
pub fn read(text: &str) -> Result<(When, Vec<Remark>), BadDate> {
    let mut remarks = Vec::new();
    let when = expression(text, &mut remarks).map_err(|refusal| meant::explain(text, refusal))?;
    if when.points().any(|point| !(1..=9999).contains(&point.unit.year())) {
        remarks.push(Remark::FarYear);
    }
    remarks.dedup();
    Ok((when, remarks))
}

impl std::str::FromStr for When {
    type Err = BadDate;

    /// Reads EDTF; what [`read`] remarks on the way is dropped.
    fn from_str(text: &str) -> Result<Self, BadDate> {
        read(text).map(|(when, _)| when)
    }
}

/// Reads a date, or not: no words about it.
pub(super) fn plain(text: &str) -> Option<When> {
    expression(text, &mut Vec::new()).ok()
}

/// Why a piece of a date is refused.
#[derive(Debug)]
pub(super) enum Refusal {
    /// Not one of the forms; whoever explains may find out what was meant.
    Unread,
    /// One of the forms, but there is no such day, month or hour.
    Wrong { message: String, help: Option<String> },
    /// Valid EDTF of a level that is not read here.
    Level2 { what: &'static str, help: Option<String> },
    /// The ends are swapped.
    Reversed,
}

fn expression(text: &str, remarks: &mut Vec<Remark>) -> Result<When, Refusal> {
    if let Some(inside) = text.strip_prefix('[').and_then(|rest| rest.strip_suffix(']')) {
        return set(inside, remarks);
    }
    match text.split_once('/') {
        Some((start, end)) => interval(start, end, remarks),
        None => point(text, remarks).map(When::from_point),
    }
}

fn interval(start: &str, end: &str, remarks: &mut Vec<Remark>) -> Result<When, Refusal> {
    let mut read = |text: &str| match text {
        "" => Ok(End::Unknown),
        ".." => Ok(End::Open),
        _ => point(text, remarks).map(End::At),
    };
    let (start, end) = (read(start)?, read(end)?);
    if start.point().is_none() && end.point().is_none() {
        return Err(Refusal::Wrong {
            message: "has neither a beginning nor an end".to_owned(),
            help: Some("leave the date out where nobody says when".to_owned()),
        });
    }
    When::from_ends(start, end).map_err(|_| Refusal::Reversed)
}

fn set(inside: &str, remarks: &mut Vec<Remark>) -> Result<When, Refusal> {
    let mut choices = Vec::new();
    for member in inside.split(',') {
        // The standard itself writes a blank after the comma.
        let member = member.trim_matches(' ');
        choices.push(match member.split_once("..") {
            None => Choice::One(point(member, remarks)?),
            Some(("", "")) => {
                return Err(Refusal::Wrong {
                    message: "allows every day".to_owned(),
                    help: Some("leave the date out where nobody says when".to_owned()),
                });
            }
            Some((first, last)) => {
                let mut side = |text: &str| match text {
                    "" => Ok(None),
                    _ => point(text, remarks).map(Some),
                };
                Choice::Range(side(first)?, side(last)?)
            }
        });
    }
    When::from_choices(choices).map_err(|_| Refusal::Reversed)
}

/// One piece of the calendar with its qualifier: `2025-05~`.
fn point(text: &str, remarks: &mut Vec<Remark>) -> Result<Point, Refusal> {
    let (unit, doubt) = match text.as_bytes().last() {
        Some(b'~') => (&text[..text.len() - 1], Doubt { approximate: true, uncertain: false }),
        Some(b'?') => (&text[..text.len() - 1], Doubt { approximate: false, uncertain: true }),
        Some(b'%') => (&text[..text.len() - 1], Doubt { approximate: true, uncertain: true }),
        _ => (text, Doubt::default()),
    };
    if let Some((day, time)) = unit.split_once('T') {
        let unit @ Unit::Day(_) = calendar_unit(day)? else { return Err(Refusal::Unread) };
        time_of_day(time)?;
        remarks.push(Remark::TimeOfDay);
        return Ok(Point { unit, doubt });
    }
    Ok(Point { unit: calendar_unit(unit)?, doubt })
}

fn calendar_unit(text: &str) -> Result<Unit, Refusal> {
    if let Some(far) = text.strip_prefix('Y') {
        return far_year(far);
    }
    let negative = text.starts_with('-');
    let mut parts = text[usize::from(negative)..].split('-');
    let (Some(year), month, day, None) = (parts.next(), parts.next(), parts.next(), parts.next())
    else {
        return Err(Refusal::Unread);
    };
    let year = match year_part(year)? {
        YearPart::Year(year) if negative => year.checked_neg().filter(|year| *year != 0),
        YearPart::Year(year) => Some(year),
        YearPart::Coarse(unit) if !negative && month.is_none() => return Ok(unit),
        YearPart::Coarse(_) => return Err(level2_x()),
    };
    let Some(year) = year else {
        return Err(Refusal::Wrong {
            message: "is no year".to_owned(),
            help: Some("the year zero is written `0000`".to_owned()),
        });
    };
    let Some(month) = month else { return Ok(Unit::Year(i64::from(year))) };
    match (two(month)?, day.map(two).transpose()?) {
        (Two::Any, None | Some(Two::Any)) => Ok(Unit::Year(i64::from(year))),
        (Two::Partly, _) | (_, Some(Two::Partly)) | (Two::Any, Some(Two::Number(_))) => {
            Err(level2_x())
        }
        (Two::Number(month @ 1..=12), None | Some(Two::Any)) => Ok(Unit::Month { year, month }),
        (Two::Number(month @ 1..=12), Some(Two::Number(day))) => {
            NaiveDate::from_ymd_opt(year, month, day)
                .map(Unit::Day)
                .ok_or_else(|| bad::no_such_day(year, month, day))
        }
        (Two::Number(season @ 21..=24), None) => {
            let season = Season::ALL[season as usize - 21];
            Ok(Unit::Season { year, season })
        }
        (Two::Number(code @ 25..=41), None) => Err(bad::other_division(year, code)),
        (Two::Number(code @ 21..=41), Some(_)) => Err(Refusal::Wrong {
            message: format!("has a day after the season {code}"),
            help: None,
        }),
        (Two::Number(month), _) => Err(bad::no_such_month(year, month, day)),
    }
}

enum YearPart {
    Year(i32),
    /// A decade or a century.
    Coarse(Unit),
}

fn year_part(text: &str) -> Result<YearPart, Refusal> {
    let Ok(four) = <&[u8; 4]>::try_from(text.as_bytes()) else { return Err(Refusal::Unread) };
    let digits = four.iter().take_while(|byte| byte.is_ascii_digit()).count();
    let number = text[..digits].parse::<i32>().unwrap_or(0);
    match (digits, &four[digits..]) {
        (4, _) => Ok(YearPart::Year(number)),
        (3, b"X") => Ok(YearPart::Coarse(Unit::Decade(number * 10))),
        (2, b"XX") => Ok(YearPart::Coarse(Unit::Century(number * 100))),
        _ if four.iter().all(|byte| byte.is_ascii_digit() || *byte == b'X') => Err(level2_x()),
        _ => Err(Refusal::Unread),
    }
}

/// Two places for a month or a day.
enum Two {
    Number(u32),
    /// `XX`
    Any,
    /// One digit and one `X`.
    Partly,
}

fn two(text: &str) -> Result<Two, Refusal> {
    match text.as_bytes() {
        [b'X', b'X'] => Ok(Two::Any),
        [a, b] if a.is_ascii_digit() && b.is_ascii_digit() => {
            Ok(Two::Number(u32::from(a - b'0') * 10 + u32::from(b - b'0')))
        }
        [a, b'X'] | [b'X', a] if a.is_ascii_digit() => Ok(Two::Partly),
        _ => Err(Refusal::Unread),
    }
}

/// After the `Y`: five digits or more, with or without a minus.
fn far_year(text: &str) -> Result<Unit, Refusal> {
    let digits = text.strip_prefix('-').unwrap_or(text);
    if !digits.is_empty() && digits.bytes().all(|byte| byte.is_ascii_digit()) {
        let short = digits.len() < 5 || digits.starts_with('0');
        return match text.parse::<i64>() {
            _ if short => Err(Refusal::Wrong {
                message: "has a `Y` in front of four digits or fewer".to_owned(),
                help: digits.parse().ok().filter(|year: &i32| *year <= 9999).map(|year| {
                    let minus = if text.starts_with('-') { "-" } else { "" };
                    format!("write `{minus}{year:04}`")
                }),
            }),
            Ok(year) => Ok(Unit::Year(year)),
            Err(_) => Err(Refusal::Wrong {
                message: "is further off than any year that can be reckoned with".to_owned(),
                help: None,
            }),
        };
    }
    if digits.bytes().all(|byte| byte.is_ascii_digit() || matches!(byte, b'E' | b'S')) {
        return Err(Refusal::Level2 {
            what: "a year with an exponent or significant digits",
            help: Some("write the year out, or the first and the last one as `[A..B]`".to_owned()),
        });
    }
    Err(Refusal::Unread)
}

fn level2_x() -> Refusal {
    Refusal::Level2 {
        what: "an `X` anywhere but in the last places",
        help: Some("write the first and the last day it can be, as `[A..B]`".to_owned()),
    }
}

/// `hh`, `hh:mm` or `hh:mm:ss` with or without a fraction, then nothing, `Z` or an offset.
fn time_of_day(text: &str) -> Result<(), Refusal> {
    let time = match text.find(['Z', '+', '-']) {
        None => text,
        Some(zone) => {
            let (time, zone) = text.split_at(zone);
            let offset = zone[1..].split(':').map(|part| (part.len() == 2).then_some(part));
            let valid =
                if zone.starts_with('Z') { zone.len() == 1 } else { clock(offset, &[23, 59]) };
            if !valid {
                return Err(no_such_time(text));
            }
            time
        }
    };
    let time = match time.split_once(['.', ',']) {
        Some((whole, fraction)) => {
            let digits = !fraction.is_empty() && fraction.bytes().all(|b| b.is_ascii_digit());
            if !digits || whole.len() != 8 {
                return Err(no_such_time(text));
            }
            whole
        }
        None => time,
    };
    let parts = time.split(':').map(|part| (part.len() == 2).then_some(part));
    // A leap second is the only sixtieth one.
    if clock(parts, &[23, 59, 60]) { Ok(()) } else { Err(no_such_time(text)) }
}

/// Whether the parts are numbers up to these, and no more of them.
fn clock<'a>(parts: impl Iterator<Item = Option<&'a str>>, most: &[u32]) -> bool {
    let mut most = most.iter();
    for part in parts {
        let number = part
            .filter(|part| part.bytes().all(|byte| byte.is_ascii_digit()))
            .and_then(|part| part.parse::<u32>().ok());
        match (number, most.next()) {
            (Some(number), Some(most)) if number <= *most => {}
            _ => return false,
        }
    }
    true
}

fn no_such_time(text: &str) -> Refusal {
    Refusal::Wrong {
        message: format!("has no time of day in `{}`", bad::clip(text)),
        help: Some("write the day alone; the time of day is not used".to_owned()),
    }
}

/// The days of a year's n-th week, for a help text.
pub(super) fn week(year: i32, week: u32) -> Option<(NaiveDate, NaiveDate)> {
    let monday = NaiveDate::from_isoywd_opt(year, week, chrono::Weekday::Mon)?;
    (monday.year().abs() <= 9999).then_some(())?;
    Some((monday, monday.checked_add_days(chrono::Days::new(6))?))
}
