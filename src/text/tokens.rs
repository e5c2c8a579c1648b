//! Paragraph → tokens.
//!
//! ```text
//! can't → ca n't      Putin's → Putin 's      cease-fire → cease-fire      12-14 → 12 - 14
//! U.S. → U.S.         2,014.5 → 2,014.5       30-day → 30-day              "... → " ...
//! Ph.D. → Ph.D.       2003's → 2003 's        1990's → 1990's              US$5 → US$ 5
//! @envoy → @envoy     a.b@example.org         example.org/a?b              [...] → [...]
//! ```
//!
//! What hangs together by hyphens stays one token; [`pieces`](super::pieces) cuts further.

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
        let before = text[paragraph.start..at].chars().next_back().unwrap_or(' ');
        let length = if first.is_numeric() {
            number(rest)
        } else if is_letter(first) {
            mail(rest).unwrap_or_else(|| word(rest))
        } else {
            mark(rest, first, before)
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
    matches!(c, '\'' | '’' | '`' | '´')
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
        if is_apostrophe(c) && rest[..at].ends_with('0') && possessive(&rest[at..]).is_some() {
            // "the 1990's"; but "2003's".
            return at + c.len_utf8() + 1;
        }
        if !c.is_numeric() && !inside {
            return if rest[..at] == *"9" && is_number_alone(&rest[at..], "/11") { 4 } else { at };
        }
    }
    rest.len()
}

/// Whether a text begins with a number, which ends there.
fn is_number_alone(rest: &str, number: &str) -> bool {
    rest.strip_prefix(number)
        .is_some_and(|after| !after.starts_with(|c: char| c.is_alphanumeric() || c == '/'))
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
            c if is_apostrophe(c) => next.is_alphabetic() && before.is_alphabetic(),
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
    let (word, after) = rest.split_at(length);
    if after.starts_with('$') && length <= 3 && word.bytes().all(|b| b.is_ascii_uppercase()) {
        // "US$", "A$"
        return length + 1;
    }
    if word.starts_with("www.") || after.starts_with('/') && is_domain(word) {
        return address(rest);
    }
    with_stop(rest, length)
}

/// Ends of the names of hosts that are written without "https://".
const DOMAINS: &[&str] = &[
    "com", "de", "edu", "eu", "fr", "gov", "il", "info", "int", "io", "ir", "mil", "net", "org",
    "ru", "ua", "uk",
];

fn is_domain(word: &str) -> bool {
    word.rsplit_once('.').is_some_and(|(_, last)| DOMAINS.contains(&last))
}

/// The length of an address of mail: up to 64 bytes, an at sign and up to 255 bytes.
fn mail(rest: &str) -> Option<usize> {
    let is_local =
        |b: &u8| b.is_ascii_alphanumeric() || matches!(b, b'.' | b'_' | b'%' | b'+' | b'-');
    let local = rest.bytes().take(65).take_while(|b| is_local(b)).count();
    let domain = rest.as_bytes().get(local + 1..).filter(|_| rest.as_bytes()[local] == b'@')?;
    let is_host = |b: &u8| b.is_ascii_alphanumeric() || matches!(b, b'.' | b'-');
    let host = domain.iter().take(255).take_while(|b| is_host(b)).count();
    let host = rest[local + 1..local + 1 + host].trim_end_matches(['.', '-']);
    host.contains('.').then_some(local + 1 + host.len())
}

/// The length of a word together with the full stops that are its own: `U.S.`, `Sept.`, `J.`
fn with_stop(rest: &str, mut length: usize) -> usize {
    let mut parts = 1;
    if is_part(&rest[..length]) {
        // Part by part: a stop, and again one letter or two and a stop.
        while let Some(after) = rest[length..].strip_prefix('.') {
            let part = after.chars().take_while(|c| c.is_alphabetic()).take(3).map(char::len_utf8);
            let part = &after[..part.sum()];
            if !is_part(part) || !after[part.len()..].starts_with('.') {
                // "the U.S government"
                let capital = |word: &str| word.len() == 1 && word.starts_with(char::is_uppercase);
                if parts == 1 && capital(part) && capital(&rest[..length]) {
                    return length + 2;
                }
                break;
            }
            // "Ph.D." and "M.Sc.", not "no.It."
            if part.chars().nth(1).is_some() && rest[..length].chars().nth(1).is_some() {
                break;
            }
            length += 1 + part.len();
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
                printed::month(&rest[..length]).is_some()
            }
        }
        // "(b. 1949)", "c. 347"
        Some(Stop::Number) => {
            let letters = follows.chars().take(9).take_while(|c| c.is_alphabetic());
            let word = &follows[..letters.map(char::len_utf8).sum()];
            follows.starts_with(|c: char| c.is_ascii_digit()) || printed::month(word).is_some()
        }
        // At the end of a paragraph, a word is more likely than its like among abbreviations.
        Some(_) => {
            !follows.is_empty()
                || !matches!(
                    &rest[..length],
                    "Art" | "I" | "Ill" | "Mass" | "Miss" | "Mon" | "Ore" | "Sat" | "Sun" | "Wash"
                )
        }
        None => false,
    };
    length + usize::from(own)
}

/// One letter, or a capital and a small letter.
fn is_part(part: &str) -> bool {
    let mut chars = part.chars();
    let first = chars.next();
    match (chars.next(), chars.next()) {
        (None, _) => first.is_some_and(char::is_alphabetic),
        (Some(second), None) => first.is_some_and(char::is_uppercase) && second.is_lowercase(),
        _ => false,
    }
}

/// An address of the web, up to a space or a quotation mark; not the full stop after it.
fn address(rest: &str) -> usize {
    let end = rest
        .find(|c: char| c.is_whitespace() || matches!(c, '"' | '“' | '”' | '<' | '>'))
        .unwrap_or(rest.len());
    rest[..end].trim_end_matches(['.', ',', ';', ':', ')', ']', '\'', '’', '?', '!']).len()
}

/// One mark, a run of the same dots or dashes, a name with its sign: `@envoy`, `#talks`.
///
/// - `before`: what stands right before it.
fn mark(rest: &str, first: char, before: char) -> usize {
    let after = &rest[first.len_utf8()..];
    match first {
        '.' | '-' | '–' | '—' | '*' | '=' => rest.len() - rest.trim_start_matches(first).len(),
        '!' | '?' => rest.len() - rest.trim_start_matches(['!', '?']).len(),
        '[' if after.starts_with("...]") || after.starts_with("…]") => 5,
        // "U.S.'s", "2003's"
        '\'' | '’' if !before.is_whitespace() && possessive(rest).is_some() => {
            first.len_utf8() + 1
        }
        // Two of them stand for a double one.
        '\'' | '`' | '‘' | '’' if after.starts_with(first) => 2 * first.len_utf8(),
        '‘' if after.starts_with('’') => 2 * first.len_utf8(),
        '@' | '#'
            if !is_letter(before) && after.starts_with(|c: char| c.is_alphabetic() || c == '_') =>
        {
            let is_name = |c: char| c.is_alphanumeric() || c == '_';
            first.len_utf8() + after.find(|c| !is_name(c)).unwrap_or(after.len())
        }
        _ => first.len_utf8(),
    }
}

/// What follows an apostrophe and the "s" of a possessive.
fn possessive(rest: &str) -> Option<&str> {
    let after = rest.strip_prefix(is_apostrophe)?.strip_prefix(['s', 'S'])?;
    (!after.starts_with(|c: char| is_letter(c) || is_apostrophe(c))).then_some(after)
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
    if word[..at].ends_with('0') && word[..at].bytes().all(|b| b.is_ascii_digit()) {
        // "the 1990's"
        return None;
    }
    let known = is("s") || is("re") || is("ve") || is("ll") || is("d") || is("m");
    (known && at > 0).then(|| word.len() - at)
}
