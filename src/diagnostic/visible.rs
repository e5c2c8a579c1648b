//! Making text from a file harmless to look at.
//!
//! A title can carry an escape sequence that repaints the terminal, or a bidi control that turns
//! `gnp.exe` around. Whatever is printed from a file passes through here.

use std::fmt::Write as _;

/// The longest text that a remark prints in one piece, in characters.
pub const LONGEST: usize = 400;

/// Whether a character is invisible or changes how its neighbours are shown.
///
/// Controls (C0, DEL, C1), line and paragraph separators, bidi controls, zero-width characters,
/// tags. Source: Unicode 16, chapter 23, and CVE-2021-42574.
pub fn is_hidden(c: char) -> bool {
    c.is_control()
        || matches!(c,
            '\u{ad}' | '\u{61c}' | '\u{180e}' | '\u{200b}'..='\u{200f}' | '\u{2028}'..='\u{202e}'
            | '\u{2060}'..='\u{2069}' | '\u{206a}'..='\u{206f}' | '\u{feff}'
            | '\u{fff9}'..='\u{fffb}' | '\u{e0000}'..='\u{e007f}')
}

/// Appends a character, a hidden one as `\u{202e}`.
pub(super) fn push(out: &mut String, c: char) {
    match c {
        '\n' => out.push_str("\\n"),
        '\r' => out.push_str("\\r"),
        '\t' => out.push_str("\\t"),
        c if is_hidden(c) => {
            write!(out, "\\u{{{:x}}}", u32::from(c)).expect("a string takes everything");
        }
        c => out.push(c),
    }
}

/// The text on one line, hidden characters as `\u{202e}`, cut after [`LONGEST`] characters.
///
/// ```
/// # use demarche::diagnostic::visible::visible;
/// assert_eq!(visible("a\u{1b}[31m\nb"), r"a\u{1b}[31m\nb");
/// ```
pub fn visible(text: &str) -> String {
    // Most texts need no look at each of their characters.
    if text.len() <= LONGEST && text.bytes().all(|byte| matches!(byte, b' '..=b'~')) {
        return text.to_owned();
    }
    let mut out = String::with_capacity(text.len().min(LONGEST));
    for (i, c) in text.chars().enumerate() {
        if i == LONGEST {
            out.push('…');
            break;
        }
        push(&mut out, c);
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_hides_is_shown_and_what_is_long_is_cut() {
        for (text, shown) in [
            ("Élysée — 会談 😀", "Élysée — 会談 😀"),
            ("\u{1b}]0;owned\u{7}", r"\u{1b}]0;owned\u{7}"),
            ("\u{9b}2J", r"\u{9b}2J"),
            ("a\u{202e}b\u{2066}c\u{200b}", r"a\u{202e}b\u{2066}c\u{200b}"),
            ("a\0b\u{feff}", r"a\u{0}b\u{feff}"),
        ] {
            assert_eq!(visible(text), shown, "{text:?}");
        }
        assert_eq!(visible(&"é".repeat(10_000)).chars().count(), LONGEST + 1);
    }
}
