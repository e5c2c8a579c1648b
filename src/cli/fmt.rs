//! `demarche fmt`: the canonical order of fields, in place.

use std::path::PathBuf;

use super::files::{self, Place};
use super::{Error, Outcome, Streams, in_place};
use crate::diagnostic::visible::visible;
use crate::timeline;

/// Bring the fields of timelines into their order, and dates into quotes
///
/// Comments, blank lines, indents and whatever else is its writer's stay. A file with mistakes is
/// left alone.
#[derive(Debug, clap::Args)]
pub(crate) struct Args {
    /// Timelines: files, their folders, or a folder of such folders; `-` is stdin, to stdout
    #[arg(default_value = "timelines", value_name = "PATH")]
    paths: Vec<PathBuf>,

    /// Write nothing; exit 1 and name the files that are not in canonical form
    #[arg(long)]
    check: bool,

    /// Write nothing; show what would change as a unified diff
    #[arg(long, conflicts_with = "check")]
    diff: bool,
}

pub(crate) fn run(args: &Args, streams: &mut Streams<'_>) -> Result<Outcome, Error> {
    let mut outcome = Outcome::Clean;
    for place in files::find(&args.paths)? {
        let input = place.read()?;
        let document = &input.document;
        let name = visible(&document.name);
        // A file that is no text has a remark without being one with a mistake.
        let refused = input.remarks.first().map(|remark| remark.message.clone());
        let formatted = match (timeline::fmt(document), refused) {
            (Ok(text), None) => text,
            (Err(why), _) => {
                writeln!(streams.err, "{name}: left alone, {why}")?;
                outcome = Outcome::Found;
                continue;
            }
            (Ok(_), Some(why)) => {
                writeln!(streams.err, "{name}: left alone, {}", visible(&why))?;
                outcome = Outcome::Found;
                continue;
            }
        };
        let same = formatted == document.text;
        if args.diff {
            let diff = in_place::diff(&document.name, &document.text, &formatted);
            streams.out.write_all(diff.as_bytes())?;
        } else if args.check {
            if !same {
                writeln!(streams.out, "{name}")?;
            }
        } else if let Place::File(path) = &place {
            if !same {
                in_place::replace(path, &document.text, &formatted)?;
                writeln!(streams.err, "{name}: formatted")?;
            }
            continue;
        } else {
            streams.out.write_all(formatted.as_bytes())?;
            continue;
        }
        outcome = if same { outcome } else { Outcome::Found };
    }
    Ok(outcome)
}
