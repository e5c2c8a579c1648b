//! Remarks for programs.
//!
//! ```text
//! {
//!   "version": 1,
//!   "remarks": [
//!     {
//!       "file": "timelines/istanbul/timeline.yaml",
//!       "code": "date-order",            a word, the same for ever
//!       "severity": "error",             or "warning"
//!       "message": "...",                one line
//!       "help": "...",                   or null
//!       "places": [                      the first is where the remark is told; may be empty
//!         {"start": 81, "end": 93,               bytes of the file, from 0, end excluded
//!          "line": 7, "column": 11,              from 1, columns in Unicode characters
//!          "end_line": 7, "end_column": 23,      end excluded
//!          "text": "ends 2025-05-11"}
//!       ],
//!       "fixes": [                       changes of the file, each mends it; may be empty
//!         {"title": "write `meeting`",
//!          "certain": true,                      nothing else can have been meant
//!          "edits": [                            in the order of the file
//!            {"start": 81, "end": 93, "line": 7, "column": 11,
//!             "end_line": 7, "end_column": 23,
//!             "text": "meeting"}                 what comes in the place of these bytes, whole
//!          ]}
//!       ]
//!     }
//!   ],
//!   "errors": 1,
//!   "warnings": 0,
//!   "files": 1
//! }
//! ```
//!
//! Fields may be added under the same version; a change of meaning raises it. Texts are cut as
//! everywhere ([`super::visible::LONGEST`]) and hold no control characters, but for what `edits` put in.

use serde::Serialize;

use super::visible::visible;
use super::{Diagnostic, Lines, Span};

/// The version of the shape.
pub const VERSION: u32 = 1;

/// The shape as a JSON Schema (draft 2020-12).
pub const SCHEMA: &str = include_str!("schema.json");

#[derive(Serialize)]
struct Remark {
    file: String,
    code: &'static str,
    severity: &'static str,
    message: String,
    help: Option<String>,
    places: Vec<Place>,
    fixes: Vec<Mending>,
}

#[derive(Serialize)]
struct Mending {
    title: String,
    certain: bool,
    edits: Vec<Place>,
}

#[derive(Serialize)]
struct Place {
    start: usize,
    end: usize,
    line: usize,
    column: usize,
    end_line: usize,
    end_column: usize,
    text: String,
}

/// The remark as an object on one line, without line break; an element of `remarks`.
pub fn render(name: &str, lines: &Lines<'_>, remark: &Diagnostic) -> String {
    let place = |span: &Span, text: String| {
        let (start, end) = (lines.place(span.start), lines.place(span.end));
        Place {
            start: span.start,
            end: span.end,
            line: start.line,
            column: start.column,
            end_line: end.line,
            end_column: end.column,
            text,
        }
    };
    let places = remark.labels.iter().map(|label| place(&label.span, visible(&label.text)));
    let fixes = remark.fixes.iter().map(|fix| Mending {
        title: visible(&fix.title),
        certain: fix.certain,
        // To the letter: whoever applies it needs every byte.
        edits: fix.edits.iter().map(|edit| place(&edit.span, edit.text.clone())).collect(),
    });
    let remark = Remark {
        file: visible(name),
        code: remark.code.name(),
        severity: remark.severity.name(),
        message: visible(&remark.message),
        help: remark.help.as_deref().map(visible),
        places: places.collect(),
        fixes: fixes.collect(),
    };
    serde_json::to_string(&remark).expect("strings and numbers are JSON")
}
