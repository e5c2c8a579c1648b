//! Which time belongs to which event.
//!
//! A time in the same clause dates its verb or noun; one that opens the sentence holds for all its
//! coordinated verbs; what has none and is told as the day's news happened about the day of
//! publication, or about the day that the paragraph told last.

use std::ops::Range;

use super::super::found::Found;
use super::super::times::Time;
use super::super::words::{Class, Line};
use super::{Clauses, Reading, Scene, Telling};
use crate::calendar::{Truth, When};
use crate::vocabulary::{Confidence, EventType, Modality};

/// The times that lie in some words of a line.
fn within<'s>(
    scene: &'s Scene<'_, '_>,
    line: &Line<'_>,
    words: Range<usize>,
) -> impl Iterator<Item = &'s Found<Time>> {
    let start = line.words.get(words.start).map_or(usize::MAX, |word| word.span.start);
    let end = words
        .end
        .checked_sub(1)
        .and_then(|last| line.words.get(last.min(line.words.len().saturating_sub(1))))
        .map_or(0, |word| word.span.end);
    let first = scene.times.partition_point(|time| time.span.start < start);
    scene.times[first..].iter().take_while(move |time| time.span.end <= end).filter(|time| {
        // "since March", "until Friday" bound a state and date no act.
        time.value.when().is_some_and(|when| {
            let bounds = when.bounds();
            bounds.earliest_start.is_some() && bounds.latest_end.is_some()
                || when.to_string().starts_with('[')
        })
    })
}

/// The first time in some words.
pub(super) fn inside<'s>(
    scene: &'s Scene<'_, '_>,
    line: &Line<'_>,
    words: Range<usize>,
) -> Option<&'s Found<Time>> {
    within(scene, line, words).next()
}

/// The date of an event by the words around it.
///
/// - `at`: the trigger; `words`: all that belongs to it.
pub(super) fn of(
    scene: &Scene<'_, '_>,
    clauses: &Clauses<'_, '_>,
    at: usize,
    words: &Range<usize>,
    nominal: bool,
) -> Option<Found<When>> {
    let line = clauses.line;
    let when = |time: &Found<Time>, rule: &'static str, confidence| {
        time.value.when().map(|when| Found {
            value: when,
            span: time.span.clone(),
            rule,
            confidence,
        })
    };
    // After it, in the same clause; the nearest.
    let list = (at + 1..words.end).all(|i| clauses.reading(i) == Reading::None);
    let mut end =
        if nominal || list && words.end - at < 30 { words.end.max(at + 1) } else { at + 1 };
    let mut commas = 0;
    while end < line.words.len() && end < at + 40 {
        let verb = matches!(clauses.reading(end), Reading::Active | Reading::Passive)
            || matches!(line.class(end), Class::Modal | Class::Have | Class::Be);
        let stop = match line.class(end) {
            Class::Break => true,
            Class::Subordinator => line.lower(end) != Some("since"),
            Class::Comma => {
                commas += 1;
                commas > 1 || nominal
            }
            Class::Conjunction => matches!(
                clauses.reading(end + 1),
                Reading::Active | Reading::Ing | Reading::Passive
            ),
            _ => verb && line.words[end].form.is_none_or(|form| form.verb != usize::MAX),
        };
        let scheduled =
            matches!(line.lower(end + 1), Some("scheduled" | "held" | "planned" | "due" | "set"));
        if stop && !(line.class(end) == Class::Comma && scheduled) {
            break;
        }
        if nominal && commas == 0 && end > words.end + 6 {
            break;
        }
        end += 1;
    }
    let limit = end;
    if let Some(time) = inside(scene, line, at..limit).filter(|time| own(clauses, at, time)) {
        return when(time, "same-clause", Confidence::High);
    }
    // Between subject and verb, or before the noun: "Thursday's meeting".
    if let Some(time) = inside(scene, line, words.start..at) {
        return when(time, "same-clause", Confidence::High);
    }
    let group = clauses.group(at);
    if let Some(time) = inside(scene, line, group.saturating_sub(2)..at) {
        return when(time, "same-clause", Confidence::High);
    }
    if nominal {
        return None;
    }
    // "On Thursday, A met B and flew to C"
    let subordinate = (0..at)
        .any(|i| matches!(line.lower(i), Some("that" | "which" | "who" | "because" | "where")));
    let opening = 9.min(line.words.len());
    let front = inside(scene, line, 0..opening)?;
    let fronted = line.words.first().is_some_and(|first| front.span.start < first.span.end + 24);
    (fronted && !subordinate).then(|| when(front, "fronted", Confidence::Medium)).flatten()
}

/// Whether a time after a trigger is its own and not that of a noun with a preposition between:
/// "rejected the plan of March 2022" still dates nothing but the plan.
fn own(clauses: &Clauses<'_, '_>, at: usize, time: &Found<Time>) -> bool {
    let line = clauses.line;
    let start = (at..line.words.len()).find(|&i| line.words[i].span.start >= time.span.start);
    let Some(start) = start else { return false };
    // "the 1967 borders", "positions they held on May 11"
    let attributive = line.words.get(start).is_some_and(|word| word.class == Class::Number)
        && start > at + 1
        && line.class(start - 1) == Class::Determiner;
    let other = (at + 1..start)
        .any(|i| clauses.reading(i) != Reading::None && line.words[i].class != Class::Be);
    // "beginning Monday" is the ceasefire's day; "withdrawal to June 4 borders" is no day of it.
    let before = start.checked_sub(1).filter(|&i| i > at);
    let foreign = before.is_some_and(|i| {
        line.class(i) == Class::To || line.words[i].form.is_some_and(|form| form.ing)
    });
    !attributive && !other && !foreign
}

/// Gives a date to what is told as news without one.
pub(super) fn carry(scene: &Scene<'_, '_>, tellings: &mut [Telling]) {
    let Some(published) = scene.published else { return };
    let mut last: Option<(usize, When)> = None;
    for telling in tellings.iter_mut() {
        let line = &scene.lines[telling.line];
        let paragraph = line.paragraph;
        if let Some(date) = &telling.date {
            if telling.modality == Modality::Happened && !telling.nominal {
                last = date.value.single_day().map(|_| (paragraph, date.value.clone()));
            }
            continue;
        }
        if telling.nominal && telling.kind != EventType::Address
            || telling.modality != Modality::Happened
        {
            continue;
        }
        let news = !matches!(
            telling.kind,
            EventType::Attack | EventType::Agreement | EventType::Collapse | EventType::Ceasefire
        ) || telling.confidence == Confidence::High;
        let pluperfect = (telling.at.saturating_sub(4)..telling.at)
            .any(|i| matches!(line.lower(i), Some("had")));
        let perfect = (telling.at.saturating_sub(3)..telling.at)
            .any(|i| matches!(line.lower(i), Some("has" | "have")));
        let vague = line.words.iter().any(|word| {
            matches!(
                &*word.lower,
                "previously" | "repeatedly" | "long" | "ago" | "recently" | "earlier"
            )
        });
        // An old date in the sentence makes it background.
        let background = within(scene, line, 0..line.words.len())
            .filter_map(|time| time.value.when())
            .any(|when| {
                when.bounds().latest_end.is_some_and(|end| (published - end).num_days() > 20)
            });
        if !news
            || pluperfect
            || perfect && telling.kind != EventType::Statement
            || vague
            || background
        {
            continue;
        }
        let (when, rule) = match &last {
            Some((place, when))
                if *place == paragraph
                    && when.bounds().before(&When::day(published).bounds()) != Truth::No =>
            {
                (when.clone(), "carried-over")
            }
            _ => (When::day(published), "published-day"),
        };
        let about = format!("{}~", when.to_string().trim_end_matches('~'));
        if let Ok(value) = about.parse() {
            telling.date = Some(Found {
                value,
                span: telling.trigger.clone(),
                rule,
                confidence: Confidence::Low,
            });
        }
    }
}
