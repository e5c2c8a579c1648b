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
    /// What people did to the events of a timeline, by the drafts that a machine makes of the
    /// newest copy of each source.
    ///
    /// An event that rests on several sources is told by each of them in its own way: what one of
    /// the drafts has as the file has it was not edited. Events that rest on none of the sources
    /// with a draft are left out.
    pub fn tell(timeline: &Timeline, drafts: &BTreeMap<Id, Timeline>) -> BTreeMap<Id, Hand> {
        let actors = former(timeline);
        let told = timeline.events.iter().filter_map(|(id, event)| {
            let mut sources: Vec<&Id> = (event.evidence.iter())
                .filter(|one| one.quote.is_some())
                .map(|one| &one.source)
                .collect();
            sources.sort();
            sources.dedup();
            let drafts: Vec<(&Id, &Timeline)> = (sources.into_iter())
                .filter_map(|source| Some((source, drafts.get(source)?)))
                .collect();
            if drafts.is_empty() {
                return None;
            }
            let read: Vec<&Event> = (drafts.into_iter())
                .filter_map(|(source, draft)| read_as(event, id, source, draft))
                .collect();
            Some((id.clone(), told(event, &read, &actors)?))
        });
        told.collect()
    }
}

/// The id in the file of each actor who went by another one before.
fn former(timeline: &Timeline) -> BTreeMap<&Id, &Id> {
    let mut former = BTreeMap::new();
    for (id, actor) in &timeline.actors {
        former.extend(actor.aka.iter().map(|old| (old, id)));
    }
    former
}

/// The event of a draft that rests on the same words: the one of this id, else the most alike.
fn read_as<'d>(event: &Event, id: &Id, source: &Id, draft: &'d Timeline) -> Option<&'d Event> {
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
    same.or_else(|| {
        let near = draft
            .events
            .values()
            .filter_map(|other| Some(((other.kind == event.kind, shares(other)?), other)));
        near.max_by_key(|(likeness, _)| *likeness).map(|(_, other)| other)
    })
}

/// What a person did to an event that is read so; `None` where it is as a machine reads it.
fn told(event: &Event, read: &[&Event], actors: &BTreeMap<&Id, &Id>) -> Option<Hand> {
    if read.is_empty() {
        return Some(Hand::Written);
    }
    let now = |ids: &[Id]| {
        let mut ids: Vec<Id> =
            ids.iter().map(|id| actors.get(id).map_or(id, |now| now).clone()).collect();
        ids.sort();
        ids
    };
    let mut edited = Vec::new();
    let mut differs = |field: &'static str, differs: &dyn Fn(&Event) -> bool| {
        if read.iter().all(|read| differs(read)) {
            edited.push(field);
        }
    };
    differs("type", &|read| event.kind != read.kind);
    differs("date", &|read| event.date != read.date);
    differs("title", &|read| event.title != read.title);
    differs("modality", &|read| event.modality != read.modality);
    differs("from", &|read| now(&event.from) != now(&read.from));
    differs("to", &|read| now(&event.to) != now(&read.to));
    differs("place", &|read| event.place != read.place);
    if !edited.is_empty() {
        return Some(Hand::Edited(edited));
    }
    let confirmed: Vec<String> = (read[0].confidence.keys())
        .filter(|field| read.iter().all(|read| read.confidence.contains_key(*field)))
        .filter(|field| !event.confidence.contains_key(*field))
        .cloned()
        .collect();
    (!confirmed.is_empty()).then_some(Hand::Confirmed(confirmed))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::timeline::{Actor, Date, Evidence};
    use crate::vocabulary::{ActorKind, Confidence, EventType};

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
        let drafts = BTreeMap::from([("wire".into(), one(unsure.clone()))]);
        let hand = |event: Event| Hand::tell(&one(event), &drafts).remove("talks");
        assert_eq!(hand(unsure.clone()), None, "as it was read");
        let confirmed = Hand::Confirmed(vec!["date".to_owned()]);
        assert_eq!(hand(talks("Talks", "meet in Oslo")), Some(confirmed));
        let edited = Hand::Edited(vec!["title"]);
        assert_eq!(hand(talks("The talks", "meet in Oslo")), Some(edited));
        assert_eq!(hand(talks("Talks", "elsewhere")), Some(Hand::Written));
    }

    #[test]
    fn what_one_of_two_sources_tells_is_not_edited() {
        let told = |source: &str, date: &str, place: Option<&str>| {
            let mut event = talks("Talks", "meet in Oslo on Friday");
            event.date = Some(Date::new(date));
            event.place = place.map(str::to_owned);
            event.evidence[0].source = source.into();
            event
        };
        let drafts = BTreeMap::from([
            ("wire".into(), one(told("wire", "2025-05-16", None))),
            ("post".into(), one(told("post", "2025-05", Some("Oslo")))),
        ]);
        let merged = |place: &str| {
            let mut event = told("wire", "2025-05-16", Some(place));
            event.evidence.extend(told("post", "2025-05", None).evidence);
            Hand::tell(&one(event), &drafts).remove("talks")
        };
        assert_eq!(merged("Oslo"), None, "each field is as one of them has it");
        assert_eq!(merged("Bergen"), Some(Hand::Edited(vec!["place"])));
    }

    #[test]
    fn an_actor_of_another_id_is_the_same_actor() {
        let mut read = talks("Talks", "meet in Oslo on Friday");
        read.from = vec!["lind".into()];
        let drafts = BTreeMap::from([("wire".into(), one(read.clone()))]);
        read.from = vec!["anna-lind".into()];
        let mut timeline = one(read);
        assert!(Hand::tell(&timeline, &drafts).contains_key("talks"), "it might be another one");
        let renamed = Actor {
            name: "Anna Lind".to_owned(),
            kind: ActorKind::Person,
            of: None,
            code: None,
            aliases: Vec::new(),
            offices: Vec::new(),
            aka: vec!["lind".into()],
            note: None,
            extra: indexmap::IndexMap::new(),
        };
        timeline.actors.insert("anna-lind".into(), renamed);
        assert_eq!(Hand::tell(&timeline, &drafts).get("talks"), None);
    }
}
