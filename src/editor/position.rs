//! Bytes ↔ lines and columns as editors count them, and texts that are changed bit by bit.
//!
//! The protocol counts lines from 0 and, in a line, the units of UTF-16 from 0: an emoji is two.
//! A line ends with `\n`, `\r\n` or `\r`.

use std::ops::Range;

use lsp_types::{Position, TextEdit};
use similar::{Algorithm, DiffOp, capture_diff_slices};

/// A text that an editor shows.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Text {
    whole: String,
    /// The byte each line starts at.
    starts: Vec<usize>,
    /// How many units of UTF-16 begin before each multiple of [`STRIDE`] bytes, so that a line
    /// may be as long as it likes.
    units: Vec<usize>,
}

/// How far apart the counted units are kept, in bytes.
const STRIDE: usize = 1024;

impl Text {
    /// A text as an editor opens it.
    pub(crate) fn new(text: String) -> Self {
        let bytes = text.as_bytes();
        let mut starts = vec![0];
        let mut units = Vec::with_capacity(bytes.len() / STRIDE + 1);
        let mut counted = 0;
        for (at, &byte) in bytes.iter().enumerate() {
            if at % STRIDE == 0 {
                units.push(counted);
            }
            counted += begun(byte);
            if byte == b'\n' || (byte == b'\r' && bytes.get(at + 1) != Some(&b'\n')) {
                starts.push(at + 1);
            }
        }
        Self { whole: text, starts, units }
    }

    /// The text itself.
    pub(crate) fn as_str(&self) -> &str {
        &self.whole
    }

    /// The byte at a position. What lies behind the end of a line stands at its end, what lies in
    /// the middle of a character at its first byte, what lies behind the last line at the end.
    pub(crate) fn offset(&self, position: Position) -> usize {
        let line = position.line as usize;
        let Some(&start) = self.starts.get(line) else { return self.whole.len() };
        let end = self.starts.get(line + 1).copied().unwrap_or(self.whole.len());
        let length = self.whole[start..end].trim_end_matches(['\n', '\r']).len();
        let wanted = self.count(start) + position.character as usize;
        // The last stride that begins in the line and not behind what is wanted.
        let strides = self.units.partition_point(|&units| units <= wanted);
        let from = (strides.saturating_sub(1) * STRIDE).clamp(start, start + length);
        let from = self.boundary(from);
        let mut left = wanted.saturating_sub(self.count(from));
        for (at, c) in self.whole[from..start + length].char_indices() {
            if left < c.len_utf16() {
                return from + at;
            }
            left -= c.len_utf16();
        }
        start + length
    }

    /// How many units begin before a byte.
    fn count(&self, byte: usize) -> usize {
        let stride = (byte / STRIDE).min(self.units.len().saturating_sub(1));
        let counted = self.units.get(stride).copied().unwrap_or(0);
        let rest = self.whole.as_bytes().get(stride * STRIDE..byte).unwrap_or_default();
        counted + rest.iter().map(|&byte| begun(byte)).sum::<usize>()
    }

    /// The nearest place at or before a byte that lies between two characters.
    fn boundary(&self, byte: usize) -> usize {
        let byte = byte.min(self.whole.len());
        (0..=byte).rev().find(|&at| self.whole.is_char_boundary(at)).unwrap_or(0)
    }

    /// The position of a byte; inside a character that of its first one.
    pub(crate) fn position(&self, byte: usize) -> Position {
        let byte = self.boundary(byte);
        let line = self.starts.partition_point(|&start| start <= byte) - 1;
        let character = self.count(byte) - self.count(self.starts[line]);
        let count = |n: usize| u32::try_from(n).unwrap_or(u32::MAX);
        Position { line: count(line), character: count(character) }
    }

    /// The positions of a run of bytes.
    pub(crate) fn range(&self, span: &Range<usize>) -> lsp_types::Range {
        lsp_types::Range { start: self.position(span.start), end: self.position(span.end) }
    }

    /// The bytes of a run of positions; one that ends before it begins is empty.
    pub(crate) fn span(&self, range: lsp_types::Range) -> Range<usize> {
        let start = self.offset(range.start);
        start..self.offset(range.end).max(start)
    }

    /// Puts something in the place of a part, or of all.
    pub(crate) fn change(&mut self, range: Option<lsp_types::Range>, new: &str) {
        let mut text = std::mem::take(&mut self.whole);
        match range {
            Some(range) => {
                self.whole = text;
                let span = self.span(range);
                text = std::mem::take(&mut self.whole);
                text.replace_range(span, new);
            }
            None => new.clone_into(&mut text),
        }
        *self = Self::new(text);
    }

    /// The lines that must be changed so that the text becomes another one.
    pub(crate) fn edits(&self, new: &str) -> Vec<TextEdit> {
        let lines = |text: &'_ str| -> Vec<String> {
            text.split_inclusive('\n').map(str::to_owned).collect()
        };
        let (old_lines, new_lines) = (lines(&self.whole), lines(new));
        let ends = |lines: &[String]| -> Vec<usize> {
            let mut at = 0;
            let ends = lines.iter().map(|line| {
                at += line.len();
                at
            });
            std::iter::once(0).chain(ends).collect()
        };
        let (old_ends, new_ends) = (ends(&old_lines), ends(&new_lines));
        capture_diff_slices(Algorithm::Myers, &old_lines, &new_lines)
            .iter()
            .filter(|op| !matches!(op, DiffOp::Equal { .. }))
            .map(|op| {
                let (old, inserted) = (op.old_range(), op.new_range());
                let span = old_ends[old.start]..old_ends[old.end];
                let text = &new[new_ends[inserted.start]..new_ends[inserted.end]];
                TextEdit { range: self.range(&span), new_text: text.to_owned() }
            })
            .collect()
    }
}

/// How many units of UTF-16 begin with a byte of UTF-8: of a character of four bytes both.
const fn begun(byte: u8) -> usize {
    match byte {
        0x80..=0xbf => 0,
        0xf0.. => 2,
        _ => 1,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const TEXT: &str = "a: \u{1f600}x\r\né: \u{10348}\nlast\rend";

    fn at(line: u32, character: u32) -> Position {
        Position { line, character }
    }

    #[test]
    fn columns_count_the_units_of_utf_16() {
        let text = Text::new(TEXT.to_owned());
        for (position, rest) in [
            (at(0, 0), "a: "),
            (at(0, 3), "\u{1f600}"),
            (at(0, 5), "x\r\n"),
            (at(0, 4), "\u{1f600}"), // between its two units
            (at(0, 99), "\r\né"),
            (at(1, 1), ": \u{10348}"),
            (at(1, 5), "\nlast"),
            (at(2, 0), "last\r"),
            (at(3, 1), "nd"),
            (at(9, 0), ""),
        ] {
            assert!(TEXT[text.offset(position)..].starts_with(rest), "{position:?}");
        }
        assert_eq!(text.offset(at(9, 0)), TEXT.len());
    }

    #[test]
    fn there_and_back_is_the_same_byte() {
        let text = Text::new(TEXT.to_owned());
        for (byte, _) in TEXT.char_indices().chain([(TEXT.len(), ' ')]) {
            // Between `\r` and `\n` no position leads.
            let inside_end = TEXT[..byte].ends_with('\r') && TEXT[byte..].starts_with('\n');
            if !inside_end {
                assert_eq!(text.offset(text.position(byte)), byte, "byte {byte}");
            }
        }
        assert_eq!(text.position(5), at(0, 3), "inside a character");
        assert_eq!(text.position(999), at(3, 3));
    }

    #[test]
    fn a_long_line_is_counted_as_a_short_one() {
        let long = "é\u{1f600}x".repeat(1_000);
        let text = Text::new(format!("a\n{long}\n{long}"));
        for (byte, _) in text.as_str().char_indices().step_by(7) {
            let position = text.position(byte);
            assert_eq!(text.offset(position), byte, "{position:?}");
            let line = text.as_str()[..byte].rfind('\n').map_or(0, |newline| newline + 1);
            let by_hand = text.as_str()[line..byte].encode_utf16().count();
            assert_eq!(position.character as usize, by_hand, "byte {byte}");
        }
    }

    #[test]
    fn a_text_changes_bit_by_bit() {
        let mut text = Text::new("a: \u{1f600}\nb: 2\n".to_owned());
        let range = |from, to| Some(lsp_types::Range { start: from, end: to });
        text.change(range(at(0, 5), at(1, 0)), "!\r\nc: ");
        assert_eq!(text.as_str(), "a: \u{1f600}!\r\nc: b: 2\n");
        text.change(range(at(1, 3), at(1, 3)), "é");
        assert_eq!(text.as_str(), "a: \u{1f600}!\r\nc: éb: 2\n");
        text.change(range(at(7, 7), at(1, 0)), "end");
        assert_eq!(text.as_str(), "a: \u{1f600}!\r\nc: éb: 2\nend");
        text.change(None, "");
        assert_eq!(text, Text::new(String::new()));
    }

    #[test]
    fn edits_make_one_text_of_the_other() {
        let texts = ["", "a\n", "a\nb\nc\n", "a\r\nB\r\nc", "x\na\nb\n", "\u{1f600}\nb\nc\n"];
        for old in texts {
            for new in texts {
                let mut text = Text::new(old.to_owned());
                let mut edits = text.edits(new);
                edits.reverse();
                for edit in edits {
                    text.change(Some(edit.range), &edit.new_text);
                }
                assert_eq!(text.as_str(), new, "{old:?}");
            }
        }
    }
}
