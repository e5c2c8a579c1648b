//! Every page of a site: its path and, one at a time, its bytes.

use std::borrow::Cow;

use askama::Template;

use super::book::{Book, Rank};
use super::language::Say;
use super::page;
use super::view::{Frame, Link};
use super::{Problem, Settings, Site, Theme, address, recent, search};
use crate::vocabulary::{EventType, Modality};

/// The most lines of events on the page of an actor.
pub(crate) const LONGEST_LIST: usize = 250;

/// The pages of a site, in a fixed order.
pub struct Pages<'a> {
    pub(crate) books: Vec<Book<'a>>,
    pub(crate) problems: &'a [Problem],
    /// The language of the site's own pages.
    pub(crate) say: &'static Say,
    pub(crate) settings: Settings,
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
    MovedActor(usize, usize),
    Types(usize),
    Type(usize, usize, usize),
    Places(usize),
    Place(usize, usize, usize),
    Recent(usize),
    Az(usize, usize),
    Print(usize, usize),
    Embed(usize),
    Data(usize),
    Atom(usize),
    Feed(usize),
    Search(usize),
    Script,
    /// The addresses of all pages, for whoever indexes the site.
    Map,
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
        Self::with(site, Settings::default())
    }

    /// Lays out a site as its publisher wants it.
    pub fn with(site: &Site<'a>, settings: Settings) -> Self {
        let books: Vec<Book<'a>> = site.editions.iter().map(Book::new).collect();
        let mut sheets = vec![
            ("style.css".to_owned(), Sheet::Stylesheet),
            ("index.html".to_owned(), Sheet::Index),
            ("about/index.html".to_owned(), Sheet::About),
            ("problems/index.html".to_owned(), Sheet::Problems),
            ("demarche.js".to_owned(), Sheet::Script),
        ];
        if settings.url.is_some() {
            sheets.push(("sitemap.xml".to_owned(), Sheet::Map));
        }
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
            for (old, at) in book.moved_actors() {
                add(address::actor(old), Sheet::MovedActor(b, at));
            }
            let parts = |events: usize| events.div_ceil(LONGEST_LIST).max(1);
            add("types/index.html".to_owned(), Sheet::Types(b));
            for (t, kind) in book.types.iter().enumerate() {
                for part in 0..parts(kind.events.len()) {
                    add(address::kind(kind.of, part), Sheet::Type(b, t, part));
                }
            }
            add("places/index.html".to_owned(), Sheet::Places(b));
            for (p, spot) in book.places.iter().enumerate() {
                for part in 0..parts(spot.events.len()) {
                    add(address::place(&spot.slug, part), Sheet::Place(b, p, part));
                }
            }
            add("changes/index.html".to_owned(), Sheet::Recent(b));
            add("atom.xml".to_owned(), Sheet::Atom(b));
            add("feed.json".to_owned(), Sheet::Feed(b));
            for part in 0..page::az_parts(book) {
                add(page::az_path(part), Sheet::Az(b, part));
            }
            add("search.js".to_owned(), Sheet::Search(b));
            for part in 0..book.sheets().len() {
                add(page::print_path(part), Sheet::Print(b, part));
            }
            add("embed/index.html".to_owned(), Sheet::Embed(b));
            add("data/index.html".to_owned(), Sheet::Data(b));
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
        let say = match &settings.lang {
            Some(lang) => Say::of(Some(lang)),
            None => common(&books),
        };
        let problems = site.problems;
        Self { books, problems, say, settings, sheets, theme: Theme::default() }
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

    /// Whether the `i`-th file is one that people read.
    pub fn is_page(&self, i: usize) -> bool {
        self.path(i).rsplit('/').next() == Some("index.html")
    }

    /// The bytes of the `i`-th file.
    pub fn render(&self, i: usize) -> Vec<u8> {
        let mut out = String::new();
        self.render_into(i, &mut out);
        out.into_bytes()
    }

    /// The text of the `i`-th file in place of what a string holds: whoever makes many keeps its
    /// memory.
    pub fn render_into(&self, i: usize, out: &mut String) {
        out.clear();
        match self.sheets[i].1 {
            Sheet::Stylesheet => *out = stylesheet(&self.theme),
            Sheet::Index => html(out, &page::Index::new(self)),
            Sheet::About => html(out, &page::About::new(self)),
            Sheet::Problems => html(out, &page::Problems::new(self)),
            Sheet::Timeline(b) => html(out, &page::Timeline::whole(self, &self.books[b])),
            Sheet::Periods(b) => html(out, &page::Periods::new(self, &self.books[b])),
            Sheet::Period(b, v) => html(out, &page::Timeline::period(self, &self.books[b], v)),
            Sheet::Event(b, rank) => html(out, &page::Event::new(self, &self.books[b], rank)),
            Sheet::Moved(b, rank) => html(out, &page::Moved::new(self, &self.books[b], rank)),
            Sheet::MovedActor(b, at) => html(out, &page::Moved::actor(self, &self.books[b], at)),
            Sheet::Types(b) => html(out, &page::Entries::types(self, &self.books[b])),
            Sheet::Type(b, t, part) => {
                html(out, &page::Listing::kind(self, &self.books[b], t, part));
            }
            Sheet::Places(b) => html(out, &page::Entries::places(self, &self.books[b])),
            Sheet::Place(b, p, part) => {
                html(out, &page::Listing::place(self, &self.books[b], p, part));
            }
            Sheet::Recent(b) => html(out, &page::Recent::new(self, &self.books[b])),
            Sheet::Az(b, part) => html(out, &page::Az::new(self, &self.books[b], part)),
            Sheet::Print(b, part) => html(out, &page::Print::new(self, &self.books[b], part)),
            Sheet::Embed(b) => html(out, &page::Embed::new(self, &self.books[b])),
            Sheet::Data(b) => html(out, &page::Data::new(self, &self.books[b])),
            Sheet::Atom(b) => *out = recent::atom(&self.books[b], &self.settings),
            Sheet::Feed(b) => *out = recent::json(&self.books[b], &self.settings),
            Sheet::Search(b) => *out = search::index(&self.books[b]),
            Sheet::Script => out.push_str(SCRIPT),
            Sheet::Map => *out = self.map(),
            Sheet::Actors(b) => html(out, &page::Actors::new(self, &self.books[b])),
            Sheet::Actor(b, a, part) => html(out, &page::Actor::new(self, &self.books[b], a, part)),
            Sheet::Sources(b) => html(out, &page::Sources::new(self, &self.books[b])),
            Sheet::Source(b, s, part) => {
                html(out, &page::Source::new(self, &self.books[b], s, part));
            }
            Sheet::Graph(b) => html(out, &page::Graph::new(self, &self.books[b])),
            Sheet::Component(b, c, part) => {
                html(out, &page::Component::new(self, &self.books[b], c, part));
            }
            Sheet::LanePeriods(b) => html(out, &page::LanePeriods::new(self, &self.books[b])),
            Sheet::Lanes(b, v) => html(out, &page::Lanes::new(self, &self.books[b], v)),
            Sheet::Changes(b, s) => html(out, &page::Changes::new(self, &self.books[b], s)),
        }
    }

    /// The addresses of the pages, in the form of sitemaps.org.
    fn map(&self) -> String {
        let mut out = String::from(
            "<?xml version=\"1.0\" encoding=\"utf-8\"?>\n<urlset xmlns=\"http://www.sitemaps.org/schemas/sitemap/0.9\">\n",
        );
        // A map holds at most 50,000 addresses.
        let pages = self.sheets.iter().filter(|(path, sheet)| {
            let old = matches!(sheet, Sheet::Moved(..) | Sheet::MovedActor(..) | Sheet::Embed(_));
            !old && path.ends_with("index.html")
        });
        for (path, _) in pages.take(50_000) {
            let address = self.settings.canonical(path).replace('&', "&amp;").replace('<', "&lt;");
            out.push_str("<url><loc>");
            out.push_str(&address);
            out.push_str("</loc></url>\n");
        }
        out.push_str("</urlset>\n");
        out
    }

    /// The frame of a page of the site itself, by its path.
    pub(crate) fn frame(&self, title: &str, path: &str) -> Frame {
        Frame {
            title: title.to_owned(),
            description: title.to_owned(),
            kind: "website",
            up: UP[path.matches('/').count()],
            home: "",
            trail: Vec::new(),
            problems: self.problems.len(),
            say: self.say,
            canonical: self.settings.canonical(path),
            absolute: self.settings.url.is_some(),
            linked: String::new(),
            inside: false,
        }
    }

    /// The frame of a page by its path from its timeline's folder.
    pub(crate) fn frame_in(&self, book: &Book<'_>, title: &str, path: &str) -> Frame {
        let depth = path.matches('/').count();
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
            say: book.say,
            canonical: self.settings.canonical(&format!("{}/{path}", book.name)),
            absolute: self.settings.url.is_some(),
            linked: String::new(),
            inside: true,
        }
    }
}

/// The way up from so many folders below.
const UP: [&str; 6] = ["", "../", "../../", "../../../", "../../../../", "../../../../../"];

/// The language of all timelines where they share one, else English.
fn common(books: &[Book<'_>]) -> &'static Say {
    match books.split_first() {
        Some((first, rest)) if rest.iter().all(|book| book.say.code == first.say.code) => first.say,
        _ => Say::of(None),
    }
}

/// The one script, without which everything is there as well.
const SCRIPT: &str = include_str!("../../templates/demarche.js");

/// The one stylesheet as it comes with the program.
pub const STYLE: &str = include_str!("../../templates/style.css");

/// The stylesheet with the theme, and a rule for each type's filter.
fn stylesheet(theme: &Theme) -> String {
    // Before what contrast, forced colours and paper ask for: those go first.
    let mut css = STYLE.replacen("/* theme */\n", &theme.css(), 1);
    css.push_str(include_str!("../../templates/pages.css"));
    let mut rule = |selector: String| {
        css.push_str(&selector);
        css.push_str("{display:none}\n");
    };
    for kind in EventType::ALL.iter().map(|kind| kind.name()) {
        rule(format!("body:has(#f_{kind}:not(:checked)) .t-{kind}"));
    }
    for modality in Modality::ALL.iter().filter(|one| **one != Modality::Happened) {
        let name = modality.name();
        rule(format!("body:has(#s_{name}:not(:checked)) .m-{name}"));
    }
    rule("body:has(#s_happened:not(:checked)) .event:not([class*=\" m-\"])".to_owned());
    for n in 1..=page::MOST_PEOPLE {
        rule(format!("body:has(#a_{n}:checked) .event:not(.a{n})"));
    }
    css
}

fn html(out: &mut String, page: &impl Template) {
    page.render_into(out).expect("writing to a string does not fail");
    if let Cow::Owned(clean) = without_controls(out) {
        *out = clean;
    }
}

/// Control characters are no HTML; whoever wrote one sees that something was there.
fn without_controls(text: &str) -> Cow<'_, str> {
    let bad = |c: char| c.is_control() && c != '\n' && c != '\t';
    // Nearly every page is clean, and bytes are quicker to look at, many at a time and to the end:
    // U+0080 to U+009F are 0xC2 and a second byte below 0xA0.
    let bytes = text.as_bytes();
    let is = u8::from;
    let ascii = |b: u8| (is(b < 0x20) & is(b != b'\n') & is(b != b'\t')) | is(b == 0x7f);
    let latin = |a: u8, b: u8| is(a == 0xc2) & is(b < 0xa0);
    let next = bytes.get(1..).unwrap_or_default();
    let found = bytes.iter().fold(0, |found, &b| found | ascii(b))
        | bytes.iter().zip(next).fold(0, |found, (&a, &b)| found | latin(a, b));
    if found == 0 {
        return Cow::Borrowed(text);
    }
    Cow::Owned(text.chars().map(|c| if bad(c) { char::REPLACEMENT_CHARACTER } else { c }).collect())
}
