//! One text as YAML: bare where every reader takes it for a text, else quoted or as a block.
//!
//! Readers of YAML 1.1 make `no` a boolean, `22:22` a number of minutes and `2025-05-11` a day;
//! readers of 1.2 make `1e3` and `0x1f` numbers. What any of them would make something of is
//! quoted. What no editor shows (control characters, line separators, turned text) is escaped.

use std::fmt::Write as _;

/// A text after its key: bare, quoted, or as a block whose lines are indented by `indent`.
pub(in crate::timeline) fn text(content: &str, indent: usize, quote: char) -> String {
    if !can_be_block(content) {
        return line(content, false, quote);
    }
    let mut block = String::from(if content.ends_with('\n') { "|" } else { "|-" });
    for line in content.lines() {
        block.push('\n');
        if !line.is_empty() {
            block.extend(std::iter::repeat_n(' ', indent));
            block.push_str(line);
        }
    }
    block
}

/// A text on one line: bare if it can be, else quoted. `flow`: inside brackets or braces.
pub(in crate::timeline) fn line(content: &str, flow: bool, quote: char) -> String {
    if can_be_bare(content, flow) { content.to_owned() } else { quoted(content, quote) }
}

/// A text in quotes: the preferred ones, but single ones around `"` and `\` and double ones
/// wherever an escape is needed.
pub(in crate::timeline) fn quoted(content: &str, quote: char) -> String {
    let escapes = content.chars().any(|c| c == '\t' || is_hidden(c));
    let single = match quote {
        '\'' => !escapes,
        _ => !escapes && content.contains(['"', '\\']) && !content.contains('\''),
    };
    if single {
        return format!("'{}'", content.replace('\'', "''"));
    }
    let mut written = String::with_capacity(content.len() + 2);
    written.push('"');
    for c in content.chars() {
        match c {
            '"' => written.push_str("\\\""),
            '\\' => written.push_str("\\\\"),
            '\n' => written.push_str("\\n"),
            '\r' => written.push_str("\\r"),
            '\t' => written.push_str("\\t"),
            c if is_hidden(c) => {
                let code = u32::from(c);
                let width = if code > 0xff { 4 } else { 2 };
                let letter = if code > 0xff { 'u' } else { 'x' };
                write!(written, "\\{letter}{code:0width$X}").expect("a string takes all text");
            }
            c => written.push(c),
        }
    }
    written.push('"');
    written
}

/// What a reader of the file would not see, or what YAML does not take as it is.
fn is_hidden(c: char) -> bool {
    matches!(
        c,
        '\0'..='\u{1f}'
            | '\u{7f}'..='\u{9f}'
            | '\u{200b}'
            | '\u{200e}'
            | '\u{200f}'
            | '\u{2028}'..='\u{202e}'
            | '\u{2060}'..='\u{2069}'
            | '\u{feff}'
            | '\u{fffe}'
            | '\u{ffff}'
    )
}

/// Several lines that an editor cannot spoil: none ends or begins with a blank in a way that
/// matters, and at most one line end stands last.
fn can_be_block(content: &str) -> bool {
    content.trim_end_matches('\n').contains('\n')
        && !content.ends_with("\n\n")
        && !content.starts_with([' ', '\t', '\n'])
        && !content.chars().any(|c| c != '\n' && c != '\t' && is_hidden(c))
        && content.lines().all(|line| !line.ends_with([' ', '\t']) && !line.starts_with('\t'))
}

fn can_be_bare(content: &str, flow: bool) -> bool {
    let Some(first) = content.chars().next() else { return false };
    if content.ends_with([' ', ':']) || is_hidden_or_blank(first) {
        return false;
    }
    if "-?:,[]{}#&*!|>'\"%@`=<~.+".contains(first) {
        return false;
    }
    if content.contains(": ") || content.contains(" #") {
        return false;
    }
    if flow && content.contains([',', '[', ']', '{', '}', '?', ':']) {
        return false;
    }
    !content.chars().any(|c| c == '\t' || is_hidden(c)) && !means_something(content)
}

fn is_hidden_or_blank(c: char) -> bool {
    c.is_whitespace() || is_hidden(c)
}

/// Whether some reader of YAML would make a boolean, a number, a time or nothing of a bare text.
pub(in crate::timeline) fn is_mistakable(content: &str) -> bool {
    means_something(content)
}

fn means_something(content: &str) -> bool {
    const WORDS: [&str; 11] =
        ["y", "n", "yes", "no", "true", "false", "on", "off", "null", "inf", "nan"];
    WORDS.iter().any(|word| content.eq_ignore_ascii_case(word))
        || (content.starts_with(|c: char| c.is_ascii_digit())
            && content
                .bytes()
                .all(|byte| byte.is_ascii_hexdigit() || b"xXoO_.,:+-TtZz /".contains(&byte)))
}
