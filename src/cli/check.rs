//! `demarche check`: says what does not hold together in a timeline, and mends what it can.

use std::path::PathBuf;

use super::files::{self, Input, Place};
use super::report::{Format, Report};
use super::{Error, Outcome, Streams, in_place};
use crate::check::{self, Articles};
use crate::diagnostic::{Code, Diagnostic, Severity, visible::visible};
use crate::graph::Graph;
use crate::timeline::{self, Document};

/// Check timelines: dates, order, quotes, names nobody introduced
///
/// Dates are held against the order that relations state, quotes against the saved articles.
/// `demarche explain CODE` tells more about a remark. A comment `# demarche: allow CODE` lets one
/// stand.
#[derive(Debug, clap::Args)]
#[expect(clippy::struct_excessive_bools, reason = "each is a flag of its own")]
pub(crate) struct Args {
    /// Timelines to check: files, their folders, or a folder of such folders; `-` is stdin
    #[arg(default_value = "timelines", value_name = "PATH")]
    paths: Vec<PathBuf>,

    /// How to print remarks
    #[arg(long, value_enum, default_value_t)]
    format: Format,

    /// Take warnings for errors
    #[arg(long)]
    strict: bool,

    /// Mend in place what can only be meant in one way; tell the rest
    #[arg(long)]
    fix: bool,

    /// Show what --fix would change as a unified diff, and write nothing
    #[arg(long)]
    diff: bool,

    /// Print the JSON Schema of `--format json`
    #[arg(long, exclusive = true)]
    schema: bool,
}

pub(crate) fn run(args: &Args, streams: &mut Streams<'_>) -> Result<Outcome, Error> {
    if args.schema {
        streams.out.write_all(crate::diagnostic::json::SCHEMA.as_bytes())?;
        return Ok(Outcome::Clean);
    }
    let mut report = Report::new(args.format);
    let mut changed = Outcome::Clean;
    for place in files::find(&args.paths)? {
        let input = place.read()?;
        let articles = input.articles();
        if args.fix || args.diff {
            let text = mended(args, &place, &input, &articles, streams)?;
            if args.diff {
                let diff = in_place::diff(&input.document.name, &input.document.text, &text);
                changed = if diff.is_empty() { changed } else { Outcome::Found };
                streams.out.write_all(diff.as_bytes())?;
                continue;
            }
            let document = Document::new(input.document.name.as_str(), text);
            if document.text != input.document.text {
                report.add(
                    streams.out,
                    &document,
                    &strict(args, everything(&document, &articles)),
                )?;
                continue;
            }
        }
        let graph = Graph::new(&input.timeline);
        let told = (&input.timeline, &input.remarks[..]);
        let remarks = check::everything(&input.document, told, &graph, &articles);
        report.add(streams.out, &input.document, &strict(args, remarks))?;
    }
    if args.diff {
        return Ok(changed);
    }
    report.finish(streams.out, args.strict)
}

fn everything(document: &Document, articles: &Articles) -> Vec<Diagnostic> {
    let (timeline, told) = timeline::read(document);
    let graph = Graph::new(&timeline);
    check::everything(document, (&timeline, &told), &graph, articles)
}

fn strict(args: &Args, mut remarks: Vec<Diagnostic>) -> Vec<Diagnostic> {
    if args.strict {
        for remark in &mut remarks {
            remark.severity = Severity::Error;
        }
    }
    remarks
}

/// The text after its certain fixes, written where that was asked for; what was done goes to
/// stderr.
fn mended(
    args: &Args,
    place: &Place,
    input: &Input,
    articles: &Articles,
    streams: &mut Streams<'_>,
) -> Result<String, Error> {
    let document = &input.document;
    let name = visible(&document.name);
    let path = match place {
        Place::File(path) => path,
        Place::Stdin if args.diff => return Ok(mend(document, articles).text),
        Place::Stdin => {
            return Err(Error::new(
                "standard input cannot be edited in place; see the changes with --diff",
            ));
        }
    };
    if input.remarks.iter().any(|one| matches!(one.code, Code::NotText | Code::TooLarge)) {
        return Ok(document.text.clone());
    }
    let mended = mend(document, articles);
    for (title, why) in &mended.refused {
        writeln!(streams.err, "{name}: not mended, {why}: {}", visible(title))?;
    }
    if !args.diff && mended.text != document.text {
        in_place::replace(path, &document.text, &mended.text)?;
        for done in &mended.done {
            writeln!(streams.err, "{name}: mended {}", visible(done))?;
        }
    }
    Ok(mended.text)
}

fn mend(document: &Document, articles: &Articles) -> check::Mended {
    check::mend(document, |document| everything(document, articles))
}
