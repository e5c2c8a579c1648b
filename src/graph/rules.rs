//! What a timeline says about days: each date, relation and report as constraints.
//!
//! | says | means | hard |
//! |---|---|---|
//! | a date | start and end lie in its days; `~` widens them | unless `?` or `%` |
//! | `after` | starts no earlier than the other starts | among facts, among plans |
//! | `responds-to` what happened | the same | if it happened itself |
//! | `responds-to` a plan | nothing: one answers the plan, before its day | |
//! | `conditional-on` | starts no earlier than the other is done | if both happened |
//! | `timing` after, before | starts so many days after or before the other, who may last | as `after` |
//! | `timing` during | starts and ends within the other | as `after` |
//! | `timing` lasts | ends so many days after it starts, whatever its type says | yes |
//! | happened, told by a source | starts no later than the source came out | yes |
//! | planned, told by a source | starts no earlier than the earliest of them | no: plans slip |
//! | denied | nothing: what did not happen has no place in an order | |
//! | the type alone | a moment ends as it starts, a meeting within 3 days, talks and visits within 14 | yes |
//!
//! A date with two ends overrules what the type alone would say of the length. "Is done" is the
//! end for what has one (a moment, a meeting, talks, a visit); sanctions or a ceasefire count
//! from their start, since one waits for them to hold and not for them to be over.
//!
//! **What is less certain never narrows what is more certain.** Facts narrow facts, plans and
//! possibilities; plans narrow plans and possibilities; possibilities only each other. A doubtful
//! date narrows nothing but itself. So [`Edge`] says in which direction days may flow along it.

use std::collections::HashMap;

use chrono::Datelike;

use super::network::{Edge, Limit, Network};
use super::statement::Statement;
use crate::calendar::{Bounds, NaiveDate, When};
use crate::timeline::{Event, Id, Says, Source, Timeline};
use crate::vocabulary::{EventType, Modality, Relation};

/// The points of an event in the network; the same one where it takes a moment.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Ends {
    pub(super) start: u32,
    pub(super) end: u32,
}

/// Whether a relation says anything about order. What was denied has no place in one, and an
/// answer to a plan comes before the plan's day as often as after it.
pub(super) fn orders(relation: Relation, earlier: &Event, later: &Event) -> bool {
    earlier.modality != Modality::Denied
        && later.modality != Modality::Denied
        && (relation != Relation::RespondsTo || earlier.modality == Modality::Happened)
}

/// How far from certain an event is: facts, plans, possibilities.
fn remove(event: &Event) -> u8 {
    match event.modality {
        Modality::Happened => 0,
        Modality::Planned => 1,
        Modality::Conditional | Modality::Possible | Modality::Denied => 2,
    }
}

/// The most days between start and end that a type allows; `None` is no limit.
fn longest(event: &Event) -> Option<i64> {
    match event.kind {
        _ if event.when().is_some_and(When::is_interval) => None,
        _ if is_timed(event) => None,
        kind if kind.is_momentary() => Some(0),
        EventType::Meeting => Some(3),
        EventType::Talks | EventType::Visit => Some(14),
        _ => None,
    }
}

/// Whether its length is told by itself: then a date without an end is that of its beginning.
fn is_timed(event: &Event) -> bool {
    event.timing.iter().any(|timing| timing.lasts.is_some())
        && !event.kind.is_momentary()
        && !event.when().is_some_and(When::is_interval)
}

/// The four days that the date of an event says.
pub(super) fn said(event: &Event) -> Option<Bounds> {
    let bounds = event.when()?.bounds();
    let begins = Bounds { earliest_end: None, latest_end: None, ..bounds };
    Some(if is_timed(event) { begins } else { bounds })
}

/// Whether one waits for it to be over, not for it to have begun.
fn has_an_end(kind: EventType) -> bool {
    kind.is_momentary() || matches!(kind, EventType::Meeting | EventType::Talks | EventType::Visit)
}

/// The last day that can stand in a source: the day it came out, or the day its last version was
/// seen if there are several, since the text may have been told on.
fn told_by(source: &Source) -> Option<Told> {
    let when = source.published.as_ref()?.when.as_ref()?;
    let days = when.widened();
    let rewritten = source.versions.iter().skip(1).filter_map(|version| {
        let seen: When = version.seen.as_deref()?.parse().ok()?;
        seen.bounds().latest_end
    });
    Some(Told {
        first: days.earliest_start,
        last: rewritten.fold(days.latest_end, |last, seen| last.map(|last| last.max(seen))),
        soft: when.is_uncertain(),
    })
}

struct Told {
    first: Option<NaiveDate>,
    last: Option<NaiveDate>,
    soft: bool,
}

fn number(day: NaiveDate) -> i64 {
    i64::from(day.num_days_from_ce())
}

/// The network of a timeline.
pub(super) struct Rules<'t> {
    pub(super) network: Network,
    /// By event, in the order of `events`.
    pub(super) ends: Vec<Ends>,
    /// What edges and limits rest on.
    pub(super) statements: Vec<Statement<'t>>,
}

/// Makes the network.
///
/// - `events`: in the order of their ids, so that nothing depends on the order of the file;
/// - `relations`: earlier, later (places in `events`), which, in a settled order; only those that
///   say something about order and lie in no circle.
pub(super) fn rules<'t>(
    timeline: &'t Timeline,
    events: &[(&'t Id, &'t Event)],
    relations: &[(u32, u32, Relation)],
) -> Rules<'t> {
    let mut statements = Vec::new();
    let mut state = |statement| {
        statements.push(statement);
        u32::try_from(statements.len() - 1).expect("a file has fewer statements than bytes")
    };
    let mut edges = Vec::with_capacity(relations.len() + events.len() / 2);
    let mut limits = Vec::with_capacity(events.len());
    let mut ends = Vec::with_capacity(events.len());
    let mut points = 0;
    let sources: HashMap<&str, (&'t Id, Told)> = timeline
        .sources
        .iter()
        .filter_map(|(id, source)| Some((id.as_str(), (id, told_by(source)?))))
        .collect();

    for &(id, event) in events {
        let longest = longest(event);
        let end = if longest == Some(0) { points } else { points + 1 };
        let Ends { start, end } = Ends { start: points, end };
        ends.push(Ends { start, end });
        points = end + 1;
        if start != end {
            edges.push(Edge::given(start, end, 0));
            edges.extend(longest.map(|days| Edge::given(end, start, -days)));
        }
        if let Some(when) = event.when() {
            let days = when.widened();
            let statement = state(Statement::Date { event: id });
            let soft = when.is_uncertain();
            for (point, first, last) in [
                (start, days.earliest_start, days.latest_start),
                (end, days.earliest_end, days.latest_end),
            ] {
                limits.push(Limit {
                    point,
                    first: first.map(number),
                    last: last.map(number),
                    soft,
                    statement,
                });
                if start == end || is_timed(event) {
                    break;
                }
            }
        }
        let mut told: Vec<&(&'t Id, Told)> =
            event.evidence.iter().filter_map(|e| sources.get(e.source.as_str())).collect();
        match event.modality {
            Modality::Happened => told.retain(|(_, told)| told.last.is_some()),
            // An article after the first may look back at the plan: only the first bounds it.
            Modality::Planned => {
                let first = told.iter().copied().min_by_key(|(id, told)| (told.first, *id));
                told = first.into_iter().filter(|(_, told)| told.first.is_some()).collect();
            }
            Modality::Conditional | Modality::Possible | Modality::Denied => told.clear(),
        }
        told.sort_by_key(|(source, _)| *source);
        told.dedup_by_key(|(source, _)| *source);
        let planned = event.modality == Modality::Planned;
        for (source, told) in told {
            limits.push(Limit {
                point: start,
                first: told.first.filter(|_| planned).map(number),
                last: told.last.filter(|_| !planned).map(number),
                soft: told.soft || planned,
                statement: state(Statement::Reported { event: id, source }),
            });
        }
    }

    for &(earlier, later, relation) in relations {
        let (on, first) = events[earlier as usize];
        let (event, second) = events[later as usize];
        let (before, after) = (remove(first), remove(second));
        let hard = match relation {
            Relation::After => before == after && after < 2,
            Relation::RespondsTo | Relation::ConditionalOn => before == 0 && after == 0,
        };
        let done = match relation {
            Relation::ConditionalOn if has_an_end(first.kind) => ends[earlier as usize].end,
            _ => ends[earlier as usize].start,
        };
        edges.push(Edge {
            from: done,
            to: ends[later as usize].start,
            least: 0,
            soft: !hard,
            onward: before <= after,
            back: after <= before,
            statement: Some(state(Statement::Related { relation, event, on })),
        });
    }
    timings(events, &ends, &mut state, &mut edges);
    Rules { network: Network::new(points as usize, &edges, limits), ends, statements }
}

/// Distances between events, and how long they last.
fn timings<'t>(
    events: &[(&'t Id, &'t Event)],
    ends: &[Ends],
    state: &mut impl FnMut(Statement<'t>) -> u32,
    edges: &mut Vec<Edge>,
) {
    for (own, &(id, event)) in events.iter().enumerate() {
        for (at, timing) in event.timing.iter().enumerate() {
            let Some(says) = timing.says() else { continue };
            let statement = Some(state(Statement::Timed { event: id, at, on: timing.on() }));
            let mine = ends[own];
            if let Says::Lasts((least, most)) = says {
                if mine.start != mine.end {
                    let edge = |from, to, least| Edge { statement, ..Edge::given(from, to, least) };
                    edges.push(edge(mine.start, mine.end, least));
                    edges.push(edge(mine.end, mine.start, -most));
                }
                continue;
            }
            let on =
                timing.on().and_then(|on| events.binary_search_by(|(id, _)| (*id).cmp(on)).ok());
            let Some(on) = on.filter(|on| *on != own) else { continue };
            let other = events[on].1;
            if event.modality == Modality::Denied || other.modality == Modality::Denied {
                continue;
            }
            let (far, near) = (remove(other), remove(event));
            let soft = far != near || near == 2;
            let theirs = ends[on];
            // From the other to this one, and back.
            let onto = |from, to, least| Edge {
                soft,
                onward: far <= near,
                back: near <= far,
                statement,
                ..Edge::given(from, to, least)
            };
            let back = |from, to, least| Edge {
                onward: near <= far,
                back: far <= near,
                ..onto(from, to, least)
            };
            match says {
                Says::After(_, (least, most)) => {
                    edges.push(onto(theirs.start, mine.start, least));
                    edges.push(back(mine.start, theirs.end, -most));
                }
                Says::Before(_, (least, most)) => {
                    edges.push(back(mine.start, theirs.start, least));
                    edges.push(onto(theirs.start, mine.end, -most));
                }
                Says::During(_) => {
                    edges.push(onto(theirs.start, mine.start, 0));
                    edges.push(back(mine.end, theirs.end, 0));
                }
                Says::Lasts(_) => {}
            }
        }
    }
}
