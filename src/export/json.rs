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

use std::borrow::Cow;
use std::io::{self, Write};

use serde::Serialize;
use serde::ser::{SerializeMap as _, Serializer};

use super::{in_order, pretty};
use crate::calendar::NaiveDate;
use crate::graph::Graph;
use crate::timeline::{Event, Extra, Id, Timeline};

/// The number of the shape; it grows when a key is renamed, removed, or means something else.
pub const VERSION: u32 = 1;

/// The whole timeline as JSON; the shape stands at the head of this file.
pub fn json(graph: &Graph<'_>, out: &mut dyn Write) -> io::Result<()> {
    pretty(&Whole(graph), out)
}

struct Whole<'g>(&'g Graph<'g>);

impl Serialize for Whole<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut map = serializer.serialize_map(Some(4))?;
        map.serialize_entry("version", &VERSION)?;
        map.serialize_entry("timeline", plain(self.0.timeline()).as_ref())?;
        map.serialize_entry("order", self.0.order())?;
        map.serialize_entry("days", &DaysOf(self.0))?;
        map.end()
    }
}

/// The days of each event.
struct DaysOf<'g>(&'g Graph<'g>);

impl Serialize for DaysOf<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_map(in_order(self.0).map(|(id, _)| (id, days(self.0, id))))
    }
}

#[derive(Serialize)]
#[serde(rename_all = "kebab-case")]
struct DaysOfOne {
    earliest_start: Option<String>,
    latest_start: Option<String>,
    earliest_end: Option<String>,
    latest_end: Option<String>,
    inferred: bool,
}

fn days(graph: &Graph<'_>, id: &Id) -> DaysOfOne {
    let day = |day: Option<NaiveDate>| day.map(|day| day.to_string());
    let bounds = graph.bounds(id.as_str());
    DaysOfOne {
        earliest_start: day(bounds.earliest_start),
        latest_start: day(bounds.latest_start),
        earliest_end: day(bounds.earliest_end),
        latest_end: day(bounds.latest_end),
        inferred: graph.is_inferred(id.as_str()),
    }
}

/// The timeline, with values of the user's own that JSON cannot hold (a mapping whose keys are no
/// text) as the text of their YAML.
fn plain(timeline: &Timeline) -> Cow<'_, Timeline> {
    let holds = |extra: &Extra| extra.values().all(|value| serde_json::to_value(value).is_ok());
    if extras(timeline).all(holds) {
        return Cow::Borrowed(timeline);
    }
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
    Cow::Owned(plain)
}

/// Everything of the user's own in a timeline.
fn extras(timeline: &Timeline) -> impl Iterator<Item = &Extra> {
    let sources = timeline.sources.values().flat_map(|source| {
        [&source.extra].into_iter().chain(source.versions.iter().map(|version| &version.extra))
    });
    let actors = timeline.actors.values().flat_map(|actor| {
        [&actor.extra].into_iter().chain(actor.offices.iter().map(|office| &office.extra))
    });
    let events = timeline.events.values().flat_map(|event: &Event| {
        [&event.extra].into_iter().chain(event.evidence.iter().map(|evidence| &evidence.extra))
    });
    [&timeline.extra].into_iter().chain(sources).chain(actors).chain(events)
}
