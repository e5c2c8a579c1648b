//! The small drawings that stand for dates, the same on every page.
//!
//! ```text
//! exact day        ●         a dot
//! month, year      ▐██▌      a bar over the whole period
//! about            ░●░       a dot in a haze
//! doubtful         ○         a ring
//! from - to        ├──┤      a line with ends;  ├──▶ still open,  ├┄┄ end unknown
//! on or before     ◀─│       an arrow away from a limit;  on or after  │─▶
//! one of several   ●|●       two dots
//! only the order   ◇         a diamond
//! inferred         ╰┄╯       a dashed bracket under any of them
//! ```
//!
//! What did not happen, or not yet, differs in shape as well:
//!
//! ```text
//! happened ●   planned ◌ (dashed)   conditional [◌]   possible ⁘ (dotted)   denied ⦸ (struck)
//! ```
//!
//! They carry no meaning alone: the words stand beside each.

use crate::calendar::When;
use crate::vocabulary::Modality;

/// A drawing in a box of 32 by 16 units: what is filled and what is only drawn.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Glyph {
    /// What it stands for, as a class.
    pub(crate) class: &'static str,
    /// Path data.
    pub(crate) path: &'static str,
    /// How the event stands to the facts, as a class.
    pub(crate) standing: &'static str,
    /// Path data of what is drawn over it; empty for nothing.
    pub(crate) over: &'static str,
    /// Neighbours narrow the date: a dashed bracket stands under it.
    pub(crate) inferred: bool,
}

impl Glyph {
    /// The same drawing for an event that stands otherwise to the facts.
    pub(crate) const fn standing(self, modality: Modality) -> Self {
        let (standing, over) = match modality {
            Modality::Happened => return self,
            Modality::Planned => ("s-planned", ""),
            Modality::Conditional => ("s-conditional", "M3 1.5H.5v13H3M29 1.5h2.5v13H29"),
            Modality::Possible => ("s-possible", ""),
            Modality::Denied => ("s-denied", "M4 14.5L28 1.5"),
        };
        Self { standing, over, ..self }
    }

    /// The same drawing for a date that the neighbours narrow down.
    pub(crate) const fn inferred(self, inferred: bool) -> Self {
        Self { inferred, ..self }
    }
}

const fn glyph(class: &'static str, path: &'static str) -> Glyph {
    Glyph { class, path, standing: "s-happened", over: "", inferred: false }
}

const DAY: Glyph = glyph("g-day", "M11 8a5 5 0 1 0 10 0a5 5 0 1 0-10 0z");
const PERIOD: Glyph = glyph("g-period", "M3 4.5h26v7H3z");
const ABOUT: Glyph = glyph(
    "g-about",
    "M11.5 8a4.5 4.5 0 1 0 9 0a4.5 4.5 0 1 0-9 0zM6 5.5h2.5v5H6zM23.5 5.5h2.5v5h-2.5zM1.5 6.5h1.5v3H1.5zM29 6.5h1.5v3H29z",
);
const DOUBT: Glyph = glyph("g-line", "M11.5 8a4.5 4.5 0 1 0 9 0a4.5 4.5 0 1 0-9 0z");
const SPAN: Glyph = glyph("g-line", "M3 3v10M29 3v10M3 8h26");
const SPAN_OPEN: Glyph = glyph("g-line", "M3 3v10M3 8h25M23 3.5l5 4.5l-5 4.5");
const SPAN_UNKNOWN: Glyph = glyph("g-line", "M3 3v10M3 8h11M18 8h3M25 8h3");
const BEFORE: Glyph = glyph("g-line", "M27 3v10M27 8H5M10 3.5L5 8l5 4.5");
const AFTER: Glyph = glyph("g-line", "M5 3v10M5 8h22M22 3.5l5 4.5l-5 4.5");
const ONE_OF: Glyph = glyph(
    "g-day",
    "M4 8a4 4 0 1 0 8 0a4 4 0 1 0-8 0zM20 8a4 4 0 1 0 8 0a4 4 0 1 0-8 0zM15.2 2h1.6v12h-1.6z",
);
const ORDER: Glyph = glyph("g-line", "M16 2.5L21.5 8L16 13.5L10.5 8z");

/// The drawing for a date; an event without one has only its place in the order.
pub(crate) fn of(when: Option<&When>) -> Glyph {
    let Some(when) = when else { return ORDER };
    let written = when.to_string();
    if let Some(set) = written.strip_prefix('[') {
        return match (set.starts_with(".."), set.ends_with("..]"), set.contains(',')) {
            (true, _, false) => BEFORE,
            (_, true, false) => AFTER,
            (_, _, true) => ONE_OF,
            _ => PERIOD,
        };
    }
    if let Some((from, to)) = written.split_once('/') {
        return match (from, to) {
            ("" | "..", _) => BEFORE,
            (_, "..") => SPAN_OPEN,
            (_, "") => SPAN_UNKNOWN,
            _ => SPAN,
        };
    }
    if when.is_approximate() {
        ABOUT
    } else if when.is_uncertain() {
        DOUBT
    } else if when.single_day().is_some() {
        DAY
    } else {
        PERIOD
    }
}

/// Every drawing, for the legend; what each says stands in the texts of a language, in this order.
pub(crate) const LEGEND: [Glyph; 12] = [
    DAY,
    PERIOD,
    ABOUT,
    DOUBT,
    SPAN,
    SPAN_OPEN,
    SPAN_UNKNOWN,
    BEFORE,
    AFTER,
    ONE_OF,
    ORDER,
    ORDER.inferred(true),
];

/// An exact day of an event of each standing, for the legend.
pub(crate) const STANDINGS: [(Glyph, Modality); 5] = [
    (DAY, Modality::Happened),
    (DAY.standing(Modality::Planned), Modality::Planned),
    (DAY.standing(Modality::Conditional), Modality::Conditional),
    (DAY.standing(Modality::Possible), Modality::Possible),
    (DAY.standing(Modality::Denied), Modality::Denied),
];
