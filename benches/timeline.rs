//! Reading, finding and writing a timeline of 2,000 and of 20,000 events, beside a plain parse of
//! the same bytes by the YAML parser.

use std::fmt::Write as _;

use demarche::timeline::{Document, Edit, Route, Timeline, Value, apply, read, write};
use divan::counter::BytesCount;
use divan::{Bencher, black_box};

const EVENTS: [usize; 2] = [2_000, 20_000];

fn main() {
    divan::main();
}

fn file(events: usize) -> String {
    let mut text = String::from("title: Talks\nactors:\n  a: {name: A, kind: state}\n\nevents:\n");
    for event in 0..events {
        write!(
            text,
            "  event-{event}:  # a comment\n    type: meeting\n    date: \"2025-05-{:02}\"\n    \
             title: Leaders meet for the {event}th time\n    modality: happened\n    from: [a, b]\n    \
             to:\n      - c\n      - d\n    evidence:\n      - source: post\n        quote: \"met \
             again on Saturday\"\n    note: |\n      A line: of text.\n\n      Another.\n\n",
            event % 28 + 1
        )
        .expect("a string takes all text");
    }
    text
}

/// The measure: the same bytes into values without a type.
#[divan::bench(args = EVENTS)]
fn parser_alone(bencher: Bencher<'_, '_>, events: usize) {
    let text = file(events);
    bencher
        .counter(BytesCount::of_str(&text))
        .bench(|| serde_yaml::from_str::<serde_yaml::Value>(black_box(&text)).expect("it is YAML"));
}

#[divan::bench(args = EVENTS)]
fn reading(bencher: Bencher<'_, '_>, events: usize) {
    let document = Document::new("t.yaml", file(events));
    bencher.counter(BytesCount::of_str(&document.text)).bench(|| read(black_box(&document)));
}

/// The guard alone: it refuses the file at its last line.
#[divan::bench(args = EVENTS)]
fn guard(bencher: Bencher<'_, '_>, events: usize) {
    let document = Document::new("t.yaml", file(events) + "x-last: &anchor x\n");
    bencher.counter(BytesCount::of_str(&document.text)).bench(|| read(black_box(&document)));
}

/// With one mistake, which takes the long way.
#[divan::bench(args = EVENTS)]
fn reading_with_a_mistake(bencher: Bencher<'_, '_>, events: usize) {
    let text = file(events) + "evnts:\n";
    bencher
        .counter(BytesCount::of_str(&text))
        .with_inputs(|| Document::new("t.yaml", text.as_str()))
        .bench_values(|document| read(&document));
}

/// The first question for a place.
#[divan::bench(args = EVENTS)]
fn places(bencher: Bencher<'_, '_>, events: usize) {
    let text = file(events);
    let route = Route::event("event-7", "date");
    bencher
        .counter(BytesCount::of_str(&text))
        .with_inputs(|| Document::new("t.yaml", text.as_str()))
        .bench_values(|document| document.find(&route));
}

#[divan::bench(args = EVENTS)]
fn writing(bencher: Bencher<'_, '_>, events: usize) {
    let (timeline, _): (Timeline, _) = read(&Document::new("t.yaml", file(events)));
    bencher.bench(|| write(black_box(&timeline)));
}

/// A hundred edits at once.
#[divan::bench(args = EVENTS)]
fn editing(bencher: Bencher<'_, '_>, events: usize) {
    let text = file(events);
    let edits: Vec<Edit> = (0..100)
        .map(|event| Edit::Set {
            route: Route::event(&format!("event-{}", event * 17), "title"),
            value: Value::Text("Another title".to_owned()),
        })
        .collect();
    bencher
        .with_inputs(|| Document::new("t.yaml", text.as_str()))
        .bench_values(|document| apply(&document, &edits).expect("all are there"));
}
