//! Where lines, fields and their comments begin and end.

use super::File;
use crate::timeline::tree::{Entry, Map, Node, Shape, Style};

impl File<'_> {
    /// Right after the colon of a field.
    pub(in crate::timeline::edit) fn colon_end(&self, entry: &Entry) -> usize {
        let key = entry.key.span().end;
        self.text[key..].find(':').map_or(key, |colon| key + colon + 1)
    }

    pub(in crate::timeline::edit) fn line_start(&self, at: usize) -> usize {
        let start = self.text[..at].rfind('\n').map_or(0, |newline| newline + 1);
        if self.text[start..].starts_with('\u{feff}') { start + 3 } else { start }
    }

    /// Where the line after this one begins.
    pub(in crate::timeline::edit) fn line_end(&self, at: usize) -> usize {
        self.text[at..].find('\n').map_or(self.text.len(), |newline| at + newline + 1)
    }

    /// Where the line after a value begins; of a block that keeps its blank lines, after those.
    pub(in crate::timeline::edit) fn lines_end(&self, node: &Node) -> usize {
        match &node.shape {
            Shape::Scalar(Style::Block { end, .. }) => {
                if self.keeps_blank_lines(node) {
                    *end as usize
                } else {
                    self.line_end(node.span().end)
                }
            }
            Shape::Map(map) if !map.flow => {
                map.entries.last().map_or(node.span().end, |last| self.entry_lines_end(last))
            }
            Shape::List { flow: false, items } => {
                items.last().map_or(node.span().end, |last| self.lines_end(&last.value))
            }
            _ => self.line_end(node.span().end),
        }
    }

    /// Whether a value ends in a block that keeps its blank lines: one more would be its text.
    pub(in crate::timeline::edit) fn keeps_blank_lines(&self, node: &Node) -> bool {
        match &node.shape {
            Shape::Scalar(Style::Block { .. }) => {
                let header = self.text[node.span()].lines().next().unwrap_or("");
                header.split(" #").next().unwrap_or("").contains('+')
            }
            Shape::Map(map) if !map.flow => {
                map.entries.last().is_some_and(|last| self.keeps_blank_lines(&last.value))
            }
            Shape::List { flow: false, items } => {
                items.last().is_some_and(|last| self.keeps_blank_lines(&last.value))
            }
            _ => false,
        }
    }

    pub(in crate::timeline::edit) fn entry_lines_end(&self, entry: &Entry) -> usize {
        match entry.value.shape {
            Shape::Empty => self.line_end(entry.end()),
            _ => self.lines_end(&entry.value),
        }
    }

    /// Skips comments that belong to what stands above: those indented further than it.
    pub(in crate::timeline::edit) fn with_comments(&self, at: usize, indent: usize) -> usize {
        let mut end = at;
        for line in self.text[at..].split_inclusive('\n') {
            let content = line.trim_start_matches(' ');
            if !content.starts_with('#') || line.len() - content.len() <= indent {
                break;
            }
            end += line.len();
        }
        end
    }

    /// Whether blank lines stand between the entries.
    pub(in crate::timeline::edit) fn apart(&self, map: &Map, place: usize) -> bool {
        let pair = if place > 0 { place - 1..place + 1 } else { 0..2 };
        match map.entries.get(pair) {
            Some([one, next]) => {
                let between = &self.text[one.end()..next.key.span().start];
                between.contains("\n\n") || between.contains("\n\r\n")
            }
            _ => true,
        }
    }
}
