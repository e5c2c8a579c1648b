//! Timelines and articles as git has them: `git:REV:PATH`.
//!
//! A path means what it means to git: from the top of the repository, or from here where it begins
//! with `./`. One that is not at the top is looked for from here, too.

use std::path::Path;

use chrono::NaiveDate;

use super::{Draft, Thing, is_yaml};
use crate::cli::Error;
use crate::cli::files::{Input, TIMELINE};
use crate::cli::git_setup::{blob, git};
use crate::diagnostic::visible::visible;
use crate::timeline::{self, Document, Timeline};

/// What git has as `REV:PATH`: a file, the folder of a timeline, or a folder of such folders.
pub(super) fn read(given: &str, published: Option<NaiveDate>) -> Result<Thing, Error> {
    let bad = || {
        Error::new(format!(
            "`git:{}` is no version in git; write git:REV:PATH, as in git:HEAD~1:timelines/vienna",
            visible(given)
        ))
    };
    let (revision, path) = given.split_once(':').ok_or_else(bad)?;
    // What begins with a hyphen would be an option of git's.
    if revision.starts_with('-') || path.is_empty() {
        return Err(bad());
    }
    let whole = path.trim_end_matches('/');
    let path = if whole.is_empty() { path } else { whole };
    let (path, kind) = located(revision, path)?;
    let object = |path: &str| format!("{revision}:{path}");
    let name = |path: &str| format!("git:{revision}:{path}");
    if kind != "tree" {
        let bytes = blob(&object(&path))?;
        if is_yaml(Path::new(&path)) {
            return Ok(Thing::Timeline(Box::new(input(name(&path), bytes))));
        }
        return Ok(Thing::Article(Box::new(Draft::read(&name(&path), &bytes, published)?)));
    }
    let file = format!("{path}/{TIMELINE}");
    if kind_of(&object(&file)).is_ok_and(|kind| kind == "blob") {
        return Ok(Thing::Timeline(Box::new(input(name(&file), blob(&object(&file))?))));
    }
    let mut inputs = Vec::new();
    for folder in folders(&object(&path))? {
        let file = format!("{path}/{folder}/{TIMELINE}");
        if kind_of(&object(&file)).is_ok_and(|kind| kind == "blob") {
            inputs.push(input(name(&file), blob(&object(&file))?));
        }
    }
    if inputs.is_empty() {
        return Err(Error::new(format!(
            "no timeline in `{}`: neither a {TIMELINE} nor a folder with one",
            visible(&name(&path))
        )));
    }
    Ok(Thing::Folder(inputs))
}

/// A path as git takes it, and what is there: `blob` or `tree`.
fn located(revision: &str, path: &str) -> Result<(String, String), Error> {
    let missing = match kind_of(&format!("{revision}:{path}")) {
        Ok(kind) => return Ok((path.to_owned(), kind)),
        Err(missing) => missing,
    };
    let here = format!("./{path}");
    match kind_of(&format!("{revision}:{here}")) {
        Ok(kind) => Ok((here, kind)),
        Err(_) => Err(missing),
    }
}

/// What kind of thing git has under a name.
fn kind_of(object: &str) -> Result<String, Error> {
    let kind = git(Path::new("."), &["cat-file", "-t", object]);
    let kind = kind.map_err(|why| match why {
        Error::Failed(why) => {
            let why = why.strip_prefix("git cannot cat-file: ").unwrap_or(&why);
            Error::new(format!("git has no `{}`: {why}", visible(object)))
        }
        other @ Error::BrokenPipe => other,
    })?;
    Ok(kind.trim_end().to_owned())
}

/// The names of the folders in a folder, in their order.
fn folders(object: &str) -> Result<Vec<String>, Error> {
    let listed = git(Path::new("."), &["ls-tree", "--full-tree", "-z", object])?;
    let entries = listed.split('\0').filter_map(|line| line.split_once('\t'));
    let folders = entries.filter(|(about, _)| about.split(' ').nth(1) == Some("tree"));
    let mut names: Vec<String> = folders.map(|(_, name)| name.to_owned()).collect();
    names.sort_unstable();
    Ok(names)
}

/// A timeline that is in no file; an empty one for no text.
pub(super) fn input(name: String, bytes: Vec<u8>) -> Input {
    let place = Path::new(&name);
    let named = if place.ends_with(TIMELINE) { place.parent().unwrap_or(place) } else { place };
    let called = named.file_stem().unwrap_or_default().to_string_lossy().into_owned();
    let (document, timeline, remarks) = if bytes.is_empty() {
        (Document::new(name, ""), Timeline::default(), Vec::new())
    } else {
        match Document::from_bytes(name.as_str(), bytes) {
            Ok(document) => {
                let (timeline, remarks) = timeline::read(&document);
                (document, timeline, remarks)
            }
            Err(remark) => {
                (Document::new(name, ""), Timeline::default(), vec![remark.label(0..0, "")])
            }
        }
    };
    Input { document, timeline, remarks, name: called, folder: None }
}
