//! What follows from a change: events that nobody edited and that lie on other days now.

use std::collections::{HashMap, HashSet, VecDeque};

use super::changes::{Changes, Field};
use crate::calendar::{Bounds, NaiveDate};
use crate::graph::Graph;
use crate::timeline::{Event, Id, Timeline};
use crate::vocabulary::Relation;

/// An event that can lie on other days because another one changed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Derived {
    /// Its id in the new timeline.
    pub event: Id,
    /// Its title.
    pub title: String,
    /// The days it could lie on.
    pub old: Bounds,
    /// The days it can lie on.
    pub new: Bounds,
    /// The nearest event that changed, by its new id, or by its old one where it is gone.
    pub because: Id,
}

impl Derived {
    /// "2025-05-11 to 2025-05-16", "by 2025-05-16", "on any day".
    pub fn days(bounds: &Bounds) -> String {
        let day = |day: Option<NaiveDate>| day.map(|day| day.to_string());
        match (day(bounds.earliest_start), day(bounds.latest_end)) {
            (Some(first), Some(last)) if first == last => first,
            (Some(first), Some(last)) => format!("{first} to {last}"),
            (Some(first), None) => format!("{first} or later"),
            (None, Some(last)) => format!("by {last}"),
            (None, None) => "any day".to_owned(),
        }
    }
}

/// The days of events that follow from other events, where a change moved them.
///
/// Told are only events whose own date and relations are the same on both sides; they are no
/// edits and are not counted.
pub fn derived(old: &Timeline, new: &Timeline, changes: &Changes) -> Vec<Derived> {
    let events = &changes.events;
    if events.changed.is_empty() && events.added.is_empty() && events.removed.is_empty() {
        return Vec::new();
    }
    let moves = |field: &Field| {
        matches!(
            field,
            Field::Date
                | Field::After
                | Field::RespondsTo
                | Field::ConditionalOn
                | Field::Timing
                | Field::Modality
        )
    };
    // Whom a cause can be laid on, by its new id or, gone, by its old one.
    let mut causes: HashSet<&Id> = HashSet::new();
    let edited =
        events.changed.iter().filter(|one| one.fields.iter().any(|change| moves(&change.field)));
    causes.extend(edited.map(|one| &one.new));
    causes.extend(events.added.iter().chain(&events.removed).map(|placed| &placed.id));
    if causes.is_empty() {
        return Vec::new();
    }
    let renamed: HashMap<&Id, &Id> = events
        .renamed
        .iter()
        .filter_map(|change| change.new.as_ref().zip(change.old.as_ref()))
        .collect();
    let added: HashSet<&Id> = events.added.iter().map(|placed| &placed.id).collect();
    let (old_graph, new_graph) = rayon::join(|| Graph::new(old), || Graph::new(new));
    let elsewhere: Vec<(&Id, &Event, Bounds, Bounds)> = new
        .events
        .iter()
        .filter(|(id, _)| !causes.contains(id) && !added.contains(id))
        .filter_map(|(id, event)| {
            let was = renamed.get(id).copied().unwrap_or(id);
            let (old, new) = (old_graph.bounds(was.as_str()), new_graph.bounds(id.as_str()));
            (old != new).then_some((id, event, old, new))
        })
        .collect();
    if elsewhere.is_empty() {
        return Vec::new();
    }
    let because = nearest(old, new, &causes, &beside(old, new, &renamed));
    let told = elsewhere.into_iter().filter_map(|(id, event, old, new)| {
        let because = (*because.get(id)?).clone();
        Some(Derived { event: id.clone(), title: event.title.clone(), old, new, because })
    });
    told.collect()
}

/// For each event those it is related to, on either side; ids are new ones, or old ones of events
/// that are gone.
fn beside<'t>(
    old: &'t Timeline,
    new: &'t Timeline,
    renamed: &HashMap<&'t Id, &'t Id>,
) -> HashMap<&'t Id, Vec<&'t Id>> {
    let now: HashMap<&Id, &'t Id> = renamed.iter().map(|(new, old)| (*old, *new)).collect();
    let mut beside: HashMap<&Id, Vec<&Id>> = HashMap::new();
    let mut add = |one: &'t Id, other: &'t Id| {
        beside.entry(one).or_default().push(other);
        beside.entry(other).or_default().push(one);
    };
    for (id, event) in &new.events {
        related(event).for_each(|other| add(id, other));
    }
    for (id, event) in &old.events {
        let id = now.get(id).copied().unwrap_or(id);
        related(event).for_each(|other| add(id, now.get(other).copied().unwrap_or(other)));
    }
    beside
}

fn related(event: &Event) -> impl Iterator<Item = &Id> {
    let relations = [Relation::After, Relation::RespondsTo, Relation::ConditionalOn];
    let stated = relations.into_iter().flat_map(|relation| event.related(relation));
    stated.chain(event.timing.iter().filter_map(|timing| timing.on()))
}

/// For each event its nearest cause along relations; of several equally near ones the one that
/// comes first in the new file, or else in the old one.
///
/// All causes set out at once, so that no event is visited twice.
fn nearest<'t>(
    old: &'t Timeline,
    new: &'t Timeline,
    causes: &HashSet<&'t Id>,
    beside: &HashMap<&'t Id, Vec<&'t Id>>,
) -> HashMap<&'t Id, &'t Id> {
    let mut because: HashMap<&Id, &Id> = HashMap::new();
    let mut queue: VecDeque<&Id> = VecDeque::new();
    for id in new.events.keys().chain(old.events.keys()).filter(|id| causes.contains(id)) {
        if because.insert(id, id).is_none() {
            queue.push_back(id);
        }
    }
    while let Some(at) = queue.pop_front() {
        let cause = because[at];
        for other in beside.get(at).into_iter().flatten() {
            if !because.contains_key(other) {
                because.insert(other, cause);
                queue.push_back(other);
            }
        }
    }
    because
}
