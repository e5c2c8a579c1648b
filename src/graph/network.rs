//! Points in time, constraints on the days between them, and the days that leaves.
//!
//! An edge says `to >= from + least` in whole days, a limit bounds a single point. The earliest
//! day of a point is the longest way to it from a limit, its latest day the shortest way back
//! from one. Points are kept in topological order in flat arrays, so one sweep forward and one
//! back settle them all.
//!
//! Edges that bound from above ("no more than three days after its start") point back and tie
//! points into knots. Knots are swept again and again until they settle (Bellman-Ford), in at
//! most as many rounds as they have points; everything between knots still takes one sweep.
//! What makes the network sees to it that no knot can rise for ever: an edge back never asks for
//! more than the edges forward give, and distances that do are set aside ([`super::lengths`]).
//!
//! Whole days are exact here. That `after` is strict matters only to circles of pure order, and
//! those are found before ([`super::circles`]): any other contradiction passes through a day.

use petgraph::algo::kosaraju_scc;
use petgraph::graph::{DiGraph, NodeIndex};

/// `to >= from + least`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Edge {
    pub(super) from: u32,
    pub(super) to: u32,
    /// Days; negative in an upper bound.
    pub(super) least: i64,
    /// Need not hold.
    pub(super) soft: bool,
    /// Whether the days of `from` may narrow those of `to`.
    pub(super) onward: bool,
    /// Whether the days of `to` may narrow those of `from`.
    pub(super) back: bool,
    /// What it rests on; `None` for what holds of itself (no end before its start).
    pub(super) statement: Option<u32>,
}

/// A point lies within these days, both included.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Limit {
    pub(super) point: u32,
    pub(super) first: Option<i64>,
    pub(super) last: Option<i64>,
    /// Need not hold.
    pub(super) soft: bool,
    pub(super) statement: u32,
}

/// Which constraints to reckon with.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Scope {
    /// Those that must hold, each in the directions in which days may flow.
    Sure,
    /// Those that must hold.
    Hard,
    /// All of them.
    All,
}

/// The network, points in topological order.
#[derive(Debug)]
pub(super) struct Network {
    /// The place of each point in the arrays below.
    place: Vec<u32>,
    /// Edges by the place of their `from`; `from` and `to` are places.
    edges: Vec<Edge>,
    /// Where each place's edges begin in `edges`; one more than there are places.
    begins: Vec<u32>,
    /// By place, the first place of its knot; alone, it is its own.
    knot_of: Vec<u32>,
    /// Runs of places that form a knot of more than one point, as first and last + 1.
    knots: Vec<(u32, u32)>,
    /// By place.
    limits: Vec<Limit>,
}

/// The days that are left to each point.
#[derive(Debug, Clone)]
pub(super) struct Days {
    /// By place; [`NEVER`] is no bound.
    pub(super) first: Vec<i64>,
    /// By place; [`EVER`] is no bound.
    pub(super) last: Vec<i64>,
}

/// Before any day; with room to add to.
pub(super) const NEVER: i64 = i64::MIN / 4;
/// After any day.
pub(super) const EVER: i64 = i64::MAX / 4;

impl Edge {
    /// What holds of itself.
    pub(super) fn given(from: u32, to: u32, least: i64) -> Self {
        Self { from, to, least, soft: false, onward: true, back: true, statement: None }
    }
}

impl Network {
    /// Arranges points 0 to `points`.
    pub(super) fn new(points: usize, edges: &[Edge], mut limits: Vec<Limit>) -> Self {
        let mut graph: DiGraph<(), ()> = DiGraph::with_capacity(points, edges.len());
        for _ in 0..points {
            graph.add_node(());
        }
        for edge in edges {
            graph.add_edge(
                NodeIndex::new(edge.from as usize),
                NodeIndex::new(edge.to as usize),
                (),
            );
        }
        let mut place = vec![0; points];
        let mut knots = Vec::new();
        let mut knot_of = Vec::with_capacity(points);
        let mut next = 0;
        // Not Tarjan's: petgraph's recurses, and a timeline can be one long chain.
        for mut knot in kosaraju_scc(&graph).into_iter().rev() {
            knot.sort_unstable();
            let first = next;
            for point in knot {
                place[point.index()] = next;
                knot_of.push(first);
                next += 1;
            }
            if next - first > 1 {
                knots.push((first, next));
            }
        }

        let mut begins = vec![0_u32; points + 1];
        for edge in edges {
            begins[place[edge.from as usize] as usize + 1] += 1;
        }
        for at in 0..points {
            begins[at + 1] += begins[at];
        }
        let mut free = begins.clone();
        let mut sorted = edges.to_vec();
        for edge in edges {
            let from = place[edge.from as usize];
            let slot = &mut free[from as usize];
            sorted[*slot as usize] = Edge { from, to: place[edge.to as usize], ..*edge };
            *slot += 1;
        }
        for limit in &mut limits {
            limit.point = place[limit.point as usize];
        }
        limits.sort_by_key(|limit| limit.point);
        Self { place, edges: sorted, begins, knot_of, knots, limits }
    }

    /// Where a point stands in [`Days`].
    pub(super) fn place(&self, point: u32) -> usize {
        self.place[point as usize] as usize
    }

    /// Runs of places that form a knot, as first and last + 1.
    pub(super) fn knots(&self) -> &[(u32, u32)] {
        &self.knots
    }

    /// How many points there are.
    pub(super) fn points(&self) -> usize {
        self.place.len()
    }

    /// The same, as places are counted.
    pub(super) fn count(&self) -> u32 {
        u32::try_from(self.place.len()).expect("points are counted in u32")
    }

    /// Points and edges together: the work of a sweep.
    pub(super) fn size(&self) -> usize {
        self.place.len() + self.edges.len()
    }

    /// Whether two places belong to one knot.
    pub(super) fn is_one_knot(&self, a: u32, b: u32) -> bool {
        self.knot_of[a as usize] == self.knot_of[b as usize]
    }

    /// The edges out of a place.
    pub(super) fn edges_from(&self, place: usize) -> &[Edge] {
        &self.edges[self.begins[place] as usize..self.begins[place + 1] as usize]
    }

    /// The limits of a place, those that need not hold among them.
    pub(super) fn limits_of(&self, place: usize) -> &[Limit] {
        let first = self.limits.partition_point(|limit| (limit.point as usize) < place);
        let count = self.limits[first..].partition_point(|limit| limit.point as usize == place);
        &self.limits[first..first + count]
    }

    /// The days that the constraints leave; where the first comes after the last, none.
    pub(super) fn settle(&self, scope: Scope, aside: &[bool]) -> Days {
        let points = self.place.len();
        let mut days = Days { first: vec![NEVER; points], last: vec![EVER; points] };
        for limit in &self.limits {
            if (limit.soft && scope != Scope::All) || is_aside(aside, Some(limit.statement)) {
                continue;
            }
            let at = limit.point as usize;
            days.first[at] = days.first[at].max(limit.first.unwrap_or(NEVER));
            days.last[at] = days.last[at].min(limit.last.unwrap_or(EVER));
        }
        let holds =
            |edge: &Edge| (scope != Scope::Hard || !edge.soft) && !is_aside(aside, edge.statement);

        let mut knots = self.knots.iter().peekable();
        let mut at = 0;
        while at < points {
            let end = match knots.next_if(|knot| knot.0 as usize == at) {
                Some(&(_, end)) => end as usize,
                None => at + 1,
            };
            for _ in at..end {
                let mut moved = false;
                for from in at..end {
                    let day = days.first[from];
                    if day == NEVER {
                        continue;
                    }
                    for edge in self.edges_from(from) {
                        let to = edge.to as usize;
                        if day + edge.least > days.first[to]
                            && holds(edge)
                            && (edge.onward || scope != Scope::Sure)
                        {
                            days.first[to] = day + edge.least;
                            moved |= to < end;
                        }
                    }
                }
                if !moved {
                    break;
                }
            }
            at = end;
        }

        let mut knots = self.knots.iter().rev().peekable();
        let mut end = points;
        while end > 0 {
            let at = match knots.next_if(|knot| knot.1 as usize == end) {
                Some(&(at, _)) => at as usize,
                None => end - 1,
            };
            for _ in at..end {
                let mut moved = false;
                for from in (at..end).rev() {
                    let mut day = days.last[from];
                    for edge in self.edges_from(from) {
                        let to = days.last[edge.to as usize];
                        if to != EVER
                            && to - edge.least < day
                            && holds(edge)
                            && (edge.back || scope != Scope::Sure)
                        {
                            day = to - edge.least;
                        }
                    }
                    moved |= day < days.last[from];
                    days.last[from] = day;
                }
                if !moved {
                    break;
                }
            }
            end = at;
        }
        days
    }
}

/// Whether a statement has been set aside; an empty list sets nothing aside.
pub(super) fn is_aside(aside: &[bool], statement: Option<u32>) -> bool {
    statement.is_some_and(|statement| aside.get(statement as usize).copied().unwrap_or(false))
}
