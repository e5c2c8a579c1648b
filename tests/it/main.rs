//! Tests of the whole, through its public face.

mod bad_inputs;
mod build;
mod diff;
mod export;
mod pages;
mod remarks;
mod tidy;
mod timeline;
