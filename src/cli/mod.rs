//! The command line: one file a command; the only place with files, terminal and exit codes.
//!
//! Exit codes: 0 clean, 1 there are errors in what was read (or differences), 2 it could not run.
//! Results go to stdout, everything else to stderr.

mod build;
mod check;
mod completions;
mod copies;
mod diff;
mod downloads;
mod explain;
mod export;
mod extract;
pub(crate) mod files;
mod fmt;
mod git_setup;
mod history;
pub(crate) mod in_place;
mod into;
mod lines;
mod lsp;
mod man;
mod merge;
mod new;
mod parse;
mod progress;
mod publish;
mod rename;
pub(crate) mod report;
mod resolve;
mod schema;
mod serve;
mod show;
mod times;

use std::fmt::Display;
use std::io::{self, Write};
use std::process::ExitCode;

use clap::{CommandFactory as _, Parser, Subcommand};

/// From news articles to a dated graph of who did what to whom, kept as YAML, rendered as a site
#[derive(Debug, Parser)]
#[command(name = "demarche", version, about, max_term_width = 80)]
#[command(disable_help_subcommand = true, arg_required_else_help = true)]
struct Cli {
    #[command(subcommand)]
    command: Command,

    /// Colour: auto (to a terminal, unless `NO_COLOR` is set), always, never
    #[arg(long, global = true, value_enum, value_name = "WHEN", default_value_t = clap::ColorChoice::Auto)]
    #[arg(hide_possible_values = true, hide_default_value = true)]
    color: clap::ColorChoice,
}

#[derive(Debug, Subcommand)]
enum Command {
    New(new::Args),
    Extract(extract::Args),
    Check(check::Args),
    Fmt(fmt::Args),
    Rename(rename::Args),
    Show(show::Args),
    Parse(parse::Args),
    Times(times::Args),
    Build(build::Args),
    Serve(serve::Args),
    Diff(diff::Args),
    History(history::Args),
    Merge(merge::Args),
    Resolve(resolve::Args),
    GitSetup(git_setup::Args),
    #[command(hide = true)]
    GitDiff(git_setup::DiffArgs),
    #[command(hide = true)]
    GitText(git_setup::TextArgs),
    Export(export::Args),
    Explain(explain::Args),
    Lsp(lsp::Args),
    Schema(schema::Args),
    Completions(completions::Args),
    Man(man::Args),
}

/// How a command that could run has ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Outcome {
    /// Nothing to remark.
    Clean,
    /// Errors in what was read, or differences.
    Found,
}

impl Outcome {
    /// The worse of the two.
    #[must_use]
    pub fn and(self, other: Self) -> Self {
        self.max(other)
    }
}

/// Why a command cannot run: the first reason, with the path in it.
#[derive(Debug)]
pub enum Error {
    /// To be told on stderr; exit code 2.
    Failed(String),
    /// Whoever read our output has gone: no failure.
    BrokenPipe,
}

impl Error {
    /// A reason in a sentence: "cannot read `x.yaml`: no such file".
    pub fn new(message: impl Into<String>) -> Self {
        Self::Failed(message.into())
    }

    /// The reason as a sentence.
    fn in_words(&self) -> String {
        match self {
            Self::Failed(why) => why.clone(),
            Self::BrokenPipe => "whoever read the output has gone".to_owned(),
        }
    }

    /// What could not be done with a file, and why.
    pub fn file(doing: &str, path: impl Display, why: &io::Error) -> Self {
        Self::Failed(format!("cannot {doing} `{path}`: {}", files::reason(why)))
    }
}

impl From<io::Error> for Error {
    /// For writing to stdout and stderr; files go through [`Error::file`].
    fn from(error: io::Error) -> Self {
        match error.kind() {
            io::ErrorKind::BrokenPipe => Self::BrokenPipe,
            _ => Self::Failed(format!("cannot write the output: {}", files::reason(&error))),
        }
    }
}

/// Where a command writes to: results and everything else.
pub(crate) struct Streams<'a> {
    /// Results.
    pub(crate) out: &'a mut dyn Write,
    /// Remarks on the way, progress.
    pub(crate) err: &'a mut dyn Write,
}

/// Runs the program with the process's own arguments and streams.
pub fn main() -> ExitCode {
    let cli = Cli::parse();
    color(cli.color).write_global();
    // Not locked: `lsp` writes from a thread of its own, and so does a panic in any thread.
    let mut out = io::BufWriter::new(anstream::AutoStream::auto(io::stdout()));
    let mut err = anstream::AutoStream::auto(io::stderr());
    let mut streams = Streams { out: &mut out, err: &mut err };
    let result = run(&cli, &mut streams).and_then(|outcome| {
        streams.out.flush()?;
        Ok(outcome)
    });
    match result {
        Ok(Outcome::Clean) | Err(Error::BrokenPipe) => ExitCode::SUCCESS,
        Ok(Outcome::Found) => ExitCode::from(1),
        Err(Error::Failed(message)) => {
            // Nothing is left to tell it to when stderr is gone too.
            let _ = writeln!(streams.err, "demarche: {message}");
            ExitCode::from(2)
        }
    }
}

/// Every command with its arguments, for what describes them.
fn command() -> clap::Command {
    Cli::command()
}

/// A day on the command line.
fn day(written: &str) -> Result<chrono::NaiveDate, String> {
    written.parse().map_err(|_| "no such day; write it as in 2025-05-12".to_owned())
}

fn color(choice: clap::ColorChoice) -> anstream::ColorChoice {
    match choice {
        clap::ColorChoice::Auto => anstream::ColorChoice::Auto,
        clap::ColorChoice::Always => anstream::ColorChoice::Always,
        clap::ColorChoice::Never => anstream::ColorChoice::Never,
    }
}

fn run(cli: &Cli, streams: &mut Streams<'_>) -> Result<Outcome, Error> {
    match &cli.command {
        Command::New(args) => new::run(args, streams),
        Command::Extract(args) => extract::run(args, streams),
        Command::Check(args) => check::run(args, streams),
        Command::Fmt(args) => fmt::run(args, streams),
        Command::Rename(args) => rename::run(args, streams),
        Command::Show(args) => show::run(args, streams),
        Command::Parse(args) => parse::run(args, streams),
        Command::Times(args) => times::run(args, streams),
        Command::Build(args) => build::run(args, streams),
        Command::Serve(args) => serve::run(args, streams),
        Command::Diff(args) => diff::run(args, streams),
        Command::History(args) => history::run(args, streams),
        Command::Merge(args) => merge::run(args, streams),
        Command::Resolve(args) => resolve::run(args, streams),
        Command::GitSetup(args) => git_setup::run(args, streams),
        Command::GitDiff(args) => git_setup::run_diff(args, streams),
        Command::GitText(args) => git_setup::run_text(args, streams),
        Command::Export(args) => export::run(args, streams),
        Command::Explain(args) => explain::run(args, streams),
        Command::Lsp(args) => lsp::run(args, streams),
        Command::Schema(args) => schema::run(args, streams),
        Command::Completions(args) => completions::run(args, streams),
        Command::Man(args) => man::run(args, streams),
    }
}
