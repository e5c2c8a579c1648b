//! Graph → pages: a static site that works from a folder, without scripts, without a request to
//! anybody.
//!
//! ```text
//! index.html  style.css  about/  problems/
//! NAME/                        the list of events, or the periods it is split into
//! NAME/2024-q2/                a period
//! NAME/e/EVENT/                an event, at its permanent address
//! NAME/graph/   NAME/graph/EVENT/        what hangs on what, a page for each component
//! NAME/lanes/   NAME/lanes/2024-q2/       whose ways cross when
//! NAME/actors/   NAME/actor/ACTOR/
//! NAME/types/  NAME/type/TYPE/   NAME/places/  NAME/place/PLACE/
//! NAME/changes/  NAME/atom.xml  NAME/feed.json    what the sources changed
//! NAME/a-z/  NAME/search.js        everything by its name
//! NAME/print/  NAME/embed/  NAME/data/
//! NAME/sources/  NAME/source/SOURCE/  NAME/source/SOURCE/2/  NAME/source/SOURCE/changes/
//! ```
//!
//! Nothing is written here: [`Pages`] knows every path and makes the bytes of one page at a time,
//! in any order, on any thread, always the same. Text from a timeline is only ever text: the
//! templates escape it, and only http and https addresses become links.

mod address;
mod book;
mod components;
mod contradictions;
mod drawing;
mod family;
mod glyph;
mod hands;
mod kept;
mod language;
mod linked;
mod names;
mod overview;
mod page;
mod pages;
mod places;
mod recent;
mod retold;
mod revision;
mod search;
mod settings;
mod shelves;
mod since;
mod theme;
mod unsettled;
mod view;
mod words;
mod written;

use std::collections::BTreeMap;

pub use address::RESERVED;
pub use hands::Hand;
pub use language::{languages, speaks};
pub use pages::{Pages, STYLE};
pub use settings::Settings;
pub use since::Since;
pub use theme::{BUILT_IN, BadTheme, Theme, VARIABLES};

use crate::diagnostic::Severity;
use crate::graph::Graph;
use crate::timeline::{Id, Timeline};

/// What a site is made of.
#[derive(Debug, Clone, Copy)]
pub struct Site<'a> {
    /// The timelines, in the order of the index.
    pub editions: &'a [Edition<'a>],
    /// What the problems page lists.
    pub problems: &'a [Problem],
}

/// A timeline to be published.
#[derive(Debug)]
pub struct Edition<'a> {
    /// Its folder in the site; a valid id, none of [`RESERVED`], no other timeline's.
    pub name: &'a Id,
    /// The timeline with what follows from it.
    pub graph: &'a Graph<'a>,
    /// The text of the newest version of each source, where there is one: shown on the source's
    /// page with the quoted passages marked; paragraphs are parted by blank lines.
    pub texts: BTreeMap<Id, String>,
    /// What changed between neighbouring versions of each source, oldest first.
    pub revisions: BTreeMap<Id, Vec<Revision>>,
    /// What a person did to what a machine reads from the kept articles, by event.
    pub hands: BTreeMap<Id, Hand>,
    /// What changed since an earlier edition of the timeline; `None` where none is at hand.
    pub since: Option<Vec<Since>>,
}

impl<'a> Edition<'a> {
    /// A timeline without the texts of its sources.
    pub fn new(name: &'a Id, graph: &'a Graph<'a>) -> Self {
        Self {
            name,
            graph,
            texts: BTreeMap::new(),
            revisions: BTreeMap::new(),
            hands: BTreeMap::new(),
            since: None,
        }
    }
}

/// A kept version of an article.
#[derive(Debug, Clone, Copy)]
pub struct Version<'a> {
    /// When it was seen, as written.
    pub seen: &'a str,
    /// Its words; paragraphs are parted by blank lines.
    pub text: &'a str,
    /// What a machine reads from this version alone, where one did: two such readings tell what
    /// a change of words changes, which the timeline at hand, being one, cannot.
    pub draft: Option<&'a Timeline>,
}

/// What changed from one version of an article to the next.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Revision {
    /// When the older version was seen, as written.
    pub old: String,
    /// When the newer version was seen, as written.
    pub new: String,
    /// The article, paragraph by paragraph, in the order of the newer version; removed
    /// paragraphs stand where they were.
    pub paragraphs: Vec<Paragraph>,
    /// How many passages stand elsewhere, otherwise unchanged.
    pub moved: usize,
    /// The events that are told otherwise, or whose words were touched.
    pub touched: Vec<Touched>,
    /// The actors who are given another office.
    pub renamed: Vec<Renamed>,
}

/// An actor who is given another office by the words around the name.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Renamed {
    /// Who.
    pub actor: Id,
    /// The office in the older version.
    pub old: Option<String>,
    /// The office in the newer version.
    pub new: Option<String>,
}

/// A paragraph as runs of words that stayed, went or came; one `Kept` run where nothing changed.
pub type Paragraph = Vec<Piece>;

/// A run of words in a paragraph.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Piece {
    /// In both versions.
    Kept(String),
    /// In the older version only.
    Removed(String),
    /// In the newer version only.
    Added(String),
}

/// An event that a new version of the article tells otherwise, or in other words.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Touched {
    /// Which event of the timeline; `None` where the timeline does not have it.
    pub event: Option<Id>,
    /// Its title, for an event that the timeline does not have.
    pub title: String,
    /// What became of it in a few words, without full stop; empty where the fields say all.
    pub how: String,
    /// What is told otherwise.
    pub fields: Vec<Altered>,
}

/// A field of an event that is told otherwise.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Altered {
    /// What a reader calls it: "date", "to whom".
    pub field: &'static str,
    /// What it was, in words.
    pub old: Option<String>,
    /// What it is, in words.
    pub new: Option<String>,
    /// What that amounts to: "later", "scheduled".
    pub note: &'static str,
}

/// A remark, as the problems page prints it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Problem {
    /// File, line and column: `timelines/x/timeline.yaml:7:11`.
    pub place: String,
    /// How bad it is.
    pub severity: Severity,
    /// The word it goes by.
    pub code: &'static str,
    /// What does not hold together.
    pub message: String,
    /// What to do about it.
    pub help: Option<String>,
}
