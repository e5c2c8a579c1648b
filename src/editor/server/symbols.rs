//! What a file holds, for the editor's table of contents: events by date, actors, sources.

use std::collections::HashMap;
use std::ops::Range;

use serde_json::{Value, json};

use super::Open;
use crate::editor::ids;
use crate::editor::outline::Outline;
use crate::graph::Graph;
use crate::timeline::{Section, Timeline};

/// Numbers of the protocol for kinds of symbols.
const NAMESPACE: u8 = 3;
const FILE: u8 = 1;
const CLASS: u8 = 5;
const EVENT: u8 = 24;

/// An entry of a section in the text.
struct Entry<'t> {
    id: &'t str,
    key: Range<usize>,
    end: usize,
}

/// The sections with their entries; events in the order in which they happened, their date first,
/// so that a list sorted by name is in that order, too.
pub(super) fn symbols(open: &mut Open) -> Value {
    let outline = open.outline();
    let timeline = open.timeline().clone();
    let text = open.text.as_str();
    let mut symbols = Vec::new();
    for (section, key, end, mut entries) in sections(text, &outline) {
        if section == Section::Events {
            let graph = Graph::new(&timeline);
            let order: HashMap<&str, usize> =
                graph.order().iter().enumerate().map(|(n, id)| (id.as_str(), n)).collect();
            entries.sort_by_key(|entry| order.get(entry.id).copied().unwrap_or(usize::MAX));
        }
        let children: Vec<Value> = entries
            .into_iter()
            .map(|entry| {
                let (name, detail, kind) = named(&timeline, section, entry.id);
                json!({
                    "name": name,
                    "detail": detail,
                    "kind": kind,
                    "range": open.text.range(&(entry.key.start..entry.end)),
                    "selectionRange": open.text.range(&entry.key),
                })
            })
            .collect();
        symbols.push(json!({
            "name": section.key(),
            "kind": NAMESPACE,
            "range": open.text.range(&(key.start..end)),
            "selectionRange": open.text.range(&key),
            "children": children,
        }));
    }
    Value::Array(symbols)
}

type Found<'t> = (Section, Range<usize>, usize, Vec<Entry<'t>>);

/// The sections of a text in its order: where their key stands, where they end, what they hold.
fn sections<'t>(text: &'t str, outline: &Outline) -> Vec<Found<'t>> {
    let mut found: Vec<Found<'_>> = Vec::new();
    // The key of the section that is open.
    let mut open = None;
    for (at, spot) in outline.spots.iter().enumerate() {
        if spot.is_key && spot.parent.is_none() {
            let section = ids::section(&text[spot.span.clone()]);
            open = section.map(|section| {
                found.push((section, spot.span.clone(), spot.span.end, Vec::new()));
                at
            });
            continue;
        }
        let (Some(open), Some((_, _, end, entries))) = (open, found.last_mut()) else { continue };
        *end = spot.span.end;
        if spot.is_key && spot.parent == Some(open) {
            let id = &text[spot.span.clone()];
            entries.push(Entry { id, key: spot.span.clone(), end: spot.span.end });
        } else if let Some(entry) = entries.last_mut() {
            entry.end = spot.span.end;
        }
    }
    found
}

/// What an entry is called, and what it is.
fn named(timeline: &Timeline, section: Section, id: &str) -> (String, String, u8) {
    let or_id = |name: &str| if name.is_empty() { id.to_owned() } else { name.to_owned() };
    match section {
        Section::Sources => {
            let source = timeline.sources.get(id);
            let published = source.and_then(|source| source.published.as_ref());
            (
                or_id(source.map_or("", |source| source.title.as_str())),
                published.map(|date| date.written.clone()).unwrap_or_default(),
                FILE,
            )
        }
        Section::Actors => {
            let actor = timeline.actors.get(id);
            (
                or_id(actor.map_or("", |actor| actor.name.as_str())),
                actor.map(|actor| actor.kind.to_string()).unwrap_or_default(),
                CLASS,
            )
        }
        Section::Events => {
            let event = timeline.events.get(id);
            let date = event.and_then(|event| event.date.as_ref());
            let title = or_id(event.map_or("", |event| event.title.as_str()));
            let name =
                date.map_or_else(|| title.clone(), |date| format!("{} {title}", date.written));
            (name, event.map(|event| event.kind.to_string()).unwrap_or_default(), EVENT)
        }
    }
}
