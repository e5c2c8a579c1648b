//! Everything that `demarche check` does with a file, beside a plain parse of the same bytes by
//! the YAML parser: 5,000 and 100,000 events (some 53 MB), each with a date, actors, relations and
//! a quote; and quotes by the thousand in one article.

use std::fmt::Write as _;

use demarche::check::{Articles, SavedCopy, everything};
use demarche::diagnostic::Diagnostic;
use demarche::graph::Graph;
use demarche::timeline::{Document, read};
use divan::counter::BytesCount;
use divan::{Bencher, black_box};

const EVENTS: [usize; 2] = [5_000, 100_000];

fn main() {
    divan::main();
}

/// A day so many days after the first of January 2000, as months of 28 days would have it.
fn day(n: usize) -> String {
    format!("{}-{:02}-{:02}", 2000 + n / 336, n / 28 % 12 + 1, n % 28 + 1)
}

/// A file in which nothing is wrong.
fn file(events: usize) -> String {
    let mut text = String::from("title: Talks\nsources:\n  post:\n    title: Envoys meet\n");
    text.push_str("    versions: [{file: articles/post.md}]\nactors:\n");
    for actor in 0..50 {
        writeln!(text, "  state-{actor}: {{name: State {actor}, kind: state}}").expect("a string");
    }
    text.push_str("\nevents:\n");
    for event in 0..events {
        write!(
            text,
            "  # how it was told\n  meeting-number-{event}:\n    type: meeting\n    date: \"{}\"\n    \
             title: Envoys meet for the {event}th time in the old town hall\n    modality: happened\n    \
             from: [state-{}, state-{}]\n    to:\n      - state-{}\n    place: Vessa\n",
            day(event / 25),
            event % 50,
            (event + 7) % 50,
            (event + 13) % 50,
        )
        .expect("a string");
        if event > 120 {
            writeln!(
                text,
                "    after: [meeting-number-{}, meeting-number-{}]\n    responds-to: [meeting-number-{}]",
                event - 25 - event % 7,
                event - 60,
                event - 110
            )
            .expect("a string");
        }
        write!(
            text,
            "    evidence:\n      - source: post\n        quote: \"met again, for the {event}th time\"\n    \
             note: |\n      A line: of text.\n\n      Another one that goes on for a while.\n\n"
        )
        .expect("a string");
    }
    text
}

fn checked(text: &str, articles: &Articles) -> Vec<Diagnostic> {
    let document = Document::new("t.yaml", text);
    let (timeline, told) = read(&document);
    everything(&document, (&timeline, &told), &Graph::new(&timeline), articles)
}

/// The measure: the same bytes into values without a type.
#[divan::bench(args = EVENTS, sample_count = 5, sample_size = 1)]
fn parser_alone(bencher: Bencher<'_, '_>, events: usize) {
    let text = file(events);
    bencher
        .counter(BytesCount::of_str(&text))
        .bench(|| serde_yaml::from_str::<serde_yaml::Value>(black_box(&text)).expect("it is YAML"));
}

#[divan::bench(args = EVENTS, sample_count = 5, sample_size = 1)]
fn check(bencher: Bencher<'_, '_>, events: usize) {
    let text = file(events);
    assert_eq!(checked(&text, &Articles::new()), []);
    bencher
        .counter(BytesCount::of_str(&text))
        .bench(|| checked(black_box(&text), &Articles::new()));
}

/// Five mistakes of form and five of sense, at places all over the file.
#[divan::bench(args = EVENTS, sample_count = 5, sample_size = 1)]
fn check_with_mistakes(bencher: Bencher<'_, '_>, events: usize) {
    let mut text = file(events);
    for n in 1..=5 {
        let event = events * n / 6;
        text =
            text.replacen(&format!("the {event}th time in"), &format!("the: {event}th time in"), 1);
        let (one, other) = (format!(", meeting-number-{event}]"), ", meeting-nunber-7]");
        text = text.replacen(&one, other, 1);
    }
    assert_eq!(checked(&text, &Articles::new()).len(), 10);
    bencher
        .counter(BytesCount::of_str(&text))
        .bench(|| checked(black_box(&text), &Articles::new()));
}

/// Every event quotes the same long article.
#[divan::bench(args = [5_000], sample_count = 5, sample_size = 1)]
fn quotes(bencher: Bencher<'_, '_>, events: usize) {
    let text = file(events);
    let mut article = String::new();
    for event in 0..events {
        writeln!(
            article,
            "In the old town hall of Vessa, where a table had been laid for them and nobody else, the \
             envoys met again, for the {event}th time, and left without a word to those who waited \
             outside in the rain."
        )
        .expect("a string");
    }
    let mut articles = Articles::new();
    articles.insert("articles/post.md", SavedCopy::Text(article));
    assert_eq!(checked(&text, &articles), []);
    bencher.bench(|| checked(black_box(&text), &articles));
}
