//! One line a remark, as editors and `grep` like it: `file:line:col: error[code]: message`.

use super::visible::visible;
use super::{Diagnostic, Lines};

/// The remark on one line, with its line break.
pub fn render(name: &str, lines: &Lines<'_>, remark: &Diagnostic) -> String {
    let place = lines.place(remark.labels.first().map_or(0, |label| label.span.start));
    format!(
        "{}:{}:{}: {}[{}]: {}\n",
        visible(name),
        place.line,
        place.column,
        remark.severity.name(),
        remark.code,
        visible(&remark.message)
    )
}
