//! The shape of a difference: data only.

use std::borrow::Cow;

use crate::timeline::{
    Actor, Conflict, Date, Event, Evidence, Id, Office, Source, Timing, Version,
};
use crate::vocabulary::{ActorKind, Confidence, EventType, Modality};

/// What it was and what it is now; `None` where it was not there. Never both `None`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Change<T> {
    /// What it was.
    pub old: Option<T>,
    /// What it is now.
    pub new: Option<T>,
}

impl<T> Change<T> {
    /// It was the one and is the other.
    pub fn both(old: T, new: T) -> Self {
        Self { old: Some(old), new: Some(new) }
    }

    /// It is gone.
    pub fn lost(old: T) -> Self {
        Self { old: Some(old), new: None }
    }

    /// It is there now.
    pub fn gained(new: T) -> Self {
        Self { old: None, new: Some(new) }
    }
}

/// What changed between two timelines.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Changes {
    /// Title, summary and the user's own keys of the timeline itself.
    pub head: Vec<FieldChange>,
    /// The articles.
    pub sources: Entries<Source>,
    /// The actors.
    pub actors: Entries<Actor>,
    /// The events.
    pub events: Entries<Event>,
}

impl Changes {
    /// Nothing at all differs, not even ids or order.
    pub fn is_empty(&self) -> bool {
        self.head.is_empty()
            && self.sources.is_empty()
            && self.actors.is_empty()
            && self.events.is_empty()
    }

    /// How many edits there are: one for each field that changed and each entry that came or
    /// went. New ids and moved entries are no edits of what is told.
    pub fn edits(&self) -> usize {
        self.head.len() + self.sources.edits() + self.actors.edits() + self.events.edits()
    }
}

/// What changed among the entries of one kind.
#[derive(Debug, Clone, PartialEq)]
pub struct Entries<T> {
    /// Entries that are gone, in the old order.
    pub removed: Vec<Placed<T>>,
    /// Entries that are new, in the new order.
    pub added: Vec<Placed<T>>,
    /// Entries that are in both and differ, in the new order.
    pub changed: Vec<Changed>,
    /// Entries that go by another id now, in the new order; both ids are there.
    pub renamed: Vec<Change<Id>>,
    /// The fewest entries that one has to pick up and put elsewhere to get the new order.
    pub moved: Vec<Moved>,
    /// Entries that are taken for the same one by their looks alone, in the new order; neither id
    /// nor equal words say so.
    pub alike: Vec<Alike>,
    /// A removed and an added entry that may be the same one, but too unsure to say so.
    pub possible: Vec<Alike>,
    /// What was divided: the old entry, and an added one whose words were a part of its words.
    pub split: Vec<Change<Id>>,
    /// What was put together: a removed entry, and the new one whose words hold its words.
    pub merged: Vec<Change<Id>>,
}

impl<T> Default for Entries<T> {
    fn default() -> Self {
        Self {
            removed: Vec::new(),
            added: Vec::new(),
            changed: Vec::new(),
            renamed: Vec::new(),
            moved: Vec::new(),
            alike: Vec::new(),
            possible: Vec::new(),
            split: Vec::new(),
            merged: Vec::new(),
        }
    }
}

impl<T> Entries<T> {
    /// Nothing at all differs.
    pub fn is_empty(&self) -> bool {
        self.edits() == 0 && self.renamed.is_empty() && self.moved.is_empty()
    }

    /// Fields that changed, entries that came and entries that went.
    pub fn edits(&self) -> usize {
        let fields: usize = self.changed.iter().map(|entry| entry.fields.len()).sum();
        self.removed.len() + self.added.len() + fields
    }
}

/// An entry that is only in one of the two, and where it stands there.
#[derive(Debug, Clone, PartialEq)]
pub struct Placed<T> {
    /// Its id, in the timeline it is in.
    pub id: Id,
    /// Its place among the entries of its kind, from 0.
    pub at: usize,
    /// The entry.
    pub entry: T,
}

/// An entry that is in both and differs.
#[derive(Debug, Clone, PartialEq)]
pub struct Changed {
    /// Its old id.
    pub old: Id,
    /// Its new id, usually the same.
    pub new: Id,
    /// What differs, in the order of the file format; at least one.
    pub fields: Vec<FieldChange>,
}

/// An entry that stands elsewhere in the file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Moved {
    /// Its old id.
    pub old: Id,
    /// Its new id.
    pub new: Id,
    /// Its place in the old file, from 0.
    pub from: usize,
    /// Its place in the new file, from 0.
    pub to: usize,
}

/// Two entries that look alike.
#[derive(Debug, Clone, PartialEq)]
pub struct Alike {
    /// The id of the old one.
    pub old: Id,
    /// The id of the new one.
    pub new: Id,
    /// How alike they are, 0 to 1.
    pub score: f64,
    /// By how much they are more alike than the next best, 0 to 1.
    pub margin: f64,
}

impl Alike {
    /// How sure it is that the two are one: by the margin, since what looks alike twice is told
    /// apart by nothing, however alike it looks.
    pub fn confidence(&self) -> Confidence {
        match self.margin {
            margin if margin >= 0.30 => Confidence::High,
            margin if margin >= super::matching::MARGIN => Confidence::Medium,
            _ => Confidence::Low,
        }
    }
}

/// A field that changed.
#[derive(Debug, Clone, PartialEq)]
pub struct FieldChange {
    /// Which one.
    pub field: Field,
    /// From what to what.
    pub values: Values,
}

/// The fields of timelines, sources, actors and events.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[expect(missing_docs, reason = "named after the fields of the file format")]
pub enum Field {
    Title,
    Summary,
    Lang,
    Conflicts,
    Publisher,
    Author,
    Url,
    Published,
    Versions,
    Name,
    Kind,
    Of,
    Code,
    Aliases,
    Offices,
    Type,
    Date,
    Modality,
    From,
    To,
    Place,
    RespondsTo,
    After,
    ConditionalOn,
    Timing,
    Evidence,
    Aka,
    Note,
    /// How sure the machine is of the field named.
    Confidence(String),
    /// The rule by which the machine read the field named.
    Reading(String),
    /// One of the user's own keys.
    Own(String),
}

impl Field {
    /// The name in the file: `responds-to`, `confidence.date`, `x-desk`.
    pub fn name(&self) -> Cow<'static, str> {
        Cow::Borrowed(match self {
            Self::Title => "title",
            Self::Summary => "summary",
            Self::Lang => "lang",
            Self::Conflicts => "conflicts",
            Self::Publisher => "publisher",
            Self::Author => "author",
            Self::Url => "url",
            Self::Published => "published",
            Self::Versions => "versions",
            Self::Name => "name",
            Self::Kind => "kind",
            Self::Of => "of",
            Self::Code => "code",
            Self::Aliases => "aliases",
            Self::Offices => "offices",
            Self::Type => "type",
            Self::Date => "date",
            Self::Modality => "modality",
            Self::From => "from",
            Self::To => "to",
            Self::Place => "place",
            Self::RespondsTo => "responds-to",
            Self::After => "after",
            Self::ConditionalOn => "conditional-on",
            Self::Timing => "timing",
            Self::Evidence => "evidence",
            Self::Aka => "aka",
            Self::Note => "note",
            Self::Confidence(of) => return Cow::Owned(format!("confidence.{of}")),
            Self::Reading(of) => return Cow::Owned(format!("reading.{of}")),
            Self::Own(key) => return Cow::Owned(key.clone()),
        })
    }
}

/// From what to what, by the kind of value.
///
/// Ids in `old` are ids of the old timeline, ids in `new` of the new one. A list holds one change
/// for each element that came, went, or became another; what stayed is not listed.
#[derive(Debug, Clone, PartialEq)]
pub enum Values {
    /// A line or a paragraph.
    Text(Change<String>),
    /// A date.
    Date(Change<Date>),
    /// The type of an event.
    Type(Change<EventType>),
    /// The modality of an event.
    Modality(Change<Modality>),
    /// The kind of an actor.
    Kind(Change<ActorKind>),
    /// Actors or events.
    Ids(Vec<Change<Id>>),
    /// Other names; also former ids.
    Names(Vec<Change<String>>),
    /// Offices; one with the same title or the same first day has become another.
    Offices(Vec<Change<Office>>),
    /// Evidence; one with a similar quote from the same article has become another.
    Evidence(Vec<Change<Evidence>>),
    /// Distances and lengths.
    Timing(Vec<Change<Timing>>),
    /// Saved copies, told apart by their file.
    Versions(Vec<Change<Version>>),
    /// What a merge could not settle, told apart by its id.
    Conflicts(Vec<Change<Conflict>>),
    /// A value of the user's own.
    Own(Change<serde_yaml::Value>),
}
