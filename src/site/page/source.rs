//! A source: what it is, which versions were kept, which of its words carry which events.

use std::collections::HashMap;

use askama::Template;

use crate::site::book::{Book, Rank, Shelf};
use crate::site::view::{Frame, Line, Link, date_words, named};
use crate::site::{Pages, address, words};

/// The articles of a timeline.
#[derive(Template)]
#[template(path = "sources.html")]
pub(crate) struct Sources<'p> {
    frame: Frame,
    sources: Vec<Listed<'p>>,
}

struct Listed<'p> {
    link: Link,
    publisher: &'p str,
    published: String,
    count: String,
    /// Empty where nothing changed.
    changes: String,
}

impl<'p> Sources<'p> {
    pub(crate) fn new(pages: &Pages<'_>, book: &'p Book<'p>) -> Self {
        let sources = book
            .sources
            .iter()
            .map(|shelf| Listed {
                link: Link {
                    text: named(&shelf.source.title, shelf.id).to_owned(),
                    href: address::source(shelf.id),
                },
                publisher: shelf.source.publisher.as_deref().unwrap_or_default(),
                published: shelf.source.published.as_ref().map(date_words).unwrap_or_default(),
                count: words::count(shelf.events.len(), "event", "events"),
                changes: changes(shelf),
            })
            .collect();
        Self { frame: pages.frame_in(book, "Sources", 1), sources }
    }
}

/// The address of the changes page, where there is one.
fn changes(shelf: &Shelf<'_>) -> String {
    if shelf.revisions.is_empty() { String::new() } else { address::changes(shelf.id) }
}

/// One source.
#[derive(Template)]
#[template(path = "source.html")]
pub(crate) struct Source<'p> {
    frame: Frame,
    title: &'p str,
    publisher: &'p str,
    author: &'p str,
    published: String,
    /// As written; linked only where it is an http or https address.
    url: &'p str,
    linked: bool,
    versions: Vec<(&'p str, String)>,
    changes: String,
    note: &'p str,
    quotes: Vec<Quoted<'p>>,
    /// Events that name the source without its words.
    unquoted: Vec<Line<'p>>,
}

/// Words of the article and the events that rest on them.
struct Quoted<'p> {
    quote: &'p str,
    /// Opens the article there; empty where it has no address.
    passage: String,
    events: Vec<Line<'p>>,
}

impl<'p> Source<'p> {
    pub(crate) fn new(pages: &Pages<'_>, book: &'p Book<'p>, at: usize) -> Self {
        let shelf = &book.sources[at];
        let source = shelf.source;
        let text = |text: &'p Option<String>| text.as_deref().unwrap_or_default();
        let url = text(&source.url);
        let title = named(&source.title, shelf.id);
        let (quotes, unquoted) = quotes(book, shelf);
        Self {
            frame: pages.frame_in(book, title, 2),
            title,
            publisher: text(&source.publisher),
            author: text(&source.author),
            published: source.published.as_ref().map(date_words).unwrap_or_default(),
            url,
            linked: address::web(url).is_some(),
            versions: (source.versions.iter())
                .map(|version| {
                    let seen = version.seen.as_deref().map(words::moment).unwrap_or_default();
                    (version.file.as_str(), seen)
                })
                .collect(),
            changes: changes(shelf),
            note: text(&source.note),
            quotes,
            unquoted,
        }
    }
}

/// The quotes in the order of the article as far as its text is known, then of the timeline.
fn quotes<'p>(book: &'p Book<'p>, shelf: &Shelf<'p>) -> (Vec<Quoted<'p>>, Vec<Line<'p>>) {
    let mut quotes: Vec<(usize, &str, String, Vec<Rank>)> = Vec::new();
    let mut known: HashMap<&str, usize> = HashMap::new();
    let mut unquoted = Vec::new();
    for &rank in &shelf.events {
        for evidence in &book.events[rank].event.evidence {
            if evidence.source != *shelf.id {
                continue;
            }
            let Some(quote) = evidence.quote.as_deref() else {
                unquoted.push(book.line(rank));
                continue;
            };
            if let Some(&i) = known.get(quote) {
                if quotes[i].3.last() != Some(&rank) {
                    quotes[i].3.push(rank);
                }
                continue;
            }
            known.insert(quote, quotes.len());
            let at = shelf.text.find(quote).unwrap_or(usize::MAX);
            quotes.push((at, quote, book.proof(evidence).passage, vec![rank]));
        }
    }
    quotes.sort_by_key(|&(at, ..)| at);
    let quotes = quotes
        .into_iter()
        .map(|(_, quote, passage, ranks)| Quoted {
            quote,
            passage,
            events: ranks.into_iter().map(|rank| book.line(rank)).collect(),
        })
        .collect();
    (quotes, unquoted)
}
