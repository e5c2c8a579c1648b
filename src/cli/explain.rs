//! `demarche explain`: what a remark means.

use super::{Error, Outcome, Streams};

/// Explain a remark by its code
#[derive(Debug, clap::Args)]
pub(crate) struct Args {}

pub(crate) fn run(_args: &Args, _streams: &mut Streams<'_>) -> Result<Outcome, Error> {
    Err(Error::new("not there yet"))
}
