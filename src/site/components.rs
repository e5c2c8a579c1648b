//! What hangs together: the events of a timeline by component, and long components in parts.
//!
//! A component is named after the first of its events in the file: ids stay, and so does its page
//! when events are added to it.

use super::book::{Entry, Rank, stretch};
use super::drawing::dependencies::MOST;
use crate::calendar::NaiveDate;
use crate::timeline::Id;

/// Events that hang together.
#[derive(Debug)]
pub(crate) struct Component<'a> {
    /// The first in the file.
    pub(crate) name: &'a Id,
    /// In the order of the timeline; at least two.
    pub(crate) ranks: Vec<Rank>,
    /// By part: the first and the last day on which any of its events can have begun.
    pub(crate) stretches: Vec<Option<(NaiveDate, NaiveDate)>>,
}

impl Component<'_> {
    /// The portions in which it is drawn, each of at most [`MOST`] events.
    pub(crate) fn parts(&self) -> impl ExactSizeIterator<Item = &[Rank]> {
        let parts = self.ranks.len().div_ceil(MOST).max(1);
        self.ranks.chunks(self.ranks.len().div_ceil(parts).max(1))
    }

    /// The same for all of it.
    pub(crate) fn stretch(&self) -> Option<(NaiveDate, NaiveDate)> {
        let known = self.stretches.iter().flatten();
        Some((known.clone().map(|part| part.0).min()?, known.map(|part| part.1).max()?))
    }

    /// Where a part is drawn, from the timeline's folder; parts count from 0.
    pub(crate) fn path(&self, part: usize) -> String {
        match part {
            0 => format!("graph/{}/index.html", self.name),
            part => format!("graph/{}/{}/index.html", self.name, part + 1),
        }
    }
}

/// The components of more than one event, the largest first, and how many events stand alone.
///
/// - `filed`: by rank, the place of the event in the file.
pub(crate) fn components<'a>(events: &[Entry<'a>], filed: &[usize]) -> (Vec<Component<'a>>, usize) {
    let mut root: Vec<Rank> = (0..events.len()).collect();
    for (rank, entry) in events.iter().enumerate() {
        for &(_, other) in &entry.before {
            let (a, b) = (find(&mut root, rank), find(&mut root, other));
            root[a.max(b)] = a.min(b);
        }
    }
    let mut of: Vec<Vec<Rank>> = vec![Vec::new(); events.len()];
    for rank in 0..events.len() {
        let at = find(&mut root, rank);
        of[at].push(rank);
    }
    let alone = of.iter().filter(|ranks| ranks.len() == 1).count();
    let mut found: Vec<Component<'_>> = of
        .into_iter()
        .filter(|ranks| ranks.len() > 1)
        .filter_map(|ranks| {
            let first = *ranks.iter().min_by_key(|&&rank| filed[rank])?;
            let mut one = Component { name: events[first].id, ranks, stretches: Vec::new() };
            let days = |part: &[Rank]| stretch(part.iter().map(|&rank| &events[rank]));
            one.stretches = one.parts().map(days).collect();
            Some(one)
        })
        .collect();
    found.sort_by_key(|one| std::cmp::Reverse(one.ranks.len()));
    (found, alone)
}

/// The first event of the component, the way there made shorter.
fn find(root: &mut [Rank], mut rank: Rank) -> Rank {
    while root[rank] != rank {
        root[rank] = root[root[rank]];
        rank = root[rank];
    }
    rank
}
