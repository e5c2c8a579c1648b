//! Two timelines of 2,000 events: edits are counted as edits, whatever became of ids and order.

#![expect(clippy::print_stdout, reason = "figures are there to be read")]

use demarche::diff::diff;
use demarche::timeline::{Date, Id, Timeline};
use demarche::vocabulary::{EventType, Modality};

use super::diff::{chronicle, renumbered};

const EVENTS: usize = 2_000;

/// Fifty edits of nine kinds, one to an event.
fn fifty_edits(timeline: &Timeline) -> Timeline {
    let mut new = timeline.clone();
    for edit in 0..50 {
        let (_, event) = new.events.get_index_mut(edit * 40 + 5).unwrap();
        match edit % 9 {
            0 => event.title.push_str(", again"),
            1 => event.date = Some(Date::new("2009-03-04")),
            2 => event.modality = Modality::Planned,
            3 => event.from.push("norway".into()),
            4 => event.place = Some("Doha".into()),
            5 => event.note = Some("Two agencies have it.".into()),
            6 => event.after.clear(),
            7 => event.kind = EventType::Pledge,
            _ => {
                let quote = event.evidence[0].quote.as_mut().unwrap();
                quote.truncate(quote.len() / 2);
            }
        }
    }
    new
}

fn thirty_moved(timeline: &mut Timeline) {
    for at in 0..30 {
        timeline.events.move_index(at * 61, (at * 61 + 977) % EVENTS);
    }
}

/// Ids that say nothing of the old ones.
fn anew(timeline: &Timeline) -> Timeline {
    renumbered(timeline, |at| format!("x{}", at * 7919 % 100_003))
}

#[test]
fn fifty_edits_are_fifty_with_and_without_order_and_ids() {
    let old = chronicle(EVENTS);
    let new = fifty_edits(&old);
    let mut moved = new.clone();
    thirty_moved(&mut moved);
    for (case, new, expected) in [
        ("b: edits", new.clone(), (50, 0)),
        ("c: edits and moves", moved.clone(), (50, 30)),
        ("d: edits and ids anew", anew(&new), (50, 0)),
        ("edits, moves and ids anew", anew(&moved), (50, 30)),
    ] {
        let changes = diff(&old, &new);
        println!("{case}: {} edits, {} moved", changes.edits(), changes.events.moved.len());
        assert_eq!((changes.edits(), changes.events.moved.len()), expected, "{case}");
        let back = diff(&new, &old);
        assert_eq!((back.edits(), back.events.moved.len()), expected, "{case}, the way back");
    }
}

#[test]
fn events_are_found_again_with_other_titles_ids_dates_and_shorter_quotes() {
    let old = chronicle(EVENTS);
    let mut new = old.clone();
    for (at, event) in new.events.values_mut().enumerate() {
        let words: Vec<&str> = event.title.split(' ').collect();
        let (from, to) = (words[0], words[2]);
        event.title = match at % 3 {
            0 => format!("{} of {from} reaches {to}", event.kind),
            1 => format!("{to} hears from {from}"),
            _ => format!("A word of {from} to {to}"),
        };
        if at % 5 == 2 {
            let quote = event.evidence[0].quote.as_mut().unwrap();
            quote.truncate(quote.len() / 2);
        }
        if at % 20 == 7 {
            let written = event.date.as_ref().unwrap().written.clone();
            let day: u32 = written[8..].parse().unwrap();
            event.date = Some(Date::new(format!("{}{:02}", &written[..8], day + 1)));
        }
    }
    thirty_moved(&mut new);
    let originals: Vec<Id> = new.events.keys().cloned().collect();
    let new = anew(&new);
    let truth: std::collections::HashMap<&Id, &Id> = new.events.keys().zip(&originals).collect();
    let changes = diff(&old, &new);
    let pairs = &changes.events.renamed;
    let right = pairs
        .iter()
        .filter(|pair| truth.get(pair.new.as_ref().unwrap()).copied() == pair.old.as_ref())
        .count();
    println!(
        "{right} of {EVENTS} right, {} wrong, {} open",
        pairs.len() - right,
        EVENTS - pairs.len()
    );
    assert!(right * 1000 >= EVENTS * 995, "{right} of {EVENTS} right, {} pairs", pairs.len());
}

/// By hand, since seconds differ: `cargo test --release matching:: -- --ignored --nocapture`.
#[test]
#[ignore = "prints seconds; the benchmark `diff` measures the same"]
fn the_time_grows_with_the_number_of_events() {
    for events in [2_000, 20_000, 100_000] {
        let old = chronicle(events);
        let mut edited = old.clone();
        for (at, event) in edited.events.values_mut().step_by(events / 50).enumerate() {
            event.title = format!("{} {at}", event.title);
        }
        for (case, new) in [("ids kept", edited.clone()), ("ids anew", anew(&edited))] {
            let start = std::time::Instant::now();
            let edits = diff(&old, &new).edits();
            println!("{events} events, {case}: {edits} edits in {:?}", start.elapsed());
        }
    }
}
