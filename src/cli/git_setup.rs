//! `demarche git-setup`: git merges, compares and shows timelines by their events.
//!
//! ```text
//! .gitattributes   timeline.yaml merge=demarche diff=demarche
//! .git/config      merge.demarche.driver    demarche merge --write ... %O %A %B
//!                  diff.demarche.command    demarche git-diff
//!                  diff.demarche.textconv   demarche git-text
//! ```
//!
//! `git diff` then tells what changed on the timeline; `git log -p`, `git show` and `git add -p`
//! compare the text that `git-text` makes.

use std::collections::HashSet;
use std::path::{Path, PathBuf};
use std::process::Command;

use super::files::{LARGEST_TIMELINE, Place};
use super::{Error, Outcome, Streams, files, in_place, report};
use crate::diagnostic::visible::visible;
use crate::diagnostic::{Diagnostic, Severity};
use crate::diff::print::Told;
use crate::diff::{derived, diff};
use crate::timeline::{Document, Timeline, Value};

/// Let git merge and compare timelines by their events
///
/// Writes the attributes into `.gitattributes`, to be committed, and the drivers into the
/// configuration of this clone, where each person has to run it once.
#[derive(Debug, clap::Args)]
pub(crate) struct Args {
    /// The repository, or a folder in it
    #[arg(default_value = ".", value_name = "FOLDER")]
    folder: PathBuf,

    /// Print what would be written
    #[arg(long)]
    dry_run: bool,

    /// How git shall call this program
    #[arg(long, default_value = "demarche", value_name = "PROGRAM")]
    program: String,
}

/// What git gives an external diff: path, old file, old hash, old mode, new file, hash, mode
#[derive(Debug, clap::Args)]
pub(crate) struct DiffArgs {
    /// As git calls it
    #[arg(num_args = 1..=9, allow_hyphen_values = true)]
    given: Vec<String>,
}

/// The file that git wants as text
#[derive(Debug, clap::Args)]
pub(crate) struct TextArgs {
    file: PathBuf,
}

const ATTRIBUTES: &str = "timeline.yaml merge=demarche diff=demarche";

/// The settings, with the program's name where `PROGRAM` stands.
const SETTINGS: [(&str, &str); 5] = [
    ("merge.demarche.name", "timelines, merged event by event"),
    ("merge.demarche.driver", "PROGRAM merge --write --path %P %O %A %B"),
    ("diff.demarche.command", "PROGRAM git-diff"),
    ("diff.demarche.textconv", "PROGRAM git-text"),
    ("diff.demarche.xfuncname", "^(event|actor|source) .*$"),
];

pub(crate) fn run(args: &Args, streams: &mut Streams<'_>) -> Result<Outcome, Error> {
    let top = git(&args.folder, &["rev-parse", "--show-toplevel"])?;
    let attributes = Path::new(top.trim_end()).join(".gitattributes");
    let there = match files::bytes(&attributes, LARGEST_TIMELINE) {
        Ok(bytes) => String::from_utf8_lossy(&bytes.unwrap_or_default()).into_owned(),
        Err(why) if why.kind() == std::io::ErrorKind::NotFound => String::new(),
        Err(why) => return Err(Error::file("read", attributes.display(), &why)),
    };
    let is_new = !there.lines().any(|line| line.trim() == ATTRIBUTES);
    let settings = SETTINGS.map(|(key, value)| (key, value.replace("PROGRAM", &args.program)));
    if is_new {
        writeln!(streams.out, "{}: {ATTRIBUTES}", attributes.display())?;
    }
    for (key, value) in &settings {
        writeln!(streams.out, "git config {key} '{value}'")?;
    }
    if args.dry_run {
        return Ok(Outcome::Clean);
    }
    if is_new {
        let end = if there.is_empty() || there.ends_with('\n') { "" } else { "\n" };
        in_place::whole(&attributes, format!("{there}{end}{ATTRIBUTES}\n").as_bytes())?;
    }
    for (key, value) in &settings {
        git(&args.folder, &["config", "--local", key, value])?;
    }
    writeln!(streams.err, "commit .gitattributes; whoever clones runs `demarche git-setup` once")?;
    Ok(Outcome::Clean)
}

/// What git says, where it says it is well.
pub(super) fn git(folder: &Path, arguments: &[&str]) -> Result<String, Error> {
    let said = Command::new("git").arg("-C").arg(folder).args(arguments).output();
    let said = said.map_err(|why| Error::file("run", "git", &why))?;
    if said.status.success() {
        return Ok(String::from_utf8_lossy(&said.stdout).into_owned());
    }
    let why = String::from_utf8_lossy(&said.stderr);
    let why = why.trim().lines().next().unwrap_or_default();
    Err(Error::new(format!("git cannot {}: {}", arguments[0], visible(why))))
}

/// The bytes of a file as git has it: `REV:PATH`.
pub(super) fn blob(object: &str) -> Result<Vec<u8>, Error> {
    let said = Command::new("git").args(["cat-file", "blob", object]).output();
    let said = said.map_err(|why| Error::file("run", "git", &why))?;
    if said.status.success() {
        return Ok(said.stdout);
    }
    let why = String::from_utf8_lossy(&said.stderr);
    let why = why.trim().lines().next().unwrap_or_default();
    Err(Error::new(format!("git has no `{}`: {}", visible(object), visible(why))))
}

/// `demarche git-diff`: what git calls for `git diff`.
pub(crate) fn run_diff(args: &DiffArgs, streams: &mut Streams<'_>) -> Result<Outcome, Error> {
    let [path, old, _, _, new, ..] = args.given.as_slice() else {
        // An unmerged path comes alone.
        if let Some(path) = args.given.first() {
            writeln!(streams.out, "* {}: not merged yet", visible(path))?;
        }
        return Ok(Outcome::Clean);
    };
    writeln!(streams.out, "timeline {}", visible(path))?;
    let (old, new) =
        (Side::read(old, &format!("a/{path}"))?, Side::read(new, &format!("b/{path}"))?);
    // What both have is told once, of the new one.
    let still: HashSet<&str> = new.mistakes.iter().map(|one| one.message.as_str()).collect();
    let mended = old.mistakes.iter().filter(|one| !still.contains(one.message.as_str()));
    let mended: Vec<Diagnostic> = mended.cloned().collect();
    report::remarks(streams.out, &old.document, &mended)?;
    report::remarks(streams.out, &new.document, &new.mistakes)?;
    let hint = "`git diff --no-ext-diff` shows the lines";
    match (&old.timeline, &new.timeline) {
        (Some(was), Some(is)) => {
            let changes = diff(was, is);
            let derived = derived(was, is, &changes);
            let told = Told::Timelines { changes: &changes, derived: &derived }.human(None);
            let has_mistakes = !old.mistakes.is_empty() || !new.mistakes.is_empty();
            if changes.is_empty() && has_mistakes {
                writeln!(streams.out, "what can be read of the two is the same; {hint}")?;
            } else if changes.is_empty() && old.document.text != new.document.text {
                writeln!(streams.out, "only comments or layout differ; {hint}")?;
            } else {
                streams.out.write_all(told.as_bytes())?;
                if has_mistakes {
                    writeln!(streams.out, "\nonly what can be read is compared; {hint}")?;
                } else if old.is_there
                    && new.is_there
                    && old.document.sorted_comments() != new.document.sorted_comments()
                {
                    writeln!(streams.out, "\ncomments differ, too; {hint}")?;
                }
            }
        }
        (was, _) => {
            let which = if was.is_none() { &old } else { &new };
            let name = visible(&which.document.name);
            writeln!(streams.out, "`{name}` cannot be read as a timeline; {hint}")?;
        }
    }
    writeln!(streams.out)?;
    // Git takes anything but 0 for a failure.
    Ok(Outcome::Clean)
}

/// One of the two files that git gives to compare.
struct Side {
    /// Under the name that git would print.
    document: Document,
    /// `None` where nothing could be read.
    timeline: Option<Timeline>,
    mistakes: Vec<Diagnostic>,
    /// Whether git has a file on this side at all.
    is_there: bool,
}

impl Side {
    fn read(file: &str, name: &str) -> Result<Self, Error> {
        if file == "/dev/null" {
            let (document, timeline) = (Document::new(name, ""), Some(Timeline::default()));
            return Ok(Self { document, timeline, mistakes: Vec::new(), is_there: false });
        }
        let input = Place::File(PathBuf::from(file)).read()?;
        let readable = input.is_readable();
        let mut mistakes = input.remarks;
        mistakes.retain(|remark| remark.severity == Severity::Error);
        let mut document = input.document;
        name.clone_into(&mut document.name);
        let timeline = readable.then_some(input.timeline);
        Ok(Self { document, timeline, mistakes, is_there: true })
    }
}

/// `demarche git-text`: a timeline as lines that are good to compare.
pub(crate) fn run_text(args: &TextArgs, streams: &mut Streams<'_>) -> Result<Outcome, Error> {
    let input = Place::File(args.file.clone()).read()?;
    // What cannot be read would be missing, and its change with it.
    let has_mistakes = input.remarks.iter().any(|remark| remark.severity == Severity::Error);
    if input.is_readable() && !has_mistakes {
        streams.out.write_all(text(&input.timeline, &input.document.text).as_bytes())?;
    } else {
        streams.out.write_all(input.document.text.as_bytes())?;
    }
    Ok(Outcome::Clean)
}

/// A line a fact, the entry's name on top; what the file says is all there, and so are comments
/// that have a line of their own.
fn text(timeline: &Timeline, file: &str) -> String {
    let mut out = Vec::new();
    let sections = ["sources", "actors", "events"];
    let top = fields(Value::from(timeline));
    for (key, value) in top.iter().filter(|(key, _)| !sections.contains(&key.as_str())) {
        facts(&mut out, "", key, value);
    }
    for section in ["events", "actors", "sources"] {
        let entries = top.iter().find(|(key, _)| key == section);
        let entries = entries.map(|(_, value)| fields(value.clone())).unwrap_or_default();
        for (id, entry) in entries {
            let entry = fields(entry);
            let called = entry.iter().find(|(key, _)| key == "title" || key == "name");
            let called = called.map(|(_, value)| brief(value)).unwrap_or_default();
            out.push(String::new());
            out.push(visible(&format!("{} {id}  {called}", section.trim_end_matches('s'))));
            for (key, value) in &entry {
                facts(&mut out, "  ", key, value);
            }
        }
    }
    let comments = file.lines().map(str::trim).filter(|line| line.starts_with('#'));
    let mut comments = comments.map(visible).peekable();
    if comments.peek().is_some() {
        out.push(String::new());
    }
    out.extend(comments);
    out.push(String::new());
    out.join("\n")
}

fn fields(value: Value) -> Vec<(String, Value)> {
    match value {
        Value::Map(fields) | Value::Braces(fields) => fields,
        _ => Vec::new(),
    }
}

/// `  from       ukraine`; of a list a line for each element, of a paragraph one for each line.
fn facts(out: &mut Vec<String>, indent: &str, key: &str, value: &Value) {
    let mut line = |text: &str| {
        out.push(format!("{indent}{:<15} {}", visible(key), visible(text.trim_end())));
    };
    match value {
        Value::List(items) => items.iter().for_each(|item| line(&brief(item))),
        value => brief(value).lines().filter(|text| !text.trim().is_empty()).for_each(line),
    }
}

/// A value in a line, or the lines that it has.
fn brief(value: &Value) -> String {
    match value {
        Value::Text(text) | Value::Quoted(text) | Value::Bare(text) => text.clone(),
        Value::List(items) => items.iter().map(brief).collect::<Vec<_>>().join(", "),
        Value::Map(fields) | Value::Braces(fields) => {
            let fields = fields.iter().map(|(key, value)| {
                let value = brief(value);
                format!("{key} {}", value.split_whitespace().collect::<Vec<_>>().join(" "))
            });
            fields.collect::<Vec<_>>().join("; ")
        }
    }
}
