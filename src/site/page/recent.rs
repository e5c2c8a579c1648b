//! What changed: since an earlier edition, and by the versions of the sources.

use askama::Template;

use crate::site::book::{Book, Rank};
use crate::site::language::fill;
use crate::site::recent::{self, Entry};
use crate::site::view::{Frame, Link};
use crate::site::written::Written;
use crate::site::{Altered, Pages, address};

/// The most entries on the page, and the most events of an entry.
const MOST: usize = 100;
const MOST_EVENTS: usize = 12;

/// The changes of a timeline.
#[derive(Template)]
#[template(path = "recent.html")]
pub(crate) struct Recent<'p> {
    frame: Frame,
    entries: Vec<Told<'p>>,
    /// An earlier edition is at hand.
    compared: bool,
    since: Vec<Differs<'p>>,
}

/// An entry of the page.
pub(crate) struct Told<'p> {
    pub(crate) link: Link,
    /// "12 May 2025 · version 2".
    pub(crate) when: String,
    pub(crate) lines: Vec<&'p Written>,
    pub(crate) more: usize,
}

/// An event that differs from an earlier edition.
struct Differs<'p> {
    link: Link,
    /// "added".
    how: &'p str,
    class: &'static str,
    fields: &'p [Altered],
}

impl<'p> Recent<'p> {
    pub(crate) fn new(pages: &Pages<'_>, book: &'p Book<'p>) -> Self {
        let say = book.say;
        let said = fill(&say.changes_page_said, &[("title", book.title())]);
        let since = book.since.unwrap_or_default().iter().take(4 * MOST).map(|one| {
            let (how, class) = match one.only {
                Some(true) => (say.edition_added.as_str(), "came"),
                Some(false) => (say.edition_removed.as_str(), "went"),
                None => (say.edition_changed.as_str(), "stayed"),
            };
            let gone = one.only == Some(false) || !one.event.is_valid();
            let there = book.rank(&one.event).is_some() && !gone;
            let href = if there { address::event(&one.event) } else { String::new() };
            Differs {
                link: Link { text: one.title.clone(), href },
                how,
                class,
                fields: &one.fields,
            }
        });
        Self {
            frame: pages.frame_in(book, &say.changes, "changes/index.html").about(&said),
            entries: told(book, MOST),
            compared: book.since.is_some(),
            since: since.collect(),
        }
    }
}

/// The newest entries, for a page.
pub(crate) fn told<'p>(book: &'p Book<'p>, most: usize) -> Vec<Told<'p>> {
    let entry = |entry: Entry<'p>| {
        let ranks: Vec<Rank> = entry.events(book);
        Told {
            link: Link { text: entry.said(book), href: entry.href() },
            when: recent::told(book, &entry),
            lines: ranks.iter().take(MOST_EVENTS).map(|&rank| book.written(rank)).collect(),
            more: ranks.len().saturating_sub(MOST_EVENTS),
        }
    };
    recent::entries(book).into_iter().take(most).map(entry).collect()
}
