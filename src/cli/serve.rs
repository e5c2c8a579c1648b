//! `demarche serve`: the site, live on this machine.
//!
//! ```text
//! watch    something was saved ─→ desk     reads what has changed, keeps what has not
//!                                   └→ issue    a state of the site in a thread of its own:
//!                                                checks it, lays it out, renders what is asked for
//! listen   a browser asks ────────→ stage ─┘    the issue on show, and the banner over it
//! ```
//!
//! While a timeline has errors, its last good state stays on show under a banner. Pages exist
//! only in memory; no file is opened because of a request.

mod desk;
mod issue;
mod listen;
mod stage;
mod watch;

use std::hash::{BuildHasher as _, Hasher as _};
use std::net::IpAddr;
use std::path::PathBuf;
use std::sync::Arc;
use std::time::Instant;

use super::{Error, Outcome, Streams, build, report};
use crate::live::page::Banner;
use crate::live::request::Hosts;
use desk::Desk;
use issue::{Issue, Look};
use stage::Stage;
use watch::Watch;

/// Serve the site on this machine, and show each change as it is saved
///
/// Open the address in a browser and a timeline in an editor: whatever is saved is shown at once.
/// While a timeline has errors, its last good state stays up, with the errors on top.
#[derive(Debug, clap::Args)]
pub(crate) struct Args {
    /// Timelines to serve: files, their folders, or a folder of such folders
    #[arg(default_value = "timelines", value_name = "PATH")]
    paths: Vec<PathBuf>,

    /// The port; taken already, one of the next ten; 0 for any
    #[arg(long, default_value_t = 4050)]
    port: u16,

    /// The address to listen on; anything but this machine's own lets others read
    #[arg(long, value_name = "ADDRESS", default_value = "127.0.0.1")]
    host: IpAddr,

    /// A further name to answer to, where others may read
    #[arg(long, value_name = "NAME")]
    allow_host: Vec<String>,

    /// Colours and type: a file of CSS variables, or `newsprint`, `slate`
    #[arg(long, value_name = "THEME")]
    theme: Option<PathBuf>,

    /// The language of timelines that name none, and of the site's own pages: `de`, `ar` ...
    #[arg(long, value_name = "LANG", value_parser = build::spoken)]
    lang: Option<String>,

    /// Look for changes ten times a second instead of being told, for folders on a network
    #[arg(long)]
    poll: bool,
}

pub(crate) fn run(args: &Args, streams: &mut Streams<'_>) -> Result<Outcome, Error> {
    let theme = args.theme.as_deref().map(|path| build::theme(path, streams)).transpose()?;
    let look = Look { theme: theme.unwrap_or_default(), lang: args.lang.clone() };
    let mut desk = Desk::new(&args.paths, args.lang.clone())?;
    let listener = listen::bind(args.host, args.port)?;
    let address = listener.local_addr()?;
    if !address.ip().is_loopback() {
        writeln!(streams.err, "warning: whoever reaches {address} can read these timelines")?;
    }
    let stage = Arc::new(Stage::new(Hosts::new(address, &args.allow_host), token()));
    let mut watch = Watch::new(args.poll);

    watch.look_at(&desk.folders());
    desk.look()?;
    show(&mut desk, &look, &stage, streams)?;
    listen::start(listener, Arc::clone(&stage));
    writeln!(streams.out, "http://{address}/")?;
    streams.out.flush()?;
    writeln!(
        streams.err,
        "open it in a browser: each change shows as it is saved; Ctrl-C ends it"
    )?;
    streams.err.flush()?;
    let mut troubled = false;
    loop {
        watch.look_at(&desk.folders());
        watch.wait(&|| desk.touched());
        let started = Instant::now();
        match desk.look() {
            Ok(false) if !troubled => continue,
            Ok(_) => {
                troubled = false;
                show(&mut desk, &look, &stage, streams)?;
            }
            Err(Error::BrokenPipe) => return Err(Error::BrokenPipe),
            Err(Error::Failed(why)) => {
                writeln!(streams.err, "{why}")?;
                stage.trouble(Banner { headline: why, ..Banner::default() });
                troubled = true;
            }
        }
        writeln!(streams.err, "shown after {} ms", started.elapsed().as_millis())?;
        streams.err.flush()?;
    }
}

/// Puts what lies on the desk on show, and tells what does not hold together.
fn show(
    desk: &mut Desk,
    look: &Look,
    stage: &Stage,
    streams: &mut Streams<'_>,
) -> Result<(), Error> {
    match Issue::start(desk.entries(), look.clone()) {
        Ok(Issue { asked, report }) => {
            stage.show(asked, report.banner);
            desk.note(&report.judged);
            for (read, judged) in desk.changed(&report.judged) {
                report::remarks(streams.err, &read.input.document, &judged.remarks)?;
            }
        }
        Err(why) => {
            writeln!(streams.err, "{why}")?;
            stage.trouble(Banner { headline: why, ..Banner::default() });
        }
    }
    desk.refresh_schemas();
    Ok(())
}

/// What a page must know to hear of changes: other pages cannot guess it.
fn token() -> String {
    // The keys of a hasher are drawn from the system.
    let drawn = || std::collections::hash_map::RandomState::new().build_hasher().finish();
    format!("{:016x}{:016x}", drawn(), drawn())
}
