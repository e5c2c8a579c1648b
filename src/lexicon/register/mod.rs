//! Who held which office when: heads of state and government, foreign ministers, heads of
//! organizations.
//!
//! ```text
//! office: Chancellor of Germany
//! holders:
//!   - Angela Merkel: 2005-11-22/2021-12-08     first and last day, EDTF
//!   - Friedrich Merz: 2025-05-06/..            still, up to the day that the list is known to
//! ```
//!
//! Each list names what it was written after in the head of its file. Where it was held against a
//! second source, and how far, its `second` says; a list without one rests on the first alone.
//!
//! A file for each state, in `data/register`, read when an article names that state's offices and
//! not before. It never overrides what an article says; it judges it ([`judge`](judge())). Where a
//! day is not certain, the term says a month or a year, and what falls into it is not judged.

mod held;
mod judge;
mod state;
#[cfg(test)]
mod tests;
mod title;

use std::collections::BTreeMap;
use std::sync::{LazyLock, OnceLock};

use serde::Deserialize;

use super::{fold, read};
use crate::calendar::{Bounds, NaiveDate, When};

pub(crate) use held::{Term as Held, terms};
pub(crate) use judge::judge;
pub(crate) use state::{incumbent, state};
pub(crate) use title::{Status, Title};

/// The offices of a state, or of the organizations.
#[derive(Debug)]
struct Book {
    offices: Vec<Office>,
}

/// An office and everybody who held it, in order.
#[derive(Debug)]
struct Office {
    /// As a remark writes it: "President of the United States".
    name: String,
    /// Code of its state, or name of its organization.
    of: String,
    /// What it is called beside the name of its state, in lower case.
    titles: Vec<String>,
    /// In order of their beginning.
    terms: Vec<Term>,
    /// Several hold it at a time.
    #[cfg_attr(not(test), expect(dead_code, reason = "what the lists are held to"))]
    shared: bool,
}

/// Somebody's time in an office.
#[derive(Debug)]
struct Term {
    name: String,
    /// The name and its other spellings, folded.
    spellings: Vec<String>,
    /// From the first to the last day.
    when: When,
    bounds: Bounds,
    /// For a term that goes on: the day up to which that is known.
    known: NaiveDate,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    /// A state's code; each office of an organization names its own.
    of: String,
    /// The day up to which the lists are known.
    known: String,
    offices: Vec<Entry>,
    /// Other spellings of a name, in any office.
    #[serde(default)]
    aliases: BTreeMap<String, Vec<String>>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Entry {
    office: String,
    #[serde(default)]
    of: Option<String>,
    kind: Kind,
    /// Titles besides those of its kind.
    #[serde(default)]
    titles: Vec<String>,
    #[serde(default)]
    shared: bool,
    /// What the list was held against besides what it was written after, and how far.
    #[serde(default)]
    #[cfg_attr(not(test), expect(dead_code, reason = "for who reads the list"))]
    second: Option<String>,
    /// First and last year of times without a holder, or with none that is listed.
    #[serde(default)]
    #[cfg_attr(not(test), expect(dead_code, reason = "what the lists are held to"))]
    vacant: Vec<String>,
    holders: Vec<BTreeMap<String, String>>,
}

/// What kind of office, for the titles that all of its kind go by.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "kebab-case")]
enum Kind {
    President,
    Monarch,
    Premier,
    Chancellor,
    Foreign,
    /// Whatever is listed under `titles`.
    Other,
}

impl Kind {
    const fn titles(self) -> &'static [&'static str] {
        match self {
            Self::President => &["president", "head of state", "state president"],
            Self::Monarch => &["monarch", "head of state", "sovereign"],
            Self::Premier => &["prime minister", "premier", "head of government", "pm"],
            Self::Chancellor => &["chancellor", "federal chancellor", "head of government"],
            Self::Foreign => &[
                "foreign minister",
                "minister of foreign affairs",
                "minister for foreign affairs",
                "foreign affairs minister",
            ],
            Self::Other => &[],
        }
    }
}

impl Book {
    fn new(name: &str, text: &str) -> Self {
        let file: File = read(name, text);
        let known = file.known.parse().expect("`known` is a day");
        let term = |holder: String, written: &str| {
            let (when, _) = crate::calendar::read(written)
                .unwrap_or_else(|bad| panic!("{name}: {holder}: {written}: {bad}"));
            let mut spellings = vec![fold(&holder)];
            spellings.extend(file.aliases.get(&holder).into_iter().flatten().map(|a| fold(a)));
            let bounds = if when.is_approximate() { when.widened() } else { when.bounds() };
            Term { name: holder, spellings, when, bounds, known }
        };
        let office = |entry: Entry| Office {
            name: entry.office,
            of: entry.of.unwrap_or_else(|| file.of.clone()),
            titles: (entry.kind.titles().iter().map(|&title| title.to_owned()))
                .chain(entry.titles)
                .collect(),
            shared: entry.shared,
            terms: (entry.holders.into_iter().flatten())
                .map(|(holder, written)| term(holder, &written))
                .collect(),
        };
        Self { offices: file.offices.into_iter().map(office).collect() }
    }
}

/// Declares the files, by the code of their state.
macro_rules! files {
    ($( $code:ident $file:literal )+) => {
        /// The files as they are: code, name, text, and what was read of it.
        static FILES: &[(&str, &str, &str)] = &[$(
            (
                stringify!($code),
                concat!("register/", $file, ".yaml"),
                include_str!(concat!("../data/register/", $file, ".yaml")),
            ),
        )+];
    };
}

files! {
    AFG "afghanistan"
    ARG "argentina"
    ARM "armenia"
    AUS "australia"
    AZE "azerbaijan"
    BEL "belgium"
    BRA "brazil"
    CAN "canada"
    CHL "chile"
    CHN "china"
    CIV "ivory-coast"
    COD "congo-kinshasa"
    CUB "cuba"
    DDR "east-germany"
    DEU "germany"
    EGY "egypt"
    ESP "spain"
    FRA "france"
    GAB "gabon"
    GBR "united-kingdom"
    IDN "indonesia"
    IND "india"
    IRL "ireland"
    IRN "iran"
    IRQ "iraq"
    ISR "israel"
    ITA "italy"
    JOR "jordan"
    JPN "japan"
    KOR "south-korea"
    KWT "gulf-kuwait"
    MEX "mexico"
    MYS "malaysia"
    NER "niger"
    NGA "nigeria"
    NLD "netherlands"
    OMN "gulf-oman"
    ORG "organizations"
    PAK "pakistan"
    PER "peru"
    PHL "philippines"
    POL "poland"
    PRK "north-korea"
    PSE "palestine"
    QAT "gulf-qatar"
    RUS "russia"
    SAU "saudi-arabia"
    SRB "serbia"
    SUN "soviet-union"
    SYR "syria"
    TUR "turkey"
    UKR "ukraine"
    USA "united-states"
    VAT "holy-see"
    XKX "kosovo"
    YUG "yugoslavia"
    ZAF "south-africa"
}

static BOOKS: LazyLock<Vec<OnceLock<Book>>> =
    LazyLock::new(|| FILES.iter().map(|_| OnceLock::new()).collect());

/// The book of a state, or of the organizations for what is no state.
fn book(of: &str) -> Option<&'static Book> {
    let at = FILES.iter().position(|(code, ..)| *code == of);
    let at = at.or_else(|| FILES.iter().position(|(code, ..)| *code == "ORG" && of.len() != 3));
    at.map(load)
}

/// All books.
fn books() -> impl Iterator<Item = &'static Book> {
    (0..FILES.len()).map(load)
}

fn load(at: usize) -> &'static Book {
    let (_, name, text) = FILES[at];
    BOOKS[at].get_or_init(|| Book::new(name, text))
}
