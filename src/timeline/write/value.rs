//! What is written, in which order and layout: a timeline as values without types.

use serde_yaml::Value as Yaml;

use crate::timeline::schema::{
    Actor, Conflict, Date, Event, Evidence, Extra, Id, Office, Source, Timeline, Timing, Version,
};

/// A value on its way into a file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Value {
    /// A text, quoted where a reader would take it for something else.
    Text(String),
    /// A text that is always quoted: a date.
    Quoted(String),
    /// A number, `true`, `false` or `null`, as YAML writes it.
    Bare(String),
    /// A list; of scalars in brackets, else an element a line.
    List(Vec<Value>),
    /// A map, a field a line.
    Map(Vec<(String, Value)>),
    /// A map in braces, on one line.
    Braces(Vec<(String, Value)>),
}

impl From<&str> for Value {
    fn from(text: &str) -> Self {
        Self::Text(text.to_owned())
    }
}

impl From<&Id> for Value {
    fn from(id: &Id) -> Self {
        Self::Text(id.0.clone())
    }
}

impl From<&Date> for Value {
    fn from(date: &Date) -> Self {
        Self::Quoted(date.written.clone())
    }
}

impl Value {
    fn list<T>(items: &[T]) -> Self
    where
        for<'t> &'t T: Into<Self>,
    {
        Self::List(items.iter().map(Into::into).collect())
    }
}

impl From<&String> for Value {
    fn from(text: &String) -> Self {
        Self::Text(text.clone())
    }
}

/// Fields in the order they are written, without those that say nothing.
#[derive(Default)]
struct Fields(Vec<(String, Value)>);

impl Fields {
    fn put(&mut self, key: &str, value: impl Into<Value>) {
        self.0.push((key.to_owned(), value.into()));
    }

    fn maybe<'v, T>(&mut self, key: &str, value: Option<&'v T>)
    where
        &'v T: Into<Value>,
    {
        if let Some(value) = value {
            self.put(key, value);
        }
    }

    fn list<T>(&mut self, key: &str, items: &[T])
    where
        for<'t> &'t T: Into<Value>,
    {
        if !items.is_empty() {
            self.put(key, Value::list(items));
        }
    }

    fn by_field<'v>(&mut self, key: &str, values: impl Iterator<Item = (&'v String, Value)>) {
        let values: Vec<_> = values.map(|(field, value)| (field.clone(), value)).collect();
        if !values.is_empty() {
            self.put(key, Value::Braces(values));
        }
    }

    fn extra(mut self, extra: &Extra) -> Vec<(String, Value)> {
        self.0.extend(extra.iter().map(|(key, value)| (key.clone(), own(value))));
        self.0
    }
}

/// A value of the user's own, on one line whatever it is.
fn own(value: &Yaml) -> Value {
    match value {
        Yaml::Null => Value::Bare("null".to_owned()),
        Yaml::Bool(one) => Value::Bare(one.to_string()),
        Yaml::Number(number) => Value::Bare(number.to_string()),
        Yaml::String(text) => Value::Text(text.clone()),
        Yaml::Sequence(items) => {
            // In braces or brackets all the way down, so that no layout is asked of it.
            Value::List(items.iter().map(own).collect())
        }
        Yaml::Mapping(fields) => {
            Value::Braces(fields.iter().map(|(key, value)| (key_text(key), own(value))).collect())
        }
        Yaml::Tagged(tagged) => own(&tagged.value),
    }
}

/// The text of a key; a key that is no text stays what YAML makes of its text.
fn key_text(key: &Yaml) -> String {
    match key {
        Yaml::String(text) => text.clone(),
        Yaml::Bool(one) => one.to_string(),
        Yaml::Number(number) => number.to_string(),
        _ => "null".to_owned(),
    }
}

impl From<&Timeline> for Value {
    fn from(timeline: &Timeline) -> Self {
        let mut fields = Fields::default();
        fields.put("title", &timeline.title);
        fields.maybe("summary", timeline.summary.as_ref());
        fields.maybe("lang", timeline.lang.as_ref());
        fields.list("conflicts", &timeline.conflicts);
        fields.put("sources", Self::Map(entries(&timeline.sources)));
        fields.put("actors", Self::Map(entries(&timeline.actors)));
        fields.put("events", Self::Map(entries(&timeline.events)));
        Self::Map(fields.extra(&timeline.extra))
    }
}

impl From<&Conflict> for Value {
    fn from(conflict: &Conflict) -> Self {
        let mut fields = Fields::default();
        fields.put("id", &conflict.id);
        fields.maybe("source", conflict.source.as_ref());
        fields.maybe("actor", conflict.actor.as_ref());
        fields.maybe("event", conflict.event.as_ref());
        fields.maybe("field", conflict.field.as_ref());
        for (key, value) in
            [("base", &conflict.base), ("ours", &conflict.ours), ("theirs", &conflict.theirs)]
        {
            if let Some(value) = value {
                fields.put(key, own(value));
            }
        }
        fields.maybe("why", conflict.why.as_ref());
        Self::Map(fields.extra(&conflict.extra))
    }
}

fn entries<T>(map: &indexmap::IndexMap<Id, T>) -> Vec<(String, Value)>
where
    for<'t> &'t T: Into<Value>,
{
    map.iter().map(|(id, entry)| (id.0.clone(), entry.into())).collect()
}

impl From<&Source> for Value {
    fn from(source: &Source) -> Self {
        let mut fields = Fields::default();
        fields.put("title", &source.title);
        fields.maybe("publisher", source.publisher.as_ref());
        fields.maybe("author", source.author.as_ref());
        fields.maybe("url", source.url.as_ref());
        fields.maybe("published", source.published.as_ref());
        fields.list("versions", &source.versions);
        fields.by_field(
            "confidence",
            source.confidence.iter().map(|(field, one)| (field, one.name().into())),
        );
        fields.by_field("reading", source.reading.iter().map(|(field, one)| (field, one.into())));
        fields.maybe("note", source.note.as_ref());
        Self::Map(fields.extra(&source.extra))
    }
}

impl From<&Version> for Value {
    fn from(version: &Version) -> Self {
        let mut fields = Fields::default();
        fields.put("file", &version.file);
        if let Some(seen) = &version.seen {
            fields.put("seen", Self::Quoted(seen.clone()));
        }
        Self::Braces(fields.extra(&version.extra))
    }
}

impl From<&Actor> for Value {
    fn from(actor: &Actor) -> Self {
        let mut fields = Fields::default();
        fields.put("name", &actor.name);
        fields.put("kind", actor.kind.name());
        fields.maybe("of", actor.of.as_ref());
        fields.maybe("code", actor.code.as_ref());
        fields.list("aliases", &actor.aliases);
        fields.list("offices", &actor.offices);
        fields.list("aka", &actor.aka);
        fields.maybe("note", actor.note.as_ref());
        Self::Map(fields.extra(&actor.extra))
    }
}

impl From<&Office> for Value {
    fn from(office: &Office) -> Self {
        let mut fields = Fields::default();
        fields.put("title", &office.title);
        fields.maybe("from", office.from.as_ref());
        fields.maybe("to", office.to.as_ref());
        fields.maybe("source", office.source.as_ref());
        Self::Braces(fields.extra(&office.extra))
    }
}

impl From<&Event> for Value {
    fn from(event: &Event) -> Self {
        let mut fields = Fields::default();
        fields.put("type", event.kind.name());
        fields.maybe("date", event.date.as_ref());
        fields.put("title", &event.title);
        fields.put("modality", event.modality.name());
        fields.list("from", &event.from);
        fields.list("to", &event.to);
        fields.maybe("place", event.place.as_ref());
        fields.list("responds-to", &event.responds_to);
        fields.list("after", &event.after);
        fields.list("conditional-on", &event.conditional_on);
        fields.list("timing", &event.timing);
        fields.list("evidence", &event.evidence);
        fields.list("aka", &event.aka);
        fields.by_field(
            "confidence",
            event.confidence.iter().map(|(field, one)| (field, one.name().into())),
        );
        fields.by_field("reading", event.reading.iter().map(|(field, one)| (field, one.into())));
        fields.maybe("note", event.note.as_ref());
        Self::Map(fields.extra(&event.extra))
    }
}

impl From<&Timing> for Value {
    fn from(timing: &Timing) -> Self {
        let mut fields = Fields::default();
        fields.maybe("after", timing.after.as_ref());
        fields.maybe("before", timing.before.as_ref());
        fields.maybe("during", timing.during.as_ref());
        fields.maybe("lasts", timing.lasts.as_ref());
        fields.maybe("by", timing.by.as_ref());
        fields.maybe("within", timing.within.as_ref());
        fields.maybe("quote", timing.quote.as_ref());
        Self::Braces(fields.extra(&timing.extra))
    }
}

impl From<&Evidence> for Value {
    fn from(evidence: &Evidence) -> Self {
        let mut fields = Fields::default();
        fields.put("source", &evidence.source);
        fields.maybe("quote", evidence.quote.as_ref());
        fields.maybe("prefix", evidence.prefix.as_ref());
        fields.maybe("suffix", evidence.suffix.as_ref());
        Self::Map(fields.extra(&evidence.extra))
    }
}
