//! Which words changed which event: pairs of article versions after the manners of silent edits.
//!
//! Two things are measured. End to end: what a reader would say a change of words did, against what
//! is told. And the laying of changes to words by itself: of what differs between the two drafts,
//! how much is told with its right cause; what the extractor misread is no fault of that.

#![expect(clippy::print_stdout, reason = "figures are there to be read")]

use std::collections::BTreeMap;

use demarche::article::{self, Published, PublishedBy};
use demarche::diff::{
    Cause, Effect, Filter, Sense, Severity, Telling, VersionChanges, What, compare, diff,
};
use demarche::extract;
use demarche::text::Text;
use demarche::timeline::{Id, Timeline};
use serde::Deserialize;

#[derive(Deserialize)]
struct File {
    bases: BTreeMap<String, Base>,
    pairs: Vec<Pair>,
}

#[derive(Deserialize)]
struct Base {
    day: String,
    text: String,
}

#[derive(Deserialize)]
struct Pair {
    name: String,
    manner: String,
    base: String,
    #[serde(default)]
    edits: Vec<(String, String)>,
    /// Paragraphs that change places, from 1.
    swap: Option<(usize, usize)>,
    /// Nothing at all must be told.
    #[serde(default)]
    cosmetic: bool,
    expect: Vec<String>,
}

impl Pair {
    fn new_text(&self, old: &str) -> String {
        let mut text = old.to_owned();
        for (from, to) in &self.edits {
            assert_eq!(text.matches(from.as_str()).count(), 1, "{}: {from}", self.name);
            text = text.replace(from.as_str(), to);
        }
        if let Some((one, other)) = self.swap {
            let mut paragraphs: Vec<&str> = text.trim_end().split("\n\n").collect();
            paragraphs.swap(one - 1, other - 1);
            text = paragraphs.join("\n\n") + "\n";
        }
        assert_ne!(text, old, "{}", self.name);
        text
    }
}

fn draft(text: &str, day: &str) -> (String, Timeline) {
    let mut article = article::read(text.as_bytes(), Some("article.txt")).unwrap();
    article.published = Some(Published { day: day.parse().unwrap(), by: PublishedBy::Given });
    let timeline = extract::extract(&article, &Text::new(&article), None).timeline;
    (article.text, timeline)
}

fn telling<'a>(text: &'a str, timeline: &'a Timeline) -> Telling<'a> {
    let source = timeline.sources.keys().next().map(Id::as_str);
    Telling { text, timeline, source }
}

/// What was found, in the words of the file.
fn told(effect: &Effect, old: &Timeline, new: &Timeline) -> Vec<String> {
    let cause = match effect.cause {
        Cause::Direct => "direct",
        Cause::Context => "context",
        Cause::Derived => "derived",
        Cause::Publication => "publication",
        Cause::Unexplained => "unexplained",
    };
    match &effect.what {
        What::EventAdded { id, .. } => vec![format!("{cause} + {}", new.events[id].kind)],
        What::EventRemoved { id, .. } => vec![format!("{cause} - {}", old.events[id].kind)],
        What::EventChanged { old: id, fields, .. } if effect.cause != Cause::Derived => {
            let kind = old.events[id].kind;
            let news = fields.iter().filter(|change| change.sense() < Sense::Wording);
            news.map(|change| format!("{cause} {kind} {}", change.field.name())).collect()
        }
        What::Office { name, .. } => vec![format!("{cause} office {name}")],
        What::Holder { office, .. } => vec![format!("{cause} holder {office}")],
        _ => Vec::new(),
    }
}

/// What differs between two drafts, as far as it matters.
fn differences(changes: &demarche::diff::Changes) -> Vec<String> {
    let events = &changes.events;
    let mut all = Vec::new();
    all.extend(events.added.iter().map(|one| format!("+ {}", one.entry.kind)));
    all.extend(events.removed.iter().map(|one| format!("- {}", one.entry.kind)));
    for changed in &events.changed {
        let news = changed.fields.iter().filter(|change| change.sense() < Sense::Wording);
        all.extend(news.map(|change| change.field.name().into_owned()));
    }
    all
}

fn all_told(changes: &VersionChanges, old: &Timeline, new: &Timeline) -> Vec<String> {
    let passages = changes.passages.iter().flat_map(|passage| &passage.effects);
    let mut all: Vec<String> =
        passages.chain(&changes.elsewhere).flat_map(|effect| told(effect, old, new)).collect();
    all.sort();
    all
}

#[test]
fn silent_edits_are_laid_to_their_words() {
    let file: File = serde_yaml::from_str(include_str!("../articles/silent-edits.yaml")).unwrap();
    assert!(file.pairs.len() >= 60, "{} pairs", file.pairs.len());
    let (mut right, mut wrong, mut missed) = (0, 0, 0);
    let (mut misread, mut unread) = (0, 0);
    let mut report = Vec::new();
    for pair in &file.pairs {
        let base = &file.bases[&pair.base];
        let new = pair.new_text(&base.text);
        let ((old_text, old), (new_text, new)) =
            (draft(&base.text, &base.day), draft(&new, &base.day));
        let (between, changes) = compare(&telling(&old_text, &old), &telling(&new_text, &new));
        let mut found = all_told(&changes, &old, &new);
        let mut lost = Vec::new();
        for expected in &pair.expect {
            match found.iter().position(|one| one == expected) {
                Some(at) => {
                    found.remove(at);
                    right += 1;
                }
                None => lost.push(expected.as_str()),
            }
        }
        wrong += found.len();
        missed += lost.len();
        // Differences of the drafts, which only the extractor can have wrong.
        let drafts = differences(&between);
        let of_drafts = |one: &str| {
            let what = one.split_once(' ').unwrap().1;
            let field = what.rsplit(' ').next().unwrap();
            drafts.iter().any(|one| one == what || one == field)
        };
        misread += found.iter().filter(|one| one.starts_with("direct ") && of_drafts(one)).count();
        unread += lost
            .iter()
            .filter(|one| !one.contains(" office ") && !one.contains(" holder "))
            .filter(|one| !of_drafts(one))
            .count();
        if !lost.is_empty() || !found.is_empty() {
            report
                .push(format!("{} ({}): missed {lost:?}, wrong {found:?}", pair.name, pair.manner));
        }
        if pair.expect.is_empty() {
            let edits = diff(&old, &new);
            assert!(
                edits.events.added.is_empty() && edits.events.removed.is_empty(),
                "{}: {:?}",
                pair.name,
                edits.events
            );
        }
        if pair.cosmetic {
            assert!(changes.is_empty(), "{}: {changes:?}", pair.name);
            // A quote may run over the end of a line that stands elsewhere now.
            let seen = Filter { least: Severity::Wording, ..Filter::default() };
            let edits = diff(&old, &new).filtered(&seen);
            assert!(edits.is_empty(), "{}: {edits:?}", pair.name);
        } else {
            let head = pair.manner == "retitled" || pair.swap.is_some();
            assert!(head || !changes.passages.is_empty(), "{}: the words are told", pair.name);
        }
    }
    let ratio = |part: usize, rest: usize| {
        f64::from(u32::try_from(part).unwrap()) / f64::from(u32::try_from(part + rest).unwrap())
    };
    let (precision, recall) = (ratio(right, wrong), ratio(right, missed));
    let (laid, found) = (ratio(right + misread, wrong - misread), ratio(right, missed - unread));
    let told = format!(
        "{} pairs, {} changes: end to end precision {precision:.3}, recall {recall:.3}; \
         laid to words precision {laid:.3}, recall {found:.3}\n{}",
        file.pairs.len(),
        right + missed,
        report.join("\n")
    );
    println!("{told}");
    assert!(laid >= 0.95 && found >= 0.95, "{told}");
    assert!(precision >= 0.95 && recall >= 0.95, "{told}");
}
