//! What formats of XML share: text that cannot be anything but text.

/// Appends a text, escaped for elements and attributes; what XML cannot hold becomes U+FFFD.
pub(super) fn text(out: &mut String, text: &str) {
    // Most texts have nothing to escape, and bytes are quicker to look at than characters.
    let plain = |b: u8| matches!(b, b' '..=b'~') && !matches!(b, b'<' | b'>' | b'&' | b'"');
    if text.bytes().fold(true, |all, b| all & plain(b)) {
        return out.push_str(text);
    }
    let mut plain = 0;
    for (at, c) in text.char_indices() {
        let escaped = match c {
            '<' => "&lt;",
            '>' => "&gt;",
            '&' => "&amp;",
            '"' => "&quot;",
            '\n' => "&#10;",
            '\t' => "&#9;",
            c if c.is_control() || matches!(c, '\u{fffe}' | '\u{ffff}') => "\u{fffd}",
            _ => continue,
        };
        out.push_str(&text[plain..at]);
        out.push_str(escaped);
        plain = at + c.len_utf8();
    }
    out.push_str(&text[plain..]);
}

/// Appends an element with a text on a line of its own.
pub(super) fn element(out: &mut String, indent: &str, name: &str, content: &str) {
    out.push_str(indent);
    out.push('<');
    out.push_str(name);
    out.push('>');
    text(out, content);
    out.push_str("</");
    out.push_str(name);
    out.push_str(">\n");
}

/// Appends attributes, each behind a blank; those without a value are left out.
pub(super) fn attributes(out: &mut String, pairs: &[(&str, &str)]) {
    for (name, value) in pairs.iter().filter(|(_, value)| !value.is_empty()) {
        out.push(' ');
        out.push_str(name);
        out.push_str("=\"");
        text(out, value);
        out.push('"');
    }
}
