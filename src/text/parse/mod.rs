//! Sentences → parts of speech, dictionary forms and dependency trees.
//!
//! Capitals that say nothing are read in lower case (`capitals`). A word that the article has only
//! as a name is one at the beginning of a sentence too: where the model takes "Homs was shelled"
//! for a noun, it is asked again with a better-known name in its place.
//!
//! The model has learned from treebanks, which cut "30-day" into three words; it is given the same
//! [pieces](Piece), and what it says of them is gathered for each token.
//!
//! `join` takes apart what the parser is known to break (`titles`, `spoken`), `weekdays` hangs days
//! on their verbs, `mend` puts right what is broken all the same, `tree` finds the way about in the
//! result.

mod capitals;
pub(super) mod join;
mod mend;
mod spoken;
mod titles;
mod tree;
mod weekdays;

use std::borrow::Cow;
use std::collections::{HashMap, HashSet};

use super::model::{Analysis, Model, Scratch};
use super::pieces;
use super::{Text, Token, TokenKind};
use crate::article::Article;
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
            let mut words = sentence.of_tokens();
            mend::mend(&mut words);
            let tokens = sentence.tokens.iter().zip(&sentence.forms);
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
            for (token, form) in sentence.tokens.iter().zip(&sentence.forms) {
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

/// A name that the model knows.
const KNOWN_NAME: &str = "Vienna";

/// A sentence that the model has read.
struct Read<'a, 'm> {
    tokens: &'a [Token],
    /// What the model was given for each token.
    forms: Vec<Cow<'a, str>>,
    /// How many pieces each token has.
    counts: Vec<usize>,
    /// Of each piece.
    words: Vec<Analysis<'m>>,
}

impl<'a, 'm> Read<'a, 'm> {
    fn new(
        article: &Article,
        tokens: &'a [Token],
        forms: Vec<Cow<'a, str>>,
        model: &Model<'m>,
        scratch: &mut Scratch,
    ) -> Self {
        let lengths: Vec<_> =
            tokens.iter().map(|token| pieces::lengths(token.text(article))).collect();
        let parts: Vec<&str> = forms
            .iter()
            .zip(&lengths)
            .flat_map(|(form, lengths)| pieces::parts(form, lengths))
            .collect();
        let words = join::analyse(model, &parts, scratch);
        let counts = lengths.iter().map(Vec::len).collect();
        Self { tokens, forms, counts, words }
    }

    /// The first word, as a token and as a piece, if it is taken for no name in spite of its
    /// capital.
    fn doubtful(&self) -> Option<(usize, usize)> {
        let token = self.tokens.iter().position(|token| token.kind == TokenKind::Word)?;
        let piece: usize = self.counts[..token].iter().sum();
        let open = matches!(self.words[piece].upos, "NOUN" | "VERB" | "ADJ" | "ADV" | "X" | "INTJ");
        let capital = self.forms[token].starts_with(char::is_uppercase);
        (open && capital && self.counts[token] == 1).then_some((token, piece))
    }

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
    then: impl FnMut(&Read<'_, 'm>),
) {
    let mut scratch = Scratch::default();
    let mut capitals = capitals::Capitals::new(article, text);
    let mut all: Vec<Read<'_, 'm>> = Vec::with_capacity(text.sentences.len());
    for sentence in &text.sentences {
        let tokens = &text.tokens[sentence.tokens.clone()];
        let forms = capitals.forms(sentence);
        all.push(Read::new(article, tokens, forms, model, &mut scratch));
    }
    let names = names_only(&all);
    for read in &mut all {
        if let Some((token, piece)) = read.doubtful()
            && names.contains(&*read.forms[token])
        {
            let mut forms = read.forms.clone();
            forms[token] = Cow::Borrowed(KNOWN_NAME);
            let again = Read::new(article, read.tokens, forms, model, &mut scratch);
            if again.words[piece].upos == "PROPN" {
                read.words = again.words;
            }
        }
    }
    all.iter().for_each(then);
}

/// What is a name wherever it stands inside a sentence, and never in lower case, for the words
/// that begin a sentence and are taken for something else.
fn names_only(all: &[Read<'_, '_>]) -> HashSet<String> {
    let doubtful = |read: &Read<'_, '_>| read.doubtful().map(|(token, _)| token);
    // Whether each has been seen as a name, and as nothing else.
    let mut found: HashMap<&str, (bool, bool)> = all
        .iter()
        .filter_map(|read| Some((&*read.forms[doubtful(read)?], (false, true))))
        .collect();
    if found.is_empty() {
        return HashSet::new();
    }
    let small: HashMap<String, &str> =
        found.keys().map(|&form| (form.to_lowercase(), form)).collect();
    for read in all {
        let first = doubtful(read);
        let mut piece = 0;
        for (at, form) in read.forms.iter().enumerate() {
            let inside = at > 0 && read.tokens[at - 1].kind == TokenKind::Word;
            if let Some(seen) = found.get_mut(&**form) {
                if inside {
                    let name = read.words[piece].upos == "PROPN";
                    *seen = (seen.0 || name, seen.1 && name);
                }
            } else if first != Some(at)
                && let Some(&capital) = small.get(&**form)
                && let Some(seen) = found.get_mut(capital)
            {
                seen.1 = false;
            }
            piece += read.counts[at];
        }
    }
    let names = found.into_iter().filter(|(_, seen)| *seen == (true, true));
    names.map(|(form, _)| form.to_owned()).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::article::read;
    use crate::text::model::english;

    #[test]
    fn a_name_is_one_at_the_beginning_too() {
        let shelled = |text: &str| {
            let article = read(text.as_bytes(), None).unwrap();
            let text = Text::new(&article);
            let parse = Parse::new(&article, &text, english());
            assert_eq!(parse.words.len(), text.tokens.len());
            assert_eq!(parse.lemmas.len(), text.tokens.len());
            let at = text.tokens.iter().position(|token| token.is(&article, "Homs")).unwrap();
            (parse.words[at].upos, parse.lemmas[at].clone())
        };
        let name = ("PROPN", "Homs".to_owned());
        assert_eq!(shelled("Homs was shelled overnight. Envoys flew to Homs on Monday."), name);
        // Nothing tells.
        assert_eq!(shelled("Homs was shelled overnight. Envoys flew to Oslo.").0, "NOUN");
    }
}
