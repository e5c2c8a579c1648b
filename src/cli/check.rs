//! `demarche check`: says what does not hold together in a timeline.

use std::path::PathBuf;

use super::report::{Format, Report};
use super::{Error, Outcome, Streams, files};
use crate::check;
use crate::diagnostic;
use crate::graph::Graph;

/// Check timelines: dates, order, quotes, names nobody introduced
///
/// Dates are held against the order that relations state, quotes against the saved articles.
/// `demarche explain CODE` tells more about a remark.
#[derive(Debug, clap::Args)]
pub(crate) struct Args {
    /// Timelines to check: files, their folders, or a folder of such folders; `-` is stdin
    #[arg(default_value = "timelines", value_name = "PATH")]
    paths: Vec<PathBuf>,

    /// How to print remarks
    #[arg(long, value_enum, default_value_t)]
    format: Format,

    /// Let warnings fail the check, too
    #[arg(long)]
    strict: bool,
}

pub(crate) fn run(args: &Args, streams: &mut Streams<'_>) -> Result<Outcome, Error> {
    let mut report = Report::new(args.format);
    for place in files::find(&args.paths)? {
        let input = place.read()?;
        let graph = Graph::new(&input.timeline);
        let mut remarks = check::check(&input.document, &input.timeline, &graph, &input.articles());
        remarks.extend(input.remarks);
        diagnostic::sort(&mut remarks);
        report.add(streams.out, &input.document, &remarks)?;
    }
    report.finish(streams.out, args.strict)
}
