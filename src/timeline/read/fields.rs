//! Fields one by one: takes a value of the tree for what the format wants it to be, or says why
//! it cannot.

use std::borrow::Cow;
use std::collections::HashMap;

use indexmap::IndexMap;

use super::nearest::{Meant, nearest};
use crate::diagnostic::{Code, Diagnostic, Fix, Span};
use crate::timeline::schema::{Date, Extra, Id};
use crate::timeline::tree::{Entry, Map, Node, Shape, Style};

/// Reads values and collects what is wrong with them.
pub(super) struct Reader<'t> {
    pub(super) text: &'t str,
    pub(super) remarks: Vec<Diagnostic>,
}

/// What a map of fields is for.
pub(super) struct Kind {
    /// With its article: "an event".
    pub(super) name: &'static str,
    /// The fields it may have, those that it must have first.
    pub(super) fields: &'static [&'static str],
}

/// The fields of one map that are there and say something.
pub(super) struct Fields<'n> {
    kind: &'static Kind,
    /// Where a field is told that is not there.
    place: Span,
    known: Vec<(&'static str, &'n Entry)>,
    /// Fields that are there and cannot be read, which has been told.
    lost: Vec<&'static str>,
    pub(super) extra: Extra,
}

impl<'n> Fields<'n> {
    /// The value of a field.
    pub(super) fn get(&self, name: &str) -> Option<&'n Node> {
        self.known.iter().find(|(field, _)| *field == name).map(|(_, entry)| &entry.value)
    }
}

impl<'t> Reader<'t> {
    pub(super) fn new(text: &'t str) -> Self {
        Self { text, remarks: Vec::new() }
    }

    fn tell(&mut self, code: Code, span: Span, message: String) -> &mut Diagnostic {
        self.remarks.push(Diagnostic::new(code, message).label(span, ""));
        self.remarks.last_mut().expect("it was pushed the line before")
    }

    /// A value of the wrong shape.
    fn wrong(&mut self, node: &Node, name: &str, wanted: &str, help: &str) {
        let span = self.told_at(node);
        let message = format!("`{name}` is {wanted}, not {}", node.shape_name());
        self.tell(Code::BadValue, span, message).help = Some(help.to_owned());
    }

    /// Of a value the part to point at: its first line.
    fn told_at(&self, node: &Node) -> Span {
        let written = &self.text[node.span()];
        let line = written.lines().next().unwrap_or("").trim_end();
        node.span().start..node.span().start + line.len()
    }

    /// The text of a key; `None` where it is no text.
    fn key(&mut self, entry: &'_ Entry) -> Option<Cow<'t, str>> {
        if matches!(entry.key.shape, Shape::List { .. } | Shape::Map(_)) {
            let span = self.told_at(&entry.key);
            let message = format!("a key is a text, not {}", entry.key.shape_name());
            self.tell(Code::BadValue, span, message);
            return None;
        }
        Some(entry.key.text(self.text))
    }

    /// The entries of a map with their keys, each key once; the second one of two is told.
    pub(super) fn distinct<'n>(
        &mut self,
        map: &'n Map,
        what: &str,
    ) -> Vec<(Cow<'t, str>, &'n Entry)> {
        // A few keys are compared faster than hashed.
        const FEW: usize = 24;
        let few = map.entries.len() <= FEW;
        let mut seen: HashMap<Cow<'t, str>, Span> = HashMap::new();
        let mut entries: Vec<(Cow<'t, str>, &Entry)> = Vec::with_capacity(map.entries.len());
        for entry in &map.entries {
            let Some(key) = self.key(entry) else { continue };
            let place = |entry: &Entry| match entry.key.span() {
                span if span.is_empty() => span.start..span.start + 1,
                span => span,
            };
            let span = place(entry);
            let first = if few {
                let first = entries.iter().find(|(other, _)| *other == key);
                first.map(|(_, entry)| place(entry))
            } else {
                seen.get(&key).cloned()
            };
            if let Some(first) = first {
                let help = match what {
                    "field" => "keep one of the two".to_owned(),
                    _ => format!("give one {what} another id, or make one out of the two"),
                };
                let remark = Diagnostic::new(
                    Code::DuplicateId,
                    format!("the {what} `{key}` is there twice"),
                )
                .label(span, "again here")
                .label(first, "first here")
                .help(help);
                self.remarks.push(remark);
            } else {
                if !few {
                    seen.insert(key.clone(), span);
                }
                entries.push((key, entry));
            }
        }
        entries
    }

    /// The fields of a map, without those that say nothing; unknown ones are told.
    ///
    /// `place` is where the map is spoken of: the key in front of it, or its first key.
    pub(super) fn fields<'n>(
        &mut self,
        node: &'n Node,
        kind: &'static Kind,
        place: Span,
    ) -> Option<Fields<'n>> {
        let mut fields =
            Fields { kind, place, known: Vec::new(), lost: Vec::new(), extra: Extra::new() };
        let map = match &node.shape {
            Shape::Map(map) => map,
            Shape::Lost => return None,
            _ if node.is_nothing(self.text) => return Some(fields),
            _ => {
                let span = self.told_at(node);
                let message =
                    format!("{} is a map of fields, not {}", kind.name, node.shape_name());
                let help = format!("write `{}: …` and the others below it", kind.fields[0]);
                self.tell(Code::BadValue, span, message).help = Some(help);
                return None;
            }
        };
        for (key, entry) in self.distinct(map, "field") {
            if let Some(known) = kind.fields.iter().find(|field| **field == key) {
                if matches!(entry.value.shape, Shape::Lost) {
                    fields.lost.push(known);
                } else if !entry.value.is_nothing(self.text) {
                    fields.known.push((known, entry));
                }
            } else if key.starts_with("x-") {
                let value = self.any(&entry.value);
                fields.extra.insert(key.into_owned(), value);
            } else {
                let meant = nearest(&key, kind.fields.iter().copied());
                let help = match meant {
                    Some(Meant { word, .. }) => format!("did you mean `{word}`?"),
                    None => format!(
                        "the fields are {}; one of your own begins with `x-`",
                        kind.fields.join(", ")
                    ),
                };
                let message = format!("`{key}` is no field of {}", kind.name);
                let span = self.told_at(&entry.key);
                // A field that is there already cannot have been meant.
                let meant = meant.filter(|meant| map.get(meant.word, self.text).is_none());
                let remark = self.tell(Code::UnknownField, span.clone(), message);
                remark.help = Some(help);
                if let Some(Meant { word, slip }) = meant {
                    let fix = Fix::replace(format!("write `{word}`"), span, word);
                    remark.fixes.push(if slip { fix.certain() } else { fix });
                    // One slip is one mistake: the field is not missing as well.
                    fields.lost.extend(kind.fields.iter().find(|field| slip && **field == word));
                }
            }
        }
        Some(fields)
    }

    /// Tells a field that must be there.
    fn missing(&mut self, fields: &Fields<'_>, name: &str) {
        if fields.lost.contains(&name) {
            return;
        }
        let message = format!("{} has no `{name}`", fields.kind.name);
        let help = match name {
            "type" => "add `type:`, one of the types of events, such as `meeting`".to_owned(),
            "kind" => "add `kind:`, one of person, state, organization, group".to_owned(),
            _ => format!("add `{name}:`"),
        };
        self.tell(Code::MissingField, fields.place.clone(), message).help = Some(help);
    }

    /// A text that must be there; empty where it is not.
    pub(super) fn required(&mut self, fields: &Fields<'_>, name: &str) -> String {
        match fields.get(name) {
            None => {
                self.missing(fields, name);
                String::new()
            }
            Some(node) => {
                let text = self.scalar(node, name, "a text");
                if text.as_deref().is_some_and(str::is_empty) {
                    let span = node.span();
                    let message = format!("the `{name}` of {} is empty", fields.kind.name);
                    self.tell(Code::MissingField, span, message).help =
                        Some(format!("write a {name}, or what stands for one"));
                }
                text.unwrap_or_default().into_owned()
            }
        }
    }

    /// A text that may be there.
    pub(super) fn optional(&mut self, fields: &Fields<'_>, name: &str) -> Option<String> {
        let node = fields.get(name)?;
        self.scalar(node, name, "a text").map(Cow::into_owned)
    }

    fn scalar(&mut self, node: &Node, name: &str, wanted: &str) -> Option<Cow<'t, str>> {
        match node.shape {
            Shape::Scalar(_) => return Some(node.text(self.text)),
            Shape::Lost => return None,
            _ => {}
        }
        let help = match node.shape {
            Shape::List { flow: true, .. } => "put it in quotes if the brackets belong to the text",
            Shape::Map(ref map) if map.flow => {
                "put it in quotes if the brackets belong to the text"
            }
            _ => "write it on the line of the key",
        };
        self.wrong(node, name, wanted, help);
        None
    }

    /// An id that may be there.
    pub(super) fn id(&mut self, fields: &Fields<'_>, name: &str) -> Option<Id> {
        let node = fields.get(name)?;
        self.scalar(node, name, "an id").map(|id| Id(id.into_owned()))
    }

    /// A date that may be there, as written: check judges it.
    pub(super) fn date(&mut self, fields: &Fields<'_>, name: &str) -> Option<Date> {
        let node = fields.get(name)?;
        self.written_date(node, name).map(Date::new)
    }

    /// A bare `[..2025-05-11]` is a list to YAML, and meant as a date.
    fn written_date(&mut self, node: &Node, name: &str) -> Option<String> {
        if let Shape::List { flow: true, items } = &node.shape {
            let mut parts = Vec::with_capacity(items.len());
            for item in items {
                parts.push(self.written_date(&item.value, name)?);
            }
            return Some(format!("[{}]", parts.join(",")));
        }
        if let Shape::Scalar(_) = node.shape {
            return Some(node.text(self.text).into_owned());
        }
        self.wrong(node, name, "a date", "write it in quotes: \"2025-05-11\"");
        None
    }

    /// The elements of a list; one value stands for a list of one.
    pub(super) fn items<'n>(&mut self, fields: &Fields<'n>, name: &str, of: &str) -> Vec<&'n Node> {
        let Some(node) = fields.get(name) else { return Vec::new() };
        match &node.shape {
            Shape::List { items, .. } => items.iter().map(|item| &item.value).collect(),
            Shape::Map(_) if of == "ids" || of == "texts" => {
                let help = "write it as a list: `[a, b]`";
                self.wrong(node, name, &format!("a list of {of}"), help);
                Vec::new()
            }
            Shape::Scalar(Style::Plain) if node.text(self.text).contains(',') => {
                let listed = format!("[{}]", node.text(self.text));
                let help = format!("write it in brackets: `{listed}`");
                self.wrong(node, name, &format!("a list of {of}"), &help);
                let fix = Fix::replace(format!("write `{listed}`"), node.span(), listed);
                if let Some(remark) = self.remarks.last_mut() {
                    remark.fixes.push(if of == "ids" { fix.certain() } else { fix });
                }
                Vec::new()
            }
            _ => vec![node],
        }
    }

    /// A list of texts.
    pub(super) fn texts(&mut self, fields: &Fields<'_>, name: &str) -> Vec<String> {
        self.scalars(fields, name, "texts", "a text")
    }

    /// A list of ids.
    pub(super) fn ids(&mut self, fields: &Fields<'_>, name: &str) -> Vec<Id> {
        self.scalars(fields, name, "ids", "an id").into_iter().map(Id).collect()
    }

    fn scalars(&mut self, fields: &Fields<'_>, name: &str, of: &str, one: &str) -> Vec<String> {
        let mut texts = Vec::new();
        for node in self.items(fields, name, of) {
            if matches!(node.shape, Shape::Lost) {
                continue;
            }
            if matches!(node.shape, Shape::Scalar(_) | Shape::Empty) {
                texts.push(node.text(self.text).into_owned());
            } else {
                let span = self.told_at(node);
                let message = format!("an element of `{name}` is {one}, not {}", node.shape_name());
                self.tell(Code::BadValue, span, message).help =
                    Some("write it as one word, or in quotes".to_owned());
            }
        }
        texts
    }

    /// A word of the vocabulary that must be there.
    pub(super) fn required_word<T: Copy>(
        &mut self,
        fields: &Fields<'_>,
        name: &str,
        words: Words<T>,
    ) -> Option<T> {
        if fields.get(name).is_none() {
            self.missing(fields, name);
        }
        self.word(fields, name, words)
    }

    /// A word of the vocabulary that may be there.
    pub(super) fn word<T: Copy>(
        &mut self,
        fields: &Fields<'_>,
        name: &str,
        words: Words<T>,
    ) -> Option<T> {
        let node = fields.get(name)?;
        self.one_word(node, name, words)
    }

    fn one_word<T: Copy>(&mut self, node: &Node, name: &str, words: Words<T>) -> Option<T> {
        let written = self.scalar(node, name, words.what)?;
        let all = || words.all.iter().map(|&one| (words.name)(one));
        if let Some(place) = all().position(|word| word == written) {
            return Some(words.all[place]);
        }
        let meant = nearest(&written, all());
        let help = match meant {
            Some(Meant { word, .. }) => format!("did you mean `{word}`?"),
            None => format!("write one of {}", all().collect::<Vec<_>>().join(", ")),
        };
        let kind = words.what.split_once(' ').map_or(words.what, |(_, kind)| kind);
        let message = format!("`{written}` is no {kind}");
        let span = node.span();
        let remark = self.tell(Code::BadValue, self.told_at(node), message);
        remark.help = Some(help);
        if let Some(Meant { word, slip }) = meant {
            let fix = Fix::replace(format!("write `{word}`"), span, word);
            remark.fixes.push(if slip { fix.certain() } else { fix });
        }
        None
    }

    /// What is said about single fields, by their names.
    pub(super) fn by_field<T>(
        &mut self,
        fields: &Fields<'_>,
        name: &str,
        mut read: impl FnMut(&mut Self, &Node) -> Option<T>,
    ) -> IndexMap<String, T> {
        let mut found = IndexMap::new();
        let Some(node) = fields.get(name) else { return found };
        let Some(map) = node.as_map() else {
            self.wrong(node, name, "a map from fields to values", "write `field: value` below it");
            return found;
        };
        for (key, entry) in self.distinct(map, "field") {
            if let Some(value) = read(self, &entry.value) {
                found.insert(key.into_owned(), value);
            }
        }
        found
    }

    /// How sure the machine is of single fields.
    pub(super) fn words_by_field<T: Copy>(
        &mut self,
        fields: &Fields<'_>,
        name: &str,
        words: Words<T>,
    ) -> IndexMap<String, T> {
        self.by_field(fields, name, |reader, node| reader.one_word(node, name, words))
    }

    /// The rules that read single fields.
    pub(super) fn texts_by_field(
        &mut self,
        fields: &Fields<'_>,
        name: &str,
    ) -> IndexMap<String, String> {
        self.by_field(fields, name, |reader, node| {
            reader.scalar(node, name, "a text").map(Cow::into_owned)
        })
    }

    /// A value that belongs to the user, as it is.
    pub(super) fn any(&mut self, node: &Node) -> serde_yaml::Value {
        use serde_yaml::Value;
        match &node.shape {
            Shape::Empty | Shape::Lost => Value::Null,
            Shape::Scalar(Style::Plain) => {
                let text = node.text(self.text);
                // Not in the first column, where `---` is no text.
                match serde_yaml::from_str(&format!(" {text}")) {
                    Ok(value @ (Value::Null | Value::Bool(_) | Value::Number(_))) => value,
                    // Whatever else it would be by itself, in its place it is a text.
                    _ => Value::String(text.into_owned()),
                }
            }
            Shape::Scalar(_) => Value::String(node.text(self.text).into_owned()),
            Shape::List { items, .. } => {
                Value::Sequence(items.iter().map(|item| self.any(&item.value)).collect())
            }
            Shape::Map(map) => {
                let mut values = serde_yaml::Mapping::new();
                for (_, entry) in self.distinct(map, "field") {
                    values.insert(self.any(&entry.key), self.any(&entry.value));
                }
                Value::Mapping(values)
            }
        }
    }
}

/// The words that a field may hold.
pub(super) struct Words<T: 'static> {
    /// With its article: "a type of event".
    pub(super) what: &'static str,
    pub(super) all: &'static [T],
    pub(super) name: fn(T) -> &'static str,
}

impl<T> Clone for Words<T> {
    fn clone(&self) -> Self {
        *self
    }
}

impl<T> Copy for Words<T> {}

impl Node {
    /// What a person calls it.
    fn shape_name(&self) -> &'static str {
        match self.shape {
            Shape::Empty | Shape::Lost => "nothing",
            Shape::Scalar(_) => "a text",
            Shape::List { .. } => "a list",
            Shape::Map(_) => "a map",
        }
    }
}
