//! By whose hand an event is what it is: what a person did to what a machine reads.
//!
//! Nothing about that is stored. A machine reads the kept articles again, and its drafts are laid
//! beside the timeline: what they do not have was written by a person, what they tell otherwise was
//! edited, and where they are unsure and the file is not, a person has confirmed it.

use std::collections::BTreeMap;

use crate::timeline::{Event, Id, Timeline};

/// What a person did to an event.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Hand {
    /// No machine reads it from the kept articles on which it rests.
    Written,
    /// These fields are told otherwise than a machine reads them; names as in the file.
    Edited(Vec<&'static str>),
    /// A machine is unsure of these fields, and the file is not.
    Confirmed(Vec<String>),
}

impl Hand {
    /// What people did to the events of a timeline that rest on a source, by the draft that a
    /// machine makes of the copy at hand.
    ///
    /// An event that rests on another source as well is left to that one where it knows more:
    /// what stands in `hands` already stays unless it is [`Hand::Written`].
    pub fn tell(
        hands: &mut BTreeMap<Id, Hand>,
        timeline: &Timeline,
        source: &Id,
        draft: &Timeline,
    ) {
        for (id, event) in &timeline.events {
            if event.evidence.iter().all(|one| one.source != *source || one.quote.is_none()) {
                continue;
            }
            if hands.get(id).is_some_and(|known| *known != Self::Written) {
                continue;
            }
            match told(event, id, source, draft) {
                Some(hand) => {
                    hands.insert(id.clone(), hand);
                }
                None => {
                    hands.remove(id);
                }
            }
        }
    }
}

/// What a person did to an event; `None` where it is as a machine reads it.
fn told(event: &Event, id: &Id, source: &Id, draft: &Timeline) -> Option<Hand> {
    let ours: Vec<&str> = (event.evidence.iter())
        .filter(|one| one.source == *source)
        .filter_map(|one| one.quote.as_deref())
        .collect();
    let shares = |other: &Event| {
        let theirs = other.evidence.iter().filter_map(|one| one.quote.as_deref());
        theirs
            .filter(|quote| ours.iter().any(|one| one.contains(quote) || quote.contains(one)))
            .map(str::len)
            .max()
    };
    let same = draft.events.get(id).filter(|other| shares(other).is_some());
    let read = same.or_else(|| {
        let near = draft
            .events
            .values()
            .filter_map(|other| Some(((other.kind == event.kind, shares(other)?), other)));
        near.max_by_key(|(likeness, _)| *likeness).map(|(_, other)| other)
    });
    let Some(read) = read else { return Some(Hand::Written) };
    let mut edited = Vec::new();
    let mut differs = |field: &'static str, is: bool| {
        if is {
            edited.push(field);
        }
    };
    differs("type", event.kind != read.kind);
    differs("date", event.date != read.date);
    differs("title", event.title != read.title);
    differs("modality", event.modality != read.modality);
    differs("from", sorted(&event.from) != sorted(&read.from));
    differs("to", sorted(&event.to) != sorted(&read.to));
    differs("place", event.place != read.place);
    if !edited.is_empty() {
        return Some(Hand::Edited(edited));
    }
    let confirmed: Vec<String> = (read.confidence.keys())
        .filter(|field| !event.confidence.contains_key(*field))
        .cloned()
        .collect();
    (!confirmed.is_empty()).then_some(Hand::Confirmed(confirmed))
}

fn sorted(ids: &[Id]) -> Vec<&Id> {
    let mut ids: Vec<&Id> = ids.iter().collect();
    ids.sort();
    ids
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::timeline::{Date, Evidence};
    use crate::vocabulary::{Confidence, EventType};

    fn talks(title: &str, quote: &str) -> Event {
        let mut event = Event::new(EventType::Talks, title);
        event.date = Some(Date::new("2025-05-16"));
        let quote = Some(quote.to_owned());
        event.evidence = vec![Evidence { source: "wire".into(), quote, ..Evidence::default() }];
        event
    }

    fn one(event: Event) -> Timeline {
        Timeline { events: [("talks".into(), event)].into_iter().collect(), ..Timeline::default() }
    }

    #[test]
    fn what_a_person_did_is_told_from_the_draft() {
        let mut unsure = talks("Talks", "meet in Oslo on Friday");
        unsure.confidence.insert("date".to_owned(), Confidence::Low);
        let draft = one(unsure.clone());
        let hand = |event: Event| {
            let mut hands = BTreeMap::new();
            Hand::tell(&mut hands, &one(event), &"wire".into(), &draft);
            hands.remove("talks")
        };
        assert_eq!(hand(unsure.clone()), None, "as it was read");
        let confirmed = Hand::Confirmed(vec!["date".to_owned()]);
        assert_eq!(hand(talks("Talks", "meet in Oslo")), Some(confirmed));
        let edited = Hand::Edited(vec!["title"]);
        assert_eq!(hand(talks("The talks", "meet in Oslo")), Some(edited));
        assert_eq!(hand(talks("Talks", "elsewhere")), Some(Hand::Written));
    }
}
