//! `demarche build`: timelines become a site.

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};

use super::downloads;
use super::files::{self, Input};
use super::publish::{Files as _, Target};
use super::{Error, Outcome, Streams, progress, report};
use crate::check::{self, Articles};
use crate::diagnostic::visible::visible;
use crate::diagnostic::{Code, Diagnostic, Lines};
use crate::graph::Graph;
use crate::site::{
    BUILT_IN, Edition, Hand, Pages, Problem, RESERVED, Revision, STYLE, Settings, Since, Site,
    Theme, Version, languages, speaks,
};
use crate::timeline::{self, Id, Route, Source, Timeline};

/// Build the site: static pages that need no server and no script
#[derive(Debug, clap::Args)]
pub(crate) struct Args {
    /// Timelines to build: files, their folders, or a folder of such folders; `-` is stdin
    #[arg(default_value = "timelines", value_name = "PATH")]
    paths: Vec<PathBuf>,

    /// The folder to build: absent, empty or built before
    #[arg(long, default_value = "site", value_name = "FOLDER")]
    out: PathBuf,

    /// Colours and type: a file of CSS variables, or `newsprint`, `slate`
    #[arg(long, value_name = "THEME")]
    theme: Option<PathBuf>,

    /// Where the site will stand on the web: pages then carry whole addresses, and a map of the site
    #[arg(long, value_name = "URL", value_parser = web)]
    url: Option<String>,

    /// The language of timelines that name none, and of the site's own pages: `de`, `ar` ...
    #[arg(long, value_name = "LANG", value_parser = spoken)]
    lang: Option<String>,

    /// Under which terms the site may be used, for the page about it
    #[arg(long, value_name = "TEXT")]
    licence: Option<String>,

    /// An earlier state of the timelines: what differs from it stands on the page of changes
    #[arg(long, value_name = "PATH")]
    since: Option<PathBuf>,

    /// Leave the kept articles out; the quotes and what changed on the timeline stay
    #[arg(long)]
    without_articles: bool,

    /// Build what can be read; what has errors is listed on the page of problems
    #[arg(long)]
    keep_going: bool,
}

pub(crate) fn run(args: &Args, streams: &mut Streams<'_>) -> Result<Outcome, Error> {
    let theme = args.theme.as_deref().map(|path| theme(path, streams)).transpose()?;
    let mut inputs = files::timelines(&args.paths)?;
    for input in &mut inputs {
        match &input.timeline.lang {
            None => input.timeline.lang.clone_from(&args.lang),
            Some(lang) if !speaks(lang) => {
                let path = &input.document.name;
                writeln!(streams.err, "warning: {path}: {}", without_texts(lang))?;
            }
            Some(_) => {}
        }
    }
    let earlier = args.since.as_ref().map(|path| files::timelines(std::slice::from_ref(path)));
    let earlier = earlier.transpose()?;
    let names = names(&inputs.iter().collect::<Vec<_>>())?;

    let mut outcome = Outcome::Clean;
    let mut problems = Vec::new();
    let mut graphs = Vec::with_capacity(inputs.len());
    for input in &inputs {
        let graph = Graph::new(&input.timeline);
        let articles = input.articles();
        let told = (&input.timeline, &input.remarks[..]);
        let remarks = check::everything(&input.document, told, &graph, &articles);
        outcome = outcome.and(report::remarks(streams.err, &input.document, &remarks)?);
        problems.extend(listed(input, &remarks));
        graphs.push((graph, articles));
    }
    if outcome == Outcome::Found && !args.keep_going {
        writeln!(
            streams.err,
            "nothing is written; mend the errors, or build the rest with --keep-going"
        )?;
        return Ok(Outcome::Found);
    }

    let told: Vec<Option<Timeline>> =
        inputs.iter().map(|input| without_guesses(input, streams)).collect::<Result<_, _>>()?;
    let fewer: Vec<Option<Graph<'_>>> =
        told.iter().map(|told| told.as_ref().map(Graph::new)).collect();
    let editions: Vec<Edition<'_>> = (inputs.iter().zip(&names).zip(graphs.iter().zip(&fewer)))
        .filter(|((input, _), _)| input.is_readable())
        .map(|((input, name), ((graph, articles), fewer))| {
            let draft = |source: &Source, file: &str| input.draft(source, file);
            let graph = fewer.as_ref().unwrap_or(graph);
            let mut edition = edition(name, graph, articles, draft, &BTreeMap::new());
            if args.without_articles {
                edition.texts.clear();
                for revision in edition.revisions.values_mut().flatten() {
                    revision.paragraphs.clear();
                }
            }
            if let Some(earlier) = &earlier {
                let before = earlier.iter().find(|one| one.name == input.name);
                let nothing = Timeline::default();
                let before = before.map_or(&nothing, |one| &one.timeline);
                edition.since = Some(Since::between(before, &input.timeline));
            }
            edition
        })
        .collect();
    let settings = Settings {
        url: args.url.clone(),
        lang: args.lang.clone(),
        licence: args.licence.clone(),
        downloads: downloads::listed(),
    };
    let pages = Pages::with(&Site { editions: &editions, problems: &problems }, settings);
    let pages = pages.themed(theme.unwrap_or_default());
    let written: Vec<&Input> = inputs.iter().filter(|input| input.is_readable()).collect();
    let pages = downloads::Whole::new(pages, &editions, &written);
    let target = Target::open(&args.out)?;
    let written = progress::watched(streams.err, pages.count(), "pages", |done| {
        target.publish(&pages, done)
    })?;
    let told = match written {
        0 => ", as it was".to_owned(),
        all if all == pages.count() => String::new(),
        some => format!(", {some} of them new or changed"),
    };
    writeln!(
        streams.out,
        "{} of {} in `{}`{told}",
        counted(pages.pages(), "page"),
        counted(editions.len(), "timeline"),
        args.out.display()
    )?;
    // The program ends here: to take apart what a long site is made of is a fiftieth of its time.
    drop(target);
    std::mem::forget(pages);
    std::mem::forget(editions);
    std::mem::forget((graphs, fewer));
    std::mem::forget(inputs);
    Ok(outcome)
}

/// The timeline without the events whose type or modality cannot be read, if there are any: what
/// they are read as would be a guess, and a site is no place for it.
fn without_guesses(input: &Input, streams: &mut Streams<'_>) -> Result<Option<Timeline>, Error> {
    let at = |codes: &[Code]| -> BTreeSet<usize> {
        let remarks = input.remarks.iter().filter(|remark| codes.contains(&remark.code));
        remarks.filter_map(|remark| Some(remark.labels.first()?.span.start)).collect()
    };
    let (bad, missing) = (at(&[Code::BadValue]), at(&[Code::BadValue, Code::MissingField]));
    if missing.is_empty() {
        return Ok(None);
    }
    let is_guessed = |id: &Id| {
        let place = |field: &str| input.document.find(&Route::event(id.as_str(), field)).start;
        missing.contains(&place("type")) || bad.contains(&place("modality"))
    };
    let guessed: Vec<&Id> = input.timeline.events.keys().filter(|id| is_guessed(id)).collect();
    if guessed.is_empty() {
        return Ok(None);
    }
    let mut told = input.timeline.clone();
    for id in guessed {
        let (file, id_shown) = (&input.document.name, visible(id.as_str()));
        writeln!(
            streams.err,
            "{file}: `{id_shown}` is left out: its type or modality cannot be read"
        )?;
        told.events.shift_remove(id);
    }
    Ok(Some(told))
}

/// Reads a theme, from a file or of our own, and tells what is hard to read in it.
pub(super) fn theme(path: &Path, streams: &mut Streams<'_>) -> Result<Theme, Error> {
    /// The largest theme that is read, in bytes.
    const LARGEST: u64 = 1 << 20;
    let built_in = BUILT_IN.iter().find(|(name, _)| path == Path::new(name));
    let css = if let Some((_, css)) = built_in {
        (*css).to_owned()
    } else {
        let bytes = files::bytes(path, LARGEST)
            .map_err(|why| Error::file("read", path.display(), &why))?
            .ok_or_else(|| Error::new(format!("`{}` is too large for a theme", path.display())))?;
        String::from_utf8_lossy(&bytes).into_owned()
    };
    let theme = Theme::read(&css)
        .map_err(|bad| Error::new(format!("{}:{}: {}", path.display(), bad.line, bad.message)))?;
    for faint in theme.faint(STYLE) {
        writeln!(streams.err, "warning: {}: {faint}", path.display())?;
    }
    Ok(theme)
}

/// A language that the site has texts in.
pub(super) fn spoken(tag: &str) -> Result<String, String> {
    if speaks(tag) { Ok(tag.to_owned()) } else { Err(without_texts(tag)) }
}

/// Why the site speaks English.
fn without_texts(tag: &str) -> String {
    let ours: Vec<&str> = languages().collect();
    format!("the site has no texts in `{tag}`, only in {}", ours.join(", "))
}

/// An address on the web, with `/` at its end.
fn web(text: &str) -> Result<String, String> {
    let whole = if text.ends_with('/') { text.to_owned() } else { format!("{text}/") };
    let plain = whole.bytes().all(|b| b.is_ascii_graphic() && !b"<>\"'`?#".contains(&b));
    let rest = whole.strip_prefix("https://").or_else(|| whole.strip_prefix("http://"));
    match rest {
        Some(rest) if plain && !rest.starts_with('/') => Ok(whole),
        _ => Err("expected an address such as https://example.org/talks/".to_owned()),
    }
}

/// A folder's name for each timeline, from what it is called.
pub(super) fn names(inputs: &[&Input]) -> Result<Vec<Id>, Error> {
    let mut names: Vec<Id> = Vec::with_capacity(inputs.len());
    for input in inputs {
        let name = Id(slug(&input.name));
        let path = &input.document.name;
        if RESERVED.contains(&name.as_str()) || !name.is_valid() {
            return Err(Error::new(format!(
                "`{path}` would lie in `{name}`, which a site keeps for itself; rename it"
            )));
        }
        if let Some(first) = names.iter().position(|one| *one == name) {
            return Err(Error::new(format!(
                "`{path}` and `{}` would both lie in `{name}`; rename one",
                inputs[first].document.name
            )));
        }
        names.push(name);
    }
    Ok(names)
}

/// A name as part of an address: "Camp David (1978)" → `camp-david-1978`.
fn slug(name: &str) -> String {
    let mut slug = String::new();
    for c in name.chars().flat_map(char::to_lowercase) {
        if c.is_ascii_alphanumeric() {
            slug.push(c);
        } else if !slug.is_empty() && !slug.ends_with('-') {
            slug.push('-');
        }
        if slug.len() == Id::LONGEST {
            break;
        }
    }
    let slug = slug.trim_end_matches('-');
    if slug.is_empty() { "timeline".to_owned() } else { slug.to_owned() }
}

pub(super) fn listed(input: &Input, remarks: &[Diagnostic]) -> Vec<Problem> {
    let lines = Lines::new(&input.document.text);
    let file = shown(&input.document.name);
    remarks
        .iter()
        .map(|remark| {
            let at = remark.labels.first().map_or(0, |label| label.span.start);
            let place = lines.place(at);
            Problem {
                place: format!("{file}:{}:{}", place.line, place.column),
                severity: remark.severity,
                code: remark.code.name(),
                message: remark.message.clone(),
                help: remark.help.clone(),
            }
        })
        .collect()
}

/// A file as a published page names it: of a path from the root of a machine only its end, the
/// rest is nobody's business.
fn shown(name: &str) -> String {
    let path = Path::new(name);
    if !path.has_root() {
        return name.to_owned();
    }
    let parts: Vec<_> = path.iter().map(|part| part.to_string_lossy()).collect();
    let short = if path.ends_with(files::TIMELINE) { 2 } else { 1 };
    parts[parts.len().saturating_sub(short)..].join("/")
}

/// A timeline ready for its pages.
///
/// - `draft`: what is read from a saved copy of a source by itself.
/// - `kept`: what changed between the versions of a source, where that is known already.
pub(super) fn edition<'a>(
    name: &'a Id,
    graph: &'a Graph<'a>,
    articles: &Articles,
    draft: impl Fn(&Source, &str) -> Option<Timeline>,
    kept: &BTreeMap<Id, Vec<Revision>>,
) -> Edition<'a> {
    let timeline = graph.timeline();
    let mut edition = Edition::new(name, graph);
    let mut newest_drafts = BTreeMap::new();
    for (id, source) in &timeline.sources {
        // What a person did shows against what the newest copy is read as.
        if let Some(newest) = source.versions.last()
            && let Some(draft) = draft(source, &newest.file)
        {
            newest_drafts.insert(id.clone(), draft);
        }
        let copies: Vec<(&timeline::Version, &str)> = (source.versions.iter())
            .filter_map(|version| Some((version, articles.text(&version.file)?)))
            .collect();
        if let Some((_, newest)) = copies.last() {
            edition.texts.insert(id.clone(), (*newest).to_owned());
        }
        if copies.len() < 2 {
            continue;
        }
        if let Some(kept) = kept.get(id) {
            edition.revisions.insert(id.clone(), kept.clone());
            continue;
        }
        let drafts: Vec<Option<Timeline>> =
            copies.iter().map(|(version, _)| draft(source, &version.file)).collect();
        let copies: Vec<Version<'_>> = (copies.iter().zip(&drafts))
            .map(|((version, text), draft)| Version {
                seen: version.seen.as_deref().unwrap_or_default(),
                text,
                draft: draft.as_ref(),
            })
            .collect();
        let revisions: Vec<Revision> = (copies.windows(2))
            .map(|pair| Revision::between(pair[0], pair[1], timeline, id))
            .collect();
        edition.revisions.insert(id.clone(), revisions);
    }
    edition.hands = Hand::tell(timeline, &newest_drafts);
    edition
}

fn counted(n: usize, what: &str) -> String {
    if n == 1 { format!("1 {what}") } else { format!("{n} {what}s") }
}
