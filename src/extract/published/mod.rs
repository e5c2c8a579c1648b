//! The day of publication, where nothing prints it: the run of days that the text itself leaves.
//!
//! ```text
//! met on May 10, 2025              told as past: not before that day
//! will vote by June 1, 2025        told as ahead: not after that day
//! talks on Thursday, May 15        a weekday with its date: the year in which they meet
//! KYIV, May 12 (Reuters) –         the day, once the year is known
//! a war that has lasted over three years      counted from a day that is told, or known
//! President A met Chancellor B     while both were in office: `offices`
//! ```
//!
//! What comes out is a guess with its reasons, never a day for sure. Articles of history get the
//! earliest day on which they can have been written and no latest one.

mod blur;
mod offices;

use chrono::{Datelike, Months, NaiveDate, Weekday};

pub(super) use blur::blurred;

use super::actors::Cast;
use super::events::Telling;
use super::found::Found;
use super::times::{Anchor, Reading, Time, Unit};
use super::words::Line;
use crate::article::{Article, printed};
use crate::calendar::When;
use crate::diagnostic::Span;
use crate::timeline::Timeline;
use crate::vocabulary::{EventType, Modality};

/// When an article must have come out, by what it tells.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Inferred {
    /// A day, or one of a run of days that may be open at one end.
    pub when: When,
    /// What it rests on; at least one.
    pub reasons: Vec<Reason>,
}

/// Words that tell something about the day of publication.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Reason {
    /// The words, in bytes of the article.
    pub span: Span,
    /// What they say, in a phrase: `not before 2025-05-10`.
    pub says: String,
}

/// A weekday named with a date is no further off than this many days.
const NEAR: i64 = 45;
/// The days of a month.
const MONTH: i64 = 31;
/// How many years on a weekday and its date are looked for.
const YEARS: i32 = 11;

impl Inferred {
    /// The day, where it is a single one.
    pub(super) fn day(&self) -> Option<NaiveDate> {
        self.when.single_day()
    }

    /// What it rests on, in one line.
    pub(super) fn told(&self, article: &Article) -> String {
        let reasons: Vec<String> = self
            .reasons
            .iter()
            .map(|reason| {
                let words = article.text[reason.span.clone()].split_whitespace();
                format!("\"{}\" {}", words.collect::<Vec<_>>().join(" "), reason.says)
            })
            .collect();
        format!("inferred: {}", reasons.join("; "))
    }
}

/// The days that are left, with the words that leave them.
#[derive(Debug, Default)]
struct Run {
    first: Option<(NaiveDate, Reason)>,
    last: Option<(NaiveDate, Reason)>,
}

impl Run {
    /// Whether some day would be left with these limits, too.
    fn allows(&self, first: Option<NaiveDate>, last: Option<NaiveDate>) -> bool {
        let first = first.max(self.first.as_ref().map(|(day, _)| *day));
        let mine = self.last.as_ref().map(|(day, _)| *day);
        let last = [last, mine].into_iter().flatten().min();
        first.zip(last).is_none_or(|(first, last)| first <= last)
    }

    fn not_before(&mut self, day: NaiveDate, span: &Span, says: Option<String>) {
        if self.first.as_ref().is_none_or(|(first, _)| *first < day) {
            let says = says.unwrap_or_else(|| format!("is told as past: not before {day}"));
            self.first = Some((day, Reason { span: span.clone(), says }));
        }
    }

    fn not_after(&mut self, day: NaiveDate, span: &Span, says: Option<String>) {
        if self.last.as_ref().is_none_or(|(last, _)| *last > day) {
            let says = says.unwrap_or_else(|| format!("is told as ahead: not after {day}"));
            self.last = Some((day, Reason { span: span.clone(), says }));
        }
    }
}

/// What a first reading without a day of publication found.
#[derive(Debug, Clone, Copy)]
pub(super) struct Read<'r, 'a> {
    pub(super) article: &'a Article,
    pub(super) lines: &'r [Line<'a>],
    pub(super) times: &'r [Found<Time>],
    pub(super) tellings: &'r [Telling],
    /// Whom the article names, and the offices it gives them.
    pub(super) cast: &'r Cast,
    /// Events and offices that are dated elsewhere.
    pub(super) known: Option<&'r Timeline>,
}

impl<'r> Read<'r, '_> {
    /// Whether words that surely tell a time lie within some words.
    fn has_time_in(&self, span: &Span) -> bool {
        let next = self.times.partition_point(|time| time.span.start < span.start);
        self.times
            .get(next)
            .is_some_and(|time| time.span.end <= span.end && !is_unsettled(self.article, time))
    }

    /// The sentence that a byte of the article lies in.
    fn line_at(&self, at: usize) -> Option<usize> {
        let starts = |line: &Line<'_>| line.words.first().map_or(usize::MAX, |w| w.span.start);
        let next = self.lines.partition_point(|line| starts(line) <= at);
        next.checked_sub(1)
    }

    /// The events of a sentence.
    fn told_in(&self, line: usize) -> &'r [Telling] {
        let first = self.tellings.partition_point(|telling| telling.line < line);
        let count = self.tellings[first..].partition_point(|telling| telling.line == line);
        &self.tellings[first..first + count]
    }
}

/// Infers the day of publication; `None` where the text tells nothing about it.
pub(super) fn infer(read: Read<'_, '_>) -> Option<Inferred> {
    let mut run = Run::default();
    told_days(&read, &mut run);
    lengths(&read, &mut run);
    offices::narrow(&read, &mut run);
    weekdays(&read, &mut run);
    if let Some(inferred) = dateline(&read, &run) {
        return Some(inferred);
    }
    let Run { first, last } = run;
    let when =
        When::between(first.as_ref().map(|(day, _)| *day), last.as_ref().map(|(day, _)| *day))?;
    let mut reasons: Vec<Reason> =
        [first, last].into_iter().flatten().map(|(_, reason)| reason).collect();
    reasons.dedup();
    Some(Inferred { when, reasons })
}

/// Days that are told in full: facts lie behind, plans ahead.
fn told_days(read: &Read<'_, '_>, run: &mut Run) {
    let sure = |telling: &&Telling| {
        telling.date.as_ref().is_some_and(|date| {
            !date.value.is_approximate()
                && !date.value.is_uncertain()
                && read.has_time_in(&date.span)
        })
    };
    for telling in read.tellings.iter().filter(sure) {
        let Some(date) = &telling.date else { continue };
        if telling.modality == Modality::Happened
            && let Some(day) = date.value.bounds().earliest_start
        {
            run.not_before(day, &date.span, None);
        }
    }
    for time in read.times.iter().filter(|time| time.value.anchor == Anchor::Since) {
        if let Reading::Date(when) = &time.value.reading
            && let Some(day) = when.bounds().earliest_start
        {
            run.not_before(day, &time.span, None);
        }
    }
    for telling in read.tellings.iter().filter(sure) {
        let Some(date) = &telling.date else { continue };
        // What was a plan in an account of other days lies before what happened since.
        if matches!(telling.modality, Modality::Planned | Modality::Conditional)
            && let Some(day) = date.value.bounds().latest_end
            && run.allows(None, Some(day))
        {
            run.not_after(day, &date.span, None);
        }
    }
}

/// "has lasted over three years": counted from the beginning that is told or known.
fn lengths(read: &Read<'_, '_>, run: &mut Run) {
    for time in read.times {
        let Reading::Duration { count: Some(count @ 1..=200), unit: Unit::Year } =
            time.value.reading
        else {
            continue;
        };
        let Some(line) = read.line_at(time.span.start).map(|at| &read.lines[at]) else { continue };
        let at = line.words.partition_point(|word| word.span.start < time.span.start);
        let before = |reach: usize, words: &[&str]| {
            (at.saturating_sub(reach)..at)
                .any(|i| line.lower(i).is_some_and(|word| words.contains(&word)))
        };
        if !before(6, &["has", "have"]) {
            continue;
        }
        let Some(began) = beginning(read, line) else { continue };
        let months = Months::new(12 * count);
        let (Some(first), Some(year_on)) = (
            began.0.checked_add_months(months),
            began.1.checked_add_months(Months::new(12 * (count + 1))),
        ) else {
            continue;
        };
        let near = at.saturating_sub(2)..(at + 2).min(line.words.len());
        let nearly = line.words[near].iter().any(|w| matches!(&*w.lower, "nearly" | "almost"));
        let (first, last) = if nearly {
            let Some(half) = first.checked_sub_months(Months::new(6)) else { continue };
            (half, first)
        } else {
            (first, year_on)
        };
        if run.allows(Some(first), Some(last)) {
            let says = format!("counts from {}: {first} to {last}", began.0);
            run.not_before(first, &time.span, Some(says.clone()));
            run.not_after(last, &time.span, Some(says));
        }
    }
}

/// The first and last day on which what a sentence calls a war, a truce ... can have begun: the
/// earliest that the article dates, else the only one that is known.
fn beginning(read: &Read<'_, '_>, line: &Line<'_>) -> Option<(NaiveDate, NaiveDate)> {
    let kind = line.words.iter().find_map(|word| match &*word.lower {
        "war" | "invasion" | "conflict" | "offensive" | "occupation" => Some(EventType::Attack),
        "ceasefire" | "cease-fire" | "truce" => Some(EventType::Ceasefire),
        "blockade" | "embargo" | "sanctions" => Some(EventType::Sanctions),
        _ => None,
    })?;
    let days = |when: &When| {
        let bounds = when.bounds();
        let (first, last) = (bounds.earliest_start?, bounds.latest_start?);
        ((last - first).num_days() <= MONTH).then_some((first, last))
    };
    let told = read
        .tellings
        .iter()
        .filter(|telling| telling.kind == kind && telling.modality == Modality::Happened)
        .filter_map(|telling| days(&telling.date.as_ref()?.value))
        .min();
    told.or_else(|| {
        let mut known = read
            .known?
            .events
            .values()
            .filter(|event| event.kind == kind && event.modality == Modality::Happened);
        let one = known.next()?;
        days(one.when()?).filter(|_| known.next().is_none())
    })
}

/// "Thursday, May 15": the year in which that is a Thursday, if the text tells about which.
fn weekdays(read: &Read<'_, '_>, run: &mut Run) {
    for time in read.times.iter().filter(|time| is_unsettled(read.article, time)) {
        let words = &read.article.text[time.span.clone()];
        let Some((weekday, month, day)) = weekday_and_date(words) else { continue };
        let from = match (&run.first, &run.last) {
            (Some((first, _)), _) => first.year(),
            (None, Some((last, _))) => last.year() - 1,
            (None, None) => continue,
        };
        let here = read.line_at(time.span.start).map(|line| read.told_in(line));
        let ahead = here
            .unwrap_or_default()
            .iter()
            .min_by_key(|t| t.trigger.start.abs_diff(time.span.start))
            .map(|telling| telling.modality != Modality::Happened);
        let near = |day: NaiveDate, by: i64| {
            chrono::Duration::try_days(by).and_then(|by| day.checked_add_signed(by))
        };
        let found = (from..=from + YEARS).find_map(|year| {
            let day = NaiveDate::from_ymd_opt(year, month, day)?;
            let first = if ahead == Some(false) { Some(day) } else { near(day, -NEAR) };
            let last = if ahead == Some(true) { Some(day) } else { near(day, NEAR) };
            (day.weekday() == weekday && run.allows(first, last)).then_some((day, first, last))
        });
        let Some((day, first, last)) = found else { continue };
        let way = match ahead {
            Some(true) => "and is ahead",
            Some(false) => "and is past",
            None => "and is near",
        };
        let says = format!("is {day} by its weekday, {way}");
        if let Some(first) = first {
            run.not_before(first, &time.span, Some(says.clone()));
        }
        if let Some(last) = last {
            run.not_after(last, &time.span, Some(says));
        }
    }
}

/// "KYIV, May 12 (Reuters) –", in the one year that the rest leaves, or the one nearest to the
/// last day told.
fn dateline(read: &Read<'_, '_>, run: &Run) -> Option<Inferred> {
    let lead = read.article.paragraphs.iter().find(|paragraph| paragraph.kind.is_prose())?;
    let block = &read.article.text[lead.span.clone()];
    let (month, date) = printed::dateline(block)?;
    let (first, reason) = run.first.as_ref().or(run.last.as_ref())?;
    let mut days = (first.year()..=first.year() + 1)
        .filter_map(|year| NaiveDate::from_ymd_opt(year, month, date))
        .filter(|day| run.allows(Some(*day), Some(*day)));
    let day = days.next()?;
    // A year alone ("the 1942 protocol") is near to nothing.
    let near = read.tellings.iter().any(|telling| {
        let told = telling.date.as_ref().map(|date| date.value.bounds());
        told.and_then(|told| told.earliest_start.zip(told.latest_end)).is_some_and(|(from, to)| {
            telling.modality == Modality::Happened
                && (to - from).num_days() <= MONTH
                && (day - from).num_days().abs() <= NEAR
        })
    });
    let only = run.last.is_some() && days.next().is_none();
    let end = block.find(['–', '—']).or_else(|| block.find(" -")).unwrap_or(block.len());
    let head = block[..end].trim_end();
    (near || only).then(|| Inferred {
        when: When::day(day),
        reasons: vec![
            Reason {
                span: lead.span.start..lead.span.start + head.len(),
                says: format!("is its dateline, without a year: {day}"),
            },
            reason.clone(),
        ],
    })
}

/// Whether the day of publication is wanting to read words, or a weekday is against their reading.
fn is_unsettled(article: &Article, time: &Found<Time>) -> bool {
    match &time.value.reading {
        Reading::Open => true,
        Reading::Date(when) => {
            let said = weekday_and_date(&article.text[time.span.clone()]);
            said.zip(when.single_day()).is_some_and(|((weekday, ..), day)| day.weekday() != weekday)
        }
        _ => false,
    }
}

/// A weekday with month and day: "Thursday, May 15", "Thursday 15 May".
fn weekday_and_date(words: &str) -> Option<(Weekday, u32, u32)> {
    let mut weekday = None;
    let mut month = None;
    let mut day = None;
    for word in words.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty()) {
        let digits = word.trim_end_matches(|c: char| c.is_ascii_alphabetic());
        if let Ok(number) = digits.parse() {
            day = day.or(Some(number));
        } else if let Some(found) = printed::month(word) {
            month = Some(found);
        } else if word.len() > 5 {
            weekday = weekday.or_else(|| word.parse().ok());
        }
    }
    Some((weekday?, month?, day?))
}

#[cfg(test)]
mod tests;
