//! The graph of a long timeline: 100,000 events with 300,000 relations.
//!
//! The peer is petgraph's own Bellman-Ford over the constraints of `build_few_dates`, which gives
//! the earliest days and nothing else; shuffled, it needs seconds.

use demarche::graph::Graph;
use demarche::timeline::{Date, Event, Id, Timeline};
use demarche::vocabulary::EventType;
use divan::Bencher;
use divan::counter::ItemsCount;
use petgraph::graph::{DiGraph, NodeIndex};

fn main() {
    divan::main();
}

const EVENTS: usize = 100_000;
/// Relations to each event.
const RELATIONS: usize = 3;

/// One event in so many is dated where days have far to travel.
const FEW: usize = 1000;

/// Numbers that look random and are the same in every run.
struct Dice(u64);

impl Dice {
    fn below(&mut self, most: usize) -> usize {
        self.0 =
            self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        usize::try_from(self.0 >> 33).expect("31 bits") % most
    }
}

/// For each event in order of time, the events it comes after: four of five among the last
/// hundred, the rest anywhere before.
fn relations(events: usize) -> Vec<Vec<usize>> {
    let mut dice = Dice(7);
    (0..events)
        .map(|event| {
            let near = |dice: &mut Dice| match dice.below(5) {
                0 => dice.below(event),
                _ => event - 1 - dice.below(event.min(100)),
            };
            (0..RELATIONS.min(event)).map(|_| near(&mut dice)).collect()
        })
        .collect()
}

/// Names in order of time, or in no order.
fn names(events: usize, shuffled: bool) -> Vec<usize> {
    let mut names: Vec<usize> = (0..events).collect();
    if shuffled {
        let mut dice = Dice(11);
        for at in (1..events).rev() {
            names.swap(at, dice.below(at + 1));
        }
    }
    names
}

fn id(name: usize) -> Id {
    Id(format!("event-{name:06}"))
}

/// One event in `dated` is dated, some three events a day; one in `wrong` a year too early.
fn timeline(events: usize, shuffled: bool, dated: usize, wrong: usize) -> Timeline {
    let names = names(events, shuffled);
    let start = demarche::calendar::NaiveDate::from_ymd_opt(1950, 1, 1).expect("a day");
    let mut entries: Vec<(usize, Event)> = relations(events)
        .into_iter()
        .enumerate()
        .map(|(at, before)| {
            let kind = EventType::ALL[at % EventType::ALL.len()];
            let mut event = Event::new(kind, format!("What happened as number {at}"));
            event.after = before.into_iter().map(|on| id(names[on])).collect();
            if at % dated == 0 {
                let back = if wrong > 0 && at % wrong == 0 { 365 } else { 0 };
                let day = start + chrono::Days::new(at as u64 / 3) - chrono::Days::new(back);
                event.date = Some(Date::new(day.to_string()));
            }
            (names[at], event)
        })
        .collect();
    entries.sort_unstable_by_key(|(name, _)| *name);
    let mut timeline = Timeline::default();
    timeline.events.extend(entries.into_iter().map(|(name, event)| (id(name), event)));
    timeline
}

/// Each event after the one before it; the first, if it is a ring, after the last.
fn chain(events: usize, ring: bool) -> Timeline {
    let mut timeline = Timeline::default();
    for at in 0..events {
        let mut event = Event::new(EventType::Statement, "One of many");
        let before = if at == 0 { ring.then_some(events - 1) } else { Some(at - 1) };
        event.after = before.into_iter().map(id).collect();
        timeline.events.insert(id(at), event);
    }
    timeline
}

#[divan::bench(args = ["in order", "shuffled"], sample_count = 10)]
fn build(bencher: Bencher<'_, '_>, order: &str) {
    let timeline = timeline(EVENTS, order == "shuffled", 2, 0);
    bencher.counter(ItemsCount::new(EVENTS)).bench_local(|| Graph::new(&timeline));
}

#[divan::bench(args = [(EVENTS, false), (EVENTS, true)], sample_count = 5)]
fn build_few_dates(bencher: Bencher<'_, '_>, (events, shuffled): (usize, bool)) {
    let timeline = timeline(events, shuffled, FEW, 0);
    bencher.counter(ItemsCount::new(events)).bench_local(|| Graph::new(&timeline));
}

#[divan::bench(args = [0, 1000, 10], sample_count = 5)]
fn contradictions(bencher: Bencher<'_, '_>, wrong: usize) {
    let timeline = timeline(EVENTS, true, 2, wrong);
    let graph = Graph::new(&timeline);
    bencher.bench_local(|| graph.contradictions());
}

#[divan::bench(args = ["chain", "ring"], sample_count = 5)]
fn long(bencher: Bencher<'_, '_>, shape: &str) {
    let timeline = chain(EVENTS, shape == "ring");
    bencher.bench_local(|| {
        let graph = Graph::new(&timeline);
        (graph.loops().len(), graph.contradictions().len())
    });
}

#[divan::bench(sample_count = 3)]
fn knot_of_all(bencher: Bencher<'_, '_>) {
    let mut timeline = timeline(EVENTS, true, 2, 0);
    // The first comes after the last: most of the timeline is one knot.
    let names = names(EVENTS, true);
    let last = id(names[EVENTS - 1]);
    timeline.events[&id(names[0])].after.push(last);
    let graph = Graph::new(&timeline);
    bencher.bench_local(|| graph.loops());
}

/// What "after" asks for, in days, if one network is to see circles of pure order as well.
const STRICT: f64 = 1.0 / (1 << 20) as f64;

/// Node 0 is the origin; weights are negative, so that the shortest way is the latest day.
fn peer(events: usize, shuffled: bool) -> DiGraph<(), f64> {
    let names = names(events, shuffled);
    let mut graph = DiGraph::new();
    for _ in 0..=events {
        graph.add_node(());
    }
    let mut edges = Vec::new();
    for (at, before) in relations(events).into_iter().enumerate() {
        edges.extend(before.into_iter().map(|on| (names[on] + 1, names[at] + 1, -STRICT)));
        let day = if at % FEW == 0 { at / 3 } else { 0 };
        let day = f64::from(u32::try_from(day).expect("few days"));
        edges.push((0, names[at] + 1, -day));
    }
    edges.sort_unstable_by_key(|(from, to, _)| (*from, *to));
    for (from, to, weight) in edges {
        graph.add_edge(NodeIndex::new(from), NodeIndex::new(to), weight);
    }
    graph
}

#[divan::bench(args = [(EVENTS, false), (EVENTS, true)], sample_count = 1, sample_size = 1)]
fn petgraph_bellman_ford(bencher: Bencher<'_, '_>, (events, shuffled): (usize, bool)) {
    let graph = peer(events, shuffled);
    bencher.bench_local(|| petgraph::algo::bellman_ford(&graph, NodeIndex::new(0)).is_ok());
}
