//! The YAML parser's complaints, in a person's words.

use crate::diagnostic::{Code, Diagnostic, Span};

/// What the parser says, where it says it, what we say, and what to do.
const WORDS: &[(&str, &str, &str, &str)] = &[
    (
        "mapping values are not allowed",
        "",
        "a colon with a space after it, inside a text or below a value",
        "put the text in quotes; if it is a key, check its indent",
    ),
    (
        "unexpected end of stream",
        "quoted scalar",
        "a quote that is never closed",
        "close it where the text ends",
    ),
    (
        "did not find expected ',' or ']'",
        "",
        "a list that is not closed, or a comma that is missing",
        "close it with `]`, and put text with a comma, a colon or a bracket in quotes",
    ),
    (
        "did not find expected ',' or '}'",
        "",
        "a `{` that is not closed, or a comma that is missing",
        "close it with `}`, and put text with a comma, a colon or a brace in quotes",
    ),
    (
        "could not find expected ':'",
        "",
        "a line without a key",
        "write `key: value`; indent the line if it belongs to the text above it",
    ),
    (
        "did not find expected key",
        "",
        "something that does not belong here",
        "check the indent of the line; text after a closing quote, or a quote inside quotes, \
         must go",
    ),
    (
        "did not find expected '-' indicator",
        "",
        "an element of the list lacks its dash, or the indent is off",
        "begin it with `- `, or indent the line as the key above the list",
    ),
    (
        "block sequence entries are not allowed",
        "",
        "a dash on the line of its key",
        "begin the list on the next line, or write it in brackets: `[a, b]`",
    ),
    (
        "cannot start any token",
        "",
        "a character that text cannot begin with",
        "put the text in quotes",
    ),
    (
        "unknown escape character",
        "",
        "a backslash that means nothing here",
        "write `\\\\` for a backslash, or use single quotes",
    ),
    (
        "did not find expected comment or line break",
        "block scalar",
        "text on the line of `|` or `>`",
        "begin the text on the next line",
    ),
];

/// The remark for an error of the parser.
pub(super) fn remark(text: &str, error: &serde_yaml::Error) -> Diagnostic {
    let said = error.to_string();
    let known = WORDS.iter().find(|(one, other, ..)| said.contains(one) && said.contains(other));
    let at = error.location().map_or(0..0, |mark| place(text, mark.line(), mark.column()));
    let begins = context(&said).map(|(line, column)| place(text, line, column));
    let (message, help) = match known {
        _ if said.contains("did not find expected node content") => {
            let (message, help) = no_content(&text[at.clone()]);
            (message.to_owned(), Some(help))
        }
        Some((.., message, help)) => ((*message).to_owned(), Some(*help)),
        None => (format!("this is no YAML: {said}"), None),
    };
    let mut remark = Diagnostic::new(Code::YamlSyntax, message);
    // At the end of the file stands nothing; what is open says more.
    remark = match begins {
        Some(begins) if text[at.start..].trim().is_empty() => remark.label(begins, ""),
        Some(begins) if begins != at => remark.label(at, "").label(begins, "it begins here"),
        _ => remark.label(at, ""),
    };
    match help {
        Some(help) => remark.help(help),
        None => remark,
    }
}

/// Where a value should begin and something else stands: the parser has one message for all.
fn no_content(stands: &str) -> (&'static str, &'static str) {
    match stands {
        "]" | "}" => ("a bracket that closes nothing", "remove it, or put the text in quotes"),
        "," => (
            "a comma with nothing before it",
            "remove it, or put text that begins with a comma in quotes",
        ),
        _ => ("a value is missing here", "write one, or put the text in quotes"),
    }
}

/// The place of what was being read, from the tail of the message: the API does not give it.
fn context(said: &str) -> Option<(usize, usize)> {
    let (_, context) = said.split_once(", while ")?;
    let (_, place) = context.rsplit_once(" at line ")?;
    let (line, column) = place.split_once(" column ")?;
    Some((line.parse().ok()?, column.parse().ok()?))
}

/// The character at a line and column, both from 1; a column counts characters.
fn place(text: &str, line: usize, column: usize) -> Span {
    let skipped = if text.starts_with('\u{feff}') { 3 } else { 0 };
    let mut start = skipped;
    for whole in text[skipped..].split_inclusive('\n').take(line.saturating_sub(1)) {
        start += whole.len();
    }
    let rest = text[start..].split('\n').next().unwrap_or("");
    let at = rest.char_indices().nth(column.saturating_sub(1)).map_or(rest.len(), |(at, _)| at);
    let width = rest[at..].chars().next().map_or(0, char::len_utf8);
    start + at..start + at + width
}
