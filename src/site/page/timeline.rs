//! The list of events: a whole timeline, a period of it, or the table of its periods.

use std::collections::BTreeSet;

use askama::Template;

use super::site::events_said;
use crate::site::book::{self, Book, Rank};
use crate::site::family::Family;
use crate::site::overview::{self, Overview};
use crate::site::shelves::{Month, Row, Volume};
use crate::site::view::{Card, Frame, Line, Link, named};
use crate::site::{Pages, words};

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
    months: Vec<Listed<'p>>,
    /// The periods before and after this one.
    earlier: Option<Link>,
    later: Option<Link>,
    book: &'p Book<'p>,
}

/// The types of a family that occur on the page, each with how often.
struct Filter {
    family: Family,
    kinds: Vec<(&'static str, usize)>,
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
            ..Self::of(front(pages, book), book, &book.volumes[0])
        }
    }

    pub(crate) fn period(pages: &Pages<'_>, book: &'p Book<'p>, at: usize) -> Self {
        let volume = &book.volumes[at];
        let link = |volume: &Volume| Link { text: volume.title.clone(), href: volume.path() };
        let (ranks, stretch) = (volume.ranks().count(), stretch(book, volume));
        let events = words::count(ranks, "event", "events");
        let counts = stretch.map_or(events.clone(), |stretch| format!("{stretch} · {events}"));
        Self {
            counts: counts.clone(),
            earlier: at.checked_sub(1).map(|at| link(&book.volumes[at])),
            later: book.volumes.get(at + 1).map(link),
            ..Self::of(pages.frame_in(book, &volume.title, 1).about(&counts), book, volume)
        }
    }

    fn of(frame: Frame, book: &'p Book<'p>, volume: &'p Volume) -> Self {
        let ranks: Vec<Rank> = volume.ranks().collect();
        Self {
            frame,
            title: named(&book.timeline.title, book.name),
            period: &volume.title,
            summary: "",
            counts: String::new(),
            overview: overview::draw(ranks.iter().map(|&rank| &book.events[rank])),
            filters: filters(book, &ranks),
            months: volume.months.iter().map(listed).collect(),
            earlier: None,
            later: None,
            book,
        }
    }

    fn card(&self, rank: Rank) -> Card<'p> {
        self.book.short_card(rank)
    }

    /// What a silence is called and how tall its row is, from 1 to 5.
    fn silence(days: i64) -> (String, u32) {
        let months = u64::try_from(days / 28).unwrap_or(1).max(1);
        (words::silence(days), months.ilog2().min(4) + 1)
    }
}

/// The frame of a timeline's first page.
fn front(pages: &Pages<'_>, book: &Book<'_>) -> Frame {
    let counts = events_said(book);
    let summary = book.timeline.summary.as_deref().filter(|text| !text.trim().is_empty());
    pages.frame_in(book, "", 0).about(summary.unwrap_or(&counts))
}

fn listed(month: &Month) -> Listed<'_> {
    let events = month.rows.iter().filter(|row| matches!(row, Row::Event(_))).count();
    Listed {
        title: month.when.title(),
        anchor: month.when.anchor(),
        count: words::count(events, "event", "events"),
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
                .map(|&kind| (kind.name(), kinds.iter().filter(|&&one| one == kind).count()))
                .collect(),
        })
        .filter(|filter| !filter.kinds.is_empty())
        .collect()
}

fn stretch(book: &Book<'_>, volume: &Volume) -> Option<String> {
    let ranks: Vec<Rank> = volume.ranks().collect();
    let (first, last) = book::stretch(ranks.iter().map(|&rank| &book.events[rank]))?;
    Some(words::stretch(first, last))
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
    key: Vec<Line<'p>>,
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
                    count: words::count(events, "event", "events"),
                    share: events * 100 / most,
                }
            })
            .collect();
        let mut key: Vec<Rank> =
            (0..book.events.len()).filter(|&rank| !book.events[rank].next.is_empty()).collect();
        key.sort_by_key(|&rank| std::cmp::Reverse(book.events[rank].next.len()));
        key.truncate(KEY);
        key.sort_unstable();
        Self {
            frame: front(pages, book),
            title: named(&book.timeline.title, book.name),
            summary: book.timeline.summary.as_deref().unwrap_or_default(),
            counts: events_said(book),
            overview: overview::draw(book.events.iter()),
            parts: periods,
            key: key.into_iter().map(|rank| book.line(rank)).collect(),
        }
    }
}
