//! `demarche show`: the timeline in the terminal.

use super::{Error, Outcome, Streams};

/// Show a timeline in the terminal
#[derive(Debug, clap::Args)]
pub(crate) struct Args {}

pub(crate) fn run(_args: &Args, _streams: &mut Streams<'_>) -> Result<Outcome, Error> {
    Err(Error::new("not there yet"))
}
