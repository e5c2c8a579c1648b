//! Where the news was written: "KYIV, May 12 (Reuters) –".

use super::{Token, TokenKind};
use crate::article::printed;

/// A dateline has no more tokens.
const LONGEST: usize = 18;

/// How many tokens at the beginning of a paragraph are its dateline, the dash included; 0 if
/// there is none.
///
/// The town is in capitals, or an agency stands in brackets before the dash. After it a sentence
/// begins: "NATO – the alliance – said" is no dateline.
pub(super) fn length(text: &str, tokens: &[Token]) -> usize {
    let word = |token: &Token| &text[token.span.clone()];
    let is_dash = |token: &Token| matches!(word(token), "-" | "--" | "–" | "—");
    let Some(dash) = tokens.iter().take(LONGEST).position(is_dash) else { return 0 };
    let Some(next) = tokens.get(dash + 1) else { return 0 };
    let before = &tokens[..dash];
    let opens = |token: &Token| {
        token.capital || token.kind != TokenKind::Word && matches!(word(token), "\"" | "“" | "‘")
    };
    if before.is_empty() || !opens(next) {
        return 0;
    }
    let agency = before.last().is_some_and(|token| word(token) == ")");
    let town_end = before
        .iter()
        .position(|token| matches!(word(token), "," | "(" | "/"))
        .unwrap_or(before.len());
    let mut words = before[..town_end].iter().filter(|token| token.kind == TokenKind::Word);
    let in_capitals = |token: &Token| {
        let letters = word(token).chars().filter(|c| c.is_alphabetic());
        letters.clone().count() >= 2 && letters.clone().all(char::is_uppercase)
    };
    let first_in_capitals = before.first().is_some_and(in_capitals);
    let town = words.all(|token| token.capital);
    // A finite verb would be in lower case; months, agencies and countries are not.
    let names_only = before.iter().all(|token| {
        token.kind != TokenKind::Word
            || token.capital
            || printed::month(word(token)).is_some()
            || matches!(word(token), "of" | "de" | "al" | "the" | "and")
    });
    let marks = before.iter().all(|token| {
        token.kind != TokenKind::Mark || matches!(word(token), "," | "(" | ")" | "." | "/")
    });
    if town && names_only && marks && before[0].capital && (agency || first_in_capitals) {
        dash + 1
    } else {
        0
    }
}
