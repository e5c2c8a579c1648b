//! The JSON of `TimelineJS` 3: a slide for each event whose days are known.
//!
//! A slide cannot say "some day in March": its `display_date` holds the date as written, and the
//! text the quotes. `TimelineJS` puts texts on its page as HTML, so they are escaped here.
//! Source: `TimelineJS`, "JSON: Using the JSON data format".

use chrono::Datelike;
use serde_json::{Value, json};

use super::{in_order, names, sources};
use crate::calendar::NaiveDate;
use crate::graph::Graph;

/// The timeline for `TimelineJS`.
pub fn timelinejs(graph: &Graph<'_>) -> String {
    let timeline = graph.timeline();
    let day = |day: NaiveDate| json!({"year": day.year(), "month": day.month(), "day": day.day()});
    let events: Vec<Value> = in_order(graph)
        .filter_map(|(id, event)| {
            let bounds = event
                .when()
                .map_or_else(|| graph.bounds(id.as_str()), crate::calendar::When::bounds);
            let first = bounds.earliest_start.or(bounds.latest_start)?;
            let last = bounds.latest_end.filter(|last| *last > first);
            let written = event.date.as_ref().map(|date| escape(&date.written));
            let mut text: Vec<String> = Vec::new();
            let who = [&event.from, &event.to].map(|ids| names(timeline, ids));
            let who: Vec<&str> =
                who.iter().map(String::as_str).filter(|names| !names.is_empty()).collect();
            text.push(who.join(" → "));
            text.extend(event.place.clone());
            text.extend(sources(timeline, event));
            let text: Vec<String> = (text.iter().filter(|line| !line.is_empty()))
                .map(|line| format!("<p>{}</p>", escape(line)))
                .collect();
            let mut slide = json!({
                "unique_id": id.as_str(),
                "group": event.kind.name(),
                "start_date": day(first),
                "text": {"headline": escape(&event.title), "text": text.concat()},
            });
            if let Some(last) = last {
                slide["end_date"] = day(last);
            }
            if let Some(written) = written {
                slide["display_date"] = Value::String(written);
            }
            Some(slide)
        })
        .collect();
    let summary = escape(timeline.summary.as_deref().unwrap_or_default());
    let all = json!({
        "title": {"text": {"headline": escape(&timeline.title), "text": summary}},
        "events": events,
    });
    let mut text = serde_json::to_string_pretty(&all).expect("keys are strings");
    text.push('\n');
    text
}

fn escape(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;").replace('"', "&quot;")
}
