//! Article → sentences and tokens, with byte spans into the article's text.

use crate::diagnostic::Span;

/// The sentences of an article.
#[derive(Debug, Clone, Default)]
pub struct Text {
    /// In reading order; they do not overlap.
    pub sentences: Vec<Sentence>,
    /// In reading order; they do not overlap.
    pub tokens: Vec<Token>,
}

/// A sentence: a run of tokens within one paragraph.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Sentence {
    /// Where in the article's text; trimmed.
    pub span: Span,
    /// Index into [`crate::article::Article::paragraphs`].
    pub paragraph: usize,
    /// Range of indices into [`Text::tokens`].
    pub tokens: Span,
}

/// A word, a number or a mark.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Token {
    /// Where in the article's text.
    pub span: Span,
}
