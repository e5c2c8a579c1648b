//! What the scanner tells of a file that is no YAML.

use super::block::Scanner;
use crate::diagnostic::{Code, Diagnostic, Fix, Span};

/// More mistakes of form than this are not told.
const MOST: usize = 50;

impl Scanner<'_> {
    /// Tells a mistake; `None` where enough have been told.
    pub(super) fn tell(
        &mut self,
        message: &str,
        place: Span,
        help: &str,
    ) -> Option<&mut Diagnostic> {
        if self.remarks.len() >= MOST {
            return None;
        }
        let remark = Diagnostic::new(Code::YamlSyntax, message).label(place, "").help(help);
        self.remarks.push(remark);
        self.remarks.last_mut()
    }

    pub(super) fn tell_fix(&mut self, message: &str, place: Span, help: &str, fix: Fix) {
        if let Some(remark) = self.tell(message, place, help) {
            remark.fixes.push(fix);
        }
    }

    /// The character at a byte.
    pub(super) fn character(&self, at: usize) -> Span {
        let width = self.text[at..].chars().next().map_or(0, char::len_utf8);
        at..at + width
    }

    /// What is written on a line from here on.
    pub(super) fn rest_of_line(&self) -> Span {
        let end = self.line_end(self.at);
        self.at..self.at + self.text[self.at..end].trim_end().len()
    }

    /// A tab where an indent is counted.
    pub(super) fn tab(&mut self) {
        let start = self.at;
        while let Some(b'\t') = self.byte(self.at) {
            self.at += 1;
        }
        let (line, end) = (self.line, self.at);
        let spaces = "  ".repeat(end - start);
        self.tell_fix(
            "a tab in the indent",
            start..end,
            "indent with spaces",
            Fix::replace("indent with spaces", start..end, spaces),
        );
        // As if two columns each.
        self.line = line.saturating_sub(end - start);
    }

    /// Tells that the first lines of the file stand further right than the others.
    pub(super) fn too_far_right(&mut self, start: usize, column: usize, meant: usize) {
        let end = self.line_end(start);
        let place = start..start + self.text[start..end].trim_end().len();
        let indent = start - column.min(start)..start;
        let blank = self.bytes[indent.clone()].iter().all(|&byte| byte == b' ');
        let spaces = " ".repeat(meant);
        let remark = self.tell(
            "the file begins further right than it goes on",
            place,
            "indent the first lines as the keys below them",
        );
        if let Some(remark) = remark
            && blank
        {
            remark.fixes.push(Fix::replace("indent it as the keys below", indent, spaces));
        }
    }

    /// Tells a line of a map that has no key.
    pub(super) fn keyless(&mut self) {
        if matches!(self.byte(self.at), Some(b'&' | b'*' | b'!' | b'?')) {
            self.passed = true;
            return;
        }
        let place = self.rest_of_line();
        if self.is_dash() {
            self.tell(
                "something that does not belong here",
                place,
                "a dash begins an element of a list; check the indent of the line",
            );
        } else {
            self.tell(
                "a line without a key",
                place,
                "write `key: value`; indent the line if it belongs to the text above it",
            );
        }
    }

    /// Tells a line whose indent is that of no block.
    pub(super) fn off(&mut self, column: usize, meant: usize) {
        let end = self.line_end(self.at);
        let written = self.text[self.at..end].trim_end();
        let place = self.at..self.at + written.len();
        let indent = self.at - column.min(self.at)..self.at;
        let spaces = " ".repeat(meant);
        let fix = Fix::replace("indent it as the lines above", indent.clone(), spaces);
        let blank = self.bytes[indent].iter().all(|&byte| byte == b' ');
        let message = "the indent of this line fits no line above it";
        let help = format!(
            "indent it by {meant} {}, as the keys above, or put the text it belongs to in quotes",
            if meant == 1 { "space" } else { "spaces" }
        );
        if let Some(remark) = self.tell(message, place, &help)
            && blank
        {
            remark.fixes.push(fix);
        }
    }
}
