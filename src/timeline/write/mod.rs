//! [`Timeline`] → text: a fresh file in canonical form.
//!
//! ```text
//! value    Timeline, Event ... → Value: which fields, in which order, in which layout
//! scalar   one text → plain, quoted or as a block: as no reader of YAML 1.1 or 1.2 mistakes it
//! ```
//!
//! A blank line stands between sections and between entries, dates are always quoted, ids stand
//! in brackets, texts of several lines as `|` blocks, and no line is ever folded: one change is
//! one line of a diff. The same timeline gives the same bytes.

mod scalar;
mod value;

pub(super) use scalar::{is_mistakable, line, quoted, text};
pub use value::Value;

use super::Timeline;

/// Writes a timeline as a fresh file; [`super::read()`] gives the same timeline back.
///
/// Empty sections are left out. Keys longer than 1,000 characters, which no valid id is, cannot
/// be read again: YAML ends a key there.
///
/// ```
/// # use demarche::timeline::{write, Date, Event, Timeline};
/// # use demarche::vocabulary::EventType;
/// let mut timeline = Timeline { title: "No: a title".into(), ..Timeline::default() };
/// let mut meeting = Event::new(EventType::Meeting, "Leaders meet");
/// meeting.date = Some(Date::new("2025-05-10"));
/// meeting.from = vec!["no".into(), "ukraine".into()];
/// timeline.events.insert("meeting".into(), meeting);
/// assert_eq!(
///     write(&timeline),
///     r#"title: "No: a title"
///
/// events:
///   meeting:
///     type: meeting
///     date: "2025-05-10"
///     title: Leaders meet
///     modality: happened
///     from: ["no", ukraine]
/// "#
/// );
/// ```
pub fn write(timeline: &Timeline) -> String {
    let mut out = String::new();
    let Value::Map(fields) = Value::from(timeline) else {
        unreachable!("a timeline is a map of fields")
    };
    for (key, value) in &fields {
        if let ("sources" | "actors" | "events", Value::Map(entries)) = (key.as_str(), value) {
            if entries.is_empty() {
                continue;
            }
            out.push('\n');
            out.push_str(key);
            out.push_str(":\n");
            for (i, (id, entry)) in entries.iter().enumerate() {
                if i > 0 {
                    out.push('\n');
                }
                field(&mut out, id, entry, 2, Layout::CANONICAL);
            }
        } else {
            if key.starts_with("x-") && !out.ends_with("\n\n") {
                out.push('\n');
            }
            field(&mut out, key, value, 0, Layout::CANONICAL);
        }
    }
    out
}

/// [`write()`], with the comment on top by which editors find the schema.
pub fn write_with_schema(timeline: &Timeline, schema: &str) -> String {
    // A line break would end the comment.
    let schema: String = schema.chars().filter(|c| !c.is_control()).collect();
    format!("# yaml-language-server: $schema={schema}\n{}", write(timeline))
}

/// How values are laid out: as a fresh file has them, or as their neighbours do.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Layout {
    /// How much further than its key a block is indented, in spaces; at least 1.
    pub(super) step: usize,
    /// How much further than its key the dashes of a list are indented.
    pub(super) dash: usize,
    /// The quote around dates and around what must be quoted, where either can be.
    pub(super) quote: char,
    /// Whether lists of ids stand in brackets.
    pub(super) brackets: bool,
}

impl Layout {
    pub(super) const CANONICAL: Self = Self { step: 2, dash: 2, quote: '"', brackets: true };
}

/// Writes `key: value` with its line end, indented by `indent` spaces.
pub(super) fn field(out: &mut String, key: &str, value: &Value, indent: usize, layout: Layout) {
    out.extend(std::iter::repeat_n(' ', indent));
    field_here(out, key, value, indent, layout);
}

/// The same, where the indent is written already.
fn field_here(out: &mut String, key: &str, value: &Value, indent: usize, layout: Layout) {
    out.push_str(&line(key, false, layout.quote));
    out.push(':');
    below(out, value, indent, layout);
}

/// Writes a value after its colon, with its line end.
pub(super) fn below(out: &mut String, value: &Value, indent: usize, layout: Layout) {
    match value {
        Value::Map(fields) if !fields.is_empty() => {
            out.push('\n');
            for (key, value) in fields {
                field(out, key, value, indent + layout.step, layout);
            }
        }
        Value::List(items)
            if items
                .iter()
                .any(|item| matches!(item, Value::Map(_) | Value::Braces(_) | Value::List(_)))
                || (!layout.brackets && !items.is_empty()) =>
        {
            out.push('\n');
            for item in items {
                out.extend(std::iter::repeat_n(' ', indent + layout.dash));
                out.push_str("- ");
                match item {
                    Value::Map(fields) if !fields.is_empty() => {
                        let inner = indent + layout.dash + 2;
                        for (i, (key, value)) in fields.iter().enumerate() {
                            if i > 0 {
                                out.extend(std::iter::repeat_n(' ', inner));
                            }
                            field_here(out, key, value, inner, layout);
                        }
                    }
                    other => {
                        inline(out, other, layout.quote);
                        out.push('\n');
                    }
                }
            }
        }
        Value::Text(content) => {
            out.push(' ');
            out.push_str(&text(content, indent + layout.step, layout.quote));
            out.push('\n');
        }
        other => {
            out.push(' ');
            inline(out, other, layout.quote);
            out.push('\n');
        }
    }
}

/// Writes a value on one line, as it can stand inside brackets.
pub(super) fn inline(out: &mut String, value: &Value, quote: char) {
    match value {
        Value::Text(content) => out.push_str(&line(content, true, quote)),
        Value::Quoted(content) => out.push_str(&quoted(content, quote)),
        Value::Bare(content) => out.push_str(content),
        Value::List(items) => {
            out.push('[');
            for (i, item) in items.iter().enumerate() {
                if i > 0 {
                    out.push_str(", ");
                }
                inline(out, item, quote);
            }
            out.push(']');
        }
        Value::Map(fields) | Value::Braces(fields) => {
            out.push('{');
            for (i, (key, value)) in fields.iter().enumerate() {
                if i > 0 {
                    out.push_str(", ");
                }
                out.push_str(&line(key, true, quote));
                out.push_str(": ");
                inline(out, value, quote);
            }
            out.push('}');
        }
    }
}

#[cfg(test)]
mod tests;
