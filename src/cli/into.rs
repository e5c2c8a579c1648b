//! `demarche extract --into NAME`: what an article says, put into a timeline that exists.
//!
//! ```text
//! copy of the article ─→ which source is it of? ─→ the version before it ─→ base ─┐
//!                                    └──────────────→ theirs ─────────────────────┴→ merge
//! ```
//!
//! The copy is kept beside the timeline, once. Nothing is written before everything is read and
//! merged; the timeline is written last, so that whatever it names is there.

use std::collections::HashMap;
use std::path::{Path, PathBuf};

use chrono::NaiveDate;

use super::copies::Copy;
use super::files::{self, Input};
use super::{Error, Outcome, Streams, extract as command, in_place, report};
use crate::article::{self, Article, Published, PublishedBy};
use crate::check::paths;
use crate::diagnostic::visible::visible;
use crate::diff::print::Told;
use crate::diff::{Telling, compare, diff};
use crate::extract::{self, Draft};
use crate::merge::{Merged, Reading, Unmergeable, merge_reading};
use crate::text::{Parse, Text, model::english};
use crate::timeline::{Date, Document, Event, Id, Source, Timeline, Version};

/// What is put into which timeline.
pub(super) struct Into<'a> {
    /// The timeline: a path, or a name in `timelines`.
    pub(super) name: &'a str,
    /// Which of its sources the copies are versions of; a new one where it has none of that id.
    pub(super) source: Option<&'a str>,
    /// The day of publication, over what the article says.
    pub(super) published: Option<NaiveDate>,
    /// Whether to tell the rules behind each finding.
    pub(super) why: bool,
    /// Whether all copies are of one article.
    pub(super) one_article: bool,
    /// Whether to show the change of the file and write nothing.
    pub(super) only_shown: bool,
}

/// A timeline while copies are put into it.
struct Work {
    document: Document,
    timeline: Timeline,
    /// The timeline's folder.
    folder: PathBuf,
    /// New files, by their path in the folder.
    files: Vec<(String, Vec<u8>)>,
}

impl Into<'_> {
    /// Puts copies into the timeline, in their order.
    pub(super) fn run(
        &self,
        copies: Vec<Copy>,
        streams: &mut Streams<'_>,
    ) -> Result<Outcome, Error> {
        let input = files::named(self.name)?;
        let Some(folder) = input.folder.clone() else {
            return Err(Error::new("a timeline on standard input cannot be written to"));
        };
        let document = Document::new(input.document.name.as_str(), input.document.text.as_str());
        let folder = if folder.as_os_str().is_empty() { PathBuf::from(".") } else { folder };
        let mut work =
            Work { document, timeline: input.timeline.clone(), folder, files: Vec::new() };
        if report::remarks(streams.err, &input.document, &input.remarks)? == Outcome::Found {
            writeln!(streams.err, "nothing is written; mend the errors first")?;
            return Ok(Outcome::Found);
        }
        let mut outcome = Outcome::Clean;
        let mut source = self.source.map(Id::from);
        for copy in copies {
            let (of, found) = self.put(&mut work, &copy, source.as_ref(), streams)?;
            outcome = outcome.and(found);
            if self.one_article {
                source = Some(of);
            }
        }
        if self.only_shown {
            let (before, after) = (&input.document, &work.document);
            let diff = in_place::diff(&before.name, &before.text, &after.text);
            streams.out.write_all(diff.as_bytes())?;
            return Ok(if diff.is_empty() { outcome } else { Outcome::Found });
        }
        write(&input, &work)?;
        Ok(outcome)
    }

    /// Puts one copy into the timeline; which source it is of, and whether there are conflicts.
    fn put(
        &self,
        work: &mut Work,
        copy: &Copy,
        source: Option<&Id>,
        streams: &mut Streams<'_>,
    ) -> Result<(Id, Outcome), Error> {
        let name = &copy.name;
        let mut article = article::read(&copy.bytes, Some(&copy.file_name()))
            .map_err(|why| Error::new(format!("cannot read `{name}`: {why}")))?;
        article.url = article.url.take().or_else(|| copy.url.clone());
        let source = match source {
            Some(id) if work.timeline.sources.contains_key(id) => Ok(id.clone()),
            Some(id) => {
                // A name that was mistyped would tell every event a second time.
                if let Some(of) = work.source_of(&article, copy)?
                    && let Some(kept) = work.has_already(&of, &article, copy)
                {
                    return Err(Error::new(format!(
                        "the timeline has no source `{}`, and the text of `{name}` is that of `{kept}`, a \
                         version of `{of}`; nothing is written",
                        visible(&id.0)
                    )));
                }
                Err(Some(id))
            }
            None => work.source_of(&article, copy)?.ok_or(None),
        };
        let known = source.as_ref().ok().and_then(|id| work.timeline.sources.get(id)).cloned();
        let day = known.as_ref().and_then(files::printed);
        let kept = source.as_ref().ok().and_then(|id| work.has_already(id, &article, copy));
        let newest = known.as_ref().and_then(|known| Some(&known.versions.last()?.file));
        if let (Ok(id), Some(kept)) = (&source, &kept)
            && (self.published.is_none() || newest != Some(kept))
        {
            self.nothing(name, kept, streams)?;
            return Ok((id.clone(), Outcome::Clean));
        }
        // The name of a saved copy tells when it was seen, which is not when a known article came out.
        let dated = |article: &mut Article, given: Option<NaiveDate>| {
            let vague = (article.published.as_ref())
                .is_none_or(|published| published.by == PublishedBy::Url);
            if let Some(day) = given.or(day.filter(|_| vague)) {
                article.published = Some(Published { day, by: PublishedBy::Given });
            }
        };
        dated(&mut article, self.published);
        let draft = read(&article, name, &work.timeline);
        let before = match (&source, &known) {
            (Ok(id), Some(known)) => work.newest(id, known)?.map(|(file, mut article)| {
                if kept.is_some() && day == self.published {
                    // The same text and the day that the file has: was it read with that day, or
                    // has a person written it into the file since?
                    let undated = read(&article, &file, &work.timeline);
                    if !work.has_dates_of(&draft.timeline, &undated.timeline) {
                        return (article, undated);
                    }
                }
                dated(&mut article, None);
                let draft = read(&article, &file, &work.timeline);
                (article, draft)
            }),
            _ => None,
        };
        let id = match &source {
            Ok(id) => id.clone(),
            Err(Some(wanted)) => (*wanted).clone(),
            Err(None) => work.new_id(&draft.timeline),
        };
        let is_new = kept.is_none();
        let file = kept.unwrap_or_else(|| work.keep(&id, copy));
        command::tell(name, &article, &draft, self.why, streams)?;

        let version = Version { file: file.clone(), seen: copy.seen.clone(), ..Version::default() };
        let mut base = before.as_ref().map(|(_, draft)| draft.timeline.clone()).unwrap_or_default();
        let mut theirs = draft.timeline.clone();
        let old_versions = known.as_ref().map(|known| known.versions.clone()).unwrap_or_default();
        for one in base.sources.values_mut() {
            one.versions.clone_from(&old_versions);
        }
        for one in theirs.sources.values_mut() {
            one.versions.clone_from(&old_versions);
            one.versions.extend(is_new.then(|| version.clone()));
        }
        let compared = before.as_ref().map(|(old, draft)| {
            let key = |timeline: &Timeline| timeline.sources.keys().next().cloned();
            let (from, to) = (key(&draft.timeline), key(&theirs));
            let old_telling =
                Telling { text: &old.text, timeline: &base, source: from.as_ref().map(Id::as_str) };
            let new_telling = Telling {
                text: &article.text,
                timeline: &theirs,
                source: to.as_ref().map(Id::as_str),
            };
            compare(&old_telling, &new_telling)
        });
        let why = |event: &Id| {
            let (old, _) = before.as_ref()?;
            let words = compared.as_ref()?.1.words_on(event, &old.text, &article.text)?;
            Some(format!("{file}, {words}"))
        };
        let reading = Reading {
            base: &base,
            ours: &work.document,
            theirs: &theirs,
            source: &id,
            changes: compared.as_ref().map(|(changes, _)| changes),
            why: &why,
        };
        let merged = match merge_reading(&reading) {
            Ok(merged) => merged,
            Err(Unmergeable::Mistakes { remarks, .. }) => {
                report::remarks(streams.err, &work.document, &remarks)?;
                return Err(Error::new("the timeline has mistakes; nothing is written"));
            }
            Err(Unmergeable::Refused(why)) => {
                return Err(Error::new(format!(
                    "cannot merge `{name}`: {why}; nothing is written"
                )));
            }
        };
        if !is_new && merged.text == work.document.text {
            self.nothing(name, &file, streams)?;
        } else if self.only_shown {
            super::merge::tell(&file, &merged, streams)?;
        } else {
            told(work, &file, &id, &merged, streams)?;
        }
        let outcome = if merged.conflicts.is_empty() { Outcome::Clean } else { Outcome::Found };
        work.document = Document::new(work.document.name.as_str(), merged.text);
        work.timeline = merged.timeline;
        Ok((id, outcome))
    }

    /// Says that a text is known and read as it would be now.
    fn nothing(&self, name: &str, kept: &str, streams: &mut Streams<'_>) -> Result<(), Error> {
        let out = if self.only_shown { &mut streams.err } else { &mut streams.out };
        writeln!(out, "{name}: its text is that of `{kept}`; nothing to do")?;
        Ok(())
    }
}

/// Writes the new copies, then the timeline that names them.
fn write(input: &Input, work: &Work) -> Result<(), Error> {
    if work.document.text == input.document.text {
        return Ok(());
    }
    for (file, bytes) in &work.files {
        let path = work.folder.join(file);
        if let Some(parent) = path.parent() {
            std::fs::create_dir_all(parent)
                .map_err(|why| Error::file("make", parent.display(), &why))?;
        }
        in_place::whole(&path, bytes)?;
    }
    in_place::replace(Path::new(&input.document.name), &input.document.text, &work.document.text)
}

/// What the new version changed, on stdout; conflicts and notes on stderr.
fn told(
    work: &Work,
    file: &str,
    id: &Id,
    merged: &Merged,
    streams: &mut Streams<'_>,
) -> Result<(), Error> {
    let changes = diff(&work.timeline, &merged.timeline);
    writeln!(streams.out, "{file}, a version of `{id}`:")?;
    streams
        .out
        .write_all(Told::Timelines { changes: &changes, derived: &[] }.human(None).as_bytes())?;
    super::merge::tell(file, merged, streams)
}

/// Reads an article beside a timeline.
fn read(article: &Article, file: &str, known: &Timeline) -> Draft {
    let text = Text::new(article);
    let parse = Parse::new(article, &text, english());
    extract::extract_knowing(article, &text, &parse, Some(file), Some(known))
}

/// The date of the first event with each quote.
fn dates_by_quote(timeline: &Timeline) -> HashMap<&str, Option<&Date>> {
    let mut dates = HashMap::new();
    for event in timeline.events.values() {
        for quote in quotes(event) {
            dates.entry(quote).or_insert(event.date.as_ref());
        }
    }
    dates
}

fn quotes(event: &Event) -> impl Iterator<Item = &str> {
    event.evidence.iter().filter_map(|one| one.quote.as_deref())
}

/// The words of an article, whatever the spaces between them.
fn words(article: &Article) -> String {
    article.text.split_whitespace().collect::<Vec<_>>().join(" ")
}

impl Work {
    /// A kept copy, from the files that are new or on disk; `None` where it cannot be read.
    fn copy(&self, file: &str) -> Option<Article> {
        if let Some((_, bytes)) = self.files.iter().find(|(path, _)| path == file) {
            return article::read(bytes, Some(file)).ok();
        }
        if paths::why_bad(file).is_some() {
            return None;
        }
        let root = self.folder.canonicalize().ok()?;
        files::article(&root, file).ok()
    }

    /// Which source an article is a version of, by its file, its address, or its headline.
    fn source_of(&self, article: &Article, copy: &Copy) -> Result<Option<Id>, Error> {
        let inside = self.inside(copy);
        let by_file = |source: &Source| {
            inside.as_ref().is_some_and(|file| source.versions.iter().any(|one| one.file == *file))
        };
        let by_address = |source: &Source| source.url.is_some() && source.url == article.url;
        let by_headline = |source: &Source| {
            let other = |one: &Option<String>, two: &Option<String>| {
                one.is_some() && two.is_some() && one != two
            };
            article.headline.as_deref() == Some(source.title.as_str())
                && !other(&source.url, &article.url)
                && !other(&source.publisher, &article.publisher)
        };
        let rules: [&dyn Fn(&Source) -> bool; 3] = [&by_file, &by_address, &by_headline];
        for rule in rules {
            let found: Vec<&Id> = self
                .timeline
                .sources
                .iter()
                .filter(|(_, one)| rule(one))
                .map(|(id, _)| id)
                .collect();
            match found.as_slice() {
                [] => {}
                [one] => return Ok(Some((*one).clone())),
                several => {
                    let names: Vec<&str> = several.iter().map(|id| id.as_str()).collect();
                    return Err(Error::new(format!(
                        "`{}` may be a version of several sources; name one with --source: {}",
                        copy.name,
                        names.join(", ")
                    )));
                }
            }
        }
        Ok(None)
    }

    /// The kept copy that has the same words, where another one would say nothing new.
    ///
    /// An older text that comes back later is a new version: somebody put it back.
    fn has_already(&self, id: &Id, article: &Article, copy: &Copy) -> Option<String> {
        let versions = &self.timeline.sources.get(id)?.versions;
        let newest = versions.last()?;
        let later = copy.seen.is_some() && newest.seen.is_some() && copy.seen > newest.seen;
        let looked_at = if later { std::slice::from_ref(newest) } else { versions.as_slice() };
        let same = |one: &&Version| {
            self.copy(&one.file).is_some_and(|kept| words(&kept) == words(article))
        };
        looked_at.iter().rev().find(same).map(|one| one.file.clone())
    }

    /// Whether some event has the date that one draft gives it and the other does not; events are
    /// known by their words.
    fn has_dates_of(&self, dated: &Timeline, undated: &Timeline) -> bool {
        let [without, here] = [undated, &self.timeline].map(dates_by_quote);
        dated.events.values().filter(|event| event.date.is_some()).any(|event| {
            let [without, here] =
                [&without, &here].map(|dates| quotes(event).find_map(|quote| *dates.get(quote)?));
            without != event.date.as_ref() && here == event.date.as_ref()
        })
    }

    /// The newest kept version of a source, and its file.
    ///
    /// Fails where it is named and cannot be read: without it, nobody knows what a person changed.
    fn newest(&self, id: &Id, source: &Source) -> Result<Option<(String, Article)>, Error> {
        let Some(newest) = source.versions.last() else { return Ok(None) };
        match self.copy(&newest.file) {
            Some(article) => Ok(Some((newest.file.clone(), article))),
            None => Err(Error::new(format!(
                "cannot read `{}`, the version of `{id}` that the timeline rests on; without it \
                 nobody knows what was edited by hand",
                newest.file
            ))),
        }
    }

    /// An id for a source that is new, from its headline.
    fn new_id(&self, draft: &Timeline) -> Id {
        let made = draft.sources.keys().next().cloned().unwrap_or_else(|| "article".into());
        let mut id = made.clone();
        let mut number = 2;
        while self.timeline.sources.contains_key(&id) {
            id = Id(format!("{}-{number}", made.0.get(..60).unwrap_or(&made.0)));
            number += 1;
        }
        id
    }

    /// The path of a copy in the timeline's folder, where it lies there already.
    fn inside(&self, copy: &Copy) -> Option<String> {
        let root = self.folder.canonicalize().ok()?;
        let path = copy.path.as_ref()?.canonicalize().ok()?;
        let parts: Vec<_> = path
            .strip_prefix(root)
            .ok()?
            .iter()
            .map(|part| part.to_str())
            .collect::<Option<_>>()?;
        let file = parts.join("/");
        paths::why_bad(&file).is_none().then_some(file)
    }

    /// Keeps a copy; its path in the folder.
    fn keep(&mut self, id: &Id, copy: &Copy) -> String {
        if let Some(file) = self.inside(copy) {
            return file;
        }
        let versions = self.timeline.sources.get(id).map_or(0, |source| source.versions.len());
        let ending = copy.ending();
        let mut number = versions + 1;
        loop {
            let file = format!("articles/{id}.v{number}.{ending}");
            let taken = self.files.iter().any(|(path, _)| *path == file)
                || self.folder.join(&file).exists();
            if !taken {
                self.files.push((file.clone(), copy.bytes.clone()));
                return file;
            }
            number += 1;
        }
    }
}
