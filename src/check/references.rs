//! References: names nobody introduced, events that lean on themselves, things nothing names.

use std::collections::{HashMap, HashSet};

use super::nearest::Nearest;
use crate::diagnostic::{Code, Diagnostic, Fix};
use crate::timeline::{self, Document, Edit, Id, Route, Timeline, Value};
use crate::vocabulary::Relation;

pub(super) fn check(document: &Document, timeline: &Timeline) -> Vec<Diagnostic> {
    let mut found = events(document, timeline);
    found.extend(actors(document, timeline));
    found.extend(sources(document, timeline));
    found
}

/// Whether an id stands in a section of the file, though what it stands for could not be read:
/// that has been told, and what leans on it is no mistake of its own.
///
/// `empty`: nothing was found in the section.
fn stands(document: &Document, section: &str, id: &Id, empty: bool) -> bool {
    is_key(document, &Route::new().key(section).name(id.as_str()), id.as_str())
        || (empty && is_lost(document, section))
}

/// Whether a section of the file could not be read at all.
///
/// To be asked only of a section in which nothing was found.
pub(super) fn is_lost(document: &Document, section: &str) -> bool {
    let value = document.text[document.find(&Route::new().key(section))].trim();
    is_key(document, &Route::new().name(section), section) && !value.starts_with('{') && {
        let is_map = |line: &str| line.contains(": ") || line.trim_end().ends_with(':');
        !value.starts_with(section) && !value.lines().next().is_some_and(is_map)
    }
}

/// Whether a route to a key leads to that key, and not to what is around it.
fn is_key(document: &Document, route: &Route, key: &str) -> bool {
    document.text[document.find(route)].trim_matches(['"', '\'']) == key
}

/// Relations to events that are not there, or to the event itself.
fn events(document: &Document, timeline: &Timeline) -> Vec<Diagnostic> {
    let mut found = Vec::new();
    let mut nearest = Nearest::new(timeline.events.keys().map(Id::as_str));
    let renamed: HashMap<&Id, &Id> = timeline
        .events
        .iter()
        .flat_map(|(id, event)| event.aka.iter().map(move |old| (old, id)))
        .collect();
    for (id, event) in &timeline.events {
        for &relation in Relation::ALL {
            for (i, other) in event.related(relation).iter().enumerate() {
                let route = || Route::event(id.as_str(), relation.name()).index(i);
                if other == id {
                    found.push(
                        Diagnostic::new(Code::SelfReference, leans(relation, id))
                            .label(document.find(&route()), "the event itself")
                            .help(format!("name another event, or drop `{other}` here"))
                            .fixes(dropped(document, id, relation.name(), other)),
                    );
                } else if !timeline.events.contains_key(other)
                    && !stands(document, "events", other, timeline.events.is_empty())
                {
                    let otherwise =
                        format!("add the event under `events`, or drop it from `{relation}`");
                    let now = renamed.get(other).map(|now| now.as_str());
                    let (help, fix) =
                        meant(document, &route(), other, now, &mut nearest, &otherwise);
                    found.push(
                        Diagnostic::new(
                            Code::UnknownEvent,
                            format!("`{id}` names an event `{other}` that is not there"),
                        )
                        .label(document.find(&route()), "no event has this id")
                        .help(help)
                        .fixes(fix)
                        .fixes(dropped(
                            document,
                            id,
                            relation.name(),
                            other,
                        )),
                    );
                }
            }
        }
    }
    found
}

/// What to do about an id that nothing has: the id it has now, the nearest one, or `otherwise`.
fn meant(
    document: &Document,
    route: &Route,
    unknown: &Id,
    now: Option<&str>,
    nearest: &mut Nearest<'_>,
    otherwise: &str,
) -> (String, Option<Fix>) {
    let write = |id: &str| {
        let value = Value::Text(id.to_owned());
        let edit = Edit::Set { route: route.clone(), value };
        timeline::fix(document, format!("write `{id}`"), &[edit])
    };
    match (now, nearest.to(unknown.as_str())) {
        (Some(now), _) => (format!("it is now called `{now}`"), write(now).map(Fix::certain)),
        (None, Some(known)) => (format!("did you mean `{known}`?"), write(known)),
        (None, None) => (otherwise.to_owned(), None),
    }
}

/// The event without one element of a list.
fn dropped(document: &Document, id: &Id, field: &str, element: &Id) -> Option<Fix> {
    let route = Route::event(id.as_str(), field);
    let edit = Edit::RemoveFromList { route, text: element.0.clone() };
    timeline::fix(document, format!("drop `{element}` from `{field}`"), &[edit])
}

fn leans(relation: Relation, id: &Id) -> String {
    match relation {
        Relation::After => format!("`{id}` comes after itself"),
        Relation::RespondsTo => format!("`{id}` responds to itself"),
        Relation::ConditionalOn => format!("`{id}` is conditional on itself"),
    }
}

/// Actors whom nobody introduced, and whom no event names.
fn actors(document: &Document, timeline: &Timeline) -> Vec<Diagnostic> {
    let mut found = Vec::new();
    let mut named: HashSet<&Id> = HashSet::new();
    let mut unknown: Vec<(&Id, Route)> = Vec::new();
    let mut name = |actor, route: &dyn Fn() -> Route| {
        if timeline.actors.contains_key(actor) {
            named.insert(actor);
        } else if !stands(document, "actors", actor, timeline.actors.is_empty()) {
            unknown.push((actor, route()));
        }
    };
    for (id, actor) in &timeline.actors {
        let Some(of) = &actor.of else { continue };
        let route = || Route::new().key("actors").key(id.as_str()).key("of");
        if of == id {
            found.push(
                Diagnostic::new(Code::SelfReference, format!("`{id}` acts for itself"))
                    .label(document.find(&route()), "the actor itself")
                    .help("drop `of`, or name the state or organization it acts for"),
            );
        } else {
            name(of, &route);
        }
    }
    for (id, event) in &timeline.events {
        for (side, actors) in [("from", &event.from), ("to", &event.to)] {
            for (i, actor) in actors.iter().enumerate() {
                name(actor, &|| Route::event(id.as_str(), side).index(i));
            }
        }
    }
    let mut nearest = Nearest::new(timeline.actors.keys().map(Id::as_str));
    let renamed: HashMap<&Id, &Id> = timeline
        .actors
        .iter()
        .flat_map(|(id, actor)| actor.aka.iter().map(move |old| (old, id)))
        .collect();
    for (actor, route) in unknown {
        let otherwise = "introduce the actor under `actors`";
        let now = renamed.get(actor).map(|now| now.as_str());
        let (help, fix) = meant(document, &route, actor, now, &mut nearest, otherwise);
        found.push(
            Diagnostic::new(Code::UnknownActor, format!("nobody introduced the actor `{actor}`"))
                .label(document.find(&route), "no actor has this id")
                .help(help)
                .fixes(fix),
        );
    }
    for id in timeline.actors.keys().filter(|id| !named.contains(id)) {
        found.push(
            Diagnostic::new(Code::UnusedActor, format!("no event names the actor `{id}`"))
                .label(document.find(&Route::new().key("actors").name(id.as_str())), "")
                .help("name it in `from` or `to` of an event, or remove it"),
        );
    }
    found
}

/// Evidence from sources that are not listed, and sources nothing rests on.
fn sources(document: &Document, timeline: &Timeline) -> Vec<Diagnostic> {
    let mut found = Vec::new();
    let mut nearest = Nearest::new(timeline.sources.keys().map(Id::as_str));
    let mut named: HashSet<&Id> = HashSet::new();
    for (id, event) in &timeline.events {
        for (i, evidence) in event.evidence.iter().enumerate() {
            if timeline.sources.contains_key(&evidence.source) {
                named.insert(&evidence.source);
                continue;
            }
            if stands(document, "sources", &evidence.source, timeline.sources.is_empty()) {
                continue;
            }
            let route = Route::event(id.as_str(), "evidence").index(i).key("source");
            let otherwise = "list the article under `sources`";
            let (help, fix) =
                meant(document, &route, &evidence.source, None, &mut nearest, otherwise);
            found.push(
                Diagnostic::new(
                    Code::UnknownSource,
                    format!("`{id}` rests on a source `{}` that is not listed", evidence.source),
                )
                .label(document.find(&route), "no source has this id")
                .help(help)
                .fixes(fix),
            );
        }
    }
    for id in timeline.sources.keys().filter(|id| !named.contains(id)) {
        found.push(
            Diagnostic::new(Code::UnusedSource, format!("no event rests on the source `{id}`"))
                .label(document.find(&Route::new().key("sources").name(id.as_str())), "")
                .help("name it in the `evidence` of an event, or remove it"),
        );
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_could_not_be_read_is_not_missed() {
        let text = "title: x\nsources: [a]\nevents:\n  a: hello\n  b: {type: meeting, title: B, \
                    from: [p], after: [a, c], evidence: [{source: s}]}\n";
        let document = Document::new("t.yaml", text);
        let (timeline, _) = crate::timeline::read(&document);
        let told: Vec<_> =
            check(&document, &timeline).into_iter().map(|r| (r.code, r.message)).collect();
        assert_eq!(
            told,
            [
                (Code::UnknownEvent, "`b` names an event `c` that is not there".to_owned()),
                (Code::UnknownActor, "nobody introduced the actor `p`".to_owned()),
            ]
        );
    }
}
