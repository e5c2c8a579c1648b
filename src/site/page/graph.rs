//! What hangs on what: the threads of a timeline, and one of them as a drawing and as a list.

use askama::Template;

use crate::calendar::NaiveDate;
use crate::site::Pages;
use crate::site::book::{Book, Rank};
use crate::site::components;
use crate::site::contradictions::Clash;
use crate::site::drawing::dependencies::{self, Dependencies, MOST, Rows};
use crate::site::language::fill;
use crate::site::view::{Frame, Group, Link, Side, title};
use crate::site::written::Written;

/// The most ties of a kind that a line of the list names.
const FEW_TIES: usize = 4;
/// The most threads in the list.
const MOST_THREADS: usize = 400;

/// All threads of a timeline.
#[derive(Template)]
#[template(path = "graph.html")]
pub(crate) struct Graph<'p> {
    frame: Frame,
    counts: String,
    /// The longest thread, where it fits into a drawing.
    drawing: Option<Dependencies<'p>>,
    /// What that is called.
    largest: String,
    threads: Vec<Thread>,
}

struct Thread {
    href: String,
    title: String,
    count: String,
    stretch: String,
    clashes: usize,
}

impl<'p> Graph<'p> {
    pub(crate) fn new(pages: &Pages<'_>, book: &'p Book<'p>) -> Self {
        let tied: usize = book.components.iter().map(|one| one.ranks.len()).sum();
        let mut counts = vec![
            book.say.count(&book.say.n_threads, book.components.len()),
            book.say.count(&book.say.n_events, tied),
        ];
        if book.alone > 0 {
            counts.push(fill(
                &book.say.alone,
                &[("events", &book.say.count(&book.say.n_events, book.alone))],
            ));
        }
        let largest = book.components.first().filter(|one| one.ranks.len() <= MOST);
        let threads: Vec<Thread> =
            book.components.iter().take(MOST_THREADS).map(|one| thread(book, one)).collect();
        let counts = counts.join(" · ");
        Self {
            frame: pages.frame_in(book, &book.say.what_hangs, "graph/index.html").about(&counts),
            counts,
            drawing: largest.map(|one| dependencies::draw(book, &one.ranks, Rows::Time, None)),
            largest: threads.first().map(|one| one.title.clone()).unwrap_or_default(),
            threads,
        }
    }
}

fn thread(book: &Book<'_>, component: &components::Component<'_>) -> Thread {
    let clashes = component.ranks.iter().filter(|&&rank| book.is_contested(rank)).count();
    Thread {
        href: component.path(0),
        title: called(book, component),
        count: book.say.count(&book.say.n_events, component.ranks.len()),
        stretch: stretch(book, component.stretch()),
        clashes,
    }
}

/// What a thread is called: its first event.
fn called(book: &Book<'_>, component: &components::Component<'_>) -> String {
    component.ranks.first().map_or(String::new(), |&rank| title(&book.events[rank]).to_owned())
}

fn stretch(book: &Book<'_>, stretch: Option<(NaiveDate, NaiveDate)>) -> String {
    stretch.map_or_else(|| book.say.undated.clone(), |(first, last)| book.say.stretch(first, last))
}

/// A thread, or a part of a long one.
#[derive(Template)]
#[template(path = "component.html")]
pub(crate) struct Component<'p> {
    frame: Frame,
    title: String,
    counts: String,
    /// The parts of a long thread: where, how many events, whether it is this one.
    parts: Vec<(Link, String, bool)>,
    drawing: Dependencies<'p>,
    clashes: Vec<&'p Clash>,
    events: Vec<(&'p Written, Vec<Group<'p>>)>,
    earlier: Option<Link>,
    later: Option<Link>,
    book: &'p Book<'p>,
}

impl<'p> Component<'p> {
    pub(crate) fn new(pages: &Pages<'_>, book: &'p Book<'p>, at: usize, part: usize) -> Self {
        let component = &book.components[at];
        let mut counts = vec![
            stretch(book, component.stretch()),
            book.say.count(&book.say.n_events, component.ranks.len()),
        ];
        let all: Vec<&[Rank]> = component.parts().collect();
        let link = |part: usize| Link {
            text: stretch(book, component.stretches[part]),
            href: component.path(part),
        };
        let parts: Vec<_> = if all.len() > 1 {
            counts.push(fill(
                &book.say.part_of,
                &[("a", &(part + 1).to_string()), ("b", &all.len().to_string())],
            ));
            (0..all.len())
                .map(|i| (link(i), book.say.count(&book.say.n_events, all[i].len()), i == part))
                .collect()
        } else {
            Vec::new()
        };
        let ranks = all[part];
        let title = called(book, component);
        let counts = counts.join(" · ");
        let mut clashes: Vec<&Clash> = Vec::new();
        for clash in ranks.iter().flat_map(|&rank| book.clashes_of(rank)) {
            if !clashes.iter().any(|one| std::ptr::eq(*one, clash)) {
                clashes.push(clash);
            }
        }
        clashes.truncate(20);
        let frame = pages.frame_in(book, &title, &component.path(part));
        Self {
            frame: frame.about(&format!("{title}: {counts}")),
            title,
            counts,
            parts,
            drawing: dependencies::draw(book, ranks, Rows::Time, None),
            clashes,
            events: (ranks.iter())
                .map(|&rank| (book.written(rank), book.groups(rank, Side::Before, FEW_TIES)))
                .collect(),
            earlier: part.checked_sub(1).map(link),
            later: (part + 1 < all.len()).then(|| link(part + 1)),
            book,
        }
    }
}
