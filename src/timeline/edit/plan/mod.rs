//! Edit → splices of the text.
//!
//! ```text
//! grow    entries and elements that are added, and elements that go
//! lines   where lines, fields and their comments begin and end
//! ```

mod grow;
mod lines;

pub(super) use lines::lines_of;

use super::layout::{column, layout};
use super::model::absent;
use super::{Edit, Refused, Splice};
use crate::diagnostic::Span;
use crate::timeline::document::{Document, Route, Step};
use crate::timeline::tree::{Entry, Map, Node, Shape, Style};
use crate::timeline::write::{self, Layout, Value};

/// The splices that make an edit of a file.
pub(super) fn plan(document: &Document, edit: &Edit) -> Result<Vec<Splice>, Refused> {
    let text = document.text.as_str();
    let root = document.places().root().ok_or_else(|| Refused::new("the file cannot be read"))?;
    let file = File { text, root };
    match edit {
        Edit::Set { route, value } => file.set(route, value),
        Edit::Remove { route } => file.remove(route),
        Edit::Insert { section, after, entries } => {
            file.insert(section, after.as_ref(), entries, None)
        }
        Edit::Copy { section, after, id, value, lines } => {
            file.insert(section, after.as_ref(), &[(id.clone(), value.clone())], Some(lines))
        }
        Edit::AddToList { route, value } => file.add(route, value),
        Edit::RemoveFromList { route, text } => file.take(route, text),
        Edit::Rename { route, to } => file.rename(route, to),
    }
}

/// The order in which fields are written; a new field comes after those before it.
const ORDER: &[&str] = &[
    "title",
    "summary",
    "lang",
    "conflicts",
    "publisher",
    "author",
    "url",
    "published",
    "versions",
    "name",
    "kind",
    "of",
    "code",
    "aliases",
    "offices",
    "type",
    "date",
    "modality",
    "from",
    "to",
    "place",
    "responds-to",
    "after",
    "conditional-on",
    "timing",
    "evidence",
    "aka",
    "confidence",
    "reading",
    "sources",
    "actors",
    "events",
    "source",
    "quote",
    "prefix",
    "suffix",
    "file",
    "seen",
    "note",
];

fn rank(key: &str) -> usize {
    // In an event, the title comes after its date; `date` and `type` are absent elsewhere.
    ORDER.iter().position(|field| *field == key).unwrap_or(ORDER.len())
}

/// A file and its values.
#[derive(Clone, Copy)]
pub(super) struct File<'t> {
    pub(super) text: &'t str,
    pub(super) root: &'t Node,
}

/// What a route leads to, and what it leads through.
struct Found<'t> {
    /// The maps on the way, the outermost first.
    maps: Vec<&'t Map>,
    /// What the last step is taken in.
    parent: &'t Node,
}

impl<'t> File<'t> {
    /// Goes to the parent of the last step.
    fn parent<'r>(&self, route: &'r Route) -> Result<(Found<'t>, &'r Step), Refused> {
        let (last, before) =
            route.steps().split_last().ok_or_else(|| Refused::new("the whole file is no field"))?;
        let mut found = Found { maps: Vec::new(), parent: self.root };
        for step in before {
            found.parent = match (&found.parent.shape, step) {
                (Shape::Map(map), Step::Key(key)) => {
                    found.maps.push(map);
                    &map.get(key, self.text).ok_or_else(|| absent(route))?.value
                }
                (Shape::List { items, .. }, Step::Index(index)) => {
                    &items.get(*index).ok_or_else(|| absent(route))?.value
                }
                _ => return Err(absent(route)),
            };
        }
        if let Shape::Map(map) = &found.parent.shape {
            found.maps.push(map);
        }
        Ok((found, last))
    }

    fn set(&self, route: &Route, value: &Value) -> Result<Vec<Splice>, Refused> {
        let (found, step) = self.parent(route)?;
        let layout = layout(self.text, &found.maps);
        match (&found.parent.shape, step) {
            (Shape::Map(map), Step::Key(key)) => match map.get(key, self.text) {
                Some(entry) => self.replace(map.flow, Some(entry), &entry.value, value, layout),
                None => Ok(vec![self.new_field(found.parent, map, key, value, layout)]),
            },
            (Shape::List { flow, items }, Step::Index(index)) => {
                let item = items.get(*index).ok_or_else(|| absent(route))?;
                self.replace(*flow, None, &item.value, value, layout)
            }
            // One id where a list could stand.
            (Shape::Scalar(_), Step::Index(0)) => {
                let flow = found.maps.last().is_some_and(|map| map.flow);
                self.replace(flow, None, found.parent, value, layout)
            }
            _ => Err(absent(route)),
        }
    }

    /// Puts a value in the place of another; `entry` is the field it belongs to.
    fn replace(
        &self,
        flow: bool,
        entry: Option<&Entry>,
        old: &Node,
        value: &Value,
        layout: Layout,
    ) -> Result<Vec<Splice>, Refused> {
        let is_text = matches!(value, Value::Text(_) | Value::Quoted(_) | Value::Bare(_));
        match old.shape {
            Shape::Scalar(style) if is_text => {
                let written = self.in_style(flow, style, old, value, layout);
                self.without_comment(style, &old.span())?;
                Ok(vec![Splice { span: old.span(), text: written }])
            }
            Shape::Empty if flow || is_text => {
                let mut written = String::from(" ");
                write::inline(&mut written, value, layout.quote);
                Ok(vec![Splice { span: old.span(), text: written }])
            }
            _ => {
                let in_line = flow
                    || matches!(&old.shape, Shape::List { flow: true, .. })
                        && matches!(value, Value::List(_))
                    || old.as_map().is_some_and(|map| map.flow)
                        && matches!(value, Value::Map(_) | Value::Braces(_))
                    || matches!(
                        old.shape,
                        Shape::Scalar(Style::Plain | Style::Double | Style::Single)
                    ) && matches!(value, Value::List(_));
                if self.text[old.span()].contains('#') {
                    return Err(Refused::new("there may be a comment inside the old value"));
                }
                if in_line {
                    let mut written = String::new();
                    write::inline(&mut written, value, layout.quote);
                    return Ok(vec![Splice { span: old.span(), text: written }]);
                }
                let Some(entry) = entry else {
                    return Err(Refused::new("an element of a list cannot become a block"));
                };
                let start = self.colon_end(entry);
                let end = self.lines_end(old).max(start);
                if self.text[start..end].contains('#') {
                    return Err(Refused::new("there is a comment between the key and its value"));
                }
                let mut written = String::new();
                let indent = column(self.text, entry.key.span().start);
                write::below(&mut written, value, indent, layout);
                Ok(vec![Splice { span: start..end, text: written }])
            }
        }
    }

    /// A block scalar may have a comment after its `|`.
    fn without_comment(&self, style: Style, span: &Span) -> Result<(), Refused> {
        let header = self.text[span.clone()].lines().next().unwrap_or("");
        if matches!(style, Style::Block { .. }) && header.contains('#') {
            return Err(Refused::new("there is a comment after the `|` of the old value"));
        }
        Ok(())
    }

    /// Whether a comment stands behind a value, on its line.
    fn comment_follows(&self, old: &Node) -> bool {
        let rest = self.text[old.span().end..].lines().next().unwrap_or("");
        rest.trim_start().starts_with('#')
    }

    /// A text in the quotes of the one before it.
    fn in_style(
        &self,
        flow: bool,
        style: Style,
        old: &Node,
        value: &Value,
        layout: Layout,
    ) -> String {
        let (Value::Text(content) | Value::Quoted(content)) = value else {
            let mut written = String::new();
            write::inline(&mut written, value, layout.quote);
            return written;
        };
        match style {
            Style::Double => write::quoted(content, '"'),
            Style::Single => write::quoted(content, '\''),
            Style::Plain if matches!(value, Value::Quoted(_)) => {
                write::quoted(content, layout.quote)
            }
            // Behind a block, the comment of the line would be text of the block.
            Style::Plain if flow || self.comment_follows(old) => {
                write::line(content, true, layout.quote)
            }
            Style::Plain => {
                write::text(content, self.indent_around(old) + layout.step, layout.quote)
            }
            Style::Block { .. } => {
                let lines = self.text[old.span()].lines().skip(1);
                let indent = lines
                    .filter(|line| !line.trim().is_empty())
                    .map(|line| line.len() - line.trim_start_matches(' ').len())
                    .min();
                let indent = indent.unwrap_or(self.indent_around(old) + layout.step);
                write::text(content, indent, layout.quote)
            }
        }
    }

    /// The indent of the line on which a value begins, dashes counted in.
    fn indent_around(&self, node: &Node) -> usize {
        let line = self.line_start(node.span().start);
        let written = self.text[line..node.span().start].trim_start_matches('\u{feff}');
        written.len() - written.trim_start_matches([' ', '-']).len()
    }

    fn new_field(
        &self,
        parent: &Node,
        map: &Map,
        key: &str,
        value: &Value,
        layout: Layout,
    ) -> Splice {
        if map.flow {
            let mut written = String::new();
            let at = match map.entries.last() {
                Some(last) => {
                    written.push_str(", ");
                    last.end()
                }
                None => parent.span().start + 1,
            };
            let field = Value::Braces(vec![(key.to_owned(), value.clone())]);
            let mut braces = String::new();
            write::inline(&mut braces, &field, layout.quote);
            written.push_str(&braces[1..braces.len() - 1]);
            return Splice { span: at..at, text: written };
        }
        let before = map
            .entries
            .iter()
            .rev()
            .find(|entry| rank(&entry.key.text(self.text)) <= rank(key))
            .or(map.entries.first())
            .expect("a block map has an entry, or it would be no block");
        let at = self.entry_lines_end(before);
        let mut written = String::new();
        let indent = column(self.text, map.entries[0].key.span().start);
        write::field(&mut written, key, value, indent, layout);
        Splice { span: at..at, text: written }
    }

    fn remove(&self, route: &Route) -> Result<Vec<Splice>, Refused> {
        let (found, step) = self.parent(route)?;
        // Where the lines of the one before it end: a block may keep the blank lines behind it.
        let (place, spans, flow, ends, floor): (usize, Vec<Span>, bool, usize, usize) =
            match (&found.parent.shape, step) {
                (Shape::Map(map), Step::Key(key)) => {
                    let entry = map.get(key, self.text).ok_or_else(|| absent(route))?;
                    let start = entry.key.span().start;
                    let place = map.entries.partition_point(|one| one.key.span().start < start);
                    let spans =
                        map.entries.iter().map(|one| one.key.span().start..one.end()).collect();
                    let before = place.checked_sub(1).map(|before| &map.entries[before]);
                    let floor = before.map_or(0, |before| self.entry_lines_end(before));
                    (place, spans, map.flow, self.entry_lines_end(entry), floor)
                }
                (Shape::List { flow, items }, Step::Index(index)) => {
                    let item = items.get(*index).ok_or_else(|| absent(route))?;
                    let spans = items.iter().map(|one| one.start()..one.value.span().end).collect();
                    let before = index.checked_sub(1).map(|before| &items[before].value);
                    let floor = before.map_or(0, |before| self.lines_end(before));
                    (*index, spans, *flow, self.lines_end(&item.value), floor)
                }
                _ => return Err(absent(route)),
            };
        let this = spans[place].clone();
        let span = if flow || column_is_taken(self.text, this.start) {
            let before = place.checked_sub(1).map(|before| spans[before].end);
            match (before, spans.get(place + 1)) {
                (Some(before), _) if flow => before..this.end,
                (_, Some(next)) => this.start..next.start,
                _ if flow => this,
                _ => return Err(Refused::new("it stands on the line of a dash, alone")),
            }
        } else {
            let whole = self.with_blank_line(self.line_start(this.start)..ends);
            whole.start.max(floor)..whole.end
        };
        // The bytes of the value itself may go with all they hold; those around it may not.
        let around = [
            span.start..spans[place].start.max(span.start),
            spans[place].end.min(span.end)..span.end,
        ];
        if flow && around.iter().any(|span| self.text[span.clone()].contains('#')) {
            return Err(Refused::new("there is a comment right beside it"));
        }
        Ok(vec![Splice { span, text: String::new() }])
    }

    /// A blank line before what goes also goes, where another one, or nothing, comes after it.
    fn with_blank_line(&self, span: Span) -> Span {
        let before = &self.text[..span.start];
        let after = &self.text[span.end..];
        let blank_after = after.is_empty() || after.starts_with('\n') || after.starts_with("\r\n");
        for blank in ["\r\n\r\n", "\n\n"] {
            if blank_after && before.ends_with(blank) {
                return span.start - blank.len() / 2..span.end;
            }
        }
        span
    }

    fn rename(&self, route: &Route, to: &str) -> Result<Vec<Splice>, Refused> {
        let (found, step) = self.parent(route)?;
        let (Shape::Map(map), Step::Key(key) | Step::Name(key)) = (&found.parent.shape, step)
        else {
            return Err(absent(route));
        };
        let entry = map.get(key, self.text).ok_or_else(|| absent(route))?;
        let text = match entry.key.shape {
            Shape::Scalar(Style::Double) => write::quoted(to, '"'),
            Shape::Scalar(Style::Single) => write::quoted(to, '\''),
            _ => write::line(to, map.flow, '"'),
        };
        Ok(vec![Splice { span: entry.key.span(), text }])
    }
}

/// Whether something other than blanks stands before a byte on its line: a dash.
fn column_is_taken(text: &str, at: usize) -> bool {
    let line = text[..at].rfind('\n').map_or(0, |newline| newline + 1);
    !text[line..at].trim_start_matches('\u{feff}').trim_matches(' ').is_empty()
}
