//! Full dates as they are printed beside articles: bylines, stamps, addresses.
//!
//! ```text
//! 2025-05-12T22:10:00-04:00     the day as printed, 2025-05-12; no zone moves it
//! Monday, May 12, 2025          12 May 2025          May 12th, 2025, 9:41 a.m.
//! 12.05.2025                    25/05/2025           12/05/2025 could be two days and is none
//! /2025/05/12/title             /2025-05-12-title
//! ```
//!
//! Only what names day, month and year, and a dateline's month and day where the address has the
//! year. Dates that need the day of publication to be read belong to the extraction.

use crate::calendar::NaiveDate;
use crate::diagnostic::Span;

/// The months by their English names and their usual short forms.
const MONTHS: [&[&str]; 12] = [
    &["january", "jan"],
    &["february", "feb"],
    &["march", "mar"],
    &["april", "apr"],
    &["may"],
    &["june", "jun"],
    &["july", "jul"],
    &["august", "aug"],
    &["september", "sept", "sep"],
    &["october", "oct"],
    &["november", "nov"],
    &["december", "dec"],
];

/// The month (1 to 12) that a word names, whatever its case and without its full stop.
pub(crate) fn month(word: &str) -> Option<u32> {
    // Nothing longer than "september" is compared.
    if !(3..=9).contains(&word.len()) {
        return None;
    }
    (1..).zip(MONTHS).find_map(|(number, names)| {
        names.iter().any(|name| name.eq_ignore_ascii_case(word)).then_some(number)
    })
}

/// The day of a machine's stamp: `2025-05-12`, `20250512`, `2025-05-12T22:10:00-04:00`, or
/// printed in words.
pub(super) fn day_of_stamp(stamp: &str) -> Option<NaiveDate> {
    let stamp = stamp.trim();
    let leading = |n: usize| stamp.get(..n);
    if let Some(day) = leading(10).and_then(|day| day.parse().ok()).filter(|_| plausible(stamp)) {
        return Some(day);
    }
    if let Some(digits) = leading(8).filter(|eight| eight.bytes().all(|b| b.is_ascii_digit())) {
        let number: u32 = digits.parse().ok()?;
        return day(number / 10_000, number / 100 % 100, number % 100);
    }
    full_dates(stamp).first().map(|found| found.0)
}

/// Four digits of a year first.
fn plausible(stamp: &str) -> bool {
    stamp.bytes().take(4).filter(u8::is_ascii_digit).count() == 4
}

/// The day in an address: `/2025/05/12/`, `/2025-05-12-`, `/20250512/`, `/2025/may/12/`.
pub(super) fn day_in_address(address: &str) -> Option<NaiveDate> {
    let parts: Vec<&str> = address
        .split(|c: char| !c.is_ascii_alphanumeric())
        .filter(|part| !part.is_empty())
        .collect();
    let number = |part: &str, length: std::ops::RangeInclusive<usize>| -> Option<u32> {
        let fits = length.contains(&part.len()) && part.bytes().all(|b| b.is_ascii_digit());
        part.parse().ok().filter(|_| fits)
    };
    parts
        .windows(3)
        .find_map(|three| {
            let year = number(three[0], 4..=4)?;
            let month = number(three[1], 1..=2).or_else(|| month(three[1]))?;
            day(year, month, number(three[2], 1..=2)?)
        })
        .or_else(|| {
            parts.iter().find_map(|part| {
                let all = number(part, 8..=8)?;
                day(all / 10_000, all / 100 % 100, all % 100)
            })
        })
}

/// The year in an address that holds no more than that: `/2025/envoys-meet`.
fn year_in_address(address: &str) -> Option<u32> {
    let mut years = address
        .split(['/', '?', '&', '='])
        .filter(|part| part.len() == 4 && part.bytes().all(|b| b.is_ascii_digit()))
        .filter_map(|part| part.parse().ok())
        .filter(|year| (1900..=2199).contains(year));
    years.next()
}

/// The day of a dateline without a year ("KYIV, May 12 (Reuters) –") in the year of the address.
pub(super) fn day_of_dateline(paragraph: &str, address: &str) -> Option<NaiveDate> {
    let (month, date) = dateline(paragraph)?;
    day(year_in_address(address)?, month, date)
}

/// Month and day of a dateline that names no year: "KYIV, May 12 (Reuters) –".
///
/// The town is in capitals, or an agency in brackets follows; a dash ends it.
pub(crate) fn dateline(paragraph: &str) -> Option<(u32, u32)> {
    let end = paragraph.char_indices().nth(90).map_or(paragraph.len(), |(at, _)| at);
    let head = &paragraph[..end];
    let dash = ["–", "—", " - ", "--"].iter().filter_map(|dash| head.find(dash)).min()?;
    let head = &head[..dash];
    let words = words(head);
    let word = |at: usize| words.get(at).map(|span| &head[span.clone()]);
    let town = word(0)?;
    let capitals = town.chars().count() > 1 && town.chars().all(char::is_uppercase);
    if !capitals && !head.trim_end().ends_with(')') {
        return None;
    }
    (1..words.len().saturating_sub(1)).find_map(|at| {
        let (first, second) = (word(at)?, word(at + 1)?);
        let date = |word: &str| word.parse().ok().filter(|day| (1..=31).contains(day));
        match (month(first), month(second)) {
            (Some(month), _) => Some((month, date(second)?)),
            (_, Some(month)) => Some((month, date(first)?)),
            _ => None,
        }
    })
}

/// The date of a byline that is the publication's: what "updated" stands before only where there
/// is no other.
pub(super) fn publication(line: &str) -> Option<NaiveDate> {
    let mut from = 0;
    let mut update = None;
    for (day, span) in full_dates(line) {
        let before = line[from..span.start].to_lowercase();
        from = span.end;
        let last = |words: &[&str]| words.iter().filter_map(|word| before.rfind(word)).max();
        let updated = last(&["updated", "modified", "edited", "revised"]);
        if updated <= last(&["published", "posted", "issued", "created"]) {
            return Some(day);
        }
        update = update.or(Some(day));
    }
    update
}

/// The day, where the calendar has it and an article can be of it.
fn day(year: u32, month: u32, day: u32) -> Option<NaiveDate> {
    NaiveDate::from_ymd_opt(i32::try_from(year).ok()?, month, day)
        .filter(|_| (1600..=2199).contains(&year))
}

/// Every full date in a text, in its order, with its place.
pub(super) fn full_dates(text: &str) -> Vec<(NaiveDate, Span)> {
    let words = words(text);
    let mut found = Vec::new();
    let mut at = 0;
    while at < words.len() {
        if let Some((day, used)) = date_at(text, &words[at..]) {
            found.push((day, words[at].start..words[at + used - 1].end));
            at += used;
        } else {
            at += 1;
        }
    }
    found
}

/// Runs of letters and digits.
fn words(text: &str) -> Vec<Span> {
    let mut words = Vec::new();
    let mut start = None;
    for (at, c) in text.char_indices().chain(std::iter::once((text.len(), ' '))) {
        match (c.is_alphanumeric(), start) {
            (true, None) => start = Some(at),
            (false, Some(from)) => {
                // "the 3rd of June": the word between stays between.
                if &text[from..at] != "of" {
                    words.push(from..at);
                }
                start = None;
            }
            _ => {}
        }
    }
    words
}

/// A full date that begins with the first word, and of how many words it is.
fn date_at(text: &str, words: &[Span]) -> Option<(NaiveDate, usize)> {
    let [first, second, third, ..] = words else { return None };
    let (a, b, c) = (&text[first.clone()], &text[second.clone()], &text[third.clone()]);
    let between = |from: &Span, to: &Span| text[from.end..to.start].trim();
    let near =
        |from: &Span, to: &Span| matches!(between(from, to), "" | "," | "." | "-" | "/" | "of");
    if !near(first, second) || !near(second, third) {
        return None;
    }
    let number = |word: &str| -> Option<u32> {
        let digits = word.trim_end_matches(|c: char| c.is_ascii_alphabetic());
        let ending = &word[digits.len()..];
        (matches!(ending, "" | "st" | "nd" | "rd" | "th") && digits.len() <= 4)
            .then(|| digits.parse().ok())
            .flatten()
    };
    let year = |word: &str| number(word).filter(|_| word.len() == 4);
    if let (Some(month), Some(date), Some(year)) = (month(a), number(b), year(c)) {
        return Some((day(year, month, date)?, 3));
    }
    if let (Some(date), Some(month), Some(year)) = (number(a), month(b), year(c)) {
        return Some((day(year, month, date)?, 3));
    }
    if let (Some(year), Some(month), Some(date)) = (year(a), number(b), number(c))
        && between(first, second) == "-"
        && between(second, third) == "-"
    {
        return Some((day(year, month, date)?, 3));
    }
    // 12.05.2025; with strokes the day is first in most of the world and second in America, so
    // only what can be no month decides.
    let mark = between(first, second);
    if let (Some(one), Some(two), Some(year)) = (number(a), number(b), year(c))
        && matches!(mark, "." | "/")
        && between(second, third) == mark
        && [a, b].iter().all(|part| part.len() <= 2 && part.bytes().all(|b| b.is_ascii_digit()))
    {
        let (date, month) = match mark {
            "." => (one, two),
            _ if one > 12 => (one, two),
            _ if two > 12 || one == two => (two, one),
            _ => return None,
        };
        return Some((day(year, month, date)?, 3));
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_stamp_keeps_the_day_it_prints() {
        for (stamp, day) in [
            ("2025-05-12", Some("2025-05-12")),
            ("2025-05-12T23:59:00-04:00", Some("2025-05-12")), // the 13th in Europe
            ("2025-05-12 06:10", Some("2025-05-12")),
            ("20250512T0610Z", Some("2025-05-12")),
            ("Mon, 12 May 2025 22:10:00 GMT", Some("2025-05-12")),
            ("May 12th, 2025, 9:41 a.m.", Some("2025-05-12")),
            ("2025-13-40", None),
            ("yesterday", None),
            ("", None),
        ] {
            assert_eq!(day_of_stamp(stamp).map(|d| d.to_string()).as_deref(), day, "{stamp}");
        }
    }

    #[test]
    fn an_address_may_hold_the_day() {
        for (address, day) in [
            ("https://example.org/world/2025/05/12/envoys-meet", Some("2025-05-12")),
            ("https://example.org/2025/may/12/envoys-meet", Some("2025-05-12")),
            ("articles/post-2025-05-12.v1.md", Some("2025-05-12")),
            ("https://example.org/20250512-envoys", Some("2025-05-12")),
            ("https://example.org/a/2025/99/12", None),
            ("https://example.org/12345678", None),
        ] {
            assert_eq!(day_in_address(address).map(|d| d.to_string()).as_deref(), day, "{address}");
        }
    }

    #[test]
    fn a_full_date_names_day_month_and_year() {
        for (text, days) in [
            ("Monday, May 12, 2025", &["2025-05-12"][..]),
            ("12 May 2025 and Sept. 3, 1999", &["2025-05-12", "1999-09-03"]),
            ("the 3rd of June 2024", &["2024-06-03"]),
            ("May 12", &[]),
            ("in May 2025", &[]),
            ("12.05.2025, 14:30", &["2025-05-12"]),
            ("25/05/2025", &["2025-05-25"]),
            ("05/25/2025", &["2025-05-25"]),
            ("05/05/2025", &["2025-05-05"]),
            ("12/05/2025", &[]), // May or December
            ("version 1.2.2025a", &[]),
            ("31 February 2025", &[]),
        ] {
            let found: Vec<String> = full_dates(text).iter().map(|(d, _)| d.to_string()).collect();
            assert_eq!(found, days, "{text}");
        }
    }

    #[test]
    fn a_byline_tells_publication_from_update() {
        for (line, day) in [
            ("Published 12 May 2025", Some("2025-05-12")),
            ("Published: Mon 12 May 2025 14:30; updated: 13 May 2025", Some("2025-05-12")),
            ("Updated May 13, 2025 | Published May 12, 2025", Some("2025-05-12")),
            ("Last updated on 13 May 2025", Some("2025-05-13")), // better than none
            ("By Jane Doe", None),
        ] {
            assert_eq!(publication(line).map(|d| d.to_string()).as_deref(), day, "{line}");
        }
    }

    #[test]
    fn a_dateline_may_name_no_year() {
        for (paragraph, found) in [
            ("KYIV, May 12 (Reuters) - The envoys met.", Some((5, 12))),
            ("KYIV, Ukraine, 12 May (AP) — The envoys met.", Some((5, 12))),
            ("Kyiv, Sept. 3 (Example Wire) – The envoys met.", Some((9, 3))),
            ("KYIV (AP) — The envoys met on May 12.", None),
            ("The envoys met on May 12 – and left.", None),
            ("KYIV, May 2025 (AP) — The envoys met.", None),
        ] {
            assert_eq!(dateline(paragraph), found, "{paragraph}");
        }
        let day = day_of_dateline("KYIV, May 12 (AP) — They met.", "https://e.org/2025/envoys");
        assert_eq!(day.map(|day| day.to_string()).as_deref(), Some("2025-05-12"));
    }
}
