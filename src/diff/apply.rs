//! A difference carried out, and turned round.

use indexmap::IndexMap;

use super::changes::{Alike, Values};
use super::changes::{Change, Changed, Changes, Entries, Field, FieldChange, Moved, Placed};
use crate::timeline::{Actor, Event, Extra, Id, Source, Timeline};

impl Changes {
    /// The way back: what was gained is lost, the new value is the old one.
    ///
    /// `diff(new, old)` is the same but for the choice of which of two entries that changed
    /// places has moved, and for the order within lists.
    #[must_use]
    pub fn inverse(&self) -> Self {
        Self {
            head: self.head.iter().map(FieldChange::inverse).collect(),
            sources: self.sources.inverse(),
            actors: self.actors.inverse(),
            events: self.events.inverse(),
        }
    }

    /// Carries the changes out.
    ///
    /// `apply(old, diff(old, new))` equals `new` but for the order within lists of ids, names,
    /// offices, versions and evidence. On any other timeline than `old`, what does not apply is
    /// left out.
    #[must_use]
    pub fn apply(&self, old: &Timeline) -> Timeline {
        let mut new = old.clone();
        for change in &self.head {
            match (&change.field, &change.values) {
                (Field::Title, Values::Text(text)) => set_text(&mut new.title, text),
                (Field::Summary, Values::Text(text)) => new.summary.clone_from(&text.new),
                (Field::Lang, Values::Text(text)) => new.lang.clone_from(&text.new),
                (Field::Conflicts, Values::Conflicts(changes)) => {
                    lose_all(&mut new.conflicts, changes);
                    gain_all(&mut new.conflicts, changes);
                }
                (Field::Own(key), Values::Own(value)) => set_own(&mut new.extra, key, value),
                _ => {}
            }
        }
        let sources = Renames::new(&self.sources);
        let actors = Renames::new(&self.actors);
        let events = Renames::new(&self.events);
        new.sources = self.sources.apply(&old.sources, |source, fields| {
            for change in fields {
                source_field(source, change);
            }
        });
        new.actors = self.actors.apply(&old.actors, |actor, fields| {
            let of = actor.of.take().map(|id| actors.get(id));
            actor.of = of;
            for change in fields {
                actor_field(actor, change);
            }
        });
        new.events = self.events.apply(&old.events, |event, fields| {
            for change in fields {
                lose(event, change);
            }
            for ids in [&mut event.from, &mut event.to] {
                actors.all(ids);
            }
            for ids in [&mut event.responds_to, &mut event.after, &mut event.conditional_on] {
                events.all(ids);
            }
            for timing in &mut event.timing {
                for id in [&mut timing.after, &mut timing.before, &mut timing.during] {
                    *id = id.take().map(|id| events.get(id));
                }
            }
            for evidence in &mut event.evidence {
                evidence.source = sources.get(std::mem::take(&mut evidence.source));
            }
            for change in fields {
                event_field(event, change);
            }
        });
        new
    }
}

impl Alike {
    fn inverse(&self) -> Self {
        Self { old: self.new.clone(), new: self.old.clone(), ..*self }
    }
}

impl<T: Clone> Entries<T> {
    fn inverse(&self) -> Self {
        let turned = |changed: &Changed| Changed {
            old: changed.new.clone(),
            new: changed.old.clone(),
            fields: changed.fields.iter().map(FieldChange::inverse).collect(),
        };
        Self {
            removed: self.added.clone(),
            added: self.removed.clone(),
            changed: self.changed.iter().map(turned).collect(),
            renamed: self.renamed.iter().map(Change::inverse).collect(),
            moved: self
                .moved
                .iter()
                .map(|moved| Moved {
                    old: moved.new.clone(),
                    new: moved.old.clone(),
                    from: moved.to,
                    to: moved.from,
                })
                .collect(),
            split: self.merged.iter().map(Change::inverse).collect(),
            merged: self.split.iter().map(Change::inverse).collect(),
            alike: self.alike.iter().map(Alike::inverse).collect(),
            possible: self.possible.iter().map(Alike::inverse).collect(),
        }
    }

    /// The new entries in their new order: those added and moved stand where they are said to
    /// stand, the others keep their order between them.
    fn apply(
        &self,
        old: &IndexMap<Id, T>,
        change: impl Fn(&mut T, &[FieldChange]),
    ) -> IndexMap<Id, T> {
        let renames = Renames::new(self);
        let gone: std::collections::HashSet<&Id> =
            self.removed.iter().map(|Placed { id, .. }| id).collect();
        let fields: std::collections::HashMap<&Id, &[FieldChange]> =
            self.changed.iter().map(|entry| (&entry.old, entry.fields.as_slice())).collect();
        let target: std::collections::HashMap<&Id, usize> =
            self.moved.iter().map(|moved| (&moved.old, moved.to)).collect();

        let mut staying = Vec::new();
        let mut placed: Vec<(usize, Id, T)> = self
            .added
            .iter()
            .map(|Placed { id, at, entry }| (*at, id.clone(), entry.clone()))
            .collect();
        for (id, entry) in old.iter().filter(|(id, _)| !gone.contains(id)) {
            let mut entry = entry.clone();
            change(&mut entry, fields.get(id).copied().unwrap_or_default());
            let new_id = renames.get(id.clone());
            match target.get(id) {
                Some(&at) => placed.push((at, new_id, entry)),
                None => staying.push((new_id, entry)),
            }
        }
        placed.sort_by_key(|(at, ..)| *at);
        let mut result = IndexMap::with_capacity(staying.len() + placed.len());
        let mut staying = staying.into_iter();
        for (at, id, entry) in placed {
            let missing = at.saturating_sub(result.len());
            result.extend(staying.by_ref().take(missing));
            result.insert(id, entry);
        }
        result.extend(staying);
        result
    }
}

impl<T: Clone> Change<T> {
    fn inverse(&self) -> Self {
        Self { old: self.new.clone(), new: self.old.clone() }
    }
}

impl FieldChange {
    fn inverse(&self) -> Self {
        fn all<T: Clone>(changes: &[Change<T>]) -> Vec<Change<T>> {
            changes.iter().map(Change::inverse).collect()
        }
        let values = match &self.values {
            Values::Text(change) => Values::Text(change.inverse()),
            Values::Date(change) => Values::Date(change.inverse()),
            Values::Type(change) => Values::Type(change.inverse()),
            Values::Modality(change) => Values::Modality(change.inverse()),
            Values::Kind(change) => Values::Kind(change.inverse()),
            Values::Ids(changes) => Values::Ids(all(changes)),
            Values::Names(changes) => Values::Names(all(changes)),
            Values::Offices(changes) => Values::Offices(all(changes)),
            Values::Evidence(changes) => Values::Evidence(all(changes)),
            Values::Timing(changes) => Values::Timing(all(changes)),
            Values::Versions(changes) => Values::Versions(all(changes)),
            Values::Conflicts(changes) => Values::Conflicts(all(changes)),
            Values::Own(change) => Values::Own(change.inverse()),
        };
        Self { field: self.field.clone(), values }
    }
}

/// The new names of entries that go by another one.
struct Renames<'c>(std::collections::HashMap<&'c Id, &'c Id>);

impl<'c> Renames<'c> {
    fn new<T>(entries: &'c Entries<T>) -> Self {
        let both = entries.renamed.iter();
        Self(both.filter_map(|change| change.old.as_ref().zip(change.new.as_ref())).collect())
    }

    fn get(&self, id: Id) -> Id {
        self.0.get(&id).map_or(id, |new| (*new).clone())
    }

    fn all(&self, ids: &mut [Id]) {
        for id in ids {
            *id = self.get(std::mem::take(id));
        }
    }
}

fn set_text(text: &mut String, change: &Change<String>) {
    *text = change.new.clone().unwrap_or_default();
}

fn set_own(own: &mut Extra, key: &str, change: &Change<serde_yaml::Value>) {
    match &change.new {
        Some(value) => drop(own.insert(key.to_owned(), value.clone())),
        None => drop(own.shift_remove(key)),
    }
}

fn set_machine<T: std::str::FromStr>(
    notes: &mut IndexMap<String, T>,
    key: &str,
    change: &Change<String>,
) {
    match change.new.as_ref().and_then(|text| text.parse().ok()) {
        Some(value) => drop(notes.insert(key.to_owned(), value)),
        None => drop(notes.shift_remove(key)),
    }
}

/// Takes what was lost out of a list, once for each time it was lost.
fn lose_all<T: PartialEq>(list: &mut Vec<T>, changes: &[Change<T>]) {
    for old in changes.iter().filter_map(|change| change.old.as_ref()) {
        if let Some(at) = list.iter().position(|element| element == old) {
            list.remove(at);
        }
    }
}

fn gain_all<T: Clone>(list: &mut Vec<T>, changes: &[Change<T>]) {
    list.extend(changes.iter().filter_map(|change| change.new.clone()));
}

fn source_field(source: &mut Source, change: &FieldChange) {
    match (&change.field, &change.values) {
        (Field::Title, Values::Text(text)) => set_text(&mut source.title, text),
        (Field::Publisher, Values::Text(text)) => source.publisher.clone_from(&text.new),
        (Field::Author, Values::Text(text)) => source.author.clone_from(&text.new),
        (Field::Url, Values::Text(text)) => source.url.clone_from(&text.new),
        (Field::Note, Values::Text(text)) => source.note.clone_from(&text.new),
        (Field::Published, Values::Date(date)) => source.published.clone_from(&date.new),
        (Field::Versions, Values::Versions(changes)) => {
            lose_all(&mut source.versions, changes);
            gain_all(&mut source.versions, changes);
        }
        (Field::Confidence(of), Values::Text(text)) => {
            set_machine(&mut source.confidence, of, text);
        }
        (Field::Reading(of), Values::Text(text)) => set_machine(&mut source.reading, of, text),
        (Field::Own(key), Values::Own(value)) => set_own(&mut source.extra, key, value),
        _ => {}
    }
}

fn actor_field(actor: &mut Actor, change: &FieldChange) {
    match (&change.field, &change.values) {
        (Field::Name, Values::Text(text)) => set_text(&mut actor.name, text),
        (Field::Code, Values::Text(text)) => actor.code.clone_from(&text.new),
        (Field::Note, Values::Text(text)) => actor.note.clone_from(&text.new),
        (Field::Kind, Values::Kind(Change { new: Some(kind), .. })) => actor.kind = *kind,
        (Field::Of, Values::Ids(ids)) => {
            actor.of = ids.iter().find_map(|change| change.new.clone());
        }
        (Field::Aliases, Values::Names(changes)) => {
            lose_all(&mut actor.aliases, changes);
            gain_all(&mut actor.aliases, changes);
        }
        (Field::Offices, Values::Offices(changes)) => {
            lose_all(&mut actor.offices, changes);
            gain_all(&mut actor.offices, changes);
        }
        (Field::Aka, Values::Names(changes)) => former_ids(&mut actor.aka, changes),
        (Field::Own(key), Values::Own(value)) => set_own(&mut actor.extra, key, value),
        _ => {}
    }
}

fn former_ids(aka: &mut Vec<Id>, changes: &[Change<String>]) {
    let id = |name: &Option<String>| name.as_deref().map(Id::from);
    let changes: Vec<Change<Id>> = changes
        .iter()
        .map(|change| Change { old: id(&change.old), new: id(&change.new) })
        .collect();
    lose_all(aka, &changes);
    gain_all(aka, &changes);
}

/// What an event loses, while its ids still are the old ones.
fn lose(event: &mut Event, change: &FieldChange) {
    match (&change.field, &change.values) {
        (Field::From, Values::Ids(changes)) => lose_all(&mut event.from, changes),
        (Field::To, Values::Ids(changes)) => lose_all(&mut event.to, changes),
        (Field::RespondsTo, Values::Ids(changes)) => lose_all(&mut event.responds_to, changes),
        (Field::After, Values::Ids(changes)) => lose_all(&mut event.after, changes),
        (Field::ConditionalOn, Values::Ids(changes)) => {
            lose_all(&mut event.conditional_on, changes);
        }
        (Field::Evidence, Values::Evidence(changes)) => lose_all(&mut event.evidence, changes),
        (Field::Timing, Values::Timing(changes)) => lose_all(&mut event.timing, changes),
        _ => {}
    }
}

fn event_field(event: &mut Event, change: &FieldChange) {
    match (&change.field, &change.values) {
        (Field::Title, Values::Text(text)) => set_text(&mut event.title, text),
        (Field::Place, Values::Text(text)) => event.place.clone_from(&text.new),
        (Field::Note, Values::Text(text)) => event.note.clone_from(&text.new),
        (Field::Date, Values::Date(date)) => event.date.clone_from(&date.new),
        (Field::Type, Values::Type(Change { new: Some(kind), .. })) => event.kind = *kind,
        (Field::Modality, Values::Modality(Change { new: Some(modality), .. })) => {
            event.modality = *modality;
        }
        (Field::From, Values::Ids(changes)) => gain_all(&mut event.from, changes),
        (Field::To, Values::Ids(changes)) => gain_all(&mut event.to, changes),
        (Field::RespondsTo, Values::Ids(changes)) => gain_all(&mut event.responds_to, changes),
        (Field::After, Values::Ids(changes)) => gain_all(&mut event.after, changes),
        (Field::ConditionalOn, Values::Ids(changes)) => {
            gain_all(&mut event.conditional_on, changes);
        }
        (Field::Evidence, Values::Evidence(changes)) => gain_all(&mut event.evidence, changes),
        (Field::Timing, Values::Timing(changes)) => gain_all(&mut event.timing, changes),
        (Field::Aka, Values::Names(changes)) => former_ids(&mut event.aka, changes),
        (Field::Confidence(of), Values::Text(text)) => {
            set_machine(&mut event.confidence, of, text);
        }
        (Field::Reading(of), Values::Text(text)) => set_machine(&mut event.reading, of, text),
        (Field::Own(key), Values::Own(value)) => set_own(&mut event.extra, key, value),
        _ => {}
    }
}
