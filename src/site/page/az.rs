//! Everything by its name: events, actors, sources and places in alphabetical order, in parts.

use askama::Template;

use crate::site::book::Book;
use crate::site::language::fill;
use crate::site::names::{cut, letter};
use crate::site::view::{Frame, Link};
use crate::site::{Pages, address};

/// Where a part of the list lies, from the timeline's folder.
pub(crate) fn az_path(part: usize) -> String {
    address::part("a-z", part)
}

/// How many parts the list of a timeline has.
pub(crate) fn az_parts(book: &Book<'_>) -> usize {
    cut(book.by_name()).len()
}

/// A part of the list.
#[derive(Template)]
#[template(path = "a-z.html")]
pub(crate) struct Az {
    frame: Frame,
    letters: Vec<Letter>,
    /// The other parts, by their first letters: link, and whether it is this one.
    parts: Vec<(Link, bool)>,
}

/// A letter and what begins with it: link, what it is, and the name it has on its page.
struct Letter {
    title: String,
    anchor: String,
    names: Vec<(Link, String, String)>,
}

impl Az {
    pub(crate) fn new(pages: &Pages<'_>, book: &Book<'_>, part: usize) -> Self {
        let say = book.say;
        let said = fill(&say.az_said, &[("title", book.title())]);
        let chunks = cut(book.by_name());
        let mut letters: Vec<Letter> = Vec::new();
        for name in chunks.get(part).copied().unwrap_or_default() {
            let letter = letter(&name.key).unwrap_or_else(|| say.az_other.clone());
            let entry = (
                Link { text: name.link.text.clone(), href: name.link.href.clone() },
                name.about.clone(),
                name.of.clone(),
            );
            match letters.last_mut() {
                Some(last) if last.title == letter => last.names.push(entry),
                _ => {
                    let anchor = format!("l_{}", letters.len() + 1);
                    letters.push(Letter { title: letter, anchor, names: vec![entry] });
                }
            }
        }
        let parts = chunks.iter().enumerate().map(|(i, chunk)| {
            let ends = [chunk.first(), chunk.last()];
            let [a, b] = ends.map(|name| {
                name.and_then(|name| letter(&name.key)).unwrap_or_else(|| "…".to_owned())
            });
            let text = if a == b { a } else { format!("{a} – {b}") };
            (Link { text, href: az_path(i) }, i == part)
        });
        Self {
            frame: pages.frame_in(book, &say.az, &az_path(part)).about(&said),
            letters,
            parts: if chunks.len() > 1 { parts.collect() } else { Vec::new() },
        }
    }
}
