//! iCalendar (RFC 5545): the events whose days are known, as all-day entries.
//!
//! A calendar cannot say "some day in March 2022": the entry then lasts for all days that are
//! possible, and CATEGORIES and DESCRIPTION say so. What has no date, or one that is open on a
//! side, is left out. DTSTAMP, which the standard wants, is the day the first source came out,
//! else the event's own first day: the same timeline gives the same bytes.

use std::io::{self, Write};

use chrono::{Datelike, Days};

use super::{in_order, pass, rest};
use crate::calendar::{NaiveDate, When};
use crate::diagnostic::visible::is_hidden;
use crate::graph::Graph;
use crate::timeline::{Event, Id};
use crate::vocabulary::Modality;

/// The events whose days are known, as an iCalendar file.
///
/// - `name`: what the timeline is called on disk; part of each entry's permanent UID.
pub fn ics(graph: &Graph<'_>, name: &str, to: &mut dyn Write) -> io::Result<()> {
    let timeline = graph.timeline();
    let mut out = String::new();
    line(&mut out, "BEGIN", "VCALENDAR");
    line(&mut out, "VERSION", "2.0");
    line(&mut out, "PRODID", "-//demarche//demarche//EN");
    line(&mut out, "X-WR-CALNAME", &escape(&timeline.title));
    for (id, event) in in_order(graph) {
        if let Some(days) = event.when().and_then(known) {
            entry(&mut out, graph, name, (id, event), days);
            pass(&mut out, to)?;
        }
    }
    line(&mut out, "END", "VCALENDAR");
    rest(&mut out, to)
}

/// First and last day that are possible, where both are and a calendar has them.
fn known(when: &When) -> Option<(NaiveDate, NaiveDate)> {
    let bounds = when.bounds();
    let (first, last) = (bounds.earliest_start?, bounds.latest_end?);
    let written = |day: NaiveDate| (1..=9998).contains(&day.year());
    (bounds.latest_start.is_some() && written(first) && written(last)).then_some((first, last))
}

fn entry(
    out: &mut String,
    graph: &Graph<'_>,
    name: &str,
    (id, event): (&Id, &Event),
    (first, last): (NaiveDate, NaiveDate),
) {
    let timeline = graph.timeline();
    let sources = event.evidence.iter();
    let sources = sources.filter_map(|one| timeline.sources.get(one.source.as_str()));
    let stamp = sources
        .clone()
        .filter_map(|source| source.published.as_ref()?.when.as_ref()?.single_day())
        .find(|day| (1..=9999).contains(&day.year()))
        .unwrap_or(first);
    line(out, "BEGIN", "VEVENT");
    line(out, "UID", &escape(&format!("{id}.{name}@demarche")));
    line(out, "DTSTAMP", &format!("{}T000000Z", stamp.format("%Y%m%d")));
    line(out, "DTSTART;VALUE=DATE", &first.format("%Y%m%d").to_string());
    let end = last.checked_add_days(Days::new(1)).unwrap_or(last);
    line(out, "DTEND;VALUE=DATE", &end.format("%Y%m%d").to_string());
    line(out, "SUMMARY", &escape(&event.title));
    if let Some(place) = &event.place {
        line(out, "LOCATION", &escape(place));
    }
    let status = match event.modality {
        Modality::Happened => "CONFIRMED",
        Modality::Planned | Modality::Conditional | Modality::Possible => "TENTATIVE",
        Modality::Denied => "CANCELLED",
    };
    line(out, "STATUS", status);
    line(out, "TRANSP", "TRANSPARENT");
    let doubts = event.when().map(doubts).unwrap_or_default();
    let mut categories = vec![event.kind.to_string(), event.modality.to_string()];
    categories.extend(doubts.iter().map(|(category, _)| (*category).to_owned()));
    let categories: Vec<String> = categories.iter().map(|category| escape(category)).collect();
    line(out, "CATEGORIES", &categories.join(","));

    let mut description = Vec::new();
    if let Some(date) = event.date.as_ref().filter(|_| !doubts.is_empty()) {
        let told: Vec<&str> = doubts.iter().map(|(_, told)| *told).collect();
        description.push(format!("Date: {} ({}).", date.written, told.join(", ")));
    }
    if event.modality != Modality::Happened {
        description.push(format!("Modality: {}.", event.modality));
    }
    let names = |ids: &[Id]| {
        let name = |id: &Id| match timeline.actors.get(id.as_str()) {
            Some(actor) => actor.name.clone(),
            None => id.0.clone(),
        };
        ids.iter().map(name).collect::<Vec<_>>().join(", ")
    };
    for (label, ids) in [("From", &event.from), ("To", &event.to)] {
        if !ids.is_empty() {
            description.push(format!("{label}: {}.", names(ids)));
        }
    }
    for evidence in &event.evidence {
        let source = timeline.sources.get(evidence.source.as_str());
        let source = source.map_or(evidence.source.as_str(), |source| source.title.as_str());
        description.push(match &evidence.quote {
            Some(quote) => format!("“{quote}” ({source})"),
            None => format!("Source: {source}."),
        });
    }
    description.extend(event.note.clone());
    if !description.is_empty() {
        line(out, "DESCRIPTION", &escape(&description.join("\n")));
    }
    line(out, "END", "VEVENT");
}

/// What is not certain about a date: as a category and in words.
fn doubts(when: &When) -> Vec<(&'static str, &'static str)> {
    let mut doubts = Vec::new();
    if when.single_day().is_none() && !when.is_interval() {
        doubts.push(("DAY UNKNOWN", "one of these days"));
    }
    if when.is_interval() && when.bounds().earliest_start != when.bounds().latest_start {
        doubts.push(("ENDS UNKNOWN", "within these days"));
    }
    if when.is_approximate() {
        doubts.push(("ABOUT", "about then"));
    }
    if when.is_uncertain() {
        doubts.push(("DOUBTFUL", "doubtful"));
    }
    doubts
}

/// A content line, folded: no line is longer than 75 bytes, no character is cut.
fn line(out: &mut String, name: &str, value: &str) {
    const LONGEST: usize = 75;
    // Names are short and ASCII: only values are cut.
    out.push_str(name);
    out.push(':');
    let mut room = LONGEST - name.len() - 1;
    let mut rest = value;
    while rest.len() > room {
        let cut = (0..=room).rev().find(|&at| rest.is_char_boundary(at)).unwrap_or(rest.len());
        let (line, more) = rest.split_at(cut);
        out.push_str(line);
        out.push_str("\r\n ");
        room = LONGEST - 1;
        rest = more;
    }
    out.push_str(rest);
    out.push_str("\r\n");
}

/// A TEXT value: commas, semicolons, backslashes and line ends escaped, controls left out.
fn escape(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '\\' | ';' | ',' => escaped.extend(['\\', c]),
            '\n' => escaped.push_str("\\n"),
            '\t' => escaped.push(' '),
            c if is_hidden(c) => {}
            c => escaped.push(c),
        }
    }
    escaped
}
