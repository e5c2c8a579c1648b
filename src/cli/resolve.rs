//! `demarche resolve`: settles a conflict that a merge wrote down.

use std::path::{Path, PathBuf};

use super::files::{self, Input};
use super::{Error, Outcome, Streams, in_place};
use crate::diagnostic::visible::visible;
use crate::merge::{Choice, resolve};

/// Settle a conflict that a merge left in a timeline
///
/// The value that is chosen stands in the file; the record under `conflicts` and the comment at
/// its place go.
#[derive(Debug, clap::Args)]
#[command(group = clap::ArgGroup::new("choice").required(true).args(["ours", "theirs", "value"]))]
pub(crate) struct Args {
    /// The conflict, as `check` calls it: `c1`; `all` settles each
    id: String,

    /// The timeline it is in; needed where several have a conflict of that name
    #[arg(default_value = "timelines", value_name = "PATH")]
    path: PathBuf,

    /// Keep what stands
    #[arg(long)]
    ours: bool,

    /// Take what the other side says
    #[arg(long)]
    theirs: bool,

    /// Put another value: a text, a date, `[a, b]` for a list
    #[arg(long, value_name = "V")]
    value: Option<String>,

    /// Show what would change, and write nothing
    #[arg(long)]
    diff: bool,
}

pub(crate) fn run(args: &Args, streams: &mut Streams<'_>) -> Result<Outcome, Error> {
    let choice = match &args.value {
        Some(value) => Choice::Value(value.clone()),
        None if args.theirs => Choice::Theirs,
        None => Choice::Ours,
    };
    let inputs = files::timelines(std::slice::from_ref(&args.path))?;
    let all = args.id == "all";
    let has = |input: &&Input| input.timeline.conflicts.iter().any(|one| all || one.id == args.id);
    let found: Vec<&Input> = inputs.iter().filter(has).collect();
    let input = match found.as_slice() {
        [one] => *one,
        [] if all => {
            writeln!(streams.out, "there are no conflicts")?;
            return Ok(Outcome::Clean);
        }
        [] => {
            return Err(Error::new(format!("there is no conflict `{}`", visible(&args.id))));
        }
        several => {
            let names: Vec<_> = several.iter().map(|one| visible(&one.document.name)).collect();
            return Err(Error::new(format!(
                "several timelines have a conflict `{}`; name one: {}",
                visible(&args.id),
                names.join(", ")
            )));
        }
    };
    if input.folder.is_none() {
        return Err(Error::new("a timeline on standard input cannot be written to; name its file"));
    }
    let ids: Vec<&String> = input.timeline.conflicts.iter().map(|one| &one.id).collect();
    let ids: Vec<&String> = ids.into_iter().filter(|id| all || **id == args.id).collect();
    let mut text = input.document.text.clone();
    for id in &ids {
        let document = crate::timeline::Document::new(input.document.name.as_str(), text);
        text = resolve(&document, id, &choice).map_err(|why| {
            Error::new(format!("cannot settle `{}`: {why}; nothing is written", visible(id)))
        })?;
    }
    if args.diff {
        let diff = in_place::diff(&input.document.name, &input.document.text, &text);
        streams.out.write_all(diff.as_bytes())?;
        return Ok(Outcome::Found);
    }
    in_place::replace(Path::new(&input.document.name), &input.document.text, &text)?;
    let left = input.timeline.conflicts.len() - ids.len();
    let left = if left == 0 { "none is left".to_owned() } else { format!("{left} left") };
    writeln!(streams.out, "{}: settled {}; {left}", input.document.name, args.id)?;
    Ok(Outcome::Clean)
}
