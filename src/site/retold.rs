//! What a new version of an article tells otherwise, event by event.
//!
//! What two machine readings say of the same words is laid beside the timeline: an event that was
//! read from words on which an event of the timeline rests is that event.

use std::collections::HashSet;

use super::language::Say;
use super::{Altered, Touched, Version, view};
use crate::diagnostic::Span;
use crate::diff::{Change, Effect, Field, FieldChange, Sense, Telling, Values, What, versions};
use crate::timeline::passages::{self, Quote};
use crate::timeline::{Event, Id, Timeline};
use crate::vocabulary::{EventType, Modality};

/// The events that are told otherwise, in the order of the article; then those of the timeline
/// whose words went or came.
pub(super) fn touched(
    old: Version<'_>,
    new: Version<'_>,
    timeline: &Timeline,
    source: &Id,
) -> Vec<Touched> {
    let say = Say::of(timeline.lang.as_deref());
    let ours = [old, new].map(|version| Quoted::new(version.text, timeline, Some(source)));
    let mut touched = match (old.draft, new.draft) {
        (Some(before), Some(after)) => read_otherwise([old, new], [before, after], &ours, say),
        _ => Vec::new(),
    };
    let told: HashSet<Id> = touched.iter().filter_map(|one| one.event.clone()).collect();
    let mut reworded = [Vec::new(), Vec::new()];
    for (n, id) in timeline.events.keys().enumerate().filter(|(_, id)| !told.contains(*id)) {
        let (kind, how) = match (ours[0].fate(n), ours[1].fate(n)) {
            (Some(_), Some(false)) => (0, say.how_old_only.as_str()),
            (Some(false), Some(true)) => (1, say.how_new_only.as_str()),
            _ => continue,
        };
        let event = Some(id.clone());
        reworded[kind].push(Touched { event, how: how.to_owned(), ..Touched::default() });
    }
    touched.extend(reworded.into_iter().flatten());
    touched
}

/// Where the words of each event stand in a version.
struct Quoted<'t> {
    timeline: &'t Timeline,
    /// By event: whether it quotes the article, and all its words are there.
    there: Vec<Option<bool>>,
    /// Where words stand, with the number of the event; in order.
    spans: Vec<(Span, usize)>,
}

impl<'t> Quoted<'t> {
    fn new(text: &str, timeline: &'t Timeline, source: Option<&Id>) -> Self {
        let mut events = Vec::new();
        let mut quotes = Vec::new();
        for (n, event) in timeline.events.values().enumerate() {
            for evidence in &event.evidence {
                let ours = source.is_none_or(|id| evidence.source == *id);
                if let Some(words) = evidence.quote.as_deref().filter(|_| ours) {
                    let around = |text: &'t Option<String>| text.as_deref().unwrap_or_default();
                    let (prefix, suffix) = (around(&evidence.prefix), around(&evidence.suffix));
                    events.push(n);
                    quotes.push(Quote { words, prefix, suffix });
                }
            }
        }
        let mut there = vec![None; timeline.events.len()];
        let mut spans = Vec::new();
        for (n, span) in events.into_iter().zip(passages::find(text, &quotes)) {
            there[n] = Some(there[n].unwrap_or(true) && span.is_some());
            spans.extend(span.map(|span| (span, n)));
        }
        spans.sort_unstable_by_key(|(span, n)| (span.start, span.end, *n));
        Self { timeline, there, spans }
    }

    fn fate(&self, event: usize) -> Option<bool> {
        self.there[event]
    }

    /// The event that shares most of the words of another one's, one of the same type if any.
    fn like(&self, other: &Quoted<'_>, event: &Id) -> Option<&'t Id> {
        let n = other.timeline.events.get_index_of(event)?;
        let kind = other.timeline.events[n].kind;
        let theirs = other.spans.iter().filter(|(_, of)| *of == n);
        let shared = theirs.flat_map(|(span, _)| {
            // No quote that begins further up reaches down here, but for very long ones.
            let first = self.spans.partition_point(|(one, _)| one.start + 2_000 < span.start);
            let last = self.spans.partition_point(|(one, _)| one.start < span.end);
            self.spans[first..last].iter().filter_map(|(one, of)| {
                let both = one.end.min(span.end).checked_sub(one.start.max(span.start))?;
                let (id, ours) = self.timeline.events.get_index(*of)?;
                (both > 0).then_some(((ours.kind == kind, both), id))
            })
        });
        shared.max_by_key(|(likeness, _)| *likeness).map(|(_, id)| id)
    }
}

/// What two readings of the versions tell otherwise.
fn read_otherwise(
    [old, new]: [Version<'_>; 2],
    [before, after]: [&Timeline; 2],
    ours: &[Quoted<'_>; 2],
    say: &Say,
) -> Vec<Touched> {
    let telling = |text, timeline| Telling { text, timeline, source: None };
    let changes = versions(&telling(old.text, before), &telling(new.text, after));
    let read = [Quoted::new(old.text, before, None), Quoted::new(new.text, after, None)];
    let known = |side: usize, id: &Id| ours[side].like(&read[side], id).cloned();
    let effects = (changes.passages.iter().flat_map(|passage| &passage.effects))
        .chain(&changes.elsewhere)
        .filter(|effect| !effect.is_minor());
    let mut seen = HashSet::new();
    let mut touched = Vec::new();
    for Effect { what, .. } in effects {
        let one = match what {
            What::EventChanged { old, new, title, fields } => Touched {
                event: known(1, new).or_else(|| known(0, old)),
                title: title.clone(),
                how: String::new(),
                fields: fields
                    .iter()
                    .flat_map(|field| altered(field, [before, after], say))
                    .collect(),
            },
            What::EventRemoved { id, title } => Touched {
                event: known(0, id),
                title: title.clone(),
                how: say.how_gone.clone(),
                fields: Vec::new(),
            },
            What::EventAdded { id, title } => Touched {
                event: known(1, id),
                title: title.clone(),
                how: say.how_new.clone(),
                fields: Vec::new(),
            },
            What::Holder { office, old, new } => Touched {
                event: None,
                title: office.clone(),
                how: String::new(),
                fields: vec![Altered {
                    field: "held by",
                    old: Some(old.1.clone()),
                    new: Some(new.1.clone()),
                    note: "",
                }],
            },
            _ => continue,
        };
        let says = !one.how.is_empty() || !one.fields.is_empty();
        if says && one.event.as_ref().is_none_or(|event| seen.insert(event.clone())) {
            touched.push(one);
        }
    }
    touched
}

/// A change of a field in words; nothing where it is told the same.
pub(super) fn altered(
    change: &FieldChange,
    [before, after]: [&Timeline; 2],
    say: &Say,
) -> Vec<Altered> {
    if change.sense() >= Sense::Wording {
        return Vec::new();
    }
    let field = match change.field {
        Field::Date => "date",
        Field::Modality => "status",
        Field::Type => "type",
        Field::From => "who",
        Field::To => "to whom",
        Field::Place => "place",
        Field::RespondsTo => "answers",
        Field::ConditionalOn => "depends on",
        Field::After => "follows",
        _ => return Vec::new(),
    };
    let note = change.verb().unwrap_or_default();
    let one = |(old, new): (Option<String>, Option<String>)| Altered { field, old, new, note };
    let both = |old: Option<String>, new: Option<String>| vec![one((old, new))];
    match &change.values {
        Values::Date(Change { old, new }) => both(
            old.as_ref().map(|date| view::date_words(date, say)),
            new.as_ref().map(|date| view::date_words(date, say)),
        ),
        Values::Modality(Change { old, new }) => {
            let said = |modality: Modality| say.modality(modality).to_owned();
            both(old.map(said), new.map(said))
        }
        Values::Type(Change { old, new }) => {
            let said = |kind: EventType| say.kind(kind).to_owned();
            both(old.map(said), new.map(said))
        }
        Values::Text(Change { old, new }) => both(old.clone(), new.clone()),
        Values::Ids(ids) => {
            let named = |id: &Option<Id>, timeline| id.as_ref().map(|id| name(id, timeline));
            ids.iter().map(|id| one((named(&id.old, before), named(&id.new, after)))).collect()
        }
        _ => Vec::new(),
    }
}

/// The name of an actor or the title of an event.
fn name(id: &Id, timeline: &Timeline) -> String {
    let title = |event: &Event| view::named(&event.title, id).to_owned();
    match (timeline.actors.get(id), timeline.events.get(id)) {
        (Some(actor), _) => view::named(&actor.name, id).to_owned(),
        (None, Some(event)) => title(event),
        (None, None) => id.to_string(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::timeline::{Date, Evidence};

    fn talks(date: &str, quote: &str) -> Timeline {
        let mut event = Event::new(EventType::Talks, "Talks in Oslo");
        event.date = Some(Date::new(date));
        let quote = Some(quote.to_owned());
        event.evidence = vec![Evidence { source: "wire".into(), quote, ..Evidence::default() }];
        Timeline { events: [("talks".into(), event)].into_iter().collect(), ..Timeline::default() }
    }

    fn told(texts: [&str; 2], drafts: Option<&[Timeline; 2]>, timeline: &Timeline) -> Vec<String> {
        let version =
            |n: usize| Version { seen: "", text: texts[n], draft: drafts.map(|drafts| &drafts[n]) };
        let told = touched(version(0), version(1), timeline, &"wire".into());
        let said = |text: &Option<String>| text.clone().unwrap_or_default();
        told.into_iter()
            .map(|one| {
                let event = one.event.map_or(one.title, |event| event.to_string());
                let fields = one.fields.iter().map(|field| {
                    let (old, new) = (said(&field.old), said(&field.new));
                    format!(" {}: {old} → {new} ({})", field.field, field.note)
                });
                format!("{event}:{}{}", one.how, fields.collect::<String>())
            })
            .collect()
    }

    #[test]
    fn a_moved_date_is_told_of_the_event_in_the_timeline() {
        let texts = ["They meet in Oslo on Friday.", "They meet in Oslo on Thursday."];
        let drafts =
            [talks("2025-05-16", "in Oslo on Friday"), talks("2025-05-15", "in Oslo on Thursday")];
        let mut timeline = talks("2025-05-15", "They meet in Oslo");
        let event = timeline.events.shift_remove("talks").expect("it was made so");
        timeline.events.insert("oslo".into(), event);
        assert_eq!(
            told(texts, Some(&drafts), &timeline),
            ["oslo: date: 16 May 2025 → 15 May 2025 (earlier)"]
        );
        assert!(told(texts, None, &timeline).is_empty());
    }

    #[test]
    fn words_that_went_are_told_without_a_reading() {
        let texts = ["They meet in Oslo on Friday.", "They meet on Friday."];
        let timeline = talks("2025-05-16", "in Oslo");
        assert_eq!(
            told(texts, None, &timeline),
            ["talks:its words stood in the older version only"]
        );
        assert_eq!(
            told([texts[1], texts[0]], None, &timeline),
            ["talks:its words stand in the newer version only"]
        );
    }
}
