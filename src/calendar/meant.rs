//! What somebody meant who wrote a date some other way: the help of a [`BadDate`].
//!
//! Nothing here is ever taken for the date itself. A guess is told and the person decides; where
//! two readings are as good, both are told: `03/04/2025` is March in America and April in Europe.

use chrono::NaiveDate;

use super::bad::{BadDate, MONTHS, clip, other_division};
use super::edtf::{self, Refusal};
use super::unit::Season;

/// Longer than any date that somebody writes; nothing is guessed beyond it.
const LONGEST: usize = 64;

/// Turns a refusal into words, with the best help there is.
pub(super) fn explain(text: &str, refusal: Refusal) -> BadDate {
    let quoted = clip(text);
    match refusal {
        Refusal::Reversed => BadDate {
            message: format!("`{quoted}` ends before it begins"),
            help: turned(text).map(|turned| format!("write `{turned}`")),
            reversed: true,
        },
        Refusal::Wrong { message, help } => {
            BadDate { message: format!("`{quoted}` {message}"), help, reversed: false }
        }
        Refusal::Level2 { what, help } => BadDate {
            message: format!("`{quoted}` has {what}, which timelines do not use"),
            help,
            reversed: false,
        },
        Refusal::Unread => {
            let (message, help) = unread(text.trim());
            let message = message.unwrap_or("is no date that can be read");
            BadDate { message: format!("`{quoted}` {message}"), help, reversed: false }
        }
    }
}

/// The same with its ends swapped, if it reads so.
fn turned(text: &str) -> Option<String> {
    let turned = if let Some((start, end)) = text.split_once('/') {
        format!("{end}/{start}")
    } else {
        let inside = text.strip_prefix('[')?.strip_suffix(']')?;
        let (first, last) = inside.split_once("..")?;
        format!("[{last}..{first}]")
    };
    edtf::plain(&turned).map(|when| when.to_string())
}

/// What is wrong and what to do about a text in none of the forms.
fn unread(text: &str) -> (Option<&'static str>, Option<String>) {
    const LEAVE_OUT: &str = "leave the date out where nobody says when";
    if text.is_empty() {
        return (Some("is empty"), Some(LEAVE_OUT.to_owned()));
    }
    if text.len() > LONGEST {
        return (None, None);
    }
    if text.starts_with('{') {
        return (
            Some("names several dates for one event"),
            Some("make one event of each, or write `[A,B]` if it was one of them".to_owned()),
        );
    }
    let lower = text.to_ascii_lowercase();
    match lower.as_str() {
        "unknown" | "none" | "null" | "n/a" | "na" | "tbd" | "tba" | "?" | "-" | "~" | "xxxx" => {
            return (None, Some(LEAVE_OUT.to_owned()));
        }
        "today" | "yesterday" | "tomorrow" | "now" | "recently" | "soon" => {
            let help = "write the day itself, such as `2025-05-11`";
            return (Some("depends on the day it is read"), Some(help.to_owned()));
        }
        _ => {}
    }
    if let Some(meant) = range(&lower).or_else(|| piece(&lower)) {
        return match meant {
            Meant::One(meant) => (None, Some(format!("write `{meant}`"))),
            Meant::Either(day_first, month_first) => (
                Some("can be read two ways"),
                Some(format!(
                    "write `{day_first}` if the day stands first, `{month_first}` if the month does"
                )),
            ),
            Meant::ShortYear => (
                Some("has no year of four digits"),
                Some("write year, month, day, such as `2025-05-11`".to_owned()),
            ),
        };
    }
    let body = text.trim_end_matches(['~', '?', '%']);
    if body.contains(['~', '?', '%']) {
        return (
            Some("has `~`, `?` or `%` inside, which timelines do not use"),
            Some("put it at the end of the date; it then holds for all of it".to_owned()),
        );
    }
    (None, Some("write year, month, day, such as `2025-05-11`, `2025-05` or `2025`".to_owned()))
}

enum Meant {
    /// Canonical EDTF.
    One(String),
    /// Two readings: the day first, the month first.
    Either(String, String),
    /// Numbers, none of which is surely the year.
    ShortYear,
}

/// Two dates with something between them, or a word in front that makes a range of one.
fn range(text: &str) -> Option<Meant> {
    let one = |text: &str| match piece(text.trim())? {
        Meant::One(date) => Some(date),
        Meant::Either(..) | Meant::ShortYear => None,
    };
    let sure = |text: String| edtf::plain(&text).map(|when| Meant::One(when.to_string()));
    for word in ["by ", "no later than ", "not later than "] {
        if let Some(last) = text.strip_prefix(word) {
            return sure(format!("[..{}]", one(last)?));
        }
    }
    for (word, before, after) in [("since ", "", "/.."), ("until ", "/", ""), ("till ", "/", "")] {
        if let Some(rest) = text.strip_prefix(word) {
            return sure(format!("{before}{}{after}", one(rest)?));
        }
    }
    if let Some((first, last)) = text.strip_prefix("between ").and_then(|t| t.split_once(" and ")) {
        return sure(format!("[{}..{}]", one(first)?, one(last)?));
    }
    let text = text.strip_prefix("from ").unwrap_or(text);
    for between in [" to ", " until ", " - ", " – ", " — ", "–", "—", "--"] {
        if let Some((start, end)) = text.split_once(between)
            && let (Some(start), Some(end)) = (one(start), one(end))
        {
            return sure(format!("{start}/{end}"));
        }
    }
    if let Some((first, last)) = text.trim_matches(['[', ']']).split_once("..") {
        return sure(format!("[{}..{}]", one(first)?, one(last)?));
    }
    let (start, end) = text.split_once('/').filter(|(_, end)| !end.contains('/'))?;
    // "2025/05" is a month; both halves alone are too short to be two dates.
    if end.len() < 4 || start.len() < 4 {
        return None;
    }
    sure(format!("{}/{}", one(start)?, one(end)?))
}

/// One date in another spelling; lower case.
fn piece(text: &str) -> Option<Meant> {
    let mut text = text.trim();
    let mut sign = "";
    for (word, meant) in
        [("circa ", "~"), ("about ", "~"), ("around ", "~"), ("ca. ", "~"), ("ca ", "~")]
            .into_iter()
            .chain([("c. ", "~"), ("c.", "~"), ("~", "~"), ("?", "?"), ("%", "%")])
    {
        if let Some(rest) = text.strip_prefix(word) {
            (text, sign) = (rest.trim(), meant);
            break;
        }
    }
    let body = text.trim_end_matches(['~', '?', '%', ' ']);
    match (text[body.len()..].contains('~'), text[body.len()..].contains('?')) {
        (true, true) => sign = "%",
        (true, false) => sign = "~",
        (false, true) => sign = "?",
        (false, false) if text.ends_with('%') => sign = "%",
        (false, false) => {}
    }
    let body = body.trim_matches(['[', ']', '"', '\'', ' ']);
    let read = |date: String| {
        let when = edtf::plain(&format!("{date}{sign}"))?;
        Some(Meant::One(when.to_string()))
    };
    let straight = body.replace(['‐', '‑', '‒', '–', '−'], "-").replace('x', "X");
    if let Some(meant) = read(straight) {
        return Some(meant);
    }
    if let Some(meant) = week_or_quarter(body) {
        return Some(Meant::One(meant));
    }
    if let Some((day, time)) = body.split_once([' ', 't'])
        && time.contains(':')
        && let Some(meant) = read(day.to_owned())
    {
        return Some(meant);
    }
    if let Some(decade) = body.strip_suffix("0s").filter(|decade| decade.len() == 3) {
        return read(format!("{decade}X"));
    }
    match numbers(body)? {
        Ok(date) => read(date),
        Err((day_first, month_first)) => {
            let (first, second) = (read(day_first), read(month_first));
            match (first, second) {
                (Some(Meant::One(first)), Some(Meant::One(second))) if first != second => {
                    Some(Meant::Either(first, second))
                }
                (Some(one), _) | (None, Some(one)) => Some(one),
                (None, None) => Some(Meant::ShortYear),
            }
        }
    }
}

/// `2025-w20`, `2025-w20-3`, `2025-q2`, `q2 2025`, `2025-132`.
fn week_or_quarter(text: &str) -> Option<String> {
    let (year, rest) = match text.split_once(['-', ' '])? {
        (quarter, year) if quarter.starts_with('q') => (year, quarter),
        (year, rest) => (year, rest),
    };
    let year: i32 = (year.len() == 4).then(|| year.parse().ok())??;
    if let Some(quarter) = rest.strip_prefix('q') {
        let quarter: u32 = quarter.parse().ok().filter(|quarter| (1..=4).contains(quarter))?;
        return match other_division(year, 32 + quarter) {
            Refusal::Level2 { help: Some(help), .. } => help.split('`').nth(1).map(str::to_owned),
            _ => None,
        };
    }
    if let Some(week) = rest.strip_prefix('w') {
        let (week, day) = week.split_once('-').map_or((week, None), |(w, d)| (w, Some(d)));
        let (monday, sunday) = edtf::week(year, week.parse().ok()?)?;
        return match day.map(str::parse::<u64>) {
            None => Some(format!("{monday}/{sunday}")),
            Some(Ok(day @ 1..=7)) => {
                monday.checked_add_days(chrono::Days::new(day - 1)).map(|day| day.to_string())
            }
            Some(_) => None,
        };
    }
    let ordinal = (rest.len() == 3).then(|| rest.parse().ok())??;
    NaiveDate::from_yo_opt(year, ordinal).map(|day| day.to_string())
}

/// Day, month and year in some order, as numbers and names. An error where the order decides:
/// the day first, the month first.
fn numbers(text: &str) -> Option<Result<String, (String, String)>> {
    let mut numbers: Vec<&str> = Vec::new();
    let (mut month, mut season) = (None, None);
    for word in text.split(['-', '.', '/', ' ', ',', '\u{a0}', '\u{202f}']) {
        let word = word.trim();
        let digits = ["st", "nd", "rd", "th"].iter().find_map(|end| word.strip_suffix(end));
        let number = digits.unwrap_or(word);
        if number.is_empty() || matches!(word, "of" | "the") || is_weekday(word) {
            continue;
        }
        if number.bytes().all(|byte| byte.is_ascii_digit()) {
            numbers.push(number);
        } else if let Some(named) = month_named(word) {
            month.replace(named).is_none().then_some(())?;
        } else {
            let named = match word {
                "spring" => Season::Spring,
                "summer" => Season::Summer,
                "autumn" | "fall" => Season::Autumn,
                "winter" => Season::Winter,
                _ => return None,
            };
            season.replace(named).is_none().then_some(())?;
        }
    }
    let four = |text: &str| text.len() == 4;
    let days = |y: &str, m: &str, d: &str| format!("{y}-{m:0>2}-{d:0>2}");
    Some(match (numbers[..].as_ref(), month, season) {
        ([year], None, Some(season)) if four(year) => Ok(format!("{year}-{}", season.code())),
        ([year], Some(month), None) if four(year) => Ok(format!("{year}-{month:02}")),
        ([year, day] | [day, year], Some(month), None) if four(year) => {
            Ok(days(year, &month.to_string(), day))
        }
        ([all], None, None) if all.len() == 8 => Ok(days(&all[..4], &all[4..6], &all[6..])),
        ([year, month] | [month, year], None, None) if four(year) && month.len() <= 2 => {
            Ok(days(year, month, "XX"))
        }
        ([year, a, b], None, None) if four(year) => {
            // Year first means year, month, day, unless there is no such day.
            let usual = days(year, a, b);
            Ok(if edtf::plain(&usual).is_some() { usual } else { days(year, b, a) })
        }
        ([a, b, year], None, None) if four(year) => {
            // With stops between them the day stands first, everywhere.
            if text.contains('.') && edtf::plain(&days(year, b, a)).is_some() {
                Ok(days(year, b, a))
            } else {
                Err((days(year, b, a), days(year, a, b)))
            }
        }
        ([_, _, _] | [_, _], ..) => Err((String::new(), String::new())),
        _ => return None,
    })
}

fn month_named(word: &str) -> Option<u32> {
    let name = word.trim_end_matches('.');
    let found = MONTHS.iter().position(|month| {
        let month = month.to_ascii_lowercase();
        name == month || name == &month[..3] || (name == "sept" && month == "september")
    })?;
    u32::try_from(found + 1).ok()
}

fn is_weekday(word: &str) -> bool {
    let name = word.trim_end_matches('.');
    ["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"]
        .iter()
        .any(|day| name == *day || name == &day[..3])
}
