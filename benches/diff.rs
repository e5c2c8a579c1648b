//! Two timelines that differ in 50 edits or in nearly every field, and two texts.
//!
//! `cargo bench --bench diff`

use demarche::diff::{diff, words};
use demarche::timeline::{Actor, Date, Event, Evidence, Id, Timeline};
use demarche::vocabulary::{EventType, Modality};
use divan::{Bencher, black_box};

fn main() {
    divan::main();
}

const VERBS: [&str; 7] = ["asks", "warns", "invites", "answers", "meets", "praises", "rebukes"];
const THINGS: [&str; 11] = [
    "grain",
    "prisoners",
    "border posts",
    "port fees",
    "gas transit",
    "visas",
    "the truce",
    "fish",
    "a treaty",
    "airspace",
    "loans",
];

/// Numbers that look drawn at random and are the same in every run.
fn mixed(at: usize, salt: usize) -> usize {
    (at.wrapping_mul(0x9E37_79B1) ^ salt.wrapping_mul(0x85EB_CA6B)).wrapping_mul(0xC2B2_AE35) >> 13
}

fn timeline(events: usize, id: impl Fn(usize) -> String) -> Timeline {
    let mut timeline = Timeline { title: "A chronicle".into(), ..Timeline::default() };
    for at in 0..30 {
        let yaml = format!("{{name: Country {at}, kind: state}}");
        let actor: Actor = serde_yaml::from_str(&yaml).expect("an actor");
        timeline.actors.insert(Id(format!("country-{at}")), actor);
    }
    for at in 0..events {
        let (from, to) = (mixed(at, 1) % 30, mixed(at, 2) % 30);
        let (verb, thing) = (VERBS[mixed(at, 3) % 7], THINGS[mixed(at, 4) % 11]);
        let mut event = Event::new(
            EventType::ALL[mixed(at, 5) % EventType::ALL.len()],
            format!("Country {from} {verb} country {to} about {thing}"),
        );
        let (year, month, day) = (2000 + at / 100, at / 9 % 12 + 1, at % 28 + 1);
        event.date = Some(Date::new(format!("{year}-{month:02}-{day:02}")));
        event.from = vec![Id(format!("country-{from}"))];
        event.to = vec![Id(format!("country-{to}"))];
        event.after = at.checked_sub(3).map(|before| Id(id(before))).into_iter().collect();
        event.evidence = vec![Evidence {
            source: "wire".into(),
            quote: Some(format!("{verb} it about {thing}, said number {}", mixed(at, 6) % 9999)),
            ..Evidence::default()
        }];
        timeline.events.insert(Id(id(at)), event);
    }
    timeline
}

/// One edit on every n-th event.
fn edit(timeline: &mut Timeline, every: usize) {
    for (at, event) in timeline.events.values_mut().step_by(every).enumerate() {
        match at % 5 {
            0 => event.title.push_str(", again"),
            1 => event.date = Some(Date::new("2009-03-04")),
            2 => event.modality = Modality::Planned,
            3 => event.place = Some("Doha".into()),
            _ => event.note = Some("Two agencies have it.".into()),
        }
    }
}

#[divan::bench(args = [2_000, 20_000, 100_000])]
fn fifty_edits_ids_kept(bencher: Bencher<'_, '_>, events: usize) {
    let old = timeline(events, |at| format!("e{at}"));
    let mut new = old.clone();
    edit(&mut new, events / 50);
    assert_eq!(diff(&old, &new).edits(), 50);
    bencher.bench(|| diff(black_box(&old), black_box(&new)));
}

#[divan::bench(args = [2_000, 20_000, 100_000])]
fn fifty_edits_ids_anew(bencher: Bencher<'_, '_>, events: usize) {
    let old = timeline(events, |at| format!("e{at}"));
    let mut new = timeline(events, |at| format!("x{}", at * 7 + 3));
    edit(&mut new, events / 50);
    assert_eq!(diff(&old, &new).edits(), 50);
    bencher.bench(|| diff(black_box(&old), black_box(&new)));
}

/// The hardest: every title told anew, a fifth of the quotes cut, a twentieth of the dates a day
/// later, and no id says anything.
fn told_anew(events: usize) -> Timeline {
    const ANEW: [&str; 7] =
        ["puts a question to", "cautions", "sends for", "replies to", "sees", "lauds", "scolds"];
    let mut new = timeline(events, |at| format!("x{}", at * 7 + 3));
    for (at, event) in new.events.values_mut().enumerate() {
        let verb = mixed(at, 3) % 7;
        event.title =
            event.title.replace(VERBS[verb], ANEW[verb]).replace("about", "on the matter of");
        let quote = event.evidence[0].quote.as_mut().expect("every event has one");
        if at % 5 == 4 {
            quote.truncate(VERBS[verb].len() + 3);
        }
        if at % 20 == 0 {
            let written = event.date.as_ref().expect("every event has one").written.clone();
            let day: u32 = written[8..].parse().expect("a day ends a date");
            event.date = Some(Date::new(format!("{}{:02}", &written[..8], day % 28 + 1)));
        }
    }
    new
}

#[divan::bench(args = [2_000, 20_000, 100_000])]
fn told_anew_ids_anew(bencher: Bencher<'_, '_>, events: usize) {
    let (old, new) = (timeline(events, |at| format!("e{at}")), told_anew(events));
    let pairs = diff(&old, &new).events.renamed;
    let places = pairs.iter().filter_map(|pair| {
        let (old_id, new_id) = pair.old.as_ref().zip(pair.new.as_ref())?;
        Some((old.events.get_index_of(old_id)?, new.events.get_index_of(new_id)?))
    });
    let right = places.filter(|(old, new)| old == new).count();
    assert!(right * 1_000 >= events * 995, "{right} of {events} are found again");
    bencher.bench(|| diff(black_box(&old), black_box(&new)));
}

#[divan::bench(args = [100, 10_000])]
fn words_of_articles(bencher: Bencher<'_, '_>, sentences: usize) {
    let text = |salt: usize| -> String {
        let sentence = |at: usize| {
            let changed = usize::from(at.is_multiple_of(40)) * salt;
            let (verb, thing) = (VERBS[mixed(at, 3) % 7], THINGS[(mixed(at, 4) + changed) % 11]);
            format!("Country {at} {verb} the others about {thing} once more. ")
        };
        (0..sentences).map(sentence).collect()
    };
    let (old, new) = (text(0), text(1));
    assert_eq!(words(&old, &new).changes.len(), sentences.div_ceil(40));
    bencher.bench(|| words(black_box(&old), black_box(&new)));
}
