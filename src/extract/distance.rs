//! How far events lie from each other, and how long they last, as words say it.
//!
//! ```text
//! left three days after the vote     a length, a connective, another event
//! met on the eve of the summit       both in one
//! spoke on the sidelines of talks    while the other goes on
//! a two-day visit                    how long
//! They met. Two days later ...       a length and the event that was told before
//! ```
//!
//! Only where the other event is told, too. The words of all this are in the lexicon (`distances`).

use std::ops::Range;

use super::events::{Scene, Telling};
use super::found::Found;
use super::order::{NEAR, pair, reaches};
use super::reference;
use super::times::{Reading, Time};
use super::words::{Class, Line};
use crate::calendar::{NaiveDate, When};
use crate::diagnostic::Span;
use crate::lexicon::{Phrases, lexicon};
use crate::vocabulary::{Confidence, EventType, Modality};

/// What some words say of an event's place in time.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Timed {
    /// What they say.
    pub(crate) says: Says,
    /// The words, in bytes of the article.
    pub(crate) words: Span,
}

/// What is said; other events by index.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Says {
    After(usize, Far),
    Before(usize, Far),
    During(usize),
    /// As ISO 8601 writes it.
    Lasts(String),
}

/// How far.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Far {
    /// As ISO 8601 writes it: `P3D`.
    pub(crate) length: String,
    /// No further than that, else just that.
    pub(crate) at_most: bool,
}

impl Says {
    /// The other event.
    pub(crate) fn other(&mut self) -> Option<&mut usize> {
        match self {
            Self::After(other, _) | Self::Before(other, _) | Self::During(other) => Some(other),
            Self::Lasts(_) => None,
        }
    }
}

/// Finds what is said of distances and lengths.
pub(crate) fn distances(scene: &Scene<'_, '_>, tellings: &mut [Telling]) {
    let mut start = 0;
    while start < tellings.len() {
        let line = tellings[start].line;
        let end = start + tellings[start..].iter().take_while(|t| t.line == line).count();
        apart(scene, tellings, start..end);
        from_told(scene, tellings, start..end);
        lasting(scene, tellings, start..end);
        start = end;
    }
}

/// A phrase between two events.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Between {
    far: Option<Far>,
    after: bool,
    /// Its first word.
    start: usize,
    /// The first word after it.
    end: usize,
}

fn apart(scene: &Scene<'_, '_>, tellings: &mut [Telling], events: Range<usize>) {
    let line = &scene.lines[tellings[events.start].line];
    let mut at = 0;
    while at < line.words.len() {
        let Some(between) = between(scene, line, at) else {
            at += 1;
            continue;
        };
        let end = between.end;
        if let Some((main, other)) = pair(scene, tellings, events.clone(), at, end) {
            let last = if tellings[other].line == tellings[main].line {
                tellings[other].at
            } else {
                reference::noun(line, end..end + 6).map_or(end, |told| told.at)
            };
            let words = line.span(between.start, last.max(end) + 1);
            say(tellings, main, other, between, words);
        }
        at = end;
    }
}

/// Writes down what a phrase between two events says, unless the order of the two is against it.
fn say(tellings: &mut [Telling], main: usize, other: usize, between: Between, words: Span) {
    let (first, second) = if between.after { (other, main) } else { (main, other) };
    let weak = |t: &Telling| {
        t.date.as_ref().is_some_and(|d| matches!(d.rule, "published-day" | "carried-over"))
    };
    let says = match between.far {
        None => {
            // "met on the sidelines of the summit on Monday": the summit's days are those of both.
            let lends = !weak(&tellings[other])
                && tellings[main].date.as_ref().is_none_or(|_| weak(&tellings[main]));
            if let Some(date) = tellings[other].date.clone().filter(|_| lends) {
                // "spoke in talks on the sidelines of": the talks, too.
                let line = tellings[main].line;
                let between_them = |t: &&mut Telling| {
                    t.line == line && t.nominal && t.date.is_none() && t.at < between.start
                };
                let date = Found { rule: "during", ..date };
                let near = &mut tellings[main..other.max(main)];
                for talks in near.iter_mut().filter(between_them) {
                    if matches!(talks.kind, EventType::Talks | EventType::Meeting) {
                        talks.date = Some(date.clone());
                    }
                }
                tellings[main].date = Some(date);
            }
            Says::During(other)
        }
        Some(_) if reaches(tellings, first, second) => return,
        Some(far) => {
            // Nobody said that the day of the news is that of the other, too.
            if !far.at_most && weak(&tellings[first]) {
                tellings[first].date = None;
            }
            if !far.at_most {
                reckon(tellings, (first, second), &far.length, &words);
            }
            if between.after { Says::After(other, far) } else { Says::Before(other, far) }
        }
    };
    let said = &mut tellings[main].timing;
    if said.len() < 4 {
        said.push(Timed { says, words });
    }
}

/// "severed ties on Monday, two days after the raid": the day of one of two gives that of the other.
///
/// - `first`, `second`: in the order in which they happened.
fn reckon(tellings: &mut [Telling], (first, second): (usize, usize), length: &str, words: &Span) {
    let told = |t: &Telling| {
        let date = t.date.as_ref()?;
        let weak = matches!(date.rule, "published-day" | "carried-over" | "reckoned");
        date.value.single_day().filter(|_| !weak)
    };
    let count = |unit: char| length.strip_prefix('P')?.strip_suffix(unit)?.parse::<u64>().ok();
    let (days, rough) = match (count('D'), count('W')) {
        (Some(days), _) => (days, false),
        (_, Some(weeks)) => (weeks * 7, true),
        _ => return,
    };
    let days = chrono::Days::new(days);
    let (undated, day) = match (told(&tellings[first]), told(&tellings[second])) {
        (None, Some(day)) => (first, day.checked_sub_days(days)),
        (Some(day), None) if tellings[second].date.is_none() => {
            (second, day.checked_add_days(days))
        }
        _ => return,
    };
    if tellings[undated].date.is_some() || tellings[undated].modality != Modality::Happened {
        return;
    }
    let Some(day) = day.map(When::day) else { return };
    tellings[undated].date = Some(Found {
        value: if rough { day.approximately() } else { day },
        span: words.clone(),
        rule: "reckoned",
        confidence: Confidence::Medium,
    });
}

/// "They met. Two days later they signed": from the event of the day that the words are reckoned
/// from, or, where no day was told, from the one told before.
fn from_told(scene: &Scene<'_, '_>, tellings: &mut [Telling], events: Range<usize>) {
    let line = &scene.lines[tellings[events.start].line];
    let (start, end) = (line.words[0].span.start, line.words[line.words.len() - 1].span.end);
    let first = scene.times.partition_point(|time| time.span.start < start);
    for time in scene.times[first..].iter().take_while(|time| time.span.end <= end) {
        let Some(told) = &time.value.from_told else { continue };
        let Some((length, false)) = iso_of(&told.length) else { continue };
        let at = line.words.partition_point(|word| word.span.end <= time.span.start);
        let Some(main) = dated_by(tellings, events.clone(), time, at) else { continue };
        let Some(other) = told_before(tellings, main, told.day) else { continue };
        let after_it = line.words.partition_point(|word| word.span.start < time.span.end);
        let far = Far { length, at_most: false };
        let between = Between { far: Some(far), after: told.later, start: at, end: after_it };
        say(tellings, main, other, between, line.span(at, after_it));
    }
}

/// The event of a sentence that such words date: the verb they stand with, or after them where they
/// open the sentence.
fn dated_by(
    tellings: &[Telling],
    events: Range<usize>,
    time: &Found<Time>,
    at: usize,
) -> Option<usize> {
    let told = |i: &usize| {
        let telling = &tellings[*i];
        !telling.nominal && matches!(telling.modality, Modality::Happened | Modality::Planned)
    };
    let by_it = |i: &usize| tellings[*i].date.as_ref().is_some_and(|d| d.span == time.span);
    let mut verbs = events.filter(told);
    let nearest = |i: &usize| tellings[*i].at.abs_diff(at);
    verbs
        .clone()
        .find(by_it)
        .or_else(|| if at < 3 { verbs.clone().find(|&i| tellings[i].at > at) } else { None })
        .or_else(|| {
            let near = |i: &usize| nearest(i) < 12 && tellings[*i].at < at;
            verbs.rfind(|i| near(i) && tellings[*i].date.is_none())
        })
}

/// The act that was told before one: of a day, where that is known.
fn told_before(tellings: &[Telling], main: usize, day: Option<NaiveDate>) -> Option<usize> {
    let act = |other: &Telling| {
        other.kind != EventType::Statement
            && other.modality == tellings[main].modality
            && (!other.nominal || other.date.is_some())
            && other.paragraph + 1 >= tellings[main].paragraph
    };
    let mut before = (main.saturating_sub(NEAR)..main).rev().filter(|&i| act(&tellings[i]));
    match day {
        None => before.next(),
        Some(day) => before.find(|&i| {
            tellings[i].date.as_ref().is_some_and(|d| d.value.single_day() == Some(day))
        }),
    }
}

/// The phrase between two events that begins at a word.
fn between(scene: &Scene<'_, '_>, line: &Line<'_>, at: usize) -> Option<Between> {
    let words = &lexicon().distances;
    let low = |from: usize| move |n: usize| line.lower(from + n);
    if let Some((length, fixed)) = words.fixed.longest(low(at)) {
        let far = Far { length: fixed.length.clone(), at_most: fixed.at_most };
        return Some(Between { far: Some(far), after: fixed.after, start: at, end: at + length });
    }
    if let Some((length, ())) = words.during.longest(low(at)) {
        return Some(Between { far: None, after: false, start: at, end: at + length });
    }
    let time = starting(scene, line, at)?;
    let end = (at..line.words.len()).find(|&i| line.words[i].span.start >= time.span.end)?;
    // "more than a week" may be told as one length.
    let limit = |phrases: &Phrases<()>| {
        (0..4).filter_map(|back| at.checked_sub(back)).find(|&from| {
            phrases.longest(low(from)).is_some_and(|(n, ())| from == at || from + n == at)
        })
    };
    if limit(&words.open).is_some() {
        return None;
    }
    let limited = limit(&words.at_most);
    let (at_most, start) = (limited.is_some(), limited.unwrap_or(at));
    let (after, length) = if let Some((length, ())) = words.after.longest(low(end)) {
        (true, length)
    } else if let Some((length, ())) = words.before.longest(low(end)) {
        (false, length)
    } else if at_most && line.lower(end) == Some("of") {
        (true, 1)
    } else {
        return None;
    };
    let (length_of_it, rough) = iso(&time.value)?;
    let far = Far { length: length_of_it, at_most: at_most || rough };
    Some(Between { far: Some(far), after, start, end: end + length })
}

/// The length that begins at a word.
fn starting<'s>(scene: &'s Scene<'_, '_>, line: &Line<'_>, at: usize) -> Option<&'s Found<Time>> {
    let start = line.words[at].span.start;
    let first = scene.times.partition_point(|time| time.span.start < start);
    let time = scene.times.get(first).filter(|time| time.span.start == start)?;
    matches!(time.value.reading, Reading::Duration { .. }).then_some(time)
}

/// A length in days, weeks, months or years; and whether it had to be made rough for it, hours
/// being too fine for the calendar.
fn iso(time: &Time) -> Option<(String, bool)> {
    iso_of(&time.value)
}

fn iso_of(value: &str) -> Option<(String, bool)> {
    if let Some(hours) = value.strip_prefix("PT") {
        let count: u32 = hours.get(..hours.len().checked_sub(1)?)?.parse().ok()?;
        return Some(if hours.ends_with('H') {
            (format!("P{}D", count.div_ceil(24).max(1)), !count.is_multiple_of(24))
        } else {
            ("P1D".to_owned(), true)
        });
    }
    let count = value.strip_prefix('P')?;
    let (count, unit) = count.split_at(count.len().checked_sub(1)?);
    let known = count.parse::<u32>().is_ok_and(|count| (1..10_000).contains(&count));
    (known && matches!(unit, "D" | "W" | "M" | "Y")).then(|| (value.to_owned(), false))
}

/// "a two-day visit", "talks lasting three days".
fn lasting(scene: &Scene<'_, '_>, tellings: &mut [Telling], events: Range<usize>) {
    for index in events {
        let telling = &tellings[index];
        let lasts = matches!(
            telling.kind,
            EventType::Ceasefire | EventType::Visit | EventType::Talks | EventType::Meeting
        );
        if !lasts || telling.timing.iter().any(|t| matches!(t.says, Says::Lasts(_))) {
            continue;
        }
        let line = &scene.lines[telling.line];
        let limit = (telling.at + 6).min(line.words.len());
        let from = if telling.nominal { telling.at.saturating_sub(4) } else { telling.at };
        let found = (from..limit).find_map(|at| {
            let time = starting(scene, line, at)?;
            let end =
                (at..line.words.len()).find(|&i| line.words[i].span.start >= time.span.end)?;
            // "two-day peace talks": its noun follows.
            let attribute = line.words[at..end].iter().any(|word| word.text.contains('-'));
            let noun = (end..end + 3).take_while(|&i| line.class(i) == Class::Other).find(|&i| {
                let types = line.lower(i).and_then(|w| lexicon().references.types(w));
                types.is_some_and(|types| types.contains(&telling.kind))
                    && (!telling.nominal || i == telling.at)
            });
            // "talks of three days", "a truce lasting a week"
            let behind = telling.nominal
                && at > telling.at
                && at <= telling.at + 2
                && matches!(line.lower(at - 1), Some("of" | "for" | "lasting"));
            let (length, rough) = iso(&time.value)?;
            let last = noun.filter(|_| attribute).map(|noun| noun + 1).or(behind.then_some(end))?;
            let first = if behind { telling.at } else { at };
            (!rough).then(|| Timed { says: Says::Lasts(length), words: line.span(first, last) })
        });
        tellings[index].timing.extend(found);
    }
}

#[cfg(test)]
mod tests {
    use crate::article;
    use crate::extract::extract;
    use crate::lexicon::distance_sentences;
    use crate::text::Text;
    use crate::timeline::{Id, Timing};

    /// What a text says of distances and lengths, by types: "break after break by P3D".
    fn said(sentences: &str) -> Vec<String> {
        let text = format!("News\n\n{sentences}\n");
        let article = article::read(text.as_bytes(), None).expect("a text of words");
        let events = extract(&article, &Text::new(&article), None).timeline.events;
        let mut said = Vec::new();
        for event in events.values() {
            for timing in &event.timing {
                let Timing { after, before, during, lasts, by, within, quote, .. } = timing;
                assert!(quote.as_ref().is_some_and(|quote| text.contains(quote)), "{sentences}");
                let kind = |id: &Option<Id>| id.as_ref().map(|id| events[id].kind.to_string());
                let words = [
                    ("after", kind(after)),
                    ("before", kind(before)),
                    ("during", kind(during)),
                    ("lasts", lasts.clone()),
                    ("by", by.clone()),
                    ("within", within.clone()),
                ];
                let words =
                    words.into_iter().filter_map(|(key, is)| Some(format!("{key} {}", is?)));
                said.push(format!("{} {}", event.kind, words.collect::<Vec<_>>().join(" ")));
            }
        }
        said
    }

    #[test]
    fn words_say_how_far_and_how_long() {
        let (must, must_not) = distance_sentences();
        let mut wrong = Vec::new();
        for row in must {
            let said = said(&row.text);
            if !said.contains(&row.says) {
                wrong.push(format!("{} must say {}: {said:?}", row.text, row.says));
            }
        }
        for text in must_not {
            let said = said(&text);
            if !said.is_empty() {
                wrong.push(format!("{text} says nothing: {said:?}"));
            }
        }
        assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    }
}
