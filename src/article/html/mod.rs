//! A page → the article on it.
//!
//! - `stream`: the page's blocks of text and metadata, in one pass over its tags; no tree is built,
//!   so nesting costs nothing
//! - `choose`: which blocks are the article
//! - `metadata`: headline, author, publisher, address and day from `meta`, `time` and JSON-LD
//! - `entities`: `&ldquo;` → “
//!
//! Time and memory are linear in the page, whatever its tags.

mod choose;
mod entities;
mod metadata;
mod stream;

use super::{Article, Paragraph, ParagraphKind, plain};
use stream::{Block, Tag};

/// Whether a text is a page, by its name or else by how it begins.
pub(super) fn is_page(text: &str, name: Option<&str>) -> bool {
    let named =
        name.and_then(|name| name.rsplit_once('.')).map(|(_, end)| end.to_ascii_lowercase());
    match named.as_deref() {
        Some("html" | "htm" | "xhtml") => return true,
        Some("txt" | "md" | "markdown") => return false,
        _ => {}
    }
    let Some(tag) = text.trim_start().strip_prefix('<') else { return false };
    let name: String = tag.chars().take(9).take_while(|c| !matches!(c, '>' | ' ' | '\n')).collect();
    let name = name.to_ascii_lowercase();
    let known = [
        "!doctype", "!--", "?xml", "html", "head", "body", "article", "main", "section", "div",
        "meta", "title", "p", "h1", "h2",
    ];
    known.iter().any(|known| name == *known || (name.starts_with("!--") && *known == "!--"))
}

/// Reads a page.
pub(super) fn read(text: &str) -> Article {
    let page = stream::read(text);
    let chosen = choose::blocks(&page);
    let meta = metadata::read(&page, chosen.article);
    let mut article = Article {
        author: meta.author,
        publisher: meta.publisher,
        url: meta.url,
        published: meta.published,
        ..Article::default()
    };
    let headline = chosen.headline.map(|block| block.text.clone()).or(meta.headline);
    if let Some(headline) = headline {
        push(&mut article, &headline, ParagraphKind::Headline);
        article.headline = Some(headline);
    }
    for block in &chosen.blocks {
        push(&mut article, &block.text, kind(block));
    }
    plain::finish(article)
}

fn kind(block: &Block) -> ParagraphKind {
    match block.tag {
        Tag::Headline | Tag::Heading => ParagraphKind::Heading,
        Tag::Item => ParagraphKind::Item,
        Tag::Caption => ParagraphKind::Caption,
        Tag::Paragraph | Tag::Other => ParagraphKind::Body,
    }
}

/// Appends a paragraph, a blank line before it.
fn push(article: &mut Article, words: &str, kind: ParagraphKind) {
    if words.is_empty() {
        return;
    }
    if !article.text.is_empty() {
        article.text.push_str("\n\n");
    }
    let start = article.text.len();
    article.text.push_str(words);
    article.paragraphs.push(Paragraph { span: start..article.text.len(), kind });
}

#[cfg(test)]
mod tests;
