//! Timelines and their articles on disk.
//!
//! A path on the command line is a timeline file, its folder (`timelines/istanbul`), a folder of
//! such folders (`timelines`), or `-` for standard input. Nothing is read beyond what is named:
//! below a folder, links are followed only as long as they stay in it.

use std::fs::{self, File};
use std::io::{self, Read};
use std::path::{Path, PathBuf};

use chrono::NaiveDate;

use super::Error;
use crate::article::{Article, Published, PublishedBy};
use crate::calendar::When;
use crate::check::{Articles, SavedCopy, paths};
use crate::diagnostic::{Code, Diagnostic};
use crate::extract;
use crate::text::Text;
use crate::timeline::{self, Document, Source, Timeline};

/// The name of the file in a timeline's folder.
pub(crate) const TIMELINE: &str = "timeline.yaml";
/// No timeline is larger, in bytes.
pub(crate) const LARGEST_TIMELINE: u64 = 64 << 20;
/// No article is larger, in bytes.
pub(crate) const LARGEST_ARTICLE: u64 = 16 << 20;

/// A timeline as it was found.
#[derive(Debug)]
pub(crate) struct Input {
    /// The text, under the path it was found at.
    pub(crate) document: Document,
    /// What could be read of it.
    pub(crate) timeline: Timeline,
    /// What reading it had to remark on.
    pub(crate) remarks: Vec<Diagnostic>,
    /// What it is called: the folder of a `timeline.yaml`, else the file without its ending.
    pub(crate) name: String,
    /// Where its articles lie; `None` for standard input.
    pub(crate) folder: Option<PathBuf>,
}

/// Where a timeline is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Place {
    /// In a file.
    File(PathBuf),
    /// On standard input.
    Stdin,
}

/// The timelines that paths stand for, those of a folder in the order of their names.
///
/// Fails where a path is not there, or stands for no timeline.
pub(crate) fn find(paths: &[PathBuf]) -> Result<Vec<Place>, Error> {
    let mut found = Vec::new();
    for path in paths {
        if path.as_os_str() == "-" {
            found.push(Place::Stdin);
            continue;
        }
        let meta = fs::metadata(path).map_err(|why| no_access(path, &why))?;
        if !meta.is_dir() {
            found.push(Place::File(path.clone()));
        } else if path.join(TIMELINE).exists() {
            found.push(Place::File(path.join(TIMELINE)));
        } else {
            found.extend(below(path)?);
        }
    }
    Ok(found)
}

fn no_access(path: &Path, why: &io::Error) -> Error {
    if why.kind() == io::ErrorKind::NotFound && path == Path::new("timelines") {
        return Error::new(
            "there is no folder `timelines` here; name a timeline, or make one with `demarche new NAME`",
        );
    }
    Error::file("read", path.display(), why)
}

/// The timelines in the folders below a folder.
fn below(folder: &Path) -> Result<Vec<Place>, Error> {
    let failed = |why: io::Error| Error::file("read", folder.display(), &why);
    let root = folder.canonicalize().map_err(failed)?;
    let mut names = Vec::new();
    #[expect(clippy::disallowed_methods, reason = "this is the place where folders are read")]
    for entry in fs::read_dir(folder).map_err(failed)? {
        names.push(entry.map_err(failed)?.file_name());
    }
    names.sort();
    let mut found = Vec::new();
    for name in names {
        let file = folder.join(&name).join(TIMELINE);
        // Not there, or beside a file that is no folder.
        let Ok(real) = file.canonicalize() else { continue };
        if !real.starts_with(&root) {
            return Err(Error::new(format!(
                "`{}` is a link that leads out of `{}`; to follow it, name it itself",
                file.display(),
                folder.display()
            )));
        }
        found.push(Place::File(file));
    }
    if found.is_empty() {
        return Err(Error::new(format!(
            "no timeline in `{}`: neither a {TIMELINE} nor a folder with one",
            folder.display()
        )));
    }
    Ok(found)
}

/// Finds timelines and reads them.
pub(crate) fn timelines(paths: &[PathBuf]) -> Result<Vec<Input>, Error> {
    find(paths)?.iter().map(Place::read).collect()
}

/// The one timeline that a path stands for; what wants one cannot take a folder of several.
pub(crate) fn one(path: &PathBuf) -> Result<Input, Error> {
    match find(std::slice::from_ref(path))?.as_slice() {
        [place] => place.read(),
        several => {
            const SHOWN: usize = 8;
            let names: Vec<String> = several.iter().take(SHOWN).map(Place::named).collect();
            let more = if several.len() > SHOWN { ", ..." } else { "" };
            Err(Error::new(format!(
                "`{}` holds {} timelines; name the one that is meant: {}{more}",
                path.display(),
                several.len(),
                names.join(", ")
            )))
        }
    }
}

/// The timeline that a name stands for: a path, or a folder in `timelines`.
pub(crate) fn named(name: &str) -> Result<Input, Error> {
    let here = PathBuf::from(name);
    let in_timelines = Path::new("timelines").join(name);
    let path = if name == "-" {
        return Err(Error::new(
            "a timeline on standard input cannot be written to; name its folder",
        ));
    } else if here.exists() || !in_timelines.exists() {
        here
    } else {
        in_timelines
    };
    if !path.exists() {
        return Err(Error::new(format!(
            "there is no timeline `{name}`, neither here nor in `timelines`; make it with \
             `demarche new {name}`"
        )));
    }
    one(&path)
}

impl Place {
    /// What to write to mean this one.
    fn named(&self) -> String {
        match self {
            Self::Stdin => "-".to_owned(),
            Self::File(path) => path.parent().unwrap_or(path).display().to_string(),
        }
    }

    /// Reads the timeline; what is wrong with its text is among the remarks.
    ///
    /// Fails where the file cannot be read at all.
    pub(crate) fn read(&self) -> Result<Input, Error> {
        match self {
            Self::Stdin => {
                let bytes = capped(io::stdin().lock(), LARGEST_TIMELINE)
                    .map_err(|why| Error::file("read", "standard input", &why))?;
                Ok(Input::new("<stdin>".to_owned(), bytes, "timeline".to_owned(), None))
            }
            Self::File(path) => {
                let bytes = bytes(path, LARGEST_TIMELINE)
                    .map_err(|why| Error::file("read", path.display(), &why))?;
                let folder = path.parent().map_or_else(PathBuf::new, Path::to_path_buf);
                let named = if path.ends_with(TIMELINE) { full(&folder) } else { path.clone() };
                let name = named.file_stem().unwrap_or(named.as_os_str()).to_string_lossy();
                let name = if name.is_empty() { "timeline".to_owned() } else { name.into_owned() };
                Ok(Input::new(path.display().to_string(), bytes, name, Some(folder)))
            }
        }
    }
}

/// A folder with a last part that can be its name, even where it was given as `.` or nothing.
fn full(folder: &Path) -> PathBuf {
    if folder.file_name().is_some() {
        return folder.to_path_buf();
    }
    let here = if folder.as_os_str().is_empty() { Path::new(".") } else { folder };
    here.canonicalize().unwrap_or_else(|_| folder.to_path_buf())
}

impl Input {
    /// `bytes` is `None` where there were too many.
    fn new(path: String, bytes: Option<Vec<u8>>, name: String, folder: Option<PathBuf>) -> Self {
        let (document, refused) = match bytes {
            Some(bytes) => decoded(path, bytes),
            None => (Document::new(path, ""), Some(too_large())),
        };
        let (timeline, remarks) = match refused {
            Some(remark) => (Timeline::default(), vec![remark]),
            None => timeline::read(&document),
        };
        Self { document, timeline, remarks, name, folder }
    }

    /// Whether anything could be read; a file that is no timeline at all has neither title nor
    /// events.
    pub(crate) fn is_readable(&self) -> bool {
        !self.timeline.title.is_empty() || !self.timeline.events.is_empty()
    }

    /// Looks for the saved copies that the timeline names.
    ///
    /// Only plain files inside the timeline's folder are opened, whatever the timeline says.
    pub(crate) fn articles(&self) -> Articles {
        let mut articles = Articles::new();
        let Some(folder) = &self.folder else { return articles };
        let folder = if folder.as_os_str().is_empty() { Path::new(".") } else { folder };
        let Ok(root) = folder.canonicalize() else { return articles };
        for version in self.timeline.sources.values().flat_map(|source| &source.versions) {
            if paths::why_bad(&version.file).is_none() && articles.get(&version.file).is_none() {
                articles.insert(version.file.clone(), saved_copy(&root, &version.file));
            }
        }
        articles
    }

    /// A saved copy; `None` where it cannot be read.
    pub(crate) fn article(&self, file: &str) -> Option<Article> {
        let folder = self.folder.as_deref()?;
        let folder = if folder.as_os_str().is_empty() { Path::new(".") } else { folder };
        let root = folder.canonicalize().ok().filter(|_| paths::why_bad(file).is_none())?;
        article(&root, file).ok()
    }

    /// A saved copy of a source, of the day that the timeline gives it; `None` where it cannot be
    /// read.
    ///
    /// Many articles do not print their day: whoever had it read gave it, and the file keeps it.
    pub(crate) fn dated_article(&self, source: &Source, file: &str) -> Option<Article> {
        let mut article = self.article(file)?;
        if let Some(day) = printed(source)
            && article.published.as_ref().is_none_or(|published| published.day != day)
        {
            article.published = Some(Published { day, by: PublishedBy::Given });
        }
        Some(article)
    }

    /// What is read from a saved copy of a source by itself; `None` where it cannot be read.
    pub(crate) fn draft(&self, source: &Source, file: &str) -> Option<Timeline> {
        let article = self.dated_article(source, file)?;
        Some(extract::extract(&article, &Text::new(&article), Some(file)).timeline)
    }
}

/// The day of publication that a timeline gives, where it is one day.
pub(crate) fn printed(source: &Source) -> Option<NaiveDate> {
    let bounds = source.published.as_ref()?.when.as_ref().map(When::bounds)?;
    bounds.earliest_start.filter(|day| bounds.latest_end == Some(*day))
}

/// A saved copy of an article; `root` is the timeline's folder, in full.
pub(crate) fn saved_copy(root: &Path, file: &str) -> SavedCopy {
    match article(root, file) {
        Ok(article) => SavedCopy::Text(article.text),
        Err(why) => why,
    }
}

/// A saved copy of an article, or why there is none.
pub(crate) fn article(root: &Path, file: &str) -> Result<Article, SavedCopy> {
    let unreadable = |why: String| Err(SavedCopy::Unreadable(why));
    let path = match root.join(file).canonicalize() {
        Ok(path) => path,
        Err(why) => return unreadable(reason(&why)),
    };
    if !path.starts_with(root) {
        return Err(SavedCopy::Outside);
    }
    // Opening a pipe would wait for a writer; only a person may name one.
    if !path.is_file() {
        return unreadable("it is no plain file".to_owned());
    }
    match bytes(&path, LARGEST_ARTICLE) {
        Err(why) => unreadable(reason(&why)),
        Ok(None) => unreadable("larger than 16 MB".to_owned()),
        Ok(Some(bytes)) => {
            crate::article::read(&bytes, Some(file)).or_else(|why| unreadable(why.to_string()))
        }
    }
}

/// The system's reason without its number.
pub(crate) fn reason(why: &io::Error) -> String {
    match why.kind() {
        io::ErrorKind::NotFound => "no such file".to_owned(),
        io::ErrorKind::PermissionDenied => "permission denied".to_owned(),
        _ => {
            let said = why.to_string();
            said.split_once(" (os error ").map_or(said.clone(), |(reason, _)| reason.to_lowercase())
        }
    }
}

/// The bytes of an article on the command line, `-` for standard input.
///
/// Fails where it cannot be read or is larger than an article may be.
pub(crate) fn article_bytes(path: &str) -> Result<Vec<u8>, Error> {
    let read = if path == "-" {
        capped(io::stdin().lock(), LARGEST_ARTICLE)
    } else {
        bytes(Path::new(path), LARGEST_ARTICLE)
    };
    let bytes = read.map_err(|why| Error::file("read", path, &why))?;
    bytes.ok_or_else(|| Error::new(format!("cannot read `{path}`: larger than 16 MB")))
}

/// The bytes of a file or a pipe; `None` where there are more than `most`.
pub(crate) fn bytes(path: &Path, most: u64) -> io::Result<Option<Vec<u8>>> {
    let meta = fs::metadata(path)?;
    if meta.is_dir() {
        return Err(io::Error::new(io::ErrorKind::IsADirectory, "it is a folder"));
    }
    if meta.len() > most {
        return Ok(None);
    }
    #[expect(clippy::disallowed_methods, reason = "this is the place where files are read")]
    capped(File::open(path)?, most)
}

fn capped(from: impl Read, most: u64) -> io::Result<Option<Vec<u8>>> {
    let mut bytes = Vec::new();
    let read = from.take(most + 1).read_to_end(&mut bytes)?;
    Ok((read as u64 <= most).then_some(bytes))
}

fn too_large() -> Diagnostic {
    Diagnostic::new(Code::TooLarge, "the file is larger than 64 MB")
        .label(0..0, "")
        .help("divide it into several timelines")
}

/// Bytes as a document, and the remark where they are no text.
fn decoded(path: String, bytes: Vec<u8>) -> (Document, Option<Diagnostic>) {
    let at = std::str::from_utf8(&bytes).map_or_else(|why| why.valid_up_to(), str::len);
    // What stands before the first bad byte keeps its place in the lossy text.
    let bad = at < bytes.len();
    let lossy = if bad { String::from_utf8_lossy(&bytes).into_owned() } else { String::new() };
    match Document::from_bytes(path.as_str(), bytes) {
        Ok(document) => (document, None),
        Err(remark) => {
            let end = (at + char::REPLACEMENT_CHARACTER.len_utf8()).min(lossy.len());
            (Document::new(path, lossy), Some(remark.label(at.min(end)..end, "")))
        }
    }
}
