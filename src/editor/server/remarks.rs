//! Remarks as an editor shows them.

use std::fmt::Write as _;

use serde_json::{Value, json};

use super::{Library, Open};
use crate::check;
use crate::diagnostic::{Diagnostic, Severity};
use crate::editor::position::Text;
use crate::graph::Graph;

/// The parameters that tell the remarks on a file; none for what is no timeline.
pub(super) fn publish(uri: &str, open: &mut Open, library: &mut Library<'_>) -> Value {
    let outline = open.outline();
    let is_ours = open.is_timeline(uri, &outline);
    let version = open.version;
    open.read();
    let mut remarks = Vec::new();
    if is_ours && let Some(read) = &open.read {
        let graph = Graph::new(&read.timeline);
        let articles = library(uri, &read.timeline);
        remarks =
            check::everything(&read.document, (&read.timeline, &read.told), &graph, &articles);
    }
    let shown: Vec<Value> = remarks.iter().map(|remark| shown(uri, &open.text, remark)).collect();
    if let Some(read) = &mut open.read {
        read.remarks = remarks;
    }
    json!({"uri": uri, "version": version, "diagnostics": shown})
}

/// A remark: where it is told, what it says and what to do, and the other places that matter.
pub(super) fn shown(uri: &str, text: &Text, remark: &Diagnostic) -> Value {
    let range = |at: usize| {
        let span = remark.labels.get(at).map_or(0..0, |label| label.span.clone());
        text.range(&span)
    };
    let mut message = remark.message.clone();
    if let Some(label) = remark.labels.first().filter(|label| !label.text.is_empty()) {
        let _ = write!(message, " ({})", label.text);
    }
    if let Some(help) = &remark.help {
        let _ = write!(message, "\nhelp: {help}");
    }
    let others: Vec<Value> = (1..remark.labels.len())
        .map(|at| {
            let told = &remark.labels[at].text;
            let told = if told.is_empty() { "see here" } else { told.as_str() };
            json!({"location": {"uri": uri, "range": range(at)}, "message": told})
        })
        .collect();
    json!({
        "range": range(0),
        "severity": match remark.severity { Severity::Error => 1, Severity::Warning => 2 },
        "code": remark.code.name(),
        "source": "demarche",
        "message": message,
        "relatedInformation": others,
    })
}
