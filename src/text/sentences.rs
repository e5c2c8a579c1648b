//! Where the sentences of a paragraph end.
//!
//! An end mark, the closing marks that cling to it, and then something that can begin a sentence.
//! Full stops of abbreviations are part of their word and end a sentence only by the word's own
//! rule ([`Stop`]).

use super::abbreviations::{Stop, is_starter, stop_of};
use super::{Token, TokenKind};
use crate::article::printed;

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
        if at > start && reader.begins_anew(at) {
            ends.push(at);
            start = at;
        }
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

/// Whether the last sentence has an end mark; the full stop of an abbreviation is none.
pub(super) fn is_closed(text: &str, tokens: &[Token]) -> bool {
    let reader = Reader { text, tokens };
    let closing = |at: &usize| {
        matches!(reader.word(*at), "\"" | "”" | "’" | "'" | ")" | "]" | "»" | "''" | "’’")
    };
    let last = (0..tokens.len()).rev().find(|at| !closing(at));
    last.and_then(|at| reader.end_mark(at))
        .is_some_and(|mark| matches!(mark, End::Stop | End::Loud | End::Ellipsis))
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
            loud if loud.starts_with(['!', '?']) => Some(End::Loud),
            "…" => Some(End::Ellipsis),
            dots if dots.starts_with("..") => Some(End::Ellipsis),
            _ => None,
        }
    }

    /// Whether a token follows the one before it without a space.
    fn clings(&self, at: usize) -> bool {
        at > 0 && self.tokens[at].span.start == self.tokens[at - 1].span.end
    }

    /// The first token after the marks that cling to an end mark: quotes, brackets; and after
    /// footnote marks, which may stand apart: `[2]`.
    fn closing(&self, mut at: usize) -> usize {
        while at < self.tokens.len() {
            if let Some(length) = self.footnote(at) {
                at += length;
                continue;
            }
            let closes = matches!(
                self.word(at),
                "\"" | "”" | "’" | "'" | ")" | "]" | "»" | "''" | "’’" | "." | "!" | "?" | "…"
            );
            // German closes with what English opens with.
            let german =
                self.word(at) == "“" && !(at + 1 < self.tokens.len() && self.clings(at + 1));
            if !(closes || german) || !self.clings(at) {
                break;
            }
            at += 1;
        }
        at
    }

    /// How many tokens a footnote mark has: `[2]`, `[note 1]`, `[citation needed]`.
    fn footnote(&self, at: usize) -> Option<usize> {
        if self.word(at) != "[" {
            return None;
        }
        let is_number =
            |at| self.tokens.get(at).is_some_and(|t: &Token| t.kind == TokenKind::Number);
        let length = match self.word(at + 1) {
            "citation" | "clarification" => 4,
            "note" if is_number(at + 2) => 4,
            _ if is_number(at + 1) => 3,
            _ => return None,
        };
        (self.word(at + length - 1) == "]").then_some(length)
    }

    /// Whether a sentence begins that nothing before it announces: "• An item", "Photo: A. Lind".
    fn begins_anew(&self, at: usize) -> bool {
        match self.word(at) {
            "•" | "●" | "▪" | "◦" | "‣" => !self.clings(at),
            "Credit" | "Image" | "Photo" | "Photograph" | "Picture" => {
                self.word(at + 1) == ":" && !is_opening(self.word(at - 1))
            }
            _ => false,
        }
    }

    fn ends_here(&self, start: usize, mark_at: usize, end: usize, mark: End) -> bool {
        let Some(next) = self.tokens.get(end) else { return true };
        // "1. The first point", "A. The first point": the number is not a sentence.
        if mark_at == start + 1 && self.tokens[start].kind == TokenKind::Number
            || mark_at == start && matches!(mark, End::Abbreviation(_))
        {
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
            End::Abbreviation(Stop::Inside | Stop::Number) => false,
            End::Abbreviation(Stop::BeforeNumber) => {
                next.kind != TokenKind::Number && self.can_begin(end)
            }
            End::Abbreviation(Stop::Weak) => {
                let first = end + usize::from(is_opening(self.word(end)));
                quoted && self.can_begin(end)
                    || self.starter(first)
                    || self.ends_hour(mark_at) && next.capital && !self.completes_hour(end)
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
                // So does "@name"; an address does not tell.
                token.capital
                    || !self.word(at).starts_with(char::is_lowercase)
                    || self.is_address(at)
            }
            TokenKind::Number => true,
            TokenKind::Mark => {
                let mark = self.word(at);
                is_opening(mark)
                    || matches!(mark, "$" | "€" | "£" | "@" | "#" | "•" | "…" | "[...]" | "[…]")
                    || (matches!(mark, "-" | "–" | "—" | "--" | "..." | "*")
                        && self.tokens.get(at + 1).is_some_and(|next| next.capital))
            }
        }
    }

    fn is_address(&self, at: usize) -> bool {
        let word = self.word(at);
        word.starts_with("www.") || word.starts_with("http") && word.contains("://")
    }

    /// Whether a word begins a sentence far more often than a name: not "Under Secretary".
    fn starter(&self, at: usize) -> bool {
        let next = || self.word(at + 1);
        match self.word(at) {
            "Under" => !next().starts_with("Secretar") && next() != "-",
            "Under-Secretary" => false,
            word => is_starter(word),
        }
    }

    /// Whether a word is the "p.m." of an hour.
    fn ends_hour(&self, at: usize) -> bool {
        matches!(self.word(at), "a.m." | "p.m." | "A.M." | "P.M.")
            && at > 0
            && self.tokens[at - 1].kind == TokenKind::Number
    }

    /// Whether an hour goes on: "6 p.m. Monday", "6 p.m. EST", "6 p.m. Moscow time".
    fn completes_hour(&self, at: usize) -> bool {
        let word = self.word(at);
        let time = |at| matches!(self.word(at), "time" | "Time");
        word.strip_suffix("day").is_some_and(|day| {
            matches!(day, "Mon" | "Tues" | "Wednes" | "Thurs" | "Fri" | "Satur" | "Sun")
        }) || printed::month(word.trim_end_matches('.')).is_some()
            || word.len() > 1 && word.len() <= 5 && word.bytes().all(|b| b.is_ascii_uppercase())
            || matches!(word, "Eastern" | "Central" | "Pacific" | "Mountain" | "Greenwich")
            || time(at + 1)
            || time(at + 2)
    }

    fn speaking_follows(&self, at: usize) -> bool {
        (at..at + 5).any(|at| SPEAKING.contains(&self.word(at)))
    }
}

fn is_opening(mark: &str) -> bool {
    matches!(
        mark,
        "\"" | "“"
            | "„"
            | "«"
            | "‘"
            | "'"
            | "''"
            | "‘’"
            | "‘‘"
            | "("
            | "["
            | "``"
            | "¿"
            | "¡"
    )
}
