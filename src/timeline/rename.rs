//! Another id for a source, an actor or an event, wherever it is named.

use super::{Edit, Id, Refused, Route, Timeline, Value};

/// What an id is of.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Section {
    /// An article.
    Sources,
    /// Somebody who acts.
    Actors,
    /// Something that happens.
    Events,
}

impl Section {
    /// All of them, in the order of a file.
    pub const ALL: [Self; 3] = [Self::Sources, Self::Actors, Self::Events];

    /// The key of the section.
    pub const fn key(self) -> &'static str {
        match self {
            Self::Sources => "sources",
            Self::Actors => "actors",
            Self::Events => "events",
        }
    }

    /// One of it: "source".
    pub const fn one(self) -> &'static str {
        match self {
            Self::Sources => "source",
            Self::Actors => "actor",
            Self::Events => "event",
        }
    }

    /// Whether something in the section has this id.
    pub fn has(self, timeline: &Timeline, id: &str) -> bool {
        match self {
            Self::Sources => timeline.sources.contains_key(id),
            Self::Actors => timeline.actors.contains_key(id),
            Self::Events => timeline.events.contains_key(id),
        }
    }
}

/// Every place that names an id of a section, in the order of the file; its own key is not one.
///
/// An id in a list is told by its number in it.
pub fn references(timeline: &Timeline, section: Section, id: &str) -> Vec<Route> {
    let mut found = Vec::new();
    for (actor, fields) in &timeline.actors {
        let top = || Route::new().key("actors").key(actor.as_str());
        if section == Section::Actors && fields.of.as_ref().is_some_and(|of| of.as_str() == id) {
            found.push(top().key("of"));
        }
        if section == Section::Sources {
            for (i, office) in fields.offices.iter().enumerate() {
                if office.source.as_ref().is_some_and(|source| source.as_str() == id) {
                    found.push(top().key("offices").index(i).key("source"));
                }
            }
        }
    }
    for (event, fields) in &timeline.events {
        let mut list = |field: &str, ids: &[Id]| {
            for (i, _) in ids.iter().enumerate().filter(|(_, other)| other.as_str() == id) {
                found.push(Route::event(event.as_str(), field).index(i));
            }
        };
        match section {
            Section::Actors => {
                list("from", &fields.from);
                list("to", &fields.to);
            }
            Section::Events => {
                list("responds-to", &fields.responds_to);
                list("after", &fields.after);
                list("conditional-on", &fields.conditional_on);
                for (i, timing) in fields.timing.iter().enumerate() {
                    let named = [
                        ("after", &timing.after),
                        ("before", &timing.before),
                        ("during", &timing.during),
                    ];
                    for (key, on) in named {
                        if on.as_ref().is_some_and(|on| on.as_str() == id) {
                            found.push(Route::event(event.as_str(), "timing").index(i).key(key));
                        }
                    }
                }
            }
            Section::Sources => {
                for (i, evidence) in fields.evidence.iter().enumerate() {
                    if evidence.source.as_str() == id {
                        found.push(Route::event(event.as_str(), "evidence").index(i).key("source"));
                    }
                }
            }
        }
    }
    found
}

/// The edits that give something another id: at its key, wherever it is named, and, where
/// `keep`, in its `aka`, so that links to the old one go on working. A source has no `aka`.
///
/// Refused where nothing has the old id, the new one cannot be an address, or something in the
/// section has it, or had it before, in whatever case.
pub fn rename(
    timeline: &Timeline,
    section: Section,
    old: &str,
    new: &str,
    keep: bool,
) -> Result<Vec<Edit>, Refused> {
    let refused = |why: String| Err(Refused { why });
    let one = section.one();
    if !section.has(timeline, old) {
        return refused(format!("there is no {one} `{old}`"));
    }
    if !Id::from(new).is_valid() {
        return refused(format!(
            "`{new}` cannot be an id: ids are made of a-z, 0-9 and single hyphens"
        ));
    }
    if let Some(taken) = taken(timeline, section, old, new) {
        return refused(taken);
    }
    let mut edits: Vec<Edit> = references(timeline, section, old)
        .into_iter()
        .map(|route| Edit::Set { route, value: Value::Text(new.to_owned()) })
        .collect();
    let top = || Route::new().key(section.key());
    let aka = match section {
        Section::Sources => None,
        Section::Actors => timeline.actors.get(old).map(|actor| &actor.aka),
        Section::Events => timeline.events.get(old).map(|event| &event.aka),
    };
    // Back to an id it had before: that one is no old id any more.
    if aka.is_some_and(|aka| aka.iter().any(|id| id.as_str() == new)) {
        edits.push(Edit::RemoveFromList { route: top().key(old).key("aka"), text: new.to_owned() });
    }
    if keep && section != Section::Sources && Id::from(old).is_valid() {
        edits.push(Edit::AddToList {
            route: top().key(old).key("aka"),
            value: Value::Text(old.to_owned()),
        });
    }
    edits.push(Edit::Rename { route: top().key(old), to: new.to_owned() });
    Ok(edits)
}

/// Who has an id already, or had it before; the one that is renamed may take an old one of its own.
fn taken(timeline: &Timeline, section: Section, old: &str, new: &str) -> Option<String> {
    let same = |id: &Id| id.as_str().eq_ignore_ascii_case(new);
    let none: &[Id] = &[];
    let ids: Vec<(&Id, &[Id])> = match section {
        Section::Sources => timeline.sources.keys().map(|id| (id, none)).collect(),
        Section::Actors => {
            timeline.actors.iter().map(|(id, actor)| (id, actor.aka.as_slice())).collect()
        }
        Section::Events => {
            timeline.events.iter().map(|(id, event)| (id, event.aka.as_slice())).collect()
        }
    };
    let one = section.one();
    ids.into_iter().find_map(|(id, aka)| {
        if same(id) && (id.as_str() != old || id.as_str() == new) {
            return Some(
                format!("there is an {one} `{id}` already").replace("an source", "a source"),
            );
        }
        let had = aka.iter().find(|had| same(had) && id.as_str() != old)?;
        Some(format!("`{had}` is an old id of `{id}`: links to it lead there"))
    })
}
