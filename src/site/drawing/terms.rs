//! The lane of an actor: when it held which office, and when it acted, on one axis of time.
//!
//! The offices and the events stand on the page as lists; the drawing is one picture of both.

use std::fmt::Write as _;

use chrono::Datelike as _;

use crate::calendar::NaiveDate;
use crate::site::book::{Book, Cast};
use crate::timeline::Date;

/// The size of the drawing, in its own units.
const WIDTH: i64 = 704;
/// The height of a row and of the axis below.
const ROW: i64 = 26;
const AXIS: i64 = 20;
/// The most offices drawn.
const MOST: usize = 8;
/// The room of a letter.
const LETTER: i64 = 7;

/// A drawing of rows, one for each office and one for what was done.
pub(crate) struct Terms {
    pub(crate) width: i64,
    pub(crate) height: i64,
    /// Path data: terms that are known at both ends, and open ends.
    pub(crate) held: String,
    pub(crate) open: String,
    /// What was done.
    pub(crate) marks: String,
    pub(crate) axis: String,
    /// Anchor, where, what.
    pub(crate) labels: Vec<(&'static str, i64, i64, String)>,
}

/// Draws an actor's offices; `None` where none has a day or there is no room for time.
pub(crate) fn draw(book: &Book<'_>, cast: &Cast<'_>) -> Option<Terms> {
    let day = |date: &Option<Date>, last: bool| -> Option<NaiveDate> {
        let bounds = date.as_ref()?.when.as_ref()?.bounds();
        if last { bounds.latest_end.or(bounds.latest_start) } else { bounds.earliest_start }
    };
    let terms: Vec<(&str, Option<NaiveDate>, Option<NaiveDate>)> = (cast.actor.offices.iter())
        .map(|office| (office.title.as_str(), day(&office.from, false), day(&office.to, true)))
        .filter(|(_, from, to)| from.is_some() || to.is_some())
        .take(MOST)
        .collect();
    let acts: Vec<NaiveDate> = (cast.events.iter())
        .filter_map(|&rank| {
            let bounds = book.events[rank].bounds;
            bounds.earliest_start.or(bounds.latest_start)
        })
        .collect();
    let days = terms.iter().flat_map(|(_, from, to)| [*from, *to]).flatten().chain(acts.clone());
    let (first, last) = (days.clone().min()?, days.max()?);
    let span = (last - first).num_days();
    if terms.is_empty() || span < 1 {
        return None;
    }
    let mirrored = book.say.is_rtl();
    let x = |day: NaiveDate| {
        let x = 8 + (day - first).num_days() * (WIDTH - 16) / span;
        if mirrored { WIDTH - x } else { x }
    };
    let ends = if mirrored { (WIDTH - 8, 8) } else { (8, WIDTH - 8) };
    let rows = i64::try_from(terms.len()).unwrap_or(0) + 1;
    let mut drawing = Terms {
        width: WIDTH,
        height: rows * ROW + AXIS,
        held: String::new(),
        open: String::new(),
        marks: String::new(),
        axis: String::new(),
        labels: Vec::new(),
    };
    for (row, (title, from, to)) in terms.iter().enumerate() {
        let y = i64::try_from(row).unwrap_or(0) * ROW + 18;
        let (a, b) = (from.map_or(ends.0, x), to.map_or(ends.1, x));
        let (left, right) = (a.min(b), a.max(b));
        let path =
            if from.is_some() && to.is_some() { &mut drawing.held } else { &mut drawing.open };
        let _ = write!(path, "M{left} {y}H{}v5H{left}z", right.max(left + 2));
        // A title begins at its term, or ends at the edge where there is no more room.
        let wide = i64::try_from(title.chars().count()).unwrap_or(0).min(60) * LETTER;
        let title = super::text::cut(title, 60);
        let (anchor, at) = if left + wide > WIDTH { ("end", WIDTH - 2) } else { ("start", left) };
        drawing.labels.push((anchor, at, y - 5, title));
    }
    let y = (rows - 1) * ROW + 14;
    let mut before = None;
    for day in acts {
        // One mark for all that falls on the same place.
        let at = x(day);
        if before != Some(at) {
            let _ = write!(drawing.marks, "M{} {y}a3.5 3.5 0 1 0 7 0a3.5 3.5 0 1 0-7 0z", at - 3);
        }
        before = Some(at);
    }
    let base = rows * ROW + 4;
    let _ = write!(drawing.axis, "M0 {base}H{WIDTH}");
    let said = |day: NaiveDate| book.say.short_month(day.year(), day.month());
    let (start, end) = if mirrored { ("end", "start") } else { ("start", "end") };
    drawing.labels.push((start, if mirrored { WIDTH } else { 0 }, base + 13, said(first)));
    drawing.labels.push((end, if mirrored { 0 } else { WIDTH }, base + 13, said(last)));
    Some(drawing)
}
