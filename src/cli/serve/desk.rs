//! The timelines as they were last read; what has not changed is not read again.

use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::fs;
use std::path::{Path, PathBuf};
use std::sync::{Arc, OnceLock};
use std::time::SystemTime;

use chrono::NaiveDate;
use rayon::prelude::*;

use super::issue::{Entry, Judged};
use crate::check::{Articles, paths};
use crate::cli::Error;
use crate::cli::files::{self, Input, LARGEST_TIMELINE, Place};
use crate::cli::schema;
use crate::site::Revision;
use crate::timeline::{Event, Id, Source, Timeline};

/// What tells a file from the same file before: its length and when it was written.
type Print = Option<(u64, SystemTime)>;

/// What is read from a saved copy by itself, once somebody asks.
type Draft = Arc<OnceLock<Option<Timeline>>>;

/// A timeline as it was read, with its articles.
#[derive(Debug)]
pub(super) struct Read {
    pub(super) input: Input,
    pub(super) articles: Articles,
    prints: BTreeMap<String, Print>,
    /// By saved copy: the day that the timeline gives its source, and what is read from the copy
    /// by itself, once somebody asks.
    drafts: BTreeMap<String, (Option<NaiveDate>, Draft)>,
    /// What changed between the versions of a source, where nothing that tells it has changed.
    earlier: BTreeMap<Id, Vec<Revision>>,
    /// The same for all sources, once it is worked out.
    revisions: OnceLock<BTreeMap<Id, Vec<Revision>>>,
}

/// A timeline, and the last state of it that held together.
#[derive(Debug)]
struct Kept {
    now: Arc<Read>,
    print: Print,
    judged: Option<Judged>,
    good: Option<Arc<Read>>,
    /// Read since it was last told.
    fresh: bool,
}

/// All timelines that are served.
#[derive(Debug)]
pub(super) struct Desk {
    paths: Vec<PathBuf>,
    /// The language of timelines that name none.
    lang: Option<String>,
    kept: BTreeMap<PathBuf, Kept>,
    /// In the order in which they are found.
    order: Vec<PathBuf>,
}

impl Desk {
    /// An empty desk; fails where a path is not there or is standard input.
    pub(super) fn new(paths: &[PathBuf], lang: Option<String>) -> Result<Self, Error> {
        if files::find(paths)?.contains(&Place::Stdin) {
            return Err(Error::new("standard input cannot be served: it never changes"));
        }
        Ok(Self { paths: paths.to_vec(), lang, kept: BTreeMap::new(), order: Vec::new() })
    }

    /// Reads what has changed; whether anything has.
    pub(super) fn look(&mut self) -> Result<bool, Error> {
        let mut changed = false;
        let mut order = Vec::new();
        for place in files::find(&self.paths)? {
            let Place::File(path) = &place else { continue };
            order.push(path.clone());
            let print = print(path);
            let old = self.kept.get_mut(path);
            let bytes = files::bytes(path, LARGEST_TIMELINE)
                .map_err(|why| Error::file("read", path.display(), &why))?;
            if let Some(old) = &old
                && bytes.is_some_and(|new| new == old.now.input.document.text.as_bytes())
                && old.now.is_current()
            {
                continue;
            }
            let mut input = place.read()?;
            if input.timeline.lang.is_none() {
                input.timeline.lang.clone_from(&self.lang);
            }
            let now = Arc::new(Read::new(input, old.as_ref().map(|old| &*old.now)));
            let good = old.and_then(|old| old.good.take());
            let kept = Kept { now, print, judged: None, good, fresh: true };
            self.kept.insert(path.clone(), kept);
            changed = true;
        }
        changed |= order != self.order;
        self.kept.retain(|path, _| order.contains(path));
        self.order = order;
        Ok(changed)
    }

    /// Whether the system says that a file was written, added or taken away since.
    pub(super) fn touched(&self) -> bool {
        let Ok(found) = files::find(&self.paths) else { return true };
        let paths = found.iter().filter_map(|place| match place {
            Place::File(path) => Some(path),
            Place::Stdin => None,
        });
        let is_as_before = |path: &PathBuf| {
            let kept = self.kept.get(path);
            kept.is_some_and(|kept| kept.print == print(path) && kept.now.is_current())
        };
        !paths.clone().eq(self.order.iter()) || !paths.clone().all(is_as_before)
    }

    /// The folders in which a change matters.
    pub(super) fn folders(&self) -> BTreeSet<PathBuf> {
        let mut folders = BTreeSet::new();
        let parent = |path: &Path| match path.parent() {
            Some(parent) if parent.as_os_str().is_empty() => PathBuf::from("."),
            Some(parent) => parent.to_path_buf(),
            None => path.to_path_buf(),
        };
        for path in &self.paths {
            folders.insert(parent(path));
            if path.is_dir() {
                folders.insert(path.clone());
                // A timeline may be put into any of them.
                #[expect(clippy::disallowed_methods, reason = "this command reads folders")]
                let inside = fs::read_dir(path).into_iter().flatten().flatten();
                folders.extend(inside.map(|entry| entry.path()).filter(|path| path.is_dir()));
            }
        }
        for (path, kept) in &self.kept {
            folders.insert(parent(path));
            let files = kept.now.files().map(|(_, file)| file);
            for file in files.filter(|file| paths::why_bad(file).is_none()) {
                folders.insert(parent(&parent(path).join(file)));
            }
        }
        folders.retain(|folder| folder.is_dir());
        folders
    }

    /// What an issue is made of.
    pub(super) fn entries(&self) -> Vec<Entry> {
        let kept = self.order.iter().filter_map(|path| self.kept.get(path));
        kept.map(|kept| Entry {
            now: Arc::clone(&kept.now),
            judged: kept.judged.clone(),
            good: kept.good.clone(),
        })
        .collect()
    }

    /// Keeps what was found out about the entries, in their order.
    pub(super) fn note(&mut self, judged: &[Judged]) {
        for (path, judged) in self.order.iter().zip(judged) {
            let Some(kept) = self.kept.get_mut(path) else { continue };
            if judged.is_good() {
                kept.good = Some(Arc::clone(&kept.now));
            }
            kept.judged = Some(judged.clone());
        }
    }

    /// The timelines that were read since this was last asked.
    pub(super) fn changed<'j>(&mut self, judged: &'j [Judged]) -> Vec<(Arc<Read>, &'j Judged)> {
        let mut changed = Vec::new();
        for (path, judged) in self.order.iter().zip(judged) {
            if let Some(kept) = self.kept.get_mut(path).filter(|kept| kept.fresh) {
                kept.fresh = false;
                changed.push((Arc::clone(&kept.now), judged));
            }
        }
        changed
    }

    /// Writes the schemas that lie beside timelines anew where ids have come or gone.
    pub(super) fn refresh_schemas(&self) {
        for (path, kept) in &self.kept {
            schema::refresh(path, &kept.now.input.timeline);
        }
    }
}

impl Read {
    /// Reads the articles of a timeline, but for those that `old` has read already.
    fn new(input: Input, old: Option<&Self>) -> Self {
        let mut read = Self {
            articles: Articles::new(),
            prints: BTreeMap::new(),
            drafts: BTreeMap::new(),
            earlier: BTreeMap::new(),
            revisions: OnceLock::new(),
            input,
        };
        let Some(root) = root(&read.input) else { return read };
        let named: Vec<(String, Option<NaiveDate>)> = (read.files())
            .map(|(source, file)| (file.to_owned(), files::printed(source)))
            .collect();
        for (file, day) in named {
            if paths::why_bad(&file).is_some() || read.prints.contains_key(&file) {
                continue;
            }
            let print = print(&root.join(&file));
            let same = old.filter(|old| print.is_some() && old.prints.get(&file) == Some(&print));
            let copy = same.and_then(|old| old.articles.get(&file).cloned());
            read.articles
                .insert(file.clone(), copy.unwrap_or_else(|| files::saved_copy(&root, &file)));
            let draft = same.and_then(|old| old.drafts.get(&file));
            let draft = draft.filter(|(before, _)| *before == day).map(|(_, draft)| draft.clone());
            read.drafts.insert(file.clone(), (day, draft.unwrap_or_default()));
            read.prints.insert(file, print);
        }
        if let Some(old) = old {
            read.earlier = read.unchanged(old);
        }
        read
    }

    /// The revisions of `old` that are still true: those of sources that are written as before,
    /// whose copies are the same, and on which the same events rest, with the same actors about.
    fn unchanged(&self, old: &Self) -> BTreeMap<Id, Vec<Revision>> {
        let (new_told, old_told) = (&self.input.timeline, &old.input.timeline);
        let mut same = old.revisions().clone();
        if new_told.actors != old_told.actors {
            return BTreeMap::new();
        }
        let (resting, rested) = (by_source(new_told), by_source(old_told));
        same.retain(|id, _| {
            let (source, before) = (new_told.sources.get(id), old_told.sources.get(id));
            let files = source.into_iter().flat_map(|source| &source.versions);
            let is_same = |file: &str| {
                self.prints.get(file).is_some_and(|print| old.prints.get(file) == Some(print))
            };
            source == before
                && resting.get(id) == rested.get(id)
                && files.map(|version| version.file.as_str()).all(is_same)
        });
        same
    }

    /// What is known of the revisions.
    pub(super) fn revisions(&self) -> &BTreeMap<Id, Vec<Revision>> {
        self.revisions.get().unwrap_or(&self.earlier)
    }

    /// Keeps the revisions of all sources.
    pub(super) fn keep(&self, revisions: &BTreeMap<Id, Vec<Revision>>) {
        let _ = self.revisions.set(revisions.clone());
    }

    /// Reads the saved copies that will be asked for, on all cores, so that [`Read::draft`] has
    /// them: of each source the newest, and all where it is not known what changed between them.
    pub(super) fn read_copies(&self) {
        let mut files: Vec<(&Source, &str)> = Vec::new();
        for (id, source) in &self.input.timeline.sources {
            let known = self.revisions().contains_key(id);
            let skipped = if known { source.versions.len().saturating_sub(1) } else { 0 };
            let versions = source.versions.iter().skip(skipped);
            files.extend(versions.map(|version| (source, version.file.as_str())));
        }
        files.into_par_iter().for_each(|(source, file)| {
            self.draft(source, file);
        });
    }

    /// What is read from a saved copy of a source by itself; worked out once.
    pub(super) fn draft(&self, source: &Source, file: &str) -> Option<Timeline> {
        let draft = || self.input.draft(source, file);
        self.drafts.get(file).map_or_else(draft, |(_, kept)| kept.get_or_init(draft).clone())
    }

    fn files(&self) -> impl Iterator<Item = (&Source, &str)> {
        let sources = self.input.timeline.sources.values();
        sources.flat_map(|source| {
            source.versions.iter().map(move |version| (source, version.file.as_str()))
        })
    }

    /// Whether its articles are as they were.
    fn is_current(&self) -> bool {
        let Some(root) = root(&self.input) else { return true };
        self.prints.iter().all(|(file, old)| print(&root.join(file)) == *old)
    }
}

/// The events that rest on each source.
fn by_source(timeline: &Timeline) -> HashMap<&Id, Vec<(&Id, &Event)>> {
    let mut found: HashMap<&Id, Vec<(&Id, &Event)>> = HashMap::new();
    for entry in &timeline.events {
        for evidence in &entry.1.evidence {
            found.entry(&evidence.source).or_default().push(entry);
        }
    }
    found
}

fn root(input: &Input) -> Option<PathBuf> {
    let folder = input.folder.as_deref()?;
    let folder = if folder.as_os_str().is_empty() { Path::new(".") } else { folder };
    folder.canonicalize().ok()
}

fn print(path: &Path) -> Print {
    let meta = fs::metadata(path).ok()?;
    Some((meta.len(), meta.modified().ok()?))
}
