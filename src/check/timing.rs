//! Timings: which of their keys go together, lengths that are none, events that are not there.

use super::nearest::Nearest;
use crate::diagnostic::{Code, Diagnostic};
use crate::timeline::{Document, Id, Route, Timeline, Timing};

pub(super) fn check(document: &Document, timeline: &Timeline) -> Vec<Diagnostic> {
    let mut found = Vec::new();
    let mut nearest = Nearest::new(timeline.events.keys().map(Id::as_str));
    for (id, event) in &timeline.events {
        for (i, timing) in event.timing.iter().enumerate() {
            let route = || Route::event(id.as_str(), "timing").index(i);
            let lengths =
                [("lasts", &timing.lasts), ("by", &timing.by), ("within", &timing.within)];
            let mut bad = false;
            for (key, length) in lengths {
                if let Some(length) = length
                    && length.parse::<crate::calendar::Length>().is_err()
                {
                    bad = true;
                    let remark =
                        Diagnostic::new(Code::BadValue, format!("`{length}` is no length of time"));
                    found.push(
                        remark
                            .label(document.find(&route().key(key)), "")
                            .help("write P3D for three days, P2W, P6M or P1Y"),
                    );
                }
            }
            if let Some((key, on)) = named(timing) {
                let place = || document.find(&route().key(key));
                if on == id {
                    found.push(
                        Diagnostic::new(Code::SelfReference, format!("`{id}` is timed by itself"))
                            .label(place(), "the event itself")
                            .help("name another event, or drop the timing"),
                    );
                } else if !timeline.events.contains_key(on) {
                    let help =
                        nearest.help(on.as_str(), "add the event under `events`, or drop this");
                    found.push(
                        Diagnostic::new(
                            Code::UnknownEvent,
                            format!("`{id}` names an event `{on}` that is not there"),
                        )
                        .label(place(), "no event has this id")
                        .help(help),
                    );
                }
            }
            if !bad && timing.says().is_none() {
                found.push(
                    Diagnostic::new(Code::BadValue, "a timing says one thing".to_owned())
                        .label(document.find(&route()), "this says none, or several")
                        .help(
                            "write {after: ID, by: P3D}, {before: ID, within: P1W}, {during: ID} or \
                             {lasts: P30D}",
                        ),
                );
            }
        }
    }
    found
}

fn named(timing: &Timing) -> Option<(&'static str, &Id)> {
    [("after", &timing.after), ("before", &timing.before), ("during", &timing.during)]
        .into_iter()
        .find_map(|(key, id)| Some((key, id.as_ref()?)))
}
