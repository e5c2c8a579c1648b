//! A graph in rows: time runs down, whatever hangs on something stands below it.
//!
//! ```text
//! rows        each node in the row of its time, below all that it hangs on
//! crossings   the order within rows (Sugiyama, Tagawa, Toda 1981: barycentres, sweep by sweep)
//! straight    places within rows, lines as straight as the order allows
//! ```
//!
//! A line over more than [`LONGEST`] rows is not drawn but named at both ends: it would cross half
//! of the drawing and say no more. A line that runs against time is drawn against it.
//! Nodes are numbers in the order of the timeline; nothing here knows what they stand for.

use super::crossings::{self, Item, Mesh};
use super::straight;

/// The size of a box, and the room between two, in units of the drawing.
pub(crate) const WIDE: usize = 208;
pub(crate) const TALL: usize = 62;
pub(crate) const GAP: usize = 20;
/// Between two rows, where lines bend; and what is added where time passes without events.
pub(crate) const BETWEEN: usize = 46;
pub(crate) const PAUSE: usize = 30;
/// A line on its way through a row.
const BEND: usize = 14;
/// The most rows that a line passes.
pub(crate) const LONGEST: usize = 6;
/// The most ends of lines side by side at a box.
const PORTS: usize = 9;

/// A line of the graph, from the earlier to the later.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(crate) struct Edge {
    pub(crate) from: usize,
    pub(crate) to: usize,
}

/// A graph that is laid out.
#[derive(Debug, Default, PartialEq, Eq)]
pub(crate) struct Layout {
    pub(crate) width: usize,
    pub(crate) height: usize,
    /// The upper left corner of each node.
    pub(crate) boxes: Vec<(usize, usize)>,
    /// The upper edge of each row.
    pub(crate) rows: Vec<usize>,
    /// The way of each line from box to box; empty where it is only named at its ends.
    pub(crate) ways: Vec<Vec<(usize, usize)>>,
    /// How often lines cross between the rows.
    pub(crate) crossings: usize,
}

impl Layout {
    /// Turns it around, for readers who begin at the right.
    pub(crate) fn mirror(&mut self) {
        for (x, _) in &mut self.boxes {
            *x = self.width - *x - WIDE;
        }
        for (x, _) in self.ways.iter_mut().flatten() {
            *x = self.width.saturating_sub(*x);
        }
    }
}

/// The row of each node.
///
/// - `times`: what must not share a row differs; never decreases from node to node.
/// - `most`: the most nodes in a row.
///
/// Rows never decrease either, so that the drawing is read in the order of the timeline.
pub(crate) fn rows(times: &[i64], edges: &[Edge], most: usize) -> Vec<usize> {
    let mut above: Vec<Vec<usize>> = vec![Vec::new(); times.len()];
    for edge in edges {
        above[edge.from.max(edge.to)].push(edge.from.min(edge.to));
    }
    let mut rows = Vec::with_capacity(times.len());
    let (mut row, mut filled) = (0, 0);
    for node in 0..times.len() {
        let hangs = above[node].iter().any(|&other| rows[other] == row);
        if node > 0 && (times[node] != times[node - 1] || filled == most || hangs) {
            row += 1;
            filled = 0;
        }
        rows.push(row);
        filled += 1;
    }
    rows
}

/// Lays out nodes whose rows are known, in whatever order.
///
/// - `pauses`: by row, whether time passes unrecorded above it; [`PAUSE`] more room is left there.
pub(crate) fn place(rows: &[usize], edges: &[Edge], pauses: &[bool]) -> Layout {
    let Some(last) = rows.iter().max() else { return Layout::default() };
    let mut mesh = Mesh::new(last + 1);
    for &row in rows {
        mesh.add(Item { row, wide: WIDE, node: true });
    }
    let chains: Vec<Vec<usize>> = edges.iter().map(|edge| chain(&mut mesh, rows, *edge)).collect();
    let crossings = crossings::reduce(&mut mesh);
    let centres = straight::centres(&mesh, GAP);

    let mut tops = Vec::with_capacity(last + 1);
    let mut y = 0;
    for row in 0..=*last {
        if row > 0 {
            y += TALL + BETWEEN;
        }
        if pauses.get(row).copied().unwrap_or_default() {
            y += PAUSE;
        }
        tops.push(y);
    }
    let half = |item: usize| mesh.items[item].wide / 2;
    let width = (0..mesh.items.len()).map(|item| centres[item] + half(item)).max().unwrap_or(0);
    let boxes: Vec<(usize, usize)> = (rows.iter().enumerate())
        .map(|(node, &row)| (centres[node] - WIDE / 2, tops[row]))
        .collect();
    let ports = Ports::new(&mesh, &chains, &centres, rows.len());
    let ways = (chains.iter().enumerate())
        .map(|(edge, chain)| way(&mesh, &tops, &centres, &ports, edge, chain))
        .collect();
    Layout { width, height: y + TALL, boxes, rows: tops, ways, crossings }
}

/// The items that a line passes, from its upper to its lower node; empty where it is too long.
fn chain(mesh: &mut Mesh, rows: &[usize], edge: Edge) -> Vec<usize> {
    let (upper, lower) = (edge.from.min(edge.to), edge.from.max(edge.to));
    let (first, last) = (rows[upper], rows[lower]);
    if last <= first || last - first > LONGEST {
        return Vec::new();
    }
    let mut chain = vec![upper];
    for row in first + 1..last {
        chain.push(mesh.add(Item { row, wide: BEND, node: false }));
    }
    chain.push(lower);
    for pair in chain.windows(2) {
        mesh.link(pair[0], pair[1]);
    }
    chain
}

/// Where lines leave and reach their boxes: side by side, in the order of where they go.
struct Ports {
    /// By line: the way from the middle of its upper box, and of its lower one.
    aside: Vec<[isize; 2]>,
}

impl Ports {
    fn new(mesh: &Mesh, chains: &[Vec<usize>], centres: &[usize], nodes: usize) -> Self {
        let mut aside = vec![[0, 0]; chains.len()];
        for end in [0, 1] {
            let mut at: Vec<Vec<(usize, usize)>> = vec![Vec::new(); nodes];
            for (edge, chain) in chains.iter().enumerate().filter(|(_, chain)| chain.len() > 1) {
                let (node, next) = if end == 0 {
                    (chain[0], chain[1])
                } else {
                    (chain[chain.len() - 1], chain[chain.len() - 2])
                };
                debug_assert!(mesh.items[node].node);
                at[node].push((centres[next], edge));
            }
            for lines in &mut at {
                lines.sort_unstable();
                let many = lines.len().clamp(1, PORTS);
                let step = ((WIDE - 40) / many).min(22);
                for (i, &(_, edge)) in lines.iter().enumerate() {
                    let i = i * many / lines.len().max(1);
                    aside[edge][end] =
                        ((2 * i + 1) * step / 2).cast_signed() - (many * step / 2).cast_signed();
                }
            }
        }
        Self { aside }
    }
}

/// The way of a line: leaves below its upper box, passes rows upright, ends above its lower one.
fn way(
    mesh: &Mesh,
    tops: &[usize],
    centres: &[usize],
    ports: &Ports,
    edge: usize,
    chain: &[usize],
) -> Vec<(usize, usize)> {
    let [Some(&upper), Some(&lower)] = [chain.first(), chain.last()] else { return Vec::new() };
    let [out, back] = ports.aside[edge];
    let mut way =
        vec![(centres[upper].saturating_add_signed(out), tops[mesh.items[upper].row] + TALL)];
    for &item in &chain[1..chain.len() - 1] {
        let top = tops[mesh.items[item].row];
        way.push((centres[item], top));
        way.push((centres[item], top + TALL));
    }
    way.push((centres[lower].saturating_add_signed(back), tops[mesh.items[lower].row]));
    way
}

#[cfg(test)]
mod tests {
    use super::*;

    fn edges(pairs: &[(usize, usize)]) -> Vec<Edge> {
        pairs.iter().map(|&(from, to)| Edge { from, to }).collect()
    }

    #[test]
    fn what_hangs_on_something_stands_below_it() {
        // Two of a day side by side, an answer of the same day below, a fourth of that day too.
        let all = edges(&[(0, 2), (2, 3), (4, 1)]);
        let rows = rows(&[7, 7, 7, 7, 8], &all, 3);
        assert_eq!(rows, [0, 0, 1, 2, 3]);
        let layout = place(&rows, &all, &[]);
        for (edge, way) in all.iter().zip(&layout.ways) {
            let (upper, lower) = (edge.from.min(edge.to), edge.from.max(edge.to));
            assert!(layout.boxes[upper].1 < layout.boxes[lower].1, "{edge:?}");
            assert!(way.first().unwrap().1 < way.last().unwrap().1, "{edge:?}");
        }
    }

    #[test]
    fn boxes_of_a_row_do_not_overlap_and_lines_end_at_their_boxes() {
        let mut random = 7_u64;
        let mut next = |n: usize| {
            random = random.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1);
            (random >> 33) as usize % n
        };
        for _ in 0..30 {
            let nodes = 2 + next(40);
            let times: Vec<i64> = (0..nodes).map(|i| i64::try_from(i / 3).unwrap()).collect();
            let all: Vec<Edge> = (0..nodes)
                .map(|_| Edge { from: next(nodes), to: next(nodes) })
                .filter(|edge| edge.from != edge.to)
                .collect();
            let rows = rows(&times, &all, 3);
            let layout = place(&rows, &all, &vec![true; nodes]);
            for a in 0..nodes {
                for b in 0..a {
                    if rows[a] == rows[b] {
                        assert!(layout.boxes[a].0.abs_diff(layout.boxes[b].0) >= WIDE + GAP);
                    }
                }
                assert!(layout.boxes[a].0 + WIDE <= layout.width);
                assert!(layout.boxes[a].1 + TALL <= layout.height);
            }
            for (edge, way) in all.iter().zip(&layout.ways).filter(|(_, way)| !way.is_empty()) {
                for (node, (x, _)) in
                    [(edge.from.min(edge.to), way[0]), (edge.from.max(edge.to), way[way.len() - 1])]
                {
                    let left = layout.boxes[node].0;
                    assert!((left..=left + WIDE).contains(&x), "{edge:?} ends beside its box");
                }
            }
        }
    }

    #[test]
    fn rows_may_come_in_any_order() {
        let layout = place(&[1, 2, 0], &edges(&[(0, 1), (2, 1)]), &[]);
        let tops: Vec<usize> = layout.boxes.iter().map(|one| one.1).collect();
        assert!(tops[2] < tops[0] && tops[0] < tops[1], "{tops:?}");
    }

    #[test]
    fn a_line_over_many_rows_is_only_named() {
        let all = edges(&[(0, 9), (0, 1)]);
        let rows: Vec<usize> = (0..10).collect();
        let layout = place(&rows, &all, &[]);
        assert!(layout.ways[0].is_empty() && !layout.ways[1].is_empty());
    }

    #[test]
    fn a_chain_is_drawn_as_a_straight_line() {
        let all = edges(&[(0, 1), (1, 2), (2, 3)]);
        let layout = place(&[0, 1, 2, 3], &all, &[]);
        assert!(layout.boxes.iter().all(|one| one.0 == layout.boxes[0].0), "{layout:?}");
        assert_eq!(layout.crossings, 0);
    }
}
