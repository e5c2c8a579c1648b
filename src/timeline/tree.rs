//! The values of a file with their places, as a tree of our own.
//!
//! `yaml-edit` gives a lossless tree of every byte; what reading, finding and editing need of it
//! is much less: maps, lists and scalars, each with its span. It is made in one walk over the
//! green tree, so that nothing later depends on how that library moves.

use std::borrow::Cow;
use std::collections::HashMap;

use rowan::ast::AstNode as _;
use rowan::{GreenNodeData, Language as _, NodeOrToken};
use yaml_edit::{Lang, SyntaxKind, YamlFile};

use crate::diagnostic::Span;

/// A value or a key, and where it stands.
#[derive(Debug)]
pub(super) struct Node {
    /// The value as written, quotes included; of a block the first to the last of its bytes,
    /// without the line end. Empty, after the colon, where there is no value.
    pub(super) span: Span,
    pub(super) shape: Shape,
}

#[derive(Debug)]
pub(super) enum Shape {
    /// Nothing is written.
    Empty,
    Scalar(Style),
    List {
        flow: bool,
        items: Vec<Item>,
    },
    Map(Map),
}

/// How a scalar is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Style {
    Plain,
    Double,
    Single,
    Block {
        /// Where the first key or dash of the block around it stands.
        parent: usize,
        /// Where its text ends, blank lines at the end included.
        end: usize,
    },
}

/// An element of a list.
#[derive(Debug)]
pub(super) struct Item {
    /// Where its dash stands, in a block list; in a flow list the same as the value.
    pub(super) start: usize,
    pub(super) value: Node,
}

#[derive(Debug)]
pub(super) struct Map {
    pub(super) flow: bool,
    pub(super) entries: Vec<Entry>,
    /// The first entry of each key, where there are many.
    index: HashMap<Box<str>, usize>,
}

#[derive(Debug)]
pub(super) struct Entry {
    pub(super) key: Node,
    pub(super) value: Node,
}

/// From this many keys on, a map has an index.
const MANY: usize = 12;

/// The tree of a text that the guard lets through; `None` where there is no value in it, or where
/// the library finds no sense in a part of it.
pub(super) fn parse(text: &str) -> Option<Node> {
    let file = YamlFile::parse(text).tree();
    let root = file.syntax().green().into_owned();
    let mut walk = Walk { text, broken: false, parent: 0 };
    let document = Walk::nodes(&root, 0).find(|(kind, ..)| *kind == SyntaxKind::DOCUMENT);
    walk.broken |= Walk::nodes(&root, 0).any(|(kind, ..)| kind == SyntaxKind::ERROR);
    let (_, document, start) = document?;
    let node = walk.value(document, start)?;
    (!walk.broken).then_some(node)
}

struct Walk<'t> {
    text: &'t str,
    broken: bool,
    /// Where the innermost block begins.
    parent: usize,
}

impl Walk<'_> {
    /// The nodes right below one, with their kind and where they begin.
    fn nodes(
        green: &GreenNodeData,
        start: usize,
    ) -> impl Iterator<Item = (SyntaxKind, &GreenNodeData, usize)> + use<'_> {
        let mut at = start;
        green.children().filter_map(move |child| {
            let begin = at;
            match child {
                NodeOrToken::Node(node) => {
                    at += usize::from(node.text_len());
                    Some((Lang::kind_from_raw(node.kind()), node, begin))
                }
                NodeOrToken::Token(token) => {
                    at += usize::from(token.text_len());
                    None
                }
            }
        })
    }

    /// Whether the first token of a node is an open bracket.
    fn is_flow(&self, start: usize) -> bool {
        matches!(self.text.as_bytes().get(start), Some(b'[' | b'{'))
    }

    /// The first value below a node.
    fn value(&mut self, green: &GreenNodeData, start: usize) -> Option<Node> {
        let mut found = None;
        for (kind, node, at) in Self::nodes(green, start) {
            match kind {
                SyntaxKind::SCALAR if found.is_none() => found = Some(self.scalar(node, at)),
                SyntaxKind::MAPPING if found.is_none() => found = Some(self.map(node, at)),
                SyntaxKind::SEQUENCE if found.is_none() => found = Some(self.list(node, at)),
                SyntaxKind::VALUE if found.is_none() => found = self.value(node, at),
                SyntaxKind::KEY => {}
                _ => self.broken = true,
            }
        }
        found
    }

    fn scalar(&self, green: &GreenNodeData, start: usize) -> Node {
        let end = start + usize::from(green.text_len());
        let written = &self.text[start..end];
        let trimmed = start + written.trim_end_matches([' ', '\t', '\r', '\n']).len();
        let (style, end) = match written.as_bytes().first() {
            None => return Node { span: start..start, shape: Shape::Empty },
            Some(b'"') => (Style::Double, trimmed),
            Some(b'\'') => (Style::Single, trimmed),
            Some(b'|' | b'>') => (Style::Block { parent: self.parent, end }, trimmed),
            Some(_) => (Style::Plain, trimmed),
        };
        Node { span: start..end, shape: Shape::Scalar(style) }
    }

    fn map(&mut self, green: &GreenNodeData, start: usize) -> Node {
        let flow = self.is_flow(start);
        let outer = std::mem::replace(&mut self.parent, start);
        let mut entries = Vec::new();
        for (kind, node, at) in Self::nodes(green, start) {
            if kind == SyntaxKind::MAPPING_ENTRY {
                entries.extend(self.entry(node, at));
            } else {
                self.broken = true;
            }
        }
        self.parent = outer;
        let index = if entries.len() < MANY {
            HashMap::new()
        } else {
            let mut index = HashMap::with_capacity(entries.len());
            for (position, entry) in entries.iter().enumerate() {
                let key = entry.key.text(self.text).into_owned().into_boxed_str();
                index.entry(key).or_insert(position);
            }
            index
        };
        let end = entries.last().map_or(start, |entry: &Entry| entry.end());
        let span = self.collection(flow, start, end, green);
        Node { span, shape: Shape::Map(Map { flow, entries, index }) }
    }

    fn entry(&mut self, green: &GreenNodeData, start: usize) -> Option<Entry> {
        let mut key = None;
        let mut value = None;
        for (kind, node, at) in Self::nodes(green, start) {
            match kind {
                SyntaxKind::KEY => key = Some(self.value(node, at)?),
                SyntaxKind::VALUE => value = self.value(node, at),
                _ => self.broken = true,
            }
        }
        let Some(key) = key else {
            self.broken = true;
            return None;
        };
        let colon = (key.span.end + 1).min(start + usize::from(green.text_len()));
        let value = value.unwrap_or(Node { span: colon..colon, shape: Shape::Empty });
        Some(Entry { key, value })
    }

    fn list(&mut self, green: &GreenNodeData, start: usize) -> Node {
        let flow = self.is_flow(start);
        let outer = std::mem::replace(&mut self.parent, start);
        let mut items = Vec::new();
        for (kind, node, at) in Self::nodes(green, start) {
            if kind == SyntaxKind::SEQUENCE_ENTRY {
                let value = self
                    .value(node, at)
                    .unwrap_or(Node { span: at + 1..at + 1, shape: Shape::Empty });
                items.push(Item { start: at, value });
            } else {
                self.broken = true;
            }
        }
        self.parent = outer;
        let end = items.last().map_or(start, |item| item.value.span.end);
        let span = self.collection(flow, start, end, green);
        Node { span, shape: Shape::List { flow, items } }
    }

    /// The span of a map or list: in brackets to the closing one, else to its last value.
    fn collection(&self, flow: bool, start: usize, end: usize, green: &GreenNodeData) -> Span {
        if !flow {
            return start..end;
        }
        let written = &self.text[start..start + usize::from(green.text_len())];
        start..start + written.trim_end().len()
    }
}

impl Node {
    /// The text of a scalar, as the typed reading sees it; empty for anything else.
    pub(super) fn text<'t>(&self, source: &'t str) -> Cow<'t, str> {
        let Shape::Scalar(style) = self.shape else { return Cow::Borrowed("") };
        let written = &source[self.span.clone()];
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
            Style::Block { parent, end } => {
                Cow::Owned(by_parser(&outdented(source, self.span.start..end, parent)))
            }
            _ => Cow::Owned(by_parser(written)),
        }
    }

    /// Whether nothing is said: no value, or a bare `null` or `~`.
    pub(super) fn is_nothing(&self, source: &str) -> bool {
        match self.shape {
            Shape::Empty => true,
            Shape::Scalar(Style::Plain) => is_null(&source[self.span.clone()]),
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
    /// The first entry of a key.
    pub(super) fn get(&self, key: &str, source: &str) -> Option<&Entry> {
        if self.entries.len() < MANY {
            self.entries.iter().find(|entry| entry.key.text(source) == key)
        } else {
            self.index.get(key).map(|&position| &self.entries[position])
        }
    }
}

impl Entry {
    /// Where the last byte of the entry ends.
    pub(super) fn end(&self) -> usize {
        self.value.span.end.max(self.key.span.end)
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
fn outdented(source: &str, span: Span, parent: usize) -> String {
    let column =
        source[..parent].chars().rev().take_while(|c| !matches!(c, '\n' | '\u{feff}')).count();
    let written = &source[span];
    let header = written.find('\n').map_or(written.len(), |newline| newline + 1);
    let mut alone = written[..header].to_owned();
    for line in written[header..].split_inclusive('\n') {
        let blanks = line.bytes().take_while(|&byte| byte == b' ').count();
        alone.push_str(&line[blanks.min(column)..]);
    }
    alone
}
