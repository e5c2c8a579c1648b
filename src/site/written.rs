//! What is written of an event wherever it is named: the line of a list and the box of a drawing,
//! made once and copied from then on. An event stands on some twenty pages.

use askama::Template;

use chrono::Datelike as _;

use super::book::{Book, Rank};
use super::drawing::dependencies::ends;
use super::drawing::layered::WIDE;
use super::drawing::text::{fit, two_lines, wide};
use super::language::{Say, fill};
use super::view::Line;
use crate::calendar::{Bounds, Form, NaiveDate, Precision};

/// The room in a box for a line of its title, and for what stands above, which is not bold.
const TITLE: usize = 184;
const OVER: usize = 196;
/// What the cross of what ends something takes of it.
const CROSS: usize = 20;
/// Between the date and the type.
const POINT: &str = " · ";
/// The shortest part of a type that still tells something.
const LEAST: usize = 56;

/// An event as it stands on other pages than its own.
pub(crate) struct Written {
    /// Its page, from the timeline's folder.
    pub(crate) href: String,
    pub(crate) title: String,
    /// Its line in a list, as HTML: what stands before the way to the timeline's folder, and what
    /// stands behind it. The element is left open.
    pub(crate) line: [String; 2],
    /// The classes of its box, each a word of ours.
    pub(crate) classes: String,
    /// What stands in its box, as SVG.
    pub(crate) inside: String,
    /// Its day where room is scarce: "24 Dec 2019".
    pub(crate) day: Option<String>,
}

#[derive(Template)]
#[template(path = "line-start.html")]
struct LineStart<'l> {
    line: &'l Line<'l>,
}

#[derive(Template)]
#[template(path = "line-end.html")]
struct LineEnd<'l> {
    line: &'l Line<'l>,
}

/// A box with its text, from its upper left corner; it begins on the right where the page does.
#[derive(Template)]
#[template(path = "box.html")]
struct Inside<'l> {
    title: &'l str,
    /// Where the bar of its hue stands, and where its words begin.
    bar: usize,
    x: usize,
    /// "11 May 2025 · talks".
    over: String,
    /// The title on two lines.
    first: String,
    second: String,
}

impl Written {
    pub(crate) fn new(book: &Book<'_>, rank: Rank) -> Self {
        let line = book.line(rank);
        let (first, second) = two_lines(line.title, TITLE);
        let over = over(book, rank, &line);
        let (bar, x) = if book.say.is_rtl() { (WIDE - 4, WIDE - 12) } else { (0, 12) };
        let mut classes = line.classes();
        classes.push_str(if book.is_contested(rank) { " contested" } else { "" });
        let inside = Inside { title: line.title, bar, x, over, first, second };
        Self {
            line: [html(&LineStart { line: &line }), html(&LineEnd { line: &line })],
            inside: html(&inside),
            classes,
            day: book.events[rank].day().map(|day| book.say.short_day(day)),
            title: line.title.to_owned(),
            href: line.href,
        }
    }
}

/// The date and the type, as far as there is room; the date goes before.
fn over(book: &Book<'_>, rank: Rank, line: &Line<'_>) -> String {
    let entry = &book.events[rank];
    let room = if ends(entry.event.kind) { OVER - CROSS } else { OVER };
    let words = line.when.words;
    let when = if line.when.written.is_empty() {
        if line.when.inferred.is_empty() {
            return fit(line.said(), room);
        }
        let days = short_days(&entry.bounds, [&book.say.days, &book.say.range], book.say);
        let said = |days: String| fill(&book.say.inferred_short, &[("days", &days)]);
        fitting(days.into_iter().map(said), room)
    } else {
        match entry.event.when() {
            // What is only about right, or doubtful, must go on saying so.
            Some(when) if wide(words) > room && !when.is_approximate() && !when.is_uncertain() => {
                // A side that is known to its month has no days.
                let coarse = usize::from(when.precision() > Precision::Day);
                let short = |patterns| {
                    let texts = short_days(&when.bounds(), patterns, book.say);
                    texts.into_iter().skip(coarse)
                };
                let one_of = matches!(when.form(), Form::OneOf(_));
                let between = one_of.then(|| short([&book.say.between; 2]));
                let spans = short([&book.say.days, &book.say.range]);
                fitting(between.into_iter().flatten().chain(spans), room)
            }
            _ => fit(words, room),
        }
    };
    let left = room.saturating_sub(wide(&when) + wide(POINT));
    match line.said() {
        said if wide(said) <= left => when + POINT + said,
        said if left >= LEAST => when + POINT + &fit(said, left),
        _ => when,
    }
}

/// The first text that fits, or what fits of the first.
fn fitting(mut texts: impl Iterator<Item = String>, room: usize) -> String {
    let first = texts.next().unwrap_or_default();
    if wide(&first) <= room {
        return first;
    }
    texts.find(|text| wide(text) <= room).unwrap_or_else(|| fit(&first, room))
}

/// The days that remain possible in few letters, then by months, then by years:
/// "28 April – 8 May 2025", "April – May 2025", "2025"; "… – 8 May 2025" where one end is open.
///
/// - `patterns`: of days in one month, and of days in two.
fn short_days(bounds: &Bounds, patterns: [&str; 2], say: &Say) -> Vec<String> {
    let (first, last) = (bounds.earliest_start, bounds.latest_end);
    if first.is_none() && last.is_none() {
        return Vec::new();
    }
    let same_year = first.map(|day| day.year()) == last.map(|day| day.year());
    let same_month = same_year && first.map(|day| day.month()) == last.map(|day| day.month());
    let day = |day: NaiveDate| say.short_day(day);
    let month = |day: NaiveDate| say.short_month(day.year(), day.month());
    let year = |day: NaiveDate| say.year(day.year());
    // The first day with no more than what the last does not say.
    let day_only = |day: NaiveDate| {
        let month = if same_month { "" } else { &say.months_short[day.month0() as usize] };
        let said =
            fill(&say.day_short, &[("d", &day.day().to_string()), ("month", month), ("y", "")]);
        said.trim_end().to_owned()
    };
    let month_only = |day: NaiveDate| say.months_short[day.month0() as usize].clone();
    let span = |short: &dyn Fn(NaiveDate) -> String, whole: &dyn Fn(NaiveDate) -> String| {
        let (a, b) = (first.map(short), last.map(whole));
        let [a, b] = [a, b].map(|side| side.unwrap_or_else(|| "…".to_owned()));
        both(patterns[1], &a, &b)
    };
    vec![
        match (first, last) {
            (Some(first), Some(last)) if first == last => day(last),
            (Some(first), Some(last)) if same_month => {
                both(patterns[0], &day_only(first), &day(last))
            }
            _ if same_year => span(&day_only, &day),
            _ => span(&day, &day),
        },
        match last {
            Some(last) if same_month => month(last),
            _ if same_year => span(&month_only, &month),
            _ => span(&month, &month),
        },
        match last {
            Some(last) if same_year => year(last),
            _ => span(&year, &year),
        },
    ]
}

fn both(pattern: &str, a: &str, b: &str) -> String {
    fill(pattern, &[("a", a), ("a_of", a), ("b", b), ("b_of", b)])
}

fn html(part: &impl Template) -> String {
    let mut text = String::new();
    part.render_into(&mut text).expect("writing to a string does not fail");
    text.shrink_to_fit();
    text
}
