//! The neighbourhood of an event as a drawing: what it rests on above, what came of it below, two
//! steps each way. The same relations stand beside it as lists; the drawing cuts titles short.

use super::dependencies::{self, Dependencies, Rows};
use crate::site::book::{Book, Rank};

/// The most neighbours drawn on a side, and the most of their own neighbours.
const NEAR: usize = 3;
const FAR: usize = 3;

/// Draws an event among its neighbours; `None` where it has none.
pub(crate) fn draw<'b>(book: &'b Book<'_>, rank: Rank) -> Option<Dependencies<'b>> {
    let entry = &book.events[rank];
    if entry.before.is_empty() && entry.next.is_empty() {
        return None;
    }
    let before = |rank: Rank| book.events[rank].before.iter().map(|&(_, other)| other);
    let next = |rank: Rank| book.events[rank].next.iter().map(|&(_, other)| other);
    let mut shown = vec![rank];
    for side in [true, false] {
        let near: Vec<Rank> =
            if side { before(rank).take(NEAR).collect() } else { next(rank).take(NEAR).collect() };
        let mut far = 0;
        for &one in &near {
            let further: Vec<Rank> =
                if side { before(one).take(FAR).collect() } else { next(one).take(FAR).collect() };
            for other in further {
                if far < FAR && !shown.contains(&other) && !near.contains(&other) {
                    shown.push(other);
                    far += 1;
                }
            }
        }
        shown.extend(near.into_iter().filter(|one| *one != rank));
    }
    shown.sort_unstable();
    shown.dedup();
    Some(dependencies::draw(book, &shown, Rows::Steps, Some(rank)))
}
