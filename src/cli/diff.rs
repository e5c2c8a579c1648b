//! `demarche diff`: what changed between two timelines, or two versions of an article.

use std::ffi::OsStr;
use std::path::{Path, PathBuf};

use super::files::{self, LARGEST_ARTICLE};
use super::{Error, Outcome, Streams, report};
use crate::diff::print::Told;
use crate::diff::{Telling, diff, versions};
use crate::extract;
use crate::text::Text;
use crate::timeline::Timeline;

/// Compare two timelines, or two versions of an article
///
/// Timelines are compared event by event, whatever their ids and their order. Of two versions of
/// an article each change of words is told once, with what it did to the events.
///
/// The exit code is 1 when there are differences or errors in what was read, 0 when there are
/// none, 2 when it could not run.
#[derive(Debug, clap::Args)]
pub(crate) struct Args {
    /// A timeline file, a timeline's folder, or an article
    old: PathBuf,

    /// The same kind of thing, newer
    new: PathBuf,

    /// How to print the differences
    #[arg(long, value_enum, default_value_t)]
    format: Format,
}

/// How to print the differences.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, clap::ValueEnum)]
enum Format {
    /// For the terminal
    #[default]
    Human,
    /// To paste into a note
    Markdown,
    /// One JSON object
    Json,
}

/// What stands at a path. A version in git (`git:REV:path`) would be told apart here, too.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Kind {
    Timeline,
    Article,
}

impl Kind {
    fn of(path: &Path) -> Self {
        let ending = path.extension().map(OsStr::to_ascii_lowercase);
        let yaml = ending.is_some_and(|ending| ending == "yaml" || ending == "yml");
        if yaml || path.is_dir() || path.as_os_str() == "-" {
            Self::Timeline
        } else {
            Self::Article
        }
    }
}

pub(crate) fn run(args: &Args, streams: &mut Streams<'_>) -> Result<Outcome, Error> {
    let print = |streams: &mut Streams<'_>, told: &Told<'_>| {
        let text = match args.format {
            Format::Human => told.human(),
            Format::Markdown => told.markdown(),
            Format::Json => told.json(),
        };
        streams.out.write_all(text.as_bytes())
    };
    let mut outcome = Outcome::Clean;
    let none = match (Kind::of(&args.old), Kind::of(&args.new)) {
        (Kind::Timeline, Kind::Timeline) => {
            let [old, new] = timelines([&args.old, &args.new], &mut outcome, streams)?;
            let changes = diff(&old, &new);
            print(streams, &Told::Timelines(&changes))?;
            changes.is_empty()
        }
        (Kind::Article, Kind::Article) => {
            let (old, new) = (Draft::read(&args.old)?, Draft::read(&args.new)?);
            let changes = versions(&old.telling(), &new.telling());
            let told = Told::Versions { changes: &changes, old: &old.text, new: &new.text };
            print(streams, &told)?;
            changes.is_empty()
        }
        _ => {
            return Err(Error::new(format!(
                "cannot compare `{}` with `{}`: one is a timeline, the other an article",
                args.old.display(),
                args.new.display()
            )));
        }
    };
    Ok(outcome.and(if none { Outcome::Clean } else { Outcome::Found }))
}

/// Both timelines; what reading them had to remark goes to stderr.
///
/// Fails where one of them is no timeline at all: everything would be a difference.
fn timelines(
    paths: [&PathBuf; 2],
    outcome: &mut Outcome,
    streams: &mut Streams<'_>,
) -> Result<[Timeline; 2], Error> {
    let inputs = [files::one(paths[0])?, files::one(paths[1])?];
    for input in &inputs {
        *outcome = outcome.and(report::remarks(streams.err, &input.document, &input.remarks)?);
    }
    match inputs.iter().find(|input| !input.is_readable()) {
        Some(input) => {
            Err(Error::new(format!("nothing to compare: `{}` is no timeline", input.document.name)))
        }
        None => Ok(inputs.map(|input| input.timeline)),
    }
}

/// An article and what can be read from it.
struct Draft {
    text: String,
    timeline: Timeline,
    source: Option<String>,
}

impl Draft {
    fn read(path: &Path) -> Result<Self, Error> {
        let refused = |why: &str| {
            Error::new(format!("cannot read `{}` as an article: {why}", path.display()))
        };
        let bytes = files::bytes(path, LARGEST_ARTICLE)
            .map_err(|why| Error::file("read", path.display(), &why))?
            .ok_or_else(|| refused("larger than 16 MB"))?;
        let name = path.to_string_lossy();
        let article =
            crate::article::read(&bytes, Some(&name)).map_err(|why| refused(&why.to_string()))?;
        let draft = extract::extract(&article, &Text::new(&article), None);
        // A draft of one article has one source.
        let source = draft.timeline.sources.keys().next().map(|id| id.0.clone());
        Ok(Self { text: article.text, timeline: draft.timeline, source })
    }

    fn telling(&self) -> Telling<'_> {
        Telling { text: &self.text, timeline: &self.timeline, source: self.source.as_deref() }
    }
}
