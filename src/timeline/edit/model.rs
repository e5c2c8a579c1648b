//! What a timeline should be after an edit, reckoned without a look at the text.

use super::{Edit, Refused};
use crate::timeline::document::{Route, Step};
use crate::timeline::{Id, Value};

/// Does to the model what the edit does to the file.
pub(super) fn apply(model: &mut Value, edit: &Edit) -> Result<(), Refused> {
    match edit {
        Edit::Set { route, value } => {
            let (parent, step) = parent(model, route)?;
            match (parent, step) {
                (Value::Map(fields) | Value::Braces(fields), Step::Key(key)) => {
                    match fields.iter_mut().find(|(field, _)| field == key) {
                        Some((_, old)) => *old = value.clone(),
                        None => fields.push((key.clone(), value.clone())),
                    }
                    Ok(())
                }
                (Value::List(items), Step::Index(index)) if *index < items.len() => {
                    items[*index] = value.clone();
                    Ok(())
                }
                _ => Err(absent(route)),
            }
        }
        Edit::Remove { route } => remove(model, route),
        Edit::Insert { section, after, entries } => insert(model, section, after.as_ref(), entries),
        Edit::Copy { section, after, id, value, .. } => {
            insert(model, section, after.as_ref(), &[(id.clone(), value.clone())])
        }
        Edit::AddToList { route, value } => {
            let (parent, step) = parent(model, route)?;
            let (Some(fields), Step::Key(key)) = (fields(parent), step) else {
                return Err(absent(route));
            };
            match fields.iter_mut().find(|(field, _)| field == key) {
                None => fields.push((key.clone(), Value::List(vec![value.clone()]))),
                Some((_, Value::List(items))) => items.push(value.clone()),
                Some(_) => return Err(Refused::new(format!("`{route}` is no list"))),
            }
            Ok(())
        }
        Edit::RemoveFromList { route, text } => {
            let Some(Value::List(items)) = get(model, route.steps()) else {
                return Err(absent(route));
            };
            let place = items.iter().position(|item| {
                matches!(item, Value::Text(one) | Value::Quoted(one) | Value::Bare(one) if one == text)
            });
            let place =
                place.ok_or_else(|| Refused::new(format!("`{route}` does not hold `{text}`")))?;
            items.remove(place);
            if items.is_empty() { remove(model, route) } else { Ok(()) }
        }
        Edit::Rename { route, to } => {
            let (parent, step) = parent(model, route)?;
            let (Some(fields), Step::Key(key) | Step::Name(key)) = (fields(parent), step) else {
                return Err(absent(route));
            };
            if fields.iter().any(|(field, _)| field == to) {
                return Err(Refused::new(format!("`{to}` is there already")));
            }
            let field = fields.iter_mut().find(|(field, _)| field == key);
            field.ok_or_else(|| absent(route))?.0.clone_from(to);
            Ok(())
        }
    }
}

fn insert(
    model: &mut Value,
    section: &str,
    after: Option<&Id>,
    entries: &[(Id, Value)],
) -> Result<(), Refused> {
    let fields = fields(model).ok_or_else(|| Refused::new("the file is no map"))?;
    if !fields.iter().any(|(field, _)| field == section) {
        fields.push((section.to_owned(), Value::Map(Vec::new())));
    }
    let old = fields
        .iter_mut()
        .find(|(field, _)| field == section)
        .and_then(|(_, value)| self::fields(value))
        .ok_or_else(|| Refused::new(format!("`{section}` is no map")))?;
    let at = match after {
        None => old.len(),
        Some(after) => {
            let place = old.iter().position(|(id, _)| id == after.as_str());
            place.ok_or_else(|| Refused::new(format!("there is no `{after}`")))? + 1
        }
    };
    for (id, _) in entries {
        if old.iter().any(|(other, _)| other == id.as_str()) {
            return Err(Refused::new(format!("`{id}` is there already")));
        }
    }
    old.splice(at..at, entries.iter().map(|(id, value)| (id.0.clone(), value.clone())));
    Ok(())
}

fn remove(model: &mut Value, route: &Route) -> Result<(), Refused> {
    match parent(model, route)? {
        (Value::Map(fields) | Value::Braces(fields), Step::Key(key)) => {
            let place = fields.iter().position(|(field, _)| field == key);
            fields.remove(place.ok_or_else(|| absent(route))?);
            Ok(())
        }
        (Value::List(items), Step::Index(index)) if *index < items.len() => {
            items.remove(*index);
            Ok(())
        }
        _ => Err(absent(route)),
    }
}

pub(super) fn absent(route: &Route) -> Refused {
    Refused::new(format!("there is no `{route}`"))
}

fn fields(value: &mut Value) -> Option<&mut Vec<(String, Value)>> {
    match value {
        Value::Map(fields) | Value::Braces(fields) => Some(fields),
        _ => None,
    }
}

fn parent<'v, 'r>(
    model: &'v mut Value,
    route: &'r Route,
) -> Result<(&'v mut Value, &'r Step), Refused> {
    let (last, before) =
        route.steps().split_last().ok_or_else(|| Refused::new("the whole file is no field"))?;
    let parent = get(model, before).ok_or_else(|| absent(route))?;
    Ok((parent, last))
}

fn get<'v>(model: &'v mut Value, steps: &[Step]) -> Option<&'v mut Value> {
    let mut value = model;
    for step in steps {
        value = match (value, step) {
            (Value::Map(fields) | Value::Braces(fields), Step::Key(key)) => {
                &mut fields.iter_mut().find(|(field, _)| field == key)?.1
            }
            (Value::List(items), Step::Index(index)) => items.get_mut(*index)?,
            _ => return None,
        };
    }
    Some(value)
}

/// The model without what makes no difference: the order of fields, how a text is quoted, what
/// is empty. The order of entries and of elements stays.
pub(super) fn normal(model: Value) -> Value {
    let Value::Map(fields) = model else { return model };
    let mut fields: Vec<(String, Value)> = fields
        .into_iter()
        .map(|(key, value)| match (key.as_str(), value) {
            ("sources" | "actors" | "events", Value::Map(entries)) => {
                let entries =
                    entries.into_iter().map(|(id, entry)| (id, normal_value(entry))).collect();
                (key, Value::Map(entries))
            }
            (_, value) => (key, normal_value(value)),
        })
        .filter(says_something)
        .collect();
    fields.sort_by(|one, other| one.0.cmp(&other.0));
    Value::Map(fields)
}

fn normal_value(value: Value) -> Value {
    match value {
        Value::Quoted(text) => Value::Text(text),
        Value::List(items) => Value::List(items.into_iter().map(normal_value).collect()),
        Value::Map(fields) | Value::Braces(fields) => {
            let mut fields: Vec<(String, Value)> = fields
                .into_iter()
                .map(|(key, value)| (key, normal_value(value)))
                .filter(says_something)
                .collect();
            fields.sort_by(|one, other| one.0.cmp(&other.0));
            Value::Map(fields)
        }
        other => other,
    }
}

fn says_something((key, value): &(String, Value)) -> bool {
    if key.starts_with("x-") {
        return true;
    }
    match value {
        Value::List(items) => !items.is_empty(),
        Value::Map(fields) => !fields.is_empty(),
        // What an event is anyway.
        Value::Text(text) => !(key == "modality" && text == "happened"),
        _ => true,
    }
}
