//! What stands under the mouse: an actor with its offices, an event with its days, what a key is
//! for, what a choice means.

use std::fmt::Write as _;

use serde_json::{Value, json};

use super::{Open, ids};
use crate::calendar::{Bounds, NaiveDate};
use crate::diagnostic::visible::visible;
use crate::editor::schema;
use crate::graph::Graph;
use crate::timeline::{Actor, Event, Id, Section, Source, Timeline};

/// The words for a byte of the text, with the range they are about; nothing where there are none.
pub(super) fn hover(open: &mut Open, byte: usize) -> Value {
    let outline = open.outline();
    let Some(at) = outline.at(byte) else { return Value::Null };
    let span = outline.spots[at].span.clone();
    let range = open.text.range(&span);
    let text = open.text.as_str();
    let told = if let Some(named) = ids::named(text, &outline, byte) {
        let timeline = open.timeline();
        match named.section {
            Section::Actors => timeline.actors.get(named.id.as_str()).map(|it| actor(timeline, it)),
            Section::Sources => timeline.sources.get(named.id.as_str()).map(source),
            Section::Events => {
                timeline.events.get(named.id.as_str()).map(|it| event(timeline, &named.id, it))
            }
        }
    } else if outline.spots[at].is_key {
        let way = outline.below(text, at);
        schema::at(&way).map(key)
    } else {
        let way = outline.way(text, at);
        match way.as_slice() {
            ["events", id, "date"] => {
                let id = (*id).to_owned();
                let timeline = open.timeline();
                timeline.events.get(id.as_str()).map(|_| days(timeline, &id))
            }
            way => schema::at(way).and_then(|about| choice(about, &text[span])),
        }
    };
    told.filter(|told| !told.is_empty()).map_or(
        Value::Null,
        |told| json!({"contents": {"kind": "markdown", "value": told}, "range": range}),
    )
}

/// What a key is for, with examples.
fn key(about: &Value) -> String {
    let mut told = about["description"].as_str().unwrap_or_default().to_owned();
    let examples: Vec<String> = (about["examples"].as_array().into_iter().flatten())
        .filter(|example| !example.is_object())
        .map(|example| match example {
            Value::String(text) => code(text),
            other => code(&other.to_string().replace('"', "")),
        })
        .collect();
    if !examples.is_empty() {
        let _ = write!(told, "\n\nFor example {}", examples.join(", "));
    }
    let choices: Vec<String> = (about["enum"].as_array().into_iter().flatten())
        .filter_map(Value::as_str)
        .map(code)
        .collect();
    if !choices.is_empty() {
        let _ = write!(told, "\n\nOne of {}", choices.join(", "));
    }
    told
}

/// What a choice means.
pub(super) fn choice(about: &Value, written: &str) -> Option<String> {
    let at = about["enum"].as_array()?.iter().position(|one| one == written)?;
    Some(about["enumDescriptions"][at].as_str()?.to_owned())
}

fn actor(timeline: &Timeline, actor: &Actor) -> String {
    let mut told = format!("**{}**, {}", plain(&actor.name), actor.kind);
    if let Some(of) = &actor.of {
        let name = timeline.actors.get(of.as_str()).map_or(of.as_str(), |of| of.name.as_str());
        let _ = write!(told, " of {}", plain(name));
    }
    if let Some(code) = &actor.code {
        let _ = write!(told, " ({})", plain(code));
    }
    if !actor.aliases.is_empty() {
        let _ = write!(told, "\n\nalso {}", plain(&actor.aliases.join(", ")));
    }
    told.push('\n');
    for office in &actor.offices {
        let _ = write!(told, "\n- {}", plain(&office.title));
        match (&office.from, &office.to) {
            (Some(from), Some(to)) => {
                let _ = write!(told, ", {} to {}", plain(&from.written), plain(&to.written));
            }
            (Some(from), None) => {
                let _ = write!(told, ", from {}", plain(&from.written));
            }
            (None, Some(to)) => {
                let _ = write!(told, ", to {}", plain(&to.written));
            }
            (None, None) => {}
        }
        if let Some(source) = &office.source {
            let _ = write!(told, ", as {} says", code(source.as_str()));
        }
    }
    told
}

fn source(source: &Source) -> String {
    let mut told = format!("**{}**\n", plain(&source.title));
    let lines = [
        source.publisher.clone(),
        source.author.clone(),
        source.published.as_ref().map(|date| date.written.clone()),
        source.url.clone(),
    ];
    for line in lines.into_iter().flatten() {
        let _ = write!(told, "\n- {}", plain(&line));
    }
    match source.versions.len() {
        0 => {}
        1 => told.push_str("\n- 1 saved copy"),
        n => {
            let _ = write!(told, "\n- {n} saved copies");
        }
    }
    told
}

fn event(timeline: &Timeline, id: &str, event: &Event) -> String {
    let names = |ids: &[Id]| {
        let actors = ids.iter().map(|id| timeline.actors.get(id.as_str()));
        let names = actors.zip(ids).map(|(actor, id)| actor.map_or(id.as_str(), |one| &one.name));
        plain(&names.collect::<Vec<_>>().join(", "))
    };
    let mut told = format!("**{}**\n\n{}, {}", plain(&event.title), event.kind, event.modality);
    match (event.from.is_empty(), event.to.is_empty()) {
        (true, true) => {}
        (false, true) => {
            let _ = write!(told, "; {}", names(&event.from));
        }
        (true, false) => {
            let _ = write!(told, "; to {}", names(&event.to));
        }
        (false, false) => {
            let _ = write!(told, "; {} → {}", names(&event.from), names(&event.to));
        }
    }
    if let Some(place) = &event.place {
        let _ = write!(told, "; {}", plain(place));
    }
    told.push_str("\n\n");
    told.push_str(&days(timeline, id));
    told
}

/// The date as written, and what the neighbours leave of it.
fn days(timeline: &Timeline, id: &str) -> String {
    let Some(event) = timeline.events.get(id) else { return String::new() };
    let bounds = Graph::new(timeline).bounds(id);
    let said = event.when().map(crate::calendar::When::bounds);
    let mut told = match &event.date {
        Some(date) => format!("Date: {}", code(&date.written)),
        None => "No date is given".to_owned(),
    };
    let is_day = bounds.earliest_start.is_some()
        && bounds.earliest_start == bounds.latest_end
        && said == Some(bounds);
    if !is_day {
        let inferred = said != Some(bounds) && !bounds.is_unknown();
        let from = if inferred { "; with its neighbours, " } else { "; " };
        told.push_str(from);
        told.push_str(&run(&bounds));
    }
    told
}

/// Four days in words.
fn run(bounds: &Bounds) -> String {
    let between =
        |what: &str, first: Option<NaiveDate>, last: Option<NaiveDate>| match (first, last) {
            (Some(first), Some(last)) if first == last => format!("{what} on {first}"),
            (Some(first), Some(last)) => format!("{what} between {first} and {last}"),
            (Some(first), None) => format!("{what} on {first} or later"),
            (None, Some(last)) => format!("{what} on {last} or earlier"),
            (None, None) => format!("{what} on any day"),
        };
    let starts = (bounds.earliest_start, bounds.latest_start);
    let ends = (bounds.earliest_end, bounds.latest_end);
    if starts == ends {
        between("it lies", starts.0, starts.1)
    } else {
        format!("{}, {}", between("it begins", starts.0, starts.1), between("ends", ends.0, ends.1))
    }
}

/// Text of the file, without what Markdown would make of it.
fn plain(text: &str) -> String {
    let mut out = String::new();
    for c in visible(text).chars() {
        if c.is_ascii_punctuation()
            && !matches!(c, '.' | ',' | ';' | ':' | '-' | '(' | ')' | '/' | '\'')
        {
            out.push('\\');
        }
        out.push(c);
    }
    out
}

/// Text of the file, as it is written there.
fn code(text: &str) -> String {
    format!("`{}`", visible(text).replace('`', "'"))
}
