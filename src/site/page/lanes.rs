//! Whose ways cross when: the lines of actors over a period, as a drawing and as a list.

use askama::Template;

use crate::site::Pages;
use crate::site::book::{Book, Rank};
use crate::site::drawing::lanes;
use crate::site::shelves::Volume;
use crate::site::view::{Frame, Link};
use crate::site::written::Written;
use crate::vocabulary::Modality;

/// The most names that a line of the list gives.
const FEW_NAMES: usize = 6;

/// Where the lanes of a period lie, from the timeline's folder.
pub(crate) fn lanes_path(volume: &Volume) -> String {
    if volume.slug.is_empty() {
        "lanes/index.html".to_owned()
    } else {
        format!("lanes/{}/index.html", volume.slug)
    }
}

/// The lanes of a period.
#[derive(Template)]
#[template(path = "lanes.html")]
pub(crate) struct Lanes<'p> {
    frame: Frame,
    /// Empty for a whole timeline.
    period: &'p str,
    counts: String,
    drawing: Option<lanes::Lanes>,
    /// What is denied, in a word.
    denied: &'p str,
    events: Vec<(&'p Written, String)>,
    earlier: Option<Link>,
    later: Option<Link>,
}

impl<'p> Lanes<'p> {
    pub(crate) fn new(pages: &Pages<'_>, book: &'p Book<'p>, at: usize) -> Self {
        let volume = &book.volumes[at];
        let ranks: Vec<Rank> = volume.ranks().collect();
        let lanes = lanes::draw(book, &ranks, book.say.is_rtl());
        let counts = match &lanes {
            Some(lanes) => lanes.summary.clone(),
            None => book.say.count(&book.say.n_events, ranks.len()),
        };
        let link = |at: usize| {
            let volume = book.volumes.get(at)?;
            Some(Link { text: volume.title.clone(), href: lanes_path(volume) })
        };
        let title = if volume.title.is_empty() {
            book.say.ways_cross.clone()
        } else {
            format!("{}, {}", book.say.ways_cross, volume.title)
        };
        Self {
            frame: pages.frame_in(book, &title, &lanes_path(volume)).about(&counts),
            period: &volume.title,
            counts,
            drawing: lanes,
            denied: book.say.modality(Modality::Denied),
            events: ranks.iter().map(|&rank| (book.written(rank), who(book, rank))).collect(),
            earlier: at.checked_sub(1).and_then(link),
            later: link(at + 1),
        }
    }
}

/// The periods of the lanes of a long timeline.
#[derive(Template)]
#[template(path = "lane-periods.html")]
pub(crate) struct LanePeriods {
    frame: Frame,
    counts: String,
    periods: Vec<(Link, String)>,
}

impl LanePeriods {
    pub(crate) fn new(pages: &Pages<'_>, book: &Book<'_>) -> Self {
        let counts = super::site::events_said(book);
        Self {
            frame: pages.frame_in(book, &book.say.ways_cross, "lanes/index.html").about(&counts),
            counts,
            periods: (book.volumes.iter())
                .map(|volume| {
                    let events = book.say.count(&book.say.n_events, volume.ranks().count());
                    (Link { text: volume.title.clone(), href: lanes_path(volume) }, events)
                })
                .collect(),
        }
    }
}

/// Who takes part, in a line.
fn who(book: &Book<'_>, rank: Rank) -> String {
    let event = book.events[rank].event;
    let all = event.from.len() + event.to.len();
    let mut names: Vec<String> = (event.from.iter().chain(&event.to))
        .take(FEW_NAMES)
        .map(|id| book.name_of(id).text)
        .collect();
    if all > FEW_NAMES {
        names.push(book.say.count(&book.say.n_others, all - FEW_NAMES));
    }
    names.join(&book.say.comma)
}
