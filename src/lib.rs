//! From a news article to a dated graph of who did what, and in which order.
//!
//! ```text
//! article → text → extract ─┐
//!                           ├→ timeline → graph → check, show, site, export
//!               (by hand) ──┘      └────→ diff, merge
//! ```
//!
//! Each folder makes one type out of the one before it and is named after what it does or makes.
//! Their functions use only what they are given; `cli` alone knows files, terminal and exit codes.
//!
//! Two banks and one bridge: `article`, `text` and `extract` read language; `graph`, `check`,
//! `diff`, `merge`, `show`, `site`, `editor` and `export` reason about order and know no language;
//! they meet in [`timeline`].
//! Nothing reads a clock: "today" is always an argument. Nothing prints in hash order: the same
//! input gives the same bytes. `tests/it/tidy.rs` holds the table of who may use whom.
//!
//! Whoever writes a timeline by hand is helped by [`editor`] (schema, language server) and sees it
//! live: `live` says what a browser may ask for meanwhile.
//!
//! What stands beside the pipeline serves all of it: [`vocabulary`] (types of events and how they
//! relate), [`calendar`] (dates as far as they are known), [`lexicon`] (words as data) and
//! [`diagnostic`] (remarks, with their place).

pub mod article;
pub mod text;

pub mod extract;

pub mod timeline;

pub mod check;
pub mod diff;
pub mod editor;
pub mod export;
pub mod graph;
mod live;
pub mod merge;
pub mod show;
pub mod site;

pub mod calendar;
pub mod diagnostic;
pub mod lexicon;
pub mod vocabulary;

pub mod cli;
