//! "The offer", "Malta's proposal": what a noun points back to was told already.

use super::super::actors::Who;
use super::super::words::Class;
use super::{Scene, Telling};
use crate::vocabulary::EventType;

/// How far back what a noun points to may stand, counted in events.
const NEAR: usize = 40;

/// Leaves out nouns that only point back to an event told before, or in the next sentence or two.
pub(super) fn leave_out(scene: &Scene<'_, '_>, tellings: &mut Vec<Telling>) {
    let points: Vec<bool> = (0..tellings.len())
        .map(|index| {
            let telling = &tellings[index];
            if !telling.nominal || telling.date.is_some() || !is_definite(scene, telling) {
                return false;
            }
            let before = index.saturating_sub(NEAR)..index;
            let after = index + 1..tellings.len().min(index + 4);
            before
                .chain(after)
                .any(|other| !tellings[other].nominal && tells(scene, &tellings[other], telling))
        })
        .collect();
    let mut points = points.iter();
    tellings.retain(|_| !points.next().expect("one for each telling"));
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
    let offers = |kind| matches!(kind, EventType::Proposal | EventType::Invitation);
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
    kinds && place && noun.from.iter().chain(&noun.to).all(acts)
}
