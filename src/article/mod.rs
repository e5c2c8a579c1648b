//! Bytes of an article → its text: headline, byline, day of publication, paragraphs.
//!
//! [`read`] looks at the bytes and takes them as HTML, Markdown or plain text. The result's
//! [`Article::text`] is what every later span and quote points into: for plain text the file
//! itself, for HTML and Markdown the words that a reader sees, paragraphs parted by a blank line.
//!
//! Nothing of the page is thrown away in silence that could be the article's: what is read but is
//! no reporting (share buttons, comment forms, teasers) stays as [`ParagraphKind::Boilerplate`]
//! where the text is the file itself. Time is linear in the bytes, whatever they are.

mod boilerplate;
mod encoding;
mod html;
mod markdown;
mod plain;
pub(crate) mod printed;
pub mod warc;

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
    /// Where in [`Article::text`]; trimmed, never empty.
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
    /// Who wrote it and when it came out.
    Byline,
    /// Part of the page, not of the article: share buttons, teasers, comment forms, a headline
    /// told twice.
    Boilerplate,
}

impl ParagraphKind {
    /// Whether it reports something: running text, items, captions.
    pub const fn is_prose(self) -> bool {
        matches!(self, Self::Body | Self::Item | Self::Caption)
    }
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

/// The largest article that is read, in bytes.
pub const LARGEST: usize = 16 << 20;

/// Why bytes are no article.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Unreadable {
    /// There is not one word in it.
    Empty,
    /// More than [`LARGEST`] bytes.
    TooLarge {
        /// How many there are.
        bytes: usize,
    },
    /// Holds NUL bytes: a picture, an archive, a program.
    Binary {
        /// The first NUL, in bytes from 0.
        at: usize,
    },
    /// A byte that the text's encoding does not know.
    BadByte {
        /// Where, in bytes from 0.
        at: usize,
        /// What stands there.
        byte: u8,
        /// The encoding it should have been in.
        encoding: &'static str,
    },
}

impl std::fmt::Display for Unreadable {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::Empty => f.write_str("there is no text in it"),
            Self::TooLarge { bytes } => {
                write!(f, "{bytes} bytes are too many for an article, the most is {LARGEST}")
            }
            Self::Binary { at } => write!(f, "it is no text: byte {at} is NUL"),
            Self::BadByte { at, byte, encoding } => {
                write!(f, "it is no {encoding} text: byte {at} is 0x{byte:02x}")
            }
        }
    }
}

impl std::error::Error for Unreadable {}

/// Reads an article from the bytes of a file or a page.
///
/// - `bytes`: in UTF-8, in UTF-16 with a byte order mark, or in what a page's `meta charset`
///   names; at most [`LARGEST`].
/// - `name`: the file's name or address, where there is one: `.md` makes it Markdown, `.html`
///   HTML, and a date in it (`/2025/05/12/`) is the last resort for the day of publication.
///
/// The day of publication is taken as it is printed: no time zone moves it.
///
/// ```
/// # use demarche::article::{read, ParagraphKind};
/// let article = read(b"Envoys meet in Vienna\n\nThe envoys met on Monday.\n\nShare :\n", None)?;
/// let kinds: Vec<_> = article.paragraphs.iter().map(|paragraph| paragraph.kind).collect();
/// assert_eq!(kinds, [ParagraphKind::Headline, ParagraphKind::Body, ParagraphKind::Boilerplate]);
/// # Ok::<(), demarche::article::Unreadable>(())
/// ```
pub fn read(bytes: &[u8], name: Option<&str>) -> Result<Article, Unreadable> {
    let text = encoding::decode(bytes)?;
    let mut article = if html::is_page(&text, name) {
        html::read(&text)
    } else if markdown::is_markdown(&text, name) {
        markdown::read(&text)
    } else {
        plain::read(text)
    };
    if article.paragraphs.is_empty() {
        return Err(Unreadable::Empty);
    }
    if article.published.is_none() {
        article.published = article.url.as_deref().or(name).and_then(|address| {
            let lead = article.paragraphs.iter().find(|p| p.kind == ParagraphKind::Body);
            let dateline = || printed::day_of_dateline(&article.text[lead?.span.clone()], address);
            printed::day_in_address(address)
                .map(|day| Published { day, by: PublishedBy::Url })
                .or_else(|| Some(Published { day: dateline()?, by: PublishedBy::Dateline }))
        });
    }
    Ok(article)
}
