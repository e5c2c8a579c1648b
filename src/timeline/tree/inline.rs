//! Values on the line of their key or dash, and what becomes of one that is mistaken.

use super::block::{Read, Scanner, Unsure};
use super::flow::Flow;
use super::{Extent, Node, Shape};
use crate::diagnostic::Fix;

impl Scanner<'_> {
    /// A value on the line it begins on, and what belongs to it below.
    pub(super) fn inline(&mut self, least: usize) -> Read<Node> {
        let start = self.at;
        let Some(first) = self.byte(start) else { return Ok(Node::empty(start)) };
        let dashes = self.is_blank(start + 1);
        match first {
            b'"' | b'\'' => {
                let node = self.quoted(least)?;
                self.after(start, node, least)
            }
            b'[' | b'{' => {
                let node = Flow::read(self, least)?;
                self.after(start, node, least)
            }
            b'|' | b'>' => self.block_text(least),
            b'&' | b'*' | b'!' => self.passed_over(start, least),
            b'?' if dashes => self.passed_over(start, least),
            b'-' if dashes => {
                self.tell(
                    "a dash on the line of its key",
                    start..start + 1,
                    "begin the list on the next line, or write it in brackets: `[a, b]`",
                );
                self.lost(start, least)
            }
            b'%' | b'@' | b'`' => {
                let fix = self.quoting(start);
                self.tell_fix(
                    "a character that text cannot begin with",
                    start..start + 1,
                    "put the text in quotes",
                    fix,
                );
                self.lost(start, least)
            }
            b',' | b']' | b'}' => {
                let (message, help) = if first == b',' {
                    (
                        "a comma with nothing before it",
                        "remove it, or put text that begins with a comma in quotes",
                    )
                } else {
                    ("a bracket that closes nothing", "remove it, or put the text in quotes")
                };
                self.tell(message, start..start + 1, help);
                self.lost(start, least)
            }
            b':' if dashes => {
                self.colon(start, None);
                self.lost(start, least)
            }
            b'#' => Err(Unsure),
            _ => self.plain(least),
        }
    }

    /// What only the guard tells: the value is lost, what comes after it is not.
    fn passed_over(&mut self, start: usize, least: usize) -> Read<Node> {
        self.passed = true;
        self.lost(start, least)
    }

    /// A value that has been told; all below that would belong to it goes with it.
    pub(super) fn lost(&mut self, start: usize, least: usize) -> Read<Node> {
        let line = self.line_end(start);
        let end = start + self.text[start..line].trim_end().len();
        self.at = self.at.max(start);
        self.skip_line();
        while let Some(next) = self.next()? {
            if next < least {
                break;
            }
            self.skip_line();
        }
        Ok(Node { place: Extent::new(start, end), shape: Shape::Lost })
    }

    /// Whether a line reads like the key of a field: a word and a colon.
    pub(super) fn is_field(&self) -> bool {
        let rest = &self.bytes[self.at..];
        let word =
            rest.iter().take_while(|byte| byte.is_ascii_lowercase() || **byte == b'-').count();
        word > 0 && rest.get(word) == Some(&b':') && self.is_blank(self.at + word + 1)
    }

    /// After a closed quote or bracket, the line must end.
    fn after(&mut self, start: usize, node: Node, least: usize) -> Read<Node> {
        if self.at == self.line || matches!(node.shape, Shape::Lost) || self.finish_line()? {
            return Ok(node);
        }
        let at = self.at;
        if self.byte(at) == Some(b':') {
            if matches!(node.shape, Shape::Scalar(_)) && self.is_blank(at + 1) {
                let fix = self.quoting(start);
                self.colon(at, Some(fix));
                return self.lost(start, least);
            }
            return Err(Unsure);
        }
        let end = at + self.text[at..self.line_end(at)].trim_end().len();
        let help = "check the indent of the line; text after a closing quote, or a quote inside \
                    quotes, must go";
        let message = "something that does not belong here";
        let quote = self.bytes[start];
        // `'it's so'`: the last quote of the line was to close it.
        let whole = self.text[start..end].trim_end();
        if matches!(quote, b'"' | b'\'')
            && whole.len() > 2
            && whole.as_bytes().last() == Some(&quote)
        {
            let inner = &whole[1..whole.len() - 1];
            if !inner.contains('\\') {
                let text = crate::timeline::write::quoted(inner, '"');
                let title = format!("write {text}");
                let fix = Fix::replace(title, start..start + whole.len(), text).certain();
                self.tell_fix(message, at..end, help, fix);
                return self.lost(start, least);
            }
        }
        self.tell(message, at..end, help);
        self.lost(start, least)
    }

    /// A colon that is not after a key.
    pub(super) fn colon(&mut self, at: usize, fix: Option<Fix>) {
        let message = "a colon with a space after it, inside a text or below a value";
        let help = "put the text in quotes; if it is a key, check its indent";
        if let Some(remark) = self.tell(message, at..at + 1, help) {
            remark.fixes.extend(fix);
        }
    }

    /// Quotes around what is left of a line, but for its comment.
    pub(super) fn quoting(&self, start: usize) -> Fix {
        let line = &self.text[start..self.line_end(start)];
        let written = line.split(" #").next().unwrap_or(line).trim_end();
        let text = crate::timeline::write::quoted(written, '"');
        let fix = Fix::replace("put the text in quotes", start..start + written.len(), text);
        // After a key alone on its line, something else may have been meant.
        if written.ends_with(':') { fix } else { fix.certain() }
    }
}
