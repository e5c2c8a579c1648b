//! The entries of a timeline, each out of its fields.

use indexmap::IndexMap;

use super::fields::{Fields, Kind, Reader, Words};
use crate::diagnostic::{Code, Diagnostic, Span};
use crate::timeline::rename::Section;
use crate::timeline::schema::{
    Actor, Conflict, Event, Evidence, Id, Office, Source, Timeline, Timing, Version,
};
use crate::timeline::tree::{Node, Shape};
use crate::vocabulary::{ActorKind, Confidence, EventType, Modality};

const TIMELINE: Kind = Kind {
    name: "a timeline",
    fields: &["title", "summary", "lang", "conflicts", "sources", "actors", "events"],
};
/// The fields of a timeline, a source, an actor and an event, in their order; some stand several
/// times. What a timeline is made of, its sections, is no field.
pub(crate) fn field_names() -> impl Iterator<Item = &'static str> {
    let section = |field: &str| Section::ALL.iter().any(|section| section.key() == field);
    let kinds = [&TIMELINE, &SOURCE, &ACTOR, &EVENT].into_iter();
    kinds.flat_map(|kind| kind.fields.iter().copied()).filter(move |field| !section(field))
}

const CONFLICT: Kind = Kind {
    name: "a conflict",
    fields: &["id", "source", "actor", "event", "field", "base", "ours", "theirs", "why"],
};
const SOURCE: Kind = Kind {
    name: "a source",
    fields: &[
        "title",
        "publisher",
        "author",
        "url",
        "published",
        "versions",
        "confidence",
        "reading",
        "note",
    ],
};
const VERSION: Kind = Kind { name: "a version", fields: &["file", "seen"] };
const ACTOR: Kind = Kind {
    name: "an actor",
    fields: &["name", "kind", "of", "code", "aliases", "offices", "aka", "note"],
};
const OFFICE: Kind = Kind { name: "an office", fields: &["title", "from", "to", "source"] };
const EVENT: Kind = Kind {
    name: "an event",
    fields: &[
        "type",
        "title",
        "date",
        "modality",
        "from",
        "to",
        "place",
        "responds-to",
        "after",
        "conditional-on",
        "timing",
        "evidence",
        "aka",
        "confidence",
        "reading",
        "note",
    ],
};
const TIMING: Kind = Kind {
    name: "a timing",
    fields: &["after", "before", "during", "lasts", "by", "within", "quote"],
};
const EVIDENCE: Kind = Kind { name: "evidence", fields: &["source", "quote", "prefix", "suffix"] };

const EVENT_TYPES: Words<EventType> =
    Words { what: "a type of event", all: EventType::ALL, name: EventType::name };
const MODALITIES: Words<Modality> =
    Words { what: "a modality", all: Modality::ALL, name: Modality::name };
const ACTOR_KINDS: Words<ActorKind> =
    Words { what: "a kind of actor", all: ActorKind::ALL, name: ActorKind::name };
const CONFIDENCES: Words<Confidence> =
    Words { what: "a confidence", all: Confidence::ALL, name: Confidence::name };

impl Reader<'_> {
    pub(super) fn timeline(&mut self, root: &Node) -> Timeline {
        let start = if self.text.starts_with('\u{feff}') { 3 } else { 0 };
        let first = self.text[start..].lines().next().unwrap_or("").trim_end();
        let Some(fields) = self.fields(root, &TIMELINE, start..start + first.len()) else {
            return Timeline::default();
        };
        Timeline {
            title: self.required(&fields, "title"),
            summary: self.optional(&fields, "summary"),
            lang: self.optional(&fields, "lang"),
            conflicts: self.list(&fields, "conflicts", Self::conflict),
            sources: self.section(&fields, "sources", "source", Self::source),
            actors: self.section(&fields, "actors", "actor", Self::actor),
            events: self.section(&fields, "events", "event", Self::event),
            extra: fields.extra,
        }
    }

    fn conflict(&mut self, node: &Node, place: Span) -> Option<Conflict> {
        let fields = self.fields(node, &CONFLICT, place)?;
        let value = |reader: &mut Self, name: &str| {
            let node = fields.get(name).filter(|node| !node.is_nothing(reader.text))?;
            Some(reader.any(node))
        };
        let [base, ours, theirs] = ["base", "ours", "theirs"].map(|name| value(self, name));
        Some(Conflict {
            id: self.required(&fields, "id"),
            source: self.id(&fields, "source"),
            actor: self.id(&fields, "actor"),
            event: self.id(&fields, "event"),
            field: self.optional(&fields, "field"),
            base,
            ours,
            theirs,
            why: self.optional(&fields, "why"),
            extra: fields.extra,
        })
    }

    /// A map from ids to entries.
    fn section<T>(
        &mut self,
        fields: &Fields<'_>,
        name: &str,
        what: &str,
        read: fn(&mut Self, &Node, Span, &str) -> Option<T>,
    ) -> IndexMap<Id, T> {
        let mut entries = IndexMap::new();
        let Some(node) = fields.get(name) else { return entries };
        let Shape::Map(map) = &node.shape else {
            let line = self.text[node.span()].lines().next().unwrap_or("").trim_end();
            let not = if matches!(node.shape, Shape::List { .. }) { "a list" } else { "a text" };
            self.remarks.push(
                Diagnostic::new(
                    Code::BadValue,
                    format!("`{name}` is a map from ids to {name}, not {not}"),
                )
                .label(node.span().start..node.span().start + line.len(), "")
                .help(format!("write the id of each {what} as a key, its fields below it")),
            );
            return entries;
        };
        for (id, entry) in self.distinct(map, what) {
            let place = match entry.key.span() {
                span if span.is_empty() => span.start..span.start + 1,
                span => span,
            };
            if let Some(one) = read(self, &entry.value, place, &id) {
                entries.insert(Id(id.into_owned()), one);
            }
        }
        entries
    }

    fn source(&mut self, node: &Node, place: Span, id: &str) -> Option<Source> {
        let fields = self.fields(node, &SOURCE, place)?;
        Some(Source {
            title: or(self.required(&fields, "title"), id),
            publisher: self.optional(&fields, "publisher"),
            author: self.optional(&fields, "author"),
            url: self.optional(&fields, "url"),
            published: self.date(&fields, "published"),
            versions: self.list(&fields, "versions", Self::version),
            confidence: self.words_by_field(&fields, "confidence", CONFIDENCES),
            reading: self.texts_by_field(&fields, "reading"),
            note: self.optional(&fields, "note"),
            extra: fields.extra,
        })
    }

    fn actor(&mut self, node: &Node, place: Span, id: &str) -> Option<Actor> {
        let fields = self.fields(node, &ACTOR, place)?;
        Some(Actor {
            name: or(self.required(&fields, "name"), id),
            kind: self.required_word(&fields, "kind", ACTOR_KINDS).unwrap_or(ActorKind::Group),
            of: self.id(&fields, "of"),
            code: self.optional(&fields, "code"),
            aliases: self.texts(&fields, "aliases"),
            offices: self.list(&fields, "offices", Self::office),
            aka: self.ids(&fields, "aka"),
            note: self.optional(&fields, "note"),
            extra: fields.extra,
        })
    }

    fn event(&mut self, node: &Node, place: Span, id: &str) -> Option<Event> {
        let fields = self.fields(node, &EVENT, place)?;
        Some(Event {
            kind: self.required_word(&fields, "type", EVENT_TYPES).unwrap_or(EventType::Statement),
            date: self.date(&fields, "date"),
            title: or(self.required(&fields, "title"), id),
            modality: self.word(&fields, "modality", MODALITIES).unwrap_or(Modality::Happened),
            from: self.ids(&fields, "from"),
            to: self.ids(&fields, "to"),
            place: self.optional(&fields, "place"),
            responds_to: self.ids(&fields, "responds-to"),
            after: self.ids(&fields, "after"),
            conditional_on: self.ids(&fields, "conditional-on"),
            timing: self.list(&fields, "timing", Self::timing),
            evidence: self.list(&fields, "evidence", Self::evidence),
            aka: self.ids(&fields, "aka"),
            confidence: self.words_by_field(&fields, "confidence", CONFIDENCES),
            reading: self.texts_by_field(&fields, "reading"),
            note: self.optional(&fields, "note"),
            extra: fields.extra,
        })
    }

    /// A list of maps.
    fn list<T>(
        &mut self,
        fields: &Fields<'_>,
        name: &str,
        read: fn(&mut Self, &Node, Span) -> Option<T>,
    ) -> Vec<T> {
        let nodes = self.items(fields, name, name);
        nodes.into_iter().filter_map(|node| read(self, node, head(node))).collect()
    }

    fn version(&mut self, node: &Node, place: Span) -> Option<Version> {
        let fields = self.fields(node, &VERSION, place)?;
        Some(Version {
            file: self.required(&fields, "file"),
            seen: self.optional(&fields, "seen"),
            extra: fields.extra,
        })
    }

    fn office(&mut self, node: &Node, place: Span) -> Option<Office> {
        let fields = self.fields(node, &OFFICE, place)?;
        Some(Office {
            title: self.required(&fields, "title"),
            from: self.date(&fields, "from"),
            to: self.date(&fields, "to"),
            source: self.optional(&fields, "source").map(Id),
            extra: fields.extra,
        })
    }

    fn timing(&mut self, node: &Node, place: Span) -> Option<Timing> {
        let fields = self.fields(node, &TIMING, place)?;
        Some(Timing {
            after: self.id(&fields, "after"),
            before: self.id(&fields, "before"),
            during: self.id(&fields, "during"),
            lasts: self.optional(&fields, "lasts"),
            by: self.optional(&fields, "by"),
            within: self.optional(&fields, "within"),
            quote: self.optional(&fields, "quote"),
            extra: fields.extra,
        })
    }

    fn evidence(&mut self, node: &Node, place: Span) -> Option<Evidence> {
        let fields = self.fields(node, &EVIDENCE, place)?;
        Some(Evidence {
            source: Id(self.required(&fields, "source")),
            quote: self.optional(&fields, "quote"),
            prefix: self.optional(&fields, "prefix"),
            suffix: self.optional(&fields, "suffix"),
            extra: fields.extra,
        })
    }
}

/// The id stands for a name that is missing.
fn or(text: String, id: &str) -> String {
    if text.is_empty() { id.to_owned() } else { text }
}

/// Where an element without a name is spoken of: its first key.
fn head(node: &Node) -> Span {
    match node.as_map().and_then(|map| map.entries.first()) {
        Some(entry) => entry.key.span(),
        None => node.span(),
    }
}
