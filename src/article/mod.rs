//! Bytes of an article → its text: headline, byline, day of publication, paragraphs.
//!
//! [`read`] looks at the bytes and takes them as HTML, Markdown or plain text. The result's
//! [`Article::text`] is what every later span and quote points into: for plain text the file
//! itself, for HTML and Markdown the words that a reader sees, paragraphs parted by a blank line.

use crate::calendar::NaiveDate;
use crate::diagnostic::Span;

/// An article as a reader sees it.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Article {
    /// The words, in which all spans lie.
    pub text: String,
    /// Headline, subheads, body, captions in reading order; they do not overlap.
    pub paragraphs: Vec<Paragraph>,
    /// The headline, from metadata or the first paragraph.
    pub headline: Option<String>,
    /// Who wrote it.
    pub author: Option<String>,
    /// Who published it.
    pub publisher: Option<String>,
    /// Where it stands on the web.
    pub url: Option<String>,
    /// The day it came out, as printed, and how we know.
    pub published: Option<Published>,
}

/// A block of text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Paragraph {
    /// Where in [`Article::text`].
    pub span: Span,
    /// What kind of block.
    pub kind: ParagraphKind,
}

/// What a block of text is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum ParagraphKind {
    /// The headline of the article.
    Headline,
    /// A heading inside it.
    Heading,
    /// Running text.
    Body,
    /// An item of a list.
    Item,
    /// Under a picture.
    Caption,
}

/// The day of publication.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Published {
    /// The day as printed; no hours, no time zone.
    pub day: NaiveDate,
    /// How we know.
    pub by: PublishedBy,
}

/// How the day of publication is known, the most trusted first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum PublishedBy {
    /// Given on the command line.
    Given,
    /// `datePublished` in JSON-LD.
    JsonLd,
    /// A `meta` or `time` element, or the front matter of a Markdown file.
    Metadata,
    /// A date in the byline or dateline.
    Dateline,
    /// A date in the address.
    Url,
    /// The only full date near the top of the text.
    Text,
}
