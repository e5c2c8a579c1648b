//! Three-way merge: what a new reading or another hand changed, put into a file without losing
//! what is there.
//!
//! ```text
//! base, ours, theirs ─ identity ─→ all three under the same ids
//!                      ─ entries ─→ what each entry should be, field by field   (`fields`, `three_way`)
//!                      ─ plan ────→ edits in place ─→ text, read again and compared
//!                      ─ copies ──→ new entries of theirs, in the lines they have there
//!                      ─ comments → those of theirs carried over, conflicts marked
//! ```
//!
//! The rule for every field: changed on one side only, that side has it; changed on both sides in
//! the same way, it stands; changed in two ways, ours stays and a [`Conflict`] is written into the
//! file, which still reads and builds. Lists of ids, names and evidence are merged element by
//! element, prose sentence by sentence, all else as a whole.
//!
//! [`merge_reading`] takes a new extraction: what a person deleted stays deleted, and what a person
//! changed stays changed. [`merge_files`] takes two files edited by hand: where one deletes what the
//! other changed, that is a conflict, too. [`resolve()`] settles one.

mod comments;
mod copies;
mod entries;
mod fields;
mod identity;
mod lines;
mod plan;
mod resolve;
mod three_way;

pub use resolve::{Choice, resolve};

use std::fmt;

use crate::diagnostic::{Diagnostic, Severity};
use crate::diff::{Changes, diff};
use crate::timeline::{self, Conflict, Document, Id, Timeline};
use comments::{Carried, Comments};
use entries::Planned;
use identity::Identity;

/// What came out of a merge.
#[derive(Debug, Clone, PartialEq)]
pub struct Merged {
    /// The file: ours with the edits in place.
    pub text: String,
    /// The timeline in it.
    pub timeline: Timeline,
    /// What could not be settled; they stand in the file, too.
    pub conflicts: Vec<Conflict>,
    /// What was decided for a person and may interest them.
    pub notes: Vec<Note>,
}

/// A decision that is told, not written.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Note {
    /// `sources`, `actors` or `events`.
    pub section: &'static str,
    /// The entry, by its id in the file or in the new reading.
    pub id: Id,
    /// What was done and why, in a sentence without full stop.
    pub says: String,
}

/// Why nothing was merged.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Unmergeable {
    /// A file has mistakes; which of the three, and what is wrong.
    Mistakes {
        /// `base`, `ours` or `theirs`.
        of: &'static str,
        /// The mistakes.
        remarks: Vec<Diagnostic>,
    },
    /// The outcome would not say what was meant, so nothing is written.
    Refused(String),
}

impl fmt::Display for Unmergeable {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Mistakes { of, .. } => write!(f, "{of} has mistakes"),
            Self::Refused(why) => f.write_str(why),
        }
    }
}

/// A new reading of an article of which an older version was read before.
#[derive(Clone, Copy)]
pub struct Reading<'a> {
    /// What the older version says; empty for an article that was never read.
    pub base: &'a Timeline,
    /// The timeline as it stands.
    pub ours: &'a Document,
    /// What the new version says, with one source.
    pub theirs: &'a Timeline,
    /// The article's id in `ours`; new where `ours` does not have it.
    pub source: &'a Id,
    /// From `base` to `theirs`, where the words told more than the looks of the events.
    pub changes: Option<&'a Changes>,
    /// The words that changed an event, by its id in `theirs`.
    pub why: &'a dyn Fn(&Id) -> Option<String>,
}

/// How the two sides stand to each other.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Theirs {
    /// Written by a program: a person's word goes first.
    Reading,
    /// Written by another person.
    Hand,
}

/// Puts what a new version of an article says into a timeline.
///
/// Events that were read from the older version and not touched since follow the new one; what a
/// person changed, added or deleted stays. Where both the article and a person changed a field,
/// the person's value stays and the article's is written down as a conflict.
///
/// Fails where the timeline has mistakes, or where an edit could not be proved right.
pub fn merge_reading(reading: &Reading<'_>) -> Result<Merged, Unmergeable> {
    let ours = read("ours", reading.ours)?;
    let computed;
    let changes = if let Some(changes) = reading.changes {
        changes
    } else {
        computed = diff(reading.base, reading.theirs);
        &computed
    };
    let identity = Identity::of_reading(reading, &ours, changes);
    let comments = Comments::new(reading.ours, &ours);
    let touched = comments.entries(|_| true);
    let sides = identity.sides(reading.base, &ours, reading.theirs);
    let why = |section: &str, id: &Id| {
        if section == "events" { (reading.why)(identity.theirs_event(id)?) } else { None }
    };
    let planned =
        Planned::new(&sides, Theirs::Reading, &|section, id| touched.holds(section, id), &why);
    plan::carry_out(reading.ours, &ours, &comments, planned, &identity, &[])
}

/// Merges two files that were edited from a common one.
///
/// Where the lines of both sides fit together and say what was meant, the outcome is made of
/// their lines; otherwise ours is edited in place, new entries of theirs are copied as they stand
/// there, and the other comments of theirs are carried over.
///
/// Fails where a file has mistakes, or where an edit could not be proved right.
pub fn merge_files(
    base_file: &Document,
    ours_file: &Document,
    theirs_file: &Document,
) -> Result<Merged, Unmergeable> {
    let (base, ours) = (read("base", base_file)?, read("ours", ours_file)?);
    let theirs = read("theirs", theirs_file)?;
    let changes = diff(&base, &theirs);
    let identity = Identity::of_files(&base, &ours, &theirs, &changes);
    let sides = identity.sides(&base, &ours, &theirs);
    let comments = Comments::new(ours_file, &ours);
    let of_base = Comments::new(base_file, &base);
    let touched = comments.entries(|text| !of_base.hold(text));
    // Comments know entries by the ids of the file.
    let commented = |section: &str, id: &Id| touched.holds(section, identity.in_file(section, id));
    let planned = Planned::new(&sides, Theirs::Hand, &commented, &|_, _| None);
    let of_theirs = Comments::new(theirs_file, &theirs);
    let carried = Carried::new(&of_base, &comments, &of_theirs, &identity);
    if planned.conflicts.is_empty()
        && let Some(text) = lines::merge(&base_file.text, &ours_file.text, &theirs_file.text)
        && let Some(timeline) = planned.is_told_by(ours_file.name.as_str(), &text)
        && carried.all_in(&text, &timeline)
    {
        return Ok(Merged { text, timeline, conflicts: Vec::new(), notes: planned.notes });
    }
    let copies = copies::copies(&planned, &identity, &of_base, (theirs_file, &theirs));
    let mut merged = plan::carry_out(ours_file, &ours, &comments, planned, &identity, &copies)?;
    // What came with its entry is there already.
    let left = of_theirs.outside(&copies::spans_in(&merged.text, &copies));
    Carried::new(&of_base, &comments, &left, &identity).carry(&mut merged);
    for moved in &changes.events.moved {
        let id = identity.of_theirs("events", &moved.new).unwrap_or(&moved.new).clone();
        let says = "theirs put it elsewhere in the file; the order of ours stands".to_owned();
        merged.notes.push(Note { section: "events", id, says });
    }
    Ok(merged)
}

/// A timeline without mistakes.
fn read(of: &'static str, document: &Document) -> Result<Timeline, Unmergeable> {
    let (timeline, remarks) = timeline::read(document);
    let mut mistakes: Vec<Diagnostic> = remarks;
    mistakes.retain(|remark| remark.severity == Severity::Error);
    if mistakes.is_empty() {
        Ok(timeline)
    } else {
        Err(Unmergeable::Mistakes { of, remarks: mistakes })
    }
}
