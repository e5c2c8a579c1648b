//! Help for whoever writes a timeline by hand: the schema for editors, and the language server.
//!
//! ```text
//! schema      what may stand where, as JSON Schema, with the ids of the file at hand
//! outline     text, broken or not → keys and values with their places
//! ids         which of them name an actor, an event or a source
//! position    bytes ↔ lines and UTF-16 columns; edits as an editor sends them
//! server      what an editor asks, answered by a file each: complete, hover, fixes, symbols ...
//! ```
//!
//! Nothing in here reads a file or a stream: the texts of saved articles are given, and messages
//! go in and come out as values.

mod ids;
mod outline;
mod position;
mod schema;
mod server;

pub use schema::{MODELINE, schema};
pub use server::{Library, Refusal, Server, capabilities};
