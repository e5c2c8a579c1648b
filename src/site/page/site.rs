//! The pages of the site itself: the index of its timelines, what it is, what is wrong.

use askama::Template;

use crate::diagnostic::Severity;
use crate::site::book::Book;
use crate::site::overview::{self, Overview};
use crate::site::view::Frame;
use crate::site::{Pages, Problem, glyph, words};

/// All timelines of the site.
#[derive(Template)]
#[template(path = "index.html")]
pub(crate) struct Index<'p> {
    frame: Frame,
    timelines: Vec<Shown<'p>>,
}

struct Shown<'p> {
    href: String,
    title: &'p str,
    summary: &'p str,
    counts: String,
    overview: Option<Overview>,
}

impl<'p> Index<'p> {
    pub(crate) fn new(pages: &'p Pages<'_>) -> Self {
        let timelines = pages
            .books
            .iter()
            .map(|book| Shown {
                href: format!("{}/index.html", book.name),
                title: book.title(),
                summary: book.timeline.summary.as_deref().unwrap_or_default(),
                counts: counts(book),
                overview: overview::draw(book.events.iter()),
            })
            .collect();
        let titles: Vec<&str> = pages.books.iter().map(Book::title).collect();
        let said = match titles.as_slice() {
            [] => "No timeline yet".to_owned(),
            titles => format!("Timelines of who did what to whom: {}", titles.join("; ")),
        };
        Self { frame: pages.frame("Timelines", "").about(&said), timelines }
    }
}

/// "September 1978 – March 1979 · 34 events".
pub(crate) fn events_said(book: &Book<'_>) -> String {
    let events = words::count(book.events.len(), "event", "events");
    match book.stretch() {
        Some((first, last)) => format!("{} · {events}", words::stretch(first, last)),
        None => events,
    }
}

/// "September 1978 – March 1979 · 34 events · 12 actors · 6 sources".
fn counts(book: &Book<'_>) -> String {
    let mut parts = vec![events_said(book)];
    if !book.actors.is_empty() {
        parts.push(words::count(book.actors.len(), "actor", "actors"));
    }
    if !book.sources.is_empty() {
        parts.push(words::count(book.sources.len(), "source", "sources"));
    }
    parts.join(" · ")
}

/// How the site came about and how to read it.
#[derive(Template)]
#[template(path = "about.html")]
pub(crate) struct About {
    frame: Frame,
    legend: &'static [(glyph::Glyph, &'static str)],
    standings: Vec<(glyph::Glyph, &'static str, &'static str)>,
}

impl About {
    pub(crate) fn new(pages: &Pages<'_>) -> Self {
        Self {
            frame: pages
                .frame("About this site", "../")
                .about("How the dates, marks and addresses of this site are to be read."),
            legend: &glyph::LEGEND,
            standings: (glyph::STANDINGS.into_iter())
                .map(|(glyph, one)| (glyph, one.name(), words::standing(one)))
                .collect(),
        }
    }
}

/// What does not hold together in the timelines.
#[derive(Template)]
#[template(path = "problems.html")]
pub(crate) struct Problems<'p> {
    frame: Frame,
    remarks: &'p [Problem],
    errors: usize,
}

impl<'p> Problems<'p> {
    pub(crate) fn new(pages: &Pages<'p>) -> Self {
        let errors = pages.problems.iter().filter(|one| one.severity == Severity::Error).count();
        let frame = pages
            .frame("Open remarks", "../")
            .about("What does not hold together in the timelines of this site.");
        Self { frame, remarks: pages.problems, errors }
    }
}

impl Problem {
    fn severity(&self) -> &'static str {
        match self.severity {
            Severity::Error => "error",
            Severity::Warning => "warning",
        }
    }
}
