//! `demarche export`: a timeline in other people's formats.

use std::io::{self, BufWriter, Write};
use std::path::{Path, PathBuf};

use super::{Error, Outcome, Streams, files, report};
use crate::export::{
    Dot, atom, cameo, csv, dot, gexf, graphml, ics, json, jsonld, plover, timelinejs,
};
use crate::graph::Graph;

/// Write a timeline as JSON, CSV, iCalendar, Atom, JSON-LD, a graph, slides, CAMEO or PLOVER
#[derive(Debug, clap::Args)]
pub(crate) struct Args {
    /// The timeline: a file or its folder; `-` is stdin
    #[arg(default_value = "timelines", value_name = "PATH")]
    path: PathBuf,

    /// What to write
    #[arg(long, value_enum)]
    format: Format,

    /// Where to write it; stdout without
    #[arg(long, value_name = "FILE")]
    out: Option<PathBuf>,

    /// For dot: put the events of each month into a box
    #[arg(long)]
    months: bool,
}

/// Other people's formats.
#[derive(Debug, Clone, Copy, PartialEq, Eq, clap::ValueEnum)]
pub(super) enum Format {
    /// The whole timeline, with the days reckoned from it
    Json,
    /// One row an event
    Csv,
    /// iCalendar: the events whose days are known
    Ics,
    /// Graphviz: events and what hangs on what
    Dot,
    /// Atom: the events as a feed
    Atom,
    /// JSON-LD: events, articles and claims in the terms of schema.org
    Jsonld,
    /// The graph as XML, for programs that read networks
    Graphml,
    /// GEXF: the graph with its days, for Gephi
    Gexf,
    /// A slide for each event, as the script timelinejs reads them
    Timelinejs,
    /// CAMEO: who did what to whom, a row of CSV for each pair of actors
    Cameo,
    /// PLOVER: the same by category and mode, one line of JSON an event
    Plover,
}

impl Format {
    /// A timeline in the format.
    ///
    /// - `name`: what the timeline is called on disk; part of permanent ids.
    pub(super) fn write(
        self,
        graph: &Graph<'_>,
        name: &str,
        layout: Dot,
        out: &mut dyn Write,
    ) -> io::Result<()> {
        match self {
            Self::Json => json(graph, out),
            Self::Csv => csv(graph, out),
            Self::Ics => ics(graph, name, out),
            Self::Atom => atom(graph, name, out),
            Self::Jsonld => jsonld(graph, name, out),
            Self::Graphml => graphml(graph, out),
            Self::Gexf => gexf(graph, out),
            Self::Timelinejs => timelinejs(graph, out),
            Self::Cameo => cameo(graph, out),
            Self::Plover => plover(graph, out),
            Self::Dot => dot(graph, layout, out),
        }
    }
}

pub(crate) fn run(args: &Args, streams: &mut Streams<'_>) -> Result<Outcome, Error> {
    let input = files::one(&args.path)?;
    let outcome = report::remarks(streams.err, &input.document, &input.remarks)?;
    if !input.is_readable() {
        return Ok(outcome);
    }
    let graph = Graph::new(&input.timeline);
    let write = |out: &mut dyn Write| {
        let mut out = BufWriter::new(out);
        args.format.write(&graph, &input.name, Dot { months: args.months }, &mut out)?;
        out.flush()
    };
    match &args.out {
        None => write(&mut streams.out)?,
        Some(path) => file(path, write)?,
    }
    Ok(outcome)
}

/// Writes the file beside its place and puts it there whole.
fn file(path: &Path, write: impl FnOnce(&mut dyn Write) -> io::Result<()>) -> Result<(), Error> {
    let failed = |why: std::io::Error| Error::file("write", path.display(), &why);
    let folder = path.parent().filter(|folder| !folder.as_os_str().is_empty());
    let mut builder = tempfile::Builder::new();
    builder.prefix(".demarche-");
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt;
        // As any new file; the process's own mask still applies.
        builder.permissions(std::fs::Permissions::from_mode(0o666));
    }
    let mut file = builder.tempfile_in(folder.unwrap_or(Path::new("."))).map_err(failed)?;
    write(&mut file).map_err(failed)?;
    file.as_file().sync_all().map_err(failed)?;
    file.persist(path).map_err(|why| failed(why.error))?;
    Ok(())
}
