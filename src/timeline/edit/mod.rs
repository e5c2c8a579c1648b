//! Single values of a hand-edited file, changed in place.
//!
//! ```text
//! plan     Edit → splices: which bytes go, which come
//! layout   how the neighbours are written: indent, dashes, quotes, brackets
//! model    what the timeline should be afterwards
//! fmt      the canonical order of fields, and quotes where readers part
//! ```
//!
//! A splice never touches a byte that its edit does not mean: comments, order, quotes and line
//! ends around it stay. In the end the new text is read again and compared with the model; where
//! it says something else, nothing is written. So whatever `plan` does not know how to do well,
//! it may refuse.

mod fmt;
mod layout;
mod model;
mod plan;

use std::collections::{BTreeMap, BTreeSet};

pub use fmt::fmt;

use super::document::Step;
use super::{Document, Id, Route, Value, read};
use crate::diagnostic::{Fix, Replacement, Severity, Span};

/// One change of a file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Edit {
    /// Gives a field or an element of a list a value; a field that is not there is added.
    Set {
        /// The way to it.
        route: Route,
        /// What it shall be.
        value: Value,
    },
    /// Takes an entry, a field or an element of a list away.
    Remove {
        /// The way to it.
        route: Route,
    },
    /// Adds entries to a section.
    Insert {
        /// `sources`, `actors` or `events`.
        section: String,
        /// After which entry; `None` is the end of the section.
        after: Option<Id>,
        /// The new entries, in their order: `Value::from(&event)`.
        entries: Vec<(Id, Value)>,
    },
    /// Adds an entry to a section in the lines of another file; where those cannot stand here as
    /// they are (another indent, a section in braces), as [`Edit::Insert`] does.
    Copy {
        /// `sources`, `actors` or `events`.
        section: String,
        /// After which entry; `None` is the end of the section.
        after: Option<Id>,
        /// What it is called.
        id: Id,
        /// What the lines say.
        value: Value,
        /// Whole lines, see [`lines_of`].
        lines: String,
    },
    /// Adds an element at the end of a list.
    AddToList {
        /// The way to the list; a field that is not there is added.
        route: Route,
        /// The new element.
        value: Value,
    },
    /// Takes an element away; with its last element goes the field.
    RemoveFromList {
        /// The way to the list.
        route: Route,
        /// The text of the element; the first one that equals it goes.
        text: String,
    },
    /// Gives a key another name; references to it are other edits.
    Rename {
        /// The way to the key.
        route: Route,
        /// What it shall be called.
        to: String,
    },
}

/// Why a file is left as it is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Refused {
    /// In a sentence without full stop.
    pub why: String,
}

impl Refused {
    fn new(why: impl Into<String>) -> Self {
        Self { why: why.into() }
    }
}

impl std::fmt::Display for Refused {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(&self.why)
    }
}

impl std::error::Error for Refused {}

/// Bytes that go, and what comes in their place.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Splice {
    span: Span,
    text: String,
}

/// Applies edits to a file, each to the outcome of the ones before it, and gives the new text.
///
/// All of them or none: the text is read again and must say what the edits mean and nothing
/// else. Refused are files with mistakes of form, edits whose target is not there, edits that
/// would take a comment along, and whatever reads back differently.
///
/// Many edits at different places cost about as much as one, some three times reading the file.
pub fn apply(document: &Document, edits: &[Edit]) -> Result<String, Refused> {
    let (timeline, remarks) = read(document);
    if let Some(remark) = remarks.iter().find(|remark| remark.severity == Severity::Error) {
        return Err(Refused::new(format!("the file has a mistake: {}", remark.message)));
    }
    let mut meant = Value::from(&timeline);
    for edit in edits {
        model::apply(&mut meant, edit)?;
    }
    let text = splice_all(document, edits)?;
    let edited = Document::new(document.name.as_str(), text);
    let (outcome, remarks) = read(&edited);
    if let Some(remark) = remarks.iter().find(|remark| remark.severity == Severity::Error) {
        return Err(Refused::new(format!("the edited file has a mistake: {}", remark.message)));
    }
    if model::normal(meant) == model::normal(Value::from(&outcome)) {
        Ok(edited.text)
    } else {
        Err(Refused::new("the edited file does not say what was meant"))
    }
}

/// A proposal that makes some edits, each of the file as it stands; `None` where one of them is
/// refused, or two touch the same bytes.
///
/// Other than [`apply`] it may be asked of a file with mistakes. Nothing is proven: read the
/// outcome before it is kept.
pub fn fix(document: &Document, title: impl Into<String>, edits: &[Edit]) -> Option<Fix> {
    let mut round: BTreeMap<usize, Splice> = BTreeMap::new();
    for edit in edits {
        for splice in plan::plan(document, edit).ok()? {
            if !is_free(&round, &splice.span) {
                return None;
            }
            round.insert(splice.span.start, splice);
        }
    }
    let text = &document.text;
    let line_end = line_end(text);
    let edits = round.into_values().map(|splice| {
        let begins = if needs_line(text, &splice) { line_end } else { "" };
        let text = format!("{begins}{}", splice.text.replace('\n', line_end));
        Replacement { span: splice.span, text }
    });
    Some(Fix { title: title.into(), edits: edits.collect(), certain: false })
}

/// The lines of an entry as they stand in a file, with the comments above it that are its own;
/// `None` where it has no lines for itself.
///
/// - `is_own`: whether a comment above it, given from its `#` on, goes with the entry. The first
///   one that does not, seen from the entry upwards, ends the lines.
pub fn lines_of(
    document: &Document,
    section: &str,
    id: &Id,
    is_own: &dyn Fn(&str) -> bool,
) -> Option<Span> {
    plan::lines_of(document, section, id, is_own)
}

/// Applies edits in rounds: what touches the same bytes as an earlier edit, or needs its
/// outcome, waits for the next one, and so does whatever concerns the same entry as a waiting one.
fn splice_all(document: &Document, edits: &[Edit]) -> Result<String, Refused> {
    let mut text = document.text.clone();
    let mut pending: Vec<&Edit> = edits.iter().collect();
    while !pending.is_empty() {
        let current = Document::new(document.name.as_str(), text);
        let mut round: BTreeMap<usize, Splice> = BTreeMap::new();
        let mut waiting = Vec::new();
        let mut held = Held::default();
        for edit in pending {
            let plan = if held.holds(edit) { None } else { Some(plan::plan(&current, edit)) };
            match plan {
                Some(Ok(splices)) if splices.iter().all(|splice| is_free(&round, &splice.span)) => {
                    round.extend(splices.into_iter().map(|splice| (splice.span.start, splice)));
                }
                Some(Err(refused)) if round.is_empty() => return Err(refused),
                _ => {
                    held.hold(edit);
                    waiting.push(edit);
                }
            }
        }
        text = joined(&current.text, round.values());
        pending = waiting;
    }
    Ok(text)
}

/// The entries and sections that waiting edits concern.
#[derive(Default)]
struct Held<'e> {
    entries: BTreeSet<(&'e str, &'e str)>,
    sections: BTreeSet<&'e str>,
    /// Sections with an entry held.
    touched: BTreeSet<&'e str>,
}

impl<'e> Held<'e> {
    fn hold(&mut self, edit: &'e Edit) {
        let (section, entry) = scope(edit);
        self.touched.insert(section);
        match entry {
            Some(entry) => _ = self.entries.insert((section, entry)),
            None => _ = self.sections.insert(section),
        }
    }

    fn holds(&self, edit: &Edit) -> bool {
        let (section, entry) = scope(edit);
        self.sections.contains(section)
            || match entry {
                Some(entry) => self.entries.contains(&(section, entry)),
                None => self.touched.contains(section),
            }
    }
}

/// The section and the entry that an edit concerns.
fn scope(edit: &Edit) -> (&str, Option<&str>) {
    let route = match edit {
        Edit::Insert { section, .. } | Edit::Copy { section, .. } => return (section, None),
        Edit::Set { route, .. }
        | Edit::Remove { route }
        | Edit::AddToList { route, .. }
        | Edit::RemoveFromList { route, .. }
        | Edit::Rename { route, .. } => route,
    };
    let mut names = route.steps().iter().map_while(Step::name);
    (names.next().unwrap_or(""), names.next())
}

/// Whether no splice of the round touches a span.
fn is_free(round: &BTreeMap<usize, Splice>, span: &Span) -> bool {
    let before = round.range(..span.start).next_back();
    let inside = round.range(span.start..=span.end).next();
    before.is_none_or(|(_, splice)| splice.span.end < span.start) && inside.is_none()
}

fn joined<'s>(text: &str, splices: impl Iterator<Item = &'s Splice>) -> String {
    let line_end = line_end(text);
    let mut out = String::with_capacity(text.len() + 1024);
    let mut at = 0;
    for splice in splices {
        out.push_str(&text[at..splice.span.start]);
        if needs_line(text, splice) {
            out.push_str(line_end);
        }
        out.push_str(&splice.text.replace('\n', line_end));
        at = splice.span.end;
    }
    out.push_str(&text[at..]);
    out
}

/// The line end of a file: that of its first line.
fn line_end(text: &str) -> &'static str {
    let first = text.find('\n').unwrap_or(0);
    if text[..first].ends_with('\r') { "\r\n" } else { "\n" }
}

/// Whether whole lines come at the end of a file whose last line has no end.
fn needs_line(text: &str, splice: &Splice) -> bool {
    splice.text.ends_with('\n')
        && splice.span.start == text.len()
        && !text.is_empty()
        && !text.ends_with('\n')
}

#[cfg(test)]
mod tests;
