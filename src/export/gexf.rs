//! GEXF 1.3: the graph with its days, for Gephi.
//!
//! A node is there from its earliest to its latest possible day; what no day bounds is there all
//! the time. Edges run from the earlier to the later event.

use std::io::{self, Write};

use super::{in_order, names, pass, rest, sources, xml};
use crate::graph::Graph;
use crate::vocabulary::Relation;

/// What a node carries.
const FIELDS: [&str; 7] = ["type", "date", "modality", "from", "to", "place", "quotes"];

/// The events and what hangs on what, over time.
pub fn gexf(graph: &Graph<'_>, to: &mut dyn Write) -> io::Result<()> {
    let timeline = graph.timeline();
    let mut out = String::from(
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<gexf xmlns=\"http://gexf.net/1.3\" version=\"1.3\">\n  <meta>\n",
    );
    xml::element(&mut out, "    ", "creator", "demarche");
    xml::element(&mut out, "    ", "description", &timeline.title);
    out.push_str("  </meta>\n  <graph mode=\"dynamic\" defaultedgetype=\"directed\" timeformat=\"date\">\n    <attributes class=\"node\">\n");
    for field in FIELDS {
        out.push_str("      <attribute");
        xml::attributes(&mut out, &[("id", field), ("title", field), ("type", "string")]);
        out.push_str("/>\n");
    }
    out.push_str("    </attributes>\n    <nodes>\n");
    for (id, event, bounds) in graph.in_order() {
        let day = |day: Option<crate::calendar::NaiveDate>| {
            let day = day.filter(|day| (1..=9999).contains(&chrono::Datelike::year(day)));
            day.map(|day| day.to_string()).unwrap_or_default()
        };
        out.push_str("      <node");
        let (start, end) = (day(bounds.earliest_start), day(bounds.latest_end));
        let pairs =
            [("id", id.as_str()), ("label", &event.title), ("start", &start), ("end", &end)];
        xml::attributes(&mut out, &pairs);
        out.push_str(">\n        <attvalues>\n");
        let date = event.date.as_ref().map_or("", |date| date.written.as_str());
        for (field, value) in FIELDS.into_iter().zip([
            event.kind.name(),
            date,
            event.modality.name(),
            &names(timeline, &event.from),
            &names(timeline, &event.to),
            event.place.as_deref().unwrap_or_default(),
            &sources(timeline, event).join("\n"),
        ]) {
            if !value.is_empty() {
                out.push_str("          <attvalue");
                xml::attributes(&mut out, &[("for", field), ("value", value)]);
                out.push_str("/>\n");
            }
        }
        out.push_str("        </attvalues>\n      </node>\n");
        pass(&mut out, to)?;
    }
    out.push_str("    </nodes>\n    <edges>\n");
    let mut number = 0;
    for (id, event) in in_order(graph) {
        for &relation in Relation::ALL {
            let there = event.related(relation).iter();
            for earlier in there.filter(|other| timeline.events.contains_key(other.as_str())) {
                out.push_str("      <edge");
                let name = number.to_string();
                let pairs = [
                    ("id", name.as_str()),
                    ("source", earlier.as_str()),
                    ("target", id.as_str()),
                    ("label", relation.name()),
                ];
                xml::attributes(&mut out, &pairs);
                out.push_str("/>\n");
                number += 1;
            }
        }
        pass(&mut out, to)?;
    }
    out.push_str("    </edges>\n  </graph>\n</gexf>\n");
    rest(&mut out, to)
}
