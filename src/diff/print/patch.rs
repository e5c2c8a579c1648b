//! As JSON Patch (RFC 6902): operations that make the new timeline out of the old one, both as
//! `demarche export --format json` writes entries.

use serde_json::{Map, Value, json};

use crate::diff::changes::{Change, Changes};
use crate::timeline::{Id, Timeline};

/// The operations, one to a line; an empty list where nothing differs.
///
/// Entries that go by another id are moved first, so that what follows names them as the new
/// timeline does. Lists are replaced as a whole. Carried out on the old timeline as JSON, the
/// operations give the new one, but for the order of keys, which JSON does not have.
pub fn patch(old: &Timeline, new: &Timeline, changes: &Changes) -> String {
    let value = |timeline: &Timeline| {
        serde_json::to_value(timeline)
            .or_else(|_| serde_json::to_value(sayable(timeline)))
            .unwrap_or(Value::Null)
    };
    let (mut old, new) = (value(old), value(new));
    let mut operations = Vec::new();
    for (section, renamed) in [
        ("sources", &changes.sources.renamed),
        ("actors", &changes.actors.renamed),
        ("events", &changes.events.renamed),
    ] {
        if let Some(entries) = old.get_mut(section).and_then(Value::as_object_mut) {
            moves(&mut operations, section, renamed, entries);
        }
    }
    compare(&mut operations, &mut String::new(), &old, &new);
    if operations.is_empty() {
        return "[]\n".to_owned();
    }
    let lines: Vec<String> = operations.iter().map(|one| format!("  {one}")).collect();
    format!("[\n{}\n]\n", lines.join(",\n"))
}

/// The timeline without the values of the user's own that JSON cannot hold: keys that are no text.
fn sayable(timeline: &Timeline) -> Timeline {
    let mut timeline = timeline.clone();
    let fits = |value: &serde_yaml::Value| serde_json::to_value(value).is_ok();
    let clean = |extra: &mut crate::timeline::Extra| extra.retain(|_, value| fits(value));
    clean(&mut timeline.extra);
    for conflict in &mut timeline.conflicts {
        clean(&mut conflict.extra);
        for value in [&mut conflict.base, &mut conflict.ours, &mut conflict.theirs] {
            *value = value.take().filter(fits);
        }
    }
    for source in timeline.sources.values_mut() {
        clean(&mut source.extra);
        source.versions.iter_mut().for_each(|one| clean(&mut one.extra));
    }
    for actor in timeline.actors.values_mut() {
        clean(&mut actor.extra);
        actor.offices.iter_mut().for_each(|one| clean(&mut one.extra));
    }
    for event in timeline.events.values_mut() {
        clean(&mut event.extra);
        event.timing.iter_mut().for_each(|one| clean(&mut one.extra));
        event.evidence.iter_mut().for_each(|one| clean(&mut one.extra));
    }
    timeline
}

fn moves(
    operations: &mut Vec<Value>,
    section: &str,
    renamed: &[Change<Id>],
    entries: &mut Map<String, Value>,
) {
    for change in renamed {
        let (Some(from), Some(to)) = (&change.old, &change.new) else { continue };
        // A name that is still taken: what stands there is told as any other change.
        if entries.contains_key(to.as_str()) {
            continue;
        }
        if let Some(entry) = entries.shift_remove(from.as_str()) {
            entries.insert(to.0.clone(), entry);
            let path = |id: &Id| format!("/{section}/{}", escape(id.as_str()));
            operations.push(json!({"op": "move", "from": path(from), "path": path(to)}));
        }
    }
}

fn compare(operations: &mut Vec<Value>, path: &mut String, old: &Value, new: &Value) {
    let (Value::Object(old_fields), Value::Object(new_fields)) = (old, new) else {
        if old != new {
            operations.push(json!({"op": "replace", "path": path, "value": new}));
        }
        return;
    };
    let length = path.len();
    let under = |path: &mut String, key: &str, run: &mut dyn FnMut(&mut String)| {
        path.push('/');
        path.push_str(&escape(key));
        run(path);
        path.truncate(length);
    };
    for key in old_fields.keys().filter(|key| !new_fields.contains_key(*key)) {
        under(path, key, &mut |path| {
            operations.push(json!({"op": "remove", "path": path}));
        });
    }
    for (key, new) in new_fields {
        under(path, key, &mut |path| match old_fields.get(key) {
            Some(old) => compare(operations, path, old, new),
            None => operations.push(json!({"op": "add", "path": path, "value": new})),
        });
    }
}

fn escape(key: &str) -> String {
    key.replace('~', "~0").replace('/', "~1")
}
