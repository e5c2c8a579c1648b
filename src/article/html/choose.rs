//! Which blocks of a page are its article.
//!
//! The `article` or `main` with the most running text, else the element whose children hold the
//! most; what is mostly links, or short and no sentence, is left out of it. A page that has nearly
//! all its text where asides usually stand is read once more with them.

use super::stream::{Block, Page, Tag};
use crate::article::{boilerplate, printed};

/// What was chosen.
#[derive(Debug, Default)]
pub(super) struct Chosen<'a> {
    /// The headline, where a heading on the page is one.
    pub(super) headline: Option<&'a Block>,
    /// The rest, in reading order.
    pub(super) blocks: Vec<&'a Block>,
    /// The `article` element it was found in.
    pub(super) article: Option<usize>,
}

/// Chooses the article of a page.
pub(super) fn blocks(page: &Page) -> Chosen<'_> {
    let total = |asides: bool| -> usize {
        page.blocks.iter().filter(|block| asides || !block.aside).map(weight).sum()
    };
    // A careless class name on a wrapper must not cost the whole article.
    let asides = total(false) * 4 < total(true);
    let candidates: Vec<&Block> =
        page.blocks.iter().filter(|block| asides || !block.aside).collect();
    let region = region(page, &candidates);
    let inside: Vec<&Block> =
        candidates.iter().copied().filter(|block| region.holds(page, block)).collect();
    let headline = headline(page, &candidates, &inside);
    let first_prose = inside.iter().position(|block| weight(block) > 0).unwrap_or(0);
    let mut blocks: Vec<&Block> = Vec::new();
    for (at, block) in inside.iter().enumerate() {
        if headline.is_some_and(|headline| headline.text == block.text && at <= first_prose) {
            continue;
        }
        if belongs(block, at < first_prose) {
            blocks.push(block);
        }
    }
    // A heading heads something.
    while blocks.last().is_some_and(|block| matches!(block.tag, Tag::Heading | Tag::Headline)) {
        blocks.pop();
    }
    let article = match region {
        Region::Article(article) => Some(article),
        _ => None,
    };
    Chosen { headline, blocks, article }
}

/// How much running text a block is, in bytes.
fn weight(block: &Block) -> usize {
    let own = block.text.len().saturating_sub(2 * block.linked);
    match block.tag {
        Tag::Paragraph if own >= 25 => own,
        Tag::Other | Tag::Item if own >= 80 && boilerplate::ends_sentence(&block.text) => own,
        _ => 0,
    }
}

/// Where the article lies.
#[derive(Debug, Clone, Copy)]
enum Region {
    Article(usize),
    Main,
    Within(usize),
    Page,
}

impl Region {
    fn holds(self, page: &Page, block: &Block) -> bool {
        match self {
            Self::Article(article) => block.article == Some(article),
            Self::Main => block.main,
            Self::Within(element) => (element..page.elements[element].end).contains(&block.element),
            Self::Page => true,
        }
    }
}

fn region(page: &Page, candidates: &[&Block]) -> Region {
    let mut containers = vec![0_usize; page.elements.len()];
    let mut articles = vec![0_usize; page.elements.len()];
    let mut main = 0;
    let mut all = 0;
    for block in candidates {
        let weight = weight(block);
        all += weight;
        if let Some(article) = block.article {
            articles[article] += weight;
        }
        if block.main {
            main += weight;
        }
        // A paragraph is an element of its own: what holds it is around it.
        let parent = page.elements[block.element].parent;
        let around = page.elements[parent].parent;
        containers[parent] += weight;
        if around != parent {
            containers[around] += weight / 2;
        }
    }
    let most = |sums: &[usize]| {
        sums.iter()
            .enumerate()
            .rev()
            .max_by_key(|&(_, sum)| *sum)
            .map_or((0, 0), |(at, sum)| (at, *sum))
    };
    let (article, in_article) = most(&articles);
    let (container, in_container) = most(&containers);
    if in_article > 0 && in_article * 2 >= all.min(main.max(in_container)) {
        Region::Article(article)
    } else if main > 0 && main * 2 >= all {
        Region::Main
    } else if in_container * 2 >= all && container > 0 {
        Region::Within(container)
    } else {
        Region::Page
    }
}

/// Whether a block of the region is part of the article; before its text a byline may be.
fn belongs(block: &Block, before_text: bool) -> bool {
    let text = block.text.as_str();
    // Who wrote it is often a link.
    if before_text && text.len() <= 120 && text.starts_with("By ") {
        return true;
    }
    if block.linked * 2 > text.len() && !(block.tag == Tag::Paragraph && text.len() > 200) {
        return false;
    }
    match block.tag {
        Tag::Paragraph => true,
        Tag::Headline | Tag::Heading => text.len() <= 200 && !boilerplate::is_furniture(text),
        Tag::Caption => text.len() >= 20,
        Tag::Item => text.len() >= 30 || boilerplate::ends_sentence(text),
        Tag::Other => {
            let dated = before_text && text.len() <= 120 && !printed::full_dates(text).is_empty();
            dated || (text.len() >= 40 && boilerplate::ends_sentence(text))
        }
    }
}

/// The heading that is the article's: the one that the page names itself after, else the last `h1`
/// before the text, else the first one at all.
fn headline<'a>(page: &'a Page, candidates: &[&'a Block], inside: &[&Block]) -> Option<&'a Block> {
    let titles = page
        .meta
        .iter()
        .filter(|(key, _)| key == "og:title" || key == "twitter:title")
        .map(|(_, value)| value.as_str());
    let names: Vec<&str> = titles.take(4).chain(std::iter::once(page.title.trim())).collect();
    let is_named = |block: &&Block| {
        matches!(block.tag, Tag::Headline | Tag::Heading)
            && block.text.len() >= 8
            && names.iter().any(|name| name.starts_with(&block.text))
    };
    let start = inside.iter().find(|block| weight(block) > 0).map_or(0, |block| block.element);
    let firsts = || candidates.iter().copied().filter(|block| block.tag == Tag::Headline);
    page.blocks
        .iter()
        .find(is_named)
        .or_else(|| firsts().rfind(|block| block.element < start))
        .or_else(|| firsts().next())
}
