//! The graph against orders that people annotated: how many events get days from their neighbours,
//! and whether a mistake among the orders is found.

#![expect(clippy::disallowed_methods, reason = "annotated documents lie in files")]

use std::path::Path;

use demarche::calendar::{Bounds, NaiveDate, When};
use demarche::graph::Graph;
use demarche::timeline::{Date, Event, Id, Timeline, Timing};
use demarche::vocabulary::EventType;
use serde_json::Value;

/// What was found, each from 0 to 1, and on how much.
pub(crate) struct Found {
    pub(crate) size: String,
    pub(crate) figures: Vec<(&'static str, f64, bool)>,
}

/// How many orders of a document are turned round, one at a time.
const TURNED: usize = 10;

fn documents(file: &Path) -> Vec<Value> {
    let text = std::fs::read_to_string(file).unwrap();
    text.lines().map(|line| serde_json::from_str(line).unwrap()).collect()
}

fn list<'v>(document: &'v Value, key: &str) -> &'v [Value] {
    document[key].as_array().map_or(&[], Vec::as_slice)
}

/// Events that may last, so that only the order of their starts counts.
fn events(document: &Value) -> Timeline {
    let mut timeline = Timeline::default();
    for event in list(document, "events") {
        let name = event["id"].as_str().unwrap();
        timeline.events.insert(Id(name.to_owned()), Event::new(EventType::Attack, name));
    }
    timeline
}

/// Orders of starts: earlier and later.
fn orders(document: &Value) -> Vec<(Id, Id)> {
    let order = |relation: &Value| {
        let [one, other, how] = [0, 1, 2].map(|i| relation[i].as_str().unwrap_or_default());
        match how {
            "BEFORE" => Some((Id(one.to_owned()), Id(other.to_owned()))),
            "AFTER" => Some((Id(other.to_owned()), Id(one.to_owned()))),
            _ => None,
        }
    };
    list(document, "relations").iter().filter_map(order).collect()
}

fn add(timeline: &mut Timeline, (earlier, later): &(Id, Id)) {
    if let Some(event) = timeline.events.get_mut(later) {
        event.after.push(earlier.clone());
    }
}

/// What began together with what, and what lies wholly within what: the timeline says both with
/// `during`. Within what is left open is not told: of it, only the beginning is dated.
fn lying_within(timeline: &mut Timeline, document: &Value) {
    let whole = |id: &str| {
        list(document, "time_relations").iter().any(|link| {
            link[0] == id && matches!(link[2].as_str(), Some("IS_INCLUDED" | "SIMULTANEOUS"))
        })
    };
    for relation in list(document, "relations") {
        let [one, other, how, native] =
            [0, 1, 2, 3].map(|i| relation[i].as_str().unwrap_or_default());
        let both = how == "EQUAL";
        let mut during = |inner: &str, outer: &str| {
            if let Some(event) = timeline.events.get_mut(inner).filter(|_| both || whole(outer)) {
                let outer = Some(Id(outer.to_owned()));
                event.timing.push(Timing { during: outer, ..Timing::default() });
            }
        };
        if both || native == "IS_INCLUDED" {
            during(one, other);
        }
        if both || native == "INCLUDES" {
            during(other, one);
        }
    }
}

/// The days in which what stands so to a time begins.
fn begins(how: &str, time: &Bounds) -> Option<(Option<NaiveDate>, Option<NaiveDate>)> {
    match how {
        "IS_INCLUDED" | "SIMULTANEOUS" | "INCLUDED" => Some((time.earliest_start, time.latest_end)),
        "BEFORE" => Some((None, time.latest_end)),
        "AFTER" => Some((time.earliest_start, None)),
        "INCLUDES" => Some((None, time.latest_start)),
        _ => None,
    }
}

/// Dates events by their links to times and to the day of publication.
fn date(timeline: &mut Timeline, document: &Value) {
    let mut days = std::collections::BTreeMap::new();
    for link in list(document, "time_relations") {
        let [event, time, how] = [0, 1, 2].map(|i| link[i].as_str().unwrap_or_default());
        let value = if time == "DCT" {
            document["dct"].as_str()
        } else {
            let named = list(document, "timexes").iter().find(|one| one["tid"] == time);
            named.and_then(|one| one["value"].as_str())
        };
        let when = value.and_then(|value| value.get(..10.min(value.len()))?.parse::<When>().ok());
        let Some((first, last)) = when.and_then(|when| begins(how, &when.bounds())) else {
            continue;
        };
        let known: &mut (Option<NaiveDate>, Option<NaiveDate>) = days.entry(event).or_default();
        let mut both = *known;
        both.0 = both.0.max(first);
        both.1 = [both.1, last].into_iter().flatten().min();
        // Where two links leave no day, the first one stands.
        if both.0.zip(both.1).is_none_or(|(first, last)| first <= last) {
            *known = both;
        }
    }
    for (event, (first, last)) in days {
        if let (Some(event), Some(when)) =
            (timeline.events.get_mut(event), When::between(first, last))
        {
            event.date = Some(Date::from(when));
        }
    }
}

fn contradicts(timeline: &Timeline) -> bool {
    let graph = Graph::new(timeline);
    !graph.loops().is_empty() || !graph.contradictions().is_empty()
}

/// Measures on `time/relations-tbdense-dev.jsonl` and `time/relations-matres-dev.jsonl`.
pub(crate) fn measure(gold: &Path) -> Found {
    let dense = documents(&gold.join("time/relations-tbdense-dev.jsonl"));
    let [mut all, mut undated, mut bounded, mut both_sides] = [0_u32; 4];
    for document in &dense {
        let mut timeline = events(document);
        date(&mut timeline, document);
        for order in &orders(document) {
            add(&mut timeline, order);
        }
        lying_within(&mut timeline, document);
        let graph = Graph::new(&timeline);
        for (id, event) in &timeline.events {
            all += 1;
            if event.date.is_some() {
                continue;
            }
            undated += 1;
            let bounds = graph.bounds(id.as_str());
            let (first, last) = (bounds.earliest_start.is_some(), bounds.latest_start.is_some());
            bounded += u32::from(first || last);
            both_sides += u32::from(first && last);
        }
    }
    let matres = documents(&gold.join("time/relations-matres-dev.jsonl"));
    let [mut sound, mut turned, mut caught] = [0_u32; 3];
    for document in &matres {
        let orders = orders(document);
        let build = |orders: &[(Id, Id)]| {
            let mut timeline = events(document);
            for order in orders {
                add(&mut timeline, order);
            }
            timeline
        };
        sound += u32::from(!contradicts(&build(&orders)));
        for at in (0..orders.len()).step_by(orders.len().div_ceil(TURNED).max(1)) {
            let mut wrong = orders.clone();
            let (earlier, later) = wrong[at].clone();
            wrong[at] = (later, earlier);
            turned += 1;
            caught += u32::from(contradicts(&build(&wrong)));
        }
    }
    let of = |part: u32, whole: u32| f64::from(part) / f64::from(whole.max(1));
    let documents = u32::try_from(matres.len()).unwrap();
    Found {
        size: format!(
            "{} documents with {all} events, {undated} of them undated; {documents} documents of \
             which {turned} orders were turned round",
            dense.len()
        ),
        figures: vec![
            ("undated events that get a first or last day", of(bounded, undated), false),
            ("undated events that get both", of(both_sides, undated), false),
            ("documents that do not contradict themselves", of(sound, documents), false),
            ("orders turned round that are caught", of(caught, turned), false),
        ],
    }
}
