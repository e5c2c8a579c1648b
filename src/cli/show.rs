//! `demarche show`: the timeline in the terminal.

use std::path::PathBuf;

use clap::builder::{PossibleValuesParser, TypedValueParser};

use super::{Error, Outcome, Streams, files, report};
use crate::calendar::NaiveDate;
use crate::graph::Graph;
use crate::show::{View, show};
use crate::timeline::Id;
use crate::vocabulary::EventType;

/// Show a timeline in the terminal
///
/// The mark before a date says how well it is known: ● a day, ▐█▌ some day of a month, ├─┤ from
/// one day to another, ░●░ about then, ●? doubtful, ◀ then or earlier, ▶ then or later, ◇ known by
/// order only.
#[derive(Debug, clap::Args)]
pub(crate) struct Args {
    /// The timeline: a file or its folder; `-` is stdin
    #[arg(default_value = "timelines", value_name = "PATH")]
    path: PathBuf,

    /// Only events in which this actor takes part
    #[arg(long, value_name = "ID")]
    actor: Option<String>,

    /// Only events of this type
    #[arg(hide_possible_values = true)]
    #[arg(long = "type", value_name = "TYPE", value_parser = kinds())]
    kind: Option<EventType>,

    /// Only events on this day or later, as far as their dates are known
    #[arg(long, value_name = "DAY", value_parser = super::day)]
    from: Option<NaiveDate>,

    /// Only events on this day or earlier, as far as their dates are known
    #[arg(long, value_name = "DAY", value_parser = super::day)]
    to: Option<NaiveDate>,

    /// Draw with ASCII only
    #[arg(long)]
    ascii: bool,

    /// Columns to fill, instead of the terminal's own
    #[arg(long, value_name = "COLUMNS")]
    width: Option<usize>,
}

pub(crate) fn run(args: &Args, streams: &mut Streams<'_>) -> Result<Outcome, Error> {
    let input = files::one(&args.path)?;
    let outcome = report::remarks(streams.err, &input.document, &input.remarks)?;
    if !input.is_readable() {
        return Ok(outcome);
    }
    let actor = args.actor.as_deref().map(|named| actor(&input, named)).transpose()?;
    let view = View {
        actor,
        kind: args.kind,
        from: args.from,
        to: args.to,
        width: args.width.unwrap_or_else(columns),
        ascii: args.ascii,
    };
    let text = show(&Graph::new(&input.timeline), &view);
    streams.out.write_all(text.as_bytes())?;
    Ok(outcome)
}

/// The types by their names, so that a typo is told with the nearest one.
fn kinds() -> impl TypedValueParser<Value = EventType> {
    PossibleValuesParser::new(EventType::ALL.iter().map(|kind| kind.name()))
        .map(|name| name.parse().expect("it is one of them"))
}

/// An actor by its id, a former id, or its name.
fn actor(input: &files::Input, named: &str) -> Result<Id, Error> {
    let actors = &input.timeline.actors;
    let is_it = |actor: &crate::timeline::Actor| {
        actor.name == named || actor.aka.iter().any(|id| id.as_str() == named)
    };
    let by_name = || actors.iter().find(|(_, actor)| is_it(actor));
    let found = actors.get_key_value(named).or_else(by_name);
    found
        .map(|(id, _)| id.clone())
        .ok_or_else(|| Error::new(format!("`{named}` is no actor of `{}`", input.document.name)))
}

/// The terminal's width, or a page's where there is none.
fn columns() -> usize {
    const PAGE: usize = 100;
    terminal_size::terminal_size().map_or(PAGE, |(width, _)| usize::from(width.0))
}
