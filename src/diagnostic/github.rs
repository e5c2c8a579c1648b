//! Remarks as workflow commands, which GitHub shows beside the lines of a pull request.
//!
//! Source: "Workflow commands for GitHub Actions", setting an error or warning message.

use super::visible::visible;
use super::{Diagnostic, Lines};

/// The remark as a workflow command, with its line break.
pub fn render(name: &str, lines: &Lines<'_>, remark: &Diagnostic) -> String {
    let span = remark.labels.first().map_or(0..0, |label| label.span.clone());
    let (start, end) = (lines.place(span.start), lines.place(span.end.max(span.start)));
    // Columns are told only for a place on one line.
    let columns = if start.line == end.line {
        format!(",col={},endColumn={}", start.column, end.column)
    } else {
        String::new()
    };
    let mut message = visible(&remark.message);
    if let Some(help) = &remark.help {
        message.push('\n');
        message.push_str(&visible(help));
    }
    format!(
        "::{} file={},line={},endLine={}{columns},title={}::{}\n",
        remark.severity.name(),
        property(&visible(name)),
        start.line,
        end.line,
        remark.code,
        data(&message)
    )
}

fn data(text: &str) -> String {
    text.replace('%', "%25").replace('\r', "%0D").replace('\n', "%0A")
}

fn property(text: &str) -> String {
    data(text).replace(':', "%3A").replace(',', "%2C")
}
