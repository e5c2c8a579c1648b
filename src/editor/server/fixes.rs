//! What mends a remark, offered where it is told.

use serde_json::{Value, json};

use similar::{DiffTag, TextDiff};

use super::{Open, Read, remarks};
use crate::diagnostic::{Diagnostic, Fix, Replacement, fix};
use crate::editor::position::Text;
use crate::merge::{Choice, resolve};
use crate::timeline::{Conflict, Route};

/// The fixes of the remarks told in a range, and one action for all that are certain.
pub(super) fn actions(uri: &str, open: &Open, range: lsp_types::Range) -> Value {
    let Some(read) = &open.read else { return json!([]) };
    let asked = open.text.span(range);
    let touches =
        |span: &std::ops::Range<usize>| span.start <= asked.end && asked.start <= span.end;
    let mut actions = Vec::new();
    for remark in &read.remarks {
        if !remark.labels.first().is_some_and(|label| touches(&label.span)) {
            continue;
        }
        for fix in &remark.fixes {
            actions.push(json!({
                "title": fix.title,
                "kind": "quickfix",
                "diagnostics": [remarks::shown(uri, &open.text, remark)],
                "isPreferred": fix.certain,
                "edit": {"changes": {uri: edits(&open.text, fix)}},
            }));
        }
    }
    for (at, conflict) in read.timeline.conflicts.iter().enumerate() {
        let record = read.document.find(&Route::new().key("conflicts").index(at).key("id"));
        let of =
            |remark: &&Diagnostic| remark.labels.first().is_some_and(|label| label.span == record);
        let Some(remark) = read.remarks.iter().find(of) else { continue };
        if !remark.labels.iter().any(|label| touches(&label.span)) {
            continue;
        }
        for fix in settled(read, conflict) {
            actions.push(json!({
                "title": fix.title,
                "kind": "quickfix",
                "diagnostics": [remarks::shown(uri, &open.text, remark)],
                "edit": {"changes": {uri: edits(&open.text, &fix)}},
            }));
        }
    }
    let certain: Vec<&Fix> = read
        .remarks
        .iter()
        .filter_map(|remark| remark.fixes.iter().find(|fix| fix.certain))
        .collect();
    if !certain.is_empty() {
        let (_, applied) = fix::apply(open.text.as_str(), certain.iter().copied());
        let all = certain.iter().zip(applied).filter(|(_, applied)| *applied);
        let all: Vec<Value> = all.flat_map(|(fix, _)| edits(&open.text, fix)).collect();
        actions.push(json!({
            "title": format!("mend what mends itself ({})", certain.len()),
            "kind": "source.fixAll",
            "edit": {"changes": {uri: all}},
        }));
    }
    Value::Array(actions)
}

/// Both ways to settle a conflict, as far as the file lets them be done.
fn settled(read: &Read, conflict: &Conflict) -> Vec<Fix> {
    let said = |value: &Option<serde_yaml::Value>, other: &str| {
        value.as_ref().and_then(serde_yaml::Value::as_str).map_or(other.to_owned(), str::to_owned)
    };
    let ours = said(&conflict.ours, "what stands here");
    let theirs = said(&conflict.theirs, "the other side's");
    let id = &conflict.id;
    [
        (format!("keep {ours} (settles {id})"), Choice::Ours),
        (format!("take {theirs} (settles {id})"), Choice::Theirs),
    ]
    .into_iter()
    .filter_map(|(title, choice)| {
        let text = resolve(&read.document, id, &choice).ok()?;
        Some(Fix { title, edits: changed_lines(&read.document.text, &text), certain: false })
    })
    .collect()
}

/// The lines that differ, so that whatever stands between them keeps its place in the editor.
fn changed_lines(old: &str, new: &str) -> Vec<Replacement> {
    let diff = TextDiff::from_lines(old, new);
    let (from, to) = (starts(diff.iter_old_slices()), starts(diff.iter_new_slices()));
    let changed = diff.ops().iter().filter(|op| op.tag() != DiffTag::Equal);
    let replaced = changed.map(|op| {
        let (was, is) = (op.old_range(), op.new_range());
        Replacement {
            span: from[was.start]..from[was.end],
            text: new[to[is.start]..to[is.end]].to_owned(),
        }
    });
    replaced.collect()
}

/// Where each of some lines begins, and where the last one ends.
fn starts<'l>(lines: impl Iterator<Item = &'l str>) -> Vec<usize> {
    let mut starts = vec![0];
    let mut at = 0;
    for line in lines {
        at += line.len();
        starts.push(at);
    }
    starts
}

fn edits(text: &Text, fix: &Fix) -> Vec<Value> {
    let edits = fix.edits.iter();
    edits.map(|edit| json!({"range": text.range(&edit.span), "newText": edit.text})).collect()
}
