//! Lists and maps in brackets, open or closed, on one line or several.

use super::{At, End, Scan, Spot};

/// A bracket that is open.
#[derive(Debug, Clone, Copy)]
struct Bracket {
    /// The key that its values stand under.
    under: At,
    /// Of a brace, which map it is; 0 for a list.
    map: usize,
    /// Of a brace, the key whose value is due.
    key: Option<At>,
}

impl Scan<'_> {
    /// What stands in brackets, from the first one; it ends, unclosed, at a line that stands no
    /// deeper than its key.
    pub(super) fn flow(&mut self, of: At, column: usize) {
        let mut open: Vec<Bracket> = Vec::new();
        let mut fresh = true;
        loop {
            self.blanks();
            let from = self.at;
            self.end = match open.last() {
                Some(bracket) if fresh => due(*bracket, from),
                _ => End::Elsewhere,
            };
            let Some(&byte) = self.text.as_bytes().get(self.at) else { return };
            match byte {
                b'\n' | b'\r' => {
                    self.next_line();
                    let line = self.rest();
                    let indent = line.bytes().take_while(|&b| b == b' ').count();
                    let inner = &line[indent..];
                    let blank = inner.is_empty() || inner.starts_with(['\n', '\r', '#']);
                    if indent <= column && !blank && !inner.starts_with([']', '}']) {
                        return;
                    }
                }
                b'#' if self.text[..from].ends_with([' ', '\t', '\n', '\r']) => {
                    self.end = End::Elsewhere;
                    let rest = self.rest();
                    self.at += rest.find(['\n', '\r']).unwrap_or(rest.len());
                }
                b'[' | b'{' => {
                    let under =
                        open.last().map_or(of, |bracket| bracket.key.unwrap_or(bracket.under));
                    let map = if byte == b'{' { self.new_map() } else { 0 };
                    open.push(Bracket { under, map, key: None });
                    self.at += 1;
                    fresh = true;
                }
                b']' | b'}' => {
                    open.pop();
                    self.at += 1;
                    fresh = false;
                    if open.is_empty() {
                        self.end = End::Elsewhere;
                        self.after_value();
                        return;
                    }
                }
                b',' => {
                    if let Some(bracket) = open.last_mut() {
                        bracket.key = None;
                    }
                    self.at += 1;
                    fresh = true;
                }
                b':' if open.last().is_some_and(|bracket| bracket.key.is_some()) => {
                    self.at += 1;
                    // A blank is due before the value.
                    fresh = self.rest().starts_with([' ', '\t', '\n', '\r']);
                }
                _ => {
                    let Some(bracket) = open.last().copied() else { return };
                    let closed = self.piece(bracket, column);
                    if let Some(last) = open.last_mut()
                        && last.map != 0
                        && last.key.is_none()
                    {
                        last.key = Some(self.spots.len() - 1);
                    }
                    if self.at == self.text.len() {
                        self.end = if closed { End::Elsewhere } else { due(bracket, from) };
                        return;
                    }
                    fresh = false;
                }
            }
        }
    }

    /// A key or a value inside brackets; whether it is over where the text is.
    fn piece(&mut self, bracket: Bracket, column: usize) -> bool {
        let is_key = bracket.map != 0 && bracket.key.is_none();
        let parent = bracket.key.unwrap_or(bracket.under);
        let from = self.at;
        let quote = self.text.as_bytes()[from];
        if quote == b'"' || quote == b'\'' {
            let closed = self.quoted(parent, quote, column);
            if let Some(spot) = self.spots.last_mut() {
                spot.is_key = is_key;
                spot.map = bracket.map;
            }
            return closed;
        }
        let rest = self.rest();
        let ends = |(at, c): (usize, char)| match c {
            ',' | ']' | '}' | '[' | '{' | '\n' | '\r' => true,
            ':' => rest[at + 1..]
                .chars()
                .next()
                .is_none_or(|next| matches!(next, ' ' | '\t' | ',' | ']' | '}' | '\n' | '\r')),
            '#' => rest[..at].ends_with([' ', '\t']),
            _ => false,
        };
        let length = rest.char_indices().find(|&one| ends(one)).map_or(rest.len(), |(at, _)| at);
        // A colon or a hash where nothing can begin: it is over at once, and not for ever.
        let length = length.max(rest.chars().next().map_or(0, char::len_utf8));
        let written = rest[..length].trim_end().len();
        self.spots.push(Spot {
            span: from..from + written,
            parent: Some(parent),
            is_key,
            map: if is_key { bracket.map } else { 0 },
        });
        self.at += length;
        written < length
    }
}

/// What can be written next in a bracket.
fn due(bracket: Bracket, from: usize) -> End {
    match (bracket.map, bracket.key) {
        (0, _) => End::Element { of: bracket.under, from },
        (_, Some(of)) => End::Value { of, from },
        (map, None) => End::Key { under: Some(bracket.under), map: Some(map), from },
    }
}
