//! `demarche schema`: the JSON Schema by which editors complete and check a timeline.

use std::fs;
use std::io::{self, Write};
use std::path::{Path, PathBuf};

use super::files::{self, Place};
use super::{Error, Outcome, Streams};
use crate::editor::{self, MODELINE};
use crate::timeline::{self, Document, Timeline};

/// Print the JSON Schema of timelines, for editors, or write it beside them
///
/// With a timeline, its own ids of actors, events and sources are among the choices. `--write`
/// puts it beside each timeline (`timeline.schema.json`), and on top of the timeline the comment
/// by which editors find it. `serve` and `lsp` keep it current from then on.
#[derive(Debug, clap::Args)]
pub(crate) struct Args {
    /// Timelines: files, their folders, or a folder of such folders
    #[arg(value_name = "PATH")]
    paths: Vec<PathBuf>,

    /// Write it beside each timeline; without a path, beside those in `timelines`
    #[arg(long)]
    write: bool,

    /// Write nothing; fail where the one beside a timeline is missing or out of date
    #[arg(long, conflicts_with = "write")]
    check: bool,
}

pub(crate) fn run(args: &Args, streams: &mut Streams<'_>) -> Result<Outcome, Error> {
    if !args.write && !args.check {
        let timeline = match args.paths.as_slice() {
            [] => None,
            [path] => Some(files::one(path)?.timeline),
            _ => return Err(Error::new("one timeline at a time is printed; or use --write")),
        };
        streams.out.write_all(printed(timeline.as_ref()).as_bytes())?;
        return Ok(Outcome::Clean);
    }
    let standard = [PathBuf::from("timelines")];
    let paths = if args.paths.is_empty() { &standard[..] } else { &args.paths };
    let mut outcome = Outcome::Clean;
    for place in files::find(paths)? {
        let Place::File(path) = &place else {
            return Err(Error::new("standard input has no place beside it"));
        };
        let input = place.read()?;
        let beside = beside(path);
        let name = beside.display();
        if args.check {
            let there = is_current(&beside, &input.timeline) && has_modeline(&input.document.text);
            if !there {
                writeln!(
                    streams.out,
                    "`{name}` is missing or out of date; run `demarche schema --write`"
                )?;
                outcome = Outcome::Found;
            }
            continue;
        }
        if !input.is_readable() {
            writeln!(streams.err, "`{}` cannot be read; see `demarche check`", path.display())?;
            outcome = Outcome::Found;
            continue;
        }
        if put(&beside, &input.timeline)? {
            writeln!(streams.out, "{name} is written")?;
        }
        if add_modeline(path, &beside, &input)? {
            writeln!(streams.out, "{} points to it", path.display())?;
        }
    }
    Ok(outcome)
}

/// The schema as a file has it.
pub(crate) fn printed(timeline: Option<&Timeline>) -> String {
    format!("{:#}\n", editor::schema(timeline))
}

/// Where the schema of a timeline lies: `timeline.yaml` → `timeline.schema.json`.
pub(crate) fn beside(timeline: &Path) -> PathBuf {
    timeline.with_extension("schema.json")
}

/// Writes the schema anew where one of ours lies beside the timeline and says something else.
///
/// What goes wrong is no reason to stop: it is a help, and `demarche schema --check` tells.
pub(crate) fn refresh(timeline: &Path, read: &Timeline) {
    let beside = beside(timeline);
    let readable = !read.title.is_empty() || !read.events.is_empty();
    if readable && beside.is_file() {
        let _ = put(&beside, read);
    }
}

/// The largest schema that is looked at, in bytes.
const LARGEST: u64 = 64 << 20;

fn is_current(path: &Path, timeline: &Timeline) -> bool {
    matches!(files::bytes(path, LARGEST), Ok(Some(old)) if old == printed(Some(timeline)).as_bytes())
}

/// Writes a schema; whether anything changed. Fails where a file of somebody else lies there.
fn put(path: &Path, timeline: &Timeline) -> Result<bool, Error> {
    let new = printed(Some(timeline));
    match files::bytes(path, LARGEST) {
        Ok(Some(old)) if old == new.as_bytes() => return Ok(false),
        Ok(Some(old)) if is_ours(&old) => {}
        Err(why) if why.kind() == io::ErrorKind::NotFound => {}
        Ok(_) => {
            return Err(Error::new(format!(
                "`{}` is not a schema that `demarche` made; move it",
                path.display()
            )));
        }
        Err(why) => return Err(Error::file("read", path.display(), &why)),
    }
    replace(path, new.as_bytes()).map_err(|why| Error::file("write", path.display(), &why))?;
    Ok(true)
}

fn is_ours(old: &[u8]) -> bool {
    let schema: Result<serde_json::Value, _> = serde_json::from_slice(old);
    let made_by = |schema: &serde_json::Value| schema["$comment"].as_str().map(str::to_owned);
    schema.is_ok_and(|old| made_by(&old) == made_by(&editor::schema(None)))
}

/// The new bytes in the place of the old file, whole or not at all, with its permissions.
fn replace(path: &Path, bytes: &[u8]) -> io::Result<()> {
    let folder = path.parent().filter(|folder| !folder.as_os_str().is_empty());
    let mut file = tempfile::Builder::new()
        .prefix(".demarche-")
        .tempfile_in(folder.unwrap_or(Path::new(".")))?;
    file.write_all(bytes)?;
    match fs::metadata(path) {
        Ok(old) => file.as_file().set_permissions(old.permissions())?,
        #[cfg(unix)]
        Err(_) => {
            use std::os::unix::fs::PermissionsExt as _;
            file.as_file().set_permissions(fs::Permissions::from_mode(0o644))?;
        }
        #[cfg(not(unix))]
        Err(_) => {}
    }
    file.persist(path).map_err(|why| why.error)?;
    Ok(())
}

/// Whether a comment before the first value names a schema.
fn has_modeline(text: &str) -> bool {
    text.trim_start_matches('\u{feff}')
        .lines()
        .take_while(|line| line.trim().is_empty() || line.starts_with('#'))
        .any(|line| line.trim_start_matches(['#', ' ']).starts_with("yaml-language-server:"))
}

/// The text with the comment on top; a byte order mark and the file's line ends stay.
fn with_modeline(text: &str, schema: &str) -> String {
    let start = if text.starts_with('\u{feff}') { '\u{feff}'.len_utf8() } else { 0 };
    let first = text.find('\n').unwrap_or(0);
    let end = if text[..first].ends_with('\r') { "\r\n" } else { "\n" };
    format!("{}{MODELINE}{schema}{end}{}", &text[..start], &text[start..])
}

/// Puts the comment on top where there is none, and only if the file then says the same.
fn add_modeline(path: &Path, schema: &Path, input: &files::Input) -> Result<bool, Error> {
    let old = &input.document.text;
    let name = schema.file_name().and_then(|name| name.to_str()).filter(|name| is_plain(name));
    let Some(name) = name.filter(|_| !has_modeline(old)) else { return Ok(false) };
    let new = Document::new(input.document.name.as_str(), with_modeline(old, name));
    let same = timeline::read(&new).0 == input.timeline;
    // Read anew, so that what an editor saved meanwhile is not lost.
    let unchanged = matches!(files::bytes(path, files::LARGEST_TIMELINE), Ok(Some(now)) if now == old.as_bytes());
    if !same || !unchanged {
        return Ok(false);
    }
    let real = path.canonicalize().map_err(|why| Error::file("read", path.display(), &why))?;
    replace(&real, new.text.as_bytes())
        .map_err(|why| Error::file("write", path.display(), &why))?;
    Ok(true)
}

fn is_plain(name: &str) -> bool {
    !name.chars().any(|c| c.is_control() || c.is_whitespace())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn made(paths: &[&Path], write: bool, check: bool) -> (Result<Outcome, Error>, String) {
        let (mut out, mut err) = (Vec::new(), Vec::new());
        let paths = paths.iter().map(|path| path.to_path_buf()).collect();
        let mut streams = Streams { out: &mut out, err: &mut err };
        let result = run(&Args { paths, write, check }, &mut streams);
        (result, String::from_utf8(out).unwrap())
    }

    #[test]
    fn it_is_written_beside_and_kept_current() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("timeline.yaml");
        #[expect(clippy::disallowed_methods, reason = "tests make files")]
        let save = |text: &str| fs::write(&path, text).unwrap();
        #[expect(clippy::disallowed_methods, reason = "tests read files")]
        let saved = || fs::read_to_string(&path).unwrap();
        save("\u{feff}title: x # c\r\nactors:\r\n  a: {name: A, kind: state}\r\n");
        assert_eq!(made(&[&path], false, true).0.unwrap(), Outcome::Found, "missing");
        assert_eq!(made(&[&path], true, false).0.unwrap(), Outcome::Clean);
        let expected = format!(
            "\u{feff}{MODELINE}timeline.schema.json\r\ntitle: x # c\r\nactors:\r\n  a: {{name: A, kind: state}}\r\n"
        );
        assert_eq!(saved(), expected);
        for (write, check) in [(false, true), (true, false)] {
            let (result, said) = made(&[&path], write, check);
            assert_eq!((result.unwrap(), said.as_str()), (Outcome::Clean, ""), "nothing to do");
        }

        let renamed = saved().replace("  a: ", "  b: ");
        save(&renamed);
        assert_eq!(made(&[&path], false, true).0.unwrap(), Outcome::Found, "out of date");
        let (timeline, _) = timeline::read(&Document::new("t", renamed.clone()));
        refresh(&path, &timeline);
        assert_eq!(made(&[&path], false, true).0.unwrap(), Outcome::Clean, "current again");
        assert_eq!(saved(), renamed);
    }

    #[test]
    fn a_file_of_somebody_else_is_left_alone() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("timeline.yaml");
        let other = folder.path().join("timeline.schema.json");
        #[expect(clippy::disallowed_methods, reason = "tests make files")]
        let save = |path: &Path, text: &str| fs::write(path, text).unwrap();
        save(&path, "title: x\n");
        save(&other, "{\"mine\": true}");
        assert!(made(&[&path], true, false).0.is_err());
        let (timeline, _) = timeline::read(&Document::new("t", "title: x\n"));
        refresh(&path, &timeline);
        #[expect(clippy::disallowed_methods, reason = "tests read files")]
        let now = fs::read_to_string(&other).unwrap();
        assert_eq!(now, "{\"mine\": true}");
    }
}
