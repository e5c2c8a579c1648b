//! One pass over the tags of a page: its blocks of text, and its metadata.
//!
//! Elements are known by their number in the page; all that lies in an element has a number
//! between its own and its end. That is enough to tell what contains what without a tree.

use std::cell::RefCell;
use std::rc::Rc;

use lol_html::html_content::{Element as Tagged, EndTag, TextChunk, TextType};
use lol_html::{HtmlRewriter, MemorySettings, Settings, doc_text, element};

use super::entities;

/// What the tokenizer may use for its stack of open tags, in bytes. A page of honest nesting needs
/// a thousandth; one that wants more is read up to there.
const MEMORY: usize = 64 << 20;
/// What is kept of JSON-LD, in bytes.
const JSON_LD: usize = 1 << 20;

/// A page.
#[derive(Debug, Default)]
pub(super) struct Page {
    /// In reading order.
    pub(super) blocks: Vec<Block>,
    /// By number.
    pub(super) elements: Vec<Element>,
    /// `meta` by `property`, `name` or `itemprop` in lower case, in the order of the page.
    pub(super) meta: Vec<(String, String)>,
    /// `time` elements.
    pub(super) times: Vec<Time>,
    /// `link rel=canonical`.
    pub(super) canonical: Option<String>,
    /// `title`.
    pub(super) title: String,
    /// Scripts of JSON-LD.
    pub(super) json_ld: Vec<String>,
}

/// An element that is no inline markup.
#[derive(Debug)]
pub(super) struct Element {
    /// The element around it; the first one is around itself.
    pub(super) parent: usize,
    /// The number after the last one inside it.
    pub(super) end: usize,
}

/// A run of text between two tags that break lines.
#[derive(Debug, Clone)]
pub(super) struct Block {
    /// Entities decoded, white space made one.
    pub(super) text: String,
    /// How many bytes of it are links.
    pub(super) linked: usize,
    pub(super) tag: Tag,
    /// The innermost element it lies in.
    pub(super) element: usize,
    /// The innermost `article` it lies in.
    pub(super) article: Option<usize>,
    /// It lies in `main`.
    pub(super) main: bool,
    /// It lies in what is named as no part of an article: `nav`, `aside`, `class="share"` ...
    pub(super) aside: bool,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Tag {
    Headline,
    Heading,
    Paragraph,
    Item,
    Caption,
    Other,
}

/// A `time` element.
#[derive(Debug)]
pub(super) struct Time {
    pub(super) stamp: String,
    /// Said to be of the publication.
    pub(super) publication: bool,
    /// Said to be of a later change.
    pub(super) update: bool,
    pub(super) article: Option<usize>,
    pub(super) aside: bool,
}

/// An element that is open.
#[derive(Debug, Clone, Copy)]
#[expect(clippy::struct_excessive_bools, reason = "each is a fact of its own about a place")]
struct Open {
    /// Its number; inline markup has that of what it stands in.
    element: usize,
    block: bool,
    name: Name,
    tag: Tag,
    article: Option<usize>,
    main: bool,
    aside: bool,
    link: bool,
    hidden: bool,
}

/// Elements whose end tag is often left out.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Name {
    Paragraph,
    Item,
    Row,
    Other,
}

#[derive(Debug, Default)]
struct Reader {
    page: Page,
    stack: Vec<Open>,
    /// Text since the last tag, entities still in it.
    raw: String,
    /// The block so far.
    text: String,
    linked: usize,
    json_ld: bool,
    json_ld_kept: usize,
}

/// Reads a page's tags.
pub(super) fn read(text: &str) -> Page {
    let reader = Rc::new(RefCell::new(Reader::default()));
    reader.borrow_mut().page.elements.push(Element { parent: 0, end: usize::MAX });
    let (tags, words) = (Rc::clone(&reader), Rc::clone(&reader));
    let settings = Settings::new()
        .append_element_content_handler(element!("*", move |tag: &mut Tagged<'_, '_>| {
            let depth = tags.borrow_mut().open(tag);
            if let Some(depth) = depth {
                let closing = Rc::clone(&tags);
                let close = move |_: &mut EndTag<'_>| {
                    closing.borrow_mut().close(depth);
                    Ok(())
                };
                if let Some(handlers) = tag.end_tag_handlers() {
                    handlers.push(Box::new(close));
                }
            }
            Ok(())
        }))
        .append_document_content_handler(doc_text!(move |chunk: &mut TextChunk<'_>| {
            words.borrow_mut().words(chunk.as_str(), chunk.text_type());
            Ok(())
        }))
        .with_memory_settings(MemorySettings::new().with_max_allowed_memory_usage(MEMORY))
        .with_strict(false);
    let mut rewriter = HtmlRewriter::new(settings, |_: &[u8]| {});
    // Where the tokenizer gives up, what was read until then is the page.
    if rewriter.write(text.as_bytes()).is_ok() {
        let _ = rewriter.end();
    }
    let mut reader = reader.take();
    reader.close(0);
    reader.page
}

impl Reader {
    fn top(&self) -> Open {
        self.stack.last().copied().unwrap_or(Open {
            element: 0,
            block: true,
            name: Name::Other,
            tag: Tag::Other,
            article: None,
            main: false,
            aside: false,
            link: false,
            hidden: false,
        })
    }

    /// Takes a start tag; the depth to return to at its end tag, if it can have one.
    fn open(&mut self, tag: &Tagged<'_, '_>) -> Option<usize> {
        self.settle();
        let name = tag.tag_name();
        match name.as_str() {
            "br" => self.text.push('\n'),
            "hr" => self.flush(),
            "meta" => self.meta(tag),
            "link" => self.link(tag),
            _ => {}
        }
        if !tag.can_have_content() || is_void(&name) {
            return None;
        }
        let block = !is_inline(&name);
        if block {
            self.flush();
            self.leave_implied(&name);
        }
        let above = self.top();
        let mut open = Open { block, name: Name::Other, ..above };
        if block {
            open.element = self.page.elements.len();
            self.page.elements.push(Element { parent: above.element, end: usize::MAX });
        }
        let plays = |what: &str| tag.get_attribute("role").as_deref() == Some(what);
        let is_body = |name: &str| tag.get_attribute("itemprop").is_some_and(|p| p == name);
        match name.as_str() {
            "p" => {
                open.name = Name::Paragraph;
                if !matches!(above.tag, Tag::Item | Tag::Caption) {
                    open.tag = Tag::Paragraph;
                }
            }
            "h1" => open.tag = Tag::Headline,
            "h2" | "h3" | "h4" | "h5" | "h6" => open.tag = Tag::Heading,
            "li" | "dd" | "dt" => (open.tag, open.name) = (Tag::Item, Name::Item),
            "tr" | "td" | "th" => (open.tag, open.name) = (Tag::Other, Name::Row),
            "figcaption" | "caption" => open.tag = Tag::Caption,
            "a" => open.link = true,
            "article" => open.article = Some(open.element),
            "main" => open.main = true,
            "nav" | "aside" | "footer" | "form" | "button" | "select" | "menu" | "dialog" => {
                open.aside = true;
            }
            "header" if above.article.is_none() && !above.main => open.aside = true,
            "script" | "style" | "noscript" | "template" | "svg" | "iframe" | "object"
            | "video" | "audio" | "canvas" | "math" | "head" => {
                open.hidden = true;
                self.json_ld = name == "script"
                    && tag.get_attribute("type").is_some_and(|kind| {
                        kind.trim().eq_ignore_ascii_case("application/ld+json")
                    });
                if self.json_ld {
                    self.page.json_ld.push(String::new());
                }
            }
            "time" => self.time(tag, above),
            _ if block && !matches!(open.tag, Tag::Item | Tag::Caption) => {
                // A paragraph inside a quotation is one; a box inside a paragraph is not.
                open.tag = if name == "blockquote" { Tag::Paragraph } else { Tag::Other };
            }
            _ => {}
        }
        if plays("main") || is_body("articleBody") {
            open.main = true;
        }
        if block && !matches!(name.as_str(), "html" | "body" | "main" | "article" | "p") {
            open.aside |= named_aside(tag) && !is_body("articleBody");
        }
        open.hidden |= tag.has_attribute("hidden")
            || tag.get_attribute("aria-hidden").as_deref() == Some("true")
            || tag.get_attribute("style").is_some_and(|style| hides(&style));
        let depth = self.stack.len();
        self.stack.push(open);
        Some(depth)
    }

    /// Ends what the tag ends without saying so: a paragraph at the next block, an item at the next.
    fn leave_implied(&mut self, name: &str) {
        let top = self.top().name;
        let implied = match top {
            Name::Paragraph => true,
            Name::Item => matches!(name, "li" | "dd" | "dt"),
            Name::Row => name == "tr" && top == Name::Row,
            Name::Other => false,
        };
        if implied {
            self.close(self.stack.len() - 1);
        }
    }

    /// Returns to a depth.
    fn close(&mut self, depth: usize) {
        self.settle();
        self.json_ld = false;
        if self.stack[depth.min(self.stack.len())..].iter().any(|open| open.block) || depth == 0 {
            self.flush();
        }
        let end = self.page.elements.len();
        for open in self.stack.drain(depth.min(self.stack.len())..) {
            if open.block {
                self.page.elements[open.element].end = end;
            }
        }
    }

    fn words(&mut self, words: &str, kind: TextType) {
        match kind {
            TextType::Data => self.raw.push_str(words),
            // `title`, not the `textarea` of a form.
            TextType::RCData if self.page.title.len() < 1000 && !self.top().aside => {
                self.page.title.push_str(&entities::decode(words));
            }
            TextType::ScriptData if self.json_ld => {
                if let Some(script) = self.page.json_ld.last_mut()
                    && self.json_ld_kept + words.len() <= JSON_LD
                {
                    self.json_ld_kept += words.len();
                    script.push_str(words);
                }
            }
            _ => {}
        }
    }

    /// Text up to here belongs to what is open.
    fn settle(&mut self) {
        if self.raw.is_empty() {
            return;
        }
        let top = self.top();
        if !top.hidden {
            let decoded = entities::decode(&self.raw);
            if top.link {
                self.linked += decoded.trim().len();
            }
            self.text.push_str(&decoded);
        }
        self.raw.clear();
    }

    /// Ends a block; two line breaks inside it end it as well.
    fn flush(&mut self) {
        if self.text.trim().is_empty() {
            self.text.clear();
            self.linked = 0;
            return;
        }
        let open = self.top();
        let whole = self.text.trim().len();
        let broken = std::mem::take(&mut self.text);
        for piece in broken.split("\n\n") {
            let text = piece.split_whitespace().collect::<Vec<_>>().join(" ");
            if text.is_empty() {
                continue;
            }
            self.page.blocks.push(Block {
                // Of several pieces each has its share of the links.
                linked: self.linked * text.len() / whole.max(1),
                text,
                tag: open.tag,
                element: open.element,
                article: open.article,
                main: open.main,
                aside: open.aside,
            });
        }
        self.linked = 0;
    }

    fn meta(&mut self, tag: &Tagged<'_, '_>) {
        let key = ["property", "name", "itemprop"].iter().find_map(|key| tag.get_attribute(key));
        if let (Some(key), Some(value)) = (key, tag.get_attribute("content"))
            && value.len() <= 2000
            && self.page.meta.len() < 1000
        {
            let value = entities::decode(&value).trim().to_owned();
            self.page.meta.push((key.trim().to_ascii_lowercase(), value));
        }
    }

    fn link(&mut self, tag: &Tagged<'_, '_>) {
        let canonical =
            tag.get_attribute("rel").is_some_and(|rel| rel.eq_ignore_ascii_case("canonical"));
        if canonical && self.page.canonical.is_none() {
            self.page.canonical =
                tag.get_attribute("href").map(|href| entities::decode(href.trim()).into_owned());
        }
    }

    fn time(&mut self, tag: &Tagged<'_, '_>, above: Open) {
        let Some(stamp) = tag.get_attribute("datetime").filter(|_| self.page.times.len() < 1000)
        else {
            return;
        };
        let prop = tag.get_attribute("itemprop").unwrap_or_default();
        let class = tag.get_attribute("class").unwrap_or_default().to_ascii_lowercase();
        let publication = tag.has_attribute("pubdate")
            || prop == "datePublished"
            || class.contains("publish")
            || class.contains("entry-date");
        let update =
            prop == "dateModified" || class.contains("updated") || class.contains("modified");
        self.page.times.push(Time {
            stamp,
            publication,
            update: update && !publication,
            article: above.article,
            aside: above.aside,
        });
    }
}

fn is_void(name: &str) -> bool {
    matches!(
        name,
        "area"
            | "base"
            | "br"
            | "col"
            | "embed"
            | "hr"
            | "img"
            | "input"
            | "link"
            | "meta"
            | "param"
            | "source"
            | "track"
            | "wbr"
    )
}

/// Markup inside a line.
fn is_inline(name: &str) -> bool {
    matches!(
        name,
        "a" | "abbr"
            | "b"
            | "bdi"
            | "bdo"
            | "big"
            | "cite"
            | "code"
            | "data"
            | "del"
            | "dfn"
            | "em"
            | "font"
            | "i"
            | "ins"
            | "kbd"
            | "label"
            | "mark"
            | "q"
            | "s"
            | "samp"
            | "small"
            | "span"
            | "strike"
            | "strong"
            | "sub"
            | "sup"
            | "time"
            | "tt"
            | "u"
            | "var"
    )
}

/// Words of classes and ids that name what is no part of an article.
const ASIDE: &[&str] = &[
    "ad",
    "ads",
    "advert",
    "advertisement",
    "breadcrumb",
    "breadcrumbs",
    "comment",
    "comments",
    "cookie",
    "cookies",
    "footer",
    "menu",
    "modal",
    "nav",
    "navbar",
    "navigation",
    "newsletter",
    "outbrain",
    "popular",
    "popup",
    "promo",
    "recirc",
    "recommended",
    "related",
    "share",
    "sharing",
    "sidebar",
    "social",
    "subscribe",
    "subscription",
    "taboola",
    "tags",
    "toolbar",
    "trending",
    "widget",
];

/// Whether class or id name an element as no part of an article. Only whole words count, and only
/// the first two of a name ("related-posts", "post-tags", not "has-left-sidebar").
fn named_aside(tag: &Tagged<'_, '_>) -> bool {
    ["class", "id"].iter().filter_map(|key| tag.get_attribute(key)).any(|names| {
        names.split_ascii_whitespace().take(16).any(|name| {
            let name = name.to_ascii_lowercase();
            let mut words = name.split(['-', '_']).filter(|word| !word.is_empty());
            let first = words.next().unwrap_or_default();
            let second = words.next().unwrap_or_default();
            let modifies = matches!(first, "has" | "no" | "with" | "is" | "js");
            !modifies
                && (ASIDE.binary_search(&first).is_ok() || ASIDE.binary_search(&second).is_ok())
        })
    })
}

fn hides(style: &str) -> bool {
    let plain: String = style.chars().filter(|c| !c.is_whitespace()).take(200).collect();
    plain.to_ascii_lowercase().contains("display:none")
}

#[cfg(test)]
mod tests {
    #[test]
    fn names_of_asides_are_in_order() {
        assert!(super::ASIDE.is_sorted());
    }
}
