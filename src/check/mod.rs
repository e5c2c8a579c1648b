//! What does not hold together in a timeline → remarks.
//!
//! Each file looks at one thing and is a function from values to remarks:
//!
//! ```text
//! ids          names that cannot be addresses, or that two things share
//! text         empty titles, characters that hide
//! dates        what is no date, spans with swapped ends, plans that are over
//! references   names nobody introduced, things nothing names
//! actors       one name for two, both sides at once
//! order        circles and contradictions, from the graph
//! urls, paths  addresses and files
//! evidence     quotes against the articles
//! ```
//!
//! Nothing here opens a file: the texts of the saved articles are given ([`Articles`]). How the
//! file is written (unknown fields, shapes) has been told by [`crate::timeline::read`] before.

mod articles;
pub(crate) mod paths;

pub use articles::{Articles, SavedCopy};

use crate::diagnostic::{self, Diagnostic};
use crate::graph::Graph;
use crate::timeline::{Document, Timeline};

/// Everything that does not hold together, in the order of the file.
///
/// - `document`: the file the timeline was read from; remarks point into it.
/// - `graph`: of the same timeline.
/// - `articles`: the saved copies; what is not among them is not looked at.
pub fn check(
    _document: &Document,
    _timeline: &Timeline,
    _graph: &Graph<'_>,
    _articles: &Articles,
) -> Vec<Diagnostic> {
    let mut found = Vec::new();
    diagnostic::sort(&mut found);
    found
}
