//! Everything by its name: what has a page in a timeline, in alphabetical order and in parts.

use unicode_normalization::UnicodeNormalization as _;

use super::address;
use super::book::Book;
use super::view::{Link, named, title};

/// The most names on a page, and the most text of theirs, in bytes.
const LONGEST: usize = 400;
const HEAVIEST: usize = 30_000;

/// A name with what it is sorted by.
pub(crate) struct Name {
    pub(crate) key: String,
    pub(crate) link: Link,
    /// What it is, or when.
    pub(crate) about: String,
}

/// The names in parts, at least one.
pub(crate) fn cut(names: &[Name]) -> Vec<&[Name]> {
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

/// The letter under which a name stands.
pub(crate) fn letter(key: &str) -> Option<String> {
    let first = key.chars().next().filter(|c| c.is_alphabetic())?;
    Some(first.to_uppercase().collect())
}

pub(crate) fn names(book: &Book<'_>) -> Vec<Name> {
    let say = book.say;
    let mut names = Vec::new();
    let mut push = |text: &str, href: String, about: String| {
        let text = text.to_owned();
        names.push(Name { key: key(&text), link: Link { text, href }, about });
    };
    for (rank, entry) in book.events.iter().enumerate() {
        push(title(entry), book.event_path(rank), entry.dated().words.to_owned());
    }
    for cast in &book.actors {
        let about = say.actor_kind(cast.actor.kind).to_owned();
        push(&book.name_of(cast.id).text, address::actor(cast.id), about);
    }
    for shelf in &book.sources {
        let title = named(&shelf.source.title, shelf.id);
        push(title, address::source(shelf.id), shelf.published.clone());
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
