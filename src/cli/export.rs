//! `demarche export`: a timeline in other people's formats.

use super::{Error, Outcome, Streams};

/// Write a timeline in another format
#[derive(Debug, clap::Args)]
pub(crate) struct Args {}

pub(crate) fn run(_args: &Args, _streams: &mut Streams<'_>) -> Result<Outcome, Error> {
    Err(Error::new("not there yet"))
}
