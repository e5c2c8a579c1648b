//! `demarche diff`: what changed between two timelines, or two versions of an article.

mod of_git;
mod only;

use std::ffi::OsStr;
use std::path::{Path, PathBuf};

use chrono::NaiveDate;

use super::files::{self, Input, LARGEST_ARTICLE, TIMELINE};
use super::{Error, Outcome, Streams, history, report};
use crate::article::{Published, PublishedBy};
use crate::diagnostic::visible::visible;
use crate::diff::print::{self, SCHEMA, Told};
use crate::diff::{Changes, Derived, Filter, Severity, Telling, derived, diff, versions};
use crate::extract;
use crate::text::Text;
use crate::timeline::Timeline;

/// Compare two timelines, or two versions of an article
///
/// Timelines are compared event by event, whatever their ids and their order. Of two versions of
/// an article each change of words is told once, with what it did to the events.
///
/// OLD and NEW are timeline files, their folders, folders of timelines, articles, or any of these
/// as git has them: `git:HEAD~1:timelines/vienna`, a path from the top of the repository, or from
/// here where the top has none. With --source, NAME and a range compare two
/// versions of an article that a timeline keeps: `demarche diff vienna --source post v1..v3`.
///
/// The exit code is 1 when there are differences or errors in what was read, 0 when there are
/// none, 2 when it could not run.
#[derive(Debug, clap::Args)]
pub(crate) struct Args {
    /// A timeline file, a folder, an article, or `git:REV:PATH`
    #[arg(required_unless_present = "schema")]
    old: Option<PathBuf>,

    /// The same kind of thing, newer; with --source a range of versions, as in `v1..v3`
    #[arg(required_unless_present_any = ["source", "schema"])]
    new: Option<PathBuf>,

    /// Compare versions of this source of the timeline OLD
    #[arg(long, value_name = "ID")]
    source: Option<String>,

    /// The day on which articles came out, where nothing in them tells it
    #[arg(long, value_name = "DAY", value_parser = super::day)]
    published: Option<NaiveDate>,

    /// How to print the differences
    #[arg(long, value_enum, default_value_t)]
    format: Format,

    /// Only changes of these fields, as in `date,modality`
    #[arg(long, value_name = "FIELDS", value_delimiter = ',', value_parser = only::field)]
    only: Vec<String>,

    /// Nothing that matters less
    #[arg(long, value_enum, value_name = "HOW", default_value_t)]
    min_severity: AtLeast,

    /// Print the JSON Schema of `--format json`
    #[arg(long, exclusive = true)]
    schema: bool,
}

/// How to print the differences.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, clap::ValueEnum)]
pub(super) enum Format {
    /// For the terminal; side by side where it is wide
    #[default]
    Human,
    /// To paste into a note
    Markdown,
    /// A page of its own
    Html,
    /// One JSON object
    Json,
    /// JSON Patch (RFC 6902), of two timelines
    Patch,
}

impl From<Format> for print::Format {
    fn from(format: Format) -> Self {
        match format {
            Format::Human => Self::Human { width: width() },
            Format::Markdown => Self::Markdown,
            Format::Html => Self::Html,
            Format::Json | Format::Patch => Self::Json,
        }
    }
}

/// How much a change must matter.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, clap::ValueEnum)]
enum AtLeast {
    /// Everything, even spelling, ids and order
    #[default]
    Trivial,
    /// What is told in other words, and all below
    Wording,
    /// What went as announced, and news
    Expected,
    /// Only what is told otherwise, came or went
    News,
}

impl From<AtLeast> for Severity {
    fn from(least: AtLeast) -> Self {
        match least {
            AtLeast::Trivial => Self::Trivial,
            AtLeast::Wording => Self::Wording,
            AtLeast::Expected => Self::Expected,
            AtLeast::News => Self::News,
        }
    }
}

/// Columns of the terminal, where there is one.
fn width() -> Option<usize> {
    terminal_size::terminal_size().map(|(width, _)| usize::from(width.0))
}

/// One of the two things to compare.
enum Thing {
    Timeline(Box<Input>),
    /// A folder of timelines, in the order of their names.
    Folder(Vec<Input>),
    Article(Box<Draft>),
}

impl Thing {
    /// - `published`: of articles that do not tell it themselves.
    fn read(path: &Path, published: Option<NaiveDate>) -> Result<Self, Error> {
        if let Some(given) = path.to_str().and_then(|path| path.strip_prefix("git:")) {
            return of_git::read(given, published);
        }
        if path.is_dir() || path.as_os_str() == "-" || is_yaml(path) {
            let mut inputs = files::timelines(&[path.to_path_buf()])?;
            let folder = path.is_dir() && !path.join(TIMELINE).exists();
            return Ok(match inputs.pop() {
                Some(one) if !folder && inputs.is_empty() => Self::Timeline(Box::new(one)),
                last => {
                    inputs.extend(last);
                    Self::Folder(inputs)
                }
            });
        }
        let bytes = files::bytes(path, LARGEST_ARTICLE)
            .map_err(|why| Error::file("read", path.display(), &why))?;
        let bytes = bytes.ok_or_else(|| {
            Error::new(format!("cannot read `{}` as an article: larger than 16 MB", path.display()))
        })?;
        Ok(Self::Article(Box::new(Draft::read(&path.to_string_lossy(), &bytes, published)?)))
    }
}

fn is_yaml(path: &Path) -> bool {
    let ending = path.extension().map(OsStr::to_ascii_lowercase);
    ending.is_some_and(|ending| ending == "yaml" || ending == "yml")
}

pub(crate) fn run(args: &Args, streams: &mut Streams<'_>) -> Result<Outcome, Error> {
    if args.schema {
        streams.out.write_all(SCHEMA.as_bytes())?;
        return Ok(Outcome::Clean);
    }
    let (Some(old), new) = (&args.old, &args.new) else {
        return Err(Error::new("name two things to compare"));
    };
    if let Some(source) = &args.source {
        return of_source(args, old, source, new.as_deref(), streams);
    }
    let Some(new) = new else { return Err(Error::new("name two things to compare")) };
    let (was, is) = if [old, new].iter().any(|path| path.as_os_str() == "-") {
        (Thing::read(old, args.published), Thing::read(new, args.published))
    } else {
        rayon::join(|| Thing::read(old, args.published), || Thing::read(new, args.published))
    };
    match (was?, is?) {
        (Thing::Timeline(old), Thing::Timeline(new)) => {
            let outcome = remarks([&old, &new], streams)?;
            let compared = Compared::new(&old.timeline, &new.timeline, &args.filter());
            args.print(&compared, streams)?;
            let outcome = outcome.and(compared.outcome());
            // The program ends here; to give back the memory of 100,000 events bit by bit takes a
            // sixth of its time.
            std::mem::forget((compared.changes, compared.derived));
            std::mem::forget((old, new));
            Ok(outcome)
        }
        (Thing::Folder(old), Thing::Folder(new)) => folders(args, &old, &new, streams),
        (Thing::Folder(mut many), Thing::Timeline(one)) => {
            among(&mut many, &one)?;
            folders(args, &many, &[*one], streams)
        }
        (Thing::Timeline(one), Thing::Folder(mut many)) => {
            among(&mut many, &one)?;
            folders(args, &[*one], &many, streams)
        }
        (Thing::Article(old), Thing::Article(new)) => {
            if let Some(undated) = [&old, &new].into_iter().find(|draft| draft.undated) {
                writeln!(
                    streams.err,
                    "{}: the day of publication is unknown, so relative dates stay open; give it \
                     with --published DAY",
                    visible(&undated.name)
                )?;
            }
            args.versions(&old.telling(), &new.telling(), streams)
        }
        _ => Err(Error::new(format!(
            "cannot compare `{}` with `{}`: one is a timeline, the other an article",
            old.display(),
            new.display()
        ))),
    }
}

/// Two timelines compared, as far as somebody wants to see it.
struct Compared<'t> {
    old: &'t Timeline,
    new: &'t Timeline,
    changes: Changes,
    derived: Vec<Derived>,
}

impl<'t> Compared<'t> {
    fn new(old: &'t Timeline, new: &'t Timeline, filter: &Filter) -> Self {
        let changes = diff(old, new);
        let mut derived = derived(old, new, &changes);
        if *filter != Filter::default() {
            derived.clear();
        }
        Self { old, new, changes: changes.filtered(filter), derived }
    }

    fn told(&self) -> Told<'_> {
        Told::Timelines { changes: &self.changes, derived: &self.derived }
    }

    fn outcome(&self) -> Outcome {
        if self.changes.is_empty() { Outcome::Clean } else { Outcome::Found }
    }
}

impl Args {
    fn filter(&self) -> Filter {
        Filter { only: self.only.clone(), least: self.min_severity.into() }
    }

    fn print(&self, compared: &Compared<'_>, streams: &mut Streams<'_>) -> Result<(), Error> {
        let text = if self.format == Format::Patch {
            print::patch(compared.old, compared.new, &compared.changes)
        } else {
            self.text(&compared.told())
        };
        Ok(streams.out.write_all(text.as_bytes())?)
    }

    fn text(&self, told: &Told<'_>) -> String {
        match self.format {
            Format::Human => told.human(width()),
            Format::Markdown => told.markdown(),
            Format::Html => told.html(),
            Format::Json | Format::Patch => told.json(),
        }
    }

    fn versions(
        &self,
        old: &Telling<'_>,
        new: &Telling<'_>,
        streams: &mut Streams<'_>,
    ) -> Result<Outcome, Error> {
        if self.format == Format::Patch {
            return Err(Error::new("--format patch is for timelines; articles have no JSON"));
        }
        let changes = versions(old, new).filtered(&self.filter());
        let told = Told::Versions { changes: &changes, old: old.text, new: new.text };
        streams.out.write_all(self.text(&told).as_bytes())?;
        Ok(if changes.is_empty() { Outcome::Clean } else { Outcome::Found })
    }
}

/// Of a folder the timeline that one beside it can be compared with.
fn among(many: &mut Vec<Input>, one: &Input) -> Result<(), Error> {
    many.retain(|input| input.name == one.name);
    if many.is_empty() {
        return Err(Error::new(format!(
            "the folder has no timeline `{}` to compare with",
            visible(&one.name)
        )));
    }
    Ok(())
}

/// What reading both had to remark, on stderr.
///
/// Fails where one of them is no timeline at all: everything would be a difference.
fn remarks(inputs: [&Input; 2], streams: &mut Streams<'_>) -> Result<Outcome, Error> {
    let mut outcome = Outcome::Clean;
    for input in inputs {
        outcome = outcome.and(report::remarks(streams.err, &input.document, &input.remarks)?);
    }
    match inputs.iter().find(|input| !input.is_readable()) {
        Some(input) => {
            Err(Error::new(format!("nothing to compare: `{}` is no timeline", input.document.name)))
        }
        None => Ok(outcome),
    }
}

/// Compares timelines of the same name; one that is only on one side has come or gone.
fn folders(
    args: &Args,
    old: &[Input],
    new: &[Input],
    streams: &mut Streams<'_>,
) -> Result<Outcome, Error> {
    if args.format == Format::Patch {
        return Err(Error::new("--format patch is for two timelines, not for folders of them"));
    }
    let mut names: Vec<&str> = old.iter().chain(new).map(|input| input.name.as_str()).collect();
    names.sort_unstable();
    names.dedup();
    let nothing = of_git::input(String::new(), Vec::new());
    let mut outcome = Outcome::Clean;
    let mut all = Vec::new();
    for name in names {
        let of = |side: &'_ [Input]| side.iter().position(|input| input.name == name);
        let (before, after) = (of(old).map(|at| &old[at]), of(new).map(|at| &new[at]));
        for input in [before, after].into_iter().flatten() {
            outcome = outcome.and(report::remarks(streams.err, &input.document, &input.remarks)?);
        }
        let (before, after) = (before.unwrap_or(&nothing), after.unwrap_or(&nothing));
        let compared = Compared::new(&before.timeline, &after.timeline, &args.filter());
        outcome = outcome.and(compared.outcome());
        if !compared.changes.is_empty() {
            all.push((name.to_owned(), compared));
        }
    }
    if args.format == Format::Json {
        let told = |(name, compared): &(String, Compared<'_>)| {
            let changes: serde_json::Value =
                serde_json::from_str(&compared.told().json()).expect("we wrote it");
            serde_json::json!({"name": name, "changes": changes})
        };
        let all: Vec<_> = all.iter().map(told).collect();
        let whole = serde_json::json!({
            "version": print::VERSION, "kind": "folders", "timelines": all,
        });
        writeln!(streams.out, "{whole:#}")?;
        return Ok(outcome);
    }
    let steps: Vec<print::Step<'_>> = all
        .iter()
        .map(|(name, compared)| print::Step { from: "", to: name, seen: "", told: compared.told() })
        .collect();
    if steps.is_empty() {
        writeln!(streams.out, "no differences")?;
    } else {
        let text = print::history("timelines", &steps, args.format.into());
        streams.out.write_all(text.as_bytes())?;
    }
    Ok(outcome)
}

/// Compares two versions of a source that a timeline keeps.
fn of_source(
    args: &Args,
    timeline: &Path,
    source: &str,
    range: Option<&Path>,
    streams: &mut Streams<'_>,
) -> Result<Outcome, Error> {
    let input = files::named(&timeline.to_string_lossy())?;
    let kept = history::kept(&input, source, streams)?;
    let range = range.map(|range| range.to_string_lossy().into_owned());
    let (from, to) = match &range {
        None => (kept.len().saturating_sub(1), kept.len()),
        Some(range) => {
            let number = |text: &str| text.trim().trim_start_matches('v').parse::<usize>().ok();
            let ends = range.split_once("..").and_then(|(from, to)| {
                Some((number(from)?, if to.is_empty() { kept.len() } else { number(to)? }))
            });
            ends.ok_or_else(|| {
                Error::new(format!("`{}` is no range of versions; write v1..v3", visible(range)))
            })?
        }
    };
    let at = |number: usize| {
        number.checked_sub(1).and_then(|at| kept.get(at)).ok_or_else(|| {
            Error::new(format!(
                "there is no version {number} of `{}`; {} can be read",
                visible(source),
                kept.len()
            ))
        })
    };
    let (old, new) = (at(from)?, at(to)?);
    args.versions(&old.telling(), &new.telling(), streams)
}

/// An article and what can be read from it.
struct Draft {
    name: String,
    text: String,
    /// Times stay open, since nothing tells the day of publication.
    undated: bool,
    timeline: Timeline,
    source: Option<String>,
}

impl Draft {
    fn read(name: &str, bytes: &[u8], published: Option<NaiveDate>) -> Result<Self, Error> {
        let mut article = crate::article::read(bytes, Some(name))
            .map_err(|why| Error::new(format!("cannot read `{name}` as an article: {why}")))?;
        let given = published.map(|day| Published { day, by: PublishedBy::Given });
        article.published = article.published.or(given);
        let draft = extract::extract(&article, &Text::new(&article), None);
        // A draft of one article has one source.
        let source = draft.timeline.sources.keys().next().map(|id| id.0.clone());
        let undated =
            article.published.is_none() && draft.published.is_none() && !draft.open.is_empty();
        let name = name.to_owned();
        Ok(Self { name, text: article.text, undated, timeline: draft.timeline, source })
    }

    fn telling(&self) -> Telling<'_> {
        Telling { text: &self.text, timeline: &self.timeline, source: self.source.as_deref() }
    }
}
