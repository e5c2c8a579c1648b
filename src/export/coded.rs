//! Events in the codes of the trade: CAMEO as CSV, a row for each pair of actors; PLOVER as JSON
//! Lines, a line for each event.
//!
//! ```text
//! date,source,target,code,root,id
//! 2025-05-11,UKRGOV,RUSGOV,036,03,zelensky-invites-putin
//! ```
//!
//! Codes follow from type and modality alone, see [`by_type`]: a timeline keeps no words of
//! triggers. What is only possible, and what the ontologies have no place for, is left out. Lists
//! of actors become pairs here and nowhere else; meetings and agreements go both ways.

use std::io::{self, Write};

use serde_json::json;

use super::in_order;
use crate::graph::Graph;
use crate::timeline::{Actor, Id};
use crate::vocabulary::ActorKind;
use crate::vocabulary::cameo::{by_type, plover as plover_of};

/// How far a chain of "acts for" is followed.
const CHAIN: usize = 8;

/// The events as CAMEO, one row for each pair of actors, in the order of the timeline.
pub fn cameo(graph: &Graph<'_>, out: &mut dyn Write) -> io::Result<()> {
    let mut rows = csv::Writer::from_writer(out);
    rows.write_record(["date", "source", "target", "code", "root", "id"])?;
    for (id, event) in in_order(graph) {
        let Some(code) = by_type(event.kind, event.modality) else { continue };
        let date = event.date.as_ref().map_or("", |date| date.written.as_str());
        let sources = codes(graph, &event.from);
        let targets = codes(graph, &event.to);
        for (source, target) in pairs(&sources, &targets, event.kind.is_reciprocal()) {
            rows.write_record([date, &source, &target, code, &code[..2], id.as_str()])?;
        }
    }
    rows.flush()
}

/// The events as PLOVER, one line of JSON an event, in the order of the timeline.
pub fn plover(graph: &Graph<'_>, out: &mut dyn Write) -> io::Result<()> {
    for (id, event) in in_order(graph) {
        let Some(plover) = by_type(event.kind, event.modality).and_then(plover_of) else {
            continue;
        };
        let mut actors = codes(graph, &event.from);
        let mut recipients = codes(graph, &event.to);
        if event.kind.is_reciprocal() {
            actors.append(&mut recipients);
        }
        let line = json!({
            "id": id,
            "date": event.date.as_ref().map(|date| &date.written),
            "event_type": plover.category,
            "event_mode": plover.mode,
            "actors": actors,
            "recipients": recipients,
            "location": event.place,
        });
        writeln!(out, "{line}")?;
    }
    Ok(())
}

/// Who does it to whom; both ways where both sides do the same.
fn pairs(sources: &[String], targets: &[String], both: bool) -> Vec<(String, String)> {
    let nobody = [String::new()];
    let mut pairs = Vec::new();
    if both && targets.is_empty() && sources.len() > 1 {
        for one in sources {
            let others = sources.iter().filter(|other| *other != one);
            pairs.extend(others.map(|other| (one.clone(), other.clone())));
        }
        return pairs;
    }
    let targets = if targets.is_empty() { &nobody[..] } else { targets };
    for source in if sources.is_empty() { &nobody[..] } else { sources } {
        for target in targets {
            pairs.push((source.clone(), target.clone()));
            if both && !target.is_empty() && !source.is_empty() {
                pairs.push((target.clone(), source.clone()));
            }
        }
    }
    pairs
}

fn codes(graph: &Graph<'_>, ids: &[Id]) -> Vec<String> {
    let mut codes: Vec<String> = Vec::new();
    for id in ids {
        let code = code(graph, id.as_str());
        if !codes.contains(&code) {
            codes.push(code);
        }
    }
    codes
}

/// A country and a role, as far as the file tells; the id where it tells neither.
fn code(graph: &Graph<'_>, id: &str) -> String {
    let actors = &graph.timeline().actors;
    let Some(actor) = actors.get(id) else { return id.to_owned() };
    let mut state: Option<&Actor> = Some(actor);
    for _ in 0..CHAIN {
        match state {
            Some(one) if one.kind != ActorKind::State => {
                state = one.of.as_ref().and_then(|of| actors.get(of.as_str()));
            }
            _ => break,
        }
    }
    let country = state.filter(|one| one.kind == ActorKind::State);
    match (country.and_then(|one| one.code.as_deref()), actor.kind) {
        (Some(country), ActorKind::State | ActorKind::Group) => country.to_owned(),
        (Some(country), ActorKind::Person | ActorKind::Organization) => format!("{country}GOV"),
        (None, ActorKind::Organization) => {
            let short = actor.code.as_deref().unwrap_or_default();
            let letters = short.chars().filter(char::is_ascii_uppercase).take(3);
            format!("IGO{}", letters.collect::<String>())
        }
        (None, _) => actor.code.clone().unwrap_or_else(|| id.to_owned()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::timeline::{Document, read};

    const FILE: &str = "\
title: Strait
actors:
  ana-morel: {name: Ana Morel, kind: person, of: chile}
  chile: {name: Chile, kind: state, code: CHL}
  peru: {name: Peru, kind: state, code: PER}
  un: {name: United Nations, kind: organization, code: UN}
events:
  talks: {type: talks, title: Talks, date: \"2031-03-10\", from: [ana-morel], to: [peru]}
  raid: {type: attack, title: Raid, modality: planned, from: [chile], to: [peru]}
  hope: {type: visit, title: Visit, modality: possible, from: [un], to: [peru]}
  plea: {type: appeal, title: Plea, from: [un]}
";

    #[test]
    fn events_are_coded_by_type_and_modality() {
        let document = Document::new("t.yaml".to_owned(), FILE);
        let (timeline, _) = read(&document);
        let graph = Graph::new(&timeline);
        let text = |write: &dyn Fn(&mut Vec<u8>) -> io::Result<()>| {
            let mut bytes = Vec::new();
            write(&mut bytes).unwrap();
            String::from_utf8(bytes).unwrap()
        };
        let rows = text(&|out| cameo(&graph, out));
        let rows: Vec<String> = rows.lines().map(str::to_owned).collect();
        assert_eq!(rows.len(), 5, "{rows:?}");
        for row in [
            "2031-03-10,CHLGOV,PER,046,04,talks",
            "2031-03-10,PER,CHLGOV,046,04,talks",
            ",CHL,PER,138,13,raid",
            ",IGOUN,,020,02,plea",
        ] {
            assert!(rows.iter().any(|one| one == row), "{row}: {rows:?}");
        }
        let lines = text(&|out| plover(&graph, out));
        assert_eq!(lines.lines().count(), 3, "{lines}");
        assert!(lines.contains("\"event_type\":\"THREATEN\""), "{lines}");
    }
}
