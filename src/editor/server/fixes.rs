//! What mends a remark, offered where it is told.

use serde_json::{Value, json};

use super::{Open, remarks};
use crate::diagnostic::{Fix, fix};
use crate::editor::position::Text;

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

fn edits(text: &Text, fix: &Fix) -> Vec<Value> {
    let edits = fix.edits.iter();
    edits.map(|edit| json!({"range": text.range(&edit.span), "newText": edit.text})).collect()
}
