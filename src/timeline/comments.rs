//! Where comments stand.

use super::Document;
use super::tree::{Node, Shape, Style};
use crate::diagnostic::Span;

impl Document {
    /// What the comments say, in an order of their own: whether two files have the same ones.
    pub(crate) fn sorted_comments(&self) -> Vec<&str> {
        let places = self.comments().into_iter();
        let mut comments: Vec<&str> = places.map(|place| &self.text[place]).collect();
        comments.sort_unstable();
        comments
    }

    /// The comments, each from its `#` to the end of its line, in the order of the file.
    ///
    /// A `#` inside a text is no comment. Of a file that cannot be read there are none.
    pub fn comments(&self) -> Vec<Span> {
        let Some(root) = self.places().root() else { return Vec::new() };
        let text = self.text.as_str();
        let mut found = Vec::new();
        let mut at = 0;
        while let Some(next) = text[at..].find('#') {
            let hash = at + next;
            at = hash + 1;
            let begins = text[..hash].ends_with([' ', '\t', '\n', '\u{feff}']) || hash == 0;
            if begins && !is_text(root, text, hash) {
                let end = text[hash..].find('\n').map_or(text.len(), |newline| hash + newline);
                let end = hash + text[hash..end].trim_end_matches('\r').len();
                found.push(hash..end);
                at = end;
            }
        }
        found
    }
}

/// Whether a byte belongs to a key or to a scalar.
fn is_text(root: &Node, text: &str, at: usize) -> bool {
    let mut node = root;
    loop {
        let span = node.span();
        if !span.contains(&at) {
            return false;
        }
        match &node.shape {
            Shape::Empty => return false,
            Shape::Scalar(Style::Block { .. }) => {
                // A comment may follow the bar.
                return text[span.start..at].contains('\n');
            }
            Shape::Lost | Shape::Scalar(_) => return true,
            Shape::List { items, .. } => {
                let place = items.partition_point(|item| item.value.span().start <= at);
                let Some(item) = place.checked_sub(1).and_then(|place| items.get(place)) else {
                    return false;
                };
                node = &item.value;
            }
            Shape::Map(map) => {
                let place = map.entries.partition_point(|entry| entry.key.span().start <= at);
                let Some(entry) = place.checked_sub(1).and_then(|place| map.entries.get(place))
                else {
                    return false;
                };
                if entry.key.span().contains(&at) {
                    return true;
                }
                node = &entry.value;
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_hash_in_a_text_is_no_comment() {
        let text = "# one\ntitle: a#b # two\nsummary: \"c # d\" # three\nx-a: | # four\n  # e\n\n\
                    x-b: [f, # five\n  'g # h'] # six\r\nx-c: i\n  j # seven\nx-d:\n  # eight\n\
                    \x20 - k # nine\n  - l # ten\n# eleven";
        let document = Document::new("t.yaml", text);
        let comments: Vec<&str> = document.comments().into_iter().map(|at| &text[at]).collect();
        let numbers = [
            "# one", "# two", "# three", "# four", "# five", "# six", "# seven", "# eight",
            "# nine", "# ten", "# eleven",
        ];
        assert_eq!(comments, numbers);
    }
}
