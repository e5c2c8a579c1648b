//! What each entry should be.

use std::collections::{BTreeMap, BTreeSet};

use indexmap::IndexMap;

use super::fields::{self, Fields, equal, get, holds};
use super::identity::{GONE, Sides};
use super::{Note, Theirs};
use crate::diagnostic::Severity;
use crate::timeline::{self, Conflict, Document, Id, Timeline, Value};

/// The sections with entries, in the order of the file.
pub(super) const SECTIONS: [&str; 3] = ["sources", "actors", "events"];

/// What the file should say.
#[derive(Debug, Default)]
pub(super) struct Planned {
    /// The fields of the timeline itself, without sections and conflicts.
    pub(super) head: Fields,
    /// The entries that ours has, under their common ids; `None` for one that goes.
    pub(super) entries: [IndexMap<Id, Option<Fields>>; 3],
    /// New entries, each with the one it comes after in theirs.
    pub(super) added: [Vec<(Id, Fields, Option<Id>)>; 3],
    pub(super) conflicts: Vec<Conflict>,
    /// Conflicts of theirs that ours does not have.
    pub(super) foreign: Vec<Conflict>,
    pub(super) notes: Vec<Note>,
}

type Section = IndexMap<Id, Fields>;

fn section<T>(entries: &IndexMap<Id, T>) -> Section
where
    for<'t> Value: From<&'t T>,
{
    entries.iter().map(|(id, entry)| (id.clone(), fields::fields(entry.into()))).collect()
}

/// The sections of a timeline as fields.
pub(super) fn sections(timeline: &Timeline) -> [Section; 3] {
    [section(&timeline.sources), section(&timeline.actors), section(&timeline.events)]
}

/// The fields of the timeline itself.
pub(super) fn head(timeline: &Timeline) -> Fields {
    let mut head = fields::fields(Value::from(timeline));
    head.retain(|(key, _)| key != "conflicts" && !SECTIONS.contains(&key.as_str()));
    head
}

struct Planner<'a> {
    by: Theirs,
    /// Whether a person left a comment on an entry of ours.
    commented: &'a dyn Fn(&str, &Id) -> bool,
    why: &'a dyn Fn(&str, &Id) -> Option<String>,
    planned: Planned,
}

impl Planned {
    pub(super) fn new(
        sides: &Sides,
        by: Theirs,
        commented: &dyn Fn(&str, &Id) -> bool,
        why: &dyn Fn(&str, &Id) -> Option<String>,
    ) -> Self {
        let mut planner = Planner { by, commented, why, planned: Self::default() };
        if by == Theirs::Hand {
            let [base, ours, theirs] = [&sides.base, &sides.ours, &sides.theirs].map(head);
            let (fields, clashes) = fields::merge(Some(&base), &ours, &theirs, by);
            planner.planned.head = fields;
            planner.clashes("", &Id::default(), clashes);
            let new = sides.theirs.conflicts.iter();
            let new = new.filter(|one| !sides.base.conflicts.contains(one));
            let new = new.filter(|one| !sides.ours.conflicts.contains(one));
            planner.planned.foreign = new.cloned().collect();
        } else {
            planner.planned.head = head(&sides.ours);
        }
        let (base, ours) = (sections(&sides.base), sections(&sides.ours));
        let theirs = sections(&sides.theirs);
        for (at, name) in SECTIONS.into_iter().enumerate() {
            planner.section(at, name, [&base[at], &ours[at], &theirs[at]]);
        }
        planner.only_needed_actors();
        planner.keep_what_is_named(&ours, &base);
        planner.without_gone();
        planner.number(&sides.ours.conflicts);
        planner.planned
    }

    /// The timeline that a text holds, where it is what was planned.
    pub(super) fn is_told_by(&self, name: &str, text: &str) -> Option<Timeline> {
        let (timeline, remarks) = timeline::read(&Document::new(name, text));
        if remarks.iter().any(|remark| remark.severity == Severity::Error) {
            return None;
        }
        let told = sections(&timeline);
        let as_planned = (0..SECTIONS.len()).all(|at| {
            let staying = self.entries[at].iter().filter_map(|(id, one)| Some((id, one.as_ref()?)));
            let added = self.added[at].iter().map(|(id, one, _)| (id, one));
            let mut count = 0;
            let same = staying.chain(added).all(|(id, planned)| {
                count += 1;
                told[at].get(id).is_some_and(|told| says(told, planned))
            });
            same && told[at].len() == count
        });
        let told = self.foreign.iter().all(|one| timeline.conflicts.contains(one));
        (as_planned && told && says(&head(&timeline), &self.head)).then_some(timeline)
    }
}

/// Whether two entries say the same, in whatever order of fields and of sets.
pub(super) fn says(told: &Fields, planned: &Fields) -> bool {
    told.len() == planned.len()
        && planned.iter().all(|(key, value)| match (get(told, key), value) {
            (Some(Value::List(told)), Value::List(value)) => {
                told.len() == value.len() && value.iter().all(|element| holds(told, element))
            }
            (Some(told), value) => equal(told, value),
            (None, _) => false,
        })
}

impl Planner<'_> {
    fn section(&mut self, at: usize, name: &'static str, [base, ours, theirs]: [&Section; 3]) {
        for (id, o) in ours {
            let planned = match (base.get(id), theirs.get(id)) {
                (_, None) if !base.contains_key(id) => Some(o.clone()),
                (b, Some(t)) => {
                    let (fields, clashes) = fields::merge(b, o, t, self.by);
                    self.clashes(name, id, clashes);
                    Some(fields)
                }
                (Some(b), None) => self.left_by_theirs(name, id, b, o),
                (None, None) => Some(o.clone()),
            };
            self.planned.entries[at].insert(id.clone(), planned);
        }
        // What comes before everything that both have stands in front of the first of those.
        let first = theirs.keys().find_map(|id| ours.get_index_of(id));
        let mut before: Option<Id> =
            first.and_then(|at| ours.get_index(at.saturating_sub(1))).map(|(id, _)| id.clone());
        for (id, t) in theirs {
            if ours.contains_key(id) {
                before = Some(id.clone());
                continue;
            }
            match base.get(id) {
                Some(b) if id.0.starts_with(GONE) => {
                    if !says(t, b) {
                        self.left_by_ours(name, id, b, t);
                    }
                }
                // Deleted by a person, and needed again.
                _ => {
                    self.planned.added[at].push((id.clone(), t.clone(), before.clone()));
                    before = Some(id.clone());
                }
            }
        }
    }

    fn left_by_theirs(
        &mut self,
        name: &'static str,
        id: &Id,
        b: &Fields,
        o: &Fields,
    ) -> Option<Fields> {
        let touched = !says(o, b);
        match self.by {
            Theirs::Reading if touched || (self.commented)(name, id) => {
                if name == "events" {
                    self.note(
                        name,
                        id,
                        "the article no longer tells it; it stays, since a person worked on it",
                    );
                }
                Some(o.clone())
            }
            Theirs::Hand if touched || (self.commented)(name, id) => {
                self.conflict(name, id, None, [Some(b), Some(o), None].map(whole));
                Some(o.clone())
            }
            _ => None,
        }
    }

    fn left_by_ours(&mut self, name: &'static str, id: &Id, b: &Fields, t: &Fields) {
        let id = Id(id.0.trim_start_matches(GONE).to_owned());
        match self.by {
            Theirs::Reading if name == "events" => {
                self.note(
                    name,
                    &id,
                    "the article tells it otherwise now; a person deleted it, so it stays away",
                );
            }
            Theirs::Reading => {}
            Theirs::Hand => self.conflict(name, &id, None, [Some(b), None, Some(t)].map(whole)),
        }
    }

    fn clashes(&mut self, name: &str, id: &Id, clashes: Vec<fields::Clash>) {
        for clash in clashes {
            let values = [clash.base, clash.ours, clash.theirs];
            self.conflict(name, id, Some(clash.field), values);
        }
    }

    fn conflict(&mut self, name: &str, id: &Id, field: Option<String>, values: [Option<Value>; 3]) {
        let about = |of: &str| (name == of).then(|| id.clone());
        let [base, ours, theirs] = values.map(|value| value.map(|value| yaml(&value)));
        self.planned.conflicts.push(Conflict {
            source: about("sources"),
            actor: about("actors"),
            event: about("events"),
            why: (self.why)(name, id),
            field,
            base,
            ours,
            theirs,
            ..Conflict::default()
        });
    }

    fn note(&mut self, section: &'static str, id: &Id, says: &str) {
        self.planned.notes.push(Note { section, id: id.clone(), says: says.to_owned() });
    }

    /// A reading's new actors come only where an event or another actor names them.
    fn only_needed_actors(&mut self) {
        if self.by == Theirs::Hand {
            return;
        }
        let mut named: BTreeSet<String> = BTreeSet::new();
        let [_, actors, events] = &self.planned.entries;
        for fields in actors.values().chain(events.values()).flatten() {
            references(fields, &mut named);
        }
        for (_, fields, _) in &self.planned.added[2] {
            references(fields, &mut named);
        }
        let added = std::mem::take(&mut self.planned.added[1]);
        // Somebody may be named only by somebody who is named.
        let by_id: BTreeMap<&str, &Fields> =
            added.iter().map(|(id, fields, _)| (id.as_str(), fields)).collect();
        let mut waiting: Vec<String> =
            by_id.keys().filter(|id| named.contains(**id)).map(|id| (*id).to_owned()).collect();
        while let Some(id) = waiting.pop() {
            let mut more = BTreeSet::new();
            references(by_id[id.as_str()], &mut more);
            for id in more {
                if by_id.contains_key(id.as_str()) && named.insert(id.clone()) {
                    waiting.push(id);
                }
            }
        }
        self.planned.added[1] =
            added.into_iter().filter(|(id, ..)| named.contains(id.as_str())).collect();
    }

    /// What theirs dropped and something in the file still names stays; whether it is named only
    /// by what goes, too, takes a few rounds to find.
    fn keep_what_is_named(&mut self, ours: &[Section; 3], base: &[Section; 3]) {
        loop {
            let mut named: BTreeSet<String> = BTreeSet::new();
            for entries in &self.planned.entries {
                entries.values().flatten().for_each(|fields| references(fields, &mut named));
            }
            for (_, fields, _) in self.planned.added.iter().flatten() {
                references(fields, &mut named);
            }
            let mut kept = false;
            for at in 0..SECTIONS.len() {
                for (id, planned) in &mut self.planned.entries[at] {
                    if planned.is_none() && named.contains(id.as_str()) && base[at].contains_key(id)
                    {
                        *planned = ours[at].get(id).cloned();
                        kept = true;
                        let says = match self.by {
                            Theirs::Reading if at < 2 => continue,
                            Theirs::Reading => {
                                "the article no longer tells it; it stays, since another event names it"
                            }
                            Theirs::Hand => {
                                "theirs deleted it; it stays, since an entry of ours names it"
                            }
                        };
                        let (section, id, says) = (SECTIONS[at], id.clone(), says.to_owned());
                        self.planned.notes.push(Note { section, id, says });
                    }
                }
            }
            if !kept {
                return;
            }
        }
    }

    /// Takes out what leads to an entry that a person deleted.
    fn without_gone(&mut self) {
        let added = self.planned.added.iter_mut().flatten().map(|(_, fields, _)| fields);
        let all = self.planned.entries.iter_mut().flat_map(IndexMap::values_mut).flatten();
        for fields in all.chain(added) {
            for (_, value) in fields.iter_mut() {
                if let Value::List(items) = value {
                    items.retain(|item| !is_gone(item));
                }
            }
            fields.retain(|(_, value)| match value {
                Value::List(items) => !items.is_empty(),
                value => !is_gone(value),
            });
        }
    }

    /// Names for the new conflicts: `c1`, `c2`, after those that the file has.
    fn number(&mut self, ours: &[Conflict]) {
        let number = |one: &Conflict| one.id.strip_prefix('c')?.parse::<usize>().ok();
        let last = ours.iter().chain(&self.planned.foreign).filter_map(number).max().unwrap_or(0);
        let mut taken: BTreeSet<String> = ours.iter().map(|one| one.id.clone()).collect();
        let mut next = last;
        let mut name = || {
            next += 1;
            format!("c{next}")
        };
        for conflict in &mut self.planned.foreign {
            if !taken.insert(conflict.id.clone()) {
                conflict.id = name();
            }
        }
        for conflict in &mut self.planned.conflicts {
            conflict.id = name();
        }
    }
}

fn whole(fields: Option<&Fields>) -> Option<Value> {
    fields.map(|fields| Value::Braces(fields.clone()))
}

/// The ids that an entry names.
fn references(fields: &Fields, named: &mut BTreeSet<String>) {
    let mut add = |value: &Value| named.extend(fields::text(value).map(str::to_owned));
    for (key, value) in fields {
        match (key.as_str(), value) {
            ("of", value) => add(value),
            ("from" | "to" | "responds-to" | "after" | "conditional-on", Value::List(items)) => {
                items.iter().for_each(&mut add);
            }
            ("timing" | "evidence" | "offices", Value::List(items)) => {
                for item in items {
                    let (Value::Map(fields) | Value::Braces(fields)) = item else { continue };
                    let ids = ["after", "before", "during", "source"];
                    ids.iter().filter_map(|key| get(fields, key)).for_each(&mut add);
                }
            }
            _ => {}
        }
    }
}

/// Whether a value is the id of an entry that ours deleted, or an element that hangs on one.
fn is_gone(value: &Value) -> bool {
    match value {
        Value::Map(fields) | Value::Braces(fields) => {
            fields.iter().any(|(_, value)| is_gone(value))
        }
        value => fields::text(value).is_some_and(|text| text.starts_with(GONE)),
    }
}

/// A value as the record of a conflict keeps it.
pub(super) fn yaml(value: &Value) -> serde_yaml::Value {
    match value {
        Value::Text(text) | Value::Quoted(text) => {
            serde_yaml::Value::String(text.trim_start_matches(GONE).to_owned())
        }
        Value::Bare(text) => serde_yaml::from_str(text).unwrap_or_else(|_| text.as_str().into()),
        Value::List(items) => serde_yaml::Value::Sequence(items.iter().map(yaml).collect()),
        Value::Map(fields) | Value::Braces(fields) => serde_yaml::Value::Mapping(
            fields.iter().map(|(key, value)| (key.as_str().into(), yaml(value))).collect(),
        ),
    }
}
