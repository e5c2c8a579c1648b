//! The timeline as a graph: what hangs on what, and on which days that leaves possible.
//!
//! Every date is four days and every relation a difference constraint between days. Propagating
//! them narrows the bounds of each event ([`Graph::bounds`]); what cannot hold together is told as
//! the smallest cycle of statements ([`Graph::contradictions`]).

use crate::calendar::Bounds;
use crate::timeline::{Id, Timeline};
use crate::vocabulary::Relation;

/// The graph of a timeline. References to events or actors that are not there are left out;
/// [`crate::check`] tells them.
#[derive(Debug)]
pub struct Graph<'t> {
    timeline: &'t Timeline,
}

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
    /// It happened, and a source tells it: it began no later than the source came out.
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
    /// The steps, each with where it stands in the file; a closed walk.
    pub steps: Vec<Statement<'t>>,
    /// By how many days they miss; 0 where pure order contradicts itself within a day.
    pub short_by: u64,
}

impl<'t> Graph<'t> {
    /// Builds the graph and propagates the days.
    pub fn new(timeline: &'t Timeline) -> Self {
        Self { timeline }
    }

    /// What it was made from.
    pub fn timeline(&self) -> &'t Timeline {
        self.timeline
    }

    /// The events in the order of the timeline: earliest start, then the more exact first, then
    /// what comes before by relation, then file order.
    pub fn order(&self) -> &[&'t Id] {
        &[]
    }

    /// The days an event can fall on: what is said, narrowed by its neighbours.
    pub fn bounds(&self, _event: &str) -> Bounds {
        Bounds::default()
    }

    /// Whether the neighbours narrow what the event's own date says.
    pub fn is_inferred(&self, _event: &str) -> bool {
        false
    }

    /// Circles of pure order, each the shortest of its knot.
    pub fn loops(&self) -> Vec<Contradiction<'t>> {
        Vec::new()
    }

    /// What no choice of days can mend, beyond the loops.
    pub fn contradictions(&self) -> Vec<Contradiction<'t>> {
        Vec::new()
    }

    /// The events that name this one in a relation, in timeline order.
    pub fn followers(&self, _event: &str) -> Vec<(Relation, &'t Id)> {
        Vec::new()
    }

    /// The events an actor takes part in, in timeline order.
    pub fn events_of(&self, _actor: &str) -> Vec<&'t Id> {
        Vec::new()
    }

    /// The events that rest on a source, in timeline order.
    pub fn events_from(&self, _source: &str) -> Vec<&'t Id> {
        Vec::new()
    }
}
