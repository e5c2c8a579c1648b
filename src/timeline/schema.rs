//! The shape of a timeline file, as types: data only, no behaviour beyond reading themselves.
//!
//! Maps keep the order of the file. A key that begins with `x-` belongs to the user: it is kept
//! in `extra` and passed through.

use indexmap::IndexMap;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::strict::{distinct, own_keys};
use crate::calendar::{Length, When};
use crate::vocabulary::{ActorKind, Confidence, EventType, Modality, Relation};

/// The user's own keys (`x-…`), kept as they are.
pub type Extra = IndexMap<String, serde_yaml::Value>;

/// The name of a source, an actor or an event inside a timeline; part of its permanent address.
///
/// Any text is kept, so that a wrong one can be told with its place; see [`Id::is_valid`].
#[derive(
    Debug, Clone, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, JsonSchema,
)]
#[serde(transparent)]
pub struct Id(pub String);

impl Id {
    /// The longest id, in characters.
    pub const LONGEST: usize = 64;

    /// Whether the id can be an address: `[a-z0-9-]{1,64}`, no hyphen at either end, and no name
    /// that some system keeps for itself (`con`, `nul`, `com1` ...).
    pub fn is_valid(&self) -> bool {
        let reserved = matches!(self.0.as_str(), "con" | "prn" | "aux" | "nul")
            || (self.0.len() == 4
                && (self.0.starts_with("com") || self.0.starts_with("lpt"))
                && self.0.ends_with(|c: char| c.is_ascii_digit()));
        (1..=Self::LONGEST).contains(&self.0.len())
            && self.0.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'-')
            && !self.0.starts_with('-')
            && !self.0.ends_with('-')
            && !reserved
    }

    /// The text of the id.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl std::fmt::Display for Id {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.pad(&self.0)
    }
}

impl From<&str> for Id {
    fn from(text: &str) -> Self {
        Self(text.to_owned())
    }
}

impl std::borrow::Borrow<str> for Id {
    fn borrow(&self) -> &str {
        &self.0
    }
}

/// A date as somebody wrote it, kept to the letter, with what it means where it means something.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Date {
    /// As written, without quotes.
    pub written: String,
    /// What it says; `None` where it is no EDTF date that we read, which [`crate::check`] tells.
    pub when: Option<When>,
}

impl Date {
    /// What a date looks like, for tools that know no better: every date that we read matches.
    const PATTERN: &str = "^(\\[.+\\]|\\{.+\\}|[-0-9XY.?~%/]+)$";

    /// Reads a date; any text is kept.
    pub fn new(written: impl Into<String>) -> Self {
        let written = written.into();
        Self { when: written.parse().ok(), written }
    }
}

impl From<When> for Date {
    fn from(when: When) -> Self {
        Self { written: when.to_string(), when: Some(when) }
    }
}

impl JsonSchema for Date {
    fn schema_name() -> std::borrow::Cow<'static, str> {
        "Date".into()
    }

    /// As the reader is: a bare year is an integer to YAML, a bare `[..2025-05-11]` a list.
    fn json_schema(_: &mut schemars::SchemaGenerator) -> schemars::Schema {
        schemars::json_schema!({
            "type": ["string", "integer", "array"],
            "pattern": Self::PATTERN,
        })
    }
}

impl Serialize for Date {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(&self.written)
    }
}

impl<'de> Deserialize<'de> for Date {
    /// Kind on reading: a bare `2025` is an integer to YAML, a bare `[..2025-05-11]` a list.
    fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct Written;

        impl<'de> serde::de::Visitor<'de> for Written {
            type Value = Date;

            fn expecting(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                f.write_str("a date such as \"2025-05-11\"")
            }

            fn visit_str<E>(self, text: &str) -> Result<Date, E> {
                Ok(Date::new(text))
            }

            fn visit_u64<E>(self, year: u64) -> Result<Date, E> {
                Ok(Date::new(format!("{year:04}")))
            }

            fn visit_i64<E>(self, year: i64) -> Result<Date, E> {
                Ok(Date::new(year.to_string()))
            }

            fn visit_seq<A: serde::de::SeqAccess<'de>>(self, mut seq: A) -> Result<Date, A::Error> {
                let mut parts: Vec<String> = Vec::new();
                while let Some(Date { written, .. }) = seq.next_element()? {
                    parts.push(written);
                }
                Ok(Date::new(format!("[{}]", parts.join(","))))
            }
        }

        deserializer.deserialize_any(Written)
    }
}

/// A timeline: what was reported (`sources`), about whom (`actors`), and what they did (`events`).
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Timeline {
    /// What the timeline is called.
    pub title: String,
    /// What it is about, in a sentence or two.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub summary: Option<String>,
    /// The language that the site speaks around it, as BCP 47 names it (`de`, `pt-BR`).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub lang: Option<String>,
    /// What a merge could not settle.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub conflicts: Vec<Conflict>,
    /// The articles it rests on.
    #[serde(default, deserialize_with = "distinct")]
    pub sources: IndexMap<Id, Source>,
    /// Who acts in it.
    #[serde(default, deserialize_with = "distinct")]
    pub actors: IndexMap<Id, Actor>,
    /// What happened, was planned, or was denied.
    #[serde(default, deserialize_with = "distinct")]
    pub events: IndexMap<Id, Event>,
    /// The user's own keys.
    #[serde(flatten, deserialize_with = "own_keys")]
    #[schemars(skip)]
    pub extra: Extra,
}

/// Something that two sides changed in two ways; what `ours` says stands in the file until
/// somebody decides.
///
/// At most one of `source`, `actor` and `event` is there; with none of them it is about the head of
/// the timeline. Without a `field` it is about the entry as a whole. A value that is left out was
/// not there.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Conflict {
    /// What it is called where it is resolved: `c1`.
    pub id: String,
    /// The source it is about.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub source: Option<Id>,
    /// The actor it is about.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub actor: Option<Id>,
    /// The event it is about.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub event: Option<Id>,
    /// The field.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub field: Option<String>,
    /// What both sides began with.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[schemars(with = "Option<serde_json::Value>")]
    pub base: Option<serde_yaml::Value>,
    /// What stands in the file.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[schemars(with = "Option<serde_json::Value>")]
    pub ours: Option<serde_yaml::Value>,
    /// What the other side says.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[schemars(with = "Option<serde_json::Value>")]
    pub theirs: Option<serde_yaml::Value>,
    /// Which words say so.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub why: Option<String>,
    /// The user's own keys.
    #[serde(flatten, deserialize_with = "own_keys")]
    #[schemars(skip)]
    pub extra: Extra,
}

/// An article, in all the versions that were kept.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Source {
    /// The headline.
    pub title: String,
    /// Who published it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub publisher: Option<String>,
    /// Who wrote it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub author: Option<String>,
    /// Where it stands on the web.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub url: Option<String>,
    /// The day it came out, as printed.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub published: Option<Date>,
    /// The saved copies, oldest first.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub versions: Vec<Version>,
    /// How sure the machine is of a field, by the field's name.
    #[serde(default, deserialize_with = "distinct", skip_serializing_if = "IndexMap::is_empty")]
    pub confidence: IndexMap<String, Confidence>,
    /// The rule by which the machine read a field, by the field's name.
    #[serde(default, deserialize_with = "distinct", skip_serializing_if = "IndexMap::is_empty")]
    pub reading: IndexMap<String, String>,
    /// Anything a person wants to say.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub note: Option<String>,
    /// The user's own keys.
    #[serde(flatten, deserialize_with = "own_keys")]
    #[schemars(skip)]
    pub extra: Extra,
}

/// A saved copy of an article.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Version {
    /// The file, relative to the timeline's own folder.
    pub file: String,
    /// When it was seen: a day, or a day and time (`2025-05-12T06:10Z`).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub seen: Option<String>,
    /// The user's own keys.
    #[serde(flatten, deserialize_with = "own_keys")]
    #[schemars(skip)]
    pub extra: Extra,
}

/// Somebody who acts.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Actor {
    /// The fullest form of the name, without title.
    pub name: String,
    /// What kind of actor it is.
    pub kind: ActorKind,
    /// The state or organization it acts for.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub of: Option<Id>,
    /// ISO 3166-1 alpha-3 code of a state, or the usual acronym of an organization.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub code: Option<String>,
    /// Other spellings and names.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub aliases: Vec<String>,
    /// Offices held, with their terms.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub offices: Vec<Office>,
    /// Ids this actor went by before.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub aka: Vec<Id>,
    /// Anything a person wants to say.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub note: Option<String>,
    /// The user's own keys.
    #[serde(flatten, deserialize_with = "own_keys")]
    #[schemars(skip)]
    pub extra: Extra,
}

/// An office, and when it was held or which article says so.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Office {
    /// The title, as one would write it before the name.
    pub title: String,
    /// First day in office.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub from: Option<Date>,
    /// Last day in office.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub to: Option<Date>,
    /// The source that calls the actor so when it comes out; it is a claim of that article then,
    /// and may be wrong.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub source: Option<Id>,
    /// The user's own keys.
    #[serde(flatten, deserialize_with = "own_keys")]
    #[schemars(skip)]
    pub extra: Extra,
}

/// One thing at one time: who did what to whom.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Event {
    /// What kind of act it is.
    #[serde(rename = "type")]
    pub kind: EventType,
    /// When; absent where nobody says.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub date: Option<Date>,
    /// One line for the timeline.
    pub title: String,
    /// How it stands to the facts; `happened` where it is left out.
    #[serde(default = "happened")]
    pub modality: Modality,
    /// Who does it (the source actors).
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub from: Vec<Id>,
    /// To whom or with whom (the target actors).
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub to: Vec<Id>,
    /// Where it happened or is to happen.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub place: Option<String>,
    /// Events this one answers.
    #[serde(default, rename = "responds-to", skip_serializing_if = "Vec::is_empty")]
    pub responds_to: Vec<Id>,
    /// Events that came before this one.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub after: Vec<Id>,
    /// Events that must come first for this one to happen.
    #[serde(default, rename = "conditional-on", skip_serializing_if = "Vec::is_empty")]
    pub conditional_on: Vec<Id>,
    /// How far from other events it lies, and how long it lasts.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub timing: Vec<Timing>,
    /// The words it rests on.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub evidence: Vec<Evidence>,
    /// Ids this event went by before; their addresses keep working.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub aka: Vec<Id>,
    /// How sure the machine is of a field, by the field's name.
    #[serde(default, deserialize_with = "distinct", skip_serializing_if = "IndexMap::is_empty")]
    pub confidence: IndexMap<String, Confidence>,
    /// The rule by which the machine read a field, by the field's name.
    #[serde(default, deserialize_with = "distinct", skip_serializing_if = "IndexMap::is_empty")]
    pub reading: IndexMap<String, String>,
    /// Anything a person wants to say.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub note: Option<String>,
    /// The user's own keys.
    #[serde(flatten, deserialize_with = "own_keys")]
    #[schemars(skip)]
    pub extra: Extra,
}

fn happened() -> Modality {
    Modality::Happened
}

impl Event {
    /// A bare event: happened, undated, by nobody.
    pub fn new(kind: EventType, title: impl Into<String>) -> Self {
        Self {
            kind,
            date: None,
            title: title.into(),
            modality: Modality::Happened,
            from: Vec::new(),
            to: Vec::new(),
            place: None,
            responds_to: Vec::new(),
            after: Vec::new(),
            conditional_on: Vec::new(),
            timing: Vec::new(),
            evidence: Vec::new(),
            aka: Vec::new(),
            confidence: IndexMap::new(),
            reading: IndexMap::new(),
            note: None,
            extra: Extra::new(),
        }
    }

    /// The events that this one stands in a relation to, in file order.
    pub fn related(&self, relation: Relation) -> &[Id] {
        match relation {
            Relation::After => &self.after,
            Relation::RespondsTo => &self.responds_to,
            Relation::ConditionalOn => &self.conditional_on,
        }
    }

    /// What the date says, where there is one that says something.
    pub fn when(&self) -> Option<&When> {
        self.date.as_ref().and_then(|date| date.when.as_ref())
    }
}

/// What words say about when, beyond a date and an order: "three days after the talks", "during
/// the summit", "a 30-day ceasefire".
///
/// Exactly one of `after`, `before`, `during` and `lasts` is there, and with `after` and `before`
/// one of `by` and `within`; [`crate::check`] tells what is otherwise.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Timing {
    /// So long after this event.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub after: Option<Id>,
    /// So long before this event.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub before: Option<Id>,
    /// While this event goes on.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub during: Option<Id>,
    /// How long it lasts, as ISO 8601 writes it: `P30D`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub lasts: Option<String>,
    /// How far away: `P3D`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub by: Option<String>,
    /// No further away than that.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub within: Option<String>,
    /// The words that say so, to the letter.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub quote: Option<String>,
    /// The user's own keys.
    #[serde(flatten, deserialize_with = "own_keys")]
    #[schemars(skip)]
    pub extra: Extra,
}

impl Timing {
    /// The other event, where there is one.
    pub fn on(&self) -> Option<&Id> {
        self.after.as_ref().or(self.before.as_ref()).or(self.during.as_ref())
    }

    /// What it says, for people, up to the other event: "within 3 days after", "during", "lasts 30
    /// days"; `None` where it says nothing that we read.
    pub fn words(&self) -> Option<String> {
        let length = |text: &Option<String>| -> Option<Length> { text.as_ref()?.parse().ok() };
        let far = |side: &str| match (length(&self.by), length(&self.within)) {
            (Some(by), _) => format!("{} {side}", by.words()),
            (_, Some(within)) => format!("within {} {side}", within.words()),
            _ => side.to_owned(),
        };
        Some(match self.says()? {
            Says::After(..) => far("after"),
            Says::Before(..) => far("before"),
            Says::During(_) => "during".to_owned(),
            Says::Lasts(_) => format!("lasts {}", length(&self.lasts)?.words()),
        })
    }

    /// What it says; `None` where it says nothing that we read.
    pub fn says(&self) -> Option<Says<'_>> {
        let length = |text: &Option<String>| -> Option<Length> { text.as_ref()?.parse().ok() };
        let apart = || match (length(&self.by), length(&self.within)) {
            (Some(by), None) => Some(by.apart()),
            (None, Some(within)) => Some((0, within.apart().1)),
            _ => None,
        };
        match (&self.after, &self.before, &self.during, &self.lasts) {
            (Some(on), None, None, None) => apart().map(|days| Says::After(on, days)),
            (None, Some(on), None, None) => apart().map(|days| Says::Before(on, days)),
            (None, None, Some(on), None) => Some(Says::During(on)),
            (None, None, None, Some(_)) => length(&self.lasts).map(|l| Says::Lasts(l.lasting())),
            _ => None,
        }
    }
}

/// What a [`Timing`] says; least and most in days.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Says<'t> {
    /// It begins so many days after the other event.
    After(&'t Id, (i64, i64)),
    /// It begins so many days before the other event.
    Before(&'t Id, (i64, i64)),
    /// It lies within the other event.
    During(&'t Id),
    /// From its first to its last day.
    Lasts((i64, i64)),
}

/// The words that an event rests on.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Evidence {
    /// The article, by its id.
    pub source: Id,
    /// The words, to the letter.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub quote: Option<String>,
    /// What stands right before the quote, where the quote alone is not unique.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub prefix: Option<String>,
    /// What stands right after the quote, where the quote alone is not unique.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub suffix: Option<String>,
    /// The user's own keys.
    #[serde(flatten, deserialize_with = "own_keys")]
    #[schemars(skip)]
    pub extra: Extra,
}
