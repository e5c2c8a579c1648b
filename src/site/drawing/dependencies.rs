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

use std::fmt::Write as _;

use super::layered::{self, Edge, Layout, PAUSE, TALL, WIDE};
use super::text::{cut, path, two_lines};
use crate::calendar::NaiveDate;
use crate::site::book::{Book, Rank};
use crate::site::language::{Say, fill};
use crate::vocabulary::{EventType, Relation};

/// The most events in one drawing; reachability is kept in 128 bits.
pub(crate) const MOST: usize = 100;
/// The most boxes side by side: three fit the column.
const ABREAST: usize = 3;
/// The most rows that days may fill before weeks, and weeks before months, share one.
const ROWS: i64 = 24;
/// Days without events that are drawn as time passing.
const SILENCE: i64 = 28;
/// Left around the drawing for heads and names of lines.
const MARGIN: usize = 20;

/// A drawing of events and what they hang on.
#[derive(Debug, Default)]
pub(crate) struct Dependencies {
    pub(crate) width: usize,
    pub(crate) height: usize,
    pub(crate) boxes: Vec<Node>,
    /// Path data of lines, by class.
    pub(crate) lines: Vec<(&'static str, String)>,
    /// Path data of their heads, by class.
    pub(crate) heads: Vec<(&'static str, String)>,
    /// Path data of the crosses on what ends something.
    pub(crate) ends: String,
    /// Path data of the marks of time that passes.
    pub(crate) pauses: String,
    /// Path data of lines that are only begun: what they lead to is named.
    pub(crate) stubs: String,
    /// What is written between the boxes.
    pub(crate) labels: Vec<Label>,
    /// The drawing in words.
    pub(crate) summary: String,
}

/// A box with its text.
#[derive(Debug)]
pub(crate) struct Node {
    pub(crate) x: usize,
    pub(crate) y: usize,
    /// From the timeline's folder; empty for the event the page is about.
    pub(crate) href: String,
    pub(crate) classes: String,
    /// "11 May 2025 · talks".
    pub(crate) over: String,
    /// The title on two lines.
    pub(crate) first: String,
    pub(crate) second: String,
    /// The whole title.
    pub(crate) title: String,
}

/// Words between the boxes.
#[derive(Debug)]
pub(crate) struct Label {
    pub(crate) class: &'static str,
    pub(crate) x: usize,
    pub(crate) y: usize,
    pub(crate) text: String,
}

/// A relation between two of the events that are drawn, by their place among them.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Tie {
    edge: Edge,
    relation: Relation,
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
pub(crate) fn draw(
    book: &Book<'_>,
    ranks: &[Rank],
    rows: Rows,
    this: Option<Rank>,
) -> Dependencies {
    let ranks = &ranks[..ranks.len().min(MOST)];
    let ties = reduced(ranks.len(), ties(book, ranks));
    let edges: Vec<Edge> = ties.iter().map(|tie| tie.edge).collect();
    let (rows, pauses) = match rows {
        Rows::Time => {
            let rows = layered::rows(&times(book, ranks), &edges, ABREAST);
            let pauses = pauses(book, ranks, &rows);
            (rows, pauses)
        }
        Rows::Steps => (steps(ranks.len(), &edges), Vec::new()),
    };
    let broken: Vec<bool> = pauses.iter().map(Option::is_some).collect();
    let mut layout = layered::place(&rows, &edges, &broken);
    if book.say.is_rtl() {
        layout.mirror();
    }
    let mut drawing = Dependencies {
        width: layout.width + 2 * MARGIN,
        height: layout.height + 2 * MARGIN,
        summary: summary(ranks.len(), &ties, book.say),
        ..Dependencies::default()
    };
    for (at, &rank) in ranks.iter().enumerate() {
        drawing.put(book, rank, layout.boxes[at], this == Some(rank));
    }
    drawing.connect(&ties, &layout);
    drawing.name_ends(book, ranks, &ties, &layout);
    for (row, silence) in pauses.into_iter().enumerate() {
        if let Some(silence) = silence {
            drawing.pause(layout.rows[row], silence);
        }
    }
    drawing
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

/// Leaves out what only says again that one thing came after another.
fn reduced(nodes: usize, mut ties: Vec<Tie>) -> Vec<Tie> {
    debug_assert!(nodes <= 128);
    let forward = |tie: &&Tie| tie.edge.from < tie.edge.to;
    let mut next: Vec<u128> = vec![0; nodes];
    for tie in ties.iter().filter(forward) {
        next[tie.edge.from] |= 1 << tie.edge.to;
    }
    // Whatever can be reached from a node, the last nodes first.
    let mut reach = next.clone();
    for node in (0..nodes).rev() {
        let mut left = next[node];
        while left != 0 {
            let other = left.trailing_zeros() as usize;
            left &= left - 1;
            reach[node] |= reach[other];
        }
    }
    ties.retain(|tie| {
        let Edge { from, to } = tie.edge;
        let mut others = next[from] & !(1 << to);
        if tie.relation != Relation::After || from > to {
            return true;
        }
        while others != 0 {
            let other = others.trailing_zeros() as usize;
            others &= others - 1;
            if reach[other] >> to & 1 == 1 {
                return false;
            }
        }
        true
    });
    ties
}

/// The first day an event can fall on, or the last where only that is known.
fn day(book: &Book<'_>, rank: Rank) -> Option<NaiveDate> {
    let entry = &book.events[rank];
    let said = entry.event.when().map(crate::calendar::When::bounds);
    let of = |bounds: crate::calendar::Bounds| bounds.earliest_start.or(bounds.latest_start);
    said.and_then(of).or_else(|| of(entry.bounds))
}

/// A number for the time of each event: those of one day, week or month share one.
fn times(book: &Book<'_>, ranks: &[Rank]) -> Vec<i64> {
    use chrono::Datelike as _;
    let days: Vec<Option<NaiveDate>> = ranks.iter().map(|&rank| day(book, rank)).collect();
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

/// Rows by steps: below all that it hangs on, and what hangs on nothing right above what needs it.
fn steps(nodes: usize, edges: &[Edge]) -> Vec<usize> {
    let ends = |edge: &Edge| (edge.from.min(edge.to), edge.from.max(edge.to));
    let mut sorted: Vec<(usize, usize)> = edges.iter().map(ends).collect();
    sorted.sort_unstable();
    let mut rows = vec![0; nodes];
    for &(upper, lower) in &sorted {
        rows[lower] = rows[lower].max(rows[upper] + 1);
    }
    for node in (0..nodes).rev() {
        if sorted.iter().all(|&(_, lower)| lower != node) {
            let below = sorted.iter().filter(|&&(upper, _)| upper == node);
            if let Some(row) = below.map(|&(_, lower)| rows[lower]).min() {
                rows[node] = row - 1;
            }
        }
    }
    rows
}

impl Dependencies {
    fn put(&mut self, book: &Book<'_>, rank: Rank, (x, y): (usize, usize), this: bool) {
        let line = book.line(rank);
        let (x, y) = (x + MARGIN, y + MARGIN);
        let (first, second) = two_lines(line.title, 26);
        let when = if line.when.written.is_empty() { line.when.inferred } else { line.when.words };
        let said = line.said();
        let over = if when.is_empty() { said.to_owned() } else { format!("{when} · {said}") };
        let mut classes = line.classes();
        classes.push_str(if this { " this" } else { "" });
        classes.push_str(if book.is_contested(rank) { " contested" } else { "" });
        if matches!(book.events[rank].event.kind, EventType::Collapse | EventType::Break) {
            let _ = write!(self.ends, "M{} {}l9 9m0 -9l-9 9", x + WIDE - 17, y + 8);
        }
        self.boxes.push(Node {
            x,
            y,
            href: if this { String::new() } else { line.href.clone() },
            classes,
            over: cut(&over, 34),
            first,
            second,
            title: line.title.to_owned(),
        });
    }

    fn connect(&mut self, ties: &[Tie], layout: &Layout) {
        type Is = fn(&Tie) -> bool;
        let kinds: [(&'static str, Is); 4] = [
            ("after", |tie| !against(tie) && tie.relation == Relation::After),
            ("answer", |tie| !against(tie) && tie.relation == Relation::RespondsTo),
            ("condition", |tie| !against(tie) && tie.relation == Relation::ConditionalOn),
            ("against", against),
        ];
        for (class, is) in kinds {
            let (mut lines, mut heads) = (String::new(), String::new());
            for (tie, way) in ties.iter().zip(&layout.ways) {
                if is(tie) && !way.is_empty() {
                    trace(&mut lines, &mut heads, class, way);
                }
            }
            if !lines.is_empty() {
                self.lines.push((class, lines));
                self.heads.push((class, heads));
            }
        }
    }

    /// Names what a box hangs on, and what hangs on it, where no line tells.
    fn name_ends(&mut self, book: &Book<'_>, ranks: &[Rank], ties: &[Tie], layout: &Layout) {
        let mut drawn: Vec<(Rank, Rank)> = (ties.iter().zip(&layout.ways))
            .filter(|(_, way)| !way.is_empty())
            .map(|(tie, _)| (ranks[tie.edge.from], ranks[tie.edge.to]))
            .collect();
        drawn.sort_unstable();
        let long: Vec<(Rank, Rank)> = (ties.iter().zip(&layout.ways))
            .filter(|(_, way)| way.is_empty())
            .map(|(tie, _)| (ranks[tie.edge.from], ranks[tie.edge.to]))
            .collect();
        let within = |rank: &Rank| ranks.binary_search(rank).is_ok();
        for (at, &rank) in ranks.iter().enumerate() {
            let (x, y) = (layout.boxes[at].0 + MARGIN, layout.boxes[at].1 + MARGIN);
            let entry = &book.events[rank];
            // A line that was left out for its length, or that leads out of the drawing.
            let named =
                |from: Rank, to: Rank, other: &Rank| long.contains(&(from, to)) || !within(other);
            let before: Vec<Rank> = (entry.before.iter().map(|&(_, other)| other))
                .filter(|other| named(*other, rank, other))
                .collect();
            let next: Vec<Rank> = (entry.next.iter().map(|&(_, other)| other))
                .filter(|other| named(rank, *other, other))
                .collect();
            if let Some(text) = self::named(book, &before, "↑") {
                let _ = write!(self.stubs, "M{} {y}v-10", x + 14);
                self.labels.push(Label { class: "far", x: x + 20, y: y - 3, text });
            }
            if let Some(text) = self::named(book, &next, "↓") {
                let _ = write!(self.stubs, "M{} {}v10", x + 14, y + TALL);
                self.labels.push(Label { class: "far", x: x + 20, y: y + TALL + 11, text });
            }
        }
    }

    fn pause(&mut self, row: usize, silence: String) {
        let y = row + MARGIN - PAUSE / 2 - layered::BETWEEN / 2;
        let _ = write!(self.pauses, "M0 {y}H{}", self.width);
        self.labels.push(Label { class: "pause", x: self.width / 2, y: y + 4, text: silence });
    }
}

/// Runs from the later to the earlier.
fn against(tie: &Tie) -> bool {
    tie.edge.from > tie.edge.to
}

/// What other events are called in a word: their day, or how many they are.
fn named(book: &Book<'_>, others: &[Rank], arrow: &str) -> Option<String> {
    match others {
        [] => None,
        [one] => match day(book, *one) {
            Some(day) => Some(format!("{arrow} {}", book.say.short_day(day))),
            None => Some(format!("{arrow} 1")),
        },
        many => Some(format!("{arrow} {}", many.len())),
    }
}

/// Adds a line with its head, which points along the relation.
fn trace(lines: &mut String, heads: &mut String, class: &str, way: &[(usize, usize)]) {
    let way: Vec<(usize, usize)> = way.iter().map(|&(x, y)| (x + MARGIN, y + MARGIN)).collect();
    let [Some(&(x, top)), Some(&(end, bottom))] = [way.first(), way.last()] else { return };
    let last = way.len() - 1;
    // Where the head begins, so that no line shows through it.
    let shorter = match class {
        "answer" => 1,
        "condition" => 11,
        _ => 8,
    };
    let upwards = class == "against";
    path(lines, &[("M", x), (" ", if upwards { top + shorter } else { top })]);
    for (at, pair) in way.windows(2).enumerate() {
        let [(from, y), (to, to_y)] = [pair[0], pair[1]];
        let to_y = if at + 1 == last && !upwards { to_y - shorter } else { to_y };
        if from == to {
            path(lines, &[("V", to_y)]);
        } else {
            let bend = usize::midpoint(y, to_y);
            let curve = [("C", from), (" ", bend), (" ", to), (" ", bend), (" ", to), (" ", to_y)];
            path(lines, &curve);
        }
    }
    match class {
        "answer" => {
            let (left, right, above) = (end - 6, end + 6, bottom - 9);
            path(heads, &[("M", left), (" ", above), ("L", end), (" ", bottom - 1)]);
            path(heads, &[("L", right), (" ", above)]);
        }
        "condition" => {
            path(heads, &[("M", end), (" ", bottom - 1)]);
            heads.push_str("l5 -5.5l-5 -5.5l-5 5.5z");
        }
        "against" => {
            path(heads, &[("M", x), (" ", top)]);
            heads.push_str("l5 9h-10z");
        }
        _ => {
            path(heads, &[("M", end), (" ", bottom)]);
            heads.push_str("l-5 -9h10z");
        }
    }
}

fn summary(events: usize, ties: &[Tie], say: &Say) -> String {
    let many = |relation: Relation| ties.iter().filter(|tie| tie.relation == relation).count();
    let parts = [
        (many(Relation::RespondsTo), &say.n_answers),
        (many(Relation::ConditionalOn), &say.n_conditions),
        (many(Relation::After), &say.n_steps),
        (ties.iter().filter(|tie| against(tie)).count(), &say.n_against),
    ];
    let mut said = say.count(&say.n_events, events);
    for (n, forms) in parts.into_iter().filter(|part| part.0 > 0) {
        said = fill(&say.listed, &[("a", &said), ("b", &say.count(forms, n))]);
    }
    said
}

#[cfg(test)]
mod tests {
    use super::*;

    fn tie(from: usize, to: usize, relation: Relation) -> Tie {
        Tie { edge: Edge { from, to }, relation }
    }

    #[test]
    fn only_what_follows_from_other_lines_is_left_out() {
        let ties = vec![
            tie(0, 1, Relation::After),
            tie(1, 2, Relation::RespondsTo),
            tie(0, 2, Relation::After),
            tie(0, 3, Relation::ConditionalOn),
            tie(2, 3, Relation::After),
            tie(3, 0, Relation::After),
        ];
        let mut left = ties.clone();
        left.remove(2);
        assert_eq!(reduced(4, ties), left);
    }

    #[test]
    fn a_neighbourhood_has_a_row_a_step() {
        let edges = [(0, 2), (1, 2), (2, 3), (0, 3)].map(|(from, to)| Edge { from, to });
        assert_eq!(steps(4, &edges), [0, 0, 1, 2]);
        // What hangs on nothing moves down to what needs it.
        let edges = [(0, 1), (1, 3), (2, 3)].map(|(from, to)| Edge { from, to });
        assert_eq!(steps(4, &edges), [0, 1, 1, 2]);
    }
}
