//! Nesting, brackets left open, and the features of YAML that a timeline does without.
//!
//! The tokens are those of libyaml's scanner, since that is the parser behind the typed reading:
//! what it takes for text is text here. Of each open block only its column is kept.

use super::{DEEPEST, MOST};
use crate::diagnostic::{Code, Diagnostic, Span};

/// Tells nesting, anchors, aliases, tags, merge keys, explicit keys, directives, further
/// documents and tabs in indents.
///
/// The text must have gone through `characters`: no lone carriage return, no line separators.
pub(super) fn check(text: &str) -> Vec<Diagnostic> {
    let bytes = text.as_bytes();
    let start = if text.starts_with('\u{feff}') { 3 } else { 0 };
    let mut scanner = Scanner {
        bytes,
        at: start,
        line: start,
        columns: [0; DEEPEST + 1],
        blocks: 0,
        flow: 0,
        brackets: [0; DEEPEST + 1],
        paired: true,
        key: None,
        key_allowed: true,
        document: Document::Before,
        found: Vec::new(),
        stopped: false,
    };
    while scanner.reach_token() {
        scanner.token();
        if scanner.stopped || scanner.found.len() >= MOST {
            break;
        }
    }
    scanner.unclosed();
    scanner.found
}

struct Scanner<'a> {
    bytes: &'a [u8],
    at: usize,
    /// Where the line begins.
    line: usize,
    /// The columns of the open blocks, the outermost first.
    columns: [usize; DEEPEST + 1],
    blocks: usize,
    /// Open brackets.
    flow: usize,
    /// Where they stand, the outermost first.
    brackets: [usize; DEEPEST + 1],
    /// Whether each closing bracket had its partner, and each quote an end.
    paired: bool,
    /// Where something begins on this line that may turn out to be a key.
    key: Option<usize>,
    /// Whether the next token may be a key; tabs are no blanks then.
    key_allowed: bool,
    document: Document,
    found: Vec<Diagnostic>,
    stopped: bool,
}

/// Where we are in the one document of the file.
#[derive(PartialEq)]
enum Document {
    Before,
    Inside,
    After,
}

impl Scanner<'_> {
    fn byte(&self, ahead: usize) -> Option<u8> {
        self.bytes.get(self.at + ahead).copied()
    }

    /// A blank, the end of a line or of the file.
    fn ends_word(&self, ahead: usize) -> bool {
        matches!(self.byte(ahead), None | Some(b' ' | b'\t' | b'\r' | b'\n'))
    }

    fn column(&self) -> usize {
        self.at - self.line
    }

    fn new_line(&mut self) {
        self.at += 1;
        self.line = self.at;
    }

    fn skip_line(&mut self) {
        let rest = &self.bytes[self.at..];
        self.at += rest.iter().position(|&byte| byte == b'\n').unwrap_or(rest.len());
    }

    fn is_document_mark(&self) -> bool {
        self.column() == 0
            && (self.bytes[self.at..].starts_with(b"---")
                || self.bytes[self.at..].starts_with(b"..."))
            && self.ends_word(3)
    }

    /// Skips blanks, comments and line ends; false at the end of the file.
    fn reach_token(&mut self) -> bool {
        let mut tab_told = false;
        loop {
            match self.byte(0) {
                None => return false,
                Some(b' ' | b'\r') => self.at += 1,
                Some(b'\t') => {
                    if self.flow == 0 && self.key_allowed && !tab_told {
                        self.tab();
                        tab_told = true;
                    }
                    self.at += 1;
                }
                Some(b'#') => self.skip_line(),
                Some(b'\n') => {
                    self.new_line();
                    tab_told = false;
                    self.key = None;
                    if self.flow == 0 {
                        self.key_allowed = true;
                    }
                }
                Some(_) => return true,
            }
        }
    }

    fn token(&mut self) {
        if self.flow == 0 {
            while self.blocks > 0 && self.columns[self.blocks - 1] > self.column() {
                self.blocks -= 1;
            }
        }
        if self.is_document_mark() {
            return self.document_mark();
        }
        if self.document == Document::After {
            let rest = &self.bytes[self.at + 1..];
            let more = rest.iter().take_while(|&&byte| byte & 0xc0 == 0x80).count();
            return self.second_document(self.at..self.at + 1 + more);
        }
        let byte = self.bytes[self.at];
        if byte == b'%' && self.column() == 0 {
            let start = self.at;
            self.skip_line();
            return self.feature(start, "directives (`%`)", "remove the line");
        }
        self.document = Document::Inside;
        match byte {
            b'[' | b'{' => self.open(),
            b']' | b'}' => self.close(byte),
            b',' => {
                self.key_allowed = true;
                self.at += 1;
            }
            b'-' if self.ends_word(1) => {
                if self.flow == 0 && self.key_allowed {
                    self.block(self.column());
                }
                self.key = None;
                self.key_allowed = true;
                self.at += 1;
            }
            b'?' if self.flow > 0 || self.ends_word(1) => {
                self.at += 1;
                self.feature(self.at - 1, "explicit keys (`?`)", "write `key: value`");
                self.key_allowed = true;
            }
            b':' if self.flow > 0 || self.ends_word(1) => self.value(),
            b'&' | b'*' | b'!' => self.property(byte),
            b'|' | b'>' if self.flow == 0 => self.block_text(),
            b'"' | b'\'' => self.quoted(byte),
            _ => self.plain(),
        }
    }

    fn open(&mut self) {
        self.may_be_key();
        self.flow += 1;
        self.key_allowed = true;
        if self.blocks + self.flow > DEEPEST {
            self.too_deep(self.at);
        } else {
            self.brackets[self.flow - 1] = self.at;
        }
        self.at += 1;
    }

    fn close(&mut self, byte: u8) {
        let partner = if byte == b']' { b'[' } else { b'{' };
        match self.flow.checked_sub(1) {
            Some(open) => {
                self.paired &= self.bytes[self.brackets[open]] == partner;
                self.flow = open;
            }
            None => self.paired = false,
        }
        self.key_allowed = false;
        self.at += 1;
    }

    /// Tells the innermost bracket that is open at the end. Where brackets do not even match, or a
    /// quote runs to the end, the parser knows better what is wrong.
    fn unclosed(&mut self) {
        if self.stopped || !self.paired || self.at < self.bytes.len() || self.found.len() >= MOST {
            return;
        }
        let Some(innermost) = self.flow.checked_sub(1) else { return };
        let at = self.brackets[innermost];
        let (open, close) = if self.bytes[at] == b'[' { ('[', ']') } else { ('{', '}') };
        self.found.push(
            Diagnostic::new(Code::YamlSyntax, format!("a `{open}` that is never closed"))
                .label(at..at + 1, "")
                .help(format!("close it with `{close}`, or put the text around it in quotes")),
        );
    }

    /// Opens a block at a column, unless one is open there.
    fn block(&mut self, column: usize) {
        if self.blocks > 0 && self.columns[self.blocks - 1] >= column {
            return;
        }
        if self.blocks + self.flow >= DEEPEST {
            return self.too_deep(self.line + column);
        }
        self.columns[self.blocks] = column;
        self.blocks += 1;
    }

    fn may_be_key(&mut self) {
        if self.flow == 0 && self.key_allowed {
            self.key = Some(self.at);
        }
    }

    /// A `:` after a key.
    fn value(&mut self) {
        let key = self.key.take();
        if self.flow > 0 {
            self.key_allowed = false;
        } else if let Some(key) = key {
            self.block(key - self.line);
            self.key_allowed = false;
        } else {
            if self.key_allowed {
                self.block(self.column());
            }
            self.key_allowed = true;
        }
        self.at += 1;
    }

    /// An anchor, an alias or a tag.
    fn property(&mut self, byte: u8) {
        self.may_be_key();
        let start = self.at;
        let ends = |one: &Self| {
            one.ends_word(0) || one.flow > 0 && matches!(one.byte(0), Some(b',' | b']' | b'}'))
        };
        while !ends(self) {
            self.at += 1;
        }
        let (what, help) = match byte {
            b'&' => {
                ("anchors (`&`)", "write the value out; put text that begins with `&` in quotes")
            }
            b'*' => {
                ("aliases (`*`)", "write the value out; put text that begins with `*` in quotes")
            }
            _ => ("tags (`!`)", "remove it; put text that begins with `!` in quotes"),
        };
        self.key_allowed = false;
        self.feature(start, what, help);
    }

    /// Text in quotes, over any number of lines.
    fn quoted(&mut self, quote: u8) {
        self.may_be_key();
        self.key_allowed = false;
        self.at += 1;
        loop {
            match self.byte(0) {
                None => {
                    self.paired = false;
                    return;
                }
                Some(b'\n') => {
                    self.new_line();
                    self.key = None;
                }
                // A line break after a backslash is one as well.
                Some(b'\\') if quote == b'"' => {
                    self.at += 1;
                    if !matches!(self.byte(0), None | Some(b'\n')) {
                        self.at += 1;
                    }
                }
                Some(byte) if byte == quote => {
                    self.at += 1;
                    if quote == b'"' || self.byte(0) != Some(quote) {
                        return;
                    }
                    self.at += 1;
                }
                Some(_) => self.at += 1,
            }
        }
    }

    /// Text without quotes: to `: `, ` #` or, by indent, to the end of its last line.
    fn plain(&mut self) {
        self.may_be_key();
        self.key_allowed = false;
        let start = self.at;
        let least = if self.blocks == 0 { 0 } else { self.columns[self.blocks - 1] + 1 };
        loop {
            if self.byte(0) == Some(b'#') || self.is_document_mark() {
                break;
            }
            let word = self.at;
            while let Some(byte) = self.byte(0) {
                let ends = match byte {
                    b' ' | b'\t' | b'\r' | b'\n' => true,
                    b':' => self.ends_word(1),
                    b',' | b'[' | b']' | b'{' | b'}' => self.flow > 0,
                    _ => false,
                };
                if ends {
                    break;
                }
                self.at += 1;
            }
            if word == start && &self.bytes[word..self.at] == b"<<" {
                self.merge_key(start);
            }
            if !self.ends_word(0) || self.at == self.bytes.len() {
                break;
            }
            let mut crossed = false;
            while let Some(byte @ (b' ' | b'\t' | b'\r' | b'\n')) = self.byte(0) {
                if byte == b'\n' {
                    self.new_line();
                    crossed = true;
                } else {
                    if byte == b'\t' && crossed && self.flow == 0 && self.column() < least {
                        self.tab();
                    }
                    self.at += 1;
                }
            }
            if crossed {
                self.key = None;
            }
            if crossed && self.flow == 0 {
                self.key_allowed = true;
                if self.column() < least {
                    break;
                }
            }
        }
        // Some character that can begin nothing, such as a closing brace without its partner.
        if self.at == start {
            self.at += 1;
        }
    }

    /// Text after `|` or `>`: all lines that are indented further than the block around it.
    fn block_text(&mut self) {
        self.at += 1;
        let mut given = 0;
        while let Some(byte @ (b'+' | b'-' | b'1'..=b'9')) = self.byte(0) {
            if byte.is_ascii_digit() {
                given = usize::from(byte - b'0');
            }
            self.at += 1;
        }
        self.skip_line();
        let parent = self.blocks.checked_sub(1).map(|last| self.columns[last]);
        let mut indent = match given {
            0 => None,
            given => Some(parent.unwrap_or(0) + given),
        };
        let least = parent.map_or(1, |column| column + 1);
        let mut deepest = least;
        self.key = None;
        self.key_allowed = true;
        while self.byte(0) == Some(b'\n') {
            self.new_line();
            while self.byte(0) == Some(b' ') && indent.is_none_or(|indent| self.column() < indent) {
                self.at += 1;
            }
            match self.byte(0) {
                Some(b'\n') => deepest = deepest.max(self.column()),
                Some(b'\r') if self.byte(1) == Some(b'\n') => {
                    deepest = deepest.max(self.column());
                    self.at += 1;
                }
                Some(b'\t') if self.column() < indent.unwrap_or(least) => {
                    self.tab();
                    self.skip_line();
                }
                None => return,
                Some(_) => {
                    let wanted = *indent.get_or_insert(deepest.max(self.column()));
                    if self.column() < wanted {
                        return;
                    }
                    self.skip_line();
                }
            }
        }
    }

    fn document_mark(&mut self) {
        let mark = self.at..self.at + 3;
        self.blocks = 0;
        self.flow = 0;
        self.key = None;
        self.key_allowed = false;
        if self.bytes[self.at] == b'.' {
            self.document = Document::After;
        } else if self.document == Document::Before {
            self.document = Document::Inside;
        } else {
            return self.second_document(mark);
        }
        self.at += 3;
    }

    fn second_document(&mut self, span: Span) {
        self.stopped = true;
        self.found.push(
            Diagnostic::new(Code::YamlFeature, "a second document in one file")
                .label(span, "")
                .help("keep one timeline in one file; remove the `---` or `...` before it"),
        );
    }

    fn merge_key(&mut self, start: usize) {
        let after = self.bytes[self.at..].iter().find(|&&byte| byte != b' ' && byte != b'\t');
        if after == Some(&b':') {
            self.feature(start, "merge keys (`<<`)", "write the fields out");
        }
    }

    fn feature(&mut self, start: usize, what: &str, help: &str) {
        self.found.push(
            Diagnostic::new(Code::YamlFeature, format!("{what} are not used in timelines"))
                .label(start..self.at, "")
                .help(help),
        );
    }

    fn too_deep(&mut self, at: usize) {
        self.stopped = true;
        self.found.push(
            Diagnostic::new(
                Code::YamlFeature,
                format!("maps and lists nested deeper than {DEEPEST} levels"),
            )
            .label(at..at + 1, "")
            .help("no field of a timeline lies that deep; look for a bracket that is not closed"),
        );
    }

    fn tab(&mut self) {
        let tabs = self.bytes[self.at..].iter().take_while(|&&byte| byte == b'\t').count();
        // Lines of nothing but tabs bring no token at which the scanner would stop.
        if self.found.len() < MOST {
            self.found.push(
                Diagnostic::new(Code::YamlSyntax, "a tab in the indent")
                    .label(self.at..self.at + tabs, "")
                    .help("indent with spaces"),
            );
        }
        self.at += tabs - 1;
    }
}

#[cfg(test)]
mod tests;
