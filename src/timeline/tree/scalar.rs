//! Texts: bare, in quotes, in blocks.

use super::block::{Read, Scanner, Unsure};
use super::{Extent, Node, Shape, Style};
use crate::diagnostic::Fix;

impl Scanner<'_> {
    /// A bare text: to the comment or the end of its line, and on the lines below that stand
    /// further right than the block around it.
    pub(super) fn plain(&mut self, least: usize) -> Read<Node> {
        let start = self.at;
        let (mut end, mut ends) = self.plain_line(start);
        let mut mistaken = false;
        if let Some(colon) = self.stray_colon(start, end) {
            mistaken = true;
            let fix = self.quoting(start);
            self.colon(colon, Some(fix));
        }
        self.at = end;
        self.skip_line();
        // A comment ends it.
        while !ends && self.at < self.bytes.len() {
            let (line, before) = (self.line, self.at);
            while let Some(b' ') = self.byte(self.at) {
                self.at += 1;
            }
            let column = self.at - self.line;
            match self.byte(self.at) {
                None => break,
                Some(b'\n') => self.skip_line(),
                Some(b'\r') if self.byte(self.at + 1) == Some(b'\n') => self.skip_line(),
                Some(b'\t') if column >= least => return Err(Unsure),
                Some(b'\t' | b'#') => {
                    (self.line, self.at) = (line, before);
                    break;
                }
                Some(byte) => {
                    if column < least {
                        (self.line, self.at) = (line, before);
                        break;
                    }
                    if column == 0 && matches!(byte, b'-' | b'.') && self.is_mark() {
                        return Err(Unsure);
                    }
                    let from = self.at;
                    let (line_end, comment) = self.plain_line(from);
                    if let Some(colon) = self.stray_colon(from, line_end) {
                        if self.is_field() {
                            // A key, too far to the right: whoever reads the block tells it.
                            (self.line, self.at) = (line, before);
                            break;
                        }
                        if !mistaken {
                            mistaken = true;
                            self.colon(colon, None);
                        }
                    }
                    end = line_end;
                    ends = comment;
                    self.at = end;
                    self.skip_line();
                }
            }
        }
        Ok(Node::plain(start, end))
    }

    /// Whether a document begins or ends here.
    pub(super) fn is_mark(&self) -> bool {
        let rest = &self.bytes[self.at..];
        (rest.starts_with(b"---") || rest.starts_with(b"...")) && self.is_blank(self.at + 3)
    }

    /// Where bare text on a line ends, and whether a comment ends it.
    fn plain_line(&self, start: usize) -> (usize, bool) {
        let mut at = start;
        let mut comment = false;
        while let Some(byte) = self.byte(at) {
            match byte {
                b'\n' => break,
                b'#' if at > start && matches!(self.bytes[at - 1], b' ' | b'\t') => {
                    comment = true;
                    break;
                }
                _ => at += 1,
            }
        }
        while at > start && matches!(self.bytes[at - 1], b' ' | b'\t' | b'\r') {
            at -= 1;
        }
        (at, comment)
    }

    /// A colon in bare text that would end a key.
    fn stray_colon(&self, start: usize, end: usize) -> Option<usize> {
        (start..end).find(|&at| self.bytes[at] == b':' && self.is_blank(at + 1))
    }

    /// Behind the closing quote of a text on one line.
    pub(super) fn quote_end(&self, start: usize) -> Option<usize> {
        let quote = self.bytes[start];
        let mut at = start + 1;
        loop {
            match self.byte(at)? {
                b'\n' => return None,
                b'\\' if quote == b'"' => at += 2,
                byte if byte == quote => {
                    if quote == b'\'' && self.byte(at + 1) == Some(quote) {
                        at += 2;
                    } else {
                        return Some(at + 1);
                    }
                }
                _ => at += 1,
            }
        }
    }

    /// A text in quotes, over any number of lines that belong to it.
    pub(super) fn quoted(&mut self, least: usize) -> Read<Node> {
        let start = self.at;
        let quote = self.bytes[start];
        let mut at = start + 1;
        let mut wrong = None;
        loop {
            match self.byte(at) {
                None => return self.never_closed(start, least),
                Some(b'\n') => {
                    // What stands left of the text, and reads like a key, begins something else.
                    self.line = at + 1;
                    self.at = at + 1;
                    let indent = self.bytes[self.at..].iter().take_while(|b| **b == b' ').count();
                    self.at += indent;
                    let next = self.byte(self.at);
                    if indent == 0 && self.is_mark() {
                        return Err(Unsure);
                    }
                    let ends = matches!(next, None | Some(b'\n' | b'\r'));
                    if indent < least && !ends {
                        let here = self.at;
                        if self.is_field() || self.is_dash() || !self.is_closed(quote, here) {
                            return self.never_closed(start, least);
                        }
                        // Parsers part on text that stands left of its block.
                        return Err(Unsure);
                    }
                    if next == Some(b'\t') {
                        return Err(Unsure);
                    }
                    at = self.at;
                }
                Some(b'\\') if quote == b'"' => {
                    let width = self.escape(at + 1);
                    if width.is_none() {
                        wrong.get_or_insert(at);
                    }
                    at += 1 + width.unwrap_or(0);
                }
                Some(byte) if byte == quote => {
                    at += 1;
                    if quote == b'"' || self.byte(at) != Some(quote) {
                        break;
                    }
                    at += 1;
                }
                Some(_) => at += 1,
            }
        }
        self.at = at;
        let Some(wrong) = wrong else { return Ok(Node::quoted(start, at, quote)) };
        let fix = Fix::replace("write `\\\\`", wrong..wrong, "\\").certain();
        self.tell_fix(
            "a backslash that means nothing here",
            wrong..wrong + 1,
            "write `\\\\` for a backslash, or use single quotes",
            fix,
        );
        // What stands in brackets goes on behind it.
        if self.depth > 0 {
            return Ok(Node::quoted(start, at, quote));
        }
        Ok(Node { place: Extent::new(start, at), shape: Shape::Lost })
    }

    /// How many bytes an escape takes behind its backslash; `None` where it means nothing.
    fn escape(&self, at: usize) -> Option<usize> {
        let digits = match self.byte(at)? {
            b'0' | b'a' | b'b' | b't' | b'n' | b'v' | b'f' | b'r' | b'e' | b' ' | b'"' | b'/'
            | b'\\' | b'N' | b'_' | b'L' | b'P' | b'\t' => return Some(1),
            // A line break: the line goes on.
            b'\n' => return Some(0),
            b'\r' if self.byte(at + 1) == Some(b'\n') => return Some(1),
            b'x' => 2,
            b'u' => 4,
            b'U' => 8,
            _ => return None,
        };
        let written = self.text.get(at + 1..at + 1 + digits)?;
        let code = u32::from_str_radix(written, 16).ok()?;
        char::from_u32(code).map(|_| 1 + digits)
    }

    fn never_closed(&mut self, start: usize, least: usize) -> Read<Node> {
        let quote = self.text[start..=start].to_owned();
        let line = &self.text[start..self.line_end(start)];
        let written = line.split(" #").next().unwrap_or(line).trim_end();
        let end = start + written.len();
        // In brackets, they may have been meant to end it.
        let fix = (self.depth == 0)
            .then(|| Fix::replace(format!("close it with `{quote}`"), end..end, quote.clone()));
        let help = "close it where the text ends";
        if let Some(remark) = self.tell("a quote that is never closed", start..start + 1, help) {
            remark.fixes.extend(fix);
        }
        self.at = start;
        self.line = self.text[..start].rfind('\n').map_or(0, |newline| newline + 1);
        self.lost(start, least)
    }

    /// Text after `|` or `>`: all lines that are indented further than the block around it.
    pub(super) fn block_text(&mut self, least: usize) -> Read<Node> {
        let start = self.at;
        let mut at = start + 1;
        let (mut given, mut chomp) = (None, false);
        while let Some(byte) = self.byte(at) {
            match byte {
                b'+' | b'-' if !chomp => chomp = true,
                b'1'..=b'9' if given.is_none() => given = Some(usize::from(byte - b'0')),
                _ => break,
            }
            at += 1;
        }
        self.at = at;
        if !self.finish_line()? {
            let end = self.at + self.text[self.at..self.line_end(self.at)].trim_end().len();
            self.tell(
                "text on the line of `|` or `>`",
                self.at..end,
                "begin the text on the next line",
            );
            return self.lost(start, least);
        }
        let header = self.text[..self.at].trim_end().len();
        let parent = least.checked_sub(1).ok_or(Unsure)?;
        let mut indent = given.map(|given| parent + given);
        let mut deepest = 0;
        let mut end = header;
        while self.at < self.bytes.len() {
            let blanks = self.bytes[self.at..].iter().take_while(|byte| **byte == b' ').count();
            let first = self.at + blanks;
            match self.byte(first) {
                // Blanks without a line end are text where they reach further than the indent.
                None if blanks > indent.unwrap_or(0) => return Err(Unsure),
                None => break,
                Some(b'\n') => deepest = deepest.max(blanks),
                Some(b'\r') if self.byte(first + 1) == Some(b'\n') => deepest = deepest.max(blanks),
                Some(b'\t') if indent.is_none_or(|indent| blanks < indent) => return Err(Unsure),
                Some(_) => {
                    let wanted = match indent {
                        Some(indent) => indent,
                        None if blanks < least => break,
                        // Blank lines that are indented further than the text: parsers part.
                        None if deepest > blanks => return Err(Unsure),
                        None => *indent.insert(blanks),
                    };
                    if blanks < wanted {
                        break;
                    }
                    let line_end = self.line_end(first);
                    end = self.text[..line_end].trim_end_matches([' ', '\t', '\r', '\n']).len();
                    end = end.max(header);
                }
            }
            self.skip_line();
        }
        let style = Style::Block { least: to_u32(least), end: to_u32(self.at) };
        Ok(Node { place: Extent::new(start, end), shape: Shape::Scalar(style) })
    }
}

/// A place in a file that is no larger than the guard allows.
pub(super) fn to_u32(at: usize) -> u32 {
    u32::try_from(at).expect("the guard lets no file through that is larger than 64 MB")
}

/// The text of a block in bars, without the indent of its lines; `None` where the parser that does
/// the typed reading is to say what it is.
pub(super) fn literal(written: &str, least: usize) -> Option<String> {
    let (header, body) = written.split_once('\n')?;
    let keep = match header.split(" #").next().unwrap_or(header).trim_end() {
        "|" => Some(false),
        "|-" => None,
        "|+" => Some(true),
        _ => return None,
    };
    let indent = body
        .lines()
        .find(|line| !line.trim_matches([' ', '\r']).is_empty())
        .map(|line| line.len() - line.trim_start_matches(' ').len())
        .filter(|indent| *indent >= least)?;
    let left = |line: &str| {
        let blanks = line.len() - line.trim_start_matches(' ').len();
        blanks < indent && !line.trim_matches([' ', '\r']).is_empty()
    };
    if body.lines().any(left) {
        return None;
    }
    let mut text = String::with_capacity(body.len());
    for line in body.split_inclusive('\n') {
        let ends = line.ends_with('\n');
        let line = line.trim_end_matches(['\n']);
        let line = if ends { line.strip_suffix('\r').unwrap_or(line) } else { line };
        text.push_str(line.get(indent..).unwrap_or(""));
        if ends {
            text.push('\n');
        }
    }
    match keep {
        Some(true) => {}
        Some(false) => {
            let whole = text.trim_end_matches('\n').len();
            let ends = text.len() > whole;
            text.truncate(whole);
            if ends {
                text.push('\n');
            }
        }
        None => text.truncate(text.trim_end_matches('\n').len()),
    }
    Some(text)
}
