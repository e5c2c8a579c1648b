//! JSON-LD in the terms of schema.org: each event with the articles that tell it, and a claim for
//! each quote: whose word it is, and where it stands.
//!
//! Search engines want a place for an event and may show nothing; nothing here promises that.

use serde_json::{Map, Value, json};

use super::in_order;
use crate::graph::Graph;
use crate::timeline::{Event, Id, Timeline};
use crate::vocabulary::{ActorKind, EventType, Modality};

/// The whole timeline as one graph of linked data.
///
/// - `name`: what the timeline is called on disk; part of each event's permanent id.
pub fn jsonld(graph: &Graph<'_>, name: &str) -> String {
    let timeline = graph.timeline();
    let mut objects: Vec<Value> = Vec::new();
    for (id, event) in in_order(graph) {
        let bounds = event.when().map(crate::calendar::When::bounds).unwrap_or_default();
        let day = |day: Option<crate::calendar::NaiveDate>| day.map(|day| json!(day.to_string()));
        let actors = |ids: &[Id]| -> Option<Value> {
            let all: Vec<Value> = ids.iter().map(|id| actor(timeline, id)).collect();
            (!all.is_empty()).then_some(Value::Array(all))
        };
        let status = match (event.modality, event.kind) {
            (_, EventType::Postponement) => Some(json!("https://schema.org/EventPostponed")),
            (Modality::Planned, _) => Some(json!("https://schema.org/EventScheduled")),
            _ => None,
        };
        let articles: Vec<Value> =
            event.evidence.iter().map(|one| article(timeline, &one.source)).collect();
        let place = event.place.as_ref().map(|name| json!({"@type": "Place", "name": name}));
        objects.push(object([
            ("@type", Some(json!("Event"))),
            ("@id", Some(json!(format!("urn:x-demarche:{name}:e:{id}")))),
            ("name", Some(json!(event.title))),
            ("additionalType", Some(json!(event.kind.name()))),
            ("startDate", day(bounds.earliest_start)),
            ("endDate", day(bounds.latest_end)),
            ("temporalCoverage", event.date.as_ref().map(|date| json!(date.written))),
            ("eventStatus", status),
            ("location", place),
            ("organizer", actors(&event.from)),
            ("attendee", actors(&event.to)),
            ("description", event.note.as_ref().map(|note| json!(note))),
            ("subjectOf", (!articles.is_empty()).then_some(Value::Array(articles))),
        ]));
        objects.extend(claims(timeline, event, actors(&event.from).as_ref()));
    }
    let all = json!({"@context": "https://schema.org", "@graph": objects});
    let mut text = serde_json::to_string_pretty(&all).expect("keys are strings");
    text.push('\n');
    text
}

/// The quotes, each with whose word it is.
fn claims(timeline: &Timeline, event: &Event, author: Option<&Value>) -> Vec<Value> {
    let quotes = event.evidence.iter().filter_map(|one| Some((one, one.quote.as_ref()?)));
    quotes
        .map(|(one, quote)| {
            object([
                ("@type", Some(json!("Claim"))),
                ("text", Some(json!(quote))),
                ("author", author.cloned()),
                ("appearance", Some(article(timeline, &one.source))),
            ])
        })
        .collect()
}

fn object<const N: usize>(fields: [(&str, Option<Value>); N]) -> Value {
    let there = fields.into_iter().filter_map(|(key, value)| Some((key.to_owned(), value?)));
    Value::Object(there.collect::<Map<String, Value>>())
}

fn actor(timeline: &Timeline, id: &Id) -> Value {
    let Some(actor) = timeline.actors.get(id.as_str()) else {
        return json!({"@type": "Thing", "name": id.as_str()});
    };
    let kind = match actor.kind {
        ActorKind::Person => "Person",
        ActorKind::State => "Country",
        ActorKind::Organization | ActorKind::Group => "Organization",
    };
    json!({"@type": kind, "name": actor.name})
}

fn article(timeline: &Timeline, id: &Id) -> Value {
    let Some(source) = timeline.sources.get(id.as_str()) else {
        return json!({"@type": "NewsArticle", "headline": id.as_str()});
    };
    let publisher = source.publisher.as_ref();
    object([
        ("@type", Some(json!("NewsArticle"))),
        ("headline", Some(json!(source.title))),
        ("url", source.url.as_ref().map(|url| json!(url))),
        ("datePublished", source.published.as_ref().map(|date| json!(date.written))),
        ("publisher", publisher.map(|name| json!({"@type": "Organization", "name": name}))),
    ])
}
