//! Tests of the whole, through its public face.

#![expect(clippy::unwrap_used, reason = "a test that cannot go on has failed")]

mod arguments;
mod bad_inputs;
mod build;
mod diff;
mod export;
mod extract;
mod fuzz;
mod pages;
mod relations;
mod remarks;
mod scores;
mod show;
mod tidy;
mod timeline;
