//! Weekdays that do not fall on the date they are said of.
//!
//! ```text
//! "Thursday, 8 May 2025", "Thursday (May 8)"   beside a date, in any text
//! title: Envoys meet on Thursday               of an encounter with one day
//! quote: "met in Vienna on Thursday"           the same, in the week before the article came out
//! ```
//!
//! A weekday without a date in other texts may be that of anything, and is passed over.

use chrono::{Datelike as _, Weekday};

use crate::calendar::NaiveDate;
use crate::diagnostic::{Code, Diagnostic};
use crate::timeline::{Document, Event, Evidence, Id, Route, Timeline};
use crate::vocabulary::{EventType, Modality};

pub(super) fn check(document: &Document, timeline: &Timeline) -> Vec<Diagnostic> {
    let mut found = Vec::new();
    let mut beside = |text: &str, year: Option<i32>, route: &dyn Fn() -> Route| {
        for Beside { weekday, day } in beside_dates(text, year) {
            if day.weekday() != weekday {
                found.push(
                    Diagnostic::new(
                        Code::WeekdayMismatch,
                        format!("{day} is a {}, not a {}", name(day.weekday()), name(weekday)),
                    )
                    .label(document.find(&route()), "")
                    .help("correct the weekday or the date; in a quote, the article may err"),
                );
            }
        }
    };
    beside(&timeline.title, None, &|| Route::new().key("title"));
    if let Some(summary) = &timeline.summary {
        beside(summary, None, &|| Route::new().key("summary"));
    }
    for (id, event) in &timeline.events {
        let year = event.when().and_then(|when| Some(when.single_day()?.year()));
        let at = |field: &str| Route::event(id.as_str(), field);
        beside(&event.title, year, &|| at("title"));
        if let Some(note) = &event.note {
            beside(note, year, &|| at("note"));
        }
        for (i, evidence) in event.evidence.iter().enumerate() {
            if let Some(quote) = &evidence.quote {
                beside(quote, year, &|| at("evidence").index(i).key("quote"));
            }
        }
    }
    for (id, event) in &timeline.events {
        found.extend(of_the_event(document, timeline, id, event));
    }
    found
}

/// What happens on its own day, so that a weekday in its title is that day's.
const ENCOUNTERS: [EventType; 8] = [
    EventType::Meeting,
    EventType::Call,
    EventType::Visit,
    EventType::Talks,
    EventType::Mediation,
    EventType::Attack,
    EventType::Vote,
    EventType::Address,
];

/// A weekday in the title or the quotes of an event, against its one day.
fn of_the_event(
    document: &Document,
    timeline: &Timeline,
    id: &Id,
    event: &Event,
) -> Option<Diagnostic> {
    let when = event.when().filter(|when| !when.is_approximate() && !when.is_uncertain())?;
    let day = when.single_day()?;
    if !ENCOUNTERS.contains(&event.kind) {
        return None;
    }
    let said = |weekday: Weekday| weekday != day.weekday();
    let (weekday, route) = if let Some(weekday) = only_on(&event.title) {
        (weekday, Route::event(id.as_str(), "title"))
    } else if event.modality == Modality::Happened {
        event.evidence.iter().enumerate().find_map(|(i, evidence)| {
            let weekday = in_quote(timeline, evidence, day)?;
            let route = Route::event(id.as_str(), "evidence").index(i).key("quote");
            said(weekday).then_some((weekday, route))
        })?
    } else {
        return None;
    };
    if !said(weekday) {
        return None;
    }
    Some(
        Diagnostic::new(
            Code::WeekdayMismatch,
            format!(
                "`{id}` has the date {day}, a {}, not a {}",
                name(day.weekday()),
                name(weekday)
            ),
        )
        .label(document.find(&Route::event(id.as_str(), "date")), name(day.weekday()))
        .label(document.find(&route), format!("here it is {}", name(weekday)))
        .help(match nearest(day, weekday) {
            [before, after] => format!(
                "the {}s nearest to it are {before} and {after}: correct the date, or the weekday",
                name(weekday)
            ),
        }),
    )
}

/// The days of a weekday right before and right after a day.
fn nearest(day: NaiveDate, weekday: Weekday) -> [NaiveDate; 2] {
    let back = i64::from(day.weekday().days_since(weekday));
    let shift = |days: i64| day.checked_add_signed(chrono::TimeDelta::days(days)).unwrap_or(day);
    [shift(-back), shift(7 - back)]
}

/// The weekday of a quote that says "on Thursday" and nothing else about when, in an article that
/// came out within a week: then it is the day of what the quote tells.
fn in_quote(timeline: &Timeline, evidence: &Evidence, day: NaiveDate) -> Option<Weekday> {
    let quote = evidence.quote.as_deref()?;
    // What somebody said about another day.
    if quote.contains([',', ';', '"', '“']) || quote.contains(" that ") {
        return None;
    }
    let published = timeline.sources.get(&evidence.source)?.published.as_ref()?;
    let published = published.when.as_ref()?.single_day()?;
    let ago = (published - day).num_days();
    let weekday = only_on(quote)?;
    (0..7).contains(&ago).then_some(weekday)
}

/// The weekday behind "on", where the text names no other.
fn only_on(text: &str) -> Option<Weekday> {
    if !text.contains("day") {
        return None;
    }
    let words: Vec<&str> = words(text).map(|(_, word)| word).collect();
    let mut named = words.iter().enumerate().filter_map(|(i, word)| Some((i, weekday(word)?)));
    let (i, found) = named.next().filter(|_| named.next().is_none())?;
    (i > 0 && words[i - 1].eq_ignore_ascii_case("on")).then_some(found)
}

/// A weekday beside a date.
#[derive(Debug, PartialEq, Eq)]
struct Beside {
    weekday: Weekday,
    day: NaiveDate,
}

/// Each weekday with a date right behind it; `year` stands for one that is not written.
fn beside_dates(text: &str, year: Option<i32>) -> Vec<Beside> {
    let mut found = Vec::new();
    if !text.contains("day") {
        return found;
    }
    let words: Vec<(usize, &str)> = words(text).collect();
    for (i, (at, word)) in words.iter().enumerate() {
        let Some(weekday) = weekday(word) else { continue };
        let Some((next, _)) = words.get(i + 1) else { continue };
        let between = &text[at + word.len()..*next];
        if !matches!(between.trim_matches([' ', '\n']), "" | "," | "(" | ", the") {
            continue;
        }
        let word = |n: usize| words.get(i + n).map_or("", |(_, word)| *word);
        if let Some(day) = date([word(1), word(2), word(3), word(4)], year) {
            found.push(Beside { weekday, day });
        }
    }
    found
}

/// A date at the beginning of some words: `8 May 2025`, `May 8 2025`, `2025 05 08`.
fn date(words: [&str; 4], year: Option<i32>) -> Option<NaiveDate> {
    let number = |word: &str| word.trim_end_matches(|c: char| c.is_ascii_alphabetic()).parse().ok();
    let month = |word: &str| {
        let month = word.parse::<chrono::Month>().ok().filter(|_| word.len() > 2)?;
        Some(month.number_from_month())
    };
    let full = |word: &str| word.parse::<i32>().ok().filter(|_| word.len() == 4);
    let [one, other, third, _] = words;
    if let (Some(year), Some(month), Some(day)) = (full(one), number(other), number(third)) {
        return NaiveDate::from_ymd_opt(year, month, day);
    }
    let (day, month) = match (month(one), month(other)) {
        (Some(month), _) => (number(other)?, month),
        (None, Some(month)) => (number(one)?, month),
        (None, None) => return None,
    };
    NaiveDate::from_ymd_opt(full(third).or(year)?, month, day)
}

/// The words of a text with their places.
fn words(text: &str) -> impl Iterator<Item = (usize, &str)> {
    let start = text.as_ptr() as usize;
    text.split(|c: char| !c.is_alphanumeric())
        .filter(|word| !word.is_empty())
        .map(move |word| (word.as_ptr() as usize - start, word))
}

/// A weekday in full, as English writes it.
fn weekday(word: &str) -> Option<Weekday> {
    if !word.ends_with("day") || !word.starts_with(|c: char| c.is_ascii_uppercase()) {
        return None;
    }
    word.parse().ok()
}

fn name(weekday: Weekday) -> &'static str {
    match weekday {
        Weekday::Mon => "Monday",
        Weekday::Tue => "Tuesday",
        Weekday::Wed => "Wednesday",
        Weekday::Thu => "Thursday",
        Weekday::Fri => "Friday",
        Weekday::Sat => "Saturday",
        Weekday::Sun => "Sunday",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_date_beside_a_weekday_is_read() {
        for (text, year, day) in [
            ("Thursday, 8 May 2025", None, Some("2025-05-08")),
            ("on Thursday, May 8, 2025, in Vienna", None, Some("2025-05-08")),
            ("Thursday (May 8th)", Some(2025), Some("2025-05-08")),
            ("Thursday 2025-05-08", None, Some("2025-05-08")),
            ("Thursday, the 8th May", Some(2025), None),
            ("Thursday, May 8", None, None),
            ("Thursday and 8 May 2025", None, None),
            ("Thursday's talks", Some(2025), None),
            ("Yesterday, 8 May 2025", None, None),
            ("Thursday, 31 February 2025", None, None),
        ] {
            let found = beside_dates(text, year);
            assert_eq!(found.first().map(|one| one.day.to_string()).as_deref(), day, "{text}");
        }
    }

    #[test]
    fn a_weekday_alone_is_read_only_behind_on() {
        for (text, found) in [
            ("Envoys meet on Thursday", Some(Weekday::Thu)),
            ("Thursday's talks", None),
            ("on Thursday and on Friday", None),
            ("on Holiday", None),
        ] {
            assert_eq!(only_on(text), found, "{text}");
        }
    }
}
