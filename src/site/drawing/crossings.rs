//! The order within the rows of a drawing, so that few lines cross.
//!
//! Barycentres, sweep by sweep, down and up (Sugiyama, Tagawa and Toda 1981), with neighbours
//! exchanged where that helps (Gansner and others 1993, `dot`). The fewest crossings possible are
//! NP-hard to find; the order of the timeline is the start, so a row that crosses nothing stays.

#![expect(clippy::cast_precision_loss, reason = "no row has 2^52 items")]

/// The most sweeps down and up. More did not help on random graphs of up to 60 nodes.
const SWEEPS: usize = 12;
/// The most rounds of exchanges after a sweep.
const EXCHANGES: usize = 6;

/// Something in a row: a node, or a line that passes.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Item {
    pub(crate) row: usize,
    /// In units of the drawing.
    pub(crate) wide: usize,
    /// A node, not a passing line.
    pub(crate) node: bool,
}

/// Items in rows, each linked to items of the rows next to its own.
#[derive(Debug, Default)]
pub(crate) struct Mesh {
    pub(crate) items: Vec<Item>,
    /// Items by row, from left to right.
    pub(crate) rows: Vec<Vec<usize>>,
    pub(crate) above: Vec<Vec<usize>>,
    pub(crate) below: Vec<Vec<usize>>,
}

impl Mesh {
    pub(crate) fn new(rows: usize) -> Self {
        Self { rows: vec![Vec::new(); rows], ..Self::default() }
    }

    pub(crate) fn add(&mut self, item: Item) -> usize {
        let number = self.items.len();
        self.rows[item.row].push(number);
        self.items.push(item);
        self.above.push(Vec::new());
        self.below.push(Vec::new());
        number
    }

    /// Links an item to one of the row below.
    pub(crate) fn link(&mut self, upper: usize, lower: usize) {
        debug_assert_eq!(self.items[upper].row + 1, self.items[lower].row);
        self.below[upper].push(lower);
        self.above[lower].push(upper);
    }
}

/// Puts the rows into an order with few crossings, and says how many are left.
pub(crate) fn reduce(mesh: &mut Mesh) -> usize {
    let mut place = vec![0; mesh.items.len()];
    for row in &mesh.rows {
        number(row, &mut place);
    }
    let mut left = count(mesh, &place);
    let mut best = mesh.rows.clone();
    let mut since = 0;
    for sweep in 0..SWEEPS {
        if left == 0 || since > 4 {
            break;
        }
        let down = sweep % 2 == 0;
        for i in 0..mesh.rows.len() {
            let row = if down { i } else { mesh.rows.len() - 1 - i };
            arrange(mesh, &mut place, row, down);
        }
        exchange(mesh, &mut place);
        let now = count(mesh, &place);
        since += 1;
        if now < left {
            left = now;
            best.clone_from(&mesh.rows);
            since = 0;
        }
    }
    mesh.rows = best;
    left
}

fn number(row: &[usize], place: &mut [usize]) {
    for (at, &item) in row.iter().enumerate() {
        place[item] = at;
    }
}

/// Sorts a row by where its items' neighbours stand; what has none keeps its share of the row.
fn arrange(mesh: &mut Mesh, place: &mut [usize], row: usize, down: bool) {
    let links = if down { &mesh.above } else { &mesh.below };
    let beside = if down { row.checked_sub(1) } else { Some(row + 1) };
    let Some(beside) = beside.and_then(|row| mesh.rows.get(row)) else { return };
    let share = |at: usize, of: usize| (at as f64 + 0.5) / of.max(1) as f64;
    let items = &mesh.rows[row];
    let mut keyed: Vec<(f64, usize)> = items
        .iter()
        .enumerate()
        .map(|(at, &item)| {
            let near = &links[item];
            if near.is_empty() {
                return (share(at, items.len()), item);
            }
            let sum: f64 = near.iter().map(|&one| share(place[one], beside.len())).sum();
            (sum / near.len() as f64, item)
        })
        .collect();
    // Stable: equals keep their order.
    keyed.sort_by(|a, b| a.0.total_cmp(&b.0));
    let sorted: Vec<usize> = keyed.into_iter().map(|(_, item)| item).collect();
    number(&sorted, place);
    mesh.rows[row] = sorted;
}

/// Exchanges neighbours as long as that takes crossings away.
fn exchange(mesh: &mut Mesh, place: &mut [usize]) {
    for _ in 0..EXCHANGES {
        let mut better = false;
        for row in 0..mesh.rows.len() {
            for at in 1..mesh.rows[row].len() {
                let [a, b] = [mesh.rows[row][at - 1], mesh.rows[row][at]];
                let (mut now, mut then) = (0, 0);
                for links in [&mesh.above, &mesh.below] {
                    for &x in &links[a] {
                        for &y in &links[b] {
                            now += usize::from(place[x] > place[y]);
                            then += usize::from(place[x] < place[y]);
                        }
                    }
                }
                if then < now {
                    mesh.rows[row].swap(at - 1, at);
                    place[a] = at;
                    place[b] = at - 1;
                    better = true;
                }
            }
        }
        if !better {
            break;
        }
    }
}

/// How often links cross.
fn count(mesh: &Mesh, place: &[usize]) -> usize {
    let mut crossings = 0;
    let mut ends: Vec<usize> = Vec::new();
    let mut sorted: Vec<usize> = Vec::new();
    for row in &mesh.rows {
        // The lower ends in the order of the upper ones: each inversion is a crossing.
        ends.clear();
        for &item in row {
            sorted.clear();
            sorted.extend(mesh.below[item].iter().map(|&lower| place[lower]));
            sorted.sort_unstable();
            ends.extend_from_slice(&sorted);
        }
        crossings += inversions(&mut ends);
    }
    crossings
}

/// How many pairs stand in the wrong order; sorts them on the way.
fn inversions(ends: &mut [usize]) -> usize {
    if ends.len() < 24 {
        let mut found = 0;
        for at in 1..ends.len() {
            let mut to = at;
            while to > 0 && ends[to - 1] > ends[to] {
                ends.swap(to - 1, to);
                to -= 1;
                found += 1;
            }
        }
        return found;
    }
    let (left, right) = ends.split_at_mut(ends.len() / 2);
    let mut found = inversions(left) + inversions(right);
    let mut merged = Vec::with_capacity(left.len() + right.len());
    let (mut a, mut b) = (0, 0);
    while a < left.len() || b < right.len() {
        if b == right.len() || (a < left.len() && left[a] <= right[b]) {
            merged.push(left[a]);
            a += 1;
        } else {
            merged.push(right[b]);
            found += left.len() - a;
            b += 1;
        }
    }
    ends.copy_from_slice(&merged);
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    fn mesh(rows: &[usize], links: &[(usize, usize)]) -> Mesh {
        let mut mesh = Mesh::new(rows.iter().max().unwrap() + 1);
        for &row in rows {
            mesh.add(Item { row, wide: 10, node: true });
        }
        for &(upper, lower) in links {
            mesh.link(upper, lower);
        }
        mesh
    }

    #[test]
    fn a_tree_crosses_nothing() {
        // Children in the order that crosses most.
        let mut mesh =
            mesh(&[0, 0, 0, 1, 1, 1, 1, 1, 1], &[(0, 8), (0, 7), (1, 6), (1, 5), (2, 4), (2, 3)]);
        assert_eq!(reduce(&mut mesh), 0);
    }

    #[test]
    fn what_cannot_be_avoided_is_counted() {
        // Three above, three below, each with each: nine crossings in any order.
        let links: Vec<_> = (0..3).flat_map(|a| (3..6).map(move |b| (a, b))).collect();
        assert_eq!(reduce(&mut mesh(&[0, 0, 0, 1, 1, 1], &links)), 9);
    }

    #[test]
    fn inversions_are_counted_alike_by_both_ways() {
        let mut random = 99_u64;
        for size in [0, 1, 5, 23, 24, 100, 301] {
            let ends: Vec<usize> = (0..size)
                .map(|_| {
                    random = random.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1);
                    (random >> 33) as usize % 40
                })
                .collect();
            let slow = (0..size)
                .flat_map(|a| (a + 1..size).map(move |b| (a, b)))
                .filter(|&(a, b)| ends[a] > ends[b])
                .count();
            assert_eq!(inversions(&mut ends.clone()), slow, "{size}");
        }
    }
}
