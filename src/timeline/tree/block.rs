//! Text → tree, for the YAML that timelines are written in.
//!
//! One walk over the bytes, with places, several times as fast as a parser of all of YAML. Read
//! are block maps and lists, brackets and braces, texts bare, quoted and in blocks, and comments,
//! each as libyaml reads it. Whatever else stands there (anchors, tags, explicit keys, odd corners
//! in which parsers part) is not guessed at: the scanner says that it is [`Unsure`], and the file
//! goes to a parser of all of YAML.
//!
//! A mistake of form ends only the value it stands in: it is told, and reading goes on with the
//! next key, so that no mistake hides another.

use super::{Entry, Extent, Item, Map, Node, Shape};
use crate::diagnostic::Diagnostic;
use crate::timeline::guard::DEEPEST;

/// What a text holds.
#[derive(Debug, Default)]
pub(in crate::timeline) struct Scanned {
    /// The values; `None` where there are none, or the scanner is not sure of them.
    pub(in crate::timeline) root: Option<Node>,
    /// Mistakes of form, in the order of the file.
    pub(in crate::timeline) remarks: Vec<Diagnostic>,
    /// Whether every parser reads the same: no mistake, and nothing that was passed over.
    pub(in crate::timeline) sure: bool,
}

/// libyaml takes no longer text for a key, in bytes at the least.
const LONGEST_KEY: usize = 1024;

/// Not YAML that this scanner reads.
#[derive(Debug)]
pub(super) struct Unsure;

pub(super) type Read<T> = Result<T, Unsure>;

/// Reads a text; comments alone have no root.
pub(in crate::timeline) fn scan(text: &str) -> Scanned {
    let start = if text.starts_with('\u{feff}') { 3 } else { 0 };
    let mut scanner = Scanner {
        text,
        bytes: text.as_bytes(),
        at: start,
        line: start,
        begun: false,
        open: Vec::new(),
        depth: 0,
        remarks: Vec::new(),
        passed: false,
        last: None,
    };
    match scanner.document() {
        Ok(root) => Scanned {
            sure: scanner.remarks.is_empty() && !scanner.passed,
            root,
            remarks: scanner.remarks,
        },
        Err(Unsure) => Scanned::default(),
    }
}

pub(super) struct Scanner<'t> {
    pub(super) text: &'t str,
    pub(super) bytes: &'t [u8],
    /// The next byte.
    pub(super) at: usize,
    /// Where its line begins.
    pub(super) line: usize,
    /// Whether the document has begun.
    begun: bool,
    /// The columns of the open blocks, the outermost first.
    open: Vec<usize>,
    /// Open brackets.
    pub(super) depth: usize,
    pub(super) remarks: Vec<Diagnostic>,
    /// Whether something was passed over that the guard has to tell.
    pub(super) passed: bool,
    /// The last of each character that closes something, see [`Self::is_closed`].
    last: Option<[usize; 4]>,
}

impl Scanner<'_> {
    pub(super) fn byte(&self, at: usize) -> Option<u8> {
        self.bytes.get(at).copied()
    }

    /// Whether a quote or bracket that closes something stands at a byte or behind it.
    pub(super) fn is_closed(&mut self, close: u8, from: usize) -> bool {
        const CLOSING: [u8; 4] = [b'"', b'\'', b']', b'}'];
        let bytes = self.bytes;
        let last = self.last.get_or_insert_with(|| {
            let behind = |close| bytes.iter().rposition(|&byte| byte == close);
            CLOSING.map(|close| behind(close).map_or(0, |at| at + 1))
        });
        let of = CLOSING.iter().position(|&one| one == close);
        of.is_some_and(|of| last[of] > from)
    }

    /// The bracket that closes the one at a byte.
    pub(super) fn closing(&self, open: usize) -> u8 {
        if self.bytes[open] == b'[' { b']' } else { b'}' }
    }

    /// A blank, the end of a line or of the file.
    pub(super) fn is_blank(&self, at: usize) -> bool {
        matches!(self.byte(at), None | Some(b' ' | b'\t' | b'\r' | b'\n'))
    }

    /// The end of the line of a byte, its break excluded.
    pub(super) fn line_end(&self, at: usize) -> usize {
        let rest = &self.bytes[at..];
        let end = at + rest.iter().position(|&byte| byte == b'\n').unwrap_or(rest.len());
        if end > at && self.bytes[end - 1] == b'\r' && end < self.bytes.len() {
            end - 1
        } else {
            end
        }
    }

    pub(super) fn skip_line(&mut self) {
        let rest = &self.bytes[self.at..];
        match rest.iter().position(|&byte| byte == b'\n') {
            Some(newline) => self.at += newline + 1,
            None => self.at = self.bytes.len(),
        }
        self.line = self.at;
    }

    pub(super) fn skip_blanks(&mut self) {
        while let Some(b' ' | b'\t') = self.byte(self.at) {
            self.at += 1;
        }
    }

    fn document(&mut self) -> Read<Option<Node>> {
        let Some(mut column) = self.next()? else { return Ok(None) };
        self.begun = true;
        if column == 0 && self.bytes[self.at..].starts_with(b"---") && self.is_blank(self.at + 3) {
            self.at += 3;
            if !self.finish_line()? {
                return Err(Unsure);
            }
            match self.next()? {
                Some(next) => column = next,
                None => return Ok(None),
            }
        }
        let mut root = self.block(column, 0)?;
        // Something is left where no block is open: what is to be read is the map.
        while let Some(column) = self.next()? {
            let place = self.rest_of_line();
            self.tell(
                "a line that belongs to nothing above it",
                place,
                "begin the file with `title:`, and every other line with a key of its own",
            );
            let left = self.block(column, 0)?;
            if !matches!(root.shape, Shape::Map(_)) && matches!(left.shape, Shape::Map(_)) {
                root = left;
            }
        }
        Ok(Some(root))
    }

    /// Goes to the next text that is no comment; gives its column.
    pub(super) fn next(&mut self) -> Read<Option<usize>> {
        loop {
            while self.byte(self.at) == Some(b' ') {
                self.at += 1;
            }
            match self.byte(self.at) {
                None => return Ok(None),
                Some(b'\n' | b'#') => self.skip_line(),
                Some(b'\r') if self.byte(self.at + 1) == Some(b'\n') => self.skip_line(),
                Some(b'\t') => self.tab(),
                Some(byte) => {
                    let column = self.at - self.line;
                    if column == 0 && self.is_conflict() {
                        self.passed = true;
                        self.skip_line();
                        continue;
                    }
                    let is_mark = |mark| self.bytes[self.at..].starts_with(mark);
                    if column == 0
                        && (byte == b'%'
                            || (is_mark(b"...") || self.begun && is_mark(b"---"))
                                && self.is_blank(self.at + 3))
                    {
                        return Err(Unsure);
                    }
                    return Ok(Some(column));
                }
            }
        }
    }

    /// Whether git has left a mark here, which the guard tells.
    fn is_conflict(&self) -> bool {
        let rest = &self.bytes[self.at..];
        [b"<<<<<<< ", b"=======\n", b"=======\r", b">>>>>>> "]
            .iter()
            .any(|mark| rest.starts_with(*mark))
    }

    /// After a value: blanks and a comment up to the end of the line. False, and nowhere gone
    /// beyond the blanks, where something else stands.
    pub(super) fn finish_line(&mut self) -> Read<bool> {
        let start = self.at;
        self.skip_blanks();
        match self.byte(self.at) {
            None => Ok(true),
            Some(b'\n') => {
                self.skip_line();
                Ok(true)
            }
            Some(b'\r') if self.byte(self.at + 1) == Some(b'\n') => {
                self.skip_line();
                Ok(true)
            }
            Some(b'#') if self.at > start => {
                self.skip_line();
                Ok(true)
            }
            Some(b'#') => Err(Unsure),
            Some(_) => Ok(false),
        }
    }

    /// Whether maps and lists stand deeper in each other than the guard allows.
    pub(super) fn is_deep(&self) -> bool {
        self.open.len() + self.depth > DEEPEST
    }

    pub(super) fn is_dash(&self) -> bool {
        self.byte(self.at) == Some(b'-') && self.is_blank(self.at + 1)
    }

    /// Skips the line and all below it that stand further right than a column.
    pub(super) fn skip_deeper(&mut self, column: usize) -> Read<()> {
        self.skip_line();
        while let Some(next) = self.next()? {
            if next <= column {
                break;
            }
            self.skip_line();
        }
        Ok(())
    }

    /// A value that begins on a line of its own; `least` is the least column of what belongs to it.
    fn block(&mut self, column: usize, least: usize) -> Read<Node> {
        if self.open.len() + self.depth >= DEEPEST {
            return Err(Unsure);
        }
        if self.is_dash() {
            return self.list(column);
        }
        match self.key()? {
            Some(key) => self.map(column, Some(key)),
            None => self.inline(least),
        }
    }

    /// The key that begins here, up to and with its colon; `None`, and nowhere gone, where none does.
    fn key(&mut self) -> Read<Option<Node>> {
        let start = self.at;
        let Some(first) = self.byte(start) else { return Ok(None) };
        match first {
            b'"' | b'\'' => {
                let Some(end) = self.quote_end(start) else { return Ok(None) };
                let mut colon = end;
                while let Some(b' ' | b'\t') = self.byte(colon) {
                    colon += 1;
                }
                if self.byte(colon) != Some(b':') || !self.is_blank(colon + 1) {
                    return Ok(None);
                }
                self.at = colon + 1;
                // An escape may mean nothing.
                let escaped = first == b'"' && self.bytes[start..end].contains(&b'\\');
                if escaped || end - start > LONGEST_KEY {
                    return Err(Unsure);
                }
                Ok(Some(Node::quoted(start, end, first)))
            }
            b':' if self.is_blank(start + 1) => Err(Unsure),
            b'-' | b'?' if self.is_blank(start + 1) => Ok(None),
            // What the guard tells, and what text cannot begin with.
            b'&' | b'*' | b'!' | b',' | b'[' | b']' | b'{' | b'}' | b'#' | b'|' | b'>' | b'%'
            | b'@' | b'`' => Ok(None),
            _ => {
                let mut at = start;
                loop {
                    match self.byte(at) {
                        None | Some(b'\n') => return Ok(None),
                        Some(b':') if self.is_blank(at + 1) => break,
                        Some(b'#') if self.is_blank(at - 1) => return Ok(None),
                        Some(_) => at += 1,
                    }
                }
                if at - start > LONGEST_KEY || self.text[start..at].trim_end() == "<<" {
                    return Err(Unsure);
                }
                self.at = at + 1;
                let mut end = at;
                while let b' ' | b'\t' = self.bytes[end - 1] {
                    end -= 1;
                }
                Ok(Some(Node::plain(start, end)))
            }
        }
    }

    /// A map whose first key, where it is one, has been read.
    fn map(&mut self, mut column: usize, first: Option<Node>) -> Read<Node> {
        self.open.push(column);
        let start = first.as_ref().map_or(self.at, |key| key.span().start);
        let mut entries: Vec<Entry> = Vec::with_capacity(8);
        let mut key = first;
        let mut here = column;
        loop {
            if let Some(key) = key {
                let value = self.value(here)?;
                entries.push(Entry { key, value });
            } else {
                self.keyless();
                self.skip_deeper(column)?;
            }
            if self.open.len() == 1
                && let Some(next) = self.next()?
                && next < column
            {
                // The file begins further right than it goes on.
                self.too_far_right(start, column, next);
                column = next;
                self.open[0] = next;
            }
            match self.next_key(column)? {
                Some((next, found)) => (here, key) = (next, found),
                None => break,
            }
        }
        self.open.pop();
        let end = entries.last().map_or(start, Entry::end);
        Ok(Node { place: Extent::new(start, end), shape: Map::shape(false, entries) })
    }

    /// Goes to the next entry of the map at a column: where it stands and its key, which may be
    /// none; `None` at the end of the map.
    fn next_key(&mut self, column: usize) -> Read<Option<(usize, Option<Node>)>> {
        loop {
            let Some(next) = self.next()? else { return Ok(None) };
            if next < column {
                let outer = &self.open[..self.open.len() - 1];
                if outer.contains(&next) || outer.last().is_none_or(|&around| next < around) {
                    return Ok(None);
                }
                // Between this block and the one around it: an entry of this one.
            }
            if next != column {
                self.off(next, column);
            }
            let key = if self.is_dash() { None } else { self.key()? };
            if key.is_some() || next == column {
                return Ok(Some((next, key)));
            }
            // Its indent has been told.
            self.skip_deeper(next)?;
        }
    }

    /// What stands after the colon of a key at a column.
    fn value(&mut self, column: usize) -> Read<Node> {
        let colon = self.at;
        if !self.finish_line()? {
            return self.inline(column + 1);
        }
        match self.next()? {
            Some(next) if next > column => self.block(next, column + 1),
            Some(next) if next == column && self.is_dash() => self.list(next),
            _ => Ok(Node::empty(colon)),
        }
    }

    fn list(&mut self, column: usize) -> Read<Node> {
        if self.open.len() + self.depth >= DEEPEST {
            return Err(Unsure);
        }
        let of_map = self.open.last() == Some(&column);
        self.open.push(column);
        let start = self.at;
        let mut items = Vec::new();
        loop {
            let dash = self.at;
            self.at += 1;
            let blanks = self.bytes[self.at..].iter().take_while(|byte| byte.is_ascii_whitespace());
            if blanks.take_while(|byte| **byte != b'\n').any(|byte| *byte == b'\t') {
                return Err(Unsure);
            }
            let value = if self.finish_line()? {
                match self.next()? {
                    Some(next) if next > column => self.block(next, column + 1)?,
                    _ => Node::empty(dash + 1),
                }
            } else {
                self.block(self.at - self.line, column + 1)?
            };
            items.push(Item { start: Extent::at(dash), value });
            let mut more = false;
            while let Some(next) = self.next()? {
                if next == column && self.is_dash() {
                    more = true;
                    break;
                }
                let outer = &self.open[..self.open.len() - 1];
                let is_outer =
                    outer.contains(&next) || outer.last().is_none_or(|&last| next < last);
                if next < column && is_outer || next == column && of_map {
                    break;
                }
                let place = self.rest_of_line();
                self.tell(
                    "an element of the list lacks its dash, or the indent is off",
                    place,
                    "begin it with `- `, or indent the line as the key above the list",
                );
                if next < column && self.is_dash() {
                    more = true;
                    break;
                }
                self.skip_deeper(next)?;
            }
            if !more {
                break;
            }
        }
        self.open.pop();
        let end = items.last().map_or(start, |item| item.value.span().end);
        let shape = Shape::List { flow: false, items: items.into_boxed_slice() };
        Ok(Node { place: Extent::new(start, end), shape })
    }
}
