//! What cannot all hold, told on the pages of the events it is about.
//!
//! `check` tells it to whoever edits the file; a reader has the same right to know. Nothing is
//! hidden and nothing decided: each statement stands there with its events.

use std::collections::BTreeMap;

use super::book::Rank;
use super::language::{Say, fill};
use super::view::{date_words, named};
use crate::graph::{Contradiction, Graph, Statement};
use crate::timeline::{Id, Timeline};
use crate::vocabulary::Relation;

/// The most statements of a contradiction that are told.
const MOST: usize = 12;

/// Statements that cannot all hold.
#[derive(Debug)]
pub(crate) struct Clash {
    pub(crate) steps: Vec<Step>,
    /// How many more statements there are.
    pub(crate) more: usize,
    /// "by 3 days"; empty where pure order contradicts itself.
    pub(crate) short: String,
    /// It rests on a plan or on something doubtful.
    pub(crate) soft: bool,
}

/// A statement: an event, what is said about it, and the other event where there is one.
#[derive(Debug)]
pub(crate) struct Step {
    pub(crate) event: Option<Rank>,
    /// The name of an event without a page.
    pub(crate) name: String,
    /// "is dated 11 May 2025", "comes after".
    pub(crate) said: String,
    pub(crate) other: Option<Rank>,
}

/// All contradictions of a timeline, and which of them each event is in.
pub(crate) fn clashes(
    graph: &Graph<'_>,
    say: &Say,
    rank: impl Fn(&Id) -> Option<Rank>,
) -> (Vec<Clash>, BTreeMap<Rank, Vec<usize>>) {
    let timeline = graph.timeline();
    let mut clashes = Vec::new();
    let mut of: BTreeMap<Rank, Vec<usize>> = BTreeMap::new();
    for found in graph.loops().into_iter().chain(graph.contradictions()) {
        let clash = told(&found, timeline, say, &rank);
        for step in &clash.steps {
            for event in step.event.iter().chain(&step.other) {
                let those = of.entry(*event).or_default();
                if those.last() != Some(&clashes.len()) {
                    those.push(clashes.len());
                }
            }
        }
        clashes.push(clash);
    }
    (clashes, of)
}

fn told(
    found: &Contradiction<'_>,
    timeline: &Timeline,
    say: &Say,
    rank: &impl Fn(&Id) -> Option<Rank>,
) -> Clash {
    let steps = found.steps.iter().take(MOST).map(|step| {
        let (said, other) = match *step {
            Statement::Date { event } => (dated(timeline, event, say), None),
            Statement::Related { relation, on, .. } => {
                let verb = match relation {
                    Relation::After => &say.comes_after,
                    Relation::RespondsTo => &say.answers,
                    Relation::ConditionalOn => &say.depends_on,
                };
                (verb.clone(), rank(on))
            }
            Statement::Timed { event, at, on } => {
                let timing = timeline.events.get(event).and_then(|event| event.timing.get(at));
                let said = timing.and_then(|timing| say.timing(timing)).unwrap_or_default();
                (fill(&say.told_as, &[("said", &said)]), on.and_then(rank))
            }
            Statement::Reported { source, .. } => (reported(timeline, source, say), None),
        };
        let event = rank(step.event());
        let name = match event {
            Some(_) => String::new(),
            None => step.event().to_string(),
        };
        Step { event, name, said, other }
    });
    Clash {
        steps: steps.collect(),
        more: found.steps.len().saturating_sub(MOST),
        short: match found.short_by {
            0 => String::new(),
            days => say.span(i64::try_from(days).unwrap_or(i64::MAX)),
        },
        soft: found.soft,
    }
}

fn dated(timeline: &Timeline, event: &Id, say: &Say) -> String {
    let date = timeline.events.get(event).and_then(|event| event.date.as_ref());
    let date = date.map(|date| date_words(date, say)).unwrap_or_default();
    fill(&say.is_dated, &[("date", &date)])
}

fn reported(timeline: &Timeline, source: &Id, say: &Say) -> String {
    let Some(entry) = timeline.sources.get(source) else {
        return fill(&say.reported_by, &[("title", &isolated(source.as_str()))]);
    };
    let title = &isolated(named(&entry.title, source));
    match &entry.published {
        Some(date) => fill(&say.reported_of, &[("title", title), ("date", &date_words(date, say))]),
        None => fill(&say.reported_by, &[("title", title)]),
    }
}

/// A text of whatever direction within a sentence: first strong isolate and its end (Unicode
/// Standard Annex 9, section 2.3).
fn isolated(text: &str) -> String {
    format!("\u{2068}{text}\u{2069}")
}
