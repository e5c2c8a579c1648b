//! Article → sentences and tokens, with byte spans into the article's text.
//!
//! ```text
//! KYIV, May 12 (Reuters) – "We won't wait," the U.S. envoy said on Sept. 30. He left.
//! |--- dateline --------|  |-- quotation --|                                |
//! |------- sentence 1 --|  |----------------- sentence 2 ------------------| |- 3 --|
//! ```
//!
//! Headlines, headings and items of lists are cut by the same rules as running text, but a
//! headline or a heading without an end mark at its end is one sentence. Boilerplate and bylines
//! have no sentences, unless all of a page is asked for.
//!
//! Nothing is normalised: a token is what stands in the article. Time is linear in the text.

mod abbreviations;
mod dateline;
pub mod model;
mod parse;
mod pieces;
mod quotations;
mod sentences;
mod tokens;

pub use parse::join::analyse;
pub use parse::{Parse, Piece};

use std::borrow::Cow;

use crate::article::{Article, ParagraphKind};
use crate::diagnostic::Span;

/// The sentences of an article.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Text {
    /// In reading order; they do not overlap.
    pub sentences: Vec<Sentence>,
    /// In reading order; they do not overlap.
    pub tokens: Vec<Token>,
    /// What stands between double quotation marks, the marks included; the outermost where they
    /// nest. A quotation that its paragraph does not close ends with the paragraph. In reading
    /// order; they do not overlap.
    pub quotations: Vec<Span>,
}

/// A sentence: a run of tokens within one paragraph.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Sentence {
    /// Where in the article's text; trimmed.
    pub span: Span,
    /// Index into [`Article::paragraphs`].
    pub paragraph: usize,
    /// Range of indices into [`Text::tokens`]; never empty.
    pub tokens: Span,
    /// It is "KYIV, May 12 (Reuters) –" before the first sentence: where the news was written.
    pub dateline: bool,
}

/// A word, a number or a mark.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Token {
    /// Where in the article's text.
    pub span: Span,
    /// What it is made of.
    pub kind: TokenKind,
    /// Begins with a capital letter.
    pub capital: bool,
}

/// What a token is made of.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum TokenKind {
    /// Letters, perhaps with digits, hyphens, full stops of an abbreviation: `cease-fire`, `U.S.`,
    /// `30-day`, `10th`, `n't`, `'s`.
    Word,
    /// Digits, with the marks inside them: `30`, `2,014`, `3.5`, `10:30`.
    Number,
    /// Anything else: one mark, or a run of the same dots or dashes.
    Mark,
}

impl Token {
    /// What stands in the article.
    pub fn text<'a>(&self, article: &'a Article) -> &'a str {
        &article.text[self.span.clone()]
    }

    /// What stands in the article, in lower case.
    pub fn lower<'a>(&self, article: &'a Article) -> Cow<'a, str> {
        let text = self.text(article);
        if text.chars().all(|c| c.is_lowercase() || !c.is_alphabetic()) {
            Cow::Borrowed(text)
        } else {
            Cow::Owned(text.to_lowercase())
        }
    }

    /// Whether it is that word, in any (ASCII) case.
    pub fn is(&self, article: &Article, word: &str) -> bool {
        self.text(article).eq_ignore_ascii_case(word)
    }
}

impl Text {
    /// Cuts an article into sentences and tokens.
    ///
    /// Every byte of its prose and headlines that is no white space lies in exactly one token, and
    /// every token in exactly one sentence.
    ///
    /// ```
    /// # use demarche::{article, text::Text};
    /// let article = article::read(b"Envoys met the U.S. on Sept. 30. It's over.", None)?;
    /// let text = Text::new(&article);
    /// let sentences: Vec<_> =
    ///     text.sentences.iter().map(|sentence| &article.text[sentence.span.clone()]).collect();
    /// assert_eq!(sentences, ["Envoys met the U.S. on Sept. 30.", "It's over."]);
    /// # Ok::<(), demarche::article::Unreadable>(())
    /// ```
    pub fn new(article: &Article) -> Self {
        Self::of(article, |kind| {
            !matches!(kind, ParagraphKind::Boilerplate | ParagraphKind::Byline)
        })
    }

    /// Cuts all that an article's page has to say, bylines and boilerplate too.
    pub fn whole(article: &Article) -> Self {
        Self::of(article, |_| true)
    }

    fn of(article: &Article, wanted: impl Fn(ParagraphKind) -> bool) -> Self {
        let mut text = Self::default();
        let mut lead = true;
        for (index, paragraph) in article.paragraphs.iter().enumerate() {
            if !wanted(paragraph.kind) {
                continue;
            }
            let first = text.tokens.len();
            tokens::cut(&article.text, &paragraph.span, &mut text.tokens);
            let tokens = &text.tokens[first..];
            quotations::find(&article.text, &paragraph.span, tokens, &mut text.quotations);
            let mut cut = |from: usize, to: usize, dateline: bool| {
                if from < to {
                    let span = tokens[from].span.start..tokens[to - 1].span.end;
                    let tokens = first + from..first + to;
                    text.sentences.push(Sentence { span, paragraph: index, tokens, dateline });
                }
            };
            // A question in bold, a lead taken for a headline: its end mark tells.
            let one = match paragraph.kind {
                ParagraphKind::Headline | ParagraphKind::Heading => {
                    !sentences::is_closed(&article.text, tokens)
                }
                ParagraphKind::Byline => true,
                _ => false,
            };
            if one {
                cut(0, tokens.len(), false);
                continue;
            }
            let mut from = dateline::length(&article.text, tokens, lead);
            lead = lead && paragraph.kind != ParagraphKind::Body;
            cut(0, from, true);
            for end in sentences::ends(&article.text, tokens, from) {
                cut(from, end, false);
                from = end;
            }
        }
        text
    }

    /// The quotation that a byte of the article lies in.
    pub fn quotation_at(&self, at: usize) -> Option<&Span> {
        let next = self.quotations.partition_point(|quotation| quotation.start <= at);
        self.quotations[..next].last().filter(|quotation| at < quotation.end)
    }

    /// The sentence that a byte of the article lies in, as an index into [`Text::sentences`].
    pub fn sentence_at(&self, at: usize) -> Option<usize> {
        let next = self.sentences.partition_point(|sentence| sentence.span.start <= at);
        next.checked_sub(1).filter(|&index| at < self.sentences[index].span.end)
    }
}

/// The words of a text as the treebanks cut them, in reading order: tokens and parts of tokens.
///
/// They are what [`Piece`] tells of, without the work of parsing.
pub fn word_spans(article: &Article, text: &Text) -> impl Iterator<Item = Span> {
    text.tokens.iter().flat_map(|token| {
        let mut start = token.span.start;
        pieces::lengths(token.text(article)).into_iter().map(move |length| {
            let span = start..start + length;
            start = span.end;
            span
        })
    })
}

#[cfg(test)]
mod tests;
