//! CSV (RFC 4180): one row an event, in the order of the timeline, UTF-8, CRLF.
//!
//! Lists are parted by "; ". A cell that a spreadsheet would take for a formula (it begins with
//! `=`, `+`, `-`, `@`, a tab or a carriage return) gets an apostrophe in front, which spreadsheets
//! take for "this is text". Source: the CSV injection page of OWASP.

use std::borrow::Cow;
use std::io::{self, Write};

use super::{in_order, joined, name};
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
        rows.write_record(cells.iter().map(|cell| cell.as_bytes()))?;
    }
    rows.flush()
}

fn row<'t>(graph: &Graph<'_>, id: &'t Id, event: &'t Event) -> [Cow<'t, str>; COLUMNS.len()] {
    let bounds = graph.bounds(id.as_str());
    let day =
        |day: Option<NaiveDate>| day.map(|day| Cow::Owned(day.to_string())).unwrap_or_default();
    let ids = |ids: &[Id]| Cow::Owned(joined(ids.iter().map(Id::as_str), "; "));
    let names =
        |ids: &[Id]| Cow::Owned(joined(ids.iter().map(|id| name(graph.timeline(), id)), "; "));
    let text = |text: &'t Option<String>| Cow::Borrowed(text.as_deref().unwrap_or_default());
    let mut sources: Vec<&str> = event.evidence.iter().map(|one| one.source.as_str()).collect();
    sources.dedup();
    let quotes = event.evidence.iter().filter_map(|one| one.quote.as_deref());
    [
        Cow::Borrowed(id.as_str()),
        Cow::Borrowed(event.kind.name()),
        Cow::Borrowed(event.date.as_ref().map_or("", |date| date.written.as_str())),
        day(bounds.earliest_start),
        day(bounds.latest_start),
        day(bounds.earliest_end),
        day(bounds.latest_end),
        Cow::Borrowed(if graph.is_inferred(id.as_str()) { "yes" } else { "no" }),
        Cow::Borrowed(event.title.as_str()),
        Cow::Borrowed(event.modality.name()),
        ids(&event.from),
        names(&event.from),
        ids(&event.to),
        names(&event.to),
        text(&event.place),
        ids(&event.after),
        ids(&event.responds_to),
        ids(&event.conditional_on),
        Cow::Owned(sources.join("; ")),
        Cow::Owned(joined(quotes, "; ")),
        text(&event.note),
    ]
}

/// A cell that no spreadsheet runs.
fn harmless(cell: Cow<'_, str>) -> Cow<'_, str> {
    if cell.starts_with(['=', '+', '-', '@', '\t', '\r']) {
        Cow::Owned(format!("'{cell}"))
    } else {
        cell
    }
}
