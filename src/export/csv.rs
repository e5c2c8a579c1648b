//! CSV (RFC 4180): one row an event, in the order of the timeline, UTF-8, CRLF.
//!
//! Lists are parted by "; ". A cell that a spreadsheet would take for a formula (it begins with
//! `=`, `+`, `-`, `@`, a tab or a carriage return) gets an apostrophe in front, which spreadsheets
//! take for "this is text". Source: the CSV injection page of OWASP.

use std::io::{self, Write};

use super::in_order;
use crate::calendar::NaiveDate;
use crate::graph::Graph;
use crate::timeline::{Event, Id};

const COLUMNS: [&str; 21] = [
    "id",
    "type",
    "date",
    "earliest_start",
    "latest_start",
    "earliest_end",
    "latest_end",
    "inferred",
    "title",
    "modality",
    "from",
    "from_names",
    "to",
    "to_names",
    "place",
    "after",
    "responds_to",
    "conditional_on",
    "sources",
    "quotes",
    "note",
];

/// One row an event; the columns are named in the first row.
pub fn csv(graph: &Graph<'_>, out: &mut dyn Write) -> io::Result<()> {
    let mut rows = csv::WriterBuilder::new().terminator(csv::Terminator::CRLF).from_writer(out);
    rows.write_record(COLUMNS)?;
    for (id, event) in in_order(graph) {
        let cells = row(graph, id, event).map(harmless);
        rows.write_record(cells)?;
    }
    rows.flush()
}

fn row(graph: &Graph<'_>, id: &Id, event: &Event) -> [String; COLUMNS.len()] {
    let bounds = graph.bounds(id.as_str());
    let day = |day: Option<NaiveDate>| day.map(|day| day.to_string()).unwrap_or_default();
    let ids = |ids: &[Id]| ids.iter().map(Id::as_str).collect::<Vec<_>>().join("; ");
    let names = |ids: &[Id]| {
        let actors = &graph.timeline().actors;
        let name =
            |id: &Id| actors.get(id.as_str()).map_or(id.0.clone(), |actor| actor.name.clone());
        ids.iter().map(name).collect::<Vec<_>>().join("; ")
    };
    let mut sources: Vec<&str> = event.evidence.iter().map(|one| one.source.as_str()).collect();
    sources.dedup();
    let quotes: Vec<&str> = event.evidence.iter().filter_map(|one| one.quote.as_deref()).collect();
    [
        id.0.clone(),
        event.kind.to_string(),
        event.date.as_ref().map(|date| date.written.clone()).unwrap_or_default(),
        day(bounds.earliest_start),
        day(bounds.latest_start),
        day(bounds.earliest_end),
        day(bounds.latest_end),
        if graph.is_inferred(id.as_str()) { "yes" } else { "no" }.to_owned(),
        event.title.clone(),
        event.modality.to_string(),
        ids(&event.from),
        names(&event.from),
        ids(&event.to),
        names(&event.to),
        event.place.clone().unwrap_or_default(),
        ids(&event.after),
        ids(&event.responds_to),
        ids(&event.conditional_on),
        sources.join("; "),
        quotes.join("; "),
        event.note.clone().unwrap_or_default(),
    ]
}

/// A cell that no spreadsheet runs.
fn harmless(cell: String) -> String {
    if cell.starts_with(['=', '+', '-', '@', '\t', '\r']) { format!("'{cell}") } else { cell }
}
