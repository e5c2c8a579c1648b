//! What formats of XML share: text that cannot be anything but text.

/// Appends a text, escaped for elements and attributes; what XML cannot hold becomes U+FFFD.
pub(super) fn text(out: &mut String, text: &str) {
    for c in text.chars() {
        match c {
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '&' => out.push_str("&amp;"),
            '"' => out.push_str("&quot;"),
            '\n' => out.push_str("&#10;"),
            '\t' => out.push_str("&#9;"),
            c if c.is_control() || matches!(c, '\u{fffe}' | '\u{ffff}') => out.push('\u{fffd}'),
            c => out.push(c),
        }
    }
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
