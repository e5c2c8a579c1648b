//! Where the news was written: "KYIV, May 12 (Reuters) –", "MOSCOW, May 12. /TASS/.", "DOHA:".

use super::{Token, TokenKind};
use crate::article::printed;

/// A dateline has no more tokens.
const LONGEST: usize = 20;

/// How many tokens at the beginning of a paragraph are its dateline, what closes it included; 0 if
/// there is none.
///
/// Names and days alone stand in it: the town in capitals, or an agency in brackets or slashes. A
/// dash closes it, the agency's slash, or a colon after a town in capitals. After it a sentence
/// begins: "NATO – the alliance – said" is no dateline.
///
/// - `lead`: the paragraph begins the article. Later ones need town and agency both.
pub(super) fn length(text: &str, tokens: &[Token], lead: bool) -> usize {
    let word = |at: usize| tokens.get(at).map_or("", |token| &text[token.span.clone()]);
    let in_capitals = |at: usize| {
        let letters = word(at).chars().filter(|c| c.is_alphabetic());
        letters.clone().count() >= 2 && letters.clone().all(char::is_uppercase)
    };
    let (mut agency, mut slash) = (false, false);
    for at in 0..tokens.len().min(LONGEST) {
        let token = &tokens[at];
        let closed = match (token.kind, word(at)) {
            (TokenKind::Number, _) => false,
            // A finite verb would be in lower case; months, agencies and countries are not.
            (TokenKind::Word, name) => {
                let small = matches!(name, "of" | "de" | "al" | "the" | "and" | "a.m." | "p.m.");
                if !token.capital && printed::month(name).is_none() && (!small || at == 0) {
                    return 0;
                }
                // "DAMASCUS, SANA- Envoys"
                false
            }
            (_, "-" | "--" | "–" | "—") => {
                let before = at.checked_sub(1).map_or("", word);
                agency |= before == ")" || before == "/";
                // A hyphen inside a name has no space: "ADDIS-ABABA".
                // "FILE – " is under pictures.
                agency || in_capitals(0) && word(0) != "FILE"
            }
            (_, ":") => {
                in_capitals(0) && in_capitals(at.saturating_sub(1)) || word(at - at.min(1)) == ")"
            }
            (_, "/") => {
                // "JERUSALEM/CAIRO", "/TASS/"
                let closes = slash && at > 1 && word(at - 2) == "/";
                agency |= closes;
                slash = true;
                closes && word(at + 1) != "." && !matches!(word(at + 1), "-" | "--" | "–" | "—")
            }
            (_, ".") => agency && word(at - at.min(1)) == "/",
            (_, "," | "(" | ")") => false,
            _ => return 0,
        };
        if closed {
            return if begins(text, tokens, at + 1)
                && (in_capitals(0) || agency)
                && (lead || agency && in_capitals(0))
                && at > 0
            {
                at + 1
            } else {
                0
            };
        }
    }
    0
}

/// Whether a sentence begins with a token.
fn begins(text: &str, tokens: &[Token], at: usize) -> bool {
    tokens.get(at).is_some_and(|token| {
        let word = &text[token.span.clone()];
        token.capital
            || token.kind == TokenKind::Number
            || matches!(word, "\"" | "“" | "‘" | "'" | "«" | "„" | "$" | "€" | "£" | "@")
    })
}
