//! An actor: who it is, which offices it held, what it did and with whom; and the list of all.

use askama::Template;

use crate::site::book::Book;
use crate::site::overview::{self, Overview};
use crate::site::pages::LONGEST_LIST;
use crate::site::view::{Frame, Line, Link, date_words};
use crate::site::{Pages, address, words};
use crate::timeline::{Id, Office};

/// Where a part of an actor's page lies, from its timeline's folder; parts count from 0.
pub(crate) fn actor_path(id: &Id, part: usize) -> String {
    match part {
        0 => address::actor(id),
        part => format!("actor/{id}/{}/index.html", part + 1),
    }
}

/// Everybody who acts in a timeline.
#[derive(Template)]
#[template(path = "actors.html")]
pub(crate) struct Actors<'p> {
    frame: Frame,
    actors: Vec<Listed<'p>>,
}

struct Listed<'p> {
    link: Link,
    kind: &'static str,
    of: Option<Link>,
    office: &'p str,
    count: String,
}

impl<'p> Actors<'p> {
    pub(crate) fn new(pages: &Pages<'_>, book: &'p Book<'p>) -> Self {
        let mut actors: Vec<_> = book.actors.iter().collect();
        actors.sort_by_key(|cast| std::cmp::Reverse(cast.events.len()));
        let actors = actors
            .into_iter()
            .map(|cast| Listed {
                link: book.name_of(cast.id),
                kind: cast.actor.kind.name(),
                of: cast.actor.of.as_ref().map(|of| book.name_of(of)),
                office: cast.actor.offices.last().map(|o| o.title.as_str()).unwrap_or_default(),
                count: words::count(cast.events.len(), "event", "events"),
            })
            .collect();
        Self { frame: pages.frame_in(book, "Actors", 1), actors }
    }
}

/// One actor.
#[derive(Template)]
#[template(path = "actor.html")]
pub(crate) struct Actor<'p> {
    frame: Frame,
    name: String,
    kind: &'static str,
    code: &'p str,
    of: Option<Link>,
    aliases: &'p [String],
    offices: Vec<(&'p str, String)>,
    note: &'p str,
    overview: Option<Overview>,
    count: String,
    events: Vec<Line<'p>>,
    partners: Vec<(Link, String)>,
    /// Those who say they act for this one.
    members: Vec<Link>,
    earlier: Option<Link>,
    later: Option<Link>,
    part: usize,
}

impl<'p> Actor<'p> {
    pub(crate) fn new(pages: &Pages<'_>, book: &'p Book<'p>, at: usize, part: usize) -> Self {
        let cast = &book.actors[at];
        let actor = cast.actor;
        let name = book.name_of(cast.id).text;
        let parts = cast.events.len().div_ceil(LONGEST_LIST);
        let shown = cast.events.iter().skip(part * LONGEST_LIST).take(LONGEST_LIST);
        let other = |part: usize| Link {
            text: format!("Part {}", part + 1),
            href: actor_path(cast.id, part),
        };
        let first = part == 0;
        Self {
            frame: pages.frame_in(book, &name, if first { 2 } else { 3 }),
            name,
            kind: actor.kind.name(),
            code: actor.code.as_deref().unwrap_or_default(),
            of: actor.of.as_ref().map(|of| book.name_of(of)),
            aliases: &actor.aliases,
            offices: actor.offices.iter().map(|one| (one.title.as_str(), term(one))).collect(),
            note: actor.note.as_deref().unwrap_or_default(),
            overview: overview::draw(cast.events.iter().map(|&rank| &book.events[rank])),
            count: words::count(cast.events.len(), "event", "events"),
            events: shown.map(|&rank| book.line(rank)).collect(),
            partners: (book.partners(cast).into_iter().take(24))
                .map(|(other, times)| {
                    (book.name_of(other.id), words::count(times, "event", "events"))
                })
                .collect(),
            members: (book.actors.iter())
                .filter(|other| other.actor.of.as_ref() == Some(cast.id))
                .map(|other| book.name_of(other.id))
                .collect(),
            earlier: part.checked_sub(1).map(other),
            later: (part + 1 < parts).then(|| other(part + 1)),
            part,
        }
    }
}

/// When an office was held, in words.
fn term(office: &Office) -> String {
    let said = |date: &Option<crate::timeline::Date>| date.as_ref().map(date_words);
    match (said(&office.from), said(&office.to)) {
        (Some(from), Some(to)) => format!("{from} – {to}"),
        (Some(from), None) => format!("since {from}"),
        (None, Some(to)) => format!("until {to}"),
        (None, None) => String::new(),
    }
}
