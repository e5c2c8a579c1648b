//! Dates in words: "11 May 2025", "about 20 June 2025", "on or before 11 May 2025"; in the words
//! and the order of each language.
//!
//! A reader meets the words first and the notation (EDTF) beside them. What the words cannot say
//! exactly is left in the notation rather than rounded.

use chrono::Datelike;

use super::language::{Say, fill};
use crate::calendar::{Bounds, Length, LengthUnit, NaiveDate, When};
use crate::timeline::{Says, Timing};

/// A date alone, and behind a preposition.
#[derive(Debug, Clone)]
struct Said {
    plain: String,
    of: String,
}

impl Say {
    /// A date as one would say it.
    pub(crate) fn date(&self, when: &When) -> String {
        let written = when.to_string();
        self.edtf(&written).unwrap_or(written)
    }

    /// A day: "11 May 2025".
    pub(crate) fn day(&self, day: NaiveDate) -> String {
        self.in_day(&self.day, day, &self.months_of)
    }

    /// A day where room is scarce: "11 May 2025", "3 Sept 1978".
    pub(crate) fn short_day(&self, day: NaiveDate) -> String {
        self.in_day(&self.day_short, day, &self.months_short)
    }

    fn day_of(&self, day: NaiveDate) -> String {
        self.in_day(&self.day_of, day, &self.months_of)
    }

    fn in_day(&self, pattern: &str, day: NaiveDate, months: &[String]) -> String {
        let number = match day.day() {
            1 => self.first_of_month.clone(),
            day => day.to_string(),
        };
        let month = &months[day.month0() as usize];
        fill(pattern, &[("d", &number), ("month", month), ("y", &self.year(day.year()))])
    }

    /// A month: "May 2025".
    pub(crate) fn month(&self, year: i32, month: u32) -> String {
        self.in_month(&self.month, &self.months, year, month)
    }

    /// A month where room is scarce: "Sept 1978".
    pub(crate) fn short_month(&self, year: i32, month: u32) -> String {
        self.in_month(&self.month_short, &self.months_short, year, month)
    }

    fn in_month(&self, pattern: &str, months: &[String], year: i32, month: u32) -> String {
        let month = &months[month as usize - 1];
        fill(pattern, &[("month", month), ("y", &self.year(year))])
    }

    /// A year; astronomical year 0 is 1 BC.
    pub(crate) fn year(&self, year: i32) -> String {
        if year > 0 {
            fill(&self.year, &[("y", &year.to_string())])
        } else {
            fill(&self.bc, &[("y", &(1 - i64::from(year)).to_string())])
        }
    }

    fn year_of(&self, year: i32) -> String {
        fill(&self.year_of, &[("y", &self.year(year))])
    }

    /// The days that remain possible: "between 3 May 2025 and 9 May 2025"; `None` where all are.
    pub(crate) fn bounds(&self, bounds: &Bounds) -> Option<String> {
        match (bounds.earliest_start, bounds.latest_end) {
            (Some(first), Some(last)) if first == last => Some(self.day(first)),
            (Some(first), Some(last)) => {
                Some(two(&self.between, &self.without_year(first, last), &self.said(last)))
            }
            (Some(first), None) => Some(one(&self.not_before, &self.said(first))),
            (None, Some(last)) => Some(one(&self.not_after, &self.said(last))),
            (None, None) => None,
        }
    }

    /// From the first to the last of many: "May 2022 – June 2025".
    pub(crate) fn stretch(&self, first: NaiveDate, last: NaiveDate) -> String {
        let month = |day: NaiveDate| self.month(day.year(), day.month());
        let (a, b) = (month(first), month(last));
        match (first.year() == last.year(), first.month() == last.month()) {
            (true, true) => a,
            (true, false) => {
                fill(&self.range, &[("a", &self.months[first.month0() as usize]), ("b", &b)])
            }
            _ => fill(&self.range, &[("a", &a), ("b", &b)]),
        }
    }

    /// How long nothing happened.
    pub(crate) fn silence(&self, days: i64) -> String {
        fill(&self.silence, &[("span", &self.span(days))])
    }

    /// A stretch of days in the unit a reader would choose: "3 days", "8 weeks", "14 months".
    pub(crate) fn span(&self, days: i64) -> String {
        let (n, forms) = match days {
            ..14 => (days, &self.n_days),
            14..63 => (days / 7, &self.n_weeks),
            63..700 => ((days + 15) * 100 / 3044, &self.n_months),
            _ => ((days + 91) * 100 / 36525, &self.n_years),
        };
        self.count(forms, usize::try_from(n).unwrap_or(0))
    }

    /// A moment as files have it, `2025-05-12T06:10Z` → "12 May 2025, 06:10 UTC".
    pub(crate) fn moment(&self, written: &str) -> String {
        let Some((date, time)) = written.split_once('T') else {
            return self.edtf(written).unwrap_or_else(|| written.to_owned());
        };
        let (Ok(date), Some(clock)) = (date.parse::<NaiveDate>(), time.get(..5)) else {
            return written.to_owned();
        };
        let zone =
            time[5..].trim_start_matches(|c: char| c == ':' || c == '.' || c.is_ascii_digit());
        let clock = match zone {
            "Z" => format!("{clock} UTC"),
            "" => clock.to_owned(),
            zone => format!("{clock} UTC{zone}"),
        };
        fill(&self.moment, &[("day", &self.day(date)), ("clock", &clock)])
    }

    /// How far an event lies from another, up to the other event: "within 3 days after", "during";
    /// `None` where it says nothing that we read.
    pub(crate) fn timing(&self, timing: &Timing) -> Option<String> {
        let length = |text: &Option<String>| -> Option<Length> { text.as_ref()?.parse().ok() };
        let far = |by: &str, within: &str| {
            let (pattern, length) = match (length(&timing.by), length(&timing.within)) {
                (Some(length), _) => (by, length),
                (None, length) => (within, length?),
            };
            Some(fill(pattern, &[("span", &self.length(length))]))
        };
        match timing.says()? {
            Says::After(..) => far(&self.timing_after, &self.timing_within_after),
            Says::Before(..) => far(&self.timing_before, &self.timing_within_before),
            Says::During(_) => Some(self.timing_during.clone()),
            Says::Lasts(_) => {
                let length = self.length(length(&timing.lasts)?);
                Some(fill(&self.timing_lasts, &[("span", &length)]))
            }
        }
    }

    fn length(&self, length: Length) -> String {
        let forms = match length.unit {
            LengthUnit::Day => &self.n_days,
            LengthUnit::Week => &self.n_weeks,
            LengthUnit::Month => &self.n_months,
            LengthUnit::Year => &self.n_years,
        };
        self.count(forms, length.count as usize)
    }

    fn said(&self, day: NaiveDate) -> Said {
        Said { plain: self.day(day), of: self.day_of(day) }
    }

    /// The first of two days, with no more than what the second does not say.
    fn without_year(&self, first: NaiveDate, last: NaiveDate) -> Said {
        let (plain, of) = match (first.year() == last.year(), first.month() == last.month()) {
            (true, true) => (&self.day_only, &self.day_only_of),
            (true, false) => (&self.day_month, &self.day_month_of),
            _ => return self.said(first),
        };
        let part = |pattern| self.in_day(pattern, first, &self.months_of);
        Said { plain: part(plain), of: part(of) }
    }

    fn edtf(&self, written: &str) -> Option<String> {
        if let Some(set) = written.strip_prefix('[').and_then(|rest| rest.strip_suffix(']')) {
            return self.one_of(set);
        }
        let Some((from, to)) = written.split_once('/') else {
            return Some(self.point(written)?.plain);
        };
        Some(match (from, to) {
            ("" | "..", "" | "..") => return None,
            (from, "..") => one(&self.open, &self.point(from)?),
            (from, "") => one(&self.end_unknown, &self.point(from)?),
            ("..", to) => one(&self.until, &self.point(to)?),
            ("", to) => one(&self.begin_unknown, &self.point(to)?),
            (from, to) => match (from.parse::<NaiveDate>(), to.parse::<NaiveDate>()) {
                (Ok(a), Ok(b)) if a.year() == b.year() && a.month() == b.month() => {
                    two(&self.days, &self.without_year(a, b), &self.said(b))
                }
                (Ok(a), Ok(b)) => two(&self.range, &self.without_year(a, b), &self.said(b)),
                _ => two(&self.range, &self.point(from)?, &self.point(to)?),
            },
        })
    }

    fn one_of(&self, set: &str) -> Option<String> {
        let mut said: Vec<String> = Vec::new();
        for part in set.split(',').map(str::trim) {
            said.push(match part.split_once("..") {
                Some(("", to)) => one(&self.before, &self.point(to)?),
                Some((from, "")) => one(&self.after, &self.point(from)?),
                Some((from, to)) => match (from.parse::<NaiveDate>(), to.parse::<NaiveDate>()) {
                    (Ok(a), Ok(b)) => two(&self.between, &self.without_year(a, b), &self.said(b)),
                    _ => two(&self.between, &self.point(from)?, &self.point(to)?),
                },
                None => self.point(part)?.plain,
            });
        }
        let last = said.pop()?;
        let before = said.into_iter().reduce(|a, b| fill(&self.listed, &[("a", &a), ("b", &b)]));
        Some(match before {
            None => last,
            Some(before) => fill(&self.either, &[("a", &before), ("b", &last)]),
        })
    }

    fn point(&self, written: &str) -> Option<Said> {
        let (bare, pattern) = match written.as_bytes().last()? {
            b'~' => (&written[..written.len() - 1], &self.about),
            b'?' => (&written[..written.len() - 1], &self.doubtful),
            b'%' => (&written[..written.len() - 1], &self.about_doubtful),
            _ => return self.plain(written),
        };
        let text = one(pattern, &self.plain(bare)?);
        Some(Said { plain: text.clone(), of: text })
    }

    fn plain(&self, bare: &str) -> Option<Said> {
        if let Ok(exact) = bare.parse::<NaiveDate>() {
            return Some(self.said(exact));
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
            let digits = plain && known.bytes().all(|b| b.is_ascii_digit());
            let text = match known.len() {
                _ if !digits => return None,
                3 => fill(&self.decade, &[("y", &format!("{known}0"))]),
                _ => fill(
                    &self.century,
                    &[("a", &format!("{known}00")), ("b", &format!("{known}99"))],
                ),
            };
            return Some(Said { plain: text.clone(), of: text });
        }
        let y = sign * y.parse::<i32>().ok()?;
        let year = || Said { plain: self.year(y), of: self.year_of(y) };
        let some_day = |said: Said| {
            let text = one(&self.some_day, &said);
            Said { plain: text.clone(), of: text }
        };
        match (m, d) {
            (None, None) => Some(year()),
            (Some("XX"), None | Some("XX")) => Some(some_day(year())),
            (Some(m), None | Some("XX")) => {
                let named = match m.parse::<u32>().ok()? {
                    m @ 1..=12 => Said {
                        plain: self.month(y, m),
                        of: self.in_month(&self.month_of, &self.months_of, y, m),
                    },
                    m @ 21..=24 => {
                        let at = m as usize - 21;
                        let year = self.year(y);
                        let say = |pattern, seasons: &[String]| {
                            fill(pattern, &[("season", &seasons[at]), ("y", &year)])
                        };
                        Said {
                            plain: say(&self.season, &self.seasons),
                            of: say(&self.season_of, &self.seasons_of),
                        }
                    }
                    _ => return None,
                };
                Some(if d.is_some() { some_day(named) } else { named })
            }
            _ => None,
        }
    }
}

/// A pattern about one date: `{a}` and `{b}` stand for it alike.
fn one(pattern: &str, said: &Said) -> String {
    two(pattern, said, said)
}

fn two(pattern: &str, a: &Said, b: &Said) -> String {
    fill(pattern, &[("a", &a.plain), ("a_of", &a.of), ("b", &b.plain), ("b_of", &b.of)])
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
            let say = Say::of(None);
            assert_eq!(say.edtf(written).as_deref().unwrap_or(written), said, "{written}");
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
            assert_eq!(Say::of(None).silence(days), said, "{days}");
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
            assert_eq!(Say::of(None).moment(written), said, "{written}");
        }
    }
}
