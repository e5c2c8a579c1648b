//! One event that became two, and two that became one, by the words they rest on.

use std::collections::HashMap;

use super::changes::{Change, Changes, Placed};
use super::letters::plain_text;
use super::stable_hash;
use crate::timeline::{Event, Id, Timeline};

/// So many words in a row must be shared; fewer say nothing.
const WINDOW: usize = 3;
/// A run of words that stands in more quotes than that is a phrase.
const MOST: usize = 16;

/// Finds what was divided and what was put together, among events that came or went beside one
/// that stayed: the words of the one lie in the words of the other.
pub(super) fn find(old: &Timeline, new: &Timeline, changes: &mut Changes) {
    let events = &changes.events;
    if events.added.is_empty() && events.removed.is_empty() {
        return;
    }
    let renamed: HashMap<&Id, &Id> = events
        .renamed
        .iter()
        .filter_map(|change| change.old.as_ref().zip(change.new.as_ref()))
        .collect();
    let gone: std::collections::HashSet<&Id> =
        events.removed.iter().map(|placed| &placed.id).collect();
    // Events that are on both sides: where they are, and both ids.
    let stayed: Vec<(&Id, &Id)> = old
        .events
        .keys()
        .filter(|id| !gone.contains(id))
        .map(|id| (id, renamed.get(id).copied().unwrap_or(id)))
        .collect();
    let was = |at: usize| (stayed[at].0, old.events.get(stayed[at].0));
    let is = |at: usize| (stayed[at].1, new.events.get(stayed[at].1));
    let (split, merged) = rayon::join(
        || inside(&events.added, stayed.len(), was),
        || inside(&events.removed, stayed.len(), is),
    );
    let split = split.into_iter().map(|(id, at)| Change::both(stayed[at].0.clone(), id)).collect();
    let merged =
        merged.into_iter().map(|(id, at)| Change::both(id, stayed[at].1.clone())).collect();
    changes.events.split = split;
    changes.events.merged = merged;
}

/// For each entry the event in whose words its own lie, by its number.
///
/// Of several, the one whose id comes first: no order of entries matters, so that the way back
/// finds the same.
fn inside<'t>(
    placed: &[Placed<Event>],
    count: usize,
    of: impl Fn(usize) -> (&'t Id, Option<&'t Event>),
) -> Vec<(Id, usize)> {
    let asked = placed.iter().flat_map(|one| words(&one.entry));
    let runs: HashMap<u64, Vec<usize>> =
        asked.filter_map(|quote| Some((first(&quote)?, Vec::new()))).collect();
    if runs.is_empty() {
        return Vec::new();
    }
    let quotes = Quotes::new(runs, (0..count).filter_map(|at| Some((at, of(at).1?))));
    let found = placed.iter().filter_map(|one| {
        let around = quotes.around(&one.entry);
        Some((one.id.clone(), around.into_iter().min_by_key(|at| of(*at).0)?))
    });
    found.collect()
}

/// Quotes that can be asked what lies in them.
struct Quotes {
    /// Runs of words that are asked for, and in which events they stand.
    runs: HashMap<u64, Vec<usize>>,
    /// The words of these events, by their numbers.
    words: HashMap<usize, Vec<String>>,
}

impl Quotes {
    /// - `runs`: the first runs of all quotes that [`Self::around`] will be asked for, in no
    ///   events so far.
    fn new<'e>(
        mut runs: HashMap<u64, Vec<usize>>,
        events: impl Iterator<Item = (usize, &'e Event)>,
    ) -> Self {
        let mut words = HashMap::new();
        for (at, event) in events {
            let quotes = self::words(event);
            let mut answers = false;
            for quote in &quotes {
                let list: Vec<&str> = quote.split(' ').collect();
                for run in list.windows(WINDOW) {
                    let Some(events) = runs.get_mut(&stable_hash(run)) else { continue };
                    if events.last() != Some(&at) && events.len() <= MOST {
                        events.push(at);
                    }
                    answers = true;
                }
            }
            if answers {
                words.insert(at, quotes);
            }
        }
        Self { runs, words }
    }

    /// The events in whose words those of another lie.
    fn around(&self, event: &Event) -> Vec<usize> {
        for quote in words(event) {
            let Some(run) = first(&quote) else { continue };
            let events = self.runs.get(&run).filter(|events| events.len() <= MOST);
            let holds = |at: &&usize| {
                self.words[*at].iter().any(|words| {
                    words.len() > quote.len()
                        && format!(" {words} ").contains(&format!(" {quote} "))
                })
            };
            let found: Vec<usize> = events.into_iter().flatten().filter(holds).copied().collect();
            if !found.is_empty() {
                return found;
            }
        }
        Vec::new()
    }
}

/// The words of each quote, in lower case and without marks.
fn words(event: &Event) -> Vec<String> {
    event.evidence.iter().filter_map(|one| one.quote.as_deref()).map(plain_text).collect()
}

/// The first run of the words of a quote, unless it is too short.
fn first(quote: &str) -> Option<u64> {
    let list: Vec<&str> = quote.split(' ').take(WINDOW).collect();
    (list.len() == WINDOW).then(|| stable_hash(list.as_slice()))
}

#[cfg(test)]
mod tests {
    use crate::diff::diff;
    use crate::timeline::{Document, Id, Timeline, read};

    fn timeline(events: &[(&str, &str, &str)]) -> Timeline {
        let events = events.iter().map(|(id, title, quote)| {
            format!(
                "  {id}: {{type: talks, title: {title}, evidence: [{{source: post, quote: \"{quote}\"}}]}}\n"
            )
        });
        let text = format!("title: T\nevents:\n{}", events.collect::<String>());
        read(&Document::new("t.yaml", text)).0
    }

    #[test]
    fn one_event_becomes_two_and_back() {
        let one =
            timeline(&[("talks", "Envoys met and signed", "met in Oslo and signed a pact there")]);
        let two = timeline(&[
            ("talks", "Envoys met and signed", "met in Oslo"),
            ("pact", "A pact", "signed a pact there"),
        ]);
        let changes = diff(&one, &two);
        let [split] = changes.events.split.as_slice() else { panic!("{changes:?}") };
        assert_eq!(split.old.as_ref().map(Id::as_str), Some("talks"));
        assert_eq!(split.new.as_ref().map(Id::as_str), Some("pact"));
        assert!(changes.events.merged.is_empty());
        let back = diff(&two, &one);
        assert_eq!((back.events.split.len(), back.events.merged.len()), (0, 1));
        assert_eq!(back, changes.inverse());
        // Words that stand nowhere else are no part of anything.
        let other = timeline(&[
            ("talks", "Envoys met and signed", "met in Oslo and signed a pact there"),
            ("vote", "A vote", "voted for a law at home"),
        ]);
        assert!(diff(&one, &other).events.split.is_empty());
    }
}
