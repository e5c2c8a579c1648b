//! Scores of heads → a tree with one root.

/// Rows of scores: a word's row holds its score with every head, the root (0) first.
///
/// - `wide`: from row to row.
///
/// Each word takes its best head; only if that is no tree, the best tree without crossing arcs is
/// looked for (Eisner 1996).
pub(super) fn tree(scores: &[i32], wide: usize, words: usize) -> Vec<u32> {
    let size = words + 1;
    let score = |head: usize, child: usize| scores[child * wide + head];
    let mut heads = vec![0_u32; size];
    for (child, place) in heads.iter_mut().enumerate().skip(1) {
        let best = (0..size)
            .filter(|&head| head != child)
            .max_by_key(|&head| (score(head, child), std::cmp::Reverse(head)))
            .unwrap_or(0);
        *place = best as u32;
    }
    if is_tree(&heads) { heads } else { eisner(&score, words) }
}

/// Whether there is one root, and every word hangs on it in the end.
pub(super) fn is_tree(heads: &[u32]) -> bool {
    if heads.iter().skip(1).filter(|&&head| head == 0).count() != 1 {
        return false;
    }
    // 0: not seen, 1: hangs on the root, otherwise the walk that saw it.
    let mut seen = vec![0_u32; heads.len()];
    seen[0] = 1;
    for start in 1..heads.len() {
        let walk = start as u32 + 1;
        let mut at = start;
        while seen[at] == 0 {
            seen[at] = walk;
            at = heads[at] as usize;
        }
        if seen[at] == walk && walk != 1 {
            return false;
        }
        let mut at = start;
        while seen[at] == walk {
            seen[at] = 1;
            at = heads[at] as usize;
        }
    }
    true
}

/// The best projective tree with one root.
fn eisner(score: &impl Fn(usize, usize) -> i32, words: usize) -> Vec<u32> {
    let size = words + 1;
    let at = |from: usize, to: usize| from * size + to;
    // Best spans: whole with the head on the left / right, and half-made arcs; with their splits.
    let mut whole = [vec![0_i32; size * size], vec![0_i32; size * size]];
    let mut arc = [vec![0_i32; size * size], vec![0_i32; size * size]];
    let mut whole_split = [vec![0_u32; size * size], vec![0_u32; size * size]];
    let mut arc_split = vec![0_u32; size * size];
    let [left, right] = [0, 1];
    for length in 1..words {
        for from in 1..=words - length {
            let to = from + length;
            let (mut best, mut split) = (i32::MIN, from);
            for middle in from..to {
                let sum =
                    whole[left][at(from, middle)].saturating_add(whole[right][at(middle + 1, to)]);
                if sum > best {
                    (best, split) = (sum, middle);
                }
            }
            arc_split[at(from, to)] = split as u32;
            arc[left][at(from, to)] = best.saturating_add(score(from, to));
            arc[right][at(from, to)] = best.saturating_add(score(to, from));
            let (mut best, mut split) = (i32::MIN, from);
            for middle in from + 1..=to {
                let sum = arc[left][at(from, middle)].saturating_add(whole[left][at(middle, to)]);
                if sum > best {
                    (best, split) = (sum, middle);
                }
            }
            whole[left][at(from, to)] = best;
            whole_split[left][at(from, to)] = split as u32;
            let (mut best, mut split) = (i32::MIN, from);
            for middle in from..to {
                let sum = whole[right][at(from, middle)].saturating_add(arc[right][at(middle, to)]);
                if sum > best {
                    (best, split) = (sum, middle);
                }
            }
            whole[right][at(from, to)] = best;
            whole_split[right][at(from, to)] = split as u32;
        }
    }
    let root = (1..=words)
        .max_by_key(|&root| {
            let sum = whole[right][at(1, root)].saturating_add(whole[left][at(root, words)]);
            (sum.saturating_add(score(0, root)), std::cmp::Reverse(root))
        })
        .unwrap_or(0);
    let mut heads = vec![0_u32; size];
    let mut todo = vec![(1, root, right, true), (root, words, left, true)];
    while let Some((from, to, side, is_whole)) = todo.pop() {
        if from >= to {
            continue;
        }
        if is_whole {
            let split = whole_split[side][at(from, to)] as usize;
            if side == left {
                todo.extend([(from, split, left, false), (split, to, left, true)]);
            } else {
                todo.extend([(from, split, right, true), (split, to, right, false)]);
            }
        } else {
            let (head, child) = if side == left { (from, to) } else { (to, from) };
            heads[child] = head as u32;
            let split = arc_split[at(from, to)] as usize;
            todo.extend([(from, split, left, true), (split + 1, to, right, true)]);
        }
    }
    heads
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn sum(scores: &[i32], heads: &[u32]) -> i32 {
        let size = heads.len();
        (1..size).map(|child| scores[child * size + heads[child] as usize]).sum()
    }

    fn is_projective(heads: &[u32]) -> bool {
        (1..heads.len()).all(|child| {
            let head = heads[child] as usize;
            (child.min(head) + 1..child.max(head)).all(|between| {
                let mut up = between;
                while up != 0 && up != head && up != child {
                    up = heads[up] as usize;
                }
                up != 0 || head == 0
            })
        })
    }

    /// All ways to give heads to words.
    fn all(words: usize) -> impl Iterator<Item = Vec<u32>> {
        let size = words as u32 + 1;
        (0..size.pow(words as u32)).map(move |number| {
            let digits = (0..words as u32).map(|place| number / size.pow(place) % size);
            std::iter::once(0).chain(digits).collect()
        })
    }

    proptest! {
        #[test]
        fn the_tree_is_the_best_there_is(scores in prop::collection::vec(-50..50_i32, 25)) {
            let words = 4;
            let found = tree(&scores, words + 1, words);
            prop_assert!(is_tree(&found));
            let best = all(words)
                .filter(|heads| is_tree(heads) && is_projective(heads))
                .map(|heads| sum(&scores, &heads))
                .max();
            // Crossing arcs come only from words that all have their best heads.
            prop_assert!(Some(sum(&scores, &found)) >= best);
            let score = |head: usize, child: usize| scores[child * (words + 1) + head];
            let projective = eisner(&score, words);
            prop_assert!(is_tree(&projective));
            prop_assert_eq!(Some(sum(&scores, &projective)), best);
        }
    }

    #[test]
    fn one_root_and_no_circle_make_a_tree() {
        for (heads, expected) in [
            (vec![0, 0], true),
            (vec![0, 2, 0], true),
            (vec![0, 2, 1], false),
            (vec![0, 0, 0], false),
            (vec![0, 1, 0], false),
            (vec![0, 2, 3, 0, 3], true),
        ] {
            assert_eq!(is_tree(&heads), expected, "{heads:?}");
        }
    }
}
