//! The JSON of `TimelineJS` 3: a slide for each event whose days are known.
//!
//! A slide cannot say "some day in March": its `display_date` holds the date as written, and the
//! text the quotes. `TimelineJS` puts texts on its page as HTML, so they are escaped here.
//! Source: `TimelineJS`, "JSON: Using the JSON data format".

use std::borrow::Cow;
use std::io::{self, Write};

use chrono::Datelike;
use serde::Serialize;
use serde::ser::{SerializeMap as _, SerializeSeq as _, Serializer};
use serde_json::json;

use super::{in_order, names, pretty, sources};
use crate::calendar::NaiveDate;
use crate::graph::Graph;
use crate::timeline::{Event, Id};

/// The timeline for `TimelineJS`.
pub fn timelinejs(graph: &Graph<'_>, out: &mut dyn Write) -> io::Result<()> {
    pretty(&Whole(graph), out)
}

struct Whole<'g>(&'g Graph<'g>);

impl Serialize for Whole<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let timeline = self.0.timeline();
        let summary = escape(timeline.summary.as_deref().unwrap_or_default());
        let title = json!({"text": {"headline": escape(&timeline.title), "text": summary}});
        let mut map = serializer.serialize_map(Some(2))?;
        map.serialize_entry("title", &title)?;
        map.serialize_entry("events", &Slides(self.0))?;
        map.end()
    }
}

struct Slides<'g>(&'g Graph<'g>);

impl Serialize for Slides<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut list = serializer.serialize_seq(None)?;
        for (id, event) in in_order(self.0) {
            if let Some(slide) = slide(self.0, id, event) {
                list.serialize_element(&slide)?;
            }
        }
        list.end()
    }
}

#[derive(Serialize)]
struct Slide<'t> {
    unique_id: &'t str,
    group: &'static str,
    start_date: Moment,
    text: Text,
    #[serde(skip_serializing_if = "Option::is_none")]
    end_date: Option<Moment>,
    #[serde(skip_serializing_if = "Option::is_none")]
    display_date: Option<String>,
}

#[derive(Serialize)]
struct Moment {
    year: i32,
    month: u32,
    day: u32,
}

#[derive(Serialize)]
struct Text {
    headline: String,
    text: String,
}

fn slide<'t>(graph: &Graph<'_>, id: &'t Id, event: &Event) -> Option<Slide<'t>> {
    let timeline = graph.timeline();
    let day = |day: NaiveDate| Moment { year: day.year(), month: day.month(), day: day.day() };
    let bounds =
        event.when().map_or_else(|| graph.bounds(id.as_str()), crate::calendar::When::bounds);
    let first = bounds.earliest_start.or(bounds.latest_start)?;
    let mut text = String::new();
    let mut line = |said: &str| {
        if !said.is_empty() {
            text.push_str("<p>");
            text.push_str(&escape(said));
            text.push_str("</p>");
        }
    };
    let who = [&event.from, &event.to].map(|ids| names(timeline, ids));
    let who: Vec<&str> = who.iter().map(String::as_str).filter(|names| !names.is_empty()).collect();
    line(&who.join(" → "));
    line(event.place.as_deref().unwrap_or_default());
    for said in sources(timeline, event) {
        line(&said);
    }
    Some(Slide {
        unique_id: id.as_str(),
        group: event.kind.name(),
        start_date: day(first),
        text: Text { headline: escape(&event.title).into_owned(), text },
        end_date: bounds.latest_end.filter(|last| *last > first).map(day),
        display_date: event.date.as_ref().map(|date| escape(&date.written).into_owned()),
    })
}

/// A text that is no HTML.
fn escape(text: &str) -> Cow<'_, str> {
    if !text.contains(['&', '<', '>', '"']) {
        return Cow::Borrowed(text);
    }
    let text = text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;");
    Cow::Owned(text.replace('"', "&quot;"))
}
