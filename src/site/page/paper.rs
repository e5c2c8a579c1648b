//! A timeline on paper, and in another page: all of it as plain text in parts, and the events that
//! count most without anything around them.

use std::collections::BTreeMap;

use askama::Template;

use super::timeline::key_events;
use crate::site::book::{Book, Rank};
use crate::site::language::fill;
use crate::site::shelves;
use crate::site::view::{Card, Frame, Line, Link};
use crate::site::{Pages, address};

/// Where a part lies, from the timeline's folder.
pub(crate) fn print_path(part: usize) -> String {
    address::part("print", part)
}

/// A part of a timeline as it goes to the printer.
#[derive(Template)]
#[template(path = "print.html")]
pub(crate) struct Print<'p> {
    frame: Frame,
    title: &'p str,
    summary: &'p str,
    counts: String,
    /// Under a month, the cards of its events with their notes.
    months: Vec<(String, Vec<(Card<'p>, &'p str)>)>,
    /// The sources that the part cites and that have an address: title and address.
    cited: Vec<(String, &'p str)>,
    earlier: Option<Link>,
    later: Option<Link>,
}

impl<'p> Print<'p> {
    pub(crate) fn new(pages: &Pages<'_>, book: &'p Book<'p>, part: usize) -> Self {
        let say = book.say;
        let parts = book.sheets();
        let mut months: Vec<(String, Vec<(Card<'p>, &'p str)>)> = Vec::new();
        let mut cited: BTreeMap<String, (usize, String, &str)> = BTreeMap::new();
        for &rank in &parts[part] {
            let month = shelves::under(&book.events[rank]).title(say);
            let card = book.card(rank);
            for proof in card.proofs.iter().filter(|proof| !proof.passage.is_empty()) {
                let at = (cited.len(), proof.source.text.clone(), proof.at);
                cited.entry(proof.source.href.clone()).or_insert(at);
            }
            let note = book.events[rank].event.note.as_deref().unwrap_or_default();
            match months.last_mut() {
                Some((last, cards)) if *last == month => cards.push((card, note)),
                _ => months.push((month, vec![(card, note)])),
            }
        }
        let mut cited: Vec<(usize, String, &str)> = cited.into_values().collect();
        cited.sort_unstable();
        let other = |part: usize| Link {
            text: fill(&say.part_n, &[("n", &(part + 1).to_string())]),
            href: print_path(part),
        };
        let summary = book.timeline.summary.as_deref().unwrap_or_default();
        let said = fill(&say.print_said, &[("title", book.title())]);
        Self {
            frame: pages.frame_in(book, &say.print, &print_path(part)).about(&said),
            title: book.title(),
            summary: if part == 0 { summary } else { "" },
            counts: super::site::events_said(book),
            months,
            cited: cited.into_iter().map(|(_, title, address)| (title, address)).collect(),
            earlier: part.checked_sub(1).map(other),
            later: (part + 1 < parts.len()).then(|| other(part + 1)),
        }
    }
}

/// The events that count most, to be shown in another page.
#[derive(Template)]
#[template(path = "embed.html")]
pub(crate) struct Embed<'p> {
    frame: Frame,
    title: &'p str,
    counts: String,
    events: Vec<Line<'p>>,
}

impl<'p> Embed<'p> {
    pub(crate) fn new(pages: &Pages<'_>, book: &'p Book<'p>) -> Self {
        let said = fill(&book.say.embed_said, &[("title", book.title())]);
        let key = key_events(book, 20);
        // A short timeline has no event that counts more than another.
        let shown: Vec<Rank> =
            if key.is_empty() { (0..book.events.len().min(20)).collect() } else { key };
        // Whoever sees some of them should know that there are more.
        let counts = if shown.len() < book.events.len() {
            let gaps = [("n", &*shown.len().to_string()), ("all", &*book.events.len().to_string())];
            fill(&book.say.embed_key, &gaps)
        } else {
            super::site::events_said(book)
        };
        Self {
            frame: pages.frame_in(book, &said, "embed/index.html").about(&said),
            title: book.title(),
            counts,
            events: shown.into_iter().map(|rank| book.line(rank)).collect(),
        }
    }
}
