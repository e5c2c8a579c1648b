//! The order in which a timeline tells its events.
//!
//! By day, then the more exact first, then what comes before by relation, then as in the file.
//! What has no day of its own gets one here, to be placed by: the middle of the days that are
//! left to it or the nearest of them, and never later than what follows it.

use std::cmp::Reverse;
use std::collections::BinaryHeap;

/// What an event is placed by.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Key {
    /// Day, and the last day on which it can have ended.
    pub(super) days: (i32, i32),
    /// Place in the file.
    pub(super) file: u32,
}

/// Arranges events.
///
/// - `keys`: by event;
/// - `follows`: earlier and later, in no circle. An order that the days of the keys contradict is
///   left aside: days come first.
pub(super) fn arrange(keys: &[Key], follows: &[(u32, u32)]) -> Vec<u32> {
    let day = |event: u32| keys[event as usize].days.0;
    let mut begins = vec![0_usize; keys.len() + 1];
    let mut missing = vec![0_u32; keys.len()];
    let kept = || follows.iter().filter(|(earlier, later)| day(*earlier) <= day(*later));
    for (earlier, later) in kept() {
        begins[*earlier as usize + 1] += 1;
        missing[*later as usize] += 1;
    }
    for at in 0..keys.len() {
        begins[at + 1] += begins[at];
    }
    let mut free = begins.clone();
    let mut next = vec![0_u32; begins[keys.len()]];
    for (earlier, later) in kept() {
        next[free[*earlier as usize]] = *later;
        free[*earlier as usize] += 1;
    }

    let ready = |event: u32| Reverse((keys[event as usize], event));
    let events = 0..u32::try_from(keys.len()).expect("events are counted in u32");
    let mut heap: BinaryHeap<_> =
        events.filter(|event| missing[*event as usize] == 0).map(ready).collect();
    let mut order = Vec::with_capacity(keys.len());
    while let Some(Reverse((_, event))) = heap.pop() {
        order.push(event);
        for &later in &next[begins[event as usize]..begins[event as usize + 1]] {
            missing[later as usize] -= 1;
            if missing[later as usize] == 0 {
                heap.push(ready(later));
            }
        }
    }
    order
}
