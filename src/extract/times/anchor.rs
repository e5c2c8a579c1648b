//! How what happens hangs on a time: the preposition before it.

use chrono::NaiveDate;

use super::moment::shift_days;
use super::view::View;
use crate::calendar::When;

/// How what happens hangs on a time.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Anchor {
    /// At that time: "on Thursday", "in March", or nothing before it.
    On,
    /// Not later: "by Friday", "no later than".
    By,
    /// From then up to the day of publication: "since March".
    Since,
    /// Not once since then, until now: "for the first time since 2019". Dates nothing.
    FirstSince,
    /// Up to then: "until Friday", "through June".
    Until,
    /// Not before then: "not until June".
    NotUntil,
    /// Earlier: "before Monday", "ahead of".
    Before,
    /// Later: "after Monday".
    After,
    /// From then on: "from Monday", "starting", "as of".
    From,
    /// On one of these days: "between 12 and 14 May".
    Between,
    /// No longer than: "within 48 hours".
    Within,
    /// As long as: "for three years", "over two weeks".
    For,
}

impl Anchor {
    /// The date of what hangs on a time; `None` where the two are no longer one date.
    pub(super) fn apply(self, when: &When) -> Option<When> {
        let bounds = when.bounds();
        let day = |day: Option<NaiveDate>, by: i64| day.and_then(|day| shift_days(day, by));
        let (first, last) = (bounds.earliest_start, bounds.latest_end);
        let simple = |written: &str| !written.contains(['[', '/', '{']);
        let written = when.to_string();
        match self {
            Self::On | Self::For => Some(when.clone()),
            Self::Between => match written.split_once('/') {
                Some((from, to)) => format!("[{from}..{to}]").parse().ok(),
                None => Some(when.clone()),
            },
            Self::Within | Self::FirstSince => None,
            Self::By => format!("[..{}]", last?).parse().ok(),
            Self::Before => format!("[..{}]", day(first, -1)?).parse().ok(),
            Self::After => format!("[{}..]", day(last, 1)?).parse().ok(),
            Self::NotUntil => format!("[{}..]", first?).parse().ok(),
            Self::Since | Self::From if simple(&written) => format!("{written}/..").parse().ok(),
            // "from 30 April-2 May" tells both ends.
            Self::From if written.contains('/') => Some(when.clone()),
            Self::Since | Self::From => format!("{}/..", first?).parse().ok(),
            Self::Until if simple(&written) => format!("../{written}").parse().ok(),
            Self::Until => format!("../{}", last?).parse().ok(),
        }
    }
}

/// What stands before an expression of time.
pub(super) fn before(view: &View<'_>, at: usize) -> Anchor {
    let back = |steps: usize| at.checked_sub(steps).map_or("", |place| view.low(place));
    // "since the end of March", "on the 9th": the article belongs to the expression or to nothing.
    let skip = usize::from(matches!(back(1), "the" | "as" | "early" | "late"));
    match back(1 + skip) {
        "since" if is_first(view, at - 1 - skip) => Anchor::FirstSince,
        "since" => Anchor::Since,
        "until" | "till" | "til" | "through" => {
            // "not until June", "will not meet until June"
            if (2..6).any(|steps| matches!(back(steps + skip), "not" | "n't" | "n’t" | "never")) {
                Anchor::NotUntil
            } else {
                Anchor::Until
            }
        }
        "by" => Anchor::By,
        "than" if back(2 + skip) == "later" => Anchor::By,
        "before" | "pre" => Anchor::Before,
        "to" if back(2 + skip) == "prior" => Anchor::Before,
        "of" => match back(2 + skip) {
            "ahead" => Anchor::Before,
            "as" => Anchor::From,
            _ => Anchor::On,
        },
        "after" | "following" => Anchor::After,
        "from" | "starting" | "beginning" | "effective" => Anchor::From,
        "on" | "in" if matches!(back(2 + skip), "starting" | "beginning" | "effective") => {
            Anchor::From
        }
        "within" => Anchor::Within,
        "between" => Anchor::Between,
        "for" | "over" | "during" => Anchor::For,
        _ => Anchor::On,
    }
}

/// "the first time since", "the worst fighting since": what is told is not what has lasted.
fn is_first(view: &View<'_>, since: usize) -> bool {
    (since.saturating_sub(6)..since).rev().map(|at| view.low(at)).any(|low| {
        matches!(low, "first" | "worst" | "best" | "most" | "highest" | "lowest" | "biggest")
            || matches!(low, "largest" | "deadliest" | "heaviest" | "strongest" | "longest")
    })
}
