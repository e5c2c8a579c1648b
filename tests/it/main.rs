//! Tests of the whole, through its public face.

#![expect(clippy::unwrap_used, reason = "a test that cannot go on has failed")]

mod arguments;
mod attribution;
mod bad_inputs;
mod build;
mod client;
mod diff;
mod drawings;
mod export;
mod extract;
mod formats;
mod fuzz;
mod git;
mod in_place;
mod into;
mod lsp;
mod matching;
mod merge;
mod mistakes;
mod pages;
mod relations;
mod remarks;
mod sarif;
mod schema;
mod scores;
mod serve;
mod show;
mod tidy;
mod timeline;
