//! `demarche new`: a timeline folder that builds at once.

use super::{Error, Outcome, Streams};

/// Start a timeline: a folder that builds at once
#[derive(Debug, clap::Args)]
pub(crate) struct Args {}

pub(crate) fn run(_args: &Args, _streams: &mut Streams<'_>) -> Result<Outcome, Error> {
    Err(Error::new("not there yet"))
}
