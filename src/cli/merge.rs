//! `demarche merge`: two files edited from a common one become one.

use std::path::{Path, PathBuf};
use std::process::Command;

use super::files::Place;
use super::{Error, Outcome, Streams, in_place, report};
use crate::diagnostic::visible::visible;
use crate::diagnostic::{Code, Diagnostic};
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

    /// What to call the file in remarks, as git knows it; with --write, what cannot be read as a
    /// timeline is then merged line by line, as git does by itself
    #[arg(long, value_name = "PATH")]
    path: Option<String>,
}

pub(crate) fn run(args: &Args, streams: &mut Streams<'_>) -> Result<Outcome, Error> {
    let read = |path: &Path| Place::File(path.to_path_buf()).read();
    let [base, ours, theirs] = [read(&args.base)?, read(&args.ours)?, read(&args.theirs)?];
    let name = args.path.clone().unwrap_or_else(|| ours.document.name.clone());
    let name = name.as_str();
    // Added on both sides, git gives an empty base.
    let empty = crate::timeline::Document::new(base.document.name.as_str(), "title: \"\"\n");
    let base_file = if base.document.text.trim().is_empty() { &empty } else { &base.document };
    let inputs = [("base", &base), ("ours", &ours), ("theirs", &theirs)];
    // Bytes that are no text would come out as other ones.
    let unread = inputs.into_iter().find_map(|(of, input)| {
        let remarks: Vec<_> =
            input.remarks.iter().filter(|one| is_undecoded(one)).cloned().collect();
        (!remarks.is_empty()).then_some(Unmergeable::Mistakes { of, remarks })
    });
    let merged = match unread {
        Some(unread) => Err(unread),
        None => merge_files(base_file, &ours.document, &theirs.document),
    };
    let merged = match merged {
        Ok(merged) => merged,
        Err(why) => {
            let by_lines = args.write && args.path.is_some();
            if let Unmergeable::Mistakes { of, remarks } = &why {
                let mut document = match *of {
                    "base" => base.document,
                    "ours" => ours.document,
                    _ => theirs.document,
                };
                if by_lines {
                    document.name = format!("{name} ({of})");
                }
                report::remarks(streams.err, &document, remarks)?;
            }
            return if by_lines {
                line_by_line(args, name, &why, streams)
            } else {
                Err(Error::new(format!("cannot merge `{name}`: {why}; nothing is written")))
            };
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

/// Whether a file could not even be taken for text, or was not read to its end.
fn is_undecoded(remark: &Diagnostic) -> bool {
    matches!(remark.code, Code::NotText | Code::TooLarge)
}

/// Merges as git does where it knows nothing of timelines, with marks around what it cannot settle.
///
/// Left as it is, ours would look like the outcome: `git add` would then drop the other branch.
fn line_by_line(
    args: &Args,
    name: &str,
    why: &Unmergeable,
    streams: &mut Streams<'_>,
) -> Result<Outcome, Error> {
    let labels = ["-L", "ours", "-L", "base", "-L", "theirs"];
    let said = Command::new("git")
        .args(["merge-file", "-q"])
        .args(labels)
        .arg("--")
        .args([&args.ours, &args.base, &args.theirs])
        .output()
        .map_err(|why| Error::file("run", "git", &why))?;
    let name = visible(name);
    // The number of conflicts, at most 127; above that a failure.
    let (outcome, end) = match said.status.code() {
        Some(0) => (Outcome::Clean, "without a conflict; see `demarche check`"),
        Some(1..=127) => (
            Outcome::Found,
            "settle what stands between <<<<<<< and >>>>>>>, then `demarche check`",
        ),
        _ => {
            let said = String::from_utf8_lossy(&said.stderr);
            let said = visible(said.trim().lines().next().unwrap_or_default());
            return Err(Error::new(format!(
                "cannot merge `{name}`: {why}; nor can git: {said}; nothing is written"
            )));
        }
    };
    writeln!(
        streams.err,
        "{name}: {why}, so git merged it line by line instead of event by event; {end}"
    )?;
    Ok(outcome)
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
