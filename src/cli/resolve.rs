//! `demarche resolve`: settles a conflict that a merge wrote down.

use std::collections::HashSet;
use std::path::{Path, PathBuf};

use super::files::{self, Input};
use super::{Error, Outcome, Streams, in_place, report};
use crate::check::{Articles, everything};
use crate::diagnostic::visible::visible;
use crate::diagnostic::{Code, Diagnostic, Severity};
use crate::graph::Graph;
use crate::merge::{Choice, resolve};
use crate::timeline::{Conflict, Document, Route};

/// Settle a conflict that a merge left in a timeline
///
/// The value that is chosen stands in the file; the record under `conflicts` and the comment at
/// its place go. A value that the field cannot take is refused, and nothing is written.
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
        let document = Document::new(input.document.name.as_str(), text);
        text = resolve(&document, id, &choice).map_err(|why| {
            Error::new(format!("cannot settle `{}`: {why}; nothing is written", visible(id)))
        })?;
    }
    let edited = Document::new(input.document.name.as_str(), text);
    let chosen = input.timeline.conflicts.iter().filter(|one| ids.contains(&&one.id));
    let new = earned(&input.document, &edited, &chosen.collect::<Vec<_>>());
    if let Some(remark) = new.iter().find(|remark| is_unfit(remark.code, &choice)) {
        let help = remark.help.as_deref().map(|help| format!("; {}", visible(help)));
        return Err(Error::new(format!(
            "cannot settle `{}`: {}{}; nothing is written",
            visible(&args.id),
            visible(&remark.message),
            help.unwrap_or_default()
        )));
    }
    report::remarks(streams.err, &edited, &new)?;
    let text = edited.text;
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

/// The errors that a file has where its conflicts were settled, and did not have before.
fn earned(before: &Document, after: &Document, settled: &[&Conflict]) -> Vec<Diagnostic> {
    let remarks = |document: &Document| {
        let (timeline, told) = crate::timeline::read(document);
        let graph = Graph::new(&timeline);
        let mut remarks = everything(document, (&timeline, &told), &graph, &Articles::new());
        remarks.retain(|remark| remark.severity == Severity::Error);
        remarks
    };
    let mut new = remarks(after);
    if new.is_empty() {
        return new;
    }
    let known = remarks(before);
    let known: HashSet<_> = known.iter().map(|one| (one.code, one.message.as_str())).collect();
    new.retain(|remark| {
        !known.contains(&(remark.code, remark.message.as_str()))
            && settled.iter().any(|conflict| is_at(after, remark, conflict))
    });
    new
}

/// Whether a remark is about what a conflict was about.
fn is_at(document: &Document, remark: &Diagnostic, conflict: &Conflict) -> bool {
    let ids =
        [("sources", &conflict.source), ("actors", &conflict.actor), ("events", &conflict.event)];
    let mut route = Route::new();
    for (section, id) in ids {
        if let Some(id) = id {
            route = route.key(section).key(id.as_str());
        }
    }
    let route = conflict.field.iter().fold(route, |route, field| route.key(field.as_str()));
    let place = document.find(&route);
    let touches =
        |span: &crate::diagnostic::Span| span.start <= place.end && place.start <= span.end;
    remark.labels.iter().any(|label| touches(&label.span))
}

/// Whether a field cannot take what earns a remark; what only does not agree with other fields is
/// told, since those may be mended next.
const fn is_unfit(code: Code, choice: &Choice) -> bool {
    match code {
        Code::DateOrder | Code::OrderLoop => false,
        // Theirs may name what the next conflict brings.
        Code::UnknownActor | Code::UnknownEvent | Code::UnknownSource => {
            matches!(choice, Choice::Value(_))
        }
        _ => !matches!(choice, Choice::Ours),
    }
}
