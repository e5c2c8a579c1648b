//! `demarche check`: says what does not hold together in a timeline.

use super::{Error, Outcome, Streams};

/// Check timelines: dates against their order, loops, names nobody introduced
#[derive(Debug, clap::Args)]
pub(crate) struct Args {}

pub(crate) fn run(_args: &Args, _streams: &mut Streams<'_>) -> Result<Outcome, Error> {
    Err(Error::new("not there yet"))
}
