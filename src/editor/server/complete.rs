//! What can be written where the cursor stands: keys, choices, ids.

use std::collections::BTreeSet;

use serde_json::{Value, json};

use super::Open;
use crate::editor::ids::named_by;
use crate::editor::outline::{End, Outline};
use crate::editor::schema;
use crate::timeline::{Section, Timeline};

/// Numbers of the protocol for kinds of items.
const FIELD: u8 = 5;
const CHOICE: u8 = 20;
const REFERENCE: u8 = 18;

/// The items for a byte of the text; what is typed of a word already is replaced.
pub(super) fn complete(open: &mut Open, byte: usize) -> Value {
    let timeline = open.timeline().clone();
    let text = open.text.as_str();
    let (typed, end) = Outline::typed(&text[..byte]);
    let whole = open.outline();
    let (from, items) = match end {
        End::Elsewhere => return json!([]),
        End::Key { under, map, from } => {
            let way = under.map(|at| typed.below(text, at)).unwrap_or_default();
            let there = map.map(|map| keys(text, &whole, map)).unwrap_or_default();
            (from, fields(&way, &there))
        }
        End::Value { of, from } => {
            let way = typed.below(text, of);
            let about = schema::at(&way);
            let is_list = about.is_some_and(|about| about.get("items").is_some());
            match named_by(&way) {
                Some(section) => {
                    let mut items = entries(text, &whole, section, &timeline, &BTreeSet::new());
                    if is_list {
                        for item in &mut items {
                            let id = item["label"].as_str().unwrap_or_default();
                            item["new"] = json!(format!("[{id}]"));
                        }
                    }
                    (from, items)
                }
                None => (from, about.map(choices).unwrap_or_default()),
            }
        }
        End::Element { of, from } => {
            let way = typed.below(text, of);
            match named_by(&way) {
                Some(section) => {
                    let there = whole.spots.iter().filter(|spot| {
                        spot.parent == Some(of)
                            && !spot.is_key
                            && !spot.span.contains(&from)
                            && spot.span.start != from
                    });
                    let there = there.map(|spot| &text[spot.span.clone()]).collect();
                    (from, entries(text, &whole, section, &timeline, &there))
                }
                None => (from, fields(&way, &BTreeSet::new())),
            }
        }
    };
    let range = open.text.range(&(from.min(byte)..byte));
    let finished: Vec<Value> = items
        .into_iter()
        .enumerate()
        .map(|(at, mut item)| {
            let new = item["new"].take();
            item["textEdit"] = json!({"range": range, "newText": new});
            // The order of the file format, not of the alphabet.
            item["sortText"] = json!(format!("{at:05}"));
            item["filterText"] = item["label"].clone();
            if let Some(item) = item.as_object_mut() {
                item.remove("new");
            }
            item
        })
        .collect();
    json!({"isIncomplete": false, "items": finished})
}

/// The keys of a map.
fn keys<'t>(text: &'t str, outline: &Outline, map: usize) -> BTreeSet<&'t str> {
    let inside = outline.spots.iter().filter(|spot| spot.is_key && spot.map == map);
    inside.map(|spot| &text[spot.span.clone()]).collect()
}

/// The keys that can stand under others, but for those that are there.
fn fields(way: &[&str], there: &BTreeSet<&str>) -> Vec<Value> {
    let Some(about) = schema::entry(way) else { return Vec::new() };
    let required: Vec<&str> =
        about["required"].as_array().into_iter().flatten().filter_map(Value::as_str).collect();
    let Some(fields) = about["properties"].as_object() else { return Vec::new() };
    let open = fields.iter().filter(|(key, _)| !there.contains(key.as_str()));
    open.map(|(key, about)| {
        let is_map = about.get("properties").is_some() || about["additionalProperties"].is_object();
        let detail = if required.contains(&key.as_str()) { "required" } else { "" };
        json!({
            "label": key,
            "kind": FIELD,
            "detail": detail,
            "documentation": about["description"],
            "new": if is_map { format!("{key}:") } else { format!("{key}: ") },
        })
    })
    .collect()
}

/// The words of a vocabulary, with what they mean.
fn choices(about: &Value) -> Vec<Value> {
    let words = about["enum"].as_array().into_iter().flatten().enumerate();
    words
        .map(|(at, word)| {
            let means = &about["enumDescriptions"][at];
            json!({"label": word, "kind": CHOICE, "documentation": means, "new": word})
        })
        .collect()
}

/// The ids of a section in the text, with what the timeline calls them, but for those there.
fn entries(
    text: &str,
    outline: &Outline,
    section: Section,
    timeline: &Timeline,
    there: &BTreeSet<&str>,
) -> Vec<Value> {
    let ids = outline.spots.iter().enumerate().filter(|(at, spot)| {
        spot.is_key && matches!(outline.way(text, *at).as_slice(), [one] if *one == section.key())
    });
    ids.map(|(_, spot)| &text[spot.span.clone()])
        .filter(|id| !there.contains(id))
        .map(|id| {
            let name = match section {
                Section::Sources => timeline.sources.get(id).map(|source| source.title.as_str()),
                Section::Actors => timeline.actors.get(id).map(|actor| actor.name.as_str()),
                Section::Events => timeline.events.get(id).map(|event| event.title.as_str()),
            };
            json!({"label": id, "kind": REFERENCE, "detail": name.unwrap_or_default(), "new": id})
        })
        .collect()
}
