//! What pages share: the frame around them, an event as a card or as a line, a quote with its
//! source. All links are written from the timeline's folder; a page puts its way there in front.

use super::book::{Book, Entry, RELATIONS, Rank, Shelf};
use super::family::Family;
use super::glyph::{self, Glyph};
use super::language::{Say, fill};
use super::words;
use super::written::Written;
use super::{Hand, address};
use crate::calendar::{Bounds, NaiveDate, When};
use crate::timeline::{Date, Event, Id, Source};
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
    /// The language around the page.
    pub(crate) say: &'static Say,
    /// The address by which the page is to be known.
    pub(crate) canonical: String,
    /// It is a whole address, not just one relative to the page.
    pub(crate) absolute: bool,
    /// What the page is about, as JSON-LD; empty for nothing.
    pub(crate) linked: String,
    /// It belongs to a timeline.
    pub(crate) inside: bool,
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

    /// Says what the page is about, as JSON-LD that may stand in a page.
    pub(crate) fn linked(mut self, json: String) -> Self {
        self.linked = json;
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
#[derive(Clone, Copy)]
pub(crate) struct Dated<'b> {
    pub(crate) words: &'b str,
    /// As it stands in the file; empty where there is none.
    pub(crate) written: &'b str,
    /// For the `datetime` attribute; empty where HTML has no form for it.
    pub(crate) datetime: &'b str,
    /// What the neighbours leave possible; empty where they add nothing.
    pub(crate) inferred: &'b str,
}

/// How a date is told, made once: an event is named on many pages.
pub(crate) struct Told {
    words: String,
    datetime: String,
    inferred: String,
    glyph: Glyph,
}

/// An event on one line.
pub(crate) struct Line<'b> {
    pub(crate) href: String,
    pub(crate) title: &'b str,
    pub(crate) when: Dated<'b>,
    pub(crate) glyph: Glyph,
    /// The type, as a class.
    pub(crate) kind: &'static str,
    /// The type in words.
    pub(crate) word: &'static str,
    pub(crate) family: &'static str,
    /// As a class; empty for what happened.
    pub(crate) modality: &'static str,
    /// In a word.
    pub(crate) standing: &'static str,
    /// "planned talks"; nothing for what happened.
    pub(crate) said: Option<String>,
}

/// An event in the list.
pub(crate) struct Card<'b> {
    pub(crate) id: &'b Id,
    pub(crate) line: Line<'b>,
    pub(crate) from: Vec<Link>,
    pub(crate) to: Vec<Link>,
    /// Between the two.
    pub(crate) joint: &'static str,
    /// Both sides do the same.
    pub(crate) mutual: bool,
    pub(crate) place: &'b str,
    pub(crate) ties: Vec<Group<'b>>,
    pub(crate) proofs: Vec<Proof<'b>>,
    /// "1 source", "3 quotes".
    pub(crate) proofs_said: String,
    /// Something that is said about it cannot hold with the rest.
    pub(crate) contested: bool,
    /// Classes of the actors by whom the page can be filtered, each behind a blank.
    pub(crate) marks: String,
    /// Where what happens at its place is listed; empty where it names none.
    pub(crate) place_href: String,
    /// What a person did to it, in a few words and in a sentence; empty for nothing.
    pub(crate) hand: (&'static str, String),
}

/// Events that hang on another one in the same way.
pub(crate) struct Group<'b> {
    pub(crate) relation: Relation,
    /// "answers".
    pub(crate) verb: &'static str,
    pub(crate) lines: Vec<&'b Written>,
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
    /// The address of the article alone: for paper, where nobody follows a link.
    pub(crate) at: &'b str,
    /// "paragraph 4"; empty where the words are not in the kept copy.
    pub(crate) paragraph: String,
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
    pub(crate) fn said(&self) -> &str {
        self.said.as_deref().unwrap_or(self.word)
    }
}

impl Book<'_> {
    pub(crate) fn line(&self, rank: Rank) -> Line<'_> {
        let entry = &self.events[rank];
        let (kind, modality) = (entry.event.kind, entry.event.modality);
        let happened = modality == Modality::Happened;
        Line {
            href: self.event_path(rank),
            title: title(entry),
            glyph: entry.told.glyph,
            when: entry.dated(),
            kind: kind.name(),
            word: self.say.kind(kind),
            family: Family::of(kind).class(),
            modality: if happened { "" } else { modality.name() },
            standing: if happened { "" } else { self.say.modality(modality) },
            said: (!happened).then(|| self.say.modal_type(kind, modality)),
        }
    }

    pub(crate) fn card(&self, rank: Rank) -> Card<'_> {
        self.tied_card(rank, FEW_TIES)
    }

    /// A card that names so many of the events that its own hangs on in the same way.
    pub(crate) fn tied_card(&self, rank: Rank, most: usize) -> Card<'_> {
        let Entry { id, event, .. } = &self.events[rank];
        let proofs = (0..event.evidence.len()).map(|i| self.proof(rank, i)).collect::<Vec<_>>();
        Card {
            id,
            line: self.line(rank),
            from: self.names(&event.from),
            to: self.names(&event.to),
            contested: self.is_contested(rank),
            joint: joint(event, self.say),
            mutual: is_mutual(event),
            place: event.place.as_deref().unwrap_or_default(),
            ties: self.groups(rank, Side::Before, most),
            proofs_said: if proofs.iter().any(|proof| proof.quote.is_empty()) {
                self.say.count(&self.say.n_sources, proofs.len())
            } else {
                self.say.count(&self.say.n_quotes, proofs.len())
            },
            proofs,
            marks: String::new(),
            place_href: self.place_path(rank),
            hand: self.hand(id),
        }
    }

    /// What a person did to what a machine read: in a few words and in a sentence.
    fn hand(&self, id: &Id) -> (&'static str, String) {
        let say = self.say;
        let fields = |pattern: &str, fields: &[&str]| {
            let fields: Vec<&str> = fields.iter().map(|field| say.field(field)).collect();
            let fields = fields.join(&say.comma);
            // Labels begin with a capital; within a sentence only German nouns do.
            let fields = if say.code == "de" { fields } else { fields.to_lowercase() };
            fill(pattern, &[("fields", &fields)])
        };
        match self.hands.get(id) {
            None => ("", String::new()),
            Some(Hand::Written) => (&say.hand_written, say.hand_written_said.clone()),
            Some(Hand::Edited(those)) => (&say.hand_edited, fields(&say.hand_edited_said, those)),
            Some(Hand::Confirmed(those)) => {
                let those: Vec<&str> = those.iter().map(String::as_str).collect();
                (&say.hand_confirmed, fields(&say.hand_confirmed_said, &those))
            }
        }
    }

    /// An event in a list of many: the rest is on its page.
    pub(crate) fn short_card(&self, rank: Rank) -> Card<'_> {
        let mut card = self.card(rank);
        for names in [&mut card.from, &mut card.to] {
            let more = names.len().saturating_sub(FEW_NAMES);
            if more > 0 {
                names.truncate(FEW_NAMES);
                names.push(Link {
                    text: self.say.count(&self.say.n_others, more),
                    href: String::new(),
                });
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
            let verb = verb(relation, side, self.say);
            let those = ties.iter().filter(|&&(one, _)| one == relation);
            let lines: Vec<&Written> =
                (those.clone().take(most)).map(|&(_, rank)| self.written(rank)).collect();
            let more = those.count() - lines.len();
            (!lines.is_empty()).then_some(Group { relation, verb, lines, more })
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
                at: "",
                paragraph: String::new(),
            };
        };
        let source = listed.source;
        let there = listed.kept.passage(rank, i);
        let quote = evidence.quote.as_deref().unwrap_or_default();
        let (prefix, suffix) = (evidence.prefix.as_deref(), evidence.suffix.as_deref());
        let passage = listed.web.map(|web| web.passage(prefix, quote, suffix));
        Proof {
            prefix: text(&evidence.prefix),
            quote: text(&evidence.quote),
            suffix: text(&evidence.suffix),
            source: Link {
                text: named(&source.title, listed.id).to_owned(),
                href: address::source(listed.id),
            },
            publisher: text(&source.publisher),
            published: listed.published.clone(),
            kept: there.map(|n| kept_at(listed, n)).unwrap_or_default(),
            passage: passage.unwrap_or_default(),
            at: listed.web.map_or("", address::Web::as_str),
            paragraph: there
                .map(|n| {
                    let number = listed.kept.passages[n].paragraph.to_string();
                    fill(&self.say.paragraph, &[("n", &number)])
                })
                .unwrap_or_default(),
        }
    }
}

/// On a page of many events: ties of a kind, actors on a side, quotes.
const FEW_TIES: usize = 3;
const FEW_NAMES: usize = 8;
const FEW_PROOFS: usize = 3;

fn verb(relation: Relation, side: Side, say: &'static Say) -> &'static str {
    match (side, relation) {
        (Side::Before, Relation::RespondsTo) => &say.answers,
        (Side::Before, Relation::ConditionalOn) => &say.depends_on,
        (Side::Before, Relation::After) => &say.follows,
        (Side::Next, Relation::RespondsTo) => &say.answered_by,
        (Side::Next, Relation::ConditionalOn) => &say.condition_for,
        (Side::Next, Relation::After) => &say.followed_by,
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

/// When a source came out, in words.
pub(crate) fn published(source: &Source, say: &Say) -> String {
    source.published.as_ref().map(|date| date_words(date, say)).unwrap_or_default()
}

/// A date in words, or as written where it is no date we read.
pub(crate) fn date_words(date: &Date, say: &Say) -> String {
    date.when.as_ref().map_or_else(|| date.written.clone(), |when| say.date(when))
}

impl Told {
    /// - `bounds`, `inferred`: what the neighbours leave possible, and whether they narrow the date.
    pub(crate) fn new(event: &Event, bounds: &Bounds, inferred: bool, say: &Say) -> Self {
        let inferred = if inferred || event.when().is_none() {
            let bounds = say.bounds(bounds);
            bounds.map(|days| fill(&say.inferred, &[("days", &days)])).unwrap_or_default()
        } else {
            String::new()
        };
        let glyph = glyph::of(event.when()).standing(event.modality).inferred(!inferred.is_empty());
        let date = event.date.as_ref();
        let datetime = date.and_then(|date| date.when.as_ref()).and_then(words::datetime);
        Self {
            words: date.map_or_else(|| say.no_date.clone(), |date| date_words(date, say)),
            datetime: datetime.unwrap_or_default(),
            inferred,
            glyph,
        }
    }
}

impl Entry<'_> {
    /// The first day it can fall on, or the last where only that is known.
    pub(crate) fn day(&self) -> Option<NaiveDate> {
        let of = |bounds: Bounds| bounds.earliest_start.or(bounds.latest_start);
        self.event.when().map(When::bounds).and_then(of).or_else(|| of(self.bounds))
    }

    pub(crate) fn dated(&self) -> Dated<'_> {
        let Told { words, datetime, inferred, .. } = &self.told;
        let written = self.event.date.as_ref().map_or("", |date| date.written.as_str());
        Dated { words, written, datetime, inferred }
    }
}

/// Both sides do the same; but talks may fail on one side's account.
fn is_mutual(event: &Event) -> bool {
    let both = !event.from.is_empty() && !event.to.is_empty();
    both && event.kind.is_reciprocal() && event.kind != EventType::Collapse
}

fn joint(event: &Event, say: &'static Say) -> &'static str {
    if event.to.is_empty() {
        ""
    } else if is_mutual(event) {
        &say.together
    } else {
        &say.acts_on
    }
}

impl Card<'_> {
    pub(crate) fn has_names(&self) -> bool {
        !self.from.is_empty() || !self.to.is_empty()
    }

    /// Its relations say no more than the order does.
    pub(crate) fn only_follows(&self) -> bool {
        self.ties.iter().all(|group| group.relation == Relation::After)
    }

    pub(crate) fn has_who(&self) -> bool {
        self.has_names() || !self.place.is_empty()
    }
}
