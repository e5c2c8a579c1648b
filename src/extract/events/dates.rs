//! Which time belongs to which event.
//!
//! A time in the same clause dates its verb or noun; one that opens the sentence holds for all its
//! coordinated verbs. What has none is for [`super::carry`].

use std::ops::Range;

use chrono::Datelike;

use super::super::found::Found;
use super::super::times::{Anchor, Reading as Reads, Time};
use super::super::words::{Class, Line, REACH};
use super::clause::is_scheduled;
use super::dependents::is_said;
use super::{Clauses, Reading, Scene, other_clause};
use crate::calendar::When;
use crate::diagnostic::Span;
use crate::lexicon::lexicon;
use crate::vocabulary::{Confidence, EventType};

/// The times that lie in some words of a line.
pub(super) fn within<'s>(
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
/// - `at`: the trigger; `last`: the last word of it, its noun included; `words`: all that belongs
///   to it.
pub(super) fn of(
    scene: &Scene<'_, '_>,
    clauses: &Clauses<'_, '_>,
    (at, last): (usize, usize),
    words: &Range<usize>,
    (kind, nominal): (EventType, bool),
) -> Option<Found<When>> {
    let date = of_words(scene, clauses, (at, last), words, nominal)?;
    let line = clauses.line;
    if nominal {
        return Some(ended(scene, line, last, date));
    }
    // "condemns the attack on 24 March": who speaks in the present does not speak of a day before.
    let present = matches!(line.tag(at), "VBZ" | "VBP") && is_said(kind);
    let over = date.value.bounds().latest_end.zip(scene.published);
    if present && over.is_some_and(|(end, published)| end < published) {
        return None;
    }
    // "Two-day talks ended on Thursday": the talks are the noun before.
    let noun = (at.saturating_sub(4)..at)
        .rev()
        .find(|&i| line.part(i) == "NOUN")
        .filter(|_| matches!(line.lemma(at), "end" | "conclude" | "finish"));
    Some(match noun {
        Some(noun) => ended(scene, line, noun, date),
        None => date,
    })
}

/// "Two-day talks which ended Thursday": from Wednesday to Thursday.
fn ended(scene: &Scene<'_, '_>, line: &Line<'_>, noun: usize, date: Found<When>) -> Found<When> {
    let until = (noun + 1..noun + REACH)
        .take_while(|&i| line.words.get(i).is_some_and(|w| w.span.end <= date.span.start))
        .any(|i| matches!(line.lemma(i), "end" | "conclude" | "finish"));
    let start = line.words[noun.saturating_sub(4)].span.start;
    let first = scene.times.partition_point(|time| time.span.start < start);
    let days = scene.times[first..]
        .iter()
        .take_while(|time| time.span.end <= line.words[noun].span.start)
        .find(|time| matches!(time.value.reading, Reads::Duration { .. }))
        .and_then(|time| time.value.value.strip_prefix('P')?.strip_suffix('D')?.parse().ok())
        .filter(|days: &u64| until && (2..30).contains(days));
    let begin = days.zip(date.value.single_day()).and_then(|(days, last)| {
        let first = last.checked_sub_days(chrono::Days::new(days - 1))?;
        When::interval(When::day(first), When::day(last))
    });
    match begin {
        Some(value) => Found { value, rule: "ended", ..date },
        None => date,
    }
}

fn of_words(
    scene: &Scene<'_, '_>,
    clauses: &Clauses<'_, '_>,
    (at, last): (usize, usize),
    words: &Range<usize>,
    nominal: bool,
) -> Option<Found<When>> {
    let line = clauses.line;
    // After it, in the same clause; the nearest.
    let limit = reach(scene, clauses, at, words, nominal);
    if let Some(span) = from_to(scene, line, last..limit) {
        return Some(span);
    }
    if let Some(time) = inside(scene, line, at..limit).filter(|t| own(clauses, last, t, nominal)) {
        return found(time, "same-clause", Confidence::High);
    }
    // Between subject and verb, or before the noun: "Thursday's meeting".
    let group = clauses.group(at);
    for before in [words.start..at, group.saturating_sub(2)..at] {
        let mut times = within(scene, line, before);
        let own = |time: &&Found<Time>| !is_name(line, time) && !is_aside(line, time, at);
        if let Some(time) = times.find(|time| nominal || own(time)) {
            return found(time, "same-clause", Confidence::High);
        }
    }
    if nominal {
        return taking_place(scene, line, last);
    }
    if let Some(time) = other_clause::since(scene, line, at) {
        return found(time, "since-clause", Confidence::Medium);
    }
    if let Some(time) = other_clause::when(scene, line, at) {
        return found(time, "when-clause", Confidence::Medium);
    }
    // "On Thursday, A met B and flew to C"
    let subordinate = (at.saturating_sub(2 * REACH)..at)
        .any(|i| matches!(line.lower(i), Some("that" | "which" | "who" | "because" | "where")));
    let opening = 9.min(line.words.len());
    // "Twenty years ago, on 6 May 1999": the more exact of two that say the same.
    let spoken = |time: &&Found<Time>| {
        let word = line.words.partition_point(|word| word.span.start < time.span.start);
        line.words[word].quoted && !line.words[at].quoted
    };
    let fronts = within(scene, line, 0..opening).filter(|time| !spoken(time));
    let front = fronts.reduce(|front, time| {
        let bounds = |time: &Found<Time>| {
            let bounds = time.value.when()?.bounds();
            bounds.earliest_start.zip(bounds.latest_end)
        };
        match (bounds(front), bounds(time)) {
            (Some(wide), Some(narrow)) if wide.0 <= narrow.0 && narrow.1 <= wide.1 => time,
            _ => front,
        }
    });
    if let Some(front) = front {
        let fronted =
            line.words.first().is_some_and(|first| front.span.start < first.span.end + 24);
        // "Peru, which left in 1993, welcomed it": the time of what is told by the way.
        let aside = is_aside(line, front, at);
        // "The march began on 3 May and Oslo says": the time of the first verb.
        let verb = (0..opening).any(|i| {
            line.words[i].span.start < front.span.start && clauses.reading(i) == Reading::Active
        });
        if fronted && !subordinate && !verb && !aside {
            return found(front, "fronted", Confidence::Medium);
        }
    }
    // "A met B, and on Friday C left": a time that opens the clause of the subject.
    let low = words.start.saturating_sub(4);
    if let Some(time) = inside(scene, line, low..words.start) {
        let opens = line.words[low..words.start]
            .iter()
            .zip(low..)
            .find(|(word, _)| word.span.end > time.span.start)
            .and_then(|(_, i)| i.checked_sub(1))
            .is_some_and(|i| {
                let before =
                    if line.class(i) == Class::Preposition { i.saturating_sub(1) } else { i };
                matches!(line.class(before), Class::Conjunction | Class::Comma | Class::Break)
                    || matches!(line.lower(before), Some("where" | "when"))
            });
        if opens {
            return found(time, "fronted", Confidence::Medium);
        }
    }
    // "A on Friday promised X and blamed Y": before the first verb, so for both.
    if group == 0 || line.class(group - 1) != Class::Conjunction {
        return None;
    }
    let first = (group.saturating_sub(REACH)..group)
        .rev()
        .find(|&i| matches!(clauses.reading(i), Reading::Active | Reading::Passive))?;
    let low = clauses.group(first);
    let time = inside(scene, line, low.saturating_sub(3)..first)?;
    found(time, "shared", Confidence::Medium)
}

/// "the 1942 protocol": a year that is part of what a thing is called.
fn is_name(line: &Line<'_>, time: &Found<Time>) -> bool {
    let first = line.words.partition_point(|word| word.span.start < time.span.start);
    let after = line.words.partition_point(|word| word.span.start < time.span.end);
    let led = first
        .checked_sub(1)
        .is_some_and(|i| matches!(line.class(i), Class::Determiner | Class::Possessive));
    led && line.class(first) == Class::Number
        && matches!(line.part(after), "NOUN" | "PROPN" | "ADJ")
}

/// Whether a time stands in a clause that only describes, and the verb at `at` does not.
fn is_aside(line: &Line<'_>, time: &Found<Time>, at: usize) -> bool {
    let parse = line.parse;
    let word = line.words.partition_point(|word| word.span.start < time.span.start);
    let clause = parse.clause_of(line.first + word);
    clause.is_some_and(|verb| {
        let inside = parse.subtree(verb);
        verb != line.first + at
            && verb < line.first + at
            && parse.relation(verb).starts_with("acl")
            && !inside.contains(&(line.first + at))
    })
}

/// Whether words are told from an event of which no day is known: "two days later".
pub(super) fn hangs_on_event(scene: &Scene<'_, '_>, line: &Line<'_>, words: Range<usize>) -> bool {
    let span = line.span(words.start, words.end);
    let first = scene.times.partition_point(|time| time.span.start < span.start);
    scene.times[first..]
        .iter()
        .take_while(|time| time.span.end <= span.end)
        .any(|time| time.value.from_told.as_ref().is_some_and(|told| told.day.is_none()))
}

/// "a truce beginning Monday": the day a state begins.
pub(super) fn beginning(
    scene: &Scene<'_, '_>,
    line: &Line<'_>,
    noun_end: usize,
) -> Option<Found<When>> {
    let at = (noun_end..noun_end + 3)
        .find(|&i| matches!(line.lower(i), Some("beginning" | "starting" | "from")))?;
    let start = line.words[at].span.start;
    let first = scene.times.partition_point(|time| time.span.start < start);
    let time = scene.times.get(first)?;
    let near = line.words.get(at + 3).is_none_or(|word| time.span.start < word.span.end);
    match &time.value.reading {
        Reads::Date(when) if near => Some(Found {
            value: when.clone(),
            span: time.span.clone(),
            rule: "beginning",
            confidence: Confidence::High,
        }),
        _ => None,
    }
}

/// "under sanctions since 2011": when a state of things began.
pub(super) fn since(
    scene: &Scene<'_, '_>,
    line: &Line<'_>,
    noun_end: usize,
) -> Option<Found<When>> {
    let at = (noun_end..noun_end + 6).find(|&i| line.lower(i) == Some("since"))?;
    let start = line.words[at].span.start;
    let first = scene.times.partition_point(|time| time.span.start < start);
    let time = scene.times.get(first)?;
    let near = line.words.get(at + 3).is_none_or(|word| time.span.start < word.span.end);
    let Reads::Date(when) = &time.value.reading else { return None };
    let begin = when.to_string().split_once('/')?.0.parse().ok()?;
    (near && time.value.anchor == Anchor::Since).then(|| Found {
        value: begin,
        span: time.span.clone(),
        rule: "since",
        confidence: Confidence::Medium,
    })
}

/// The date of a noun by the verb that says when it takes place: "the summit is to open on 3 May",
/// "a summit that was held in March".
fn taking_place(scene: &Scene<'_, '_>, line: &Line<'_>, noun: usize) -> Option<Found<When>> {
    let parse = line.parse;
    let inside = line.first..line.first + line.words.len();
    let noun = line.first + noun;
    let of_it = parse.children(noun).iter().copied().filter(|&child| parse.is(child, "acl"));
    let over_it = parse.head(noun).filter(|_| parse.is(noun, "nsubj"));
    let takes_place = |verb: &usize| {
        inside.contains(verb) && lexicon().distances.taking_place.contains(&*parse.lemmas[*verb])
    };
    let verb = over_it.into_iter().chain(of_it).find(takes_place)?;
    let low = verb.min(noun) - line.first;
    let high = (low + REACH).min(line.words.len());
    let time = within(scene, line, low..high).find(|time| {
        let word = line.words.partition_point(|word| word.span.start < time.span.start);
        let clause = parse.clause_of(line.first + word);
        clause.is_some_and(|clause| clause == verb || parse.complement_of(clause) == Some(verb))
    })?;
    found(time, "of-its-verb", Confidence::High)
}

fn found(time: &Found<Time>, rule: &'static str, confidence: Confidence) -> Option<Found<When>> {
    let value = whole_month(time.value.when()?, &time.value.value);
    Some(Found { value, span: time.span.clone(), rule, confidence })
}

/// "Earlier this month" is a day of that month: that it lies before publication is known anyway.
fn whole_month(when: When, value: &str) -> When {
    let bounds = when.bounds();
    let month = bounds.earliest_start.zip(bounds.latest_end).filter(|(first, last)| {
        first.day() == 1
            && last.day() > 1
            && (first.year(), first.month()) == (last.year(), last.month())
    });
    match month {
        Some((first, _)) if value == first.format("%Y-%m").to_string() => {
            value.parse().unwrap_or(when)
        }
        _ => when,
    }
}

/// "from 3 May until 6 May": both ends, of two expressions.
fn from_to(scene: &Scene<'_, '_>, line: &Line<'_>, words: Range<usize>) -> Option<Found<When>> {
    let start = line.words.get(words.start)?.span.start;
    let end = line.words.get(words.end.checked_sub(1)?)?.span.end;
    let first = scene.times.partition_point(|time| time.span.start < start);
    // "until" ends a clause elsewhere: the second may lie behind it.
    let from = scene.times.get(first).filter(|time| time.span.end <= end)?;
    let to = scene.times.get(first + 1)?;
    let day = |time: &Found<Time>| match &time.value.reading {
        Reads::Date(when) => when.single_day(),
        _ => None,
    };
    let (mut first, last) = (day(from)?, day(to)?);
    let near = words.start..(words.end + 12).min(line.words.len());
    let years = |time: &Found<Time>| {
        line.words[near.clone()]
            .iter()
            .filter(|word| word.span.start >= time.span.start && word.span.end <= time.span.end)
            .any(|word| word.class == Class::Number && word.text.len() == 4)
    };
    if !years(from) && years(to) {
        // "from 3 May until 6 May 1990": one year for both.
        first = first.with_year(last.year())?;
    }
    let place = |bytes: usize| near.clone().find(|&i| line.words[i].span.start >= bytes);
    let (from_at, to_at) = (place(from.span.start)?, place(to.span.start)?);
    let inner = |at: usize, word: &str| {
        line.lower(at) == Some(word) || at > 0 && line.lower(at - 1) == Some(word)
    };
    // "Monday through Wednesday"
    let opened = inner(from_at, "from") || inner(from_at, "between") || inner(to_at, "through");
    let joined = ["to", "until", "till", "through", "and"].iter().any(|word| inner(to_at, word));
    let adjacent = to.span.start.saturating_sub(from.span.end) < 12;
    let value = When::interval(When::day(first), When::day(last))?;
    (opened && joined && adjacent && first < last).then_some(Found {
        value,
        span: from.span.start..to.span.end,
        rule: "from-to",
        confidence: Confidence::High,
    })
}

/// How far to the right of a trigger its time may stand.
fn reach(
    scene: &Scene<'_, '_>,
    clauses: &Clauses<'_, '_>,
    at: usize,
    words: &Range<usize>,
    nominal: bool,
) -> usize {
    let line = clauses.line;
    let list = (at + 1..words.end).all(|i| clauses.reading(i) == Reading::None);
    let mut end =
        if nominal || list && words.end - at < 30 { words.end.max(at + 1) } else { at + 1 };
    let mut commas = 0;
    while end < line.words.len() && end < at + 40 {
        let verb = matches!(clauses.reading(end), Reading::Active | Reading::Passive)
            || matches!(line.class(end), Class::Modal | Class::Have | Class::Be);
        // "talks in Lima, scheduled for Thursday": the day of the noun, never that of its verb.
        let scheduled = is_scheduled(line.lower(end + 1).unwrap_or_default())
            && matches!(line.class(end), Class::Comma);
        let stop = match line.class(end) {
            Class::Break => !clauses.is_range(end),
            // "including once in May"
            Class::Subordinator => {
                line.lower(end) != Some("since")
                    && !(line.lower(end) == Some("once")
                        && line.words.get(end + 1).is_some_and(|w| is_of_a_time(scene, &w.span)))
            }
            Class::Comma if scheduled => !nominal,
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
        // "said in May": no verb.
        let stop = stop && !is_of_a_time(scene, &line.words[end].span);
        if stop || nominal && commas == 0 && end > words.end + 6 {
            break;
        }
        end += 1;
    }
    end
}

/// Whether a word is part of an expression of time that gives a date.
pub(super) fn is_of_a_time(scene: &Scene<'_, '_>, word: &Span) -> bool {
    let next = scene.times.partition_point(|time| time.span.end < word.end);
    scene.times.get(next).is_some_and(|time| {
        time.span.start <= word.start && matches!(time.value.reading, Reads::Date(_))
    })
}

/// Whether a time after a trigger is its own and not that of a noun with a preposition between:
/// "rejected the plan of March 2022" still dates nothing but the plan.
fn own(clauses: &Clauses<'_, '_>, at: usize, time: &Found<Time>, nominal: bool) -> bool {
    let line = clauses.line;
    let limit = (at + 2 * REACH).min(line.words.len());
    let start = (at..limit).find(|&i| line.words[i].span.start >= time.span.start);
    let Some(start) = start else { return false };
    // "the 1967 borders", "positions they held on May 11"
    let attributive = line.words.get(start).is_some_and(|word| word.class == Class::Number)
        && start > at + 1
        && line.class(start - 1) == Class::Determiner;
    let begins = |i: usize| matches!(line.lower(i), Some("beginning" | "starting"));
    // "condemned Monday's attack", "rejected the plan of March 2022": the day of another.
    let after = (start..limit).find(|&i| line.words[i].span.start >= time.span.end);
    let of_another = !nominal
        && start > at
        && (after.is_some_and(|i| line.class(i) == Class::Possessive)
            || line.lower(start - 1) == Some("of"));
    let other = (at + 1..start).any(|i| {
        clauses.reading(i) != Reading::None
            && line.words[i].class != Class::Be
            && !(nominal && begins(i))
    });
    // "beginning Monday" is the ceasefire's day; "withdrawal to June 4 borders" is no day of it.
    let before = start.checked_sub(1).filter(|&i| i > at);
    let foreign = before.is_some_and(|i| {
        line.class(i) == Class::To
            || !(nominal && begins(i)) && line.words[i].form.is_some_and(|form| form.ing)
    });
    !attributive && !other && !foreign && !of_another
}
