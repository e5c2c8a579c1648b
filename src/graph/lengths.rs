//! Distances and lengths that contradict each other whatever the days are: "three days after A",
//! where A is "within a day before" it.
//!
//! Such a circle of edges asks each of its points to lie after itself. It shows only where an edge
//! points back, so only inside a knot of points, and knots are small. In one, walks grow edge by
//! edge from every point, and the first that comes back later than it left is the least.

use super::network::{Network, is_aside};
use super::statement::Statement;

/// A circle that asks for days that are not there.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Circle {
    /// In the order of the walk.
    pub(super) statements: Vec<u32>,
    /// Days, at least one.
    pub(super) short_by: u64,
    pub(super) soft: bool,
}

/// How many edges are looked at in a knot before its distances are left aside untold.
const LOOKS: usize = 4_000_000;

/// Finds the circles; the culprit of each, and only that, is set aside in `aside`.
pub(super) fn circles(
    network: &Network,
    statements: &[Statement<'_>],
    aside: &mut [bool],
    culprit: impl Fn(&[u32]) -> usize,
) -> Vec<Circle> {
    let timed = |statement: Option<u32>| {
        statement.is_some_and(|one| matches!(statements[one as usize], Statement::Timed { .. }))
    };
    let mut found = Vec::new();
    for &(first, last) in network.knots() {
        let knot = first as usize..last as usize;
        let of_knot = || knot.clone().flat_map(|at| network.edges_from(at));
        if !of_knot().any(|edge| timed(edge.statement)) {
            continue;
        }
        let mut looks = LOOKS;
        while rises(network, &knot, aside) {
            if let Some(circle) = least(network, &knot, aside, &mut looks) {
                aside[circle.statements[culprit(&circle.statements)] as usize] = true;
                found.push(circle);
            } else {
                for edge in of_knot() {
                    if let Some(statement) = edge.statement.filter(|_| timed(edge.statement)) {
                        aside[statement as usize] = true;
                    }
                }
                break;
            }
        }
    }
    found
}

/// Whether points push each other on for ever.
fn rises(network: &Network, knot: &std::ops::Range<usize>, aside: &[bool]) -> bool {
    let mut days = vec![0_i64; knot.len()];
    for _ in 0..=knot.len().min(2000) {
        let mut moved = false;
        for at in knot.clone() {
            for edge in network.edges_from(at) {
                let to = edge.to as usize;
                if knot.contains(&to) && !is_aside(aside, edge.statement) {
                    let day = days[at - knot.start] + edge.least;
                    let there = &mut days[to - knot.start];
                    moved |= day > *there;
                    *there = day.max(*there);
                }
            }
        }
        if !moved {
            return false;
        }
    }
    true
}

/// The circle of the fewest edges that comes back later than it left.
fn least(
    network: &Network,
    knot: &std::ops::Range<usize>,
    aside: &[bool],
    looks: &mut usize,
) -> Option<Circle> {
    // By start, by length: the latest arrival at each point, and the edge it came by.
    type Layer = Vec<Option<(i64, usize, usize)>>;
    let mut walks: Vec<Vec<Layer>> = knot
        .clone()
        .map(|start| {
            let mut layer: Layer = vec![None; knot.len()];
            layer[start - knot.start] = Some((0, usize::MAX, 0));
            vec![layer]
        })
        .collect();
    for length in 1..=knot.len() {
        for (start, layers) in walks.iter_mut().enumerate() {
            let mut next: Layer = vec![None; knot.len()];
            for (at, here) in layers[length - 1].iter().enumerate() {
                let Some((day, ..)) = here else { continue };
                for (number, edge) in network.edges_from(knot.start + at).iter().enumerate() {
                    *looks = looks.checked_sub(1)?;
                    let to = edge.to as usize;
                    if !knot.contains(&to) || is_aside(aside, edge.statement) {
                        continue;
                    }
                    let arrival = (day + edge.least, at, number);
                    let there = &mut next[to - knot.start];
                    if there.is_none_or(|(day, ..)| day < arrival.0) {
                        *there = Some(arrival);
                    }
                }
            }
            layers.push(next);
            let Some((days, ..)) = layers[length][start].filter(|(day, ..)| *day > 0) else {
                continue;
            };
            let mut circle =
                Circle { statements: Vec::new(), short_by: days.unsigned_abs(), soft: false };
            let mut at = start;
            for step in (1..=length).rev() {
                let (_, from, number) = layers[step][at].expect("the walk came here");
                let edge = &network.edges_from(knot.start + from)[number];
                circle.soft |= edge.soft;
                circle.statements.extend(edge.statement);
                at = from;
            }
            circle.statements.reverse();
            // Both edges of one distance are one line.
            circle.statements.dedup();
            return (!circle.statements.is_empty()).then_some(circle);
        }
    }
    None
}
