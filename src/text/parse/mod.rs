//! Sentences → parts of speech, dictionary forms and dependency trees.
//!
//! A headline in title case hides its names: it is read in lower case, but for words that the
//! article writes with a capital inside a sentence.
//!
//! ```text
//! Envoys Meet Lind In Vienna   →   envoys meet Lind in Vienna
//! ```
//!
//! The model has learned from treebanks, which cut "30-day" into three words; it is given the same
//! [pieces](Piece), and what it says of them is gathered for each token.
//!
//! `join` takes apart what the parser is known to break, `tree` finds the way about in the result.

pub(crate) mod join;
mod tree;

use std::borrow::Cow;
use std::collections::BTreeMap;

use super::model::{Analysis, Model, Scratch};
use super::pieces;
use super::{Sentence, Text, Token, TokenKind};
use crate::article::{Article, ParagraphKind};
use crate::diagnostic::Span;

/// What the model says of every token of a text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Parse<'m> {
    /// One for each of [`Text::tokens`]; heads count from 1 within the sentence, 0 is the root.
    pub words: Vec<Analysis<'m>>,
    /// Dictionary forms, one for each token.
    pub lemmas: Vec<String>,
    tree: tree::Tree,
}

impl<'m> Parse<'m> {
    /// Parses every sentence of a text.
    ///
    /// ```
    /// # use demarche::{article, text::{Parse, Text, model::english}};
    /// let article = article::read(b"Envoys held talks in Vienna.", None)?;
    /// let text = Text::new(&article);
    /// let parse = Parse::new(&article, &text, english());
    /// let held = &parse.words[1];
    /// assert_eq!((held.upos, held.head, parse.lemmas[1].as_str()), ("VERB", 0, "hold"));
    /// let talks = &parse.words[2];
    /// assert_eq!((talks.relation, talks.head), ("obj", 2));
    /// # Ok::<(), demarche::article::Unreadable>(())
    /// ```
    pub fn new(article: &Article, text: &Text, model: &Model<'m>) -> Self {
        let mut parse = Self {
            words: Vec::with_capacity(text.tokens.len()),
            lemmas: Vec::with_capacity(text.tokens.len()),
            tree: tree::Tree::default(),
        };
        each_sentence(article, text, model, |sentence| {
            let words = sentence.of_tokens();
            let tokens = sentence.tokens.iter().zip(sentence.forms);
            parse.lemmas.extend(tokens.zip(&words).map(|((token, form), word)| {
                // A name keeps the capital that a headline gave it.
                let form = if word.upos == "PROPN" { token.text(article) } else { form };
                model.lemma(form, word)
            }));
            parse.words.extend(words);
        });
        let sentences = text.sentences.iter().map(|sentence| sentence.tokens.clone());
        parse.tree = tree::Tree::new(&parse.words, sentences);
        parse
    }
}

/// A word as the treebanks have it: a token or a part of one (`30`, `-`, `day`).
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Piece<'m> {
    /// Where in the article's text.
    pub span: Span,
    /// The head counts pieces of the sentence from 1.
    pub word: Analysis<'m>,
    /// Dictionary form.
    pub lemma: String,
}

impl<'m> Piece<'m> {
    /// Parses every sentence of a text, each cut into pieces as the treebanks cut it.
    ///
    /// ```
    /// # use demarche::{article, text::{Piece, Text, model::english}};
    /// let article = article::read(b"It is a 30-day truce.", None)?;
    /// let sentences = Piece::all(&article, &Text::new(&article), english());
    /// let words: Vec<_> = sentences[0].iter().map(|p| &article.text[p.span.clone()]).collect();
    /// assert_eq!(words, ["It", "is", "a", "30", "-", "day", "truce", "."]);
    /// # Ok::<(), demarche::article::Unreadable>(())
    /// ```
    pub fn all(article: &Article, text: &Text, model: &Model<'m>) -> Vec<Vec<Self>> {
        let mut all = Vec::with_capacity(text.sentences.len());
        each_sentence(article, text, model, |sentence| {
            let mut at = 0;
            let mut found = Vec::with_capacity(sentence.words.len());
            for (token, form) in sentence.tokens.iter().zip(sentence.forms) {
                let mut start = token.span.start;
                // A headline's small letters may be longer or shorter than its capitals.
                let written = pieces::lengths(token.text(article));
                for (&length, part) in written.iter().zip(pieces::parts(form, &written)) {
                    let word = sentence.words[at];
                    let span = start..start + length;
                    (start, at) = (span.end, at + 1);
                    let form =
                        if word.upos == "PROPN" { &article.text[span.clone()] } else { part };
                    found.push(Self { span, word, lemma: model.lemma(form, &word) });
                }
            }
            all.push(found);
        });
        all
    }
}

/// A sentence that the model has read.
struct Read<'a, 'm> {
    tokens: &'a [Token],
    /// What the model was given for each token.
    forms: &'a [Cow<'a, str>],
    /// How many pieces each token has.
    counts: &'a [usize],
    /// Of each piece.
    words: Vec<Analysis<'m>>,
}

impl<'m> Read<'_, 'm> {
    /// What the model says of whole tokens: of the piece nearest to the root that each has, which
    /// hangs on the token of that piece's head. Nearer to the root at each step, it is a tree.
    fn of_tokens(&self) -> Vec<Analysis<'m>> {
        if self.words.len() == self.tokens.len() {
            return self.words.clone();
        }
        let depths = depths(&self.words);
        let owners: Vec<usize> = self
            .counts
            .iter()
            .enumerate()
            .flat_map(|(token, &count)| std::iter::repeat_n(token, count))
            .collect();
        let mut at = 0;
        self.counts
            .iter()
            .map(|&count| {
                let best = (at..at + count).min_by_key(|&piece| depths[piece]);
                at += count;
                let mut word = self.words[best.expect("a token has a piece")];
                if word.head > 0 {
                    word.head = owners[word.head - 1] + 1;
                }
                word
            })
            .collect()
    }
}

/// How far each word is from the root of its tree.
fn depths(words: &[Analysis<'_>]) -> Vec<usize> {
    let mut depths = vec![0; words.len() + 1];
    let mut path = Vec::new();
    for mut at in 1..=words.len() {
        while at > 0 && depths[at] == 0 {
            path.push(at);
            at = words[at - 1].head;
        }
        while let Some(child) = path.pop() {
            depths[child] = depths[words[child - 1].head] + 1;
        }
    }
    depths.remove(0);
    depths
}

fn each_sentence<'m>(
    article: &Article,
    text: &Text,
    model: &Model<'m>,
    mut then: impl FnMut(&Read<'_, 'm>),
) {
    let mut scratch = Scratch::default();
    let mut names = None;
    for sentence in &text.sentences {
        let tokens = &text.tokens[sentence.tokens.clone()];
        let forms: Vec<Cow<'_, str>> = if is_headline(article, sentence, tokens) {
            let names = names.get_or_insert_with(|| names_of(article, text));
            tokens.iter().map(|token| plain(token.text(article), names)).collect()
        } else {
            tokens.iter().map(|token| Cow::Borrowed(token.text(article))).collect()
        };
        let mut counts = Vec::with_capacity(tokens.len());
        let mut parts: Vec<&str> = Vec::with_capacity(tokens.len());
        for (token, form) in tokens.iter().zip(&forms) {
            let lengths = pieces::lengths(token.text(article));
            counts.push(lengths.len());
            parts.extend(pieces::parts(form, &lengths));
        }
        let words = join::analyse(model, &parts, &mut scratch);
        then(&Read { tokens, forms: &forms, counts: &counts, words });
    }
}

/// Whether a sentence is a headline or a heading whose capitals say nothing.
fn is_headline(article: &Article, sentence: &Sentence, tokens: &[Token]) -> bool {
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
fn names_of<'a>(article: &'a Article, text: &Text) -> BTreeMap<String, &'a str> {
    let mut names = BTreeMap::new();
    for sentence in &text.sentences {
        if !article.paragraphs[sentence.paragraph].kind.is_prose() {
            continue;
        }
        let tokens = &text.tokens[sentence.tokens.clone()];
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

/// A word of a headline as running text would have it.
fn plain<'a>(form: &'a str, names: &BTreeMap<String, &'a str>) -> Cow<'a, str> {
    let small = form.to_lowercase();
    if let Some(&name) = names.get(&small) {
        return Cow::Borrowed(name);
    }
    // "I" and abbreviations: U.S., EU.
    let mut letters = form.chars().filter(|c| c.is_alphabetic());
    if form == "I" || form.contains('.') && letters.all(char::is_uppercase) {
        return Cow::Borrowed(form);
    }
    Cow::Owned(small)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::article::read;
    use crate::text::model::english;

    #[test]
    fn headlines_lose_capitals_that_say_nothing() {
        let article = read(
            b"Envoys Meet Lind In Vienna After Talks Collapse\n\nEnvoys met Ana Lind in Vienna.\n",
            None,
        )
        .unwrap();
        let text = Text::new(&article);
        let names = names_of(&article, &text);
        let tokens = &text.tokens[text.sentences[0].tokens.clone()];
        let forms: Vec<_> =
            tokens.iter().map(|token| plain(token.text(&article), &names).into_owned()).collect();
        assert_eq!(forms.join(" "), "envoys meet Lind in Vienna after talks collapse");
        let parse = Parse::new(&article, &text, english());
        assert_eq!(parse.words.len(), text.tokens.len());
        assert_eq!(parse.lemmas.len(), text.tokens.len());
        assert_eq!(parse.words[1].upos, "VERB");
    }
}
