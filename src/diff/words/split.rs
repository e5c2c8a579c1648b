//! A text cut into words, sentences and paragraphs, as far as comparing two versions needs it.
//!
//! What matters here is that both versions are cut alike, not that every full stop is understood.

use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

use crate::diagnostic::Span;
use crate::diff::fields::plain_mark;
use crate::diff::stable_hash;

/// A word, a number or a mark.
#[derive(Debug, Clone)]
pub(super) struct Token {
    /// Where in the text.
    pub(super) span: Span,
    /// Equal for words that are the same but for the style of their marks.
    pub(super) key: u64,
    /// A word or a number, no mark.
    pub(super) is_word: bool,
}

/// A run of tokens that says something.
#[derive(Debug, Clone)]
pub(super) struct Sentence {
    /// Range of indices into the tokens.
    pub(super) tokens: Span,
    /// Which paragraph, from 0.
    pub(super) paragraph: usize,
}

/// A text cut up.
#[derive(Debug)]
pub(super) struct Split<'t> {
    pub(super) text: &'t str,
    pub(super) tokens: Vec<Token>,
    pub(super) sentences: Vec<Sentence>,
}

/// A sentence of so many tokens is no sentence: it is cut where its own words say, so that the
/// cuts fall alike in two versions.
const LONG: usize = 256;
const LONGEST: usize = 512;

/// Words before a full stop that does not end a sentence.
const ABBREVIATIONS: [&str; 15] = [
    "Mr", "Mrs", "Ms", "Dr", "Prof", "Gen", "Col", "Lt", "Sgt", "Capt", "Sen", "Rep", "Gov", "St",
    "vs",
];

impl<'t> Split<'t> {
    pub(super) fn new(text: &'t str) -> Self {
        let tokens = tokens(text);
        let mut sentences = Vec::new();
        let (mut start, mut paragraph) = (0, 0);
        for at in 0..tokens.len() {
            let gap = match tokens.get(at + 1) {
                Some(next) => &text[tokens[at].span.end..next.span.start],
                None => "",
            };
            let new_paragraph = gap.matches('\n').count() > 1;
            let length = at + 1 - start;
            let cut = length >= LONGEST || (length >= LONG && tokens[at].key.is_multiple_of(32));
            if new_paragraph || at + 1 == tokens.len() || cut || ends(text, &tokens, at, start) {
                sentences.push(Sentence { tokens: start..at + 1, paragraph });
                start = at + 1;
            }
            paragraph += usize::from(new_paragraph);
        }
        Self { text, tokens, sentences }
    }

    /// The bytes of a run of tokens, which is not empty.
    pub(super) fn bytes(&self, tokens: &Span) -> Span {
        self.tokens[tokens.start].span.start..self.tokens[tokens.end - 1].span.end
    }

    /// The words of some tokens.
    pub(super) fn slice(&self, tokens: &Span) -> &'t str {
        if tokens.is_empty() { "" } else { &self.text[self.bytes(tokens)] }
    }
}

/// Whether a sentence ends after the token `at`.
fn ends(text: &str, tokens: &[Token], at: usize, start: usize) -> bool {
    let word = |at: usize| &text[tokens[at].span.clone()];
    let closes = |at: usize| matches!(word(at), "\"" | "'" | "”" | "’" | ")" | "]" | "»");
    let Some(next) = tokens.get(at + 1) else { return true };
    if tokens[at].span.end == next.span.start {
        return false;
    }
    // The full stop may stand before closing quotes.
    let mut stop = at;
    while stop > start && closes(stop) {
        stop -= 1;
    }
    if !matches!(word(stop), "." | "!" | "?" | "…") {
        return false;
    }
    let goes_on = word(at + 1).chars().next().is_some_and(char::is_lowercase);
    let abbreviated = word(stop) == "." && stop > start && {
        let before = word(stop - 1);
        let adjacent = tokens[stop - 1].span.end == tokens[stop].span.start;
        let initial = before.chars().count() == 1 && before.chars().all(char::is_uppercase);
        let dotted = before.contains('.') && before.chars().any(char::is_alphabetic);
        adjacent && (initial || dotted || ABBREVIATIONS.contains(&before))
    };
    !goes_on && !abbreviated
}

fn tokens(text: &str) -> Vec<Token> {
    let is_word = |c: char| c.is_alphanumeric() || is_combining_mark(c) || c == '\u{ad}';
    let joins = |c: char| matches!(plain_mark(c), '\'' | '-' | '.' | ',' | ':');
    let mut tokens = Vec::new();
    let mut letters = text.char_indices().peekable();
    while let Some((start, first)) = letters.next() {
        if first.is_whitespace() || matches!(first, '\u{200b}' | '\u{feff}') {
            continue;
        }
        let mut end = start + first.len_utf8();
        if is_word(first) {
            while let Some(&(at, c)) = letters.peek() {
                let mut after = text[at + c.len_utf8()..].chars();
                let (next, then) = (after.next(), after.next());
                // Inside a word: an apostrophe, a hyphen, a decimal point; not before `'s`.
                let inside = joins(c) && !is_dash(c) && next.is_some_and(is_word);
                let genitive =
                    plain_mark(c) == '\'' && next == Some('s') && !then.is_some_and(is_word);
                if !is_word(c) && (!inside || genitive) {
                    break;
                }
                end = at + c.len_utf8();
                letters.next();
            }
        }
        tokens.push(Token {
            key: key(&text[start..end]),
            span: start..end,
            is_word: is_word(first),
        });
    }
    tokens
}

/// A dash that parts words even without spaces.
fn is_dash(c: char) -> bool {
    matches!(c, '–' | '—' | '―')
}

fn key(word: &str) -> u64 {
    if word.is_ascii() {
        return stable_hash(word);
    }
    let plain: String = word.nfc().filter(|c| *c != '\u{ad}').map(plain_mark).collect();
    stable_hash(plain.as_str())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn sentences(text: &str) -> Vec<&str> {
        let split = Split::new(text);
        split.sentences.iter().map(|sentence| split.slice(&sentence.tokens)).collect()
    }

    #[test]
    fn a_sentence_ends_where_the_next_one_begins() {
        for (text, expected) in [
            ("", vec![]),
            ("One. Two.", vec!["One.", "Two."]),
            ("He said: “No.” She left.", vec!["He said: “No.”", "She left."]),
            (
                "Mr. Smith met J. Doe of the U.S. Navy.",
                vec!["Mr. Smith met J. Doe of the U.S. Navy."],
            ),
            ("It fell by 3.5 points. A lot", vec!["It fell by 3.5 points.", "A lot"]),
            (
                "A headline\n\nA sentence\nover two lines.",
                vec!["A headline", "A sentence\nover two lines."],
            ),
            ("It was late… and dark.", vec!["It was late… and dark."]),
        ] {
            assert_eq!(sentences(text), expected, "{text}");
        }
    }

    #[test]
    fn a_text_without_sentences_is_cut_all_the_same() {
        let text = "word after word ".repeat(5000);
        let split = Split::new(&text);
        assert!(split.sentences.iter().all(|sentence| sentence.tokens.len() <= LONGEST));
    }
}
