//! Text → keys and values with their places, whatever state the text is in.
//!
//! ```text
//! events:                     key   events
//!   talks:                    key   events talks
//!     from: [aldoria, br      key   events talks from
//!                             value events talks from        "aldoria", "br"
//! ```
//!
//! Somebody is typing: most of the time the text is no YAML, and help is wanted right there. So
//! this reads lines by their indent and never gives up; what is left open (a bracket, a quote) ends
//! at the next line that stands no deeper than its key. Of texts that are well-formed it says the
//! same as [`crate::timeline`]'s tree, which a test holds.
//!
//! One pass, no recursion; elements of lists count as their list.

mod flow;

use std::ops::Range;

/// The most steps of a way.
const DEEPEST: usize = 16;

/// The number of a spot in its outline.
pub(crate) type At = usize;

/// A key or a value.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Spot {
    /// What stands there, without quotes, in bytes of the text.
    pub(crate) span: Range<usize>,
    /// The key it stands under, if any.
    pub(crate) parent: Option<At>,
    /// Whether it is a key.
    pub(crate) is_key: bool,
    /// Which map a key stands in; keys of one map share it.
    pub(crate) map: usize,
}

/// The keys and values of a text, in its order.
#[derive(Debug, Clone, Default)]
pub(crate) struct Outline {
    pub(crate) spots: Vec<Spot>,
}

/// Where the text ends, as somebody who types there sees it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum End {
    /// A key can be written: under which key, in which map, from which byte on.
    Key { under: Option<At>, map: Option<usize>, from: usize },
    /// A value of this key can be written, from which byte on.
    Value { of: At, from: usize },
    /// An element of a list, which may be a value or begin a map.
    Element { of: At, from: usize },
    /// Inside a comment or a text of several lines.
    Elsewhere,
}

/// A block that is open: a map or a list at a column.
#[derive(Debug, Clone, Copy)]
struct Block {
    column: usize,
    /// The key it stands under.
    under: Option<At>,
    /// The last key of a map; `None` for a list.
    key: Option<At>,
    map: usize,
}

#[derive(Debug)]
struct Scan<'t> {
    text: &'t str,
    spots: Vec<Spot>,
    blocks: Vec<Block>,
    maps: usize,
    at: usize,
    end: End,
}

impl Outline {
    /// The outline of a text.
    pub(crate) fn new(text: &str) -> Self {
        Self { spots: Scan::run(text).spots }
    }

    /// The outline of a text that is being typed at its end, and where that is.
    pub(crate) fn typed(text: &str) -> (Self, End) {
        let scan = Scan::run(text);
        (Self { spots: scan.spots }, scan.end)
    }

    /// The keys on the way to a spot, itself excluded, from the top.
    ///
    /// No way in a timeline has so many steps as [`DEEPEST`]; of a longer one only the end is told,
    /// so that a text that nests without end costs no more than another.
    pub(crate) fn way<'t>(&self, text: &'t str, at: At) -> Vec<&'t str> {
        let mut way = Vec::new();
        let mut next = self.spots[at].parent;
        while let Some(parent) = next.filter(|_| way.len() < DEEPEST) {
            way.push(&text[self.spots[parent].span.clone()]);
            next = self.spots[parent].parent;
        }
        way.reverse();
        way
    }

    /// The keys on the way to what stands under a spot: those of [`Outline::way`] and its own.
    pub(crate) fn below<'t>(&self, text: &'t str, at: At) -> Vec<&'t str> {
        let mut way = self.way(text, at);
        way.push(&text[self.spots[at].span.clone()]);
        way
    }

    /// The spot at a byte; right behind its last byte counts as at it.
    pub(crate) fn at(&self, byte: usize) -> Option<At> {
        let next = self.spots.partition_point(|spot| spot.span.start <= byte);
        let at = next.checked_sub(1)?;
        (byte <= self.spots[at].span.end).then_some(at)
    }
}

impl<'t> Scan<'t> {
    fn run(text: &'t str) -> Self {
        let at = if text.starts_with('\u{feff}') { '\u{feff}'.len_utf8() } else { 0 };
        let end = End::Key { under: None, map: None, from: text.len() };
        let mut scan = Self { text, spots: Vec::new(), blocks: Vec::new(), maps: 0, at, end };
        while scan.at < text.len() {
            scan.line();
        }
        if text.ends_with(['\n', '\r']) || text.is_empty() {
            scan.end = scan.key_at(0, text.len());
        }
        scan
    }

    /// The bytes that follow.
    fn rest(&self) -> &'t str {
        &self.text[self.at..]
    }

    /// Goes behind the end of the line.
    fn next_line(&mut self) {
        let rest = self.rest();
        self.at += match rest.find(['\n', '\r']) {
            Some(at) if rest[at..].starts_with("\r\n") => at + 2,
            Some(at) => at + 1,
            None => rest.len(),
        };
    }

    /// Goes over blanks; how many there were.
    fn blanks(&mut self) -> usize {
        let count = self.rest().bytes().take_while(|&b| b == b' ' || b == b'\t').count();
        self.at += count;
        count
    }

    /// Whether nothing but a comment is left of the line.
    fn is_over(&self) -> bool {
        self.rest().is_empty() || self.rest().starts_with(['\n', '\r', '#'])
    }

    /// A line that begins outside of any text or bracket.
    fn line(&mut self) {
        let mut column = self.blanks();
        if self.is_over() || (column == 0 && self.rest().starts_with("---")) {
            let is_comment = self.rest().starts_with('#');
            self.end = if is_comment { End::Elsewhere } else { self.key_at(column, self.at) };
            self.next_line();
            return;
        }
        let mut below = None;
        while self.rest().starts_with('-')
            && self.rest()[1..].chars().next().is_none_or(|c| c.is_ascii_whitespace())
        {
            below = self.dash(column);
            self.at += 1;
            column += 1 + self.blanks();
        }
        if self.is_over() {
            // A dash alone.
            self.end = match below {
                Some(of) => End::Element { of, from: self.at },
                None => End::Elsewhere,
            };
            self.next_line();
            return;
        }
        self.content(column, below);
    }

    /// Opens the list of a dash, or goes on with it; the key it stands under.
    fn dash(&mut self, column: usize) -> Option<At> {
        while self.blocks.last().is_some_and(|block| block.column > column) {
            self.blocks.pop();
        }
        match self.blocks.last() {
            Some(block) if block.column == column && block.key.is_none() => block.under,
            // A list may stand as deep as the key it belongs to.
            last => {
                let under = last.and_then(|block| block.key.or(block.under));
                self.blocks.push(Block { column, under, key: None, map: 0 });
                under
            }
        }
    }

    /// The map at a column, which is opened where there is none.
    fn map(&mut self, column: usize) -> (Option<At>, usize) {
        self.close(column);
        if let Some(block) = self.blocks.last()
            && block.column == column
        {
            return (block.under, block.map);
        }
        let under = self.blocks.last().and_then(|block| block.key.or(block.under));
        let map = self.new_map();
        self.blocks.push(Block { column, under, key: None, map });
        (under, map)
    }

    fn new_map(&mut self) -> usize {
        self.maps += 1;
        self.maps
    }

    /// Closes what a key at this column cannot stand in.
    fn close(&mut self, column: usize) {
        while self.blocks.last().is_some_and(|block| {
            block.column > column || (block.column == column && block.map == 0)
        }) {
            self.blocks.pop();
        }
    }

    /// Where a key at this column would stand, without opening anything.
    fn key_at(&self, column: usize, from: usize) -> End {
        let open = self
            .blocks
            .iter()
            .rev()
            .find(|block| block.column < column || (block.column == column && block.map != 0));
        match open {
            Some(block) if block.column == column => {
                End::Key { under: block.under, map: Some(block.map), from }
            }
            Some(block) => End::Key { under: block.key.or(block.under), map: None, from },
            None => End::Key { under: None, map: None, from },
        }
    }

    /// A key with its value, or a value: what stands behind indent and dashes.
    ///
    /// - `below`: the key whose list this is an element of.
    fn content(&mut self, column: usize, below: Option<At>) {
        let start = self.at;
        if let Some((span, colon)) = self.key_here() {
            let (under, map) = self.map(column);
            let key = self.spots.len();
            self.spots.push(Spot { span, parent: under, is_key: true, map });
            if let Some(block) = self.blocks.last_mut() {
                block.key = Some(key);
            }
            self.at = colon + 1;
            self.value(key, column, false);
            return;
        }
        if let Some(of) = below {
            self.value(of, column.saturating_sub(1), true);
        } else {
            // The rest of a text of several lines, or a key that is being typed.
            self.end = self.key_at(column, start);
            self.next_line();
        }
    }

    /// The key that begins here, and where its colon stands.
    fn key_here(&self) -> Option<(Range<usize>, usize)> {
        let rest = self.rest();
        let line = &rest[..rest.find(['\n', '\r']).unwrap_or(rest.len())];
        let quote = line.chars().next().filter(|c| matches!(c, '"' | '\''));
        let ends = |at: usize| {
            line[at..].starts_with(':')
                && line[at + 1..].chars().next().is_none_or(|c| c == ' ' || c == '\t')
        };
        if let Some(quote) = quote {
            let close = 1 + line[1..].find(quote)?;
            let colon = close + 1 + line[close + 1..].bytes().take_while(|&b| b == b' ').count();
            return ends(colon).then(|| (self.at + 1..self.at + close, self.at + colon));
        }
        if line.starts_with(['[', '{', '|', '>', '&', '*', '!', '%', '@', '`']) {
            return None;
        }
        let colon = line.match_indices(':').map(|(at, _)| at).find(|&at| ends(at))?;
        if line[..colon].contains(" #") {
            return None;
        }
        let length = line[..colon].trim_end().len();
        (length > 0).then(|| (self.at..self.at + length, self.at + colon))
    }

    /// What stands behind a colon or a dash.
    ///
    /// - `column`: lines that stand no deeper than this are not part of it.
    fn value(&mut self, of: At, column: usize, element: bool) {
        self.blanks();
        let from = self.at;
        let here = |from| if element { End::Element { of, from } } else { End::Value { of, from } };
        if self.is_over() {
            // Right behind the colon, a blank is due before the value.
            let due = self.text[..from].ends_with([' ', '\t', '-']);
            let comment = self.rest().starts_with('#');
            self.end = if comment || !due { End::Elsewhere } else { here(from) };
            self.next_line();
            return;
        }
        match self.rest().as_bytes().first() {
            Some(b'|' | b'>') => self.block_text(column),
            Some(b'[' | b'{') => self.flow(of, column),
            Some(&quote @ (b'"' | b'\'')) => {
                let closed = self.quoted(of, quote, column);
                self.end = if closed { End::Elsewhere } else { here(from + 1) };
                self.after_value();
            }
            _ => {
                let rest = self.rest();
                let line = &rest[..rest.find(['\n', '\r']).unwrap_or(rest.len())];
                let line = &line[..line.find(" #").unwrap_or(line.len())];
                let comment = line.len() < rest.len() && rest[line.len()..].starts_with(" #");
                let length = line.trim_end().len();
                let ended = length < line.len();
                self.spots.push(Spot {
                    span: from..from + length,
                    parent: Some(of),
                    is_key: false,
                    map: 0,
                });
                self.end = if comment || ended { End::Elsewhere } else { here(from) };
                self.next_line();
            }
        }
    }

    /// What may stand behind a value that is closed: a comment.
    fn after_value(&mut self) {
        if self.at < self.text.len() {
            let ended = self.text[..self.at].ends_with(['\n', '\r']);
            if !ended {
                self.next_line();
            }
        }
    }

    /// A text below `|` or `>`.
    fn block_text(&mut self, column: usize) {
        self.next_line();
        while self.at < self.text.len() {
            let start = self.at;
            let indent = self.blanks();
            let blank = self.rest().is_empty() || self.rest().starts_with(['\n', '\r']);
            if indent <= column && !blank {
                self.at = start;
                return;
            }
            self.next_line();
        }
        self.end = End::Elsewhere;
    }

    /// A text in quotes, from its first; whether it was closed. It ends, unclosed, at a line that
    /// stands no deeper than its key.
    fn quoted(&mut self, of: At, quote: u8, column: usize) -> bool {
        let start = self.at + 1;
        let bytes = self.text.as_bytes();
        let mut at = start;
        let mut closed = false;
        while at < bytes.len() {
            match bytes[at] {
                b'\\' if quote == b'"' => at += 1,
                byte if byte == quote => {
                    if quote == b'\'' && bytes.get(at + 1) == Some(&quote) {
                        at += 1;
                    } else {
                        closed = true;
                        break;
                    }
                }
                b'\n' | b'\r' => {
                    let line = &self.text[at + 1..];
                    let indent = line.bytes().take_while(|&b| b == b' ').count();
                    let blank =
                        line[indent..].is_empty() || line[indent..].starts_with(['\n', '\r']);
                    if indent <= column && !blank {
                        break;
                    }
                }
                _ => {}
            }
            at += 1;
        }
        let end = at.min(bytes.len());
        // An escape may have led into the middle of a character.
        let end = (end..=bytes.len()).find(|&end| self.text.is_char_boundary(end)).unwrap_or(start);
        self.spots.push(Spot { span: start..end, parent: Some(of), is_key: false, map: 0 });
        self.at = if closed { end + 1 } else { end };
        closed
    }
}

#[cfg(test)]
mod tests;
