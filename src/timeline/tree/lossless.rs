//! Text → tree by `yaml-edit`, which reads all of YAML: for files of which our own scanner is not
//! sure.
//!
//! It gives a lossless tree of every byte; what is needed of it is made in one walk over the green
//! tree, so that nothing later depends on how that library moves.

use rowan::ast::AstNode as _;
use rowan::{GreenNodeData, Language as _, NodeOrToken};
use yaml_edit::{Lang, SyntaxKind, YamlFile};

use super::scalar::to_u32;
use super::{Entry, Extent, Item, Map, Node, Shape, Style};
use crate::diagnostic::Span;

/// The tree of a text that the guard lets through; `None` where there is no value in it, or where
/// the library finds no sense in a part of it.
pub(in crate::timeline) fn parse(text: &str) -> Option<Node> {
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

    /// The column of a byte, from 0.
    fn column(&self, at: usize) -> usize {
        let before = self.text[..at].bytes().rev();
        before.take_while(|byte| *byte != b'\n' && *byte < 0x80).count()
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
            None => return Node::empty(start),
            Some(b'"') => (Style::Double, trimmed),
            Some(b'\'') => (Style::Single, trimmed),
            Some(b'|' | b'>') => (
                Style::Block { least: to_u32(self.column(self.parent) + 1), end: to_u32(end) },
                trimmed,
            ),
            Some(_) => (Style::Plain, trimmed),
        };
        Node { place: Extent::new(start, end), shape: Shape::Scalar(style) }
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
        let end = entries.last().map_or(start, |entry: &Entry| entry.end());
        let span = self.collection(flow, start, end, green);
        Node { place: Extent::new(span.start, span.end), shape: Map::shape(flow, entries) }
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
        let colon = (key.span().end + 1).min(start + usize::from(green.text_len()));
        let value = value.unwrap_or_else(|| Node::empty(colon));
        Some(Entry { key, value })
    }

    fn list(&mut self, green: &GreenNodeData, start: usize) -> Node {
        let flow = self.is_flow(start);
        let outer = std::mem::replace(&mut self.parent, start);
        let mut items = Vec::new();
        for (kind, node, at) in Self::nodes(green, start) {
            if kind == SyntaxKind::SEQUENCE_ENTRY {
                let value = self.value(node, at).unwrap_or_else(|| Node::empty(at + 1));
                items.push(Item { start: Extent::at(at), value });
            } else {
                self.broken = true;
            }
        }
        self.parent = outer;
        let end = items.last().map_or(start, |item| item.value.span().end);
        let span = self.collection(flow, start, end, green);
        let shape = Shape::List { flow, items: items.into_boxed_slice() };
        Node { place: Extent::new(span.start, span.end), shape }
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
