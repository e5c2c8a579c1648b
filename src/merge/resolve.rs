//! A conflict settled: the value that was chosen stands in the file, record and mark are gone.

use super::comments::unmark;
use super::entries::{SECTIONS, head, sections};
use super::fields::{Fields, fields, get};
use crate::timeline::{
    self, Actor, Conflict, Document, Edit, Event, Id, Refused, Route, Source, Timeline, Value,
};

/// What shall stand.
#[derive(Debug, Clone, PartialEq)]
pub enum Choice {
    /// What stands in the file.
    Ours,
    /// What the other side said.
    Theirs,
    /// Something else, as YAML: a text, a date, `[a, b]`.
    Value(String),
}

/// Settles the conflict with this id; the text of the file without it.
///
/// Fails where there is no such conflict, and where the value does not fit the field.
pub fn resolve(document: &Document, id: &str, choice: &Choice) -> Result<String, Refused> {
    let (timeline, _) = timeline::read(document);
    let at = timeline.conflicts.iter().position(|one| one.id == id);
    let at = at.ok_or_else(|| refused(format!("there is no conflict `{id}`")))?;
    let conflict = &timeline.conflicts[at];
    let mut edits = match choice {
        Choice::Ours => Vec::new(),
        Choice::Theirs => chosen(&timeline, conflict, conflict.theirs.as_ref())?,
        Choice::Value(written) => {
            let value = serde_yaml::from_str(written).unwrap_or_else(|_| written.as_str().into());
            if conflict.field.is_none() {
                return Err(refused(
                    "the conflict is about a whole entry: choose ours or theirs, then edit it",
                ));
            }
            let value = if value == serde_yaml::Value::Null { None } else { Some(&value) };
            chosen(&timeline, conflict, value)?
        }
    };
    let route = Route::new().key("conflicts");
    let route = if timeline.conflicts.len() == 1 { route } else { route.index(at) };
    edits.push(Edit::Remove { route });
    let text = timeline::apply(document, &edits)?;
    let unmarked = unmark(&text, id);
    let read = |text: &str| timeline::read(&Document::new(document.name.as_str(), text)).0;
    if read(&unmarked) == read(&text) { Ok(unmarked) } else { Ok(text) }
}

/// The section and the entry that a conflict is about.
fn about(conflict: &Conflict) -> Option<(&'static str, &Id)> {
    let ids = [&conflict.source, &conflict.actor, &conflict.event];
    SECTIONS.into_iter().zip(ids).find_map(|(section, id)| Some((section, id.as_ref()?)))
}

/// The edits that put a value in the place of what the conflict is about.
fn chosen(
    timeline: &Timeline,
    conflict: &Conflict,
    value: Option<&serde_yaml::Value>,
) -> Result<Vec<Edit>, Refused> {
    let Some((section, id)) = about(conflict) else {
        let Some(field) = &conflict.field else { return Ok(Vec::new()) };
        let new = if value.is_some() {
            let typed: Timeline = patched(timeline, field, value)?;
            get(&head(&typed), field).cloned()
        } else {
            None
        };
        return Ok(set(Route::new().key(field.as_str()), get(&head(timeline), field), new));
    };
    let at = SECTIONS.iter().position(|one| *one == section).unwrap_or_default();
    let there = sections(timeline)[at].get(id).cloned();
    let route = Route::new().key(section).key(id.as_str());
    match (&conflict.field, there) {
        (Some(field), Some(there)) => {
            let new = if value.is_some() {
                let typed = match section {
                    "sources" => fields((&patched(&timeline.sources[id], field, value)?).into()),
                    "actors" => fields((&patched(&timeline.actors[id], field, value)?).into()),
                    _ => fields((&patched(&timeline.events[id], field, value)?).into()),
                };
                get(&typed, field).cloned()
            } else {
                None
            };
            Ok(set(route.key(field.as_str()), get(&there, field), new))
        }
        (Some(_), None) => Err(refused(format!("`{id}` is no longer there"))),
        (None, there) => match (value, there) {
            (None, Some(_)) => Ok(vec![Edit::Remove { route }]),
            (None, None) => Ok(Vec::new()),
            (Some(value), there) => {
                let entry = typed(section, value)?;
                let insert = Edit::Insert {
                    section: section.to_owned(),
                    after: None,
                    entries: vec![(id.clone(), Value::Map(entry.clone()))],
                };
                let Some(there) = there else { return Ok(vec![insert]) };
                let keys =
                    there.iter().map(|(key, _)| key).filter(|key| get(&entry, key).is_none());
                let mut edits: Vec<Edit> = keys
                    .map(|key| Edit::Remove { route: route.clone().key(key.as_str()) })
                    .collect();
                for (key, new) in &entry {
                    if get(&there, key) != Some(new) {
                        let (route, value) = (route.clone().key(key.as_str()), new.clone());
                        edits.push(Edit::Set { route, value });
                    }
                }
                Ok(edits)
            }
        },
    }
}

fn set(route: Route, old: Option<&Value>, new: Option<Value>) -> Vec<Edit> {
    match (old, new) {
        (None, None) => Vec::new(),
        (Some(_), None) => vec![Edit::Remove { route }],
        (_, Some(value)) => vec![Edit::Set { route, value }],
    }
}

fn refused(why: impl Into<String>) -> Refused {
    Refused { why: why.into() }
}

fn unfit(why: &serde_yaml::Error) -> Refused {
    refused(format!("the value does not fit: {why}"))
}

/// An entry as it would be with another value of a field.
fn patched<T: serde::Serialize + serde::de::DeserializeOwned>(
    entry: &T,
    field: &str,
    value: Option<&serde_yaml::Value>,
) -> Result<T, Refused> {
    let mut whole = serde_yaml::to_value(entry).map_err(|why| unfit(&why))?;
    if let (Some(fields), Some(value)) = (whole.as_mapping_mut(), value) {
        fields.insert(field.into(), value.clone());
    }
    serde_yaml::from_value(whole).map_err(|why| unfit(&why))
}

/// A whole entry as fields.
fn typed(section: &str, value: &serde_yaml::Value) -> Result<Fields, Refused> {
    let value = value.clone();
    Ok(match section {
        "sources" => {
            let one: Source = serde_yaml::from_value(value).map_err(|why| unfit(&why))?;
            fields((&one).into())
        }
        "actors" => {
            let one: Actor = serde_yaml::from_value(value).map_err(|why| unfit(&why))?;
            fields((&one).into())
        }
        _ => {
            let one: Event = serde_yaml::from_value(value).map_err(|why| unfit(&why))?;
            fields((&one).into())
        }
    })
}
