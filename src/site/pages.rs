//! Every page of a site: its path and, one at a time, its bytes.

use std::borrow::Cow;

use askama::Template;

use super::book::{Book, Rank};
use super::page;
use super::view::{Frame, Link};
use super::{Problem, Site, Theme, address};
use crate::vocabulary::EventType;

/// The most lines of events on the page of an actor.
pub(crate) const LONGEST_LIST: usize = 250;

/// The pages of a site, in a fixed order.
pub struct Pages<'a> {
    pub(crate) books: Vec<Book<'a>>,
    pub(crate) problems: &'a [Problem],
    sheets: Vec<(String, Sheet)>,
    theme: Theme,
}

/// Which page it is; numbers count in [`Book`].
#[derive(Debug, Clone, Copy)]
enum Sheet {
    Stylesheet,
    Index,
    About,
    Problems,
    /// A timeline whose events stand on one page.
    Timeline(usize),
    /// A timeline that is split, and its periods.
    Periods(usize),
    Period(usize, usize),
    Event(usize, Rank),
    Moved(usize, Rank),
    Actors(usize),
    Actor(usize, usize, usize),
    Sources(usize),
    Source(usize, usize, usize),
    Changes(usize, usize),
    Graph(usize),
    Component(usize, usize, usize),
    Lanes(usize, usize),
    /// The periods of the lanes of a timeline that is split.
    LanePeriods(usize),
}

impl<'a> Pages<'a> {
    /// Lays out a site.
    pub fn new(site: &Site<'a>) -> Self {
        let books: Vec<Book<'a>> = site.editions.iter().map(Book::new).collect();
        let mut sheets = vec![
            ("style.css".to_owned(), Sheet::Stylesheet),
            ("index.html".to_owned(), Sheet::Index),
            ("about/index.html".to_owned(), Sheet::About),
            ("problems/index.html".to_owned(), Sheet::Problems),
        ];
        for (b, book) in books.iter().enumerate() {
            let mut add =
                |path: String, sheet| sheets.push((format!("{}/{path}", book.name), sheet));
            if let [only] = book.volumes.as_slice()
                && only.slug.is_empty()
            {
                add("index.html".to_owned(), Sheet::Timeline(b));
            } else {
                add("index.html".to_owned(), Sheet::Periods(b));
                for (v, volume) in book.volumes.iter().enumerate() {
                    add(volume.path(), Sheet::Period(b, v));
                }
            }
            for rank in 0..book.events.len() {
                add(book.event_path(rank), Sheet::Event(b, rank));
            }
            for (old, rank) in book.moved() {
                add(address::event(old), Sheet::Moved(b, rank));
            }
            add("graph/index.html".to_owned(), Sheet::Graph(b));
            for (c, component) in book.components.iter().enumerate() {
                for part in 0..component.parts().len() {
                    add(component.path(part), Sheet::Component(b, c, part));
                }
            }
            if book.volumes.iter().all(|volume| !volume.slug.is_empty()) {
                add("lanes/index.html".to_owned(), Sheet::LanePeriods(b));
            }
            for (v, volume) in book.volumes.iter().enumerate() {
                add(page::lanes_path(volume), Sheet::Lanes(b, v));
            }
            add("actors/index.html".to_owned(), Sheet::Actors(b));
            for (a, cast) in book.actors.iter().enumerate() {
                for part in 0..cast.events.len().div_ceil(LONGEST_LIST).max(1) {
                    add(page::actor_path(cast.id, part), Sheet::Actor(b, a, part));
                }
            }
            add("sources/index.html".to_owned(), Sheet::Sources(b));
            for (s, shelf) in book.sources.iter().enumerate() {
                for part in 0..shelf.kept.parts.len() {
                    add(address::source_part(shelf.id, part), Sheet::Source(b, s, part));
                }
                if !shelf.revisions.is_empty() {
                    add(address::changes(shelf.id), Sheet::Changes(b, s));
                }
            }
        }
        Self { books, problems: site.problems, sheets, theme: Theme::default() }
    }

    /// The same pages in other colours and type.
    #[must_use]
    pub fn themed(mut self, theme: Theme) -> Self {
        self.theme = theme;
        self
    }

    /// How many files the site has.
    pub fn len(&self) -> usize {
        self.sheets.len()
    }

    /// Never: a site has at least its index.
    pub fn is_empty(&self) -> bool {
        self.sheets.is_empty()
    }

    /// Where the `i`-th file lies, from the site's folder, parted by `/`; no path stands twice.
    pub fn path(&self, i: usize) -> &str {
        &self.sheets[i].0
    }

    /// The bytes of the `i`-th file.
    pub fn render(&self, i: usize) -> Vec<u8> {
        match self.sheets[i].1 {
            Sheet::Stylesheet => stylesheet(&self.theme).into_bytes(),
            Sheet::Index => html(&page::Index::new(self)),
            Sheet::About => html(&page::About::new(self)),
            Sheet::Problems => html(&page::Problems::new(self)),
            Sheet::Timeline(b) => html(&page::Timeline::whole(self, &self.books[b])),
            Sheet::Periods(b) => html(&page::Periods::new(self, &self.books[b])),
            Sheet::Period(b, v) => html(&page::Timeline::period(self, &self.books[b], v)),
            Sheet::Event(b, rank) => html(&page::Event::new(self, &self.books[b], rank)),
            Sheet::Moved(b, rank) => html(&page::Moved::new(&self.books[b], rank)),
            Sheet::Actors(b) => html(&page::Actors::new(self, &self.books[b])),
            Sheet::Actor(b, a, part) => html(&page::Actor::new(self, &self.books[b], a, part)),
            Sheet::Sources(b) => html(&page::Sources::new(self, &self.books[b])),
            Sheet::Source(b, s, part) => html(&page::Source::new(self, &self.books[b], s, part)),
            Sheet::Graph(b) => html(&page::Graph::new(self, &self.books[b])),
            Sheet::Component(b, c, part) => {
                html(&page::Component::new(self, &self.books[b], c, part))
            }
            Sheet::LanePeriods(b) => html(&page::LanePeriods::new(self, &self.books[b])),
            Sheet::Lanes(b, v) => html(&page::Lanes::new(self, &self.books[b], v)),
            Sheet::Changes(b, s) => html(&page::Changes::new(self, &self.books[b], s)),
        }
    }

    /// The frame of a page of the site itself.
    pub(crate) fn frame(&self, title: &str, up: &'static str) -> Frame {
        Frame {
            title: title.to_owned(),
            description: title.to_owned(),
            kind: "website",
            up,
            home: "",
            trail: Vec::new(),
            problems: self.problems.len(),
        }
    }

    /// The frame of a page so many folders below its timeline's folder.
    pub(crate) fn frame_in(&self, book: &Book<'_>, title: &str, depth: usize) -> Frame {
        const UP: [&str; 5] = ["", "../", "../../", "../../../", "../../../../"];
        let name = super::view::named(&book.timeline.title, book.name);
        let (title, trail) = if title.is_empty() {
            (name.to_owned(), Vec::new())
        } else {
            let above = Link { text: name.to_owned(), href: format!("{}/index.html", book.name) };
            (format!("{title} – {name}"), vec![above])
        };
        Frame {
            description: title.clone(),
            title,
            kind: "website",
            up: UP[depth + 1],
            home: UP[depth],
            trail,
            problems: self.problems.len(),
        }
    }
}

/// The one stylesheet as it comes with the program.
pub const STYLE: &str = include_str!("../../templates/style.css");

/// The stylesheet with the theme, and a rule for each type's filter.
fn stylesheet(theme: &Theme) -> String {
    // Before what contrast, forced colours and paper ask for: those go first.
    let mut css = STYLE.replacen("/* theme */\n", &theme.css(), 1);
    for kind in EventType::ALL {
        css.push_str("body:has(#f_");
        css.push_str(kind.name());
        css.push_str(":not(:checked)) .t-");
        css.push_str(kind.name());
        css.push_str("{display:none}\n");
    }
    css
}

fn html(page: &impl Template) -> Vec<u8> {
    let mut text = String::with_capacity(8 * 1024);
    page.render_into(&mut text).expect("writing to a string does not fail");
    match without_controls(&text) {
        Cow::Borrowed(_) => text.into_bytes(),
        Cow::Owned(clean) => clean.into_bytes(),
    }
}

/// Control characters are no HTML; whoever wrote one sees that something was there.
fn without_controls(text: &str) -> Cow<'_, str> {
    let bad = |c: char| c.is_control() && c != '\n' && c != '\t';
    let bytes = text.as_bytes();
    // Nearly every page is clean, and bytes are quicker to look at: U+0080 to U+009F are 0xC2
    // and a second byte below 0xA0.
    let ascii = |&b: &u8| (b < 0x20 && b != b'\n' && b != b'\t') || b == 0x7f;
    let latin = |pair: &[u8]| pair[0] == 0xc2 && pair[1] < 0xa0;
    if !bytes.iter().any(ascii) && !bytes.windows(2).any(latin) {
        return Cow::Borrowed(text);
    }
    Cow::Owned(text.chars().map(|c| if bad(c) { char::REPLACEMENT_CHARACTER } else { c }).collect())
}
