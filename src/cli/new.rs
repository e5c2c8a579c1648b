//! `demarche new`: a timeline folder that passes `check` and builds at once.

use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use super::files::TIMELINE;
use super::{Error, Outcome, Streams, schema};
use crate::diagnostic::visible::visible;
use crate::editor::MODELINE;
use crate::site::RESERVED;
use crate::timeline::{self, Document, Id};

/// Make a timeline: a folder with a sample to write over
#[derive(Debug, clap::Args)]
pub(crate) struct Args {
    /// What the timeline is called: a-z, 0-9 and hyphens, since it becomes part of addresses
    name: String,

    /// The folder that holds all timelines
    #[arg(long = "in", value_name = "FOLDER", default_value = "timelines")]
    folder: PathBuf,
}

/// The sample; `TITLE` becomes the name in words.
const SAMPLE: &str = include_str!("new/timeline.yaml");
const ARTICLE: &str = include_str!("new/sample-post.md");

pub(crate) fn run(args: &Args, streams: &mut Streams<'_>) -> Result<Outcome, Error> {
    let Args { name, folder } = args;
    if let Some(why) = why_bad(name) {
        return Err(Error::new(format!(
            "`{}` cannot be the name of a timeline: {why}",
            visible(name)
        )));
    }
    let target = folder.join(name);
    let failed = |why: &io::Error| Error::file("make", target.display(), why);
    // A link that leads nowhere is there, too.
    if target.symlink_metadata().is_ok() {
        return Err(Error::new(format!("`{}` is there already", target.display())));
    }
    fs::create_dir_all(folder).map_err(|why| failed(&why))?;
    // Filled beside its place and moved there whole; dropped on the way, it is removed.
    let staging = tempfile::Builder::new()
        .prefix(".demarche-new-")
        .tempdir_in(folder)
        .map_err(|why| failed(&why))?;
    fill(&staging.path().join(name), name).map_err(|why| failed(&why))?;
    // A rename onto an empty folder would succeed, so an empty one made meanwhile is no harm.
    fs::rename(staging.path().join(name), &target).map_err(|why| failed(&why))?;
    writeln!(
        streams.out,
        "{path}/{TIMELINE} is ready: write over the sample, with the page beside it in a browser:\n\n  \
         demarche serve {path}\n\n\
         What does not hold together, and the site:\n\n  \
         demarche check {path}\n  demarche build {path}",
        path = target.display()
    )?;
    Ok(Outcome::Clean)
}

/// Why nothing can be called by a name; `None` for one that a build and every system takes.
fn why_bad(name: &str) -> Option<String> {
    let letters = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '-';
    let is_slug = !name.is_empty()
        && name.chars().all(letters)
        && !name.starts_with('-')
        && !name.ends_with('-');
    if RESERVED.contains(&name) {
        Some("the site keeps the folder of that name for a page of its own".to_owned())
    } else if !is_slug {
        Some("use a-z, 0-9 and single hyphens, as in `istanbul-2025`".to_owned())
    } else if name.len() > Id::LONGEST {
        Some(format!("it has {} characters, {} are the most", name.len(), Id::LONGEST))
    } else if !Id::from(name).is_valid() {
        Some("Windows keeps that name for a device, so that no folder there can have it".to_owned())
    } else {
        None
    }
}

fn fill(folder: &Path, name: &str) -> io::Result<()> {
    fs::create_dir_all(folder.join("articles"))?;
    let sample = SAMPLE.replace("TITLE", &in_words(name));
    let (timeline, _) = timeline::read(&Document::new(TIMELINE, sample.as_str()));
    let schema = schema::beside(Path::new(TIMELINE));
    write(&folder.join(TIMELINE), &format!("{MODELINE}{}\n{sample}", schema.display()))?;
    write(&folder.join(schema), &schema::printed(Some(&timeline)))?;
    write(&folder.join("articles").join("sample-post.md"), ARTICLE)
}

#[expect(clippy::disallowed_methods, reason = "this command makes files")]
fn write(path: &Path, text: &str) -> io::Result<()> {
    fs::write(path, text)
}

/// `istanbul-2025` → "Istanbul 2025".
fn in_words(name: &str) -> String {
    let mut letters = name.chars();
    let first = letters.next().map(|c| c.to_ascii_uppercase());
    first.into_iter().chain(letters.map(|c| if c == '-' { ' ' } else { c })).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::cli::files;
    use crate::graph::Graph;

    fn made(name: &str, folder: &Path) -> (Result<Outcome, Error>, String) {
        let (mut out, mut err) = (Vec::new(), Vec::new());
        let args = Args { name: name.to_owned(), folder: folder.to_path_buf() };
        let result = run(&args, &mut Streams { out: &mut out, err: &mut err });
        (result, String::from_utf8(out).unwrap())
    }

    fn inside(folder: &Path) -> usize {
        walkdir::WalkDir::new(folder).min_depth(1).max_depth(1).into_iter().count()
    }

    #[test]
    fn a_new_timeline_has_nothing_to_remark() {
        let folder = tempfile::tempdir().unwrap();
        let root = folder.path().join("timelines");
        let (result, said) = made("vienna-2026", &root);
        assert_eq!(result.unwrap(), Outcome::Clean);
        assert!(said.contains("demarche check"), "{said}");
        let [input] = &files::timelines(std::slice::from_ref(&root)).unwrap()[..] else {
            panic!("one timeline")
        };
        assert_eq!(
            (input.timeline.title.as_str(), input.name.as_str()),
            ("Vienna 2026", "vienna-2026")
        );
        assert_eq!((input.timeline.events.len(), &input.remarks[..]), (2, &[][..]));
        let graph = Graph::new(&input.timeline);
        let found =
            crate::check::check(&input.document, &input.timeline, &graph, &input.articles());
        assert_eq!(found, []);
        assert_eq!(inside(&root), 1, "nothing is left beside it");
        let first = input.document.text.lines().next().unwrap();
        let schema = first.strip_prefix(MODELINE).unwrap();
        assert!(root.join("vienna-2026").join(schema).is_file(), "{schema} lies beside it");
    }

    #[test]
    fn what_is_there_is_never_touched() {
        let folder = tempfile::tempdir().unwrap();
        fs::create_dir(folder.path().join("there")).unwrap();
        for name in ["there", "..", "a/b", "", "CON", "con", "-x", "Vienna", "/tmp/x"] {
            assert!(made(name, folder.path()).0.is_err(), "{name}");
        }
        assert_eq!(inside(folder.path()), 1);
        assert_eq!(inside(&folder.path().join("there")), 0);
    }

    #[test]
    fn a_name_that_cannot_be_is_refused_with_its_own_reason() {
        let folder = tempfile::tempdir().unwrap();
        let long = "a".repeat(65);
        let mut rows = vec![
            ("con", "Windows"),
            ("com1", "Windows"),
            ("Vienna", "a-z"),
            ("", "a-z"),
            ("x-", "a-z"),
            (long.as_str(), "65 characters"),
        ];
        // A timeline of such a name would stop every build.
        rows.extend(RESERVED.map(|name| (name, "the site keeps")));
        for (name, why) in rows {
            match made(name, folder.path()).0 {
                Err(Error::Failed(said)) => assert!(said.contains(why), "{name}: {said}"),
                other => panic!("{name}: {other:?}"),
            }
        }
        assert_eq!(inside(folder.path()), 0);
    }
}
