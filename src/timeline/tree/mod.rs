//! The values of a file with their places, as a tree of our own: maps, lists and scalars.
//!
//! ```text
//! block, inline, flow, scalar   the scanner: the YAML that timelines are written in, in one walk
//! mistakes                      what it tells of everything else
//! lossless                      everything else, over the tree of `yaml-edit`
//! ```
//!
//! A node is small (32 bytes), since a file of 64 MB has a few million of them.

mod block;
mod flow;
mod inline;
mod lossless;
mod mistakes;
mod scalar;

pub(super) use block::{Scanned, scan};
pub(super) use lossless::parse;

use std::borrow::Cow;
use std::collections::HashMap;
use std::sync::OnceLock;

use crate::diagnostic::Span;
use scalar::{literal, to_u32};

/// A value or a key, and where it stands.
#[derive(Debug)]
pub(super) struct Node {
    place: Extent,
    pub(super) shape: Shape,
}

/// A span of a file in half the bytes.
#[derive(Debug, Clone, Copy)]
pub(super) struct Extent {
    start: u32,
    end: u32,
}

#[derive(Debug)]
pub(super) enum Shape {
    /// Nothing is written.
    Empty,
    /// Something is written that cannot be read, and has been told.
    Lost,
    Scalar(Style),
    List {
        flow: bool,
        items: Box<[Item]>,
    },
    Map(Box<Map>),
}

/// How a scalar is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Style {
    Plain,
    Double,
    Single,
    Block {
        /// The least column of what belongs to it: one right of the block around it.
        least: u32,
        /// Where its text ends, blank lines at the end included.
        end: u32,
    },
}

/// An element of a list.
#[derive(Debug)]
pub(super) struct Item {
    start: Extent,
    pub(super) value: Node,
}

#[derive(Debug)]
pub(super) struct Map {
    pub(super) flow: bool,
    pub(super) entries: Box<[Entry]>,
    /// The first entry of each key, where there are many; made when it is asked for.
    index: OnceLock<HashMap<Box<str>, u32>>,
}

#[derive(Debug)]
pub(super) struct Entry {
    pub(super) key: Node,
    pub(super) value: Node,
}

/// From this many keys on, a map has an index.
const MANY: usize = 24;

impl Extent {
    fn new(start: usize, end: usize) -> Self {
        Self { start: to_u32(start), end: to_u32(end) }
    }

    fn at(place: usize) -> Self {
        Self::new(place, place)
    }
}

impl Item {
    /// Where its dash stands, in a block list; in a flow list the same as the value.
    pub(super) fn start(&self) -> usize {
        self.start.start as usize
    }
}

impl Node {
    fn empty(at: usize) -> Self {
        Self { place: Extent::at(at), shape: Shape::Empty }
    }

    fn plain(start: usize, end: usize) -> Self {
        Self { place: Extent::new(start, end), shape: Shape::Scalar(Style::Plain) }
    }

    fn quoted(start: usize, end: usize, quote: u8) -> Self {
        let style = if quote == b'"' { Style::Double } else { Style::Single };
        Self { place: Extent::new(start, end), shape: Shape::Scalar(style) }
    }

    /// The value as written, quotes included; of a block the first to the last of its bytes,
    /// without the line end. Empty, after the colon, where there is no value.
    pub(super) fn span(&self) -> Span {
        self.place.start as usize..self.place.end as usize
    }

    /// The text of a scalar, as the typed reading sees it; empty for anything else.
    pub(super) fn text<'t>(&self, source: &'t str) -> Cow<'t, str> {
        let Shape::Scalar(style) = self.shape else { return Cow::Borrowed("") };
        let written = &source[self.span()];
        match style {
            Style::Plain if !written.contains('\n') => Cow::Borrowed(written),
            Style::Double if !written.contains(['\n', '\\']) && written.len() >= 2 => {
                Cow::Borrowed(&written[1..written.len() - 1])
            }
            Style::Single if !written.contains('\n') && written.len() >= 2 => {
                let inner = &written[1..written.len() - 1];
                if inner.contains("''") {
                    Cow::Owned(inner.replace("''", "'"))
                } else {
                    Cow::Borrowed(inner)
                }
            }
            Style::Block { least, end } => {
                let whole = &source[self.span().start..end as usize];
                let text = literal(whole, least as usize).unwrap_or_else(|| {
                    by_parser(&outdented(whole, least.saturating_sub(1) as usize))
                });
                Cow::Owned(text)
            }
            _ => Cow::Owned(by_parser(written)),
        }
    }

    /// Whether nothing is said: no value, or a bare `null` or `~`.
    pub(super) fn is_nothing(&self, source: &str) -> bool {
        match self.shape {
            Shape::Empty => true,
            Shape::Scalar(Style::Plain) => is_null(&source[self.span()]),
            _ => false,
        }
    }

    /// The map, if it is one.
    pub(super) fn as_map(&self) -> Option<&Map> {
        match &self.shape {
            Shape::Map(map) => Some(map),
            _ => None,
        }
    }
}

impl Map {
    fn shape(flow: bool, entries: Vec<Entry>) -> Shape {
        Shape::Map(Box::new(Self {
            flow,
            entries: entries.into_boxed_slice(),
            index: OnceLock::new(),
        }))
    }

    /// The first entry of a key.
    pub(super) fn get(&self, key: &str, source: &str) -> Option<&Entry> {
        if self.entries.len() < MANY {
            return self.entries.iter().find(|entry| entry.key.text(source) == key);
        }
        let index = self.index.get_or_init(|| {
            let mut index = HashMap::with_capacity(self.entries.len());
            for (position, entry) in (0..).zip(&self.entries) {
                let key = entry.key.text(source).into_owned().into_boxed_str();
                index.entry(key).or_insert(position);
            }
            index
        });
        index.get(key).map(|&position| &self.entries[position as usize])
    }
}

impl Entry {
    /// Where the last byte of the entry ends.
    pub(super) fn end(&self) -> usize {
        self.value.span().end.max(self.key.span().end)
    }
}

/// The words for "nothing" in YAML.
pub(super) fn is_null(text: &str) -> bool {
    matches!(text, "" | "~" | "null" | "Null" | "NULL")
}

/// A scalar of several lines or with escapes, left to the parser that does the typed reading.
fn by_parser(written: &str) -> String {
    // Not in the first column, where `---` is no text.
    serde_yaml::from_str(&format!(" {written}")).unwrap_or_else(|_| written.to_owned())
}

/// A block scalar without the indent of the block around it, so that it can stand alone.
fn outdented(written: &str, column: usize) -> String {
    let header = written.find('\n').map_or(written.len(), |newline| newline + 1);
    let mut alone = written[..header].to_owned();
    for line in written[header..].split_inclusive('\n') {
        let blanks = line.bytes().take_while(|&byte| byte == b' ').count();
        alone.push_str(&line[blanks.min(column)..]);
    }
    alone
}
