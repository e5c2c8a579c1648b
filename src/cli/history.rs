//! `demarche history`: what each version of an article did to the timeline.

use super::files::{self, Input};
use super::{Error, Outcome, Streams, report};
use crate::article::Article;
use crate::diagnostic::visible::visible;
use crate::diff::print::{Step, Told, history};
use crate::diff::{Telling, VersionChanges, versions};
use crate::extract;
use crate::text::Text;
use crate::timeline::{Id, Timeline};

/// Tell what each version of an article changed, and which words did it
///
/// The exit code is 1 when any version changed something, 0 when none did.
#[derive(Debug, clap::Args)]
pub(crate) struct Args {
    /// The timeline: its path, or its name in `timelines`
    name: String,

    /// Which of its sources; may be left out where only one has several versions
    source: Option<String>,

    /// How to print it
    #[arg(long, value_enum, default_value_t)]
    format: super::diff::Format,
}

/// A kept version and what can be read from it.
pub(super) struct Kept {
    /// The file, as the timeline names it.
    pub(super) file: String,
    /// When it was seen, as written; may be empty.
    pub(super) seen: String,
    /// The article.
    pub(super) article: Article,
    /// What is read from it.
    pub(super) draft: Timeline,
    /// The source's id in the draft.
    source: Option<Id>,
}

impl Kept {
    pub(super) fn telling(&self) -> Telling<'_> {
        Telling {
            text: &self.article.text,
            timeline: &self.draft,
            source: self.source.as_ref().map(Id::as_str),
        }
    }
}

/// The versions of a source that can be read, oldest first; those that cannot are told.
pub(super) fn kept(
    input: &Input,
    source: &str,
    streams: &mut Streams<'_>,
) -> Result<Vec<Kept>, Error> {
    let Some(known) = input.timeline.sources.get(source) else {
        let ids: Vec<String> = input.timeline.sources.keys().map(|id| visible(&id.0)).collect();
        return Err(Error::new(format!(
            "the timeline has no source `{}`; it has {}",
            visible(source),
            ids.join(", ")
        )));
    };
    let mut kept = Vec::new();
    for version in &known.versions {
        let Some(article) = input.dated_article(known, &version.file) else {
            writeln!(streams.err, "cannot read `{}`; it is left out", visible(&version.file))?;
            continue;
        };
        let draft = extract::extract(&article, &Text::new(&article), Some(&version.file)).timeline;
        let source = draft.sources.keys().next().cloned();
        let seen = version.seen.clone().unwrap_or_default();
        kept.push(Kept { file: version.file.clone(), seen, article, draft, source });
    }
    Ok(kept)
}

/// The only source with several versions.
pub(super) fn only_source(input: &Input) -> Result<String, Error> {
    let several = input.timeline.sources.iter().filter(|(_, source)| source.versions.len() > 1);
    let ids: Vec<&Id> = several.map(|(id, _)| id).collect();
    match ids.as_slice() {
        [one] => Ok(one.0.clone()),
        [] => Err(Error::new("no source of the timeline has several versions")),
        _ => {
            let ids: Vec<String> = ids.into_iter().map(|id| visible(&id.0)).collect();
            Err(Error::new(format!("name one of the sources: {}", ids.join(", "))))
        }
    }
}

pub(crate) fn run(args: &Args, streams: &mut Streams<'_>) -> Result<Outcome, Error> {
    let input = files::named(&args.name)?;
    let outcome = report::remarks(streams.err, &input.document, &input.remarks)?;
    let source = match &args.source {
        Some(source) => source.clone(),
        None => only_source(&input)?,
    };
    let kept = kept(&input, &source, streams)?;
    let changes: Vec<VersionChanges> =
        kept.windows(2).map(|pair| versions(&pair[0].telling(), &pair[1].telling())).collect();
    let steps: Vec<Step<'_>> = kept
        .windows(2)
        .zip(&changes)
        .map(|(pair, changes)| Step {
            from: &pair[0].file,
            to: &pair[1].file,
            seen: &pair[1].seen,
            told: Told::Versions {
                changes,
                old: &pair[0].article.text,
                new: &pair[1].article.text,
            },
        })
        .collect();
    streams.out.write_all(history(&source, &steps, args.format.into()).as_bytes())?;
    let silent = changes.iter().all(VersionChanges::is_empty);
    Ok(outcome.and(if silent { Outcome::Clean } else { Outcome::Found }))
}
