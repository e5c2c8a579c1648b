//! `demarche extract`: articles become a draft of a timeline.

use std::io::Write;
use std::path::PathBuf;

use chrono::NaiveDate;
use serde::Deserialize;

use super::into::Into;
use super::{Error, Outcome, Streams, copies, files, lines};
use crate::article::{self, Article, Published, PublishedBy};
use crate::diagnostic::{Lines, human};
use crate::extract::{self, Draft, Field, Why};
use crate::text::Text;
use crate::timeline::{self, Timeline};

/// Read articles into a draft of a timeline, each event with its quote
///
/// Several articles make one draft. It goes to stdout; look it through before you keep it.
#[derive(Debug, clap::Args)]
pub(crate) struct Args {
    /// Articles: text, Markdown or HTML; `-` is stdin
    #[arg(value_name = "ARTICLE", required_unless_present_any = ["stream", "versions"])]
    #[arg(conflicts_with = "stream")]
    articles: Vec<String>,

    /// Put what the articles say into a timeline: its path, or its name in `timelines`
    ///
    /// A new version of an article that the timeline rests on changes what was read from the older
    /// one; what a person edited or deleted stays as it is. The copy is kept beside the timeline.
    #[arg(long, value_name = "NAME", conflicts_with_all = ["stream", "format"])]
    into: Option<String>,

    /// Which source of the timeline the article is a version of, where it cannot be told
    #[arg(long, value_name = "ID", requires = "into")]
    source: Option<String>,

    /// When the copy was seen: a day, or a day and time as in 2025-05-12T06:10Z
    #[arg(long, value_name = "WHEN", requires = "into", conflicts_with = "versions")]
    seen: Option<String>,

    /// With --into: show what would change in the timeline's file, and write nothing
    #[arg(long, requires = "into")]
    diff: bool,

    /// A folder of saved copies of one article, taken in the order of their dates; WARC files too
    #[arg(long, value_name = "FOLDER", requires = "into", conflicts_with = "articles")]
    versions: Option<PathBuf>,

    /// Read JSON Lines with `id`, `date` and `text` from stdin, answer each with a line
    #[arg(long)]
    stream: bool,

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
    /// Who did what to whom in the codes of CAMEO and PLOVER, a line of JSON for each article
    Cameo,
}

/// A document of the stream. `date` is the day it came out on, perhaps with an hour.
#[derive(Debug, Deserialize)]
struct Document {
    id: serde_json::Value,
    #[serde(default, alias = "published")]
    date: Option<String>,
    text: String,
}

pub(crate) fn run(args: &Args, streams: &mut Streams<'_>) -> Result<Outcome, Error> {
    if args.stream {
        if !matches!(args.format, Format::Json | Format::Cameo) {
            return Err(Error::new("--stream writes --format json or --format cameo"));
        }
        let input = &mut std::io::stdin().lock();
        return lines::answer(input, streams, |document| answer(document, args));
    }
    if let Some(name) = &args.into {
        let (source, why) = (args.source.as_deref(), args.why);
        let one_article = args.versions.is_some();
        let (published, only_shown) = (args.published, args.diff);
        let into = Into { name, source, published, why, one_article, only_shown };
        let copies = match &args.versions {
            Some(folder) => copies::dated(folder)?,
            None => copies::given(&args.articles, args.seen.as_deref())?,
        };
        return into.run(copies, streams);
    }
    let mut whole: Option<Timeline> = None;
    for path in &args.articles {
        let mut article = article::read(&files::article_bytes(path)?, Some(path))
            .map_err(|why| Error::new(format!("cannot read `{path}`: {why}")))?;
        if let Some(day) = args.published {
            article.published = Some(Published { day, by: PublishedBy::Given });
        }
        let text = Text::new(&article);
        if args.format == Format::Cameo {
            let events = extract::coded(&article, &text);
            writeln!(streams.out, "{}", serde_json::json!({ "id": path, "events": events }))?;
            continue;
        }
        let file = Some(path.as_str()).filter(|path| *path != "-");
        let draft = extract::extract(&article, &text, file);
        tell(path, &article, &draft, args.why, streams)?;
        match &mut whole {
            None => whole = Some(draft.timeline),
            Some(whole) => extract::unite(whole, draft.timeline),
        }
    }
    let Some(timeline) = whole else { return Ok(Outcome::Clean) };
    let out = &mut streams.out;
    match args.format {
        Format::Yaml => out.write_all(timeline::write(&timeline).as_bytes())?,
        Format::Json => {
            let json =
                serde_json::to_string_pretty(&timeline).expect("a timeline has only text keys");
            writeln!(out, "{json}")?;
        }
        Format::Cameo => {}
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

/// One line's answer: the timeline of an article, or its events in codes.
fn answer(document: &Document, args: &Args) -> Result<String, String> {
    let mut article =
        article::read(document.text.as_bytes(), Some("-.txt")).map_err(|why| why.to_string())?;
    let date = document.date.as_deref().and_then(|date| date.get(..10)?.parse().ok());
    if let Some(day) = date.or(args.published) {
        article.published = Some(Published { day, by: PublishedBy::Given });
    }
    let text = Text::new(&article);
    let answer = if args.format == Format::Cameo {
        serde_json::json!({ "id": document.id, "events": extract::coded(&article, &text) })
    } else {
        let timeline = extract::extract(&article, &text, None).timeline;
        serde_json::json!({ "id": document.id, "timeline": timeline })
    };
    Ok(answer.to_string())
}

/// What a person should know of the draft, on stderr.
pub(super) fn tell(
    path: &str,
    article: &Article,
    draft: &Draft,
    why: bool,
    streams: &mut Streams<'_>,
) -> Result<(), Error> {
    let err = &mut streams.err;
    if let Some(inferred) = &draft.published {
        writeln!(
            err,
            "{path}: nothing prints the day of publication; the text lets it be {}. Give it with \
             --published DAY if you know it",
            inferred.when
        )?;
        for reason in inferred.reasons.iter().filter(|_| why) {
            let words = printable(&article.text[reason.span.clone()]);
            writeln!(err, "  \"{words}\" {}", reason.says)?;
        }
    } else if article.published.is_none() {
        writeln!(
            err,
            "{path}: the day of publication is unknown, so relative dates stay open; \
             give it with --published DAY"
        )?;
    }
    if article.published.is_none() {
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
    let lines = Lines::new(&article.text);
    for remark in extract::remarks(article, draft) {
        let styled = anstream::ColorChoice::global() != anstream::ColorChoice::Never;
        err.write_all(human::render(path, &lines, &remark, styled).as_bytes())?;
    }
    if !why {
        return Ok(());
    }
    for (why, event) in draft.why.iter().zip(draft.timeline.events.values()) {
        reasons(why, event, article, err)?;
    }
    for claim in &draft.claims {
        writeln!(err, "office  {}: {}", printable(&claim.person), printable(&claim.title))?;
    }
    Ok(())
}

/// Each field of an event with its value, the rule that gave it, and the words it was read from.
fn reasons(
    why: &Why,
    event: &timeline::Event,
    article: &Article,
    err: &mut dyn Write,
) -> Result<(), Error> {
    let list =
        |ids: &[timeline::Id]| ids.iter().map(timeline::Id::as_str).collect::<Vec<_>>().join(", ");
    writeln!(err, "{}", why.event)?;
    for ground in &why.grounds {
        let value = match ground.field {
            Field::Type => event.kind.to_string(),
            Field::Modality => event.modality.to_string(),
            Field::Date => event.date.as_ref().map_or_else(String::new, |d| d.written.clone()),
            Field::From if event.from.is_empty() => "nobody".to_owned(),
            Field::From => list(&event.from),
            Field::To => list(&event.to),
            Field::Place => event.place.clone().unwrap_or_default(),
            Field::After | Field::RespondsTo | Field::ConditionalOn | Field::Evidence => {
                ground.other.as_ref().map_or_else(String::new, ToString::to_string)
            }
        };
        let rule = match ground.field {
            Field::Type if why.frame.is_empty() => format!("`{}`", why.trigger),
            Field::Type => format!("`{}` with {}", why.trigger, why.frame),
            _ => format!("`{}`", ground.rule),
        };
        let sure = event.confidence.get(ground.field.name());
        let sure = sure.map_or_else(String::new, |confidence| format!(" ({confidence})"));
        let words = printable(&article.text[ground.words.clone()]);
        let (field, value) = (ground.field.name(), printable(&value));
        let value = if value.is_empty() { value } else { format!("{value} ") };
        writeln!(err, "  {field:<15} {value}by {rule} in \"{words}\"{sure}")?;
    }
    Ok(())
}

/// Words on one line, without what moves a cursor.
fn printable(words: &str) -> String {
    let clean: String = words.chars().map(|c| if c.is_control() { ' ' } else { c }).collect();
    clean.split_whitespace().collect::<Vec<_>>().join(" ")
}
