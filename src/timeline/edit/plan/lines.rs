//! Where lines, fields and their comments begin and end.

use super::{File, column};
use crate::diagnostic::Span;
use crate::timeline::tree::{Entry, Map, Node, Shape, Style};
use crate::timeline::{Document, Id};

/// See [`crate::timeline::lines_of`].
pub(in crate::timeline::edit) fn lines_of(
    document: &Document,
    section: &str,
    id: &Id,
    is_own: &dyn Fn(&str) -> bool,
) -> Option<Span> {
    let text = document.text.as_str();
    let file = File { text, root: document.places().root()? };
    let section = file.root.as_map()?.get(section, text)?;
    let map = section.value.as_map().filter(|map| !map.flow)?;
    let entry = map.get(id.as_str(), text)?;
    let key = entry.key.span().start;
    let (line, indent) = (file.line_start(key), column(text, key));
    if !text[line..key].trim_matches(' ').is_empty() {
        return None;
    }
    let place = map.entries.partition_point(|one| one.key.span().start < key);
    let floor = match place.checked_sub(1).map(|before| &map.entries[before]) {
        Some(before) => file.with_comments(file.entry_lines_end(before), indent),
        None => file.line_end(file.colon_end(section)),
    };
    let (mut first, mut at) = (line, line);
    while at > floor {
        let start = file.line_start(at - 1);
        let content = text[start..at].trim_matches([' ', '\r', '\n']);
        if content.starts_with('#') && column_of(&text[start..at]) == indent && is_own(content) {
            first = start;
        } else if !content.is_empty() {
            break;
        }
        at = start;
    }
    Some(first..file.with_comments(file.entry_lines_end(entry), indent))
}

/// How far a line is indented.
pub(super) fn column_of(line: &str) -> usize {
    line.len() - line.trim_start_matches(' ').len()
}

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
