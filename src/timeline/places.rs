//! Route → bytes.

use super::document::{Route, Step};
use super::read::Parsed;
use super::tree::{Node, Shape};
use crate::diagnostic::Span;

/// The places of all values of a file.
#[derive(Debug)]
pub(super) struct Places {
    parsed: Parsed,
    first_line: Span,
}

impl Places {
    /// Finds the values of a text; none where it is no YAML.
    pub(super) fn new(text: &str) -> Self {
        let start = if text.starts_with('\u{feff}') { 3 } else { 0 };
        let line = text[start..].lines().next().unwrap_or("");
        Self { parsed: Parsed::new(text), first_line: start..start + line.len() }
    }

    /// The tree of the values.
    pub(super) fn root(&self) -> Option<&Node> {
        self.parsed.root.as_ref()
    }

    /// What the text turned out to be.
    pub(super) fn parsed(&self) -> &Parsed {
        &self.parsed
    }

    /// Where a route ends, or where the way there is lost.
    pub(super) fn find(&self, text: &str, route: &Route) -> Span {
        let mut nearest = self.first_line.clone();
        let Some(mut node) = self.root() else { return nearest };
        let Some(mut last) = route.steps().last().map(|_| node.span()) else {
            return nearest;
        };
        for step in route.steps() {
            match (step, &node.shape) {
                (Step::Key(key) | Step::Name(key), Shape::Map(map)) => {
                    let Some(entry) = map.get(key, text) else { return nearest };
                    nearest = entry.key.span();
                    if matches!(step, Step::Name(_)) {
                        return nearest;
                    }
                    node = &entry.value;
                    last = match node.shape {
                        Shape::Empty => nearest.clone(),
                        _ => node.span(),
                    };
                }
                (Step::Index(index), Shape::List { items, .. }) => {
                    let Some(item) = items.get(*index) else { return nearest };
                    node = &item.value;
                    last = match node.shape {
                        Shape::Empty => item.start()..item.start() + 1,
                        _ => node.span(),
                    };
                    nearest = head(node, last.clone());
                }
                // One id where a list could stand.
                (Step::Index(0), Shape::Scalar(_)) => {}
                _ => return nearest,
            }
        }
        last
    }
}

/// Of an element the part that stands for it: its first key, or itself.
fn head(node: &Node, whole: Span) -> Span {
    match &node.shape {
        Shape::Map(map) => map.entries.first().map_or(whole, |entry| entry.key.span()),
        _ => whole,
    }
}

#[cfg(test)]
mod tests {
    use super::super::Document;
    use super::*;

    const FILE: &str = "\u{feff}# Gespräche\r
title:   \"Gespräche: Ⅰ\"  # quoted\r
events:\r
    'kyiv-meeting':   # a comment\r
        date: '2025-05-10'\r
        to:\r
        - a   # x\r
        -   \"b, c\"\r
        note: |\r
            First: line\r
\r
            # no comment\r
\r
        # a comment\r
        from: [ä, \"b\",  # c\r
          {c: d}]\r
        evidence:\r
          - source: s\r
            quote: q r\r
          -\r
            source: t\r
        place:\r
    two: {type: talks, title: x y , from: [a]}\r
last: plain of\r
  two lines\r
";

    fn at(route: &Route) -> &'static str {
        &FILE[Document::new("t.yaml", FILE).find(route)]
    }

    #[test]
    fn a_route_leads_to_the_value_as_written() {
        let kyiv = |field: &str| Route::event("kyiv-meeting", field);
        for (route, written) in [
            (Route::new().key("title"), "\"Gespräche: Ⅰ\""),
            (Route::new().name("title"), "title"),
            (Route::new().key("events").name("kyiv-meeting"), "'kyiv-meeting'"),
            (kyiv("date"), "'2025-05-10'"),
            (kyiv("to").index(0), "a"),
            (kyiv("to").index(1), "\"b, c\""),
            (kyiv("note"), "|\r\n            First: line\r\n\r\n            # no comment"),
            (kyiv("from"), "[ä, \"b\",  # c\r\n          {c: d}]"),
            (kyiv("from").index(0), "ä"),
            (kyiv("from").index(2).key("c"), "d"),
            (kyiv("evidence").index(0).key("quote"), "q r"),
            (kyiv("evidence").index(1).key("source"), "t"),
            (kyiv("evidence").index(0), "source: s\r\n            quote: q r"),
            (Route::event("two", "title"), "x y"),
            (Route::event("two", "from"), "[a]"),
            (Route::new().key("last"), "plain of\r\n  two lines"),
        ] {
            assert_eq!(at(&route), written, "{route}");
        }
    }

    #[test]
    fn a_lost_way_ends_at_what_is_around_it() {
        for (route, written) in [
            (Route::new(), "# Gespräche"),
            (Route::new().key("actors"), "# Gespräche"),
            (Route::event("three", "date"), "events"),
            (Route::event("kyiv-meeting", "modality"), "'kyiv-meeting'"),
            (Route::event("kyiv-meeting", "place"), "place"),
            (Route::event("kyiv-meeting", "to").index(7), "to"),
            (Route::event("kyiv-meeting", "evidence").index(1).key("quote"), "source"),
            (Route::event("kyiv-meeting", "date").key("x"), "date"),
        ] {
            assert_eq!(at(&route), written, "{route}");
        }
        assert_eq!(Document::new("t.yaml", "").find(&Route::event("a", "b")), 0..0);
        assert_eq!(Document::new("t.yaml", "[[[").find(&Route::event("a", "b")), 0..3);
    }
}
