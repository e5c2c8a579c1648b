//! Everything by its name: events, actors, sources and places in alphabetical order, in parts.

use askama::Template;
use unicode_normalization::UnicodeNormalization as _;

use crate::site::book::Book;
use crate::site::language::fill;
use crate::site::view::{Frame, Link, named, title};
use crate::site::{Pages, address};

/// The most names on a page, and the most text of theirs, in bytes.
const LONGEST: usize = 400;
const HEAVIEST: usize = 30_000;

/// Where a part of the list lies, from the timeline's folder.
pub(crate) fn az_path(part: usize) -> String {
    address::part("a-z", part)
}

/// How many parts the list of a timeline has.
pub(crate) fn az_parts(book: &Book<'_>) -> usize {
    cut(&names(book)).len()
}

/// The names in parts, at least one.
fn cut(names: &[Name]) -> Vec<&[Name]> {
    let mut parts = Vec::new();
    let (mut start, mut bytes) = (0, 0);
    for (at, name) in names.iter().enumerate() {
        let weight = name.link.text.len() + 40;
        if at - start == LONGEST || (bytes + weight > HEAVIEST && at > start) {
            parts.push(&names[start..at]);
            (start, bytes) = (at, 0);
        }
        bytes += weight;
    }
    parts.push(&names[start..]);
    parts
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

/// A letter and what begins with it: link and what it is.
struct Letter {
    title: String,
    anchor: String,
    names: Vec<(Link, String)>,
}

/// A name with what it is sorted by.
struct Name {
    key: String,
    link: Link,
    about: String,
}

impl Az {
    pub(crate) fn new(pages: &Pages<'_>, book: &Book<'_>, part: usize) -> Self {
        let say = book.say;
        let names = names(book);
        let said = fill(&say.az_said, &[("title", book.title())]);
        let chunks = cut(&names);
        let mut letters: Vec<Letter> = Vec::new();
        for name in chunks.get(part).copied().unwrap_or_default() {
            let letter = letter(&name.key).unwrap_or_else(|| say.az_other.clone());
            let entry = (
                Link { text: name.link.text.clone(), href: name.link.href.clone() },
                name.about.clone(),
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

/// The letter under which a name stands.
fn letter(key: &str) -> Option<String> {
    let first = key.chars().next().filter(|c| c.is_alphabetic())?;
    Some(first.to_uppercase().collect())
}

fn names(book: &Book<'_>) -> Vec<Name> {
    let say = book.say;
    let mut names = Vec::new();
    let mut push = |text: &str, href: String, about: String| {
        let text = text.to_owned();
        names.push(Name { key: key(&text), link: Link { text, href }, about });
    };
    for (rank, entry) in book.events.iter().enumerate() {
        push(title(entry), book.event_path(rank), book.line(rank).when.words);
    }
    for cast in &book.actors {
        let about = say.actor_kind(cast.actor.kind).to_owned();
        push(&book.name_of(cast.id).text, address::actor(cast.id), about);
    }
    for shelf in &book.sources {
        let title = named(&shelf.source.title, shelf.id);
        push(title, address::source(shelf.id), book.published(shelf.source));
    }
    for spot in &book.places {
        push(spot.name, address::place(&spot.slug, 0), say.place.clone());
    }
    names.sort_by(|a, b| {
        let rank = |name: &Name| letter(&name.key).is_none();
        rank(a).cmp(&rank(b)).then_with(|| a.key.cmp(&b.key))
    });
    names
}

/// What a name is sorted by: its letters without their marks, in lower case.
fn key(text: &str) -> String {
    text.nfkd()
        .filter(|c| !unicode_normalization::char::is_combining_mark(*c))
        .flat_map(char::to_lowercase)
        .skip_while(|c| !c.is_alphanumeric())
        .collect()
}
