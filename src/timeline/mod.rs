//! The bridge: a timeline as a file that people edit by hand.
//!
//! `schema` is the shape of the file, [`read()`] makes it out of text and tells every mistake it
//! finds on the way, [`write()`] gives a fresh file in canonical form. A file that a person has
//! edited is never written anew: `edit` changes single values in place and proves that
//! nothing else moved. [`Document`] is the text itself, with the place of every value in it.
//!
//! In front of the YAML parser stands `guard`: what no timeline needs and what breaks parsers
//! (deep nesting, anchors, aliases, tags, several documents) never reaches it.

mod comments;
mod document;
mod edit;
mod guard;
pub(crate) mod passages;
mod places;
mod read;
mod rename;
mod schema;
mod strict;
mod tree;
mod write;

pub use document::{Document, Route};
pub use edit::{Edit, Refused, apply, fix, fmt, lines_of};
pub(crate) use read::field_names;
pub use read::read;
pub use rename::{Section, references, rename};
pub use schema::{
    Actor, Conflict, Date, Event, Evidence, Extra, Id, Office, Says, Source, Timeline, Timing,
    Version,
};
pub use write::{Value, write, write_with_schema};

#[cfg(test)]
mod property;
