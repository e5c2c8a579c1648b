//! What stands between double quotation marks.

use super::{Token, TokenKind};
use crate::diagnostic::Span;

/// Appends the quotations of a paragraph, the outermost where they nest.
///
/// Straight marks open after a space or an opening bracket and close otherwise; they do not nest.
/// A quotation that is still open at the end of the paragraph goes on in the next one, by the
/// custom of printers: it ends here with its paragraph.
pub(super) fn find(text: &str, paragraph: &Span, tokens: &[Token], found: &mut Vec<Span>) {
    let mut start = None;
    let mut depth = 0_usize;
    for token in tokens.iter().filter(|token| token.kind == TokenKind::Mark) {
        let at = token.span.start;
        let opens = match &text[token.span.clone()] {
            "“" if depth > 0 && text[..at].ends_with(|c: char| !c.is_whitespace()) => {
                // German closes with it: „so“.
                text[start.unwrap_or(at)..].starts_with('“')
            }
            "“" | "„" | "«" | "``" | "‘‘" | "‘’" => true,
            "”" | "»" | "’’" => false,
            "\"" | "''" => depth == 0,
            _ => continue,
        };
        if opens {
            start = start.or(Some(at));
            depth += 1;
        } else if depth > 0 {
            depth -= 1;
            if depth == 0
                && let Some(from) = start.take()
            {
                found.push(from..token.span.end);
            }
        }
    }
    if let (Some(from), Some(last)) = (start, tokens.last()) {
        found.push(from..last.span.end.min(paragraph.end));
    }
}
