//! Places within the rows of a drawing, lines as straight as the order allows.
//!
//! Each item wants to stand where its neighbours stand, in the middle of them, and passing lines
//! want it most. A row is then the nearest to these wishes that keeps its order and its distances:
//! isotonic regression by pooling neighbours (Barlow and others 1972), exact and linear.

#![expect(
    clippy::cast_precision_loss,
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "drawings are far below 2^52 units, and moved to begin at 0"
)]

use super::crossings::Mesh;

/// How often all rows are placed anew, down and up.
const ROUNDS: usize = 10;
/// Room beside the fullest row; what of it is not needed is cut off.
const SLACK: f64 = 120.0;
/// What differs less is stood in one line.
const HAIR: f64 = 16.0;
/// What moves less is where it belongs, in units of the drawing.
const STILL: f64 = 0.5;

/// The middle of each item, in units of the drawing.
pub(crate) fn centres(mesh: &Mesh, gap: usize) -> Vec<usize> {
    let gap = gap as f64;
    let wide = |item: usize| mesh.items[item].wide as f64;
    let room = |row: &Vec<usize>| {
        row.iter().map(|&item| wide(item)).sum::<f64>() + gap * row.len().saturating_sub(1) as f64
    };
    // With room beside the fullest row: what is hung beside a thread need not push it away.
    let width = mesh.rows.iter().map(room).fold(0.0, f64::max) + SLACK;
    let mut centres = vec![0.0; mesh.items.len()];
    for row in &mesh.rows {
        // From the edge where reading begins: that is the part that a narrow screen shows.
        let mut x = 0.0;
        for &item in row {
            centres[item] = x + wide(item) / 2.0;
            x += wide(item) + gap;
        }
    }
    let many = mesh.rows.len();
    let mut pools = Vec::new();
    for round in 0..ROUNDS {
        let mut moved = 0.0_f64;
        for i in 0..many {
            let row = &mesh.rows[if round % 2 == 0 { i } else { many - 1 - i }];
            moved = moved.max(settle(mesh, row, &mut centres, (width, gap), &mut pools));
        }
        if moved < STILL {
            break;
        }
    }
    snap(mesh, &mut centres, gap);
    let left = (0..centres.len()).map(|item| centres[item] - wide(item) / 2.0);
    let left = left.fold(f64::INFINITY, f64::min);
    centres.iter().map(|x| (x - left).round().max(0.0) as usize).collect()
}

/// Stands a box right below what it hangs on where they differ by a hair: an eye sees that. Lines
/// that pass make way, other boxes do not.
fn snap(mesh: &Mesh, centres: &mut [f64], gap: f64) {
    for row in &mesh.rows {
        for (at, &item) in row.iter().enumerate().filter(|(_, item)| mesh.items[**item].node) {
            let near = mesh.above[item].iter().map(|&one| centres[one]);
            let near =
                near.min_by(|a, b| (a - centres[item]).abs().total_cmp(&(b - centres[item]).abs()));
            let Some(x) = near.filter(|x| (x - centres[item]).abs() <= HAIR) else { continue };
            let was = std::mem::replace(&mut centres[item], x);
            let right: Vec<usize> = row[at..].to_vec();
            let left: Vec<usize> = row[..=at].iter().rev().copied().collect();
            let (Some(right), Some(left)) =
                (aside(mesh, &right, centres, gap, 1.0), aside(mesh, &left, centres, gap, -1.0))
            else {
                centres[item] = was;
                continue;
            };
            for (one, x) in right.into_iter().chain(left) {
                centres[one] = x;
            }
        }
    }
}

/// Where those beside the first of a row have to go so that it has its room; `None` if a box would.
///
/// - `way`: 1 for those at the right, -1 for those at the left.
fn aside(
    mesh: &Mesh,
    row: &[usize],
    centres: &[f64],
    gap: f64,
    way: f64,
) -> Option<Vec<(usize, f64)>> {
    let half = |item: usize| mesh.items[item].wide as f64 / 2.0;
    let mut moved = Vec::new();
    let mut x = centres[*row.first()?];
    for pair in row.windows(2) {
        let least = x + way * (half(pair[0]) + gap + half(pair[1]));
        if (centres[pair[1]] - least) * way >= 0.0 {
            break;
        }
        if mesh.items[pair[1]].node {
            return None;
        }
        moved.push((pair[1], least));
        x = least;
    }
    Some(moved)
}

/// Boxes hold each other in line, and lines that pass go around them: a thread keeps its place
/// when something is hung beside it.
fn pull(mesh: &Mesh, one: usize, other: usize) -> f64 {
    match (mesh.items[one].node, mesh.items[other].node) {
        (true, true) => 8.0,
        (false, false) => 0.04,
        _ => 0.01,
    }
}

/// A run of items that stand as close as they may, as one.
struct Pool {
    wish: f64,
    weight: f64,
    many: usize,
}

/// Places a row anew; how far its items moved at most.
///
/// - `pools`: kept from row to row for its memory alone.
fn settle(
    mesh: &Mesh,
    row: &[usize],
    centres: &mut [f64],
    (width, gap): (f64, f64),
    pools: &mut Vec<Pool>,
) -> f64 {
    let half = |item: usize| mesh.items[item].wide as f64 / 2.0;
    pools.clear();
    // From the first middle of the row to each item's, all as close as they may stand.
    let mut packed = 0.0;
    for (at, &item) in row.iter().enumerate() {
        if at > 0 {
            packed += half(row[at - 1]) + gap + half(item);
        }
        let (mut sum, mut weight) = (0.0, 0.0);
        for &near in mesh.above[item].iter().chain(&mesh.below[item]) {
            let pull = pull(mesh, item, near);
            sum += pull * centres[near];
            weight += pull;
        }
        let mut pool = if weight > 0.0 {
            Pool { wish: sum / weight - packed, weight, many: 1 }
        } else {
            Pool { wish: centres[item] - packed, weight: 0.01, many: 1 }
        };
        while let Some(before) = pools.pop_if(|before| before.wish > pool.wish) {
            let weight = before.weight + pool.weight;
            pool = Pool {
                wish: (before.wish * before.weight + pool.wish * pool.weight) / weight,
                weight,
                many: before.many + pool.many,
            };
        }
        pools.push(pool);
    }
    let (Some(&first), Some(&last)) = (row.first(), row.last()) else { return 0.0 };
    let (leftmost, rightmost) = (half(first), width - packed - half(last));
    let mut items = row.iter();
    let mut packed = 0.0;
    let mut before: Option<usize> = None;
    let mut moved = 0.0_f64;
    for pool in pools.drain(..) {
        let x = pool.wish.clamp(leftmost, rightmost.max(leftmost));
        for &item in items.by_ref().take(pool.many) {
            if let Some(before) = before {
                packed += half(before) + gap + half(item);
            }
            moved = moved.max((centres[item] - x - packed).abs());
            centres[item] = x + packed;
            before = Some(item);
        }
    }
    moved
}

#[cfg(test)]
mod tests {
    use super::super::crossings::Item;
    use super::*;

    #[test]
    fn a_parent_stands_in_the_middle_of_its_children() {
        let mut mesh = Mesh::new(2);
        let parent = mesh.add(Item { row: 0, wide: 20, node: true });
        let children: Vec<usize> =
            (0..3).map(|_| mesh.add(Item { row: 1, wide: 20, node: true })).collect();
        for &child in &children {
            mesh.link(parent, child);
        }
        let centres = centres(&mesh, 10);
        assert_eq!(children.iter().map(|&one| centres[one]).collect::<Vec<_>>(), [10, 40, 70]);
        assert_eq!(centres[parent], 40);
    }
}
