//! An actor: who it is, which offices it held, what it did and with whom; and the list of all.

use askama::Template;

use crate::calendar::NaiveDate;
use crate::site::book::{Book, Cast};
use crate::site::drawing::terms::{self, Terms};
use crate::site::language::{Say, fill};
use crate::site::linked;
use crate::site::overview::{self, Overview};
use crate::site::pages::LONGEST_LIST;
use crate::site::unsettled::{Dispute, disputes};
use crate::site::view::{Frame, Link, date_words};
use crate::site::written::Written;
use crate::site::{Pages, address};
use crate::timeline::{Date, Id, Office};

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
pub(crate) struct Actors {
    frame: Frame,
    actors: Vec<Listed>,
}

struct Listed {
    link: Link,
    kind: &'static str,
    of: Option<Link>,
    office: String,
    count: String,
}

impl Actors {
    pub(crate) fn new(pages: &Pages<'_>, book: &Book<'_>) -> Self {
        let mut actors: Vec<_> = book.actors.iter().collect();
        actors.sort_by_key(|cast| std::cmp::Reverse(cast.events.len()));
        let actors: Vec<Listed> = actors
            .into_iter()
            .map(|cast| Listed {
                link: book.name_of(cast.id),
                kind: book.say.actor_kind(cast.actor.kind),
                of: cast.actor.of.as_ref().map(|of| book.name_of(of)),
                office: office(book, cast),
                count: book.say.count(&book.say.n_events, cast.events.len()),
            })
            .collect();
        let said = book.say.count(&book.say.n_actors, actors.len());
        let said = fill(&book.say.actors_said, &[("n", &said), ("title", book.title())]);
        Self {
            frame: pages.frame_in(book, &book.say.actors, "actors/index.html").about(&said),
            actors,
        }
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
    overview: Option<&'p Overview>,
    unsettled: Vec<Dispute<'p>>,
    /// Its lane, where it held offices.
    lane: Option<Terms>,
    count: String,
    events: Vec<&'p Written>,
    partners: Vec<(Link, String)>,
    /// Those who say they act for this one.
    members: Vec<Link>,
    earlier: Option<Link>,
    later: Option<Link>,
    part: usize,
}

impl<'p> Actor<'p> {
    pub(crate) fn new(pages: &Pages<'_>, book: &'p Book<'p>, at: usize, part: usize) -> Self {
        let (cast, say) = (&book.actors[at], book.say);
        let actor = cast.actor;
        let name = book.name_of(cast.id).text;
        let parts = cast.events.len().div_ceil(LONGEST_LIST);
        let shown = cast.events.iter().skip(part * LONGEST_LIST).take(LONGEST_LIST);
        let other = |part: usize| Link {
            text: fill(&say.part_n, &[("n", &(part + 1).to_string())]),
            href: actor_path(cast.id, part),
        };
        let count = say.count(&say.n_events, cast.events.len());
        let said = [name.clone(), office(book, cast), count.clone()];
        let said = said.into_iter().filter(|text| !text.is_empty()).collect::<Vec<_>>().join(", ");
        Self {
            frame: pages
                .frame_in(book, &name, &actor_path(cast.id, part))
                .linked(linked::actor(book, cast))
                .about(&said),
            name,
            kind: say.actor_kind(actor.kind),
            code: actor.code.as_deref().unwrap_or_default(),
            of: actor.of.as_ref().map(|of| book.name_of(of)),
            aliases: &actor.aliases,
            offices: actor.offices.iter().map(|one| (one.title.as_str(), term(one, say))).collect(),
            note: actor.note.as_deref().unwrap_or_default(),
            unsettled: disputes(book, |conflict| {
                part == 0 && conflict.actor.as_ref() == Some(cast.id)
            })
            .into_iter()
            .map(Dispute::at_home)
            .collect(),
            lane: if part == 0 { terms::draw(book, cast) } else { None },
            overview: overview::kept(&cast.overview, book, &cast.events),
            count,
            events: shown.map(|&rank| book.written(rank)).collect(),
            partners: (book.partners(cast).take(24))
                .map(|(other, times)| (book.name_of(other.id), say.count(&say.n_events, times)))
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

/// The office in which an actor appears: the one held on the days of most of its events, the
/// later one of two; without such an office, the last one with its term.
fn office(book: &Book<'_>, cast: &Cast<'_>) -> String {
    let days: Vec<NaiveDate> = (cast.events.iter())
        .filter_map(|&rank| {
            let bounds = book.events[rank].bounds;
            bounds.earliest_start.or(bounds.latest_start)
        })
        .collect();
    let held = |office: &Office| {
        let bounds = |date: &Option<Date>| Some(date.as_ref()?.when.as_ref()?.bounds());
        let first = bounds(&office.from).and_then(|from| from.earliest_start);
        let last = bounds(&office.to).and_then(|to| to.latest_end.or(to.latest_start));
        let within = |day: &&NaiveDate| {
            first.is_none_or(|first| first <= **day) && last.is_none_or(|last| **day <= last)
        };
        (days.iter().filter(within).count(), first)
    };
    let offices = &cast.actor.offices;
    match offices.iter().max_by_key(|office| held(office)) {
        Some(office) if held(office).0 > 0 => office.title.clone(),
        _ => offices.last().map_or(String::new(), |office| match term(office, book.say) {
            term if term.is_empty() => office.title.clone(),
            term => format!("{} ({term})", office.title),
        }),
    }
}

/// When an office was held, in words.
fn term(office: &Office, say: &Say) -> String {
    let said = |date: &Option<Date>| date.as_ref().map(|date| date_words(date, say));
    match (said(&office.from), said(&office.to)) {
        (Some(from), Some(to)) => fill(&say.range, &[("a", &from), ("b", &to)]),
        (Some(from), None) => fill(&say.since, &[("a", &from), ("a_of", &from)]),
        (None, Some(to)) => fill(&say.until, &[("b", &to), ("b_of", &to)]),
        (None, None) => String::new(),
    }
}
