//! The canonical order of fields, and quotes around what readers of YAML take for different things.
//!
//! Nothing else is touched: indent, blank lines, comments, styles of lists and of other quotes are
//! their writer's. A comment on lines of its own goes with the field below it, one behind a field
//! with that field; what stands on top of the file stays on top.

use std::collections::BTreeMap;

use super::plan::File;
use super::{Document, Refused, Splice, is_free, joined};
use crate::diagnostic::{Severity, Span};
use crate::timeline::read;
use crate::timeline::tree::{Entry, Map, Node, Shape, Style};
use crate::timeline::write;

/// A file in canonical form; the same text where it is that already.
///
/// Refused are files with mistakes, and whatever would read back differently or lose a comment.
/// What comes out goes in unchanged.
pub fn fmt(document: &Document) -> Result<String, Refused> {
    let (timeline, remarks) = read(document);
    if let Some(remark) = remarks.iter().find(|remark| remark.severity == Severity::Error) {
        return Err(Refused::new(format!("the file has a mistake: {}", remark.message)));
    }
    let mut text = document.text.clone();
    for pass in [quotes, parts, entries, top] {
        let current = Document::new(document.name.as_str(), text);
        let Some(root) = current.places().root() else {
            return Err(Refused::new("the file cannot be read"));
        };
        let mut splices = BTreeMap::new();
        pass(&mut Tidy { file: File { text: &current.text, root }, splices: &mut splices });
        text = joined(&current.text, splices.values());
    }
    let after = Document::new(document.name.as_str(), text);
    let (outcome, remarks) = read(&after);
    if outcome != timeline || remarks.iter().any(|one| one.severity == Severity::Error) {
        return Err(Refused::new("the formatted file would not say the same"));
    }
    if document.sorted_comments() != after.sorted_comments() {
        return Err(Refused::new("a comment would be lost"));
    }
    Ok(after.text)
}

const TOP: &[&str] = &["title", "summary", "lang", "conflicts", "sources", "actors", "events"];
const SOURCE: &[&str] = &[
    "title",
    "publisher",
    "author",
    "url",
    "published",
    "versions",
    "confidence",
    "reading",
    "note",
];
const ACTOR: &[&str] = &["name", "kind", "of", "code", "aliases", "offices", "aka", "note"];
const EVENT: &[&str] = &[
    "type",
    "date",
    "title",
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
    "note",
];
const VERSION: &[&str] = &["file", "seen"];
const OFFICE: &[&str] = &["title", "from", "to", "source"];
const TIMING: &[&str] = &["after", "before", "during", "lasts", "by", "within", "quote"];
const EVIDENCE: &[&str] = &["source", "quote", "prefix", "suffix"];

/// What a field of a map is.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Field {
    Date,
    Text,
    Texts,
    /// A list of maps.
    Parts(&'static [&'static str]),
    /// A map or a value of which nothing is known.
    Other,
}

fn field(of: &[&str], name: &str) -> Field {
    match name {
        "published" | "seen" | "date" => Field::Date,
        "from" | "to" if of == OFFICE => Field::Date,
        "from" | "to" | "aliases" | "aka" | "conditional-on" | "responds-to" => Field::Texts,
        "after" if of == EVENT => Field::Texts,
        "versions" => Field::Parts(VERSION),
        "offices" => Field::Parts(OFFICE),
        "timing" => Field::Parts(TIMING),
        "evidence" => Field::Parts(EVIDENCE),
        "confidence" | "reading" | "sources" | "actors" | "events" | "conflicts" => Field::Other,
        name if name.starts_with("x-") => Field::Other,
        _ => Field::Text,
    }
}

/// One pass over a file.
struct Tidy<'t, 's> {
    file: File<'t>,
    splices: &'s mut BTreeMap<usize, Splice>,
}

/// Every map of fields, with the order of its fields, the outermost first.
fn maps<'t>(file: &File<'t>) -> Vec<(&'t Node, &'t Map, &'static [&'static str], usize)> {
    let mut found = Vec::new();
    let Some(root) = file.root.as_map() else { return found };
    found.push((file.root, root, TOP, 0));
    for (section, order) in [("sources", SOURCE), ("actors", ACTOR), ("events", EVENT)] {
        let Some(section) = root.get(section, file.text).and_then(|one| one.value.as_map()) else {
            continue;
        };
        for entry in &section.entries {
            let Some(map) = entry.value.as_map() else { continue };
            found.push((&entry.value, map, order, 1));
            for one in &map.entries {
                let Field::Parts(order) = field(order, &one.key.text(file.text)) else { continue };
                let nodes: Vec<&Node> = match &one.value.shape {
                    Shape::List { items, .. } => items.iter().map(|item| &item.value).collect(),
                    _ => vec![&one.value],
                };
                for node in nodes {
                    found.extend(node.as_map().map(|map| (node, map, order, 2)));
                }
            }
        }
    }
    found
}

/// Quotes where readers would take a text for something else, and around every date.
fn quotes(tidy: &mut Tidy<'_, '_>) {
    let text = tidy.file.text;
    for (_, map, order, depth) in maps(&tidy.file) {
        for entry in &map.entries {
            match field(order, &entry.key.text(text)) {
                Field::Date => tidy.date(&entry.value),
                Field::Text => tidy.text(&entry.value),
                Field::Texts => match &entry.value.shape {
                    Shape::List { items, .. } => {
                        for item in items {
                            tidy.text(&item.value);
                        }
                    }
                    _ => tidy.text(&entry.value),
                },
                Field::Parts(_) | Field::Other => {}
            }
            if depth == 0
                && TOP[3..].contains(&&*entry.key.text(text))
                && let Some(section) = entry.value.as_map()
            {
                for entry in &section.entries {
                    tidy.text(&entry.key);
                }
            }
        }
    }
}

fn parts(tidy: &mut Tidy<'_, '_>) {
    tidy.order_all(2);
}

fn entries(tidy: &mut Tidy<'_, '_>) {
    tidy.order_all(1);
}

fn top(tidy: &mut Tidy<'_, '_>) {
    tidy.order_all(0);
}

impl Tidy<'_, '_> {
    fn splice(&mut self, span: Span, text: String) {
        if is_free(self.splices, &span) {
            self.splices.insert(span.start, Splice { span, text });
        }
    }

    /// Puts a date in double quotes.
    fn date(&mut self, node: &Node) {
        let text = self.file.text;
        let written = match &node.shape {
            Shape::Scalar(Style::Plain | Style::Single) if !node.is_nothing(text) => {
                write::quoted(&node.text(text), '"')
            }
            // A bare `[..2025-05-11]`.
            Shape::List { flow: true, items } => {
                let parts: Vec<_> = items.iter().map(|item| item.value.text(text)).collect();
                let plain = |item: &crate::timeline::tree::Item| {
                    matches!(item.value.shape, Shape::Scalar(Style::Plain))
                };
                if !items.iter().all(plain) || text[node.span()].contains(['#', '\n']) {
                    return;
                }
                write::quoted(&format!("[{}]", parts.join(",")), '"')
            }
            _ => return,
        };
        if written != text[node.span()] {
            self.splice(node.span(), written);
        }
    }

    /// Puts a bare text in quotes that some reader takes for a number, a boolean or a time.
    fn text(&mut self, node: &Node) {
        let text = self.file.text;
        if !matches!(node.shape, Shape::Scalar(Style::Plain)) || node.is_nothing(text) {
            return;
        }
        let content = node.text(text);
        let one_line = !text[node.span()].contains('\n');
        if one_line && write::is_mistakable(&content) {
            self.splice(node.span(), write::quoted(&content, '"'));
        }
    }

    /// Brings the fields of all maps at a depth into their order.
    fn order_all(&mut self, depth: usize) {
        for (node, map, order, at) in maps(&self.file) {
            if at == depth {
                self.order(node, map, order, depth > 0);
            }
        }
    }

    /// - `owned`: whether a comment above the first field is about that field, as in an entry, and
    ///   not about the whole, as on top of the file.
    fn order(&mut self, node: &Node, map: &Map, order: &[&str], owned: bool) {
        let text = self.file.text;
        let rank = |entry: &Entry| {
            let key = entry.key.text(text);
            order.iter().position(|field| *field == key).unwrap_or(order.len())
        };
        let mut sorted: Vec<usize> = (0..map.entries.len()).collect();
        sorted.sort_by_key(|&at| rank(&map.entries[at]));
        if sorted.is_sorted() {
            return;
        }
        if map.flow {
            return self.order_in_braces(node, map, &sorted);
        }
        let first = map.entries[0].key.span().start;
        let line = self.file.line_start(first);
        let indent = first - line;
        // Behind a dash, where the first field has no line of its own.
        let dash = !text[line..first].trim_matches(' ').is_empty();
        let mut chunks: Vec<&str> = Vec::new();
        let begin = match (dash, owned) {
            (true, _) => first,
            (false, true) => self.comments_above(line, indent),
            (false, false) => line,
        };
        let mut start = begin;
        for entry in &map.entries {
            let end = self.file.with_comments(self.file.entry_lines_end(entry), indent);
            chunks.push(&text[start..end]);
            start = end;
        }
        let end = start;
        // A block that keeps the blank lines below it would keep those of another neighbour.
        let region = &text[begin..end];
        // So would one at the end of a file whose last line has no end.
        let open = !region.ends_with('\n') && region.contains(['|', '>']);
        if open || region.contains("|+") || region.contains(">+") {
            return;
        }
        if dash && chunks[1..].iter().any(|chunk| chunk.trim_start().starts_with('#')) {
            return;
        }
        let mut out = String::with_capacity(end - begin);
        // Blank lines above what becomes the first stay between it and the next.
        let new_first = sorted[0];
        let led =
            chunks[new_first].len() - chunks[new_first].trim_start_matches(['\n', '\r']).len();
        let blanks = &chunks[new_first][..led];
        for (n, &at) in sorted.iter().enumerate() {
            let mut chunk = chunks[at];
            if n == 0 {
                chunk = &chunk[led..];
            } else if at == 0 {
                out.push_str(blanks);
            }
            if dash && n == 0 {
                chunk = chunk.trim_start_matches(' ');
            } else if dash && at == 0 {
                out.push_str(&" ".repeat(indent));
            }
            out.push_str(chunk);
            if !chunk.ends_with('\n') {
                out.push('\n');
            }
        }
        // `joined` writes the line ends of the file.
        let mut out = out.replace("\r\n", "\n");
        if !text[begin..end].ends_with('\n') {
            out.truncate(out.trim_end_matches('\n').len());
        }
        self.splice(begin..end, out);
    }

    /// Where the first of the comments begins that stand above a line, indented as it is; blank
    /// lines may stand between them.
    fn comments_above(&self, line: usize, indent: usize) -> usize {
        let text = self.file.text;
        let mut first = line;
        let mut at = line;
        while let Some(end) = text[..at].strip_suffix('\n') {
            let start = end.rfind('\n').map_or(0, |newline| newline + 1);
            let content = end[start..].trim_start_matches(' ');
            if content.starts_with('#') && end.len() - start - content.len() == indent {
                first = start;
            } else if !content.trim().is_empty() {
                break;
            }
            at = start;
        }
        first
    }

    fn order_in_braces(&mut self, node: &Node, map: &Map, sorted: &[usize]) {
        let text = self.file.text;
        let written = &text[node.span()];
        if written.contains(['#', '\n']) {
            return;
        }
        let span = |at: usize| map.entries[at].key.span().start..map.entries[at].end();
        let mut out = String::with_capacity(written.len());
        let mut from = node.span().start;
        for (slot, &at) in sorted.iter().enumerate() {
            out.push_str(&text[from..span(slot).start]);
            out.push_str(&text[span(at)]);
            from = span(slot).end;
        }
        out.push_str(&text[from..node.span().end]);
        self.splice(node.span(), out);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn formatted(text: &str) -> String {
        fmt(&Document::new("t.yaml", text)).unwrap_or_else(|why| panic!("{why}: {text}"))
    }

    #[test]
    fn fields_come_into_order_with_their_comments() {
        for (text, expected) in [
            (
                "# top\nevents:\n  # about e\n  e:  # e\n    # first\n    title: T # t\n\n\
                 \x20   # the type\n    type: call\n    x-a: 1\n    date: 2025-05-11 # d\n\
                 title: X\n",
                "# top\ntitle: X\nevents:\n  # about e\n  e:  # e\n    # the type\n    type: call\n\
                 \x20   date: \"2025-05-11\" # d\n\n    # first\n    title: T # t\n    x-a: 1\n",
            ),
            (
                "title: X\nactors: {a: {kind: state, name: no}, b: {name: B, kind: state}}\n",
                "title: X\nactors: {a: {name: \"no\", kind: state}, b: {name: B, kind: state}}\n",
            ),
            (
                "title: X\nevents:\n  e:\n    type: call\n    title: |\n      T\n\n    evidence:\n\
                 \x20     - quote: q # q\n        source: s # s\n      - source: t\n    date: [..2025-05-11]\n",
                "title: X\nevents:\n  e:\n    type: call\n    date: \"[..2025-05-11]\"\n    title: |\n\
                 \x20     T\n\n    evidence:\n      - source: s # s\n        quote: q # q\n      - source: t\n",
            ),
            (
                "title: X\nactors: ~\nsources:\n  s: {title: T}",
                "title: X\nsources:\n  s: {title: T}\nactors: ~",
            ),
            (
                "title: X\r\nevents:\r\n  e:\r\n    title: T\r\n    type: call\r\n",
                "title: X\r\nevents:\r\n  e:\r\n    type: call\r\n    title: T\r\n",
            ),
        ] {
            assert_eq!(formatted(text), expected, "{text}");
            assert_eq!(formatted(expected), expected, "again: {text}");
        }
    }

    #[test]
    fn a_file_with_a_mistake_is_left_alone() {
        let why = fmt(&Document::new("t.yaml", "title: X\nevnts: {}\n")).unwrap_err();
        assert_eq!(why.why, "the file has a mistake: `evnts` is no field of a timeline");
    }

    #[test]
    fn a_comment_above_the_first_field_goes_with_it() {
        for (text, expected) in [
            // A remark that is allowed at the date is allowed at no type.
            (
                "title: X\nevents:\n  e:\n    # demarche: allow bad-date\n\n    # asked Kim\n\
                 \x20   date: \"soon\"\n    title: T\n    type: call\n",
                "title: X\nevents:\n  e:\n    type: call\n    # demarche: allow bad-date\n\n\
                 \x20   # asked Kim\n    date: \"soon\"\n    title: T\n",
            ),
            // About the event, not the field: indented as nothing below it.
            (
                "title: X\nevents:\n  e:\n  # about e\n\n    # t\n    title: T\n    type: call\n",
                "title: X\nevents:\n  e:\n  # about e\n\n    type: call\n    # t\n    title: T\n",
            ),
            (
                "title: X\nactors:\n  a:\n    # how\n    kind: state\n    name: A\n",
                "title: X\nactors:\n  a:\n    name: A\n    # how\n    kind: state\n",
            ),
            (
                "\u{feff}# top\nevents: {}\n# the title\ntitle: X\n",
                "\u{feff}# top\n# the title\ntitle: X\nevents: {}\n",
            ),
        ] {
            assert_eq!(formatted(text), expected, "{text}");
            assert_eq!(formatted(expected), expected, "again: {text}");
            let windows = text.replace('\n', "\r\n");
            assert_eq!(formatted(&windows), expected.replace('\n', "\r\n"), "{windows}");
        }
    }
}
