//! What pages share: the frame around them, an event as a card or as a line, a quote with its
//! source. All links are written from the timeline's folder; a page puts its way there in front.

use super::address;
use super::book::{Book, Entry, RELATIONS, Rank, Shelf};
use super::family::Family;
use super::glyph::{self, Glyph};
use super::words;
use crate::timeline::{Date, Event, Id};
use crate::vocabulary::{EventType, Modality, Relation};

/// What stands around every page.
pub(crate) struct Frame {
    pub(crate) title: String,
    /// What the page holds, for those who only see a link to it.
    pub(crate) description: String,
    /// The kind of page, as Open Graph calls it.
    pub(crate) kind: &'static str,
    /// The way from the page to the site's folder: `../../`.
    pub(crate) up: &'static str,
    /// The way from the page to its timeline's folder; empty on the site's own pages.
    pub(crate) home: &'static str,
    /// The pages above this one, from the site's folder.
    pub(crate) trail: Vec<Link>,
    /// How many remarks the problems page has.
    pub(crate) problems: usize,
}

impl Frame {
    /// Says what the page holds, in one line that is cut between words.
    pub(crate) fn about(mut self, text: &str) -> Self {
        const LONGEST: usize = 200;
        let mut line = String::new();
        for word in text.split_whitespace() {
            if line.len() + word.len() > LONGEST {
                line.extend(word.chars().take(if line.is_empty() { LONGEST } else { 0 }));
                line.push('…');
                break;
            }
            if !line.is_empty() {
                line.push(' ');
            }
            line.push_str(word);
        }
        self.description = line;
        self
    }

    pub(crate) fn article(mut self) -> Self {
        self.kind = "article";
        self
    }
}

/// A text, with a link where it has a page.
pub(crate) struct Link {
    pub(crate) text: String,
    /// Empty where there is no page.
    pub(crate) href: String,
}

/// A date, as words and as written.
pub(crate) struct Dated<'b> {
    pub(crate) words: String,
    /// As it stands in the file; empty where there is none.
    pub(crate) written: &'b str,
    /// For the `datetime` attribute; empty where HTML has no form for it.
    pub(crate) datetime: String,
    /// What the neighbours leave possible; empty where they add nothing.
    pub(crate) inferred: String,
}

/// An event on one line.
pub(crate) struct Line<'b> {
    pub(crate) href: String,
    pub(crate) title: &'b str,
    pub(crate) when: Dated<'b>,
    pub(crate) glyph: Glyph,
    pub(crate) kind: &'static str,
    pub(crate) family: &'static str,
    /// Empty for what happened.
    pub(crate) modality: &'static str,
}

/// An event in the list.
pub(crate) struct Card<'b> {
    pub(crate) id: &'b Id,
    pub(crate) line: Line<'b>,
    pub(crate) from: Vec<Link>,
    pub(crate) to: Vec<Link>,
    /// Between the two.
    pub(crate) joint: &'static str,
    pub(crate) place: &'b str,
    pub(crate) ties: Vec<Group<'b>>,
    pub(crate) proofs: Vec<Proof<'b>>,
    /// "1 source", "3 quotes".
    pub(crate) proofs_said: String,
    /// Something that is said about it cannot hold with the rest.
    pub(crate) contested: bool,
}

/// Events that hang on another one in the same way.
pub(crate) struct Group<'b> {
    /// "answers".
    pub(crate) verb: &'static str,
    pub(crate) lines: Vec<Line<'b>>,
    /// How many more there are.
    pub(crate) more: usize,
}

/// Which way to look from an event.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Side {
    Before,
    Next,
}

/// The words an event rests on.
pub(crate) struct Proof<'b> {
    pub(crate) prefix: &'b str,
    /// Empty where only the source is named.
    pub(crate) quote: &'b str,
    pub(crate) suffix: &'b str,
    pub(crate) source: Link,
    pub(crate) publisher: &'b str,
    pub(crate) published: String,
    /// Leads to the passage in the kept copy; empty where it is not there.
    pub(crate) kept: String,
    /// Opens the article on the web at the passage; empty where it has no address.
    pub(crate) passage: String,
}

impl Line<'_> {
    /// The classes by which filters and hues know the event.
    pub(crate) fn classes(&self) -> String {
        match self.modality {
            "" => format!("t-{} {}", self.kind, self.family),
            modality => format!("t-{} {} m-{modality}", self.kind, self.family),
        }
    }

    /// "talks", "planned talks".
    pub(crate) fn said(&self) -> String {
        [self.modality, self.kind].join(" ").trim_start().to_owned()
    }
}

impl Book<'_> {
    pub(crate) fn line(&self, rank: Rank) -> Line<'_> {
        let entry = &self.events[rank];
        let when = dated(entry);
        Line {
            href: self.event_path(rank),
            title: title(entry),
            glyph: glyph::of(entry.event.when())
                .standing(entry.event.modality)
                .inferred(!when.inferred.is_empty()),
            when,
            kind: entry.event.kind.name(),
            family: Family::of(entry.event.kind).class(),
            modality: match entry.event.modality {
                Modality::Happened => "",
                other => other.name(),
            },
        }
    }

    pub(crate) fn card(&self, rank: Rank) -> Card<'_> {
        let Entry { id, event, .. } = &self.events[rank];
        let proofs = (0..event.evidence.len()).map(|i| self.proof(rank, i)).collect::<Vec<_>>();
        Card {
            id,
            line: self.line(rank),
            from: self.names(&event.from),
            to: self.names(&event.to),
            contested: self.is_contested(rank),
            joint: joint(event),
            place: event.place.as_deref().unwrap_or_default(),
            ties: self.groups(rank, Side::Before, FEW_TIES),
            proofs_said: if proofs.iter().any(|proof| proof.quote.is_empty()) {
                words::count(proofs.len(), "source", "sources")
            } else {
                words::count(proofs.len(), "quote", "quotes")
            },
            proofs,
        }
    }

    /// An event in a list of many: the rest is on its page.
    pub(crate) fn short_card(&self, rank: Rank) -> Card<'_> {
        let mut card = self.card(rank);
        for names in [&mut card.from, &mut card.to] {
            let more = names.len().saturating_sub(FEW_NAMES);
            if more > 0 {
                names.truncate(FEW_NAMES);
                names.push(Link { text: format!("{more} more"), href: String::new() });
            }
        }
        card.proofs.truncate(FEW_PROOFS);
        card
    }

    /// The events on one side of an event, by how they hang on it.
    pub(crate) fn groups(&self, rank: Rank, side: Side, most: usize) -> Vec<Group<'_>> {
        let ties = match side {
            Side::Before => &self.events[rank].before,
            Side::Next => &self.events[rank].next,
        };
        let group = |relation: Relation| {
            let verb = verb(relation, side);
            let those = ties.iter().filter(|&&(one, _)| one == relation);
            let lines: Vec<Line<'_>> =
                (those.clone().take(most)).map(|&(_, rank)| self.line(rank)).collect();
            let more = those.count() - lines.len();
            (!lines.is_empty()).then_some(Group { verb, lines, more })
        };
        RELATIONS.into_iter().filter_map(group).collect()
    }

    pub(crate) fn names(&self, ids: &[Id]) -> Vec<Link> {
        ids.iter().map(|id| self.name_of(id)).collect()
    }

    /// An actor's name with a link to its page, or the id as it is where nobody introduced it.
    pub(crate) fn name_of(&self, id: &Id) -> Link {
        match self.actor(id) {
            Some(cast) => {
                let name = cast.actor.name.as_str();
                let text = if name.trim().is_empty() { id.as_str() } else { name };
                Link { text: text.to_owned(), href: address::actor(cast.id) }
            }
            None => Link { text: id.to_string(), href: String::new() },
        }
    }

    /// The `i`-th piece of evidence of an event.
    pub(crate) fn proof<'b>(&'b self, rank: Rank, i: usize) -> Proof<'b> {
        let evidence = &self.events[rank].event.evidence[i];
        let text = |text: &'b Option<String>| text.as_deref().unwrap_or_default();
        let Some(listed) = self.source(&evidence.source) else {
            return Proof {
                prefix: text(&evidence.prefix),
                quote: text(&evidence.quote),
                suffix: text(&evidence.suffix),
                source: Link { text: evidence.source.to_string(), href: String::new() },
                publisher: "",
                published: String::new(),
                kept: String::new(),
                passage: String::new(),
            };
        };
        let source = listed.source;
        let passage = source.url.as_deref().and_then(|url| {
            let quote = evidence.quote.as_deref().unwrap_or_default();
            address::passage(url, evidence.prefix.as_deref(), quote, evidence.suffix.as_deref())
                .or_else(|| address::web(url).map(str::to_owned))
        });
        Proof {
            prefix: text(&evidence.prefix),
            quote: text(&evidence.quote),
            suffix: text(&evidence.suffix),
            source: Link {
                text: named(&source.title, listed.id).to_owned(),
                href: address::source(listed.id),
            },
            publisher: text(&source.publisher),
            published: source.published.as_ref().map(date_words).unwrap_or_default(),
            kept: listed.kept.passage(rank, i).map(|n| kept_at(listed, n)).unwrap_or_default(),
            passage: passage.unwrap_or_default(),
        }
    }
}

/// On a page of many events: ties of a kind, actors on a side, quotes.
const FEW_TIES: usize = 3;
const FEW_NAMES: usize = 8;
const FEW_PROOFS: usize = 3;

const fn verb(relation: Relation, side: Side) -> &'static str {
    match (side, relation) {
        (Side::Before, Relation::RespondsTo) => "answers",
        (Side::Before, Relation::ConditionalOn) => "depends on",
        (Side::Before, Relation::After) => "follows",
        (Side::Next, Relation::RespondsTo) => "answered by",
        (Side::Next, Relation::ConditionalOn) => "condition for",
        (Side::Next, Relation::After) => "followed by",
    }
}

/// Where a passage stands in the kept copy, from the timeline's folder.
fn kept_at(source: &Shelf<'_>, passage: usize) -> String {
    let part = source.kept.passages[passage].part;
    format!("{}#{}", address::source_part(source.id, part), anchor(passage))
}

/// The name of a passage for links; the underscore keeps it apart from ids of events.
pub(crate) fn anchor(passage: usize) -> String {
    format!("q_{}", passage + 1)
}

/// A title, or the id where there is none.
pub(crate) fn named<'b>(title: &'b str, id: &'b Id) -> &'b str {
    if title.trim().is_empty() { id.as_str() } else { title }
}

pub(crate) fn title<'b>(entry: &Entry<'b>) -> &'b str {
    named(&entry.event.title, entry.id)
}

/// A date in words, or as written where it is no date we read.
pub(crate) fn date_words(date: &Date) -> String {
    date.when.as_ref().map_or_else(|| date.written.clone(), words::date)
}

pub(crate) fn dated<'b>(entry: &Entry<'b>) -> Dated<'b> {
    let inferred = if entry.inferred || entry.event.when().is_none() {
        words::bounds(&entry.bounds).unwrap_or_default()
    } else {
        String::new()
    };
    match &entry.event.date {
        Some(date) => Dated {
            words: date_words(date),
            written: &date.written,
            datetime: date.when.as_ref().and_then(words::datetime).unwrap_or_default(),
            inferred,
        },
        None => Dated {
            words: "no date given".to_owned(),
            written: "",
            datetime: String::new(),
            inferred,
        },
    }
}

fn joint(event: &Event) -> &'static str {
    match (event.from.is_empty(), event.to.is_empty()) {
        (_, true) => "",
        // Talks may fail on one side's account.
        (false, false) if event.kind.is_reciprocal() && event.kind != EventType::Collapse => {
            " with "
        }
        _ => " → ",
    }
}

impl Card<'_> {
    pub(crate) fn has_names(&self) -> bool {
        !self.from.is_empty() || !self.to.is_empty()
    }

    /// Its relations say no more than the order does.
    pub(crate) fn only_follows(&self) -> bool {
        self.ties.iter().all(|group| group.verb == "follows")
    }

    pub(crate) fn has_who(&self) -> bool {
        self.has_names() || !self.place.is_empty()
    }
}
