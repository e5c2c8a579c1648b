//! The pages of the site itself: the index of its timelines, what it is, what is wrong.

use askama::Template;

use crate::diagnostic::Severity;
use crate::site::book::Book;
use crate::site::language::fill;
use crate::site::overview::{self, Overview};
use crate::site::view::{Frame, Link};
use crate::site::{Pages, Problem, glyph};

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
                overview: overview::draw(book.events.iter(), book.say),
            })
            .collect();
        let titles: Vec<&str> = pages.books.iter().map(Book::title).collect();
        let said = match titles.as_slice() {
            [] => pages.say.no_timeline.clone(),
            titles => fill(&pages.say.home_said, &[("titles", &titles.join("; "))]),
        };
        Self { frame: pages.frame(&pages.say.timelines, "index.html").about(&said), timelines }
    }
}

/// "September 1978 – March 1979 · 34 events".
pub(crate) fn events_said(book: &Book<'_>) -> String {
    let events = book.say.count(&book.say.n_events, book.events.len());
    match book.stretch() {
        Some((first, last)) => format!("{} · {events}", book.say.stretch(first, last)),
        None => events,
    }
}

/// "September 1978 – March 1979 · 34 events · 12 actors · 6 sources".
fn counts(book: &Book<'_>) -> String {
    let mut parts = vec![events_said(book)];
    if !book.actors.is_empty() {
        parts.push(book.say.count(&book.say.n_actors, book.actors.len()));
    }
    if !book.sources.is_empty() {
        parts.push(book.say.count(&book.say.n_sources, book.sources.len()));
    }
    parts.join(" · ")
}

/// How the site came about and how to read it.
#[derive(Template)]
#[template(path = "about.html")]
pub(crate) struct About<'p> {
    frame: Frame,
    /// Each timeline with what it holds.
    counts: Vec<(Link, String)>,
    /// Under which terms the site may be used; empty where nobody says.
    licence: &'p str,
    legend: Vec<(glyph::Glyph, &'static str)>,
    /// Drawing, class, word, sentence.
    standings: Vec<(glyph::Glyph, &'static str, &'static str, &'static str)>,
}

impl<'p> About<'p> {
    pub(crate) fn new(pages: &'p Pages<'_>) -> Self {
        let say = pages.say;
        Self {
            frame: pages
                .frame(&pages.say.about_site, "about/index.html")
                .about(&pages.say.about_said),
            counts: (pages.books.iter())
                .map(|book| {
                    let href = format!("{}/index.html", book.name);
                    (Link { text: book.title().to_owned(), href }, counts(book))
                })
                .collect(),
            licence: pages.settings.licence.as_deref().unwrap_or_default(),
            legend: glyph::LEGEND.into_iter().zip(say.legend.iter().map(String::as_str)).collect(),
            standings: (glyph::STANDINGS.into_iter())
                .map(|(glyph, one)| (glyph, one.name(), say.modality(one), say.standing(one)))
                .collect(),
        }
    }
}

/// What does not hold together in the timelines.
#[derive(Template)]
#[template(path = "problems.html")]
pub(crate) struct Problems<'p> {
    frame: Frame,
    /// Errors first.
    remarks: Vec<&'p Problem>,
    errors: usize,
}

impl<'p> Problems<'p> {
    pub(crate) fn new(pages: &Pages<'p>) -> Self {
        let errors = pages.problems.iter().filter(|one| one.severity == Severity::Error).count();
        let frame = pages
            .frame(&pages.say.problems_title, "problems/index.html")
            .about(&pages.say.problems_about);
        let mut remarks: Vec<&Problem> = pages.problems.iter().collect();
        remarks.sort_by_key(|one| one.severity != Severity::Error);
        Self { frame, remarks, errors }
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
