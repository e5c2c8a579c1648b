//! JSON: the timeline as it stands in the file, and what was reckoned from it.
//!
//! ```text
//! {
//!   "version": 1,
//!   "timeline": {"title", "summary", "sources": {id: …}, "actors": {id: …}, "events": {id: …}},
//!   "order": [id, …],                     the events in the order of the timeline
//!   "days": {id: {"earliest-start", "latest-start", "earliest-end", "latest-end", "inferred"}}
//! }
//! ```
//!
//! `timeline` has the keys of the YAML file, defaults left out. Days are `YYYY-MM-DD` or null where
//! nothing bounds them; `inferred` says that other events narrowed them beyond the event's date.

use serde_json::{Map, Value, json};

use super::in_order;
use crate::calendar::NaiveDate;
use crate::graph::Graph;
use crate::timeline::{Extra, Timeline};

/// The number of the shape; it grows when a key is renamed, removed, or means something else.
pub const VERSION: u32 = 1;

/// The whole timeline as JSON; the shape stands at the head of this file.
pub fn json(graph: &Graph<'_>) -> String {
    let day = |day: Option<NaiveDate>| day.map(|day| day.to_string());
    let days: Map<String, Value> = in_order(graph)
        .map(|(id, _)| {
            let bounds = graph.bounds(id.as_str());
            let days = json!({
                "earliest-start": day(bounds.earliest_start),
                "latest-start": day(bounds.latest_start),
                "earliest-end": day(bounds.earliest_end),
                "latest-end": day(bounds.latest_end),
                "inferred": graph.is_inferred(id.as_str()),
            });
            (id.0.clone(), days)
        })
        .collect();
    let value = json!({
        "version": VERSION,
        "timeline": serde_json::to_value(plain(graph.timeline()))
            .expect("what JSON cannot hold was made text"),
        "order": graph.order(),
        "days": days,
    });
    let mut text = serde_json::to_string_pretty(&value).expect("keys are strings");
    text.push('\n');
    text
}

/// The timeline, with values of the user's own that JSON cannot hold (a mapping whose keys are no
/// text) as the text of their YAML.
fn plain(timeline: &Timeline) -> Timeline {
    let mut plain = timeline.clone();
    let mut all: Vec<&mut Extra> = vec![&mut plain.extra];
    for source in plain.sources.values_mut() {
        all.push(&mut source.extra);
        all.extend(source.versions.iter_mut().map(|version| &mut version.extra));
    }
    for actor in plain.actors.values_mut() {
        all.push(&mut actor.extra);
        all.extend(actor.offices.iter_mut().map(|office| &mut office.extra));
    }
    for event in plain.events.values_mut() {
        all.push(&mut event.extra);
        all.extend(event.evidence.iter_mut().map(|evidence| &mut evidence.extra));
    }
    for value in all.into_iter().flat_map(|extra| extra.values_mut()) {
        if serde_json::to_value(&*value).is_err() {
            let text = serde_yaml::to_string(value).unwrap_or_default();
            *value = serde_yaml::Value::String(text.trim_end().to_owned());
        }
    }
    plain
}
