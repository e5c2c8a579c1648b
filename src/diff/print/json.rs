//! For programs.
//!
//! ```text
//! timelines  {version, kind: "timelines", edits, summary, head: [field], events, actors, sources}
//!            derived: [{event, old, new, because}]
//!            each: {changed: [{old, new, fields: [field]}], added: [{id, at, entry}], removed,
//!                   moved: [{old, new, from, to}], renamed: [{old, new}], split, merged,
//!                   alike: [{old, new, score, margin, confidence}], possible}
//! versions   {version, kind: "versions", summary, head: [field], passages: [passage], moves,
//!            cosmetic, elsewhere: [effect]}
//! passage    {old: place|null, new: place|null, runs: [{kind, text, old, new}], effects: [effect]}
//! place      {start, end, paragraph}: bytes of the article's text, paragraphs from 1
//! field      {field, sense, verb?, old, new} or, for a list, {field, sense, changes: [{old, new}]}
//! history    {version, kind: "history", source, steps: [{from, to, seen, changes: versions}]}
//! effect     {cause, what, minor, ...}
//! ```

use serde::Serialize;
use serde_json::{Map, Value, json};

use super::{Step, Told};
use crate::diff::changes::{Alike, Change, Entries, FieldChange, Values};
use crate::diff::sense::Sense;
use crate::diff::versions::{Cause, Effect, What};
use crate::diff::words::{Passage, RunKind};

/// The number of the shape; it grows when a key is renamed, removed, or means something else.
pub const VERSION: u32 = 1;

/// The shape as a JSON Schema (draft 2020-12).
pub const SCHEMA: &str = include_str!("schema.json");

pub(super) fn history(source: &str, steps: &[Step<'_>]) -> String {
    let steps: Vec<Value> = steps
        .iter()
        .map(|step| json!({"from": step.from, "to": step.to, "seen": step.seen, "changes": told(&step.told)}))
        .collect();
    pretty(&json!({"version": VERSION, "kind": "history", "source": source, "steps": steps}))
}

pub(super) fn render(all: &Told<'_>) -> String {
    pretty(&told(all))
}

fn pretty(value: &Value) -> String {
    let mut text = serde_json::to_string_pretty(value).expect("keys are strings");
    text.push('\n');
    text
}

fn told(told: &Told<'_>) -> Value {
    let summary = told.summary();
    match told {
        Told::Timelines { changes, derived } => json!({
            "version": VERSION,
            "kind": "timelines",
            "summary": summary,
            "edits": changes.edits(),
            "derived": derived.iter().map(|one| json!({
                "event": one.event,
                "old": days(&one.old),
                "new": days(&one.new),
                "because": one.because,
            })).collect::<Vec<_>>(),
            "head": fields(&changes.head),
            "events": entries(&changes.events),
            "actors": entries(&changes.actors),
            "sources": entries(&changes.sources),
        }),
        Told::Versions { changes, old, new } => json!({
            "version": VERSION,
            "kind": "versions",
            "summary": summary,
            "head": fields(&changes.head),
            "passages": changes.passages.iter().map(|passage| json!({
                "old": passage.words.old.as_ref().map(place),
                "new": passage.words.new.as_ref().map(place),
                "runs": passage.words.runs.iter().map(|run| json!({
                    "kind": match run.kind {
                        RunKind::Kept => "kept",
                        RunKind::Gone => "gone",
                        RunKind::Come => "come",
                    },
                    "text": run.text(old, new),
                    "old": [run.old.start, run.old.end],
                    "new": [run.new.start, run.new.end],
                })).collect::<Vec<_>>(),
                "effects": effects(&passage.effects),
            })).collect::<Vec<_>>(),
            "moves": changes.moves.iter().map(|moved| json!({
                "old": place(&moved.old),
                "new": place(&moved.new),
            })).collect::<Vec<_>>(),
            "cosmetic": changes.cosmetic,
            "elsewhere": effects(&changes.elsewhere),
        }),
    }
}

/// First and last possible day.
fn days(bounds: &crate::calendar::Bounds) -> Value {
    let day = |day: Option<crate::calendar::NaiveDate>| day.map(|day| day.to_string());
    json!({"first": day(bounds.earliest_start), "last": day(bounds.latest_end)})
}

fn place(passage: &Passage) -> Value {
    let Passage { span, paragraph } = passage;
    json!({"start": span.start, "end": span.end, "paragraph": paragraph})
}

fn entries<T: Serialize>(entries: &Entries<T>) -> Value {
    let placed = |list: &[crate::diff::changes::Placed<T>]| -> Vec<Value> {
        let one = |one: &crate::diff::changes::Placed<T>| json!({"id": one.id, "at": one.at, "entry": value(&one.entry)});
        list.iter().map(one).collect()
    };
    json!({
        "changed": entries.changed.iter().map(|entry| json!({
            "old": entry.old, "new": entry.new, "fields": fields(&entry.fields),
        })).collect::<Vec<_>>(),
        "added": placed(&entries.added),
        "removed": placed(&entries.removed),
        "moved": entries.moved.iter().map(|moved| json!({
            "old": moved.old, "new": moved.new, "from": moved.from, "to": moved.to,
        })).collect::<Vec<_>>(),
        "renamed": entries.renamed.iter().map(both).collect::<Vec<_>>(),
        "split": entries.split.iter().map(both).collect::<Vec<_>>(),
        "merged": entries.merged.iter().map(both).collect::<Vec<_>>(),
        "alike": entries.alike.iter().map(alike).collect::<Vec<_>>(),
        "possible": entries.possible.iter().map(alike).collect::<Vec<_>>(),
    })
}

fn alike(near: &Alike) -> Value {
    json!({
        "old": near.old,
        "new": near.new,
        "score": near.score,
        "margin": near.margin,
        "confidence": near.confidence().name(),
    })
}

/// A value of the file as JSON; one of the user's own that JSON cannot hold (a key that is no
/// text) as the text of its YAML.
fn value(value: &impl Serialize) -> Value {
    serde_json::to_value(value)
        .or_else(|_| serde_yaml::to_string(value).map(Value::String))
        .unwrap_or(Value::Null)
}

fn both<T: Serialize>(change: &Change<T>) -> Value {
    json!({"old": change.old.as_ref().map(value), "new": change.new.as_ref().map(value)})
}

fn fields(changes: &[FieldChange]) -> Vec<Value> {
    changes.iter().map(field).collect()
}

fn field(change: &FieldChange) -> Value {
    fn list<T: Serialize>(changes: &[Change<T>]) -> Value {
        json!({"changes": changes.iter().map(both).collect::<Vec<_>>()})
    }
    let mut told = Map::new();
    told.insert("field".into(), json!(change.field.name()));
    let sense = match change.sense() {
        Sense::Expected => "expected",
        Sense::News => "news",
        Sense::Wording => "wording",
        Sense::Housekeeping => "housekeeping",
    };
    told.insert("sense".into(), json!(sense));
    told.extend(change.verb().map(|verb| ("verb".into(), json!(verb))));
    let values = match &change.values {
        Values::Text(change) => both(change),
        Values::Date(change) => both(change),
        Values::Type(change) => both(change),
        Values::Modality(change) => both(change),
        Values::Kind(change) => both(change),
        Values::Ids(changes) => list(changes),
        Values::Names(changes) => list(changes),
        Values::Offices(changes) => list(changes),
        Values::Evidence(changes) => list(changes),
        Values::Timing(changes) => list(changes),
        Values::Versions(changes) => list(changes),
        Values::Conflicts(changes) => list(changes),
        Values::Own(change) => both(change),
    };
    if let Value::Object(values) = values {
        told.extend(values);
    }
    Value::Object(told)
}

fn effects(effects: &[Effect]) -> Vec<Value> {
    effects.iter().map(effect).collect()
}

fn effect(effect: &Effect) -> Value {
    let cause = match effect.cause {
        Cause::Direct => "direct",
        Cause::Context => "context",
        Cause::Derived => "derived",
        Cause::Publication => "publication",
        Cause::Unexplained => "unexplained",
    };
    let (what, rest) = match &effect.what {
        What::EventAdded { id, title } => ("event-added", json!({"id": id, "title": title})),
        What::EventRemoved { id, title } => ("event-removed", json!({"id": id, "title": title})),
        What::EventChanged { old, new, title, fields: changed } => (
            "event-changed",
            json!({"old": old, "new": new, "title": title, "fields": fields(changed)}),
        ),
        What::ActorAdded { id, name } => ("actor-added", json!({"id": id, "name": name})),
        What::ActorRemoved { id, name } => ("actor-removed", json!({"id": id, "name": name})),
        What::ActorChanged { id, name, fields: changed } => {
            ("actor-changed", json!({"id": id, "name": name, "fields": fields(changed)}))
        }
        What::Office { actor, name, old, new } => {
            ("office", json!({"actor": actor, "name": name, "old": old, "new": new}))
        }
        What::Holder { office, old, new } => {
            let who = |who: &(crate::timeline::Id, String)| json!({"id": who.0, "name": who.1});
            ("holder", json!({"office": office, "old": who(old), "new": who(new)}))
        }
        What::Requoted { id, title, quote } => {
            ("requoted", json!({"id": id, "title": title, "quote": quote}))
        }
    };
    let mut told = Map::new();
    told.insert("cause".into(), json!(cause));
    told.insert("what".into(), json!(what));
    told.insert("minor".into(), json!(effect.is_minor()));
    if let Value::Object(rest) = rest {
        told.extend(rest);
    }
    Value::Object(told)
}
