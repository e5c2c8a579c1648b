//! `demarche merge`: two files edited from a common one become one.

use std::path::{Path, PathBuf};

use super::files::Place;
use super::{Error, Outcome, Streams, in_place, report};
use crate::diagnostic::visible::visible;
use crate::merge::{Merged, Unmergeable, merge_files};

/// Merge two timelines that were edited from a common one
///
/// Entry by entry and field by field: what one side changed is taken, lists are merged by their
/// elements and prose by its sentences; comments, order and layout stay. Where both changed a
/// field in two ways, OURS stays, and the other value is written down under `conflicts`; the file
/// still reads and builds. `demarche resolve` settles a conflict.
///
/// The exit code is 1 when there are conflicts, 0 when there are none, 2 when it could not run.
#[derive(Debug, clap::Args)]
pub(crate) struct Args {
    /// What both began with; an empty file where nothing was
    base: PathBuf,

    /// The file that keeps its comments, order and layout
    ours: PathBuf,

    /// The other one
    theirs: PathBuf,

    /// Write the outcome into OURS instead of to stdout
    #[arg(long, short)]
    write: bool,

    /// What to call the file in remarks, as git knows it
    #[arg(long, value_name = "PATH")]
    path: Option<String>,
}

pub(crate) fn run(args: &Args, streams: &mut Streams<'_>) -> Result<Outcome, Error> {
    let read = |path: &Path| Place::File(path.to_path_buf()).read();
    let [base, ours, theirs] = [read(&args.base)?, read(&args.ours)?, read(&args.theirs)?];
    let name = args.path.as_deref().unwrap_or(&ours.document.name);
    // Added on both sides, git gives an empty base.
    let empty = crate::timeline::Document::new(base.document.name.as_str(), "title: \"\"\n");
    let base_file = if base.document.text.trim().is_empty() { &empty } else { &base.document };
    let merged = match merge_files(base_file, &ours.document, &theirs.document) {
        Ok(merged) => merged,
        Err(Unmergeable::Mistakes { of, remarks }) => {
            let document = match of {
                "base" => base_file,
                "ours" => &ours.document,
                _ => &theirs.document,
            };
            report::remarks(streams.err, document, &remarks)?;
            return Err(Error::new(format!(
                "cannot merge `{name}`: {of} has mistakes; nothing is written"
            )));
        }
        Err(why) => {
            return Err(Error::new(format!("cannot merge `{name}`: {why}; nothing is written")));
        }
    };
    if args.write {
        in_place::replace(Path::new(&ours.document.name), &ours.document.text, &merged.text)?;
    } else {
        streams.out.write_all(merged.text.as_bytes())?;
    }
    tell(name, &merged, streams)?;
    Ok(if merged.conflicts.is_empty() { Outcome::Clean } else { Outcome::Found })
}

/// What a person should know of a merge, on stderr.
pub(super) fn tell(name: &str, merged: &Merged, streams: &mut Streams<'_>) -> Result<(), Error> {
    let err = &mut streams.err;
    for note in &merged.notes {
        let section = note.section.trim_end_matches('s');
        writeln!(err, "{name}: {section} `{}`: {}", visible(&note.id.0), note.says)?;
    }
    for conflict in &merged.conflicts {
        let ids = [&conflict.source, &conflict.actor, &conflict.event];
        let of = ids.into_iter().flatten().next();
        let of = of.map_or_else(|| "the timeline".to_owned(), |id| format!("`{}`", visible(&id.0)));
        let what = match &conflict.field {
            Some(field) => format!("`{}` of {of}", visible(field)),
            None => of,
        };
        let why = conflict.why.as_deref().map(|why| format!(" ({})", visible(why)));
        writeln!(
            err,
            "{name}: conflict {}: {what} was changed in two ways{}",
            visible(&conflict.id),
            why.unwrap_or_default()
        )?;
    }
    if let Some(first) = merged.conflicts.first() {
        writeln!(
            err,
            "settle with `demarche resolve {} --ours`, `--theirs` or `--value VALUE`",
            visible(&first.id)
        )?;
    }
    Ok(())
}
