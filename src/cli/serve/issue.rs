//! A state of the site, in a thread of its own: it lives as long as it is on show.
//!
//! The pages borrow from the graphs and these from the timelines, so all of them stand on the
//! stack of one thread, which renders whatever page it is asked for and ends when nobody can ask
//! any more. Nothing is rendered before somebody looks at it.

use std::collections::HashMap;
use std::sync::Arc;
use std::sync::mpsc::{Receiver, Sender, SyncSender, channel};

use rayon::prelude::*;

use super::desk::Read;
use crate::check;
use crate::cli::publish::Files as _;
use crate::cli::{build, downloads};
use crate::diagnostic::{Diagnostic, Lines, Severity};
use crate::graph::Graph;
use crate::live::page::{Banner, Remark};
use crate::site::{Edition, Pages, Settings, Site, Theme};
use crate::timeline::Source;

/// What all issues have in common.
#[derive(Debug, Clone, Default)]
pub(super) struct Look {
    pub(super) theme: Theme,
    /// The language of the site's own pages.
    pub(super) lang: Option<String>,
}

/// A timeline for an issue.
#[derive(Debug)]
pub(super) struct Entry {
    pub(super) now: Arc<Read>,
    /// What is known about it already.
    pub(super) judged: Option<Judged>,
    /// The last state of it without errors.
    pub(super) good: Option<Arc<Read>>,
}

/// What does not hold together in a timeline.
#[derive(Debug, Clone)]
pub(super) struct Judged {
    pub(super) remarks: Arc<Vec<Diagnostic>>,
}

impl Judged {
    /// Whether there is no error.
    pub(super) fn is_good(&self) -> bool {
        self.remarks.iter().all(|remark| remark.severity < Severity::Error)
    }
}

/// A path that is asked for, and where the answer goes.
#[derive(Debug)]
pub(super) struct Asked {
    /// From the site's folder: `talks/e/offer/index.html`.
    pub(super) path: String,
    pub(super) reply: SyncSender<Found>,
}

/// What there is at a path.
#[derive(Debug, Clone)]
pub(super) enum Found {
    /// A file of the site.
    File(Arc<Vec<u8>>),
    /// A folder with an index.
    Folder,
    Nothing,
}

/// A state of the site that can be asked.
#[derive(Debug)]
pub(super) struct Issue {
    pub(super) asked: Sender<Asked>,
    pub(super) report: Report,
}

/// What came out when it was made.
#[derive(Debug)]
pub(super) struct Report {
    /// By entry.
    pub(super) judged: Vec<Judged>,
    pub(super) banner: Option<Banner>,
}

impl Issue {
    /// Makes an issue; it is ready when this returns.
    ///
    /// Fails, with the reason, where two timelines would lie in one folder.
    pub(super) fn start(entries: Vec<Entry>, look: Look) -> Result<Self, String> {
        let (ready, made) = channel();
        let (asked, questions) = channel();
        std::thread::spawn(move || stand(&entries, look, &ready, &questions));
        let report = made.recv().map_err(|_| "this cannot be laid out".to_owned())??;
        Ok(Self { asked, report })
    }
}

fn stand(
    entries: &[Entry],
    look: Look,
    ready: &Sender<Result<Report, String>>,
    asked: &Receiver<Asked>,
) {
    let graphs: Vec<Graph<'_>> =
        entries.par_iter().map(|entry| Graph::new(&entry.now.input.timeline)).collect();
    let judged: Vec<Judged> = (entries.par_iter().zip(&graphs))
        .map(|(entry, graph)| entry.judged.clone().unwrap_or_else(|| judge(&entry.now, graph)))
        .collect();

    // Of each timeline the newest state that can be shown.
    let earlier: Vec<Option<Graph<'_>>> = (entries.par_iter().zip(&judged))
        .map(|(entry, judged)| {
            let good = entry.good.as_ref().filter(|_| !judged.is_good())?;
            Some(Graph::new(&good.input.timeline))
        })
        .collect();
    let mut shown: Vec<(&Read, &Graph<'_>)> = Vec::new();
    for ((entry, graph), earlier) in entries.iter().zip(&graphs).zip(&earlier) {
        match (&entry.good, earlier) {
            (Some(good), Some(graph)) => shown.push((good, graph)),
            _ if entry.now.input.is_readable() => shown.push((&entry.now, graph)),
            _ => {}
        }
    }
    let inputs: Vec<_> = shown.iter().map(|(read, _)| &read.input).collect();
    let names = match build::names(&inputs) {
        Ok(names) => names,
        Err(error) => {
            let _ = ready.send(Err(error.in_words()));
            return;
        }
    };
    let problems: Vec<_> = (entries.iter().zip(&judged))
        .flat_map(|(entry, judged)| build::listed(&entry.now.input, &judged.remarks))
        .collect();
    let editions: Vec<Edition<'_>> = (shown.par_iter().zip(&names))
        .map(|((read, graph), name)| {
            read.read_copies();
            let draft = |source: &Source, file: &str| read.draft(source, file);
            let edition = build::edition(name, graph, &read.articles, draft, read.revisions());
            read.keep(&edition.revisions);
            edition
        })
        .collect();
    let settings =
        Settings { lang: look.lang, downloads: downloads::listed(), ..Settings::default() };
    let pages = Pages::with(&Site { editions: &editions, problems: &problems }, settings);
    let pages = downloads::Whole::new(pages.themed(look.theme), &editions, &inputs);
    let by_path: HashMap<&str, usize> = (0..pages.count()).map(|i| (pages.path(i), i)).collect();

    let banner = banner(entries, &judged);
    if ready.send(Ok(Report { judged, banner })).is_err() {
        return;
    }
    let mut made: HashMap<usize, Arc<Vec<u8>>> = HashMap::new();
    for Asked { path, reply } in asked {
        let found = match by_path.get(path.as_str()) {
            Some(&i) => {
                Found::File(Arc::clone(made.entry(i).or_insert_with(|| Arc::new(pages.bytes(i)))))
            }
            None if by_path.contains_key(format!("{path}/index.html").as_str()) => Found::Folder,
            None => Found::Nothing,
        };
        // Whoever asked may have gone.
        let _ = reply.send(found);
    }
}

fn judge(read: &Read, graph: &Graph<'_>) -> Judged {
    let input = &read.input;
    let told = (&input.timeline, &input.remarks[..]);
    let remarks = check::everything(&input.document, told, graph, &read.articles);
    Judged { remarks: Arc::new(remarks) }
}

/// What is wrong, and what is seen instead.
fn banner(entries: &[Entry], judged: &[Judged]) -> Option<Banner> {
    const SHOWN: usize = 12;
    let mut banner = Banner::default();
    let mut count = 0;
    for (entry, judged) in entries.iter().zip(judged) {
        let document = &entry.now.input.document;
        let mut errors =
            judged.remarks.iter().filter(|one| one.severity == Severity::Error).peekable();
        if errors.peek().is_none() {
            continue;
        }
        let lines = Lines::new(&document.text);
        for error in errors {
            count += 1;
            if banner.remarks.len() == SHOWN {
                banner.more += 1;
                continue;
            }
            let at = error.labels.first().map_or(0, |label| label.span.start);
            let place = lines.place(at);
            let line = document.text.get(lines.line(place.line)).unwrap_or_default();
            banner.remarks.push(Remark {
                place: format!("{}:{}:{}", document.name, place.line, place.column),
                code: format!("error[{}]", error.code),
                message: error.message.clone(),
                help: error.help.clone().unwrap_or_default(),
                line: line.chars().take(200).collect(),
            });
        }
    }
    let all_good = entries.iter().zip(judged).all(|(e, j)| j.is_good() || e.good.is_some());
    let seen = if all_good {
        "below is the last state without errors"
    } else {
        "below is what can be read"
    };
    banner.headline = match count {
        0 => return None,
        1 => format!("1 error; {seen}"),
        n => format!("{n} errors; {seen}"),
    };
    Some(banner)
}
