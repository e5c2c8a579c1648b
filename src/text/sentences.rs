//! Where the sentences of a paragraph end.
//!
//! An end mark, the closing marks that cling to it, and then something that can begin a sentence.
//! Full stops of abbreviations are part of their word and end a sentence only by the word's own
//! rule ([`Stop`]).

use super::abbreviations::{Stop, is_starter, stop_of};
use super::{Token, TokenKind};

/// Who speaks stands after a quoted question: `"Why?" Anna Lind asked.`
const SPEAKING: &[&str] = &[
    "added",
    "asked",
    "asks",
    "declared",
    "exclaimed",
    "insisted",
    "replied",
    "said",
    "says",
    "stated",
    "told",
    "warned",
    "wondered",
    "wrote",
];

/// The indices of tokens at which sentences end (excluded), the last one being the paragraph's.
///
/// - `from`: the first token of the first sentence.
pub(super) fn ends(text: &str, tokens: &[Token], from: usize) -> Vec<usize> {
    let reader = Reader { text, tokens };
    let mut ends = Vec::new();
    let mut start = from;
    let mut at = from;
    while at < tokens.len() {
        let Some(mark) = reader.end_mark(at) else {
            at += 1;
            continue;
        };
        let end = reader.closing(at + 1);
        if reader.ends_here(start, at, end, mark) {
            ends.push(end);
            start = end;
        }
        at = end;
    }
    if start < tokens.len() {
        ends.push(tokens.len());
    }
    ends
}

/// What may end a sentence.
#[derive(Clone, Copy, PartialEq, Eq)]
enum End {
    Stop,
    /// `!` or `?`
    Loud,
    Ellipsis,
    Abbreviation(Stop),
}

struct Reader<'a> {
    text: &'a str,
    tokens: &'a [Token],
}

impl<'a> Reader<'a> {
    fn word(&self, at: usize) -> &'a str {
        self.tokens.get(at).map_or("", |token| &self.text[token.span.clone()])
    }

    fn end_mark(&self, at: usize) -> Option<End> {
        let token = &self.tokens[at];
        let word = self.word(at);
        if token.kind == TokenKind::Word {
            return word.strip_suffix('.').and_then(stop_of).map(End::Abbreviation);
        }
        match word {
            "." => Some(End::Stop),
            "!" | "?" => Some(End::Loud),
            "…" => Some(End::Ellipsis),
            dots if dots.starts_with("..") => Some(End::Ellipsis),
            _ => None,
        }
    }

    /// Whether a token follows the one before it without a space.
    fn clings(&self, at: usize) -> bool {
        at > 0 && self.tokens[at].span.start == self.tokens[at - 1].span.end
    }

    /// The first token after the marks that cling to an end mark: quotes, brackets, `[2]`.
    fn closing(&self, mut at: usize) -> usize {
        while at < self.tokens.len() && self.clings(at) {
            match self.word(at) {
                "\"" | "”" | "’" | "'" | ")" | "]" | "»" | "''" | "." | "!" | "?" => at += 1,
                "[" if self.tokens.get(at + 1).is_some_and(|t| t.kind == TokenKind::Number)
                    && self.word(at + 2) == "]" =>
                {
                    at += 3;
                }
                _ => break,
            }
        }
        at
    }

    fn ends_here(&self, start: usize, mark_at: usize, end: usize, mark: End) -> bool {
        let Some(next) = self.tokens.get(end) else { return true };
        // "1. The first point": the number is not a sentence.
        if mark_at == start + 1 && self.tokens[start].kind == TokenKind::Number {
            return false;
        }
        let quoted = end > mark_at + 1;
        if self.clings(end) && !quoted {
            // "the war.The envoys": a space was forgotten.
            return mark == End::Stop
                && next.capital
                && mark_at > 0
                && self.word(mark_at - 1).len() > 3;
        }
        match mark {
            End::Abbreviation(Stop::Inside) => false,
            End::Abbreviation(Stop::BeforeNumber) => {
                next.kind != TokenKind::Number && self.can_begin(end)
            }
            End::Abbreviation(Stop::Weak) => {
                let first = end + usize::from(is_opening(self.word(end)));
                quoted && self.can_begin(end) || is_starter(self.word(first))
            }
            End::Loud if quoted => self.can_begin(end) && !self.speaking_follows(end),
            End::Stop | End::Loud | End::Ellipsis => self.can_begin(end),
        }
    }

    /// Whether a sentence can begin with a token.
    fn can_begin(&self, at: usize) -> bool {
        let Some(token) = self.tokens.get(at) else { return false };
        match token.kind {
            TokenKind::Word => {
                // Scripts without capitals begin with any letter.
                token.capital || !self.word(at).starts_with(char::is_lowercase)
            }
            TokenKind::Number => true,
            TokenKind::Mark => {
                let mark = self.word(at);
                is_opening(mark)
                    || matches!(mark, "$" | "€" | "£" | "@" | "#" | "•" | "…")
                    || (matches!(mark, "-" | "–" | "—" | "--" | "..." | "*")
                        && self.tokens.get(at + 1).is_some_and(|next| next.capital))
            }
        }
    }

    fn speaking_follows(&self, at: usize) -> bool {
        (at..at + 5).any(|at| SPEAKING.contains(&self.word(at)))
    }
}

fn is_opening(mark: &str) -> bool {
    matches!(mark, "\"" | "“" | "„" | "«" | "‘" | "'" | "(" | "[" | "``" | "¿" | "¡")
}
