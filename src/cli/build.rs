//! `demarche build`: timelines become a site.

use super::{Error, Outcome, Streams};

/// Build the site: static pages that need no server and no script
#[derive(Debug, clap::Args)]
pub(crate) struct Args {}

pub(crate) fn run(_args: &Args, _streams: &mut Streams<'_>) -> Result<Outcome, Error> {
    Err(Error::new("not there yet"))
}
