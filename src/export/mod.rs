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

use std::io::{self, BufWriter, Write};

use serde::Serialize;

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

/// JSON, indented, with a line end behind it.
fn pretty(value: &impl Serialize, out: &mut dyn Write) -> io::Result<()> {
    // A token at a time is put together here, where it costs no call through `dyn`.
    let mut out = BufWriter::with_capacity(PIECE, out);
    serde_json::to_writer_pretty(&mut out, value).map_err(io::Error::from)?;
    out.write_all(b"\n")?;
    out.flush()
}

/// The events in the order of the timeline.
fn in_order<'t>(graph: &Graph<'t>) -> impl Iterator<Item = (&'t Id, &'t Event)> {
    graph.in_order().map(|(id, event, _)| (id, event))
}

/// The names of actors in a line; the id of one that nobody introduced.
fn names(timeline: &Timeline, ids: &[Id]) -> String {
    joined(ids.iter().map(|id| name(timeline, id)), ", ")
}

/// The name of an actor; the id of one that nobody introduced.
fn name<'t>(timeline: &'t Timeline, id: &'t Id) -> &'t str {
    timeline.actors.get(id.as_str()).map_or(id.as_str(), |actor| actor.name.as_str())
}

/// Texts in a line, parted by something.
fn joined<'t>(texts: impl Iterator<Item = &'t str>, by: &str) -> String {
    let mut line = String::new();
    for (at, text) in texts.enumerate() {
        line.push_str(if at == 0 { "" } else { by });
        line.push_str(text);
    }
    line
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
