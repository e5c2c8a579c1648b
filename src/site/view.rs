//! What pages share: the frame around them, an event as a card or as a line, a quote with its
//! source. All links are written from the timeline's folder; a page puts its way there in front.

use super::address;
use super::book::{Book, Entry, Rank};
use super::family::Family;
use super::glyph::{self, Glyph};
use super::words;
use crate::timeline::{Date, Event, Evidence, Id};
use crate::vocabulary::{Modality, Relation};

/// What stands around every page.
pub(crate) struct Frame {
    pub(crate) title: String,
    /// The way from the page to the site's folder: `../../`.
    pub(crate) up: &'static str,
    /// The way from the page to its timeline's folder; empty on the site's own pages.
    pub(crate) home: &'static str,
    /// The pages above this one, from the site's folder.
    pub(crate) trail: Vec<Link>,
    /// How many remarks the problems page has.
    pub(crate) problems: usize,
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
    /// How it hangs on another event: "answers"; empty outside a list of relations.
    pub(crate) tie: &'static str,
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
    pub(crate) ties: Vec<Line<'b>>,
    pub(crate) proofs: Vec<Proof<'b>>,
    /// "1 source", "3 quotes".
    pub(crate) proofs_said: String,
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
    /// Opens the article at the passage; empty where it has no address.
    pub(crate) passage: String,
}

impl Line<'_> {
    /// The classes by which filters and hues know the event.
    pub(crate) fn classes(&self) -> String {
        format!("t-{} {}", self.kind, self.family)
    }
}

impl Book<'_> {
    pub(crate) fn line(&self, rank: Rank) -> Line<'_> {
        let entry = &self.events[rank];
        Line {
            href: self.event_path(rank),
            title: title(entry),
            when: dated(entry),
            glyph: glyph::of(entry.event.when()),
            kind: entry.event.kind.name(),
            family: Family::of(entry.event.kind).class(),
            modality: match entry.event.modality {
                Modality::Happened => "",
                other => other.name(),
            },
            tie: "",
        }
    }

    pub(crate) fn card(&self, rank: Rank) -> Card<'_> {
        let Entry { id, event, .. } = &self.events[rank];
        let proofs: Vec<Proof<'_>> = event.evidence.iter().map(|one| self.proof(one)).collect();
        Card {
            id,
            line: self.line(rank),
            from: self.names(&event.from),
            to: self.names(&event.to),
            joint: joint(event),
            place: event.place.as_deref().unwrap_or_default(),
            ties: self.before(rank),
            proofs_said: if proofs.iter().any(|proof| proof.quote.is_empty()) {
                words::count(proofs.len(), "source", "sources")
            } else {
                words::count(proofs.len(), "quote", "quotes")
            },
            proofs,
        }
    }

    pub(crate) fn before(&self, rank: Rank) -> Vec<Line<'_>> {
        self.ties(&self.events[rank].before, |relation| match relation {
            Relation::RespondsTo => "answers",
            Relation::ConditionalOn => "depends on",
            Relation::After => "follows",
        })
    }

    pub(crate) fn next(&self, rank: Rank) -> Vec<Line<'_>> {
        self.ties(&self.events[rank].next, |relation| match relation {
            Relation::RespondsTo => "answered by",
            Relation::ConditionalOn => "condition for",
            Relation::After => "followed by",
        })
    }

    fn ties(
        &self,
        ties: &[(Relation, Rank)],
        word: impl Fn(Relation) -> &'static str,
    ) -> Vec<Line<'_>> {
        ties.iter()
            .map(|&(relation, rank)| Line { tie: word(relation), ..self.line(rank) })
            .collect()
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

    pub(crate) fn proof<'b>(&'b self, evidence: &'b Evidence) -> Proof<'b> {
        let text = |text: &'b Option<String>| text.as_deref().unwrap_or_default();
        let Some(listed) = self.source(&evidence.source) else {
            return Proof {
                prefix: text(&evidence.prefix),
                quote: text(&evidence.quote),
                suffix: text(&evidence.suffix),
                source: Link { text: evidence.source.to_string(), href: String::new() },
                publisher: "",
                published: String::new(),
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
            passage: passage.unwrap_or_default(),
        }
    }
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
        (false, false) if event.kind.is_reciprocal() => " with ",
        _ => " → ",
    }
}

impl Card<'_> {
    pub(crate) fn has_names(&self) -> bool {
        !self.from.is_empty() || !self.to.is_empty()
    }

    /// Its relations say no more than the order does.
    pub(crate) fn only_follows(&self) -> bool {
        self.ties.iter().all(|tie| tie.tie == "follows")
    }

    pub(crate) fn has_who(&self) -> bool {
        self.has_names() || !self.place.is_empty()
    }
}
