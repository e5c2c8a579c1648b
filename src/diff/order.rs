//! Which entries moved: the fewest that explain the new order.

/// The pairs (old place, new place) that are out of order, given all pairs in the new order.
///
/// What stays is a longest run of pairs that keeps its order (patience sorting, n log n); the rest
/// has moved. Where two runs are equally long, which of them stays is a matter of taste.
pub(super) fn moved(pairs: &[(usize, usize)]) -> Vec<(usize, usize)> {
    // ends[k]: the pair with the smallest old place that ends a run of k + 1 pairs.
    let mut ends: Vec<usize> = Vec::new();
    let mut before: Vec<Option<usize>> = Vec::with_capacity(pairs.len());
    for (at, &(old, _)) in pairs.iter().enumerate() {
        let length = ends.partition_point(|&end| pairs[end].0 < old);
        before.push(length.checked_sub(1).map(|shorter| ends[shorter]));
        match ends.get_mut(length) {
            Some(end) => *end = at,
            None => ends.push(at),
        }
    }
    let mut stays = vec![false; pairs.len()];
    let mut next = ends.last().copied();
    while let Some(at) = next {
        stays[at] = true;
        next = before[at];
    }
    pairs.iter().zip(stays).filter(|(_, stays)| !stays).map(|(&pair, _)| pair).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn as_few_as_possible_have_moved() {
        for (old_places, expected) in [
            (vec![], vec![]),
            (vec![0, 1, 2], vec![]),
            (vec![3, 0, 1, 2], vec![3]), // the last one was put first
            (vec![1, 2, 3, 0], vec![0]), // the first one was put last
            (vec![0, 4, 2, 3, 1, 5], vec![4, 1]), // two changed places
        ] {
            let pairs: Vec<_> = old_places.iter().copied().zip(0..).collect();
            let found: Vec<_> = moved(&pairs).into_iter().map(|(old, _)| old).collect();
            assert_eq!(found, expected, "{old_places:?}");
        }
    }
}
