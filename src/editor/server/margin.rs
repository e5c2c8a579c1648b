//! What an editor writes into the margin: the days of events without a date, and what can be
//! followed with a click.

use std::fmt::Write as _;

use serde_json::{Value, json};

use super::Open;
use crate::check::paths;
use crate::graph::Graph;

/// Behind the id of each event without a date, the days that its neighbours leave it.
pub(super) fn hints(open: &mut Open, range: lsp_types::Range) -> Value {
    let outline = open.outline();
    let asked = open.text.span(range);
    let timeline = open.timeline().clone();
    let graph = Graph::new(&timeline);
    let text = open.text.as_str();
    let mut hints = Vec::new();
    for (at, spot) in outline.spots.iter().enumerate() {
        let is_asked = spot.span.start <= asked.end && asked.start <= spot.span.end;
        if !is_asked || !spot.is_key || outline.way(text, at) != ["events"] {
            continue;
        }
        let id = &text[spot.span.clone()];
        if timeline.events.get(id).is_none_or(|event| event.date.is_some()) {
            continue;
        }
        let bounds = graph.bounds(id);
        let days = match (bounds.earliest_start, bounds.latest_end) {
            (Some(first), Some(last)) if first == last => first.to_string(),
            (Some(first), Some(last)) => format!("{first} to {last}"),
            (Some(first), None) => format!("{first} or later"),
            (None, Some(last)) => format!("{last} or earlier"),
            (None, None) => continue,
        };
        // Behind the colon, which stands behind the key and its quote, if any.
        let colon =
            text[spot.span.end..].find(':').map_or(spot.span.end, |at| spot.span.end + at + 1);
        hints.push(json!({
            "position": open.text.position(colon),
            "label": format!("({days})"),
            "tooltip": "what the dates of its neighbours leave",
            "paddingLeft": true,
        }));
    }
    Value::Array(hints)
}

/// Saved copies and addresses on the web.
pub(super) fn links(uri: &str, open: &Open) -> Value {
    let (text, outline) = (open.text.as_str(), open.outline());
    let folder = uri.rfind('/').map_or("", |slash| &uri[..=slash]);
    let mut links = Vec::new();
    for (at, spot) in outline.spots.iter().enumerate().filter(|(_, spot)| !spot.is_key) {
        let written = &text[spot.span.clone()];
        let target = match outline.way(text, at).as_slice() {
            // Only what lies beside the timeline, as everywhere.
            ["sources", _, "versions", "file"] if paths::why_bad(written).is_none() => {
                format!("{folder}{}", encoded(written))
            }
            ["sources", _, "url"]
                if written.starts_with("https://") || written.starts_with("http://") =>
            {
                written.to_owned()
            }
            _ => continue,
        };
        links.push(json!({"range": open.text.range(&spot.span), "target": target}));
    }
    Value::Array(links)
}

/// A path as part of an address.
fn encoded(path: &str) -> String {
    let mut out = String::new();
    for byte in path.bytes() {
        match byte {
            b'a'..=b'z' | b'A'..=b'Z' | b'0'..=b'9' | b'/' | b'.' | b'-' | b'_' | b'~' => {
                out.push(char::from(byte));
            }
            _ => {
                let _ = write!(out, "%{byte:02X}");
            }
        }
    }
    out
}
