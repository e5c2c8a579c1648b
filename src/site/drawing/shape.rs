//! What a drawing of dependencies looks like, whatever its events are called: where its boxes stand
//! and how its lines run. The neighbourhoods of many events look alike, so they are kept.

use std::collections::HashMap;
use std::sync::{Arc, Mutex, PoisonError};

use super::dependencies::MARGIN;
use super::layered::{self, Edge, Layout};
use super::text::path;
use crate::site::language::{Say, fill};
use crate::vocabulary::Relation;

/// A relation between two of the events that are drawn, by their place among them.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(crate) struct Tie {
    pub(crate) edge: Edge,
    pub(crate) relation: Relation,
}

/// A drawing without its words.
#[derive(Debug, Default)]
pub(crate) struct Shape {
    pub(crate) width: usize,
    pub(crate) height: usize,
    /// The upper left corner of each box.
    pub(crate) boxes: Vec<(usize, usize)>,
    /// The upper edge of each row.
    pub(crate) rows: Vec<usize>,
    /// Which box a line runs from and which it runs to, of those that are only named at their ends.
    pub(crate) unseen: Vec<(usize, usize)>,
    /// Path data of lines, by class.
    pub(crate) lines: Vec<(&'static str, String)>,
    /// Path data of their heads, by class.
    pub(crate) heads: Vec<(&'static str, String)>,
    /// The drawing in words.
    pub(crate) summary: String,
}

impl Shape {
    /// - `ties`: without those that [`reduced`] leaves out.
    /// - `rows`: of each box.
    /// - `pauses`: by row, whether time passes unrecorded above it.
    pub(crate) fn new(ties: &[Tie], rows: &[usize], pauses: &[bool], say: &Say) -> Self {
        let edges: Vec<Edge> = ties.iter().map(|tie| tie.edge).collect();
        let mut layout = layered::place(rows, &edges, pauses);
        if say.is_rtl() {
            layout.mirror();
        }
        let mut shape = Self {
            width: layout.width + 2 * MARGIN,
            height: layout.height + 2 * MARGIN,
            summary: summary(rows.len(), ties, say),
            unseen: (ties.iter().zip(&layout.ways))
                .filter(|(_, way)| way.is_empty())
                .map(|(tie, _)| (tie.edge.from, tie.edge.to))
                .collect(),
            ..Self::default()
        };
        shape.connect(ties, &layout);
        shape.boxes = layout.boxes.iter().map(|&(x, y)| (x + MARGIN, y + MARGIN)).collect();
        shape.rows = layout.rows;
        shape
    }

    /// The shape of a neighbourhood: a row a step.
    fn in_steps(nodes: usize, ties: &[Tie], say: &Say) -> Self {
        let ties = reduced(nodes, ties.to_vec());
        let edges: Vec<Edge> = ties.iter().map(|tie| tie.edge).collect();
        Self::new(&ties, &steps(nodes, &edges), &[], say)
    }

    fn connect(&mut self, ties: &[Tie], layout: &Layout) {
        type Is = fn(&Tie) -> bool;
        let kinds: [(&'static str, Is); 4] = [
            ("after", |tie| !against(tie) && tie.relation == Relation::After),
            ("answer", |tie| !against(tie) && tie.relation == Relation::RespondsTo),
            ("condition", |tie| !against(tie) && tie.relation == Relation::ConditionalOn),
            ("against", against),
        ];
        for (class, is) in kinds {
            let (mut lines, mut heads) = (String::new(), String::new());
            for (tie, way) in ties.iter().zip(&layout.ways) {
                if is(tie) && !way.is_empty() {
                    trace(&mut lines, &mut heads, class, way);
                }
            }
            if !lines.is_empty() {
                self.lines.push((class, lines));
                self.heads.push((class, heads));
            }
        }
    }
}

/// The shapes of neighbourhoods that were drawn, by how many boxes they have and what ties those.
#[derive(Debug, Default)]
pub(crate) struct Shapes(Mutex<HashMap<Tied, Arc<Shape>>>);

/// How many boxes, and what ties them.
type Tied = (usize, Vec<Tie>);

impl Shapes {
    /// The most that are kept; a shape is some kilobytes.
    const MOST: usize = 1024;

    /// The shape of a neighbourhood, laid out the first time that it is asked for.
    pub(crate) fn of(&self, nodes: usize, ties: Vec<Tie>, say: &Say) -> Arc<Shape> {
        // Whoever panicked left whole shapes: one is put in at once.
        let kept = || self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let key = (nodes, ties);
        if let Some(shape) = kept().get(&key) {
            return Arc::clone(shape);
        }
        // Two threads may lay out the same: it comes out alike.
        let shape = Arc::new(Shape::in_steps(nodes, &key.1, say));
        let mut kept = kept();
        if kept.len() < Self::MOST {
            kept.insert(key, Arc::clone(&shape));
        }
        shape
    }
}

/// Leaves out what only says again that one thing came after another.
pub(crate) fn reduced(nodes: usize, mut ties: Vec<Tie>) -> Vec<Tie> {
    debug_assert!(nodes <= 128);
    let forward = |tie: &&Tie| tie.edge.from < tie.edge.to;
    let mut next: Vec<u128> = vec![0; nodes];
    for tie in ties.iter().filter(forward) {
        next[tie.edge.from] |= 1 << tie.edge.to;
    }
    // Whatever can be reached from a node, the last nodes first.
    let mut reach = next.clone();
    for node in (0..nodes).rev() {
        let mut left = next[node];
        while left != 0 {
            let other = left.trailing_zeros() as usize;
            left &= left - 1;
            reach[node] |= reach[other];
        }
    }
    ties.retain(|tie| {
        let Edge { from, to } = tie.edge;
        let mut others = next[from] & !(1 << to);
        if tie.relation != Relation::After || from > to {
            return true;
        }
        while others != 0 {
            let other = others.trailing_zeros() as usize;
            others &= others - 1;
            if reach[other] >> to & 1 == 1 {
                return false;
            }
        }
        true
    });
    ties
}

/// Rows by steps: below all that it hangs on, and what hangs on nothing right above what needs it.
fn steps(nodes: usize, edges: &[Edge]) -> Vec<usize> {
    let ends = |edge: &Edge| (edge.from.min(edge.to), edge.from.max(edge.to));
    let mut sorted: Vec<(usize, usize)> = edges.iter().map(ends).collect();
    sorted.sort_unstable();
    let mut rows = vec![0; nodes];
    for &(upper, lower) in &sorted {
        rows[lower] = rows[lower].max(rows[upper] + 1);
    }
    for node in (0..nodes).rev() {
        if sorted.iter().all(|&(_, lower)| lower != node) {
            let below = sorted.iter().filter(|&&(upper, _)| upper == node);
            if let Some(row) = below.map(|&(_, lower)| rows[lower]).min() {
                rows[node] = row - 1;
            }
        }
    }
    rows
}

/// Runs from the later to the earlier.
fn against(tie: &Tie) -> bool {
    tie.edge.from > tie.edge.to
}

/// Adds a line with its head, which points along the relation.
fn trace(lines: &mut String, heads: &mut String, class: &str, way: &[(usize, usize)]) {
    let way: Vec<(usize, usize)> = way.iter().map(|&(x, y)| (x + MARGIN, y + MARGIN)).collect();
    let [Some(&(x, top)), Some(&(end, bottom))] = [way.first(), way.last()] else { return };
    let last = way.len() - 1;
    // Where the head begins, so that no line shows through it.
    let shorter = match class {
        "answer" => 1,
        "condition" => 11,
        _ => 8,
    };
    let upwards = class == "against";
    path(lines, &[("M", x), (" ", if upwards { top + shorter } else { top })]);
    for (at, pair) in way.windows(2).enumerate() {
        let [(from, y), (to, to_y)] = [pair[0], pair[1]];
        let to_y = if at + 1 == last && !upwards { to_y - shorter } else { to_y };
        if from == to {
            path(lines, &[("V", to_y)]);
        } else {
            let bend = usize::midpoint(y, to_y);
            let curve = [("C", from), (" ", bend), (" ", to), (" ", bend), (" ", to), (" ", to_y)];
            path(lines, &curve);
        }
    }
    match class {
        "answer" => {
            let (left, right, above) = (end - 6, end + 6, bottom - 9);
            path(heads, &[("M", left), (" ", above), ("L", end), (" ", bottom - 1)]);
            path(heads, &[("L", right), (" ", above)]);
        }
        "condition" => {
            path(heads, &[("M", end), (" ", bottom - 1)]);
            heads.push_str("l5 -5.5l-5 -5.5l-5 5.5z");
        }
        "against" => {
            path(heads, &[("M", x), (" ", top)]);
            heads.push_str("l5 9h-10z");
        }
        _ => {
            path(heads, &[("M", end), (" ", bottom)]);
            heads.push_str("l-5 -9h10z");
        }
    }
}

fn summary(events: usize, ties: &[Tie], say: &Say) -> String {
    let many = |relation: Relation| ties.iter().filter(|tie| tie.relation == relation).count();
    let parts = [
        (many(Relation::RespondsTo), &say.n_answers),
        (many(Relation::ConditionalOn), &say.n_conditions),
        (many(Relation::After), &say.n_steps),
        (ties.iter().filter(|tie| against(tie)).count(), &say.n_against),
    ];
    let mut said = say.count(&say.n_events, events);
    for (n, forms) in parts.into_iter().filter(|part| part.0 > 0) {
        said = fill(&say.listed, &[("a", &said), ("b", &say.count(forms, n))]);
    }
    said
}

#[cfg(test)]
mod tests {
    use super::*;

    fn tie(from: usize, to: usize, relation: Relation) -> Tie {
        Tie { edge: Edge { from, to }, relation }
    }

    #[test]
    fn only_what_follows_from_other_lines_is_left_out() {
        let ties = vec![
            tie(0, 1, Relation::After),
            tie(1, 2, Relation::RespondsTo),
            tie(0, 2, Relation::After),
            tie(0, 3, Relation::ConditionalOn),
            tie(2, 3, Relation::After),
            tie(3, 0, Relation::After),
        ];
        let mut left = ties.clone();
        left.remove(2);
        assert_eq!(reduced(4, ties), left);
    }

    #[test]
    fn a_neighbourhood_has_a_row_a_step() {
        let edges = [(0, 2), (1, 2), (2, 3), (0, 3)].map(|(from, to)| Edge { from, to });
        assert_eq!(steps(4, &edges), [0, 0, 1, 2]);
        // What hangs on nothing moves down to what needs it.
        let edges = [(0, 1), (1, 3), (2, 3)].map(|(from, to)| Edge { from, to });
        assert_eq!(steps(4, &edges), [0, 1, 1, 2]);
    }
}
