//! Other people's formats, a file each. All take the graph and write the text piece by piece: a
//! long timeline is never held a second time.
//!
//! ```text
//! json   the whole timeline, with the days that were reckoned
//! csv    one row an event, for a spreadsheet
//! ics    the events whose days are known, for a calendar
//! cameo  the events in CAMEO's codes, a row for each pair of actors
//! plover the events in PLOVER's categories, one line of JSON each
//! dot    events and what hangs on what, for Graphviz
//! graphml, gexf   the same for programs that read networks
//! jsonld      events, articles and claims in the terms of schema.org
//! atom        the events as a feed
//! timelinejs  the events as slides
//! ```
//!
//! The same timeline gives the same bytes; nothing here looks at a clock.

mod atom;
mod coded;
mod csv;
mod dot;
mod gexf;
mod graphml;
mod ics;
mod json;
mod jsonld;
mod timelinejs;
mod xml;

pub use atom::atom;
pub use coded::{cameo, plover};
pub use csv::csv;
pub use dot::{Dot, dot};
pub use gexf::gexf;
pub use graphml::graphml;
pub use ics::ics;
pub use json::{VERSION, json};
pub use jsonld::jsonld;
pub use timelinejs::timelinejs;

use std::io::{self, Write};

use crate::graph::Graph;
use crate::timeline::{Event, Id, Timeline};

/// How much text comes together before it is handed on, in bytes.
const PIECE: usize = 32 * 1024;

/// Hands on what has come together, once it is worth it.
fn pass(piece: &mut String, out: &mut dyn Write) -> io::Result<()> {
    if piece.len() < PIECE { Ok(()) } else { rest(piece, out) }
}

/// Hands on what is left.
fn rest(piece: &mut String, out: &mut dyn Write) -> io::Result<()> {
    out.write_all(piece.as_bytes())?;
    piece.clear();
    Ok(())
}

/// The events in the order of the timeline.
fn in_order<'t>(graph: &Graph<'t>) -> impl Iterator<Item = (&'t Id, &'t Event)> {
    let events = &graph.timeline().events;
    let order = graph.order().to_vec();
    order.into_iter().filter_map(|id| events.get_key_value(id.as_str()))
}

/// The names of actors in a line; the id of one that nobody introduced.
fn names(timeline: &Timeline, ids: &[Id]) -> String {
    let name = |id: &Id| match timeline.actors.get(id.as_str()) {
        Some(actor) => actor.name.clone(),
        None => id.0.clone(),
    };
    ids.iter().map(name).collect::<Vec<_>>().join(", ")
}

/// The words an event rests on, each with the title of its article.
fn sources(timeline: &Timeline, event: &Event) -> Vec<String> {
    let said = event.evidence.iter().map(|evidence| {
        let source = timeline.sources.get(evidence.source.as_str());
        let source = source.map_or(evidence.source.as_str(), |source| source.title.as_str());
        match &evidence.quote {
            Some(quote) => format!("“{quote}” ({source})"),
            None => source.to_owned(),
        }
    });
    said.collect()
}
