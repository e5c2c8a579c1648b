//! DOT, the language of Graphviz: events as nodes, relations as edges from the earlier to the later.
//!
//! ```text
//! after            solid           happened      solid
//! responds-to      dashed          planned       dashed
//! conditional-on   dotted          conditional   dashed
//!                                  possible      dotted
//!                                  denied        solid, grey
//! ```

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::io::{self, Write};

use super::{in_order, pass, rest};
use crate::diagnostic::visible::visible;
use crate::graph::Graph;
use crate::timeline::{Event, Id};
use crate::vocabulary::{Modality, Relation};

/// How to lay the graph out.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Dot {
    /// Puts the events of a month into a box of their own, where the month is known.
    pub months: bool,
}

/// The events and what hangs on what. Relations to events that are not there are left out.
pub fn dot(graph: &Graph<'_>, layout: Dot, to: &mut dyn Write) -> io::Result<()> {
    let timeline = graph.timeline();
    let mut out = format!("digraph {} {{\n", quoted(&timeline.title));
    out.push_str("  rankdir=LR;\n  node [shape=box];\n");
    let mut months: BTreeMap<Option<String>, Vec<(&Id, &Event)>> = BTreeMap::new();
    for (id, event) in in_order(graph) {
        let month = month(event).filter(|_| layout.months);
        months.entry(month).or_default().push((id, event));
    }
    for (month, events) in months {
        let indent = if month.is_some() { "    " } else { "  " };
        if let Some(month) = &month {
            let cluster = quoted(&format!("cluster_{month}"));
            writeln!(out, "  subgraph {cluster} {{\n    label={};", quoted(month))
                .expect("a string takes everything");
        }
        for (id, event) in events {
            let mut label = visible(&event.title);
            if let Some(date) = &event.date {
                label = format!("{}\n{label}", visible(&date.written));
            }
            let (style, color) = line(event.modality);
            writeln!(
                out,
                "{indent}{} [label={}, style={style}, color={color}, tooltip={}];",
                quoted(id.as_str()),
                quoted(&label),
                quoted(event.kind.name()),
            )
            .expect("a string takes everything");
            pass(&mut out, to)?;
        }
        if month.is_some() {
            out.push_str("  }\n");
        }
    }
    for (id, event) in in_order(graph) {
        for &relation in Relation::ALL {
            let there = event.related(relation).iter();
            for earlier in there.filter(|other| timeline.events.contains_key(other.as_str())) {
                writeln!(
                    out,
                    "  {} -> {} [style={}, tooltip={}];",
                    quoted(earlier.as_str()),
                    quoted(id.as_str()),
                    edge(relation),
                    quoted(relation.name()),
                )
                .expect("a string takes everything");
            }
        }
        pass(&mut out, to)?;
    }
    out.push_str("}\n");
    rest(&mut out, to)
}

/// The month, where only one is possible: "2025-05".
fn month(event: &Event) -> Option<String> {
    let bounds = event.when()?.bounds();
    let month = |day: crate::calendar::NaiveDate| day.format("%Y-%m").to_string();
    let first = month(bounds.earliest_start?);
    (bounds.latest_start.map(month).as_ref() == Some(&first)).then_some(first)
}

const fn line(modality: Modality) -> (&'static str, &'static str) {
    match modality {
        Modality::Happened => ("solid", "black"),
        Modality::Planned | Modality::Conditional => ("dashed", "black"),
        Modality::Possible => ("dotted", "black"),
        Modality::Denied => ("solid", "gray"),
    }
}

const fn edge(relation: Relation) -> &'static str {
    match relation {
        Relation::After => "solid",
        Relation::RespondsTo => "dashed",
        Relation::ConditionalOn => "dotted",
    }
}

/// A quoted string; a backslash before anything would be an escape of Graphviz (`\N`, `\G`).
fn quoted(text: &str) -> String {
    let mut out = String::with_capacity(text.len() + 2);
    out.push('"');
    for c in text.chars() {
        match c {
            '"' => out.push_str("\\\""),
            '\\' => out.push_str("\\\\"),
            '\n' => out.push_str("\\n"),
            '\0' => {}
            c => out.push(c),
        }
    }
    out.push('"');
    out
}
