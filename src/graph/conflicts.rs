//! Contradictions: limits and edges that leave some point no day, each told by its fewest
//! statements.
//!
//! A contradiction is a way from a limit below ("not before the 14th") along edges to a limit
//! above ("not after the 12th") that is longer than the room between them. Every point on such a
//! way has its first day after its last, so after one sweep only these points are looked at,
//! each connected group of them by itself.
//!
//! In a group, ways grow edge by edge, all at once, and the first length at which one is too long
//! is the least. A way passes no point twice, so none of its statements can be spared. All that
//! are found at that length and share nothing that was set aside are told; the least trusted
//! statement of each is set aside, and the group is swept again.
//!
//! The work is bounded by a multiple of the network's size. Past the bound a group still tells a
//! contradiction, but perhaps not one of its shortest; and what would come to light only after
//! some thousand others were mended is left for then.

use std::collections::VecDeque;

use super::network::{Days, EVER, Edge, Limit, NEVER, Network, Scope, is_aside};

/// Statements that leave no days, in the order of the way.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Conflict {
    pub(super) statements: Vec<u32>,
    /// Days, at least one.
    pub(super) short_by: u64,
    pub(super) soft: bool,
}

/// More than anybody mends in one go.
const MOST: usize = 1000;

/// How often each edge may be looked at, on average.
const LOOKS: usize = 64;

/// Finds contradictions, those that must be mended first.
///
/// - `aside`: by statement, whether it is set aside from the beginning;
/// - `culprit`: the place of the statement to set aside in a list of them.
pub(super) fn conflicts(
    network: &Network,
    aside: &[bool],
    culprit: impl Fn(&[u32]) -> usize,
) -> Vec<Conflict> {
    let mut search = Search {
        network,
        scope: Scope::Hard,
        aside: aside.to_vec(),
        days: Days { first: Vec::new(), last: Vec::new() },
        group: vec![0; network.points()],
        groups: 0,
        best: vec![NONE; network.points()],
        ways: Vec::new(),
    };
    let mut looks = LOOKS * network.size();
    let mut found: Vec<Conflict> = Vec::new();
    for scope in [Scope::Hard, Scope::All] {
        search.scope = scope;
        search.days = network.settle(scope, &search.aside);
        let all: Vec<u32> = search.without_days(0..network.count());
        let mut waiting: VecDeque<Vec<u32>> = search.parts(&all).into();
        let mut first_round = waiting.len();
        while let Some(group) = waiting.pop_front() {
            if found.len() >= MOST || (first_round == 0 && looks == 0) {
                break;
            }
            first_round = first_round.saturating_sub(1);
            let size: usize =
                group.iter().map(|at| 1 + network.edges_from(*at as usize).len()).sum();
            search.enter(&group);
            let mut left = LOOKS * size;
            let told = match search.fewest(&group, &mut left) {
                told if !told.is_empty() => told,
                _ => search.straight(&group),
            };
            looks = looks.saturating_sub(LOOKS * size - left + size);
            if told.is_empty() {
                continue;
            }
            for conflict in told {
                // An earlier one of the same length may have taken a statement from it.
                if conflict.statements.iter().any(|one| search.aside[*one as usize]) {
                    continue;
                }
                let one = conflict.statements[culprit(&conflict.statements)];
                search.aside[one as usize] = true;
                found.push(conflict);
            }
            search.settle(&group);
            let rest = search.without_days(group.iter().copied());
            waiting.extend(search.parts(&rest));
        }
    }
    found.truncate(MOST);
    found
}

const NONE: u32 = u32::MAX;

/// A way to a point, longer than any with fewer edges.
#[derive(Debug, Clone, Copy)]
struct Way {
    at: u32,
    /// The first day it leaves to the point.
    day: i64,
    /// The way it prolongs.
    from: u32,
    statement: Option<u32>,
    soft: bool,
}

struct Search<'n> {
    network: &'n Network,
    scope: Scope,
    aside: Vec<bool>,
    days: Days,
    /// By place, the number of the group it was last looked at with.
    group: Vec<u32>,
    groups: u32,
    /// By place, the longest way there; only of the group that is looked at.
    best: Vec<u32>,
    ways: Vec<Way>,
}

impl<'n> Search<'n> {
    /// The places whose first day comes after their last.
    fn without_days(&self, places: impl Iterator<Item = u32>) -> Vec<u32> {
        places.filter(|at| self.days.first[*at as usize] > self.days.last[*at as usize]).collect()
    }

    fn edge_holds(&self, edge: &Edge) -> bool {
        (!edge.soft || self.scope == Scope::All) && !is_aside(&self.aside, edge.statement)
    }

    fn limits(&self, at: u32) -> impl Iterator<Item = &'n Limit> {
        let all = self.scope == Scope::All;
        self.network
            .limits_of(at as usize)
            .iter()
            .filter(move |limit| (!limit.soft || all) && !self.aside[limit.statement as usize])
    }

    /// The limit that lets a place begin last.
    fn limit_below(&self, at: u32) -> Option<&'n Limit> {
        self.limits(at)
            .filter(|limit| limit.first.is_some())
            .min_by_key(|limit| (std::cmp::Reverse(limit.first), limit.soft, limit.statement))
    }

    /// The limit that makes a place end first.
    fn limit_above(&self, at: u32) -> Option<&'n Limit> {
        self.limits(at)
            .filter(|limit| limit.last.is_some())
            .min_by_key(|limit| (limit.last, limit.soft, limit.statement))
    }

    /// Makes a group the one that is looked at.
    fn enter(&mut self, group: &[u32]) {
        self.groups += 1;
        for &at in group {
            self.group[at as usize] = self.groups;
            self.best[at as usize] = NONE;
        }
        self.ways.clear();
    }

    fn is_inside(&self, at: u32) -> bool {
        self.group[at as usize] == self.groups
    }

    /// Divides places into groups that edges connect, in order.
    fn parts(&mut self, places: &[u32]) -> Vec<Vec<u32>> {
        self.enter(places);
        let mut joined = petgraph::unionfind::UnionFind::<u32>::new(places.len());
        let number = |at: u32| places.binary_search(&at).ok().and_then(|n| u32::try_from(n).ok());
        for &at in places {
            for edge in self.network.edges_from(at as usize) {
                if self.is_inside(edge.to)
                    && self.edge_holds(edge)
                    && let (Some(a), Some(b)) = (number(at), number(edge.to))
                {
                    joined.union(a, b);
                }
            }
        }
        let labels = joined.into_labeling();
        let mut part_of = vec![usize::MAX; places.len()];
        let mut parts: Vec<Vec<u32>> = Vec::new();
        for (label, &at) in labels.into_iter().zip(places) {
            let part = &mut part_of[label as usize];
            if *part == usize::MAX {
                *part = parts.len();
                parts.push(Vec::new());
            }
            parts[*part].push(at);
        }
        parts
    }

    /// Sweeps the group alone; what cannot hold together lies wholly inside.
    fn settle(&mut self, group: &[u32]) {
        for &at in group {
            let first = self.limit_below(at).and_then(|limit| limit.first);
            let last = self.limit_above(at).and_then(|limit| limit.last);
            self.days.first[at as usize] = first.unwrap_or(NEVER);
            self.days.last[at as usize] = last.unwrap_or(EVER);
        }
        for knot in group.chunk_by(|a, b| self.network.is_one_knot(*a, *b)) {
            for _ in knot {
                for &at in knot {
                    let day = self.days.first[at as usize];
                    for edge in self.network.edges_from(at as usize) {
                        if day != NEVER && self.is_inside(edge.to) && self.edge_holds(edge) {
                            let to = &mut self.days.first[edge.to as usize];
                            *to = (*to).max(day + edge.least);
                        }
                    }
                }
            }
        }
        // `rchunk_by` is not in the standard library.
        let mut end = group.len();
        while end > 0 {
            let same = |at: &u32| self.network.is_one_knot(*at, group[end - 1]);
            let begin = end - group[..end].iter().rev().take_while(|at| same(at)).count();
            for _ in begin..end {
                for &at in group[begin..end].iter().rev() {
                    let mut day = self.days.last[at as usize];
                    for edge in self.network.edges_from(at as usize) {
                        let to = self.days.last[edge.to as usize];
                        if to != EVER && self.is_inside(edge.to) && self.edge_holds(edge) {
                            day = day.min(to - edge.least);
                        }
                    }
                    self.days.last[at as usize] = day;
                }
            }
            end = begin;
        }
    }

    /// Notes a way to a place if it is longer than those before.
    fn reach(&mut self, way: Way) -> bool {
        let best = self.best[way.at as usize];
        if best != NONE && self.ways[best as usize].day >= way.day {
            return false;
        }
        self.best[way.at as usize] = u32::try_from(self.ways.len()).expect("bounded by the looks");
        self.ways.push(way);
        true
    }

    /// Notes the ways that begin with a limit.
    fn begin(&mut self, group: &[u32]) {
        for &at in group {
            if let Some(limit) = self.limit_below(at)
                && let Some(day) = limit.first
            {
                let statement = Some(limit.statement);
                self.reach(Way { at, day, from: NONE, statement, soft: limit.soft });
            }
        }
    }

    /// The way that an edge makes of another.
    fn along(&self, from: u32, edge: &Edge) -> Way {
        Way {
            at: edge.to,
            day: self.ways[from as usize].day + edge.least,
            from,
            statement: edge.statement,
            soft: edge.soft,
        }
    }

    /// The contradictions of the fewest statements. None if the looks do not suffice.
    fn fewest(&mut self, group: &[u32], looks: &mut usize) -> Vec<Conflict> {
        self.begin(group);
        let mut layer = 0;
        while layer < self.ways.len() {
            // Edges that hold of themselves are no step: they belong to the same layer.
            let mut next = layer;
            while next < self.ways.len() {
                let from = u32::try_from(next).expect("bounded by the looks");
                for edge in self.network.edges_from(self.ways[next].at as usize) {
                    if edge.statement.is_none() && self.is_inside(edge.to) {
                        self.reach(self.along(from, edge));
                    }
                }
                next += 1;
            }
            let reached = layer..self.ways.len();
            let told: Vec<Conflict> =
                reached.clone().filter_map(|way| self.conflict(way)).collect();
            if !told.is_empty() {
                return told;
            }
            for from in reached.clone() {
                let at = self.ways[from].at;
                let from = u32::try_from(from).expect("bounded by the looks");
                // Outdone by a later way of the same layer.
                if (self.best[at as usize] as usize) < reached.end && self.best[at as usize] != from
                {
                    continue;
                }
                for edge in self.network.edges_from(at as usize) {
                    *looks = looks.saturating_sub(1);
                    if *looks == 0 {
                        return Vec::new();
                    }
                    if edge.statement.is_some() && self.is_inside(edge.to) && self.edge_holds(edge)
                    {
                        self.reach(self.along(from, edge));
                    }
                }
            }
            layer = reached.end;
        }
        Vec::new()
    }

    /// Any one contradiction: the first that a single sweep runs into.
    fn straight(&mut self, group: &[u32]) -> Vec<Conflict> {
        self.enter(group);
        self.begin(group);
        for &at in group {
            let way = self.best[at as usize];
            if way == NONE {
                continue;
            }
            if let Some(conflict) = self.conflict(way as usize) {
                return vec![conflict];
            }
            for edge in self.network.edges_from(at as usize) {
                if edge.to > at && self.is_inside(edge.to) && self.edge_holds(edge) {
                    self.reach(self.along(way, edge));
                }
            }
        }
        Vec::new()
    }

    /// What a way contradicts, if it is too long.
    fn conflict(&self, way: usize) -> Option<Conflict> {
        let end = &self.ways[way];
        if self.best[end.at as usize] as usize != way {
            return None;
        }
        let limit = self.limit_above(end.at)?;
        let short_by = u64::try_from(end.day - limit.last?).ok().filter(|days| *days > 0)?;
        let mut statements = vec![limit.statement];
        let mut soft = limit.soft;
        let mut at = u32::try_from(way).ok()?;
        while at != NONE {
            let way = &self.ways[at as usize];
            statements.extend(way.statement);
            soft |= way.soft;
            at = way.from;
        }
        statements.reverse();
        Some(Conflict { statements, short_by, soft })
    }
}
