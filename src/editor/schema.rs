//! The shape of a timeline as JSON Schema, for editors.
//!
//! Keys, types, choices and descriptions come from the Rust types and their documentation; the
//! examples come from a timeline in which every key stands (`schema/example.yaml`), so that they
//! are true. It is draft-07, without references: editors read that best.
//!
//! It is kinder than `demarche check`: a half-written file should show few lines. Where ids of the
//! timeline at hand are given, they are offered as choices, but a new one is no mistake.

use std::sync::LazyLock;

use schemars::generate::SchemaSettings;
use serde_json::{Map, Value, json};

use super::ids::named_by;
use crate::timeline::{Section, Timeline};

/// What the comment on top of a timeline begins with, by which editors find the schema; the path
/// follows, relative to the timeline.
pub const MODELINE: &str = "# yaml-language-server: $schema=";

/// A timeline in which every key stands.
pub(super) const EXAMPLE: &str = include_str!("schema/example.yaml");

/// How many examples a key has at most.
const MOST_EXAMPLES: usize = 4;

/// An id, see [`crate::timeline::Id::is_valid`].
const ID: &str = "^[a-z0-9]([a-z0-9-]{0,62}[a-z0-9])?$";

/// The schema of timelines; with a timeline at hand its ids are offered where ids stand.
///
/// The same input gives the same value. To know our file again, `$comment` says who made it.
///
/// ```
/// let schema = demarche::editor::schema(None);
/// let types = &schema["properties"]["events"]["additionalProperties"]["properties"]["type"]["enum"];
/// assert_eq!(types[0], "statement");
/// ```
pub fn schema(timeline: Option<&Timeline>) -> Value {
    let mut schema = GENERAL.clone();
    if let Some(timeline) = timeline {
        offer(&mut schema, &mut Vec::new(), timeline);
    }
    schema
}

/// What the schema says about a key; elements of lists count as their list.
///
/// - `way`: the keys from the top of a file to it, itself included.
pub(super) fn at(way: &[&str]) -> Option<&'static Value> {
    way.iter().try_fold(&*GENERAL, |about, key| {
        let about = about.get("items").unwrap_or(about);
        let named = about.get("properties").and_then(|fields| fields.get(key));
        named.or_else(|| about.get("additionalProperties").filter(|below| below.is_object()))
    })
}

/// What the schema says about a map under a key, be it the key's value or an element of it.
pub(super) fn entry(way: &[&str]) -> Option<&'static Value> {
    at(way).map(|about| about.get("items").unwrap_or(about))
}

static GENERAL: LazyLock<Value> = LazyLock::new(general);

fn general() -> Value {
    let settings = SchemaSettings::draft07().with(|settings| settings.inline_subschemas = true);
    let mut schema = settings.into_generator().into_root_schema_for::<Timeline>().to_value();
    let example: Value = serde_yaml::from_str(EXAMPLE).expect("our example is YAML");
    dress(&mut schema, &[&example]);
    if let Some(fields) = schema.as_object_mut() {
        fields.insert("title".to_owned(), json!("A timeline of demarche"));
        fields.insert("$comment".to_owned(), json!("made by `demarche schema`; do not edit"));
    }
    schema
}

/// Makes what the derivation gives into what helps in an editor.
///
/// - `examples`: the values that stand here in the example.
fn dress(schema: &mut Value, examples: &[&Value]) {
    let Some(fields) = schema.as_object_mut() else { return };
    // Of an unset field; an editor would write it out.
    if fields.get("default").is_some_and(|default| !default.is_string()) {
        fields.remove("default");
    }
    if let Some(Value::String(text)) = fields.get_mut("description") {
        *text = text.replace("[`", "`").replace("`]", "`").replace('\n', " ");
    }
    choices(fields);
    if let Some(Value::Object(properties)) = fields.get_mut("properties") {
        for (key, property) in properties.iter_mut() {
            let inside: Vec<&Value> =
                examples.iter().filter_map(|example| example.get(key)).collect();
            dress(property, &inside);
            show(property, &inside);
        }
        fields.insert("additionalProperties".to_owned(), json!(false));
        let own = json!({"description": "A key of your own: kept and passed through."});
        fields.insert("patternProperties".to_owned(), json!({"^x-": own}));
    } else if let Some(entry @ Value::Object(_)) = fields.get_mut("additionalProperties") {
        let maps = examples.iter().filter_map(|example| example.as_object());
        let inside: Vec<&Value> = maps.flat_map(Map::values).collect();
        dress(entry, &inside);
        let ids = entry.get("properties").is_some();
        if ids {
            fields.insert("propertyNames".to_owned(), json!({"pattern": ID}));
        }
    }
    if let Some(item) = fields.get_mut("items") {
        let lists = examples.iter().filter_map(|example| example.as_array());
        let inside: Vec<&Value> = lists.flatten().collect();
        dress(item, &inside);
    }
}

/// Gives a key its examples: of a list or a map the shortest ones, and of entries only one.
fn show(property: &mut Value, found: &[&Value]) {
    let Some(fields) = property.as_object_mut() else { return };
    let mut examples: Vec<Value> = Vec::new();
    for value in found {
        let value = match value {
            Value::Object(map) if map.len() > 1 && fields.contains_key("propertyNames") => {
                Value::Object(map.iter().take(1).map(|(k, v)| (k.clone(), v.clone())).collect())
            }
            value => (*value).clone(),
        };
        if !examples.contains(&value) {
            examples.push(value);
        }
    }
    if examples.iter().any(|value| !value.is_string()) {
        examples.sort_by_key(|value| value.to_string().len());
    }
    examples.truncate(MOST_EXAMPLES);
    fields.insert("examples".to_owned(), Value::Array(examples));
}

/// Words with a meaning each: one list of them instead of a schema for each.
fn choices(fields: &mut Map<String, Value>) {
    let Some(Value::Array(all)) = fields.get("oneOf") else { return };
    let words: Option<Vec<Value>> = all.iter().map(|one| one.get("const").cloned()).collect();
    let Some(words) = words else { return };
    let means: Vec<Value> =
        all.iter().map(|one| one.get("description").cloned().unwrap_or_default()).collect();
    fields.remove("oneOf");
    fields.insert("type".to_owned(), json!("string"));
    fields.insert("enum".to_owned(), Value::Array(words));
    fields.insert("enumDescriptions".to_owned(), Value::Array(means.clone()));
    fields.insert("markdownEnumDescriptions".to_owned(), Value::Array(means));
}

/// Offers the ids of a timeline where an id can stand.
fn offer<'s>(schema: &'s mut Value, way: &mut Vec<&'s str>, timeline: &Timeline) {
    let Some(fields) = schema.as_object_mut() else { return };
    let is_list = fields.contains_key("items");
    if !is_list && let Some(section) = named_by(way) {
        let (ids, names) = known(timeline, section);
        if !ids.is_empty() {
            let kinds = fields.remove("type").unwrap_or_else(|| json!("string"));
            // A new id is no mistake, so anything that looks like one stands beside the choices.
            fields.insert(
                "anyOf".to_owned(),
                json!([
                    {"enum": ids, "enumDescriptions": names, "markdownEnumDescriptions": names},
                    {"type": kinds, "pattern": ID},
                ]),
            );
        }
        return;
    }
    for (key, below) in fields.iter_mut() {
        match (key.as_str(), below) {
            ("properties", Value::Object(properties)) => {
                for (key, property) in properties.iter_mut() {
                    way.push(key);
                    offer(property, way, timeline);
                    way.pop();
                }
            }
            ("additionalProperties", entry) => {
                way.push("*");
                offer(entry, way, timeline);
                way.pop();
            }
            ("items", item) => {
                if let Some(section) = named_by(way) {
                    let (ids, names) = known(timeline, section);
                    if !ids.is_empty() {
                        *item = json!({"anyOf": [
                            {"enum": ids, "enumDescriptions": names, "markdownEnumDescriptions": names},
                            {"type": "string", "pattern": ID},
                        ]});
                    }
                } else {
                    offer(item, way, timeline);
                }
            }
            _ => {}
        }
    }
}

/// The ids of a section, with what they stand for.
fn known(timeline: &Timeline, section: Section) -> (Vec<&str>, Vec<&str>) {
    match section {
        Section::Sources => {
            timeline.sources.iter().map(|(id, source)| (id.as_str(), source.title.as_str())).unzip()
        }
        Section::Actors => {
            timeline.actors.iter().map(|(id, actor)| (id.as_str(), actor.name.as_str())).unzip()
        }
        Section::Events => {
            timeline.events.iter().map(|(id, event)| (id.as_str(), event.title.as_str())).unzip()
        }
    }
}

#[cfg(test)]
mod tests;
