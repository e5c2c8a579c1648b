//! Events as boxes, time running down, and an arrow for each relation.
//!
//! ```text
//! ┌─────────────┐
//! │ 11 May      │    ───▶  after            filled head
//! │ They offer  │    ───>  responds to      open head
//! └──────┬──────┘    ┄┄┄◇  conditional on   dashed, a diamond
//!        ▼           ═══▶  against time      drawn upwards, in the colour of what cannot hold
//! ┌─────────────┐
//! │ 12 May    ✕ │    ✕     ends what it belongs to: talks that collapsed, a break
//! └─────────────┘
//! ```
//!
//! Of `after`, only what does not follow from the other lines is drawn (the transitive reduction);
//! answers and conditions always are. What leads out of the drawing, or over more rows than an eye
//! follows, is named at the box.

use std::borrow::Cow;
use std::sync::Arc;

use super::layered::{self, Edge, PAUSE, TALL, WIDE};
use super::shape::{Shape, Tie, reduced};
use super::text::path;
use crate::calendar::NaiveDate;
use crate::site::book::{Book, Rank};
use crate::site::written::Written;
use crate::vocabulary::EventType;

/// The most events in one drawing; reachability is kept in 128 bits.
pub(crate) const MOST: usize = 100;
/// The most boxes side by side: three fit the column.
const ABREAST: usize = 3;
/// The most rows that days may fill before weeks, and weeks before months, share one.
const ROWS: i64 = 24;
/// Days without events that are drawn as time passing.
const SILENCE: i64 = 28;
/// Left around the drawing for heads and names of lines.
pub(crate) const MARGIN: usize = 20;

/// A drawing of events and what they hang on.
pub(crate) struct Dependencies<'b> {
    pub(crate) shape: Arc<Shape>,
    pub(crate) boxes: Vec<Node<'b>>,
    /// Path data of the crosses on what ends something.
    pub(crate) ends: String,
    /// Path data of the marks of time that passes.
    pub(crate) pauses: String,
    /// Path data of lines that are only begun: what they lead to is named.
    pub(crate) stubs: String,
    /// What is written between the boxes.
    pub(crate) labels: Vec<Label<'b>>,
}

/// A box with its text.
pub(crate) struct Node<'b> {
    pub(crate) x: usize,
    pub(crate) y: usize,
    pub(crate) event: &'b Written,
    /// The page is about it.
    pub(crate) this: bool,
}

/// Words between the boxes.
pub(crate) struct Label<'b> {
    pub(crate) class: &'static str,
    pub(crate) x: usize,
    pub(crate) y: usize,
    /// Which way to look, with a blank behind it.
    pub(crate) arrow: &'static str,
    pub(crate) text: Cow<'b, str>,
}

/// How the rows are found.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Rows {
    /// By time.
    Time,
    /// By how many steps lie between: a neighbourhood, where days would only draw it out.
    Steps,
}

/// Draws events, given in the order of the timeline; at most [`MOST`] of them.
pub(crate) fn draw<'b>(
    book: &'b Book<'_>,
    ranks: &[Rank],
    rows: Rows,
    this: Option<Rank>,
) -> Dependencies<'b> {
    let ranks = &ranks[..ranks.len().min(MOST)];
    let ties = ties(book, ranks);
    let (shape, pauses) = match rows {
        Rows::Time => {
            let ties = reduced(ranks.len(), ties);
            let edges: Vec<Edge> = ties.iter().map(|tie| tie.edge).collect();
            let rows = layered::rows(&times(book, ranks), &edges, ABREAST);
            let pauses = pauses(book, ranks, &rows);
            let broken: Vec<bool> = pauses.iter().map(Option::is_some).collect();
            (Arc::new(Shape::new(&ties, &rows, &broken, book.say)), pauses)
        }
        Rows::Steps => (book.shapes.of(ranks.len(), ties, book.say), Vec::new()),
    };
    let mut drawing = Dependencies {
        boxes: Vec::with_capacity(ranks.len()),
        ends: String::new(),
        pauses: String::new(),
        stubs: String::new(),
        labels: Vec::new(),
        shape: Arc::clone(&shape),
    };
    for (at, &rank) in ranks.iter().enumerate() {
        drawing.put(book, rank, shape.boxes[at], this == Some(rank));
    }
    drawing.name_ends(book, ranks);
    for (row, silence) in pauses.into_iter().enumerate() {
        if let Some(silence) = silence {
            drawing.pause(shape.rows[row], silence);
        }
    }
    drawing
}

/// Whether such an event ends what it belongs to.
pub(crate) fn ends(kind: EventType) -> bool {
    matches!(kind, EventType::Collapse | EventType::Break)
}

/// The relations among the events; an event is named once, by its closest relation.
fn ties(book: &Book<'_>, ranks: &[Rank]) -> Vec<Tie> {
    let mut ties = Vec::new();
    for (to, &rank) in ranks.iter().enumerate() {
        for &(relation, other) in &book.events[rank].before {
            if let Ok(from) = ranks.binary_search(&other) {
                ties.push(Tie { edge: Edge { from, to }, relation });
            }
        }
    }
    ties
}

/// A number for the time of each event: those of one day, week or month share one.
fn times(book: &Book<'_>, ranks: &[Rank]) -> Vec<i64> {
    use chrono::Datelike as _;
    let days: Vec<Option<NaiveDate>> = ranks.iter().map(|&rank| book.events[rank].day()).collect();
    let numbered = |unit: fn(NaiveDate) -> i64| {
        let mut last = None;
        let mut number = 0;
        let times: Vec<i64> = (days.iter())
            .map(|day| {
                // What has no day stands with what comes before it.
                let now = day.map(unit).or(last);
                number += i64::from(last.is_some() && now != last);
                last = now;
                number
            })
            .collect();
        times
    };
    let units: [fn(NaiveDate) -> i64; 3] = [
        |day| i64::from(day.num_days_from_ce()),
        |day| i64::from(day.num_days_from_ce() - 1).div_euclid(7),
        |day| i64::from(day.year()) * 12 + i64::from(day.month0()),
    ];
    let mut times = Vec::new();
    for unit in units {
        times = numbered(unit);
        if times.last().is_none_or(|&last| last < ROWS) {
            break;
        }
    }
    times
}

/// By row: how long nothing was recorded before it, where that is long.
fn pauses(book: &Book<'_>, ranks: &[Rank], rows: &[usize]) -> Vec<Option<String>> {
    let mut pauses = vec![None; rows.last().map_or(0, |last| last + 1)];
    let mut until: Option<NaiveDate> = None;
    for (at, &rank) in ranks.iter().enumerate() {
        let Some(bounds) = book.events[rank].event.when().map(crate::calendar::When::bounds) else {
            continue;
        };
        let new_row = at > 0 && rows[at] != rows[at - 1];
        if let (Some(until), Some(start)) = (until, bounds.earliest_start) {
            let days = (start - until).num_days();
            if new_row && days >= SILENCE {
                pauses[rows[at]] = Some(book.say.silence(days));
            }
        }
        until = until.max(bounds.latest_end.or(bounds.latest_start).or(bounds.earliest_start));
    }
    pauses
}

impl<'b> Dependencies<'b> {
    fn put(&mut self, book: &'b Book<'_>, rank: Rank, (x, y): (usize, usize), this: bool) {
        if ends(book.events[rank].event.kind) {
            let at = if book.say.is_rtl() { 8 } else { WIDE - 17 };
            path(&mut self.ends, &[("M", x + at), (" ", y + 8)]);
            self.ends.push_str("l9 9m0 -9l-9 9");
        }
        self.boxes.push(Node { x, y, event: book.written(rank), this });
    }

    /// Names what a box hangs on, and what hangs on it, where no line tells.
    fn name_ends(&mut self, book: &'b Book<'_>, ranks: &[Rank]) {
        let shape = Arc::clone(&self.shape);
        // A line that was left out for its length, or that leads out of the drawing.
        let unseen =
            |from: Rank, to: Rank| match (ranks.binary_search(&from), ranks.binary_search(&to)) {
                (Ok(from), Ok(to)) => shape.unseen.contains(&(from, to)),
                _ => true,
            };
        // Where the line leaves its box, and where its name begins.
        let (out, name) = if book.say.is_rtl() { (WIDE - 14, WIDE - 20) } else { (14, 20) };
        for (&rank, &(x, y)) in ranks.iter().zip(&shape.boxes) {
            let entry = &book.events[rank];
            let before = entry.before.iter().map(|&(_, other)| other);
            let next = entry.next.iter().map(|&(_, other)| other);
            if let Some(text) = named(book, before.filter(|&other| unseen(other, rank))) {
                path(&mut self.stubs, &[("M", x + out), (" ", y)]);
                self.stubs.push_str("v-10");
                self.label("↑ ", x + name, y - 3, text);
            }
            if let Some(text) = named(book, next.filter(|&other| unseen(rank, other))) {
                path(&mut self.stubs, &[("M", x + out), (" ", y + TALL)]);
                self.stubs.push_str("v10");
                self.label("↓ ", x + name, y + TALL + 11, text);
            }
        }
    }

    fn label(&mut self, arrow: &'static str, x: usize, y: usize, text: Cow<'b, str>) {
        self.labels.push(Label { class: "far", x, y, arrow, text });
    }

    fn pause(&mut self, row: usize, silence: String) {
        let y = row + MARGIN - PAUSE / 2 - layered::BETWEEN / 2;
        let wide = self.shape.width;
        path(&mut self.pauses, &[("M0 ", y), ("H", wide)]);
        let (x, y, text) = (wide / 2, y + 4, Cow::Owned(silence));
        self.labels.push(Label { class: "pause", x, y, arrow: "", text });
    }
}

/// What other events are called in a word: their day, or how many they are.
fn named<'b>(book: &'b Book<'_>, mut others: impl Iterator<Item = Rank>) -> Option<Cow<'b, str>> {
    let first = others.next()?;
    Some(match (others.count(), &book.written(first).day) {
        (0, Some(day)) => Cow::Borrowed(day.as_str()),
        (more, _) => Cow::Owned((more + 1).to_string()),
    })
}
