//! Bytes → lines and columns, for whoever reads them.

use super::Span;

/// How far apart the counted characters are kept, in bytes.
const STRIDE: usize = 1024;

/// The lines of a text, so that a place in it can be told to a person.
///
/// A line ends with `\n`, `\r\n` or a lone `\r`, as YAML has it. Made in one pass; each place
/// costs a search among the lines and at most `STRIDE` bytes, whatever the length of a line.
#[derive(Debug)]
pub struct Lines<'t> {
    text: &'t str,
    /// The byte each line starts at.
    starts: Vec<usize>,
    /// How many characters begin before each multiple of [`STRIDE`].
    counts: Vec<usize>,
}

/// A place as a person counts: lines from 1, columns from 1 in Unicode characters.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Place {
    /// The line, from 1.
    pub line: usize,
    /// The character in the line, from 1.
    pub column: usize,
}

impl<'t> Lines<'t> {
    /// Counts the lines of a text.
    pub fn new(text: &'t str) -> Self {
        let bytes = text.as_bytes();
        let mut counts = Vec::with_capacity(bytes.len() / STRIDE + 1);
        let mut characters = 0;
        for stride in bytes.chunks(STRIDE) {
            counts.push(characters);
            characters += stride.iter().filter(|byte| begins_character(**byte)).count();
        }
        let mut starts = vec![0];
        for (at, &byte) in bytes.iter().enumerate() {
            if byte == b'\n' || (byte == b'\r' && bytes.get(at + 1) != Some(&b'\n')) {
                starts.push(at + 1);
            }
        }
        Self { text, starts, counts }
    }

    /// The text itself.
    pub fn text(&self) -> &'t str {
        self.text
    }

    /// How many lines there are; an empty text has one.
    pub fn count(&self) -> usize {
        self.starts.len()
    }

    /// Where a byte stands. What lies past the end stands at the end, what lies inside a
    /// character at its first byte.
    pub fn place(&self, byte: usize) -> Place {
        let byte = boundary(self.text, byte);
        let line = self.starts.partition_point(|&start| start <= byte);
        let start = self.starts[line - 1];
        Place { line, column: self.characters(byte) - self.characters(start) + 1 }
    }

    /// The bytes of a line, counted from 1, without its break.
    pub fn line(&self, line: usize) -> Span {
        let start = self.starts[line - 1];
        let end = self.starts.get(line).copied().unwrap_or(self.text.len());
        start..start + self.text[start..end].trim_end_matches(['\n', '\r']).len()
    }

    /// How many characters begin before a byte.
    fn characters(&self, byte: usize) -> usize {
        let Some(&counted) = self.counts.get(byte / STRIDE) else {
            // The text ends right here, on a multiple of the stride.
            let last = self.counts.len().saturating_sub(1);
            return self.counts.get(last).copied().unwrap_or(0)
                + count(&self.text.as_bytes()[last * STRIDE..byte]);
        };
        counted + count(&self.text.as_bytes()[byte / STRIDE * STRIDE..byte])
    }
}

/// The nearest place at or before a byte that lies between two characters.
pub(super) fn boundary(text: &str, byte: usize) -> usize {
    (0..=byte.min(text.len())).rev().find(|&at| text.is_char_boundary(at)).unwrap_or(0)
}

fn count(bytes: &[u8]) -> usize {
    bytes.iter().filter(|&&byte| begins_character(byte)).count()
}

const fn begins_character(byte: u8) -> bool {
    byte & 0xc0 != 0x80
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_and_columns_count_from_one_in_characters() {
        let text = "añb\r\nc\rd\n";
        let lines = Lines::new(text);
        for (byte, line, column) in [
            (0, 1, 1),
            (1, 1, 2),
            (2, 1, 2), // inside ñ
            (3, 1, 3),
            (4, 1, 4), // \r
            (6, 2, 1),
            (8, 3, 1),
            (10, 4, 1),
            (99, 4, 1),
        ] {
            assert_eq!(lines.place(byte), Place { line, column }, "byte {byte}");
        }
        assert_eq!(
            (lines.count(), lines.line(1), lines.line(2), lines.line(4)),
            (4, 0..4, 6..7, 10..10)
        );
    }

    #[test]
    fn a_place_agrees_with_counting_by_hand() {
        let text = "é\u{1f600}x\n".repeat(700) + &"ü".repeat(5000);
        let lines = Lines::new(&text);
        for (at, _) in text.char_indices().step_by(97).chain([(text.len(), ' ')]) {
            let before = &text[..at];
            let start = before.rfind('\n').map_or(0, |i| i + 1);
            let by_hand = Place {
                line: before.matches('\n').count() + 1,
                column: text[start..at].chars().count() + 1,
            };
            assert_eq!(lines.place(at), by_hand, "byte {at}");
        }
    }

    #[test]
    fn an_empty_text_has_a_first_place() {
        assert_eq!(Lines::new("").place(5), Place { line: 1, column: 1 });
        let stride = "x".repeat(STRIDE);
        assert_eq!(Lines::new(&stride).place(STRIDE).column, STRIDE + 1);
    }
}
