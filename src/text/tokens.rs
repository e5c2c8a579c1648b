//! Paragraph → tokens.
//!
//! ```text
//! can't → ca n't      Putin's → Putin 's      cease-fire → cease-fire      12-14 → 12 - 14
//! U.S. → U.S.         2,014.5 → 2,014.5       30-day → 30-day              "... → " ...
//! ```

use super::abbreviations::{Stop, stop_of};
use super::{Token, TokenKind};
use crate::article::printed;
use crate::diagnostic::Span;

/// Appends the tokens of a paragraph.
pub(super) fn cut(text: &str, paragraph: &Span, tokens: &mut Vec<Token>) {
    let mut at = paragraph.start;
    while let Some(first) = text[at..paragraph.end].chars().next() {
        if first.is_whitespace() {
            at += first.len_utf8();
            continue;
        }
        let rest = &text[at..paragraph.end];
        let length = if first.is_numeric() {
            number(rest)
        } else if is_letter(first) {
            word(rest)
        } else {
            mark(rest, first)
        };
        push(text, at..at + length, tokens);
        at += length;
    }
}

/// A letter, or what hangs on one: accents, soft hyphens, joiners.
fn is_letter(c: char) -> bool {
    c.is_alphanumeric()
        || matches!(c, '\u{ad}' | '\u{200b}'..='\u{200d}' | '\u{2060}' | '\u{feff}' | '_')
        || ('\u{300}'..='\u{36f}').contains(&c)
}

fn is_apostrophe(c: char) -> bool {
    matches!(c, '\'' | '’')
}

/// Digits and the marks inside them; if letters follow, a word that begins with digits.
fn number(rest: &str) -> usize {
    let mut chars = rest.char_indices().peekable();
    while let Some((at, c)) = chars.next() {
        let next = chars.peek().map(|&(_, next)| next);
        let inside = matches!(c, '.' | ',' | ':') && next.is_some_and(|c| c.is_ascii_digit());
        // "30-day" is a word; "12-14" is a span of numbers.
        let hyphen = c == '-' && next.is_some_and(char::is_alphabetic);
        if is_letter(c) && !c.is_numeric() || hyphen {
            return at + word(&rest[at..]).max(c.len_utf8());
        }
        if !c.is_numeric() && !inside {
            return at;
        }
    }
    rest.len()
}

/// Letters with what may stand between them.
fn word(rest: &str) -> usize {
    let mut chars = rest.char_indices().peekable();
    let mut length = 0;
    let mut before = ' ';
    while let Some((at, c)) = chars.next() {
        let next = chars.peek().map_or(' ', |&(_, next)| next);
        let joins = match c {
            // "co-operate", "COVID-19"; not "war-" nor "-led".
            // "April-2 May" and "March-June" are runs of days and months.
            '-' | '\u{2010}' | '\u{2011}' => {
                next.is_alphanumeric()
                    && (next.is_lowercase() || printed::month(&rest[..at]).is_none())
            }
            '\'' | '’' => next.is_alphabetic() && before.is_alphabetic(),
            // "AT&T", and "example.org", but not "war.The".
            '&' => before.is_uppercase() && next.is_uppercase(),
            '.' => next.is_lowercase() && before.is_alphanumeric() && at > 1,
            // "https://example.org/a"
            ':' => {
                if rest[at..].starts_with("://") && at <= 6 {
                    return address(rest);
                }
                false
            }
            _ => is_letter(c),
        };
        if !joins {
            break;
        }
        length = at + c.len_utf8();
        before = c;
    }
    with_stop(rest, length)
}

/// The length of a word together with the full stops that are its own: `U.S.`, `Sept.`, `J.`
fn with_stop(rest: &str, mut length: usize) -> usize {
    let is_one_letter = |part: &str| {
        let mut chars = part.chars();
        chars.next().is_some_and(char::is_alphabetic) && chars.next().is_none()
    };
    let mut parts = 1;
    if is_one_letter(&rest[..length]) {
        // Letter by letter: a stop, and again one letter and a stop.
        while let Some(after) = rest[length..].strip_prefix('.') {
            let mut chars = after.chars();
            let Some(letter) = chars.next().filter(|c| c.is_alphabetic()) else { break };
            if chars.next() != Some('.') {
                break;
            }
            length += 1 + letter.len_utf8();
            parts += 1;
        }
    }
    let after = &rest[length..];
    if !after.starts_with('.') || after.starts_with("..") {
        return length;
    }
    let follows = after[1..].trim_start();
    let own = match stop_of(&rest[..length]) {
        _ if parts > 1 => true,
        Some(Stop::BeforeNumber) => {
            follows.starts_with(|c: char| c.is_ascii_digit()) || {
                // "in Sept. the": the stop is the month's.
                !matches!(&rest[..length], "No" | "no" | "Art" | "Sec" | "Fig")
            }
        }
        Some(_) => !follows.is_empty(),
        None => false,
    };
    length + usize::from(own)
}

/// An address of the web, up to a space or a quotation mark; not the full stop after it.
fn address(rest: &str) -> usize {
    let end = rest
        .find(|c: char| c.is_whitespace() || matches!(c, '"' | '“' | '”' | '<' | '>'))
        .unwrap_or(rest.len());
    rest[..end].trim_end_matches(['.', ',', ';', ':', ')', ']', '\'', '’', '?', '!']).len()
}

/// One mark, or a run of the same dots or dashes.
fn mark(rest: &str, first: char) -> usize {
    if matches!(first, '.' | '-' | '–' | '—' | '*' | '=') {
        return rest.len() - rest.trim_start_matches(first).len();
    }
    first.len_utf8()
}

/// Appends a token, its clitics apart: `n't`, `'s`, `'ll` ...
fn push(text: &str, span: Span, tokens: &mut Vec<Token>) {
    let whole = &text[span.clone()];
    let cut = clitic(whole).map_or(span.end, |length| span.end - length);
    for part in [span.start..cut, cut..span.end] {
        if part.is_empty() {
            continue;
        }
        let piece = &text[part.clone()];
        let capital = piece.starts_with(char::is_uppercase);
        let kind = if piece.contains(|c: char| is_letter(c) && !c.is_numeric()) {
            TokenKind::Word
        } else if piece.starts_with(char::is_numeric) {
            TokenKind::Number
        } else {
            TokenKind::Mark
        };
        tokens.push(Token { span: part, kind, capital });
    }
}

/// How long the clitic at the end of a word is, in bytes.
fn clitic(word: &str) -> Option<usize> {
    let at = word.rfind(is_apostrophe)?;
    let ending = word[at..].trim_start_matches(is_apostrophe);
    let is = |known: &str| ending.eq_ignore_ascii_case(known);
    if is("t") && word[..at].ends_with(['n', 'N']) && at > 1 {
        return Some(word.len() - at + 1);
    }
    let known = is("s") || is("re") || is("ve") || is("ll") || is("d") || is("m");
    (known && at > 0).then(|| word.len() - at)
}
