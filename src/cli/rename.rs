//! `demarche rename`: another id, wherever it stands.

use std::path::PathBuf;

use super::files::{self, Place};
use super::{Error, Outcome, Streams, in_place};
use crate::diagnostic::visible::visible;
use crate::timeline::{self, Section};

/// Give an event, an actor or a source another id, wherever a timeline names it
///
/// The old id stays in `aka`, so that links to it go on working (a source has no `aka`). Nothing is
/// written where the new id is taken.
#[derive(Debug, clap::Args)]
pub(crate) struct Args {
    /// The id it has
    old: String,

    /// The id it shall have
    new: String,

    /// The timeline: a file or its folder
    #[arg(default_value = "timelines", value_name = "PATH")]
    path: PathBuf,

    /// What the id is of, where several things have it
    #[arg(long, value_enum)]
    of: Option<Of>,

    /// Do not keep the old id in `aka`
    #[arg(long)]
    forget: bool,

    /// Write nothing; show what would change as a unified diff
    #[arg(long)]
    diff: bool,
}

/// What an id is of.
#[derive(Debug, Clone, Copy, PartialEq, Eq, clap::ValueEnum)]
enum Of {
    /// An article
    Source,
    /// Somebody who acts
    Actor,
    /// Something that happens
    Event,
}

impl Of {
    const fn section(self) -> Section {
        match self {
            Self::Source => Section::Sources,
            Self::Actor => Section::Actors,
            Self::Event => Section::Events,
        }
    }
}

pub(crate) fn run(args: &Args, streams: &mut Streams<'_>) -> Result<Outcome, Error> {
    let input = files::one(&args.path)?;
    let document = &input.document;
    let name = visible(&document.name);
    let refused = |why: String| Error::new(format!("`{name}` is left as it is: {}", visible(&why)));
    if let Some(remark) = input.remarks.first() {
        return Err(refused(format!("{}; see `demarche check`", remark.message)));
    }
    let having: Vec<Section> = Section::ALL
        .into_iter()
        .filter(|section| args.of.is_none_or(|of| of.section() == *section))
        .filter(|section| section.has(&input.timeline, &args.old))
        .collect();
    let section = match having.as_slice() {
        [section] => *section,
        [] => return Err(refused(format!("nothing in it has the id `{}`", args.old))),
        several => {
            let kinds: Vec<&str> = several.iter().map(|section| section.one()).collect();
            return Err(refused(format!(
                "`{}` is the id of {}; say which with --of",
                args.old,
                kinds.join(" and of ")
            )));
        }
    };
    let edits = timeline::rename(&input.timeline, section, &args.old, &args.new, !args.forget)
        .map_err(|why| refused(why.why))?;
    let text = timeline::apply(document, &edits).map_err(|why| refused(why.why))?;
    if args.diff {
        let diff = in_place::diff(&document.name, &document.text, &text);
        streams.out.write_all(diff.as_bytes())?;
        return Ok(Outcome::Found);
    }
    match files::find(std::slice::from_ref(&args.path))?.as_slice() {
        [Place::File(path)] => in_place::replace(path, &document.text, &text)?,
        _ => streams.out.write_all(text.as_bytes())?,
    }
    let named = timeline::references(&input.timeline, section, &args.old).len();
    let places =
        if named == 1 { "1 place names it".to_owned() } else { format!("{named} places name it") };
    writeln!(
        streams.err,
        "{name}: the {} `{}` is now `{}`; {places}",
        section.one(),
        args.old,
        args.new
    )?;
    Ok(Outcome::Clean)
}
