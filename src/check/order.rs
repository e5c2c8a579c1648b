//! Order: circles, and dates that no choice of days brings into the stated order.

use std::collections::HashSet;

use super::suspects::{Case, gather};
use crate::calendar::{NaiveDate, Truth};
use crate::diagnostic::{Code, Diagnostic, Fix, Severity, Span};
use crate::graph::{Contradiction, Graph, Statement};
use crate::timeline::{self, Document, Edit, Id, Route, Timeline};
use crate::vocabulary::Relation;

/// How many steps of a contradiction are drawn.
const MOST: usize = 12;

pub(super) fn check(document: &Document, graph: &Graph<'_>) -> Vec<Diagnostic> {
    let timeline = graph.timeline();
    let mut found = Vec::new();
    for circle in graph.loops() {
        // An event that names itself has been told as such.
        if events(&circle).len() > 1 {
            found.push(looped(document, timeline, &circle));
        }
    }
    let mut contradictions = graph.contradictions();
    // A single event against its own source is told among the dates.
    contradictions.retain(|contradiction| events(contradiction).len() > 1);
    for case in gather(timeline, &contradictions) {
        found.push(match case {
            Case::Single(contradiction) => contradicted(document, timeline, contradiction),
            Case::Shared(event, contradictions) => {
                shared(document, timeline, event, &contradictions)
            }
        });
    }
    found
}

/// The events along the walk, from the earlier to the later, each once.
fn events<'t>(contradiction: &Contradiction<'t>) -> Vec<&'t Id> {
    let steps = &contradiction.steps;
    let is_relation = |i: usize| matches!(steps[i], Statement::Related { .. });
    // A walk is a circle: begin where its relations do.
    let begin = (0..steps.len())
        .find(|&i| is_relation(i) && !is_relation((i + steps.len() - 1) % steps.len()))
        .unwrap_or(0);
    let along = steps[begin..].iter().chain(&steps[..begin]).flat_map(|step| match *step {
        Statement::Date { event } | Statement::Reported { event, .. } => [Some(event), None],
        Statement::Timed { event, on, .. } => [on, Some(event)],
        Statement::Related { event, on, .. } => [Some(on), Some(event)],
    });
    let mut seen = HashSet::new();
    along.flatten().filter(|id| seen.insert(*id)).collect()
}

fn looped(document: &Document, timeline: &Timeline, circle: &Contradiction<'_>) -> Diagnostic {
    let names = events(circle);
    let message = match names.as_slice() {
        [a, b] => format!("`{a}` and `{b}` each come after the other"),
        names => format!("{} come after each other in a circle", listed(names)),
    };
    let mut places = places(document, timeline, circle);
    // Told where the dates speak against the order, else at the first place of the file, wherever
    // the circle was entered.
    let doubtful = circle.steps.iter().position(|step| is_against_dates(timeline, step));
    let first = (0..places.len()).min_by_key(|&i| places[i].0.start).unwrap_or(0);
    places.rotate_left(doubtful.unwrap_or(first));
    let help = match doubtful {
        Some(_) => "drop one of these relations; the dates speak against the one marked first",
        None => "drop one of these relations",
    };
    labelled(Diagnostic::new(Code::OrderLoop, message), places)
        .help(help)
        .fixes(without(document, circle))
}

/// Whether an event is over before the one that it is said to come after can begin.
fn is_against_dates(timeline: &Timeline, step: &Statement<'_>) -> bool {
    let Statement::Related { event, on, .. } = step else { return false };
    let bounds = |id: &Id| Some(timeline.events.get(id)?.when()?.bounds());
    match (bounds(event), bounds(on)) {
        (Some(later), Some(earlier)) => later.before(&earlier) == Truth::Yes,
        _ => false,
    }
}

/// For each relation of a contradiction: the file without it.
fn without(document: &Document, contradiction: &Contradiction<'_>) -> Vec<Fix> {
    let relations = contradiction.steps.iter().filter_map(|step| match *step {
        Statement::Related { relation, event, on } => Some((relation.name(), event, on)),
        Statement::Date { .. } | Statement::Timed { .. } | Statement::Reported { .. } => None,
    });
    let fixes = relations.take(MOST).filter_map(|(field, event, on)| {
        let route = Route::event(event.as_str(), field);
        let edit = Edit::RemoveFromList { route, text: on.0.clone() };
        timeline::fix(document, format!("drop `{on}` from `{field}` of `{event}`"), &[edit])
    });
    fixes.collect()
}

fn contradicted(
    document: &Document,
    timeline: &Timeline,
    contradiction: &Contradiction<'_>,
) -> Diagnostic {
    let mut remark = two_dates(document, timeline, contradiction).unwrap_or_else(|| {
        let names = events(contradiction);
        let short = match contradiction.short_by {
            0 => String::new(),
            1 => ", by a day".to_owned(),
            days => format!(", by {days} days"),
        };
        let message =
            format!("the dates and the order of {} cannot all hold{short}", listed(&names));
        let mut places = places(document, timeline, contradiction);
        // The last step is the likely culprit: there it is told.
        places.rotate_right(1);
        labelled(Diagnostic::new(Code::DateOrder, message), places)
            .help("correct one of these lines; without any one of them, the others hold")
    });
    if contradiction.soft {
        remark.severity = Severity::Warning;
    }
    remark.fixes(without(document, contradiction))
}

/// One date in several contradictions: it is told first, then what speaks against it.
fn shared(
    document: &Document,
    timeline: &Timeline,
    suspect: &Id,
    contradictions: &[&Contradiction<'_>],
) -> Diagnostic {
    let its_date = Statement::Date { event: suspect };
    let mut others: Vec<&Id> = Vec::new();
    let mut against: Vec<(Span, String)> = Vec::new();
    for contradiction in contradictions {
        for step in &contradiction.steps {
            let other = match *step {
                Statement::Date { event } if event != suspect => event,
                Statement::Reported { source, .. } => source,
                Statement::Date { .. } | Statement::Related { .. } | Statement::Timed { .. } => {
                    continue;
                }
            };
            if !others.contains(&other) {
                others.push(other);
            }
        }
        let places = if let Some(Pair { relation, later, earlier, ends, begins }) =
            between_dates(timeline, contradiction)
        {
            let text = phrase(relation, later, earlier);
            let text = if earlier == suspect {
                format!("{text} but ends {ends}")
            } else {
                format!("{text}, which begins {begins}")
            };
            vec![(place(document, timeline, relation, later, earlier), text)]
        } else {
            let mut along = (*contradiction).clone();
            let first = along.steps.iter().position(|step| *step == its_date).unwrap_or(0);
            along.steps.rotate_left(first);
            places(document, timeline, &along).split_off(1)
        };
        for place in places {
            if !against.contains(&place) {
                against.push(place);
            }
        }
    }
    let those = if others.len() == 1 { "that" } else { "those" };
    let mut remark = Diagnostic::new(
        Code::DateOrder,
        format!("the date of `{suspect}` does not fit {those} of {}", listed(&others)),
    )
    .label(
        document.find(&Route::event(suspect.as_str(), "date")),
        format!("in each of {} contradictions", contradictions.len()),
    );
    if contradictions.iter().all(|contradiction| contradiction.soft) {
        remark.severity = Severity::Warning;
    }
    labelled(remark, against)
        .help("correct this date; if it is right, correct the others, or drop the relations")
}

/// The usual case: one relation between two dated events.
struct Pair<'t> {
    relation: Relation,
    later: &'t Id,
    earlier: &'t Id,
    /// Last day of the later one.
    ends: NaiveDate,
    /// First day of the earlier one.
    begins: NaiveDate,
}

fn between_dates<'t>(timeline: &Timeline, contradiction: &Contradiction<'t>) -> Option<Pair<'t>> {
    let mut relations = contradiction.steps.iter().filter_map(|step| match *step {
        Statement::Related { relation, event, on } => Some((relation, event, on)),
        Statement::Date { .. } | Statement::Timed { .. } | Statement::Reported { .. } => None,
    });
    let (relation, later, earlier) = relations.next()?;
    let dated = |id: &Id| {
        contradiction.steps.iter().any(|s| matches!(s, Statement::Date { event } if *event == id))
    };
    if relations.next().is_some()
        || contradiction.steps.len() != 3
        || !dated(later)
        || !dated(earlier)
    {
        return None;
    }
    let ends = timeline.events.get(later)?.when()?.bounds().latest_end?;
    let begins = timeline.events.get(earlier)?.when()?.bounds().earliest_start?;
    Some(Pair { relation, later, earlier, ends, begins })
}

/// The usual case, in the words of a person.
fn two_dates(
    document: &Document,
    timeline: &Timeline,
    contradiction: &Contradiction<'_>,
) -> Option<Diagnostic> {
    let Pair { relation, later, earlier, ends, begins } = between_dates(timeline, contradiction)?;
    let date = |id: &Id| document.find(&Route::event(id.as_str(), "date"));
    let field = relation.name();
    let mut ends_meet =
        [(date(later), format!("ends {ends}")), (date(earlier), format!("begins {begins}"))];
    if contradiction.steps.last() == Some(&Statement::Date { event: earlier }) {
        ends_meet.reverse();
    }
    let remark = Diagnostic::new(
        Code::DateOrder,
        format!("{} but ends before it begins", phrase(relation, later, earlier)),
    );
    Some(
        labelled(remark, ends_meet.into())
            .label(place(document, timeline, relation, later, earlier), "the order is stated here")
            .help(format!("correct one of the dates, or drop `{earlier}` from `{field}`")),
    )
}

fn labelled(remark: Diagnostic, places: Vec<(Span, String)>) -> Diagnostic {
    let left = places.len().saturating_sub(MOST);
    let mut remark =
        places.into_iter().take(MOST).fold(remark, |remark, (span, text)| remark.label(span, text));
    if let (Some(last), 1..) = (remark.labels.last_mut(), left) {
        last.text = format!("{}, and {left} steps more", last.text);
    }
    remark
}

/// Every step with its place and what stands there.
fn places(
    document: &Document,
    timeline: &Timeline,
    contradiction: &Contradiction<'_>,
) -> Vec<(Span, String)> {
    let step = |step: &Statement<'_>| match *step {
        Statement::Date { event } => {
            let date = timeline.events.get(event).and_then(|event| event.date.as_ref());
            let written = date.map_or("", |date| &date.written);
            (
                document.find(&Route::event(event.as_str(), "date")),
                format!("`{event}` has the date {written}"),
            )
        }
        Statement::Related { relation, event, on } => {
            (place(document, timeline, relation, event, on), phrase(relation, event, on))
        }
        Statement::Timed { event, at, .. } => {
            let timing = timeline.events.get(event).and_then(|event| event.timing.get(at));
            let said = timing.and_then(|timing| timing.quote.as_ref());
            let said = said.map_or(String::new(), |quote| format!(": \"{quote}\""));
            (
                document.find(&step.route(timeline)),
                format!("how far `{event}` lies, or how long{said}"),
            )
        }
        Statement::Reported { event, source } => {
            let route = Route::new().key("sources").key(source.as_str()).key("published");
            (document.find(&route), format!("`{source}` came out here and tells of `{event}`"))
        }
    };
    contradiction.steps.iter().map(step).collect()
}

/// Where a relation stands.
fn place(
    document: &Document,
    timeline: &Timeline,
    relation: Relation,
    event: &Id,
    on: &Id,
) -> Span {
    let route = Route::event(event.as_str(), relation.name());
    let listed = timeline.events.get(event).map_or(&[][..], |event| event.related(relation));
    document.find(&match listed.iter().position(|id| id == on) {
        Some(i) => route.index(i),
        None => route,
    })
}

fn phrase(relation: Relation, event: &Id, on: &Id) -> String {
    match relation {
        Relation::After => format!("`{event}` comes after `{on}`"),
        Relation::RespondsTo => format!("`{event}` responds to `{on}`"),
        Relation::ConditionalOn => format!("`{event}` is conditional on `{on}`"),
    }
}

/// "`a`, `b` and `c`"; of many, the first ones and how many more.
fn listed(names: &[&Id]) -> String {
    let shown: Vec<String> = names.iter().take(5).map(|id| format!("`{id}`")).collect();
    match (shown.split_last(), names.len() - shown.len()) {
        (Some((last, [])), 0) => last.clone(),
        (Some((last, others)), 0) => format!("{} and {last}", others.join(", ")),
        (_, more) => format!("{} and {more} more", shown.join(", ")),
    }
}
