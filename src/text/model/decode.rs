//! Scores of heads → a tree with one root.

/// A square of scores: a word's row holds its score with every head, the root (0) first.
///
/// Each word takes its best head; only if that is no tree, the best tree without crossing arcs is
/// looked for (Eisner 1996).
pub(super) fn tree(scores: &[i32], words: usize) -> Vec<u32> {
    let size = words + 1;
    let score = |head: usize, child: usize| scores[child * size + head];
    let mut heads = vec![0_u32; size];
    for child in 1..size {
        let best = (0..size)
            .filter(|&head| head != child)
            .max_by_key(|&head| (score(head, child), std::cmp::Reverse(head)))
            .unwrap_or(0);
        heads[child] = best as u32;
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
                let sum = whole[left][at(from, middle)].saturating_add(whole[right][at(middle + 1, to)]);
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
