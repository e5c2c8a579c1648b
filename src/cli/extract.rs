//! `demarche extract`: articles become a draft of a timeline.

use std::io::{Read, Write};
use std::path::Path;

use chrono::NaiveDate;

use super::{Error, Outcome, Streams, files};
use crate::article::{self, Article, Published, PublishedBy};
use crate::extract::{self, Draft};
use crate::text::Text;
use crate::timeline::{self, Timeline};

/// Read articles into a draft of a timeline, each event with its quote
///
/// Several articles make one draft. It goes to stdout; look it through before you keep it.
#[derive(Debug, clap::Args)]
pub(crate) struct Args {
    /// Articles: text, Markdown or HTML; `-` is stdin
    #[arg(value_name = "ARTICLE", required = true)]
    articles: Vec<String>,

    /// The day of publication, over what the article says
    #[arg(long, value_name = "DAY", value_parser = super::day)]
    published: Option<NaiveDate>,

    /// How to print the draft
    #[arg(long, value_enum, default_value_t)]
    format: Format,

    /// Tell on stderr which rule made each event, and from which words
    #[arg(long)]
    why: bool,
}

/// How to print a draft.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, clap::ValueEnum)]
enum Format {
    /// A timeline file
    #[default]
    Yaml,
    /// The same as JSON
    Json,
    /// A line of JSON for each event
    Jsonl,
}

pub(crate) fn run(args: &Args, streams: &mut Streams<'_>) -> Result<Outcome, Error> {
    let mut whole: Option<Timeline> = None;
    for path in &args.articles {
        let mut article = article::read(&bytes(path)?, Some(path))
            .map_err(|why| Error::new(format!("cannot read `{path}`: {why}")))?;
        if let Some(day) = args.published {
            article.published = Some(Published { day, by: PublishedBy::Given });
        }
        let text = Text::new(&article);
        let file = Some(path.as_str()).filter(|path| *path != "-");
        let draft = extract::extract(&article, &text, file);
        tell(path, &article, &draft, args.why, streams)?;
        match &mut whole {
            None => whole = Some(draft.timeline),
            Some(whole) => extract::unite(whole, draft.timeline),
        }
    }
    let timeline = whole.unwrap_or_default();
    let out = &mut streams.out;
    match args.format {
        Format::Yaml => out.write_all(timeline::write(&timeline).as_bytes())?,
        Format::Json => {
            let json =
                serde_json::to_string_pretty(&timeline).expect("a timeline has only text keys");
            writeln!(out, "{json}")?;
        }
        Format::Jsonl => {
            for (id, event) in &timeline.events {
                let mut line = serde_json::json!({ "id": id });
                let fields = serde_json::to_value(event).expect("an event has only text keys");
                if let (Some(line), serde_json::Value::Object(fields)) =
                    (line.as_object_mut(), fields)
                {
                    line.extend(fields);
                }
                writeln!(out, "{line}")?;
            }
        }
    }
    Ok(Outcome::Clean)
}

/// The bytes of a file, or of stdin for `-`.
fn bytes(path: &str) -> Result<Vec<u8>, Error> {
    let most = article::LARGEST as u64;
    let read = if path == "-" {
        let mut all = Vec::new();
        std::io::stdin().lock().take(most + 1).read_to_end(&mut all).map(|_| Some(all))
    } else {
        files::bytes(Path::new(path), most)
    };
    let bytes = read.map_err(|why| Error::file("read", path, &why))?;
    bytes.ok_or_else(|| Error::new(format!("cannot read `{path}`: larger than 16 MB")))
}

/// What a person should know of the draft, on stderr.
fn tell(
    path: &str,
    article: &Article,
    draft: &Draft,
    why: bool,
    streams: &mut Streams<'_>,
) -> Result<(), Error> {
    let err = &mut streams.err;
    if article.published.is_none() {
        writeln!(
            err,
            "{path}: the day of publication is unknown, so relative dates stay open; \
             give it with --published DAY"
        )?;
        for span in draft.open.iter().take(12) {
            writeln!(err, "  open: {}", printable(&article.text[span.clone()]))?;
        }
        if draft.open.len() > 12 {
            writeln!(err, "  and {} more", draft.open.len() - 12)?;
        }
    }
    if draft.timeline.events.is_empty() {
        writeln!(err, "{path}: no events found")?;
    }
    let kept = draft.timeline.sources.values().any(|source| !source.versions.is_empty());
    if path != "-" && !kept {
        writeln!(
            err,
            "{path}: lies outside of this folder, so the draft names no file of it and `check` cannot \
             look for its quotes; copy it beside the timeline and extract it there"
        )?;
    }
    if !why {
        return Ok(());
    }
    for (because, event) in draft.why.iter().zip(draft.timeline.events.values()) {
        let words = printable(&article.text[because.words.clone()]);
        writeln!(err, "{}", because.event)?;
        writeln!(err, "  type      {} by `{}` in \"{words}\"", event.kind, because.rule)?;
        writeln!(err, "  modality  {} by `{}`", event.modality, because.modality)?;
        if let (Some((rule, span)), Some(date)) = (&because.date, &event.date) {
            let words = printable(&article.text[span.clone()]);
            writeln!(err, "  date      {} by `{rule}` in \"{words}\"", date.written)?;
        }
        let fields = [
            ("from    ", &event.from),
            ("to      ", &event.to),
            ("after   ", &event.after),
            ("answers ", &event.responds_to),
            ("if      ", &event.conditional_on),
        ];
        for (field, ids) in fields {
            if !ids.is_empty() {
                let ids: Vec<_> = ids.iter().map(timeline::Id::as_str).collect();
                writeln!(err, "  {field}  {}", ids.join(", "))?;
            }
        }
        let tellings = event.evidence.len();
        if tellings > 1 {
            writeln!(err, "  told      {tellings} times")?;
        }
    }
    for claim in &draft.claims {
        writeln!(err, "office  {}: {}", printable(&claim.person), printable(&claim.title))?;
    }
    Ok(())
}

/// Words on one line, without what moves a cursor.
fn printable(words: &str) -> String {
    let clean: String = words.chars().map(|c| if c.is_control() { ' ' } else { c }).collect();
    clean.split_whitespace().collect::<Vec<_>>().join(" ")
}
