//! The list in portions a reader can take in: months with gaps told, pages that stay light.
//!
//! An event stands under the month it is known to, under its year where no month is known, and
//! under the last day it can fall on where only that is known. Without any day it stands at the
//! end. Long timelines are split by decade, year, quarter, month, whichever first holds at most
//! what a page may hold ([`Weight::fits`]); a period's address depends on its days only.

use chrono::Datelike;

use super::book::{Entry, Rank};
use super::language::{Say, fill};
use crate::calendar::NaiveDate;

/// What events weigh on a page.
#[derive(Debug, Clone, Copy, Default)]
pub(crate) struct Weight {
    events: usize,
    elements: usize,
    /// Of text that is told; what stands around it packs well.
    bytes: usize,
}

impl Weight {
    pub(crate) const fn plus(self, other: Self) -> Self {
        Self {
            events: self.events + other.events,
            elements: self.elements + other.elements,
            bytes: self.bytes + other.bytes,
        }
    }

    /// A page holds at most 200 events, 3,000 elements and 30 KB compressed; the rest of the page
    /// takes its part. Text packs to less than half, an event's frame to some 110 bytes.
    pub(crate) const fn fits(self) -> bool {
        self.events <= 200 && self.elements <= 2_500 && self.bytes + 240 * self.events <= 56_000
    }
}

/// What an event weighs in a list, about.
pub(crate) fn weight(entry: &Entry<'_>) -> Weight {
    let event = entry.event;
    let names = event.from.len().min(9) + event.to.len().min(9);
    let ties = entry.before.len().min(9);
    let proofs = &event.evidence[..event.evidence.len().min(3)];
    let text = |text: &Option<String>| text.as_ref().map_or(0, String::len);
    let quotes: usize = proofs.iter().map(|one| text(&one.quote) + 60).sum();
    let place = text(&event.place);
    Weight {
        events: 1,
        elements: 11
            + names
            + ties
            + 3 * proofs.len()
            + usize::from(entry.inferred)
            + usize::from(place > 0),
        bytes: event.title.len() + place + 24 * names + 48 * ties + quotes,
    }
}

/// What an event weighs on paper, about: with all that it rests on, and its note.
fn on_paper(entry: &Entry<'_>) -> Weight {
    let event = entry.event;
    let text = |text: &Option<String>| text.as_ref().map_or(0, String::len);
    let names = event.from.len() + event.to.len();
    let quotes: usize = event.evidence.iter().map(|one| text(&one.quote) + 60).sum();
    Weight {
        events: 1,
        elements: 7 + names + 9 * event.evidence.len(),
        bytes: event.title.len() + text(&event.place) + 24 * names + quotes + text(&event.note),
    }
}

fn weigh(ranks: impl Iterator<Item = Rank>, events: &[Entry<'_>]) -> Weight {
    ranks.fold(Weight::default(), |sum, rank| sum.plus(weight(&events[rank])))
}

/// The shortest silence worth a row, in days.
const SILENCE: i64 = 28;

/// The events under one heading.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Month {
    pub(crate) when: Under,
    pub(crate) rows: Vec<Row>,
}

/// What an event is filed under; in the order of the list.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Under {
    /// Year and month; month 0 stands for a year whose month is not known.
    Time(i32, u32),
    /// No day at all.
    Undated,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Row {
    Event(Rank),
    /// So many days without an event.
    Silence(i64),
}

/// A page of the list.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Volume {
    /// The folder of its page; empty for the only volume, which is the timeline's own page.
    pub(crate) slug: String,
    pub(crate) title: String,
    pub(crate) months: Vec<Month>,
}

impl Under {
    pub(crate) fn title(self, say: &Say) -> String {
        match self {
            Self::Time(year, 0) => fill(&say.month_unknown, &[("y", &say.year(year))]),
            Self::Time(year, month) => say.month(year, month),
            Self::Undated => say.undated.clone(),
        }
    }

    /// A name for links; the underscore keeps it apart from ids of events.
    pub(crate) fn anchor(self) -> String {
        match self {
            Self::Time(year, month) => format!("m_{}-{month:02}", year_slug(year)),
            Self::Undated => "m_undated".to_owned(),
        }
    }
}

impl Volume {
    /// Its page, from the timeline's folder.
    pub(crate) fn path(&self) -> String {
        if self.slug.is_empty() {
            "index.html".to_owned()
        } else {
            format!("{}/index.html", self.slug)
        }
    }

    /// The year that all of it lies in, if so.
    fn only_year(&self) -> Option<i32> {
        let year = |month: &Month| match month.when {
            Under::Time(year, _) => Some(year),
            Under::Undated => None,
        };
        let first = year(self.months.first()?)?;
        self.months.iter().all(|month| year(month) == Some(first)).then_some(first)
    }

    pub(crate) fn ranks(&self) -> impl Iterator<Item = Rank> {
        self.months.iter().flat_map(|month| &month.rows).filter_map(|row| match row {
            Row::Event(rank) => Some(*rank),
            Row::Silence(_) => None,
        })
    }
}

/// The pages of the list, in order.
pub(crate) fn volumes(events: &[Entry<'_>], say: &Say) -> Vec<Volume> {
    let months = with_silences(by_month(events), events);
    if weigh(0..events.len(), events).fits() {
        return vec![Volume { slug: String::new(), title: String::new(), months }];
    }
    let mut volumes = Vec::new();
    split(months, Period::Decade, (events, say), &mut volumes);
    volumes
}

fn by_month(events: &[Entry<'_>]) -> Vec<(Under, Vec<Rank>)> {
    let mut filed: Vec<(Under, bool, Rank)> = events
        .iter()
        .enumerate()
        .map(|(rank, entry)| (under(entry), entry.event.when().is_none(), rank))
        .collect();
    // The undated shelf stands after what is dated in the same month.
    filed.sort_unstable();
    let mut months: Vec<(Under, Vec<Rank>)> = Vec::new();
    for (under, _, rank) in filed {
        match months.last_mut() {
            Some((last, ranks)) if *last == under => ranks.push(rank),
            _ => months.push((under, vec![rank])),
        }
    }
    months
}

/// What an event is filed under.
pub(crate) fn under(entry: &Entry<'_>) -> Under {
    let month = |day: NaiveDate| Under::Time(day.year(), day.month());
    let bounds = entry.event.when().map_or(entry.bounds, crate::calendar::When::bounds);
    let dated = entry.event.when().is_some();
    match (bounds.earliest_start, bounds.latest_start.or(bounds.latest_end)) {
        (Some(first), Some(last)) if month(first) == month(last) => month(first),
        (Some(first), Some(_)) if dated && first.day() == 1 && first.month() == 1 => {
            Under::Time(first.year(), 0)
        }
        (Some(first), _) if dated => month(first),
        (_, Some(last)) => month(last),
        (Some(first), None) => month(first),
        (None, None) => Under::Undated,
    }
}

/// Tells the silences between events: inside a month, or at the end of the month before.
fn with_silences(months: Vec<(Under, Vec<Rank>)>, events: &[Entry<'_>]) -> Vec<Month> {
    let mut known_until: Option<NaiveDate> = None;
    let mut told: Vec<Month> = Vec::with_capacity(months.len());
    for (under, ranks) in months {
        let mut rows = Vec::with_capacity(ranks.len());
        for rank in ranks {
            let known_to_the_month = matches!(under, Under::Time(_, 1..));
            if let Some(when) = events[rank].event.when().filter(|_| known_to_the_month) {
                let bounds = when.bounds();
                if let (Some(until), Some(start)) = (known_until, bounds.earliest_start) {
                    let days = (start - until).num_days();
                    if days >= SILENCE {
                        match told.last_mut().filter(|_| rows.is_empty()) {
                            Some(before) => before.rows.push(Row::Silence(days)),
                            None => rows.push(Row::Silence(days)),
                        }
                    }
                }
                let end = bounds.latest_end.or(bounds.latest_start).or(bounds.earliest_start);
                known_until = known_until.max(end);
            }
            rows.push(Row::Event(rank));
        }
        told.push(Month { when: under, rows });
    }
    told
}

/// The events in parts that a page can hold whole, for paper; at least one part.
pub(crate) fn sheets(volumes: &[Volume], events: &[Entry<'_>]) -> Vec<Vec<Rank>> {
    let order = volumes.iter().flat_map(Volume::ranks);
    let mut parts: Vec<Vec<Rank>> = Vec::new();
    let mut held = Weight::default();
    for rank in order {
        let one = on_paper(&events[rank]);
        if parts.is_empty() || !held.plus(one).fits() {
            parts.push(Vec::new());
            held = Weight::default();
        }
        held = held.plus(one);
        if let Some(part) = parts.last_mut() {
            part.push(rank);
        }
    }
    if parts.is_empty() {
        parts.push(Vec::new());
    }
    parts
}

#[derive(Clone, Copy)]
enum Period {
    Decade,
    Year,
    Quarter,
    Month,
}

impl Period {
    fn of(self, under: Under, say: &Say) -> (String, String) {
        let Under::Time(year, month) = under else {
            return ("undated".to_owned(), say.undated.clone());
        };
        let (slug, title) = (year_slug(year), say.year(year));
        match self {
            Self::Decade => {
                let decade = year.div_euclid(10) * 10;
                if decade > 0 {
                    let title = fill(&say.decade_title, &[("y", &decade.to_string())]);
                    (format!("{decade}s"), title)
                } else {
                    (slug, title)
                }
            }
            Self::Year => (slug, title),
            // Of a year alone nobody knows the quarter.
            Self::Quarter | Self::Month if month == 0 => (format!("{slug}-00"), under.title(say)),
            Self::Quarter => {
                let quarter = month.div_ceil(3);
                let gaps = [("y", title.as_str()), ("q", &quarter.to_string())];
                (format!("{slug}-q{quarter}"), fill(&say.quarter, &gaps))
            }
            Self::Month => (format!("{slug}-{month:02}"), under.title(say)),
        }
    }

    fn finer(self) -> Option<Self> {
        match self {
            Self::Decade => Some(Self::Year),
            Self::Year => Some(Self::Quarter),
            Self::Quarter => Some(Self::Month),
            Self::Month => None,
        }
    }
}

fn split(
    months: Vec<Month>,
    period: Period,
    (events, say): (&[Entry<'_>], &Say),
    volumes: &mut Vec<Volume>,
) {
    let mut parts: Vec<Volume> = Vec::new();
    for month in months {
        let (slug, title) = period.of(month.when, say);
        match parts.last_mut() {
            Some(last) if last.slug == slug => last.months.push(month),
            _ => parts.push(Volume { slug, title, months: vec![month] }),
        }
    }
    for mut part in parts {
        if matches!(period, Period::Decade)
            && let Some(year) = part.only_year()
        {
            part.title = say.year(year);
        }
        if weigh(part.ranks(), events).fits() {
            volumes.push(part);
        } else if let Some(finer) = period.finer() {
            split(part.months, finer, (events, say), volumes);
        } else {
            number(part, (events, say), volumes);
        }
    }
}

/// A single heading that is too long for a page, cut into numbered parts.
fn number(volume: Volume, (all, say): (&[Entry<'_>], &Say), volumes: &mut Vec<Volume>) {
    let Volume { slug, title, months } = volume;
    let mut part = 0;
    for month in months {
        let mut rows = Vec::new();
        let mut held = Weight::default();
        let mut left = month.rows.into_iter().peekable();
        while let Some(row) = left.next() {
            if let Row::Event(rank) = row {
                held = held.plus(weight(&all[rank]));
            }
            rows.push(row);
            let full = match left.peek() {
                None => true,
                Some(Row::Event(next)) => !held.plus(weight(&all[*next])).fits(),
                Some(Row::Silence(_)) => false,
            };
            if full {
                part += 1;
                held = Weight::default();
                volumes.push(Volume {
                    slug: format!("{slug}-part-{part}"),
                    title: fill(&say.part, &[("title", &title), ("n", &part.to_string())]),
                    months: vec![Month { when: month.when, rows: std::mem::take(&mut rows) }],
                });
            }
        }
    }
}

/// A year as part of a folder's name.
fn year_slug(year: i32) -> String {
    if year > 0 { format!("{year:04}") } else { format!("bc-{:04}", 1 - i64::from(year)) }
}
