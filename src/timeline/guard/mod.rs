//! What stands before the YAML parsers: refuses what no timeline needs and what breaks parsers.
//!
//! ```text
//! encoding     bytes → text: UTF-8 only; UTF-16, binary files and 64 MB are told
//! characters   control characters, hidden line separators, the marks of an unfinished merge
//! structure    nesting, anchors, aliases, tags, merge keys, several documents, tabs in indents
//! ```
//!
//! Each is one pass over the bytes and keeps nothing of them. `structure` follows the tokens as
//! libyaml sees them (quoted text, block text and comments are only text) and leaves every doubt
//! to the parser, but never the depth: both parsers behind it recurse, and libyaml takes
//! quadratic time on open brackets.

mod characters;
mod encoding;
mod structure;

pub(super) use encoding::decode;

use crate::diagnostic::{Code, Diagnostic};

/// The deepest nesting of maps and lists. The format itself needs six levels.
pub(super) const DEEPEST: usize = 16;

/// The largest file, in bytes.
pub(super) const LARGEST: usize = 64 * 1024 * 1024;

/// The most remarks about one file: who sees twenty has seen enough.
const MOST: usize = 20;

/// Tells what must not reach a YAML parser; nothing where the text may be parsed.
pub(super) fn guard(text: &str) -> Vec<Diagnostic> {
    if text.len() > LARGEST {
        return vec![too_large(text.len())];
    }
    let found = characters(text);
    if found.is_empty() { structure(text) } else { found }
}

/// Tells control characters, hidden line separators and the marks of git.
pub(super) fn characters(text: &str) -> Vec<Diagnostic> {
    characters::check(text)
}

/// Tells nesting and the features that timelines do without; the characters must be text.
pub(super) fn structure(text: &str) -> Vec<Diagnostic> {
    structure::check(text)
}

/// Whether so much was told that no person can have written the file.
pub(super) fn is_hostile(told: &[Diagnostic]) -> bool {
    told.len() >= MOST || told.iter().any(|remark| remark.message.contains("nested deeper"))
}

fn too_large(size: usize) -> Diagnostic {
    let megabytes = size / (1024 * 1024);
    Diagnostic::new(
        Code::TooLarge,
        format!("the file has {megabytes} MB, more than any timeline ({} MB)", LARGEST >> 20),
    )
    .label(0..0, "")
    .help("divide it into several timelines")
}
