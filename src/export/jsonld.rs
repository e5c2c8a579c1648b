//! JSON-LD in the terms of schema.org: each event with the articles that tell it, and a claim for
//! each quote: whose word it is, and where it stands.
//!
//! Search engines want a place for an event and may show nothing; nothing here promises that.

use std::io::{self, Write};

use serde::Serialize;
use serde::ser::{SerializeMap as _, SerializeSeq as _, Serializer};

use super::{in_order, pretty};
use crate::graph::Graph;
use crate::timeline::{Event, Id, Timeline};
use crate::vocabulary::{ActorKind, EventType, Modality};

/// The whole timeline as one graph of linked data.
///
/// - `name`: what the timeline is called on disk; part of each event's permanent id.
pub fn jsonld(graph: &Graph<'_>, name: &str, out: &mut dyn Write) -> io::Result<()> {
    pretty(&Whole { graph, name }, out)
}

struct Whole<'g> {
    graph: &'g Graph<'g>,
    name: &'g str,
}

impl Serialize for Whole<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut map = serializer.serialize_map(Some(2))?;
        map.serialize_entry("@context", "https://schema.org")?;
        map.serialize_entry("@graph", &Objects(self))?;
        map.end()
    }
}

/// The events, each followed by what was claimed in it.
struct Objects<'g>(&'g Whole<'g>);

impl Serialize for Objects<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let Whole { graph, name } = self.0;
        let timeline = graph.timeline();
        let mut list = serializer.serialize_seq(None)?;
        for (id, event) in in_order(graph) {
            list.serialize_element(&told(timeline, name, (id, event)))?;
            for claim in claims(timeline, event, &actors(timeline, &event.from)) {
                list.serialize_element(&claim)?;
            }
        }
        list.end()
    }
}

/// An event in the terms of schema.org.
#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Told<'t> {
    #[serde(rename = "@type")]
    kind: &'static str,
    #[serde(rename = "@id")]
    id: String,
    name: &'t str,
    additional_type: &'static str,
    #[serde(skip_serializing_if = "Option::is_none")]
    start_date: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    end_date: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    temporal_coverage: Option<&'t str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    event_status: Option<&'static str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    location: Option<Named<'t>>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    organizer: Vec<Named<'t>>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    attendee: Vec<Named<'t>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    description: Option<&'t str>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    subject_of: Vec<Article<'t>>,
}

/// A quote: whose word it is, and where it stands.
#[derive(Serialize)]
struct Claim<'t> {
    #[serde(rename = "@type")]
    kind: &'static str,
    text: &'t str,
    #[serde(skip_serializing_if = "<[_]>::is_empty")]
    author: &'t [Named<'t>],
    appearance: Article<'t>,
}

#[derive(Serialize)]
struct Named<'t> {
    #[serde(rename = "@type")]
    kind: &'static str,
    name: &'t str,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Article<'t> {
    #[serde(rename = "@type")]
    kind: &'static str,
    headline: &'t str,
    #[serde(skip_serializing_if = "Option::is_none")]
    url: Option<&'t str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    date_published: Option<&'t str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    publisher: Option<Named<'t>>,
}

fn told<'t>(timeline: &'t Timeline, name: &str, (id, event): (&Id, &'t Event)) -> Told<'t> {
    let bounds = event.when().map(crate::calendar::When::bounds).unwrap_or_default();
    let day = |day: Option<crate::calendar::NaiveDate>| day.map(|day| day.to_string());
    Told {
        kind: "Event",
        id: format!("urn:x-demarche:{name}:e:{id}"),
        name: &event.title,
        additional_type: event.kind.name(),
        start_date: day(bounds.earliest_start),
        end_date: day(bounds.latest_end),
        temporal_coverage: event.date.as_ref().map(|date| date.written.as_str()),
        event_status: match (event.modality, event.kind) {
            (_, EventType::Postponement) => Some("https://schema.org/EventPostponed"),
            (Modality::Planned, _) => Some("https://schema.org/EventScheduled"),
            _ => None,
        },
        location: event.place.as_deref().map(|name| Named { kind: "Place", name }),
        organizer: actors(timeline, &event.from),
        attendee: actors(timeline, &event.to),
        description: event.note.as_deref(),
        subject_of: event.evidence.iter().map(|one| article(timeline, &one.source)).collect(),
    }
}

/// The quotes, each with whose word it is.
fn claims<'t>(
    timeline: &'t Timeline,
    event: &'t Event,
    author: &'t [Named<'t>],
) -> impl Iterator<Item = Claim<'t>> {
    event.evidence.iter().filter_map(move |one| {
        let appearance = article(timeline, &one.source);
        Some(Claim { kind: "Claim", text: one.quote.as_deref()?, author, appearance })
    })
}

fn actors<'t>(timeline: &'t Timeline, ids: &'t [Id]) -> Vec<Named<'t>> {
    ids.iter().map(|id| actor(timeline, id)).collect()
}

fn actor<'t>(timeline: &'t Timeline, id: &'t Id) -> Named<'t> {
    let Some(actor) = timeline.actors.get(id.as_str()) else {
        return Named { kind: "Thing", name: id.as_str() };
    };
    let kind = match actor.kind {
        ActorKind::Person => "Person",
        ActorKind::State => "Country",
        ActorKind::Organization | ActorKind::Group => "Organization",
    };
    Named { kind, name: &actor.name }
}

fn article<'t>(timeline: &'t Timeline, id: &'t Id) -> Article<'t> {
    let kind = "NewsArticle";
    let Some(source) = timeline.sources.get(id.as_str()) else {
        let headline = id.as_str();
        return Article { kind, headline, url: None, date_published: None, publisher: None };
    };
    Article {
        kind,
        headline: &source.title,
        url: source.url.as_deref(),
        date_published: source.published.as_ref().map(|date| date.written.as_str()),
        publisher: source.publisher.as_deref().map(|name| Named { kind: "Organization", name }),
    }
}
