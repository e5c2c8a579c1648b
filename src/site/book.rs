//! A timeline made ready for its pages: what has an address, in which order it is told, who meets
//! whom, and on which page each event stands.
//!
//! Events, actors and sources whose id cannot be an address have no page and are left out here;
//! `check` tells them. A reference to something left out is printed as the text it is.

use std::collections::{BTreeMap, HashMap, HashSet};
use std::sync::OnceLock;

use super::address::Web;
use super::components::{self, Component};
use super::contradictions::{self, Clash};
use super::drawing::shape::Shapes;
use super::kept::Kept;
use super::language::Say;
use super::linked;
use super::names::{self, Name};
use super::overview::Overview;
use super::places::{self, Spot};
use super::shelves::{self, Volume};
use super::view::{Told, published};
use super::written::Written;
use super::{Edition, Hand, Revision, Since, address};
use crate::calendar::{Bounds, NaiveDate};
use crate::graph::Graph;
use crate::timeline::{Actor, Event, Id, Source, Timeline};
use crate::vocabulary::{EventType, Relation};

/// The number of an event in the order of the timeline.
pub(crate) type Rank = usize;

pub(crate) struct Book<'a> {
    pub(crate) name: &'a Id,
    pub(crate) timeline: &'a Timeline,
    /// The language in which the site speaks around it.
    pub(crate) say: &'static Say,
    /// In the order of the timeline.
    pub(crate) events: Vec<Entry<'a>>,
    pub(crate) actors: Vec<Cast<'a>>,
    pub(crate) sources: Vec<Shelf<'a>>,
    /// Where things happened.
    pub(crate) places: Vec<Spot<'a>>,
    /// The types that occur, each with its events.
    pub(crate) types: Vec<Kind>,
    /// What a person did to what a machine read, by event.
    pub(crate) hands: &'a BTreeMap<Id, Hand>,
    /// What changed since an earlier edition; `None` where none is known.
    pub(crate) since: Option<&'a [Since]>,
    /// The pages that list the events: one, or one for each period.
    pub(crate) volumes: Vec<Volume>,
    /// What hangs together, the largest first.
    pub(crate) components: Vec<Component<'a>>,
    /// How many events hang together with no other.
    pub(crate) alone: usize,
    /// What cannot all hold.
    pub(crate) clashes: Vec<Clash>,
    /// By rank: the contradictions the event is in.
    contested: BTreeMap<Rank, Vec<usize>>,
    /// Everything by its name, once it is asked for.
    names: OnceLock<Vec<Name>>,
    /// The shapes of the neighbourhoods that were drawn.
    pub(crate) shapes: Shapes,
    /// The events of each part on paper, once they are asked for.
    sheets: OnceLock<Vec<Vec<Rank>>>,
    /// The first and the last day on which any event can have begun.
    stretch: Option<(NaiveDate, NaiveDate)>,
    /// By rank: the volume in which the event is listed.
    volume_of: Vec<usize>,
    rank_of: HashMap<&'a str, Rank>,
    actor_of: HashMap<&'a str, usize>,
    source_of: HashMap<&'a str, usize>,
    /// By rank: the place that the event names.
    spot_of: HashMap<Rank, usize>,
}

/// An event with what the graph knows about it.
pub(crate) struct Entry<'a> {
    pub(crate) id: &'a Id,
    pub(crate) event: &'a Event,
    /// What is said, narrowed by the neighbours.
    pub(crate) bounds: Bounds,
    /// The neighbours narrow what is said.
    pub(crate) inferred: bool,
    /// Its date in words.
    pub(crate) told: Told,
    /// How it is written on other pages, once it is asked for.
    written: OnceLock<Written>,
    /// Events that this one names.
    pub(crate) before: Vec<(Relation, Rank)>,
    /// Events that name this one.
    pub(crate) next: Vec<(Relation, Rank)>,
}

/// A type that occurs.
pub(crate) struct Kind {
    pub(crate) of: EventType,
    pub(crate) events: Vec<Rank>,
    /// How its events lie in time, once that is asked for.
    pub(crate) overview: OnceLock<Option<Overview>>,
}

/// An actor and the events it takes part in.
pub(crate) struct Cast<'a> {
    pub(crate) id: &'a Id,
    pub(crate) actor: &'a Actor,
    pub(crate) events: Vec<Rank>,
    /// As others name it in JSON-LD.
    pub(crate) linked: String,
    /// How its events lie in time, once that is asked for.
    pub(crate) overview: OnceLock<Option<Overview>>,
    /// With whom it acts and how often, once that is asked for.
    partners: OnceLock<Vec<(usize, usize)>>,
}

/// A source and the events that rest on it.
pub(crate) struct Shelf<'a> {
    pub(crate) id: &'a Id,
    pub(crate) source: &'a Source,
    pub(crate) events: Vec<Rank>,
    /// Its address on the web, where it has one that may be linked.
    pub(crate) web: Option<Web<'a>>,
    /// When it came out, in words.
    pub(crate) published: String,
    /// As JSON-LD.
    pub(crate) linked: String,
    /// Of its newest version; empty where it is not known.
    pub(crate) text: &'a str,
    /// Its text on pages, with the passages that events rest on.
    pub(crate) kept: Kept<'a>,
    /// What changed between its versions, oldest first.
    pub(crate) revisions: &'a [Revision],
}

/// What stands on either side of an event.
pub(crate) const RELATIONS: [Relation; 3] =
    [Relation::RespondsTo, Relation::ConditionalOn, Relation::After];

impl<'a> Book<'a> {
    pub(crate) fn new(edition: &'a Edition<'a>) -> Self {
        let graph = edition.graph;
        let timeline: &Timeline = graph.timeline();
        let say = Say::of(timeline.lang.as_deref());
        let mut events = in_order(graph, say);
        let rank_of: HashMap<&str, Rank> =
            events.iter().enumerate().map(|(rank, entry)| (entry.id.as_str(), rank)).collect();
        link(&mut events, &rank_of);

        let mut actors: Vec<Cast<'_>> = timeline
            .actors
            .iter()
            .filter(|(id, _)| id.is_valid())
            .map(|(id, actor)| Cast {
                id,
                actor,
                events: Vec::new(),
                linked: linked::named_actor(actor, id),
                overview: OnceLock::new(),
                partners: OnceLock::new(),
            })
            .collect();
        let actor_of: HashMap<&str, usize> =
            actors.iter().enumerate().map(|(i, cast)| (cast.id.as_str(), i)).collect();
        let mut sources: Vec<Shelf<'_>> = timeline
            .sources
            .iter()
            .filter(|(id, _)| id.is_valid())
            .map(|(id, source)| Shelf {
                id,
                source,
                events: Vec::new(),
                web: source.url.as_deref().and_then(address::web),
                published: published(source, say),
                linked: linked::article(source, id),
                text: edition.texts.get(id).map_or("", String::as_str),
                kept: Kept::new("", id, &[], &[]),
                revisions: edition.revisions.get(id).map_or(&[], Vec::as_slice),
            })
            .collect();
        let source_of: HashMap<&str, usize> =
            sources.iter().enumerate().map(|(i, shelf)| (shelf.id.as_str(), i)).collect();
        for (rank, Entry { event, .. }) in events.iter().enumerate() {
            for id in event.from.iter().chain(&event.to) {
                if let Some(&i) = actor_of.get(id.as_str())
                    && actors[i].events.last() != Some(&rank)
                {
                    actors[i].events.push(rank);
                }
            }
            for evidence in &event.evidence {
                if let Some(&i) = source_of.get(evidence.source.as_str())
                    && sources[i].events.last() != Some(&rank)
                {
                    sources[i].events.push(rank);
                }
            }
        }

        for shelf in &mut sources {
            shelf.kept = Kept::new(shelf.text, shelf.id, &events, &shelf.events);
        }

        let filed: Vec<usize> = (events.iter())
            .map(|entry| timeline.events.get_index_of(entry.id).unwrap_or_default())
            .collect();
        let (components, alone) = components::components(&events, &filed);
        let (clashes, contested) =
            contradictions::clashes(graph, say, |id| rank_of.get(id.as_str()).copied());
        let types = (EventType::ALL.iter())
            .map(|&kind| {
                let those = events.iter().enumerate();
                let those = those.filter(|(_, entry)| entry.event.kind == kind);
                let events = those.map(|(rank, _)| rank).collect();
                Kind { of: kind, events, overview: OnceLock::new() }
            })
            .filter(|kind| !kind.events.is_empty())
            .collect();
        let places = places::places(&events);
        let spot_of = (places.iter().enumerate())
            .flat_map(|(at, spot)| spot.events.iter().map(move |&rank| (rank, at)))
            .collect();
        let volumes = shelves::volumes(&events, say);
        let mut volume_of = vec![0; events.len()];
        for (i, volume) in volumes.iter().enumerate() {
            for rank in volume.ranks() {
                volume_of[rank] = i;
            }
        }
        Self {
            name: edition.name,
            timeline,
            say,
            places,
            types,
            hands: &edition.hands,
            since: edition.since.as_deref(),
            names: OnceLock::new(),
            sheets: OnceLock::new(),
            shapes: Shapes::default(),
            stretch: stretch(events.iter()),
            events,
            actors,
            sources,
            volumes,
            components,
            alone,
            clashes,
            contested,
            volume_of,
            rank_of,
            actor_of,
            source_of,
            spot_of,
        }
    }

    /// Its title, or its name where it has none.
    pub(crate) fn title(&self) -> &'a str {
        super::view::named(&self.timeline.title, self.name)
    }

    pub(crate) fn rank(&self, id: &Id) -> Option<Rank> {
        self.rank_of.get(id.as_str()).copied()
    }

    pub(crate) fn actor(&self, id: &Id) -> Option<&Cast<'a>> {
        self.actor_of.get(id.as_str()).map(|&i| &self.actors[i])
    }

    /// The place of an actor among [`Self::actors`].
    pub(crate) fn actor_number(&self, id: &Id) -> Option<usize> {
        self.actor_of.get(id.as_str()).copied()
    }

    /// Whether something that is said about an event cannot hold with the rest.
    pub(crate) fn is_contested(&self, rank: Rank) -> bool {
        self.contested.contains_key(&rank)
    }

    /// The contradictions that an event is in.
    pub(crate) fn clashes_of(&self, rank: Rank) -> impl Iterator<Item = &Clash> {
        self.contested.get(&rank).into_iter().flatten().map(|&at| &self.clashes[at])
    }

    pub(crate) fn source(&self, id: &Id) -> Option<&Shelf<'a>> {
        self.source_of.get(id.as_str()).map(|&i| &self.sources[i])
    }

    /// Where the event stands in the list, from the timeline's folder.
    pub(crate) fn listed_at(&self, rank: Rank) -> String {
        let volume = &self.volumes[self.volume_of[rank]];
        format!("{}#{}", volume.path(), self.events[rank].id)
    }

    /// The first and the last day on which any event can have begun.
    pub(crate) fn stretch(&self) -> Option<(NaiveDate, NaiveDate)> {
        self.stretch
    }

    /// The events of each part on paper, at least one.
    pub(crate) fn sheets(&self) -> &[Vec<Rank>] {
        self.sheets.get_or_init(|| shelves::sheets(&self.volumes, &self.events))
    }

    /// Those who act together with an actor, the most frequent first.
    pub(crate) fn partners<'b>(
        &'b self,
        cast: &'b Cast<'a>,
    ) -> impl Iterator<Item = (&'b Cast<'a>, usize)> {
        let partners = cast.partners.get_or_init(|| self.counted_partners(cast));
        partners.iter().map(|&(other, times)| (&self.actors[other], times))
    }

    fn counted_partners(&self, cast: &Cast<'a>) -> Vec<(usize, usize)> {
        let mut together: BTreeMap<usize, usize> = BTreeMap::new();
        let mut others: Vec<usize> = Vec::new();
        for &rank in &cast.events {
            let event = self.events[rank].event;
            others.clear();
            let those = event.from.iter().chain(&event.to).filter(|id| *id != cast.id);
            others.extend(those.filter_map(|id| self.actor_of.get(id.as_str()).copied()));
            others.sort_unstable();
            others.dedup();
            for &other in &others {
                *together.entry(other).or_default() += 1;
            }
        }
        let mut partners: Vec<(usize, usize)> = together.into_iter().collect();
        partners.sort_by_key(|&(_, times)| std::cmp::Reverse(times));
        partners
    }

    /// The old addresses of events: from which path, to which event.
    pub(crate) fn moved(&self) -> Vec<(&'a Id, Rank)> {
        let mut taken: HashSet<&str> = HashSet::new();
        let mut moved = Vec::new();
        for (rank, Entry { event, .. }) in self.events.iter().enumerate() {
            for old in &event.aka {
                let free = old.is_valid()
                    && !self.rank_of.contains_key(old.as_str())
                    && taken.insert(old.as_str());
                if free {
                    moved.push((old, rank));
                }
            }
        }
        moved
    }

    /// An event as it stands on other pages.
    pub(crate) fn written(&self, rank: Rank) -> &Written {
        self.events[rank].written.get_or_init(|| Written::new(self, rank))
    }

    /// Everything that has a page, in alphabetical order.
    pub(crate) fn by_name(&self) -> &[Name] {
        self.names.get_or_init(|| names::names(self))
    }

    /// The old addresses of actors: from which id, to which actor.
    pub(crate) fn moved_actors(&self) -> Vec<(&'a Id, usize)> {
        let mut taken: HashSet<&str> = HashSet::new();
        let mut moved = Vec::new();
        for (at, Cast { actor, .. }) in self.actors.iter().enumerate() {
            for old in &actor.aka {
                let free = old.is_valid()
                    && !self.actor_of.contains_key(old.as_str())
                    && taken.insert(old.as_str());
                if free {
                    moved.push((old, at));
                }
            }
        }
        moved
    }

    /// The place of an event by its address, where it names one.
    pub(crate) fn place_path(&self, rank: Rank) -> String {
        let spot = self.spot_of.get(&rank).map(|&at| &self.places[at]);
        spot.map(|spot| address::place(&spot.slug, 0)).unwrap_or_default()
    }

    /// The title of an event, or its id where it has none.
    pub(crate) fn title_of(&self, rank: Rank) -> &'a str {
        super::view::title(&self.events[rank])
    }

    /// The path of an event's page, from the timeline's folder.
    pub(crate) fn event_path(&self, rank: Rank) -> String {
        address::event(self.events[rank].id)
    }
}

/// The first and the last day on which any of these events can have begun.
pub(crate) fn stretch<'e, 'a: 'e>(
    events: impl Iterator<Item = &'e Entry<'a>> + Clone,
) -> Option<(NaiveDate, NaiveDate)> {
    let starts = events.filter_map(|entry| {
        let said = entry.event.when()?.bounds();
        said.earliest_start.or(said.latest_start)
    });
    Some((starts.clone().min()?, starts.max()?))
}

fn in_order<'a>(graph: &Graph<'a>, say: &Say) -> Vec<Entry<'a>> {
    let timeline: &'a Timeline = graph.timeline();
    graph
        .order()
        .iter()
        .filter(|id| id.is_valid())
        .filter_map(|&id| {
            let event = timeline.events.get(id)?;
            let bounds = graph.bounds(id.as_str());
            let inferred = graph.is_inferred(id.as_str());
            Some(Entry {
                id,
                event,
                bounds,
                inferred,
                told: Told::new(event, &bounds, inferred, say),
                written: OnceLock::new(),
                before: Vec::new(),
                next: Vec::new(),
            })
        })
        .collect()
}

/// Fills in who comes before and after whom; an event is named once, by its closest relation.
fn link(events: &mut [Entry<'_>], rank_of: &HashMap<&str, Rank>) {
    for rank in 0..events.len() {
        let event = events[rank].event;
        for relation in RELATIONS {
            for id in event.related(relation) {
                let Some(&other) = rank_of.get(id.as_str()) else { continue };
                if other == rank || events[rank].before.iter().any(|&(_, known)| known == other) {
                    continue;
                }
                events[rank].before.push((relation, other));
                events[other].next.push((relation, rank));
            }
        }
    }
}
