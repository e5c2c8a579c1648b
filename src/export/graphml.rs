//! `GraphML`: events as nodes and relations as edges, for programs that read networks.
//!
//! Edges run from the earlier to the later event, as in DOT. Relations to events that are not
//! there are left out. Source: the `GraphML` primer and its schema, version 1.1.

use std::io::{self, Write};

use super::{in_order, names, pass, rest, sources, xml};
use crate::graph::Graph;
use crate::vocabulary::Relation;

/// What a node and an edge carry: name and whose it is.
const KEYS: [(&str, &str); 11] = [
    ("title", "node"),
    ("type", "node"),
    ("date", "node"),
    ("earliest", "node"),
    ("latest", "node"),
    ("modality", "node"),
    ("from", "node"),
    ("to", "node"),
    ("place", "node"),
    ("quotes", "node"),
    ("relation", "edge"),
];

/// The events and what hangs on what.
pub fn graphml(graph: &Graph<'_>, to: &mut dyn Write) -> io::Result<()> {
    let timeline = graph.timeline();
    let mut out = String::from(
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<graphml xmlns=\"http://graphml.graphdrawing.org/xmlns\">\n",
    );
    for (name, of) in KEYS {
        out.push_str("  <key");
        let pairs = [("id", name), ("for", of), ("attr.name", name), ("attr.type", "string")];
        xml::attributes(&mut out, &pairs);
        out.push_str("/>\n");
    }
    out.push_str("  <graph id=\"timeline\" edgedefault=\"directed\">\n");
    for (id, event, bounds) in graph.in_order() {
        out.push_str("    <node");
        xml::attributes(&mut out, &[("id", id.as_str())]);
        out.push_str(">\n");
        let day = |day: Option<crate::calendar::NaiveDate>| {
            day.map(|day| day.to_string()).unwrap_or_default()
        };
        let date = event.date.as_ref().map_or("", |date| date.written.as_str());
        let whose = names(timeline, &event.from);
        let whom = names(timeline, &event.to);
        for (key, value) in [
            ("title", event.title.as_str()),
            ("type", event.kind.name()),
            ("date", date),
            ("earliest", &day(bounds.earliest_start)),
            ("latest", &day(bounds.latest_end)),
            ("modality", event.modality.name()),
            ("from", &whose),
            ("to", &whom),
            ("place", event.place.as_deref().unwrap_or_default()),
            ("quotes", &sources(timeline, event).join("\n")),
        ] {
            data(&mut out, key, value);
        }
        out.push_str("    </node>\n");
        pass(&mut out, to)?;
    }
    for (id, event) in in_order(graph) {
        for &relation in Relation::ALL {
            let there = event.related(relation).iter();
            for earlier in there.filter(|other| timeline.events.contains_key(other.as_str())) {
                out.push_str("    <edge");
                let ends = [("source", earlier.as_str()), ("target", id.as_str())];
                xml::attributes(&mut out, &ends);
                out.push_str(">\n");
                data(&mut out, "relation", relation.name());
                out.push_str("    </edge>\n");
            }
        }
        pass(&mut out, to)?;
    }
    out.push_str("  </graph>\n</graphml>\n");
    rest(&mut out, to)
}

fn data(out: &mut String, key: &str, value: &str) {
    if !value.is_empty() {
        out.push_str("      <data");
        xml::attributes(out, &[("key", key)]);
        out.push('>');
        xml::text(out, value);
        out.push_str("</data>\n");
    }
}
