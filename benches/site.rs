//! How fast pages are made, against a program that only writes the same bytes.
//!
//! `render` makes the pages of a timeline in memory; `render_and_write` also writes them, in the
//! folders they lie in; `only_write` only writes what was made before. The goal is at most two and
//! a half times the latter.

#![expect(clippy::disallowed_methods, reason = "it measures writing files")]

use std::fs;
use std::path::Path;

use demarche::graph::Graph;
use demarche::site::{Edition, Pages, Site};
use demarche::timeline::{Actor, Date, Event, Evidence, Id, Source, Timeline};
use demarche::vocabulary::{ActorKind, EventType};
use divan::Bencher;
use divan::counter::ItemsCount;

const SIZES: [u32; 2] = [1_000, 10_000];

fn main() {
    divan::main();
}

/// Events over ten years among thirty actors, each with a quote and two relations.
fn timeline(events: u32) -> Timeline {
    let mut timeline = Timeline { title: "A long story".to_owned(), ..Timeline::default() };
    for i in 0..30 {
        let actor = Actor {
            name: format!("Minister number {i}"),
            kind: ActorKind::Person,
            of: None,
            code: None,
            aliases: Vec::new(),
            offices: Vec::new(),
            aka: Vec::new(),
            note: None,
            extra: indexmap::IndexMap::new(),
        };
        timeline.actors.insert(Id(format!("actor-{i}")), actor);
        let source = Source {
            title: format!("The report of day {i}"),
            url: Some(format!("https://example.org/{i}")),
            ..Source::default()
        };
        timeline.sources.insert(Id(format!("source-{i}")), source);
    }
    for i in 0..events {
        let day = u64::from(i) * 3650 / u64::from(events);
        let date = chrono::NaiveDate::from_ymd_opt(2015, 1, 1)
            .and_then(|first| first.checked_add_days(chrono::Days::new(day)))
            .expect("ten years after 2015 is a day");
        let event = Event {
            date: Some(Date::new(date.to_string())),
            from: vec![Id(format!("actor-{}", i % 30))],
            to: vec![Id(format!("actor-{}", (i * 7 + 1) % 30))],
            place: Some("Geneva".to_owned()),
            after: i.checked_sub(3).map(|i| Id(format!("event-{i}"))).into_iter().collect(),
            responds_to: i.checked_sub(11).map(|i| Id(format!("event-{i}"))).into_iter().collect(),
            evidence: vec![Evidence {
                source: Id(format!("source-{}", i % 30)),
                quote: Some(format!(
                    "the two sides met for the {i}th time and parted without result"
                )),
                ..Evidence::default()
            }],
            ..Event::new(
                EventType::ALL[i as usize % 28],
                format!("The two sides meet again, round {i}"),
            )
        };
        timeline.events.insert(Id(format!("event-{i}")), event);
    }
    timeline
}

fn with_pages(events: u32, run: impl FnOnce(&Pages<'_>)) {
    let timeline = timeline(events);
    let graph = Graph::new(&timeline);
    let name = Id::from("story");
    let editions = [Edition::new(&name, &graph)];
    run(&Pages::new(&Site { editions: &editions, problems: &[] }));
}

fn write(folder: &Path, path: &str, bytes: &[u8]) {
    let path = folder.join(path);
    fs::create_dir_all(path.parent().expect("it lies in the folder")).expect("a folder is made");
    fs::write(path, bytes).expect("a file is written");
}

#[divan::bench(args = SIZES, sample_count = 5)]
fn lay_out(bencher: Bencher<'_, '_>, events: u32) {
    let timeline = timeline(events);
    let graph = Graph::new(&timeline);
    let name = Id::from("story");
    let editions = [Edition::new(&name, &graph)];
    bencher.bench_local(|| Pages::new(&Site { editions: &editions, problems: &[] }).len());
}

#[divan::bench(args = SIZES, sample_count = 5)]
fn render(bencher: Bencher<'_, '_>, events: u32) {
    with_pages(events, |pages| {
        bencher
            .counter(ItemsCount::new(pages.len()))
            .bench_local(|| (0..pages.len()).map(|i| pages.render(i).len()).sum::<usize>());
    });
}

#[divan::bench(args = SIZES, sample_count = 5)]
fn render_and_write(bencher: Bencher<'_, '_>, events: u32) {
    with_pages(events, |pages| {
        bencher
            .counter(ItemsCount::new(pages.len()))
            .with_inputs(|| tempfile::tempdir().expect("a folder for the site"))
            .bench_local_refs(|folder| {
                for i in 0..pages.len() {
                    write(folder.path(), pages.path(i), &pages.render(i));
                }
            });
    });
}

#[divan::bench(args = SIZES, sample_count = 5)]
fn only_write(bencher: Bencher<'_, '_>, events: u32) {
    with_pages(events, |pages| {
        let made: Vec<_> = (0..pages.len()).map(|i| (pages.path(i), pages.render(i))).collect();
        bencher
            .counter(ItemsCount::new(pages.len()))
            .with_inputs(|| tempfile::tempdir().expect("a folder for the site"))
            .bench_local_refs(|folder| {
                for (path, bytes) in &made {
                    write(folder.path(), path, bytes);
                }
            });
    });
}
