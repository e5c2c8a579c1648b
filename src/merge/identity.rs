//! Who is whom on the three sides, and all three under the same ids.
//!
//! The common ids are those of the file, but where the other hand renamed an entry that ours left
//! alone. An entry that ours no longer has goes by an id that no file can hold (`\0` in front).

use std::collections::{BTreeMap, HashSet};

use indexmap::IndexMap;

use super::Reading;
use crate::diff::{Changes, Entries, diff};
use crate::timeline::{Event, Id, Timeline};

/// In front of the id of an entry that ours no longer has.
pub(super) const GONE: char = '\0';

/// The common ids of one kind, by the ids of each side.
#[derive(Debug, Default)]
struct Kind {
    base: BTreeMap<Id, Id>,
    ours: BTreeMap<Id, Id>,
    theirs: BTreeMap<Id, Id>,
}

/// The common ids of all entries.
#[derive(Debug, Default)]
pub(super) struct Identity {
    sources: Kind,
    actors: Kind,
    events: Kind,
    /// Theirs' id by the common one.
    back: BTreeMap<Id, Id>,
    /// Entries of ours that theirs renamed, by section: from, to.
    pub(super) renames: Vec<(&'static str, Id, Id)>,
}

/// The three sides under the same ids.
pub(super) struct Sides {
    pub(super) base: Timeline,
    pub(super) ours: Timeline,
    pub(super) theirs: Timeline,
}

impl Identity {
    /// For a new reading of an article.
    pub(super) fn of_reading(reading: &Reading<'_>, ours: &Timeline, changes: &Changes) -> Self {
        let (base, theirs) = (reading.base, reading.theirs);
        let mut identity = Self::default();
        for (side, ids) in [
            (&base.sources, &mut identity.sources.base),
            (&theirs.sources, &mut identity.sources.theirs),
        ] {
            ids.extend(side.keys().map(|id| (id.clone(), reading.source.clone())));
        }

        // Actors: everybody in the file may be meant.
        let mut actors = known_as(&base.actors, &ours.actors, |actor| &actor.aka);
        let taken: HashSet<&Id> = actors.values().collect();
        let alone = |timeline: &Timeline, keep: &dyn Fn(&Id) -> bool| {
            let mut some = Timeline::default();
            let kept = timeline.actors.iter().filter(|(id, _)| keep(id));
            some.actors = kept.map(|(id, actor)| (id.clone(), actor.clone())).collect();
            some
        };
        let old = alone(base, &|id| !actors.contains_key(id));
        let new = alone(ours, &|id| !taken.contains(id));
        let found = pairs(&old.actors, &diff(&old, &new).actors);
        actors.extend(found);
        let to_theirs = pairs(&base.actors, &changes.actors);
        let taken: HashSet<&Id> = actors.values().collect();
        let added: HashSet<&Id> = changes.actors.added.iter().map(|placed| &placed.id).collect();
        let old = alone(theirs, &|id| added.contains(id));
        let new = alone(ours, &|id| !taken.contains(id));
        let mut also = known_as(&old.actors, &new.actors, |actor| &actor.aka);
        also.extend(pairs(&old.actors, &diff(&old, &new).actors));
        // Whom a person deleted and a new event names comes back.
        let needed: HashSet<&Id> = changes
            .events
            .added
            .iter()
            .flat_map(|placed| placed.entry.from.iter().chain(&placed.entry.to))
            .collect();
        let mut ids = Ids::new(ours.actors.keys(), ours.actors.values().flat_map(|one| &one.aka));
        for (old, new) in &to_theirs {
            if needed.contains(new) && !actors.contains_key(old) {
                actors.insert(old.clone(), ids.make(old));
            }
        }
        identity.actors.fill(
            base.actors.keys(),
            theirs.actors.keys(),
            actors,
            &to_theirs,
            also,
            &mut ids,
        );

        // Events: those that rest on this article, or on nothing.
        let ours_here = resting_on(ours, reading.source);
        let mut events = by_quotes(&base.events, &ours_here.events, |event, ours| {
            quotes(event, if ours { Some(reading.source) } else { None })
        });
        let taken: HashSet<Id> = events.values().cloned().collect();
        let without = |timeline: &Timeline, gone: &dyn Fn(&Id) -> bool| {
            let mut some = timeline.clone();
            some.events.retain(|id, _| !gone(id));
            some
        };
        let old = without(base, &|id| events.contains_key(id));
        let new = without(&ours_here, &|id| taken.contains(id));
        let found = pairs(&old.events, &diff(&old, &new).events);
        events.extend(found);
        let to_theirs = pairs(&base.events, &changes.events);
        let taken: HashSet<Id> = events.values().cloned().collect();
        let added: HashSet<&Id> = changes.events.added.iter().map(|placed| &placed.id).collect();
        let old = without(theirs, &|id| !added.contains(id));
        let new = without(&ours_here, &|id| taken.contains(id));
        let also = pairs(&old.events, &diff(&old, &new).events);
        let mut ids = Ids::new(ours.events.keys(), ours.events.values().flat_map(|one| &one.aka));
        ids.taken.extend(base.events.keys().cloned());
        identity.events.fill(
            base.events.keys(),
            theirs.events.keys(),
            events,
            &to_theirs,
            also,
            &mut ids,
        );
        identity.look_back(theirs);
        identity
    }

    /// For two files edited by hand.
    pub(super) fn of_files(
        base: &Timeline,
        ours: &Timeline,
        theirs: &Timeline,
        changes: &Changes,
    ) -> Self {
        let mut identity = Self::default();
        let to_ours = diff(base, ours);
        identity.sources = Kind::of_files(
            [&base.sources, &ours.sources, &theirs.sources],
            [&to_ours.sources, &changes.sources],
            |_| &[],
        );
        identity.actors = Kind::of_files(
            [&base.actors, &ours.actors, &theirs.actors],
            [&to_ours.actors, &changes.actors],
            |actor| &actor.aka,
        );
        identity.events = Kind::of_files(
            [&base.events, &ours.events, &theirs.events],
            [&to_ours.events, &changes.events],
            |event| &event.aka,
        );
        for (section, kind) in [
            ("sources", &identity.sources),
            ("actors", &identity.actors),
            ("events", &identity.events),
        ] {
            let mut renamed: Vec<_> = kind.ours.iter().filter(|(old, new)| old != new).collect();
            renamed.sort();
            let renamed = renamed.into_iter().map(|(old, new)| (section, old.clone(), new.clone()));
            identity.renames.extend(renamed);
        }
        identity.look_back(theirs);
        identity
    }

    fn look_back(&mut self, theirs: &Timeline) {
        for id in theirs.events.keys() {
            if let Some(common) = self.events.theirs.get(id) {
                self.back.entry(common.clone()).or_insert_with(|| id.clone());
            }
        }
    }

    /// What an event is called in theirs, by its common id.
    pub(super) fn theirs_event(&self, common: &Id) -> Option<&Id> {
        self.back.get(common)
    }

    /// The common id of an entry of theirs, where it has one that stands in the file.
    pub(super) fn of_theirs(&self, section: &str, id: &Id) -> Option<&Id> {
        let kind = match section {
            "sources" => &self.sources,
            "actors" => &self.actors,
            _ => &self.events,
        };
        kind.theirs.get(id).filter(|common| !common.0.starts_with(GONE))
    }

    /// What an entry is called in the file of ours, by its common id.
    pub(super) fn in_file<'i>(&'i self, section: &str, common: &'i Id) -> &'i Id {
        let renamed = self.renames.iter().find(|(of, _, new)| *of == section && new == common);
        renamed.map_or(common, |(_, old, _)| old)
    }

    /// The common id of an entry of the file.
    pub(super) fn common<'i>(&'i self, section: &str, id: &'i Id) -> &'i Id {
        let renamed = self.renames.iter().find(|(of, old, _)| *of == section && old == id);
        renamed.map_or(id, |(_, _, new)| new)
    }

    /// All three under the same ids.
    pub(super) fn sides(&self, base: &Timeline, ours: &Timeline, theirs: &Timeline) -> Sides {
        let under = |timeline: &Timeline, side: fn(&Kind) -> &BTreeMap<Id, Id>| {
            renamed(timeline, [side(&self.sources), side(&self.actors), side(&self.events)])
        };
        Sides {
            base: under(base, |kind| &kind.base),
            ours: under(ours, |kind| &kind.ours),
            theirs: under(theirs, |kind| &kind.theirs),
        }
    }
}

impl Kind {
    /// - `to_ours`: entries of base that ours has; `to_theirs`: that theirs has;
    /// - `also`: other entries of theirs that ours has.
    fn fill<'i>(
        &mut self,
        base: impl Iterator<Item = &'i Id>,
        theirs: impl Iterator<Item = &'i Id>,
        to_ours: BTreeMap<Id, Id>,
        to_theirs: &BTreeMap<Id, Id>,
        also: BTreeMap<Id, Id>,
        ids: &mut Ids,
    ) {
        self.base = to_ours;
        for id in base {
            self.base.entry(id.clone()).or_insert_with(|| gone(id));
        }
        self.theirs = also;
        for (old, new) in to_theirs {
            self.theirs.insert(new.clone(), self.base[old].clone());
        }
        for id in theirs {
            if !self.theirs.contains_key(id) {
                self.theirs.insert(id.clone(), ids.make(id));
            }
        }
    }

    fn of_files<T>(
        [base, ours, theirs]: [&IndexMap<Id, T>; 3],
        [to_ours, to_theirs]: [&Entries<T>; 2],
        aka: impl Fn(&T) -> &[Id],
    ) -> Self {
        // An id that still is there means what it meant; what it is called else, its looks tell.
        let of = |side: &IndexMap<Id, T>, found: &Entries<T>| {
            let mut known = known_as(base, side, &aka);
            let taken: HashSet<Id> = known.values().cloned().collect();
            for (old, new) in pairs(base, found) {
                if !known.contains_key(&old) && !taken.contains(&new) {
                    known.insert(old, new);
                }
            }
            known
        };
        let (to_ours, to_theirs) = (of(ours, to_ours), of(theirs, to_theirs));
        let mut kind = Self::default();
        for id in base.keys() {
            let (our, their) = (to_ours.get(id), to_theirs.get(id));
            let common = match (our, their) {
                // Renamed by theirs alone, to a name that is free here.
                (Some(our), Some(their))
                    if our == id && their != id && !ours.contains_key(their) =>
                {
                    their.clone()
                }
                (Some(our), _) => our.clone(),
                (None, _) => gone(id),
            };
            if let Some(our) = our {
                kind.ours.entry(our.clone()).or_insert_with(|| common.clone());
            }
            if let Some(their) = their {
                kind.theirs.entry(their.clone()).or_insert_with(|| common.clone());
            }
            kind.base.insert(id.clone(), common);
        }
        for id in ours.keys() {
            kind.ours.entry(id.clone()).or_insert_with(|| id.clone());
        }
        let mut ids = Ids::new(kind.ours.values(), ours.values().flat_map(&aka));
        for id in theirs.keys() {
            if kind.theirs.contains_key(id) {
                continue;
            }
            // Both sides made an entry of this name: one entry.
            let made_by_ours = ours.contains_key(id) && !to_ours.values().any(|our| our == id);
            let common = if made_by_ours { id.clone() } else { ids.make(id) };
            kind.theirs.insert(id.clone(), common);
        }
        kind
    }
}

fn gone(id: &Id) -> Id {
    Id(format!("{GONE}{id}"))
}

/// Ids that were never given to anything.
struct Ids {
    taken: HashSet<Id>,
}

impl Ids {
    fn new<'i>(ids: impl Iterator<Item = &'i Id>, former: impl Iterator<Item = &'i Id>) -> Self {
        Self { taken: ids.chain(former).cloned().collect() }
    }

    /// The id itself, or one with the first free number behind it.
    fn make(&mut self, id: &Id) -> Id {
        let mut made = id.clone();
        let mut number = 2;
        while !self.taken.insert(made.clone()) {
            let ending = format!("-{number}");
            let room = Id::LONGEST.saturating_sub(ending.len()).min(id.0.len());
            let room = (0..=room).rev().find(|&at| id.0.is_char_boundary(at)).unwrap_or_default();
            made = Id(format!("{}{ending}", id.0[..room].trim_end_matches('-')));
            number += 1;
        }
        made
    }
}

/// Entries of `old` that `new` has under the same or a former id.
fn known_as<T>(
    old: &IndexMap<Id, T>,
    new: &IndexMap<Id, T>,
    aka: impl Fn(&T) -> &[Id],
) -> BTreeMap<Id, Id> {
    let mut former: BTreeMap<&Id, &Id> = BTreeMap::new();
    for (id, entry) in new {
        for was in aka(entry) {
            former.entry(was).or_insert(id);
        }
    }
    let known = old.keys().filter_map(|id| {
        let now = if new.contains_key(id) { id } else { former.get(id).copied()? };
        Some((id.clone(), now.clone()))
    });
    known.collect()
}

/// The matched entries of a difference: from the old id to the new one.
fn pairs<T>(old: &IndexMap<Id, T>, found: &Entries<T>) -> BTreeMap<Id, Id> {
    let removed: HashSet<&Id> = found.removed.iter().map(|placed| &placed.id).collect();
    let renamed: BTreeMap<&Id, &Id> = found
        .renamed
        .iter()
        .filter_map(|change| change.old.as_ref().zip(change.new.as_ref()))
        .collect();
    let kept = old.keys().filter(|id| !removed.contains(id));
    kept.map(|id| (id.clone(), renamed.get(id).map_or_else(|| id.clone(), |new| (*new).clone())))
        .collect()
}

/// The events that rest on an article, or that no article is named for.
fn resting_on(timeline: &Timeline, source: &Id) -> Timeline {
    let mut some = timeline.clone();
    some.events.retain(|_, event| {
        event.evidence.is_empty() || event.evidence.iter().any(|one| one.source == *source)
    });
    some
}

/// The words an event rests on, those of one source only.
fn quotes(event: &Event, source: Option<&Id>) -> Vec<String> {
    let ours = event.evidence.iter().filter(|one| source.is_none_or(|id| one.source == *id));
    let quotes = ours.filter_map(|one| one.quote.as_deref());
    quotes.map(|quote| quote.split_whitespace().collect::<Vec<_>>().join(" ")).collect()
}

/// Events that share a quote: first those that share the id, too, then those alone with theirs.
fn by_quotes(
    old: &IndexMap<Id, Event>,
    new: &IndexMap<Id, Event>,
    quotes: impl Fn(&Event, bool) -> Vec<String>,
) -> BTreeMap<Id, Id> {
    let mut found: BTreeMap<Id, Id> = BTreeMap::new();
    for (id, event) in old {
        if let Some(other) = new.get(id) {
            let theirs = quotes(other, true);
            if quotes(event, false).iter().any(|quote| theirs.contains(quote)) {
                found.insert(id.clone(), id.clone());
            }
        }
    }
    let mut groups: IndexMap<String, (Vec<&Id>, Vec<&Id>)> = IndexMap::new();
    for (id, event) in old.iter().filter(|(id, _)| !found.contains_key(*id)) {
        if let Some(quote) = quotes(event, false).into_iter().next() {
            groups.entry(quote).or_default().0.push(id);
        }
    }
    for (id, event) in new.iter().filter(|(id, _)| !found.contains_key(*id)) {
        for quote in quotes(event, true) {
            if let Some(group) = groups.get_mut(&quote) {
                group.1.push(id);
            }
        }
    }
    let mut taken: HashSet<&Id> = HashSet::new();
    for (olds, news) in groups.values() {
        if let ([old], [new]) = (olds.as_slice(), news.as_slice())
            && taken.insert(new)
        {
            found.insert((*old).clone(), (*new).clone());
        }
    }
    found
}

/// A timeline with other ids; of two entries that become one, the first stays.
fn renamed(timeline: &Timeline, [sources, actors, events]: [&BTreeMap<Id, Id>; 3]) -> Timeline {
    let to = |ids: &BTreeMap<Id, Id>, id: &Id| ids.get(id).unwrap_or(id).clone();
    let mut new = Timeline {
        title: timeline.title.clone(),
        summary: timeline.summary.clone(),
        lang: timeline.lang.clone(),
        conflicts: timeline.conflicts.clone(),
        extra: timeline.extra.clone(),
        ..Timeline::default()
    };
    for (id, source) in &timeline.sources {
        new.sources.entry(to(sources, id)).or_insert_with(|| source.clone());
    }
    for (id, actor) in &timeline.actors {
        let mut actor = actor.clone();
        actor.of = actor.of.map(|id| to(actors, &id));
        for office in &mut actor.offices {
            office.source = office.source.take().map(|id| to(sources, &id));
        }
        new.actors.entry(to(actors, id)).or_insert(actor);
    }
    for (id, event) in &timeline.events {
        let mut event = event.clone();
        for ids in [&mut event.from, &mut event.to] {
            under(ids, |id| to(actors, id));
        }
        for ids in [&mut event.responds_to, &mut event.after, &mut event.conditional_on] {
            under(ids, |id| to(events, id));
        }
        for timing in &mut event.timing {
            for id in [&mut timing.after, &mut timing.before, &mut timing.during] {
                *id = id.take().map(|id| to(events, &id));
            }
        }
        for evidence in &mut event.evidence {
            evidence.source = to(sources, &evidence.source);
        }
        new.events.entry(to(events, id)).or_insert(event);
    }
    new
}

/// Gives ids their new names; two that become one are there once.
fn under(ids: &mut Vec<Id>, to: impl Fn(&Id) -> Id) {
    let new: Vec<Id> = ids.iter().map(to).collect();
    if new != *ids {
        let mut seen = HashSet::new();
        *ids = new.into_iter().filter(|id| seen.insert(id.clone())).collect();
    }
}
