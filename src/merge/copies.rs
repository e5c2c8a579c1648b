//! New entries of theirs that come into ours to the letter: layout, order of fields and comments.

use super::comments::Comments;
use super::entries::{self, Planned, SECTIONS, says};
use super::fields::Fields;
use super::identity::Identity;
use crate::diagnostic::Span;
use crate::timeline::{self, Document, Id, Route, Timeline};

/// An entry in the lines that it has in theirs.
#[derive(Debug)]
pub(super) struct Copied {
    pub(super) section: &'static str,
    pub(super) id: Id,
    /// What the lines say.
    pub(super) fields: Fields,
    pub(super) lines: String,
    /// Where in theirs.
    span: Span,
    /// Where in theirs its key begins.
    key: usize,
}

/// The entries to be added that say in theirs what they shall say in ours.
///
/// A comment above an entry goes with it where the base does not have it: what stood there before
/// is about what stood there before.
pub(super) fn copies(
    planned: &Planned,
    identity: &Identity,
    of_base: &Comments,
    (file, theirs): (&Document, &Timeline),
) -> Vec<Copied> {
    if planned.added.iter().all(Vec::is_empty) {
        return Vec::new();
    }
    let written = entries::sections(theirs);
    let is_own = |comment: &str| !of_base.hold(comment);
    let mut found = Vec::new();
    for (at, section) in SECTIONS.into_iter().enumerate() {
        for (id, fields, _) in &planned.added[at] {
            let same = |common: &Id| common == id;
            let told = written[at].get(id).filter(|told| says(told, fields));
            let told = told.filter(|_| identity.of_theirs(section, id).is_none_or(same));
            let span = timeline::lines_of(file, section, id, &is_own);
            let (Some(told), Some(span)) = (told, span) else { continue };
            found.push(Copied {
                section,
                id: id.clone(),
                fields: told.clone(),
                lines: file.text[span.clone()].to_owned(),
                span,
                key: file.find(&Route::new().key(section).name(id.as_str())).start,
            });
        }
    }
    found
}

/// Where in theirs those stand that are in a text to the letter, but for line ends.
pub(super) fn spans_in(text: &str, copies: &[Copied]) -> Vec<Span> {
    let document = Document::new("", text);
    let first_line = text.find('\n').unwrap_or(0);
    let line_end = if text[..first_line].ends_with('\r') { "\r\n" } else { "\n" };
    let here = |lines: &str| lines.replace("\r\n", "\n").replace('\n', line_end);
    let is_there = |copy: &&Copied| {
        let key = document.find(&Route::new().key(copy.section).name(copy.id.as_str())).start;
        let (above, below) = copy.lines.split_at(copy.key - copy.span.start);
        text[..key].ends_with(&here(above)) && text[key..].starts_with(&here(below))
    };
    copies.iter().filter(is_there).map(|copy| copy.span.clone()).collect()
}
