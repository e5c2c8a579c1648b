//! What should be → edits of the file, and the proof that they did it.

use std::collections::BTreeMap;

use super::comments::{self, Comments};
use super::copies::Copied;
use super::entries::{self, Planned, SECTIONS};
use super::fields::{Class, Fields, get, holds, same, text};
use super::identity::Identity;
use super::{Merged, Unmergeable};
use crate::timeline::{self, Conflict, Document, Edit, Id, Refused, Route, Timeline, Value};

/// Edits that belong together: of one field, or of one whole entry.
#[derive(Debug)]
struct Unit {
    edits: Vec<Edit>,
    section: &'static str,
    /// By its id in the file.
    id: Id,
    field: Option<String>,
    /// What the field was to become.
    value: Option<Value>,
}

/// Makes the edits, marks the conflicts, and proves that the outcome says what was planned.
///
/// An edit that cannot be made in place (a comment inside the old value) is not made: it becomes a
/// conflict like any other.
pub(super) fn carry_out(
    document: &Document,
    ours: &Timeline,
    comments: &Comments,
    mut planned: Planned,
    identity: &Identity,
    copies: &[Copied],
) -> Result<Merged, Unmergeable> {
    let units = units(ours, &planned, identity, copies);
    let mut refused = Vec::new();
    let mut text = apply(document.name.as_str(), document.text.clone(), &units, &mut refused);
    for (unit, why) in refused {
        give_up(ours, &mut planned, identity, unit, &why);
    }
    let renames: Vec<Edit> = identity
        .renames
        .iter()
        .filter(|(section, _, new)| {
            let at = SECTIONS.iter().position(|one| one == section).unwrap_or_default();
            planned.entries[at].get(new).is_some_and(Option::is_some)
        })
        .map(|(section, old, new)| Edit::Rename {
            route: Route::new().key(*section).key(old.as_str()),
            to: new.0.clone(),
        })
        .collect();
    let edit = |text: String, edits: &[Edit]| {
        if edits.is_empty() {
            return Ok(text);
        }
        let document = Document::new(document.name.as_str(), text);
        timeline::apply(&document, edits).map_err(|why| Unmergeable::Refused(why.to_string()))
    };
    text = edit(text, &renames)?;
    let records: Vec<&Conflict> = planned.foreign.iter().chain(&planned.conflicts).collect();
    text = edit(text, &recorded(ours, &records))?;
    text = comments::mark(document.name.as_str(), text, &planned.conflicts);

    let Some(timeline) = planned.is_told_by(document.name.as_str(), &text) else {
        return Err(Unmergeable::Refused("the merged file does not say what was meant".to_owned()));
    };
    let going = |section: &str, id: &Id| {
        SECTIONS
            .iter()
            .zip(&planned.entries)
            .any(|(name, entries)| *name == section && entries.get(id).is_some_and(Option::is_none))
    };
    let after = Comments::new(&Document::new(document.name.as_str(), text.as_str()), &timeline);
    if !comments.without(going).are_all_in(&after) {
        return Err(Unmergeable::Refused("a comment would be lost".to_owned()));
    }
    Ok(Merged { text, timeline, conflicts: planned.conflicts, notes: planned.notes })
}

/// Applies what can be applied; a unit that is refused is put aside.
fn apply<'u>(
    name: &str,
    text: String,
    units: &'u [Unit],
    refused: &mut Vec<(&'u Unit, Refused)>,
) -> String {
    if units.is_empty() {
        return text;
    }
    let edits: Vec<Edit> = units.iter().flat_map(|unit| unit.edits.iter().cloned()).collect();
    let document = Document::new(name, text);
    // With a whole entry go its comments; what a person wrote beside a field goes with nothing.
    let keeps_comments = |text: &str| {
        units.iter().all(|unit| unit.field.is_none()) || {
            let after = Document::new(name, text);
            let mut left = texts(&after);
            texts(&document)
                .iter()
                .all(|(comment, n)| left.remove(comment).is_some_and(|there| there >= *n))
        }
    };
    let why = match timeline::apply(&document, &edits) {
        Ok(text) if keeps_comments(&text) => return text,
        Ok(_) => Refused { why: "a comment beside it would be lost".to_owned() },
        Err(why) => why,
    };
    if let [unit] = units {
        if let [Edit::Copy { section, after, id, value, .. }] = unit.edits.as_slice() {
            let entries = vec![(id.clone(), value.clone())];
            let (section, after) = (section.clone(), after.clone());
            if let Ok(text) =
                timeline::apply(&document, &[Edit::Insert { section, after, entries }])
            {
                return text;
            }
        }
        refused.push((unit, why));
        return document.text;
    }
    let (first, rest) = units.split_at(units.len() / 2);
    let text = apply(name, document.text, first, refused);
    apply(name, text, rest, refused)
}

/// The comments of a file, each with how often it is there.
fn texts(document: &Document) -> BTreeMap<&str, usize> {
    let mut count = BTreeMap::new();
    for span in document.comments() {
        *count.entry(&document.text[span]).or_default() += 1;
    }
    count
}

/// Plans for what could not be written: ours stands, and a conflict tells the rest.
fn give_up(
    ours: &Timeline,
    planned: &mut Planned,
    identity: &Identity,
    unit: &Unit,
    why: &Refused,
) {
    let at = SECTIONS.iter().position(|one| *one == unit.section);
    let raw = match at {
        Some(at) => entries::sections(ours)[at].get(&unit.id).cloned(),
        None => Some(entries::head(ours)),
    };
    let common = identity.common(unit.section, &unit.id).clone();
    let value = |value: Option<&Value>| value.map(entries::yaml);
    let mut record = Conflict {
        field: unit.field.clone(),
        why: Some(format!("it could not be written in place: {why}")),
        ..Conflict::default()
    };
    match unit.section {
        "sources" => record.source = Some(common.clone()),
        "actors" => record.actor = Some(common.clone()),
        "events" => record.event = Some(common.clone()),
        _ => {}
    }
    match (at, &unit.field) {
        (_, Some(field)) => {
            let old = raw.as_ref().and_then(|raw| get(raw, field));
            record.ours = value(old);
            record.theirs = value(unit.value.as_ref());
            let fields = match at {
                Some(at) => planned.entries[at].get_mut(&common).and_then(Option::as_mut),
                None => Some(&mut planned.head),
            };
            if let Some(fields) = fields {
                fields.retain(|(key, _)| key != field);
                fields.extend(old.map(|old| (field.clone(), old.clone())));
            }
        }
        (Some(at), None) => {
            record.theirs = value(unit.value.as_ref());
            planned.added[at].retain(|(id, ..)| *id != unit.id);
            if let Some(entry) = planned.entries[at].get_mut(&common) {
                record.ours = value(raw.clone().map(Value::Braces).as_ref());
                *entry = raw;
            }
        }
        (None, None) => {}
    }
    let numbers = planned.conflicts.iter().chain(&planned.foreign).chain(&ours.conflicts);
    let last = numbers.filter_map(|one| one.id.strip_prefix('c')?.parse::<usize>().ok()).max();
    record.id = format!("c{}", last.unwrap_or(0) + 1);
    planned.conflicts.push(record);
}

/// The edits that make what should be out of what is.
fn units(ours: &Timeline, planned: &Planned, identity: &Identity, copies: &[Copied]) -> Vec<Unit> {
    let copies: BTreeMap<(&str, &Id), &Copied> =
        copies.iter().map(|copy| ((copy.section, &copy.id), copy)).collect();
    let mut units = Vec::new();
    let head = entries::head(ours);
    changed(&mut units, "", &Id::default(), &Route::new(), &head, &planned.head);
    let raw = entries::sections(ours);
    for (at, section) in SECTIONS.into_iter().enumerate() {
        for (common, fields) in &planned.entries[at] {
            let id = identity.in_file(section, common);
            let (Some(fields), Some(raw)) = (fields, raw[at].get(id)) else { continue };
            let route = Route::new().key(section).key(id.as_str());
            changed(&mut units, section, id, &route, raw, fields);
        }
        for (id, fields, after) in &planned.added[at] {
            let after = after.as_ref().map(|after| identity.in_file(section, after).clone());
            let value = Value::Map(fields.clone());
            let edit = match copies.get(&(section, id)) {
                Some(copy) => Edit::Copy {
                    section: section.to_owned(),
                    after,
                    id: id.clone(),
                    value: Value::Map(copy.fields.clone()),
                    lines: copy.lines.clone(),
                },
                None => Edit::Insert {
                    section: section.to_owned(),
                    after,
                    entries: vec![(id.clone(), value.clone())],
                },
            };
            let (id, value) = (id.clone(), Some(value));
            units.push(Unit { edits: vec![edit], section, id, field: None, value });
        }
        for (common, _) in planned.entries[at].iter().filter(|(_, fields)| fields.is_none()) {
            let id = identity.in_file(section, common).clone();
            let route = Route::new().key(section).key(id.as_str());
            let edits = vec![Edit::Remove { route }];
            units.push(Unit { edits, section, id, field: None, value: None });
        }
    }
    units
}

/// The edits of one entry, a unit for each field.
fn changed(
    units: &mut Vec<Unit>,
    section: &'static str,
    id: &Id,
    route: &Route,
    raw: &Fields,
    planned: &Fields,
) {
    let gone = raw.iter().filter(|(key, _)| get(planned, key).is_none());
    for (key, _) in gone {
        let edits = vec![Edit::Remove { route: route.clone().key(key.as_str()) }];
        units.push(Unit { edits, section, id: id.clone(), field: Some(key.clone()), value: None });
    }
    for (key, value) in planned {
        let old = get(raw, key);
        // The spelling of ours stands where it says the same.
        if same(key, old, Some(value)) {
            continue;
        }
        units.push(Unit {
            edits: field(route.clone().key(key.as_str()), key, old, value),
            section,
            id: id.clone(),
            field: Some(key.clone()),
            value: Some(value.clone()),
        });
    }
}

/// The edits that give a field its value, the smallest there are.
fn field(route: Route, key: &str, old: Option<&Value>, new: &Value) -> Vec<Edit> {
    match (Class::of(key), old, new) {
        (Class::Set, Some(Value::List(old)), Value::List(new)) => {
            let come = new.iter().filter(|one| !holds(old, one)).cloned();
            // First what comes, so that the list is never empty in between.
            let mut edits: Vec<Edit> =
                come.map(|value| Edit::AddToList { route: route.clone(), value }).collect();
            for (at, one) in old.iter().enumerate().rev().filter(|(_, one)| !holds(new, one)) {
                edits.push(match text(one) {
                    Some(text) => {
                        Edit::RemoveFromList { route: route.clone(), text: text.to_owned() }
                    }
                    None => Edit::Remove { route: route.clone().index(at) },
                });
            }
            edits
        }
        (Class::ByField, Some(Value::Braces(old)), Value::Braces(new)) => {
            let set = new.iter().filter(|(key, value)| !same(key, get(old, key), Some(value)));
            let set = set.map(|(key, value)| Edit::Set {
                route: route.clone().key(key.as_str()),
                value: value.clone(),
            });
            let gone = old.iter().filter(|(key, _)| get(new, key).is_none());
            let gone = gone.map(|(key, _)| Edit::Remove { route: route.clone().key(key.as_str()) });
            set.chain(gone).collect()
        }
        _ => vec![Edit::Set { route, value: new.clone() }],
    }
}

/// The edits that write conflicts down.
fn recorded(ours: &Timeline, records: &[&Conflict]) -> Vec<Edit> {
    let route = || Route::new().key("conflicts");
    let mut values = records.iter().map(|one| Value::from(*one));
    if records.is_empty() {
        Vec::new()
    } else if ours.conflicts.is_empty() {
        vec![Edit::Set { route: route(), value: Value::List(values.collect()) }]
    } else {
        values.by_ref().map(|value| Edit::AddToList { route: route(), value }).collect()
    }
}
