//! Circles of pure order: "a after b, b after c, c after a".
//!
//! No days are needed to see that such a circle cannot be. Each knot of events (strongly
//! connected component) has many; we tell one of the shortest, which is the one to read.

use petgraph::algo::kosaraju_scc;
use petgraph::graph::DiGraph;

/// A relation as an edge from the earlier event to the later one.
pub(super) type Order = DiGraph<(), u32>;

/// The knots of events that come after each other in circles, each in order of its events.
pub(super) fn knots(order: &Order) -> Vec<Vec<u32>> {
    let mut knots: Vec<Vec<u32>> = kosaraju_scc(order)
        .into_iter()
        .filter(|knot| knot.len() > 1)
        .map(|knot| {
            let mut knot: Vec<u32> = knot
                .into_iter()
                .map(|event| u32::try_from(event.index()).expect("petgraph counts in u32"))
                .collect();
            knot.sort_unstable();
            knot
        })
        .collect();
    knots.sort_unstable();
    knots
}

/// How often the search may look at each edge of a knot, on average. Only knots of more events
/// than this can reach it; there the circle told is short, but perhaps not the shortest.
const LOOKS: usize = 64;

/// The shortest circle of a knot, as the edges on it; of several the one first found from the
/// first event.
///
/// A search in breadth from each event finds the shortest circle through it, no deeper than the
/// best so far; then that event is left out, since its circles are known.
pub(super) fn shortest(order: &Order, knot: &[u32]) -> Vec<u32> {
    // The knot's own edges, by place in the knot.
    let mut begins = vec![0];
    let mut edges: Vec<(u32, u32)> = Vec::new();
    for &event in knot {
        let mut out: Vec<(u32, u32)> = order
            .edges(event.into())
            .filter_map(|edge| {
                use petgraph::visit::EdgeRef;
                let to = u32::try_from(edge.target().index()).ok()?;
                let place = knot.binary_search(&to).ok()?;
                Some((u32::try_from(place).ok()?, *edge.weight()))
            })
            .collect();
        out.sort_unstable();
        out.dedup_by_key(|(to, _)| *to);
        edges.extend(out);
        begins.push(edges.len());
    }

    let mut looks = LOOKS * (edges.len() + knot.len());
    let mut best: Vec<u32> = Vec::new();
    // By place: the start of the search that saw it last, and the edge it was reached by.
    let mut seen = vec![usize::MAX; knot.len()];
    let mut reached: Vec<(usize, u32)> = vec![(0, 0); knot.len()];
    for start in 0..knot.len() {
        let mut layer = vec![start];
        let mut next = Vec::new();
        seen[start] = start;
        let mut depth = 0;
        'search: while !layer.is_empty() && (best.is_empty() || depth + 1 < best.len()) {
            depth += 1;
            for &from in &layer {
                for &(to, edge) in &edges[begins[from]..begins[from + 1]] {
                    let to = to as usize;
                    looks = looks.saturating_sub(1);
                    if looks == 0 && !best.is_empty() {
                        return best;
                    }
                    if to == start {
                        best = vec![edge];
                        let mut at = from;
                        while at != start {
                            best.push(reached[at].1);
                            at = reached[at].0;
                        }
                        best.reverse();
                        break 'search;
                    }
                    if to > start && seen[to] != start {
                        seen[to] = start;
                        reached[to] = (from, edge);
                        next.push(to);
                    }
                }
            }
            layer.clear();
            std::mem::swap(&mut layer, &mut next);
        }
        if best.len() == 2 {
            break;
        }
    }
    best
}
