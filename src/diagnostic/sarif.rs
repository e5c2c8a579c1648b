//! Remarks as SARIF 2.1.0, which code hosts and editors show beside the lines they are about.
//!
//! One log with one run: the codes are its rules, each with its page; a remark is a result with the
//! places that matter as related locations and its fixes as fixes. Columns are Unicode characters,
//! from 1, ends excluded; bytes are told beside them. Source: OASIS, Static Analysis Results
//! Interchange Format version 2.1.0 (errata 01).

use std::fmt::Write as _;

use serde_json::{Value, json};

use super::visible::visible;
use super::{Code, Diagnostic, Lines, Severity, Span};

/// The log up to its first result, without line break.
pub fn head() -> String {
    let rules: Vec<Value> = Code::ALL.iter().map(|code| rule(*code)).collect();
    let driver = json!({
        "name": "demarche",
        "semanticVersion": env!("CARGO_PKG_VERSION"),
        "rules": rules,
    });
    format!(
        "{{\"$schema\":\"https://json.schemastore.org/sarif-2.1.0.json\",\"version\":\"2.1.0\",\
         \"runs\":[{{\"tool\":{{\"driver\":{driver}}},\"columnKind\":\"unicodeCodePoints\",\"results\":["
    )
}

/// The log behind its last result.
pub const TAIL: &str = "]}]}";

/// The remark as a result, an object on one line without line break.
pub fn render(name: &str, lines: &Lines<'_>, remark: &Diagnostic) -> String {
    let uri = uri(name);
    let physical =
        |span: &Span| json!({"artifactLocation": {"uri": uri}, "region": region(lines, span)});
    let mut text = visible(&remark.message);
    if let Some(help) = &remark.help {
        text.push_str("; ");
        text.push_str(&visible(help));
    }
    let mut result = json!({
        "ruleId": remark.code.name(),
        "ruleIndex": Code::ALL.iter().position(|code| *code == remark.code),
        "level": level(remark.severity),
        "message": {"text": text},
    });
    let location = match remark.labels.first() {
        Some(first) => json!({"physicalLocation": physical(&first.span)}),
        None => json!({"physicalLocation": {"artifactLocation": {"uri": uri}}}),
    };
    result["locations"] = json!([location]);
    let related: Vec<Value> = (1usize..)
        .zip(remark.labels.iter().skip(1))
        .map(|(id, label)| {
            json!({
                "id": id,
                "physicalLocation": physical(&label.span),
                "message": {"text": visible(&label.text)},
            })
        })
        .collect();
    if !related.is_empty() {
        result["relatedLocations"] = json!(related);
    }
    let fixes = remark.fixes.iter().map(|fix| {
        let replacements = fix.edits.iter().map(|edit| {
            json!({
                "deletedRegion": region(lines, &edit.span),
                "insertedContent": {"text": edit.text},
            })
        });
        json!({
            "description": {"text": visible(&fix.title)},
            "artifactChanges": [{
                "artifactLocation": {"uri": uri},
                "replacements": replacements.collect::<Vec<_>>(),
            }],
        })
    });
    let fixes: Vec<Value> = fixes.collect();
    if !fixes.is_empty() {
        result["fixes"] = json!(fixes);
    }
    result.to_string()
}

fn rule(code: Code) -> Value {
    let page = code.explanation();
    let mut paragraphs = page.split("\n\n").map(|text| text.replace('\n', " "));
    let gist = paragraphs.nth(1).unwrap_or_default();
    json!({
        "id": code.name(),
        "shortDescription": {"text": gist.trim()},
        "help": {"text": page, "markdown": page},
        "defaultConfiguration": {"level": level(code.severity())},
    })
}

const fn level(severity: Severity) -> &'static str {
    match severity {
        Severity::Error => "error",
        Severity::Warning => "warning",
    }
}

fn region(lines: &Lines<'_>, span: &Span) -> Value {
    let (start, end) = (lines.place(span.start), lines.place(span.end.max(span.start)));
    json!({
        "startLine": start.line,
        "startColumn": start.column,
        "endLine": end.line,
        "endColumn": end.column,
        "byteOffset": span.start,
        "byteLength": span.len(),
    })
}

/// A path as a relative reference (RFC 3986), or an absolute one for an absolute path.
fn uri(name: &str) -> String {
    let mut uri = String::with_capacity(name.len());
    if name.starts_with('/') {
        uri.push_str("file://");
    }
    for byte in name.replace('\\', "/").bytes() {
        if byte.is_ascii_alphanumeric() || b"-._~/".contains(&byte) {
            uri.push(char::from(byte));
        } else {
            write!(uri, "%{byte:02X}").expect("a string takes everything");
        }
    }
    uri
}
