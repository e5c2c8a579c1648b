//! The list of events: a whole timeline, a period of it, or the table of its periods.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;

use askama::Template;

use super::recent::{Told, told};
use super::site::events_said;
use crate::site::Pages;
use crate::site::book::{self, Book, Rank};
use crate::site::family::Family;
use crate::site::language::Say;
use crate::site::linked;
use crate::site::overview::{self, Overview};
use crate::site::shelves::{Month, Row, Volume};
use crate::site::unsettled::{Dispute, FEW, disputes};
use crate::site::view::{Card, Frame, Link, named};
use crate::site::written::Written;
use crate::vocabulary::Modality;

/// Events by month.
#[derive(Template)]
#[template(path = "timeline.html")]
pub(crate) struct Timeline<'p> {
    frame: Frame,
    title: &'p str,
    /// The period, on the page of a period.
    period: &'p str,
    summary: &'p str,
    counts: String,
    overview: Option<Overview>,
    filters: Vec<Filter>,
    /// Class, word, how many: where the page has more than one.
    modalities: Vec<(&'static str, &'p str, usize)>,
    /// Who acts most often on the page: name and how many events.
    people: Vec<(String, usize)>,
    /// By event of the page: the numbers of those people.
    marks: BTreeMap<Rank, String>,
    /// On the first page: the events that most others rest on, and what changed last.
    key: Vec<&'p Written>,
    newest: Vec<Told<'p>>,
    /// On the first page: what a merge left open.
    unsettled: Vec<Dispute<'p>>,
    months: Vec<Listed<'p>>,
    /// The periods before and after this one.
    earlier: Option<Link>,
    later: Option<Link>,
    book: &'p Book<'p>,
}

/// The types of a family that occur on the page, each with how often.
struct Filter {
    family: Family,
    kinds: Vec<(&'static str, &'static str, usize)>,
}

struct Listed<'p> {
    title: String,
    anchor: String,
    /// "3 events".
    count: String,
    rows: &'p [Row],
}

impl<'p> Timeline<'p> {
    pub(crate) fn whole(pages: &Pages<'_>, book: &'p Book<'p>) -> Self {
        Self {
            summary: book.timeline.summary.as_deref().unwrap_or_default(),
            counts: events_said(book),
            key: if book.events.len() > SHORT {
                key_events(book, FEW_KEY).into_iter().map(|rank| book.written(rank)).collect()
            } else {
                Vec::new()
            },
            newest: told(book, NEWEST),
            unsettled: disputes(book, |_| true).into_iter().take(FEW).collect(),
            ..Self::of(front(pages, book), book, &book.volumes[0])
        }
    }

    pub(crate) fn period(pages: &Pages<'_>, book: &'p Book<'p>, at: usize) -> Self {
        let volume = &book.volumes[at];
        let link = |volume: &Volume| Link { text: volume.title.clone(), href: volume.path() };
        let (ranks, stretch) = (volume.ranks().count(), stretch(book, volume));
        let events = book.say.count(&book.say.n_events, ranks);
        let counts = stretch.map_or(events.clone(), |stretch| format!("{stretch} · {events}"));
        Self {
            counts: counts.clone(),
            earlier: at.checked_sub(1).map(|at| link(&book.volumes[at])),
            later: book.volumes.get(at + 1).map(link),
            ..Self::of(
                pages.frame_in(book, &volume.title, &volume.path()).about(&counts),
                book,
                volume,
            )
        }
    }

    fn of(frame: Frame, book: &'p Book<'p>, volume: &'p Volume) -> Self {
        let ranks: Vec<Rank> = volume.ranks().collect();
        let people = people(book, &ranks);
        let here: BTreeSet<Rank> = ranks.iter().copied().collect();
        let mut marks: BTreeMap<Rank, String> = BTreeMap::new();
        for (n, &(at, _)) in people.iter().enumerate() {
            for rank in book.actors[at].events.iter().filter(|rank| here.contains(rank)) {
                let _ = write!(marks.entry(*rank).or_default(), " a{}", n + 1);
            }
        }
        Self {
            frame,
            title: named(&book.timeline.title, book.name),
            period: &volume.title,
            summary: "",
            counts: String::new(),
            overview: overview::linked(
                ranks.iter().map(|&rank| &book.events[rank]),
                book.say,
                |at| Some(format!("#{}", book.events[ranks[at]].id)),
            ),
            filters: filters(book, &ranks),
            modalities: modalities(book, &ranks),
            people: people
                .iter()
                .map(|&(at, n)| (book.name_of(book.actors[at].id).text, n))
                .collect(),
            marks,
            key: Vec::new(),
            newest: Vec::new(),
            unsettled: Vec::new(),
            months: volume.months.iter().map(|month| listed(month, book.say)).collect(),
            earlier: None,
            later: None,
            book,
        }
    }

    fn card(&self, rank: Rank) -> Card<'p> {
        let marks = self.marks.get(&rank).cloned().unwrap_or_default();
        Card { marks, ..self.book.short_card(rank) }
    }

    /// Whether there is anything to filter by.
    fn has_filters(&self) -> bool {
        !self.filters.is_empty() || !self.modalities.is_empty() || !self.people.is_empty()
    }

    /// What a silence is called and how tall its row is, from 1 to 5.
    fn silence(&self, days: i64) -> (String, u32) {
        let months = u64::try_from(days / 28).unwrap_or(1).max(1);
        (self.book.say.silence(days), months.ilog2().min(4) + 1)
    }
}

/// The frame of a timeline's first page.
fn front(pages: &Pages<'_>, book: &Book<'_>) -> Frame {
    let counts = events_said(book);
    let summary = book.timeline.summary.as_deref().filter(|text| !text.trim().is_empty());
    pages
        .frame_in(book, "", "index.html")
        .linked(linked::timeline(book))
        .about(summary.unwrap_or(&counts))
}

fn listed<'p>(month: &'p Month, say: &Say) -> Listed<'p> {
    let events = month.rows.iter().filter(|row| matches!(row, Row::Event(_))).count();
    Listed {
        title: month.when.title(say),
        anchor: month.when.anchor(),
        count: say.count(&say.n_events, events),
        rows: &month.rows,
    }
}

fn filters(book: &Book<'_>, ranks: &[Rank]) -> Vec<Filter> {
    let kinds: Vec<_> = ranks.iter().map(|&rank| book.events[rank].event.kind).collect();
    let present: BTreeSet<_> = kinds.iter().copied().collect();
    if present.len() < 2 {
        return Vec::new();
    }
    Family::ALL
        .into_iter()
        .map(|family| Filter {
            family,
            kinds: (present.iter())
                .filter(|&&kind| Family::of(kind) == family)
                .map(|&kind| {
                    (
                        kind.name(),
                        book.say.kind(kind),
                        kinds.iter().filter(|&&one| one == kind).count(),
                    )
                })
                .collect(),
        })
        .filter(|filter| !filter.kinds.is_empty())
        .collect()
}

/// How the events of the page stand to the facts, where not all stand alike.
fn modalities<'p>(book: &Book<'p>, ranks: &[Rank]) -> Vec<(&'static str, &'p str, usize)> {
    let count = |modality: Modality| {
        ranks.iter().filter(|&&rank| book.events[rank].event.modality == modality).count()
    };
    let found: Vec<_> = (Modality::ALL.iter())
        .map(|&modality| (modality.name(), book.say.modality(modality), count(modality)))
        .filter(|(_, _, n)| *n > 0)
        .collect();
    if found.len() < 2 { Vec::new() } else { found }
}

/// The actors by whom a page can be filtered, the most frequent first; others have pages.
pub(crate) const MOST_PEOPLE: usize = 12;

fn people(book: &Book<'_>, ranks: &[Rank]) -> Vec<(usize, usize)> {
    let mut times: BTreeMap<usize, usize> = BTreeMap::new();
    for &rank in ranks {
        let event = book.events[rank].event;
        let mut those: Vec<usize> =
            event.from.iter().chain(&event.to).filter_map(|id| book.actor_number(id)).collect();
        those.sort_unstable();
        those.dedup();
        for at in those {
            *times.entry(at).or_default() += 1;
        }
    }
    let mut people: Vec<(usize, usize)> =
        times.into_iter().filter(|&(_, n)| n > 1 && n < ranks.len()).collect();
    people.sort_by_key(|&(at, n)| (std::cmp::Reverse(n), at));
    people.truncate(MOST_PEOPLE);
    if people.len() < 2 { Vec::new() } else { people }
}

fn stretch(book: &Book<'_>, volume: &Volume) -> Option<String> {
    let ranks: Vec<Rank> = volume.ranks().collect();
    let (first, last) = book::stretch(ranks.iter().map(|&rank| &book.events[rank]))?;
    Some(book.say.stretch(first, last))
}

/// The periods of a timeline that is too long for a page.
#[derive(Template)]
#[template(path = "periods.html")]
pub(crate) struct Periods<'p> {
    frame: Frame,
    title: &'p str,
    summary: &'p str,
    counts: String,
    overview: Option<Overview>,
    parts: Vec<Period<'p>>,
    /// The events that most others rest on.
    key: Vec<&'p Written>,
    newest: Vec<Told<'p>>,
}

struct Period<'p> {
    href: String,
    title: &'p str,
    count: String,
    /// Its share of the longest period, in hundredths.
    share: usize,
}

/// How many key events are shown.
const KEY: usize = 20;
/// A timeline of no more events than this is its own selection; a longer one on one page names a
/// few of them.
const SHORT: usize = 24;
const FEW_KEY: usize = 8;

impl<'p> Periods<'p> {
    pub(crate) fn new(pages: &Pages<'_>, book: &'p Book<'p>) -> Self {
        let most = book.volumes.iter().map(|one| one.ranks().count()).max().unwrap_or(1).max(1);
        let periods = book
            .volumes
            .iter()
            .map(|volume| {
                let events = volume.ranks().count();
                Period {
                    href: volume.path(),
                    title: &volume.title,
                    count: book.say.count(&book.say.n_events, events),
                    share: events * 100 / most,
                }
            })
            .collect();
        let key = key_events(book, KEY);
        Self {
            frame: front(pages, book),
            title: named(&book.timeline.title, book.name),
            summary: book.timeline.summary.as_deref().unwrap_or_default(),
            counts: events_said(book),
            overview: overview::linked(book.events.iter(), book.say, |rank| {
                Some(book.listed_at(rank))
            }),
            parts: periods,
            key: key.into_iter().map(|rank| book.written(rank)).collect(),
            newest: told(book, NEWEST),
        }
    }
}

/// How many of the newest changes stand on a front page.
const NEWEST: usize = 3;

/// The events that most others rest on, at most so many, in their order; none where fewer than two
/// events are named by others.
pub(crate) fn key_events(book: &Book<'_>, most: usize) -> Vec<Rank> {
    let mut key: Vec<Rank> =
        (0..book.events.len()).filter(|&rank| !book.events[rank].next.is_empty()).collect();
    key.sort_by_key(|&rank| std::cmp::Reverse(book.events[rank].next.len()));
    key.truncate(most);
    key.sort_unstable();
    if key.len() < 2 { Vec::new() } else { key }
}
