//! Entries and elements that are added, and elements that go.

use super::lines::column_of;
use super::{File, absent, column, layout};
use crate::timeline::Id;
use crate::timeline::document::{Route, Step};
use crate::timeline::edit::{Refused, Splice};
use crate::timeline::tree::{Entry, Shape, Style};
use crate::timeline::write::{self, Layout, Value};

impl File<'_> {
    pub(super) fn insert(
        &self,
        section: &str,
        after: Option<&Id>,
        entries: &[(Id, Value)],
        lines: Option<&str>,
    ) -> Result<Vec<Splice>, Refused> {
        let Shape::Map(top) = &self.root.shape else {
            return Err(Refused::new("the file is no map"));
        };
        let Some(entry) = top.get(section, self.text) else {
            let all = entries.iter().map(|(id, value)| (id.0.clone(), value.clone())).collect();
            let layout = layout(self.text, &[top]);
            if top.flow {
                return Ok(vec![self.new_field(self.root, top, section, &Value::Map(all), layout)]);
            }
            let last = top.entries.last().expect("a block map has an entry");
            let apart = !self.keeps_blank_lines(&last.value);
            let mut written = String::from(if apart { "\n" } else { "" });
            match lines_at(lines, layout.step) {
                Some(lines) => {
                    written.push_str(section);
                    written.push_str(":\n");
                    written.push_str(&lines);
                }
                None => write::field(&mut written, section, &Value::Map(all), 0, layout),
            }
            let at = self.with_comments(self.entry_lines_end(last), 0);
            return Ok(vec![Splice { span: at..at, text: written }]);
        };
        let Shape::Map(map) = &entry.value.shape else {
            return self.first_entries(entry, entries, lines, layout(self.text, &[top]));
        };
        if map.entries.is_empty() {
            return self.first_entries(entry, entries, lines, layout(self.text, &[top]));
        }
        let place = match after {
            None => map.entries.len() - 1,
            Some(after) => {
                let entry = map
                    .get(after.as_str(), self.text)
                    .ok_or_else(|| Refused::new(format!("there is no `{after}`")))?;
                map.entries.partition_point(|one| one.key.span().start < entry.key.span().start)
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
        let indent = column(self.text, map.entries[0].key.span().start);
        let apart = self.apart(map, place);
        for (i, (id, value)) in entries.iter().enumerate() {
            if apart && (i > 0 || !self.keeps_blank_lines(&neighbour.value)) {
                written.push('\n');
            }
            match lines_at(lines, indent) {
                Some(lines) => written.push_str(&lines),
                None => write::field(&mut written, id.as_str(), value, indent, layout),
            }
        }
        let at = self.with_comments(self.entry_lines_end(neighbour), indent);
        Ok(vec![Splice { span: at..at, text: written }])
    }

    /// The first entries of a section that is there and empty.
    pub(super) fn first_entries(
        &self,
        section: &Entry,
        entries: &[(Id, Value)],
        lines: Option<&str>,
        layout: Layout,
    ) -> Result<Vec<Splice>, Refused> {
        if !section.value.is_nothing(self.text)
            && section.value.as_map().is_none_or(|map| !map.entries.is_empty())
        {
            return Err(Refused::new("the section is no map"));
        }
        let start = self.colon_end(section);
        let end = section.value.span().end.max(start);
        let line_end = self.line_end(end);
        let indent = column(self.text, section.key.span().start) + layout.step;
        let mut written = String::new();
        for (i, (id, value)) in entries.iter().enumerate() {
            if i > 0 {
                written.push('\n');
            }
            match lines_at(lines, indent) {
                Some(lines) => written.push_str(&lines),
                None => write::field(&mut written, id.as_str(), value, indent, layout),
            }
        }
        let mut splices = vec![Splice { span: line_end..line_end, text: written }];
        if end > start {
            splices.push(Splice { span: start..end, text: String::new() });
        }
        Ok(splices)
    }

    pub(super) fn add(&self, route: &Route, value: &Value) -> Result<Vec<Splice>, Refused> {
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
                        last.value.span().end
                    }
                    None => entry.value.span().start + 1,
                };
                write::inline(&mut written, value, layout.quote);
                at
            }
            Shape::List { flow: false, items } => {
                let last = items.last().expect("a block list has an element");
                let dash = column(self.text, items[0].start());
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
                written.push_str(&self.text[entry.value.span()]);
                written.push_str(", ");
                write::inline(&mut written, value, layout.quote);
                written.push(']');
                return Ok(vec![Splice { span: entry.value.span(), text: written }]);
            }
            _ => return self.replace(map.flow, Some(entry), &entry.value, &alone(), layout),
        };
        Ok(vec![Splice { span: at..at, text: written }])
    }

    pub(super) fn take(&self, route: &Route, text: &str) -> Result<Vec<Splice>, Refused> {
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
}

/// The lines of an entry of another file, with line ends as splices have them, where they are
/// indented as an entry here has to be.
fn lines_at(lines: Option<&str>, indent: usize) -> Option<String> {
    let lines = lines.filter(|lines| column_of(lines) == indent)?;
    let mut lines = lines.replace("\r\n", "\n");
    if !lines.ends_with('\n') {
        lines.push('\n');
    }
    Some(lines)
}
