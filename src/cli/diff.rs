//! `demarche diff`: what changed between two timelines, or two versions of an article.

use super::{Error, Outcome, Streams};

/// Compare two timelines, or two versions of an article
#[derive(Debug, clap::Args)]
pub(crate) struct Args {}

pub(crate) fn run(_args: &Args, _streams: &mut Streams<'_>) -> Result<Outcome, Error> {
    Err(Error::new("not there yet"))
}
