//! An event at its permanent address, and the pages that lead there from its old ones.

use askama::Template;

use crate::site::Pages;
use crate::site::book::{Book, Rank};
use crate::site::contradictions::Clash;
use crate::site::drawing::dependencies::Dependencies;
use crate::site::drawing::neighbourhood;
use crate::site::language::{Say, fill};
use crate::site::linked;
use crate::site::unsettled::{Dispute, disputes};
use crate::site::view::{Card, Frame, Group, Link, Side, title};
use crate::vocabulary::Modality;

/// The most events that are listed for a kind of relation.
const MOST_TIES: usize = 100;

/// All that is known about an event.
#[derive(Template)]
#[template(path = "event.html")]
pub(crate) struct Event<'p> {
    frame: Frame,
    card: Card<'p>,
    /// Where it stands in the list.
    listed: String,
    next: Vec<Group<'p>>,
    /// "3 days after", the other event where there is one, the words that say so.
    timing: Vec<(String, Option<Link>, &'p str)>,
    /// "planned: announced or scheduled".
    status: String,
    local: Option<Dependencies<'p>>,
    /// What cannot hold together with what is said here.
    clashes: Vec<&'p Clash>,
    unsettled: Vec<Dispute<'p>>,
    book: &'p Book<'p>,
    /// Field, how sure, by which rule.
    readings: Vec<(&'p str, &'p str, String)>,
    note: &'p str,
    /// "reported by 3 sources"; empty for one.
    backing: String,
    /// How to name it elsewhere.
    citation: String,
    /// Ids it went by before.
    aka: Vec<&'p str>,
    earlier: Option<Link>,
    later: Option<Link>,
}

impl<'p> Event<'p> {
    pub(crate) fn new(pages: &Pages<'_>, book: &'p Book<'p>, rank: Rank) -> Self {
        let (entry, say) = (&book.events[rank], book.say);
        let card = book.tied_card(rank, MOST_TIES);
        let next = book.groups(rank, Side::Next, MOST_TIES);
        let neighbour = |rank: Rank| {
            let entry = book.events.get(rank)?;
            Some(Link { text: title(entry).to_owned(), href: book.event_path(rank) })
        };
        Self {
            frame: pages
                .frame_in(book, title(entry), &book.event_path(rank))
                .article()
                .linked(linked::event(book, rank, &pages.settings))
                .about(&description(&card)),
            listed: book.listed_at(rank),
            local: neighbourhood::draw(book, rank),
            clashes: book.clashes_of(rank).collect(),
            unsettled: disputes(book, |conflict| conflict.event.as_ref() == Some(entry.id))
                .into_iter()
                .map(Dispute::at_home)
                .collect(),
            book,
            card,
            next,
            timing: timing(book, entry.event),
            status: match entry.event.modality {
                Modality::Happened => say.modality(Modality::Happened).to_owned(),
                other => format!("{}: {}", say.modality(other), say.standing(other)),
            },
            readings: readings(entry.event, say),
            note: entry.event.note.as_deref().unwrap_or_default(),
            backing: backing(entry.event, say),
            citation: citation(pages, book, rank),
            aka: entry.event.aka.iter().map(crate::timeline::Id::as_str).collect(),
            earlier: rank.checked_sub(1).and_then(neighbour),
            later: neighbour(rank + 1),
        }
    }
}

impl<'p> Event<'p> {
    /// What came before and what after, each under its heading.
    fn sides(&self) -> [(&'static str, &'static str, &[Group<'p>]); 2] {
        let say = self.frame.say;
        [(&say.before_title, "before", &self.card.ties), (&say.after_title, "after", &self.next)]
    }
}

/// How to name an event elsewhere: what, when it was, where it is told, and at which address.
fn citation(pages: &Pages<'_>, book: &Book<'_>, rank: Rank) -> String {
    let entry = &book.events[rank];
    let gaps = [("title", title(entry)), ("timeline", book.title()), ("date", entry.dated().words)];
    let mut citation = fill(&book.say.cite_said, &gaps);
    if pages.settings.url.is_some() {
        let path = format!("{}/{}", book.name, book.event_path(rank));
        citation.push_str(&book.say.comma);
        citation.push_str(&pages.settings.canonical(&path));
    }
    citation
}

/// How many sources tell it, where several do.
fn backing(event: &crate::timeline::Event, say: &Say) -> String {
    let mut sources: Vec<_> = event.evidence.iter().map(|one| &one.source).collect();
    sources.sort();
    sources.dedup();
    match sources.len() {
        0 | 1 => String::new(),
        n => fill(&say.sources_said, &[("sources", &say.count(&say.n_sources, n))]),
    }
}

/// How far from other events it lies, and how long it lasts.
fn timing<'p>(
    book: &Book<'p>,
    event: &'p crate::timeline::Event,
) -> Vec<(String, Option<Link>, &'p str)> {
    let said = event.timing.iter().filter_map(|timing| {
        let other = timing.on().map(|on| {
            let rank = book.rank(on)?;
            Some(Link { text: title(&book.events[rank]).to_owned(), href: book.event_path(rank) })
        });
        // An event that is not there is for the problems page.
        let other = match other {
            Some(found) => Some(found?),
            None => None,
        };
        Some((book.say.timing(timing)?, other, timing.quote.as_deref().unwrap_or_default()))
    });
    said.collect()
}

/// "Planned talks, 15 May 2025: Russia with Ukraine, Istanbul".
fn description(card: &Card<'_>) -> String {
    let names = |names: &[Link]| {
        let names: Vec<&str> = names.iter().take(4).map(|name| name.text.as_str()).collect();
        names.join(", ")
    };
    let mut who = [names(&card.from), names(&card.to)].join(card.joint);
    if !card.place.is_empty() {
        who.push_str(if who.is_empty() { "" } else { ", " });
        who.push_str(card.place);
    }
    let colon = if who.is_empty() { "" } else { ": " };
    format!("{} ({}, {}){colon}{who}", card.line.title, card.line.said(), card.line.when.words)
}

/// The fields that a machine read: how sure it was, and by which rule.
fn readings<'p>(
    event: &'p crate::timeline::Event,
    say: &'static Say,
) -> Vec<(&'p str, &'p str, String)> {
    let rule = |field: &String| match event.reading.get(field) {
        Some(rule) => fill(&say.by_rule, &[("rule", rule)]),
        None => String::new(),
    };
    let mut readings: Vec<(&str, &str, String)> = (event.confidence.iter())
        .map(|(field, sure)| (say.field(field), say.confidence(*sure), rule(field)))
        .collect();
    for field in event.reading.keys() {
        if !event.confidence.contains_key(field) {
            readings.push((say.field(field), "", rule(field)));
        }
    }
    readings
}

/// An old address of an event or an actor.
#[derive(Template)]
#[template(path = "moved.html")]
pub(crate) struct Moved<'p> {
    /// From the old page to the new one.
    href: String,
    title: &'p str,
    said: &'static str,
    say: &'static Say,
    canonical: String,
}

impl<'p> Moved<'p> {
    pub(crate) fn actor(pages: &Pages<'_>, book: &Book<'p>, at: usize) -> Self {
        let cast = &book.actors[at];
        let path = format!("{}/{}", book.name, crate::site::address::actor(cast.id));
        let href = format!("../{}/index.html", cast.id);
        Self {
            canonical: pages
                .settings
                .url
                .as_ref()
                .map_or_else(|| href.clone(), |_| pages.settings.canonical(&path)),
            href,
            title: crate::site::view::named(&cast.actor.name, cast.id),
            said: &book.say.moved_actor,
            say: book.say,
        }
    }

    pub(crate) fn new(pages: &Pages<'_>, book: &Book<'p>, rank: Rank) -> Self {
        let entry = &book.events[rank];
        let path = format!("{}/{}", book.name, book.event_path(rank));
        let href = format!("../{}/index.html", entry.id);
        Self {
            canonical: pages
                .settings
                .url
                .as_ref()
                .map_or_else(|| href.clone(), |_| pages.settings.canonical(&path)),
            href,
            title: title(entry),
            said: &book.say.moved_said,
            say: book.say,
        }
    }
}
