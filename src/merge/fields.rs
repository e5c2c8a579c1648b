//! One entry out of three: field by field.

use super::Theirs;
use super::three_way::prose;
use crate::calendar::When;
use crate::timeline::Value;

/// The fields of an entry, in the order they are written.
pub(super) type Fields = Vec<(String, Value)>;

/// A field that both sides changed in two ways.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Clash {
    pub(super) field: String,
    pub(super) base: Option<Value>,
    pub(super) ours: Option<Value>,
    pub(super) theirs: Option<Value>,
}

/// How the values of a field are merged.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Class {
    /// A list in which an element is there or not; order says nothing.
    Set,
    /// Notes of the machine, by the field they are about.
    ByField,
    /// Sentences.
    Prose,
    /// A date: the same days in another spelling are the same date.
    Date,
    /// Anything else, as a whole.
    Whole,
}

impl Class {
    pub(super) fn of(field: &str) -> Self {
        match field {
            "from" | "to" | "responds-to" | "after" | "conditional-on" | "aka" | "aliases"
            | "evidence" | "timing" | "offices" | "versions" | "conflicts" => Self::Set,
            "confidence" | "reading" => Self::ByField,
            "summary" | "note" => Self::Prose,
            "date" | "published" => Self::Date,
            _ => Self::Whole,
        }
    }
}

/// Fields of a map, whatever its layout.
pub(super) fn fields(value: Value) -> Fields {
    match value {
        Value::Map(fields) | Value::Braces(fields) => fields,
        _ => Vec::new(),
    }
}

pub(super) fn get<'f>(fields: &'f [(String, Value)], key: &str) -> Option<&'f Value> {
    fields.iter().find(|(field, _)| field == key).map(|(_, value)| value)
}

/// Whether two values of a field say the same.
pub(super) fn same(field: &str, one: Option<&Value>, other: Option<&Value>) -> bool {
    match (one, other) {
        (Some(Value::List(one)), Some(Value::List(other))) if Class::of(field) == Class::Set => {
            one.len() == other.len() && one.iter().all(|element| holds(other, element))
        }
        (Some(one), Some(other)) => {
            equal(one, other)
                || Class::of(field) == Class::Date
                    && matches!((when(one), when(other)), (Some(one), Some(other)) if one == other)
        }
        (one, other) => one.is_none() && other.is_none(),
    }
}

fn when(value: &Value) -> Option<When> {
    text(value)?.parse().ok()
}

pub(super) fn text(value: &Value) -> Option<&str> {
    match value {
        Value::Text(text) | Value::Quoted(text) | Value::Bare(text) => Some(text),
        _ => None,
    }
}

/// Equal but for layout: quotes, braces, the order of the fields of a map.
pub(super) fn equal(one: &Value, other: &Value) -> bool {
    match (one, other) {
        (Value::List(one), Value::List(other)) => {
            one.len() == other.len() && one.iter().zip(other).all(|(one, other)| equal(one, other))
        }
        (Value::Map(one) | Value::Braces(one), Value::Map(other) | Value::Braces(other)) => {
            one.len() == other.len()
                && one
                    .iter()
                    .all(|(key, one)| get(other, key).is_some_and(|other| equal(one, other)))
        }
        (Value::Bare(one), Value::Bare(other)) => one == other,
        (Value::Bare(_), _) | (_, Value::Bare(_)) => false,
        (one, other) => text(one).is_some() && text(one) == text(other),
    }
}

pub(super) fn holds(list: &[Value], element: &Value) -> bool {
    list.iter().any(|one| equal(one, element))
}

/// What the entry should be, and where the two sides clash; there, ours stands.
///
/// Without a base both sides made the entry. A reading then only adds what is not there; of two
/// people each field that they fill in two ways is a clash.
pub(super) fn merge(
    base: Option<&Fields>,
    ours: &Fields,
    theirs: &Fields,
    by: Theirs,
) -> (Fields, Vec<Clash>) {
    let mut planned = Fields::new();
    let mut clashes = Vec::new();
    let more = theirs.iter().filter(|(key, _)| get(ours, key).is_none());
    let mut keys: Vec<&str> = ours.iter().chain(more).map(|(key, _)| key.as_str()).collect();
    // What the machine noted on a field follows the field.
    keys.sort_by_key(|key| Class::of(key) == Class::ByField);
    let mut by_hand: Vec<&str> = Vec::new();
    for key in keys {
        let [b, o, t] = [base, Some(ours), Some(theirs)]
            .map(|fields| fields.and_then(|fields| get(fields, key)));
        let touched = !same(key, b, o);
        let value = if same(key, o, t) || same(key, b, t) {
            o.cloned()
        } else if !touched {
            t.cloned()
        } else {
            match settle(key, [b, o, t], &by_hand) {
                Some(value) => value,
                None if base.is_none() && by == Theirs::Reading => o.or(t).cloned(),
                None => {
                    clashes.push(Clash {
                        field: key.to_owned(),
                        base: b.cloned(),
                        ours: o.cloned(),
                        theirs: t.cloned(),
                    });
                    o.cloned()
                }
            }
        };
        if touched {
            by_hand.push(key);
        }
        planned.extend(value.map(|value| (key.to_owned(), value)));
    }
    (planned, clashes)
}

/// A value that both sides changed, where that can be settled; the inner `None` is no value.
#[expect(clippy::option_option, reason = "a settled absence is not a clash")]
fn settle(key: &str, [b, o, t]: [Option<&Value>; 3], by_hand: &[&str]) -> Option<Option<Value>> {
    let list = |value: Option<&Value>| match value {
        Some(Value::List(items)) => Some(items.clone()),
        None => Some(Vec::new()),
        _ => None,
    };
    match Class::of(key) {
        Class::Set => {
            let (b, o, t) = (list(b)?, list(o)?, list(t)?);
            let mut merged: Vec<Value> = o
                .iter()
                .filter(|element| !holds(&b, element) || holds(&t, element))
                .cloned()
                .collect();
            for element in t {
                if !holds(&b, &element) && !holds(&merged, &element) {
                    merged.push(element);
                }
            }
            Some((!merged.is_empty()).then_some(Value::List(merged)))
        }
        Class::ByField => {
            let part = |value: Option<&Value>| value.cloned().map(fields).unwrap_or_default();
            let (b, o, t) = (part(b), part(o), part(t));
            let mut merged = Fields::new();
            let more = t.iter().filter(|(key, _)| get(&o, key).is_none());
            for (of, _) in o.iter().chain(more) {
                let [b, o, t] = [&b, &o, &t].map(|fields| get(fields, of));
                // The note on what a person decided is the person's, too.
                let ours = !same(of, b, o) || by_hand.contains(&of.as_str());
                merged.extend(if ours { o } else { t }.map(|value| (of.clone(), value.clone())));
            }
            Some((!merged.is_empty()).then_some(Value::Braces(merged)))
        }
        Class::Prose => {
            let part = |value: Option<&Value>| match value {
                Some(value) => text(value).map(str::to_owned),
                None => Some(String::new()),
            };
            // From nothing to two texts is no change of sentences.
            let base = part(b)?;
            (!base.is_empty()).then_some(())?;
            let merged = prose(&base, &part(o)?, &part(t)?)?;
            Some((!merged.trim().is_empty()).then_some(Value::Text(merged)))
        }
        Class::Date | Class::Whole => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn list(items: &[&str]) -> Value {
        Value::List(items.iter().map(|item| Value::from(*item)).collect())
    }

    fn one(key: &str, value: Option<Value>) -> Fields {
        value.map(|value| (key.to_owned(), value)).into_iter().collect()
    }

    #[test]
    fn a_field_goes_to_the_side_that_changed_it() {
        let text = |text: &str| Some(Value::from(text));
        for (key, base, ours, theirs, merged, clash) in [
            ("title", text("A"), text("A"), text("B"), text("B"), false),
            ("title", text("A"), text("B"), text("A"), text("B"), false),
            ("title", text("A"), text("B"), text("B"), text("B"), false),
            ("title", text("A"), text("B"), text("C"), text("B"), true),
            ("place", text("A"), None, text("A"), None, false),
            ("place", text("A"), text("A"), None, None, false),
            ("place", text("A"), None, text("B"), None, true),
            (
                "date",
                text("2025-05"),
                text("2025-05-11"),
                text("2025-05-11"),
                text("2025-05-11"),
                false,
            ),
            ("note", text("A. B."), text("C. B."), text("A. D."), text("C. D."), false),
            ("note", None, text("C."), text("D."), text("C."), true),
            (
                "from",
                Some(list(&["a", "b"])),
                Some(list(&["a"])),
                Some(list(&["a", "b", "c"])),
                Some(list(&["a", "c"])),
                false,
            ),
            (
                "from",
                Some(list(&["a", "b"])),
                Some(list(&["b", "a"])),
                Some(list(&["a"])),
                Some(list(&["a"])),
                false,
            ),
        ] {
            let [b, o, t] = [base, ours, theirs].map(|value| one(key, value));
            let (planned, clashes) = merge(Some(&b), &o, &t, Theirs::Hand);
            assert_eq!(
                (get(&planned, key), !clashes.is_empty()),
                (merged.as_ref(), clash),
                "{b:?} {o:?} {t:?}"
            );
        }
    }

    #[test]
    fn a_person_s_date_keeps_the_machine_s_doubts_away() {
        let notes = |of: &[(&str, &str)]| {
            Value::Braces(
                of.iter().map(|(key, value)| ((*key).to_owned(), Value::from(*value))).collect(),
            )
        };
        let entry = |date: &str, doubts: &[(&str, &str)]| {
            vec![("date".to_owned(), Value::from(date)), ("confidence".to_owned(), notes(doubts))]
        };
        let base = entry("2025-05", &[("date", "low")]);
        let ours = vec![("date".to_owned(), Value::from("2025-05-11"))];
        let theirs = entry("2025-05", &[("date", "medium"), ("place", "low")]);
        let (planned, clashes) = merge(Some(&base), &ours, &theirs, Theirs::Reading);
        assert_eq!(clashes, []);
        assert_eq!(get(&planned, "confidence"), Some(&notes(&[("place", "low")])));
    }
}
