//! `demarche extract`: an article becomes a draft of a timeline.

use super::{Error, Outcome, Streams};

/// Read articles into a draft of a timeline
#[derive(Debug, clap::Args)]
pub(crate) struct Args {}

pub(crate) fn run(_args: &Args, _streams: &mut Streams<'_>) -> Result<Outcome, Error> {
    Err(Error::new("not there yet"))
}
