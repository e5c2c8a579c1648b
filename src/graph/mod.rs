//! The timeline as a graph: what hangs on what, and on which days that leaves possible.
//!
//! Every date is four days and every relation a difference constraint between days. Propagating
//! them narrows the bounds of each event ([`Graph::bounds`]); what cannot hold together is told as
//! the smallest cycle of statements ([`Graph::contradictions`]).
//!
//! ```text
//!            ┌→ circles    circles of pure order (their relations then take no further part)
//! Timeline ──┤
//!            └→ rules ──→ network ──→ days of every event ──→ order
//!                                └──→ conflicts
//! ```
//!
//! `petgraph` keeps who takes part in what and which event comes after which, and finds the
//! strongly connected components; days are reckoned on flat arrays in its topological order.
//! Nothing here depends on the order of the file but [`Graph::order`], where it decides between
//! equals. Nothing recurses, and all work is near-linear in the size of the file.

mod circles;
mod conflicts;
mod lengths;
mod network;
mod order;
#[cfg(test)]
mod properties;
mod rules;
mod statement;
#[cfg(test)]
mod tests;

use chrono::Datelike;
use petgraph::Direction;
use petgraph::graph::{DiGraph, NodeIndex};
use petgraph::visit::EdgeRef;

pub use statement::{Contradiction, Statement};

use crate::calendar::{Bounds, NaiveDate};
use crate::timeline::{Event, Id, Timeline};
use crate::vocabulary::Relation;
use network::{Days, EVER, NEVER, Scope};
use order::Key;
use rules::Rules;

/// The graph of a timeline. References to events or actors that are not there are left out;
/// [`crate::check`] tells them.
pub struct Graph<'t> {
    timeline: &'t Timeline,
    /// In order of their ids.
    events: Vec<(&'t Id, &'t Event)>,
    /// From place in the file to place in `events`.
    by_file: Vec<u32>,
    /// Events, then actors, then sources; see [`Link`].
    web: DiGraph<(), Link>,
    /// Events only, edges from the earlier to the later, weights places in `relations`.
    follows: circles::Order,
    relations: Vec<Named>,
    knots: Vec<Vec<u32>>,
    rules: Rules<'t>,
    /// Distances that contradict each other whatever the days are.
    rounds: Vec<lengths::Circle>,
    /// By statement, whether the like of them set it aside.
    aside: Vec<bool>,
    bounds: Vec<Bounds>,
    order: Vec<&'t Id>,
    /// By event, its place in `order`.
    position: Vec<u32>,
}

/// What an edge of the web says.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Link {
    /// From an event to one that names it in a relation.
    Named(Relation),
    /// From an actor to an event it takes part in.
    TakesPart,
    /// From a source to an event that rests on it.
    Tells,
}

impl std::fmt::Debug for Graph<'_> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Graph").field("order", &self.order).finish_non_exhaustive()
    }
}

impl<'t> Graph<'t> {
    /// Builds the graph and propagates the days.
    pub fn new(timeline: &'t Timeline) -> Self {
        let mut events: Vec<(&Id, &Event)> = timeline.events.iter().collect();
        events.sort_unstable_by_key(|(id, _)| *id);
        let mut by_file = vec![0; events.len()];
        let mut file = vec![0; events.len()];
        for (at, (id, _)) in events.iter().enumerate() {
            let place = timeline.events.get_index_of(id.as_str()).expect("it comes from there");
            by_file[place] = count(at);
            file[at] = count(place);
        }

        let (web, named) = weave(timeline, &events, &by_file);
        let mut follows = circles::Order::with_capacity(events.len(), named.len());
        for _ in &events {
            follows.add_node(());
        }
        let relations: Vec<Named> = named
            .into_iter()
            .filter(|(earlier, later, relation)| {
                let [earlier, later] = [earlier, later].map(|at| events[*at as usize].1);
                rules::orders(*relation, earlier, later)
            })
            .collect();
        for (at, (earlier, later, _)) in relations.iter().enumerate() {
            follows.add_edge((*earlier).into(), (*later).into(), count(at));
        }
        let knots = circles::knots(&follows);
        let mut knot_of = vec![None; events.len()];
        for (number, knot) in knots.iter().enumerate() {
            for event in knot {
                knot_of[*event as usize] = Some(number);
            }
        }
        let straight: Vec<Named> = relations
            .iter()
            .copied()
            .filter(|(earlier, later, _)| {
                let knot = knot_of[*earlier as usize];
                knot.is_none() || knot != knot_of[*later as usize]
            })
            .collect();

        let rules = rules::rules(timeline, &events, &straight);
        let mut aside = vec![false; rules.statements.len()];
        let rounds = lengths::circles(&rules.network, &rules.statements, &mut aside, |steps| {
            let steps: Vec<_> = steps.iter().map(|at| rules.statements[*at as usize]).collect();
            statement::culprit(&steps, timeline)
        });
        let sure = rules.network.settle(Scope::Sure, &aside);
        let bounds: Vec<Bounds> = events
            .iter()
            .enumerate()
            .map(|(at, (_, event))| narrowed(event, left(&rules, &sure, at)))
            .collect();

        let all = rules.network.settle(Scope::All, &aside);
        let keys = keys(timeline, &events, &file, (&rules, &all), &bounds, &straight);
        let follow: Vec<(u32, u32)> = straight.iter().map(|(a, b, _)| (*a, *b)).collect();
        let arranged = order::arrange(&keys, &follow);
        let mut position = vec![0; events.len()];
        for (at, event) in arranged.iter().enumerate() {
            position[*event as usize] = count(at);
        }
        let order = arranged.iter().map(|event| events[*event as usize].0).collect();
        Self {
            timeline,
            events,
            by_file,
            web,
            follows,
            relations,
            knots,
            rules,
            rounds,
            aside,
            bounds,
            order,
            position,
        }
    }

    /// What it was made from.
    pub fn timeline(&self) -> &'t Timeline {
        self.timeline
    }

    /// The events in the order of the timeline: earliest start, then the more exact first, then
    /// what comes before by relation, then file order.
    ///
    /// What is undated stands in the middle of the days that are left to it, or next to the
    /// nearest one, and before what follows it; if nothing tells, where its source came out.
    pub fn order(&self) -> &[&'t Id] {
        &self.order
    }

    /// The same with the events themselves, and the days that each can fall on.
    pub fn in_order(&self) -> impl Iterator<Item = (&'t Id, &'t Event, &Bounds)> {
        let mut order = vec![0; self.events.len()];
        for (event, &place) in self.position.iter().enumerate() {
            order[place as usize] = event;
        }
        order.into_iter().map(|at| {
            let (id, event) = self.events[at];
            (id, event, &self.bounds[at])
        })
    }

    /// The days an event can fall on: what is said, narrowed by its neighbours.
    ///
    /// Only what is at least as certain narrows: facts narrow plans, plans never facts, and a
    /// doubtful date nothing but itself. Where neighbours leave no day at all, what is said
    /// stands, and [`Graph::contradictions`] tells. An event that is not there has no bounds.
    pub fn bounds(&self, event: &str) -> Bounds {
        self.find(event).map_or_else(Bounds::default, |at| self.bounds[at])
    }

    /// Whether the neighbours narrow what the event's own date says.
    pub fn is_inferred(&self, event: &str) -> bool {
        self.find(event).is_some_and(|at| {
            let said = rules::said(self.events[at].1).unwrap_or_default();
            self.bounds[at] != said
        })
    }

    /// Circles of pure order, each the shortest of its knot.
    ///
    /// In a knot of many thousand events the search is cut off, and the circle is short but
    /// perhaps not the shortest. Relations inside a knot take no part in bounds, order and
    /// contradictions: which of them is wrong has to be settled first.
    pub fn loops(&self) -> Vec<Contradiction<'t>> {
        let told = |knot: &Vec<u32>| {
            let steps = circles::shortest(&self.follows, knot)
                .into_iter()
                .map(|at| {
                    let (earlier, later, relation) = self.relations[at as usize];
                    let [on, event] = [earlier, later].map(|event| self.events[event as usize].0);
                    Statement::Related { relation, event, on }
                })
                .collect();
            let steps = statement::turn(steps, self.timeline);
            Contradiction { steps, short_by: 0, soft: false }
        };
        self.knots.iter().map(told).collect()
    }

    /// What no choice of days can mend, beyond the loops; what must be mended first.
    ///
    /// Each has the fewest statements that contradict each other at its place. To find several,
    /// the least trusted statement of each is set aside and the rest looked at again. At most a
    /// thousand are told.
    pub fn contradictions(&self) -> Vec<Contradiction<'t>> {
        let steps = |statements: &[u32]| -> Vec<Statement<'t>> {
            statements.iter().map(|at| self.rules.statements[*at as usize]).collect()
        };
        let told = |statements: &[u32], short_by, soft| Contradiction {
            steps: statement::turn(steps(statements), self.timeline),
            short_by,
            soft,
        };
        let rounds = self.rounds.iter().map(|one| told(&one.statements, one.short_by, one.soft));
        let conflicts = conflicts::conflicts(&self.rules.network, &self.aside, |statements| {
            statement::culprit(&steps(statements), self.timeline)
        });
        let conflicts = conflicts.iter().map(|one| told(&one.statements, one.short_by, one.soft));
        rounds.chain(conflicts).collect()
    }

    /// The events that name this one in a relation, in timeline order.
    pub fn followers(&self, event: &str) -> Vec<(Relation, &'t Id)> {
        let Some(at) = self.find(event) else { return Vec::new() };
        let mut followers: Vec<(u32, Relation, usize)> = self
            .web
            .edges_directed(NodeIndex::new(at), Direction::Outgoing)
            .filter_map(|edge| match *edge.weight() {
                Link::Named(relation) => {
                    let later = edge.target().index();
                    Some((self.position[later], relation, later))
                }
                Link::TakesPart | Link::Tells => None,
            })
            .collect();
        followers.sort_unstable();
        followers.into_iter().map(|(_, relation, at)| (relation, self.events[at].0)).collect()
    }

    /// The events an actor takes part in, in timeline order.
    pub fn events_of(&self, actor: &str) -> Vec<&'t Id> {
        let place = self.timeline.actors.get_index_of(actor);
        self.told_from(place.map(|place| self.events.len() + place))
    }

    /// The events that rest on a source, in timeline order.
    pub fn events_from(&self, source: &str) -> Vec<&'t Id> {
        let place = self.timeline.sources.get_index_of(source);
        let before = self.events.len() + self.timeline.actors.len();
        self.told_from(place.map(|place| before + place))
    }

    fn told_from(&self, node: Option<usize>) -> Vec<&'t Id> {
        let Some(node) = node else { return Vec::new() };
        let mut places: Vec<u32> = self
            .web
            .neighbors(NodeIndex::new(node))
            .map(|event| self.position[event.index()])
            .collect();
        places.sort_unstable();
        places.into_iter().map(|place| self.order[place as usize]).collect()
    }

    fn find(&self, event: &str) -> Option<usize> {
        let place = self.timeline.events.get_index_of(event)?;
        Some(self.by_file[place] as usize)
    }
}

fn count(number: usize) -> u32 {
    u32::try_from(number).expect("a file has fewer values than bytes, and fewer than 2^32 of those")
}

/// Earlier, later (places in the order of ids), which.
type Named = (u32, u32, Relation);

/// The web of events, actors and sources, and the relations, each once and in order.
fn weave(
    timeline: &Timeline,
    events: &[(&Id, &Event)],
    by_file: &[u32],
) -> (DiGraph<(), Link>, Vec<Named>) {
    let nodes = events.len() + timeline.actors.len() + timeline.sources.len();
    let mut links: Vec<(u32, u32, Link)> = Vec::with_capacity(nodes * 2);
    for (later, (_, event)) in events.iter().enumerate() {
        let later = count(later);
        for &relation in Relation::ALL {
            for on in event.related(relation) {
                if let Some(place) = timeline.events.get_index_of(on.as_str())
                    && by_file[place] != later
                {
                    links.push((by_file[place], later, Link::Named(relation)));
                }
            }
        }
        for actor in event.from.iter().chain(&event.to) {
            if let Some(place) = timeline.actors.get_index_of(actor.as_str()) {
                links.push((count(events.len() + place), later, Link::TakesPart));
            }
        }
        for evidence in &event.evidence {
            if let Some(place) = timeline.sources.get_index_of(evidence.source.as_str()) {
                let before = events.len() + timeline.actors.len();
                links.push((count(before + place), later, Link::Tells));
            }
        }
    }
    links.sort_unstable();
    links.dedup();
    let mut web = DiGraph::with_capacity(nodes, links.len());
    for _ in 0..nodes {
        web.add_node(());
    }
    let mut named = Vec::new();
    for (from, to, link) in links {
        web.add_edge(from.into(), to.into(), link);
        if let Link::Named(relation) = link {
            named.push((from, to, relation));
        }
    }
    (web, named)
}

/// The days that the network leaves an event; `None` if it leaves none.
fn left(rules: &Rules<'_>, days: &Days, event: usize) -> Option<Bounds> {
    let [start, end] =
        [rules.ends[event].start, rules.ends[event].end].map(|point| rules.network.place(point));
    if days.first[start] > days.last[start] || days.first[end] > days.last[end] {
        return None;
    }
    let day = |number: i64| match number {
        NEVER | EVER => None,
        _ => i32::try_from(number).ok().and_then(NaiveDate::from_num_days_from_ce_opt),
    };
    Some(Bounds {
        earliest_start: day(days.first[start]),
        latest_start: day(days.last[start]),
        earliest_end: day(days.first[end]),
        latest_end: day(days.last[end]),
    })
}

/// What is said, narrowed by what the network leaves.
fn narrowed(event: &Event, left: Option<Bounds>) -> Bounds {
    let (Some(when), Some(said)) = (event.when(), rules::said(event)) else {
        return left.unwrap_or_default();
    };
    let Some(left) = left else { return said };
    match said.intersect(&left) {
        Some(both) => both,
        // Told as about then, and the neighbours move it a little.
        None if when.is_approximate() && !when.is_uncertain() => left,
        None => said,
    }
}

/// What each event is placed by; see [`order`].
fn keys(
    timeline: &Timeline,
    events: &[(&Id, &Event)],
    file: &[u32],
    (rules, all): (&Rules<'_>, &Days),
    bounds: &[Bounds],
    straight: &[Named],
) -> Vec<Key> {
    // Plans and doubtful dates are good enough to place by.
    let mut open = vec![false; events.len()];
    let mut keys: Vec<Key> = events
        .iter()
        .enumerate()
        .map(|(at, (_, event))| {
            let bounds = bounds[at];
            let days = match event.when() {
                Some(_) if !bounds.is_unknown() => {
                    open[at] = bounds.earliest_start.is_none();
                    bounds.sort_key()
                }
                _ => {
                    open[at] = true;
                    let found = left(rules, all, at).filter(|found| !found.is_unknown());
                    match found.unwrap_or(bounds) {
                        found if found.is_unknown() => reported(timeline, event),
                        found => found.sort_key_inferred(),
                    }
                }
            };
            Key { days, file: file[at] }
        })
        .collect();
    // From the last to the first, so that whole chains of undated events move together.
    let mut backwards: Vec<(usize, u32, u32)> = straight
        .iter()
        .map(|(earlier, later, _)| {
            (rules.network.place(rules.ends[*earlier as usize].start), *earlier, *later)
        })
        .collect();
    backwards.sort_unstable_by(|a, b| b.cmp(a));
    for (_, earlier, later) in backwards {
        let day = keys[later as usize].days.0;
        let key = &mut keys[earlier as usize];
        if open[earlier as usize] && day < key.days.0 {
            key.days.0 = day;
        }
    }
    keys
}

/// A place for what nothing dates: the day its first source came out.
fn reported(timeline: &Timeline, event: &Event) -> (i32, i32) {
    let day = event
        .evidence
        .iter()
        .filter_map(|evidence| timeline.sources.get(evidence.source.as_str()))
        .filter_map(|source| source.published.as_ref()?.when.as_ref()?.bounds().latest_start)
        .min();
    (day.map_or(i32::MAX, |day| day.num_days_from_ce()), i32::MAX)
}
