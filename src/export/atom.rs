//! Atom (RFC 4287): the events as entries, for readers of feeds.
//!
//! No clock is asked: an entry is of the day on which the first of its sources came out, else of
//! its own first day. The newest stand first; what has no day at all is left out.

use std::io::{self, Write};

use super::{in_order, names, pass, rest, sources, xml};
use crate::calendar::NaiveDate;
use crate::graph::Graph;
use crate::timeline::{Event, Id, Timeline};

/// The events as a feed.
///
/// - `name`: what the timeline is called on disk; part of each entry's permanent id.
pub fn atom(graph: &Graph<'_>, name: &str, to: &mut dyn Write) -> io::Result<()> {
    let timeline = graph.timeline();
    let mut entries: Vec<(NaiveDate, &Id, &Event)> = in_order(graph)
        .filter_map(|(id, event)| Some((day(timeline, event)?, id, event)))
        .collect();
    entries.sort_by_key(|one| std::cmp::Reverse(one.0));
    let moment = |day: NaiveDate| format!("{day}T00:00:00Z");
    let urn = |rest: &str| format!("urn:x-demarche:{name}{rest}");
    let mut out = String::from(
        "<?xml version=\"1.0\" encoding=\"utf-8\"?>\n<feed xmlns=\"http://www.w3.org/2005/Atom\">\n",
    );
    xml::element(&mut out, "  ", "id", &urn(""));
    xml::element(&mut out, "  ", "title", &timeline.title);
    let newest = entries.first().map_or("1970-01-01T00:00:00Z".to_owned(), |one| moment(one.0));
    xml::element(&mut out, "  ", "updated", &newest);
    out.push_str("  <author>");
    xml::element(&mut out, "", "name", &timeline.title);
    out.push_str("  </author>\n");
    for (day, id, event) in entries {
        out.push_str("  <entry>\n");
        xml::element(&mut out, "    ", "id", &urn(&format!(":e:{id}")));
        xml::element(&mut out, "    ", "title", &event.title);
        xml::element(&mut out, "    ", "updated", &moment(day));
        let url = event.evidence.iter().find_map(|one| {
            let url = timeline.sources.get(one.source.as_str())?.url.as_deref()?;
            url.starts_with("http").then_some(url)
        });
        if let Some(url) = url {
            out.push_str("    <link");
            xml::attributes(&mut out, &[("rel", "via"), ("href", url)]);
            out.push_str("/>\n");
        }
        out.push_str("    <category");
        xml::attributes(&mut out, &[("term", event.kind.name())]);
        out.push_str("/>\n");
        let mut said: Vec<String> = Vec::new();
        if let Some(date) = &event.date {
            said.push(date.written.clone());
        }
        for ids in [&event.from, &event.to] {
            if !ids.is_empty() {
                said.push(names(timeline, ids));
            }
        }
        said.extend(event.place.clone());
        said.extend(sources(timeline, event));
        xml::element(&mut out, "    ", "summary", &said.join(" · "));
        out.push_str("  </entry>\n");
        pass(&mut out, to)?;
    }
    out.push_str("</feed>\n");
    rest(&mut out, to)
}

/// The day of an entry.
fn day(timeline: &Timeline, event: &Event) -> Option<NaiveDate> {
    let published = event.evidence.iter().filter_map(|one| {
        let source = timeline.sources.get(one.source.as_str())?;
        source.published.as_ref()?.when.as_ref()?.single_day()
    });
    let own = event.when().map(crate::calendar::When::bounds);
    let own = own.and_then(|bounds| bounds.earliest_start.or(bounds.latest_start));
    published.min().or(own).filter(|day| (1..=9999).contains(&chrono::Datelike::year(day)))
}
