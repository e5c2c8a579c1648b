//! "The offer", "Malta's proposal", "made the announcement": what points back to an event told
//! before, or in the next sentence or two, is a further telling of it.

use super::super::actors::Who;
use super::super::why::Field;
use super::super::words::Class;
use super::{Scene, Telling};
use crate::vocabulary::{EventType, Modality};

/// How far back what a noun points to may stand, counted in events.
const NEAR: usize = 40;

/// Joins what only points back to the event that it points to, as one more quote of it.
pub(super) fn join(scene: &Scene<'_, '_>, tellings: &mut Vec<Telling>) {
    let points: Vec<Option<usize>> = (0..tellings.len())
        .map(|index| {
            let telling = &tellings[index];
            if telling.date.is_some() {
                return None;
            }
            let before = index.saturating_sub(NEAR)..index;
            if announces_again(scene, telling) {
                return before.rev().find(|&other| {
                    let earlier = &tellings[other];
                    earlier.from == telling.from
                        && earlier.kind != EventType::Statement
                        && earlier.modality == Modality::Happened
                        && earlier.line < telling.line
                        && earlier.line + 2 >= telling.line
                });
            }
            if !telling.nominal || !is_definite(scene, telling) {
                return None;
            }
            let after = index + 1..tellings.len().min(index + 4);
            before
                .rev()
                .chain(after)
                .find(|&other| !tellings[other].nominal && tells(scene, &tellings[other], telling))
        })
        .collect();
    for (index, point) in points.iter().enumerate() {
        let Some(other) = *point else { continue };
        let telling = &tellings[index];
        let words = scene.lines[telling.line].span(telling.words.start, telling.words.end);
        // What is told to the end may itself point back.
        if points[other].is_none() {
            let target = &mut tellings[other];
            target.also.push(words.clone());
            target.grounds.add(Field::Evidence, "points-back", words, None);
        }
    }
    let mut points = points.iter();
    tellings.retain(|_| points.next().expect("one for each telling").is_none());
}

/// "made the announcement", "issued the statement": what was announced is told already.
fn announces_again(scene: &Scene<'_, '_>, telling: &Telling) -> bool {
    if telling.nominal || telling.kind != EventType::Statement || telling.from.is_empty() {
        return false;
    }
    let line = &scene.lines[telling.line];
    let made = matches!(line.lemma(telling.at), "make" | "issue" | "deliver" | "release");
    made && (telling.at + 1..telling.at + 4).any(|i| {
        matches!(line.lower(i), Some("announcement" | "statement" | "declaration" | "remarks"))
            && (telling.at + 1..i)
                .any(|i| matches!(line.lower(i), Some("the" | "this" | "that" | "these")))
    })
}

/// "the", "this", "their", "Malta's" before the noun.
fn is_definite(scene: &Scene<'_, '_>, telling: &Telling) -> bool {
    let line = &scene.lines[telling.line];
    (telling.at.saturating_sub(8)..telling.at)
        .rev()
        .take_while(|&i| {
            matches!(line.class(i), Class::Determiner | Class::Possessive | Class::Other)
        })
        .any(|i| {
            line.class(i) == Class::Possessive
                || matches!(line.lower(i), Some("the" | "this" | "that" | "these" | "those"))
        })
}

/// Whether one telling tells what a noun names.
fn tells(scene: &Scene<'_, '_>, telling: &Telling, noun: &Telling) -> bool {
    let offers = |kind| {
        matches!(
            kind,
            EventType::Proposal | EventType::Invitation | EventType::Appeal | EventType::Demand
        )
    };
    let meets = |kind| matches!(kind, EventType::Meeting | EventType::Talks);
    let kinds = telling.kind == noun.kind
        || offers(telling.kind) && offers(noun.kind)
        || meets(telling.kind) && meets(noun.kind) && noun.from.is_empty();
    let place = match (&telling.place, &noun.place) {
        (Some(place), Some(other)) => place == other,
        _ => true,
    };
    // "the Maltese offer" is that of Malta's president.
    let acts = |who: &Who| {
        let of = scene.cast.entities[*who].of;
        telling.from.iter().chain(&telling.to).any(|other| {
            other == who || Some(*other) == of || scene.cast.entities[*other].of == Some(*who)
        })
    };
    let to = telling.to.is_empty() || noun.to.iter().all(acts);
    kinds && place && to && noun.from.iter().all(acts)
}
