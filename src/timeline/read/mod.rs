//! Text → [`Timeline`], and every mistake on the way.
//!
//! ```text
//! parsed: the scanner's tree ──→ field by field: `entries`, made of `fields`
//!    └→ YAML of which it is not sure: typed reading by serde ── no mistake ──→ done
//!            └→ is it YAML at all?  `syntax`
//!                 └→ field by field over the lossless tree, where both see the same: `outline`
//! ```
//!
//! Both ways give the same timeline wherever there is no mistake; the first is several times as
//! fast, keeps the place of every value, and reads on after a mistake.

mod entries;
mod fields;
mod nearest;
mod outline;
mod parsed;
mod syntax;

use super::tree::{Node, is_null};
use super::{Document, Timeline};
use crate::diagnostic::{Code, Diagnostic};
pub(crate) use entries::field_names;
use fields::Reader;
use parsed::Kind;
pub(super) use parsed::Parsed;

/// Reads a timeline and tells every mistake of its form, in the order of the file.
///
/// What could be read is in the timeline whatever the mistakes: a wrong field loses only itself,
/// and where an event or an actor lacks its type or its name, something neutral stands for it.
/// A file that is no YAML, or that uses YAML no timeline needs, gives an empty timeline.
/// Whether the parts hold together (dates, ids, references) is [`crate::check`]'s to say.
pub fn read(document: &Document) -> (Timeline, Vec<Diagnostic>) {
    let text = document.text.as_str();
    let parsed = document.places().parsed();
    match parsed.kind {
        Kind::Refused => return (Timeline::default(), parsed.remarks.clone()),
        Kind::Scanned => {
            let Some(root) = &parsed.root else { return (Timeline::default(), vec![nothing()]) };
            return by_field(text, root, parsed.remarks.clone());
        }
        Kind::Foreign => {}
    }
    // The parser takes a byte order mark before some files for a document of its own.
    let body = text.strip_prefix('\u{feff}').unwrap_or(text);
    let error = match serde_yaml::from_str::<Timeline>(body) {
        Ok(timeline) if says_all(&timeline) => return (timeline, Vec::new()),
        Ok(_) => None,
        Err(error) => Some(error),
    };
    if is_empty(text) {
        return (Timeline::default(), vec![nothing()]);
    }
    if let Err(error) = serde_yaml::from_str::<serde::de::IgnoredAny>(body) {
        return (Timeline::default(), vec![syntax::remark(text, &error)]);
    }
    let root = parsed.root.as_ref().filter(|root| outline::agrees(body, root));
    let Some(root) = root else {
        return (Timeline::default(), vec![ambiguous(text, error.as_ref())]);
    };
    by_field(text, root, Vec::new())
}

/// Reads the fields of a tree, and tells what is wrong with them beside what has been told.
fn by_field(text: &str, root: &Node, told: Vec<Diagnostic>) -> (Timeline, Vec<Diagnostic>) {
    let mut reader = Reader::new(text);
    let timeline = reader.timeline(root);
    let mut remarks = told;
    remarks.append(&mut reader.remarks);
    remarks.sort_by_key(|remark| remark.labels.first().map_or(0, |label| label.span.start));
    (timeline, remarks)
}

/// Whether every field that must be there says something. To a text field, YAML gives a bare `~`
/// as the text "~"; the long way knows better.
fn says_all(timeline: &Timeline) -> bool {
    !is_null(&timeline.title)
        && timeline.sources.values().all(|source| {
            !is_null(&source.title) && source.versions.iter().all(|one| !is_null(&one.file))
        })
        && timeline.actors.values().all(|actor| {
            !is_null(&actor.name) && actor.offices.iter().all(|office| !is_null(&office.title))
        })
        && timeline.events.values().all(|event| {
            !is_null(&event.title)
                && event.evidence.iter().all(|evidence| !is_null(evidence.source.as_str()))
        })
}

/// Whether there is nothing but comments and blank lines.
fn is_empty(text: &str) -> bool {
    text.trim_start_matches('\u{feff}')
        .lines()
        .map(str::trim)
        .all(|line| line.is_empty() || line.starts_with('#') || line == "---" || line == "...")
}

fn nothing() -> Diagnostic {
    Diagnostic::new(Code::MissingField, "the file holds no timeline")
        .label(0..0, "")
        .help("begin with `title:`, then `sources:`, `actors:` and `events:`")
}

/// Something that parsers read in different ways, so that no place is sure.
fn ambiguous(text: &str, error: Option<&serde_yaml::Error>) -> Diagnostic {
    match error {
        Some(error) => syntax::remark(text, error),
        None => Diagnostic::new(Code::YamlSyntax, "not every parser reads this file the same way")
            .label(0..0, "")
            .help("put texts that begin with punctuation in quotes"),
    }
}

/// Any value as the tree has it, where its outline is that of the parser.
#[cfg(test)]
pub(super) fn untyped(text: &str, node: &Node) -> Option<serde_yaml::Value> {
    outline::agrees(text, node).then(|| Reader::new(text).any(node))
}

/// Any value as the scanner's tree has it.
#[cfg(test)]
pub(super) fn any(text: &str, node: &Node) -> serde_yaml::Value {
    Reader::new(text).any(node)
}

#[cfg(test)]
mod tests;
