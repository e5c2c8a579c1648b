//! A source: what it is, which versions were kept, which of its words carry which events.

use askama::Template;

use crate::site::book::{Book, Rank, Shelf};
use crate::site::kept::{MOST_LISTED, MOST_NAMED};
use crate::site::language::{Say, fill};
use crate::site::linked;
use crate::site::view::{Frame, Line, Link, anchor, named};
use crate::site::written::Written;
use crate::site::{Pages, address};

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
        let sources: Vec<Listed<'_>> = book
            .sources
            .iter()
            .map(|shelf| Listed {
                link: Link {
                    text: named(&shelf.source.title, shelf.id).to_owned(),
                    href: address::source(shelf.id),
                },
                publisher: shelf.source.publisher.as_deref().unwrap_or_default(),
                published: shelf.published.clone(),
                count: book.say.count(&book.say.n_events, shelf.events.len()),
                changes: changes(shelf),
            })
            .collect();
        let said = book.say.count(&book.say.n_sources, sources.len());
        let said = fill(&book.say.actors_said, &[("n", &said), ("title", book.title())]);
        Self {
            frame: pages.frame_in(book, &book.say.sources, "sources/index.html").about(&said),
            sources,
        }
    }
}

/// The address of the changes page, where there is one.
fn changes(shelf: &Shelf<'_>) -> String {
    if shelf.revisions.is_empty() { String::new() } else { address::changes(shelf.id) }
}

/// One source, or a further part of one with a long text.
#[derive(Template)]
#[template(path = "source.html")]
pub(crate) struct Source<'p> {
    frame: Frame,
    title: &'p str,
    publisher: &'p str,
    author: &'p str,
    published: String,
    /// What it is inferred from; empty where it is printed.
    inferred: &'p str,
    /// As written; linked only where it is an http or https address.
    url: &'p str,
    linked: bool,
    versions: Vec<(&'p str, String)>,
    changes: String,
    note: &'p str,
    /// Which part of the text it is, from 0.
    part: usize,
    /// The kept text, paragraph by paragraph.
    paragraphs: Vec<Vec<Piece<'p>>>,
    /// Which copy it is: "Version 2, seen 12 May 2025".
    copy: String,
    /// The passages of this part with their events.
    passages: Vec<Resting<'p>>,
    /// There is a text in which words can be missing.
    has_text: bool,
    /// Words that are not in the text, and the events that rest on them.
    missing: Vec<(&'p str, Vec<&'p Written>)>,
    /// Events that name the source without its words.
    unquoted: Vec<&'p Written>,
    earlier: Option<Link>,
    later: Option<Link>,
}

/// A run of words; a marked one may be where passages begin and end.
struct Piece<'p> {
    text: &'p str,
    marked: bool,
    begins: Vec<String>,
    /// The events named behind it.
    named: Vec<Line<'p>>,
}

/// A passage and the events that rest on it.
struct Resting<'p> {
    anchor: String,
    /// "paragraph 4".
    said: String,
    events: Vec<Line<'p>>,
    /// "and 3 more events"; empty where all are listed.
    more: String,
}

impl<'p> Source<'p> {
    pub(crate) fn new(pages: &Pages<'_>, book: &'p Book<'p>, at: usize, part: usize) -> Self {
        let (shelf, say) = (&book.sources[at], book.say);
        let source = shelf.source;
        let text = |text: &'p Option<String>| text.as_deref().unwrap_or_default();
        let url = text(&source.url);
        let title = named(&source.title, shelf.id);
        let (missing, unquoted) = loose(book, shelf, part);
        let other = |part: usize| Link {
            text: fill(&say.part_n, &[("n", &(part + 1).to_string())]),
            href: address::source_part(shelf.id, part),
        };
        let mut said = vec![text(&source.publisher).to_owned()];
        said.push(shelf.published.clone());
        let events = say.count(&say.n_events, shelf.events.len());
        said.push(fill(&say.rest_on_it, &[("n", &events)]));
        said.retain(|part| !part.is_empty());
        Self {
            frame: pages
                .frame_in(book, title, &address::source_part(shelf.id, part))
                .linked(linked::source(shelf))
                .about(&format!("{title}: {}", said.join(", "))),
            title,
            publisher: text(&source.publisher),
            author: text(&source.author),
            published: shelf.published.clone(),
            inferred: (source.reading.get("published").map(String::as_str))
                .filter(|rule| rule.starts_with("inferred"))
                .unwrap_or_default(),
            url,
            linked: shelf.web.is_some(),
            versions: (source.versions.iter())
                .map(|version| {
                    let when = version.seen.as_deref().map(|seen| say.moment(seen));
                    let seen = when.map(|when| fill(&say.seen, &[("when", &when)]));
                    let seen = seen.unwrap_or_default();
                    (version.file.as_str(), seen)
                })
                .collect(),
            changes: changes(shelf),
            note: text(&source.note),
            part,
            paragraphs: paragraphs(book, shelf, part),
            copy: copy(shelf, part, say),
            passages: passages(book, shelf, part),
            has_text: !shelf.text.is_empty(),
            missing,
            unquoted,
            earlier: part.checked_sub(1).map(other),
            later: (part + 1 < shelf.kept.parts.len()).then(|| other(part + 1)),
        }
    }
}

/// Which copy is shown, and how much of it is quoted.
fn copy(shelf: &Shelf<'_>, part: usize, say: &Say) -> String {
    let mut said = Vec::new();
    if let Some(newest) = shelf.source.versions.last() {
        if shelf.source.versions.len() > 1 {
            said.push(fill(&say.version_n, &[("n", &shelf.source.versions.len().to_string())]));
        }
        let when = newest.seen.as_deref().map(|seen| say.moment(seen));
        said.extend(when.map(|when| fill(&say.seen, &[("when", &when)])));
    }
    let passages = shelf.kept.parts[part].passages.len();
    said.push(say.count(&say.n_passages, passages));
    said.join(", ")
}

/// A part of the text with its marks.
fn paragraphs<'p>(book: &'p Book<'p>, shelf: &'p Shelf<'p>, part: usize) -> Vec<Vec<Piece<'p>>> {
    let kept = &shelf.kept;
    let mut named: Option<Rank> = None;
    let blocks = kept.parts[part].blocks.iter().map(|block| {
        let runs = kept.runs(shelf.text, block).into_iter();
        runs.map(|run| {
            let ends =
                run.ends.iter().flat_map(|&n| kept.passages[n].events.iter().take(MOST_NAMED));
            // An event with two passages in a row is named once, behind the second.
            let ends: Vec<Rank> = ends.copied().filter(|&rank| named != Some(rank)).collect();
            named = ends.last().copied().or(named);
            Piece {
                text: run.text,
                marked: run.marked,
                begins: run.begins.into_iter().map(anchor).collect(),
                named: ends.into_iter().map(|rank| book.line(rank)).collect(),
            }
        })
        .collect()
    });
    blocks.collect()
}

fn passages<'p>(book: &'p Book<'p>, shelf: &Shelf<'p>, part: usize) -> Vec<Resting<'p>> {
    let kept = &shelf.kept;
    let numbers = kept.parts[part].passages.clone();
    numbers
        .map(|n| {
            let passage = &kept.passages[n];
            let more = passage.events.len().saturating_sub(MOST_LISTED);
            Resting {
                anchor: anchor(n),
                said: fill(&book.say.paragraph, &[("n", &passage.paragraph.to_string())]),
                events: (passage.events.iter().take(MOST_LISTED))
                    .map(|&rank| book.line(rank))
                    .collect(),
                more: match more {
                    0 => String::new(),
                    more => book.say.count(&book.say.n_more, more),
                },
            }
        })
        .collect()
}

/// What is not in the text, and what has no words.
fn loose<'p>(
    book: &'p Book<'p>,
    shelf: &Shelf<'p>,
    part: usize,
) -> (Vec<(&'p str, Vec<&'p Written>)>, Vec<&'p Written>) {
    let (mut missing, mut unquoted) = (Vec::new(), Vec::new());
    for (words, events) in &shelf.kept.loose[shelf.kept.parts[part].loose.clone()] {
        match words {
            Some(words) => missing.push((*words, listed(book, events))),
            None => unquoted.extend(listed(book, events)),
        }
    }
    (missing, unquoted)
}

fn listed<'p>(book: &'p Book<'p>, events: &[Rank]) -> Vec<&'p Written> {
    events.iter().take(MOST_LISTED).map(|&rank| book.written(rank)).collect()
}
