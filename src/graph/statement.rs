//! What the file says that constrains days, and sets of it that cannot hold together.

use std::cmp::Reverse;

use crate::timeline::{Event, Id, Route, Timeline};
use crate::vocabulary::{Confidence, Relation};

/// Something the file says that constrains days; a step of a contradiction.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Statement<'t> {
    /// The date of an event.
    Date {
        /// Whose date.
        event: &'t Id,
    },
    /// A relation between two events: `event` is after / responds to / is conditional on `on`.
    Related {
        /// Which relation.
        relation: Relation,
        /// The later event, in whose entry the relation stands.
        event: &'t Id,
        /// The earlier one.
        on: &'t Id,
    },
    /// How far from another event it lies, or how long it lasts.
    Timed {
        /// Which event.
        event: &'t Id,
        /// Which of its timings, counted from 0.
        at: usize,
        /// The other event, where it is not about a length.
        on: Option<&'t Id>,
    },
    /// A source tells it: what happened began no later than the source came out, what is planned
    /// begins no earlier.
    Reported {
        /// Which event.
        event: &'t Id,
        /// Which article.
        source: &'t Id,
    },
}

/// Statements that cannot all hold; leave any one out, and the rest can.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Contradiction<'t> {
    /// The steps, each with where it stands in the file; a closed walk from the earlier to the
    /// later, turned so that the least trusted step, the likely culprit, comes last.
    pub steps: Vec<Statement<'t>>,
    /// By how many days they miss; 0 where pure order contradicts itself within a day.
    pub short_by: u64,
    /// Rests on something that need not hold: a plan, a condition, a doubtful date. Worth a
    /// warning, where the others are errors.
    pub soft: bool,
}

impl<'t> Statement<'t> {
    /// The event in whose entry it stands.
    pub fn event(&self) -> &'t Id {
        match *self {
            Self::Date { event }
            | Self::Related { event, .. }
            | Self::Timed { event, .. }
            | Self::Reported { event, .. } => event,
        }
    }

    /// The way to where it stands in the file.
    pub fn route(&self, timeline: &Timeline) -> Route {
        let entry = |id: &Id| timeline.events.get(id);
        match *self {
            Self::Date { event } => Route::event(event.as_str(), "date"),
            Self::Related { relation, event, on } => {
                let list = Route::event(event.as_str(), relation.name());
                let place = entry(event)
                    .and_then(|event| event.related(relation).iter().position(|one| one == on));
                place.into_iter().fold(list, Route::index)
            }
            Self::Timed { event, at, .. } => Route::event(event.as_str(), "timing").index(at),
            Self::Reported { event, source } => {
                let list = Route::event(event.as_str(), "evidence");
                let place = entry(event)
                    .and_then(|event| event.evidence.iter().position(|one| one.source == *source));
                match place {
                    Some(place) => list.index(place).key("source"),
                    None => list,
                }
            }
        }
    }

    /// How much it is trusted, more by the greater: what a person wrote above what a machine
    /// read, then a date above an order, and an order above what follows from the day of an
    /// article.
    pub(super) fn trust(&self, timeline: &Timeline) -> (u8, u8) {
        let (field, kind) = match *self {
            Self::Date { .. } => ("date", 2),
            Self::Related { relation, .. } => (relation.name(), 1),
            Self::Timed { .. } => ("timing", 1),
            Self::Reported { .. } => ("modality", 0),
        };
        (timeline.events.get(self.event()).map_or(0, |event| hand(event, field)), kind)
    }
}

/// By whom a field was written: 3 a person, 2 to 0 a machine, by how sure it was.
fn hand(event: &Event, field: &str) -> u8 {
    match event.confidence.get(field) {
        Some(Confidence::Low) => 0,
        Some(Confidence::Medium) => 1,
        Some(Confidence::High) => 2,
        None if event.reading.contains_key(field) => 2,
        None => 3,
    }
}

/// Which step is the likely culprit: the least trusted, of several the last by id.
pub(super) fn culprit(steps: &[Statement<'_>], timeline: &Timeline) -> usize {
    let key = |at: &usize| {
        let step = &steps[*at];
        (step.trust(timeline), Reverse(step.event()), *at)
    };
    (0..steps.len()).min_by_key(key).unwrap_or(0)
}

/// Turns a closed walk so that the likely culprit comes last.
pub(super) fn turn<'t>(mut steps: Vec<Statement<'t>>, timeline: &Timeline) -> Vec<Statement<'t>> {
    let last = culprit(&steps, timeline);
    if !steps.is_empty() {
        steps.rotate_left(last + 1);
    }
    steps
}
