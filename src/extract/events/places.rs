//! Where something happens.

use std::ops::Range;

use super::super::actors::{Cast, Mention, MentionForm, Who};
use super::super::words::{Class, Line};
use super::clause::{Clauses, Reading};
use crate::vocabulary::ActorKind;

/// Where a visit goes.
pub(super) fn visited(clauses: &Clauses<'_, '_>, from: usize, end: usize) -> Option<String> {
    let mention = (from..end.min(from + 6)).find_map(|at| clauses.mentions.get(at))?;
    let place = matches!(mention.form, MentionForm::Seat | MentionForm::Name);
    place.then(|| place_name(clauses.line, mention.words.clone()))
}

/// Whether a mention names states and nobody else.
pub(super) fn is_state(cast: &Cast, mention: &Mention) -> bool {
    let state = |who: &Who| cast.entities[*who].kind == ActorKind::State;
    mention.form == MentionForm::Name && !mention.who.is_empty() && mention.who.iter().all(state)
}

pub(super) fn is_place(cast: &Cast, mention: &Mention) -> bool {
    let state = |who: &Who| cast.entities[*who].kind == ActorKind::State;
    mention.form == MentionForm::Seat
        || mention.who.is_empty() && mention.form == MentionForm::Noun
        || mention.form == MentionForm::Name && mention.who.iter().all(state)
}

/// A capitalised place that nobody knows: "in Istanbul".
pub(super) fn place_words(clauses: &Clauses<'_, '_>, preposition: usize) -> Option<Range<usize>> {
    let line = clauses.line;
    if !matches!(line.lower(preposition), Some("in" | "at" | "near" | "outside" | "aboard")) {
        return None;
    }
    let mut start = preposition + 1;
    if line.class(start) == Class::Determiner {
        start += 1;
    }
    // "in the rebel-held city of Gora"
    if let Some(of) = (start..start + 4).find(|&i| is_kind_of_place(line.lower(i)))
        && line.lower(of + 1) == Some("of")
    {
        start = of + 2;
    }
    let known = clauses.mentions.get(start);
    if known.is_some_and(|mention| !mention.who.is_empty()) {
        return None;
    }
    let mut end = start;
    while line.words.get(end).is_some_and(|w| {
        w.capital && w.class == Class::Other && !super::super::actors::is_calendar(&w.lower)
    }) && end - start < 5
    {
        end += 1;
    }
    // "in the European nation": describes what is no name.
    let describes = end > start
        && matches!(line.relation(end - 1), "amod" | "compound")
        && line.head(end - 1).is_some_and(|head| head >= end);
    (end > start && !describes).then_some(start..end)
}

fn is_kind_of_place(word: Option<&str>) -> bool {
    matches!(
        word,
        Some(
            "city"
                | "town"
                | "village"
                | "port"
                | "capital"
                | "resort"
                | "province"
                | "region"
                | "island"
                | "district"
        )
    )
}

/// The place that the head of a phrase names, known or not: "Istanbul", "the city of Gora".
pub(super) fn place_of(
    clauses: &Clauses<'_, '_>,
    cast: &Cast,
    head: usize,
) -> Option<Range<usize>> {
    let line = clauses.line;
    if is_kind_of_place(line.lower(head)) {
        let named = clauses.obliques(head).into_iter().find(|o| o.preposition == "of");
        if let Some(name) = named {
            return place_of_name(clauses, cast, name.head);
        }
    }
    place_of_name(clauses, cast, head)
}

fn place_of_name(clauses: &Clauses<'_, '_>, cast: &Cast, head: usize) -> Option<Range<usize>> {
    let line = clauses.line;
    if let Some(mention) = clauses.mentions.get(head) {
        let owner = line.class(mention.words.end) == Class::Possessive;
        let place = is_place(cast, mention) && mention.form != MentionForm::Adjective && !owner;
        if place || !mention.who.is_empty() {
            return place.then(|| mention.words.clone());
        }
    }
    let name = |i: usize| {
        line.words.get(i).is_some_and(|w| {
            w.capital && w.class == Class::Other && !super::super::actors::is_calendar(&w.lower)
        })
    };
    if !name(head) || line.part(head) == "ADJ" {
        return None;
    }
    let (mut start, mut end) = (head, head + 1);
    while start > 0 && head - start < 4 && name(start - 1) {
        start -= 1;
    }
    while end - head < 4 && name(end) {
        end += 1;
    }
    Some(start..end)
}

/// The place under a preposition of place at `at`, known or not, and where it ends.
pub(super) fn place_at(clauses: &Clauses<'_, '_>, cast: &Cast, at: usize) -> Option<Range<usize>> {
    let line = clauses.line;
    if !matches!(line.lower(at), Some("in" | "at" | "near" | "outside" | "aboard")) {
        return None;
    }
    if let Some(words) = place_words(clauses, at) {
        return Some(words);
    }
    let of = (at + 1..at + 5)
        .find(|&i| is_kind_of_place(line.lower(i)) && line.lower(i + 1) == Some("of"))
        .map_or(at, |i| i + 1);
    let next = of + 1 + usize::from(line.class(of + 1) == Class::Determiner);
    let mention = clauses.mentions.get(next).filter(|m| m.words.start == next)?;
    let owner = line.class(mention.words.end) == Class::Possessive;
    (is_place(cast, mention) && mention.form != MentionForm::Adjective && !owner)
        .then(|| mention.words.clone())
}

/// The place that a sentence names first, or right before some words: "a meeting in Gora where".
///
/// - `words`: all that belongs to the event.
pub(super) fn around(
    clauses: &Clauses<'_, '_>,
    cast: &Cast,
    words: &Range<usize>,
) -> Option<String> {
    let line = clauses.line;
    let before = words.start.checked_sub(1)?;
    let name = |words: Range<usize>| place_name(line, words);
    if line.lower(before) == Some("where") {
        return (before.saturating_sub(8)..before)
            .rev()
            .find_map(|at| place_at(clauses, cast, at))
            .map(name);
    }
    // "In Gora on Tuesday, A met B": nothing but the place and a day in front.
    if line.class(before) == Class::Comma && before < 8 && line.lower(0) != Some("at") {
        let verb = (0..before).any(|i| clauses.reading(i) != Reading::None);
        return place_at(clauses, cast, 0).filter(|_| !verb).map(name);
    }
    None
}

/// The place that is named after all that belongs to an event, before another act: "met twice with
/// the envoy, including once last month in Gora"; "here" is the city of the dateline.
pub(super) fn after(
    clauses: &Clauses<'_, '_>,
    cast: &Cast,
    words: &Range<usize>,
    here: Option<&str>,
) -> Option<String> {
    let line = clauses.line;
    let limit = (words.end + 14).min(line.words.len());
    if let Some(here) = here
        && words.clone().chain(words.end..words.end + 3).any(|i| line.lower(i) == Some("here"))
    {
        return Some(here.to_owned());
    }
    (words.end..limit)
        .take_while(|&i| {
            !matches!(line.class(i), Class::Break | Class::Subordinator)
                && matches!(clauses.reading(i), Reading::None)
        })
        .find_map(|i| place_at(clauses, cast, i))
        .map(|words| place_name(line, words))
}

/// The place that a noun is called by: "the Geneva talks", "the Minsk agreement".
///
/// - `noun`: its first word.
pub(super) fn called_by(clauses: &Clauses<'_, '_>, noun: usize) -> Option<Range<usize>> {
    let line = clauses.line;
    let last = noun.checked_sub(1)?;
    if let Some(mention) = clauses.mentions.get(last) {
        return (mention.form == MentionForm::Seat && mention.words.end == noun)
            .then(|| mention.words.clone());
    }
    let name = |i: usize| {
        line.words.get(i).is_some_and(|w| {
            w.capital && w.class == Class::Other && !super::super::actors::is_calendar(&w.lower)
        })
    };
    let start = (last.saturating_sub(2)..=last).rev().take_while(|&i| name(i)).last()?;
    (start > 0 && line.part(last) == "PROPN").then_some(start..noun)
}

/// The last place that a sentence names under "in" or "at".
pub(super) fn of_line(clauses: &Clauses<'_, '_>, cast: &Cast) -> Option<String> {
    let line = clauses.line;
    (0..line.words.len())
        .rev()
        .take(120)
        .find_map(|at| place_at(clauses, cast, at))
        .map(|words| place_name(line, words))
}

/// A place as the timeline writes it.
pub(super) fn place_name(line: &Line<'_>, words: Range<usize>) -> String {
    let mut name = String::new();
    for (i, word) in line.words[words].iter().enumerate() {
        if i > 0 && !word.text.starts_with(['\'', '’']) && word.class != Class::Comma {
            name.push(' ');
        }
        name.push_str(word.text);
    }
    name
}
