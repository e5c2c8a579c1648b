//! Edit → splices of the text.

use super::layout::{column, layout};
use super::model::absent;
use super::{Edit, Refused, Splice};
use crate::diagnostic::Span;
use crate::timeline::Id;
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
        Edit::Insert { section, after, entries } => file.insert(section, after.as_ref(), entries),
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

#[derive(Clone, Copy)]
struct File<'t> {
    text: &'t str,
    root: &'t Node,
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
                self.without_comment(style, &old.span)?;
                Ok(vec![Splice { span: old.span.clone(), text: written }])
            }
            Shape::Empty if flow || is_text => {
                let mut written = String::from(" ");
                write::inline(&mut written, value, layout.quote);
                Ok(vec![Splice { span: old.span.clone(), text: written }])
            }
            _ => {
                let in_line = flow
                    || matches!(&old.shape, Shape::List { flow: true, .. })
                        && matches!(value, Value::List(_))
                    || matches!(&old.shape, Shape::Map(Map { flow: true, .. }))
                        && matches!(value, Value::Map(_) | Value::Braces(_))
                    || matches!(
                        old.shape,
                        Shape::Scalar(Style::Plain | Style::Double | Style::Single)
                    ) && matches!(value, Value::List(_));
                if self.text[old.span.clone()].contains('#') {
                    return Err(Refused::new("there may be a comment inside the old value"));
                }
                if in_line {
                    let mut written = String::new();
                    write::inline(&mut written, value, layout.quote);
                    return Ok(vec![Splice { span: old.span.clone(), text: written }]);
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
                let indent = column(self.text, entry.key.span.start);
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
            Style::Plain if flow => write::line(content, true, layout.quote),
            Style::Plain => {
                write::text(content, self.indent_around(old) + layout.step, layout.quote)
            }
            Style::Block { .. } => {
                let lines = self.text[old.span.clone()].lines().skip(1);
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
        let line = self.line_start(node.span.start);
        let written = self.text[line..node.span.start].trim_start_matches('\u{feff}');
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
                None => parent.span.start + 1,
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
        let indent = column(self.text, map.entries[0].key.span.start);
        write::field(&mut written, key, value, indent, layout);
        Splice { span: at..at, text: written }
    }

    fn remove(&self, route: &Route) -> Result<Vec<Splice>, Refused> {
        let (found, step) = self.parent(route)?;
        let (place, spans, flow, ends): (usize, Vec<Span>, bool, usize) =
            match (&found.parent.shape, step) {
                (Shape::Map(map), Step::Key(key)) => {
                    let entry = map.get(key, self.text).ok_or_else(|| absent(route))?;
                    let start = entry.key.span.start;
                    let place = map.entries.partition_point(|one| one.key.span.start < start);
                    let spans =
                        map.entries.iter().map(|one| one.key.span.start..one.end()).collect();
                    (place, spans, map.flow, self.entry_lines_end(entry))
                }
                (Shape::List { flow, items }, Step::Index(index)) => {
                    let item = items.get(*index).ok_or_else(|| absent(route))?;
                    let spans = items.iter().map(|one| one.start..one.value.span.end).collect();
                    (*index, spans, *flow, self.lines_end(&item.value))
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
            self.with_blank_line(self.line_start(this.start)..ends)
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

    fn insert(
        &self,
        section: &str,
        after: Option<&Id>,
        entries: &[(Id, Value)],
    ) -> Result<Vec<Splice>, Refused> {
        let Shape::Map(top) = &self.root.shape else {
            return Err(Refused::new("the file is no map"));
        };
        let Some(entry) = top.get(section, self.text) else {
            let all = entries.iter().map(|(id, value)| (id.0.clone(), value.clone())).collect();
            let mut written = String::from("\n");
            let layout = layout(self.text, &[top]);
            if top.flow {
                return Ok(vec![self.new_field(self.root, top, section, &Value::Map(all), layout)]);
            }
            write::field(&mut written, section, &Value::Map(all), 0, layout);
            let last = top.entries.last().expect("a block map has an entry");
            let at = self.with_comments(self.entry_lines_end(last), 0);
            return Ok(vec![Splice { span: at..at, text: written }]);
        };
        let Shape::Map(map) = &entry.value.shape else {
            return self.first_entries(entry, entries, layout(self.text, &[top]));
        };
        if map.entries.is_empty() {
            return self.first_entries(entry, entries, layout(self.text, &[top]));
        }
        let place = match after {
            None => map.entries.len() - 1,
            Some(after) => {
                let entry = map
                    .get(after.as_str(), self.text)
                    .ok_or_else(|| Refused::new(format!("there is no `{after}`")))?;
                map.entries.partition_point(|one| one.key.span.start < entry.key.span.start)
            }
        };
        let layout = layout(self.text, &[top, map]);
        let neighbour = &map.entries[place];
        let mut written = String::new();
        if map.flow {
            for (id, value) in entries {
                let mut braces = String::new();
                let field = Value::Braces(vec![(id.0.clone(), value.clone())]);
                write::inline(&mut braces, &field, layout.quote);
                written.push_str(", ");
                written.push_str(&braces[1..braces.len() - 1]);
            }
            let at = neighbour.end();
            return Ok(vec![Splice { span: at..at, text: written }]);
        }
        let indent = column(self.text, map.entries[0].key.span.start);
        let apart = self.apart(map, place);
        for (id, value) in entries {
            if apart {
                written.push('\n');
            }
            write::field(&mut written, id.as_str(), value, indent, layout);
        }
        let at = self.with_comments(self.entry_lines_end(neighbour), indent);
        Ok(vec![Splice { span: at..at, text: written }])
    }

    /// The first entries of a section that is there and empty.
    fn first_entries(
        &self,
        section: &Entry,
        entries: &[(Id, Value)],
        layout: Layout,
    ) -> Result<Vec<Splice>, Refused> {
        if !section.value.is_nothing(self.text)
            && section.value.as_map().is_none_or(|map| !map.entries.is_empty())
        {
            return Err(Refused::new("the section is no map"));
        }
        let start = self.colon_end(section);
        let end = section.value.span.end.max(start);
        let line_end = self.line_end(end);
        let indent = column(self.text, section.key.span.start) + layout.step;
        let mut written = String::new();
        for (i, (id, value)) in entries.iter().enumerate() {
            if i > 0 {
                written.push('\n');
            }
            write::field(&mut written, id.as_str(), value, indent, layout);
        }
        let mut splices = vec![Splice { span: line_end..line_end, text: written }];
        if end > start {
            splices.push(Splice { span: start..end, text: String::new() });
        }
        Ok(splices)
    }

    fn add(&self, route: &Route, value: &Value) -> Result<Vec<Splice>, Refused> {
        let (found, step) = self.parent(route)?;
        let (Shape::Map(map), Step::Key(key)) = (&found.parent.shape, step) else {
            return Err(absent(route));
        };
        let layout = layout(self.text, &found.maps);
        let alone = || Value::List(vec![value.clone()]);
        let Some(entry) = map.get(key, self.text) else {
            return Ok(vec![self.new_field(found.parent, map, key, &alone(), layout)]);
        };
        let mut written = String::new();
        let at = match &entry.value.shape {
            Shape::List { flow: true, items } => {
                let at = match items.last() {
                    Some(last) => {
                        written.push_str(", ");
                        last.value.span.end
                    }
                    None => entry.value.span.start + 1,
                };
                write::inline(&mut written, value, layout.quote);
                at
            }
            Shape::List { flow: false, items } => {
                let last = items.last().expect("a block list has an element");
                let dash = column(self.text, items[0].start);
                // Written as a list of one, of which the key's line is cut off.
                let layout = Layout { dash, brackets: false, ..layout };
                write::below(&mut written, &alone(), 0, layout);
                written.remove(0);
                self.lines_end(&last.value)
            }
            Shape::Scalar(Style::Plain | Style::Double | Style::Single)
                if !entry.value.is_nothing(self.text) =>
            {
                written.push('[');
                written.push_str(&self.text[entry.value.span.clone()]);
                written.push_str(", ");
                write::inline(&mut written, value, layout.quote);
                written.push(']');
                return Ok(vec![Splice { span: entry.value.span.clone(), text: written }]);
            }
            _ => return self.replace(map.flow, Some(entry), &entry.value, &alone(), layout),
        };
        Ok(vec![Splice { span: at..at, text: written }])
    }

    fn take(&self, route: &Route, text: &str) -> Result<Vec<Splice>, Refused> {
        let (found, step) = self.parent(route)?;
        let (Shape::Map(map), Step::Key(key)) = (&found.parent.shape, step) else {
            return Err(absent(route));
        };
        let entry = map.get(key, self.text).ok_or_else(|| absent(route))?;
        let Shape::List { items, .. } = &entry.value.shape else {
            return self.remove(route);
        };
        let place = items.iter().position(|item| item.value.text(self.text) == text);
        let place = place.ok_or_else(|| Refused::new(format!("there is no `{text}`")))?;
        if items.len() == 1 { self.remove(route) } else { self.remove(&route.clone().index(place)) }
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
        Ok(vec![Splice { span: entry.key.span.clone(), text }])
    }

    /// Right after the colon of a field.
    fn colon_end(&self, entry: &Entry) -> usize {
        let key = entry.key.span.end;
        self.text[key..].find(':').map_or(key, |colon| key + colon + 1)
    }

    fn line_start(&self, at: usize) -> usize {
        let start = self.text[..at].rfind('\n').map_or(0, |newline| newline + 1);
        if self.text[start..].starts_with('\u{feff}') { start + 3 } else { start }
    }

    /// Where the line after this one begins.
    fn line_end(&self, at: usize) -> usize {
        self.text[at..].find('\n').map_or(self.text.len(), |newline| at + newline + 1)
    }

    /// Where the line after a value begins; of a block that keeps its blank lines, after those.
    fn lines_end(&self, node: &Node) -> usize {
        match &node.shape {
            Shape::Scalar(Style::Block { end, .. }) => {
                let header = self.text[node.span.clone()].lines().next().unwrap_or("");
                if header.contains('+') { *end } else { self.line_end(node.span.end) }
            }
            Shape::Map(map) if !map.flow => {
                map.entries.last().map_or(node.span.end, |last| self.entry_lines_end(last))
            }
            Shape::List { flow: false, items } => {
                items.last().map_or(node.span.end, |last| self.lines_end(&last.value))
            }
            _ => self.line_end(node.span.end),
        }
    }

    fn entry_lines_end(&self, entry: &Entry) -> usize {
        match entry.value.shape {
            Shape::Empty => self.line_end(entry.end()),
            _ => self.lines_end(&entry.value),
        }
    }

    /// Skips comments that belong to what stands above: those indented further than it.
    fn with_comments(&self, at: usize, indent: usize) -> usize {
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
    fn apart(&self, map: &Map, place: usize) -> bool {
        let pair = if place > 0 { place - 1..place + 1 } else { 0..2 };
        match map.entries.get(pair) {
            Some([one, next]) => {
                let between = &self.text[one.end()..next.key.span.start];
                between.contains("\n\n") || between.contains("\n\r\n")
            }
            _ => true,
        }
    }
}

/// Whether something other than blanks stands before a byte on its line: a dash.
fn column_is_taken(text: &str, at: usize) -> bool {
    let line = text[..at].rfind('\n').map_or(0, |newline| newline + 1);
    !text[line..at].trim_start_matches('\u{feff}').trim_matches(' ').is_empty()
}
