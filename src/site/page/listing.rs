//! Events of one kind as a list: those of a type, those at a place; and the lists of all types and
//! of all places.

use std::sync::OnceLock;

use askama::Template;

use crate::site::book::{Book, Kind, Rank};
use crate::site::language::fill;
use crate::site::overview::{self, Overview};
use crate::site::pages::LONGEST_LIST;
use crate::site::view::{Frame, Link};
use crate::site::written::Written;
use crate::site::{Pages, address};

/// Events that have something in common, or a part of them.
#[derive(Template)]
#[template(path = "listing.html")]
pub(crate) struct Listing<'p> {
    frame: Frame,
    title: String,
    /// The class of the type's hue; empty for a place.
    class: String,
    count: String,
    /// The list that it belongs to.
    above: Link,
    overview: Option<&'p Overview>,
    events: Vec<&'p Written>,
    part: usize,
    earlier: Option<Link>,
    later: Option<Link>,
}

impl<'p> Listing<'p> {
    /// The `at`-th type that occurs.
    pub(crate) fn kind(pages: &Pages<'_>, book: &'p Book<'p>, at: usize, part: usize) -> Self {
        let Kind { of: kind, events: ranks, overview } = &book.types[at];
        let say = book.say;
        let events = say.count(&say.n_events, ranks.len());
        let gaps =
            [("events", events.as_str()), ("type", say.kind(*kind)), ("title", book.title())];
        let said = fill(&say.type_said, &gaps);
        let path = |part| address::kind(*kind, part);
        let family = crate::site::family::Family::of(*kind).class();
        let above = Link { text: say.types_title.clone(), href: "types/index.html".to_owned() };
        Self {
            class: format!("t-{} {family}", kind.name()),
            above,
            ..Self::of(pages, book, (say.kind(*kind), &said), (ranks, overview), &path, part)
        }
    }

    /// The `at`-th place.
    pub(crate) fn place(pages: &Pages<'_>, book: &'p Book<'p>, at: usize, part: usize) -> Self {
        let spot = &book.places[at];
        let say = book.say;
        let events = say.count(&say.n_events, spot.events.len());
        let gaps = [("events", events.as_str()), ("place", spot.name), ("title", book.title())];
        let said = fill(&say.place_said, &gaps);
        let path = |part| address::place(&spot.slug, part);
        Self::of(pages, book, (spot.name, &said), (&spot.events, &spot.overview), &path, part)
    }

    fn of(
        pages: &Pages<'_>,
        book: &'p Book<'p>,
        (title, said): (&str, &str),
        (ranks, overview): (&[Rank], &'p OnceLock<Option<Overview>>),
        path: &dyn Fn(usize) -> String,
        part: usize,
    ) -> Self {
        let say = book.say;
        let parts = ranks.len().div_ceil(LONGEST_LIST);
        let other = |part: usize| Link {
            text: fill(&say.part_n, &[("n", &(part + 1).to_string())]),
            href: path(part),
        };
        Self {
            frame: pages.frame_in(book, title, &path(part)).about(said),
            title: title.to_owned(),
            class: String::new(),
            count: say.count(&say.n_events, ranks.len()),
            above: Link { text: say.places.clone(), href: "places/index.html".to_owned() },
            overview: overview::kept(overview, book, ranks),
            events: (ranks.iter().skip(part * LONGEST_LIST).take(LONGEST_LIST))
                .map(|&rank| book.written(rank))
                .collect(),
            part,
            earlier: part.checked_sub(1).map(other),
            later: (part + 1 < parts).then(|| other(part + 1)),
        }
    }
}

/// All types, or all places.
#[derive(Template)]
#[template(path = "entries.html")]
pub(crate) struct Entries {
    frame: Frame,
    title: String,
    none: String,
    /// Link, class, count.
    listed: Vec<(Link, String, String)>,
}

impl Entries {
    pub(crate) fn types(pages: &Pages<'_>, book: &Book<'_>) -> Self {
        let say = book.say;
        let said = fill(&say.types_said, &[("title", book.title())]);
        let entries = book.types.iter().map(|Kind { of: kind, events: ranks, .. }| {
            let family = crate::site::family::Family::of(*kind).class();
            let href = address::kind(*kind, 0);
            let link = Link { text: say.kind(*kind).to_owned(), href };
            (link, format!("type {family}"), say.count(&say.n_events, ranks.len()))
        });
        Self {
            frame: pages.frame_in(book, &say.types_title, "types/index.html").about(&said),
            title: say.types_title.clone(),
            none: say.no_events.clone(),
            listed: entries.collect(),
        }
    }

    pub(crate) fn places(pages: &Pages<'_>, book: &Book<'_>) -> Self {
        let say = book.say;
        let said = fill(&say.places_said, &[("title", book.title())]);
        let entries = book.places.iter().map(|spot| {
            let href = address::place(&spot.slug, 0);
            let link = Link { text: spot.name.to_owned(), href };
            (link, String::new(), say.count(&say.n_events, spot.events.len()))
        });
        Self {
            frame: pages.frame_in(book, &say.places, "places/index.html").about(&said),
            title: say.places.clone(),
            none: say.no_places.clone(),
            listed: entries.collect(),
        }
    }
}
