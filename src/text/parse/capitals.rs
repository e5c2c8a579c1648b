//! Capitals that say nothing: headlines in title case, sentences in capitals throughout.
//!
//! ```text
//! Envoys Meet Lind In Vienna   →   envoys meet Lind in Vienna
//! NATO ENVOYS MEET LIND        →   NATO envoys meet Lind
//! ```
//!
//! They are read in lower case, but for words that the article writes with a capital inside a
//! sentence, names that the lexicon has, and, in title case, abbreviations.

use std::borrow::Cow;
use std::collections::HashMap;

use crate::article::{Article, ParagraphKind};
use crate::lexicon::lexicon;
use crate::text::{Sentence, Text, Token, TokenKind};

/// With fewer words, capitals may be an abbreviation or a place.
const FEWEST_IN_CAPITALS: usize = 4;

/// What an article's capitals say.
#[derive(Debug)]
pub(super) struct Capitals<'a> {
    article: &'a Article,
    text: &'a Text,
    /// Words with a capital where none is due, by their small letters; once they are asked for.
    names: Option<HashMap<String, &'a str>>,
}

impl<'a> Capitals<'a> {
    pub(super) fn new(article: &'a Article, text: &'a Text) -> Self {
        Self { article, text, names: None }
    }

    /// What to give the model for each token of a sentence.
    pub(super) fn forms(&mut self, sentence: &Sentence) -> Vec<Cow<'a, str>> {
        let (article, text) = (self.article, self.text);
        let tokens = &text.tokens[sentence.tokens.clone()];
        let shouted = !sentence.dateline && in_capitals(article, tokens);
        if !shouted && !in_title_case(article, sentence, tokens) {
            return tokens.iter().map(|token| Cow::Borrowed(token.text(article))).collect();
        }
        let names = self.names.get_or_insert_with(|| names_of(article, text));
        let mut forms: Vec<Cow<'a, str>> =
            tokens.iter().map(|token| plain(token.text(article), names, shouted)).collect();
        keep_known(article, tokens, shouted, &mut forms);
        forms
    }
}

/// Whether all letters of a sentence are capitals.
fn in_capitals(article: &Article, tokens: &[Token]) -> bool {
    let words = || tokens.iter().filter(|token| token.kind == TokenKind::Word);
    // Nearly all sentences are told by their first words.
    words().all(|token| is_capitals(token.text(article)))
        && words().filter(|token| token.text(article).chars().count() > 1).count()
            >= FEWEST_IN_CAPITALS
}

fn is_capitals(form: &str) -> bool {
    form.chars().filter(|c| c.is_alphabetic()).all(char::is_uppercase)
}

/// Whether a sentence is a headline or a heading whose capitals say nothing.
fn in_title_case(article: &Article, sentence: &Sentence, tokens: &[Token]) -> bool {
    let kind = article.paragraphs[sentence.paragraph].kind;
    if !matches!(kind, ParagraphKind::Headline | ParagraphKind::Heading) {
        return false;
    }
    // Short words are small in most title cases.
    let long = || {
        tokens.iter().skip(1).filter(|token| {
            token.kind == TokenKind::Word && token.text(article).chars().count() > 3
        })
    };
    let capitals = long().filter(|token| token.capital).count();
    capitals > 1 && capitals * 3 > long().count() * 2
}

/// The words that an article writes with a capital where none is due, by their small letters.
fn names_of<'a>(article: &'a Article, text: &Text) -> HashMap<String, &'a str> {
    let mut names = HashMap::new();
    for sentence in &text.sentences {
        let tokens = &text.tokens[sentence.tokens.clone()];
        if !article.paragraphs[sentence.paragraph].kind.is_prose() || in_capitals(article, tokens) {
            continue;
        }
        for (before, token) in tokens.iter().zip(tokens.iter().skip(1)) {
            // After a quotation mark or a colon, a sentence may begin.
            if token.capital && before.kind == TokenKind::Word {
                let form = token.text(article);
                names.entry(form.to_lowercase()).or_insert(form);
            }
        }
    }
    names
}

/// A word as running text would have it.
///
/// - `shouted`: all words of the sentence are in capitals.
fn plain<'a>(form: &'a str, names: &HashMap<String, &'a str>, shouted: bool) -> Cow<'a, str> {
    let small = form.to_lowercase();
    if let Some(&name) = names.get(&small) {
        return Cow::Borrowed(name);
    }
    // "I" and abbreviations: U.S., in title case EU, G7.
    let short = form == "I"
        || is_capitals(form) && (form.contains('.') || !shouted && form.chars().nth(1).is_some());
    if short { Cow::Borrowed(form) } else { Cow::Owned(small) }
}

/// Gives the names that the lexicon has their capitals back: "NORTH KOREA" is "North Korea",
/// "NATO" itself.
fn keep_known(article: &Article, tokens: &[Token], shouted: bool, forms: &mut [Cow<'_, str>]) {
    let names = &lexicon().names;
    let written: Vec<Cow<'_, str>> = tokens
        .iter()
        .map(|token| {
            let form = token.text(article);
            if shouted { Cow::Owned(capitalised(form)) } else { Cow::Borrowed(form) }
        })
        .collect();
    let mut at = 0;
    while at < forms.len() {
        let form = tokens[at].text(article);
        // Some abbreviations are words, too.
        let short = shouted
            && !matches!(form, "WHO" | "IS" | "AS" | "CAN" | "AID" | "ACT")
            && names.longest(|ahead| (ahead == 0).then_some(form)).is_some();
        if short {
            forms[at] = Cow::Owned(form.to_owned());
            at += 1;
            continue;
        }
        let known = names.longest(|ahead| written.get(at + ahead).map(|form| &**form));
        let words = known.map_or(0, |(words, _)| words);
        for (form, written) in forms[at..].iter_mut().zip(&written[at..]).take(words) {
            *form = Cow::Owned(written.to_string());
        }
        at += words.max(1);
    }
}

/// "KOREA" → "Korea".
fn capitalised(form: &str) -> String {
    let mut letters = form.chars();
    letters
        .next()
        .map_or_else(String::new, |first| first.to_string() + &letters.as_str().to_lowercase())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::article::read;

    #[test]
    fn capitals_that_say_nothing_are_lost() {
        let body = "\n\nEnvoys met Ana Lind in Vienna, as is the custom of old.\n";
        for (headline, plain) in [
            (
                "Envoys Meet Lind In Vienna After Talks Collapse",
                "envoys meet Lind in Vienna after talks collapse",
            ),
            ("EU Envoys Meet Lind Over G7 Plans", "EU envoys meet Lind over G7 plans"),
            ("North Korea Rejects Talks With Envoys", "North Korea rejects talks with envoys"),
            ("NATO ENVOYS MEET LIND IN VIENNA", "NATO envoys meet Lind in Vienna"),
            ("NORTH KOREA REJECTS TALKS", "North Korea rejects talks"),
            ("Envoys meet Lind in Oslo", "Envoys meet Lind in Oslo"),
        ] {
            let article = read(format!("{headline}{body}").as_bytes(), None).unwrap();
            let text = Text::new(&article);
            let forms = Capitals::new(&article, &text).forms(&text.sentences[0]);
            assert_eq!(forms.join(" "), plain, "{headline}");
        }
    }
}
