//! What is written of an event wherever it is named: the line of a list and the box of a drawing,
//! made once and copied from then on. An event stands on some twenty pages.

use askama::Template;

use super::book::{Book, Rank};
use super::drawing::text::{cut, two_lines};
use super::view::Line;

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

/// A box with its text, from its upper left corner.
#[derive(Template)]
#[template(path = "box.html")]
struct Inside<'l> {
    title: &'l str,
    /// "11 May 2025 · talks".
    over: String,
    /// The title on two lines.
    first: String,
    second: String,
}

impl Written {
    pub(crate) fn new(book: &Book<'_>, rank: Rank) -> Self {
        let line = book.line(rank);
        let (first, second) = two_lines(line.title, 26);
        let when = if line.when.written.is_empty() { line.when.inferred } else { line.when.words };
        let said = line.said();
        let over = if when.is_empty() { said.to_owned() } else { format!("{when} · {said}") };
        let mut classes = line.classes();
        classes.push_str(if book.is_contested(rank) { " contested" } else { "" });
        let inside = Inside { title: line.title, over: cut(&over, 34), first, second };
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

fn html(part: &impl Template) -> String {
    let mut text = String::new();
    part.render_into(&mut text).expect("writing to a string does not fail");
    text.shrink_to_fit();
    text
}
