//! Other people's formats, a file each. All take the graph and give the whole text.
//!
//! ```text
//! json   the whole timeline, with the days that were reckoned
//! csv    one row an event, for a spreadsheet
//! ics    the events whose days are known, for a calendar
//! cameo  the events in CAMEO's codes, a row for each pair of actors
//! plover the events in PLOVER's categories, one line of JSON each
//! dot    events and what hangs on what, for Graphviz
//! ```
//!
//! The same timeline gives the same bytes; nothing here looks at a clock.

mod coded;
mod csv;
mod dot;
mod ics;
mod json;

pub use coded::{cameo, plover};
pub use csv::csv;
pub use dot::{Dot, dot};
pub use ics::ics;
pub use json::{VERSION, json};

use crate::graph::Graph;
use crate::timeline::{Event, Id};

/// The events in the order of the timeline.
fn in_order<'t>(graph: &Graph<'t>) -> impl Iterator<Item = (&'t Id, &'t Event)> {
    let events = &graph.timeline().events;
    let order = graph.order().to_vec();
    order.into_iter().filter_map(|id| events.get_key_value(id.as_str()))
}
