//! `demarche times`: the expressions of time in an article, as TIMEX3 has them.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use super::{Error, Outcome, Streams, files, lines};
use crate::article::{self, Article};
use crate::extract::{Found, Time, times};
use crate::text::Text;

/// Tell the expressions of time in articles, with TIMEX3 types and values
///
/// Prints a line for each: its place in characters, its words, its type, its value, its date and
/// the rule that read it.
#[derive(Debug, clap::Args)]
pub(crate) struct Args {
    /// Articles; `-` is stdin
    #[arg(value_name = "ARTICLE", required_unless_present = "stream", conflicts_with = "stream")]
    articles: Vec<String>,

    /// The day of publication, where the article does not tell it
    #[arg(long, value_name = "DAY", value_parser = super::day)]
    published: Option<NaiveDate>,

    /// Read JSON Lines with `id`, `dct` and `text` from stdin, write them with `timexes`
    #[arg(long)]
    stream: bool,
}

/// A document of the stream. `dct` is the day it was created on, perhaps with an hour.
#[derive(Debug, Deserialize)]
struct Document {
    id: serde_json::Value,
    #[serde(default)]
    dct: Option<String>,
    text: String,
}

#[derive(Debug, Serialize)]
struct Answer<'a> {
    id: &'a serde_json::Value,
    timexes: Vec<Timex<'a>>,
}

/// An expression; `start` and `end` count characters, end excluded.
#[derive(Debug, Serialize)]
struct Timex<'a> {
    start: usize,
    end: usize,
    text: &'a str,
    #[serde(rename = "type")]
    kind: &'static str,
    value: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    date: Option<String>,
    rule: &'static str,
}

pub(crate) fn run(args: &Args, streams: &mut Streams<'_>) -> Result<Outcome, Error> {
    if args.stream {
        let input = &mut std::io::stdin().lock();
        return lines::answer(input, streams, |document| answer(document, args.published));
    }
    for path in &args.articles {
        let bytes = files::article_bytes(path)?;
        let article = article::read(&bytes, Some(path))
            .map_err(|why| Error::new(format!("cannot read `{path}`: {why}")))?;
        let published = args.published.or(article.published.map(|published| published.day));
        let text = Text::new(&article);
        let found = times(&article, &text, published);
        for timex in timexes(&article, &found) {
            let date = timex.date.as_deref().unwrap_or("-");
            let words = timex.text.split_whitespace().collect::<Vec<_>>().join(" ");
            let Timex { start, end, kind, value, rule, .. } = timex;
            writeln!(streams.out, "{start}\t{end}\t{words}\t{kind}\t{value}\t{date}\t{rule}")?;
        }
    }
    Ok(Outcome::Clean)
}

/// One line's answer: the document's expressions of time.
fn answer(document: &Document, published: Option<NaiveDate>) -> Result<String, String> {
    let dct = document.dct.as_deref().and_then(|dct| dct.get(..10)?.parse().ok());
    let article =
        article::read(document.text.as_bytes(), Some("-.txt")).map_err(|why| why.to_string())?;
    let text = Text::new(&article);
    let found = times(&article, &text, dct.or(published));
    let answer = Answer { id: &document.id, timexes: timexes(&article, &found) };
    serde_json::to_string(&answer).map_err(|error| error.to_string())
}

/// Bytes become characters in one walk through the text.
fn timexes<'a>(article: &'a Article, found: &'a [Found<Time>]) -> Vec<Timex<'a>> {
    let mut byte = 0;
    let mut character = 0;
    let mut characters = |to: usize| {
        character += article.text[byte..to].chars().count();
        byte = to;
        character
    };
    found
        .iter()
        .map(|found| Timex {
            start: characters(found.span.start),
            end: characters(found.span.end),
            text: &article.text[found.span.clone()],
            kind: found.value.kind.name(),
            value: &found.value.value,
            date: found.value.when().map(|when| when.to_string()),
            rule: found.rule,
        })
        .collect()
}
